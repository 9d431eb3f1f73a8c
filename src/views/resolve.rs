//! Which records and facts a view shows.
//!
//! In: a [`ViewSpec`]. Out: a [`View`] in which every name is resolved. Does not render.

use super::spec::ViewSpec;
use super::{
    ViewKind, chart, checklist, comparison, facts, mistakes, plan, principles, process, questions, rubric,
    timeline, worksheet,
};
use crate::check::links::Site;
use crate::check::{ById, Candidates, CheckedSnippet, Checker, Claim, DefaultSubject, record};
use crate::diag::{Findings, Reported};
use crate::model::{
    ChecklistId, Data, FactId, PageId, PlanId, PrincipleSetId, ProcessId, QuestionId, RubricId, WorksheetId,
};
use crate::text::{FileId, FilePath, Spanned};

/// A generated part of a page, whose records are known.
#[derive(Debug, Clone)]
pub(crate) enum View {
    Comparison(comparison::resolve::Comparison),
    Checklist(ChecklistId),
    Timeline(Vec<ProcessId>),
    /// Questions in the order of the data.
    Questions(Vec<QuestionId>),
    Chart(chart::resolve::Chart),
    Rubric(RubricId),
    /// Facts, each as an insertion.
    Facts(Vec<Claim>),
    Mistakes(Vec<mistakes::resolve::Mistake>),
    Principles(PrincipleSetId),
    Process(ProcessId),
    Plan(PlanId),
    Worksheet(WorksheetId),
}

impl View {
    /// Its kind.
    pub(crate) fn kind(&self) -> ViewKind {
        match self {
            Self::Comparison(_) => ViewKind::Comparison,
            Self::Checklist(_) => ViewKind::Checklist,
            Self::Timeline(_) => ViewKind::Timeline,
            Self::Questions(_) => ViewKind::Questions,
            Self::Chart(_) => ViewKind::Chart,
            Self::Rubric(_) => ViewKind::Rubric,
            Self::Facts(_) => ViewKind::Facts,
            Self::Mistakes(_) => ViewKind::Mistakes,
            Self::Principles(_) => ViewKind::Principles,
            Self::Process(_) => ViewKind::Process,
            Self::Plan(_) => ViewKind::Plan,
            Self::Worksheet(_) => ViewKind::Worksheet,
        }
    }

    /// The file of the data with the record that it shows, where it shows one.
    pub(crate) fn file(&self, data: &Data) -> Option<FileId> {
        let guide = &data.guide;
        Some(match self {
            Self::Checklist(number) => data.checklists[*number].id.span.file,
            Self::Rubric(number) => guide.rubrics[*number].id.span.file,
            Self::Principles(number) => guide.principles[*number].id.span.file,
            Self::Process(number) => guide.processes[*number].id.span.file,
            Self::Plan(number) => guide.plans[*number].id.span.file,
            Self::Worksheet(number) => guide.worksheets[*number].id.span.file,
            Self::Comparison(_)
            | Self::Timeline(_)
            | Self::Questions(_)
            | Self::Chart(_)
            | Self::Facts(_)
            | Self::Mistakes(_) => return None,
        })
    }

    /// The facts whose values it shows by itself. Texts and numbers that are bound to facts are claims of their
    /// own, in the page or in the data.
    pub(crate) fn shown_facts(&self) -> Vec<FactId> {
        match self {
            Self::Comparison(comparison) => comparison.shown_facts().collect(),
            Self::Chart(chart) => chart.shown_facts().to_vec(),
            Self::Facts(facts) => facts.iter().filter_map(|claim| claim.state.fact()).collect(),
            Self::Checklist(_)
            | Self::Timeline(_)
            | Self::Questions(_)
            | Self::Rubric(_)
            | Self::Mistakes(_)
            | Self::Principles(_)
            | Self::Process(_)
            | Self::Plan(_)
            | Self::Worksheet(_) => Vec::new(),
        }
    }

    /// Texts of the page that stand in the view; those of records belong to the data.
    pub(crate) fn texts(&self) -> Vec<&CheckedSnippet> {
        match self {
            Self::Mistakes(pairs) => pairs.iter().flat_map(mistakes::resolve::Mistake::texts).collect(),
            Self::Comparison(_)
            | Self::Checklist(_)
            | Self::Timeline(_)
            | Self::Questions(_)
            | Self::Chart(_)
            | Self::Rubric(_)
            | Self::Facts(_)
            | Self::Principles(_)
            | Self::Process(_)
            | Self::Plan(_)
            | Self::Worksheet(_) => Vec::new(),
        }
    }

    /// Claims of the page that stand in the view, those of its texts included.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &Claim> {
        let facts: &[Claim] = if let Self::Facts(facts) = self { facts } else { &[] };
        facts.iter().chain(self.texts().into_iter().flat_map(|text| &text.claims))
    }
}

/// The page that asks for a view.
pub(crate) struct Place<'a> {
    pub page: PageId,
    pub path: &'a FilePath,
    pub subject: DefaultSubject,
    pub site: &'a Site<'a>,
    pub claims: &'a Checker<'a>,
    pub candidates: &'a Candidates<'a>,
}

impl Place<'_> {
    /// The record of an id; `what` names its kind in messages.
    pub(super) fn record<I: Copy>(
        &self,
        what: &str,
        id: &Spanned<String>,
        all: &ById<I>,
        findings: &mut Findings,
    ) -> Result<I, Reported> {
        record(what, id, all, self.claims.data.incomplete, findings)
    }
}

/// Resolves a view.
///
/// # Errors
/// A name in it is unknown, or it would be empty.
pub(crate) fn resolve(spec: &ViewSpec, at: &Place<'_>, findings: &mut Findings) -> Result<View, Reported> {
    Ok(match spec {
        ViewSpec::Comparison(spec) => {
            View::Comparison(comparison::resolve::resolve(spec, at.claims, findings)?)
        }
        ViewSpec::Checklist(id) => View::Checklist(checklist::resolve::resolve(id, at, findings)?),
        ViewSpec::Timeline(ids) => View::Timeline(timeline::resolve::resolve(ids, at, findings)?),
        ViewSpec::Questions(filter) => View::Questions(questions::resolve::resolve(filter, at, findings)?),
        ViewSpec::Chart(spec) => View::Chart(chart::resolve::resolve(spec, at, findings)?),
        ViewSpec::Rubric(id) => View::Rubric(rubric::resolve::resolve(id, at, findings)?),
        ViewSpec::Facts(references) => View::Facts(facts::resolve::resolve(references, at, findings)),
        ViewSpec::Mistakes(pairs) => View::Mistakes(mistakes::resolve::resolve(pairs, at, findings)),
        ViewSpec::Principles(id) => View::Principles(principles::resolve::resolve(id, at, findings)?),
        ViewSpec::Process(id) => View::Process(process::resolve::resolve(id, at, findings)?),
        ViewSpec::Plan(id) => View::Plan(plan::resolve::resolve(id, at, findings)?),
        ViewSpec::Worksheet(id) => View::Worksheet(worksheet::resolve::resolve(id, at, findings)?),
    })
}
