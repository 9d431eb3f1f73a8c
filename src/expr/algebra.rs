//! Arithmetic with units.
//!
//! In: two quantities, or two spans of days. Out: their sum, difference, product or quotient with its unit, or a
//! [`Fail`] that names both units. What the written precision leaves open is carried along. Nothing is rounded.

use super::measure::{Measure, common};
use super::operand::{Dates, Quantity};
use super::sets;
use crate::value::{Family, Interval, Kind, Number, Period, TimeUnit, Unit, singular};

/// Why a computation has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fail {
    /// The units do not go together.
    Unit(String),
    /// A divisor may be zero.
    Zero(String),
    /// A value of another kind is expected.
    Kind(String),
}

pub(super) type Computed = Result<Quantity, Fail>;

/// `USD/year - EUR/year`: why not.
pub(super) fn unit_error(a: &Measure, sign: &str, b: &Measure, why: &str) -> Fail {
    Fail::Unit(format!("`{} {sign} {}`: {why}", a.name(), b.name()))
}

/// Places in an order and levels have no arithmetic.
fn summable(a: &Measure, sign: &str, b: &Measure) -> Result<(), Fail> {
    let ranked = |m: &Measure| m.unit.is_ranked();
    if ranked(a) || ranked(b) {
        return Err(unit_error(a, sign, b, "places and levels can only be compared"));
    }
    Ok(())
}

/// `a + b`
pub(super) fn add(a: &Quantity, b: &Quantity) -> Computed {
    let (mut a, mut b) = (a.clone(), b.clone());
    adopt(&mut a, &mut b);
    summable(&a.measure, "+", &b.measure)?;
    let measure = match (&a.measure.unit, &b.measure.unit) {
        (Unit::Percent, Unit::Points) => a.measure.clone(),
        (Unit::Points, Unit::Percent) => b.measure.clone(),
        _ => common(&a.measure, &b.measure).map_err(|why| unit_error(&a.measure, "+", &b.measure, why))?,
    };
    let sums = Quantity::computed(a.set.add(&b.set), a.loose.add(&b.loose), measure);
    Ok(sums.marked(&[&a, &b]))
}

/// `a - b`
pub(super) fn sub(a: &Quantity, b: &Quantity) -> Computed {
    let (mut a, mut b) = (a.clone(), b.clone());
    adopt(&mut a, &mut b);
    summable(&a.measure, "-", &b.measure)?;
    let measure = match (&a.measure.unit, &b.measure.unit) {
        (Unit::Percent, Unit::Percent) => Measure::new(Kind::PercentagePoint, Unit::Points),
        (Unit::Percent, Unit::Points) => a.measure.clone(),
        _ => common(&a.measure, &b.measure).map_err(|why| unit_error(&a.measure, "-", &b.measure, why))?,
    };
    let differences = Quantity::computed(a.set.sub(&b.set), a.loose.sub(&b.loose), measure);
    Ok(differences.marked(&[&a, &b]))
}

/// `-a`
pub(super) fn negative(a: &Quantity) -> Computed {
    if a.measure.unit.is_ranked() {
        return Err(Fail::Unit(format!("{} has no negative", a.measure.name())));
    }
    let by = Number::from(-1);
    Ok(Quantity::computed(a.set.scaled(&by), a.loose.scaled(&by), a.measure.clone()).marked(&[a]))
}

/// `a * b`, where one of them is a plain number, a multiple or a percentage.
pub(super) fn mul(a: &Quantity, b: &Quantity) -> Computed {
    let (x, y) = (&a.measure, &b.measure);
    let ranked = |m: &Measure| m.unit.is_ranked();
    // A price per GB, times so many GB.
    let sum = |price: &Measure, number: &Measure| {
        let counted =
            price.thing.as_ref().is_some_and(|thing| number.period.is_none() && number.counts(thing));
        counted.then(|| Measure { thing: None, ..price.clone() })
    };
    let all = sum(x, y).or_else(|| sum(y, x));
    let measure = if let Some(all) = &all {
        all
    } else if x.is_plain() && !ranked(y) {
        y
    } else if y.is_plain() && !ranked(x) {
        x
    } else if (scales(x) && x.period.is_none()) && !ranked(y) {
        y
    } else if (scales(y) && y.period.is_none()) && !ranked(x) {
        x
    } else {
        return Err(unit_error(
            x,
            "*",
            y,
            "one of the two must be a plain number, a multiple or a percentage",
        ));
    };
    // A percentage beside another unit is its hundredth part; beside a plain number it stays a percentage.
    let percents = [x, y].iter().filter(|m| m.unit == Unit::Percent).count();
    let kept = usize::from(measure.unit == Unit::Percent);
    let by = if percents > kept { Number::one().over(100) } else { Number::one() };
    let times = |p: &Interval, q: &Interval| sets::mul(p, q).scaled(&by);
    let products = Quantity::computed(times(&a.set, &b.set), times(&a.loose, &b.loose), measure.clone());
    Ok(products.marked(&[a, b]))
}

