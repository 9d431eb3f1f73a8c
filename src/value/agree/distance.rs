//! How far a claim and a fact are apart, and how far they may be.
//!
//! In: two amounts. Out: both as intervals in one base unit ([`InCommonUnit`]), and the distance that rounding
//! or a hedge allows. Months meet days here, through 28 to 31 days; nothing else converts inexactly.

use super::Case;
use crate::value::{
    Amount, Family, Hedge, Interval, Kind, Margin, Number, Schema, Shape, Stored, TimeUnit, Unit,
};

/// A claimed and a stored amount in one base unit.
#[derive(Debug)]
pub(crate) struct InCommonUnit {
    /// The claim; an interval when it was in months and the fact in days.
    pub claim: Interval,
    /// The fact as it stands.
    pub fact: Interval,
    /// The fact with what its inputs leave open.
    pub loose: Interval,
    /// Whether months were compared with days.
    pub crossed: bool,
}

/// Both amounts in one base unit; `None` when their units never convert.
pub(crate) fn in_common_unit(x: &Amount, v: &Amount) -> Option<InCommonUnit> {
    let at = |a: &Amount| Interval::point(a.value.clone());
    if let (Unit::Clock(x_zone), Unit::Clock(v_zone)) = (&x.unit, &v.unit) {
        // A time without a zone is meant in the one of the fact.
        let moved = match (x_zone, v_zone) {
            (None, _) => 0,
            (Some(x_zone), Some(v_zone)) => x_zone.minutes_to(*v_zone)?,
            (Some(x_zone), None) if x_zone.is_local() => 0,
            (Some(_), None) => return None,
        };
        let claim = &x.value + &Number::from(moved);
        // Midnight ends one day and begins another.
        let day = Number::from(24 * 60);
        let claim = if claim.is_zero() && v.value == day { day } else { claim };
        return Some(InCommonUnit {
            claim: Interval::point(claim),
            fact: at(v),
            loose: at(v),
            crossed: false,
        });
    }
    if x.unit.same_base(&v.unit) {
        let loose = match &v.spread {
            Some((lo, hi)) => Interval::closed(lo.clone(), hi.clone()),
            None => at(v),
        };
        return Some(InCommonUnit { claim: at(x), fact: at(v), loose, crossed: false });
    }
    match (&x.unit, &v.unit) {
        (Unit::Time(a), Unit::Time(b)) => {
            let (xs, vs) = (seconds(x, *a)?, seconds(v, *b)?);
            Some(InCommonUnit { claim: xs, fact: vs.clone(), loose: vs, crossed: true })
        }
        _ => None,
    }
}

/// A length of time in seconds; months become the span of days that they may have.
pub(crate) fn seconds(amount: &Amount, unit: TimeUnit) -> Option<Interval> {
    match unit.family() {
        Family::Clock => Some(Interval::point(amount.value.clone())),
        Family::Business => None,
        Family::Calendar => {
            let (few, many) = unit.days_each()?;
            let day = TimeUnit::Day.factor();
            let at = |days: &Number| &(&amount.value * days) * &day;
            let (a, b) = (at(&few), at(&many));
            Some(if a <= b { Interval::closed(a, b) } else { Interval::closed(b, a) })
        }
    }
}

/// A stored length of time in seconds; months become the days that they may have. `None` for all else.
pub(crate) fn in_seconds(stored: &Stored) -> Option<Interval> {
    let set = |amount: &Amount| match amount.unit {
        Unit::Time(unit) => seconds(amount, unit),
        _ => None,
    };
    Some(match &stored.shape {
        Shape::Point(a) => set(a)?,
        Shape::Range(a, b) => Interval { lo: set(a)?.lo, hi: set(b)?.hi },
        Shape::AtLeast(a, _) => Interval { lo: set(a)?.lo, hi: None },
        Shape::AtMost(a, _) => Interval { lo: None, hi: set(a)?.hi },
        _ => return None,
    })
}

/// The distance from `x` that its wording allows.
pub(crate) fn allowed(x: &Amount, hedge: Hedge, schema: &Schema, tol: Option<&Margin>) -> Number {
    let zero = Number::zero();
    // "about 9 am" may be a quarter of an hour off; without such a word a time is what it says.
    if schema.kind == Kind::Time && !matches!(hedge, Hedge::None | Hedge::Exactly) {
        return tol.map_or(Number::from(15), |margin| margin.of(&x.value));
    }
    if hedge == Hedge::Exactly || !schema.kind.rounds() {
        return zero;
    }
    let rounding = rounding(x, schema);
    let hedged = match (hedge, tol) {
        (_, Some(margin)) => margin.of(&x.value),
        (Hedge::None, None) => return rounding,
        (_, None) => schema.hedged.of(&x.value),
    };
    rounding.max(hedged)
}

