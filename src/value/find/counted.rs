//! Nouns of counts that do not stand directly after their number.
//!
//! In: the token after a number. Out: the token after the noun, where only words that describe it stand between. What
//! describes is told by its form: a compound with a hyphen, an ending of adjectives, or one word that is none of a short
//! list.

use crate::value::grammar::{Candidate, Scanner};
use std::ops::Range;

/// How many describing words may stand between.
const MOST: usize = 2;

/// Words between a number and a noun that make it another thing, or no count at all.
const OTHERWISE: [&str; 44] = [
    "a", "an", "and", "as", "at", "before", "after", "but", "by", "each", "every", "for", "from", "if", "in",
    "is", "of", "on", "or", "over", "per", "plus", "so", "than", "that", "the", "then", "to", "until", "was",
    "when", "where", "which", "while", "with", "under", "more", "people", "mock", "practice", "sample",
    "example", "why", "how",
];

const ENDINGS: [&str; 12] =
    ["al", "ive", "ic", "ous", "able", "ible", "ful", "less", "ary", "ed", "ing", "ly"];

/// The token after the noun that the number before token `next` counts.
pub(super) fn noun_after(scanner: &Scanner, next: usize, digits: bool) -> Option<usize> {
    let mut at = next;
    // "eight rough stories" is a manner of speaking, "30 outside cabins" is a count.
    let mut sure = true;
    for _ in 0..MOST {
        // Of several words each has to look like a description.
        let (end, shaped) = describing(scanner, at).filter(|_| sure)?;
        if let Some(end) = scanner.noun(end).filter(|_| digits || shaped) {
            return Some(end);
        }
        (at, sure) = (end, shaped);
    }
    None
}

/// The token after one describing word, and whether its form says so: "multiple-choice", "technical".
fn describing(scanner: &Scanner, i: usize) -> Option<(usize, bool)> {
    let word = scanner.word(i).filter(|_| !scanner.glued(i))?;
    let joined = |k: usize| scanner.hyphen(k) && scanner.glued(k) && scanner.glued(k + 1);
    let mut end = i + 1;
    while joined(end) && scanner.word(end + 1).is_some() {
        end += 2;
    }
    let compound = end > i + 1;
    // A plural is no description: "three reasons candidates fail".
    let other = OTHERWISE.contains(&word) || word.ends_with('s') || scanner.unit(i).is_some();
    let lower = word.chars().all(char::is_lowercase);
    (compound || (lower && !other)).then_some((end, compound || ENDINGS.iter().any(|e| word.ends_with(e))))
}

/// Nouns that come whole: "2.2 Course requirements" is a heading with its number.
const WHOLE: [&str; 12] = [
    "question", "section", "module", "domain", "attempt", "retake", "course", "essay", "round", "part",
    "task", "lesson",
];

/// "### 2.4 Course rigor", "see 3.2 Sections": the number of a heading beside its words.
pub(super) fn numbers_heading(scanner: &Scanner, candidate: &Candidate, number: &Range<usize>) -> bool {
    let text = &scanner.text[number.clone()];
    let parts = text.split_once('.').is_some_and(|(a, b)| a.len() <= 2 && (1..=2).contains(&b.len()));
    let noun = scanner.text[candidate.core.clone()].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let lower = noun.to_lowercase();
    let whole = WHOLE.iter().any(|word| lower.strip_suffix('s').unwrap_or(&lower) == *word);
    let capital = noun.starts_with(char::is_uppercase);
    parts && whole && (capital || candidate.span.start == 0)
}

/// "The exam consists of three sections": a sentence on how an exam is built counts in words as well as in digits.
pub(super) fn builds(sentence_before: &str) -> bool {
    const BUILT: [&str; 20] = [
        "consists",
        "consist",
        "comprises",
        "comprise",
        "contains",
        "contain",
        "has",
        "have",
        "divided",
        "split",
        "made",
        "composed",
        "covers",
        "includes",
        "include",
        "focuses",
        "features",
        "across",
        "comes",
        "each",
    ];
    const EXAMS: [&str; 14] = [
        "exam",
        "exams",
        "examination",
        "test",
        "tests",
        "assessment",
        "certification",
        "paper",
        "qualification",
        "licence",
        "license",
        "certificate",
        "interview",
        "loop",
    ];
    let words = || sentence_before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let among = |list: &[&str], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    let acronym =
        |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let named = words().any(|word| among(&EXAMS, word) || acronym(word));
    let near: Vec<&str> = words().collect();
    // "the four words" were told before.
    let known = near.last().is_some_and(|word| among(&["the", "these", "those", "all", "your"], word));
    named && !known && near.iter().rev().take(6).any(|word| among(&BUILT, word))
}
