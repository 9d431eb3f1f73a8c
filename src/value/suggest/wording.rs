//! Wordings that would agree.
//!
//! In: a refuted claim. Out: the author's wording with its figure changed so that the fact supports it, in
//! the author's style, or nothing. Every candidate is read and judged before it is offered; none has two hedges,
//! two bounds or more digits than the fact. How a figure is written is in `restyle`.

use super::restyle;
use super::restyle::Patch;
use crate::value::agree::{Case, judge, remarks, target};
use crate::value::grammar::opposite;
use crate::value::read::capital_of;
use crate::value::{
    Bound, Core, Direction, Form, Hedge, Interval, Number, Options, Reason, RemarkKind, Shape, Stated,
    Stored, TimeUnit, write,
};
use std::ops::Range;

/// The first candidate that agrees and claims no more digits than the fact has.
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
    let fits = |new: &Stated| {
        judge(new, stored, case.schema, options).is_ok()
            && remarks::on_support(new, stored, case.schema, options)
                .iter()
                .all(|r| r.kind != RemarkKind::FalsePrecision)
    };
    candidates(case, stored, options, reason)
        .into_iter()
        .find(|text| *text != case.stated.text && reader(text).is_some_and(|new| fits(&new)))
}

/// The wording with some spans replaced; the spans do not overlap. A capital stays one.
fn patched(text: &str, mut patches: Vec<Patch>) -> String {
    patches.sort_by_key(|(span, _)| span.start);
    let mut out = String::new();
    let mut at = 0;
    for (span, new) in patches {
        if span.start < at {
            continue;
        }
        out.push_str(text.get(at..span.start).unwrap_or(""));
        out.push_str(&capital_of(text.get(span.clone()).unwrap_or(""), &new));
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn candidates(case: &Case, stored: &Stored, options: &Options, reason: Reason) -> Vec<String> {
    let stated = case.stated;
    let mut out = Vec::new();
    let turns = reason == Reason::DirectionMismatch || against(stated, stored);
    let turn = if turns { turned(stated) } else { None };
    let patch = |mut patches: Vec<Patch>| {
        patches.extend(turn.clone());
        patched(&stated.text, patches)
    };
    if turn.is_some() {
        out.push(patch(Vec::new()));
    }
    let words = matches!(stated.core, Core::Word(_) | Core::Date(_) | Core::Dates(..));
    match target::choose(stored, options, case) {
        Ok(shape) if !words => {
            out.extend(numbers(stated, &shape).into_iter().map(&patch));
            let fitted = |p: Patch| {
                let article = restyle::article(p.0.start, &p.1, &stated.text);
                patch(std::iter::once(p).chain(article).collect())
            };
            out.extend(phrases(case, &shape).into_iter().map(fitted));
        }
        Ok(_) => {
            let dated = !matches!(stated.core, Core::Word(_));
            let short = write::format(stored, case.schema, if dated { Form::Range } else { Form::Short });
            let short = match &stored.shape {
                Shape::Date(date) => restyle::date(date, stated.core_text()).unwrap_or(short),
                _ => short,
            };
            let double = stated.bound != Bound::None && matches!(stored.shape, Shape::Dates(..));
            if !double {
                out.push(patched(&stated.text, vec![(stated.core_span.clone(), short.clone())]));
            }
            out.push(patched(&stated.text, vec![(stated.span.clone(), short.clone())]));
            out.push(short);
        }
        Err(_) if only_a_figure(stated) => {
            let forms = if matches!(stated.core, Core::Range(..)) {
                [Form::Range, Form::Short]
            } else {
                [Form::Short, Form::Range]
            };
            out.extend(forms.map(|form| write::format(stored, case.schema, form)));
        }
        Err(_) => {}
    }
    out
}

/// The numbers of the wording replaced by those of the fact, the author's words around them kept.
fn numbers(stated: &Stated, shape: &Shape) -> Vec<Vec<Patch>> {
    match (&stated.core, shape) {
        (Core::One(x), Shape::Point(v) | Shape::AtLeast(v, _) | Shape::AtMost(v, _)) => {
            restyle::numbers(x, v, stated)
        }
        (Core::One(x), Shape::Range(a, b)) if stated.bound != Bound::None => {
            restyle::numbers(x, if stated.bound.is_lower() { a } else { b }, stated)
        }
        (Core::Range(x, y), Shape::Range(a, b)) => {
            let (first, second) = (restyle::numbers(x, a, stated), restyle::numbers(y, b, stated));
            let pairs = first.iter().zip(&second).map(|(p, q)| p.iter().chain(q).cloned().collect());
            let rising = |p: &Vec<Patch>| p.windows(2).all(|w| w[0].0.end <= w[1].0.start || w[0] == w[1]);
            pairs.filter(rising).collect()
        }
        _ => Vec::new(),
    }
}

/// The whole figure replaced by the fact: within the author's hedge, or with hedge and bound.
fn phrases(case: &Case, shape: &Shape) -> Vec<Patch> {
    let stated = case.stated;
    if joined(stated) {
        let stored = Stored { shape: shape.clone(), literal: None, approximate: false };
        let whole = (0..stated.text.len(), write::format(&stored, case.schema, Form::Range));
        return if only_a_figure(stated) { vec![whole] } else { Vec::new() };
    }
    let Some(text) = restyle::phrase(shape, stated, case.schema) else {
        return Vec::new();
    };
    let bound = matches!(shape, Shape::AtLeast(..) | Shape::AtMost(..));
    let range = matches!(shape, Shape::Range(..));
    let loose = matches!(stated.hedge, Hedge::None | Hedge::About);
    let mut out = Vec::new();
    if !bound && loose && (stated.bound == Bound::None || !range) {
        out.push((stated.core_span.clone(), text.clone()));
    }
    if stated.direction.is_none() {
        out.push((stated.span.clone(), text));
    }
    out
}

/// Whether another number is joined to the figure: the `day 45` of `day 40 to day 45`.
fn joined(stated: &Stated) -> bool {
    const JOINTS: [&str; 9] = ["to", "and", "or", "through", "until", "-", "–", "—", "/"];
    let text = &stated.text;
    let outside = |part: &str| part.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let digit = |w: &String| w.contains(|c: char| c.is_ascii_digit());
    let joint = |w: &String| JOINTS.contains(&w.as_str());
    let after = outside(text.get(stated.core_span.end..).unwrap_or(""));
    let before = outside(text.get(..stated.core_span.start).unwrap_or(""));
    let ahead = after.first().is_some_and(joint) && after.iter().skip(1).take(2).any(digit);
    let behind = before.iter().rev().take(2).any(joint) && before.iter().rev().skip(1).take(2).any(digit);
    ahead || behind
}

/// Whether the wording is its figure and little else: articles, the name of a statistic, units, numbers.
fn only_a_figure(stated: &Stated) -> bool {
    const FILLERS: [&str; 17] = [
        "a",
        "an",
        "the",
        "of",
        "is",
        "at",
        "to",
        "and",
        "from",
        "between",
        "median",
        "average",
        "mean",
        "typical",
        "percentile",
        "percentiles",
        "day",
    ];
    let (head, tail) = (stated.text.get(..stated.span.start), stated.text.get(stated.span.end..));
    let words = head.unwrap_or("").split_whitespace().chain(tail.unwrap_or("").split_whitespace());
    words.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).all(|w| {
        let number = w.contains(|c: char| c.is_ascii_digit());
        w.is_empty() || number || FILLERS.contains(&w.as_str()) || TimeUnit::from_word(&w).is_some()
    })
}

/// Whether a difference goes the other way than its wording says.
fn against(stated: &Stated, stored: &Stored) -> bool {
    let zero = Interval::point(Number::zero());
    match (stated.direction, stored.interval()) {
        (Some(Direction::Up), Some(set)) => zero.above(&set),
        (Some(Direction::Down), Some(set)) => set.above(&zero),
        _ => false,
    }
}

/// The wording with its direction word turned round.
pub(crate) fn turned_round(stated: &Stated) -> Option<String> {
    Some(patched(&stated.text, vec![turned(stated)?]))
}

/// The direction word turned round.
fn turned(stated: &Stated) -> Option<(Range<usize>, String)> {
    let span = stated.direction_span.clone()?;
    let word = stated.text.get(span.clone())?;
    let new = opposite(word)?;
    Some((span, new.to_string()))
}
