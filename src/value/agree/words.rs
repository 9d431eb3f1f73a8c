//! Agreement of words, and `is=`.
//!
//! In: a word as stated or expected, and a stored value. Out: how it was matched, or why not. Words are
//! compared folded; no meaning is inferred.

use super::super::error::quote;
use super::super::format;
use super::super::kind::Kind;
use super::super::read;
use super::super::schema::Schema;
use super::super::stored::{self, Shape, Stored};
use super::super::words::{fold_text, token};
use super::{Case, Outcome, Reason, Refusal, Refutation, Support, Verdict};

/// A word against any fact.
pub(crate) fn against(word: &str, stored: &Stored, case: &Case) -> Outcome {
    let core = quote(&case.stated.text, &case.stated.core_span);
    let fact = format::fact(stored, case.schema);
    match &stored.shape {
        Shape::Word(value) if same(word, value) => Ok(format!("both are {fact}")),
        Shape::Word(value) if case.schema.kind == Kind::Boolean => {
            let message = format!("{core} says {word}, the fact is {value}");
            Err(Refusal::new(Reason::WrongPolarity, message))
        }
        Shape::Word(_) => Err(Refusal::new(Reason::TextMismatch, format!("{core}: the fact is `{fact}`"))),
        _ => Err(Refusal::new(Reason::ValueMismatch, format!("prose says {core}, the fact is {fact}"))),
    }
}

/// A figure against a fact that is a word: a level where there are none.
pub(crate) fn word_fact(stored: &Stored, case: &Case) -> Outcome {
    let core = quote(&case.stated.text, &case.stated.core_span);
    let fact = format::fact(stored, case.schema);
    Err(Refusal::new(Reason::ValueMismatch, format!("prose says {core}, the fact is {fact}")))
}

fn same(a: &str, b: &str) -> bool {
    fold_text(a) == fold_text(b)
}

/// Checks `?is=expected` of a boolean, enum, text or level; the wording itself is not read.
#[must_use]
pub fn agree_is(expected: &str, stored: &Stored, schema: &Schema) -> Verdict {
    let fact = format::fact(stored, schema);
    let reading = format!("stated as `{expected}`");
    let value = canonical(expected, schema);
    let ok = match &stored.shape {
        Shape::Word(w) => same(&value, w) || stored.literal.as_deref().is_some_and(|l| same(l, expected)),
        _ => stored::read_stored(expected, schema).is_ok_and(|e| e.shape_value() == stored.shape_value()),
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
    match read::read_wording(expected, schema).map(|s| s.core) {
        Ok(super::Core::Word(word)) => word,
        _ => token(expected),
    }
}
