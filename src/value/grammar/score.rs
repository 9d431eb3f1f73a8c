//! Scores out of a maximum: 4.2/5, 4 out of 5.
//!
//! In: a number that was read and the token after it. Out: the token after the maximum, which becomes the unit.

use super::fault::{Fault, FaultKind, Scanned};
use super::numeral::Spelling;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::Kind;

impl Scanner<'_> {
    /// `/5` or "out of 5" after a number; the number may not exceed it.
    pub(crate) fn score(&self, i: usize, j: usize, quantity: &mut WrittenQuantity) -> Scanned<usize> {
        let wanted = matches!(self.expected.kind, Some(Kind::Scale) | None);
        let tight = self.glued(j) && self.glued(j + 1);
        let slash = self.symbol(j, '/') && (tight || self.expected.kind == Some(Kind::Scale));
        // "4.2 (out of 5)"
        let bracket = self.symbol(j, '(') && self.is_word(j + 1, "out") && self.is_word(j + 2, "of");
        let at = if slash && wanted {
            j + 1
        } else if self.is_word(j, "out") && self.is_word(j + 1, "of") {
            j + 2
        } else if bracket {
            j + 3
        } else {
            return Ok(None);
        };
        let plain = quantity.unit == WrittenUnit::Bare && quantity.scale.is_none() && !quantity.plus;
        let Some(max) = (if plain { self.numeral(at, true)? } else { None }) else {
            return Ok(None);
        };
        if max.spelling == Spelling::Article {
            return Ok(None);
        }
        if quantity.value > max.value || max.value.is_zero() {
            return Err(Fault { kind: FaultKind::ScoreOver, span: self.bytes(&(i..max.next)) });
        }
        quantity.unit = WrittenUnit::Score(max.value);
        Ok(Some(max.next + usize::from(bracket && self.symbol(max.next, ')'))))
    }
}
