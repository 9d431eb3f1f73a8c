//! Dates of any precision.
//!
//! In: year, and perhaps a quarter, month or day. Out: [`Date`], the span of days it stands for and
//! its text. Reading dates in wording is done in `grammar`. No clock, no time zones, no weekdays.

use std::fmt;

/// A day, a month, a quarter or a year of the Gregorian calendar, 1000 to 9999; or a day of every year, which has no
/// place on the calendar: it is only compared with its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The year; below 1000 it is every year.
    pub year: i32,
    /// What is known within the year.
    pub part: Part,
}

/// The precision of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The year alone.
    Year,
    /// A quarter, 1 to 4.
    Quarter(u8),
    /// A month, 1 to 12.
    Month(u8),
    /// Month and day.
    Day(u8, u8),
}

/// The months by their names.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Stands for every year: a leap year, so that 29 February is a day of it.
const EVERY: i32 = 4;
/// The year after that, where a span runs over the end of the year.
const NEXT: i32 = 8;

impl Date {
    /// Where a span begins that is open to the past.
    pub(crate) const FIRST: Self = Self { year: 1000, part: Part::Day(1, 1) };
    /// Where a span ends that is open to the future.
    pub(crate) const LAST: Self = Self { year: 9999, part: Part::Day(12, 31) };

    /// Whether it is the open end of a span.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::FIRST || *self == Self::LAST
    }

    /// A span with an open end, each date as `show` writes it: `from June 2025`; none where both ends are known.
    pub(crate) fn open_span(first: &Self, last: &Self, show: impl Fn(&Self) -> String) -> Option<String> {
        match (first.is_open(), last.is_open()) {
            (_, true) => Some(format!("from {}", show(first))),
            (true, false) => Some(format!("until {}", show(last))),
            (false, false) => None,
        }
    }

    /// A day of every year.
    #[must_use]
    pub fn yearly(month: u8, day: u8) -> Option<Self> {
        is_day(EVERY, month, day).then_some(Self { year: EVERY, part: Part::Day(month, day) })
    }

    /// Whether it comes in every year.
    #[must_use]
    pub fn is_yearly(&self) -> bool {
        self.year <= NEXT
    }

    /// The same day in the year after, for the end of a span over the end of the year.
    #[must_use]
    pub(crate) fn in_next_year(self) -> Self {
        Self { year: NEXT, ..self }
    }

    /// A day of every year in one year; of the end of such a span in the year after it.
    #[must_use]
    pub fn in_year(&self, year: i32) -> Option<Self> {
        Self::new(year + i32::from(self.year == NEXT), self.part)
    }

    /// A year.
    #[must_use]
    pub fn of_year(year: i32) -> Option<Self> {
        (1000..=9999).contains(&year).then_some(Self { year, part: Part::Year })
    }

    /// The date with these parts; `None` when there is no such day, month or quarter.
    #[must_use]
    pub fn new(year: i32, part: Part) -> Option<Self> {
        let ok = match part {
            Part::Year => true,
            Part::Quarter(q) => (1..=4).contains(&q),
            Part::Month(m) => (1..=12).contains(&m),
            Part::Day(m, d) => is_day(year, m, d),
        };
        Self::of_year(year).filter(|_| ok).map(|_| Self { year, part })
    }

    /// Reads `2025`, `2025-06`, `2025-06-14` or `2025-Q2`; nothing else.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let digits = |s: &str, n: usize| {
            (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
        };
        let year: i32 = digits(parts.next()?, 4)?;
        let Some(second) = parts.next() else {
            return Self::of_year(year);
        };
        if let Some(q) = second.strip_prefix('Q') {
            let quarter = u8::try_from(digits(q, 1)?).ok()?;
            return parts.next().is_none().then(|| Self::new(year, Part::Quarter(quarter)))?;
        }
        let month = u8::try_from(digits(second, 2)?).ok()?;
        let part = match parts.next() {
            None => Part::Month(month),
            Some(day) => Part::Day(month, u8::try_from(digits(day, 2)?).ok()?),
        };
        parts.next().is_none().then(|| Self::new(year, part))?
    }

    /// The months since the year 0 and the day of the month, of a single day.
    pub(crate) fn month_and_day(&self) -> Option<(i64, u8)> {
        match self.part {
            Part::Day(month, day) => Some((i64::from(self.year) * 12 + i64::from(month), day)),
            _ => None,
        }
    }

    /// The first day it may mean, in days since 1970-01-01.
    #[must_use]
    pub fn first_day(&self) -> i64 {
        match self.part {
            Part::Year => day_number(self.year, 1, 1),
            Part::Quarter(q) => day_number(self.year, q * 3 - 2, 1),
            Part::Month(m) => day_number(self.year, m, 1),
            Part::Day(m, d) => day_number(self.year, m, d),
        }
    }

    /// The last day it may mean, in days since 1970-01-01.
    #[must_use]
    pub fn last_day(&self) -> i64 {
        match self.part {
            Part::Year => day_number(self.year, 12, 31),
            Part::Quarter(q) => day_number(self.year, q * 3, month_days(self.year, q * 3)),
            Part::Month(m) => day_number(self.year, m, month_days(self.year, m)),
            Part::Day(m, d) => day_number(self.year, m, d),
        }
    }

    /// The day with this number since 1970-01-01.
    #[must_use]
    pub(crate) fn of_day(number: i64) -> Option<Self> {
        Self::of_any_day(number).filter(|date| !date.is_yearly())
    }

    /// The same, or the day of every year with this number.
    #[must_use]
    pub(crate) fn of_any_day(number: i64) -> Option<Self> {
        // The year is at most one off the mean length of a year.
        let guess = 1970 + i32::try_from(number * 400 / 146_097).ok()?;
        let year = (guess - 1..=guess + 1)
            .find(|year| day_number(*year, 1, 1) <= number && number < day_number(*year + 1, 1, 1))?;
        let month = (1..=12).rev().find(|month| day_number(year, *month, 1) <= number)?;
        let day = u8::try_from(number - day_number(year, month, 1) + 1).ok()?;
        match year {
            EVERY => Self::yearly(month, day),
            NEXT => Self::yearly(month, day).map(Self::in_next_year),
            _ => Self::new(year, Part::Day(month, day)),
        }
    }

    /// How coarse it is: 0 day, 1 month, 2 quarter, 3 year.
    #[must_use]
    pub fn coarseness(&self) -> u8 {
        match self.part {
            Part::Day(..) => 0,
            Part::Month(_) => 1,
            Part::Quarter(_) => 2,
            Part::Year => 3,
        }
    }

    /// `day`, `month`, `quarter` or `year`.
    #[must_use]
    pub fn precision(&self) -> &'static str {
        ["day", "month", "quarter", "year"][usize::from(self.coarseness().min(3))]
    }

    /// The ISO form: `2025-06-14`, `2025-06`, `2025-Q2`, `2025`; of every year `--06-14`.
    #[must_use]
    pub fn iso(&self) -> String {
        match self.part {
            Part::Day(m, d) if self.is_yearly() => format!("--{m:02}-{d:02}"),
            Part::Year => format!("{:04}", self.year),
            Part::Quarter(q) => format!("{:04}-Q{q}", self.year),
            Part::Month(m) => format!("{:04}-{m:02}", self.year),
            Part::Day(m, d) => format!("{:04}-{m:02}-{d:02}", self.year),
        }
    }

    /// The date of the same precision `by` units later, or earlier when negative.
    #[must_use]
    pub fn neighbour(&self, by: i32) -> Option<Date> {
        let months = |m: i32| {
            let all = self.year * 12 + m - 1 + by;
            (all.div_euclid(12), u8::try_from(all.rem_euclid(12) + 1).unwrap_or(1))
        };
        match self.part {
            Part::Year => Date::of_year(self.year + by),
            Part::Quarter(q) => {
                let all = self.year * 4 + i32::from(q) - 1 + by;
                let quarter = u8::try_from(all.rem_euclid(4) + 1).unwrap_or(1);
                Date::new(all.div_euclid(4), Part::Quarter(quarter))
            }
            Part::Month(m) => {
                let (year, month) = months(i32::from(m));
                Date::new(year, Part::Month(month))
            }
            Part::Day(..) => Some(*self),
        }
    }

    /// The same date, known to no more than the precision of `other`.
    #[must_use]
    pub fn coarsened(&self, other: &Date) -> Date {
        let month = match self.part {
            Part::Day(m, _) | Part::Month(m) => m,
            Part::Quarter(q) => q * 3 - 2,
            Part::Year => 1,
        };
        let part = match other.part {
            Part::Year => Part::Year,
            Part::Quarter(_) => Part::Quarter(month.div_ceil(3)),
            Part::Month(_) => Part::Month(month),
            Part::Day(..) => self.part,
        };
        if other.coarseness() <= self.coarseness() { *self } else { Date { part, ..*self } }
    }
}

