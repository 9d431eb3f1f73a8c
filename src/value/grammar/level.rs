//! Levels and ranges of levels: L5, P5+, P5–P8.
//!
//! In: a token index. Out: a [`WrittenQuantity`] whose unit is the letters. Where the levels are known, only those.

use super::candidate::Body;
use super::fault::{Fault, Scanned};
use super::lex::TokenKind;
use super::number_words::is_number_word;
use super::quantity::WrittenQuantity;
use super::range::{Joint, check_order, follows};
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Kind, Ladder, Number};

/// Words that a level may follow.
const LEVEL_NOUNS: [&str; 12] = [
    "grade", "level", "band", "class", "tier", "stage", "grades", "levels", "bands", "classes", "tiers",
    "stages",
];

impl Scanner<'_> {
    /// The token of a level after words that name no other: "a B", "grade 7", "level B2".
    pub(crate) fn level_after(&self, i: usize) -> usize {
        if self.ladder().is_none() || self.level(i).is_some() {
            return i;
        }
        let article = self.among(i, &["a", "an", "the"]);
        let noun = i + usize::from(article);
        let at = noun + usize::from(self.among(noun, &LEVEL_NOUNS));
        if self.level(at).is_some() { at } else { i }
    }

    /// Where "two levels" begin before the qualifiers at token `i`: so many above a level is another level.
    pub(crate) fn steps_before(&self, i: usize) -> Option<usize> {
        if self.expected.kind != Some(Kind::Level) {
            return None;
        }
        let noun = i.checked_sub(1)?;
        let own = LEVEL_NOUNS.iter().chain(&["step", "steps", "notch", "notches", "rung", "rungs"]);
        let count = noun.checked_sub(1)?;
        let counted = matches!(self.token(count), Some(TokenKind::Number(_)))
            || self.word(count).is_some_and(|word| is_number_word(word) || matches!(word, "a" | "A" | "an"));
        (counted && own.into_iter().any(|word| self.is_word(noun, word))).then_some(count)
    }

    /// `L5`, `P5+`; with a pattern, only the levels it admits.
    pub(crate) fn level(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        if let Some(ladder) = self.ladder() {
            let found = self.rung(ladder, i);
            // In prose there may be levels of other attributes, too.
            if found.is_some() || self.expected.kind.is_some() {
                return found;
            }
        }
        let letters = self.word(i)?;
        let joined = self.hyphen(i + 1) && self.glued(i + 1) && self.glued(i + 2) && self.spaced_level(i);
        let at = i + 1 + usize::from(joined);
        let Some(TokenKind::Number(n)) = self.token(at) else {
            return None;
        };
        if !self.glued(at) && !self.spaced_level(i) || self.run_on(at + 1) {
            return None;
        }
        self.level_quantity(i, at, letters, n.whole_number()?)
    }

    /// The ordered scale that is expected.
    fn ladder(&self) -> Option<&Ladder> {
        self.expected.levels.and_then(|levels| levels.ladder.as_deref())
    }

    /// A level of an ordered scale. A number alone is one only beside a word that says so, or as the whole text.
    fn rung(&self, ladder: &Ladder, i: usize) -> Option<(WrittenQuantity, usize)> {
        let start = self.tokens.get(i)?.start;
        let (_, len) = ladder.at(&self.text[start..])?;
        let bare = self.text[start..start + len].bytes().all(|b| b.is_ascii_digit());
        let alone = || !self.text.contains(char::is_alphabetic);
        let named = || i > 0 && LEVEL_NOUNS.iter().any(|noun| self.is_word(i - 1, noun));
        if bare && !named() && !alone() { None } else { self.rung_here(ladder, i) }
    }

    fn rung_here(&self, ladder: &Ladder, i: usize) -> Option<(WrittenQuantity, usize)> {
        let start = self.tokens.get(i)?.start;
        let (place, len) = ladder.at(&self.text[start..])?;
        let mut next = self.tokens.partition_point(|token| token.start < start + len);
        let value = Number::from(i64::try_from(place).ok()?);
        // "B2 minus" is another level.
        if self.is_word(next, "minus") || self.is_word(next, "plus") {
            return None;
        }
        let mut quantity = self.plain_quantity(i, next, value, WrittenUnit::Rung);
        if self.symbol(next, '+') && self.glued(next) {
            if !ladder.has_plus() {
                return None;
            }
            quantity.plus = true;
            next += 1;
            quantity.span = self.bytes(&(i..next));
        }
        Some((quantity, next))
    }

    /// "GS 12": capitals and a number, where a level is expected.
    fn spaced_level(&self, i: usize) -> bool {
        let letters = self.word(i).unwrap_or("");
        let capitals = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
        self.expected.kind == Some(Kind::Level) && capitals
    }

    /// Digits alone after a dash: the `8` of `P5–8`.
    pub(crate) fn level_end(&self, i: usize, letters: &str) -> Option<(WrittenQuantity, usize)> {
        if let Some(found) = self.level(i) {
            return Some(found);
        }
        if let Some(ladder) = self.ladder() {
            return self.rung_here(ladder, i);
        }
        let Some(TokenKind::Number(n)) = self.token(i) else {
            return None;
        };
        if self.run_on(i + 1) {
            return None;
        }
        self.level_quantity(i, i, letters, n.whole_number()?)
    }

    fn level_quantity(
        &self,
        i: usize,
        num: usize,
        letters: &str,
        n: u32,
    ) -> Option<(WrittenQuantity, usize)> {
        let letters = letters.to_uppercase();
        let token = &self.tokens[num];
        let admitted = match self.expected.levels {
            Some(pattern) => pattern.admits(&letters, &self.text[token.start..token.end]),
            None => letters.len() <= 3 && n < 100,
        };
        if !admitted {
            return None;
        }
        let mut next = num + 1;
        let mut quantity =
            self.plain_quantity(i, next, Number::from(i64::from(n)), WrittenUnit::Level(letters));
        if self.symbol(next, '+') && self.glued(next) {
            quantity.plus = true;
            next += 1;
            quantity.span = self.bytes(&(i..next));
        }
        quantity.number = self.bytes(&(num..num + 1));
        Some((quantity, next))
    }

    /// Letters or digits glued on, so that the token is some other name.
    fn run_on(&self, i: usize) -> bool {
        self.glued(i) && matches!(self.token(i), Some(TokenKind::Word | TokenKind::Number(_)))
    }

    /// One level or a range of levels.
    pub(crate) fn levels(&self, i: usize, between: bool) -> Scanned<(Body, usize)> {
        let Some((lo, next)) = self.level(i) else {
            return Ok(None);
        };
        let letters = match &lo.unit {
            WrittenUnit::Level(letters) => letters.clone(),
            _ => String::new(),
        };
        let slash = self.symbol(next, '/') && self.glued(next) && self.glued(next + 1);
        let slash = slash.then_some(Joint { next: next + 1, dash: None, or: true });
        let Some(joint) = slash.or_else(|| self.joint(next, between, true)) else {
            return Ok(Some((Body::One(lo), next)));
        };
        let Some((hi, end)) = self.level_end(joint.next, &letters) else {
            return Ok(Some((Body::One(lo), next)));
        };
        if hi.unit != lo.unit || (joint.or && !follows(&lo, &hi)) {
            return Ok(Some((Body::One(lo), next)));
        }
        // "A*–C" begins at the top, as "A1–C2" does at the bottom.
        let falls = lo.unit == WrittenUnit::Rung && hi.value < lo.value;
        let (lo, hi) = if falls { (hi, lo) } else { (lo, hi) };
        let span = self.bytes(&(i..end));
        check_order(&lo, &hi).map_err(|why| Fault { kind: why, span })?;
        Ok(Some((Body::Range { lo, hi, dash: joint.dash }, end)))
    }
}
