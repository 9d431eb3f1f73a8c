//! Today's date. Calendar arithmetic is `jiff`'s.
//!
//! In: the variable `SOURCE_DATE_EPOCH` or the system's clock. Out: the day in UTC, and which of
//! the two it comes from. Does not know `--today`, which takes precedence over both. Nothing else asks
//! the clock what day it is: the same inputs give the same site.

use super::failure::Failure;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::env;
use std::time::SystemTime;

const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// A day, and its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The day in UTC, from 1970 on.
    pub date: Date,
    /// Where the day comes from.
    pub from: DayFrom,
}

/// Where the day comes from.
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
/// The variable is not a number of seconds between 1970 and 9999, or the clock is outside these years.
pub fn today() -> Result<Today, Failure> {
    let epoch = env::var_os(VARIABLE).map(|value| value.to_string_lossy().into_owned());
    today_from(epoch.as_deref(), SystemTime::now())
}

/// [`today`] with both of its sources given. A variable that is set but empty counts as unset.
pub(super) fn today_from(epoch: Option<&str>, now: SystemTime) -> Result<Today, Failure> {
    let Some(text) = epoch.map(str::trim).filter(|text| !text.is_empty()) else {
        let now = Timestamp::try_from(now)
            .map_err(|error| Failure::new(format!("the clock's date cannot be used: {error}")))?;
        return Ok(Today { date: day(now), from: DayFrom::Clock });
    };
    let seconds = text.parse().ok().filter(|seconds| *seconds >= 0);
    match seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()) {
        Some(moment) => Ok(Today { date: day(moment), from: DayFrom::Epoch }),
        None => Err(Failure::new(format!("{VARIABLE} is `{text}`, not a number of seconds since 1970"))
            .hint("unset it, or set it as in `SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)`")),
    }
}

fn day(moment: Timestamp) -> Date {
    Offset::UTC.to_datetime(moment).date()
}
