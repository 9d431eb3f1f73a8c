//! Days that are said by the calendar: the last Friday of May, the first week of April, two days before 31 March, the
//! week of 4 May; and the weekday beside a date.
//!
//! In: a token index. Out: the [`Body`] with the days that are meant, or a fault where a weekday is wrong. Times that
//! no calendar fixes (a term, the middle of a month) are refused in `dates`.

use super::candidate::Body;
use super::fault::{Fault, FaultKind, Scanned};
use super::lex::TokenKind;
use super::scanner::Scanner;
use crate::value::quantity::{month_days, month_named};
use crate::value::{Date, Part, TimeUnit};

/// The weekdays from Monday, in lower case.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The weekday of a word, from Monday as 0.
pub(super) fn weekday_named(word: &str) -> Option<i64> {
    let word = word.to_ascii_lowercase();
    let short = ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"];
    let begins = |day: &&str| day.starts_with(&word);
    let known = WEEKDAYS.contains(&word.as_str()) || short.contains(&word.as_str());
    if word == "weds" {
        return Some(2);
    }
    let at = WEEKDAYS.iter().position(begins).filter(|_| known)?;
    i64::try_from(at).ok()
}

/// The weekday of a day since 1970-01-01, which was a Thursday; from Monday as 0.
pub(crate) fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

/// Which one of several: the nth, or the last.
#[derive(Clone, Copy)]
enum Nth {
    From(i64),
    Last,
}

