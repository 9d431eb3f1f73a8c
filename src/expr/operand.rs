//! Values while they are computed with.
//!
//! In: stored values of facts. Out: [`Value`]: a quantity as a set of numbers with its unit and what its precision
//! leaves open, a span of days, or a word. The arithmetic is in `algebra`, the way back to a fact in `result`.

use super::measure::Measure;
use super::sets;
use crate::value::{
    Amount, Date, Distribution, End, Interval, Kind, Number, Schema, Shape, Stat, Stored, TimeUnit, Unit,
    statistic,
};

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Numbers in a unit.
    Quantity(Quantity),
    /// A date, or a span of dates.
    Dates(Dates),
    /// A word.
    Word(Word),
}

/// Numbers in a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The numbers it is stated to be, in the base unit.
    pub set: Interval,
    /// The numbers it may be when half the last written digit is left open.
    pub loose: Interval,
    /// What they count.
    pub measure: Measure,
    /// The last written digit of a single number.
    pub digit: Option<Number>,
    /// Whether it stands as somebody wrote it; false once it was computed.
    pub written: bool,
    /// Whether a midpoint was taken of a range.
    pub midpoint: bool,
    /// Whether its author hedged it.
    pub approximate: bool,
    /// The number that stands for a distribution, if that holds it.
    pub headline: Option<Box<Quantity>>,
}

/// From the first day of one date to the last day of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// Its first day counts.
    pub first: Date,
    /// Its last day counts.
    pub last: Date,
}

/// A value that is a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The kind; `true` and `false` of a boolean are truths.
    pub kind: Kind,
    /// The value.
    pub text: String,
    /// Other wordings of the same value, which a literal may use.
    pub also: Vec<String>,
}

impl Quantity {
    /// A computed set.
    pub(super) fn computed(set: Interval, loose: Interval, measure: Measure) -> Self {
        let (midpoint, approximate) = (false, false);
        Self { set, loose, measure, digit: None, written: false, midpoint, approximate, headline: None }
    }

    /// One exact number.
    #[must_use]
    pub fn exact(n: Number, measure: Measure) -> Self {
        Self::computed(Interval::point(n.clone()), Interval::point(n), measure)
    }

    /// The number, when it is one.
    #[must_use]
    pub fn single(&self) -> Option<&Number> {
        self.set.lo.as_ref().map(|e| &e.at).filter(|_| self.set.is_point())
    }

    /// Takes over the marks of the operands.
    pub(super) fn marked(mut self, from: &[&Quantity]) -> Self {
        self.midpoint |= from.iter().any(|q| q.midpoint);
        self.approximate |= from.iter().any(|q| q.approximate);
        self
    }

    /// The lower (or upper) end as a quantity of its own.
    pub(super) fn end(&self, upper: bool) -> Option<Quantity> {
        let (low, high) = sets::slack(&self.set, &self.loose);
        let (end, by) = if upper { (&self.set.hi, high) } else { (&self.set.lo, low) };
        let at = &end.as_ref()?.at;
        let set = Interval::point(at.clone());
        if self.set.is_point() {
            return Some(self.clone());
        }
        Some(Self { loose: sets::around(at, &by), set, digit: None, headline: None, ..self.clone() })
    }
}

impl Dates {
    /// Whether one of its ends is open.
    pub(super) fn is_open(&self) -> bool {
        self.first.is_open() || self.last.is_open()
    }

    /// Whether they come in every year.
    pub(super) fn is_yearly(&self) -> bool {
        self.first.is_yearly()
    }

    /// The days, counted from 1970-01-01.
    #[must_use]
    pub fn days(&self) -> Interval {
        Interval::closed(self.first.first_day().into(), self.last.last_day().into())
    }
}

impl Value {
    /// A length of time in whole months, for the age of a fact.
    #[must_use]
    pub fn months(n: i64) -> Self {
        let measure = Measure::new(Kind::Duration, Unit::Time(TimeUnit::Month));
        Value::Quantity(Quantity::exact(n.into(), measure))
    }

    /// A date, for `#as-of`.
    #[must_use]
    pub fn date(date: Date) -> Self {
        Value::Dates(Dates { first: date, last: date })
    }

    /// A word that stands for itself, such as the value of a variable.
    #[must_use]
    pub fn word(text: &str) -> Self {
        Value::Word(Word { kind: Kind::Text, text: text.to_string(), also: Vec::new() })
    }

    /// The value of a fact, or one statistic of it. A distribution without a statistic is the range of its numbers.
    ///
    /// # Errors
    /// A sentence when the fact does not hold the statistic.
    pub fn of_fact(stored: &Stored, schema: &Schema, stat: Option<Stat>) -> Result<Self, String> {
        let Some(stat) = stat else {
            return Ok(whole(stored, schema));
        };
        let Some(amount) = statistic(stored, stat) else {
            return Err(format!("the fact has no `{stat}`; it is {}", shape(stored)));
        };
        let measure =
            if stat == Stat::Count { Measure::plain() } else { measure(schema, Some(&amount.unit)) };
        let one = single(&amount, measure, stored.approximate, schema);
        Ok(Value::Quantity(Quantity { midpoint: stat == Stat::Mid, ..one }))
    }
}

