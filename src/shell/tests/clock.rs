//! The day of a second, and where it comes from.

use crate::shell::clock::{DayFrom, Today, today_from};
use jiff::civil::{Date, date};
use std::time::{Duration, UNIX_EPOCH};

fn day(seconds: u64) -> Date {
    let Today { date, from } = today_from(Some(&seconds.to_string()), UNIX_EPOCH).expect("a day");
    assert_eq!(from, DayFrom::Epoch);
    date
}

#[test]
fn seconds_become_days_in_utc() {
    assert_eq!(day(0), date(1970, 1, 1));
    assert_eq!(day(86_399), date(1970, 1, 1));
    assert_eq!(day(86_400), date(1970, 1, 2));
    assert_eq!(day(1_709_164_800), date(2024, 2, 29));
    assert_eq!(day(1_767_225_599), date(2025, 12, 31));
    assert_eq!(day(253_402_207_200), date(9999, 12, 30), "the last that jiff knows");
}

#[test]
fn the_clock_is_asked_when_nothing_is_set() {
    let now = UNIX_EPOCH + Duration::from_secs(1_795_132_800);
    let expected = Today { date: date(2026, 11, 20), from: DayFrom::Clock };
    assert_eq!(today_from(None, now), Ok(expected));
    assert_eq!(today_from(Some(" "), now), Ok(expected));
    for wrong in ["yesterday", "-1", "1.5", "253402300800"] {
        let failure = today_from(Some(wrong), now).unwrap_err();
        assert!(failure.message.contains(wrong), "{failure}");
    }
}
