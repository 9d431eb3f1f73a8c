//! Which rubric is shown.
//!
//! In: its id. Out: its number in the data.

use crate::diag::{Findings, Reported};
use crate::model::RubricId;
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
) -> Result<RubricId, Reported> {
    at.record("rubric", id, &at.claims.ids.guide.rubrics, findings)
}
