//! The index as text.
//!
//! In: counted terms and the documents. Out: the files. Does not count.
//!
//! Lists that are long are one string each, which is smaller and read faster. Postings are a gap and a score:
//! the gap to the section before in base 36, left out when it is 1, and the score as a capital letter. `C1aF` is
//! the first section with score C, then the one 46 later with F. Sorted terms and words leave out what they
//! share with the one before, and begin with how many characters that is, one digit in base 36.

use super::document::{Counted, Document, Measure, Posting, Section};
use super::words::is_cjk;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Sizes at which a file is full, in bytes. Texts are loaded for each result, so their files are smaller.
const TERMS: usize = 44 << 10;
const WORDS: usize = 32 << 10;
const TEXTS: usize = 24 << 10;
/// Lengths of words in which typing errors are looked for, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=24;
/// Text kept of one section for its snippet, in bytes. All of it is indexed.
const SNIPPET: usize = 8 << 10;
/// A term keeps so many sections, its best. More of them would make files large and results no better.
const MOST: usize = 4096;
/// Scores go from A to Z.
const SCORES: u64 = 26;

/// Path to bytes.
type Files = BTreeMap<String, Vec<u8>>;

/// What is loaded first.
#[derive(Serialize)]
struct Directory<'a> {
    /// A fingerprint of the other files: part of their address, so that no cache mixes two builds.
    version: String,
    /// Terms with this many sections may have lost some.
    most: usize,
    /// Number of sections of each page in base 36, with commas.
    pages: String,
    /// The first section of each text file, as the gap to that of the file before.
    texts: String,
    /// The first term of each term file.
    terms: Vec<&'a str>,
    /// The length of the first word of each word file.
    words: Vec<usize>,
}

/// Packs everything.
pub(super) fn pack(documents: &[Document], counted: &Counted<'_>) -> Files {
    let packed = rayon::join(
        || filled(|files| text_files(documents, files)),
        || filled(|files| (term_files(counted, files), word_files(counted, files))),
    );
    let ((mut files, texts), (others, (terms, words))) = packed;
    files.extend(others);
    let pages: Vec<_> = documents.iter().map(|d| base36(d.sections.len().max(1) as u32)).collect();
    let version = fingerprint(&files);
    let directory = Directory { version, most: MOST, pages: pages.join(","), texts, terms, words };
    insert(&mut files, "index", &directory);
    files
}

/// Some of the files, and what the directory has to know of them.
fn filled<T>(fill: impl FnOnce(&mut Files) -> T) -> (Files, T) {
    let mut files = Files::new();
    let about = fill(&mut files);
    (files, about)
}

fn insert(files: &mut Files, name: &str, data: &impl Serialize) {
    // Strings, numbers and lists of them are always JSON.
    let json = serde_json::to_string(data).unwrap_or_default();
    files.insert(format!("search/{name}.js"), format!("prepress_search(\"{name}\",{json})\n").into_bytes());
}

fn term_files<'a>(counted: &'a Counted<'_>, files: &mut Files) -> Vec<&'a str> {
    let total: u64 = counted.sections.iter().map(|section| u64::from(section.terms)).sum();
    let average = (total / counted.sections.len().max(1) as u64).max(1);
    let mut firsts: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut before = "";
    let packed = counted
        .terms
        .par_iter()
        .map(|(term, postings)| (term, pack_postings(postings, &counted.sections, average)));
    for (term, packed) in packed.collect::<Vec<_>>() {
        if !text.is_empty() && text.len() + term.len() + packed.len() > TERMS {
            insert(files, &format!("t-{}", firsts.len() - 1), &text);
            text.clear();
        }
        if text.is_empty() {
            firsts.push(term);
            before = "";
        } else {
            text.push('|');
        }
        push_after(before, term, &mut text);
        text.push(' ');
        text.push_str(&packed);
        before = term;
    }
    if !text.is_empty() {
        insert(files, &format!("t-{}", firsts.len() - 1), &text);
    }
    firsts
}

fn pack_postings(postings: &[Posting], sections: &[Measure], average: u64) -> String {
    let measured =
        |p: &Posting| Some((p.section, score(p.weight, *sections.get(p.section as usize)?, average)));
    let mut scored: Vec<_> = postings.iter().filter_map(measured).collect();
    if scored.len() > MOST {
        scored.sort_unstable_by_key(|(section, score)| (std::cmp::Reverse(*score), *section));
        scored.truncate(MOST);
        scored.sort_unstable();
    }
    let mut out = String::with_capacity(scored.len() * 3);
    let mut next = 0;
    for (section, score) in scored {
        if section > next {
            push_base36(section - next + 1, &mut out);
        }
        out.push(char::from(b'A' + score));
        next = section + 1;
    }
    out
}

