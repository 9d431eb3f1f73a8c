//! Comparisons: which facts stand in which cell.
//!
//! In: subjects and attribute references. Out: rows of cells, each with the live facts that answer
//! it. A subject without a fact of its own takes its nearest ancestor's, and the cell says so.
//! Does not format values.

use super::spec::ComparisonSpec;
use crate::check::{Checker, Facts, Ids};
use crate::diag::{Diagnostic, Findings, Reported, all};
use crate::lints;
use crate::model::{AttributeId, Data, FactId, Rank, SubjectId};
use crate::parse::FactRef;
use crate::text::{Span, Spanned};

/// A table of subjects × attributes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comparison {
    pub subjects: Vec<SubjectId>,
    pub groups: Vec<(Option<String>, Vec<ComparisonRow>)>,
}

/// One attribute for all subjects.
#[derive(Debug, Clone)]
pub(crate) struct ComparisonRow {
    pub attribute: AttributeId,
    /// Qualifiers that the row asks for.
    pub at: Vec<(String, String)>,
    pub cells: Vec<Cell>,
}

/// What is known of one subject.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// Live facts, by number.
    pub facts: Vec<FactId>,
    /// The ancestor they were recorded for, when the subject has none.
    pub from: Option<SubjectId>,
}

impl Comparison {
    /// The facts of its cells.
    pub(crate) fn shown_facts(&self) -> impl Iterator<Item = FactId> {
        let rows = self.groups.iter().flat_map(|(_, rows)| rows);
        rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.facts).copied()
    }
}

/// Resolves a comparison.
///
/// # Errors
/// A subject, an attribute or a qualifier is unknown.
pub(crate) fn resolve(
    spec: &ComparisonSpec,
    claims: &Checker<'_>,
    findings: &mut Findings,
) -> Result<Comparison, Reported> {
    let subjects = all(spec.subjects.iter().map(|id| claims.ids.subject(id, findings)));
    let known: &[SubjectId] = subjects.as_deref().unwrap_or(&[]);
    let groups = all(spec.groups.iter().map(|group| {
        let rows = group.attributes.iter();
        let rows = all(rows.map(|text| row(&text.value, text.span, known, claims, findings)));
        Ok((group.label.clone(), rows?))
    }));
    Ok(Comparison { subjects: subjects?, groups: groups? })
}

fn row(
    reference: &FactRef,
    span: Span,
    subjects: &[SubjectId],
    claims: &Checker<'_>,
    findings: &mut Findings,
) -> Result<ComparisonRow, Reported> {
    let id = Spanned::new(reference.attribute.clone(), span);
    let attribute = claims.ids.attribute(&id, findings)?;
    let names = &claims.data.attributes[attribute].qualifiers;
    let mut at = Vec::new();
    for (key, value) in &reference.qualifiers {
        let key = key.clone().or_else(|| names.first().map(|(name, _)| name.value.clone()));
        match key.filter(|key| names.iter().any(|(name, _)| name.value == *key)) {
            Some(key) => at.push((key, value.clone())),
            None => {
                let message = format!("`@{value}` is not a qualifier of {}", reference.attribute);
                return Err(findings.report(Diagnostic::new(&lints::UNKNOWN_QUALIFIER, span, message)));
            }
        }
    }
    let cells = subjects
        .iter()
        .map(|subject| cell(*subject, attribute, &at, claims.data, claims.facts, claims.ids))
        .collect();
    Ok(ComparisonRow { attribute, at, cells })
}

/// The facts that answer a row for one subject, or for its nearest ancestor that has any.
pub(crate) fn cell(
    subject: SubjectId,
    attribute: AttributeId,
    at: &[(String, String)],
    data: &Data,
    facts: &Facts,
    ids: &Ids,
) -> Cell {
    let mut current = Some(subject);
    while let Some(owner) = current {
        let found = live(owner, attribute, at, data, facts);
        if !found.is_empty() {
            return Cell { facts: found, from: (owner != subject).then_some(owner) };
        }
        let parent = data.subjects[owner].parent.as_ref();
        current = parent.and_then(|id| ids.subjects.get(&id.value));
    }
    Cell::default()
}

fn live(
    subject: SubjectId,
    attribute: AttributeId,
    at: &[(String, String)],
    data: &Data,
    facts: &Facts,
) -> Vec<FactId> {
    let mut found: Vec<FactId> = facts
        .of(subject, attribute)
        .iter()
        .copied()
        .filter(|number| {
            let fact = &facts[*number];
            fact.is_live()
                && (fact.value.is_some() || data.facts[fact.def].not_applicable.is_some())
                && at.iter().all(|pair| fact.at.contains(pair))
        })
        .collect();
    // Preferred facts stand for the others with the same qualifiers.
    let preferred: Vec<_> = found
        .iter()
        .map(|n| &facts[*n])
        .filter(|f| f.rank == Rank::Preferred)
        .map(|f| f.at.clone())
        .collect();
    found.retain(|n| facts[*n].rank == Rank::Preferred || !preferred.contains(&facts[*n].at));
    found
}
