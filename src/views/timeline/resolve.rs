//! Which processes a timeline or a chart shows.
//!
//! In: their ids. Out: their numbers in the data.

use crate::diag::{Findings, Reported, all};
use crate::model::ProcessId;
use crate::text::Spanned;
use crate::views::process;
use crate::views::resolve::Place;

/// Looks them up.
///
/// # Errors
/// There is none with one of the ids.
pub(crate) fn resolve(
    ids: &[Spanned<String>],
    at: &Place<'_>,
    findings: &mut Findings,
) -> Result<Vec<ProcessId>, Reported> {
    all(ids.iter().map(|id| process::resolve::resolve(id, at, findings)))
}
