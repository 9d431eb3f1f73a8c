//! Today's date.
//!
//! In: the variable `SOURCE_DATE_EPOCH` or the system's clock. Out: the day in UTC, and which of
//! the two said so. Does not know `--today`, which stands above both, and nothing else asks the
//! clock what day it is: the same inputs give the same site.

use super::Failure;
use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

const VARIABLE: &str = "SOURCE_DATE_EPOCH";
const SECONDS_A_DAY: u64 = 86_400;
/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;

/// A day, and who named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The year, 1970 to 9999.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// Who named the day.
    pub from: DayFrom,
}

/// Who named the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFrom {
    /// The variable `SOURCE_DATE_EPOCH`.
    Epoch,
    /// The system's clock.
    Clock,
}

impl DayFrom {
    /// The words for the summary of a build.
    pub fn name(self) -> &'static str {
        match self {
            Self::Epoch => VARIABLE,
            Self::Clock => "the clock",
        }
    }
}

/// Today in UTC: the day of `SOURCE_DATE_EPOCH` when it is set, else the clock's.
///
/// # Errors
/// The variable is not a number of seconds between 1970 and 9999.
pub fn today() -> Result<Today, Failure> {
    let epoch = env::var_os(VARIABLE).map(|value| value.to_string_lossy().into_owned());
    today_from(epoch.as_deref(), SystemTime::now())
}

/// [`today`] with both of its sources given. A variable that is set but empty counts as unset.
pub(super) fn today_from(epoch: Option<&str>, now: SystemTime) -> Result<Today, Failure> {
    let Some(text) = epoch.map(str::trim).filter(|text| !text.is_empty()) else {
        let seconds = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        return Ok(day_of(seconds.min(LAST), DayFrom::Clock));
    };
    match text.parse() {
        Ok(seconds) if seconds <= LAST => Ok(day_of(seconds, DayFrom::Epoch)),
        _ => Err(Failure::new(format!("{VARIABLE} is `{text}`, not a number of seconds since 1970"))
            .hint("unset it, or set it as in `SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)`")),
    }
}

/// The Gregorian date of a second: years are counted from March, so that leap days come last.
fn day_of(seconds: u64, from: DayFrom) -> Today {
    let days = seconds / SECONDS_A_DAY + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let small = |number: u64| u8::try_from(number).unwrap_or(1);
    Today { year: u16::try_from(year).unwrap_or(9999), month: small(month), day: small(day), from }
}
