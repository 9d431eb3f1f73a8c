//! Counting terms.
//!
//! In: documents. Out: [`Counted`], the terms of each page with their postings. Each page is counted by itself with
//! few allocations and kept small, since a site may have millions of postings; the pages are joined a shard of the
//! terms at a time, so that memory never holds all of them twice. Does not know how words become terms, and packs
//! nothing.

use super::document::{Document, Measure, Posting, Section};
use super::words;
use foldhash::fast::FixedState;
use hashbrown::HashTable;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::num::NonZeroU32;
use std::sync::Arc;

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
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Page {
    /// All terms, one after the other.
    text: String,
    /// Each term once.
    terms: Vec<Term>,
    /// Postings, term by term.
    postings: Vec<Packed>,
    /// Numbers of terms by shard.
    shards: [Vec<u32>; SHARDS],
    sections: Vec<Measure>,
}

#[derive(Serialize, Deserialize)]
struct Term {
    /// The byte after it; it begins where the term before ends.
    end: u32,
    /// Its first posting; while the page is counted, in the order of the text.
    first: u32,
}

/// A posting in four bytes: the section, counted from the page's first as while a page is counted, and the weight.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Packed(u32);

/// Bits of the weight; the others are enough for every section that a text of the largest size can have.
const WEIGHT_BITS: u32 = 10;

impl Packed {
    /// A weight that does not fit is as good as the largest: scores hardly grow any more.
    fn of(posting: Posting) -> Self {
        let most = (1 << WEIGHT_BITS) - 1;
        Self(posting.section << WEIGHT_BITS | posting.weight.min(most))
    }

    fn posting(self, first: u32) -> Posting {
        Posting { section: first + (self.0 >> WEIGHT_BITS), weight: self.0 & ((1 << WEIGHT_BITS) - 1) }
    }
}

/// What is known of a page's terms only while they are counted.
#[derive(Default)]
struct Numbers {
    /// The numbers of terms by their hash: the terms themselves are in the page.
    of: HashTable<u32>,
    /// The last posting of each.
    last: Vec<u32>,
    /// Postings in the order of the text.
    postings: Vec<Linked>,
}

/// A posting and the next of the same term on its page. The first of a page is the next of none.
struct Linked(Posting, Option<NonZeroU32>);

/// All pages, counted.
pub(super) struct Counted {
    /// Each with the number of its first section.
    pages: Vec<(u32, Arc<Page>)>,
    /// How long each section is and how much its page counts.
    pub sections: Vec<Measure>,
}

impl Page {
    /// Counts a document.
    pub(super) fn of(document: &Document) -> Self {
        let top = [Section::default()];
        let sections = if document.sections.is_empty() { &top } else { document.sections.as_slice() };
        let (mut page, mut numbers) = (Self::default(), Numbers::default());
        for (number, section) in (0..).zip(sections) {
            let mut count = 0;
            let mut add = |text: &str, weight: u32| {
                words::terms(text, &mut |term| {
                    count += 1;
                    page.add(&mut numbers, term, Posting { section: number, weight });
                });
            };
            add(&document.title, if number == 0 { IN_TITLE } else { BELOW_TITLE });
            if number == 0 {
                add(&document.crumbs, IN_TEXT);
            }
            add(&section.heading, IN_HEADING);
            add(&section.text, IN_TEXT);
            page.sections.push(Measure { terms: count, minor: document.minor });
        }
        page.group(&numbers.postings);
        page.shrink();
        page
    }

    /// Puts the postings of each term side by side.
    fn group(&mut self, linked: &[Linked]) {
        self.postings.reserve_exact(linked.len());
        for term in &mut self.terms {
            let mut at = linked.get(term.first as usize);
            term.first = self.postings.len() as u32;
            while let Some(Linked(posting, next)) = at {
                self.postings.push(Packed::of(*posting));
                at = next.and_then(|next| linked.get(next.get() as usize));
            }
        }
    }

