//! Wordings that would agree.
//!
//! In: a refuted claim. Out: the author's wording with its figure changed so that the fact supports it, in
//! the author's style as far as that can be kept. Every candidate is read and judged before it is offered.

use super::super::number::{Number, group};
use super::super::phrases::opposite;
use super::super::show;
use super::super::stated::{Amount, Core, Stated};
use super::super::stored::{Shape, Stored};
use super::super::vocab::Bound;
use super::super::{format, kind::Form};
use super::{Case, Options, Reason, judge, target};
use std::ops::Range;

/// The first candidate that agrees.
pub(crate) fn wording(
    case: &Case,
    stored: &Stored,
    options: &Options,
    reason: Reason,
    reader: &dyn Fn(&str) -> Option<Stated>,
) -> Option<String> {
    if matches!(reason, Reason::WrongPolarity) {
        return None;
    }
    candidates(case, stored, options, reason).into_iter().find(|text| {
        *text != case.stated.text
            && reader(text).is_some_and(|new| judge(&new, stored, case.schema, options).is_ok())
    })
}

/// The wording with some spans replaced; the spans do not overlap.
fn patched(text: &str, mut patches: Vec<(Range<usize>, String)>) -> String {
    patches.sort_by_key(|(span, _)| span.start);
    let mut out = String::new();
    let mut at = 0;
    for (span, new) in patches {
        if span.start < at {
            continue;
        }
        out.push_str(text.get(at..span.start).unwrap_or(""));
        out.push_str(&new);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn candidates(case: &Case, stored: &Stored, options: &Options, reason: Reason) -> Vec<String> {
    let (stated, schema) = (case.stated, case.schema);
    let mut out = Vec::new();
    let turn = if reason == Reason::DirectionMismatch { turned(stated) } else { None };
    let patch = |mut patches: Vec<(Range<usize>, String)>| {
        patches.extend(turn.clone());
        patched(&stated.text, patches)
    };
    if turn.is_some() {
        out.push(patch(Vec::new()));
    }
    if let Ok(shape) = target::choose(stored, options, case) {
        match (&stated.core, &shape) {
            (Core::One(x), Shape::Point(v) | Shape::AtLeast(v, _) | Shape::AtMost(v, _)) => {
                out.extend(renumbered(x, v, stated).into_iter().map(|n| patch(vec![n])));
            }
            (Core::One(x), Shape::Range(a, b)) => {
                let end = if stated.bound.is_lower() { a } else { b };
                if stated.bound != Bound::None {
                    out.extend(renumbered(x, end, stated).into_iter().map(|n| patch(vec![n])));
                }
            }
            (Core::Range(x, y), Shape::Range(a, b)) => {
                let first = renumbered(x, a, stated);
                let second = renumbered(y, b, stated);
                for (p, q) in first.iter().zip(&second) {
                    out.push(patch(vec![p.clone(), q.clone()]));
                }
            }
            _ => {}
        }
        let whole = Stored { shape, literal: None, approximate: false };
        out.push(patch(vec![(stated.core_span.clone(), format::format(&whole, schema, Form::Range))]));
        out.push(patch(vec![(stated.span.clone(), format::format(&whole, schema, Form::Range))]));
    }
    let short = format::format(stored, schema, Form::Short);
    out.push(patched(&stated.text, vec![(stated.core_span.clone(), short.clone())]));
    out.push(patched(&stated.text, vec![(stated.span.clone(), short.clone())]));
    out.push(short);
    out
}

/// The direction word turned round.
fn turned(stated: &Stated) -> Option<(Range<usize>, String)> {
    let span = stated.direction_span.clone()?;
    let word = stated.text.get(span.clone())?;
    let new = opposite(word)?;
    Some((span, new.to_string()))
}

/// Replacements of the digits of `x` by those of `v`: at the author's last digit first, then finer.
fn renumbered(x: &Amount, v: &Amount, stated: &Stated) -> Vec<(Range<usize>, String)> {
    if !x.unit.same_base(&v.unit) || x.ink.num.is_empty() {
        return Vec::new();
    }
    let worth = &Number::pow10(x.ink.scale) * &x.unit.factor();
    let Some(in_style) = v.value.abs().checked_div(&worth) else {
        return Vec::new();
    };
    let Some(digit) = x.last_digit.checked_div(&worth) else {
        return Vec::new();
    };
    let old = stated.text.get(x.ink.num.clone()).unwrap_or("");
    let grouped = old.contains(',') || !old.contains(|c: char| c.is_ascii_digit());
    let mut out = Vec::new();
    for places in 0..4 {
        let step = &digit * &Number::pow10(-places);
        let step = if step.is_zero() { Number::pow10(-places) } else { step };
        let rounded = match stated.bound {
            Bound::None => in_style.round_to(&step),
            b if b.is_lower() => in_style.floor_to(&step),
            _ => in_style.ceil_to(&step),
        };
        if rounded.is_zero() && !in_style.is_zero() {
            continue;
        }
        let shown = show::digits(&rounded, &step, show::Style::Bare, false).text;
        let text = if grouped { group(&shown) } else { shown };
        out.push((x.ink.num.clone(), text));
    }
    out
}
