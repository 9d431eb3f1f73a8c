//! The proof that a fault was reported.
//!
//! In: nothing; the list of findings makes it. Out: which fault, for what follows from it. Does not hold the finding.

use crate::lints::Lint;
use crate::text::Span;

/// Proof that a fault was reported: its lint and its place. Only [`Findings::report`](super::Findings::report) makes one.
///
/// A function that gives up because of a fault returns `Result<T, Reported>`. What follows from the fault
/// elsewhere names it with [`Diagnostic::caused_by`](super::Diagnostic::caused_by), and is not reported again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported {
    lint: &'static Lint,
    span: Span,
}

impl Reported {
    /// The proof for a fault that has just been reported.
    pub(super) fn new(lint: &'static Lint, span: Span) -> Self {
        Self { lint, span }
    }

    /// The lint of the fault.
    pub fn lint(self) -> &'static Lint {
        self.lint
    }

    /// Where the fault is.
    pub fn span(self) -> Span {
        self.span
    }
}