fn scales(m: &Measure) -> bool {
    matches!(m.unit, Unit::Times | Unit::Percent)
}

/// `a / b`: of one unit a multiple, by a number without unit the same unit.
pub(super) fn div(a: &Quantity, b: &Quantity) -> Computed {
    let (mut a, mut b) = (a.clone(), b.clone());
    let (x, y) = (&a.measure, &b.measure);
    let ranked = x.unit.is_ranked() || y.unit.is_ranked();
    if !ranked
        && y.period.is_none()
        && (y.is_plain() || (scales(y) && x.unit != y.unit && x.unit != Unit::Points))
    {
        let by = if y.unit == Unit::Percent { Number::from(100) } else { Number::one() };
        let measure = x.clone();
        return quotient(&a, &b, &by, measure);
    }
    adopt(&mut a, &mut b);
    let (x, y) = (&a.measure, &b.measure);
    if ranked {
        return Err(unit_error(x, "/", y, "places and levels can only be compared"));
    }
    // A sum, divided by how many of something it is for, is the price of one.
    if let (Unit::Money(_), Unit::Count(noun), None, None) =
        (&x.unit, &y.unit, &x.thing, x.period.or(y.period))
    {
        let measure = Measure { thing: Some(singular(noun)), ..x.clone() };
        return quotient(&a, &b, &Number::one(), measure);
    }
    if matches!(y.unit, Unit::Count(_)) && !matches!(x.unit, Unit::Count(_)) {
        return Err(unit_error(x, "/", y, "divide by a plain number; the result is the share of each"));
    }
    common(x, y).map_err(|why| unit_error(x, "/", y, why))?;
    quotient(&a, &b, &Number::one(), Measure::new(Kind::Ratio, Unit::Times))
}

fn quotient(a: &Quantity, b: &Quantity, by: &Number, measure: Measure) -> Computed {
    let zero = |how: &str| Fail::Zero(format!("the divisor, {}, {how} zero", b.show()));
    let set =
        sets::div(&a.set, &b.set).ok_or_else(|| zero(if b.set.is_point() { "is" } else { "may be" }))?;
    let loose = sets::div(&a.loose, &b.loose).ok_or_else(|| zero("may, as far as it is known, be"))?;
    Ok(Quantity::computed(set.scaled(by), loose.scaled(by), measure).marked(&[a, b]))
}

/// `a / b` of one unit.
pub(super) fn ratio(a: &Quantity, b: &Quantity) -> Computed {
    let (mut a, mut b) = (a.clone(), b.clone());
    adopt(&mut a, &mut b);
    summable(&a.measure, "/", &b.measure)?;
    common(&a.measure, &b.measure).map_err(|why| unit_error(&a.measure, "/", &b.measure, why))?;
    quotient(&a, &b, &Number::one(), Measure::new(Kind::Ratio, Unit::Times))
}

/// `(a - b) / b` in percent, computed as `a / b - 1` so that `b` is used once.
pub(super) fn change(a: &Quantity, b: &Quantity) -> Computed {
    let ratio = ratio(a, b)?;
    let one = Interval::point(Number::one());
    let percent = |set: &Interval| set.sub(&one).scaled(&Number::from(100));
    let measure = Measure::new(Kind::Change, Unit::Percent);
    Ok(Quantity::computed(percent(&ratio.set), percent(&ratio.loose), measure).marked(&[&ratio]))
}

/// `a - b` of percentages, in points.
pub(super) fn points(a: &Quantity, b: &Quantity) -> Computed {
    if (&a.measure.unit, &b.measure.unit) != (&Unit::Percent, &Unit::Percent) {
        let why = "`points` is for two percentages";
        return Err(unit_error(&a.measure, "-", &b.measure, why));
    }
    sub(a, b)
}

/// `a - b` of dates: days.
pub(super) fn days_between(a: &Dates, b: &Dates) -> Quantity {
    let day = TimeUnit::Day.factor();
    let set = a.days().sub(&b.days()).scaled(&day);
    Quantity::computed(set.clone(), set, Measure::new(Kind::Duration, Unit::Time(TimeUnit::Day)))
}

