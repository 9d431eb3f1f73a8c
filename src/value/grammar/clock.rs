//! Times of day: 9:30 am, 17:00, noon, half past nine.
//!
//! In: a token index, where a time of day is expected. Out: a [`WrittenQuantity`] in minutes after midnight with the zone
//! that is written, or a range of two. Hours on a clock that do not exist are faults. Days are in `dates`, lengths of time
//! in `quantity`.

use super::candidate::Body;
use super::fault::{Fault, FaultKind, Scanned};
use super::lex::TokenKind;
use super::numeral::Spelling;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::quantity::Zone;
use crate::value::{Bound, Number};

/// Minutes of half a day.
const HALF: i64 = 12 * 60;

/// The half of the day that a time is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
    /// Before midnight or after it.
    Night,
}

/// A time as written.
#[derive(Clone, Copy)]
struct Clock {
    /// Minutes after midnight, or after noon where the half of the day says so.
    minutes: i64,
    seconds: i64,
    /// The first hour of it, for what it may be with a half of the day.
    hour: i64,
    half: Option<Half>,
    /// `17:00` and `noon` leave no half open.
    certain: bool,
    /// It says no minutes.
    whole: bool,
    spelling: Spelling,
    next: usize,
}

impl Clock {
    /// A time in words, which leaves open the half of the day.
    fn in_words(minutes: i64, hour: i64, next: usize) -> Self {
        let spelling = Spelling::Words;
        Self { minutes, seconds: 0, hour, half: None, certain: false, whole: false, spelling, next }
    }
}

