//! Two bounds that are a range: at least 4 and at most 6 rounds; minimum 75, maximum 145 items.
//!
//! In: a quantity with the qualifiers before it, and the token after it. Out: the range, where a bound from the other
//! side follows. Strict bounds ("more than 4 and fewer than 6") leave out their ends and are no range.

use super::candidate::Body;
use super::fault::Fault;
use super::lex::TokenKind;
use super::qualifiers::Qualifiers;
use super::quantity::WrittenQuantity;
use super::range::{check_order, flow, joinable};
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Bound, Hedge};

impl Scanner<'_> {
    /// The range that begins at token `i` with a bound whose quantity is `body`, and the token after it. A fault where
    /// the ends are none of a range.
    pub(super) fn two_bounds(
        &self,
        i: usize,
        before: &Qualifiers,
        body: &Body,
        next: usize,
    ) -> Option<(Body, usize)> {
        let Body::One(first) = body else { return None };
        if !is_end(before, &[Bound::AtLeast, Bound::AtMost]) {
            return None;
        }
        let at = self.past_and(next, ',');
        // "a minimum of 75 items up to a maximum of 145"
        if at == next && !self.is_word(next, "up") {
            return None;
        }
        let (other, j) = self.before(at);
        let wanted = if before.bound == Bound::AtLeast { Bound::AtMost } else { Bound::AtLeast };
        if j == at || !is_end(&other, &[wanted]) {
            return None;
        }
        self.joined(i, first, j, wanted == Bound::AtLeast)
    }

    /// "minimum 75, maximum 145 items" at token `i`: words that name a statistic where only one of them stands.
    pub(super) fn least_and_most(&self, i: usize) -> Option<(Body, usize)> {
        let named = |k: usize, words: &[&str]| {
            let point = usize::from(self.symbol(k + 1, '.') && self.glued(k + 1));
            self.among(k, words).then_some(k + 1 + point)
        };
        let start = named(i, &["minimum", "min"])?;
        let (Body::One(first), Bound::None, next) = self.body(start).ok()?? else { return None };
        let at = self.past_and(next, if self.symbol(next, '/') { '/' } else { ',' });
        let second = named(at, &["maximum", "max"]).filter(|_| at > next)?;
        self.joined(i, &first, second, false)
    }

    /// "75 (minimum) to 145 (maximum) items", "75 items at minimum and 145 at maximum" at token `i`.
    pub(super) fn noted_bounds(&self, i: usize) -> Option<(Body, usize)> {
        // Most numbers have no such note near them.
        let near = self.is_number(i) && (i + 1..i + 6).any(|k| self.among(k, &["minimum", "min"]));
        let body = if near { self.body(i).ok()?? } else { return None };
        let (Body::One(first), Bound::None, next) = body else { return None };
        let joint = self.noted(next, &["minimum", "min"])?;
        let dash = matches!(self.token(joint), Some(TokenKind::Dash(_)));
        let at = if dash || self.is_word(joint, "to") { joint + 1 } else { self.past_and(joint, ',') };
        let (Body::One(mut second), Bound::None, next) = self.body(at).ok()?? else { return None };
        let mut end = self.noted(next, &["maximum", "max"]).filter(|_| at > joint)?;
        if second.unit == WrittenUnit::Bare
            && let Some((unit, next)) = self.unit(end)
        {
            (second.unit, end) = (unit, next);
        }
        self.range_of(i, &first, second, end, false)
    }

    /// The token after a note that says which end a number is: "(minimum)", "at minimum", "at a minimum".
    fn noted(&self, i: usize, words: &[&str]) -> Option<usize> {
        let note = i + 1 + usize::from(self.is_word(i, "at") && self.among(i + 1, &["a", "the"]));
        let said = self.among(note, words);
        let point = usize::from(self.symbol(note + 1, '.') && self.glued(note + 1));
        if self.symbol(i, '(') {
            return (said && self.symbol(note + 1 + point, ')')).then_some(note + 2 + point);
        }
        (said && self.is_word(i, "at")).then_some(note + 1)
    }

    /// The token after a sign and "and" or "but" between two bounds, as far as these stand at token `i`.
    fn past_and(&self, i: usize, sign: char) -> usize {
        let word = i + usize::from(self.symbol(i, sign));
        word + usize::from(self.among(word, &["and", "but"]))
    }

    /// The range from one quantity to the one at token `j`, or from that to the first where it runs `down`.
    fn joined(&self, i: usize, first: &WrittenQuantity, j: usize, down: bool) -> Option<(Body, usize)> {
        let (Body::One(second), Bound::None, end) = self.body(j).ok()?? else { return None };
        self.range_of(i, first, second, end, down)
    }

    fn range_of(
        &self,
        i: usize,
        first: &WrittenQuantity,
        second: WrittenQuantity,
        end: usize,
        down: bool,
    ) -> Option<(Body, usize)> {
        if first.plus || second.plus || !joinable(first, &second) {
            return None;
        }
        let (first, second) = flow(first.clone(), second);
        let (lo, hi) = if down { (second, first) } else { (first, second) };
        Some(match check_order(&lo, &hi) {
            Ok(()) => (Body::Range { lo, hi, dash: None }, end),
            Err(kind) => (Body::Bad(Fault { kind, span: self.bytes(&(i..end)) }), end),
        })
    }
}

/// Whether qualifiers are one of these bounds and nothing else.
fn is_end(qualifiers: &Qualifiers, bounds: &[Bound]) -> bool {
    bounds.contains(&qualifiers.bound)
        && qualifiers.hedge == Hedge::None
        && !qualifiers.turned
        && qualifiers.unclear.is_none()
        && qualifiers.direction.is_none()
}
