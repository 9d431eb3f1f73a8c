//! The sentences of agreement.
//!
//! In: what was compared. Out: how it was matched, and the arithmetic of a mismatch; also a stored value turned into the
//! claim that would state it. Decides nothing.

use super::Case;
use super::distance::{allowed, in_common_unit, off, rounding};
use crate::value::write::amount;
use crate::value::{Amount, Bound, Core, Form, Hedge, Number, Schema, Shape, Stated, Stored, write};

/// How one value matched another.
pub(crate) fn close(x: &Amount, v: &Amount, hedge: Hedge, case: &Case) -> String {
    let Some(both) = in_common_unit(x, v) else {
        return String::new();
    };
    let vs = amount::short(v, case.schema);
    if x.value == v.value && x.unit == v.unit && !both.crossed {
        return format!("both are {vs}");
    }
    let xs = amount::short(x, case.schema);
    if both.crossed {
        return format!("{xs} and {vs} may be the same number of days");
    }
    if x.value == v.value {
        return if xs == vs { format!("both are {vs}") } else { format!("{vs} is {xs}") };
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

/// Why one value does not match another: how far, and what it rounds to.
pub(crate) fn distance(x: &Amount, v: &Amount, hedge: Hedge, case: &Case) -> Option<String> {
    let w = in_common_unit(x, v)?;
    let (xs, vs) = (amount::short(x, case.schema), amount::short(v, case.schema));
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
    if x.unit.is_ranked() {
        return None;
    }
    if let Some(step) = &case.schema.step {
        return Some(format!("the scale has steps of {step}: nothing is rounded"));
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
    Some(format!("{far}; it rounds to {}", amount::short(&shown, case.schema)))
}

/// How far a value is from a bound.
pub(crate) fn off_note(x: &Amount, v: &Amount, case: &Case) -> Option<String> {
    let w = in_common_unit(x, v)?;
    // Places in an order have no distance.
    if w.crossed || x.value == v.value || x.unit.is_ranked() {
        return None;
    }
    let (percent, side) = off(&x.value, &v.value)?;
    let (xs, vs) = (amount::short(x, case.schema), amount::short(v, case.schema));
    Some(format!("{vs} is {percent}% {side} {xs}; bounds compare exactly"))
}

/// The claim that states a stored value.
pub(crate) fn as_stated(stored: &Stored, schema: &Schema) -> Stated {
    let text = write::format(stored, schema, Form::Short);
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
        crowd: None,
        span: span.clone(),
        core_span: span,
        remarks: Vec::new(),
    }
}
