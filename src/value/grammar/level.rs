//! Levels and ranges of levels: L5, P5+, P5–P8.
//!
//! In: a token index. Out: a [`WrittenQuantity`] whose unit is the letters. Where the levels are known, only those.

use super::candidate::Body;
use super::fault::{Fault, Scanned};
use super::lex::TokenKind;
use super::quantity::WrittenQuantity;
use super::range::{Joint, check_order, follows};
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Kind, Number};

impl Scanner<'_> {
    /// `L5`, `P5+`; with a pattern, only the levels it admits.
    pub(crate) fn level(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
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
        let WrittenUnit::Level(letters) = lo.unit.clone() else {
            return Ok(None);
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
        let span = self.bytes(&(i..end));
        check_order(&lo, &hi).map_err(|why| Fault { kind: why, span })?;
        Ok(Some((Body::Range { lo, hi, dash: joint.dash }, end)))
    }
}
