//! Ids of the data: each once, and every reference between records.
//!
//! In: the data. Out: where each id stands, and findings for repeated and unknown ids and for
//! subjects that are their own ancestors. Does not look at values.

use crate::diag::{Applicability, Diagnostic, Findings, Reported};
use crate::lints::{self, Lint};
use crate::model::{
    AttributeId, ChecklistId, Data, Guide, PlanId, PrincipleId, PrincipleSetId, ProcessId, RubricId, RuleId,
    SourceId, StageId, Subject, SubjectId, Table, TermId,
};
use crate::text::{Span, Spanned, suggestion, tail};
use std::collections::HashMap;

/// The number of each record by its id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    /// Why a record may be missing: see [`Data::incomplete`].
    pub incomplete: Option<Reported>,
    pub subjects: HashMap<String, SubjectId>,
    pub attributes: HashMap<String, AttributeId>,
    pub sources: HashMap<String, SourceId>,
    pub terms: HashMap<String, TermId>,
    pub checklists: HashMap<String, ChecklistId>,
    pub guide: GuideIds,
    pub rules: HashMap<String, RuleId>,
}

/// Indexes all records; parents that form a cycle are cut after being reported.
pub(crate) fn index(data: &mut Data, findings: &mut Findings) -> Ids {
    let ids = Ids {
        incomplete: data.incomplete,
        subjects: unique("subject", data.subjects.iter().map(|s| &s.id), findings),
        attributes: unique("attribute", data.attributes.iter().map(|a| &a.id), findings),
        sources: unique("source", data.sources.iter().map(|s| &s.id), findings),
        terms: unique("term", data.terms.iter().map(|t| &t.id), findings),
        checklists: unique("checklist", data.checklists.iter().map(|c| &c.id), findings),
        guide: guide_index(&data.guide, findings),
        rules: unique("rule", data.rules.iter().map(|rule| &rule.id), findings),
    };
    for checklist in &data.checklists {
        once("item", checklist.items.iter().map(|item| &item.id), findings);
        if let Some(subject) = &checklist.subject {
            ids.subject(subject, findings).ok();
        }
    }
    for subject in &data.subjects {
        if let Some(parent) = &subject.parent {
            ids.subject(parent, findings).ok();
        }
    }
    for term in &data.terms {
        for other in &term.see {
            if !ids.terms.contains_key(&other.value) {
                let near = suggestion(&other.value, ids.terms.keys().map(String::as_str));
                let message = format!("unknown term `{}`{near}", other.value);
                findings.report(Diagnostic::new(&lints::WRONG_VALUE, other.span, message));
            }
        }
    }
    cycles(&mut data.subjects, &ids.subjects, findings);
    ids
}

/// The records of one kind by their ids; a second record with an id is a finding.
fn unique<'a, I: From<usize>>(
    what: &str,
    all: impl Iterator<Item = &'a Spanned<String>>,
    findings: &mut Findings,
) -> HashMap<String, I> {
    let mut seen: HashMap<&str, (I, Span)> = HashMap::new();
    for (number, id) in all.enumerate() {
        let Some((_, first)) = seen.get(id.value.as_str()) else {
            seen.insert(&id.value, (I::from(number), id.span));
            continue;
        };
        // Two equal keys of one mapping are a repeated key already.
        let is_key = ["subject", "attribute", "source", "term"].contains(&what);
        if !is_key || first.file != id.span.file {
            let message = format!("the {what} `{}` is defined twice", id.value);
            findings.report(
                Diagnostic::new(&lints::DUPLICATE_ID, id.span, message).related(*first, "first defined here"),
            );
        }
    }
    seen.into_iter().map(|(id, (record, _))| (id.to_owned(), record)).collect()
}

/// Ids of parts of a record: each stands once.
fn once<'a>(what: &str, all: impl Iterator<Item = &'a Spanned<String>>, findings: &mut Findings) {
    unique::<usize>(what, all, findings);
}

/// The records of the guide's collections by their ids.
#[derive(Debug, Clone, Default)]
pub(crate) struct GuideIds {
    pub stages: HashMap<String, StageId>,
    pub sets: HashMap<String, PrincipleSetId>,
    /// All principles in order; `places` says in which set each stands.
    pub principles: HashMap<String, PrincipleId>,
    /// Set and item of each principle.
    pub places: Table<PrincipleId, (PrincipleSetId, usize)>,
    pub processes: HashMap<String, ProcessId>,
    pub rubrics: HashMap<String, RubricId>,
    pub plans: HashMap<String, PlanId>,
}

