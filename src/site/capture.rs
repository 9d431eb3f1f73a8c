//! Facts from the figures of a page.
//!
//! In: [`Inputs`], a page, and what its author says of dates, sources and figures. Out: new files of facts and the page
//! with bindings to them, all of which the checks support; and the figures that were left. Invents no source: without
//! one the facts have none, and the checks say so. Writes nothing.

use super::set::{known_sources, readable};
use super::{Built, Content, Inputs, Workspace, requote};
use crate::audit::{self, Chosen, Left};
use crate::check::{Checked, CheckedPage, ClaimState};
use crate::diag::Edit;
use crate::model::{FactId, PartialDate, SubjectId};
use crate::text::{FileId, FilePath};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What to capture, and what is known of it.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The page.
    pub page: String,
    /// The time that all of its figures describe.
    pub as_of: Option<PartialDate>,
    /// Ids of the sources of all of its figures.
    pub sources: Vec<String>,
    /// Figures, each with a reference to the fact that it is.
    pub facts: Vec<(String, String)>,
}

/// What capturing a page gave.
pub struct Capture {
    /// Files with their texts before, if there were any, and after: facts, then the page.
    pub written: Vec<Written>,
    /// The figures that became facts: place, words, and the fact as bindings of the page name it.
    pub captured: Vec<(String, String, String)>,
    /// The figures that did not.
    pub left: Vec<Left>,
    /// Ids of the sources there are to choose from, if none was said.
    pub choices: Vec<String>,
}

/// A file that is new or changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its path below the site's root.
    pub path: FilePath,
    /// Its text as it was read; `None` for a new one.
    pub old: Option<Arc<str>>,
    /// Its text now.
    pub new: Arc<str>,
}

impl Workspace {
    /// Makes facts of the figures of a page that nothing backs.
    ///
    /// # Errors
    /// There is no such page, a source is unknown, or what is said of a figure cannot be understood.
    pub fn capture(&mut self, inputs: &Inputs, ask: &Ask) -> Result<Capture, String> {
        let old = self.build(inputs.clone()).value;
        readable(&old)?;
        let site = &old.checked;
        known_sources(&ask.sources, site)?;
        let audit::Choice { mut chosen, mut left } = audit::choose(site, &old.files, &ask.page, &ask.facts)?;
        loop {
            let facts = fact_files(&chosen, site, inputs, ask);
            let mut trial = inputs.clone();
            for (path, text) in &facts {
                trial.files.insert(path.clone(), Content::Text(Arc::clone(text)));
            }
            let with_facts = self.build(trial.clone()).value;
            let bound: Vec<Option<String>> =
                chosen.iter().map(|one| reference(&with_facts.checked, site, one)).collect();
            let page = page_of(&chosen, &bound, &old);
            if let Some(page) = &page {
                trial.files.insert(page.path.clone(), Content::Text(Arc::clone(&page.new)));
            }
            let built = self.build(trial).value;
            let supported = supported(&built.checked, &chosen, &bound);
            if supported.iter().all(|holds| *holds) {
                let names = chosen.iter().zip(bound);
                let captured = names
                    .filter_map(|(one, name)| Some((one.place.clone(), one.words.clone(), name?)))
                    .collect();
                let none = ask.sources.is_empty() && !chosen.is_empty();
                let sources = site.data.sources.iter().filter(|_| none);
                let choices = sources.map(|source| source.id.value.clone()).collect();
                let written = facts.into_iter().map(|(path, new)| Written { path, old: None, new });
                let written = written.chain(page).collect();
                return Ok(Capture { written, captured, left, choices });
            }
            let mut holds = supported.into_iter();
            chosen.retain(|one| {
                let holds = holds.next().unwrap_or(false);
                if !holds {
                    let why = "its words would not agree with a fact made of them: record it by hand";
                    let (place, words) = (one.place.clone(), one.words.clone());
                    left.push(Left { place, words, why: why.to_owned() });
                }
                holds
            });
        }
    }
}

/// The new files of facts, one for each subject.
fn fact_files(chosen: &[Chosen], site: &Checked, inputs: &Inputs, ask: &Ask) -> BTreeMap<FilePath, Arc<str>> {
    let mut subjects: BTreeMap<SubjectId, Vec<&Chosen>> = BTreeMap::new();
    for one in chosen {
        subjects.entry(one.subject).or_default().push(one);
    }
    let mut files = BTreeMap::new();
    for (subject, facts) in subjects {
        let id = &site.data.subjects[subject].id.value;
        let mut text = format!("subject: {id}\n");
        text.extend(ask.as_of.map(|date| format!("as-of: {date}\n")));
        if !ask.sources.is_empty() {
            text.push_str(&format!("sources: [{}]\n", ask.sources.join(", ")));
        }
        text.push_str("facts:\n");
        let mut written = BTreeSet::new();
        for fact in facts {
            let entry = entry(fact, site);
            if written.insert(entry.clone()) {
                text.push_str(&entry);
            }
        }
        files.insert(free_path(id, &ask.page, inputs), text.into());
    }
    files
}

