//! Ranges, compounds and the order in which readings are tried.
//!
//! In: a token index. Out: a [`Body`]: one side, a range with its ends in base order, or a fault.
//! Suffix and unit flow left, currency and period flow right. A range is never collapsed.

use super::kind::Kind;
use super::lex::{Dash, Tok};
use super::number::Number;
use super::numeral::Style;
use super::phrases::BEFORE;
use super::scan::{Body, Fault, Found, Scanner, Why};
use super::side::{Meas, Side};
use super::vocab::{Bound, Effect, Hedge};
use std::ops::Range;

/// What joins the ends of a range.
struct Joint {
    next: usize,
    dash: Option<Range<usize>>,
    or: bool,
}

impl Scanner<'_> {
    /// The figure at token `i`, the bound that its own words set ("from"), and the next token.
    pub(crate) fn body(&self, i: usize) -> Found<(Body, Bound, usize)> {
        let none = Bound::None;
        if self.steer.kind == Some(Kind::Level) {
            let opens = self.is_word(i, "between") || self.is_word(i, "from");
            let found = self.levels(i + usize::from(opens), self.is_word(i, "between"))?;
            return Ok(found.map(|(body, next)| {
                let from = self.is_word(i, "from") && matches!(body, Body::One(_));
                (body, if from { Bound::AtLeast } else { none }, next)
            }));
        }
        if let Some((body, next)) = self.date_body(i)? {
            return Ok(Some((body, none, next)));
        }
        let between = self.is_word(i, "between");
        let from = self.is_word(i, "from");
        if between || from {
            if let Some((body, next)) = self.numeric(i + 1, between, from)?
                && matches!(body, Body::Range { .. } | Body::Bad(_))
            {
                return Ok(Some((body, none, next)));
            }
            let single = if from { self.numeric(i + 1, false, from)? } else { None };
            return Ok(single.map(|(body, next)| (body, Bound::AtLeast, next)));
        }
        if let Some((side, next)) = self.ordinal(i)? {
            return Ok(Some((Body::One(side), none, next)));
        }
        Ok(self.numeric(i, false, false)?.map(|(body, next)| (body, none, next)))
    }

    fn numeric(&self, i: usize, between: bool, from: bool) -> Found<(Body, usize)> {
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
        let timed = matches!((&lo.meas, &hi.meas), (Meas::Time(_), Meas::Time(_)));
        let article = hi.style == Style::Article && !timed;
        if article || (joint.or && !follows(&lo, &hi)) || !joinable(&lo, &hi) {
            return Ok(Some((Body::One(lo), next)));
        }
        let span = self.bytes(&(i..end));
        let more = matches!(self.tok(end + 1), Some(Tok::Num(_))) || self.currency_before(end + 1).is_some();
        if self.dash_at(end) && more && self.glued(end) && self.glued(end + 1) {
            let mut last = end;
            while self.dash_at(last) && self.glued(last) && self.glued(last + 1) {
                last += 2;
            }
            return Err(Fault { why: Why::SecondDash, span: self.bytes(&(i..last)) });
        }
        if hi.plus || lo.plus {
            return Err(Fault { why: Why::BoundedRange, span });
        }
        let (lo, hi) = flow(lo, hi);
        check_order(&lo, &hi).map_err(|why| Fault { why, span })?;
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
        matches!(self.tok(i), Some(Tok::Dash(_)))
    }

    /// The separator at token `i`.
    fn joint(&self, i: usize, between: bool, from: bool) -> Option<Joint> {
        let plain = |next| Some(Joint { next, dash: None, or: false });
        if self.dash_at(i) {
            // "10- to 15-minute" and "4-to-6"
            if self.is_word(i + 1, "to") {
                let next = i + 2 + usize::from(self.dash_at(i + 2) && self.glued(i + 2));
                return plain(next);
            }
            let ascii = matches!(self.tok(i), Some(Tok::Dash(Dash::Hyphen | Dash::Double)));
            let dash = ascii.then(|| self.bytes(&(i..i + 1)));
            return Some(Joint { next: i + 1, dash, or: false });
        }
        if self.is_word(i, "to") {
            return plain(i + 1);
        }
        if from && self.is_word(i, "up") && self.is_word(i + 1, "to") {
            return plain(i + 2);
        }
        if between && self.is_word(i, "and") {
            return plain(i + 1);
        }
        self.is_word(i, "or").then_some(Joint { next: i + 1, dash: None, or: true })
    }

    /// One side, or several of falling units: 1 hour 30 minutes, a year and a half.
    fn compound(&self, i: usize, joined: bool) -> Found<(Side, usize)> {
        let Some((mut side, mut next)) = self.side(i, joined)? else {
            return Ok(None);
        };
        let Meas::Time(first) = side.meas else {
            // "a point and a half"
            let counted = matches!(side.meas, Meas::Percent | Meas::Points | Meas::Noun);
            if counted
                && !joined
                && side.style != Style::Digits
                && side.value.is_integer()
                && self.half_more(next)
            {
                self.add_half(i, &mut side, &mut next);
            }
            return Ok(Some((side, next)));
        };
        if side.per.is_some() || side.plus {
            return Ok(Some((side, next)));
        }
        if !joined && self.half_more(next) {
            self.add_half(i, &mut side, &mut next);
            return Ok(Some((side, next)));
        }
        let mut smallest = first;
        loop {
            let and = usize::from(!joined && self.is_word(next, "and"));
            let Ok(Some((part, end))) = self.side(next + and, joined) else {
                break;
            };
            let Meas::Time(unit) = part.meas else { break };
            let falls = unit.family() == first.family() && unit.factor() < smallest.factor();
            if !falls || part.style == Style::Article || part.sign != 0 {
                break;
            }
            let worth = |n: &Number| {
                let base = n * &Number::pow10(part.scale.unwrap_or(0));
                (&base * &unit.factor()).checked_div(&first.factor()).unwrap_or(base)
            };
            side.value = &side.value + &worth(&part.value);
            side.digit = worth(&part.digit);
            if side.style == Style::Article {
                side.style = Style::Words;
            }
            (smallest, next) = (unit, end);
            side.per = part.per;
            side.plus = part.plus;
            side.span = self.bytes(&(i..next));
            side.num = side.span.clone();
        }
        Ok(Some((side, next)))
    }

    /// Takes "and a half" at `next` into the side that begins at token `i`.
    fn add_half(&self, i: usize, side: &mut Side, next: &mut usize) {
        side.value = &side.value + &Number::frac(1, 2);
        side.digit = Number::frac(1, 2);
        *next += 3;
        if side.style == Style::Article {
            side.style = Style::Words;
        }
        side.span = self.bytes(&(i..*next));
        side.num = side.span.clone();
    }

    /// One level or a range of levels.
    pub(crate) fn levels(&self, i: usize, between: bool) -> Found<(Body, usize)> {
        let Some((lo, next)) = self.level(i) else {
            return Ok(None);
        };
        let Meas::Level(letters) = lo.meas.clone() else {
            return Ok(None);
        };
        let Some(joint) = self.joint(next, between, true) else {
            return Ok(Some((Body::One(lo), next)));
        };
        let Some((hi, end)) = self.level_end(joint.next, &letters) else {
            return Ok(Some((Body::One(lo), next)));
        };
        if hi.meas != lo.meas || (joint.or && !follows(&lo, &hi)) {
            return Ok(Some((Body::One(lo), next)));
        }
        let span = self.bytes(&(i..end));
        check_order(&lo, &hi).map_err(|why| Fault { why, span })?;
        Ok(Some((Body::Range { lo, hi, dash: joint.dash }, end)))
    }
}