impl Scanner<'_> {
    /// The time or the range of times at token `i`.
    pub(super) fn times(&self, i: usize) -> Scanned<(Body, Bound, usize)> {
        let (between, from) = (self.is_word(i, "between"), self.is_word(i, "from"));
        let first = i + usize::from(between || from);
        let Some(mut lo) = self.time_of_day(first)? else { return Ok(None) };
        let zone = self.zone(lo.next);
        let after = zone.map_or(lo.next, |(_, next)| next);
        let until = self.is_until(after);
        let joint = self.joint(after, between, from).filter(|joint| !joint.or);
        let dash = joint.as_ref().and_then(|joint| joint.dash.clone());
        let joint = if until { Some(after + 1) } else { joint.map(|joint| joint.next) };
        let second = match joint {
            Some(at) => self.time_of_day(at)?.or_else(|| self.later_hour(at, &lo)),
            None => None,
        };
        let Some(hi) = second else {
            let quantity = self.on_clock(first, after, &lo, zone.map(|(zone, _)| zone))?;
            return Ok(Some((Body::One(quantity), Bound::None, after)));
        };
        // "9–11 am" and "from 9 to 11:30 pm": the half of the day flows left, where that makes a range.
        if lo.half.is_none() && !lo.certain && hi.half.is_some() {
            lo.half = hi.half;
            if day_minutes(&lo) >= day_minutes(&hi) && hi.half == Some(Half::Afternoon) {
                lo.half = Some(Half::Morning);
            }
        }
        let last = self.zone(hi.next);
        let end = last.map_or(hi.next, |(_, next)| next);
        let zones = (zone.map(|(zone, _)| zone), last.map(|(zone, _)| zone));
        if let (Some(one), Some(two)) = zones
            && one != two
        {
            return Err(Fault { kind: FaultKind::MixedUnits, span: self.bytes(&(i..end)) });
        }
        let zone = zones.0.or(zones.1);
        let low = self.on_clock(first, after, &lo, zone)?;
        let mut high = self.on_clock(joint.unwrap_or(after), end, &hi, zone)?;
        // "10 pm to midnight"
        if high.value.is_zero() {
            high.value = Number::from(2 * HALF);
        }
        let span = self.bytes(&(i..end));
        super::range::check_order(&low, &high).map_err(|kind| Fault { kind, span })?;
        Ok(Some((Body::Range { lo: low, hi: high, dash }, Bound::None, end)))
    }

    /// "9 am to 5": the next five o'clock after a time whose half of the day is known.
    fn later_hour(&self, i: usize, lo: &Clock) -> Option<Clock> {
        let (hour, next) = self.whole(i).filter(|(hour, _)| (1..=12).contains(hour))?;
        let number =
            matches!(self.token(next), Some(TokenKind::Number(_) | TokenKind::Symbol(':' | '%' | '.')));
        let unit = self.unit(next).is_some() || self.zone(next).is_none() && self.word(next).is_some();
        if (lo.half.is_none() && !lo.certain) || number || unit {
            return None;
        }
        let minutes = hour % 12 * 60;
        let minutes = if minutes > day_minutes(lo) { minutes } else { minutes + HALF };
        Some(Clock {
            minutes,
            seconds: 0,
            hour: 0,
            half: None,
            certain: true,
            whole: true,
            spelling: Spelling::Digits,
            next,
        })
    }

    /// The token after a time behind a joint, as far as one can be seen there: "until noon", "to five".
    pub(super) fn time_after_joint(&self, i: usize) -> Option<usize> {
        let time = self.time_of_day(i).ok().flatten().map(|clock| clock.next);
        time.or_else(|| self.whole(i).map(|(_, next)| next))
            .or_else(|| Some(i + 1).filter(|_| self.is_word(i, "late")))
    }

    fn on_clock(
        &self,
        i: usize,
        end: usize,
        clock: &Clock,
        zone: Option<Zone>,
    ) -> Result<WrittenQuantity, Fault> {
        let fault = || Fault { kind: FaultKind::NoSuchTime, span: self.bytes(&(i..end)) };
        let twelve = (1..=12).contains(&clock.hour);
        if (clock.half.is_some() && !twelve) || day_minutes(clock) > 2 * HALF {
            return Err(fault());
        }
        let minutes = day_minutes(clock) % (2 * HALF);
        let value = &Number::from(minutes) + &Number::frac(clock.seconds, 60);
        let mut found = self.plain_quantity(i, end, value, WrittenUnit::Clock(zone));
        found.number = self.bytes(&(i..clock.next));
        found.digit = Number::from(if clock.whole { 60 } else { 1 });
        found.spelling = clock.spelling;
        Ok(found)
    }

    fn time_of_day(&self, i: usize) -> Scanned<Clock> {
        let Some(mut clock) = self.bare_time(i)? else { return Ok(None) };
        self.twelve(&mut clock);
        if let Some((half, next)) = self.half_of_day(clock.next) {
            (clock.half, clock.next) = (Some(half), next);
            // "9 am in the evening"
            if let Some((other, next)) = self.half_of_day(clock.next) {
                let again = Clock { half: Some(other), ..clock };
                if day_minutes(&again) != day_minutes(&clock) {
                    return Err(Fault { kind: FaultKind::NoSuchTime, span: self.bytes(&(i..next)) });
                }
                clock.next = next;
            }
        } else if clock.whole && !clock.certain && !self.oclock_before(clock.next) {
            // "9" alone is a number.
            let until = self.is_until(clock.next);
            let joint = self.joint(clock.next, true, true).map(|joint| joint.next);
            let range = joint.or(until.then_some(clock.next + 1)).is_some_and(|at| {
                self.bare_time(at).is_ok_and(|hi| hi.is_some_and(|hi| self.half_of_day(hi.next).is_some()))
            });
            if !range {
                return Ok(None);
            }
        }
        clock.next += usize::from(self.among(clock.next, &["sharp", "exactly", "precisely"]));
        Ok(Some(clock))
    }

    fn is_until(&self, i: usize) -> bool {
        self.is_word(i, "until") || self.is_word(i, "till")
    }

    /// "12:00 noon", "12 midnight": a word that says which twelve it is.
    fn twelve(&self, clock: &mut Clock) {
        if clock.hour == 12
            && clock.minutes == HALF
            && clock.half.is_none()
            && let Some(named) = self.named_time(clock.next)
        {
            *clock = named;
        }
    }

    /// Hours and minutes, in digits or in words, before what says the half of the day.
    fn bare_time(&self, i: usize) -> Scanned<Clock> {
        if let Some(clock) = self.named_time(i).or_else(|| self.past_the_hour(i)) {
            return Ok(Some(clock));
        }
        if let Some((hour, next)) = self.below_hundred(i)
            && self.word(i).is_some()
        {
            return Ok(self.spelled_minutes(hour, next).or_else(|| self.spelled_hour(hour, next)));
        }
        let Some(TokenKind::Number(run)) = self.token(i) else { return Ok(None) };
        // No part of a time has more digits than `0930`.
        let short = run.whole.len() <= 4 && run.fault.is_none() && run.quarters == 0;
        let Some(first) = run.whole.parse::<i64>().ok().filter(|_| short) else {
            return Ok(None);
        };
        let two = |k: usize| match self.token(k) {
            Some(TokenKind::Number(part)) if part.whole.len() == 2 && part.fraction.is_empty() => {
                part.whole.parse::<i64>().ok()
            }
            _ => None,
        };
        let colon = |k: usize| self.symbol(k, ':') && self.glued(k) && self.glued(k + 1);
        let mut clock = Clock {
            minutes: first * 60,
            seconds: 0,
            hour: first,
            half: None,
            certain: false,
            whole: true,
            spelling: Spelling::Digits,
            next: i + 1,
        };
        if colon(i + 1)
            && let Some(minutes) = two(i + 2)
        {
            (clock.minutes, clock.whole, clock.next) = (first * 60 + minutes, false, i + 3);
            if colon(i + 3)
                && let Some(seconds) = two(i + 4)
            {
                (clock.seconds, clock.next) = (seconds, i + 5);
            }
            if minutes > 59 || clock.seconds > 59 || first > 24 {
                return Err(Fault { kind: FaultKind::NoSuchTime, span: self.bytes(&(i..clock.next)) });
            }
            // "09:30" and "17:00" are hours of 24.
            clock.certain = first > 12 || first == 0 || run.whole.starts_with('0');
            let hours = self.among(clock.next, &["hours", "hrs"]);
            clock.next += usize::from(hours && clock.certain);
            return Ok(Some(clock));
        }
        if run.fraction.len() == 2 {
            // "9.30 am", "9.30"
            let minutes = run.fraction.parse::<i64>().unwrap_or(60);
            let timed = minutes < 60 && first <= 24;
            clock.certain = first > 12 || first == 0 || run.whole.starts_with('0');
            (clock.minutes, clock.whole) = (first * 60 + minutes, false);
            return Ok(timed.then_some(clock));
        }
        let hours = self.among(i + 1, &["hours", "hrs", "h"]);
        let padded = run.whole.starts_with('0') || self.zone(i + 1).is_some();
        if run.whole.len() == 4 && run.fraction.is_empty() && (hours || padded) {
            (clock.hour, clock.minutes) = (first / 100, first / 100 * 60 + first % 100);
            (clock.certain, clock.whole, clock.next) = (true, false, i + 1 + usize::from(hours));
            if first % 100 > 59 || first > 2_400 {
                return Err(Fault { kind: FaultKind::NoSuchTime, span: self.bytes(&(i..clock.next)) });
            }
            return Ok(Some(clock));
        }
        if first > 24 || !run.fraction.is_empty() || run.whole.len() > 2 {
            return Ok(None);
        }
        clock.next += self.oclock(i + 1);
        Ok(Some(clock))
    }

    /// "nine thirty in the morning", "nine-thirty am".
    fn spelled_minutes(&self, hour: i64, next: usize) -> Option<Clock> {
        let at = next + usize::from(self.hyphen(next) && self.glued(next));
        let (minutes, end) = self.below_hundred(at).filter(|_| self.word(at).is_some())?;
        let timed =
            self.half_of_day(end).is_some() && (1..=12).contains(&hour) && (10..60).contains(&minutes);
        timed.then_some(Clock::in_words(hour * 60 + minutes, hour, end))
    }

    /// "nine o'clock", "nine in the evening".
    fn spelled_hour(&self, hour: i64, next: usize) -> Option<Clock> {
        let oclock = self.oclock(next);
        let timed = oclock > 0 || self.half_of_day(next).is_some();
        (timed && (1..=12).contains(&hour))
            .then_some(Clock { whole: true, ..Clock::in_words(hour * 60, hour, next + oclock) })
    }

    /// "noon", "midday", "midnight".
    /// Whether the word is a time of day.
    pub(crate) fn names_a_time(&self, i: usize) -> bool {
        self.among(i, &["noon", "midday", "midnight"])
    }

    fn named_time(&self, i: usize) -> Option<Clock> {
        let noon = !self.is_word(i, "midnight");
        self.names_a_time(i).then_some(Clock {
            minutes: if noon { HALF } else { 0 },
            seconds: 0,
            hour: 0,
            half: None,
            certain: true,
            whole: false,
            spelling: Spelling::Words,
            next: i + 1,
        })
    }

    /// "half past nine", "quarter to 10".
    fn past_the_hour(&self, i: usize) -> Option<Clock> {
        let i = i + usize::from(self.is_word(i, "a") && self.is_word(i + 1, "quarter"));
        let (minutes, last) = match (self.is_word(i, "half"), self.is_word(i, "quarter")) {
            (true, _) => (30, i),
            (_, true) => (15, i),
            _ => self.minutes_past(i)?,
        };
        let to = (self.is_word(last + 1, "to")
            || (self.is_word(last + 1, "before") && self.is_word(i, "quarter")))
            && minutes != 30;
        let i = last + usize::from(self.hyphen(last + 1) && self.glued(last + 1));
        if !to && !self.is_word(i + 1, "past") {
            return None;
        }
        let (hour, next) = self.whole(i + 2).filter(|(hour, _)| (1..=12).contains(hour))?;
        let minutes = if to { hour * 60 - minutes } else { hour * 60 + minutes };
        Some(Clock::in_words(minutes, hour, next + self.oclock(next)))
    }

    /// The minutes of "five past nine", "ten minutes to nine", and the last token of them. "Ten to nine" may be a range.
    fn minutes_past(&self, i: usize) -> Option<(i64, usize)> {
        let (minutes, next) = self.whole(i).filter(|(minutes, _)| (1..30).contains(minutes))?;
        let named = self.is_word(next, "minutes") || self.is_word(next, "min");
        let last = next + usize::from(named) - 1;
        (named || self.is_word(last + 1, "past")).then_some((minutes, last))
    }

    /// How many tokens "o'clock" has at `i`; none if it does not stand there.
    fn oclock(&self, i: usize) -> usize {
        let mark = self.symbol(i + 1, '\'') || self.symbol(i + 1, '\u{2019}');
        match () {
            () if self.is_word(i, "o'clock") || self.is_word(i, "o\u{2019}clock") => 1,
            () if self.is_word(i, "o") && mark && self.is_word(i + 2, "clock") => 3,
            () => 0,
        }
    }

    fn oclock_before(&self, next: usize) -> bool {
        next > 0 && (self.is_word(next - 1, "clock") || self.oclock(next - 1) == 1)
    }

    /// "am", "p.m.", "in the evening": which half of the day, and the next token.
    pub(super) fn half_of_day(&self, i: usize) -> Option<(Half, usize)> {
        let half = |letter: &str| match letter {
            l if l.eq_ignore_ascii_case("a") => Some(Half::Morning),
            l if l.eq_ignore_ascii_case("p") => Some(Half::Afternoon),
            _ => None,
        };
        let word = self.word(i)?;
        if word.len() == 2
            && let Some(letter) = word.strip_suffix(['m', 'M'])
        {
            return Some((half(letter)?, i + 1));
        }
        if let Some(half) = half(word).filter(|_| self.symbol(i + 1, '.') && self.is_word(i + 2, "m")) {
            let dot = self.symbol(i + 3, '.') && self.glued(i + 3);
            return Some((half, i + 3 + usize::from(dot)));
        }
        let night = self.is_word(i, "at") && self.is_word(i + 1, "night");
        if night || self.is_word(i, "tonight") {
            return Some((Half::Night, i + 1 + usize::from(night)));
        }
        let parts =
            [("morning", Half::Morning), ("afternoon", Half::Afternoon), ("evening", Half::Afternoon)];
        let at = match () {
            () if self.is_word(i, "in") && self.is_word(i + 1, "the") => i + 2,
            () if self.is_word(i, "this") => i + 1,
            () => return None,
        };
        parts.iter().find(|(part, _)| self.is_word(at, part)).map(|(_, half)| (*half, at + 1))
    }

    /// The zone after a time, also in brackets, and the next token.
    pub(crate) fn zone(&self, i: usize) -> Option<(Zone, usize)> {
        let open = self.symbol(i, '(');
        let first = i + usize::from(open || self.symbol(i, ','));
        (1..=Zone::WORDS).rev().find_map(|count| {
            let end = first + count;
            (first..end).all(|k| self.word(k).is_some()).then_some(())?;
            let name = self.text.get(self.bytes(&(first..end)))?;
            // "at 9 am Pacific" has a capital, "the pacific coast" is none.
            let capital = name.starts_with(char::is_uppercase) || count > 1;
            let zone = Zone::named(name).filter(|_| capital)?;
            let (zone, end) = self.offset(zone, end)?;
            (!open || self.symbol(end, ')')).then_some((zone, end + usize::from(open)))
        })
    }
}

