//! Comparisons.
//!
//! In: two values and the relation. Out: [`Truth`], decided on the values as they are stated: `a > b` is true when
//! every value of `a` exceeds every value of `b`, false when none does. `agrees` is in `agrees`.

use super::agrees;
use super::algebra::{Fail, side_by_side};
use super::measure::Measure;
use super::operand::{Dates, Quantity, Value, Word};
use super::truth::{Doubt, Truth};
use crate::value::{Date, Interval, Kind, Relation, Unit, fold_text, relate_versions};
use std::ops::Range;

/// Whether `a relation b`; `at` is where the comparison stands.
pub(super) fn compare(a: &Value, relation: Relation, b: &Value, at: &Range<usize>) -> Result<Truth, Fail> {
    if let Some((x, y)) = on_one_ladder(a, b).or_else(|| on_one_ladder(b, a).map(|(y, x)| (x, y))) {
        return quantities(&x, relation, &y, at);
    }
    match (a, b) {
        (Value::Quantity(x), Value::Quantity(y)) => quantities(x, relation, y, at),
        (Value::Dates(x), Value::Dates(y)) if x.is_yearly() != y.is_yearly() => {
            let (p, q) = (described(a), described(b));
            Err(Fail::Kind(format!("cannot compare {p} with {q}: one of them is a day of every year")))
        }
        (Value::Dates(x), Value::Dates(y)) => Ok(dates(x, relation, y, at)),
        (Value::Dates(x), Value::Quantity(y)) if year(y).is_some() => {
            Ok(dates(x, relation, &year_of(y, x), at))
        }
        (Value::Quantity(x), Value::Dates(y)) if year(x).is_some() => {
            Ok(dates(&year_of(x, y), relation, y, at))
        }
        (Value::Word(x), Value::Word(y)) if x.kind == Kind::Version || y.kind == Kind::Version => {
            Ok(relate_versions(&x.text, relation, &y.text)
                .map_or_else(|| open_versions(&x.text, &y.text, at), Truth::from))
        }
        (Value::Word(x), Value::Word(y)) => words(same_word(x, y), relation),
        // "no levels" beside a level.
        (Value::Word(w), Value::Quantity(q)) | (Value::Quantity(q), Value::Word(w))
            if matches!(w.kind, Kind::Level | Kind::Text)
                && matches!(q.measure.unit, Unit::Level(_) | Unit::Rung(_)) =>
        {
            words(false, relation)
        }
        _ => {
            let (p, q) = (described(a), described(b));
            Err(Fail::Kind(format!("cannot compare {p} with {q}")))
        }
    }
}

/// A level of an ordered scale beside a literal, which is read without knowing the scale.
fn on_one_ladder(level: &Value, literal: &Value) -> Option<(Quantity, Quantity)> {
    let Value::Quantity(level) = level else { return None };
    let Unit::Rung(ladder) = &level.measure.unit else { return None };
    let place = match literal {
        Value::Word(word) if word.kind == Kind::Text => ladder.find(&word.text)?,
        Value::Quantity(q) if q.measure.open => match &q.measure.unit {
            Unit::Level(letters) => ladder.find(&format!("{letters}{}", q.single()?))?,
            _ => return None,
        },
        _ => return None,
    };
    let set = Interval::point(i64::try_from(place).ok()?.into());
    Some((level.clone(), Quantity::computed(set.clone(), set, level.measure.clone())))
}

/// What a value is, in a sentence.
pub(super) fn described(value: &Value) -> String {
    match value {
        Value::Quantity(q) => q.show(),
        Value::Dates(d) => format!("the date {}", d.show()),
        Value::Word(w) => format!("the word `{}`", w.text),
    }
}

/// A plain number that is a year.
fn year(q: &Quantity) -> Option<Date> {
    let n =
        q.single().filter(|n| q.measure == Measure { open: true, ..Measure::plain() } && n.is_integer())?;
    Date::of_year(n.to_string().parse().ok()?)
}

fn year_of(q: &Quantity, other: &Dates) -> Dates {
    year(q).map_or(*other, |date| Dates { first: date, last: date })
}

fn quantities(a: &Quantity, relation: Relation, b: &Quantity, at: &Range<usize>) -> Result<Truth, Fail> {
    if relation == Relation::Agrees {
        // A distribution is spoken of by its headline; a range names no percentiles of it.
        let (p, q) = (a.headline.as_deref().unwrap_or(a), b.headline.as_deref().unwrap_or(b));
        let (x, y) = side_by_side(p, relation.sign(), q)?;
        let range = !p.set.is_point() && p.set.lo.is_some() && p.set.hi.is_some();
        return Ok((!(range && b.headline.is_some()) && agrees::quantities(p, q, &x, &y)).into());
    }
    let (x, y) = side_by_side(a, relation.sign(), b)?;
    let shown = [a.show(), b.show()];
    let common = |overlap: &Interval| {
        let q = Quantity { set: overlap.clone(), loose: overlap.clone(), ..x.clone() };
        match (q.end(false), q.end(true)) {
            (Some(lo), Some(hi)) if !overlap.is_point() => format!("from {} to {}", lo.show(), hi.show()),
            _ => format!("at {}", q.show()),
        }
    };
    Ok(intervals(&x.set, relation, &y.set, shown, &common, at))
}

fn dates(a: &Dates, relation: Relation, b: &Dates, at: &Range<usize>) -> Truth {
    let (x, y) = (a.days(), b.days());
    if relation == Relation::Agrees {
        // A coarser date as the wording of a finer one, never the reverse.
        return y.subset_of(&x).into();
    }
    intervals(&x, relation, &y, [a.show(), b.show()], &|_| "in time".to_string(), at)
}

fn intervals(
    x: &Interval,
    relation: Relation,
    y: &Interval,
    shown: [String; 2],
    common: &dyn Fn(&Interval) -> String,
    at: &Range<usize>,
) -> Truth {
    if let Some(holds) = relation.holds(x, y) {
        return holds.into();
    }
    let overlap = x.intersection(y);
    let [a, b] = shown;
    let message = match &overlap {
        Some(both) => format!("{a} overlaps {b} {}", common(both)),
        None => format!("{a} and {b} touch"),
    };
    Truth::Undetermined(Doubt { at: at.clone(), message, overlap })
}

/// Whether two words are the same value, in any declared wording of either.
fn same_word(a: &Word, b: &Word) -> bool {
    let all = |w: &Word| -> Vec<String> {
        std::iter::once(&w.text).chain(&w.also).map(|text| fold_text(text)).collect()
    };
    let (x, y) = (all(a), all(b));
    let alike = match (a.kind, b.kind) {
        (Kind::Boolean, Kind::Boolean) => a.text == b.text,
        _ => false,
    };
    alike || x.iter().any(|text| y.contains(text))
}

/// One of two versions may be the other: `1.31` and `1.31.2`.
fn open_versions(a: &str, b: &str, at: &Range<usize>) -> Truth {
    let message = format!("{a} and {b} may be one version, or two");
    Truth::Undetermined(Doubt { at: at.clone(), message, overlap: None })
}

fn words(same: bool, relation: Relation) -> Result<Truth, Fail> {
    match relation {
        Relation::Eq | Relation::Within | Relation::Overlaps | Relation::Agrees => Ok(same.into()),
        Relation::Ne => Ok((!same).into()),
        _ => Err(Fail::Kind(format!("words have no order, so `{}` cannot compare them", relation.sign()))),
    }
}
