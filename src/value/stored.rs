//! The value of a fact.
//!
//! In: nothing; these are the types that `read` and arithmetic fill. Out: [`Stored`] with its [`Shape`], and what every
//! value can be asked for: its numbers, its unit, the name of its shape.

use super::kind::Stat;
use super::quantity::{Date, Interval, Number, Unit};
use super::stated::{Amount, Notation};

/// A stored value: its shape, and the text it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The value.
    pub shape: Shape,
    /// The text as the author wrote it, when it was one text.
    pub literal: Option<String>,
    /// Whether the author hedged it (`about 45 days`); such a fact supports the same wordings as the bare figure,
    /// hedged and unhedged within rounding, and only `exactly` is refused.
    pub approximate: bool,
}

/// The forms a value can have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "boxing would burden every match on a value")]
pub enum Shape {
    /// One number.
    Point(Amount),
    /// From one number to a greater one.
    Range(Amount, Amount),
    /// At least this; above it when strict.
    AtLeast(Amount, bool),
    /// At most this; below it when strict.
    AtMost(Amount, bool),
    /// Statistics of a sample.
    Distribution(Distribution),
    /// A date.
    Date(Date),
    /// From one date to another.
    Dates(Date, Date),
    /// A word: `true` or `false`, the id of an enum value, folded text, `none` for no levels.
    Word(String),
}

/// Statistics of a sample; at least one is present.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// The statistics in the order given.
    pub parts: Vec<(Stat, Amount)>,
    /// The size of the sample.
    pub n: Option<Amount>,
}

impl Distribution {
    /// One statistic.
    #[must_use]
    pub fn get(&self, stat: Stat) -> Option<&Amount> {
        let same = |s: Stat| s == stat || (stat == Stat::Percentile(50) && s == Stat::Median);
        match stat {
            Stat::Count => self.n.as_ref(),
            _ => self.parts.iter().find(|(s, _)| same(*s)).map(|(_, a)| a),
        }
    }
}

impl Stored {
    /// The same value without what its inputs leave open.
    #[must_use]
    pub fn exact(mut self) -> Self {
        if let Shape::Point(amount) = &mut self.shape {
            amount.spread = None;
        }
        self
    }

    /// A date that is known and need not be read; `text` is how it is written.
    #[must_use]
    pub fn of_date(date: Date, text: String) -> Self {
        Self { shape: Shape::Date(date), literal: Some(text), approximate: false }
    }

    /// The numbers it may be, in the base unit: a point, a range, a half-line, or the reported hull of a
    /// distribution. Dates are days since 1970-01-01. `None` for words.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        Some(match &self.shape {
            Shape::Point(a) => match &a.spread {
                Some((lo, hi)) => Interval::closed(lo.clone(), hi.clone()),
                None => Interval::point(a.value.clone()),
            },
            Shape::Range(a, b) => Interval::closed(a.value.clone(), b.value.clone()),
            Shape::AtLeast(a, strict) => Interval::from(a.value.clone(), *strict),
            Shape::AtMost(a, strict) => Interval::up_to(a.value.clone(), *strict),
            Shape::Distribution(d) => {
                let values = || d.parts.iter().map(|(_, a)| a.value.clone());
                Interval::closed(values().min()?, values().max()?)
            }
            Shape::Date(d) => Interval::closed(d.first_day().into(), d.last_day().into()),
            Shape::Dates(a, b) if b.is_open() => Interval::from(a.first_day().into(), false),
            Shape::Dates(a, b) if a.is_open() => Interval::up_to(b.last_day().into(), false),
            Shape::Dates(a, b) => Interval::closed(a.first_day().into(), b.last_day().into()),
            Shape::Word(_) => return None,
        })
    }

    /// As [`Stored::interval`], without what the written precision of the inputs leaves open: 30 and 60 are 90.
    #[must_use]
    pub fn ends(&self) -> Option<Interval> {
        match &self.shape {
            Shape::Point(a) => Some(Interval::point(a.value.clone())),
            _ => self.interval(),
        }
    }

    /// The value and unit alone, without the place and style of its writing, for equality.
    #[must_use]
    pub fn shape_value(&self) -> Shape {
        let bare =
            |a: &Amount| Amount { last_digit: Number::zero(), notation: Notation::default(), ..a.clone() };
        match &self.shape {
            Shape::Point(a) => Shape::Point(bare(a)),
            Shape::Range(a, b) => Shape::Range(bare(a), bare(b)),
            Shape::AtLeast(a, s) => Shape::AtLeast(bare(a), *s),
            Shape::AtMost(a, s) => Shape::AtMost(bare(a), *s),
            Shape::Distribution(d) => Shape::Distribution(Distribution {
                parts: d.parts.iter().map(|(s, a)| (*s, bare(a))).collect(),
                n: d.n.as_ref().map(bare),
            }),
            other => other.clone(),
        }
    }

    /// The unit of its numbers; `None` for words and dates.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        match &self.shape {
            Shape::Point(a) | Shape::Range(a, _) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => {
                Some(&a.unit)
            }
            Shape::Distribution(d) => d.parts.first().map(|(_, a)| &a.unit),
            _ => None,
        }
    }

    /// Whether it is a day of every year, which only its like can be compared with.
    #[must_use]
    pub fn is_yearly(&self) -> bool {
        matches!(&self.shape, Shape::Date(d) | Shape::Dates(d, _) if d.is_yearly())
    }

    /// The name of its shape: `point`, `range`, `bound` or `distribution`.
    #[must_use]
    pub fn shape_name(&self) -> &'static str {
        match &self.shape {
            Shape::Point(_) | Shape::Date(_) | Shape::Word(_) => "point",
            Shape::Dates(a, b) if a.is_open() || b.is_open() => "bound",
            Shape::Range(..) | Shape::Dates(..) => "range",
            Shape::AtLeast(..) | Shape::AtMost(..) => "bound",
            Shape::Distribution(_) => "distribution",
        }
    }
}
