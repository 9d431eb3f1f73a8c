//! Civil dates that may be known only to the month, the quarter or the year.

use crate::value::{self, Part};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A day, month, quarter or year of the ISO 8601 calendar.
///
/// A coarse date is a whole period: it ages from its last day and lies in the future from its
/// first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    first: Date,
    last: Date,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Precision {
    Day,
    Month,
    Quarter,
    Year,
}

impl PartialDate {
    /// Reads `2026-06-14`, `2026-06`, `2026-Q2` or `2026`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let Some(second) = parts.next() else {
            return Self::months(year, 1, 12, Precision::Year);
        };
        if let Some(quarter) = second.strip_prefix('Q') {
            let quarter = number(quarter, 1).filter(|q| (1..=4).contains(q) && parts.next().is_none())?;
            let first = i8::try_from(quarter * 3 - 2).ok()?;
            return Self::months(year, first, first + 2, Precision::Quarter);
        }
        let month = i8::try_from(number(second, 2)?).ok()?;
        let Some(day) = parts.next() else {
            return Self::months(year, month, month, Precision::Month);
        };
        let day = Date::new(year, month, i8::try_from(number(day, 2)?).ok()?).ok()?;
        parts.next().is_none().then_some(Self { first: day, last: day, precision: Precision::Day })
    }

    /// The date that is written in another way: `October 2026`, `10/2026`, `21/01/2026`, `Q2 2026`. Nothing where a
    /// day may be a month.
    pub fn meant(text: &str) -> Option<Self> {
        let text = text.trim();
        let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).collect();
        let padded = |part: &str| format!("{part:0>2}");
        let numbers = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        let year = |part: &str| part.len() == 4;
        let iso = match parts.as_slice() {
            [y, m] if numbers && year(y) => format!("{y}-{}", padded(m)),
            [m, y] if numbers && year(y) => format!("{y}-{}", padded(m)),
            [y, m, d] if numbers && year(y) => format!("{y}-{}-{}", padded(m), padded(d)),
            [a, b, y] if numbers && year(y) => {
                // Points stand between day and month; elsewhere only a number that is no month tells.
                let is_day = |part: &str| part.parse::<u8>().is_ok_and(|number| number > 12);
                let day_first = text.contains('.') || is_day(a) || padded(a) == padded(b);
                if !day_first && !is_day(b) {
                    return None;
                }
                let (day, month) = if day_first { (a, b) } else { (b, a) };
                format!("{y}-{}-{}", padded(month), padded(day))
            }
            _ => {
                let schema = value::Schema::new(value::Kind::Date, None).ok()?;
                match value::read_stored(text, &schema).ok()?.shape {
                    value::Shape::Date(date) => date.iso(),
                    _ => return None,
                }
            }
        };
        Self::parse(&iso)
    }

    fn months(year: i16, from: i8, to: i8, precision: Precision) -> Option<Self> {
        let first = Date::new(year, from, 1).ok()?;
        let last = Date::new(year, to, 1).ok()?.last_of_month();
        Some(Self { first, last, precision })
    }

    /// The first day of the period.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day of the period, from which it ages.
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether the two may be one time, told more and less exactly: a day and its month. A quarter or a year is a time
    /// of its own.
    pub fn is_same_time(self, other: Self) -> bool {
        let exact = |date: Self| matches!(date.precision, Precision::Day | Precision::Month);
        let meet = self.first <= other.last && other.first <= self.last;
        self == other || (meet && exact(self) && exact(other))
    }

    /// Whole months from the period's last day to `today`; 0 when that lies ahead.
    pub fn months_old(self, today: Date) -> i32 {
        months_between(self.last, today)
    }

    /// Whole months from the period's first day to `today`: the most that it may be old.
    pub fn most_months_old(self, today: Date) -> i32 {
        months_between(self.first, today)
    }

    /// The same date as values have it; `None` before the year 1000.
    pub fn value(self) -> Option<value::Date> {
        let month = self.first.month().unsigned_abs();
        let part = match self.precision {
            Precision::Day => Part::Day(month, self.first.day().unsigned_abs()),
            Precision::Month => Part::Month(month),
            Precision::Quarter => Part::Quarter(month.div_ceil(3)),
            Precision::Year => Part::Year,
        };
        value::Date::new(i32::from(self.first.year()), part)
    }

    /// As readers want it: `14 June 2026`, `June 2026`, `Q2 2026`, `2026`.
    pub fn for_people(self) -> String {
        let month = value::MONTHS[usize::from(self.first.month().unsigned_abs() - 1)];
        let year = self.first.year();
        match self.precision {
            Precision::Day => format!("{} {month} {year}", self.first.day()),
            Precision::Month => format!("{month} {year}"),
            Precision::Quarter => format!("Q{} {year}", (self.first.month() + 2) / 3),
            Precision::Year => year.to_string(),
        }
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl fmt::Display for PartialDate {
    /// In the form it is written in.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.precision {
            Precision::Day => write!(f, "{year:04}-{month:02}-{:02}", self.first.day()),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Quarter => write!(f, "{year:04}-Q{}", (month + 2) / 3),
            Precision::Year => write!(f, "{year:04}"),
        }
    }
}
/// Whole months from one day to another; 0 backwards.
fn months_between(from: Date, to: Date) -> i32 {
    let months = (i32::from(to.year()) - i32::from(from.year())) * 12 + i32::from(to.month())
        - i32::from(from.month());
    let months = if to.day() < from.day() && to != to.last_of_month() { months - 1 } else { months };
    months.max(0)
}
