//! Whether a figure is for the time, or for one of the things, that the attribute's values are for.
//!
//! In: a figure with what was written beside it, and the schema. Out: nothing, or the error that refuses the figure. What
//! stands beside it is found in `grammar::period`, `rate` and `apart`.

use crate::value::error::quote;
use crate::value::grammar::{Apart, Candidate, Per, Scanner, WrittenQuantity, WrittenUnit};
use crate::value::{Kind, MeasureUnit, Misread, Number, Period, ReadError, Schema, singular};
use std::ops::Range;

/// Whether the attribute's name says the time that its values are for, and its unit does not: "Weekly hours", "Fee a
/// year".
fn names_period(schema: &Schema, per: Per) -> bool {
    let Per::Period(period) = per else { return false };
    let names = |word: &String| {
        Period::from_noun(word) == Some(period) || Period::from_adjective(word) == Some(period)
    };
    schema.period.is_none() && schema.shares.iter().any(names)
}

/// "a monthly $8K", "an hourly rate of $45", "$500 (annual)", "each section has 5 questions": a period, or what the figure
/// is for one of, apart from it.
pub(super) fn check_apart(
    text: &str,
    schema: &Schema,
    scanner: &Scanner,
    candidate: &Candidate,
) -> Result<(), ReadError> {
    if !matches!(schema.kind, Kind::Money | Kind::Count | Kind::Duration) {
        return Ok(());
    }
    let (start, end) = (scanner.index_after(candidate.span.start), scanner.index_after(candidate.span.end));
    let sum = schema.kind == Kind::Money;
    let written = candidate.quantity().is_some_and(|quantity| quantity.period.is_some());
    let before = scanner.apart_before(start, sum, &schema.shares).map(|(apart, first)| (apart, first..end));
    let after = || {
        scanner
            .apart_after(end, schema.period.is_some() && !written)
            .map(|(apart, next)| (apart, start..next))
    };
    let Some((apart, span)) = before.or_else(after) else { return Ok(()) };
    let other = match apart {
        Apart::Per(per) if names_period(schema, per) => false,
        Apart::Per(per) => schema.period.map(Per::Period) != Some(per),
        // "Each paper lasts three hours": of lengths, the subject is the thing as often as not.
        Apart::Each(_) if schema.kind == Kind::Duration => false,
        Apart::Each(noun) => {
            let noun = scanner.word(noun).unwrap_or("");
            schema
                .thing
                .as_ref()
                .map_or_else(|| schema.is_another_share(noun), |own| singular(&noun.to_lowercase()) != *own)
        }
    };
    if other { Err(period_mismatch(text, schema, &scanner.bytes(&span))) } else { Ok(()) }
}

/// Refuses a figure whose period, or what it is for one of, is not the attribute's.
pub(super) fn check_period(text: &str, schema: &Schema, quantity: &WrittenQuantity) -> Result<(), ReadError> {
    let free = matches!(schema.kind, Kind::Percent | Kind::Change | Kind::PercentagePoint);
    // Rates in two forms are compared by their values.
    let converts = match quantity.unit {
        WrittenUnit::Measure(written) => {
            let other_form = schema.measure().is_some_and(|own| own.dimension() != written.dimension());
            other_form && !quantity.shared_out && in_own_unit(schema, written, quantity).is_some()
        }
        _ => false,
    };
    let other = match quantity.period {
        Some(per) if names_period(schema, per) && !quantity.shared_out => false,
        Some(per) => {
            schema.period.map(Per::Period) != Some(per) || (quantity.shared_out && schema.thing.is_none())
        }
        // "$900 per seat" is not $900 a month, "40 requests per bucket" is no rate.
        None => {
            let rate = matches!(schema.kind, Kind::Money | Kind::Count) && schema.period.is_some();
            rate && quantity.shared_out && schema.thing.is_none()
        }
    };
    let other = other
        || match &schema.thing {
            // "$0.02 per TB" of a price per GB.
            Some(own) => quantity.shared_out_to_another(own),
            // For so much of something, or for each of its parts, where the fact has no such unit.
            None => {
                let counted = matches!(schema.kind, Kind::Money | Kind::Duration | Kind::Count);
                let part = quantity.part.as_ref().is_some_and(|noun| schema.is_another_share(noun));
                // "4 g/kg/day" of 4 g a day
                let measured = schema.kind == Kind::Money || schema.period.is_some();
                measured && quantity.per_measure || counted && part
            }
        };
    if free || converts || !other {
        return Ok(());
    }
    Err(period_mismatch(text, schema, &quantity.span))
}

fn period_mismatch(text: &str, schema: &Schema, span: &Range<usize>) -> ReadError {
    let thing = schema.thing.as_ref().map(|thing| format!("per {thing}"));
    let period = schema.period.map(|period: Period| format!("per {period}"));
    let has = match (thing, period) {
        (Some(thing), Some(period)) => format!("{thing} {period}"),
        (one, other) => one.or(other).unwrap_or_else(|| "not a rate".to_string()),
    };
    let message = format!("{}: the fact is {has}", quote(text, span));
    ReadError::new(Misread::PeriodMismatch, span.clone(), message)
}

/// How much of the attribute's unit one written unit is: the same dimension, or the same rate in another form (Gbps for
/// `Gbit/s`, km/h for `mph`).
pub(super) fn in_own_unit(
    schema: &Schema,
    written: MeasureUnit,
    quantity: &WrittenQuantity,
) -> Option<Number> {
    let own = schema.measure()?;
    let period = match quantity.period {
        Some(Per::Period(period)) => Some(period),
        Some(Per::Other) => return None,
        None => None,
    };
    if own.dimension() == written.dimension() {
        return written.size().checked_div(&own.size());
    }
    let ((dimension, size), (wanted, one)) = (written.rate(period)?, own.rate(schema.period)?);
    if dimension == wanted { size.checked_div(&one) } else { None }
}
