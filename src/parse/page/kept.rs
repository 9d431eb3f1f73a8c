//! Pages as they were read, as bytes that outlive the process.
//!
//! In: a page that was read without a finding, whatever is reported, or the bytes of one. Out: its bytes, or what its
//! text holds, for a page with the same path, the same text and the same context: its [`PageKey`] is a hash of all
//! three, and of the program. The front matter is read anew each time. Keeps nothing itself, and keeps no page that has
//! views, tables of facts or exceptions: there are few of them, and they rest on more.

use super::{Context, Page, PageText};
use crate::text::{FileId, FilePath, reading};

/// What a page was read from.
pub type PageKey = [u8; 16];

/// Everything beside a page that its reading rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Print([u8; 32]);

impl Print {
    /// That of a context.
    pub(crate) fn of(context: &Context) -> Self {
        let Context { roles, detect } = context;
        let mut roles: Vec<_> = roles.iter().collect();
        roles.sort_unstable_by_key(|(heading, _)| *heading);
        let all = format!("{}{roles:?}{detect:?}", env!("PREPRESS_PRINT"));
        Self(*blake3::hash(all.as_bytes()).as_bytes())
    }

    /// The key of a page.
    pub(crate) fn key(&self, path: &FilePath, text: &str) -> PageKey {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        let path = path.as_str();
        hasher.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes()).update(text.as_bytes());
        let mut key = PageKey::default();
        hasher.finalize_xof().fill(&mut key);
        key
    }
}

/// Whether a page that was read without a finding can be kept.
pub(crate) fn can_keep(page: &Page) -> bool {
    let plain = page.views.is_empty() && page.tables.is_empty() && page.allow.is_empty();
    plain && page.extract.missed.is_empty()
}

/// The bytes of a page that can be kept.
pub(crate) fn write(page: &Page) -> Vec<u8> {
    postcard::to_allocvec(&page.text).unwrap_or_default()
}

/// What the text of a page holds, if these are the bytes of one.
pub(super) fn read(file: FileId, bytes: &[u8]) -> Option<PageText> {
    reading(file, || postcard::from_bytes(bytes)).ok()
}
