//! Which questions a list shows.
//!
//! In: a filter. Out: the questions that pass it, in the order of the data; a filter that none passes is a finding.

use super::spec::QuestionFilter;
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::QuestionId;
use crate::text::{Spanned, suggestion};
use crate::views::resolve::Place;

/// Finds them.
///
/// # Errors
/// A name in the filter is unknown, or no question passes it.
pub(crate) fn resolve(
    filter: &QuestionFilter,
    at: &Place<'_>,
    findings: &mut Findings,
) -> Result<Vec<QuestionId>, Reported> {
    let (ids, bank) = (&at.claims.ids.guide, &at.claims.data.guide.questions);
    let stage = filter.stage.as_ref().map(|stage| at.record("stage", stage, &ids.stages, findings));
    let principle =
        filter.principle.as_ref().map(|one| at.record("principle", one, &ids.principles, findings));
    let role = filter.role.as_ref().map(|role| {
        let roles: Vec<&str> =
            bank.iter().flat_map(|question| &question.roles).map(|role| role.value.as_str()).collect();
        if roles.contains(&role.value.as_str()) {
            return Ok(());
        }
        let near = suggestion(&role.value, roles);
        let message = format!("no question has the role `{}`{near}", role.value);
        Err(findings.report(Diagnostic::new(&lints::WRONG_VALUE, role.span, message)))
    });
    stage.transpose()?;
    principle.transpose()?;
    role.transpose()?;
    let has = |wanted: &Option<Spanned<String>>, own: &[Spanned<String>]| {
        wanted.as_ref().is_none_or(|wanted| own.iter().any(|one| one.value == wanted.value))
    };
    let fits: Vec<QuestionId> = bank
        .iter_enumerated()
        .filter(|(_, question)| {
            (question.roles.is_empty() || has(&filter.role, &question.roles))
                && has(&filter.stage, question.stage.as_slice())
                && has(&filter.principle, &question.principles)
        })
        .map(|(number, _)| number)
        .collect();
    if fits.is_empty() {
        let message =
            if bank.is_empty() { "the guide has no questions" } else { "no question passes this filter" };
        return Err(findings.report(Diagnostic::new(&lints::WRONG_VALUE, filter.place, message)));
    }
    Ok(fits)
}
