//! Which questions a list asks for.
//!
//! In: its keys. Out: a filter, as written. Does not know which roles, stages and principles exist.

use crate::parse::fields::Fields;
use crate::text::{Span, Spanned};

/// Which questions are wanted; what is absent does not filter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuestionFilter {
    /// Who is asked.
    pub role: Option<Spanned<String>>,
    /// In which stage.
    pub stage: Option<Spanned<String>>,
    /// Which principle.
    pub principle: Option<Spanned<String>>,
    /// Where it is reported that no question passes.
    pub place: Span,
}

/// Reads the filter.
pub(crate) fn read(fields: &mut Fields<'_>, place: Span) -> QuestionFilter {
    QuestionFilter {
        role: fields.text("role"),
        stage: fields.text("stage"),
        principle: fields.text("principle"),
        place,
    }
}