/// Whether `hi` is written as the whole number after `lo`.
fn follows(lo: &Side, hi: &Side) -> bool {
    lo.value.is_integer()
        && &lo.value + &Number::one() == hi.value
        && lo.scale.is_none_or(|s| Some(s) == hi.scale)
}

/// Whether two sides can be ends of one range: one measure, or one of them bare.
fn joinable(lo: &Side, hi: &Side) -> bool {
    match (&lo.meas, &hi.meas) {
        (Meas::Bare, _) | (_, Meas::Bare) => true,
        (Meas::Money(_), Meas::Money(_)) | (Meas::Time(_), Meas::Time(_)) => true,
        (a, b) => a == b,
    }
}

/// Lets units flow: suffix and unit to the left, currency and period to the right.
fn flow(mut lo: Side, mut hi: Side) -> (Side, Side) {
    if lo.scale.is_none() && matches!(lo.meas, Meas::Bare | Meas::Money(_)) {
        lo.scale = hi.scale;
    }
    if lo.meas == Meas::Bare {
        lo.meas = hi.meas.clone();
    } else if hi.meas == Meas::Bare {
        hi.meas = lo.meas.clone();
    }
    lo.per = lo.per.or(hi.per);
    hi.per = hi.per.or(lo.per);
    let style = if lo.style == Style::Digits { hi.style } else { lo.style };
    if style == Style::Words && lo.meas == Meas::Bare {
        lo.style = style;
    }
    (lo, hi)
}

fn check_order(lo: &Side, hi: &Side) -> Result<(), Why> {
    match (&lo.meas, &hi.meas) {
        (Meas::Money(a), Meas::Money(b)) if !a.compatible(*b) => return Err(Why::TwoCurrencies),
        (Meas::Time(a), Meas::Time(b)) if a.family() != b.family() => return Err(Why::MixedUnits),
        _ => {}
    }
    if lo.per != hi.per {
        return Err(Why::MixedUnits);
    }
    match lo.base().cmp(&hi.base()) {
        std::cmp::Ordering::Less => Ok(()),
        std::cmp::Ordering::Equal => Err(Why::SameEnds),
        std::cmp::Ordering::Greater => Err(Why::Downward),
    }
}
