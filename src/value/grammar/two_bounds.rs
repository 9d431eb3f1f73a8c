//! Two bounds that are a range: at least 4 and at most 6 rounds; minimum 75, maximum 145 items.
//!
//! In: a quantity with the qualifiers before it, and the token after it. Out: the range, where a bound from the other
//! side follows. Strict bounds ("more than 4 and fewer than 6") leave out their ends and are no range.

use super::candidate::Body;
use super::fault::Fault;
use super::qualifiers::Qualifiers;
use super::quantity::WrittenQuantity;
use super::range::{check_order, flow, joinable};
use super::scanner::Scanner;
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

    /// The token after a sign and "and" or "but" between two bounds, as far as these stand at token `i`.
    fn past_and(&self, i: usize, sign: char) -> usize {
        let word = i + usize::from(self.symbol(i, sign));
        word + usize::from(self.among(word, &["and", "but"]))
    }

    /// The range from one quantity to the one at token `j`, or from that to the first where it runs `down`.
    fn joined(&self, i: usize, first: &WrittenQuantity, j: usize, down: bool) -> Option<(Body, usize)> {
        let (Body::One(second), Bound::None, end) = self.body(j).ok()?? else { return None };
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
