//! Which process is shown.
//!
//! In: its id. Out: its number in the data.

use crate::diag::{Findings, Reported};
use crate::model::ProcessId;
use crate::text::Spanned;
use crate::views::resolve::Place;

/// Looks it up.
///
/// # Errors
/// There is none with this id.
pub(crate) fn resolve(
    id: &Spanned<String>,
    at: &Place<'_>,
    findings: &mut Findings,
) -> Result<ProcessId, Reported> {
    at.record("process", id, &at.claims.ids.guide.processes, findings)
}
