//! Whether an agreement says anything of the fact.
//!
//! In: a wording that a fact supports. Out: whether another value near the fact's would be refused. "Less than $9,000" is
//! true of a fee of $245, and of nearly every other: it is no hint at the fact. Changes no verdict.

use super::distance::in_common_unit;
use super::{Case, Options, target};
use crate::value::{Amount, Bound, Core, Number, Schema, Shape, Stated, Stored};

/// A bound or the width of a range may be this share of the figure away from the value: a quarter.
const NEAR: (i64, i64) = (1, 4);

/// Whether the wording is near enough to the fact to be about it.
#[must_use]
pub fn is_about(stated: &Stated, stored: &Stored, schema: &Schema, options: &Options) -> bool {
    let case = Case { stated, schema, tolerance: options.tolerance.as_ref() };
    let Ok(shape) = target::choose(stored, options, &case) else { return true };
    let close = |x: &Amount, v: &Amount| {
        let Some(both) = in_common_unit(x, v) else { return false };
        let (Some(said), Some(known)) = (both.claim.lo, both.fact.lo) else { return false };
        let far = (&said.at - &known.at).abs();
        far <= &said.at.abs().max(known.at.abs()) * &Number::frac(NEAR.0, NEAR.1)
    };
    match (&stated.core, &shape) {
        (Core::One(x), Shape::Point(v)) if stated.bound != Bound::None => close(x, v),
        (Core::One(x), Shape::Range(a, b)) => close(x, if stated.bound.is_lower() { a } else { b }),
        (Core::Range(x, y), Shape::Point(v)) => close(x, v) && close(y, v),
        _ => true,
    }
}
