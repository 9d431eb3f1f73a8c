//! Versions in plain text, where the data of a site has some, and the words beside a bound one.
//!
//! In: the text of one paragraph, cell or heading, or what stands beside a link. Out: the bytes of each version that shows
//! that it is one, by its `v` or by the word before it (other numbers with points are decimals, sections and addresses as
//! often as not); or how much beside the link belongs to its version.

use super::years::words_with_places;
use crate::value::read::versions;
use std::ops::Range;

/// The versions of a text, from left to right.
pub(super) fn named_versions(text: &str) -> Vec<Range<usize>> {
    let named = |at: usize| {
        let before = text[..at].trim_end().trim_end_matches([':', '.']);
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        ["version", "versions", "release", "v"].iter().any(|name| name.eq_ignore_ascii_case(word))
    };
    let spans = versions(text).into_iter().map(|hit| hit.span);
    spans.filter(|span| text[span.start..].starts_with(['v', 'V']) || named(span.start)).collect()
}

/// How far beside a link is looked.
const NEAR: usize = 60;

/// Words before a link that set its version in relation to another one, or take it back.
const RELATIONS: [&str; 57] = [
    "after",
    "before",
    "behind",
    "ahead",
    "than",
    "beyond",
    "above",
    "below",
    "past",
    "prior",
    "since",
    "from",
    "until",
    "up",
    "then",
    "not",
    "no",
    "never",
    "except",
    "excluding",
    "unlike",
    "incompatible",
    "dropped",
    "removed",
    "deprecated",
    "follows",
    "following",
    "upgrade",
    "within",
    "without",
    "draft",
    "beta",
    "chapter",
    "section",
    "page",
    "part",
    "step",
    "question",
    "least",
    "most",
    "starting",
    "candidate",
    "minimum",
    "instead",
    "far",
    "half",
    "newer",
    "older",
    "later",
    "earlier",
    "higher",
    "lower",
    "greater",
    "recent",
    "anything",
    "supersedes",
    "replaces",
];

/// How many bytes before a link belong to its version: the word before it, which may be the name of the product, and what
/// sets it in relation to another version.
pub(super) fn version_before(before: &str) -> usize {
    // What touches the link, and what is listed before it.
    if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-')) {
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        return word.len();
    }
    let listed = before.trim_end().strip_suffix(',').map(|list| list.rsplit(' ').next().unwrap_or(""));
    if let Some(word) = listed.filter(|word| word.contains(|c: char| c.is_ascii_digit())) {
        return before.len() - (before.trim_end().len() - 1 - word.len());
    }
    let from = before.rfind(['.', ';', ':', '(', ')', ',', '\n']).map_or(0, |at| at + 1);
    let clause = &before[before.ceil_char_boundary(from.max(before.len().saturating_sub(NEAR)))..];
    let starts = words_with_places(clause);
    let near = &starts[starts.len().saturating_sub(6)..];
    let sign = |word: &str| word.contains(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    let relation = |word: &str| RELATIONS.iter().any(|w| w.eq_ignore_ascii_case(word));
    let number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let first = near.iter().find(|(_, word)| relation(word) || sign(word) || number(word));
    let product = |word: &str| word.starts_with(char::is_uppercase);
    let first = first.or(near.last().filter(|(_, word)| product(word))).map_or(clause.len(), |(at, _)| *at);
    clause.len() - first
}

/// How many bytes after a link belong to its version: a bound, a sign, another version, or a word that makes it another one.
pub(super) fn version_after(after: &str) -> usize {
    let touches = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let run = &after[..after.find(|c: char| !touches(c)).unwrap_or(after.len())];
    if run.contains(char::is_alphanumeric)
        && run.trim_start_matches('.').starts_with(|c: char| c.is_alphanumeric())
    {
        return run.len();
    }
    const NEXT: [&str; 34] = [
        "and", "or", "to", "through", "up", "then", "beta", "alpha", "preview", "rc", "nightly", "pre",
        "early", "release", "until", "has", "have", "was", "were", "won", "doesn", "isn", "fails", "ended",
        "onwards", "only", "is", "million", "billion", "thousand", "of", "hours", "gb", "minus",
    ];
    let ends = |(at, sign): &(usize, &str)| {
        *sign != "." || !after[at + 1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let end = after.match_indices(['.', ';', '\n', ')']).find(ends).map_or(after.len(), |(at, _)| at);
    let clause = &after[..after.floor_char_boundary(end.min(NEAR))];
    let rest = clause.trim_start();
    let begins = rest.trim_start_matches([',', '(', '/', '→', '–', '-', '+', '*']);
    let word = begins.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    let sign = rest.starts_with(['/', '→', '+', '(', '-', '–', '<', '>', '≥', '≤', '~']);
    let next = NEXT.iter().any(|w| w.eq_ignore_ascii_case(word))
        && (!rest.starts_with(',') || rest.contains(|c: char| c.is_ascii_digit()));
    // "[1.31] is the version of the exam" says nothing against it.
    let plain = [
        "is still",
        "is supported",
        "is required",
        "is current",
        "is tested",
        "is the ",
        "is our ",
        "is in use",
        "and the ",
        "and you ",
        "and is ",
        "of the exam",
    ];
    let fine = plain.iter().any(|words| rest.starts_with(words)) && !number;
    // ", 1.33 and": a comma parts one version from the next.
    let listed = number && rest.starts_with(',');
    if (number && !listed || sign || next) && !fine { clause.len() } else { 0 }
}
