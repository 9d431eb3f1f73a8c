//! The day of a second, and who named it.

use crate::shell::clock::{DayFrom, Today, today_from};
use std::time::{Duration, UNIX_EPOCH};

fn day(seconds: u64) -> (u16, u8, u8) {
    let Today { year, month, day, from } = today_from(Some(&seconds.to_string()), UNIX_EPOCH).expect("a day");
    assert_eq!(from, DayFrom::Epoch);
    (year, month, day)
}

#[test]
fn seconds_become_days() {
    assert_eq!(day(0), (1970, 1, 1));
    assert_eq!(day(86_399), (1970, 1, 1));
    assert_eq!(day(86_400), (1970, 1, 2));
    assert_eq!(day(951_782_400), (2000, 2, 29));
    assert_eq!(day(951_868_800), (2000, 3, 1));
    assert_eq!(day(1_709_164_800), (2024, 2, 29));
    assert_eq!(day(1_767_225_599), (2025, 12, 31));
    assert_eq!(day(4_107_542_400), (2100, 3, 1), "2100 is no leap year");
    assert_eq!(day(253_402_300_799), (9999, 12, 31));
}

#[test]
fn every_day_follows_the_one_before() {
    let mut last = day(0);
    for number in 1..60_000 {
        let next = day(number * 86_400);
        let tomorrow = next == (last.0, last.1, last.2 + 1) && last.2 < 31;
        let new_month = next == (last.0, last.1 + 1, 1) && last.2 >= 28;
        let new_year = next == (last.0 + 1, 1, 1) && (last.1, last.2) == (12, 31);
        assert!(tomorrow || new_month || new_year, "{last:?} {next:?}");
        last = next;
    }
}

#[test]
fn the_clock_is_asked_when_nothing_is_set() {
    let now = UNIX_EPOCH + Duration::from_secs(1_795_132_800);
    let expected = Today { year: 2026, month: 11, day: 20, from: DayFrom::Clock };
    assert_eq!(today_from(None, now), Ok(expected));
    assert_eq!(today_from(Some(" "), now), Ok(expected));
    for wrong in ["yesterday", "-1", "1.5", "253402300800"] {
        let failure = today_from(Some(wrong), now).unwrap_err();
        assert!(failure.message.contains(wrong), "{failure}");
    }
}
