//! `agrees`: whether one quantity can be said of another, rounding included.
//!
//! In: two quantities, as they were written and in one base unit. Out: yes or no. A written number stands for what
//! rounds to it, but never for what is more than 10% off; a computed one for all that its inputs leave open. One
//! number agrees with one number when these meet; a range only with a range whose ends both agree, or with a number
//! inside it; a bound with what satisfies it.

use super::operand::{Quantity, at};
use super::sets;
use crate::value::{Interval, Number};

/// Whether `x` reads as a wording of `y`; `a` and `b` are the same in their own units, before months became days.
pub(super) fn quantities(a: &Quantity, b: &Quantity, x: &Quantity, y: &Quantity) -> bool {
    let (one, other) = (extent(a), extent(b));
    match (one, other) {
        (Extent::Point, Extent::Point) => reach(x).meets(&reach(y)),
        (Extent::Range, Extent::Point) => {
            let range = if x.written && !x.approximate { x.set.clone() } else { reach(x) };
            let point = if y.written { y.set.clone() } else { y.loose.clone() };
            range.meets(&point)
        }
        (Extent::Range, Extent::Range) => {
            [false, true].into_iter().all(|upper| match (x.end(upper), y.end(upper)) {
                (Some(p), Some(q)) => reach(&p).meets(&reach(&q)),
                _ => false,
            })
        }
        (Extent::Bound, Extent::Point | Extent::Range) => y.set.subset_of(&x.set),
        (Extent::Bound, Extent::Bound) => same_bound(&x.set, &y.set),
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Extent {
    Point,
    Range,
    Bound,
}

fn extent(q: &Quantity) -> Extent {
    match (&q.set.lo, &q.set.hi) {
        _ if q.set.is_point() => Extent::Point,
        (Some(_), Some(_)) => Extent::Range,
        _ => Extent::Bound,
    }
}

/// All that a quantity may stand for.
fn reach(q: &Quantity) -> Interval {
    if !q.written || q.approximate {
        return q.loose.clone();
    }
    let (low, high) = sets::slack(&q.set, &q.loose);
    let capped = |end: Option<&Number>, by: Number| end.map_or(Number::zero(), |n| by.min(n.abs().over(10)));
    let (low, high) = (capped(at(&q.set.lo), low), capped(at(&q.set.hi), high));
    Interval { lo: q.set.widened(&low).lo, hi: q.set.widened(&high).hi }
}

/// The same number on the same side; "more than 5" does not follow from "at least 5".
fn same_bound(x: &Interval, y: &Interval) -> bool {
    match (&x.lo, &y.lo, &x.hi, &y.hi) {
        (Some(p), Some(q), None, None) | (None, None, Some(p), Some(q)) => {
            p.at == q.at && (!p.open || q.open)
        }
        _ => false,
    }
}
