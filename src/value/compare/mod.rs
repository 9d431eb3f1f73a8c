//! Comparisons with another fact: `vs=`.
//!
//! In: the reading of a wording such as "about 18% higher", and two stored values. Out: a three-valued [`Verdict`]. The
//! wording chooses the arithmetic: a percentage the change, a sum the difference, a multiple the ratio, a comparative
//! alone the sign. Two spreads that overlap are undetermined, never decided by their midpoints.
//! Does not read the wording (that is `read`) or choose a statistic: that is done before the call.

use crate::value::agree::{in_common_unit, rounding};
use crate::value::error::quote;
use crate::value::verdict::{agree_with, reading};
use crate::value::{
    Amount, Core, Family, Interval, Kind, MatchMode, Number, Options, Reason, Refutation, Schema, Shape,
    Stated, Stored, TimeUnit, Undecided, Unit, Verdict, read_comparison, write,
};

use std::cmp::Ordering;

mod sign;

/// Checks a comparison of `a` with `b`, both of the schema's attribute (or of one unit).
///
/// Percentages compare `(a - b) / b`, sums `a - b`, multiples `a / b`, comparatives the sign. On ranges the
/// result is a range: the claim is supported when all of it agrees, refuted when none does, and
/// undetermined otherwise.
#[must_use]
pub fn compare(stated: &Stated, a: &Stored, b: &Stored, schema: &Schema, options: &Options) -> Verdict {
    let own = own_schema(stated, schema);
    let read_as = reading(stated, &own, options);
    if matches!(stated.core, Core::Comparative) {
        return sign::sign(stated, a, b, schema, read_as);
    }
    let computed = match arithmetic(stated, a, b, schema) {
        Ok(computed) => computed,
        Err(message) => return refuted(stated, Reason::UnitMismatch, message, read_as),
    };
    let plain = Options { statistic: None, ..options.clone() };
    let fact = computed.stored(&own);
    let reader = |text: &str| read_comparison(text, schema).ok().filter(|new| new.kind == stated.kind);
    let direct = agree_with(stated, &fact, &own, &plain, &reader);
    let mut verdict = decide(stated, &computed, &fact, &own, direct, &plain);
    if let Verdict::Refuted(r) = &mut verdict {
        let sum = computed.formula.clone();
        r.note = Some(r.note.take().map_or(sum.clone(), |note| format!("{sum}; {note}")));
    }
    verdict
}

/// The schema of the result: a change, a ratio, points, or a difference in the attribute's unit.
fn own_schema(stated: &Stated, schema: &Schema) -> Schema {
    if stated.kind == schema.kind {
        return schema.clone();
    }
    let unit = match stated.kind {
        Kind::Duration => Unit::Time(TimeUnit::Day),
        kind => Unit::of_kind(kind),
    };
    Schema { kind: stated.kind, unit, period: None, ..schema.clone() }
}

/// The result of the arithmetic on the two facts.
struct Computed {
    /// All values it may have when both facts are taken as they stand.
    set: Interval,
    /// The same with what the written precision leaves open; only for single values.
    loose: Option<Interval>,
    unit: Unit,
    formula: String,
}

impl Computed {
    fn stored(&self, schema: &Schema) -> Stored {
        let amount = |n: &Number| Amount::computed(n.clone(), self.unit.clone());
        let shape = match (&self.set.lo, &self.set.hi) {
            (Some(lo), Some(hi)) if lo.at == hi.at => {
                let mut point = amount(&lo.at);
                if let Some(Interval { lo: Some(p), hi: Some(q) }) = &self.loose {
                    point.spread = Some((p.at.clone(), q.at.clone()));
                }
                Shape::Point(point)
            }
            (Some(lo), Some(hi)) => Shape::Range(amount(&lo.at), amount(&hi.at)),
            (Some(lo), None) => Shape::AtLeast(amount(&lo.at), lo.open),
            (None, Some(hi)) => Shape::AtMost(amount(&hi.at), hi.open),
            (None, None) => Shape::Word(format!("any {}", schema.kind)),
        };
        Stored { shape, literal: None, approximate: false }
    }
}

