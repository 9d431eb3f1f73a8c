//! The axis of a ladder: what its numbers count, and where values stand on it.
//!
//! In: the facts that are shown. Out: places of values in whole steps, and the scale that holds them all: numbers with
//! nothing on it, also below nothing, and dates from the first to the last. Draws nothing.

use super::svg::{self, Bar};
use crate::check::{Checked, Fact};
use crate::value::{
    Amount, Date, Form, Interval, Kind, Number, Part, Schema, Stored, TimeUnit, Unit, format, in_seconds,
    point,
};

/// What one step of an axis is.
pub(crate) struct Axis {
    schema: Schema,
    /// What one of the axis is in the base unit of the values: a week is so many seconds.
    unit: Number,
    /// The unit of an axis of lengths of time.
    time: Option<TimeUnit>,
    /// The steps of the drawing in one of the axis: a power of ten.
    steps: Number,
    digits: usize,
}

/// Where a value stands, in steps from nothing; dates in days.
pub(crate) struct Place {
    from: i64,
    to: i64,
    /// Whether it has one end only; the other is that of the axis.
    pub open: bool,
    /// Whether that is the upper one.
    upward: bool,
}

/// An axis that holds some values.
pub(crate) struct Held {
    pub drawn: svg::Scale,
    /// The step at the left.
    first: i64,
}

impl Held {
    /// What is drawn of a value.
    pub(crate) fn bars(&self, place: &Place, class: &'static str) -> Vec<Bar> {
        let last = self.drawn.ticks.last().copied().unwrap_or(0);
        let at = |step: i64| u64::try_from(step - self.first).unwrap_or(0).min(last);
        match (place.open, place.upward) {
            (false, _) => vec![Bar { from: at(place.from), to: at(place.to), class }],
            (true, true) => vec![Bar { from: at(place.from), to: last, class: "bar-light" }],
            (true, false) => vec![Bar { from: 0, to: at(place.to), class: "bar-light" }],
        }
    }

    /// What stands at a tick.
    pub(crate) fn word(&self, axis: &Axis, tick: u64) -> String {
        axis.tick(self.first.saturating_add(i64::try_from(tick).unwrap_or(i64::MAX)))
    }
}

impl Axis {
    /// Figures of all digits are drawn; whole numbers have whole ticks.
    const DIGITS: i32 = 3;

    pub(crate) fn of(facts: &[&Fact], checked: &Checked) -> Self {
        let schemas: Vec<&Schema> = facts.iter().map(|fact| checked.facts.schema(fact)).collect();
        let times = schemas.iter().map(|schema| match schema.unit {
            Unit::Time(unit) if schema.kind == Kind::Duration => Some(unit),
            _ => None,
        });
        let time = times.min_by_key(|unit| unit.map(TimeUnit::factor)).flatten();
        let schema = schemas
            .first()
            .map_or_else(|| Schema::new(Kind::Count, None).expect("no unit"), |s| (*s).clone());
        let unit = time.map_or_else(Number::one, TimeUnit::factor);
        let mut axis = Self { schema, unit, time, steps: Number::one(), digits: 0 };
        let values = facts
            .iter()
            .flat_map(|fact| fact.value.iter().chain(fact.reports.iter().map(|report| &report.value)));
        let ends: Vec<Number> =
            values.filter_map(|value| axis.set(value)).flat_map(|set| axis.ends(&set)).collect();
        if axis.schema.kind != Kind::Date && !ends.iter().all(Number::is_integer) {
            let largest = ends.iter().filter(|end| !end.is_zero()).map(Number::magnitude).max().unwrap_or(0);
            axis.digits = usize::try_from(Self::DIGITS - largest).unwrap_or(0);
            axis.steps = Number::pow10(Self::DIGITS.max(largest) - largest);
        }
        axis
    }

    /// The numbers that a value may be; months among days are so many days as they may have.
    fn set(&self, value: &Stored) -> Option<Interval> {
        let calendar = value.unit().is_some_and(
            |unit| matches!(unit, Unit::Time(unit) if Some(unit.family()) != self.time.map(TimeUnit::family)),
        );
        if self.time.is_some() && calendar { in_seconds(value) } else { value.interval() }
    }

    /// The ends of a value in the unit of the axis.
    fn ends(&self, set: &Interval) -> Vec<Number> {
        set.lo.iter().chain(&set.hi).filter_map(|end| end.at.checked_div(&self.unit)).collect()
    }

