//! The index as text.
//!
//! In: documents, and counted terms. Out: the files, each when it is full. Does not count.
//!
//! Lists that are long are one string each, which is smaller and read faster. Postings are a gap and a score:
//! the gap to the section before in base 36, left out when it is 1, and the score as a capital letter. `C1aF` is
//! the first section with score C, then the one 46 later with F. Sorted terms and words leave out what they
//! share with the one before, and begin with how many characters that is, one digit in base 36.

use super::count::Counted;
use super::document::{Document, Measure, Posting, Section};
use super::words::is_cjk;
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

/// Takes files as they are made, and remembers what their addresses need.
pub(super) struct Files<F> {
    emit: F,
    /// A fingerprint of each file by its path.
    prints: BTreeMap<String, u64>,
}

impl<E, F: FnMut(String, Vec<u8>) -> Result<(), E>> Files<F> {
    pub(super) fn new(emit: F) -> Self {
        Self { emit, prints: BTreeMap::new() }
    }

    fn insert(&mut self, name: &str, data: &impl Serialize) -> Result<(), E> {
        // Strings, numbers and lists of them are always JSON.
        let json = serde_json::to_string(data).unwrap_or_default();
        let path = format!("search/{name}.js");
        let bytes = format!("prepress_search(\"{name}\",{json})\n").into_bytes();
        self.prints.insert(path.clone(), fingerprint(&bytes));
        (self.emit)(path, bytes)
    }

    /// A fingerprint of all files, whatever the order in which they were made.
    fn version(&self) -> String {
        let bytes = self.prints.iter().flat_map(|(path, print)| path.bytes().chain(print.to_le_bytes()));
        format!("{:016x}", fingerprint(&bytes.collect::<Vec<u8>>()))
    }
}

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

/// Packs the terms, and the directory of all files; `texts` are the first sections of the text files.
pub(super) fn pack<E>(
    counted: &Counted,
    texts: String,
    files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>,
) -> Result<(), E> {
    let total: u64 = counted.sections.iter().map(|section| u64::from(section.terms)).sum();
    let average = (total / counted.sections.len().max(1) as u64).max(1);
    let packed =
        counted.terms(|postings| (pack_postings(postings, &counted.sections, average), postings.len()));
    let terms = term_files(&packed, files)?;
    let words = word_files(&packed, files)?;
    let pages: Vec<_> = counted.lengths().map(|sections| base36(sections as u32)).collect();
    let directory =
        Directory { version: files.version(), most: MOST, pages: pages.join(","), texts, terms, words };
    files.insert("index", &directory)
}

/// A term with its packed postings and how many there are.
type Packed<'a> = (&'a str, (String, usize));

fn term_files<'a, E>(
    packed: &[Packed<'a>],
    files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>,
) -> Result<Vec<&'a str>, E> {
    let mut firsts: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut before = "";
    for (term, (packed, _)) in packed {
        if !text.is_empty() && text.len() + term.len() + packed.len() > TERMS {
            files.insert(&format!("t-{}", firsts.len() - 1), &text)?;
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
        text.push_str(packed);
        before = term;
    }
    if !text.is_empty() {
        files.insert(&format!("t-{}", firsts.len() - 1), &text)?;
    }
    Ok(firsts)
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
fn word_files<E>(
    packed: &[Packed<'_>],
    files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>,
) -> Result<Vec<usize>, E> {
    let mut words = Vec::new();
    for (term, (_, sections)) in packed {
        let length = term.chars().count();
        if LENGTHS.contains(&length) && term.chars().all(|c| c.is_alphabetic() && !is_cjk(c)) {
            words.push((length, *term, *sections));
        }
    }
    // Stable: words of one length stay in order.
    words.sort_by_key(|(length, ..)| *length);
    let mut firsts = Vec::new();
    let mut text = String::new();
    let mut before = "";
    for (length, word, sections) in words {
        if !text.is_empty() && text.len() + word.len() + 2 > WORDS {
            files.insert(&format!("w-{}", firsts.len() - 1), &text)?;
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
        files.insert(&format!("w-{}", firsts.len() - 1), &text)?;
    }
    Ok(firsts)
}

/// Titles, headings and text on their way into files. A file holds whole sections and names the pages they are on.
#[derive(Default)]
pub(super) struct Texts {
    file: TextFile,
    size: usize,
    /// Pages so far.
    page: usize,
    /// Sections since the file began.
    gap: u32,
    /// The first section of each file, as the gap to that of the file before.
    starts: Vec<String>,
}

#[derive(Serialize, Default)]
struct TextFile {
    pages: BTreeMap<usize, [String; 3]>,
    sections: Vec<(String, String, String)>,
}

impl Texts {
    /// Adds the sections of the next page.
    pub(super) fn add<E>(
        &mut self,
        document: &Document,
        files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>,
    ) -> Result<(), E> {
        let Document { url, title, crumbs, sections, .. } = document;
        let top = [Section::default()];
        let sections = if sections.is_empty() { &top } else { sections.as_slice() };
        let head = [url, title, crumbs];
        for section in sections {
            let text = shown(&section.text);
            let more = text.len() + section.heading.len() + 16;
            if self.size > 0 && self.size + more > TEXTS {
                self.write(files)?;
            }
            if self.size == 0 {
                self.starts.push(base36(std::mem::take(&mut self.gap)));
            }
            self.file.pages.entry(self.page).or_insert_with(|| {
                self.size += head.iter().map(|part| part.len() + 6).sum::<usize>();
                head.map(String::clone)
            });
            let anchor = section.anchor.clone().unwrap_or_default();
            self.file.sections.push((section.heading.clone(), anchor, text));
            self.size += more;
            self.gap += 1;
        }
        self.page += 1;
        Ok(())
    }

    fn write<E>(&mut self, files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>) -> Result<(), E> {
        self.size = 0;
        files.insert(&format!("d-{}", self.starts.len() - 1), &std::mem::take(&mut self.file))
    }

    /// Writes the last file. Gives the first sections of all, as the directory lists them.
    pub(super) fn end<E>(
        mut self,
        files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>,
    ) -> Result<String, E> {
        if self.size > 0 {
            self.write(files)?;
        }
        Ok(self.starts.join(","))
    }
}

/// Text with single spaces, cut where a word ends.
fn shown(text: &str) -> String {
    if is_single_spaced(text) && text.len() < SNIPPET {
        return text.to_owned();
    }
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

/// Whether a text is ASCII whose only blanks are single spaces between words.
fn is_single_spaced(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let blank = byte <= b' ' || byte == 0x7f;
        if !byte.is_ascii() || (blank && (byte != b' ' || before == b' ')) {
            return false;
        }
        before = byte;
    }
    before != b' '
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

/// The first bytes of a hash.
fn fingerprint(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes()[..8].iter().fold(0, |all, byte| all << 8 | u64::from(*byte))
}
