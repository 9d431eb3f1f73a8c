//! What a sum or a number is for, or for one of: "per seat", "per GB", "over four years", "a year".
//!
//! In: a quantity and the token after its unit. Out: the quantity with its period and with what it is shared out to. Periods
//! are read in `period`; whether the fact has the same is decided in `read`.

use super::fault::Scanned;
use super::lex::{Gap, TokenKind};
use super::number_words::is_number_word;
use super::period::Per;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Kind, MeasureUnit, Period, TimeUnit};

impl Scanner<'_> {
    /// The token after the period of a rate at token `j`; `None` for multiples, which have none.
    pub(super) fn rate(&self, j: usize, quantity: &mut WrittenQuantity) -> Scanned<usize> {
        let sum = matches!(quantity.unit, WrittenUnit::Money(_)) || self.expected.kind == Some(Kind::Money);
        let timed = matches!(self.expected.kind, Some(Kind::Count | Kind::Duration));
        let pointed = timed && self.symbol(j + 1, '.');
        let letters = || if sum || pointed { self.period_letters(j) } else { None };
        // "$450K per employee per year"
        let shared = self.is_shared_out(j);
        let thing = self.one_of(j).unwrap_or(j + 1);
        // "$0.02 per GB-month"
        let number = self.word(j + 1).is_some_and(is_number_word);
        let month = shared && !number && self.hyphen(j + 2) && self.glued(j + 2);
        let noun = if month { self.word(j + 3).and_then(Period::from_noun) } else { None };
        if let Some(period) = noun {
            quantity.period = Some(Per::Period(period));
            return Ok(Some(j + 4));
        }
        let shared_first = shared && self.period(thing + 1).is_some();
        let at = if shared_first { thing + 1 } else { j };
        let at = self.after_other_noun(at, quantity).unwrap_or(at);
        quantity.shared_out = shared && at == j;
        let several = self.is_per_several(j);
        quantity.per_measure = shared && self.is_per_measure(j) || several;
        quantity.shared_out |= several;
        quantity.thing = self.word(thing).filter(|_| shared).map(str::to_owned);
        quantity.part = quantity.thing.clone().filter(|_| self.one_of(j).is_some());
        let apart = || if sum || timed { self.joined_or_apart(at) } else { None };
        let Some((per, mut next)) = self.period(at).or_else(letters).or_else(apart) else {
            return Ok(Some(j));
        };
        if quantity.unit == WrittenUnit::Times {
            return Ok(None);
        }
        quantity.period = Some(per);
        if !shared_first {
            // What it is per is the period.
            quantity.part = None;
            quantity.per_measure = false;
        }
        // "$45 per hour per student", "$0.02 per GB-month"
        let more = self.among(next, &["per", "each"]) && self.is_shared_out(next);
        quantity.shared_out = more;
        self.plus(&mut next, quantity)?;
        Ok(Some(next))
    }

    /// "10 requests a minute": the period after words for things that no attribute declares.
    fn after_other_noun(&self, j: usize, quantity: &WrittenQuantity) -> Option<usize> {
        const JOINS: [&str; 14] = [
            "in", "for", "over", "of", "at", "on", "within", "during", "after", "before", "and", "or", "to",
            "from",
        ];
        if self.expected.kind != Some(Kind::Count) || quantity.unit != WrittenUnit::Bare {
            return None;
        }
        let thing = |k: usize| self.word(k).is_some_and(|w| !JOINS.iter().any(|j| j.eq_ignore_ascii_case(w)));
        (j + 1..=j + 3).take_while(|k| thing(*k - 1)).find(|k| {
            let joint = self.among(*k, &["a", "an", "per", "each", "every"]);
            joint && self.period(*k).is_some()
        })
    }

    /// Whether a unit of measure follows "per" or a slash, perhaps with a number: "per GB", "per 100 g".
    pub(crate) fn is_per_measure(&self, j: usize) -> bool {
        let numbered = matches!(self.token(j + 1), Some(TokenKind::Number(_)));
        let word = self.word(j + 1 + usize::from(numbered));
        word.is_some_and(|word| (word.len() > 1 || numbered) && MeasureUnit::named(word).is_some())
    }

    /// "per 1,000 requests", "for every ten seats": more than one.
    fn is_per_several(&self, j: usize) -> bool {
        let every = self.is_word(j, "for") && (self.is_word(j + 1, "every") || self.is_word(j + 1, "each"));
        let at = if every { j + 2 } else { j + 1 };
        let joint = every || self.is_per(j);
        let number = match self.token(at) {
            Some(TokenKind::Number(run)) => run.whole != "1" || !run.fraction.is_empty(),
            _ => self.word(at).is_some_and(|word| is_number_word(word) && !word.eq_ignore_ascii_case("one")),
        };
        let timed = self.word(at + 1).and_then(TimeUnit::from_word).is_some();
        joint && number && !timed && self.expected.kind == Some(Kind::Money)
    }

    fn is_per(&self, j: usize) -> bool {
        self.symbol(j, '/') || self.among(j, &["per", "each"])
    }

    /// The noun of what an amount is for one of, where the words for that begin at token `j`: "per section", "a section",
    /// "for each paper", "in every centre", "per exam part".
    pub(crate) fn one_of(&self, j: usize) -> Option<usize> {
        let joint = |k: usize| self.among(k, &["each", "every"]);
        let first = if self.is_per(j) || joint(j) {
            j + 1
        } else if self.among(j, &["for", "in", "at", "on"]) && joint(j + 1) {
            j + 2
        } else if self.among(j, &["a", "an"]) {
            // "40 questions a computer marks": a clause follows, where a word goes on.
            let part = self.among(j + 1, &["exam", "test"]) && !self.ends_there(j + 2);
            let noun = j + 1 + usize::from(part);
            return self.word(noun).filter(|_| self.ends_there(noun + 1)).map(|_| noun);
        } else {
            return None;
        };
        let word = self.word(first)?;
        // "per exam part" is for a part.
        let part =
            ["exam", "test"].iter().any(|w| w.eq_ignore_ascii_case(word)) && !self.ends_there(first + 1);
        Some(first + usize::from(part))
    }

    /// Whether what the sum is for, or the time it is spread over, follows: "per seat", "over four years". An amount
    /// that has a period is another one then.
    pub(crate) fn is_shared_out(&self, j: usize) -> bool {
        if self.is_per(j) {
            return self.word(j + 1).is_some() || self.is_per_measure(j);
        }
        if self
            .one_of(j)
            .is_some_and(|noun| self.word(noun).is_some_and(|word| TimeUnit::from_word(word).is_none()))
        {
            return true;
        }
        let over = self.among(j, &["over", "across", "for"]);
        let spread = self.is_word(j, "spread") || self.is_word(j, "paid");
        let at = j + 1 + usize::from(spread && self.word(j + 1).is_some());
        let number =
            matches!(self.token(at), Some(TokenKind::Number(_))) || self.word(at).is_some_and(is_number_word);
        let unit = self.word(at + 1).and_then(TimeUnit::from_word);
        let plain = self.tokens.get(at).is_some_and(|t| t.gap != Gap::None);
        (over || spread) && number && plain && unit.is_some()
    }
}
