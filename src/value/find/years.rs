//! Words beside a day without a year that say in which years it is.
//!
//! In: what stands before or after a link, whose words are a day without a year. Out: how much of it belongs to the day:
//! `each year`, `of the following year`, `2027`, `every`, and days that make a list or a span with it. Says nothing of what
//! they mean.

use crate::text::offset_in;
use crate::value::quantity::month_named;

/// How far beside a link is looked.
const NEAR: usize = 80;

fn is_year(word: &str) -> bool {
    let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
    let short = word.starts_with(['\'', '’']) && digits.len() == 2;
    (digits.len() == 4 || short) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The words of a text, each with the byte at which it begins.
pub(super) fn words_with_places(text: &str) -> Vec<(usize, &str)> {
    text.split_whitespace().filter_map(|word| Some((offset_in(text, word)?, word))).collect()
}

/// How many bytes before the link belong to its day; of one with a year only what makes a span with it.
#[must_use]
pub fn years_before(before: &str, yearless: bool) -> usize {
    const YEARS: [&str; 9] =
        ["year", "years", "annually", "yearly", "biennially", "annual", "never", "nearest", "within"];
    const LAST: [&str; 6] = ["every", "each", "but", "except", "unless", "or"];
    let from = before.rfind(['.', ';', '\n', '(', ')']).map_or(0, |at| at + 1);
    let clause = &before[before.ceil_char_boundary(from.max(before.len().saturating_sub(NEAR)))..];
    let all = words_with_places(clause);
    let near = &all[all.len().saturating_sub(8)..];
    let said = |word: &str| YEARS.contains(&bare(word).as_str()) || is_year(word);
    let last = near.iter().rev().take(2).any(|(_, word)| LAST.contains(&bare(word).as_str()));
    // "between 15 October and", "15 October –"
    let joined = near.last().is_some_and(|(_, word)| {
        ["and", "or", "to", "until", "through", "till", "–", "-", "—"].contains(word)
    });
    let dated = near.iter().rev().take(4).any(|(_, word)| month_named(&bare(word)).is_some());
    let start = if joined && dated {
        near.get(near.len().saturating_sub(5))
    } else if !yearless {
        None
    } else if last {
        near.get(near.len().saturating_sub(2))
    } else {
        // With what stands before it: "every second year".
        let at = near.iter().position(|(_, word)| said(word));
        at.and_then(|at| near.get(at.saturating_sub(2)))
    };
    start.map_or(0, |(at, _)| clause.len() - at)
}

/// How many bytes after the link belong to its day.
#[must_use]
pub fn years_after(after: &str) -> usize {
    const YEARS: [&str; 6] = ["year", "years", "annually", "yearly", "leap", "biennially"];
    let end = after.find(['.', ';', '\n']).unwrap_or(after.len());
    let clause = &after[..after.floor_char_boundary(end.min(NEAR))];
    let told = words_with_places(clause);
    let mut stop = None;
    for (number, (at, word)) in told.iter().take(6).enumerate() {
        let said = YEARS.contains(&bare(word).as_str()) || is_year(word);
        if said || (number < 2 && ["or", "except"].contains(&bare(word).as_str())) {
            stop = Some(at + word.len());
        }
        // Another clause begins.
        if number > 0 && word.ends_with(',') {
            break;
        }
    }
    let denied =
        ["is not", "isn't", "isn’t", "is no "].iter().any(|words| clause.trim_start().starts_with(words));
    stop.unwrap_or(if denied { clause.len() } else { 0 })
}