impl Scanner<'_> {
    /// The days at token `i` that are said by their place in the calendar.
    pub(crate) fn calendar(&self, i: usize) -> Scanned<(Body, usize)> {
        let i = i + usize::from(self.is_word(i, "the"));
        if let Some(found) = self.shifted(i)? {
            return Ok(Some(found));
        }
        if let Some(found) = self.week_of(i)? {
            return Ok(Some(found));
        }
        Ok(self.nth_of_month(i))
    }

    /// "two days before 31 March 2026", "the day after 31 March 2026".
    fn shifted(&self, i: usize) -> Scanned<(Body, usize)> {
        let (count, unit) = match self.numeral(i, true) {
            Ok(Some(n)) if n.next > i => (n.value.to_string().parse::<i64>().ok(), n.next),
            // "some days before" says no number of them.
            _ => (Some(1).filter(|_| !self.word(i).is_some_and(|word| word.ends_with('s'))), i),
        };
        let (Some(count), Some(word)) = (count, self.word(unit)) else { return Ok(None) };
        let night = ["night", "evening", "eve"].iter().any(|w| w.eq_ignore_ascii_case(word)) && unit == i;
        // "six business days before": which days they are, no calendar says.
        let business = self.among(unit, &["business", "working", "school", "trading", "banking", "court"]);
        let named = if business { self.word(unit + 1).unwrap_or("") } else { word };
        let unit_word = if night { Some(TimeUnit::Day) } else { TimeUnit::from_word(named) };
        let Some(unit_word) = unit_word else { return Ok(None) };
        let unit = unit + usize::from(business);
        let back = self.among(unit + 1, &["before", "prior"]);
        let ahead = self.among(unit + 1, &["after", "following", "from"]);
        let at = unit + 2 + usize::from(self.is_word(unit + 2, "to"));
        if !back && !ahead {
            return Ok(None);
        }
        let Some((date, next)) = self.date(at)? else { return Ok(None) };
        let count = if back { -count } else { count };
        let refused = || Fault { kind: FaultKind::PartOfDate, span: self.bytes(&(i..next)) };
        let found = shift(&date, count, unit_word).filter(|_| !business).ok_or_else(refused)?;
        Ok(Some((Body::Date(found), next)))
    }

    /// "the week of 4 May 2026", "week ending 10 May 2026".
    fn week_of(&self, i: usize) -> Scanned<(Body, usize)> {
        if !self.is_word(i, "week") {
            return Ok(None);
        }
        let opens = self.among(i + 1, &["of", "from", "beginning", "commencing", "starting"]);
        let ends = self.is_word(i + 1, "ending");
        if !opens && !ends {
            return Ok(None);
        }
        let Some((date, next)) = self.date(i + 2)? else { return Ok(None) };
        let day = date.first_day();
        let (first, last) = if ends { (day - 6, day) } else { (day, day + 6) };
        let days = Date::of_day(first).zip(Date::of_day(last)).filter(|_| date.coarseness() == 0);
        match days {
            Some((first, last)) => Ok(Some((Body::Dates(first, last), next))),
            None => Err(Fault { kind: FaultKind::PartOfDate, span: self.bytes(&(i..next)) }),
        }
    }

    /// "first week of April 2026", "last Friday in May 2026", "2nd Tuesday of May 2026", "last day of June 2026".
    fn nth_of_month(&self, i: usize) -> Option<(Body, usize)> {
        let (nth, k) = self.which(i)?;
        let word = self.word(k)?;
        let joint = k + 1;
        if !self.is_word(joint, "of") && !self.is_word(joint, "in") {
            return None;
        }
        let (date, next) = self.date(joint + 1).ok()??;
        if date.is_yearly() {
            // "the last Friday of 5 May"
            return Some((
                Body::Bad(Fault { kind: FaultKind::PartOfDate, span: self.bytes(&(i..next)) }),
                next,
            ));
        }
        let Part::Month(month) = date.part else { return None };
        let (first, length) = (date.first_day(), i64::from(month_days(date.year, month)));
        let day = |day: i64| (1..=length).contains(&day).then(|| Date::of_day(first + day - 1)).flatten();
        if word.eq_ignore_ascii_case("day") {
            let at = match nth {
                Nth::From(n) => n,
                Nth::Last => length,
            };
            return Some((Body::Date(day(at)?), next));
        }
        if word.eq_ignore_ascii_case("week") {
            let (from, to) = match nth {
                Nth::From(n) => (n * 7 - 6, (n * 7).min(length)),
                Nth::Last => (length - 6, length),
            };
            return Some((Body::Dates(day(from)?, day(to)?), next));
        }
        let wanted = weekday_named(word)?;
        let at = match nth {
            Nth::From(n) => 1 + (wanted - weekday(first)).rem_euclid(7) + (n - 1) * 7,
            Nth::Last => length - (weekday(first + length - 1) - wanted).rem_euclid(7),
        };
        Some((Body::Date(day(at)?), next))
    }

    fn which(&self, i: usize) -> Option<(Nth, usize)> {
        if self.is_word(i, "last") || self.is_word(i, "final") {
            return Some((Nth::Last, i + 1));
        }
        if let Some(TokenKind::Number(run)) = self.token(i) {
            let next = self.ordinal_suffix(i + 1)?;
            return Some((Nth::From(i64::from(run.whole_number()?)), next));
        }
        let (n, next) = self.ordinal_word(i)?;
        Some((Nth::From(n), next))
    }

    /// The weekday that the word at token `k` names.
    fn weekday_at(&self, k: usize) -> Option<i64> {
        self.word(k).filter(|word| is_name(word)).and_then(weekday_named)
    }

    /// Refuses a span of days before the names of two other weekdays: "28–29 July 2026, a Tuesday and a Wednesday".
    /// Whether two stand there.
    pub(crate) fn check_both_weekdays(
        &self,
        (i, next): (usize, usize),
        from: &Date,
        to: &Date,
    ) -> Result<bool, Fault> {
        let mut at = next;
        while at < next + 2 && (self.symbol(at, ',') || self.symbol(at, '(') || self.is_word(at, "a")) {
            at += 1;
        }
        let Some(first) = self.weekday_at(at) else { return Ok(false) };
        let joint = matches!(self.token(at + 1), Some(TokenKind::Dash(_)))
            || self.among(at + 1, &["and", "to"])
            || self.symbol(at + 1, '/')
            || self.symbol(at + 1, '&');
        let second = at + 2 + usize::from(self.is_word(at + 2, "a"));
        let Some(last) = self.weekday_at(second).filter(|_| joint) else { return Ok(false) };
        let known = |date: &Date| date.coarseness() == 0 && !date.is_yearly();
        let right = |date: &Date, day: i64| !known(date) || weekday(date.first_day()) == day;
        if right(from, first) && right(to, last) {
            return Ok(true);
        }
        Err(Fault { kind: FaultKind::Weekday, span: self.bytes(&(i..second + 1)) })
    }

    /// Refuses a date beside the name of another weekday: "Monday, 31 March 2026", "31 March 2026 (Monday)".
    pub(crate) fn check_weekday(&self, i: usize, date: &Date, next: usize) -> Result<(), Fault> {
        // Without a year, nobody knows the weekday yet.
        if date.coarseness() > 0 || date.is_yearly() {
            return Ok(());
        }
        let own = weekday(date.first_day());
        let comma = |k: usize| {
            self.symbol(k, ',') || self.symbol(k, '(') || self.symbol(k, '.') || self.is_word(k, "the")
        };
        let mut before = i.checked_sub(1);
        while let Some(k) = before.filter(|k| comma(*k)) {
            before = k.checked_sub(1);
        }
        let mut after = next;
        // ", which is a Sunday", "– Friday", ": Friday", "[Friday]"
        let joint = |k: usize| {
            let dash = matches!(self.token(k), Some(TokenKind::Dash(_))) && !self.glued(k);
            let word = self.among(k, &["a", "which", "is", "on", "that"]);
            comma(k) || dash || word || [':', '[', '/'].iter().any(|sign| self.symbol(k, *sign))
        };
        while after < next + 4 && joint(after) {
            after += 1;
        }
        let named = before.and_then(|k| self.weekday_at(k)).map(|day| (before.unwrap_or(i), day));
        let named = named.or_else(|| self.weekday_at(after).map(|day| (after, day)));
        match named {
            Some((k, day)) if day != own => {
                let span = self.bytes(&(k.min(i)..(k + 1).max(next)));
                Err(Fault { kind: FaultKind::Weekday, span })
            }
            _ => Ok(()),
        }
    }
}

