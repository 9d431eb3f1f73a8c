//! Numbers, in digits and in words.
//!
//! In: a token index. Out: [`Numeral`], the exact number with the worth of its last written digit,
//! or a fault. Scales (`K`, million), signs and units belong to `quantity`.

use super::fault::{Fault, FaultKind, Scanned};
use super::lex::{DigitFault, DigitRun, Gap, TokenKind, is_raised};
use super::phrases::VAGUE;
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
        let Some(mut n) = self.single(i, joined)? else { return Ok(None) };
        if !joined
            && n.spelling != Spelling::Article
            && n.value.is_integer()
            && let Some((part, digit, next)) = self.fraction_more(n.next)
        {
            n.value = &n.value + &part;
            n.digit = digit;
            n.next = next;
        }
        if let Some(next) = self.doubled(i, &n)? {
            n.next = next;
        }
        Ok(Some(n))
    }

    /// The number at token `i`, said once.
    fn single(&self, i: usize, joined: bool) -> Scanned<Numeral> {
        match self.token(i) {
            Some(TokenKind::Number(run)) => self.in_digits(i, run),
            Some(TokenKind::Word) => self.words(i, joined),
            _ => Ok(None),
        }
    }

    /// The token after the same number in brackets, in the other spelling: "three (3)", as in contracts.
    fn doubled(&self, i: usize, n: &Numeral) -> Scanned<usize> {
        if !self.symbol(n.next, '(') || n.spelling == Spelling::Article {
            return Ok(None);
        }
        let Ok(Some(again)) = self.single(n.next + 1, true) else { return Ok(None) };
        let other = (n.spelling == Spelling::Digits) != (again.spelling == Spelling::Digits);
        if !other || again.spelling == Spelling::Article || !self.symbol(again.next, ')') {
            return Ok(None);
        }
        if n.value != again.value {
            return Err(Fault { kind: FaultKind::Doubled, span: self.bytes(&(i..again.next + 1)) });
        }
        Ok(Some(again.next + 1))
    }

    /// "and a half" at token `i`, also with hyphens: the part, its precision and the token after it.
    pub(crate) fn fraction_more(&self, i: usize) -> Option<(Number, Number, usize)> {
        let gap = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k));
        let and = gap(i);
        if !self.is_word(and, "and") && !self.symbol(and, '&') {
            return None;
        }
        let first = gap(and + 1);
        // "and half of the rounds" is another amount.
        let (part, d, next) = self.fraction(first).filter(|_| !self.is_word(first, "half"))?;
        // "three papers and a fourth" are four.
        let order = d > 2 && d != 4 || self.is_word(next - 1, "fourth");
        let paid = i > 0 && self.is_word(i - 1, "time");
        let counted = paid || self.is_word(next, "times") || self.unit(next).is_some();
        let of = self.is_word(next, "of") || order && !counted;
        (!of).then(|| (part, Number::frac(1, d), next))
    }

    fn in_digits(&self, i: usize, run: &DigitRun) -> Scanned<Numeral> {
        let token = &self.tokens[i];
        let money = i.checked_sub(1).is_some_and(|k| self.ends_currency(k));
        let percent = self.symbol(i + 1, '%') && self.glued(i + 1);
        if run.fault == Some(DigitFault::NoWhole) && (money || percent) {
            // "$.99", ".04%"
            let value = Number::from_digits("0", &run.whole);
            let digit = Number::pow10(-i32::try_from(run.whole.len()).unwrap_or(0));
            let found = |value| Numeral { value, digit, next: i + 1, spelling: Spelling::Digits };
            return Ok(value.map(found));
        }
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
        if let Some((whole, fraction, next)) = self.blank_groups(i, money)
            && let Some(value) = Number::from_digits(&whole, &fraction)
        {
            n.value = value;
            n.digit = Number::pow10(-i32::try_from(fraction.len()).unwrap_or(0));
            n.next = next;
        } else if let Some(TokenKind::Number(more)) = self.token(i + 1) {
            self.second_number(i, run, more, &mut n)?;
        } else if self.hyphen(i + 1)
            && self.glued(i + 1)
            && self.glued(i + 2)
            && let Some(TokenKind::Number(more)) = self.token(i + 2)
            && matches!(self.token(i + 3), Some(TokenKind::Symbol('/')))
            && more.whole_number().is_some_and(|n| n < 10)
            && run.fraction.is_empty()
            && run.quarters == 0
            && let Some((part, d, next)) = self.fraction(i + 2)
        {
            // "2-1/2 hours"
            n.value = &n.value + &part;
            n.digit = Number::frac(1, d);
            n.next = next;
        }
        // "$300¹" has a note; "5²" is a power.
        if let Some(TokenKind::Symbol(c)) = self.token(n.next)
            && c.is_numeric()
            && !(money && is_raised(*c))
        {
            let span = token.start..self.tokens[n.next].end;
            return Err(Fault { kind: FaultKind::Fraction, span });
        }
        Ok(Some(n))
    }

    /// What a number directly after another means: `2 ¾`, `2 1/2`, or groups of digits with blanks that break.
    fn second_number(&self, i: usize, run: &DigitRun, more: &DigitRun, n: &mut Numeral) -> Result<(), Fault> {
        let whole = run.fraction.is_empty() && run.quarters == 0;
        if whole && more.quarters > 0 && more.whole == "0" {
            n.value = &n.value + &Number::frac(i64::from(more.quarters), 4);
            n.digit = more.last_digit();
            n.next = i + 2;
        } else if whole
            && matches!(self.token(i + 2), Some(TokenKind::Symbol('/')))
            && let Some((part, d, next)) = self.fraction(i + 1)
        {
            n.value = &n.value + &part;
            n.digit = Number::frac(1, d);
            n.next = next;
        } else if self.spaced_group(i, run, more) {
            let span = self.tokens[i].start..self.tokens[i + 1].end;
            return Err(Fault { kind: FaultKind::SpacedGroups, span });
        }
        Ok(())
    }

    /// Whether the token ends a sign or code of a currency.
    fn ends_currency(&self, k: usize) -> bool {
        (k.saturating_sub(2)..=k)
            .any(|start| self.currency_before(start).is_some_and(|(_, next)| next == k + 1))
    }

    /// `450 000` with blanks that do not break, or beside a currency: the digits before and after the point, and
    /// the token after them.
    fn blank_groups(&self, i: usize, money: bool) -> Option<(String, String, usize)> {
        let run = |k: usize| match self.token(k) {
            Some(TokenKind::Number(run)) if run.fault.is_none() && run.quarters == 0 => Some(run),
            _ => None,
        };
        let first = run(i)?;
        if !first.fraction.is_empty() || first.whole.len() > 3 || first.whole.starts_with('0') {
            return None;
        }
        let mut whole = first.whole.clone();
        let mut fraction = String::new();
        let mut next = i + 1;
        let mut breaks = false;
        while let Some(group) = run(next)
            && group.whole.len() == 3
            && fraction.is_empty()
            && !self.glued(next)
            && self.tokens[next].end - self.tokens[next].start >= 3
        {
            breaks |= self.tokens[next].gap == Gap::Space;
            whole.push_str(&group.whole);
            fraction.push_str(&group.fraction);
            next += 1;
        }
        // A blank that breaks may part two numbers, where nothing says that one is expected.
        let sum = || money || self.expected.kind.is_some();
        let sure = next > i + 2 || !breaks || sum();
        (next > i + 1 && sure).then_some((whole, fraction, next))
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
        if let Some(part) = self.part_of_scale(i) {
            return Ok(Some(part));
        }
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
        // "point five" has nothing before the point.
        if i > 0 && self.is_word(i - 1, "point") {
            return Err(Fault { kind: FaultKind::NoWhole, span: self.bytes(&(i - 1..next)) });
        }
        if let Some((digits, next)) = self.point_in_words(next)
            && let Some(value) = Number::from_digits(&value.to_string(), &digits)
        {
            let digit = Number::pow10(-i32::try_from(digits.len()).unwrap_or(0));
            return Ok(make(value, digit, next, Spelling::Words));
        }
        if self.is_word(next, "dozen") {
            let value = &Number::from(value) * &Number::from(12);
            return Ok(make(value, Number::one(), next + 1, Spelling::Words));
        }
        let hyphen = usize::from(self.hyphen(next) && self.glued(next));
        if self.is_word(next + hyphen, "hundred") {
            value *= 100;
            next += hyphen + 1;
            let gap = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k) && self.glued(k + 1));
            let with_and = !joined && self.is_word(gap(next), "and");
            let tail = if with_and { gap(gap(next) + 1) } else { gap(next) };
            if let Some((small, after)) = self.below_hundred(tail)
                && !self.is_word(after, "hundred")
            {
                value += small;
                next = after;
            }
        }
        // "seventy-fifth" is no fraction.
        if value >= 20 && value % 10 == 0 && self.ordinal_word(i).is_some() {
            return Ok(None);
        }
        if self.fraction_word(next) {
            let span = self.bytes(&(i..next + 2));
            return Err(Fault { kind: FaultKind::Fraction, span });
        }
        Ok(make(value.into(), Number::one(), next, Spelling::Words))
    }

    /// "and fifty", "two hundred and fifty" after a scale in words: a number below it, and the token after it.
    pub(crate) fn rest_in_words(&self, i: usize, scale: i32) -> Option<(Number, usize)> {
        let i = i + usize::from(self.is_word(i, "and"));
        self.below_hundred(i)?;
        let rest = self.words(i, false).ok().flatten().filter(|rest| rest.spelling == Spelling::Words)?;
        let below = rest.value < Number::pow10(scale) && rest.value.is_integer() && !rest.value.is_zero();
        (below && !self.is_scale_word(rest.next)).then_some((rest.value, rest.next))
    }

    /// "point five" at token `i` after a number in words: the digits, and the token after them.
    fn point_in_words(&self, i: usize) -> Option<(String, usize)> {
        if !self.is_word(i, "point") {
            return None;
        }
        let mut digits = String::new();
        let mut next = i + 1;
        while let Some((digit, after)) = self.below_hundred(next).filter(|(digit, _)| *digit < 10) {
            digits.push_str(&digit.to_string());
            next = after;
        }
        (!digits.is_empty()).then_some((digits, next))
    }

    /// "a quarter of a million dollars"
    fn part_of_scale(&self, i: usize) -> Option<Numeral> {
        let (value, _, next) = self.fraction(i)?;
        let of = self.is_word(next, "of") && self.is_word(next + 1, "a") && self.is_scale_word(next + 2);
        // "a quarter million dollars"
        let bare = self.is_word(next - 1, "quarter") && self.is_scale_word(next);
        let next = if of { next + 2 } else { next };
        let digit = Number::frac(1, 100);
        (of || bare).then_some(Numeral { value, digit, next, spelling: Spelling::Words })
    }

    /// A bare "hundred" or "million" counts as one of it only before a unit: "hundred dollars".
    fn scaled_start(&self, i: usize) -> bool {
        // "a few hundred", "tens of thousand": how many is left open.
        let open = |k: usize| self.is_word(k, "of") || self.among(k, &VAGUE);
        if i.checked_sub(1).is_some_and(open) {
            return false;
        }
        self.noun(i + 1).is_some() || self.word(i + 1).is_some_and(|w| currency::by_word(w).is_some())
    }

    /// "of a million", "million": what a quarter is of.
    fn scale_of(&self, i: usize) -> bool {
        let i = i + usize::from(self.is_word(i, "of"));
        let i = i + usize::from(self.is_word(i, "a"));
        self.is_scale_word(i)
    }

    fn is_scale_word(&self, i: usize) -> bool {
        self.among(i, &["hundred", "thousand", "million", "billion", "trillion"])
    }

    /// "-thirds" or " quarters of": a fraction in words.
    fn fraction_word(&self, i: usize) -> bool {
        let hyphen = self.hyphen(i) && self.glued(i);
        let at = i + usize::from(hyphen);
        let quarters = self.is_word(at, "quarters") && (hyphen || self.is_word(at + 1, "of"));
        quarters || self.among(at, &FRACTIONS)
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
        let hyphen = usize::from(self.hyphen(i + 1) && self.glued(i + 1) && self.is_word(i + 2, "a"));
        let article = self.is_word(i + 1 + hyphen, "a") || self.is_word(i + 1, "an");
        let next = if article { i + 2 + hyphen } else { i + 1 };
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
