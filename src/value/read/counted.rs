//! What a number counts, by the noun after it.
//!
//! In: a candidate and the text. Out: whether a noun follows that makes it a count of something else.

use crate::value::grammar::{Body, Candidate, WrittenQuantity, WrittenUnit};
use crate::value::{Kind, MeasureUnit, Number, Schema, Unit, plural, singular};
use std::ops::Range;

/// Words after a number that are not what it counts.
pub(super) const FUNCTION_WORDS: [&str; 42] = [
    "a", "an", "and", "as", "at", "base", "before", "after", "but", "by", "each", "every", "for", "from",
    "if", "in", "is", "of", "on", "or", "over", "per", "plus", "so", "than", "that", "the", "then", "to",
    "total", "until", "was", "when", "where", "which", "while", "with", "under", "here", "there", "now",
    "today",
];

/// Whether a bare number, where the attribute has a unit, is followed by a noun: the `4` of `4 rounds` is
/// no number of weeks.
pub(super) fn counts_things(
    text: &str,
    candidate: &Candidate,
    quantity: &WrittenQuantity,
    wanted: Kind,
) -> bool {
    let unitless = matches!(wanted, Kind::Count | Kind::Ordinal | Kind::Scale);
    let directed = candidate.direction.is_some() || candidate.span.end > candidate.core.end;
    if unitless || quantity.scale.is_some() || directed {
        return false;
    }
    let rest = text.get(candidate.core.end..).unwrap_or("");
    let rest = rest.strip_prefix(['-', '\u{2011}', '\u{2010}']).unwrap_or(rest).trim_start();
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    !word.is_empty() && !FUNCTION_WORDS.iter().any(|w| w.eq_ignore_ascii_case(&word))
}

/// The noun of another count directly after a bare number: the `applicants` of `4 to 6 applicants`. A noun that
/// only tells one thing from another (`4 interview rounds`, `4 applicant calls`) is none.
pub(crate) fn other_noun(text: &str, candidate: &Candidate, schema: &Schema) -> Option<Range<usize>> {
    let bare = candidate.quantity().is_some_and(|quantity| quantity.unit == WrittenUnit::Bare);
    if schema.kind != Kind::Count || schema.nouns.is_empty() || !bare {
        return None;
    }
    let rest = text.get(candidate.span.end..)?;
    let hyphen = rest.starts_with(['-', '\u{2010}', '\u{2011}']);
    let after = words_of(rest, candidate.span.end);
    if let Some((word, span)) = after.first()
        && let Some(unit) = MeasureUnit::named(word)
    {
        let own = schema.nouns.iter().any(|noun| MeasureUnit::named(&noun.join(" ")) == Some(unit));
        return (!own).then(|| span.clone());
    }
    let begins = |nouns: &[Vec<String>], at: usize| -> Option<usize> {
        let same = |n: &&Vec<String>| {
            n.len() <= after.len() - at && n.iter().zip(&after[at..]).all(|(p, (w, _))| p == w)
        };
        // Nouns are sorted, and only those that begin with the same word can be the same.
        let (first, _) = after.get(at)?;
        let from = nouns.partition_point(|n| n.first() < Some(first));
        let near = nouns[from..].iter().take_while(|n| n.first() == Some(first));
        near.filter(same).map(Vec::len).max()
    };
    let len = begins(&schema.other_nouns, 0)?;
    let own = begins(&schema.nouns, 0).is_some() || (!hyphen && begins(&schema.nouns, len).is_some());
    let (last, span) = after.get(len - 1)?;
    let one = candidate.quantity().is_some_and(|s| s.value == Number::one())
        && matches!(candidate.body, Body::One(_));
    let single = plural(last) != *last && singular(last) == *last;
    if own || (single && !one && !hyphen) {
        return None;
    }
    Some(after[0].1.start..span.end)
}

/// The words directly after a figure, lower case, with their bytes; blanks and hyphens join them.
fn words_of(rest: &str, start: usize) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while out.len() < 6 {
        let tail = rest.get(at..).unwrap_or("");
        let gap = tail.len() - tail.trim_start_matches([' ', '\u{a0}', '-', '\u{2010}', '\u{2011}']).len();
        let word = tail[gap..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if word.is_empty() || gap == 0 {
            break;
        }
        let first = start + at + gap;
        out.push((word.to_lowercase(), first..first + word.len()));
        at += gap + word.len();
    }
    out
}

/// What a count counts, in a sentence.
pub(super) fn own_things(schema: &Schema) -> String {
    match &schema.unit {
        Unit::Count(noun) if !noun.is_empty() => plural(noun),
        _ => schema.nouns.first().map_or("other things".to_string(), |n| n.join(" ")),
    }
}