/// The part of BM25 that does not depend on other sections, from 0 to 25, in whole numbers: more occurrences
/// count less and less, and less in long sections. Zero is for a term that only the page's title has.
fn score(weight: u32, section: Measure, average: u64) -> u8 {
    let weight = u64::from(weight) * 100;
    let damp = 120 + 180 * u64::from(section.terms) / average;
    if weight == 0 {
        return 0;
    }
    let score = SCORES * weight / (weight + damp) / if section.minor { 2 } else { 1 };
    score.clamp(1, SCORES - 1) as u8
}

/// Words in which typing errors are looked for: letters only, by length, each with how common it is.
/// Gives the length of the first word of each file.
fn word_files(counted: &Counted<'_>, files: &mut Files) -> Vec<usize> {
    let mut words = Vec::new();
    for (term, postings) in &counted.terms {
        let length = term.chars().count();
        if LENGTHS.contains(&length) && term.chars().all(|c| c.is_alphabetic() && !is_cjk(c)) {
            words.push((length, *term, postings.len()));
        }
    }
    // Stable: words of one length stay in order.
    words.sort_by_key(|(length, ..)| *length);
    let mut firsts = Vec::new();
    let mut text = String::new();
    let mut before = "";
    for (length, word, sections) in words {
        if !text.is_empty() && text.len() + word.len() + 2 > WORDS {
            insert(files, &format!("w-{}", firsts.len() - 1), &text);
            text.clear();
        }
        if text.is_empty() {
            firsts.push(length);
            before = "";
        }
        push_after(before, word, &mut text);
        text.push(char::from(b'A' + sections.ilog2().min(25) as u8));
        before = word;
    }
    if !text.is_empty() {
        insert(files, &format!("w-{}", firsts.len() - 1), &text);
    }
    firsts
}

/// Titles, headings and text. A file holds whole sections and names the pages they are on.
fn text_files(documents: &[Document], files: &mut Files) -> String {
    #[derive(Serialize, Default)]
    struct Texts<'a> {
        pages: BTreeMap<usize, [&'a str; 3]>,
        sections: Vec<(&'a str, &'a str, String)>,
    }
    let top = [Section::default()];
    let (mut file, mut size, mut gap, mut starts) = (Texts::default(), 0, 0, Vec::new());
    let mut number = 0;
    for (page, document) in documents.iter().enumerate() {
        let sections = if document.sections.is_empty() { &top } else { document.sections.as_slice() };
        for section in sections {
            let text = shown(&section.text);
            let more = text.len() + section.heading.len() + 16;
            if size > 0 && size + more > TEXTS {
                insert(files, &format!("d-{number}"), &std::mem::take(&mut file));
                number += 1;
                size = 0;
            }
            if size == 0 {
                starts.push(base36(gap));
                gap = 0;
            }
            file.pages.entry(page).or_insert_with(|| {
                let head = [document.url.as_str(), &document.title, &document.crumbs];
                size += head.iter().map(|part| part.len() + 6).sum::<usize>();
                head
            });
            file.sections.push((&section.heading, section.anchor.as_deref().unwrap_or(""), text));
            size += more;
            gap += 1;
        }
    }
    if size > 0 {
        insert(files, &format!("d-{number}"), &file);
    }
    starts.join(",")
}

/// Text with single spaces, cut where a word ends.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(SNIPPET));
    for word in text.split_whitespace() {
        if out.len() + word.len() >= SNIPPET {
            // Text without spaces is one word; keep what fits of the first.
            if out.is_empty() {
                out.extend(word.chars().take(SNIPPET / 4));
            }
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Writes `word` without what it shares with `before`.
fn push_after(before: &str, word: &str, out: &mut String) {
    let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).count().min(35);
    let rest = word.char_indices().nth(shared).map_or("", |(at, _)| &word[at..]);
    push_base36(shared as u32, out);
    out.push_str(rest);
}

fn base36(n: u32) -> String {
    let mut out = String::new();
    push_base36(n, &mut out);
    out
}

fn push_base36(n: u32, out: &mut String) {
    if n >= 36 {
        push_base36(n / 36, out);
    }
    out.extend(char::from_digit(n % 36, 36));
}

/// FNV-1a over names and bytes.
fn fingerprint(files: &Files) -> String {
    let bytes = files.iter().flat_map(|(name, bytes)| name.bytes().chain(bytes.iter().copied()));
    let hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}
