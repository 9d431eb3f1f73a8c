//! What a chart shows.
//!
//! In: its kind and whose values it asks for. Out: the facts and processes of its rows; values that no axis can hold
//! are a finding. Does not read the values.

use super::spec::{ChartKind, ChartSpec};
use crate::check::Checker;
use crate::diag::{Diagnostic, Findings, Reported, all};
use crate::lints;
use crate::model::{AttributeId, Data, FactId, ProcessId, SubjectId};
use crate::views::resolve::Place;
use crate::views::timeline;

/// A chart whose rows are known.
#[derive(Debug, Clone)]
pub(crate) struct Chart {
    pub kind: ChartKind,
    pub title: Option<String>,
    /// Facts that are shown, or counted.
    pub facts: Vec<FactId>,
    pub processes: Vec<ProcessId>,
}

impl Chart {
    /// Facts whose values it shows; a chart of ages only counts facts.
    pub(crate) fn shown_facts(&self) -> &[FactId] {
        match self.kind {
            ChartKind::PayLadder => &self.facts,
            ChartKind::FactAges | ChartKind::PrincipleCoverage | ChartKind::StageMinutes => &[],
        }
    }
}

/// Values in different units have no axis in common.
fn one_axis(
    attributes: &[AttributeId],
    spec: &ChartSpec,
    data: &Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let unit = |number: AttributeId| {
        let attribute = &data.attributes[number];
        let unit = attribute.unit.as_ref().map_or("", |unit| unit.value.as_str());
        if unit.is_empty() { attribute.kind.value.clone() } else { unit.to_owned() }
    };
    let Some((first, others)) = attributes.split_first() else { return Ok(()) };
    all(others.iter().filter(|other| unit(**other) != unit(*first)).map(|other| {
        let (one, two) = (&data.attributes[*first], &data.attributes[*other]);
        let message = format!(
            "`{}` is in {} and `{}` in {}: they have no axis in common",
            one.id.value,
            unit(*first),
            two.id.value,
            unit(*other)
        );
        let at = spec.attributes.iter().find(|id| id.value == two.id.value);
        let span = at.map_or(spec.kind.span, |id| id.span);
        let finding = Diagnostic::new(&lints::WRONG_VALUE, span, message).help("make a chart for each");
        Err::<(), _>(findings.report(finding))
    }))?;
    Ok(())
}

/// Resolves a chart.
///
/// # Errors
/// A name in it is unknown, or nothing could be drawn.
pub(crate) fn resolve(spec: &ChartSpec, at: &Place<'_>, findings: &mut Findings) -> Result<Chart, Reported> {
    let (ids, data) = (at.claims.ids, at.claims.data);
    let subjects = all(spec.subjects.iter().map(|id| ids.subject(id, findings)));
    let attributes = all(spec.attributes.iter().map(|id| ids.attribute(id, findings)));
    let processes = timeline::resolve::resolve(&spec.processes, at, findings);
    let (subjects, attributes, processes) = (subjects?, attributes?, processes?);
    let mut facts = asked(&subjects, &attributes, at.claims);
    if spec.kind.value == ChartKind::PayLadder {
        one_axis(&attributes, spec, data, findings)?;
        let items = &at.claims.facts.items;
        facts.retain(|number| items[*number].value.as_ref().is_some_and(|value| value.interval().is_some()));
        if facts.is_empty() {
            let message = "no fact with a number answers this chart";
            return Err(findings.report(Diagnostic::new(&lints::WRONG_VALUE, spec.kind.span, message)));
        }
    }
    Ok(Chart { kind: spec.kind.value, title: spec.title.clone(), facts, processes })
}

/// Facts in the order asked for, then in the order of the data; no subjects or attributes mean all.
fn asked(subjects: &[SubjectId], attributes: &[AttributeId], claims: &Checker<'_>) -> Vec<FactId> {
    let facts = claims.facts;
    let shown = |number: &FactId| {
        let fact = &facts[*number];
        fact.counts(claims.data)
            && (subjects.is_empty() || subjects.contains(&fact.subject))
            && (attributes.is_empty() || attributes.contains(&fact.attribute))
    };
    let mut rows: Vec<FactId> = facts.items.keys().filter(shown).collect();
    rows.sort_by_key(|number| {
        let fact = &facts[*number];
        let attribute = attributes.iter().position(|one| *one == fact.attribute);
        let subject = subjects.iter().position(|one| *one == fact.subject);
        (attribute, subject, *number)
    });
    rows
}
