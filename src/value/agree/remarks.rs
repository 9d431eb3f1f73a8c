//! Remarks on claims that hold.
//!
//! In: a supported claim and its fact. Out: remarks on more digits than the fact has, on bounds far from
//! the value and on hedges of exact values. None of them changes the verdict.

use super::distance::in_common_unit;
use super::{Case, Options, cells, target};
use crate::value::error::quote;
use crate::value::write::{amount, per_time};
use crate::value::{
    Amount, Bound, Core, Hedge, MeasureUnit, Number, Remark, RemarkKind, Schema, Shape, Stated, Stored, Unit,
};

/// A bound is loose when the value is more than this many times away from it.
const LOOSE: i64 = 2;

/// The remarks that need the fact.
pub(crate) fn on_support(
    stated: &Stated,
    stored: &Stored,
    schema: &Schema,
    options: &Options,
) -> Vec<Remark> {
    let case = Case { stated, schema, tolerance: options.tolerance.as_ref() };
    if matches!(stored.shape, Shape::Word(_) | Shape::Date(_) | Shape::Dates(..)) {
        return Vec::new();
    }
    let Ok(shape) = target::choose(stored, options, &case) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (x, v) in pairs(stated, &shape) {
        out.extend(false_precision(x, v, &case));
    }
    if let (Core::One(x), Shape::Point(v)) = (&stated.core, &shape) {
        out.extend(idle_hedge(x, v, stored, &case));
    }
    if let Core::One(x) = &stated.core {
        out.extend(loose_bound(x, &shape, &case));
    }
    out
}

fn pairs<'a>(stated: &'a Stated, shape: &'a Shape) -> Vec<(&'a Amount, &'a Amount)> {
    match (&stated.core, shape) {
        (Core::One(x), Shape::Point(v)) if stated.bound == Bound::None => vec![(x, v)],
        (Core::Range(x, y), Shape::Range(a, b)) => vec![(x, a), (y, b)],
        (Core::One(x), Shape::AtLeast(v, _) | Shape::AtMost(v, _)) => vec![(x, v)],
        _ => Vec::new(),
    }
}

fn false_precision(x: &Amount, v: &Amount, case: &Case) -> Option<Remark> {
    let finer = !v.last_digit.is_zero() && x.last_digit < v.last_digit && !x.notation.spelled;
    // 150% of 1.5x and 200 basis points of 2 pp have no more digits, only smaller units.
    let written = case.stated.text.get(x.notation.span.clone()).unwrap_or("").to_ascii_lowercase();
    let smaller = match x.unit {
        Unit::Times => written.contains('%') || written.contains("percent"),
        Unit::Points => written.contains("bp") || written.contains("basis"),
        _ => false,
    };
    if smaller && x.value.round_to(&v.last_digit) == x.value {
        return None;
    }
    // 5,000 GB of 5 TB: the zeros come from the unit.
    if x.value == v.value && in_another_unit(case.stated, x, case.schema) {
        return None;
    }
    let same_unit = x.unit == v.unit || !matches!(x.unit, Unit::Time(_));
    if !finer || !same_unit || !case.schema.kind.rounds() {
        return None;
    }
    let span = x.notation.span.clone();
    let known = precision(v, case.schema);
    let message = format!("{}: the fact is known to {known}", quote(&case.stated.text, &span));
    let replacement = Some(format!("{}{}", amount::short(v, case.schema), per_time(case.schema)));
    Some(Remark { kind: RemarkKind::FalsePrecision, message, span, replacement })
}

/// Whether an amount is written in another unit of measure than the attribute's.
fn in_another_unit(stated: &Stated, x: &Amount, schema: &Schema) -> bool {
    let written = stated.text.get(x.notation.span.clone()).unwrap_or("");
    // A rate has its time behind the unit: "4,000 mg a day".
    let mut words = written.split([' ', '\u{a0}', '-', '/']);
    let named = words.find_map(|word| {
        MeasureUnit::named(word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')))
    });
    named.is_some_and(|unit| schema.measure().is_some_and(|own| own != unit))
}

/// The worth of the last digit in words.
fn precision(v: &Amount, schema: &Schema) -> String {
    const NAMES: [&str; 10] = [
        "the unit",
        "the ten",
        "the hundred",
        "the thousand",
        "the ten thousand",
        "the hundred thousand",
        "the million",
        "the ten million",
        "the hundred million",
        "the billion",
    ];
    let in_units = v.last_digit.checked_div(&v.unit.factor()).unwrap_or_else(Number::zero);
    let power = in_units.magnitude();
    let is_power = in_units == Number::pow10(power);
    let name = usize::try_from(power).ok().and_then(|p| NAMES.get(p)).filter(|_| is_power);
    match name {
        Some(name) => (*name).to_string(),
        None => amount::computed(v.last_digit.clone(), v, schema).trim_start_matches('+').to_string(),
    }
}

fn idle_hedge(x: &Amount, v: &Amount, stored: &Stored, case: &Case) -> Option<Remark> {
    let stated = case.stated;
    let idle = stated.hedge == Hedge::About
        && stated.bound == Bound::None
        && x.value == v.value
        && x.unit == v.unit
        && v.spread.is_none()
        && !stored.approximate;
    if !idle {
        return None;
    }
    let message = format!(
        "{}: the fact is exactly {}",
        quote(&stated.text, &stated.span),
        amount::short(v, case.schema)
    );
    let replacement = Some(stated.core_text().to_string());
    Some(Remark { kind: RemarkKind::IdleHedge, message, span: stated.span.clone(), replacement })
}

fn loose_bound(x: &Amount, shape: &Shape, case: &Case) -> Option<Remark> {
    let bound = case.stated.bound;
    let v = match shape {
        Shape::Point(v) => v,
        Shape::Range(a, b) => {
            if bound.is_lower() {
                a
            } else {
                b
            }
        }
        _ => return None,
    };
    if bound == Bound::None || !case.schema.kind.rounds() {
        return None;
    }
    let w = in_common_unit(x, v)?;
    let (x_at, v_at) = (w.claim.lo?.at.abs(), w.fact.lo?.at.abs());
    let far = Number::from(LOOSE);
    let loose = if bound.is_lower() { v_at > &x_at * &far } else { x_at > &v_at * &far };
    if !loose {
        return None;
    }
    let span = case.stated.span.clone();
    let message = format!("{}: the fact is {}", quote(&case.stated.text, &span), cells::fact(shape, case));
    Some(Remark { kind: RemarkKind::LooseBound, message, span, replacement: None })
}