/// Written in words: `June 14, 2025`, `June 2025`, `Q2 2025`, `2025`; of every year `June 14`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |m: u8| MONTHS[usize::from(m.clamp(1, 12)) - 1];
        match self.part {
            Part::Day(m, d) if self.is_yearly() => write!(f, "{} {d}", name(m)),
            Part::Year => write!(f, "{}", self.year),
            Part::Quarter(q) => write!(f, "Q{q} {}", self.year),
            Part::Month(m) => write!(f, "{} {}", name(m), self.year),
            Part::Day(m, d) => write!(f, "{} {d}, {}", name(m), self.year),
        }
    }
}

/// The month a name or an abbreviation of at least three letters means.
pub(crate) fn month_named(word: &str) -> Option<u8> {
    if word.len() < 3 {
        return None;
    }
    let short = word.len() == 3 || word.eq_ignore_ascii_case("sept");
    let begins = |m: &str| m.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(|m| begins(m) && (short || m.len() == word.len()))?;
    u8::try_from(at + 1).ok()
}

/// Whether there is such a day.
fn is_day(year: i32, month: u8, day: u8) -> bool {
    (1..=12).contains(&month) && day >= 1 && day <= month_days(year, month)
}

/// The number of days of a month.
pub(crate) fn month_days(year: i32, month: u8) -> u8 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, by Howard Hinnant's civil algorithm.
fn day_number(year: i32, month: u8, day: u8) -> i64 {
    let y = i64::from(year) - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let shifted = (i64::from(month) + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era * 146_097 + days - 719_468
}
