//! Fractions and shares: a third, two thirds of an hour, 3/4, one in five, 9 out of 10, every fifth.
//!
//! In: a token index. Out: a [`WrittenQuantity`]: a percentage or a multiple where one is expected, a length of time
//! before a unit of time. A fraction of a figure ("a third of $300") is a fault: its value stands nowhere.

use super::fault::{Fault, FaultKind, Scanned};
use super::lex::TokenKind;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Kind, Number, TimeUnit};

/// A fraction as written: its value, what it is divided by, and the token after it.
pub(crate) type Fraction = (Number, i64, usize);

const PARTS: [(&str, &str, i64); 16] = [
    ("half", "halves", 2),
    ("third", "thirds", 3),
    ("quarter", "quarters", 4),
    ("fourth", "fourths", 4),
    ("fifth", "fifths", 5),
    ("sixth", "sixths", 6),
    ("seventh", "sevenths", 7),
    ("eighth", "eighths", 8),
    ("ninth", "ninths", 9),
    ("tenth", "tenths", 10),
    ("twelfth", "twelfths", 12),
    ("sixteenth", "sixteenths", 16),
    ("twentieth", "twentieths", 20),
    ("fiftieth", "fiftieths", 50),
    ("hundredth", "hundredths", 100),
    ("thousandth", "thousandths", 1000),
];

/// Words after a fraction that leave it a share of something.
const AFTER: [&str; 30] = [
    "of", "as", "the", "all", "more", "less", "fewer", "higher", "lower", "longer", "shorter", "cheaper",
    "greater", "larger", "smaller", "in", "at", "on", "by", "to", "and", "or", "our", "its", "their", "your",
    "from", "since", "over", "for",
];

