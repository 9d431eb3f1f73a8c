//! The words of a kept copy of a source, by section, and the place of a value in a file.
//!
//! In: the text of a copy, in Markdown, HTML or plain. Out: [`Copied`], which says where a quotation stands, which
//! section a locator names and what the fingerprint of a section is; and [`value`], which finds a value by what stands
//! around it. Words are compared without case, marks of emphasis, punctuation at their ends and the kind of dashes and
//! quotation marks: whoever copies a sentence changes those. Understands no document beyond its headings.

use std::ops::Range;

/// A copy as its words, each after a blank.
#[derive(Debug)]
pub(crate) struct Copied {
    words: String,
    sections: Vec<Section>,
}

/// A heading and what stands below it.
#[derive(Debug)]
pub(crate) struct Section {
    /// As it is written, without marks.
    pub title: String,
    words: String,
    level: u8,
    range: Range<usize>,
}

/// Words in one form: ` the fee is $445 `.
fn words_of(text: &str) -> String {
    let mut out = String::from(" ");
    push_words(text, &mut out);
    out
}

fn push_words(text: &str, out: &mut String) {
    let text = plain(text);
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || "$€£¥₹%+°".contains(c)));
        if !word.is_empty() {
            out.extend(word.chars().flat_map(char::to_lowercase));
            out.push(' ');
        }
    }
}

/// A text without tags, addresses of links and marks of emphasis; dashes are blanks.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at + c.len_utf8()..];
        let skipped = match c {
            '<' if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => rest.find('>'),
            ']' if rest.starts_with('(') => rest.find(')'),
            '&' => entity(rest).map(|(shown, length)| {
                out.push_str(shown);
                length - 1
            }),
            _ => None,
        };
        if let Some(length) = skipped {
            if c == '<' {
                out.push(' ');
            }
            at += c.len_utf8() + length + 1;
            continue;
        }
        match c {
            '*' | '_' | '`' | '\\' | '\u{ad}' | '[' | ']' => {}
            '-' | '‐' | '‑' | '–' | '—' | '−' | '|' => out.push(' '),
            '’' | '‘' => out.push('\''),
            _ => out.push(c),
        }
        at += c.len_utf8();
    }
    out
}

/// What an entity of HTML is shown as, and its length without `&`.
fn entity(rest: &str) -> Option<(&'static str, usize)> {
    const KNOWN: [(&str, &str); 10] = [
        ("amp;", "&"),
        ("nbsp;", " "),
        ("ndash;", " "),
        ("mdash;", " "),
        ("rsquo;", "'"),
        ("lsquo;", "'"),
        ("ldquo;", " "),
        ("rdquo;", " "),
        ("pound;", "£"),
        ("euro;", "€"),
    ];
    KNOWN.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, shown)| (*shown, name.len()))
}

/// The heading that a line is, with its level; `next` is the line below it.
fn heading<'t>(line: &'t str, next: Option<&str>) -> Option<(u8, &'t str)> {
    let text = line.trim();
    let marks = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&marks) && text[marks..].starts_with(' ') {
        return Some((marks as u8, text[marks..].trim_matches(['#', ' '])));
    }
    if let Some(level) = text.strip_prefix("<h").and_then(|rest| rest.bytes().next())
        && (b'1'..=b'6').contains(&level)
    {
        let inside = text.split_once('>')?.1;
        return Some((level - b'0', inside.split("</h").next().unwrap_or(inside)));
    }
    let under = next.map(str::trim).filter(|under| under.len() > 2 && !text.is_empty())?;
    let all = |mark: u8| under.bytes().all(|b| b == mark);
    (all(b'=') || all(b'-')).then(|| (if all(b'=') { 1 } else { 2 }, text))
}