fn guide_index(guide: &Guide, findings: &mut Findings) -> GuideIds {
    let sets = guide.principles.iter_enumerated();
    let places = sets.flat_map(|(set, all)| (0..all.items.len()).map(move |item| (set, item))).collect();
    let principles = guide.principles.iter().flat_map(|set| set.items.iter().map(|one| &one.id));
    let ids = GuideIds {
        stages: unique("stage", guide.stages.iter().map(|stage| &stage.id), findings),
        sets: unique("set of principles", guide.principles.iter().map(|set| &set.id), findings),
        principles: unique("principle", principles, findings),
        places,
        processes: unique("process", guide.processes.iter().map(|process| &process.id), findings),
        rubrics: unique("rubric", guide.rubrics.iter().map(|rubric| &rubric.id), findings),
        plans: unique("plan", guide.plans.iter().map(|plan| &plan.id), findings),
    };
    once("question", guide.questions.iter().map(|question| &question.id), findings);
    for process in &guide.processes {
        once("stage", process.stages.iter().map(|stage| &stage.id), findings);
    }
    for rubric in &guide.rubrics {
        once("competency", rubric.competencies.iter().map(|one| &one.id), findings);
        once("rule", rubric.rules.iter().map(|rule| &rule.id), findings);
    }
    for plan in &guide.plans {
        once("task", plan.parts.iter().flat_map(|part| &part.tasks).map(|task| &task.id), findings);
    }
    ids
}

impl Ids {
    /// The subject of an id.
    ///
    /// # Errors
    /// There is none; a finding says so.
    pub(crate) fn subject(
        &self,
        id: &Spanned<String>,
        findings: &mut Findings,
    ) -> Result<SubjectId, Reported> {
        known("subject", &lints::UNKNOWN_SUBJECT, id, &self.subjects, self.incomplete, findings)
    }

    /// The source of an id.
    ///
    /// # Errors
    /// There is none; a finding says so.
    pub(crate) fn source(&self, id: &Spanned<String>, findings: &mut Findings) -> Result<SourceId, Reported> {
        known("source", &lints::UNKNOWN_SOURCE, id, &self.sources, self.incomplete, findings)
    }

    /// The attribute of an id.
    ///
    /// # Errors
    /// There is none; a finding says so.
    pub(crate) fn attribute(
        &self,
        id: &Spanned<String>,
        findings: &mut Findings,
    ) -> Result<AttributeId, Reported> {
        known("attribute", &lints::UNKNOWN_ATTRIBUTE, id, &self.attributes, self.incomplete, findings)
    }
}

/// What an id stands for in a table.
///
/// # Errors
/// Nothing; a finding says so and offers the nearest id, where the id stands as it is.
fn known<I: Copy>(
    what: &str,
    lint: &'static Lint,
    id: &Spanned<String>,
    all: &HashMap<String, I>,
    incomplete: Option<Reported>,
    findings: &mut Findings,
) -> Result<I, Reported> {
    if let Some(found) = all.get(&id.value) {
        return Ok(*found);
    }
    let message = format!("unknown {what} `{}`{}", id.value, near(&id.value, all));
    let finding = Diagnostic::new(lint, id.span, message).caused_by(incomplete);
    Err(findings.report(match nearest(&id.value, all).filter(|_| id.span.is_plain(&id.value)) {
        Some(near) => finding.fix(Applicability::Unsafe, id.span, near),
        None => finding,
    }))
}

/// The record of the guide's collections that an id names.
///
/// # Errors
/// There is none; a finding says so.
pub(crate) fn record<I: Copy>(
    what: &str,
    id: &Spanned<String>,
    all: &HashMap<String, I>,
    incomplete: Option<Reported>,
    findings: &mut Findings,
) -> Result<I, Reported> {
    known(what, &lints::UNKNOWN_RECORD, id, all, incomplete, findings)
}

/// The known name nearest to a mistyped one.
pub(crate) fn nearest<'k, I>(name: &str, known: &'k HashMap<String, I>) -> Option<&'k str> {
    let mut names: Vec<&str> = known.keys().map(String::as_str).collect();
    names.sort_unstable();
    crate::text::did_you_mean(name, names)
}

/// `; did you mean …?` with ties decided by the alphabet, not by the map's order.
pub(crate) fn near<I>(name: &str, known: &HashMap<String, I>) -> String {
    tail(nearest(name, known))
}

fn cycles(
    subjects: &mut Table<SubjectId, Subject>,
    ids: &HashMap<String, SubjectId>,
    findings: &mut Findings,
) {
    // 0: not seen, 1: on the path that is being walked, 2: done.
    let mut state: Table<SubjectId, u8> = vec![0; subjects.len()].into();
    for start in subjects.keys() {
        let mut path = Vec::new();
        let mut current = Some(start);
        while let Some(subject) = current.filter(|subject| state[*subject] == 0) {
            state[subject] = 1;
            path.push(subject);
            current = parent_of(subjects, ids, subject);
        }
        if let Some(first) = current.filter(|subject| state[*subject] == 1) {
            let ring = path.iter().skip_while(|subject| **subject != first);
            let names: Vec<_> = ring.chain([&first]).map(|n| subjects[*n].id.value.as_str()).collect();
            let parent = subjects[first].parent.as_ref();
            let span = parent.map_or(subjects[first].id.span, |parent| parent.span);
            let message =
                format!("`{}` is its own ancestor: {}", subjects[first].id.value, names.join(" → "));
            findings.report(Diagnostic::new(&lints::PARENT_CYCLE, span, message));
            subjects[first].parent = None;
        }
        path.iter().for_each(|subject| state[*subject] = 2);
    }
}

fn parent_of(
    subjects: &Table<SubjectId, Subject>,
    ids: &HashMap<String, SubjectId>,
    subject: SubjectId,
) -> Option<SubjectId> {
    ids.get(&subjects[subject].parent.as_ref()?.value).copied()
}