    /// Where a value stands; none where it is no number.
    pub(crate) fn place(&self, value: &Stored) -> Option<Place> {
        let set = self.set(value)?;
        let steps = |end: &Number| {
            let at = &end.checked_div(&self.unit)? * &self.steps;
            at.floor_to(&Number::one()).fixed(0).parse::<i64>().ok()
        };
        Some(match (&set.lo, &set.hi) {
            (Some(lo), Some(hi)) => {
                Place { from: steps(&lo.at)?, to: steps(&hi.at)?, open: false, upward: false }
            }
            (Some(lo), None) => Place { from: steps(&lo.at)?, to: steps(&lo.at)?, open: true, upward: true },
            (None, Some(hi)) => Place { from: steps(&hi.at)?, to: steps(&hi.at)?, open: true, upward: false },
            (None, None) => return None,
        })
    }

    /// The axis that holds some values: numbers begin with nothing unless they lie below it.
    pub(crate) fn scale<'p>(&self, places: impl Iterator<Item = &'p Place> + Clone) -> Held {
        let least = places.clone().map(|place| place.from).min().unwrap_or(0);
        let most = places.map(|place| place.to).max().unwrap_or(0);
        if self.schema.kind == Kind::Date {
            return days(least, most);
        }
        let (least, most) = (least.min(0), most.max(0));
        let step = svg::step(most.abs_diff(least)) as i64;
        let first = least.div_euclid(step) * step;
        let count = (most - first).max(1).unsigned_abs().div_ceil(step.unsigned_abs());
        let ticks = (0..=count).map(|number| number * step.unsigned_abs()).collect();
        Held { drawn: svg::Scale { ticks, zero: Some(first.unsigned_abs()) }, first }
    }

    /// A number with its unit: `$200K`, `40%`, `3 weeks`; or a date.
    fn tick(&self, steps: i64) -> String {
        if self.schema.kind == Kind::Date {
            return Date::of_any_day(steps).map_or_else(String::new, |date| match date.part {
                Part::Day(month, day) if date.is_yearly() => format!("{day} {}", short_month(month)),
                Part::Day(1, 1) => date.year.to_string(),
                Part::Day(month, 1) => format!("{} {}", short_month(month), date.year),
                Part::Day(month, day) => format!("{day} {}", short_month(month)),
                _ => date.to_string(),
            });
        }
        let number = Number::from(steps).checked_div(&self.steps).unwrap_or_else(Number::zero);
        if self.schema.kind == Kind::Money {
            let amount = Amount::computed(number, self.schema.unit.clone());
            return format(&point(amount), &Schema { period: None, ..self.schema.clone() }, Form::Short);
        }
        let text = number.fixed(self.digits).replace('-', "\u{2212}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        let after = match (&self.schema.kind, self.time, self.schema.measure()) {
            (_, Some(unit), _) if number == Number::one() => format!(" {}", unit.noun()),
            (_, Some(unit), _) => format!(" {}s", unit.noun()),
            (Kind::Percent | Kind::Change, ..) => "%".to_owned(),
            (_, _, Some(_)) => match &self.schema.unit {
                Unit::Count(sign) if sign.starts_with('°') || sign.len() < 5 => format!(" {sign}"),
                _ => String::new(),
            },
            _ => String::new(),
        };
        if let (Unit::Rung(ladder), true) = (&self.schema.unit, self.digits == 0) {
            return ladder.name(&number).unwrap_or("").to_owned();
        }
        format!("{text}{after}")
    }
}

fn short_month(month: u8) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES[usize::from(month.clamp(1, 12)) - 1]
}

/// An axis of dates with at most six ticks, at the beginnings of months; of few days, at days.
fn days(least: i64, most: i64) -> Held {
    const MONTHS: [i64; 9] = [1, 2, 3, 6, 12, 24, 60, 120, 1200];
    if most - least < 45 {
        let ticks = svg::ticks(most.abs_diff(least));
        return Held { drawn: svg::Scale { ticks, zero: None }, first: least };
    }
    // Months are counted from January of the year 0.
    let month =
        |day: i64| Date::of_day(day).and_then(|day| day.month_and_day()).map_or(0, |(month, _)| month - 1);
    let at = |month: i64| {
        let (year, month) = (i32::try_from(month.div_euclid(12)), u8::try_from(month.rem_euclid(12) + 1));
        let date = year.ok().zip(month.ok()).and_then(|(year, month)| Date::new(year, Part::Month(month)));
        date.map_or(most, |date| date.first_day())
    };
    let (from, to) = (month(least), month(most));
    let step = MONTHS.into_iter().find(|step| (to - from) / step < 5).unwrap_or(1200);
    let first = from.div_euclid(step) * step;
    let mut ticks = vec![first];
    while ticks.last().is_some_and(|last| at(*last) < most) {
        ticks.push(ticks[ticks.len() - 1] + step);
    }
    let first = at(first);
    let ticks = ticks.into_iter().map(|month| u64::try_from(at(month) - first).unwrap_or(0)).collect();
    Held { drawn: svg::Scale { ticks, zero: None }, first }
}
