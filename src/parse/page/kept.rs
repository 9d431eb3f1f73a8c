//! Pages as they were read, as bytes that outlive the process.
//!
//! In: a page that was read without a finding, whatever is reported, or the bytes of one. Out: its bytes, or what its
//! text holds, for a page with the same path, the same text and the same context: its key is a hash of all three, and
//! of the program. The front matter of a page whose kind shows a view is read anew each time. Keeps nothing itself, and
//! keeps no page that has views in its text, tables of facts or exceptions: there are few of them, and they rest on more.

use super::{Context, Page, PageText};
use crate::model::FrontMatter;
use crate::store::{Key, Print};
use crate::text::{FileId, FilePath, reading};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Everything beside a page that its reading rests on.
pub(crate) fn print(context: &Context) -> Print {
    let Context { roles, detect } = context;
    let mut roles: Vec<_> = roles.iter().collect();
    roles.sort_unstable_by_key(|(heading, _)| *heading);
    Print::of(format!("{roles:?}{detect:?}").as_bytes())
}

/// The key of a page.
pub(crate) fn key(print: &Print, path: &FilePath, text: &str) -> Key {
    print.key(&[path.as_str().as_bytes(), text.as_bytes()])
}

/// Whether a page that was read without a finding can be kept.
pub(crate) fn can_keep(page: &Page) -> bool {
    let plain = page.views.is_empty() && page.tables.is_empty() && page.allow.is_empty();
    plain && page.extract.missed.is_empty()
}

/// What is kept of a page.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept<Front, Text> {
    /// The front matter and where the text begins and ends, where no view belongs to the kind.
    pub front: Option<(Front, Range<usize>)>,
    pub text: Text,
}

/// The bytes of a page that can be kept.
pub(crate) fn write(page: &Page) -> Vec<u8> {
    let front = page.own_view.is_none().then(|| (&page.front, page.body.clone()));
    postcard::to_allocvec(&Kept { front, text: &page.text }).unwrap_or_default()
}

/// What was kept of a page, if these are the bytes of one.
pub(super) fn read(file: FileId, bytes: &[u8]) -> Option<Kept<FrontMatter, PageText>> {
    reading(file, || postcard::from_bytes(bytes)).ok()
}
