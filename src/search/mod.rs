//! The index of the search, as files a browser can load from disk.
//!
//! In: what readers see of each page, by section, and words that mean the same. Out: path -> bytes of classic scripts below
//! `search/`. Does not read pages or write files, and does not search: `search.js` of the theme does.
//!
//! A page from disk may load scripts and nothing else, so each file is one call,
//! `prepress_search("name", data)`, and there are few enough bytes in each to load only what a query needs:
//!
//! | file | holds | loaded |
//! | --- | --- | --- |
//! | `index.js` | how many sections each page has; where the other files begin; synonyms, if there are any | when the search opens |
//! | `t-N.js` | terms in order, with the sections each is in | the one or few that have a word |
//! | `w-N.js` | all words by their length | those of nearly the same length, when a word is found nowhere |
//! | `d-N.js` | titles, headings and text of some sections | for the results that are shown |
//!
//! Terms are in ranges of equal size and not in one file for each first letter: letters are not equally
//! common, and a prefix is then one range. A mistyped word may be far from the right one in that order, even
//! when only the first letter is wrong, so words have files of their own by length, which an error changes by
//! one at most. That costs a second load for mistyped words only, and misses none.

mod count;
mod document;
mod fold;
mod pack;
mod synonyms;
#[cfg(test)]
mod tests;
mod words;

pub use document::{Document, Section};
pub(crate) use synonyms::{Synonyms, synonyms};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The folder of the files, below the root of the site.
pub const FOLDER: &str = "search/";

/// Whether [`build`] may make a file of this name in [`FOLDER`]: which it makes depends on the documents.
pub fn may_be_made(name: &str) -> bool {
    name.ends_with(".js")
}

/// A page of the index with its terms, which may be kept for the next.
#[derive(Serialize, Deserialize)]
pub(crate) struct Counted {
    document: Document,
    page: Arc<count::Page>,
}

impl Counted {
    pub(crate) fn of(document: Document) -> Self {
        Self { page: Arc::new(count::Page::of(&document)), document }
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }
}

/// Pages that are counted before the next are taken.
const CHUNK: usize = 256;

/// Builds all files of the search from so many pages, which `page` is asked for, and hands each file to `emit` as it is
/// full: its path below the root of the site, and its bytes.
///
/// The same pages in the same order give the same files. Where two sections fit a query equally well, the
/// first is shown first. A document is given back when its text is in a file, so that memory never holds all texts
/// beside all terms.
///
/// # Errors
/// The first error of `emit`.
pub(crate) fn build<E: Send>(
    count: usize,
    page: impl Fn(usize) -> Arc<Counted> + Sync,
    synonyms: &Synonyms,
    emit: impl FnMut(String, Vec<u8>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut files = pack::Files::new(emit);
    let mut texts = pack::Texts::default();
    let mut pages = Vec::with_capacity(count);
    // While some are counted, the texts of those before go into files.
    let mut before: Vec<Arc<Counted>> = Vec::new();
    for start in (0..count + CHUNK).step_by(CHUNK) {
        let numbers = start.min(count)..count.min(start + CHUNK);
        let (counted, packed) = rayon::join(
            || numbers.into_par_iter().map(&page).collect::<Vec<_>>(),
            || before.drain(..).try_for_each(|page| texts.add(page.document(), &mut files)),
        );
        packed?;
        pages.extend(counted.iter().map(|counted| Arc::clone(&counted.page)));
        before = counted;
    }
    let starts = texts.end(&mut files)?;
    pack::pack(&count::Counted::of(pages), starts, synonyms, &mut files)
}
