//! The functions, computed.
//!
//! In: a call whose arguments were counted by the parser. Out: its value or truth, with one step. The algebra of
//! units is in `algebra`.

use super::algebra::{self, Fail, adopt};
use super::ast::{Expr, Node, Ref};
use super::environment::{Trouble, TroubleKind, absent};
use super::eval::{Answer, Evaluation, placed};
use super::function::Function;
use super::measure::{Measure, common};
use super::operand::{Dates, Quantity, Value};
use super::truth::Truth;
use super::{sets, show};
use crate::value::{Date, Interval, Number, Unit};
use std::ops::Range;

impl Evaluation<'_> {
    pub(super) fn call(
        &mut self,
        function: Function,
        args: &[Expr],
        at: &Range<usize>,
    ) -> Result<Answer, Trouble> {
        match function {
            Function::Exists => return self.exists(args).map(Answer::Truth),
            Function::Age => return self.age(args, at).map(Answer::Value),
            _ => {}
        }
        let values = args.iter().map(|arg| self.value(arg)).collect::<Result<Vec<Value>, Trouble>>()?;
        if function == Function::Count {
            let n = i64::try_from(values.len()).unwrap_or(i64::MAX);
            return Ok(Answer::Value(Value::Quantity(Quantity::exact(n.into(), Measure::plain()))));
        }
        if let Some(dates) = all_dates(&values)
            && let Some(result) = of_dates(function, &dates)
        {
            let result = Value::Dates(result);
            self.step(show::call(function, &values, &result));
            return Ok(Answer::Value(result));
        }
        let mut list = Vec::with_capacity(args.len());
        for (value, arg) in values.iter().zip(args) {
            list.push(number(value, function, arg)?);
        }
        if function == Function::Grim {
            return grim(&list).map(Answer::Truth).map_err(|fail| placed(fail, at));
        }
        let result = of_quantities(function, &list).map_err(|fail| placed(fail, at))?;
        let result = Value::Quantity(result);
        self.step(show::call(function, &values, &result));
        Ok(Answer::Value(result))
    }

    fn exists(&mut self, args: &[Expr]) -> Result<Truth, Trouble> {
        let mut all = true;
        for reference in args.iter().filter_map(reference) {
            let found = match reference.resolve(self.bindings) {
                Ok(resolved) => self.environment.exists(&resolved)?,
                Err(trouble) if absent(trouble.kind) => false,
                Err(trouble) => return Err(trouble),
            };
            all &= found;
        }
        Ok(all.into())
    }

    fn age(&mut self, args: &[Expr], at: &Range<usize>) -> Result<Value, Trouble> {
        let Some(reference) = args.first().and_then(reference) else {
            return Err(Trouble::new(TroubleKind::Kind, at.clone(), "`age` takes a reference to a fact"));
        };
        let age = self.environment.age(&reference.resolve(self.bindings)?)?;
        self.step(format!("age({reference}) = {}", age.show()));
        Ok(age)
    }
}

fn reference(expr: &Expr) -> Option<&Ref> {
    match &expr.node {
        Node::Ref(r) => Some(r),
        _ => None,
    }
}

fn number<'v>(value: &'v Value, function: Function, arg: &Expr) -> Result<&'v Quantity, Trouble> {
    match value {
        Value::Quantity(q) => Ok(q),
        other => {
            let message = format!("`{function}` takes numbers, found {}", super::compare::described(other));
            Err(Trouble::new(TroubleKind::Kind, arg.at.clone(), message))
        }
    }
}

fn of_quantities(function: Function, list: &[&Quantity]) -> algebra::Computed {
    let missing = || Fail::Kind(format!("`{function}` takes another number of arguments"));
    match (function, list) {
        (Function::Change, [a, b]) => algebra::change(a, b),
        (Function::Ratio, [a, b]) => algebra::ratio(a, b),
        (Function::Points, [a, b]) => algebra::points(a, b),
        (Function::Min, [a]) => end(a, false),
        (Function::Max, [a]) => end(a, true),
        (Function::Mid, [a]) => mid(a),
        (Function::Abs, [a]) => {
            let distance = Quantity::computed(sets::abs(&a.set), sets::abs(&a.loose), a.measure.clone());
            Ok(distance.marked(&[a]))
        }
        (Function::Round, [a]) => round(a, None),
        (Function::Round, [a, step]) => round(a, Some(step)),
        (Function::Sum, [first, rest @ ..]) => {
            rest.iter().try_fold((*first).clone(), |total, next| algebra::add(&total, next))
        }
        (Function::Min, [first, rest @ ..]) => fold(function, first, rest, sets::min),
        (Function::Max, [first, rest @ ..]) => fold(function, first, rest, sets::max),
        (Function::Hull, [first, rest @ ..]) => fold(function, first, rest, Interval::hull),
        _ => Err(missing()),
    }
}