impl Copied {
    pub(crate) fn of(text: &str) -> Self {
        let mut copied = Self { words: String::from(" "), sections: Vec::new() };
        let mut fence = false;
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            fence ^= line.trim_start().starts_with("```");
            if !fence && let Some((level, title)) = heading(line, lines.peek().copied()) {
                copied.close(level);
                let (title, start) = (plain(title).trim().to_owned(), copied.words.len() - 1);
                let words = words_of(&title);
                copied.sections.push(Section { title, words, level, range: start..usize::MAX });
            }
            push_words(line, &mut copied.words);
        }
        copied.close(0);
        copied
    }

    /// Ends the sections that a heading of a level ends.
    fn close(&mut self, level: u8) {
        let end = self.words.len();
        let open = self.sections.iter_mut().filter(|section| section.range.end == usize::MAX);
        open.filter(|section| section.level >= level).for_each(|section| section.range.end = end);
    }

    /// The sections that a locator names: their titles stand in it, or it in theirs. None where it names something
    /// else, such as a page.
    pub(crate) fn sections(&self, locator: &str) -> Vec<&Section> {
        let locator = words_of(locator);
        let named = |section: &&Section| {
            let (title, length) = (&section.words, section.words.trim().len());
            length > 2
                && (locator.contains(title.as_str())
                    || (locator.trim().len() > 2 && title.contains(&locator)))
        };
        self.sections.iter().filter(named).collect()
    }

    /// Whether a quotation stands in the copy, or in a section of it. What it leaves out may be anything.
    pub(crate) fn holds(&self, quote: &str, section: Option<&Section>) -> bool {
        let words = section.map_or(&*self.words, |section| &self.words[section.range.clone()]);
        let mut from = 0;
        parts(quote).iter().all(|part| match words[from..].find(part.as_str()) {
            Some(at) => {
                // The blank after it may be the one before the next part.
                from += at + part.len() - 1;
                true
            }
            None => false,
        })
    }

    /// The title of the section that holds a quotation, the smallest of several.
    pub(crate) fn place(&self, quote: &str) -> Option<&str> {
        let holding = self.sections.iter().filter(|section| self.holds(quote, Some(section)));
        holding.min_by_key(|section| section.range.len()).map(|section| section.title.as_str())
    }

    /// The words of the copy that begin like a quotation, where at least some words are the same.
    pub(crate) fn near(&self, quote: &str) -> Option<String> {
        const FEWEST: usize = 3;
        let parts = parts(quote);
        let wanted: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
        let starts = self.words.match_indices(' ').map(|(at, _)| at + 1);
        let same = |at: &usize| {
            let words = self.words[*at..].split_whitespace();
            words.zip(&wanted).take_while(|(one, other)| one == *other).count()
        };
        let first = wanted.first()?;
        let begins = starts.filter(|at| self.words[*at..].starts_with(first));
        let (count, at) =
            begins.map(|at| (same(&at), at)).max_by_key(|(count, at)| (*count, usize::MAX - at))?;
        let shown: Vec<&str> = self.words[at..].split_whitespace().take(wanted.len()).collect();
        (count >= FEWEST).then(|| shown.join(" "))
    }

    /// A fingerprint of the words of some sections, or of all.
    pub(crate) fn fingerprint(&self, sections: &[&Section]) -> String {
        let mut hasher = blake3::Hasher::new();
        if sections.is_empty() {
            hasher.update(self.words.as_bytes());
        }
        for section in sections {
            hasher.update(self.words[section.range.clone()].as_bytes());
        }
        // In letters only: YAML takes some words of digits for numbers.
        let bytes = hasher.finalize();
        let nibbles = bytes.as_bytes()[..4].iter().flat_map(|byte| [byte >> 4, byte & 15]);
        nibbles.map(|nibble| char::from(b'a' + nibble)).collect()
    }
}

/// A quotation as its parts between what it leaves out.
fn parts(quote: &str) -> Vec<String> {
    let marked = quote.replace("[…]", "…").replace("[...]", "…").replace("...", "…");
    let parts: Vec<String> = marked.split('…').map(words_of).filter(|part| part.trim() != "").collect();
    parts
}

/// The place of a value in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ValueAt {
    /// The one value that there is; where it stands several times, the first place.
    At(Range<usize>),
    /// Nothing stands there.
    Nowhere,
    /// Several values stand there.
    Several(Vec<Range<usize>>),
}

