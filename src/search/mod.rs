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

mod fold;
mod pack;
#[cfg(test)]
mod tests;
mod words;

use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::num::NonZeroU32;

/// Millions of short terms are looked up, and what order they lie in shows nowhere.
type HashMap<K, V> = std::collections::HashMap<K, V, FixedState>;

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

/// How much one occurrence counts, by where it stands.
const IN_TITLE: u32 = 8;
const IN_HEADING: u32 = 4;
const IN_TEXT: u32 = 1;
/// In the title, for the sections below it: "pay levels" finds the part about levels of a page about pay, but
/// "pay" alone finds the page and not each of its sections.
const BELOW_TITLE: u32 = 0;

/// A term's weight in a section, before the section's length counts.
#[derive(Debug, Clone, Copy)]
struct Posting {
    section: u32,
    weight: u32,
}

/// Everything that is counted before it is packed.
#[derive(Default)]
struct Counted {
    /// Terms in the order of JavaScript's strings, each with its postings in the order of sections.
    terms: Vec<(String, Vec<Posting>)>,
    /// How long each section is and how much its page counts.
    sections: Vec<Measure>,
}

/// How many parts of the index are joined side by side.
const SHARDS: usize = 16;

/// One page in the making, with few allocations: there may be a million postings.
#[derive(Default)]
struct PageCount {
    /// Terms with their first and last postings.
    terms: HashMap<String, (usize, usize)>,
    postings: Vec<Linked>,
    sections: Vec<Measure>,
}

/// A posting and the next of the same term on its page.
struct Linked(Posting, Option<NonZeroU32>);

/// One page: its terms by shard, with their first postings.
struct Page {
    shards: [Vec<(String, usize)>; SHARDS],
    postings: Vec<Linked>,
    sections: Vec<Measure>,
}

/// What a score depends on besides its term.
#[derive(Debug, Clone, Copy)]
struct Measure {
    terms: u32,
    minor: bool,
}

/// Builds all files of the search: path below the root of the site -> bytes.
///
/// The same documents in the same order give the same bytes. Where two sections fit a query equally well, the
/// first is shown first.
pub fn build(documents: &[Document]) -> BTreeMap<String, Vec<u8>> {
    let mut firsts = Vec::with_capacity(documents.len());
    let mut count = 0;
    for document in documents {
        firsts.push(count);
        count += document.sections.len().max(1) as u32;
    }
    let pages =
        documents.par_iter().zip(&firsts).map(|(document, first)| count_page(document, *first).page());
    pack::pack(documents, &join(pages.collect()))
}

impl PageCount {
    fn add(&mut self, term: &str, section: u32, weight: u32) {
        let new = self.postings.len();
        match self.terms.get_mut(term) {
            Some((_, last)) => {
                let Linked(posting, next) = &mut self.postings[*last];
                if posting.section == section {
                    posting.weight += weight;
                    return;
                }
                // The first posting of a page is the next of none.
                *next = NonZeroU32::new(new as u32);
                *last = new;
            }
            None => _ = self.terms.insert(term.to_owned(), (new, new)),
        }
        self.postings.push(Linked(Posting { section, weight }, None));
    }

    fn page(self) -> Page {
        let mut shards: [Vec<_>; SHARDS] = std::array::from_fn(|_| Vec::new());
        let hasher = FixedState::default();
        // The order in which terms come shows nowhere: they are sorted when all pages are joined.
        self.terms.into_iter().for_each(|(term, (first, _))| {
            let shard = hasher.hash_one(&term) as usize % SHARDS;
            shards[shard].push((term, first));
        });
        Page { shards, postings: self.postings, sections: self.sections }
    }
}

impl Page {
    /// The postings of a term, from its first.
    fn postings(&self, first: usize) -> impl Iterator<Item = Posting> {
        let mut at = self.postings.get(first);
        std::iter::from_fn(move || {
            let Linked(posting, next) = at?;
            at = next.and_then(|next| self.postings.get(next.get() as usize));
            Some(*posting)
        })
    }
}

fn count_page(document: &Document, first: u32) -> PageCount {
    let top = [Section::default()];
    let sections = if document.sections.is_empty() { &top } else { document.sections.as_slice() };
    let mut page = PageCount::default();
    for (number, section) in (first..).zip(sections) {
        let mut count = 0;
        let mut add = |text: &str, weight: u32| {
            words::terms(text, &mut |term| {
                count += 1;
                page.add(term, number, weight);
            });
        };
        add(&document.title, if number == first { IN_TITLE } else { BELOW_TITLE });
        if number == first {
            add(&document.crumbs, IN_TEXT);
        }
        add(&section.heading, IN_HEADING);
        add(&section.text, IN_TEXT);
        page.sections.push(Measure { terms: count, minor: document.minor });
    }
    page
}

/// Joins the pages in their order.
fn join(mut pages: Vec<Page>) -> Counted {
    let sections = pages.iter_mut().flat_map(|page| std::mem::take(&mut page.sections)).collect();
    let mut shards: [Vec<Vec<(String, usize)>>; SHARDS] = std::array::from_fn(|_| Vec::new());
    for page in &mut pages {
        shards.iter_mut().zip(&mut page.shards).for_each(|(shard, own)| shard.push(std::mem::take(own)));
    }
    let joined = shards.into_par_iter().flat_map_iter(|shard| {
        let mut all: HashMap<String, Vec<Posting>> = HashMap::default();
        for (page, terms) in pages.iter().zip(shard) {
            for (term, first) in terms {
                all.entry(term).or_default().extend(page.postings(first));
            }
        }
        all
    });
    let mut terms: Vec<_> = joined.collect();
    terms.par_sort_unstable_by(|(a, _), (b, _)| scripted(a, b));
    Counted { terms, sections }
}

/// The order of JavaScript's strings, which are UTF-16: the script finds a term's file by comparing them.
fn scripted(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}