/// One interval made of all, which have to be of one unit.
fn fold(
    function: Function,
    first: &Quantity,
    rest: &[&Quantity],
    join: impl Fn(&Interval, &Interval) -> Interval,
) -> algebra::Computed {
    rest.iter().try_fold(first.clone(), |a, b| {
        let (mut a, mut b) = (a, (*b).clone());
        adopt(&mut a, &mut b);
        let measure = common(&a.measure, &b.measure)
            .map_err(|why| algebra::unit_error(&a.measure, function.name(), &b.measure, why))?;
        let (set, loose) = (join(&a.set, &b.set), join(&a.loose, &b.loose));
        Ok(Quantity::computed(set, loose, measure).marked(&[&a, &b]))
    })
}

fn end(a: &Quantity, upper: bool) -> algebra::Computed {
    let side = if upper { "upper" } else { "lower" };
    a.end(upper).ok_or_else(|| Fail::Kind(format!("{} has no {side} end", a.show())))
}

/// Half-way between the ends. The midpoint of one number is no midpoint.
fn mid(a: &Quantity) -> algebra::Computed {
    if a.set.is_point() {
        return Ok(a.clone());
    }
    let (Some(lo), Some(hi)) = (&a.set.lo, &a.set.hi) else {
        return Err(Fail::Kind(format!("{} has no midpoint", a.show())));
    };
    if a.measure.unit.is_ranked() {
        return Err(Fail::Unit(format!("`mid`: there is nothing half-way between {}", a.show())));
    }
    let at = (&lo.at + &hi.at).over(2);
    let (low, high) = sets::slack(&a.set, &a.loose);
    let loose = sets::around(&at, &(&low + &high).over(2));
    let middle = Quantity::computed(Interval::point(at), loose, a.measure.clone());
    Ok(Quantity { midpoint: true, ..middle.marked(&[a]) })
}

/// To multiples of a step, or to whole units as written.
fn round(a: &Quantity, step: Option<&Quantity>) -> algebra::Computed {
    let size = match step {
        None => a.measure.unit.factor(),
        Some(step) => {
            let plain = step.measure.is_plain();
            if !plain {
                common(&a.measure, &step.measure)
                    .map_err(|why| algebra::unit_error(&a.measure, "round", &step.measure, why))?;
            }
            let n = step.single().filter(|n| !n.is_zero() && !n.is_negative());
            let n = n.ok_or_else(|| Fail::Kind("`round` takes one step above zero".to_string()))?;
            if plain { n * &a.measure.unit.factor() } else { n.clone() }
        }
    };
    let rounded =
        Quantity::computed(sets::round(&a.set, &size), sets::round(&a.loose, &size), a.measure.clone());
    Ok(rounded.marked(&[a]))
}

/// Whether some whole number, divided by `n`, rounds to the mean as it is written. Ties round both ways.
fn grim(list: &[&Quantity]) -> Result<Truth, Fail> {
    let [mean, n] = list else {
        return Err(Fail::Kind("`grim` takes a mean and a number of answers".to_string()));
    };
    let digit = mean.digit.as_ref().filter(|_| mean.written);
    let (Some(at), Some(digit)) = (mean.single(), digit) else {
        let message = format!("`grim` takes one mean as it was written, found {}", mean.show());
        return Err(Fail::Kind(message));
    };
    let counted = matches!(n.measure.unit, Unit::Plain | Unit::Count(_));
    let size = n.single().filter(|s| counted && s.is_integer() && !s.is_negative() && !s.is_zero());
    let Some(size) = size else {
        return Err(Fail::Kind(format!("`grim` takes a whole number of answers, found {}", n.show())));
    };
    let share = mean.measure.unit == Unit::Percent;
    let total = |x: &Number| if share { &x.over(100) * size } else { x * size };
    let half = digit.over(2);
    let (lo, hi) = (total(&(at - &half)), total(&(at + &half)));
    let one = Number::one();
    Ok((lo.ceil_to(&one) <= hi.floor_to(&one)).into())
}

fn all_dates(values: &[Value]) -> Option<Vec<Dates>> {
    let dates = values.iter().map(|v| match v {
        Value::Dates(d) => Some(*d),
        _ => None,
    });
    let alike = |list: &Vec<Dates>| list.windows(2).all(|two| two[0].is_yearly() == two[1].is_yearly());
    dates.collect::<Option<Vec<Dates>>>().filter(|list| !list.is_empty() && alike(list))
}

/// The earliest, the latest, or all from the one to the other.
fn of_dates(function: Function, list: &[Dates]) -> Option<Dates> {
    let first_day = |d: &Date| (d.first_day(), d.coarseness());
    let last_day = |d: &Date| (d.last_day(), d.coarseness());
    let firsts = || list.iter().map(|d| d.first);
    let lasts = || list.iter().map(|d| d.last);
    if let ([one], Function::Min | Function::Max) = (list, function) {
        let date = if function == Function::Min { one.first } else { one.last };
        return Some(Dates { first: date, last: date });
    }
    let (first, last) = match function {
        Function::Min => (firsts().min_by_key(first_day)?, lasts().min_by_key(last_day)?),
        Function::Max => (firsts().max_by_key(first_day)?, lasts().max_by_key(last_day)?),
        Function::Hull => (firsts().min_by_key(first_day)?, lasts().max_by_key(last_day)?),
        _ => return None,
    };
    Some(Dates { first, last })
}
