//! Quantities below zero, in words: "12 degrees below zero".
//!
//! In: a quantity and the token after its unit. Out: the quantity with its sign. Only where a unit of measure is expected.

use super::lex::TokenKind;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;

impl Scanner<'_> {
    /// "12 degrees below zero", "5 below zero": less than nothing, on a scale that goes on there.
    pub(super) fn below_zero(&self, j: &mut usize, quantity: &mut WrittenQuantity) {
        let at = *j + usize::from(self.is_word(*j, "degrees") || self.is_word(*j, "degree"));
        let zero = self.is_word(at + 1, "zero")
            || matches!(self.token(at + 1), Some(TokenKind::Number(run)) if run.whole_number() == Some(0));
        let measured = matches!(quantity.unit, WrittenUnit::Measure(_) | WrittenUnit::Bare);
        if !self.expected.measured || !measured || quantity.sign != 0 || !zero {
            return;
        }
        let below = self.is_word(at, "below") || self.is_word(at, "under");
        if below {
            quantity.value = -&quantity.value;
            quantity.sign = -1;
        }
        if below || self.is_word(at, "above") {
            *j = at + 2;
        }
    }
}
