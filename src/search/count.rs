//! Counting terms.
//!
//! In: documents. Out: [`Counted`], every term with its postings. Each page is counted by itself with few
//! allocations, since a site may have a million postings; then the pages are joined, a shard of the terms at a
//! time. Does not know how words become terms, and packs nothing.

use super::document::{Counted, Document, Measure, Posting, Section};
use super::words;
use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::num::NonZeroU32;

/// How much one occurrence counts, by where it is.
const IN_TITLE: u32 = 8;
const IN_HEADING: u32 = 4;
const IN_TEXT: u32 = 1;
/// In the title, for the sections below it: "pay levels" finds the part about levels of a page about pay, but
/// "pay" alone finds the page and not each of its sections.
const BELOW_TITLE: u32 = 0;

/// How many parts of the index are joined in parallel.
const SHARDS: usize = 16;

/// The terms of one page.
#[derive(Default)]
pub(super) struct Page {
    /// All terms, one after the other.
    text: String,
    /// Each term once.
    terms: Vec<Term>,
    /// Postings in the order of the text.
    postings: Vec<Linked>,
    /// Numbers of terms by shard.
    shards: [Vec<u32>; SHARDS],
    sections: Vec<Measure>,
}

struct Term {
    /// The byte after it; it begins where the term before ends.
    end: u32,
    /// Its first posting.
    first: u32,
}

/// What is known of a page's terms only while they are counted.
#[derive(Default)]
struct Numbers {
    of: HashMap<Box<str>, u32, FixedState>,
    /// The last posting of each.
    last: Vec<u32>,
}

/// A posting and the next of the same term on its page. The first of a page is the next of none.
struct Linked(Posting, Option<NonZeroU32>);

/// Counts each page.
pub(super) fn pages(documents: &[Document]) -> Vec<Page> {
    let mut firsts = Vec::with_capacity(documents.len());
    let mut count = 0;
    for document in documents {
        firsts.push(count);
        count += document.sections.len().max(1) as u32;
    }
    documents.par_iter().zip(&firsts).map(|(document, first)| Page::of(document, *first)).collect()
}

impl Page {
    /// Counts a document whose sections are numbered from `first`.
    fn of(document: &Document, first: u32) -> Self {
        let top = [Section::default()];
        let sections = if document.sections.is_empty() { &top } else { document.sections.as_slice() };
        let (mut page, mut numbers) = (Self::default(), Numbers::default());
        for (number, section) in (first..).zip(sections) {
            let mut count = 0;
            let mut add = |text: &str, weight: u32| {
                words::terms(text, &mut |term| {
                    count += 1;
                    page.add(&mut numbers, term, Posting { section: number, weight });
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
        page.shrink();
        page
    }

    /// All pages are kept until they are joined, so none keeps spare capacity.
    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.postings.shrink_to_fit();
        self.shards.iter_mut().for_each(Vec::shrink_to_fit);
    }

    fn add(&mut self, numbers: &mut Numbers, term: &str, posting: Posting) {
        let new = self.postings.len() as u32;
        if let Some(number) = numbers.of.get(term) {
            let last = &mut numbers.last[*number as usize];
            let Linked(before, next) = &mut self.postings[*last as usize];
            if before.section == posting.section {
                before.weight += posting.weight;
                return;
            }
            *next = NonZeroU32::new(new);
            *last = new;
        } else {
            let number = self.terms.len() as u32;
            self.text.push_str(term);
            self.terms.push(Term { end: self.text.len() as u32, first: new });
            numbers.last.push(new);
            self.shards[shard(term)].push(number);
            numbers.of.insert(term.into(), number);
        }
        self.postings.push(Linked(posting, None));
    }

    fn term(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.terms[before].end);
        &self.text[start as usize..self.terms[number].end as usize]
    }

    /// The postings of a term.
    fn postings(&self, number: u32) -> impl Iterator<Item = Posting> {
        let mut at = self.postings.get(self.terms[number as usize].first as usize);
        std::iter::from_fn(move || {
            let Linked(posting, next) = at?;
            at = next.and_then(|next| self.postings.get(next.get() as usize));
            Some(*posting)
        })
    }
}

/// The shard of a term. Not by the low bits of the hash, by which maps find their places.
fn shard(term: &str) -> usize {
    (FixedState::default().hash_one(term) >> 32) as usize % SHARDS
}

/// Joins the pages in their order.
pub(super) fn join(pages: &[Page]) -> Counted<'_> {
    let sections = pages.iter().flat_map(|page| &page.sections).copied().collect();
    let shards = (0..SHARDS).into_par_iter().flat_map_iter(|shard| {
        let mut numbers: HashMap<&str, usize, FixedState> = HashMap::default();
        let mut terms: Vec<(&str, Vec<Posting>)> = Vec::new();
        for page in pages {
            for number in &page.shards[shard] {
                let term = page.term(*number);
                let at = *numbers.entry(term).or_insert_with(|| {
                    terms.push((term, Vec::new()));
                    terms.len() - 1
                });
                terms[at].1.extend(page.postings(*number));
            }
        }
        terms
    });
    let mut terms: Vec<_> = shards.collect();
    terms.par_sort_unstable_by(|(a, _), (b, _)| scripted(a, b));
    Counted { terms, sections }
}

/// The order of JavaScript's strings, which are UTF-16: the script finds a term's file by comparing them.
fn scripted(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}
