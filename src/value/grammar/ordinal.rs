//! Ordinals: 3rd, third, twenty-first.
//!
//! In: a token index, or a number to write. Out: a [`WrittenQuantity`] that is a place in an order, or its word. Words are
//! read only where an ordinal is expected.

use super::fault::{Fault, FaultKind, Scanned};
use super::lex::TokenKind;
use super::number_words::number_words;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::Kind;

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const TENTHS: [&str; 7] =
    ["thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];

/// The letters after a number in digits.
pub(crate) fn ordinal_ending(n: u32) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// An ordinal in words up to ninety-ninth, in digits beyond.
pub(crate) fn ordinal_words(n: i64) -> String {
    let at = |table: &[&'static str], i: i64| usize::try_from(i).ok().and_then(|i| table.get(i)).copied();
    if let Some(word) = at(&ORDINALS, n - 1) {
        return word.to_string();
    }
    match (at(&TENTHS, n / 10 - 3), at(&ORDINALS, n % 10 - 1)) {
        (Some(tens), _) if n % 10 == 0 => tens.to_string(),
        (_, Some(ones)) if n < 100 => format!("{}-{ones}", number_words(n / 10 * 10)),
        _ => format!("{n}{}", u32::try_from(n).map_or("th", ordinal_ending)),
    }
}

impl Scanner<'_> {
    /// The token after `st`, `nd`, `rd` or `th` glued to a number.
    pub(crate) fn ordinal_suffix(&self, j: usize) -> Option<usize> {
        let is = ["st", "nd", "rd", "th"].iter().any(|s| self.is_word(j, s));
        (is && self.glued(j)).then_some(j + 1)
    }

    /// `3rd` anywhere; "third" only when an ordinal is wanted.
    pub(crate) fn ordinal(&self, i: usize) -> Scanned<(WrittenQuantity, usize)> {
        let found = self.any_ordinal(i)?.filter(|(_, next)| !self.counted_back(*next));
        Ok(found.map(|(quantity, next)| (quantity, self.past_all(next))))
    }

    /// The token after "of 50" or "out of fifty" behind a place: among how many it is.
    fn past_all(&self, next: usize) -> usize {
        let bracket = usize::from(self.symbol(next, '('));
        let out = self.is_word(next, "out");
        let of = next + usize::from(out) + bracket;
        if self.expected.kind != Some(Kind::Ordinal) || !self.is_word(of, "of") || !self.is_number(of + 1) {
            return next;
        }
        self.below_hundred(of + 1).map_or(of + 2, |(_, end)| end)
    }

    /// "to last" of "second to last": a place that is counted from the other end.
    fn counted_back(&self, i: usize) -> bool {
        let gap = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k));
        let joint = gap(i);
        let joins = self.is_word(joint, "to") || self.is_word(joint, "from");
        let end = gap(joint + 1);
        let end = end + usize::from(self.is_word(end, "the"));
        joins && self.among(end, &["last", "end", "bottom", "back"])
    }

    fn any_ordinal(&self, i: usize) -> Scanned<(WrittenQuantity, usize)> {
        let wanted = self.expected.kind == Some(Kind::Ordinal);
        let found = |n: i64, next| Some((self.plain_quantity(i, next, n.into(), WrittenUnit::Ordinal), next));
        if let Some(TokenKind::Number(n)) = self.token(i) {
            let (Some(next), Some(n)) = (self.ordinal_suffix(i + 1), n.whole_number()) else {
                return Ok(None);
            };
            if wanted && !self.is_word(i + 1, ordinal_ending(n)) {
                return Err(Fault { kind: FaultKind::OrdinalEnding, span: self.bytes(&(i..next)) });
            }
            return Ok(found(i64::from(n), next));
        }
        Ok(if wanted { self.ordinal_word(i).and_then(|(n, next)| found(n, next)) } else { None })
    }

    /// "one hundred and first", "hundred-and-first".
    fn above_hundred(&self, i: usize) -> Option<(i64, usize)> {
        let gap = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k) && self.glued(k + 1));
        let (hundreds, at) = match self.below_hundred(i).filter(|(n, _)| *n < 10) {
            Some((n, next)) => (n, gap(next)),
            None => (1, i),
        };
        let and = gap(at + 1);
        if !self.is_word(at, "hundred") || !self.is_word(and, "and") {
            return None;
        }
        let (rest, next) = self.ordinal_word(gap(and + 1)).filter(|(n, _)| *n < 100)?;
        Some((100 * hundreds + rest, next))
    }

    /// "third", "twentieth", "twenty-first", "hundredth", "hundred and first".
    pub(crate) fn ordinal_word(&self, i: usize) -> Option<(i64, usize)> {
        let word = self.word(i)?;
        let at = |table: &[&str], word: &str| {
            table.iter().position(|w| w.eq_ignore_ascii_case(word)).and_then(|n| i64::try_from(n).ok())
        };
        if let Some(n) = at(&ORDINALS, word) {
            return Some((n + 1, i + 1));
        }
        if let Some(tens) = at(&TENTHS, word) {
            return Some(((tens + 3) * 10, i + 1));
        }
        if let Some(found) = self.above_hundred(i) {
            return Some(found);
        }
        if word.eq_ignore_ascii_case("hundredth") {
            return Some((100, i + 1));
        }
        let (tens, next) = self.below_hundred(i).filter(|(n, _)| *n >= 20 && n % 10 == 0)?;
        let next = next + usize::from(self.hyphen(next) && self.glued(next));
        let ones = at(&ORDINALS[..9], self.word(next)?)?;
        Some((tens + ones + 1, next + 1))
    }
}