/// `  - fee: $445`, or with qualifiers the whole entry.
fn entry(fact: &Chosen, site: &Checked) -> String {
    let attribute = &site.data.attributes[fact.attribute].id.value;
    let value = plain(&fact.words);
    if fact.at.is_empty() {
        // A comma ends a value only inside brackets.
        let bare = value.starts_with('"') && !plain(&fact.words.replace(',', "")).starts_with('"');
        return format!("  - {attribute}: {}\n", if bare { &fact.words } else { &value });
    }
    let at: Vec<String> = fact.at.iter().map(|(key, value)| format!("{key}: {}", plain(value))).collect();
    format!("  - {{attribute: {attribute}, at: {{{}}}, value: {value}}}\n", at.join(", "))
}

/// A text as YAML, in quotes unless it means itself anywhere.
fn plain(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "$€£¥ .–-+/%".contains(c);
    let starts = text.starts_with(|c: char| c.is_alphanumeric() || "$€£¥".contains(c));
    if starts && text.chars().all(safe) { text.to_owned() } else { requote::double_quoted(text) }
}

/// A path that no file has: that of the subject, else with the page's name, else with a number.
fn free_path(subject: &str, page: &str, inputs: &Inputs) -> FilePath {
    let stem = page.rsplit('/').next().unwrap_or(page);
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let names = [subject.to_owned(), format!("{subject}-{stem}")];
    let numbered = (2..).map(|number| format!("{subject}-{stem}-{number}"));
    let paths = names.into_iter().chain(numbered).map(|name| format!("content/data/facts/{name}.yaml"));
    let mut free = paths.filter(|path| !inputs.files.contains_key(path.as_str()));
    FilePath::new(free.next().unwrap_or_default())
}

/// The page of a file.
fn page_in(site: &Checked, file: FileId) -> Option<&CheckedPage> {
    site.pages.iter().find(|page| page.page.file == file)
}

/// How bindings of the page name the fact of a figure.
fn reference(now: &Checked, before: &Checked, one: &Chosen) -> Option<String> {
    let subject = now.ids.subjects.get(&before.data.subjects[one.subject].id.value)?;
    let attribute = now.ids.attributes.get(&before.data.attributes[one.attribute].id.value)?;
    let facts: &[FactId] = now.facts.of(subject, attribute);
    let fact = facts.iter().copied().find(|fact| now.facts[*fact].at == one.at)?;
    Some(now.reference_from(fact, page_in(now, one.span.file)?.subject))
}

/// The page with bindings around the figures.
fn page_of(chosen: &[Chosen], bound: &[Option<String>], old: &Built) -> Option<Written> {
    let file = old.files.get(chosen.first()?.span.file);
    let edit = |(one, name): (&Chosen, &Option<String>)| {
        Some(Edit { span: one.span, text: format!("[{}](fact:{})", one.words, name.as_ref()?) })
    };
    let mut edits: Vec<Edit> = chosen.iter().zip(bound).filter_map(edit).collect();
    edits.sort_by_key(|edit| edit.span.start);
    let new = requote::edited(&file.text, 0..file.text.len(), &edits).into();
    Some(Written { path: file.path.clone(), old: Some(Arc::clone(&file.text)), new })
}

/// Whether the checks support each binding that was written.
fn supported(now: &Checked, chosen: &[Chosen], bound: &[Option<String>]) -> Vec<bool> {
    let Some(first) = chosen.first() else { return Vec::new() };
    let page = page_in(now, first.span.file);
    let claims = || {
        let page = page.into_iter();
        page.flat_map(|page| page.page.extract.bindings.iter().zip(&page.claims))
    };
    let holds = |(one, name): (&Chosen, &Option<String>)| {
        let Some(name) = name else { return false };
        let destination = format!("fact:{name}");
        let own = claims()
            .filter(|(binding, _)| binding.destination == destination && binding.wording == one.words);
        let mut own = own.peekable();
        own.peek().is_some() && own.all(|(_, claim)| matches!(claim.state, ClaimState::Supported { .. }))
    };
    chosen.iter().zip(bound).map(holds).collect()
}
