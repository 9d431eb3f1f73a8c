//! The findings of a phase while it runs, and a value that travels with them.
//!
//! In: findings as they are made. Out: a list, without those that only follow from another finding.
//! The list cannot be counted while it grows: a function that reports says so in its result, with the
//! [`Reported`] that [`Findings::report`] gave it. Does not sort, and knows no levels.

use super::{Diagnostic, Level, Reported};
use crate::lints::Lint;
use crate::text::FileId;
use std::collections::BTreeSet;

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
        let reported = Reported::new(finding.lint, finding.span);
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

    /// Keeps the findings that `keep` names.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// The files in which something is wrong by the lints' own levels.
    pub(crate) fn faulty_files(&self) -> BTreeSet<FileId> {
        let wrong = self.list.iter().filter(|finding| finding.lint.default_level() == Level::Deny);
        wrong.map(|finding| finding.span.file).collect()
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether a lint has found something.
    pub(crate) fn has(&self, lint: &'static Lint) -> bool {
        self.list.iter().any(|finding| finding.lint.code == lint.code)
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

/// A value together with what was found while making it.
///
/// Phases return this and never a `Result`: one bad line costs one finding, not the page.
#[derive(Debug, Clone)]
pub struct Diagnosed<T> {
    /// What was made, as far as it could be.
    pub value: T,
    /// What was found, in no particular order.
    pub findings: Findings,
}

impl<T> Diagnosed<T> {
    /// A value without findings.
    pub fn clean(value: T) -> Self {
        Self { value, findings: Findings::default() }
    }

    /// Pairs a value with its findings.
    pub fn new(value: T, findings: Findings) -> Self {
        Self { value, findings }
    }

    /// Takes the value and moves the findings to a list.
    pub fn collect_into(self, findings: &mut Findings) -> T {
        findings.append(self.findings);
        self.value
    }
}
