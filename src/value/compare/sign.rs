//! Comparatives without a figure.
//!
//! In: "higher", "fewer" or "the same", and two values. Out: a three-valued verdict on their order.

use super::refuted;
use crate::value::error::quote;
use crate::value::suggest::turned_round;
use crate::value::write::amount;
use crate::value::{
    Amount, Bound, Direction, End, Hedge, Interval, Number, Reason, Refutation, Related, Relation, Schema,
    Shape, Stated, Stored, Support, Undecided, Verdict, fold_text, relate, write,
};

/// "higher", "fewer", "the same" alone.
pub(crate) fn sign(stated: &Stated, a: &Stored, b: &Stored, schema: &Schema, read_as: String) -> Verdict {
    if matches!(a.shape, Shape::Word(_)) || matches!(b.shape, Shape::Word(_)) {
        return same_words(stated, a, b, schema, read_as);
    }
    let (an, bn) = (write::fact(a, schema), write::fact(b, schema));
    let claim = quote(&stated.text, &stated.span);
    let (relation, words) = match stated.direction {
        Some(Direction::Same) if stated.bound.is_lower() => (Relation::Ge, "at least"),
        Some(Direction::Same) if stated.bound != Bound::None => (Relation::Le, "at most"),
        Some(Direction::Up) => (Relation::Gt, "more than"),
        Some(Direction::Down) => (Relation::Lt, "less than"),
        _ => (Relation::Eq, "the same as"),
    };
    let near = stated.hedge == Hedge::About && relation == Relation::Eq && alike(a, b, schema);
    match relate(a, relation, b, schema) {
        _ if near => Verdict::Supported(Support {
            how: format!("{an} is within the hedge of {bn}"),
            reading: read_as,
            remarks: stated.remarks.clone(),
        }),
        Related::True => Verdict::Supported(Support {
            how: format!("{an} is {words} {bn}"),
            reading: read_as,
            remarks: stated.remarks.clone(),
        }),
        Related::False => {
            let message = format!("{claim}: {an} is not {words} {bn}");
            let other = match relation {
                Relation::Gt => Relation::Lt,
                _ => Relation::Gt,
            };
            let turns = matches!(relation, Relation::Gt | Relation::Lt)
                && relate(a, other, b, schema) == Related::True;
            let verdict = refuted(stated, Reason::DirectionMismatch, message, read_as);
            match verdict {
                Verdict::Refuted(refutation) if turns => {
                    Verdict::Refuted(Refutation { suggestion: turned_round(stated), ..refutation })
                }
                other => other,
            }
        }
        Related::Incomparable => {
            let message = format!("{an} and {bn} are in units that do not convert");
            refuted(stated, Reason::UnitMismatch, message, read_as)
        }
        Related::Undetermined(overlap) => {
            let same = matches!((a.unit(), b.unit()), (Some(u), Some(v)) if u.same_base(v));
            let overlap = overlap.filter(|_| same).map(|i| written(&i, a, schema));
            let common = overlap.as_ref().map_or(String::new(), |o| format!(" {o}"));
            let message = format!("{claim}: {an} overlaps {bn}{common}");
            Verdict::Undetermined(Undecided {
                message,
                reading: read_as,
                overlap,
                remarks: stated.remarks.clone(),
            })
        }
    }
}

/// Whether both ends of two values are as near as a hedge allows.
fn alike(a: &Stored, b: &Stored, schema: &Schema) -> bool {
    let same = matches!((a.unit(), b.unit()), (Some(u), Some(v)) if u.same_base(v));
    let (Some(x), Some(y)) = (a.interval().filter(|_| same && a.is_yearly() == b.is_yearly()), b.interval())
    else {
        return false;
    };
    let near = |p: &Option<End>, q: &Option<End>| match (p, q) {
        (Some(p), Some(q)) => (&p.at - &q.at).abs() <= schema.hedged.of(&q.at),
        (None, None) => true,
        _ => false,
    };
    schema.kind.rounds() && near(&x.lo, &y.lo) && near(&x.hi, &y.hi)
}

/// An interval in the unit of a fact: "from $280K to $305K".
fn written(set: &Interval, like: &Stored, schema: &Schema) -> String {
    let unit = like.unit().cloned();
    let text = |n: &Number| match &unit {
        Some(unit) => amount::short(&Amount::computed(n.clone(), unit.clone()), schema),
        None => n.to_string(),
    };
    match (&set.lo, &set.hi) {
        (Some(a), Some(b)) if a.at == b.at => format!("at {}", text(&a.at)),
        (Some(a), Some(b)) => format!("from {} to {}", text(&a.at), text(&b.at)),
        (Some(a), None) => format!("from {}", text(&a.at)),
        (None, Some(b)) => format!("up to {}", text(&b.at)),
        (None, None) => "everywhere".to_string(),
    }
}

fn same_words(stated: &Stated, a: &Stored, b: &Stored, schema: &Schema, read_as: String) -> Verdict {
    let (an, bn) = (write::fact(a, schema), write::fact(b, schema));
    let equal = match (&a.shape, &b.shape) {
        (Shape::Word(x), Shape::Word(y)) => fold_text(x) == fold_text(y),
        _ => false,
    };
    if stated.direction != Some(Direction::Same) {
        let message = format!("{an} and {bn} have no order");
        return refuted(stated, Reason::UnitMismatch, message, read_as);
    }
    if equal {
        let how = format!("both are {an}");
        return Verdict::Supported(Support { how, reading: read_as, remarks: stated.remarks.clone() });
    }
    let message = format!("{}: {an} is not {bn}", quote(&stated.text, &stated.span));
    refuted(stated, Reason::TextMismatch, message, read_as)
}
