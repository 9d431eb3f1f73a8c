//! Ids of the data: each once, and every reference between records.
//!
//! In: the data. Out: where each id stands, and findings for repeated and unknown ids and for
//! subjects that are their own ancestors. Does not look at values.

use crate::diag::{Applicability, Diagnostic, Findings, Reported};
use crate::lints::{self, Lint};
use crate::model::{
    AttributeId, ChecklistId, Data, Guide, PlanId, PrincipleId, PrincipleSetId, ProcessId, RubricId, RuleId,
    SourceId, StageId, Subject, SubjectId, Table, TermId, WorksheetForm, WorksheetId,
};
use crate::text::{KnownNames, Span, Spanned, is_slip, tail, way};
use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

/// Records of one kind by their ids.
#[derive(Debug, Clone)]
pub(crate) struct ById<I> {
    records: HashMap<String, I>,
    /// The ids in the order of the alphabet, made when the first wrong one asks for its neighbours.
    known: OnceLock<KnownNames>,
}

impl<I> Default for ById<I> {
    fn default() -> Self {
        Self { records: HashMap::new(), known: OnceLock::new() }
    }
}

impl<I> FromIterator<(String, I)> for ById<I> {
    fn from_iter<T: IntoIterator<Item = (String, I)>>(records: T) -> Self {
        Self { records: records.into_iter().collect(), known: OnceLock::new() }
    }
}

impl<I: Copy> ById<I> {
    pub(crate) fn get(&self, id: &str) -> Option<I> {
        self.records.get(id).copied()
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.records.contains_key(id)
    }

    /// The known id nearest to a mistyped one; of two that are equally near, the first of the alphabet.
    pub(crate) fn nearest(&self, id: &str) -> Option<&str> {
        let sorted = || {
            let mut ids: Vec<&String> = self.records.keys().collect();
            ids.sort_unstable();
            ids.into_iter().cloned().collect()
        };
        self.known.get_or_init(sorted).nearest(id)
    }

    /// The same as the tail of a sentence: `; did you mean …?`, or nothing.
    pub(crate) fn near(&self, id: &str) -> String {
        tail(self.nearest(id))
    }
}

/// The number of each record by its id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    /// Why a record may be missing: see [`Data::incomplete`].
    pub incomplete: Option<Reported>,
    pub subjects: ById<SubjectId>,
    pub attributes: ById<AttributeId>,
    pub sources: ById<SourceId>,
    pub terms: ById<TermId>,
    pub checklists: ById<ChecklistId>,
    pub guide: GuideIds,
    pub rules: ById<RuleId>,
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
            if !ids.terms.contains(&other.value) {
                let near = ids.terms.near(&other.value);
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
) -> ById<I> {
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
    pub stages: ById<StageId>,
    pub sets: ById<PrincipleSetId>,
    /// All principles in order; `places` says in which set each stands.
    pub principles: ById<PrincipleId>,
    /// Set and item of each principle.
    pub places: Table<PrincipleId, (PrincipleSetId, usize)>,
    pub processes: ById<ProcessId>,
    pub rubrics: ById<RubricId>,
    pub plans: ById<PlanId>,
    pub worksheets: ById<WorksheetId>,
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
        worksheets: unique("worksheet", guide.worksheets.iter().map(|sheet| &sheet.id), findings),
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
    for sheet in &guide.worksheets {
        once("part", sheet.parts.iter().map(|part| &part.id), findings);
        for part in &sheet.parts {
            match &part.form {
                WorksheetForm::Fields(fields) => {
                    once("field", fields.iter().map(|field| &field.id), findings)
                }
                WorksheetForm::Cards { fields, ticks, .. } => {
                    once("field", fields.iter().map(|field| &field.id), findings);
                    once("group of ticks", ticks.iter().map(|ticks| &ticks.id), findings);
                }
                WorksheetForm::Choice { statements, .. } => {
                    once("statement", statements.iter().map(|one| &one.id), findings);
                }
                WorksheetForm::Matrix(_) | WorksheetForm::Questions { .. } | WorksheetForm::Summary(_) => {}
            }
        }
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
    all: &ById<I>,
    incomplete: Option<Reported>,
    findings: &mut Findings,
) -> Result<I, Reported> {
    if let Some(found) = all.get(&id.value) {
        return Ok(found);
    }
    let message = format!("unknown {what} `{}`{}", id.value, all.near(&id.value));
    let mut finding = Diagnostic::new(lint, id.span, message).caused_by(incomplete);
    if id.value.contains(',') {
        finding.help.push(format!("several ids are a list: `[{}]`", id.value));
    }
    // A subject or an attribute decides what a fact says: no program chooses it, however near a name is.
    let decides = [&lints::UNKNOWN_SUBJECT, &lints::UNKNOWN_ATTRIBUTE].contains(&lint);
    let near = all.nearest(&id.value).filter(|near| !decides && is_slip(&id.value, near, 2));
    Err(findings.report(match near.filter(|_| id.span.is_plain(&id.value)) {
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
    all: &ById<I>,
    incomplete: Option<Reported>,
    findings: &mut Findings,
) -> Result<I, Reported> {
    known(what, &lints::UNKNOWN_RECORD, id, all, incomplete, findings)
}

fn cycles(subjects: &mut Table<SubjectId, Subject>, ids: &ById<SubjectId>, findings: &mut Findings) {
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
            let names = ring.chain([&first]).map(|n| subjects[*n].id.value.as_str());
            let parent = subjects[first].parent.as_ref();
            let span = parent.map_or(subjects[first].id.span, |parent| parent.span);
            let message = format!("`{}` is its own ancestor: {}", subjects[first].id.value, way(names));
            findings.report(Diagnostic::new(&lints::PARENT_CYCLE, span, message));
            subjects[first].parent = None;
        }
        path.iter().for_each(|subject| state[*subject] = 2);
    }
}

fn parent_of(
    subjects: &Table<SubjectId, Subject>,
    ids: &ById<SubjectId>,
    subject: SubjectId,
) -> Option<SubjectId> {
    ids.get(&subjects[subject].parent.as_ref()?.value)
}
