//! Amounts that are words alone: "free" is no money, "twice" is two times.
//!
//! In: a token. Out: the quantity that the word is where its kind is expected. Numbers in words are in `numeral`.

use super::lex::TokenKind;
use super::numeral::Spelling;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Kind, Number};

impl Scanner<'_> {
    /// "free", "free of charge", "no fee": nothing, where a sum is expected. "free shipping" and "tax-free" are not.
    pub(super) fn gratis(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        const COSTS: [&str; 8] = ["fee", "fees", "charge", "charges", "cost", "costs", "payment", "extra"];
        const NEXT: [&str; 10] = ["for", "to", "in", "until", "if", "with", "at", "and", "or", "when"];
        if self.expected.kind != Some(Kind::Money) {
            return None;
        }
        let next = if self.is_word(i, "no") && self.among(i + 1, &COSTS) {
            i + 2
        } else if self.among(i, &["free", "gratis", "complimentary"]) {
            let of = self.is_word(i + 1, "of") && self.among(i + 2, &COSTS);
            i + 1 + if of { 2 } else { 0 }
        } else {
            return None;
        };
        let joined = i > 0 && self.glued(i) && self.hyphen(i - 1);
        let ends = self.word(next).is_none_or(|w| NEXT.iter().any(|n| n.eq_ignore_ascii_case(w)));
        let number = matches!(self.token(next), Some(TokenKind::Number(_) | TokenKind::Dash(_)));
        if joined || !ends || number {
            return None;
        }
        let mut found = self.plain_quantity(i, next, Number::zero(), WrittenUnit::Bare);
        found.spelling = Spelling::Digits;
        Some((found, next))
    }

    /// Whether what is counted is how often something is done.
    fn counts_tries(&self) -> bool {
        const TRIES: [&str; 8] = ["attempt", "retake", "resit", "try", "sitting", "time", "repeat", "retry"];
        self.expected.nouns.iter().any(|noun| noun.last().is_some_and(|word| TRIES.contains(&word.as_str())))
    }

    /// "once", "twice": how often, where things are counted.
    pub(super) fn how_often(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        if self.expected.kind != Some(Kind::Count) {
            return None;
        }
        // "three times", where attempts are counted
        if let Some((n, next)) = self.below_hundred(i).filter(|_| self.counts_tries()) {
            let plain = self.is_word(next, "times")
                && !self.among(next + 1, &["the", "as", "that", "what", "more"])
                // "three times a year", but not "three times a fee"
                && !(self.is_word(next + 1, "a") && self.period(next + 1).is_none());
            return if plain { self.so_often(i, n.into(), next + 1) } else { None };
        }
        let word = self.word(i)?.to_ascii_lowercase();
        let n = ["once", "twice", "thrice"].iter().position(|w| *w == word)?;
        let multiple = self.among(i + 1, &["the", "as", "that", "what"]);
        let before = matches!(self.token(i + 1), Some(TokenKind::Number(_))) || multiple;
        let value = Number::from(i64::try_from(n).ok()? + 1);
        if before { None } else { self.so_often(i, value, i + 1) }
    }

    /// How often, with the time in which: "twice a year".
    fn so_often(&self, i: usize, n: Number, next: usize) -> Option<(WrittenQuantity, usize)> {
        let mut found = self.plain_quantity(i, next, n, WrittenUnit::Bare);
        let end = self.rate(next, &mut found).ok()??;
        found.span = self.bytes(&(i..end));
        Some((found, end))
    }
}
