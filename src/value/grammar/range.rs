//! Ranges, compounds and the order in which readings are tried.
//!
//! In: a token index. Out: a [`Body`]: one quantity, a range with its ends in base order, or a fault.
//! Suffix and unit flow left, currency and period flow right. A range is never collapsed.

use super::candidate::Body;
use super::effect::Effect;
use super::fault::{Fault, FaultKind, Scanned};
use super::lex::{Dash, TokenKind};
use super::numeral::Spelling;
use super::phrases::BEFORE;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Bound, Hedge, Kind, Number, TimeUnit};
use std::ops::Range;

/// What joins the ends of a range.
pub(super) struct Joint {
    pub next: usize,
    pub dash: Option<Range<usize>>,
    pub or: bool,
}

impl Scanner<'_> {
    /// The figure at token `i`, the bound that its own words set ("from"), and the next token.
    pub(crate) fn body(&self, i: usize) -> Scanned<(Body, Bound, usize)> {
        let none = Bound::None;
        if self.expected.kind == Some(Kind::Level) {
            let opens = self.is_word(i, "between") || self.is_word(i, "from");
            let at = self.level_after(i + usize::from(opens));
            let found = self.levels(at, self.is_word(i, "between"))?;
            return Ok(found.map(|(body, next)| {
                let from = self.is_word(i, "from") && matches!(body, Body::One(_));
                (body, if from { Bound::AtLeast } else { none }, next)
            }));
        }
        if self.expected.kind == Some(Kind::Time) {
            return self.times(i);
        }
        if let Some((body, next)) = self.date_body(i)? {
            return Ok(Some((body, none, next)));
        }
        let between = self.is_word(i, "between");
        let from = self.is_word(i, "from");
        if between && let Some((body @ Body::Range { .. }, next)) = self.ordinals(i, true)? {
            return Ok(Some((body, none, next)));
        }
        if between || from {
            // "between the ages of 18 and 30"
            let ages = match (
                self.is_word(i + 1, "the"),
                self.is_word(i + 2, "ages"),
                self.is_word(i + 1, "ages"),
            ) {
                (true, true, _) => 2 + usize::from(self.is_word(i + 3, "of")),
                (_, _, true) => 1,
                _ => 0,
            };
            let first = self.reaching(i + 1 + ages);
            if let Some((body, next)) = self.numeric(first, between, from)?
                && matches!(body, Body::Range { .. } | Body::Bad(_))
            {
                return Ok(Some((body, none, next)));
            }
            // "from just $99"
            let only = match self.longest(&BEFORE, i + 1) {
                Some((Effect::Hedge(Hedge::Exactly), next)) => next,
                _ => i + 1,
            };
            let single = if from { self.numeric(only, false, from)? } else { None };
            return Ok(single.map(|(body, next)| (body, Bound::AtLeast, next)));
        }
        let found = match self.ordinals(i, false)? {
            Some(found) => Some(found),
            None => self.numeric(i, false, false)?,
        };
        Ok(found.map(|(body, next)| (body, none, next)))
    }

    /// An ordinal, or two that are the ends of a range: "2nd to 4th"; behind the word `between` at token `i`, "2nd and 4th".
    fn ordinals(&self, i: usize, between: bool) -> Scanned<(Body, usize)> {
        let Some((lo, next)) = self.ordinal(i + usize::from(between))? else { return Ok(None) };
        if self.expected.kind == Some(Kind::Ordinal)
            && let Some(joint) = self.joint(next, between, false)
            && let Some((hi, end)) = self.ordinal(joint.next)?
            && (between || !joint.or || follows(&lo, &hi))
        {
            let span = self.bytes(&(i..end));
            check_order(&lo, &hi).map_err(|why| Fault { kind: why, span })?;
            return Ok(Some((Body::Range { lo, hi, dash: joint.dash }, end)));
        }
        Ok(Some((Body::One(lo), next)))
    }

    fn numeric(&self, i: usize, between: bool, from: bool) -> Scanned<(Body, usize)> {
        let first = self.inner_hedge(i);
        if self.label(first).is_some() {
            return Ok(None);
        }
        let Some((mut lo, next)) = self.compound(first, between)? else {
            return Ok(None);
        };
        lo.ish |= first > i;
        let Some(joint) = self.joint(next, between, from) else {
            return Ok(Some((Body::One(lo), next)));
        };
        let right = self.inner_hedge(joint.next);
        let Some((mut hi, end)) = self.compound(right, between)? else {
            return Ok(Some((Body::One(lo), next)));
        };
        hi.ish |= right > joint.next || first > i;
        // "45 minutes to an hour", but not "4 to a room".
        let timed = matches!((&lo.unit, &hi.unit), (WrittenUnit::Time(_), WrittenUnit::Time(_)));
        let article = hi.spelling == Spelling::Article && !timed;
        if article || (joint.or && !follows(&lo, &hi)) || !joinable(&lo, &hi) {
            return Ok(Some((Body::One(lo), next)));
        }
        let span = self.bytes(&(i..end));
        let more = matches!(self.token(end + 1), Some(TokenKind::Number(_)))
            || self.currency_before(end + 1).is_some();
        if self.dash_at(end) && more && self.glued(end) && self.glued(end + 1) {
            let mut last = end;
            while self.dash_at(last) && self.glued(last) && self.glued(last + 1) {
                last += 2;
            }
            return Err(Fault { kind: FaultKind::SecondDash, span: self.bytes(&(i..last)) });
        }
        if hi.plus || lo.plus {
            return Err(Fault { kind: FaultKind::BoundedRange, span });
        }
        let (lo, hi) = flow(lo, hi);
        check_order(&lo, &hi).map_err(|why| Fault { kind: why, span })?;
        Ok(Some((Body::Range { lo, hi, dash: joint.dash }, end)))
    }

    /// Skips "about" inside a range. Before its first end it hedges both ("between about 4 and 6"), before its
    /// second only that.
    fn inner_hedge(&self, i: usize) -> usize {
        match self.longest(&BEFORE, i) {
            Some((Effect::Hedge(Hedge::About), next)) => next,
            _ => i,
        }
    }

    fn dash_at(&self, i: usize) -> bool {
        matches!(self.token(i), Some(TokenKind::Dash(_)))
    }

    /// The separator at token `i`.
    pub(super) fn joint(&self, i: usize, between: bool, from: bool) -> Option<Joint> {
        let plain = |next| Some(Joint { next, dash: None, or: false });
        if self.dash_at(i) {
            // "10- to 15-minute" and "4-to-6"
            if self.is_word(i + 1, "or") && self.glued(i) {
                let next = i + 2 + usize::from(self.dash_at(i + 2) && self.glued(i + 2));
                return Some(Joint { next, dash: None, or: true });
            }
            if self.is_word(i + 1, "to") {
                let next = i + 2 + usize::from(self.dash_at(i + 2) && self.glued(i + 2));
                return plain(next);
            }
            let ascii = matches!(self.token(i), Some(TokenKind::Dash(Dash::Hyphen | Dash::Double)));
            let dash = ascii.then(|| self.bytes(&(i..i + 1)));
            return Some(Joint { next: i + 1, dash, or: false });
        }
        // "6—12 months"
        if self.symbol(i, '—') && self.glued(i) && self.glued(i + 1) && self.is_number(i + 1) {
            return plain(i + 1);
        }
        if self.is_word(i, "to") || self.is_word(i, "through") || self.is_word(i, "thru") {
            return plain(self.reaching(i + 1));
        }
        if from && self.is_word(i, "up") && self.is_word(i + 1, "to") {
            return plain(i + 2);
        }
        if between && self.is_word(i, "and") {
            return plain(self.reaching(i + 1));
        }
        self.is_word(i, "or").then_some(Joint { next: i + 1, dash: None, or: true })
    }

    /// The token after "as much as", "as little as", "a high of", "a low of" at token `i`, which name an end of a range.
    fn reaching(&self, i: usize) -> usize {
        const MUCH: [&str; 11] =
            ["much", "many", "high", "long", "late", "large", "far", "little", "few", "low", "short"];
        const HIGH: [&str; 8] = ["high", "maximum", "max", "peak", "top", "low", "minimum", "bottom"];
        let as_much = self.is_word(i, "as") && self.among(i + 1, &MUCH) && self.is_word(i + 2, "as");
        let a_high = self.is_word(i, "a") && self.among(i + 1, &HIGH) && self.is_word(i + 2, "of");
        if as_much || a_high { i + 3 } else { i }
    }

    /// One quantity, or several of falling units: 1 hour 30 minutes, a year and a half.
    fn compound(&self, i: usize, joined: bool) -> Scanned<(WrittenQuantity, usize)> {
        let Some((mut quantity, mut next)) = self.quantity(i, joined)? else {
            return Ok(None);
        };
        let WrittenUnit::Time(first) = quantity.unit else {
            // "a point and a half"
            let counted =
                matches!(quantity.unit, WrittenUnit::Percent | WrittenUnit::Points | WrittenUnit::Noun);
            if counted && !joined && quantity.spelling != Spelling::Digits && quantity.value.is_integer() {
                self.add_fraction(i, &mut quantity, &mut next);
            }
            return Ok(Some((quantity, next)));
        };
        if quantity.period.is_some() || quantity.plus {
            return Ok(Some((quantity, next)));
        }
        if !joined && self.add_fraction(i, &mut quantity, &mut next) {
            return Ok(Some((quantity, next)));
        }
        let mut smallest = first;
        while let Some((part, unit, end)) = self.smaller_part(next, smallest, joined) {
            let worth = |n: &Number| {
                let base = n * &Number::pow10(part.scale.unwrap_or(0));
                (&base * &unit.factor()).checked_div(&first.factor()).unwrap_or(base)
            };
            if &part.value * &unit.factor() >= smallest.factor() {
                return Err(Fault { kind: FaultKind::PartTooLarge, span: self.bytes(&(i..end)) });
            }
            quantity.value = &quantity.value + &worth(&part.value);
            quantity.digit = worth(&part.digit);
            if quantity.spelling == Spelling::Article {
                quantity.spelling = Spelling::Words;
            }
            (smallest, next) = (unit, end);
            quantity.period = part.period;
            quantity.plus = part.plus;
            quantity.span = self.bytes(&(i..next));
            quantity.number = quantity.span.clone();
        }
        Ok(Some((quantity, next)))
    }

    /// The next part of a length of time, in a smaller unit: the minutes of "1 hour, 30 minutes", "1h 30m", "1h30".
    fn smaller_part(
        &self,
        next: usize,
        smallest: TimeUnit,
        joined: bool,
    ) -> Option<(WrittenQuantity, TimeUnit, usize)> {
        // "2 hrs. 15 min."
        let next = next + usize::from(self.symbol(next, '.') && self.glued(next) && !self.glued(next + 1));
        let comma = next + usize::from(self.symbol(next, ','));
        let and = self.is_word(comma, "and") || self.symbol(comma, '&');
        let at = comma + usize::from(!joined && and);
        let short = if matches!(smallest, TimeUnit::Hour | TimeUnit::Day) && at == next {
            self.short_minutes(next)
        } else {
            None
        };
        let (part, end) = match short {
            Some(found) => found,
            None => self.quantity(at, joined).ok()??,
        };
        let WrittenUnit::Time(unit) = part.unit else { return None };
        let falls = unit.family() == smallest.family() && unit.factor() < smallest.factor();
        (falls && part.spelling != Spelling::Article && part.sign == 0).then_some((part, unit, end))
    }

    /// "30m" or "30" directly after hours.
    fn short_minutes(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        let Some(TokenKind::Number(run)) = self.token(i) else { return None };
        let minutes = run.whole_number()?;
        let lettered = self.is_word(i + 1, "m") && self.glued(i + 1);
        let bare = self.glued(i) && run.whole.len() == 2 && !self.glued(i + 1) && minutes < 60;
        let next = i + 1 + usize::from(lettered);
        if !lettered && !bare {
            return None;
        }
        let value = Number::from(i64::from(minutes));
        let mut found = self.plain_quantity(i, next, value, WrittenUnit::Time(TimeUnit::Minute));
        found.spelling = Spelling::Digits;
        Some((found, next))
    }

    /// "1:30 hours", where a length of time is expected.
    pub(crate) fn clock(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        if !self.is_clock(i) {
            return None;
        }
        let part = |k: usize| match self.token(k) {
            Some(TokenKind::Number(run)) => run.whole_number().map(i64::from),
            _ => None,
        };
        let minutes = part(i)? * 60 + part(i + 2)?;
        let mut found =
            self.plain_quantity(i, i + 4, Number::frac(minutes, 60), WrittenUnit::Time(TimeUnit::Hour));
        found.digit = Number::frac(1, 60);
        found.spelling = Spelling::Digits;
        Some((found, i + 4))
    }

    /// Whether hours and minutes with a colon stand at token `i`, and the unit after them.
    pub(crate) fn is_clock(&self, i: usize) -> bool {
        let minutes = matches!(self.token(i + 2), Some(TokenKind::Number(n))
            if n.whole.len() == 2 && n.whole_number().is_some_and(|n| n < 60));
        let hours = self.among(i + 3, &["h", "hr", "hrs", "hour", "hours"]);
        self.expected.kind == Some(Kind::Duration)
            && matches!(self.token(i), Some(TokenKind::Number(_)))
            && self.symbol(i + 1, ':')
            && self.glued(i + 1)
            && self.glued(i + 2)
            && minutes
            && hours
    }

    /// Takes "and a half" at `next` into the quantity that begins at token `i`, if it stands there.
    fn add_fraction(&self, i: usize, quantity: &mut WrittenQuantity, next: &mut usize) -> bool {
        let Some((part, digit, end)) = self.fraction_more(*next) else { return false };
        quantity.value = &quantity.value + &part;
        quantity.digit = digit;
        *next = end;
        if quantity.spelling == Spelling::Article {
            quantity.spelling = Spelling::Words;
        }
        quantity.span = self.bytes(&(i..*next));
        quantity.number = quantity.span.clone();
        true
    }
}

