//! Nouns of counts that do not stand directly after their number.
//!
//! In: the token after a number. Out: the token after the noun, where only words that describe it stand between. What
//! describes is told by its form: a compound with a hyphen, an ending of adjectives, or a short list.

use crate::value::grammar::Scanner;

/// How many describing words may stand between.
const MOST: usize = 2;

const ADJECTIVES: [&str; 41] = [
    "short",
    "long",
    "open",
    "hard",
    "easy",
    "new",
    "main",
    "different",
    "separate",
    "written",
    "oral",
    "final",
    "live",
    "full",
    "online",
    "essay",
    "coding",
    "open-book",
    "closed",
    "true",
    "core",
    "required",
    "mandatory",
    "compulsory",
    "elective",
    "extra",
    "additional",
    "further",
    "free",
    "paid",
    "video",
    "phone",
    "onsite",
    "on-site",
    "remote",
    "group",
    "panel",
    "case",
    "short-answer",
    "small",
    "large",
];

const ENDINGS: [&str; 11] =
    ["al", "ive", "ic", "ous", "able", "ible", "ful", "less", "ary", "scored", "graded"];

/// The token after the noun that the number before token `next` counts.
pub(super) fn noun_after(scanner: &Scanner, next: usize) -> Option<usize> {
    let mut at = next;
    for _ in 0..MOST {
        at = describing(scanner, at)?;
        if let Some(end) = scanner.noun(at) {
            return Some(end);
        }
    }
    None
}

/// The token after one describing word: "multiple-choice", "technical".
fn describing(scanner: &Scanner, i: usize) -> Option<usize> {
    let word = scanner.word(i).filter(|_| !scanner.glued(i))?;
    let joined = |k: usize| scanner.hyphen(k) && scanner.glued(k) && scanner.glued(k + 1);
    let mut end = i + 1;
    while joined(end) && scanner.word(end + 1).is_some() {
        end += 2;
    }
    let lower = word.to_ascii_lowercase();
    let listed = ADJECTIVES.contains(&lower.as_str());
    let shaped = lower.len() > 4 && ENDINGS.iter().any(|ending| lower.ends_with(ending));
    (end > i + 1 || listed || shaped).then_some(end)
}
