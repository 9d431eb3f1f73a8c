//! Candidates: whatever in a text looks like a figure.
//!
//! In: the tokens of a text. Out: the [`Candidate`]s from left to right, each with its hedge, bound and direction. Which
//! of them is meant, and what a missing unit stands for, is decided in `read`.

use super::effect::Effect;
use super::fault::{Fault, FaultKind};
use super::lex::TokenKind;
use super::number_words::is_number_word;
use super::phrases::MULTIPLIERS;
use super::qualifiers::Qualifiers;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Bound, Date, Direction, Hedge, Kind};
use std::ops::Range;

/// A thing that looks like a figure.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub hedge: Hedge,
    pub unclear: Option<Range<usize>>,
    pub bound: Bound,
    pub direction: Option<(Direction, Range<usize>)>,
    pub body: Body,
    /// Bytes of the figure with everything that qualifies it.
    pub span: Range<usize>,
    /// Bytes of the number or range with its units.
    pub core: Range<usize>,
}

#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "candidates are few and live briefly")]
pub(crate) enum Body {
    One(WrittenQuantity),
    Range { lo: WrittenQuantity, hi: WrittenQuantity, dash: Option<Range<usize>> },
    Date(Date),
    Dates(Date, Date),
    Bad(Fault),
}

/// Words for a part of a figure that do not say which.
pub(crate) const SHARES: [&str; 9] = [
    "fraction",
    "fractions",
    "tenths",
    "hundredths",
    "thousandths",
    "quarters",
    "thirds",
    "fifths",
    "portion",
];

impl Candidate {
    /// The number, or the upper end of a range; `None` for dates and faults.
    pub(crate) fn quantity(&self) -> Option<&WrittenQuantity> {
        match &self.body {
            Body::One(quantity) | Body::Range { hi: quantity, .. } => Some(quantity),
            Body::Date(_) | Body::Dates(..) | Body::Bad(_) => None,
        }
    }
}

