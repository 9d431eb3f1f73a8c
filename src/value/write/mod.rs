//! Writing values.
//!
//! In: an amount or a stored value, its schema and a form. Out: English text that reads back as the same value, or, for
//! a computed one, as one that agrees with it.
//! Does not imitate an author's style (that is `suggest`) and rounds nothing but the text.

pub(crate) mod amount;
mod example;
mod stored;

pub use example::example_of;
pub use stored::format;

pub(crate) use stored::{fact, per_time};