/// 100% and 0% say that nothing is left, or nothing there: 99.99% is no 100%, though 99.6% may be rounded to it.
fn is_short_of_the_whole(x: &Amount, v: &Amount, case: &Case) -> bool {
    let end = x.value.is_zero() || x.value == Number::from(100);
    let fine = !v.last_digit.is_zero() && v.last_digit <= Number::frac(1, 100);
    case.schema.kind == Kind::Percent && end && fine && v.value != x.value && case.tolerance.is_none()
}

/// What rounding allows: half the last digit, at most the cap.
pub(crate) fn rounding(x: &Amount, schema: &Schema) -> Number {
    if schema.step.is_some() {
        return Number::zero();
    }
    let half = x.last_digit.over(2);
    let cap = &x.value.abs() * &schema.rounding_cap.abs();
    half.min(cap)
}

/// The claim's interval with what its wording allows.
pub(crate) fn widened(x: &Interval, amount: &Amount, hedge: Hedge, case: &Case) -> Interval {
    let crossed = !x.is_point();
    if !crossed {
        return x.widened(&allowed(amount, hedge, case.schema, case.tolerance));
    }
    // Months as days: the span itself is the rounding, a hedge widens it by its share.
    let margin = match (hedge, case.tolerance) {
        (Hedge::Exactly, _) | (Hedge::None, None) => return x.clone(),
        (_, Some(margin)) => margin,
        (_, None) => &case.schema.hedged,
    };
    match (margin, &x.lo, &x.hi) {
        (Margin::Share(share), Some(lo), Some(hi)) => {
            let by = |n: &Number| (&share.abs() * n).abs();
            Interval::closed(&lo.at - &by(&lo.at), &hi.at + &by(&hi.at))
        }
        (Margin::Absolute(distance), ..) => {
            let months = case.schema.unit.family() == Some(Family::Calendar);
            let day = TimeUnit::Day.factor();
            let by = if months { &(distance * &Number::from(28)) * &day } else { distance.clone() };
            x.widened(&by)
        }
        _ => x.clone(),
    }
}

/// Whether the fact is what the claim says, under its hedge.
pub(crate) fn near(x: &Amount, v: &Amount, hedge: Hedge, case: &Case) -> Option<bool> {
    let both = in_common_unit(x, v)?;
    if hedge == Hedge::Exactly && both.crossed {
        return Some(false);
    }
    if hedge == Hedge::None && is_short_of_the_whole(x, v, case) {
        return Some(false);
    }
    let set = widened(&both.claim, x, hedge, case);
    let close = if both.crossed && !both.claim.is_point() {
        both.fact.subset_of(&set)
    } else if both.crossed {
        // Days claimed, months stored: the days must be among those the months may have.
        let margin = widened(&both.claim, x, if hedge == Hedge::None { Hedge::Exactly } else { hedge }, case);
        margin.meets(&both.fact)
    } else if hedge == Hedge::Exactly {
        // What the inputs of a computed value leave open is no room for "exactly".
        both.fact.meets(&set)
    } else {
        both.loose.meets(&set)
    };
    let side = match hedge {
        Hedge::Nearly => below(&both.fact, &both.claim),
        Hedge::JustOver => below(&both.claim, &both.fact),
        _ => true,
    };
    Some(close && side)
}

/// Whether `a` begins below `b`. "Nearly" and "just over" take the fact as it stands, as bounds do.
fn below(a: &Interval, b: &Interval) -> bool {
    match (&a.lo, &b.lo) {
        (Some(p), Some(q)) => p.at < q.at,
        (None, Some(_)) => true,
        _ => false,
    }
}

/// By how many percent `v` is off `x`, and to which side; `None` for zero.
pub(crate) fn off(x: &Number, v: &Number) -> Option<(Number, &'static str)> {
    let share = (v - x).checked_div(&x.abs())?;
    let percent = (&share.abs() * &Number::from(100)).significant(2);
    Some((percent, if share.is_negative() { "below" } else { "above" }))
}