impl Scanner<'_> {
    /// Every figure, from left to right; figures never overlap.
    pub(crate) fn candidates(&self) -> Vec<Candidate> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            if let Some(next) = self.label(i) {
                i = next.max(i + 1);
                continue;
            }
            match self.candidate(i) {
                Some((candidate, next)) => {
                    out.push(candidate);
                    i = next.max(i + 1);
                }
                None => i += 1,
            }
        }
        out
    }

    /// The token after "× 3" or "times 2" behind a figure that has its unit.
    fn times_more(&self, end: usize) -> Option<usize> {
        let kind = self.expected.kind.filter(|kind| *kind != Kind::Ratio && *kind != Kind::Date)?;
        let sign = self.symbol(end, '×')
            || self.symbol(end, '*')
            || self.is_word(end, "x")
            || self.is_word(end, "times");
        let number = matches!(self.token(end + 1), Some(TokenKind::Number(_)))
            || self.word(end + 1).is_some_and(is_number_word);
        (sign && number && kind != Kind::Level).then_some(end + 2)
    }

    /// "half the fee of", "double the usual price of": a multiplier before the noun that ends at token `k`.
    fn multiplied_noun(&self, k: usize) -> Option<usize> {
        let article = |i: usize| self.among(i, &["the", "its", "their", "our", "your"]);
        let times = |i: usize| MULTIPLIERS.iter().any(|m| self.is_word(i, m));
        (k.saturating_sub(3)..k).find(|i| times(*i) && (article(i + 1) || self.is_word(i + 1, "of")))
    }

    /// A number that is neither part of a candidate nor of a name: its bytes.
    pub(crate) fn unread(&self, candidates: &[Candidate]) -> Option<Range<usize>> {
        let mut i = 0;
        while let Some(token) = self.tokens.get(i) {
            if let Some(next) = self.label(i) {
                i = next.max(i + 1);
                continue;
            }
            let number = matches!(token.kind, TokenKind::Number(_));
            let read = || candidates.iter().any(|c| c.span.start <= token.start && token.end <= c.span.end);
            if number && !read() {
                let suffix = usize::from(self.glued(i + 1) && self.word(i + 1).is_some());
                return Some(self.bytes(&(i..i + 1 + suffix)));
            }
            i += 1;
        }
        None
    }

    /// The figure whose qualifiers begin at token `i`, and the token after it.
    pub(crate) fn candidate(&self, i: usize) -> Option<(Candidate, usize)> {
        if let Some((body, end)) = self.least_and_most(i).or_else(|| self.noted_bounds(i)) {
            let (whole, none) = (i..end, Qualifiers::default());
            return Some((self.assemble(whole.clone(), whole, body, Bound::None, none.clone(), none), end));
        }
        let (mut before, j) = self.before(i);
        if j >= self.tokens.len() || (j > i && self.label(j).is_some()) {
            return None;
        }
        let (mut body, from_bound, mut next) = match self.body(j) {
            Ok(Some(found)) => found,
            Ok(None) => return None,
            Err(fault) => {
                let end = self.index_after(fault.span.end).max(j + 1);
                (Body::Bad(fault), Bound::None, end)
            }
        };
        if let Some((range, end)) = self.two_bounds(i, &before, &body, next) {
            (body, next, before.bound) = (range, end, Bound::None);
        }
        // "70 points or more"
        let marks = self.expected.kind == Some(Kind::Scale)
            && self.among(next, &["point", "points", "mark", "marks"])
            && matches!(self.trailing(next + 1), Some((Effect::Bound(_), _)));
        // "18 years old or older", "18 years of age and above"
        let aged = match self.expected.kind {
            Some(Kind::Duration) if self.is_word(next, "old") => 1,
            Some(Kind::Duration) if self.is_word(next, "of") && self.is_word(next + 1, "age") => 2,
            _ => 0,
        };
        let aged = if matches!(self.trailing(next + aged), Some((Effect::Bound(_), _))) { aged } else { 0 };
        let (after, end) = self.after(next + usize::from(marks) + aged);
        let end = self.late_unit(&mut body, &after, end);
        let (times, end) = match self.times_more(end) {
            Some(next) => (Some((i, FaultKind::Multiplied)), next),
            None => (None, end),
        };
        let percent =
            |body: &Body| matches!(body, Body::One(quantity) if quantity.unit == WrittenUnit::Percent);
        let share = self.percent_in(end).filter(|_| self.expected.kind.is_some() && percent(&body));
        let parted = percent(&body) && self.expected.kind.is_some() && self.one_in_before(i);
        let times = times.or(parted.then_some((i.saturating_sub(2), FaultKind::Multiplied)));
        let (times, end) = share.map_or((times, end), |next| (Some((i, FaultKind::Multiplied)), next));
        let changed = || times.or_else(|| Some((self.multiplied(i, &body)?, FaultKind::Multiplied)));
        let vague = || self.vague_end(i).map(|start| (start, FaultKind::VagueEnd));
        let denied = self.denied(i, &before).map(|start| (start, FaultKind::Turned));
        let bounded = before.bound.is_strict() || before.direction.is_some();
        let denied = denied.or_else(|| {
            let start = self.steps_before(i).filter(|_| bounded)?;
            Some((start, FaultKind::Multiplied))
        });
        if let Some((start, why)) = denied.or_else(changed).or_else(vague)
            && !matches!(body, Body::Bad(_))
        {
            body = Body::Bad(Fault { kind: why, span: self.bytes(&(start..end)) });
        }
        Some((self.assemble(i..end, j..next, body, from_bound, before, after), end))
    }

    fn assemble(
        &self,
        whole: Range<usize>,
        core: Range<usize>,
        mut body: Body,
        from_bound: Bound,
        before: Qualifiers,
        after: Qualifiers,
    ) -> Candidate {
        let mut bound = [before.bound, from_bound, after.bound]
            .into_iter()
            .find(|b| *b != Bound::None)
            .unwrap_or_default();
        let mut hedge = if before.hedge == Hedge::None { after.hedge } else { before.hedge };
        let span = self.bytes(&whole);
        if let Body::One(quantity) = &body {
            if quantity.plus && bound == Bound::None {
                bound = Bound::AtLeast;
            }
            if quantity.ish && hedge == Hedge::None {
                hedge = Hedge::About;
            }
        }
        let opposed = |other: Bound| other != Bound::None && other.is_lower() != bound.is_lower();
        let plus = matches!(&body, Body::One(quantity) if quantity.plus);
        if bound != Bound::None && (opposed(after.bound) || (plus && opposed(Bound::AtLeast))) {
            body = Body::Bad(Fault { kind: FaultKind::TwoBounds, span: span.clone() });
        }
        if before.soft && bound == Bound::MoreThan && self.after_count(whole.start) {
            bound = Bound::None;
        }
        if bound != Bound::None && matches!(body, Body::Range { .. } | Body::Dates(..)) {
            if before.soft {
                bound = Bound::None;
            } else {
                body = Body::Bad(Fault { kind: FaultKind::BoundedRange, span: span.clone() });
            }
        }
        let direction = before.direction.or(after.direction);
        if let (Some((d, _)), Body::One(quantity)) = (&direction, &body) {
            let clash = match d {
                Direction::Up => quantity.sign < 0,
                Direction::Down => quantity.sign != 0,
                Direction::Same => false,
            };
            if clash {
                body = Body::Bad(Fault { kind: FaultKind::SignAndWord, span: span.clone() });
            }
        }
        let unclear = before.unclear.or(after.unclear);
        Candidate { hedge, unclear, bound, direction, body, span, core: self.bytes(&core) }
    }

    /// Whether a number with a noun stands directly before token `i`: "5 interviewers over 4 rounds".
    fn after_count(&self, i: usize) -> bool {
        let number = |k: usize| {
            matches!(self.token(k), Some(TokenKind::Number(_))) || self.word(k).is_some_and(is_number_word)
        };
        self.expected.kind == Some(Kind::Count) && i > 1 && self.word(i - 1).is_some() && number(i - 2)
    }

    /// The unit after the words that qualify a bare number: "5 or more years", "$90K more a year".
    fn late_unit(&self, body: &mut Body, after: &Qualifiers, end: usize) -> usize {
        let Body::One(quantity) = body else { return end };
        let qualified = after.hedge != Hedge::None || after.bound != Bound::None || after.direction.is_some();
        if !qualified {
            return end;
        }
        let mut end = end;
        if quantity.unit == WrittenUnit::Bare
            && let Some((unit, next)) = self.unit(end)
        {
            (quantity.unit, end) = (unit, next);
        }
        // "60 or more out of 80"
        if self.expected.kind == Some(Kind::Scale)
            && let Ok(Some(next)) = self.score(end, end, quantity)
        {
            end = next;
        }
        if quantity.period.is_none()
            && matches!(quantity.unit, WrittenUnit::Money(_))
            && let Some((per, next)) = self.period(end)
        {
            (quantity.period, end) = (Some(per), next);
        }
        end
    }

    /// Where words begin that make another figure of the one at token `i`: "half of $450K", "10% of $450K", "three
    /// times 90 minutes", "a third of $300".
    fn multiplied(&self, i: usize, body: &Body) -> Option<usize> {
        let (Body::One(quantity) | Body::Range { lo: quantity, .. }) = body else {
            return None;
        };
        let kind = self.expected.kind?;
        let relative = matches!(kind, Kind::Ratio | Kind::Percent | Kind::Change | Kind::PercentagePoint);
        let own = quantity.unit.kind() == Some(kind) || quantity.unit == WrittenUnit::Bare;
        let mut k = i.checked_sub(1).filter(|_| own && !(relative && quantity.unit == WrittenUnit::Times))?;
        while k > 0 && (self.is_word(k, "of") || self.is_word(k, "the") || self.is_word(k, "those")) {
            k -= 1;
        }
        let of = k + 1 < i;
        let word = self.word(k);
        let times = MULTIPLIERS.iter().any(|m| word.is_some_and(|w| w.eq_ignore_ascii_case(m)));
        let percent = self.symbol(k, '%')
            || self.is_word(k, "percent")
            || (self.is_word(k, "cent") && k > 0 && self.is_word(k - 1, "per"));
        let part = of
            && (k.saturating_sub(3)..=k)
                .any(|start| self.fraction(start).is_some_and(|(_, _, next)| next == k + 1));
        let sign = (self.symbol(k, '×') || self.is_word(k, "x"))
            && k.checked_sub(1).is_some_and(|n| matches!(self.token(n), Some(TokenKind::Number(_))));
        // "tenths of a percent", "a fraction of $245"
        let share = of && self.among(k, &SHARES);
        if times || share || (of && percent && !relative) || part || (sign && kind != Kind::Ratio) {
            return Some(k);
        }
        if of { self.multiplied_noun(k) } else { None }
    }
}