    /// All pages are kept until they are joined, so none keeps spare capacity.
    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.terms.shrink_to_fit();
        self.shards.iter_mut().for_each(Vec::shrink_to_fit);
    }

    fn add(&mut self, numbers: &mut Numbers, term: &str, posting: Posting) {
        let new = numbers.postings.len() as u32;
        let hash = hash(term);
        match numbers.of.find(hash, |number| self.term(*number) == term) {
            Some(number) => {
                let last = &mut numbers.last[*number as usize];
                let Linked(before, next) = &mut numbers.postings[*last as usize];
                if before.section == posting.section {
                    before.weight += posting.weight;
                    return;
                }
                *next = NonZeroU32::new(new);
                *last = new;
            }
            None => {
                let number = self.terms.len() as u32;
                self.text.push_str(term);
                self.terms.push(Term { end: self.text.len() as u32, first: new });
                numbers.last.push(new);
                self.shards[shard(hash)].push(number);
                numbers.of.insert_unique(hash, number, |number| self::hash(self.term(*number)));
            }
        }
        numbers.postings.push(Linked(posting, None));
    }

    fn term(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.terms[before].end);
        &self.text[start as usize..self.terms[number].end as usize]
    }

    /// The postings of a term; the sections of the page are numbered from `first`.
    fn postings(&self, number: u32, first: u32) -> impl Iterator<Item = Posting> {
        let start = self.terms[number as usize].first as usize;
        let end = self.terms.get(number as usize + 1).map_or(self.postings.len(), |next| next.first as usize);
        self.postings[start..end].iter().map(move |packed| packed.posting(first))
    }
}

fn hash(term: &str) -> u64 {
    FixedState::default().hash_one(term)
}

/// The shard of a term by its hash. Not by the low bits, by which tables find their places.
fn shard(hash: u64) -> usize {
    (hash >> 32) as usize % SHARDS
}

impl Counted {
    pub(super) fn of(pages: Vec<Arc<Page>>) -> Self {
        let sections = pages.iter().flat_map(|page| &page.sections).copied().collect();
        let mut count = 0;
        let numbered = pages.into_iter().map(|page| {
            let first = count;
            count += page.sections.len() as u32;
            (first, page)
        });
        Self { pages: numbered.collect(), sections }
    }

    /// How many sections each page has.
    pub(super) fn lengths(&self) -> impl Iterator<Item = usize> {
        self.pages.iter().map(|(_, page)| page.sections.len())
    }

    /// What `each` makes of every term and its postings, which are in the order of sections; terms in the order of
    /// JavaScript's strings.
    pub(super) fn terms<T: Send>(&self, each: impl Fn(&[Posting]) -> T + Sync) -> Vec<(&str, T)> {
        let shards = (0..SHARDS).into_par_iter().flat_map_iter(|shard| {
            self.shard(shard).into_iter().map(|(term, postings)| (term, each(&postings)))
        });
        let mut terms: Vec<_> = shards.collect();
        terms.par_sort_unstable_by(|(a, _), (b, _)| scripted(a, b));
        terms
    }

    /// The terms of a shard with their postings, page by page.
    fn shard(&self, shard: usize) -> Vec<(&str, Vec<Posting>)> {
        let mut numbers: HashMap<&str, usize, FixedState> = HashMap::default();
        let mut terms: Vec<(&str, Vec<Posting>)> = Vec::new();
        for (first, page) in &self.pages {
            for number in &page.shards[shard] {
                let term = page.term(*number);
                let at = *numbers.entry(term).or_insert_with(|| {
                    terms.push((term, Vec::new()));
                    terms.len() - 1
                });
                terms[at].1.extend(page.postings(*number, *first));
            }
        }
        terms
    }
}

/// The order of JavaScript's strings, which are UTF-16: the script finds a term's file by comparing them.
fn scripted(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}
