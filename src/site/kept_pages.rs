//! Pages that need not be read again by the next run of the program.
//!
//! In: the pages of a build. Out: those that can be kept, each under its key, where some of them are new. Where they are
//! kept is for the shell to say: it implements [`KeptPages`].

use super::Built;
use crate::parse::Page;
use crate::parse::kept;
pub use crate::parse::kept::PageKey;
use std::fmt::Debug;
use std::sync::Arc;

/// Pages that an earlier run kept. Bytes that are damaged must not be given: they are taken for those of the page.
pub trait KeptPages: Debug + Send + Sync {
    /// The bytes under a key.
    fn get(&self, key: &PageKey) -> Option<Vec<u8>>;

    /// How many there are.
    fn count(&self) -> usize;
}

/// A page that can be kept.
pub(super) struct KeepPage {
    pub key: PageKey,
    /// Whether it was kept before.
    pub known: bool,
    pub page: Arc<Page>,
}

impl Built {
    /// Pages for [`Inputs::pages`](super::Inputs::pages) of later runs, with their bytes; none where this build had these
    /// and no others, or none were wanted.
    pub fn pages_to_keep(&self) -> Option<impl ExactSizeIterator<Item = (PageKey, Vec<u8>)>> {
        let (all, kept) = (&self.keep, self.kept.as_ref()?);
        let news = all.len() != kept.count() || all.iter().any(|page| !page.known);
        news.then(|| all.iter().map(|keep| (keep.key, kept::write(&keep.page))))
    }
}
