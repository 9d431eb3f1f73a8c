//! The table of claims and facts, for numbers.
//!
//! In: what is stated, and a shape (one value, a range, a bound). Out: how it was matched, or why not.
//! One function for each cell of the table. Support is entailment, with two guards: ends of ranges
//! must match, and a bound supports only the same bound.

use super::distance::{allowed, in_common_unit, near, widened};
use super::{Case, Outcome, Reason, Refusal, explain};
use crate::value::error::quote;
use crate::value::write::amount;
use crate::value::{Amount, Bound, Core, Hedge, Interval, Kind, Number, Shape, Stored, Unit, write};

/// Decides a claim with numbers.
pub(crate) fn judge(shape: &Shape, stored: &Stored, case: &Case) -> Outcome {
    let stated = case.stated;
    units(shape, stored, case)?;
    if let Some(refusal) = direction(shape, case) {
        return Err(refusal);
    }
    if stored.approximate && stated.hedge == Hedge::Exactly {
        let message = format!("{}: the fact is {}", claim(case), write::fact(stored, case.schema));
        return Err(Refusal::new(Reason::ValueMismatch, format!("{message}, itself hedged")));
    }
    let lower = stated.bound.is_lower();
    match (&stated.core, stated.bound, shape) {
        (Core::One(x), Bound::None, Shape::Point(v)) => point(x, v, case),
        (Core::One(_), Bound::None, Shape::Range(..)) => {
            let message = format!("{} is one value, the fact is {}", core(case), fact(shape, case));
            Err(Refusal::new(Reason::PointForRange, message))
        }
        (Core::One(_), Bound::None, _) => {
            let message = format!("{} is one value, the fact is {}", core(case), fact(shape, case));
            Err(Refusal::new(Reason::BoundDiffers, message))
        }
        (Core::One(x), _, Shape::Point(v)) => bound_point(x, v, case),
        (Core::One(x), _, Shape::Range(a, b)) => bound_range(x, if lower { a } else { b }, shape, case),
        (Core::One(x), bound, Shape::AtLeast(v, strict)) => {
            bound_bound(x, v, bound.is_lower(), *strict, shape, case)
        }
        (Core::One(x), bound, Shape::AtMost(v, strict)) => {
            bound_bound(x, v, !bound.is_lower(), *strict, shape, case)
        }
        // From one time to another is no time.
        (Core::Range(..), _, Shape::Point(_)) if case.schema.kind == Kind::Time => Err(mismatch(shape, case)),
        (Core::Range(x, y), _, Shape::Point(v)) => range_point(x, y, v, case),
        (Core::Range(x, y), _, Shape::Range(a, b)) => range_range([x, y], [a, b], shape, case),
        (Core::Range(..), _, _) => {
            let message = format!("{} is a range, the fact is {}", core(case), fact(shape, case));
            Err(Refusal::new(Reason::BoundDiffers, message))
        }
        _ => Err(mismatch(shape, case)),
    }
}

/// The figure with hedge and bound, quoted.
fn claim(case: &Case) -> String {
    quote(&case.stated.text, &case.stated.span)
}

/// The number or range alone, quoted.
fn core(case: &Case) -> String {
    quote(&case.stated.text, &case.stated.core_span)
}

pub(crate) fn fact(shape: &Shape, case: &Case) -> String {
    let stored = Stored { shape: shape.clone(), literal: None, approximate: false };
    write::fact(&stored, case.schema)
}

fn mismatch(shape: &Shape, case: &Case) -> Refusal {
    let message = format!("prose says {}, the fact is {}", core(case), fact(shape, case));
    Refusal::new(Reason::ValueMismatch, message)
}

