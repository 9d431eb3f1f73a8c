//! Times of day in plain text, where the data of a site has some.
//!
//! In: the text of one paragraph, cell or heading. Out: the bytes of each time or range of times. Hours and minutes alone are
//! a time only behind a word such as "at" or "from", since `2:30` may as well be a score or a verse.

use crate::value::Kind;
use crate::value::grammar::{Body, Expected, Scanner, TokenKind};
use std::ops::Range;

/// Words before a time that carries no other mark of one.
const BEFORE: [&str; 13] = [
    "at", "by", "from", "until", "till", "before", "after", "between", "around", "about", "is", "starts",
    "opens",
];

/// The times of a text, from left to right.
pub(super) fn times(text: &str) -> Vec<Range<usize>> {
    let scanner = Scanner::new(text, Expected { kind: Some(Kind::Time), ..Expected::default() });
    let mut out = Vec::new();
    let mut i = 0;
    while i < scanner.tokens.len() {
        let number = matches!(scanner.token(i), Some(TokenKind::Number(_)));
        let part = i > 0 && scanner.glued(i) && !matches!(scanner.token(i - 1), Some(TokenKind::Symbol('(')));
        match scanner.body(i) {
            Ok(Some((body, _, next))) if number && !part => {
                let span = scanner.bytes(&(i..next));
                if is_marked(&text[span.clone()], &body) || begins(&scanner, i) {
                    out.push(span);
                }
                i = next.max(i + 1);
            }
            _ => i += 1,
        }
    }
    out
}

/// Whether the words of a time show that it is one: a half of the day, a zone, minutes on both ends.
fn is_marked(words: &str, body: &Body) -> bool {
    let range = matches!(body, Body::Range { .. }) && words.matches(':').count() == 2;
    range || words.contains(|c: char| c.is_alphabetic())
}

fn begins(scanner: &Scanner, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|k| BEFORE.iter().any(|word| scanner.is_word(k, word)))
}
