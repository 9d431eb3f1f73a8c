//! Views of the guide's collections: which records and facts they show.
//!
//! In: a [`ViewSpec`]. Out: a [`GuideView`] in which every name is resolved. Does not render.

use super::candidates::Candidates;
use super::claims::{Checker, ClaimState};
use super::ids::record;
use super::links::Site;
use super::lookup::DefaultSubject;
use super::snippets::{self, CheckedSnippet};
use crate::diag::{Diagnostic, Findings, Reported, all};
use crate::lints;
use crate::model::{
    AttributeId, ChartKind, ChartSpec, Data, FactId, MistakeSpec, PageId, PlanId, PrincipleSetId, ProcessId,
    QuestionFilter, QuestionId, RubricId, SubjectId, ViewSpec,
};
use crate::parse::{Detect, Snippet};
use crate::text::{FilePath, Span, Spanned, suggestion};

/// A view whose records are known.
#[derive(Debug, Clone)]
pub(crate) enum GuideView {
    Process(ProcessId),
    Timeline(Vec<ProcessId>),
    /// Questions in the order of the data.
    Questions(Vec<QuestionId>),
    Principles(PrincipleSetId),
    Rubric(RubricId),
    Plan(PlanId),
    Chart(Chart),
    /// Facts, each by a text that inserts it.
    Facts(Vec<CheckedSnippet>),
    Mistakes(Vec<Mistake>),
}

/// A chart whose rows are known.
#[derive(Debug, Clone)]
pub(crate) struct Chart {
    pub kind: ChartKind,
    pub title: Option<String>,
    pub facts: Vec<FactId>,
    pub processes: Vec<ProcessId>,
}

/// What not to say, and what to say.
#[derive(Debug, Clone)]
pub(crate) struct Mistake {
    pub title: Option<CheckedSnippet>,
    pub bad: CheckedSnippet,
    pub good: CheckedSnippet,
}

