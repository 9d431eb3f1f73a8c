//! Sets of numbers between two ends.
//!
//! In: amounts, claims and facts. Out: [`Interval`], with inclusion, overlap and the exact arithmetic
//! that derived facts need. All ends are in one base unit; units are checked by the caller.

use super::number::Number;

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The number.
    pub at: Number,
    /// Whether the number itself is left out.
    pub open: bool,
}

/// All numbers between two ends; a missing end is unbounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub lo: Option<End>,
    /// The upper end.
    pub hi: Option<End>,
}

impl Interval {
    /// From `lo` to `hi`, both included.
    #[must_use]
    pub fn closed(lo: Number, hi: Number) -> Self {
        Self { lo: Some(End { at: lo, open: false }), hi: Some(End { at: hi, open: false }) }
    }

    /// One number.
    #[must_use]
    pub fn point(at: Number) -> Self {
        Self::closed(at.clone(), at)
    }

    /// Everything from `at` up.
    #[must_use]
    pub fn from(at: Number, open: bool) -> Self {
        Self { lo: Some(End { at, open }), hi: None }
    }

    /// Everything up to `at`.
    #[must_use]
    pub fn up_to(at: Number, open: bool) -> Self {
        Self { lo: None, hi: Some(End { at, open }) }
    }

    /// Whether it holds exactly one number.
    #[must_use]
    pub fn is_point(&self) -> bool {
        matches!((&self.lo, &self.hi), (Some(a), Some(b)) if a.at == b.at)
    }

    /// Whether `n` lies in it.
    #[must_use]
    pub fn contains(&self, n: &Number) -> bool {
        Self::point(n.clone()).subset_of(self)
    }

    /// Whether every number of it lies in `other`.
    #[must_use]
    pub fn subset_of(&self, other: &Self) -> bool {
        let lower = match (&self.lo, &other.lo) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => a.at > b.at || (a.at == b.at && (a.open || !b.open)),
        };
        let upper = match (&self.hi, &other.hi) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => a.at < b.at || (a.at == b.at && (a.open || !b.open)),
        };
        lower && upper
    }

    /// Whether every number of it is above every number of `other`.
    #[must_use]
    pub fn above(&self, other: &Self) -> bool {
        match (&self.lo, &other.hi) {
            (Some(a), Some(b)) => a.at > b.at || (a.at == b.at && (a.open || b.open)),
            _ => false,
        }
    }

    /// Whether they share a number.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        !self.above(other) && !other.above(self)
    }

    /// The numbers in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        if !self.meets(other) {
            return None;
        }
        let lo = match (&self.lo, &other.lo) {
            (Some(a), Some(b)) => Some(if a.at > b.at || (a.at == b.at && a.open) { a } else { b }),
            (a, b) => a.as_ref().or(b.as_ref()),
        };
        let hi = match (&self.hi, &other.hi) {
            (Some(a), Some(b)) => Some(if a.at < b.at || (a.at == b.at && a.open) { a } else { b }),
            (a, b) => a.as_ref().or(b.as_ref()),
        };
        Some(Self { lo: lo.cloned(), hi: hi.cloned() })
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let lo = match (&self.lo, &other.lo) {
            (Some(a), Some(b)) => Some(if a.at < b.at || (a.at == b.at && !a.open) { a } else { b }.clone()),
            _ => None,
        };
        let hi = match (&self.hi, &other.hi) {
            (Some(a), Some(b)) => Some(if a.at > b.at || (a.at == b.at && !a.open) { a } else { b }.clone()),
            _ => None,
        };
        Self { lo, hi }
    }

    /// Widened by `by` on both sides.
    #[must_use]
    pub fn widened(&self, by: &Number) -> Self {
        Self {
            lo: self.lo.as_ref().map(|e| End { at: &e.at - by, open: e.open }),
            hi: self.hi.as_ref().map(|e| End { at: &e.at + by, open: e.open }),
        }
    }

    /// The sums.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let ends = |a: &Option<End>, b: &Option<End>| match (a, b) {
            (Some(a), Some(b)) => Some(End { at: &a.at + &b.at, open: a.open || b.open }),
            _ => None,
        };
        Self { lo: ends(&self.lo, &other.lo), hi: ends(&self.hi, &other.hi) }
    }

    /// The differences `self - other`.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.scaled(&Number::from(-1)))
    }

    /// Every number multiplied by `k`.
    #[must_use]
    pub fn scaled(&self, k: &Number) -> Self {
        let end = |e: &Option<End>| e.as_ref().map(|e| End { at: &e.at * k, open: e.open && !k.is_zero() });
        let (lo, hi) = (end(&self.lo), end(&self.hi));
        if k.is_negative() { Self { lo: hi, hi: lo } } else { Self { lo, hi } }
    }

    /// The quotients `self / other`; `None` when `other` holds zero or either is unbounded.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        if other.contains(&Number::zero()) {
            return None;
        }
        let (a, b) = (self.ends()?, other.ends()?);
        let mut all: Vec<End> = Vec::with_capacity(4);
        for x in [a.0, a.1] {
            for y in [b.0, b.1] {
                let at = x.at.checked_div(&y.at)?;
                all.push(End { at, open: x.open || y.open });
            }
        }
        let lo = all.iter().min_by(|p, q| p.at.cmp(&q.at).then(p.open.cmp(&q.open)))?.clone();
        let hi = all.iter().max_by(|p, q| p.at.cmp(&q.at).then(q.open.cmp(&p.open)))?.clone();
        Some(Self { lo: Some(lo), hi: Some(hi) })
    }

    /// The relative differences in percent, `(self - other) / other × 100`; `None` as for [`Self::div`].
    #[must_use]
    pub fn change(&self, other: &Self) -> Option<Self> {
        let ratio = self.div(other)?;
        let one = Self::point(Number::one());
        Some(ratio.sub(&one).scaled(&Number::from(100)))
    }

    fn ends(&self) -> Option<(&End, &End)> {
        Some((self.lo.as_ref()?, self.hi.as_ref()?))
    }
}
