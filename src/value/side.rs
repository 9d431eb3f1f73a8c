//! One side of a figure: sign, currency, number, scale, unit, period.
//!
//! In: a token index. Out: [`Side`], what was written and nothing more; a missing unit stays
//! missing ([`Meas::Bare`]). Ranges are built from sides in `range`, inheritance happens in `read`.

use super::currency::{self, Written};
use super::kind::Kind;
use super::lex::{Dash, Gap, Tok};
use super::number::Number;
use super::numeral::Style;
use super::scan::{Fault, Found, Scanner, Why};
use super::time::{Period, TimeUnit};
use std::ops::Range;

/// The unit as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Meas {
    Bare,
    Money(Written),
    Percent,
    /// Percentage points; basis points have been divided by 100.
    Points,
    Times,
    Time(TimeUnit),
    Noun,
    Ordinal,
    /// Out of a maximum.
    Score(Number),
    /// Letters of a level.
    Level(String),
}

/// A number with what was written around it.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// Bytes of the side.
    pub span: Range<usize>,
    /// Bytes of the number itself, without sign, currency and scale.
    pub num: Range<usize>,
    /// The number before its scale, sign applied.
    pub value: Number,
    /// The worth of the last digit before the scale.
    pub digit: Number,
    /// The power of ten of the scale.
    pub scale: Option<i32>,
    /// -1, 0 or +1 for a written sign.
    pub sign: i8,
    pub meas: Meas,
    pub per: Option<Period>,
    pub plus: bool,
    pub ish: bool,
    pub style: Style,
}

impl Side {
    /// The value in the base unit of its measure.
    pub(crate) fn base(&self) -> Number {
        &self.value * &self.unit_worth()
    }

    /// The last digit in the base unit of its measure.
    pub(crate) fn base_digit(&self) -> Number {
        &self.digit * &self.unit_worth()
    }

    fn unit_worth(&self) -> Number {
        let scale = Number::pow10(self.scale.unwrap_or(0));
        match &self.meas {
            Meas::Time(unit) => &scale * &unit.factor(),
            _ => scale,
        }
    }
}

