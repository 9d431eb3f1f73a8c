//! The unit of an amount.
//!
//! In: a kind, or what was written. Out: [`Unit`], of which two amounts must be equal (or convert
//! exactly) to be compared. The base units, in which every amount is kept, are fixed here.

use super::currency::Currency;
use super::ladder::Ladder;
use super::number::Number;
use super::time::{Family, TimeUnit};
use super::zone::Zone;
use crate::value::Kind;
use std::sync::Arc;

/// What a number counts. Base units: whole currency units, percent (18% is 18), percentage points,
/// multiples (50% is 0.5), seconds or months or business days, things, places, minutes of a day, points of a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Whole units of a currency.
    Money(Currency),
    /// Percent, of shares and of changes.
    Percent,
    /// Percentage points.
    Points,
    /// Multiples.
    Times,
    /// The unit of time as written; the value is in the base unit of its family.
    Time(TimeUnit),
    /// Things, by singular noun; empty when none was declared.
    Count(String),
    /// A place in an order.
    Ordinal,
    /// A time of day in minutes after midnight, in a zone where one is said.
    Clock(Option<Zone>),
    /// A score out of this maximum.
    Score(Number),
    /// A level with these letters before its number.
    Level(String),
    /// A level of an ordered scale, by its place from below.
    Rung(Arc<Ladder>),
    /// No unit: sizes of samples, and kinds without numbers.
    Plain,
}

impl Unit {
    /// The unit of kinds that have only one.
    #[must_use]
    pub fn of_kind(kind: Kind) -> Unit {
        match kind {
            Kind::Percent | Kind::Change => Unit::Percent,
            Kind::PercentagePoint => Unit::Points,
            Kind::Ratio => Unit::Times,
            Kind::Ordinal => Unit::Ordinal,
            Kind::Time => Unit::Clock(None),
            Kind::Money
            | Kind::Duration
            | Kind::Count
            | Kind::Scale
            | Kind::Date
            | Kind::Level
            | Kind::Version
            | Kind::Boolean
            | Kind::Enum
            | Kind::Text => Unit::Plain,
        }
    }

    /// Whether values are places in an order, which have no arithmetic.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        matches!(self, Unit::Ordinal | Unit::Clock(_) | Unit::Level(_) | Unit::Rung(_))
    }

    /// The family of a unit of time.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        match self {
            Unit::Time(unit) => Some(unit.family()),
            _ => None,
        }
    }

    /// Whether values in both units are in one base unit.
    #[must_use]
    pub fn same_base(&self, other: &Unit) -> bool {
        match (self, other) {
            (Unit::Time(a), Unit::Time(b)) => a.family() == b.family(),
            (Unit::Count(_), Unit::Count(_)) => true,
            (a, b) => a == b,
        }
    }

    /// How many base units one written unit is.
    #[must_use]
    pub fn factor(&self) -> Number {
        match self {
            Unit::Time(unit) => unit.factor(),
            _ => Number::one(),
        }
    }
}
