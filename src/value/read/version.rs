//! Reading versions: `v1.31`, `version 3.12`, `1.30 or later`.
//!
//! In: a wording. Out: [`Stated`] with the version as a word, `1.31`, without its `v`, and the bound that the words set.
//! Products are not known: `Kubernetes 1.31` is the version 1.31. Names with digits (`SY0-701`) hold no version; they are
//! texts. Words that are not known to leave the version what it is are refused: `1.31 beta`, `dropped in 1.31`.

use super::words::{WordMatch, word};
use crate::value::error::quote;
use crate::value::quantity::month_named;
use crate::value::{Bound, Kind, Misread, ReadError, Stated};
use std::ops::Range;

/// Words before a version that bound it; longer ones first.
const BEFORE: [(&str, Bound); 41] = [
    ("not before", Bound::AtLeast),
    ("not older than", Bound::AtLeast),
    ("not earlier than", Bound::AtLeast),
    ("not newer than", Bound::AtMost),
    (">=", Bound::AtLeast),
    ("<=", Bound::AtMost),
    ("≥", Bound::AtLeast),
    ("≤", Bound::AtMost),
    (">", Bound::MoreThan),
    ("<", Bound::LessThan),
    ("more recent than", Bound::MoreThan),
    ("greater than", Bound::MoreThan),
    ("starting with", Bound::AtLeast),
    ("starting from", Bound::AtLeast),
    ("as of", Bound::AtLeast),
    ("above", Bound::MoreThan),
    ("beyond", Bound::MoreThan),
    ("past", Bound::MoreThan),
    ("under", Bound::LessThan),
    ("no earlier than", Bound::AtLeast),
    ("no older than", Bound::AtLeast),
    ("no later than", Bound::AtMost),
    ("no newer than", Bound::AtMost),
    ("newer than", Bound::MoreThan),
    ("later than", Bound::MoreThan),
    ("higher than", Bound::MoreThan),
    ("older than", Bound::LessThan),
    ("earlier than", Bound::LessThan),
    ("lower than", Bound::LessThan),
    ("prior to", Bound::LessThan),
    ("at least", Bound::AtLeast),
    ("up to", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("minimum", Bound::AtLeast),
    ("since", Bound::AtLeast),
    ("from", Bound::AtLeast),
    ("until", Bound::AtMost),
    ("through", Bound::AtMost),
    ("after", Bound::MoreThan),
    ("before", Bound::LessThan),
    ("below", Bound::LessThan),
];

/// Words after "or" and "and" that bound the version before them.
const AFTER: [(&str, Bound); 12] = [
    ("later", Bound::AtLeast),
    ("newer", Bound::AtLeast),
    ("higher", Bound::AtLeast),
    ("above", Bound::AtLeast),
    ("up", Bound::AtLeast),
    ("upwards", Bound::AtLeast),
    ("greater", Bound::AtLeast),
    ("onwards", Bound::AtLeast),
    ("earlier", Bound::AtMost),
    ("older", Bound::AtMost),
    ("lower", Bound::AtMost),
    ("below", Bound::AtMost),
];

/// Words that leave a version what it is.
const NEUTRAL: [&str; 20] = [
    "version", "versions", "release", "v", "the", "a", "an", "exam", "of", "on", "in", "with", "is", "for",
    "runs", "running", "uses", "stable", "lts", "only",
];

/// Words with a capital that are no products.
const NO_PRODUCTS: [&str; 22] = [
    "part",
    "level",
    "chapter",
    "section",
    "page",
    "step",
    "question",
    "grade",
    "no",
    "not",
    "eol",
    "end",
    "beta",
    "alpha",
    "draft",
    "preview",
    "deprecated",
    "unlike",
    "except",
    "rc",
    "item",
    "table",
];

/// Reads the one version of a wording.
///
/// # Errors
/// [`ReadError`] when there is none, or several, or a word or sign beside it that is not known.
pub(crate) fn read(text: &str, kind: Kind) -> Result<Stated, ReadError> {
    let hits = versions(text);
    let whole = 0..text.len();
    let Some(hit) = hits.first() else {
        let message = format!("no version in {}", quote(text, &whole));
        return Err(ReadError::new(Misread::NoFigure, whole, message));
    };
    if let Some(other) = hits.iter().find(|other| other.value != hit.value) {
        let span = hit.span.start..other.span.end;
        let message = format!("{} says both `{}` and `{}`", quote(text, &span), hit.value, other.value);
        return Err(ReadError::new(Misread::AmbiguousFigure, span, message));
    }
    let before = before(&text[..hit.span.start]);
    let after = after(&text[hit.span.end..]);
    let mut read: Vec<Range<usize>> = hits.iter().map(|hit| hit.span.clone()).collect();
    read.extend(before.clone().map(|(span, _)| span));
    read.extend(after.map(|(length, _)| hit.span.end..hit.span.end + length));
    let strange = strange(text, hit, &read);
    if strange.is_some() || (before.is_some() && after.is_some()) {
        let span = strange.unwrap_or(whole);
        let message = format!(
            "{}: {} may make the version another one",
            quote(text, &(0..text.len())),
            quote(text, &span)
        );
        return Err(ReadError::new(Misread::MalformedFigure, span, message));
    }
    let (start, bound) = before.map_or((hit.span.start, Bound::None), |(span, bound)| (span.start, bound));
    let (length, bound) = after.unwrap_or((0, bound));
    let mut stated = word(text, kind, hit.value.clone(), hit.span.clone());
    stated.bound = bound;
    stated.span = start..hit.span.end + length;
    Ok(stated)
}

/// The first word or sign beside a version that is not known to leave it as it is. A whole number is a version only behind
/// the name of something, or such a word.
fn strange(text: &str, hit: &WordMatch, read: &[Range<usize>]) -> Option<Range<usize>> {
    let apart = |at: usize| read.iter().all(|span| !span.contains(&at));
    let mut named = text[hit.span.clone()].contains(['.', 'v', 'V']);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let length = match c.is_alphanumeric() {
            true => text[at..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - at),
            false => c.len_utf8(),
        };
        let span = at..at + length;
        at = span.end;
        if !apart(span.start) {
            continue;
        }
        if !c.is_alphanumeric() {
            let quiet =
                c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '(' | ')' | '"' | '“' | '”' | '*');
            // "1.31-" and "−1.31"
            if !quiet {
                return Some(span);
            }
            continue;
        }
        let token = &text[span.clone()];
        let among = |list: &[&str]| list.iter().any(|w| w.eq_ignore_ascii_case(token));
        let product = c.is_uppercase()
            && span.end <= hit.span.start
            && !token.contains(|c: char| c.is_ascii_digit())
            && month_named(token).is_none()
            && !among(&NO_PRODUCTS);
        if !product && !among(&NEUTRAL) {
            return Some(span);
        }
        named |= product && !among(&NEUTRAL) || among(&["version", "versions", "release", "v"]);
    }
    (!named).then(|| hit.span.clone())
}

