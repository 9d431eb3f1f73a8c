//! Mutants: values and wordings that differ from the original in one known way. An optional part.
//!
//! In: a stored value and its schema, or a text and the bytes of a figure in it. Out: the changed values with the name
//! of each change, or the changed texts. They try the checker: a claim that survives every mutant of its fact says
//! nothing about it.
//! Does not decide which mutants a claim ought to notice.

mod values;
mod wordings;

pub use values::variants;
pub use wordings::vary_wording;
