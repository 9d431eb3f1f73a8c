//! Relations between stored values, for rules and for `gt=`, `le=`, `eq=`.
//!
//! In: two stored values of one attribute, or of attributes whose units convert. Out: [`Related`]: true, false,
//! undetermined when the spreads overlap, or incomparable. No statistic is chosen here: a range is compared as a range,
//! and never by its midpoint.

use super::Options;
use super::distance::seconds;
use super::explain::as_stated;
use crate::value::{Amount, Interval, Schema, Shape, Stored, Unit, UnknownName, agree, fold_text};
use std::str::FromStr;

/// How two values may lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `>`: every value of the first exceeds every value of the second.
    Gt,
    /// `<`
    Lt,
    /// `>=`
    Ge,
    /// `<=`
    Le,
    /// `=`: the same value.
    Eq,
    /// `!=`
    Ne,
    /// The first lies inside the second.
    Within,
    /// They share a value.
    Overlaps,
    /// The second supports the first as a wording, rounding included.
    Agrees,
}

impl FromStr for Relation {
    type Err = UnknownName;
    /// Reads the operator of a rule (`>=`, `within`) or the key of a binding (`ge`).
    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Ok(match name {
            ">" | "gt" => Relation::Gt,
            "<" | "lt" => Relation::Lt,
            ">=" | "ge" => Relation::Ge,
            "<=" | "le" => Relation::Le,
            "=" | "eq" => Relation::Eq,
            "!=" | "ne" => Relation::Ne,
            "within" => Relation::Within,
            "overlaps" => Relation::Overlaps,
            "agrees" => Relation::Agrees,
            _ => {
                return Err(UnknownName { what: "relation", name: name.to_string() });
            }
        })
    }
}

/// Whether a relation holds; `Undetermined` carries the values in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Related {
    /// It holds for all values.
    True,
    /// It holds for none.
    False,
    /// It holds for some.
    Undetermined(Option<Interval>),
    /// The units do not convert, or the values have no order.
    Incomparable,
}

/// Whether `a relation b`.
#[must_use]
pub fn relate(a: &Stored, relation: Relation, b: &Stored, schema: &Schema) -> Related {
    if relation == Relation::Agrees {
        let stated = as_stated(a, schema);
        return two(agree(&stated, b, schema, &Options::default()).is_supported());
    }
    if let (Shape::Word(x), Shape::Word(y)) = (&a.shape, &b.shape) {
        let same = fold_text(x) == fold_text(y);
        return match relation {
            Relation::Eq | Relation::Within | Relation::Overlaps => two(same),
            Relation::Ne => two(!same),
            _ => Related::Incomparable,
        };
    }
    let Some((x, y)) = common(a, b) else {
        return Related::Incomparable;
    };
    match relation {
        Relation::Gt => three(x.above(&y), at_most(&x, &y), &x, &y),
        Relation::Lt => three(y.above(&x), at_most(&y, &x), &x, &y),
        Relation::Ge => three(at_most(&y, &x), y.above(&x), &x, &y),
        Relation::Le => three(at_most(&x, &y), x.above(&y), &x, &y),
        Relation::Eq => three(x == y, !x.meets(&y), &x, &y),
        Relation::Ne => three(!x.meets(&y), x == y, &x, &y),
        Relation::Within => two(x.subset_of(&y)),
        Relation::Overlaps => two(x.meets(&y)),
        Relation::Agrees => Related::Incomparable,
    }
}

fn two(holds: bool) -> Related {
    if holds { Related::True } else { Related::False }
}

fn three(yes: bool, no: bool, x: &Interval, y: &Interval) -> Related {
    match (yes, no) {
        (true, _) => Related::True,
        (_, true) => Related::False,
        _ => Related::Undetermined(x.intersection(y)),
    }
}

/// No value of `x` exceeds any value of `y`.
fn at_most(x: &Interval, y: &Interval) -> bool {
    matches!((&x.hi, &y.lo), (Some(p), Some(q)) if p.at <= q.at)
}

/// Both values as intervals in one base unit; months become the days they may have.
pub(crate) fn common(a: &Stored, b: &Stored) -> Option<(Interval, Interval)> {
    match (a.unit(), b.unit()) {
        (None, None) => Some((a.interval()?, b.interval()?)),
        (Some(u), Some(v)) if u.same_base(v) => Some((a.interval()?, b.interval()?)),
        (Some(Unit::Time(_)), Some(Unit::Time(_))) => Some((in_seconds(a)?, in_seconds(b)?)),
        _ => None,
    }
}

fn in_seconds(stored: &Stored) -> Option<Interval> {
    let set = |a: &Amount| match &a.unit {
        Unit::Time(unit) => seconds(a, *unit),
        _ => None,
    };
    Some(match &stored.shape {
        Shape::Point(a) => set(a)?,
        Shape::Range(a, b) => Interval { lo: set(a)?.lo, hi: set(b)?.hi },
        Shape::AtLeast(a, _) => Interval { lo: set(a)?.lo, hi: None },
        Shape::AtMost(a, _) => Interval { lo: None, hi: set(a)?.hi },
        Shape::Distribution(d) => {
            let mut sets = d.parts.iter().map(|(_, a)| set(a));
            let first = sets.next()??;
            sets.try_fold(first, |acc, s| s.map(|s| acc.hull(&s)))?
        }
        _ => return None,
    })
}
