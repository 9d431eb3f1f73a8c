//! Reading the value of a fact.
//!
//! In: the raw text of a YAML scalar. Out: [`Stored`], read by the same grammar as prose, with the written precision of
//! each number. A stored text is nothing but its value: words beside it are an error.

use super::choose::no_figure;
use super::wording::{expected, read_wording};
use super::{version, words};
use crate::value::error::quote;
use crate::value::grammar::Scanner;
use crate::value::{
    Bound, Core, Date, Hedge, Kind, Misread, ReadError, Schema, Shape, Stated, Stored, fold_text, token,
};

/// Reads the text of a value.
///
/// # Errors
/// [`ReadError`] when the text is not one value of the schema's kind and nothing else;
/// [`ReadError::data_lint`] names the lint.
pub fn read_stored(text: &str, schema: &Schema) -> Result<Stored, ReadError> {
    let text = text.trim();
    let stated = match schema.kind {
        Kind::Boolean | Kind::Text => read_wording(text, schema)?,
        Kind::Enum => enumerated(text, schema)?,
        Kind::Version => only_version(text, schema)?,
        Kind::Money
        | Kind::Percent
        | Kind::PercentagePoint
        | Kind::Change
        | Kind::Ratio
        | Kind::Duration
        | Kind::Count
        | Kind::Ordinal
        | Kind::Scale
        | Kind::Date
        | Kind::Time
        | Kind::Level => numeric(text, schema)?,
    };
    let mut stored = of_stated(&stated, text)?;
    stored.literal = Some(text.to_string());
    Ok(stored)
}

/// A version and nothing beside it.
fn only_version(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    match version::versions(text).as_slice() {
        [one] if one.span == (0..text.len()) => {
            Ok(words::word(text, schema.kind, one.value.clone(), one.span.clone()))
        }
        _ => Err(no_figure(text, schema.kind)),
    }
}

/// A value that is declared, in full.
fn enumerated(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    if schema.values.is_empty() {
        let value = token(text);
        if value.is_empty() {
            return Err(no_figure(text, schema.kind));
        }
        return Ok(words::word(text, schema.kind, value, 0..text.len()));
    }
    let folded = fold_text(text);
    let same = |phrase: &String| fold_text(phrase) == folded;
    let value = schema.values.iter().find(|v| same(&v.id) || v.aliases.iter().any(same));
    match value {
        Some(v) => Ok(words::word(text, schema.kind, v.id.clone(), 0..text.len())),
        None => {
            let whole = 0..text.len();
            let known: Vec<&str> = schema.values.iter().map(|v| v.id.as_str()).collect();
            let message = format!("{} is not one of {}", quote(text, &whole), known.join(", "));
            Err(ReadError::new(Misread::NoFigure, whole, message))
        }
    }
}

/// A figure with nothing beside it.
fn numeric(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    let stated = read_wording(text, schema)?;
    let scanner = Scanner::new(text, expected(schema));
    let first = scanner.tokens.first().map_or(0, |t| t.start);
    let last = scanner.tokens.last().map_or(0, |t| t.end);
    if stated.span.start > first || stated.span.end < last {
        let rest = if stated.span.start > first { first..stated.span.start } else { stated.span.end..last };
        let message = format!(
            "cannot read {} as {}: {} is not part of the value",
            quote(text, &(0..text.len())),
            schema.kind,
            quote(text, &rest)
        );
        return Err(ReadError::new(Misread::MalformedFigure, rest, message));
    }
    Ok(stated)
}

fn of_stated(stated: &Stated, text: &str) -> Result<Stored, ReadError> {
    let whole = 0..text.len();
    let shape = match (&stated.core, stated.bound) {
        (Core::One(a), Bound::None) => Shape::Point(a.clone()),
        (Core::One(a), bound) if bound.is_lower() => Shape::AtLeast(a.clone(), bound.is_strict()),
        (Core::One(a), bound) => Shape::AtMost(a.clone(), bound.is_strict()),
        (Core::Range(a, b), _) => Shape::Range(a.clone(), b.clone()),
        (Core::Date(d), Bound::None) => Shape::Date(*d),
        (Core::Date(d), Bound::AtLeast) if !d.is_yearly() => Shape::Dates(*d, Date::LAST),
        (Core::Date(d), Bound::AtMost) if !d.is_yearly() => Shape::Dates(Date::FIRST, *d),
        (Core::Dates(a, b), _) => Shape::Dates(*a, *b),
        (Core::Word(w), _) => Shape::Word(w.clone()),
        (Core::Date(_), _) | (Core::Comparative, _) => {
            let message = format!("{}: give the date, or both ends", quote(text, &whole));
            return Err(ReadError::new(Misread::MalformedFigure, whole, message));
        }
    };
    if matches!(stated.hedge, Hedge::Nearly | Hedge::JustOver) {
        let message = format!("{}: give the value, or `{{at-most: …}}`", quote(text, &whole));
        return Err(ReadError::new(Misread::MalformedFigure, whole, message));
    }
    let approximate = stated.hedge == Hedge::About;
    Ok(Stored { shape, literal: None, approximate })
}
