//! Dates in wording.
//!
//! In: a token index. Out: a date or a range of dates. Years alone are dates only where a date is
//! wanted; full dates are seen everywhere, so that their numbers are not taken for figures.
//! `03/04/2025` is refused: nobody can tell the day from the month.

use super::date::{Date, Part, month_named};
use super::kind::Kind;
use super::lex::{Num, Tok};
use super::scan::{Body, Fault, Found, Scanner, Why};

impl Scanner<'_> {
    /// The date or range of dates at token `i`.
    pub(crate) fn date_body(&self, i: usize) -> Found<(Body, usize)> {
        let wanted = self.steer.kind == Some(Kind::Date);
        if wanted && let Some(found) = self.year_pair(i) {
            return Ok(Some(found));
        }
        let opens = self.is_word(i, "between") || self.is_word(i, "from");
        let between = self.is_word(i, "between");
        let start = if opens && wanted { i + 1 } else { i };
        if wanted && let Some(found) = self.month_range(start)? {
            return Ok(Some(found));
        }
        let Some((lo, next)) = self.date(start)? else {
            return Ok(None);
        };
        let joined = (between && self.is_word(next, "and"))
            || self.is_word(next, "to")
            || matches!(self.tok(next), Some(Tok::Dash(_)));
        if wanted
            && joined
            && let Some((hi, end)) = self.date(next + 1)?
        {
            return self.ordered(i..end, lo, hi).map(|body| Some((body, end)));
        }
        if opens && wanted {
            return Ok(None);
        }
        Ok(Some((Body::Date(lo), next)))
    }

    fn ordered(&self, tokens: std::ops::Range<usize>, lo: Date, hi: Date) -> Result<Body, Fault> {
        let span = self.bytes(&tokens);
        if hi.last_day() < lo.first_day() {
            return Err(Fault { why: Why::Downward, span });
        }
        if hi == lo {
            return Err(Fault { why: Why::SameEnds, span });
        }
        Ok(Body::Dates(lo, hi))
    }

    /// `2012–13`: the second year in two digits.
    fn year_pair(&self, i: usize) -> Option<(Body, usize)> {
        let from = self.year(i)?;
        let short = self.num(i + 2)?;
        let glued = self.glued(i + 1) && self.glued(i + 2);
        let dash = matches!(self.tok(i + 1), Some(Tok::Dash(_)));
        let to = from / 100 * 100 + i32::try_from(short.small()?).ok()?;
        // `2025-06` is a month.
        let month = self.hyphen(i + 1) && to % 100 <= 12 && to % 100 > 0;
        if !dash || !glued || short.whole.len() != 2 || month || to <= from {
            return None;
        }
        Some((Body::Dates(Date::of_year(from)?, Date::of_year(to)?), i + 3))
    }

    /// "March–June 2025": the year flows left.
    fn month_range(&self, i: usize) -> Found<(Body, usize)> {
        let Some(first) = self.word(i).and_then(month_named) else {
            return Ok(None);
        };
        let joint = self.is_word(i + 1, "to")
            || self.is_word(i + 1, "and")
            || matches!(self.tok(i + 1), Some(Tok::Dash(_)));
        if !joint {
            return Ok(None);
        }
        let Some((hi, end)) = self.date(i + 2)? else {
            return Ok(None);
        };
        match (hi.part, Date::new(hi.year, Part::Month(first))) {
            (Part::Month(_), Some(lo)) => self.ordered(i..end, lo, hi).map(|body| Some((body, end))),
            _ => Ok(None),
        }
    }

    /// One date.
    pub(crate) fn date(&self, i: usize) -> Found<(Date, usize)> {
        let wanted = self.steer.kind == Some(Kind::Date);
        if let Some(found) = self.iso(i)? {
            return Ok(Some(found));
        }
        if wanted && self.slashed(i) {
            return Err(Fault { why: Why::NumericDate, span: self.bytes(&(i..i + 5)) });
        }
        if let Some(found) = self.quarter_date(i) {
            return Ok(Some(found));
        }
        if let Some(found) = self.named(i)? {
            return Ok(Some(found));
        }
        let year = if wanted { self.year(i) } else { None };
        Ok(year.and_then(Date::of_year).map(|d| (d, i + 1)))
    }

    fn num(&self, i: usize) -> Option<&Num> {
        match self.tok(i)? {
            Tok::Num(n) => Some(n),
            _ => None,
        }
    }

    /// A year from 1900 to 2100 in four digits, standing alone.
    pub(crate) fn year(&self, i: usize) -> Option<i32> {
        let n = self.num(i)?;
        let year = i32::try_from(n.small()?).ok()?;
        let written = self.toks.get(i).is_some_and(|t| self.text[t.start..t.end].chars().count() == 4);
        let alone = !(self.glued(i + 1) && matches!(self.tok(i + 1), Some(Tok::Word)));
        (written && alone && (1900..=2100).contains(&year)).then_some(year)
    }

    /// `2025-06-14`, `2025-06`, `2025-Q2`; the middle must be a month.
    fn iso(&self, i: usize) -> Found<(Date, usize)> {
        let Some(year) = self.year(i) else {
            return Ok(None);
        };
        let joined = |k: usize| self.hyphen(k) && self.glued(k) && self.glued(k + 1);
        if !joined(i + 1) {
            return Ok(None);
        }
        if self.is_word(i + 2, "Q")
            && let Some(q) = self.num(i + 3).and_then(Num::small)
        {
            let q = u8::try_from(q).unwrap_or(0);
            return Ok(Date::new(year, Part::Quarter(q)).map(|d| (d, i + 4)));
        }
        let two = |k: usize| {
            let n = self.num(k).filter(|n| n.whole.len() == 2)?;
            u8::try_from(n.small()?).ok()
        };
        let Some(month) = two(i + 2).filter(|m| (1..=12).contains(m)) else {
            return Ok(None);
        };
        if joined(i + 3)
            && let Some(day) = two(i + 4)
        {
            let end = i + 5;
            let Some(date) = Date::new(year, Part::Day(month, day)) else {
                return Err(Fault { why: Why::NoSuchDay, span: self.bytes(&(i..end)) });
            };
            return Ok(Some((date, end)));
        }
        Ok(Date::new(year, Part::Month(month)).map(|d| (d, i + 3)))
    }

    /// `03/04/2025`
    fn slashed(&self, i: usize) -> bool {
        let slash = |k: usize| self.sym(k, '/') || self.sym(k, '.');
        self.num(i).is_some()
            && slash(i + 1)
            && self.num(i + 2).is_some()
            && slash(i + 3)
            && self.num(i + 4).is_some()
    }

    /// `Q1 2025`
    fn quarter_date(&self, i: usize) -> Option<(Date, usize)> {
        if !self.is_word(i, "Q") || !self.glued(i + 1) {
            return None;
        }
        let quarter = u8::try_from(self.num(i + 1)?.small()?).ok()?;
        let of = usize::from(self.is_word(i + 2, "of"));
        let date = Date::new(self.year(i + 2 + of)?, Part::Quarter(quarter))?;
        Some((date, i + 3 + of))
    }

    /// `June 2025`, `June 14, 2025`, `14 June 2025`, `14th of June 2025`.
    fn named(&self, i: usize) -> Found<(Date, usize)> {
        if let Some(month) = self.word(i).and_then(month_named) {
            let j = i + 1 + usize::from(self.sym(i + 1, '.') && self.glued(i + 1));
            if let Some(year) = self.year(j) {
                return Ok(Date::new(year, Part::Month(month)).map(|d| (d, j + 1)));
            }
            let Some((day, mut k)) = self.day(j) else {
                return Ok(None);
            };
            k += usize::from(self.sym(k, ','));
            return self.full(i, month, day, k);
        }
        let Some((day, j)) = self.day(i) else {
            return Ok(None);
        };
        let j = j + usize::from(self.is_word(j, "of"));
        let Some(month) = self.word(j).and_then(month_named) else {
            return Ok(None);
        };
        let k = j + 1 + usize::from(self.sym(j + 1, '.') || self.sym(j + 1, ','));
        self.full(i, month, day, k)
    }

    /// The day with the year at token `k`.
    fn full(&self, i: usize, month: u8, day: u8, k: usize) -> Found<(Date, usize)> {
        let Some(year) = self.year(k) else {
            return Ok(None);
        };
        match Date::new(year, Part::Day(month, day)) {
            Some(date) => Ok(Some((date, k + 1))),
            None => Err(Fault { why: Why::NoSuchDay, span: self.bytes(&(i..k + 1)) }),
        }
    }

    fn day(&self, i: usize) -> Option<(u8, usize)> {
        let n = self.num(i)?.small().filter(|n| (1..=99).contains(n))?;
        let next = self.ordinal_suffix(i + 1).unwrap_or(i + 1);
        Some((u8::try_from(n).ok()?, next))
    }
}
