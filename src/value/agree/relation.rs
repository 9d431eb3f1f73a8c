//! Relations between stored values, for rules and for `gt=`, `le=`, `eq=`.
//!
//! In: two stored values of one attribute, or of attributes whose units convert. Out: [`Related`]: true, false,
//! undetermined when the spreads overlap, or incomparable. No statistic is chosen here: a range is compared as a range,
//! and never by its midpoint.

use super::distance::seconds;
use super::explain::as_stated;
use super::versions::places;
use super::{Options, judge};
use crate::value::{Amount, Interval, Kind, Schema, Shape, Stored, Unit, UnknownName, fold_text};
use std::cmp::Ordering;
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

impl Relation {
    /// How it is written in an expression.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Gt => ">",
            Relation::Lt => "<",
            Relation::Ge => ">=",
            Relation::Le => "<=",
            Relation::Eq => "=",
            Relation::Ne => "!=",
            Relation::Within => "within",
            Relation::Overlaps => "overlaps",
            Relation::Agrees => "agrees",
        }
    }

    /// Whether it holds for every pair of numbers of the two sets, or for none; `None` when for some only. Sets agree
    /// here when they meet.
    #[must_use]
    pub fn holds(self, x: &Interval, y: &Interval) -> Option<bool> {
        let (yes, no) = match self {
            Relation::Gt => (x.above(y), at_most(x, y)),
            Relation::Lt => (y.above(x), at_most(y, x)),
            Relation::Ge => (at_most(y, x), y.above(x)),
            Relation::Le => (at_most(x, y), x.above(y)),
            Relation::Eq => (x == y, !x.meets(y)),
            Relation::Ne => (!x.meets(y), x == y),
            Relation::Within => return Some(x.subset_of(y)),
            Relation::Overlaps | Relation::Agrees => return Some(x.meets(y)),
        };
        (yes || no).then_some(yes)
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

impl From<bool> for Related {
    fn from(holds: bool) -> Self {
        if holds { Related::True } else { Related::False }
    }
}

/// Whether `a relation b`.
#[must_use]
pub fn relate(a: &Stored, relation: Relation, b: &Stored, schema: &Schema) -> Related {
    if relation == Relation::Agrees {
        let stated = as_stated(a, schema);
        return Related::from(judge(&stated, b, schema, &Options::default()).is_ok());
    }
    if let (Shape::Word(x), Shape::Word(y)) = (&a.shape, &b.shape) {
        if schema.kind == Kind::Version {
            return relate_versions(x, relation, y).map_or(Related::Undetermined(None), Related::from);
        }
        let same = fold_text(x) == fold_text(y);
        return match relation {
            Relation::Eq | Relation::Within | Relation::Overlaps => Related::from(same),
            Relation::Ne => Related::from(!same),
            _ => Related::Incomparable,
        };
    }
    let Some((x, y)) = common(a, b) else {
        return Related::Incomparable;
    };
    match relation.holds(&x, &y) {
        Some(true) => Related::True,
        Some(false) => Related::False,
        None => Related::Undetermined(x.intersection(&y)),
    }
}

/// Whether two versions lie so to each other; nothing where that is open.
pub(crate) fn relate_versions(a: &str, relation: Relation, b: &str) -> Option<bool> {
    let places = places(a, b);
    let known = places.same || places.apart;
    match relation {
        Relation::Eq => known.then_some(places.same),
        Relation::Ne => known.then_some(places.apart),
        Relation::Within => Some(places.inside),
        Relation::Overlaps | Relation::Agrees => Some(!places.apart),
        Relation::Lt => places.order.map(Ordering::is_lt),
        Relation::Gt => places.order.map(Ordering::is_gt),
        Relation::Le => places.order.map(Ordering::is_le),
        Relation::Ge => places.order.map(Ordering::is_ge),
    }
}

/// No value of `x` exceeds any value of `y`.
fn at_most(x: &Interval, y: &Interval) -> bool {
    matches!((&x.hi, &y.lo), (Some(p), Some(q)) if p.at <= q.at)
}

/// Both values as intervals in one base unit; months become the days they may have.
pub(crate) fn common(a: &Stored, b: &Stored) -> Option<(Interval, Interval)> {
    if a.is_yearly() != b.is_yearly() {
        return None;
    }
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