/// Whether `hi` is written as the whole number after `lo`.
pub(super) fn follows(lo: &WrittenQuantity, hi: &WrittenQuantity) -> bool {
    lo.value.is_integer()
        && &lo.value + &Number::one() == hi.value
        && lo.scale.is_none_or(|s| Some(s) == hi.scale)
}

/// Whether two quantities can be ends of one range: one measure, or one of them bare.
pub(super) fn joinable(lo: &WrittenQuantity, hi: &WrittenQuantity) -> bool {
    match (&lo.unit, &hi.unit) {
        (WrittenUnit::Bare, _) | (_, WrittenUnit::Bare) => true,
        (WrittenUnit::Money(_), WrittenUnit::Money(_)) | (WrittenUnit::Time(_), WrittenUnit::Time(_)) => true,
        (WrittenUnit::Measure(a), WrittenUnit::Measure(b)) => a.dimension() == b.dimension(),
        (a, b) => a == b,
    }
}

/// Lets units flow: suffix and unit to the left, currency and period to the right.
pub(super) fn flow(mut lo: WrittenQuantity, mut hi: WrittenQuantity) -> (WrittenQuantity, WrittenQuantity) {
    if lo.scale.is_none() && matches!(lo.unit, WrittenUnit::Bare | WrittenUnit::Money(_)) {
        lo.scale = hi.scale;
    }
    // "two to three hundred"
    let words =
        lo.spelling == Spelling::Words && hi.spelling == Spelling::Words && lo.unit == WrittenUnit::Bare;
    let hundred = Number::from(100);
    let hundreds = hi.value >= hundred
        && hi.value < Number::from(1000)
        && hi.value.checked_div(&hundred).is_some_and(|n| n.is_integer());
    if words && hundreds && lo.value < Number::from(10) {
        lo.value = &lo.value * &hundred;
    }
    if lo.unit == WrittenUnit::Bare {
        lo.unit = hi.unit.clone();
    } else if hi.unit == WrittenUnit::Bare {
        hi.unit = lo.unit.clone();
    }
    lo.period = lo.period.or(hi.period);
    hi.period = hi.period.or(lo.period);
    lo.shared_out |= hi.shared_out;
    hi.shared_out |= lo.shared_out;
    lo.per_measure |= hi.per_measure;
    hi.per_measure |= lo.per_measure;
    lo.part = lo.part.or_else(|| hi.part.clone());
    hi.part = hi.part.or_else(|| lo.part.clone());
    lo.thing = lo.thing.or_else(|| hi.thing.clone());
    hi.thing = hi.thing.or_else(|| lo.thing.clone());
    let spelling = if lo.spelling == Spelling::Digits { hi.spelling } else { lo.spelling };
    if spelling == Spelling::Words && lo.unit == WrittenUnit::Bare {
        lo.spelling = spelling;
    }
    (lo, hi)
}

pub(super) fn check_order(lo: &WrittenQuantity, hi: &WrittenQuantity) -> Result<(), FaultKind> {
    match (&lo.unit, &hi.unit) {
        (WrittenUnit::Money(a), WrittenUnit::Money(b)) if !a.compatible(*b) => {
            return Err(FaultKind::TwoCurrencies);
        }
        (WrittenUnit::Time(a), WrittenUnit::Time(b)) if a.family() != b.family() => {
            return Err(FaultKind::MixedUnits);
        }
        _ => {}
    }
    if lo.period != hi.period {
        return Err(FaultKind::MixedUnits);
    }
    match lo.base().cmp(&hi.base()) {
        std::cmp::Ordering::Less => Ok(()),
        std::cmp::Ordering::Equal => Err(FaultKind::SameEnds),
        std::cmp::Ordering::Greater => Err(FaultKind::Downward),
    }
}
