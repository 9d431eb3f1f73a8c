//! Arithmetic of intervals that `value` does not have: products, quotients of half-lines, ends.
//!
//! In: intervals in base units. Out: the smallest interval that holds every result. A missing end counts as
//! infinite; zero times infinite is zero, since every number of the set is finite. No units here.

use crate::value::{End, Interval, Number};
use std::cmp::Ordering;

/// An end that may be infinite.
#[derive(Clone, PartialEq, Eq)]
enum Far {
    Below,
    At(Number),
    Above,
}

impl Far {
    fn cmp(&self, other: &Far) -> Ordering {
        match (self, other) {
            (Far::At(a), Far::At(b)) => a.cmp(b),
            (Far::Below, Far::Below) | (Far::Above, Far::Above) => Ordering::Equal,
            (Far::Below, _) | (_, Far::Above) => Ordering::Less,
            (_, Far::Below) | (Far::Above, _) => Ordering::Greater,
        }
    }

    fn sign(&self) -> i8 {
        match self {
            Far::Below => -1,
            Far::Above => 1,
            Far::At(n) if n.is_zero() => 0,
            Far::At(n) if n.is_negative() => -1,
            Far::At(_) => 1,
        }
    }

    fn times(&self, other: &Far) -> Far {
        match (self, other, self.sign() * other.sign()) {
            (Far::At(a), Far::At(b), _) => Far::At(a * b),
            (_, _, 0) => Far::At(Number::zero()),
            (_, _, 1) => Far::Above,
            _ => Far::Below,
        }
    }
}

fn ends(set: &Interval) -> [(Far, bool); 2] {
    let end = |e: &Option<End>, far: Far| match e {
        Some(e) => (Far::At(e.at.clone()), e.open),
        None => (far, true),
    };
    [end(&set.lo, Far::Below), end(&set.hi, Far::Above)]
}

fn back(far: Far, open: bool) -> Option<End> {
    match far {
        Far::At(at) => Some(End { at, open }),
        _ => None,
    }
}

/// Every product.
pub(super) fn mul(a: &Interval, b: &Interval) -> Interval {
    let mut all: Vec<(Far, bool)> = Vec::with_capacity(4);
    for (x, x_open) in &ends(a) {
        for (y, y_open) in &ends(b) {
            // A zero that is reached makes the product reached, whatever the other factor is.
            let reached = (x.sign() == 0 && !x_open) || (y.sign() == 0 && !y_open);
            all.push((x.times(y), !reached && (*x_open || *y_open)));
        }
    }
    let least = all.iter().min_by(|p, q| p.0.cmp(&q.0).then(p.1.cmp(&q.1))).cloned();
    let most = all.iter().max_by(|p, q| p.0.cmp(&q.0).then(q.1.cmp(&p.1))).cloned();
    Interval {
        lo: least.and_then(|(far, open)| back(far, open)),
        hi: most.and_then(|(far, open)| back(far, open)),
    }
}

/// Every quotient; `None` when `b` holds zero.
pub(super) fn div(a: &Interval, b: &Interval) -> Option<Interval> {
    reciprocal(b).map(|r| mul(a, &r))
}

fn reciprocal(b: &Interval) -> Option<Interval> {
    if b.contains(&Number::zero()) {
        return None;
    }
    if b.hi.as_ref().is_some_and(|e| e.at.is_negative() || e.at.is_zero()) {
        let mirror = |set: &Interval| set.scaled(&Number::from(-1));
        return reciprocal_above(&mirror(b)).map(|r| mirror(&r));
    }
    reciprocal_above(b)
}

/// Of a set above zero.
fn reciprocal_above(b: &Interval) -> Option<Interval> {
    let one = Number::one();
    let lo = match &b.hi {
        Some(e) => End { at: one.checked_div(&e.at)?, open: e.open },
        None => End { at: Number::zero(), open: true },
    };
    // From an open zero the quotients have no upper end.
    let hi = match &b.lo {
        Some(e) => one.checked_div(&e.at).map(|at| End { at, open: e.open }),
        None => return None,
    };
    Some(Interval { lo: Some(lo), hi })
}

/// Every distance from zero.
pub(super) fn abs(a: &Interval) -> Interval {
    let zero = Interval::point(Number::zero());
    let mirrored = a.scaled(&Number::from(-1));
    if a.lo.as_ref().is_some_and(|e| !e.at.is_negative()) {
        return a.clone();
    }
    if a.hi.as_ref().is_some_and(|e| e.at.is_negative() || e.at.is_zero()) {
        return mirrored;
    }
    // Zero lies inside: the farther end of both mirrors.
    Interval { lo: zero.lo, hi: a.hull(&mirrored).hi }
}

/// Every `min(x, y)`.
pub(super) fn min(a: &Interval, b: &Interval) -> Interval {
    let hi = match (&a.hi, &b.hi) {
        (Some(x), Some(y)) => {
            let tied = x.at == y.at;
            Some(End {
                open: if tied {
                    x.open || y.open
                } else if x.at < y.at {
                    x.open
                } else {
                    y.open
                },
                at: x.at.clone().min(y.at.clone()),
            })
        }
        (x, y) => x.clone().or_else(|| y.clone()),
    };
    Interval { lo: a.hull(b).lo, hi }
}

/// Every `max(x, y)`.
pub(super) fn max(a: &Interval, b: &Interval) -> Interval {
    let mirror = |set: &Interval| set.scaled(&Number::from(-1));
    mirror(&min(&mirror(a), &mirror(b)))
}

/// Both ends rounded to multiples of `step`.
pub(super) fn round(a: &Interval, step: &Number) -> Interval {
    let end = |e: &Option<End>| e.as_ref().map(|e| End { at: e.at.round_to(step), open: false });
    Interval { lo: end(&a.lo), hi: end(&a.hi) }
}

/// How far `loose` reaches beyond each end of `set`; nothing where either is missing.
pub(super) fn slack(set: &Interval, loose: &Interval) -> (Number, Number) {
    let gap = |a: &Option<End>, b: &Option<End>| match (a, b) {
        (Some(a), Some(b)) => (&a.at - &b.at).abs(),
        _ => Number::zero(),
    };
    (gap(&set.lo, &loose.lo), gap(&set.hi, &loose.hi))
}

/// What one end may be: itself, and `by` to both sides.
pub(super) fn around(at: &Number, by: &Number) -> Interval {
    Interval::point(at.clone()).widened(by)
}
