//! Which worksheet is shown.
//!
//! In: its id. Out: its number in the data.

use crate::diag::{Findings, Reported};
use crate::model::WorksheetId;
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
) -> Result<WorksheetId, Reported> {
    at.record("worksheet", id, &at.claims.ids.guide.worksheets, findings)
}
