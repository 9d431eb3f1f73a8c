//! Numbers that coverage says nothing about, and why.
//!
//! In: a checked site with the texts of its pages. Out: how many numbers stand in the pages that are neither figures nor
//! parts of one, by the reason that can be seen: dates, code, formulas, names and labels, counts of things that no
//! attribute declares. Judges none of them; numbers in words, and those of the data, are not counted.

use crate::check::Checked;
use crate::doc::{Inline, Site, walk};
use crate::parse::{Roles, Ways, markdown, roles};
use crate::text::Files;
use crate::value::{TimeUnit, is_calendar_name};
use std::collections::BTreeMap;
use std::ops::Range;

/// Why a number is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A count of a noun that no attribute declares, or of none.
    Things,
    /// A year, or a part of a date.
    Date,
    /// Letters or a hyphen touch it, or it numbers a heading or an item.
    Label,
    /// It stands in code, a formula or HTML.
    Code,
}

impl Why {
    /// All reasons, in the order of the report.
    pub const ALL: [Self; 4] = [Self::Things, Self::Date, Self::Label, Self::Code];

    /// The reason in words, after a number.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Things => "of things that no attribute counts",
            Self::Date => "in years and dates",
            Self::Label => "in names, labels and numberings",
            Self::Code => "in code, formulas and HTML",
        }
    }

    /// The key of the reason in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Things => "things",
            Self::Date => "dates",
            Self::Label => "labels",
            Self::Code => "code",
        }
    }
}

/// The numbers of a site that are not judged.
#[derive(Debug, Clone, Default)]
pub struct Unjudged {
    /// How many, by reason.
    pub by_reason: BTreeMap<Why, usize>,
    /// The nouns that the first of them count, the most frequent first.
    pub nouns: Vec<(String, usize)>,
}

impl Unjudged {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.by_reason.values().sum()
    }
}

/// Counts them in all pages.
pub(super) fn unjudged(site: &Checked, files: &Files) -> Unjudged {
    let roles = roles(&site.config);
    let mut out = Unjudged::default();
    let mut nouns: BTreeMap<String, usize> = BTreeMap::new();
    for checked in &site.pages {
        let page = &checked.page;
        let judged: Vec<Range<usize>> =
            checked.figures.iter().map(|f| f.span.start as usize..f.span.end as usize).collect();
        let text = &*files.get(page.file).text;
        numbers(text, page.body.clone(), &roles, Ways::of_page(page.front.math), &mut |why, at, line| {
            if judged.iter().any(|figure| figure.contains(&at)) {
                return;
            }
            *out.by_reason.entry(why).or_default() += 1;
            if why == Why::Things
                && let Some(noun) = noun_after(line)
            {
                *nouns.entry(noun).or_default() += 1;
            }
        });
    }
    out.nouns = nouns.into_iter().collect();
    out.nouns.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out
}

/// Visits each number of a page: why it may not be judged, its first byte in the file, and the text after it.
fn numbers(
    text: &str,
    body: Range<usize>,
    roles: &Roles,
    ways: Ways,
    visit: &mut dyn FnMut(Why, usize, &str),
) {
    let (doc, _) = markdown::parse_in(text, body, roles, ways);
    let mut other = |words: &str, start: usize| {
        digits(words, &mut |at, rest| visit(Why::Code, start + at, rest));
    };
    let mut runs = Vec::new();
    walk(&doc, &mut |site| match site {
        Site::Code(code) => other(&code.text, code.bytes.start),
        Site::Html(lines) => lines.iter().for_each(|line| other(&line.text, line.bytes.start)),
        Site::Run(run) => runs.push(run),
        Site::Heading(_) => {}
    });
    for run in runs {
        inlines(run, visit);
    }
}

fn inlines(run: &[Inline<'_>], visit: &mut dyn FnMut(Why, usize, &str)) {
    for inline in run {
        match inline {
            Inline::Text { text, bytes } => {
                let mut first = true;
                digits(text, &mut |at, rest| {
                    let why = reason(&text[..at], rest, first && at == 0);
                    first = false;
                    visit(why, bytes.start + at, rest);
                });
            }
            Inline::Code { text, bytes } | Inline::Math { tex: text, bytes, .. } => {
                digits(text, &mut |at, rest| visit(Why::Code, bytes.start + at, rest));
            }
            Inline::Html(html) => {
                digits(&html.text, &mut |at, rest| visit(Why::Code, html.bytes.start + at, rest));
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => inlines(inner, visit),
            Inline::Link(link) => inlines(&link.content, visit),
            Inline::Image { .. } | Inline::FootnoteRef(_) | Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}

/// Visits each run of digits with its separators: where it begins, and the text from there on.
fn digits(text: &str, visit: &mut dyn FnMut(usize, &str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        visit(at, &text[at..]);
        let inside = |i: usize| {
            bytes[i].is_ascii_digit()
                || (matches!(bytes[i], b'.' | b',') && bytes.get(i + 1).is_some_and(u8::is_ascii_digit))
        };
        while at < bytes.len() && inside(at) {
            at += 1;
        }
    }
}

/// Why the number at the start of `rest` may not be judged, by what stands around it.
fn reason(before: &str, rest: &str, opens: bool) -> Why {
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['.', ',']);
    let after = &rest[number.len()..];
    let touched = before
        .ends_with(|c: char| c.is_alphabetic() || matches!(c, '-' | '/' | '#' | '.' | '_' | ':'))
        || after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | ':'));
    let calendar = |word: &str| is_calendar_name(word.trim_matches(|c: char| !c.is_alphabetic()));
    let last = before.split_whitespace().next_back().is_some_and(calendar);
    let next = after.split_whitespace().next().is_some_and(calendar);
    let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20")) && !touched;
    if last || next || year {
        return Why::Date;
    }
    let numbering = opens && after.starts_with(['.', ')']);
    if touched || numbering { Why::Label } else { Why::Things }
}

/// The word directly after the number at the start of a text, in lower case.
fn noun_after(rest: &str) -> Option<String> {
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let word: String = after.strip_prefix(' ')?.chars().take_while(|c| c.is_alphabetic()).collect();
    let noun = word.chars().count() > 3 && word.starts_with(char::is_lowercase);
    // Lengths of time are found without a declaration: this one was not meant as a claim.
    (noun && TimeUnit::from_word(&word).is_none()).then_some(word)
}