/// Refuses units that never convert, before anything is compared.
pub(crate) fn units(shape: &Shape, stored: &Stored, case: &Case) -> Result<(), Refusal> {
    let of_shape = match shape {
        Shape::Point(v) | Shape::Range(v, _) | Shape::AtLeast(v, _) | Shape::AtMost(v, _) => v,
        _ => return Err(mismatch(shape, case)),
    };
    let Some(x) = case.stated.amounts().first().copied() else {
        return Err(mismatch(shape, case));
    };
    if in_common_unit(x, of_shape).is_some() {
        return Ok(());
    }
    if matches!((&x.unit, &of_shape.unit), (Unit::Level(_), Unit::Level(_))) {
        let refusal = mismatch(shape, case);
        let bounded = case.stated.bound != Bound::None;
        let note =
            "no order of levels with different letters is declared: list them in `values`, the lowest first";
        return Err(refusal.with(bounded.then(|| note.to_string())));
    }
    let fact = write::fact(stored, case.schema);
    let message = match (&x.unit, &of_shape.unit) {
        (Unit::Time(_), Unit::Time(_)) => {
            format!("{}: business days never equal calendar time, the fact is {fact}", core(case))
        }
        _ => format!("{} is in another unit, the fact is {fact}", core(case)),
    };
    Err(Refusal::new(Reason::UnitMismatch, message))
}

/// The wrong direction of a change, before its size.
fn direction(shape: &Shape, case: &Case) -> Option<Refusal> {
    if !matches!(case.schema.kind, Kind::Change | Kind::PercentagePoint) {
        return None;
    }
    let x = case.stated.amounts().first().map(|a| a.value.clone())?;
    let v = match shape {
        Shape::Point(v) | Shape::AtLeast(v, _) | Shape::AtMost(v, _) => &v.value,
        Shape::Range(a, b) if a.value.is_negative() == b.value.is_negative() => &a.value,
        _ => return None,
    };
    if x.is_zero() || v.is_zero() || x.is_negative() == v.is_negative() {
        return None;
    }
    let size = |a: &Amount| {
        let unsigned = Amount { value: a.value.abs(), ..a.clone() };
        amount::short(&unsigned, case.schema).trim_start_matches('+').to_string()
    };
    let size = match shape {
        Shape::Point(v) | Shape::AtLeast(v, _) | Shape::AtMost(v, _) => size(v),
        Shape::Range(a, b) => format!("{} to {}", size(a), size(b)),
        _ => return None,
    };
    let word = if v.is_negative() { "lower" } else { "higher" };
    let message = format!("{}: the fact is {size} {word}", claim(case));
    Some(Refusal::new(Reason::DirectionMismatch, message))
}

/// One value against one value: rounding, hedge or equality.
fn point(x: &Amount, v: &Amount, case: &Case) -> Outcome {
    let hedge = case.stated.hedge;
    if near(x, v, hedge, case).unwrap_or(false) {
        return Ok(explain::close(x, v, hedge, case));
    }
    let shape = Shape::Point(v.clone());
    let note = explain::distance(x, v, hedge, case);
    let side =
        matches!(hedge, Hedge::Nearly | Hedge::JustOver) && near(x, v, Hedge::About, case).unwrap_or(false);
    if side {
        let wanted = if hedge == Hedge::Nearly { "below" } else { "above" };
        let message = format!("{}: the fact is {}, not {wanted} the figure", claim(case), fact(&shape, case));
        return Err(Refusal::new(Reason::BoundViolated, message).with(note));
    }
    Err(mismatch(&shape, case).with(note))
}

/// The claim's interval with the hedge of a bound: "at least about 18%".
fn hedged_bound(x: &Amount, case: &Case) -> Number {
    if case.stated.hedge == Hedge::None || case.stated.hedge == Hedge::Exactly {
        return Number::zero();
    }
    allowed(x, case.stated.hedge, case.schema, case.tolerance)
}

/// Whether `v` lies on the claimed side of `x`, exactly.
fn satisfies(x: &Amount, v: &Amount, case: &Case) -> bool {
    let Some(both) = in_common_unit(x, v) else {
        return false;
    };
    let bound = case.stated.bound;
    let slack = hedged_bound(x, case);
    let (Some(lo), Some(hi)) = (&both.claim.lo, &both.claim.hi) else {
        return false;
    };
    let set = if bound.is_lower() {
        Interval::from(&hi.at - &slack, bound.is_strict())
    } else {
        Interval::up_to(&lo.at + &slack, bound.is_strict())
    };
    both.fact.subset_of(&set)
}