/// Finds the value that stands in the place of `*` in a pattern. Blanks of the pattern are blanks of any number; a value
/// ends with its line.
pub(crate) fn value(text: &str, pattern: &str) -> ValueAt {
    let (before, after) = pattern.split_once('*').unwrap_or((pattern, ""));
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut line = 0;
    for whole in text.split_inclusive('\n') {
        let mut from = line;
        let end = line + whole.trim_end().len();
        while from <= end {
            let Some(start) = (from..=end).find_map(|at| after_pattern(text, at, end, before)) else { break };
            let stop = match after.trim_end() {
                "" => Some(end),
                _ => (start..=end).find(|at| after_pattern(text, *at, end, after).is_some()),
            };
            let Some(stop) = stop else { break };
            let words = &text[start..stop];
            let start = start + (words.len() - words.trim_start().len());
            found.push(start..(start + words.trim().len()));
            from = stop.max(from + 1);
        }
        line += whole.len();
    }
    found.retain(|range| !range.is_empty());
    match found.as_slice() {
        [] => ValueAt::Nowhere,
        [first, rest @ ..] if rest.iter().all(|other| text[other.clone()] == text[first.clone()]) => {
            ValueAt::At(first.clone())
        }
        _ => ValueAt::Several(found),
    }
}

/// The byte after a pattern that stands at a byte of a line, which ends at `end`.
fn after_pattern(text: &str, at: usize, end: usize, pattern: &str) -> Option<usize> {
    let mut rest = text.get(at..end)?;
    for (number, word) in pattern.split(' ').enumerate() {
        if number > 0 {
            let trimmed = rest.trim_start();
            // A blank at the end of a pattern may be the end of the line.
            if trimmed.len() == rest.len() && !(rest.is_empty() && word.is_empty()) {
                return None;
            }
            rest = trimmed;
        }
        rest = rest.strip_prefix(word)?;
    }
    Some(end - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COPY: &str = "# Handbook\n\nIntro.\n\n## Fees and *dates*\n\nThe **fee** is $445 – “for now”, see [here](a.html).\nIt rises by 5%.\n\n## Retakes\n\nThree attempts.\n";

    #[test]
    fn quotes_are_found_whatever_their_marks() {
        let copy = Copied::of(COPY);
        for quote in [
            "The fee is $445",
            "the fee is $445 - \"for now\", see here.",
            "The fee … rises by 5%",
            "see here. It rises",
        ] {
            assert!(copy.holds(quote, None), "{quote}");
        }
        for quote in ["The fee is $44", "rises by 5% … the fee", "fees are $445"] {
            assert!(!copy.holds(quote, None), "{quote}");
        }
        assert_eq!(copy.near("The fee is $450 for now").as_deref(), Some("the fee is $445 for now"));
        assert_eq!(copy.near("No such words"), None);
    }

    #[test]
    fn locators_name_sections() {
        let copy = Copied::of(COPY);
        let titles = |locator: &str| {
            copy.sections(locator).iter().map(|section| section.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(titles("Fees and dates, table 2"), ["Fees and dates"]);
        assert_eq!(titles("retakes"), ["Retakes"]);
        assert!(titles("page 4").is_empty());
        let retakes = copy.sections("Retakes");
        assert!(copy.holds("three attempts", Some(retakes[0])));
        assert!(!copy.holds("three attempts", Some(copy.sections("Fees and dates")[0])));
        assert!(copy.holds("three attempts", Some(copy.sections("Handbook")[0])));
        assert_eq!(copy.place("Three attempts"), Some("Retakes"));
        let other = Copied::of(&COPY.replace("$445", "$450"));
        assert_ne!(copy.fingerprint(&[]), other.fingerprint(&[]));
        assert_eq!(copy.fingerprint(&retakes), other.fingerprint(&other.sections("Retakes")));
    }

    #[test]
    fn values_are_found_by_what_stands_around_them() {
        let text = "version = \"1.4\"\nfee:   $445 per seat\nfee: $445 per seat\nsize: 3\nsize: 4\n";
        let at = |pattern: &str| match value(text, pattern) {
            ValueAt::At(range) => text[range].to_owned(),
            other => format!("{other:?}").split('(').next().unwrap_or("").to_owned(),
        };
        assert_eq!(at("version = \"*\""), "1.4");
        assert_eq!(at("fee: * per seat"), "$445");
        assert_eq!(at("fee: *"), "$445 per seat");
        assert_eq!(at("* = \"1.4\""), "version");
        assert_eq!(at("size: *"), "Several");
        assert_eq!(at("weight: *"), "Nowhere");
    }
}
