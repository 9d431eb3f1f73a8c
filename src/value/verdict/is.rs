//! `is=`: the value that a binding states beside its wording.
//!
//! In: the word that is expected, and a stored value. Out: a [`Verdict`]. The wording itself is not read.

use super::{Refutation, Support, Verdict};
use crate::value::agree::same_word;
use crate::value::{
    Amount, Core, Kind, Reason, Schema, Shape, Stored, Unit, read_stored, read_wording, token, write,
};

/// Checks `?is=expected` of a boolean, enum, text or level; the wording itself is not read.
#[must_use]
pub fn agree_is(expected: &str, stored: &Stored, schema: &Schema) -> Verdict {
    let fact = write::fact(stored, schema);
    let reading = format!("stated as `{expected}`");
    let value = canonical(expected, schema);
    let ok = match &stored.shape {
        Shape::Word(w) => {
            same_word(&value, w) || stored.literal.as_deref().is_some_and(|l| same_word(l, expected))
        }
        Shape::Point(Amount { unit: Unit::Rung(ladder), value, .. }) => {
            ladder.find(expected).is_some_and(|place| value.to_string() == place.to_string())
        }
        _ => read_stored(expected, schema).is_ok_and(|e| e.shape_value() == stored.shape_value()),
    };
    if ok {
        let how = format!("the fact is {fact}");
        return Verdict::Supported(Support { how, reading, remarks: Vec::new() });
    }
    let (reason, message) = match schema.kind {
        Kind::Boolean => {
            let v = match &stored.shape {
                Shape::Word(w) => w.as_str(),
                _ => fact.as_str(),
            };
            (Reason::WrongPolarity, format!("`{expected}` says {value}, the fact is {v}"))
        }
        _ => (Reason::TextMismatch, format!("`{expected}`: the fact is `{fact}`")),
    };
    let suggestion = match &stored.shape {
        Shape::Word(w) if schema.kind == Kind::Boolean => {
            Some(if w == "true" { "yes" } else { "no" }.to_string())
        }
        Shape::Word(_) => Some(token(&fact)),
        _ => None,
    };
    Verdict::Refuted(Refutation { reason, message, reading, note: None, suggestion, remarks: Vec::new() })
}

/// The canonical form of an expected word.
fn canonical(expected: &str, schema: &Schema) -> String {
    match read_wording(expected, schema).map(|s| s.core) {
        Ok(Core::Word(word)) => word,
        _ => token(expected),
    }
}