/// A fact's single value widened by half its last digit, as far as a wording could round it. Counts in whole
/// numbers are exact.
fn loose(stored: &Stored, schema: &Schema) -> Option<Interval> {
    let Shape::Point(a) = &stored.shape else {
        return None;
    };
    let set = stored.interval()?;
    let whole = matches!(a.unit, Unit::Count(_)) && a.last_digit <= Number::one();
    Some(if a.spread.is_some() || whole { set } else { set.widened(&rounding(a, schema)) })
}

/// How many months lie between two days, where months or years are claimed: a whole number, or one between two.
fn months_apart(stated: &Stated, a: &Stored, b: &Stored) -> Option<Interval> {
    let unit = &stated.amounts().first()?.unit;
    let (Shape::Date(a), Shape::Date(b)) = (&a.shape, &b.shape) else { return None };
    if !matches!(unit, Unit::Time(unit) if unit.family() == Family::Calendar) {
        return None;
    }
    let ((first, day), (second, other)) = (a.month_and_day()?, b.month_and_day()?);
    let whole = first - second;
    Some(match day.cmp(&other) {
        Ordering::Equal => Interval::point(Number::from(whole)),
        Ordering::Less => Interval::closed(Number::from(whole - 1), Number::from(whole)),
        Ordering::Greater => Interval::closed(Number::from(whole), Number::from(whole + 1)),
    })
}

fn is_date(stored: &Stored) -> bool {
    matches!(stored.shape, Shape::Date(_) | Shape::Dates(..))
}

/// Arithmetic on two intervals; `None` when it would divide by zero.
type Operation = fn(&Interval, &Interval) -> Option<Interval>;

fn arithmetic(stated: &Stated, a: &Stored, b: &Stored, schema: &Schema) -> Result<Computed, String> {
    let kind = stated.kind;
    let (an, bn) = (write::fact(a, schema), write::fact(b, schema));
    let apart = || format!("{an} and {bn} are in units that do not convert");
    let alike = a.is_yearly() == b.is_yearly();
    let (Some(mut x), Some(mut y)) = (a.interval().filter(|_| alike), b.interval()) else {
        return Err(apart());
    };
    let unit = match (a.unit(), b.unit()) {
        _ if let Some(months) = months_apart(stated, a, b) => {
            (x, y) = (months, Interval::point(Number::zero()));
            Unit::Time(TimeUnit::Month)
        }
        _ if is_date(a) && is_date(b) => {
            // Dates are days; lengths of time are kept in their base.
            let day = TimeUnit::Day.factor();
            (x, y) = (x.scaled(&day), y.scaled(&day));
            Unit::Time(TimeUnit::Day)
        }
        (Some(u @ Unit::Clock(_)), Some(v)) if u == v => {
            let minute = TimeUnit::Minute.factor();
            (x, y) = (x.scaled(&minute), y.scaled(&minute));
            Unit::Time(TimeUnit::Hour)
        }
        (Some(u), Some(v)) if u.same_base(v) => u.clone(),
        _ => return Err(apart()),
    };
    let (f, unit, formula): (Operation, Unit, String) = match kind {
        Kind::Change => {
            let formula = format!("change({an}, {bn}) = ({an} − {bn}) / {bn}");
            (Interval::change, Unit::Percent, formula)
        }
        Kind::Ratio => (Interval::div, Unit::Times, format!("{an} / {bn}")),
        Kind::PercentagePoint => (|p, q| Some(p.sub(q)), Unit::Points, format!("{an} − {bn}")),
        _ => (|p, q| Some(p.sub(q)), unit, format!("{an} − {bn}")),
    };
    let zero = || format!("{bn} may be zero, so nothing can be divided by it");
    let set = f(&x, &y).ok_or_else(zero)?;
    let loose = match (loose(a, schema), loose(b, schema)) {
        // Times of day leave nothing open.
        (Some(p), Some(q)) if !matches!(a.unit(), Some(Unit::Clock(_))) => f(&p, &q),
        _ => None,
    };
    let result = Computed { set, loose, unit, formula: String::new() };
    let own = Schema { kind, unit: result.unit.clone(), ..schema.clone() };
    let value = write::fact(&result.stored(&own), &own);
    Ok(Computed { formula: format!("{formula} = {value}"), ..result })
}

