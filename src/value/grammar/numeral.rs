//! Numbers, in digits and in words.
//!
//! In: a token index. Out: [`Numeral`], the exact number with the worth of its last written digit,
//! or a fault. Scales (`K`, million), signs and units belong to `quantity`.

use super::fault::{Fault, FaultKind, Scanned};
use super::lex::{DigitFault, DigitRun, Gap, TokenKind};
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::quantity::currency;
use crate::value::{Number, TimeUnit};

/// A number as written.
#[derive(Clone, Debug)]
pub(crate) struct Numeral {
    pub value: Number,
    pub digit: Number,
    pub next: usize,
    pub spelling: Spelling,
}

/// How a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Digits,
    Words,
    /// `a`, `an`: one, if nothing better is there.
    Article,
}

const FRACTIONS: [&str; 10] =
    ["third", "thirds", "fourth", "fourths", "fifth", "fifths", "eighth", "eighths", "tenth", "tenths"];

impl Scanner<'_> {
    /// The number at token `i`. `joined` forbids "and" inside it, as after "between".
    pub(crate) fn numeral(&self, i: usize, joined: bool) -> Scanned<Numeral> {
        let mut n = match self.token(i) {
            Some(TokenKind::Number(run)) => match self.in_digits(i, run)? {
                Some(n) => n,
                None => return Ok(None),
            },
            Some(TokenKind::Word) => match self.words(i, joined)? {
                Some(n) => n,
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        if !joined && n.spelling != Spelling::Article && n.value.is_integer() && self.half_more(n.next) {
            n.value = &n.value + &Number::frac(1, 2);
            n.digit = Number::frac(1, 2);
            n.next += 3;
        }
        Ok(Some(n))
    }

    /// "and a half" at token `i`.
    pub(crate) fn half_more(&self, i: usize) -> bool {
        self.is_word(i, "and") && self.is_word(i + 1, "a") && self.is_word(i + 2, "half")
    }

    fn in_digits(&self, i: usize, run: &DigitRun) -> Scanned<Numeral> {
        let token = &self.tokens[i];
        if let Some(fault) = run.fault {
            let why = match fault {
                DigitFault::Group => FaultKind::Groups,
                DigitFault::TooLong => FaultKind::TooLong,
                DigitFault::NoWhole => FaultKind::NoWhole,
                DigitFault::Points => FaultKind::Points,
                DigitFault::Joined => FaultKind::Joined,
                DigitFault::Fraction => FaultKind::Fraction,
            };
            return Err(Fault { kind: why, span: token.start..token.end });
        }
        let Some(value) = run.value() else {
            return Ok(None);
        };
        let mut n = Numeral { value, digit: run.last_digit(), next: i + 1, spelling: Spelling::Digits };
        if let Some(TokenKind::Number(more)) = self.token(i + 1) {
            let whole = run.fraction.is_empty() && run.quarters == 0;
            if whole && more.quarters > 0 && more.whole == "0" {
                n.value = &n.value + &Number::frac(i64::from(more.quarters), 4);
                n.digit = more.last_digit();
                n.next = i + 2;
            } else if whole && self.fraction_digits(i + 1) {
                let span = token.start..self.tokens[i + 3].end;
                return Err(Fault { kind: FaultKind::Fraction, span });
            } else if self.spaced_group(i, run, more) {
                let span = token.start..self.tokens[i + 1].end;
                return Err(Fault { kind: FaultKind::SpacedGroups, span });
            }
        }
        if let Some(TokenKind::Symbol(c)) = self.token(i + 1)
            && c.is_numeric()
        {
            let span = token.start..self.tokens[i + 1].end;
            return Err(Fault { kind: FaultKind::Fraction, span });
        }
        Ok(Some(n))
    }

    /// `1/2`, `3/4`: the fraction of `2 1/2`.
    fn fraction_digits(&self, i: usize) -> bool {
        let small = |k: usize| match self.token(k) {
            Some(TokenKind::Number(n)) => n.whole_number(),
            _ => None,
        };
        let glued = self.glued(i + 1) && self.glued(i + 2) && self.symbol(i + 1, '/');
        glued
            && matches!(
                (small(i), small(i + 2)),
                (Some(1 | 2), Some(3)) | (Some(1 | 3), Some(4)) | (Some(1), Some(2))
            )
    }

    /// `450 000`: groups separated by a blank.
    fn spaced_group(&self, i: usize, first: &DigitRun, second: &DigitRun) -> bool {
        let blank = self.tokens.get(i + 1).is_some_and(|t| t.gap != Gap::None);
        blank
            && first.fraction.is_empty()
            && first.whole.len() <= 3
            && second.whole.len() == 3
            && second.quarters == 0
    }

    fn words(&self, i: usize, joined: bool) -> Scanned<Numeral> {
        let Some(word) = self.word(i) else {
            return Ok(None);
        };
        let lower = word.to_ascii_lowercase();
        let make =
            |value: Number, digit: Number, next, spelling| Some(Numeral { value, digit, next, spelling });
        match lower.as_str() {
            "a" | "an" => return self.article(i),
            "half" => return Ok(self.half(i)),
            "dozen" => return Ok(make(12.into(), Number::one(), i + 1, Spelling::Words)),
            "hundred" | "thousand" | "million" | "billion" | "trillion" => {
                return Ok(
                    make(Number::one(), Number::one(), i, Spelling::Words).filter(|_| self.scaled_start(i))
                );
            }
            "quarter" | "quarters" if self.scale_of(i + 1) => {
                return Err(Fault { kind: FaultKind::Fraction, span: self.bytes(&(i..i + 2)) });
            }
            "no" if self.noun(i + 1).is_some() => {
                return Ok(make(Number::zero(), Number::one(), i + 1, Spelling::Words));
            }
            _ => {}
        }
        let Some((mut value, mut next)) = self.below_hundred(i) else {
            return Ok(None);
        };
        if self.is_word(next, "dozen") {
            let value = &Number::from(value) * &Number::from(12);
            return Ok(make(value, Number::one(), next + 1, Spelling::Words));
        }
        let hyphen = usize::from(self.hyphen(next) && self.glued(next));
        if self.is_word(next + hyphen, "hundred") {
            value *= 100;
            next += hyphen + 1;
            let with_and = !joined && self.is_word(next, "and");
            let tail = next + usize::from(with_and);
            if let Some((small, after)) = self.below_hundred(tail)
                && !self.is_word(after, "hundred")
            {
                value += small;
                next = after;
            }
        }
        if self.fraction_word(next) {
            let span = self.bytes(&(i..next + 2));
            return Err(Fault { kind: FaultKind::Fraction, span });
        }
        Ok(make(value.into(), Number::one(), next, Spelling::Words))
    }

    /// A bare "hundred" or "million" counts as one of it only before a unit: "hundred dollars".
    fn scaled_start(&self, i: usize) -> bool {
        self.noun(i + 1).is_some() || self.word(i + 1).is_some_and(|w| currency::by_word(w).is_some())
    }

    /// "of a million", "million": what a quarter is of.
    fn scale_of(&self, i: usize) -> bool {
        let i = i + usize::from(self.is_word(i, "of"));
        let i = i + usize::from(self.is_word(i, "a"));
        self.is_scale_word(i)
    }

    fn is_scale_word(&self, i: usize) -> bool {
        ["hundred", "thousand", "million", "billion", "trillion"].iter().any(|w| self.is_word(i, w))
    }

    /// "-thirds" or " quarters of": a fraction in words.
    fn fraction_word(&self, i: usize) -> bool {
        let hyphen = self.hyphen(i) && self.glued(i);
        let at = i + usize::from(hyphen);
        let quarters = self.is_word(at, "quarters") && (hyphen || self.is_word(at + 1, "of"));
        quarters || FRACTIONS.iter().any(|w| self.is_word(at, w))
    }

    fn article(&self, i: usize) -> Scanned<Numeral> {
        let one =
            |next, spelling| Some(Numeral { value: Number::one(), digit: Number::one(), next, spelling });
        if self.is_word(i + 1, "dozen") {
            let value = Number::from(12);
            let digit = Number::one();
            return Ok(Some(Numeral { value, digit, next: i + 2, spelling: Spelling::Words }));
        }
        if self.is_word(i + 1, "hundred") {
            return self.words_after_article(i + 1);
        }
        if self.is_scale_word(i + 1) {
            return Ok(one(i + 1, Spelling::Words));
        }
        if self.is_word(i + 1, "half") {
            // "a half-hour interview"
            return Ok(self.half(i + 1));
        }
        if self.is_word(i + 1, "quarter") && self.scale_of(i + 2) {
            return Err(Fault { kind: FaultKind::Fraction, span: self.bytes(&(i..i + 3)) });
        }
        if self.is_word(i + 1, "single") && self.unit(i + 2).is_some() {
            return Ok(one(i + 2, Spelling::Words));
        }
        Ok(one(i + 1, Spelling::Article))
    }

    /// "a hundred", "a hundred and twenty".
    fn words_after_article(&self, i: usize) -> Scanned<Numeral> {
        let with_and = self.is_word(i + 1, "and");
        let tail = self.below_hundred(i + 1 + usize::from(with_and));
        let (value, next) = match tail {
            Some((small, after)) if !self.is_word(after, "hundred") => (100 + small, after),
            _ => (100, i + 1),
        };
        let digit = Number::one();
        Ok(Some(Numeral { value: value.into(), digit, next, spelling: Spelling::Words }))
    }

    /// "half a", "half an", "half-hour".
    fn half(&self, i: usize) -> Option<Numeral> {
        let article = self.is_word(i + 1, "a") || self.is_word(i + 1, "an");
        let next = if article { i + 2 } else { i + 1 };
        let unit = next + usize::from(self.hyphen(next) && self.glued(next));
        let fits = self.word(unit).is_some_and(|w| {
            TimeUnit::from_word(w).is_some_and(|u| u != TimeUnit::Second)
                || w.eq_ignore_ascii_case("dozen")
                || w.eq_ignore_ascii_case("million")
                || w.eq_ignore_ascii_case("billion")
        }) || (article
            && matches!(
                self.unit(unit),
                Some((WrittenUnit::Noun | WrittenUnit::Percent | WrittenUnit::Points, _))
            ));
        if !fits {
            return None;
        }
        let half = Number::frac(1, 2);
        if self.is_word(unit, "dozen") {
            let (value, digit) = (Number::from(6), Number::one());
            return Some(Numeral { value, digit, next: unit + 1, spelling: Spelling::Words });
        }
        Some(Numeral { value: half.clone(), digit: half, next, spelling: Spelling::Words })
    }
}
