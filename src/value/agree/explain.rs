//! The sentences of a verdict.
//!
//! In: what was compared. Out: how a claim was read, how it was matched, and the arithmetic of a
//! mismatch; also a stored value turned into the claim that would state it. Decides nothing.

use super::super::format;
use super::super::kind::Form;
use super::super::number::Number;
use super::super::schema::Schema;
use super::super::show;
use super::super::stated::{Amount, Core, Stated};
use super::super::stored::{Shape, Stored};
use super::super::vocab::{Bound, Hedge};
use super::distance::{allowed, in_common_unit, off, rounding};
use super::{Case, Options};

/// How the wording was read, for the label under the caret.
pub(crate) fn reading(stated: &Stated, schema: &Schema, options: &Options) -> String {
    let tol = options.tolerance.as_ref();
    let text = match &stated.core {
        Core::One(x) => return one(stated, x, schema, options),
        Core::Range(a, b) => {
            let exact = show::range_to(a, b, schema, show::Style::Compact);
            if stated.hedge == Hedge::None || stated.hedge == Hedge::Exactly {
                exact
            } else {
                let lo = &a.value - &allowed(a, stated.hedge, schema, tol);
                let hi = &b.value + &allowed(b, stated.hedge, schema, tol);
                let ends = [show::computed(lo, a, schema), show::computed(hi, b, schema)].join(" to ");
                format!("{exact}, hedged: {ends}")
            }
        }
        Core::Date(d) => format!("{}{d}", signed(stated.bound)),
        Core::Dates(a, b) => format!("{a} to {b}"),
        Core::Word(w) => w.clone(),
        Core::Comparative => stated.direction.map_or("a comparison".to_string(), |d| d.to_string()),
    };
    format!("read as {text}")
}

fn signed(bound: Bound) -> String {
    if bound == Bound::None { String::new() } else { format!("{} ", bound.sign()) }
}

fn one(stated: &Stated, x: &Amount, schema: &Schema, options: &Options) -> String {
    let figure = show::short(x, schema);
    if stated.bound != Bound::None {
        return format!("read as {} {figure}", stated.bound.sign());
    }
    let by = allowed(x, stated.hedge, schema, options.tolerance.as_ref());
    let (lo, hi) = (edge(&x.value - &by, x, schema), edge(&x.value + &by, x, schema));
    match stated.hedge {
        Hedge::Exactly => format!("read as exactly {figure}"),
        Hedge::Nearly => format!("read as nearly {figure}: from {lo}, below {figure}"),
        Hedge::JustOver => format!("read as just over {figure}: above it, to {hi}"),
        Hedge::About => format!("read as {figure}, hedged: {lo} to {hi}"),
        Hedge::None if by.is_zero() => format!("read as {figure}"),
        Hedge::None if options.tolerance.is_some() => {
            format!("read as {figure}, allowed: {lo} to {hi}")
        }
        Hedge::None => format!("read as {figure}, rounded: {lo} to {hi}"),
    }
}

/// One end of what a wording allows, with as many digits as tell it from the figure.
fn edge(at: Number, x: &Amount, schema: &Schema) -> String {
    let short = show::computed(at.clone(), x, schema);
    let near = (&at - &x.value).abs() < x.value.abs().over(100);
    if !near || at.decimal_places().is_none_or(|places| places > 9) {
        return short;
    }
    show::short(&Amount { value: at, last_digit: x.last_digit.over(10), ..x.clone() }, schema)
}

/// How one value matched another.
pub(crate) fn close(x: &Amount, v: &Amount, hedge: Hedge, case: &Case) -> String {
    let (xs, vs) = (show::short(x, case.schema), show::short(v, case.schema));
    let Some(both) = in_common_unit(x, v) else {
        return String::new();
    };
    if both.crossed {
        return format!("{xs} and {vs} may be the same number of days");
    }
    if x.value == v.value {
        return if xs == vs || x.unit == v.unit { format!("both are {vs}") } else { format!("{vs} is {xs}") };
    }
    let gap = (&x.value - &v.value).abs();
    let rounds = gap <= rounding(x, case.schema);
    match hedge {
        Hedge::Nearly => format!("{vs} is just below {xs}"),
        Hedge::JustOver => format!("{vs} is just above {xs}"),
        _ if rounds => format!("{vs} rounds to {xs}"),
        _ => {
            let by = allowed(x, hedge, case.schema, case.tolerance);
            let spread = v.spread.is_some() && gap > by;
            let from = if spread { ", as far as its inputs are known," } else { "" };
            match percent_of(&by, &x.value) {
                Some(share) => format!("{vs}{from} is within {share}% of {xs}"),
                None => format!("{vs}{from} is close enough to {xs}"),
            }
        }
    }
}