impl Scanner<'_> {
    /// The side at token `i`; `joined` as in [`Scanner::numeral`].
    pub(crate) fn side(&self, i: usize, joined: bool) -> Found<(Side, usize)> {
        if let Some(next) = self.plus_minus(i) {
            return Err(Fault { why: Why::PlusMinus, span: self.bytes(&(i..next)) });
        }
        let (sign, j) = self.sign(i);
        let (money, j) = match self.currency_before(j) {
            Some((c, next)) if matches!(self.tok(next), Some(Tok::Num(_))) => (Some(c), next),
            Some(_) => return Ok(None),
            None => (None, j),
        };
        if let Some(found) = self.multiple(j)
            && money.is_none()
        {
            return Ok(Some(found));
        }
        let numeral = match self.numeral(j, joined) {
            Ok(Some(n)) => n,
            Ok(None) => return Ok(None),
            Err(fault) if fault.why == Why::Points && money.is_none() => return Ok(None),
            Err(mut fault) => {
                fault.span.start = self.toks[i].start;
                return Err(fault);
            }
        };
        let mut side = Side {
            span: 0..0,
            num: self.bytes(&(j..numeral.next.max(j + 1))),
            value: if sign < 0 { -&numeral.value } else { numeral.value },
            digit: numeral.digit,
            scale: None,
            sign,
            meas: money.map_or(Meas::Bare, Meas::Money),
            per: None,
            plus: false,
            ish: false,
            style: numeral.style,
        };
        let Some(next) = self.tail(i, numeral.next, &mut side)? else {
            return Ok(None);
        };
        side.span = self.bytes(&(i..next));
        Ok(Some((side, next)))
    }

    /// Everything after the number; `None` when it shows that this is no figure.
    fn tail(&self, i: usize, mut j: usize, side: &mut Side) -> Found<usize> {
        let fault = |why, to: usize| Fault { why, span: self.bytes(&(i..to)) };
        let digits = side.style == Style::Digits;
        self.plus(&mut j, side)?;
        self.ish(&mut j, side);
        match self.scale(j, side)? {
            Some((scale, next)) => {
                side.scale = Some(scale);
                j = next;
                // "a million and a half dollars"
                if side.style == Style::Words && self.half_more(j) && self.unit(j + 3).is_some() {
                    side.value = &side.value + &Number::frac(1, 2);
                    side.digit = Number::frac(1, 2);
                    j += 3;
                }
            }
            None if matches!(side.meas, Meas::Money(_)) && self.foreign_scale(j) => {
                return Err(fault(Why::Suffix, j + 1));
            }
            None if digits && self.unknown_suffix(j) => {
                if matches!(side.meas, Meas::Money(_)) {
                    return Err(fault(Why::Suffix, j + 1));
                }
                return Ok(None);
            }
            None => {}
        }
        self.plus(&mut j, side)?;
        if let Some(next) = self.score(i, j, side)? {
            return Ok(Some(next));
        }
        self.measure(i, &mut j, side)?;
        self.plus(&mut j, side)?;
        self.ish(&mut j, side);
        // "a second round" is no length of time.
        let second = side.meas == Meas::Time(TimeUnit::Second);
        let empty = side.meas == Meas::Bare && side.scale.is_none();
        if side.style == Style::Article && (empty || second) {
            return Ok(None);
        }
        if self.vague_unit(j) {
            return Ok(None);
        }
        if let Some((per, next)) = self.period(j) {
            if side.meas == Meas::Times {
                return Ok(None);
            }
            side.per = Some(per);
            j = next;
            self.plus(&mut j, side)?;
        }
        let large = side.scale.is_some() || side.value >= Number::from(100);
        if side.style == Style::Words && large && self.small(j).is_some() {
            return Err(fault(Why::WriteDigits, j + 1));
        }
        Ok(Some(j))
    }

    /// `±5`, `+/-5`: the token after the number.
    fn plus_minus(&self, i: usize) -> Option<usize> {
        let slashed =
            self.sym(i, '+') && self.sym(i + 1, '/') && matches!(self.tok(i + 2), Some(Tok::Dash(_)));
        let j = if slashed { i + 3 } else { i + 1 };
        let j = self.currency_before(j).map_or(j, |(_, next)| next);
        let number = matches!(self.tok(j), Some(Tok::Num(_)));
        let first = !self.toks[..i].iter().any(|t| matches!(t.tok, Tok::Num(_)));
        ((slashed || self.sym(i, '±')) && number && first).then_some(j + 1)
    }

    /// A minus or plus directly before a number or a currency, with no number before it.
    fn sign(&self, i: usize) -> (i8, usize) {
        let spelled = self.is_word(i, "minus") || self.is_word(i, "negative");
        if spelled && (matches!(self.tok(i + 1), Some(Tok::Num(_))) || self.currency_before(i + 1).is_some())
        {
            return (-1, i + 1);
        }
        let sign = match self.tok(i) {
            Some(Tok::Dash(Dash::Hyphen | Dash::Minus | Dash::En)) => -1,
            Some(Tok::Sym('+')) => 1,
            _ => return (0, i),
        };
        let starts = match self.toks.get(i + 1).map(|t| &t.tok) {
            Some(Tok::Num(_)) => true,
            Some(Tok::Sym(c)) => currency::by_sign(*c).is_some(),
            _ => false,
        };
        let free = i == 0
            || self.toks[i].gap != Gap::None
            || matches!(self.tok(i - 1), Some(Tok::Sym(_) | Tok::Dash(Dash::En)));
        if starts && free && self.glued(i + 1) { (sign, i + 1) } else { (0, i) }
    }

    fn plus(&self, j: &mut usize, side: &mut Side) -> Result<(), Fault> {
        if self.sym(*j, '+') && self.glued(*j) {
            if matches!(self.tok(*j + 1), Some(Tok::Num(_))) && self.glued(*j + 1) {
                return Err(Fault { why: Why::Sum, span: self.bytes(&(*j - 1..*j + 2)) });
            }
            side.plus = true;
            *j += 1;
        } else if let Some(next) = self.plus_word(*j) {
            side.plus = true;
            *j = next;
        }
        Ok(())
    }

    /// "4-plus rounds", "5 plus years"; "$450K plus equity" is a sum.
    fn plus_word(&self, j: usize) -> Option<usize> {
        let hyphen = self.hyphen(j) && self.glued(j) && self.glued(j + 1);
        let at = j + usize::from(hyphen);
        (self.is_word(at, "plus") && (hyphen || self.unit(at + 1).is_some())).then_some(at + 1)
    }

    fn ish(&self, j: &mut usize, side: &mut Side) {
        let hyphen = usize::from(self.hyphen(*j) && self.glued(*j));
        if self.is_word(*j + hyphen, "ish") && self.glued(*j + hyphen) {
            side.ish = true;
            *j += hyphen + 1;
        }
    }

    fn scale(&self, j: usize, side: &Side) -> Found<(i32, usize)> {
        if side.style == Style::Article {
            return Ok(None);
        }
        let hyphen = usize::from(self.hyphen(j) && self.glued(j) && self.glued(j + 1));
        let Some(word) = self.word(j + hyphen) else {
            return Ok(None);
        };
        let spelled = match word.to_ascii_lowercase().as_str() {
            "hundred" if side.style == Style::Digits => Some(2),
            "hundred" if side.num == self.bytes(&(j..j + 1)) => Some(2),
            "thousand" => Some(3),
            "million" => Some(6),
            "billion" => Some(9),
            "trillion" => Some(12),
            _ => None,
        };
        if let Some(scale) = spelled {
            return Ok(Some((scale, j + hyphen + 1)));
        }
        let scale = match word {
            "k" | "K" => 3,
            "m" | "M" | "MM" | "mm" => 6,
            "bn" | "Bn" | "BN" | "b" | "B" => 9,
            _ => return Ok(None),
        };
        let money = matches!(side.meas, Meas::Money(_));
        let near = self.glued(j) || money || matches!(word, "K" | "M" | "MM" | "bn");
        if hyphen == 1 || side.style != Style::Digits || !near {
            return Ok(None);
        }
        if self.steer.kind == Some(Kind::Duration) && !money && scale > 3 {
            let span = side.num.start..self.toks[j].end;
            return Err(Fault { why: Why::MinutesOrMillions, span });
        }
        Ok(Some((scale, j + 1)))
    }

    /// Words for a scale that is not read: "$5 lakh".
    fn foreign_scale(&self, j: usize) -> bool {
        const SCALES: [&str; 9] =
            ["lakh", "lakhs", "crore", "crores", "grand", "quadrillion", "dozen", "mil", "mln"];
        SCALES.iter().any(|w| self.is_word(j, w))
    }

    /// Letters glued to the digits that are neither a unit nor a scale: `5G`, `200s`.
    fn unknown_suffix(&self, j: usize) -> bool {
        if !self.glued(j) {
            return false;
        }
        match self.tok(j) {
            Some(Tok::Word) => self.unit(j).is_none() && self.ordinal_suffix(j).is_none(),
            Some(Tok::Sym('_')) => true,
            _ => false,
        }
    }

    /// Reads the unit, and refuses two currencies.
    fn measure(&self, i: usize, j: &mut usize, side: &mut Side) -> Result<(), Fault> {
        let hyphen = usize::from(self.hyphen(*j) && self.glued(*j) && self.glued(*j + 1));
        // "a full week", "two whole days"
        let full = ["full", "whole", "entire"].iter().any(|w| self.is_word(*j + hyphen, w));
        let skipped = hyphen + usize::from(full);
        let Some((meas, next)) = self.unit(*j + skipped) else {
            return Ok(());
        };
        match (&side.meas, meas) {
            (Meas::Bare, Meas::Points) if self.is_basis(*j + skipped) => {
                side.value = side.value.over(100);
                side.digit = side.digit.over(100);
                side.meas = Meas::Points;
            }
            (Meas::Bare, meas) => side.meas = meas,
            (Meas::Money(a), Meas::Money(b)) => {
                if !a.compatible(b) {
                    let span = self.bytes(&(i..next));
                    return Err(Fault { why: Why::TwoCurrencies, span });
                }
                if *a == Written::Dollar {
                    side.meas = Meas::Money(b);
                }
            }
            _ => return Ok(()),
        }
        *j = next;
        Ok(())
    }

    fn is_basis(&self, j: usize) -> bool {
        ["bps", "bp", "basis"].iter().any(|w| self.is_word(j, w))
    }

    /// "six figures" is a size, not a figure.
    fn vague_unit(&self, j: usize) -> bool {
        let at = j + usize::from(self.hyphen(j) && self.glued(j));
        self.is_word(at, "figure") || self.is_word(at, "figures")
    }

    /// The unit that begins at `j`.
    pub(crate) fn unit(&self, j: usize) -> Option<(Meas, usize)> {
        if let Some(next) = self.noun(j) {
            return Some((Meas::Noun, next));
        }
        let points = |k: usize| self.is_word(k, "point") || self.is_word(k, "points");
        if self.sym(j, '%') {
            let k = j + 1 + usize::from(self.hyphen(j + 1));
            return Some(if points(k) { (Meas::Points, k + 1) } else { (Meas::Percent, j + 1) });
        }
        if let Some(Tok::Sym(c)) = self.tok(j)
            && let Some(sign) = currency::by_sign(*c)
            && !(self.glued(j + 1) && matches!(self.tok(j + 1), Some(Tok::Num(_))))
        {
            return Some((Meas::Money(sign), j + 1));
        }
        if self.sym(j, '×') && !matches!(self.tok(j + 1), Some(Tok::Num(_))) {
            return Some((Meas::Times, j + 1));
        }
        let word = self.word(j)?.to_ascii_lowercase();
        let gap_word = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k));
        match word.as_str() {
            "percent" | "pct" => return Some((Meas::Percent, j + 1)),
            "per" if self.is_word(j + 1, "cent") => return Some((Meas::Percent, j + 2)),
            "percentage" | "basis" if points(gap_word(j + 1)) => {
                return Some((Meas::Points, gap_word(j + 1) + 1));
            }
            "pp" | "ppt" | "ppts" | "bps" | "bp" => return Some((Meas::Points, j + 1)),
            "point" | "points" | "pts" if self.steer.points => {
                return Some((Meas::Points, j + 1));
            }
            "x" if !matches!(self.tok(j + 1), Some(Tok::Num(_))) => {
                return Some((Meas::Times, j + 1));
            }
            "times" | "fold" => return Some((Meas::Times, j + 1)),
            "business" | "working" | "calendar" => return self.named_days(j, &word),
            _ => {}
        }
        if let Some(unit) = TimeUnit::from_word(&word) {
            return Some((Meas::Time(unit), j + 1));
        }
        currency::by_word(&word).map(|c| (Meas::Money(c), j + 1))
    }

    fn named_days(&self, j: usize, word: &str) -> Option<(Meas, usize)> {
        let k = j + 1 + usize::from(self.hyphen(j + 1) && self.glued(j + 1));
        let unit = TimeUnit::from_word(self.word(k)?)?;
        match (word, unit) {
            ("calendar", unit) => Some((Meas::Time(unit), k + 1)),
            (_, TimeUnit::Day) => Some((Meas::Time(TimeUnit::BusinessDay), k + 1)),
            _ => None,
        }
    }

    /// `/year`, `per year`, `a year`, `annually`.
    pub(crate) fn period(&self, j: usize) -> Option<(Period, usize)> {
        if self.sym(j, '/') {
            return Some((Period::from_noun(self.word(j + 1)?)?, j + 2));
        }
        let word = self.word(j)?;
        if let Some(period) = Period::from_adverb(word) {
            return Some((period, j + 1));
        }
        let joins = ["per", "a", "an", "each", "every"];
        if !joins.iter().any(|w| w.eq_ignore_ascii_case(word)) {
            return None;
        }
        Some((Period::from_noun(self.word(j + 1)?)?, j + 2))
    }
}
