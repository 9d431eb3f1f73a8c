//! Facts as observed values of a set of data, with the `PropertyValue` of schema.org.
//!
//! In: a fact. Out: what its page shows of it, as a number where the shown text is one number or one range,
//! else as that text: an exact value behind a rounded one is not what the page says. A dispute that nobody
//! decided has one value for each report.

use super::super::{Site, collect};
use super::stored;
use crate::check::Fact;
use crate::model::DisputeStatus;
use crate::value::{Form, Schema, Shape, Stored, format, read_stored};
use serde_json::{Map, Value, json};

/// One value, or one for each report while its dispute is undecided.
pub(super) fn of(site: &Site<'_>, fact: &Fact) -> Vec<Value> {
    let name = collect::full_label(site.checked, fact);
    let schema = site.checked.facts.schema(fact);
    if fact.dispute == Some(DisputeStatus::Unresolved) {
        return fact
            .reports
            .iter()
            .map(|report| {
                let titles: Vec<&str> =
                    report.sources.iter().map(|n| site.checked.data.sources[*n].title.as_str()).collect();
                let text = format(&report.value, schema, Form::Short);
                let mut out = property(&name, &report.value, &text, schema);
                out["description"] =
                    json!(format!("disputed and undecided; as reported by {}", titles.join("; ")));
                out
            })
            .collect();
    }
    let Some(value) = &fact.value else { return Vec::new() };
    let text = collect::value(site.checked, fact).unwrap_or_default();
    let mut out = property(&name, value, &text, schema);
    let mut notes: Vec<String> =
        collect::as_of(fact).map(|date| format!("as of {date}")).into_iter().collect();
    notes.extend(collect::badges_of(site.checked, fact).into_iter().map(|badge| badge.words));
    if !notes.is_empty() {
        out["description"] = json!(notes.join("; "));
    }
    if let Some(method) = collect::method(site.checked, fact) {
        out["measurementTechnique"] = json!(method);
    }
    vec![out]
}

fn property(name: &str, value: &Stored, text: &str, schema: &Schema) -> Value {
    let mut out = json!({"@type": "PropertyValue", "name": name});
    match numbers(value, text, schema) {
        Some(numbers) => numbers.into_iter().for_each(|(key, number)| out[key] = number),
        None => out["value"] = json!(text),
    }
    out
}

/// The numbers of a shown text with their unit; none where it says less or more than numbers do.
fn numbers(value: &Stored, text: &str, schema: &Schema) -> Option<Map<String, Value>> {
    let shown = read_stored(text, schema).ok()?;
    if value.approximate || shown.approximate {
        return None;
    }
    let keys: &[(&str, &str)] = match (&value.shape, &shown.shape) {
        (Shape::Point(_), Shape::Point(_)) => &[("min", "value")],
        (Shape::Range(..), Shape::Range(..)) => &[("min", "minValue"), ("max", "maxValue")],
        (Shape::AtLeast(_, false), Shape::AtLeast(_, false)) => &[("min", "minValue")],
        (Shape::AtMost(_, false), Shape::AtMost(_, false)) => &[("max", "maxValue")],
        _ => return None,
    };
    let ends = stored::value(&shown);
    let mut out = Map::new();
    for (end, key) in keys {
        out.insert((*key).to_owned(), number(ends.get(*end)?)?);
    }
    if let Some(unit) = stored::unit(Some(&shown), schema) {
        out.insert("unitText".to_owned(), json!(unit));
    }
    Some(out)
}

/// A decimal text as a JSON number, digit for digit.
fn number(text: &Value) -> Option<Value> {
    let text = text.as_str()?;
    let value: Value = serde_json::from_str(text).ok()?;
    let written = value.to_string();
    (value.is_number() && written == text).then_some(value)
}
