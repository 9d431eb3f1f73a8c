//! The index of the search, as files a browser can load from disk.
//!
//! In: what readers see of each page, by section. Out: path -> bytes of classic scripts below
//! `search/`. Does not read pages or write files, and does not search: `search.js` of the theme does.
//!
//! A page from disk may load scripts and nothing else, so each file is one call,
//! `prepress_search("name", data)`, and there are few enough bytes in each to load only what a query needs:
//!
//! | file | holds | loaded |
//! | --- | --- | --- |
//! | `index.js` | how many sections each page has; where the other files begin | when the search opens |
//! | `t-N.js` | terms in order, with the sections each is in | the one or few in which a word lies |
//! | `w-N.js` | all words by their length | those of nearly the same length, when a word is found nowhere |
//! | `d-N.js` | titles, headings and text of some sections | for the results that are shown |
//!
//! Terms lie in ranges of equal size and not in one file for each first letter: letters are not equally
//! common, and a prefix is then one range. A mistyped word may lie far from the right one in that order, also
//! when only the first letter is wrong, so words have files of their own by length, which an error changes by
//! one at most. That costs a second load for mistyped words only, and misses none.

mod count;
mod fold;
mod pack;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

/// The folder of the files, below the root of the site.
pub const FOLDER: &str = "search/";

/// Whether [`build`] may make a file of this name in [`FOLDER`]: which it makes depends on the documents.
pub fn may_be_made(name: &str) -> bool {
    name.ends_with(".js")
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Path below the root of the site: `pay/levels.html`.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Where the page stands, in words: `Pay and levels / Netflix`. May be empty.
    pub crumbs: String,
    /// Whether the page repeats what other pages say (a ledger, a list of sources): what it says counts half.
    pub minor: bool,
    /// The text before the first heading, then a section for each heading; none is a page with a title only.
    pub sections: Vec<Section>,
}

/// The text from one heading to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Id of the heading; none for the top of the page.
    pub anchor: Option<String>,
    /// The heading in plain words, empty for the top of the page.
    pub heading: String,
    /// Plain text; runs of white space count as one.
    pub text: String,
}

/// A term's weight in a section, before the section's length counts.
#[derive(Debug, Clone, Copy)]
struct Posting {
    section: u32,
    weight: u32,
}

/// What a score depends on besides its term.
#[derive(Debug, Clone, Copy)]
struct Measure {
    terms: u32,
    minor: bool,
}

/// Everything that is counted before it is packed.
struct Counted<'a> {
    /// Terms in the order of JavaScript's strings, each with its postings in the order of sections.
    terms: Vec<(&'a str, Vec<Posting>)>,
    /// How long each section is and how much its page counts.
    sections: Vec<Measure>,
}

/// Builds all files of the search: path below the root of the site -> bytes.
///
/// The same documents in the same order give the same bytes. Where two sections fit a query equally well, the
/// first is shown first.
pub fn build(documents: &[Document]) -> BTreeMap<String, Vec<u8>> {
    let pages = count::pages(documents);
    pack::pack(documents, &count::join(&pages))
}