/// "sat" and "sun" are words; a weekday has a capital.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The date so many units away; `None` where that is no one date of the same precision.
fn shift(date: &Date, count: i64, unit: TimeUnit) -> Option<Date> {
    let months = match unit {
        TimeUnit::Day => return Date::of_day(date.first_day() + count).filter(|_| date.coarseness() == 0),
        TimeUnit::Week => {
            return Date::of_day(date.first_day() + 7 * count).filter(|_| date.coarseness() == 0);
        }
        TimeUnit::Fortnight => {
            return Date::of_day(date.first_day() + 14 * count).filter(|_| date.coarseness() == 0);
        }
        TimeUnit::Month => count,
        TimeUnit::Quarter => 3 * count,
        TimeUnit::Year => 12 * count,
        _ => return None,
    };
    let (month, day) = match date.part {
        Part::Day(month, day) => (month, Some(day)),
        Part::Month(month) => (month, None),
        Part::Quarter(_) => return None,
        Part::Year => {
            let years = if months % 12 == 0 { months / 12 } else { return None };
            return Date::of_year(date.year + i32::try_from(years).ok()?);
        }
    };
    let all = i64::from(date.year) * 12 + i64::from(month) - 1 + months;
    let year = i32::try_from(all.div_euclid(12)).ok()?;
    let month = u8::try_from(all.rem_euclid(12) + 1).ok()?;
    match day {
        Some(day) => Date::new(year, Part::Day(month, day.min(month_days(year, month)))),
        None => Date::new(year, Part::Month(month)),
    }
}

/// Whether a word is the name of a weekday, with its capital.
pub(crate) fn is_weekday(word: &str) -> bool {
    is_name(word) && weekday_named(word).is_some()
}

/// Whether a word names a month or a weekday.
pub(crate) fn is_calendar_name(word: &str) -> bool {
    month_named(word).is_some() || weekday_named(word).is_some()
}
