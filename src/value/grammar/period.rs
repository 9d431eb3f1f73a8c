//! What a sum or a number recurs in: a year, /month, p.a., every two weeks.
//!
//! In: the token after a quantity. Out: [`Per`], the period that was written, and the token after it. A time that no
//! attribute can have (a term, a fortnight) is a period as well, so that it is compared and never passed over.

use super::lex::TokenKind;
use super::number_words::is_number_word;
use super::scanner::Scanner;
use crate::value::{Period, TimeUnit, singular};

/// What a rate is per, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Per {
    Period(Period),
    /// A time that no attribute can have.
    Other,
}

impl Scanner<'_> {
    /// A period with what may stand before it: `-a-month`, "(monthly)", "– per month", ", paid monthly", "by the hour".
    pub(crate) fn joined_or_apart(&self, j: usize) -> Option<(Per, usize)> {
        const PAID: [&str; 6] = ["paid", "payable", "billed", "charged", "due", "for"];
        if let Some(found) = self.period(j) {
            return Some(found);
        }
        let bracket = self.symbol(j, '(') || self.symbol(j, '[');
        let mark = usize::from(
            bracket
                || self.symbol(j, ',')
                || self.symbol(j, '—')
                || matches!(self.token(j), Some(TokenKind::Dash(_))),
        );
        let paid = usize::from(self.among(j + mark, &PAID));
        if mark + paid == 0 {
            let by = self.is_word(j, "by") && self.is_word(j + 1, "the");
            return self.named_period(j + 2).filter(|_| by);
        }
        // "$600-a-month" has a hyphen more.
        let at = j + mark + paid;
        let article = self.among(at, &["a", "an", "per"]);
        let (per, next) = if article && self.hyphen(at + 1) && self.glued(at + 1) {
            self.named_period(at + 2)?
        } else {
            self.period(at)?
        };
        // "$600 for a month" is paid once.
        let once = paid > 0 && self.is_word(at - 1, "for") && article;
        let closed = usize::from(bracket && (self.symbol(next, ')') || self.symbol(next, ']')));
        (!once).then_some((per, next + closed))
    }

    /// `/year`, `per year`, `a year`, `annually`, `every two weeks`, `fortnightly`.
    pub(crate) fn period(&self, j: usize) -> Option<(Per, usize)> {
        if self.symbol(j, '/') {
            let word = self.word(j + 1)?;
            let letter = Period::from_letter(word).filter(|_| self.glued(j + 1) && self.glued(j));
            return self.named_period(j + 1).or(letter.map(|per| (Per::Period(per), j + 2)));
        }
        let word = self.word(j)?;
        if let Some(per) = self.adverb(j) {
            return Some(per);
        }
        let often = ["once", "twice", "thrice"].iter().any(|w| w.eq_ignore_ascii_case(word));
        // "three times a year"
        let number =
            is_number_word(word) && !word.eq_ignore_ascii_case("one") && self.is_word(j + 1, "times");
        if number && let Some((_, next)) = self.joined_period(j + 2) {
            return Some((Per::Other, next));
        }
        if often && let Some((per, next)) = self.joined_period(j + 1).or_else(|| self.adverb(j + 1)) {
            let once = word.eq_ignore_ascii_case("once");
            return Some((if once { per } else { Per::Other }, next));
        }
        self.joined_period(j)
    }

    /// "annually", "fortnightly", "bi-weekly".
    fn adverb(&self, j: usize) -> Option<(Per, usize)> {
        let word = self.word(j)?;
        if let Some(period) = Period::from_adverb(word) {
            return Some((Per::Period(period), j + 1));
        }
        if Period::is_other_adverb(word) {
            return Some((Per::Other, j + 1));
        }
        let prefix = ["bi", "semi", "half", "tri", "two", "three", "four", "six"]
            .iter()
            .any(|w| w.eq_ignore_ascii_case(word));
        let joined = prefix && self.hyphen(j + 1) && self.glued(j + 1) && self.glued(j + 2);
        let adverb = self.word(j + 2).and_then(Period::from_adjective);
        (joined && adverb.is_some()).then_some((Per::Other, j + 3))
    }

    /// "per year", "a night", "every other week".
    fn joined_period(&self, j: usize) -> Option<(Per, usize)> {
        let word = self.word(j)?;
        let article = ["a", "an"].iter().any(|w| w.eq_ignore_ascii_case(word));
        let joint = article || ["per", "each", "every"].iter().any(|w| w.eq_ignore_ascii_case(word));
        if !joint {
            return None;
        }
        // "one second" of "a second round" is no period.
        let described = self.word(j + 2).is_some();
        if article && described && (self.is_word(j + 1, "second") || self.is_word(j + 1, "minute")) {
            return None;
        }
        if !article && let Some(next) = self.several_periods(j + 1) {
            return Some((Per::Other, next));
        }
        let single = self.among(j + 1, &["single", "given", "passing", "whole", "full", "billable"]);
        // "$500 a-week"
        let hyphen = self.hyphen(j + 1) && self.glued(j + 1) && self.glued(j + 2);
        self.named_period(j + 1 + usize::from((single && !article) || hyphen))
    }

    /// "year", "calendar month", "term", where a period is expected.
    fn named_period(&self, j: usize) -> Option<(Per, usize)> {
        const KINDS: [&str; 8] =
            ["calendar", "academic", "school", "tax", "financial", "fiscal", "working", "business"];
        let kind = self.among(j, &KINDS);
        let at = j + usize::from(kind);
        let word = self.word(at)?;
        // "a day rate" is a rate, "a minute detail" is not a minute.
        if let Some(period) = Period::from_noun(word) {
            return Some((Per::Period(period), at + 1));
        }
        Period::is_other_noun(word).then_some((Per::Other, at + 1))
    }

    /// "two weeks", "other month", "4 weeks" after "every".
    fn several_periods(&self, j: usize) -> Option<usize> {
        const ORDERS: [&str; 6] = ["other", "second", "third", "fourth", "few", "couple"];
        let number = matches!(self.token(j), Some(TokenKind::Number(_)));
        let word = self.word(j).is_some_and(|w| is_number_word(w) || ORDERS.contains(&w));
        // "three-year cycle", "half-year", "two to three years"
        let joined = usize::from(self.hyphen(j + 1) && self.glued(j + 1));
        let to = if self.is_word(j + 1, "to") || self.is_word(j + 1, "or") { 2 } else { 0 };
        let noun = singular(self.word(j + 1 + joined.max(to))?);
        let timed = TimeUnit::from_word(&noun).is_some() || Period::is_other_noun(&noun);
        ((number || word) && timed).then_some(j + 2 + joined.max(to))
    }

    /// "p.a.", "pcm", "p/w" after a sum.
    pub(crate) fn period_letters(&self, j: usize) -> Option<(Per, usize)> {
        // "$500 p/wk", "$500 yr."
        let slashed =
            self.is_word(j, "p") && self.symbol(j + 1, '/') && self.glued(j + 1) && self.glued(j + 2);
        if let Some(period) = self.word(j + 2).and_then(Period::from_noun).filter(|_| slashed) {
            return Some((Per::Period(period), j + 3));
        }
        let short = self.among(j, &["yr", "mo", "mth", "wk", "hr", "qtr"]) && !self.glued(j);
        if let Some(period) = self.word(j).and_then(Period::from_noun).filter(|_| short) {
            return Some((
                Per::Period(period),
                j + 1 + usize::from(self.symbol(j + 1, '.') && self.glued(j + 1)),
            ));
        }
        let mut letters = String::new();
        let mut k = j;
        let mut points = false;
        while let Some(word) = self.word(k)
            && word.len() <= 4
            && (k == j || self.glued(k) || self.is_word(j, "p") && k == j + 2)
        {
            letters.push_str(word);
            k += 1;
            let point = self.symbol(k, '.') || self.symbol(k, '/');
            // "p. a." has a blank.
            let near = self.glued(k + 1) || self.is_word(j, "p") && k == j + 1;
            let more = self.word(k + 1).is_some_and(|w| w.chars().count() == 1) && near;
            if word.chars().count() > 1 || !point || !self.glued(k) || !more {
                break;
            }
            points = true;
            k += 1;
        }
        let period = Period::from_letters(&letters)?;
        k += usize::from(points && self.symbol(k, '.') && self.glued(k));
        Some((period.map_or(Per::Other, Per::Period), k))
    }
}
