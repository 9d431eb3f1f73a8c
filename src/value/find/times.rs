//! Times of day in plain text, where the data of a site has some, and the days that a cell consists of.
//!
//! In: the text of one paragraph, cell or heading. Out: the bytes of each time or range of times, or of the days. Hours and minutes alone are
//! a time only behind a word such as "at" or "from" and at an hour at which something may begin, since `2:30` may as well be
//! a ratio, a score or a verse.

use crate::value::grammar::{Body, Expected, Scanner, TokenKind};
use crate::value::{Kind, Number};
use std::ops::Range;

/// Words before a time that carries no other mark of one.
const BEFORE: [&str; 11] =
    ["at", "from", "until", "till", "before", "after", "between", "than", "opens", "closes", "starts"];
/// How many tokens are near.
const NEAR: usize = 5;
/// Words near hours and minutes that are something else.
const OTHERS: [&str; 12] = [
    "ratio", "scale", "score", "scores", "verse", "chapter", "dilute", "dilution", "video", "minute", "odds",
    "aspect",
];

/// The day or days that a cell consists of, under a header such as "Deadline".
pub fn dates_of_cell(cell: &str) -> Option<Range<usize>> {
    let scanner = Scanner::new(cell, Expected { kind: Some(Kind::Date), ..Expected::default() });
    let (body, _, next) = scanner.body(0).ok()??;
    let day = match body {
        Body::Date(date) | Body::Dates(date, _) => date.coarseness() < 2,
        _ => false,
    };
    (day && next == scanner.tokens.len()).then(|| scanner.bytes(&(0..next)))
}

/// The times of a text, from left to right.
pub(super) fn times(text: &str) -> Vec<Range<usize>> {
    let scanner = Scanner::new(text, Expected { kind: Some(Kind::Time), ..Expected::default() });
    let mut out = Vec::new();
    let mut i = 0;
    while i < scanner.tokens.len() {
        if !may_begin(&scanner, i) {
            i += 1;
            continue;
        }
        match scanner.body(i) {
            Ok(Some((body, _, next))) => {
                let span = scanner.bytes(&(i..next));
                // A third pair of digits is an address, a length or a date.
                let more = scanner.symbol(next, ':') || scanner.symbol(next, '.') && scanner.glued(next + 1);
                if !more && is_time(&scanner, i, &text[span.clone()], &body) {
                    out.push(span);
                }
                i = next.max(i + 1);
            }
            _ => i += 1,
        }
    }
    out
}

/// Whether a number or a word for a time stands at token `i` and is no part of something else.
fn may_begin(scanner: &Scanner, i: usize) -> bool {
    let part = i > 0 && scanner.glued(i) && !matches!(scanner.token(i - 1), Some(TokenKind::Symbol('(')));
    match scanner.token(i) {
        Some(TokenKind::Number(_)) => !part,
        Some(TokenKind::Word) => !part && (!scanner.names_a_time(i) || follows_preposition(scanner, i)),
        _ => false,
    }
}

/// Whether the words of a time show that it is one: a half of the day, a zone, or where and when it stands.
fn is_time(scanner: &Scanner, i: usize, words: &str, body: &Body) -> bool {
    if words.contains(|c: char| c.is_alphabetic()) {
        return true;
    }
    let range = matches!(body, Body::Range { .. }) && words.matches(':').count() == 2;
    let first = match body {
        Body::One(quantity) | Body::Range { lo: quantity, .. } => &quantity.value,
        _ => return false,
    };
    // Before six in the morning or on no multiple of five minutes nothing begins.
    let usual = *first >= Number::from(6 * 60) && (first.over(5)).is_integer();
    let near = i.saturating_sub(NEAR)..i + NEAR;
    let other = near.into_iter().any(|k| OTHERS.iter().any(|other| scanner.is_word(k, other)));
    words.contains(':') && usual && !other && (range || follows_preposition(scanner, i))
}

fn follows_preposition(scanner: &Scanner, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|k| scanner.among(k, &BEFORE))
}
