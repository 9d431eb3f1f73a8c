//! Ids of the data: each once, and every reference between records.
//!
//! In: the data. Out: where each id stands, and findings for repeated and unknown ids and for
//! subjects that are their own ancestors. Does not look at values.

use crate::diag::{Applicability, Diagnostic, Findings, Reported};
use crate::lints::{self, Lint};
use crate::model::{Data, Subject};
use crate::text::{Span, Spanned, suggestion};
use std::collections::HashMap;

/// The number of each record by its id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    /// Why a record may be missing: see [`Data::incomplete`].
    pub incomplete: Option<Reported>,
    pub subjects: HashMap<String, usize>,
    pub attributes: HashMap<String, usize>,
    pub sources: HashMap<String, usize>,
    pub terms: HashMap<String, usize>,
    pub checklists: HashMap<String, usize>,
    pub guide: super::guide::GuideIds,
    pub rules: HashMap<String, usize>,
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
        guide: super::guide::index(&data.guide, findings),
        rules: unique("rule", data.rules.iter().map(|rule| &rule.id), findings),
    };
    for checklist in &data.checklists {
        unique("item", checklist.items.iter().map(|item| &item.id), findings);
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
                let message = format!("there is no term `{}`{near}", other.value);
                findings.report(Diagnostic::new(&lints::WRONG_VALUE, other.span, message));
            }
        }
    }
    cycles(&mut data.subjects, &ids.subjects, findings);
    ids
}

pub(super) fn unique<'a>(
    what: &str,
    all: impl Iterator<Item = &'a Spanned<String>>,
    findings: &mut Findings,
) -> HashMap<String, usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut places: Vec<Span> = Vec::new();
    for (number, id) in all.enumerate() {
        places.push(id.span);
        if let Some(first) = seen.get(&id.value) {
            // Two equal keys of one mapping are a repeated key already.
            let is_key = ["subject", "attribute", "source", "term"].contains(&what);
            if !is_key || places[*first].file != id.span.file {
                findings.report(
                    Diagnostic::new(
                        &lints::DUPLICATE_ID,
                        id.span,
                        format!("the {what} `{}` is defined twice", id.value),
                    )
                    .related(places[*first], "first defined here"),
                );
            }
        } else {
            seen.insert(id.value.clone(), number);
        }
    }
    seen
}

impl Ids {
    /// The subject of an id.
    ///
    /// # Errors
    /// There is none; a finding says so.
    pub(crate) fn subject(&self, id: &Spanned<String>, findings: &mut Findings) -> Result<usize, Reported> {
        known("subject", &lints::UNKNOWN_SUBJECT, id, &self.subjects, self.incomplete, findings)
    }

    /// The source of an id.
    ///
    /// # Errors
    /// There is none; a finding says so.
    pub(crate) fn source(&self, id: &Spanned<String>, findings: &mut Findings) -> Result<usize, Reported> {
        known("source", &lints::UNKNOWN_SOURCE, id, &self.sources, self.incomplete, findings)
    }

    /// The attribute of an id.
    ///
    /// # Errors
    /// There is none; a finding says so.
    pub(crate) fn attribute(&self, id: &Spanned<String>, findings: &mut Findings) -> Result<usize, Reported> {
        known("attribute", &lints::UNKNOWN_ATTRIBUTE, id, &self.attributes, self.incomplete, findings)
    }
}

/// What an id stands for in a table.
///
/// # Errors
/// Nothing; a finding says so and offers the nearest id, where the id stands as it is.
pub(super) fn known(
    what: &str,
    lint: &'static Lint,
    id: &Spanned<String>,
    all: &HashMap<String, usize>,
    incomplete: Option<Reported>,
    findings: &mut Findings,
) -> Result<usize, Reported> {
    if let Some(found) = all.get(&id.value) {
        return Ok(*found);
    }
    let message = format!("there is no {what} `{}`{}", id.value, near(&id.value, all));
    let finding = Diagnostic::new(lint, id.span, message).caused_by(incomplete);
    Err(findings.report(match nearest(&id.value, all).filter(|_| id.span.is_plain(&id.value)) {
        Some(near) => finding.fix(Applicability::Unsafe, id.span, near),
        None => finding,
    }))
}

/// The known name nearest to a mistyped one.
pub(crate) fn nearest<'k>(name: &str, known: &'k HashMap<String, usize>) -> Option<&'k str> {
    let mut names: Vec<&str> = known.keys().map(String::as_str).collect();
    names.sort_unstable();
    crate::text::did_you_mean(name, names)
}

/// `; did you mean …?` with ties decided by the alphabet, not by the map's order.
pub(crate) fn near(name: &str, known: &HashMap<String, usize>) -> String {
    let mut names: Vec<&str> = known.keys().map(String::as_str).collect();
    names.sort_unstable();
    suggestion(name, names)
}

fn cycles(subjects: &mut [Subject], ids: &HashMap<String, usize>, findings: &mut Findings) {
    // 0: not seen, 1: on the path that is being walked, 2: done.
    let mut state = vec![0u8; subjects.len()];
    for start in 0..subjects.len() {
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

fn parent_of(subjects: &[Subject], ids: &HashMap<String, usize>, subject: usize) -> Option<usize> {
    ids.get(&subjects[subject].parent.as_ref()?.value).copied()
}
