//! The findings of a phase while it runs.
//!
//! In: findings as they are made. Out: a list, without those that only follow from another finding.
//! The list cannot be counted while it grows: a function that reports says so in its result, with the
//! [`Reported`] that [`Findings::report`] gave it. Does not sort, and knows no levels.

use super::Diagnostic;
use crate::lints::Lint;
use crate::text::Span;

/// Proof that a fault was reported: its lint and its place. Only [`Findings::report`] makes one.
///
/// A function that gives up because of a fault returns `Result<T, Reported>`. What follows from the fault
/// elsewhere names it with [`Diagnostic::caused_by`], and is not reported again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported {
    lint: &'static Lint,
    span: Span,
}

impl Reported {
    /// The lint of the fault.
    pub fn lint(self) -> &'static Lint {
        self.lint
    }

    /// Where the fault is.
    pub fn span(self) -> Span {
        self.span
    }
}

/// All values, or the first fault: every result is taken, so that each fault is reported.
///
/// # Errors
/// The first fault, when there is one.
pub fn all<T>(results: impl IntoIterator<Item = Result<T, Reported>>) -> Result<Vec<T>, Reported> {
    let mut values = Vec::new();
    let mut fault = Ok(());
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(reported) => fault = fault.and(Err(reported)),
        }
    }
    fault.map(|()| values)
}

/// Findings in the order they were made.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    /// Adds a finding; one with a cause is dropped, since its cause stands in a list already.
    pub fn report(&mut self, finding: Diagnostic) -> Reported {
        if let Some(cause) = finding.cause {
            return cause;
        }
        let reported = Reported { lint: finding.lint, span: finding.span };
        self.list.push(finding);
        reported
    }

    /// Moves all findings of another list to the end of this one.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// The same findings, each changed by `change`.
    #[must_use]
    pub fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self { list: self.list.into_iter().map(change).collect() }
    }

    /// The list, once nothing is added any more.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        for finding in findings {
            self.report(finding);
        }
    }
}
