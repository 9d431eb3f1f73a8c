//! One number, or one range, for a stored value or for several.
//!
//! In: stored values. Out: a statistic of one ([`statistic`]), a value made of it ([`point`]), the smallest range
//! around several ([`hull`]), a value in another unit of time ([`in_time_unit`]). Nothing is averaged.

use super::kind::Stat;
use super::quantity::{Number, TimeUnit, Unit};
use super::stated::Amount;
use super::stored::{Shape, Stored};

/// One number of a value. Ranges have `min`, `max` and `mid`; distributions what they were given; a
/// single number none. `None` when the value does not hold it.
#[must_use]
pub fn statistic(stored: &Stored, stat: Stat) -> Option<Amount> {
    match (&stored.shape, stat) {
        (Shape::Range(a, _), Stat::Min) => Some(a.clone()),
        (Shape::Range(_, b), Stat::Max) => Some(b.clone()),
        (Shape::Range(a, b), Stat::Mid) => {
            let mut mid = Amount::computed((&a.value + &b.value).over(2), a.unit.clone());
            // Half-way between rounded ends is known no better than they are.
            let slack = (&a.last_digit + &b.last_digit).over(4);
            if !slack.is_zero() {
                mid.spread = Some((&mid.value - &slack, &mid.value + &slack));
            }
            Some(mid)
        }
        (Shape::AtLeast(a, _), Stat::Min) | (Shape::AtMost(a, _), Stat::Max) => Some(a.clone()),
        (Shape::Distribution(d), stat) => d.get(stat).cloned(),
        _ => None,
    }
}

/// A stored value of one number, from a statistic.
#[must_use]
pub fn point(amount: Amount) -> Stored {
    Stored { shape: Shape::Point(amount), literal: None, approximate: false }
}

/// The smallest range that holds every value, for disputes without a decision. Words have a hull only when
/// they are all the same; units that do not convert have none.
#[must_use]
pub fn hull(values: &[Stored]) -> Option<Stored> {
    let first = values.first()?;
    if let Shape::Word(w) = &first.shape {
        let same = values.iter().all(|v| matches!(&v.shape, Shape::Word(x) if x == w));
        return same.then(|| first.clone());
    }
    let unit = first.unit();
    let alike = |v: &&Stored| match (unit, v.unit()) {
        (Some(a), Some(b)) => a.same_base(b),
        (a, b) => a.is_none() && b.is_none(),
    };
    if !values.iter().all(|v| alike(&v)) {
        return None;
    }
    let mut sets = values.iter().map(Stored::interval);
    let start = sets.next()??;
    let all = sets.try_fold(start, |acc, set| set.map(|s| acc.hull(&s)))?;
    let Some(unit) = unit else {
        return dates_hull(values);
    };
    let ends = values.iter().flat_map(amounts);
    let pick = |at: &Number| {
        let found = ends.clone().find(|a| a.value == *at).cloned();
        found.unwrap_or_else(|| Amount::computed(at.clone(), unit.clone()))
    };
    let shape = match (&all.lo, &all.hi) {
        (Some(a), Some(b)) if a.at == b.at => Shape::Point(pick(&a.at)),
        (Some(a), Some(b)) => Shape::Range(pick(&a.at), pick(&b.at)),
        (Some(a), None) => Shape::AtLeast(pick(&a.at), a.open),
        (None, Some(b)) => Shape::AtMost(pick(&b.at), b.open),
        (None, None) => return None,
    };
    Some(Stored { shape, literal: None, approximate: false })
}

fn amounts(stored: &Stored) -> Vec<&Amount> {
    match &stored.shape {
        Shape::Point(a) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => vec![a],
        Shape::Range(a, b) => vec![a, b],
        Shape::Distribution(d) => d.parts.iter().map(|(_, a)| a).collect(),
        _ => Vec::new(),
    }
}

fn dates_hull(values: &[Stored]) -> Option<Stored> {
    let dates = values.iter().flat_map(|v| match &v.shape {
        Shape::Date(d) => vec![*d],
        Shape::Dates(a, b) => vec![*a, *b],
        _ => Vec::new(),
    });
    let lo = dates.clone().min_by_key(|d| (d.first_day(), d.coarseness()))?;
    let hi = dates.max_by_key(|d| (d.last_day(), d.coarseness()))?;
    let shape = if lo == hi { Shape::Date(lo) } else { Shape::Dates(lo, hi) };
    Some(Stored { shape, literal: None, approximate: false })
}

/// The same length of time, to be written in another unit: 2 weeks as days. `None` when the value is no
/// length of time, or the unit is of another family (months are not days).
#[must_use]
pub fn in_time_unit(stored: &Stored, unit: TimeUnit) -> Option<Stored> {
    let turn = |a: &Amount| {
        let same = a.unit.family() == Some(unit.family());
        same.then(|| Amount { unit: Unit::Time(unit), ..a.clone() })
    };
    let shape = match &stored.shape {
        Shape::Point(a) => Shape::Point(turn(a)?),
        Shape::Range(a, b) => Shape::Range(turn(a)?, turn(b)?),
        Shape::AtLeast(a, strict) => Shape::AtLeast(turn(a)?, *strict),
        Shape::AtMost(a, strict) => Shape::AtMost(turn(a)?, *strict),
        _ => return None,
    };
    Some(Stored { shape, literal: None, approximate: stored.approximate })
}
