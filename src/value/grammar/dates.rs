//! Dates in wording.
//!
//! In: a token index. Out: a date or a range of dates. Years alone are dates only where a date is
//! wanted; full dates are seen everywhere, so that their numbers are not taken for figures.
//! `03/04/2025` is refused: nobody can tell the day from the month.

use super::calendar::weekday_named;
use super::candidate::Body;
use super::fault::{Fault, FaultKind, Scanned};
use super::lex::{DigitFault, DigitRun, TokenKind};
use super::scanner::Scanner;
use crate::value::quantity::month_named;
use crate::value::{Date, Kind, Part};

/// Words for a part of a year or month that no date says.
#[rustfmt::skip]
const PARTS: [&str; 60] = [
    "eve", "early", "late", "mid", "spring", "summer", "autumn", "fall", "winter", "fiscal", "term", "terms", "semester",
    "trimester", "season", "session", "intake", "easter", "christmas", "lent", "michaelmas", "hilary", "trinity",
    "advent", "ramadan", "eid", "diwali", "thanksgiving", "passover", "pentecost", "holidays", "holiday", "vacation",
    "half", "week", "weeks", "weekend", "fortnight", "sitting", "cycle", "round", "series", "academic", "school",
    "tax", "midsummer", "midwinter", "epiphany", "hanukkah", "whitsun", "whitsuntide", "halloween", "carnival",
    "ascension", "purim", "holi", "navratri", "vesak", "songkran", "yom",
];
/// Years that begin on another day than the first of January, by the word before "year" or after the number.
const OTHER_YEARS: [&str; 11] = [
    "fiscal",
    "financial",
    "tax",
    "academic",
    "school",
    "new",
    "policy",
    "plan",
    "model",
    "membership",
    "benefit",
];
/// The same, where "of" follows.
#[rustfmt::skip]
const PARTS_OF: [&str; 45] = [
    "day", "weekday", "weekdays", "night", "morning", "eve", "tail", "anniversary", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays",
    "sundays", "weekends",
    "middle", "beginning", "start", "end", "half", "turn", "quarter", "course", "rest", "week", "weeks", "weekend",
    "days", "months", "month", "quarters", "third", "part", "close", "fortnight", "most", "remainder",
];

