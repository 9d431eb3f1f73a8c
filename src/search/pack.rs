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
use std::borrow::Cow;
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
const SCORES: u32 = 26;

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
        let mut json = Vec::new();
        push_json(data, &mut json);
        self.insert_json(name, &[&json])
    }

    /// Inserts what the parts of its JSON say one after the other.
    fn insert_json(&mut self, name: &str, parts: &[&[u8]]) -> Result<(), E> {
        let path = format!("search/{name}.js");
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let mut bytes = Vec::with_capacity(length + name.len() + 24);
        bytes.extend_from_slice(format!("prepress_search(\"{name}\",").as_bytes());
        parts.iter().for_each(|part| bytes.extend_from_slice(part));
        bytes.extend_from_slice(b")\n");
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
    /// Groups of phrases that mean the same.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    synonyms: &'a [Vec<String>],
}

/// Packs the terms, and the directory of all files; `texts` are the first sections of the text files.
pub(super) fn pack<E>(
    counted: &Counted,
    texts: String,
    synonyms: &[Vec<String>],
    files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>,
) -> Result<(), E> {
    let total: u64 = counted.sections.iter().map(|section| u64::from(section.terms)).sum();
    let average = (total / counted.sections.len().max(1) as u64).max(1);
    let weights: Vec<Weights> =
        counted.sections.iter().map(|section| Weights::of(*section, average)).collect();
    let packed = counted.terms(|postings| (pack_postings(postings, &weights), postings.len()));
    let terms = term_files(&packed, files)?;
    let words = word_files(&packed, files)?;
    let pages: Vec<_> = counted.lengths().map(|sections| base36(sections as u32)).collect();
    let (version, pages) = (files.version(), pages.join(","));
    let directory = Directory { version, most: MOST, pages, texts, terms, words, synonyms };
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

fn pack_postings(postings: &[Posting], sections: &[Weights]) -> String {
    let measured = |p: &Posting| Some((p.section, sections.get(p.section as usize)?.score(p.weight)));
    let mut scored: Vec<_> = postings.iter().filter_map(measured).collect();
    if scored.len() > MOST {
        let best = |(section, score): &(u32, u8)| (std::cmp::Reverse(*score), *section);
        scored.select_nth_unstable_by_key(MOST, best);
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

/// How much the occurrences of a term in a section count.
struct Weights {
    damp: u32,
    minor: bool,
}

impl Weights {
    /// `average` is how many terms sections have.
    fn of(section: Measure, average: u64) -> Self {
        let damp = 120 + 180 * u64::from(section.terms) / average;
        Self { damp: u32::try_from(damp).unwrap_or(u32::MAX), minor: section.minor }
    }

    /// The part of BM25 that does not depend on other sections, from 0 to 25, in whole numbers: more occurrences
    /// count less and less, and less in long sections. Zero is for a term that only the page's title has.
    fn score(&self, weight: u32) -> u8 {
        // Packed weights are small.
        let weight = weight.min(u32::MAX / (100 * SCORES)) * 100;
        if weight == 0 {
            return 0;
        }
        let score = SCORES * weight / weight.saturating_add(self.damp) / if self.minor { 2 } else { 1 };
        score.clamp(1, SCORES - 1) as u8
    }
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

/// The lists of a file as JSON, without what opens and closes them.
#[derive(Default)]
struct TextFile {
    /// Pages by their numbers, each with address, title and where it stands.
    pages: Vec<u8>,
    /// The last page in it.
    last: Option<usize>,
    /// Heading, anchor and text of each section.
    sections: Vec<u8>,
}

impl TextFile {
    fn add_page(&mut self, number: usize, head: [&String; 3]) {
        let sign = if self.last.replace(number).is_some() { "," } else { "" };
        self.pages.extend_from_slice(format!("{sign}\"{number}\":").as_bytes());
        push_json(&head, &mut self.pages);
    }

    fn add_section(&mut self, heading: &str, anchor: &str, text: &str) {
        self.sections.extend_from_slice(if self.sections.is_empty() { b"[" } else { b",[" });
        push_json(&heading, &mut self.sections);
        self.sections.push(b',');
        push_json(&anchor, &mut self.sections);
        self.sections.push(b',');
        if is_plain(text) {
            self.sections.push(b'"');
            self.sections.extend_from_slice(text.as_bytes());
            self.sections.push(b'"');
        } else {
            push_json(&text, &mut self.sections);
        }
        self.sections.push(b']');
    }
}

/// Strings, numbers and lists of them are always JSON.
fn push_json(data: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(out, data).expect("memory takes what is written");
}

/// Whether JSON writes a text as it is. Looks at all of it at once, which is faster than byte after byte.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\'))
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
        for section in sections {
            let text = shown(&section.text);
            let more = text.len() + section.heading.len() + 16;
            if self.size > 0 && self.size + more > TEXTS {
                self.write(files)?;
            }
            if self.size == 0 {
                self.starts.push(base36(std::mem::take(&mut self.gap)));
            }
            if self.file.last != Some(self.page) {
                let head = [url, title, crumbs];
                self.size += head.iter().map(|part| part.len() + 6).sum::<usize>();
                self.file.add_page(self.page, head);
            }
            self.file.add_section(&section.heading, section.anchor.as_deref().unwrap_or(""), &text);
            self.size += more;
            self.gap += 1;
        }
        self.page += 1;
        Ok(())
    }

    fn write<E>(&mut self, files: &mut Files<impl FnMut(String, Vec<u8>) -> Result<(), E>>) -> Result<(), E> {
        self.size = 0;
        let TextFile { pages, sections, .. } = &self.file;
        let parts: [&[u8]; 5] = [b"{\"pages\":{", pages, b"},\"sections\":[", sections, b"]}"];
        files.insert_json(&format!("d-{}", self.starts.len() - 1), &parts)?;
        self.file.pages.clear();
        self.file.sections.clear();
        self.file.last = None;
        Ok(())
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
fn shown(text: &str) -> Cow<'_, str> {
    if text.len() < SNIPPET && is_single_spaced(text) {
        return Cow::Borrowed(text);
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
    Cow::Owned(out)
}

/// Whether a text is ASCII whose only blanks are single spaces between words. Looks at all of it at once, as
/// [`is_plain`] does.
fn is_single_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    let plain = bytes.iter().fold(true, |plain, byte| plain & (0x20..0x7f).contains(byte));
    let single = bytes.iter().zip(&bytes[1..]).fold(true, |single, (a, b)| single & ((*a | *b) != b' '));
    plain && single && *first != b' ' && *last != b' '
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