impl Scanner<'_> {
    /// "a third", "two-thirds", "three quarters", "3/4", "half".
    pub(crate) fn fraction(&self, i: usize) -> Option<Fraction> {
        if let Some((n, d)) = self.fraction_in_digits(i) {
            return Some((Number::frac(n, d), d, i + 3));
        }
        if self.is_word(i, "half") {
            return Some((Number::frac(1, 2), 2, i + 1));
        }
        if let Some(found) = self.part_without_number(i) {
            return Some(found);
        }
        let (n, k) = match self.token(i)? {
            TokenKind::Number(run) => (i64::from(run.whole_number()?), i + 1),
            _ if self.is_word(i, "a") || self.is_word(i, "an") => (1, i + 1),
            _ => self.below_hundred(i)?,
        };
        let hyphen = self.hyphen(k) && self.glued(k);
        let k = k + usize::from(hyphen);
        // "three-quarter hour"
        let adjective = n > 1 && (hyphen || self.is_time(k + 1) || self.is_word(k + 1, "times"));
        let (_, _, d) = PARTS.iter().find(|(one, many, _)| {
            self.is_word(k, if n == 1 { one } else { many }) || adjective && self.is_word(k, one)
        })?;
        (n > 0).then(|| (Number::frac(n, *d), *d, k + 1))
    }

    /// "quarter of an hour", "quarter hour": one part, without a word for one.
    fn part_without_number(&self, i: usize) -> Option<Fraction> {
        let (_, _, d) = PARTS.iter().find(|(one, _, _)| self.is_word(i, one))?;
        let first = i == 0 || !(self.is_word(i - 1, "the") || self.hyphen(i - 1) || self.is_number(i - 1));
        let of = self.is_word(i + 1, "of") && self.among(i + 2, &["a", "an", "one"]);
        let hour = self.is_word(i, "quarter") && self.among(i + 1, &["hour", "hours"]);
        let article = i > 0 && self.among(i - 1, &["a", "an", "one"]);
        (first && !article && (of || hour)).then(|| (Number::frac(1, *d), *d, i + 1))
    }

    fn is_time(&self, i: usize) -> bool {
        self.word(i).is_some_and(|word| TimeUnit::from_word(word).is_some())
    }

    /// `1/2`, `2/3`, `3/4`.
    fn fraction_in_digits(&self, i: usize) -> Option<(i64, i64)> {
        let small = |k: usize| match self.token(k) {
            Some(TokenKind::Number(n)) => n.whole_number().map(i64::from),
            _ => None,
        };
        let glued = self.symbol(i + 1, '/') && self.glued(i + 1) && self.glued(i + 2);
        let (n, d) = (small(i)?, small(i + 2)?);
        let longer = self.symbol(i + 3, '/') && self.glued(i + 3);
        let usual = glued && matches!(d, 2..=6 | 8 | 10 | 100 | 1000) && n < d && n > 0 && !longer;
        let common = || (2..=n).any(|k| n % k == 0 && d % k == 0);
        (usual && !common()).then_some((n, d))
    }

    /// Whether a fraction in digits is read at token `i`.
    pub(crate) fn reads_fraction(&self, i: usize) -> bool {
        let kind = self.expected.kind;
        matches!(kind, Some(Kind::Percent | Kind::Ratio | Kind::Change | Kind::Duration))
            && self.fraction_in_digits(i).is_some()
    }

    /// "three quarters of an hour", "half of an hour", "1/2 hour"; "half a litre" where that is the unit.
    pub(crate) fn fraction_of_unit(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        let timed = self.expected.kind == Some(Kind::Duration);
        let measured = self.expected.measured && self.expected.kind == Some(Kind::Count);
        let points = self.expected.kind == Some(Kind::PercentagePoint);
        if !timed && !measured && !points {
            return None;
        }
        let (value, d, next) = self.fraction(i)?;
        let of = next + usize::from(self.is_word(next, "of"));
        // "half-an-hour"
        let of =
            of + usize::from(of == next && self.hyphen(of) && self.glued(of) && self.is_word(of + 1, "an"));
        let article = self.among(of, &["a", "an", "one", "the"]);
        let at = of + usize::from(article);
        let at = at + usize::from(self.hyphen(at) && self.glued(at));
        let (unit, end) = if points {
            self.unit(at).filter(|(unit, _)| *unit == WrittenUnit::Points)?
        } else if timed {
            let unit = TimeUnit::from_word(self.word(at)?).filter(|unit| *unit != TimeUnit::Second)?;
            (WrittenUnit::Time(unit), at + 1)
        } else {
            let (unit, end) = self.measure_unit(at)?;
            (WrittenUnit::Measure(unit), end)
        };
        let mut quantity = self.plain_quantity(i, end, value, unit);
        quantity.digit = Number::frac(1, d);
        Some((quantity, end))
    }

    /// A share where a percentage, a change or a multiple is expected.
    pub(crate) fn share(&self, i: usize) -> Scanned<(WrittenQuantity, usize)> {
        let kind = self.expected.kind;
        if !matches!(kind, Some(Kind::Percent | Kind::Change | Kind::Ratio)) {
            return Ok(None);
        }
        if let Some((n, m, next)) = self.of_all(i) {
            let digit = if m >= 200 { Number::frac(1, 10) } else { Number::one() };
            return Ok(self.as_share(i, next, &Number::frac(n, m), digit));
        }
        // "cut in half"
        if kind == Some(Kind::Change) && self.is_word(i, "in") && self.is_word(i + 1, "half") {
            return Ok(self.as_share(i, i + 2, &Number::frac(1, 2), Number::one()));
        }
        let Some((value, _, next)) = self.fraction(i) else { return Ok(None) };
        // "half a percent" is a number with its unit.
        if self.is_word(next, "a") || self.is_word(next, "an") {
            return Ok(None);
        }
        if let Some(found) = self.part_of_percent(i, &value, next) {
            return Ok(Some(found));
        }
        let of = next + usize::from(self.is_word(next, "of"));
        let of = of + usize::from(self.is_word(of, "the"));
        let figure = matches!(self.token(of), Some(TokenKind::Number(_)));
        if figure && of > next {
            return Err(Fault { kind: FaultKind::Multiplied, span: self.bytes(&(i..of + 1)) });
        }
        let ends = self.word(next).is_none_or(|w| AFTER.iter().any(|a| a.eq_ignore_ascii_case(w)));
        let number = matches!(self.token(next), Some(TokenKind::Number(_)));
        if !ends || number || self.glued(next) && self.hyphen(next) {
            return Ok(None);
        }
        Ok(self.as_share(i, next, &value, Number::one()))
    }

    fn as_share(
        &self,
        i: usize,
        next: usize,
        share: &Number,
        digit: Number,
    ) -> Option<(WrittenQuantity, usize)> {
        let ratio = self.expected.kind == Some(Kind::Ratio);
        let hundred = Number::from(100);
        let (value, digit, unit) = if ratio {
            (share.clone(), digit.over(100), WrittenUnit::Times)
        } else {
            (share * &hundred, digit, WrittenUnit::Percent)
        };
        let mut quantity = self.plain_quantity(i, next, value, unit);
        quantity.digit = digit;
        Some((quantity, next))
    }

    /// "one in" directly before a percentage.
    pub(crate) fn one_in_before(&self, i: usize) -> bool {
        let number =
            |k: usize| matches!(self.token(k), Some(TokenKind::Number(_))) || self.below_hundred(k).is_some();
        i > 1 && self.is_word(i - 1, "in") && number(i - 2)
    }

    /// "one percent in ten": a share of a share, which nobody can mean; the token after it. "1% in 2024" and "1% in two
    /// years" say when.
    pub(crate) fn percent_in(&self, end: usize) -> Option<usize> {
        let at = self.joint_of_parts(end)?;
        let at = at + usize::from(self.among(at, &["every", "each"]));
        let next = match self.token(at)? {
            TokenKind::Number(run) if self.year(at).is_none() => {
                run.whole_number().filter(|n| *n < 1_000)?;
                at + 1
            }
            TokenKind::Number(_) => return None,
            _ => self.below_hundred(at)?.1,
        };
        let joined = self.hyphen(next) && self.glued(next);
        let measured = self.unit(next).is_some() || self.period(next).is_some() || joined;
        // "5% of 40 applicants" is the share and its whole.
        let counted = self.is_word(end, "of") && self.word(next).is_some();
        (!measured && !counted).then_some(next)
    }

    /// "a quarter of a percent", "a tenth of 1%", "half a percent".
    fn part_of_percent(&self, i: usize, value: &Number, next: usize) -> Option<(WrittenQuantity, usize)> {
        let of = next + usize::from(self.is_word(next, "of"));
        let whole = self.numeral(of, true).ok().flatten();
        let (times, at) = whole.map_or((Number::one(), of), |n| (n.value, n.next));
        let (unit, end) = self.unit(at)?;
        if unit != WrittenUnit::Percent {
            return None;
        }
        let value = value * &times;
        let mut quantity = self.plain_quantity(i, end, value.clone(), WrittenUnit::Percent);
        quantity.digit = value.over(10);
        Some((quantity, end))
    }

    /// A whole number in digits, or in words, also of hundreds: "two hundred".
    pub(in crate::value) fn whole(&self, k: usize) -> Option<(i64, usize)> {
        if let TokenKind::Number(run) = self.token(k)? {
            return Some((i64::from(run.whole_number()?), k + 1));
        }
        let (number, next) = self.below_hundred(k)?;
        Some(if self.is_word(next, "hundred") { (number * 100, next + 1) } else { (number, next) })
    }

    /// "in", "of" or "out of" between a part and its whole; the token after it.
    fn joint_of_parts(&self, k: usize) -> Option<usize> {
        // "1-in-3"
        let joined = self.hyphen(k) && self.glued(k) && self.hyphen(k + 2) && self.glued(k + 2);
        if joined && self.among(k + 1, &["in", "of"]) {
            return Some(k + 3);
        }
        if self.is_word(k, "in") || self.is_word(k, "of") {
            Some(k + 1)
        } else {
            (self.is_word(k, "out") && self.is_word(k + 1, "of")).then_some(k + 2)
        }
    }

    /// A word that multiplies the number before it.
    pub(in crate::value) fn scales(&self, k: usize) -> bool {
        let words = ["hundred", "thousand", "million", "billion", "trillion", "dozen", "lakh", "crore"];
        words.iter().any(|word| self.is_word(k, word))
    }

    /// "a hundred", "every thousand": the whole of a share, and the token after it.
    fn hundred(&self, i: usize) -> Option<(i64, usize)> {
        const WHOLES: [(&str, i64); 3] = [("hundred", 100), ("thousand", 1_000), ("million", 1_000_000)];
        let article = self.among(i, &["a", "an", "every"]);
        let (_, whole) = WHOLES.iter().find(|(word, _)| article && self.is_word(i + 1, word))?;
        Some((*whole, i + 2))
    }

    /// "one in five", "9 out of 10", "6,734 of 9,150", "every fifth".
    pub(super) fn of_all(&self, i: usize) -> Option<(i64, i64, usize)> {
        if self.is_word(i, "every") {
            let order = self.among(i + 1, &["second", "other"]).then_some((2, i + 2));
            let (m, next) = order.or_else(|| self.ordinal_word(i + 1))?;
            let timed = self.word(next).and_then(TimeUnit::from_word).is_some();
            return (m > 1 && !timed).then_some((1, m, next));
        }
        let (n, k) = self.whole(i)?;
        // "one candidate in five"
        let thing =
            self.word(k).is_some() && self.unit(k).is_none() && !self.scales(k) && !self.is_word(k, "cent");
        let named = if thing && self.word(i).is_some() { self.joint_of_parts(k + 1) } else { None };
        let k = k + usize::from(named.is_some() && self.joint_of_parts(k).is_none());
        let joint = self.joint_of_parts(k)?;
        let every = self.among(joint, &["every", "the", "all"]);
        let (m, next) = self.whole(joint + usize::from(every)).or_else(|| self.hundred(joint))?;
        let year = self.year(joint).is_some() && self.is_word(k, "in");
        let measured = self.unit(next).is_some_and(|(unit, _)| unit != WrittenUnit::Noun)
            || self.period(next).is_some()
            || self.scales(next);
        (n > 0 && n <= m && m > 1 && !measured && !year).then_some((n, m, next))
    }
}