/// Whether a word is a part of a year or month, alone or before "of".
pub(crate) fn is_part_of_date(word: &str, of: bool) -> bool {
    let list: &[&str] = if of { &PARTS_OF } else { &PARTS };
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

impl Scanner<'_> {
    /// Whether token `k` only looks like a part of a date: "You start in September 2027".
    pub(crate) fn is_verb_before_in(&self, k: usize) -> bool {
        self.is_word(k + 1, "in") && self.among(k, &["start", "end", "close", "turn", "rest"])
    }

    /// The date or range of dates at token `i`.
    pub(crate) fn date_body(&self, i: usize) -> Scanned<(Body, usize)> {
        let wanted = self.expected.kind == Some(Kind::Date);
        if wanted && let Some(found) = self.year_pair(i) {
            return Ok(Some(found));
        }
        if wanted && let Some(found) = self.calendar(i)? {
            return Ok(Some(found));
        }
        if wanted && let Some(start) = self.part_of_date(i) {
            return Err(Fault { kind: FaultKind::PartOfDate, span: self.bytes(&(start..i + 1)) });
        }
        let opens = self.is_word(i, "between") || self.is_word(i, "from");
        let between = self.is_word(i, "between");
        let start = if opens && wanted { i + 1 } else { i };
        if wanted && let Some(found) = self.day_span(start, between)? {
            return Ok(Some(found));
        }
        let Some((lo, next)) = self.date(start)? else {
            return Ok(None);
        };
        if wanted {
            self.check_weekday(start, &lo, next)?;
        }
        let joined = (between && self.is_word(next, "and"))
            || self.among(next, &["to", "through", "until", "till"])
            || matches!(self.token(next), Some(TokenKind::Dash(_)));
        if wanted
            && joined
            && let Some((hi, end)) = self.date(next + 1)?
            && hi.is_yearly() == lo.is_yearly()
        {
            let hi = if hi.is_yearly() && hi.last_day() < lo.first_day() { hi.in_next_year() } else { hi };
            return self.ordered(i..end, lo, hi).map(|body| Some((body, end)));
        }
        if opens && wanted {
            return Ok(None);
        }
        Ok(Some((Body::Date(lo), next)))
    }

    /// Where words for a part of the year or month at token `i` begin: early 2025, H1 2025, the end of March.
    fn part_of_date(&self, i: usize) -> Option<usize> {
        // "2026 H2" is a half, "2026 Q2" a quarter.
        let half = |k: usize| {
            let halves = self.among(k, &["H", "S", "T"]);
            halves && self.glued(k + 1) && self.digit_run(k + 1).is_some()
        };
        if self.year(i).is_some() && half(i + 1) {
            return Some(i);
        }
        let quarter = self.is_word(i, "Q") && self.quarter_date(i).is_some();
        let other_year = |k: usize| self.among(k, &OTHER_YEARS);
        if self.year(i).is_some() {
            // "Good Friday 2026"
            if i > 0 && self.word(i - 1).is_some_and(|word| weekday_named(word).is_some()) {
                return Some(i - 1);
            }
            // "fiscal year 2026", "the 2026 tax year"
            if i > 1 && self.is_word(i - 1, "year") && other_year(i - 2) {
                return Some(i - 2);
            }
            if other_year(i + 1) && self.is_word(i + 2, "year") {
                return Some(i);
            }
        }
        let named = self.year(i).is_some() || quarter || self.word(i).and_then(month_named).is_some();
        let mut last = i.checked_sub(1).filter(|_| named)?;
        let joined = |k: usize| self.hyphen(k) && self.glued(k) && self.glued(k + 1);
        while last > 0
            && (self.is_word(last, "of")
                || self.is_word(last, "in")
                || self.is_word(last, "the")
                || self.symbol(last, ',')
                || joined(last))
        {
            last -= 1;
        }
        let among = |list: &[&str]| list.iter().any(|w| self.is_word(last, w));
        let of = last + 1 < i && (self.is_word(last + 1, "of") || self.is_word(last + 1, "in"));
        if of && self.is_word(last, "month") {
            return None;
        }
        if self.is_verb_before_in(last) {
            return None;
        }
        // "day 3 of May 2026"
        if of && self.digit_run(last).is_some() && self.is_word(last + 1, "of") {
            return Some(last);
        }
        if among(&PARTS) || self.is_word(last, "FY") || (of && among(&PARTS_OF)) {
            return Some(last);
        }
        let week = ["week", "wk", "term", "semester"].iter().any(|w| last > 0 && self.is_word(last - 1, w));
        if week && self.digit_run(last).is_some() {
            return Some(last - 1);
        }
        let label = ["H", "Q", "FY", "T", "S", "W"].iter().any(|w| last > 0 && self.is_word(last - 1, w));
        (label && self.glued(last) && self.digit_run(last).is_some()).then(|| last - 1)
    }

    fn ordered(&self, tokens: std::ops::Range<usize>, lo: Date, hi: Date) -> Result<Body, Fault> {
        let span = self.bytes(&tokens);
        if hi.last_day() < lo.first_day() {
            return Err(Fault { kind: FaultKind::Downward, span });
        }
        if hi == lo {
            return Err(Fault { kind: FaultKind::SameEnds, span });
        }
        Ok(Body::Dates(lo, hi))
    }

    /// `2012–13`: the second year in two digits.
    fn year_pair(&self, i: usize) -> Option<(Body, usize)> {
        let from = self.year(i)?;
        let short = self.digit_run(i + 2)?;
        let glued = self.glued(i + 1) && self.glued(i + 2);
        let slash = self.symbol(i + 1, '/');
        let dash = slash || matches!(self.token(i + 1), Some(TokenKind::Dash(_)));
        let to = from / 100 * 100 + i32::try_from(short.whole_number()?).ok()?;
        // `2025-06` is a month.
        let month = self.hyphen(i + 1) && to % 100 <= 12 && to % 100 > 0;
        if !dash || !glued || short.whole.len() != 2 || month || to <= from {
            return None;
        }
        // "2025/26" is one year of schools and sports, from July to June.
        let school = self.among(i + 3, &["academic", "school", "season"]);
        if (slash || school) && to == from + 1 {
            let ends = (Date::new(from, Part::Month(7))?, Date::new(to, Part::Month(6))?);
            return Some((Body::Dates(ends.0, ends.1), i + 3));
        }
        if slash {
            return None;
        }
        Some((Body::Dates(Date::of_year(from)?, Date::of_year(to)?), i + 3))
    }

    /// One date.
    pub(crate) fn date(&self, i: usize) -> Scanned<(Date, usize)> {
        let wanted = self.expected.kind == Some(Kind::Date);
        if let Some(found) = self.iso(i)? {
            return Ok(Some(found));
        }
        let dotted =
            matches!(self.token(i), Some(TokenKind::Number(n)) if n.fault == Some(DigitFault::Points));
        if wanted && dotted {
            return Err(Fault { kind: FaultKind::NumericDate, span: self.bytes(&(i..i + 1)) });
        }
        if let Some(found) = self.year_first(i) {
            return Ok(Some(found));
        }
        if wanted && self.slashed(i) {
            return Err(Fault { kind: FaultKind::NumericDate, span: self.bytes(&(i..i + 5)) });
        }
        // "2026 Q2"
        if let Some(year) = self.year(i)
            && let Some(quarter) = self.quarter(i + 1)
        {
            return Ok(Date::new(year, Part::Quarter(quarter)).map(|date| (date, i + 3)));
        }
        // "2026 January"
        if let Some(year) = self.year(i).filter(|_| wanted && self.day(i + 2).is_none())
            && let Some(month) = self.word(i + 1).and_then(month_named)
            && self.year_of_month(i + 2).is_none()
        {
            return Ok(Date::new(year, Part::Month(month)).map(|date| (date, i + 2)));
        }
        let quarter = self.quarter_date(i).or_else(|| self.quarter_named(i));
        if let Some(found) = quarter {
            return Ok(Some(found));
        }
        if let Some(found) = self.named(i)? {
            return Ok(Some(found));
        }
        let year = if wanted { self.year(i) } else { None };
        Ok(year.and_then(Date::of_year).map(|d| (d, i + 1)))
    }

    fn digit_run(&self, i: usize) -> Option<&DigitRun> {
        match self.token(i)? {
            TokenKind::Number(n) => Some(n),
            _ => None,
        }
    }

    /// A year from 1900 to 2100 in four digits, standing alone.
    pub(crate) fn year(&self, i: usize) -> Option<i32> {
        let n = self.digit_run(i)?;
        let year = i32::try_from(n.whole_number()?).ok()?;
        let written = self.tokens.get(i).is_some_and(|t| self.text[t.start..t.end].chars().count() == 4);
        let alone = !(self.glued(i + 1) && matches!(self.token(i + 1), Some(TokenKind::Word)));
        (written && alone && (1900..=2100).contains(&year)).then_some(year)
    }

    /// `2025-06-14`, `2025-06`, `2025-Q2`; the middle must be a month.
    fn iso(&self, i: usize) -> Scanned<(Date, usize)> {
        let Some(year) = self.year(i) else {
            return Ok(None);
        };
        let joined = |k: usize| self.hyphen(k) && self.glued(k) && self.glued(k + 1);
        if !joined(i + 1) {
            return Ok(None);
        }
        if self.is_word(i + 2, "Q")
            && let Some(q) = self.digit_run(i + 3).and_then(DigitRun::whole_number)
        {
            let q = u8::try_from(q).unwrap_or(0);
            return Ok(Date::new(year, Part::Quarter(q)).map(|d| (d, i + 4)));
        }
        let two = |k: usize| {
            let n = self.digit_run(k).filter(|n| n.whole.len() == 2)?;
            u8::try_from(n.whole_number()?).ok()
        };
        let Some(month) = two(i + 2).filter(|m| (1..=12).contains(m)) else {
            // `2025-13`; `2012-13` is a pair of years.
            let number =
                matches!(self.token(i + 2), Some(TokenKind::Number(_))) && self.year(i + 2).is_none();
            if self.expected.kind == Some(Kind::Date) && number && self.year_pair(i).is_none() {
                return Err(Fault { kind: FaultKind::NoSuchDay, span: self.bytes(&(i..i + 3)) });
            }
            return Ok(None);
        };
        if joined(i + 3)
            && let Some(day) = two(i + 4)
        {
            let end = i + 5;
            let Some(date) = Date::new(year, Part::Day(month, day)) else {
                return Err(Fault { kind: FaultKind::NoSuchDay, span: self.bytes(&(i..end)) });
            };
            return Ok(Some((date, end)));
        }
        Ok(Date::new(year, Part::Month(month)).map(|d| (d, i + 3)))
    }

    /// `2026/03/31`: with the year first, there is no doubt.
    fn year_first(&self, i: usize) -> Option<(Date, usize)> {
        let year = self.year(i)?;
        let two = |k: usize| {
            let run = self.digit_run(k).filter(|n| n.whole.len() == 2)?;
            u8::try_from(run.whole_number()?).ok()
        };
        let slashes =
            self.symbol(i + 1, '/') && self.symbol(i + 3, '/') && (i + 1..i + 5).all(|k| self.glued(k));
        let date = Date::new(year, Part::Day(two(i + 2)?, two(i + 4)?))?;
        slashes.then_some((date, i + 5))
    }

    /// `03/04/2025`
    fn slashed(&self, i: usize) -> bool {
        let slash = |k: usize| self.symbol(k, '/') || self.symbol(k, '.');
        self.digit_run(i).is_some()
            && slash(i + 1)
            && self.digit_run(i + 2).is_some()
            && slash(i + 3)
            && self.digit_run(i + 4).is_some()
    }

    /// `Q1`
    fn quarter(&self, i: usize) -> Option<u8> {
        let number = self.digit_run(i + 1).filter(|_| self.is_word(i, "Q") && self.glued(i + 1))?;
        u8::try_from(number.whole_number()?).ok()
    }

    /// `Q1 2025`
    pub(crate) fn quarter_date(&self, i: usize) -> Option<(Date, usize)> {
        let quarter = self.quarter(i)?;
        let (year, next) = self.year_of_month(i + 2)?;
        Some((Date::new(year, Part::Quarter(quarter))?, next))
    }

    /// "the second quarter of 2025"
    fn quarter_named(&self, i: usize) -> Option<(Date, usize)> {
        const NAMES: [&str; 4] = ["first", "second", "third", "fourth"];
        let (quarter, next) = match self.day(i) {
            Some((n, next)) if next > i + 1 => (n, next),
            _ => {
                let at = NAMES.iter().position(|w| self.is_word(i, w))?;
                (u8::try_from(at + 1).ok()?, i + 1)
            }
        };
        let (year, end) = self.year_of_month(next + 1).filter(|_| self.is_word(next, "quarter"))?;
        Some((Date::new(year, Part::Quarter(quarter))?, end))
    }

    /// `June 2025`, `June 14, 2025`, `14 June 2025`, `14th of June 2025`.
    fn named(&self, i: usize) -> Scanned<(Date, usize)> {
        if let Some(month) = self.word(i).and_then(month_named) {
            let j = i + 1 + usize::from(self.symbol(i + 1, '.') && self.glued(i + 1));
            if let Some((year, next)) = self.year_of_month(j) {
                return Ok(Date::new(year, Part::Month(month)).map(|d| (d, next)));
            }
            let Some((day, k)) = self.day(j) else {
                return Ok(None);
            };
            return self.full(i, (month, day), k, k + usize::from(self.symbol(k, ',')));
        }
        let Some((day, j)) = self.day(i) else {
            return Ok(None);
        };
        // "31-Mar-2026"
        let gap = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k) && self.glued(k + 1));
        let j = gap(j) + usize::from(self.is_word(j, "of"));
        let Some(month) = self.word(j).and_then(month_named) else {
            return Ok(None);
        };
        let point = j + 1 + usize::from(self.symbol(j + 1, '.'));
        let k = point + usize::from(self.symbol(point, ','));
        self.full(i, (month, day), j + 1, gap(k))
    }

    /// The year of a month or a quarter that ends before token `j`: "2026", "of 2026", "(2026)"; and the token after it.
    fn year_of_month(&self, j: usize) -> Option<(i32, usize)> {
        if let Some(year) = self.year(j) {
            return Some((year, j + 1));
        }
        let year = self.year(j + 1)?;
        if self.among(j, &["of", "in"]) || self.symbol(j, ',') {
            return Some((year, j + 2));
        }
        (self.symbol(j, '(') && self.symbol(j + 2, ')')).then_some((year, j + 3))
    }

    /// The day, with its year if one stands at token `k`; `next` is the token after the day and month.
    fn full(&self, i: usize, (month, day): (u8, u8), next: usize, k: usize) -> Scanned<(Date, usize)> {
        let Some(year) = self.year(k) else {
            // "31 March '27", "November 1/2"
            let short = (self.symbol(next, '\'') || self.symbol(next, '\u{2019}')) && self.glued(next + 1);
            if (short && self.digit_run(next + 1).is_some()) || (self.symbol(next, '/') && self.glued(next)) {
                return Ok(None);
            }
            return match Date::yearly(month, day) {
                // "May 5 candidates apply"
                _ if !matches!(self.expected.kind, None | Some(Kind::Date)) || self.unit(next).is_some() => {
                    Ok(None)
                }
                Some(date) => Ok(Some((date, next))),
                None if self.expected.kind.is_none() => Ok(None),
                None => Err(Fault { kind: FaultKind::NoSuchDay, span: self.bytes(&(i..next)) }),
            };
        };
        match Date::new(year, Part::Day(month, day)) {
            Some(date) => Ok(Some((date, k + 1))),
            None => Err(Fault { kind: FaultKind::NoSuchDay, span: self.bytes(&(i..k + 1)) }),
        }
    }

    fn day(&self, i: usize) -> Option<(u8, usize)> {
        // "the fifteenth of October 2026"
        if self.expected.kind == Some(Kind::Date)
            && let Some((n, next)) = self.ordinal_word(i).filter(|(n, _)| *n <= 31)
            && self.is_word(next, "of")
            && self.word(next + 1).and_then(month_named).is_some()
        {
            return Some((u8::try_from(n).ok()?, next));
        }
        let n = self.digit_run(i)?.whole_number().filter(|n| (1..=99).contains(n))?;
        let next = self.ordinal_suffix(i + 1).unwrap_or(i + 1);
        Some((u8::try_from(n).ok()?, next))
    }
}
