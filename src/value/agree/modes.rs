//! The match modes that a binding may ask for instead of the table.
//!
//! In: a mode, what is stated, and a shape. Out: how it was matched, or why not. Claim and fact are sets
//! of numbers here; inclusion and overlap decide, rounding and hedges widen the claim.

use super::distance::{in_common_unit, near, widened};
use super::{Case, Outcome, Reason, Refusal, cells};
use crate::value::error::quote;
use crate::value::{Amount, Bound, Core, End, Hedge, Interval, MatchMode, Number, Shape, Stored};

/// Decides under `match=`.
pub(crate) fn judge(mode: MatchMode, shape: &Shape, stored: &Stored, case: &Case) -> Outcome {
    cells::units(shape, stored, case)?;
    let Some(fact) = fact_set(shape, case) else {
        return refuse(mode, shape, case);
    };
    let Some(bare) = claim_set(shape, case, true) else {
        return refuse(mode, shape, case);
    };
    let Some(wide) = claim_set(shape, case, false) else {
        return refuse(mode, shape, case);
    };
    let ok = match mode {
        MatchMode::Default | MatchMode::Exact => bare == fact,
        MatchMode::Within => bare.subset_of(&fact) || close(shape, case),
        MatchMode::Contains => fact.subset_of(&wide),
        MatchMode::Overlaps => fact.meets(&wide),
    };
    if !ok {
        return refuse(mode, shape, case);
    }
    let name = cells::fact(shape, case);
    Ok(match mode {
        MatchMode::Default | MatchMode::Exact => format!("exactly {name}"),
        MatchMode::Within => format!("lies within {name}"),
        MatchMode::Contains => format!("contains {name}"),
        MatchMode::Overlaps => format!("overlaps {name}"),
    })
}

/// A single value supports `within` as it does by default.
fn close(shape: &Shape, case: &Case) -> bool {
    match (&case.stated.core, shape) {
        (Core::One(x), Shape::Point(v)) if case.stated.bound == Bound::None => {
            near(x, v, case.stated.hedge, case).unwrap_or(false)
        }
        _ => false,
    }
}

fn refuse(mode: MatchMode, shape: &Shape, case: &Case) -> Outcome {
    let claim = quote(&case.stated.text, &case.stated.span);
    let fact = cells::fact(shape, case);
    let message = match mode {
        MatchMode::Default | MatchMode::Exact => format!("{claim} is not exactly {fact}"),
        MatchMode::Within => format!("{claim} does not lie within {fact}"),
        MatchMode::Contains => format!("{claim} does not contain {fact}"),
        MatchMode::Overlaps => format!("{claim} shares no value with {fact}"),
    };
    Err(Refusal::new(Reason::ValueMismatch, message))
}

fn model(shape: &Shape) -> Option<&Amount> {
    match shape {
        Shape::Point(v) | Shape::Range(v, _) | Shape::AtLeast(v, _) | Shape::AtMost(v, _) => Some(v),
        _ => None,
    }
}

/// The fact as a set, in the base unit shared with the claim.
fn fact_set(shape: &Shape, case: &Case) -> Option<Interval> {
    let x = case.stated.amounts().first().copied()?;
    let set = |v: &Amount| in_common_unit(x, v).map(|w| w.fact);
    Some(match shape {
        Shape::Point(v) => set(v)?,
        Shape::Range(a, b) => Interval { lo: set(a)?.lo, hi: set(b)?.hi },
        Shape::AtLeast(v, strict) => open(Interval { lo: set(v)?.lo, hi: None }, *strict),
        Shape::AtMost(v, strict) => open(Interval { lo: None, hi: set(v)?.hi }, *strict),
        _ => return None,
    })
}

fn open(mut set: Interval, strict: bool) -> Interval {
    if let Some(end) = &mut set.lo {
        end.open = strict;
    }
    if let Some(end) = &mut set.hi {
        end.open = strict;
    }
    set
}

/// The claim as a set; `bare` without rounding and hedge.
fn claim_set(shape: &Shape, case: &Case, bare: bool) -> Option<Interval> {
    let v = model(shape)?;
    let stated = case.stated;
    let set = |x: &Amount| {
        let x_in = in_common_unit(x, v)?.claim;
        Some(if bare { x_in } else { widened(&x_in, x, stated.hedge, case) })
    };
    match &stated.core {
        Core::Range(a, b) => Some(Interval { lo: set(a)?.lo, hi: set(b)?.hi }),
        Core::One(x) => {
            let exact = in_common_unit(x, v)?.claim;
            let strict = stated.bound.is_strict();
            Some(match stated.bound {
                Bound::None => one_sided(set(x)?, &exact, stated.hedge, bare),
                b if b.is_lower() => open(Interval { lo: exact.hi, hi: None }, strict),
                _ => open(Interval { lo: None, hi: exact.lo }, strict),
            })
        }
        _ => None,
    }
}

/// "nearly" and "just over" keep one half of the hedge.
fn one_sided(wide: Interval, exact: &Interval, hedge: Hedge, bare: bool) -> Interval {
    let at = |end: &Option<End>| -> Option<Number> { end.as_ref().map(|e| e.at.clone()) };
    match (hedge, at(&exact.lo), at(&exact.hi)) {
        (Hedge::Nearly, Some(lo), _) if !bare => {
            let upper = Interval::up_to(lo, true);
            Interval { lo: wide.lo, hi: upper.hi }
        }
        (Hedge::JustOver, _, Some(hi)) if !bare => {
            let lower = Interval::from(hi, true);
            Interval { lo: lower.lo, hi: wide.hi }
        }
        _ => wide,
    }
}
