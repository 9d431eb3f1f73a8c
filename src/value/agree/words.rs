//! Agreement of words.
//!
//! In: a word as stated, and a stored value. Out: how it was matched, or why not. Words are compared folded; no meaning
//! is inferred.

use super::{Case, Outcome, Reason, Refusal};
use crate::value::error::quote;
use crate::value::{Kind, Shape, Stored, fold_text, write};

/// A word against any fact.
pub(crate) fn against(word: &str, stored: &Stored, case: &Case) -> Outcome {
    let core = quote(&case.stated.text, &case.stated.core_span);
    let fact = write::fact(stored, case.schema);
    match &stored.shape {
        Shape::Word(value) if same_word(word, value) && case.schema.kind == Kind::Boolean => {
            Ok(format!("the fact says {}", if value == "true" { "yes" } else { "no" }))
        }
        Shape::Word(value) if same_word(word, value) => Ok(format!("both are {fact}")),
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
    let fact = write::fact(stored, case.schema);
    Err(Refusal::new(Reason::ValueMismatch, format!("prose says {core}, the fact is {fact}")))
}

/// Whether two words are one value.
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    fold_text(a) == fold_text(b)
}
