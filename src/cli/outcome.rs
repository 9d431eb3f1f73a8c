//! How a run ends.
//!
//! In: findings. Out: what the exit code says. Does not print.

use crate::diag::{Diagnostic, Level};

/// How a run ended, when it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Exit code 0.
    Clean,
    /// Exit code 1: there are deny-level findings.
    Findings,
}

impl Outcome {
    /// The outcome of a run with these findings.
    pub(super) fn of(findings: &[Diagnostic]) -> Self {
        if denies(findings) { Self::Findings } else { Self::Clean }
    }
}

/// Whether any finding is at deny level, which stops the build.
pub(super) fn denies(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Deny)
}