fn percent_of(by: &Number, x: &Number) -> Option<Number> {
    let share = by.checked_div(&x.abs())?;
    Some((&share * &Number::from(100)).significant(3)).filter(|n| !n.is_zero())
}

/// FaultKind one value does not match another: how far, and what it rounds to.
pub(crate) fn distance(x: &Amount, v: &Amount, hedge: Hedge, case: &Case) -> Option<String> {
    let w = in_common_unit(x, v)?;
    let (xs, vs) = (show::short(x, case.schema), show::short(v, case.schema));
    if w.crossed {
        return Some(format!("a month is 28 to 31 days, so {xs} and {vs} cannot be the same"));
    }
    if !case.schema.kind.rounds() || x.unit != v.unit {
        return None;
    }
    let wanted = match hedge {
        Hedge::Nearly if v.value >= x.value => Some("below"),
        Hedge::JustOver if v.value <= x.value => Some("above"),
        _ => None,
    };
    if x.value == v.value {
        return wanted.map(|wanted| format!("{vs} is not {wanted} {xs}"));
    }
    if x.value.is_negative() != v.value.is_negative() {
        return None;
    }
    let (percent, side) = off(&x.value, &v.value)?;
    let far = format!("{vs} is {percent}% {side} {xs}");
    if let Some(wanted) = wanted {
        return Some(format!("{far}, not {wanted} it"));
    }
    if hedge == Hedge::Exactly {
        return Some(format!("{far}; `exactly` allows no rounding"));
    }
    if hedge != Hedge::None {
        let by = allowed(x, hedge, case.schema, case.tolerance);
        return Some(match percent_of(&by, &x.value) {
            Some(share) => format!("{far}; the hedge allows {share}%"),
            None => far,
        });
    }
    let rounded = v.value.round_to(&x.last_digit);
    let tie = (&v.value - &x.value).abs() == x.last_digit.over(2);
    if rounded == x.value || tie {
        let cap = (&case.schema.rounding_cap * &Number::from(100)).to_string();
        return Some(format!("{far}: it rounds to {xs}, but no rounding may be more than {cap}% off"));
    }
    if rounded.is_zero() {
        return Some(far);
    }
    // The fact's own digits, where rounding leaves it as it is.
    let shown = if rounded == v.value { v.clone() } else { Amount { value: rounded, ..x.clone() } };
    Some(format!("{far}; it rounds to {}", show::short(&shown, case.schema)))
}

/// How far a value is from a bound.
pub(crate) fn off_note(x: &Amount, v: &Amount, case: &Case) -> Option<String> {
    let w = in_common_unit(x, v)?;
    if w.crossed || x.value == v.value {
        return None;
    }
    let (percent, side) = off(&x.value, &v.value)?;
    let (xs, vs) = (show::short(x, case.schema), show::short(v, case.schema));
    Some(format!("{vs} is {percent}% {side} {xs}; bounds compare exactly"))
}

/// The claim that states a stored value.
pub(crate) fn as_stated(stored: &Stored, schema: &Schema) -> Stated {
    let text = format::format(stored, schema, Form::Short);
    let span = 0..text.len();
    let (core, bound) = match &stored.shape {
        Shape::Point(a) => (Core::One(a.clone()), Bound::None),
        Shape::Range(a, b) => (Core::Range(a.clone(), b.clone()), Bound::None),
        Shape::AtLeast(a, true) => (Core::One(a.clone()), Bound::MoreThan),
        Shape::AtLeast(a, false) => (Core::One(a.clone()), Bound::AtLeast),
        Shape::AtMost(a, true) => (Core::One(a.clone()), Bound::LessThan),
        Shape::AtMost(a, false) => (Core::One(a.clone()), Bound::AtMost),
        Shape::Distribution(d) => {
            let headline = d.get(schema.headline).or(d.parts.first().map(|(_, a)| a));
            let amount = headline.cloned();
            let core = amount.map_or(Core::Comparative, Core::One);
            (core, Bound::None)
        }
        Shape::Date(d) => (Core::Date(*d), Bound::None),
        Shape::Dates(a, b) => (Core::Dates(*a, *b), Bound::None),
        Shape::Word(w) => (Core::Word(w.clone()), Bound::None),
    };
    let hedge = if stored.approximate { Hedge::About } else { Hedge::None };
    Stated {
        text,
        kind: schema.kind,
        hedge,
        bound,
        core,
        direction: None,
        direction_span: None,
        statistic: None,
        percentiles: None,
        span: span.clone(),
        core_span: span,
        remarks: Vec::new(),
    }
}