/// `per(a, period)`: months, quarters and years convert into each other, nothing else does.
pub(super) fn per(a: &Quantity, period: Period) -> Computed {
    let months = |p: Period| match p {
        Period::Month => Some(1),
        Period::Quarter => Some(3),
        Period::Year => Some(12),
        _ => None,
    };
    let name = a.measure.name();
    let Some(own) = a.measure.period else {
        return Err(Fail::Unit(format!("`per` converts rates, and {name} is not one")));
    };
    let by = match (months(own), months(period)) {
        _ if own == period => Number::one(),
        (Some(from), Some(to)) => Number::from(to).over(from),
        _ => return Err(Fail::Unit(format!("{name} per {period}: only months, quarters and years convert"))),
    };
    let measure = Measure { period: Some(period), ..a.measure.clone() };
    if own == period {
        return Ok(a.clone());
    }
    Ok(Quantity::computed(a.set.scaled(&by), a.loose.scaled(&by), measure).marked(&[a]))
}

/// Both quantities in one base unit, for a comparison. Months meet days through the days they may have, and a
/// percentage meets a multiple as its hundredth part.
pub(super) fn side_by_side(a: &Quantity, sign: &str, b: &Quantity) -> Result<(Quantity, Quantity), Fail> {
    let (mut a, mut b) = (a.clone(), b.clone());
    adopt(&mut a, &mut b);
    match (&a.measure.unit, &b.measure.unit) {
        (Unit::Time(x), Unit::Time(y))
            if x.family() != y.family() && a.measure.period == b.measure.period =>
        {
            if let (Some(p), Some(q)) = (in_seconds(&a, *x), in_seconds(&b, *y)) {
                return Ok((p, q));
            }
        }
        (Unit::Percent, Unit::Times) => a = as_multiple(&a, b.measure.clone()),
        (Unit::Times, Unit::Percent) => b = as_multiple(&b, a.measure.clone()),
        _ => {}
    }
    match common(&a.measure, &b.measure) {
        Ok(_) => Ok((a, b)),
        Err(why) => Err(unit_error(&a.measure, sign, &b.measure, why)),
    }
}

fn as_multiple(q: &Quantity, measure: Measure) -> Quantity {
    let by = Number::one().over(100);
    Quantity { set: q.set.scaled(&by), loose: q.loose.scaled(&by), measure, ..q.clone() }
}

/// A length of time in seconds; `None` for business days.
fn in_seconds(q: &Quantity, unit: TimeUnit) -> Option<Quantity> {
    match unit.family() {
        Family::Clock => return Some(q.clone()),
        Family::Business => return None,
        Family::Calendar => {}
    }
    let (few, many) = unit.days_each()?;
    let day = TimeUnit::Day.factor();
    let turned = |set: &Interval| set.scaled(&(&few * &day)).hull(&set.scaled(&(&many * &day)));
    let measure = Measure { unit: Unit::Time(TimeUnit::Day), ..q.measure.clone() };
    Some(Quantity { set: turned(&q.set), loose: turned(&q.loose), measure, ..q.clone() })
}

/// Gives a plain number the unit of the operand beside it, where that leaves no doubt: things are counted in plain
/// numbers, and nothing is zero of everything.
pub(super) fn adopt(a: &mut Quantity, b: &mut Quantity) {
    let zero = |q: &Quantity| q.set.is_point() && q.set.contains(&Number::zero());
    let counted = |q: &Quantity| {
        matches!(q.measure.unit, Unit::Count(_) | Unit::Times | Unit::Score(_) | Unit::Ordinal)
    };
    match (a.measure.is_plain(), b.measure.is_plain()) {
        (true, false) if zero(a) || counted(b) => {
            a.measure = Measure { open: true, ..b.measure.clone() };
        }
        (false, true) if zero(b) || counted(a) => {
            b.measure = Measure { open: true, ..a.measure.clone() };
        }
        // The unit that an attribute declares stays.
        _ if a.measure.open => convert(a, b),
        _ => convert(b, a),
    }
}

/// Puts a quantity into the unit of another of its dimension: GB beside TB.
fn convert(from: &mut Quantity, to: &Quantity) {
    let Some(by) = from.measure.unit_in(&to.measure) else { return };
    let (unit, nouns) = (to.measure.unit.clone(), to.measure.nouns.clone());
    from.measure = Measure { unit, nouns, ..from.measure.clone() };
    from.set = from.set.scaled(&by);
    from.loose = from.loose.scaled(&by);
    from.digit = from.digit.as_ref().map(|digit| digit * &by);
}