impl Scanner<'_> {
    /// "UTC+1", "GMT-05:30": the zone that digits after a name make of it. `None` where they cannot be read.
    fn offset(&self, zone: Zone, end: usize) -> Option<(Zone, usize)> {
        let minus = matches!(self.token(end), Some(TokenKind::Dash(_)));
        let signed = (minus || self.symbol(end, '+')) && self.glued(end) && self.glued(end + 1);
        let Some(TokenKind::Number(run)) = self.token(end + 1).filter(|_| signed) else {
            return Some((zone, end));
        };
        let universal = zone == Zone::named("UTC").unwrap_or(zone);
        let hours = run.whole_number().filter(|hours| universal && *hours <= 14)?;
        let minutes = match self.token(end + 3) {
            Some(TokenKind::Number(part)) if self.symbol(end + 2, ':') && self.glued(end + 2) => {
                part.whole_number().filter(|minutes| *minutes < 60).map(|minutes| (minutes, end + 4))
            }
            _ => Some((0, end + 2)),
        };
        let (minutes, next) = minutes?;
        let ahead = i16::try_from(hours * 60 + minutes).ok()?;
        Some((Zone::ahead_of_utc(if minus { -ahead } else { ahead })?, next))
    }
}

/// Minutes after midnight, with the half of the day.
fn day_minutes(clock: &Clock) -> i64 {
    let twelve = clock.hour == 12;
    match clock.half {
        Some(Half::Morning) if twelve => clock.minutes - HALF,
        Some(Half::Afternoon) if !twelve => clock.minutes + HALF,
        Some(Half::Night) if twelve => clock.minutes - HALF,
        Some(Half::Night) if clock.hour >= 5 => clock.minutes + HALF,
        _ => clock.minutes,
    }
}