impl GuideView {
    /// Texts of the page that stand in the view.
    pub(crate) fn texts(&self) -> Vec<&CheckedSnippet> {
        match self {
            Self::Facts(facts) => facts.iter().collect(),
            Self::Mistakes(pairs) => {
                pairs.iter().flat_map(|pair| pair.title.iter().chain([&pair.bad, &pair.good])).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The page that asks for a view.
pub(super) struct Place<'a> {
    pub page: PageId,
    pub path: &'a FilePath,
    pub subject: DefaultSubject,
    /// What is said of the view as a whole stands here.
    pub span: Span,
    /// The text under a span of the view.
    pub raw: &'a dyn Fn(Span) -> &'a str,
    pub site: &'a Site<'a>,
    pub claims: &'a Checker<'a>,
    pub candidates: &'a Candidates<'a>,
}

/// Resolves a view.
///
/// # Errors
/// A name in it is unknown, or it would be empty.
pub(super) fn resolve(
    spec: &ViewSpec,
    at: &Place<'_>,
    findings: &mut Findings,
) -> Result<GuideView, Reported> {
    let ids = &at.claims.ids.guide;
    Ok(match spec {
        ViewSpec::Process(id) => {
            GuideView::Process(record("process", id, &ids.processes, at.claims.data.incomplete, findings)?)
        }
        ViewSpec::Timeline(all) => GuideView::Timeline(processes(all, at, findings)?),
        ViewSpec::Questions(filter) => GuideView::Questions(questions(filter, at, findings)?),
        ViewSpec::Principles(id) => GuideView::Principles(record(
            "set of principles",
            id,
            &ids.sets,
            at.claims.data.incomplete,
            findings,
        )?),
        ViewSpec::Rubric(id) => {
            GuideView::Rubric(record("rubric", id, &ids.rubrics, at.claims.data.incomplete, findings)?)
        }
        ViewSpec::Plan(id) => {
            GuideView::Plan(record("plan", id, &ids.plans, at.claims.data.incomplete, findings)?)
        }
        ViewSpec::Chart(spec) => GuideView::Chart(chart(spec, at, findings)?),
        ViewSpec::Facts(references) => {
            let one = |reference: &Spanned<String>, findings: &mut Findings| {
                let text = Spanned::new(format!("<fact:{}>", reference.value), reference.span);
                at.text(&text, "", findings)
            };
            let facts: Vec<_> = references.iter().map(|reference| one(reference, findings)).collect();
            for (reference, fact) in references.iter().zip(&facts) {
                if fact.claims.is_empty() {
                    let message = format!("`{}` is not a reference to a fact", reference.value);
                    findings.report(Diagnostic::new(&lints::WRONG_VALUE, reference.span, message));
                }
            }
            GuideView::Facts(
                facts
                    .into_iter()
                    .filter(|fact| {
                        matches!(fact.claims.first(), Some(claim) if matches!(claim.state, ClaimState::Inserted { .. }))
                    })
                    .collect(),
            )
        }
        ViewSpec::Mistakes(pairs) => {
            let one = |pair: &MistakeSpec, findings: &mut Findings| Mistake {
                title: pair.title.as_ref().map(|title| at.text(title, (at.raw)(title.span), findings)),
                bad: at.text(&pair.bad, (at.raw)(pair.bad.span), findings),
                good: at.text(&pair.good, (at.raw)(pair.good.span), findings),
            };
            GuideView::Mistakes(pairs.iter().map(|pair| one(pair, findings)).collect())
        }
    })
}

impl Place<'_> {
    fn text(&self, text: &Spanned<String>, raw: &str, findings: &mut Findings) -> CheckedSnippet {
        let mut snippet = Snippet::read(text, raw, &Detect::default(), findings);
        // What somebody might say is an example; only what is bound in it is a claim.
        snippet.extract.figures.clear();
        let from = (self.path, Some(self.page));
        snippets::resolve(&snippet, self.subject, from, self.site, self.claims, self.candidates, findings)
    }
}

fn processes(
    named: &[Spanned<String>],
    at: &Place<'_>,
    findings: &mut Findings,
) -> Result<Vec<ProcessId>, Reported> {
    let ids = &at.claims.ids.guide.processes;
    all(named.iter().map(|id| record("process", id, ids, at.claims.data.incomplete, findings)))
}

fn questions(
    filter: &QuestionFilter,
    at: &Place<'_>,
    findings: &mut Findings,
) -> Result<Vec<QuestionId>, Reported> {
    let (ids, bank) = (&at.claims.ids.guide, &at.claims.data.guide.questions);
    let stage = filter
        .stage
        .as_ref()
        .map(|stage| record("stage", stage, &ids.stages, at.claims.data.incomplete, findings));
    let principle = filter
        .principle
        .as_ref()
        .map(|one| record("principle", one, &ids.principles, at.claims.data.incomplete, findings));
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
        return Err(findings.report(Diagnostic::new(&lints::WRONG_VALUE, at.span, message)));
    }
    Ok(fits)
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

fn chart(spec: &ChartSpec, at: &Place<'_>, findings: &mut Findings) -> Result<Chart, Reported> {
    let (ids, data) = (at.claims.ids, at.claims.data);
    let subjects = all(spec.subjects.iter().map(|id| ids.subject(id, findings)));
    let attributes = all(spec.attributes.iter().map(|id| ids.attribute(id, findings)));
    let processes = processes(&spec.processes, at, findings);
    let missing = match spec.kind.value {
        ChartKind::PayLadder if spec.subjects.is_empty() => Some("subjects"),
        ChartKind::PayLadder if spec.attributes.is_empty() => Some("attributes"),
        ChartKind::StageMinutes if spec.processes.is_empty() => Some("processes"),
        ChartKind::PayLadder
        | ChartKind::StageMinutes
        | ChartKind::FactAges
        | ChartKind::PrincipleCoverage => None,
    };
    if let Some(key) = missing {
        let message = format!("this chart needs `{key}`");
        return Err(findings.report(Diagnostic::new(&lints::MISSING_KEY, spec.kind.span, message)));
    }
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
