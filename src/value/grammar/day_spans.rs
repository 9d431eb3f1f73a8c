//! Spans of days and months whose ends share a month or a year: 1–15 June 2026, June 1–15, 2026, 30 May – 2 June 2026.
//!
//! In: a token index where a date is expected. Out: both dates, with what one end leaves to the other; or a fault where
//! several dates are listed ("May and October 2026"). Spans of whole dates are read in `dates`.

use super::candidate::Body;
use super::fault::{Fault, FaultKind, Scanned};
use super::lex::TokenKind;
use super::scanner::Scanner;
use crate::value::quantity::month_named;
use crate::value::{Date, Part};

/// One end as it is written.
#[derive(Clone, Copy, Debug)]
struct Piece {
    day: Option<u8>,
    month: Option<u8>,
    year: Option<Year>,
    next: usize,
}

/// The year of an end, or that it comes in every year.
#[derive(Clone, Copy, Debug)]
enum Year {
    One(i32),
    Every { next: bool },
}

impl Piece {
    fn date(&self) -> Option<Date> {
        let part = match (self.month?, self.day) {
            (month, Some(day)) => Part::Day(month, day),
            (month, None) => Part::Month(month),
        };
        match (self.year?, part) {
            (Year::One(year), part) => Date::new(year, part),
            (Year::Every { next: false }, Part::Day(month, day)) => Date::yearly(month, day),
            (Year::Every { next: true }, Part::Day(month, day)) => {
                Date::yearly(month, day).map(Date::in_next_year)
            }
            (Year::Every { .. }, _) => None,
        }
    }
}

/// What joins two ends.
enum Joint {
    /// A span from one to the other.
    Span,
    /// A list, which is a span only where the second follows the first.
    List,
}

impl Scanner<'_> {
    /// The span of days or months at token `i`; `between` allows "and" in it.
    pub(crate) fn day_span(&self, i: usize, between: bool) -> Scanned<(Body, usize)> {
        let Some(mut lo) = self.piece(i) else { return Ok(None) };
        let Some((joint, at)) = self.date_joint(lo.next, between) else { return Ok(None) };
        let Some(mut hi) = self.piece(self.past_weekday(at)) else { return Ok(None) };
        if lo.year.is_some() && lo.date().is_some() && hi.date().is_some() {
            // Two whole dates.
            return Ok(None);
        }
        // A month alone takes the year; a day takes the month that is written.
        let whole_months = lo.day.is_none() && hi.day.is_none();
        if whole_months && (lo.month.is_none() || hi.month.is_none()) {
            return Ok(None);
        }
        // "31 March 2026 to 5 April": the year flows to the right as well.
        hi.year = hi.year.or(lo.year.filter(|_| hi.month.is_some()));
        if lo.day.is_none() != hi.day.is_none() || lo.month.or(hi.month).is_none() {
            return Ok(None);
        }
        hi.month = hi.month.or(lo.month);
        lo.month = lo.month.or(hi.month);
        let turn = lo.month > hi.month && lo.year.is_none();
        (lo.year, hi.year) = match (lo.year, hi.year) {
            (None, Some(Year::One(year))) => (Some(Year::One(year - i32::from(turn))), hi.year),
            // Of months alone nobody knows whether they come every year.
            (None, None) if whole_months => return Ok(None),
            (None, None) => (Some(Year::Every { next: false }), Some(Year::Every { next: turn })),
            // "31 March 2026 to 5": of a day alone nobody knows the year.
            (Some(_), None) => return Ok(None),
            years => years,
        };
        let span = self.bytes(&(i..hi.next));
        let fault = |kind| Fault { kind, span: span.clone() };
        let (Some(from), Some(to)) = (lo.date(), hi.date()) else {
            return Err(fault(FaultKind::NoSuchDay));
        };
        if matches!(joint, Joint::List) && from.last_day() + 1 != to.first_day() {
            return Err(fault(FaultKind::SeveralDates));
        }
        if turn && matches!(joint, Joint::Span) && whole_months {
            return Err(fault(FaultKind::Downward));
        }
        if to.last_day() < from.first_day() {
            return Err(fault(FaultKind::Downward));
        }
        if from == to {
            return Err(fault(FaultKind::SameEnds));
        }
        self.check_weekday(i, &from, lo.next)?;
        if self.check_both_weekdays((i, hi.next), &from, &to)? {
            return Ok(Some((Body::Dates(from, to), hi.next)));
        }
        self.check_weekday(self.past_weekday(at), &to, hi.next)?;
        Ok(Some((Body::Dates(from, to), hi.next)))
    }

    fn past_weekday(&self, i: usize) -> usize {
        let weekday =
            self.word(i).is_some_and(|w| super::calendar::is_calendar_name(w) && month_named(w).is_none());
        i + usize::from(weekday) + usize::from(weekday && self.symbol(i + 1, ','))
    }

    fn date_joint(&self, i: usize, between: bool) -> Option<(Joint, usize)> {
        if matches!(self.token(i), Some(TokenKind::Dash(_))) {
            let to = usize::from(self.is_word(i + 1, "to"));
            return Some((Joint::Span, i + 1 + to));
        }
        if self.among(i, &["to", "through", "until", "till", "thru"]) {
            return Some((Joint::Span, i + 1));
        }
        if self.is_word(i, "and") {
            return Some((if between { Joint::Span } else { Joint::List }, i + 1));
        }
        let listed =
            self.is_word(i, "or") || self.symbol(i, '&') || self.symbol(i, '/') || self.symbol(i, ',');
        listed.then_some((Joint::List, i + 1))
    }

    /// "1", "1 June", "June 1", "June", each perhaps with the year.
    fn piece(&self, i: usize) -> Option<Piece> {
        let year = |k: usize| {
            let k = k + usize::from(self.symbol(k, ',') || (self.symbol(k, '.') && self.glued(k)));
            self.year(k).map(|year| (Year::One(year), k + 1))
        };
        let with_year = |day, month, next| {
            let found = year(next);
            Some(Piece { day, month, year: found.map(|f| f.0), next: found.map_or(next, |f| f.1) })
        };
        if let Some(month) = self.word(i).and_then(month_named) {
            let k = i + 1 + usize::from(self.symbol(i + 1, '.') && self.glued(i + 1));
            return match self.day_of_month(k) {
                Some((day, next)) => with_year(Some(day), Some(month), next),
                None => with_year(None, Some(month), k),
            };
        }
        // "the 1st to the 15th of June"
        let i = i + usize::from(self.is_word(i, "the"));
        let (day, k) = self.day_of_month(i)?;
        let of = k + usize::from(self.is_word(k, "of"));
        match self.word(of).and_then(month_named) {
            Some(month) => with_year(Some(day), Some(month), of + 1),
            None => with_year(Some(day), None, k),
        }
    }

    fn day_of_month(&self, i: usize) -> Option<(u8, usize)> {
        let Some(TokenKind::Number(run)) = self.token(i) else { return None };
        let day = run.whole_number().filter(|n| (1..=31).contains(n) && run.whole.len() <= 2)?;
        Some((u8::try_from(day).ok()?, self.ordinal_suffix(i + 1).unwrap_or(i + 1)))
    }
}
