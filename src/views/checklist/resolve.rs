//! Which checklist is shown.
//!
//! In: its id. Out: its number in the data.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::ChecklistId;
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
) -> Result<ChecklistId, Reported> {
    let known = &at.claims.ids.checklists;
    known.get(&id.value).ok_or_else(|| {
        let message = format!("unknown checklist `{}`{}", id.value, known.near(&id.value));
        let finding = Diagnostic::new(&lints::UNKNOWN_CHECKLIST, id.span, message);
        findings.report(finding.caused_by(at.claims.data.incomplete))
    })
}
