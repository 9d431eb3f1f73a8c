//! Stored values as JSON.
//!
//! In: a value. Out: its numbers as decimal texts in the unit they were written in, and the name of that
//! unit. No float, no rounding that is not named.

use crate::value::{Amount, Kind, Number, Schema, Shape, Stored, Unit};
use serde_json::{Map, Value, json};

/// Digits after the point of numbers that have no exact decimal.
const PLACES: usize = 12;

/// A value, as `facts.json` has it.
pub(super) fn value(stored: &Stored) -> Value {
    let mut out = Map::new();
    let factor = factor(stored);
    let mut rounded = false;
    let mut number = |value: &Number| {
        let (text, exact) = decimal(value, &factor);
        rounded |= !exact;
        Value::String(text)
    };
    match &stored.shape {
        Shape::Point(amount) => {
            let (lo, hi) = amount.spread.clone().unwrap_or((amount.value.clone(), amount.value.clone()));
            out.insert("min".to_owned(), number(&lo));
            out.insert("max".to_owned(), number(&hi));
        }
        Shape::Range(lo, hi) => {
            out.insert("min".to_owned(), number(&lo.value));
            out.insert("max".to_owned(), number(&hi.value));
        }
        Shape::AtLeast(amount, strict) => {
            out.insert("min".to_owned(), number(&amount.value));
            out.insert("exclusive".to_owned(), json!(strict));
        }
        Shape::AtMost(amount, strict) => {
            out.insert("max".to_owned(), number(&amount.value));
            out.insert("exclusive".to_owned(), json!(strict));
        }
        Shape::Distribution(sample) => {
            let parts = sample.parts.iter().map(|(stat, amount)| (stat.name(), number(&amount.value)));
            out.insert("statistics".to_owned(), Value::Object(parts.collect()));
            if let Some(n) = &sample.n {
                out.insert("n".to_owned(), Value::String(decimal(&n.value, &Number::one()).0));
            }
        }
        Shape::Date(date) => {
            out.insert("date".to_owned(), json!(date.iso()));
        }
        Shape::Dates(first, last) => {
            out.insert(
                "dates".to_owned(),
                json!([first, last].map(|date| (!date.is_open()).then(|| date.iso()))),
            );
        }
        Shape::Word(word) => {
            out.insert("word".to_owned(), json!(word));
        }
    }
    if let Some(digit) = last_digit(stored) {
        out.insert("last-digit".to_owned(), Value::String(decimal(&digit, &factor).0));
    }
    if let Some(literal) = &stored.literal {
        out.insert("literal".to_owned(), json!(literal));
    }
    if stored.approximate {
        out.insert("approximate".to_owned(), json!(true));
    }
    if rounded {
        out.insert("rounded".to_owned(), json!(true));
    }
    Value::Object(out)
}

/// The finest written digit; computed numbers have none.
fn last_digit(stored: &Stored) -> Option<Number> {
    let amounts: Vec<&Amount> = match &stored.shape {
        Shape::Point(a) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => vec![a],
        Shape::Range(a, b) => vec![a, b],
        Shape::Distribution(sample) => sample.parts.iter().map(|(_, a)| a).collect(),
        Shape::Date(_) | Shape::Dates(..) | Shape::Word(_) => Vec::new(),
    };
    amounts.into_iter().map(|a| a.last_digit.clone()).filter(|digit| !digit.is_zero()).min()
}

fn factor(stored: &Stored) -> Number {
    stored.unit().map_or_else(Number::one, Unit::factor)
}

/// A decimal, and whether it is exact.
fn decimal(value: &Number, factor: &Number) -> (String, bool) {
    let value = value.checked_div(factor).unwrap_or_else(|| value.clone());
    match value.exact_decimal() {
        Some(text) => (text, true),
        None => (value.fixed(PLACES), false),
    }
}

/// The unit of a value's numbers: `USD/year`, `USD/GB/month`, `week`, `%`, `request/second`, the noun of what is
/// counted.
pub(super) fn unit(stored: Option<&Stored>, schema: &Schema) -> Option<String> {
    let unit = stored.and_then(Stored::unit).unwrap_or(&schema.unit);
    let rate = |mut unit: String| {
        for per in schema.thing.iter().cloned().chain(schema.period.iter().map(ToString::to_string)) {
            unit.push('/');
            unit.push_str(&per);
        }
        unit
    };
    Some(match unit {
        Unit::Money(currency) => rate(currency.to_string()),
        Unit::Percent if schema.kind == Kind::Change => "% change".to_owned(),
        Unit::Percent => "%".to_owned(),
        Unit::Points => "percentage point".to_owned(),
        Unit::Times => "times".to_owned(),
        Unit::Time(unit) => unit.to_string(),
        Unit::Count(noun) | Unit::Level(noun) if noun.is_empty() => return None,
        Unit::Count(noun) => rate(noun.clone()),
        Unit::Level(letters) => format!("level {letters}"),
        Unit::Rung(_) => return None,
        Unit::Ordinal => "place".to_owned(),
        Unit::Clock(_) => "minutes after midnight".to_owned(),
        Unit::Score(most) => format!("out of {most}"),
        Unit::Plain => return None,
    })
}