/// Single results agree or not; ranges may do neither.
fn decide(
    stated: &Stated,
    computed: &Computed,
    fact: &Stored,
    own: &Schema,
    direct: Verdict,
    options: &Options,
) -> Verdict {
    let read_as = reading(stated, own, options);
    if let Shape::Word(_) = fact.shape {
        return undecided(stated, fact, own, read_as, None);
    }
    if computed.set.is_point() || direct.is_supported() {
        return directed(stated, computed, direct, own);
    }
    let (Core::One(x) | Core::Range(x, _)) = &stated.core else {
        return direct;
    };
    let like = match &fact.shape {
        Shape::Range(v, _) | Shape::AtLeast(v, _) | Shape::AtMost(v, _) => v,
        _ => return direct,
    };
    if in_common_unit(x, like).is_none() {
        return direct;
    }
    let under = |mode| {
        let options = Options { match_mode: Some(mode), ..options.clone() };
        agree_with(stated, fact, own, &options, &|_| None)
    };
    if let Verdict::Supported(mut s) = under(MatchMode::Contains) {
        s.how = format!("all of {} agrees", write::fact(fact, own));
        return Verdict::Supported(s);
    }
    if under(MatchMode::Overlaps).is_supported() {
        return undecided(stated, fact, own, read_as, None);
    }
    let Verdict::Refuted(mut r) = direct else {
        return direct;
    };
    r.reason = Reason::ValueMismatch;
    r.message = format!(
        "prose says {}, the facts give {}",
        quote(&stated.text, &stated.span),
        write::fact(fact, own)
    );
    directed(stated, computed, Verdict::Refuted(r), own)
}

/// A refuted difference in the other direction is the graver fault.
fn directed(stated: &Stated, computed: &Computed, verdict: Verdict, own: &Schema) -> Verdict {
    let Verdict::Refuted(mut r) = verdict else {
        return verdict;
    };
    if own.kind != Kind::Ratio
        && let Some(Core::One(x) | Core::Range(x, _)) = Some(&stated.core)
    {
        let zero = Interval::point(Number::zero());
        let up = computed.set.above(&zero);
        let down = zero.above(&computed.set);
        let wrong = (x.value.is_negative() && up) || (!x.value.is_negative() && down);
        if wrong && !x.value.is_zero() {
            let size = write::fact(&computed.stored(own), own);
            let word = if up { "higher" } else { "lower" };
            r.reason = Reason::DirectionMismatch;
            r.message = format!(
                "{}: it is {word}, by {}",
                quote(&stated.text, &stated.span),
                size.trim_start_matches(['+', '-'])
            );
        }
    }
    Verdict::Refuted(r)
}

fn refuted(stated: &Stated, reason: Reason, message: String, read_as: String) -> Verdict {
    Verdict::Refuted(Refutation {
        reason,
        message,
        reading: read_as,
        note: None,
        suggestion: None,
        remarks: stated.remarks.clone(),
    })
}

fn undecided(
    stated: &Stated,
    fact: &Stored,
    own: &Schema,
    read_as: String,
    overlap: Option<String>,
) -> Verdict {
    let message = format!(
        "{}: the facts give {}, part of which agrees",
        quote(&stated.text, &stated.span),
        write::fact(fact, own)
    );
    Verdict::Undetermined(Undecided { message, reading: read_as, overlap, remarks: stated.remarks.clone() })
}
