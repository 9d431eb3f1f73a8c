//! Values as text, and the sentences of a computation.
//!
//! In: values. Out: English text of a value (`$450K–$650K`, `+17.6%`) and steps such as
//! `change(400,000, 340,000) = 60,000 / 340,000 = 17.647%`. Text only: nothing that is shown is computed with.

use super::algebra::sub;
use super::function::Function;
use super::operand::{Dates, Quantity, Value};
use crate::value::{Date, Form, Kind, Number, Schema, Stored, Unit, format};

/// How many significant digits a step shows.
const SIGNIFICANT: i32 = 5;

impl Quantity {
    /// The quantity in words: `$450K–$650K`, `6 rounds`, `at least 8%`.
    #[must_use]
    pub fn show(&self) -> String {
        let text = self.measure.schema().and_then(|schema| {
            let stored = Stored { shape: self.shape(&self.measure.unit)?, literal: None, approximate: false };
            Some(format(&stored, &schema, Form::Short))
        });
        text.unwrap_or_else(|| format!("any {}", self.measure.name()))
    }

    /// As [`Self::show`], with more digits and without the sign of the currency where it is one number.
    fn figure(&self) -> String {
        let Some(n) = self.single() else {
            return self.show();
        };
        match &self.measure.unit {
            Unit::Money(_) | Unit::Plain => digits(n),
            Unit::Percent => format!("{}%", digits(n)),
            Unit::Points => format!("{} pp", digits(n)),
            Unit::Times => format!("{}x", digits(n)),
            _ => self.show(),
        }
    }
}

impl Dates {
    /// `June 2025`, `June 2025 to May 2026`.
    #[must_use]
    pub fn show(&self) -> String {
        if let Some(open) = Date::open_span(&self.first, &self.last, Date::to_string) {
            open
        } else if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{} to {}", self.first, self.last)
        }
    }
}

impl Value {
    /// The value in words.
    #[must_use]
    pub fn show(&self) -> String {
        match self {
            Value::Quantity(q) => q.show(),
            Value::Dates(d) => d.show(),
            Value::Word(w) if w.kind == Kind::Boolean => {
                if w.text == "true" { "yes" } else { "no" }.to_string()
            }
            Value::Word(w) => w.text.clone(),
        }
    }

    pub(super) fn figure(&self) -> String {
        match self {
            Value::Quantity(q) => q.figure(),
            _ => self.show(),
        }
    }
}

/// Digits with groups, to five significant ones; whole numbers in full.
fn digits(n: &Number) -> String {
    if n.decimal_places().is_some_and(|p| p <= 2) {
        return n.grouped();
    }
    let step = n.magnitude() + 1 - SIGNIFICANT;
    n.round_to(&Number::pow10(step.min(0))).grouped()
}

/// The step of a call.
pub(super) fn call(function: Function, args: &[Value], result: &Value) -> String {
    let list: Vec<String> = args.iter().map(Value::figure).collect();
    let head = format!("{function}({})", list.join(", "));
    let between = match (function, args) {
        (Function::Change, [Value::Quantity(a), Value::Quantity(b)]) => sub(a, b)
            .ok()
            .filter(|d| d.single().is_some() && b.single().is_some())
            .map(|d| format!("{} / {}", d.figure(), b.figure())),
        (Function::Ratio, _) => Some(list.join(" / ")),
        (Function::Points, _) => Some(list.join(" - ")),
        (Function::Sum, [_, _, ..]) => Some(list.join(" + ")),
        _ => None,
    };
    match between {
        Some(between) => format!("{head} = {between} = {}", result.figure()),
        None => format!("{head} = {}", result.figure()),
    }
}

/// The step of a sum or product: signs and operands in turn.
pub(super) fn chain(first: &Value, rest: &[(&str, Value)], result: &Value) -> String {
    let mut text = grouped(first);
    for (sign, value) in rest {
        text.push_str(&format!(" {sign} {}", grouped(value)));
    }
    format!("{text} = {}", result.figure())
}

/// A range is put in parentheses beside a sign.
fn grouped(value: &Value) -> String {
    let text = value.figure();
    let range = matches!(value, Value::Quantity(q) if !q.set.is_point());
    if range && text.contains(['–', ' ']) { format!("({text})") } else { text }
}

/// A schema of an attribute in a sentence: `money in USD/year`.
pub(super) fn wanted(schema: &Schema) -> String {
    let unit = super::measure::Measure::of_schema(schema).name();
    match schema.kind {
        Kind::Money | Kind::Duration => format!("{} in {unit}", schema.kind.predicate()),
        Kind::Count if schema.unit != Unit::Count(String::new()) => format!("a count of {unit}"),
        Kind::Scale => unit,
        Kind::Percent
        | Kind::PercentagePoint
        | Kind::Change
        | Kind::Ratio
        | Kind::Count
        | Kind::Ordinal
        | Kind::Date
        | Kind::Time
        | Kind::Level
        | Kind::Version
        | Kind::Boolean
        | Kind::Enum
        | Kind::Text => schema.kind.noun().to_string(),
    }
}