fn bound_point(x: &Amount, v: &Amount, case: &Case) -> Outcome {
    let bound = case.stated.bound;
    let (xs, vs) = (amount::short(x, case.schema), amount::short(v, case.schema));
    if satisfies(x, v, case) {
        return Ok(format!("{vs} is {} {xs}", bound.words()));
    }
    let place = if v.value == x.value && x.unit == v.unit {
        "the bound itself"
    } else if bound.is_lower() {
        "below the bound"
    } else {
        "above the bound"
    };
    let message = format!("{}: the fact is {vs}, {place}", claim(case));
    let note = explain::off_note(x, v, case);
    Err(Refusal::new(Reason::BoundViolated, message).with(note))
}

/// Every value of a range must satisfy the bound: its end on that side does.
fn bound_range(x: &Amount, end: &Amount, shape: &Shape, case: &Case) -> Outcome {
    let bound = case.stated.bound;
    let xs = amount::short(x, case.schema);
    if satisfies(x, end, case) {
        return Ok(format!("all of {} is {} {xs}", fact(shape, case), bound.words()));
    }
    let verb = if bound.is_lower() { "starts at" } else { "reaches" };
    let message = format!(
        "{}: the fact is {}, which {verb} {}",
        claim(case),
        fact(shape, case),
        amount::short(end, case.schema)
    );
    Err(Refusal::new(Reason::BoundViolated, message))
}

/// A bound supports the same bound only.
fn bound_bound(x: &Amount, v: &Amount, same_side: bool, strict: bool, shape: &Shape, case: &Case) -> Outcome {
    let near_enough = match case.stated.hedge {
        Hedge::None | Hedge::Exactly => near(x, v, Hedge::Exactly, case),
        hedge => near(x, v, hedge, case),
    };
    let stricter = case.stated.bound.is_strict() && !strict;
    if same_side && near_enough.unwrap_or(false) && !stricter {
        return Ok(format!("both are {}", fact(shape, case)));
    }
    let message = format!("{}: the fact is {}", claim(case), fact(shape, case));
    Err(Refusal::new(Reason::BoundDiffers, message))
}

/// A range claims that the one value lies in it.
fn range_point(x: &Amount, y: &Amount, v: &Amount, case: &Case) -> Outcome {
    let stated = case.stated;
    let set = |a: &Amount| {
        let both = in_common_unit(a, v)?;
        let hedge = match end_hedge(a, stated.hedge) {
            Hedge::None => Hedge::Exactly,
            own => own,
        };
        Some((widened(&both.claim, a, hedge, case), both.loose))
    };
    if let (Some((lo, loose)), Some((hi, _))) = (set(x), set(y)) {
        let inside = Interval { lo: lo.lo, hi: hi.hi };
        let derived = v.spread.is_some() && loose.meets(&inside);
        if loose.subset_of(&inside) || derived {
            let range = amount::range(x, y, case.schema);
            return Ok(format!("{} lies in {range}", amount::short(v, case.schema)));
        }
    }
    Err(mismatch(&Shape::Point(v.clone()), case))
}

/// The hedge of one end: that of the range, or its own.
fn end_hedge(x: &Amount, hedge: Hedge) -> Hedge {
    if hedge == Hedge::None && x.notation.hedged { Hedge::About } else { hedge }
}

/// Both ends must match, each under the hedge of the range or its own.
fn range_range(claim: [&Amount; 2], stored: [&Amount; 2], shape: &Shape, case: &Case) -> Outcome {
    let hedge = case.stated.hedge;
    let own = |x: &Amount| end_hedge(x, hedge);
    let ok: Vec<bool> =
        claim.iter().zip(stored).map(|(x, v)| near(x, v, own(x), case).unwrap_or(false)).collect();
    let end = |name: &str, i: usize| {
        let (x, v) = (claim[i], stored[i]);
        let message = format!(
            "{name} end: prose says `{}`, the fact is {}",
            amount::short(x, case.schema),
            amount::short(v, case.schema)
        );
        let note = explain::distance(x, v, own(x), case);
        Err(Refusal::new(Reason::RangeEndMismatch, message).with(note))
    };
    match ok.as_slice() {
        [true, true] => Ok("both ends match".to_string()),
        [false, true] => end("lower", 0),
        [true, false] => end("upper", 1),
        _ => {
            let message = format!("both ends: prose says {}, the fact is {}", core(case), fact(shape, case));
            Err(Refusal::new(Reason::RangeEndMismatch, message))
        }
    }
}