/// The bound that the words before a version set, and where they stand. A name may stand between.
fn before(head: &str) -> Option<(Range<usize>, Bound)> {
    let lower = head.to_ascii_lowercase();
    let whole = |at: usize, word: &str| {
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let sign = !word.starts_with(|c: char| c.is_ascii_alphabetic());
        sign || !joins(lower[..at].chars().next_back()) && !joins(lower[at + word.len()..].chars().next())
    };
    let found = BEFORE.iter().filter_map(|(words, bound)| {
        let at = lower.rfind(words).filter(|at| whole(*at, words))?;
        Some((at..at + words.len(), *bound))
    });
    // Of phrases that lie in each other, "no later than" and "later than", the longest that begins first counts.
    found.min_by_key(|(span, _)| (span.start, usize::MAX - span.end))
}

/// The bound that the words after a version set, and how long they are.
fn after(tail: &str) -> Option<(usize, Bound)> {
    if tail.starts_with('+') {
        return Some((1, Bound::AtLeast));
    }
    let lower = tail.to_ascii_lowercase();
    let rest = lower.trim_start();
    let blank = lower.len() - rest.len();
    let joint = ["or ", "and ", ""].into_iter().find(|joint| rest.starts_with(joint))?;
    let bare = joint.is_empty();
    let rest = &rest[joint.len()..];
    let found = AFTER.iter().find(|(word, _)| {
        rest.strip_prefix(word).is_some_and(|more| !more.starts_with(char::is_alphanumeric))
            && (!bare || *word == "onwards")
    });
    found.map(|(word, bound)| (blank + joint.len() + word.len(), *bound))
}

/// The versions of a text, from left to right.
pub(crate) fn versions(text: &str) -> Vec<WordMatch> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(|c: char| c.is_ascii_alphanumeric()) {
        let start = at + found;
        let joined = text[..start]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '$' | '€' | '£'));
        let run = run_of(&text[start..]);
        let end = start + run.len();
        if !joined && !text[end..].starts_with('%') {
            out.extend(normal(run).map(|value| WordMatch { value, span: start..end }));
        }
        at = end.max(start + 1);
    }
    out
}

/// The letters, digits, points and hyphens that a text begins with, without those that end a sentence.
fn run_of(text: &str) -> &str {
    let end =
        text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', '-'])
}

/// A version without its `v` and without an `x` at its end; nothing for other words.
fn normal(run: &str) -> Option<String> {
    let digits = run.strip_prefix(['v', 'V']).unwrap_or(run).to_ascii_lowercase();
    let (numbers, suffix) = digits.split_once('-').map_or((digits.as_str(), None), |(n, s)| (n, Some(s)));
    let numbers = numbers.strip_suffix(".x").unwrap_or(numbers);
    let number = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit());
    let fits = numbers.split('.').all(number)
        && suffix.is_none_or(|s| s.starts_with(|c: char| c.is_ascii_alphabetic()));
    fits.then(|| suffix.map_or_else(|| numbers.to_owned(), |suffix| format!("{numbers}-{suffix}")))
}