/// One number of a fact.
fn single(a: &Amount, measure: Measure, about: bool, schema: &Schema) -> Quantity {
    Quantity {
        digit: Some(a.last_digit.clone()).filter(|d| !d.is_zero()),
        written: a.spread.is_none(),
        approximate: about,
        loose: loose_point(a, &measure, about, schema),
        ..Quantity::exact(a.value.clone(), measure)
    }
}

fn shape(stored: &Stored) -> &'static str {
    match (&stored.shape, stored.shape_name()) {
        (Shape::Word(_), _) => "a word",
        (_, "range") => "a range",
        (_, "bound") => "a bound",
        (_, "distribution") => "a distribution of other statistics",
        _ => "one value",
    }
}

fn whole(stored: &Stored, schema: &Schema) -> Value {
    match &stored.shape {
        Shape::Date(d) => Value::date(*d),
        Shape::Dates(a, b) => Value::Dates(Dates { first: *a, last: *b }),
        Shape::Word(w) => Value::Word(Word { kind: schema.kind, text: w.clone(), also: wordings(w, schema) }),
        shape => Value::Quantity(quantity(shape, stored, schema)),
    }
}

/// The declared wordings of a word.
fn wordings(word: &str, schema: &Schema) -> Vec<String> {
    match (schema.kind, word) {
        (Kind::Boolean, "true") => schema.truthy.clone(),
        (Kind::Boolean, _) => schema.falsy.clone(),
        (Kind::Level, "none") => schema.levels.none.clone(),
        _ => {
            let value = schema.values.iter().find(|v| v.id == word);
            value.map_or_else(Vec::new, |v| v.aliases.clone())
        }
    }
}

fn measure(schema: &Schema, unit: Option<&Unit>) -> Measure {
    let mut measure = Measure::of_schema(schema);
    if let Some(unit @ (Unit::Time(_) | Unit::Level(_) | Unit::Rung(_))) = unit {
        measure.unit = unit.clone();
    }
    measure
}

fn quantity(shape: &Shape, stored: &Stored, schema: &Schema) -> Quantity {
    let measure = measure(schema, stored.unit());
    let about = stored.approximate;
    let loose = |a: &Amount| loose_point(a, &measure, about, schema);
    let mut headline = None;
    let (set, loose, written) = match shape {
        Shape::Point(a) => return single(a, measure, about, schema),
        Shape::Range(a, b) => {
            let set = Interval::closed(a.value.clone(), b.value.clone());
            let written = a.spread.is_none() && b.spread.is_none();
            (set, Interval { lo: loose(a).lo, hi: loose(b).hi }, written)
        }
        Shape::Distribution(d) => {
            let amount = d.get(schema.headline);
            headline = amount.map(|a| Box::new(single(a, measure.clone(), about, schema)));
            let (set, loose) = distribution(d, &loose);
            (set, loose, true)
        }
        _ => {
            let set = stored.interval().unwrap_or(Interval { lo: None, hi: None });
            (set.clone(), set, true)
        }
    };
    Quantity { written, approximate: about, headline, ..Quantity::computed(set, loose, measure) }
}

/// The range of the numbers of a sample.
fn distribution(d: &Distribution, loose: &dyn Fn(&Amount) -> Interval) -> (Interval, Interval) {
    let everything = Interval { lo: None, hi: None };
    let over = |set: &dyn Fn(&Amount) -> Interval| {
        d.parts.iter().map(|(_, a)| set(a)).reduce(|p, q| p.hull(&q)).unwrap_or(everything.clone())
    };
    (over(&|a| Interval::point(a.value.clone())), over(loose))
}

/// What the writing of a number leaves open: half its last digit, and what a hedge adds. Things counted one by one
/// are exact.
pub(super) fn loose_point(a: &Amount, measure: &Measure, about: bool, schema: &Schema) -> Interval {
    if let Some((lo, hi)) = &a.spread {
        return Interval::closed(lo.clone(), hi.clone());
    }
    let whole = matches!(measure.unit, Unit::Count(_) | Unit::Plain) && a.last_digit == Number::one();
    let exact = whole || measure.unit.is_ranked();
    let half = if exact { Number::zero() } else { a.last_digit.over(2) };
    let hedge = if about { schema.hedged.of(&a.value) } else { Number::zero() };
    sets::around(&a.value, &half.max(hedge))
}

/// An end of a set as a number.
pub(super) fn at(end: &Option<End>) -> Option<&Number> {
    end.as_ref().map(|e| &e.at)
}
