//! A fact with another value.
//!
//! In: [`Inputs`], a reference to a fact, and what it is to say. Out: the file that changes, and the findings that
//! were not there before: the sentences to rewrite. Refuses what is computed or disputed, and a value that cannot be
//! read. Writes nothing.

use super::{Built, Changed, Content, Inputs, Workspace, requote};
use crate::audit;
use crate::check::Checked;
use crate::diag::Diagnostic;
use crate::model::{FactDef, FactId, FactValue, PartialDate};
use crate::parse;
use crate::text::FileId;
use crate::value::{Form, format as show};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a fact is to say.
#[derive(Debug, Clone)]
pub struct Change {
    /// The fact, as bindings name it.
    pub fact: String,
    /// Its value, as data has it.
    pub value: String,
    /// The time that the value describes.
    pub as_of: PartialDate,
    /// Ids of its sources; those that it has stay if there are none.
    pub sources: Vec<String>,
    /// The place in each source.
    pub locator: Option<String>,
}

/// What setting a fact gave.
pub struct Set {
    /// The fact, as bindings name it.
    pub fact: String,
    /// Its value and its time before.
    pub before: String,
    /// The same now.
    pub after: String,
    /// The file that changes.
    pub changed: Changed,
    /// Findings that were not there before, with their levels, sorted.
    pub findings: Vec<Diagnostic>,
    /// The site with the new value.
    pub built: Built,
}

impl Workspace {
    /// Gives a fact another value.
    ///
    /// # Errors
    /// The reference means no fact or several, the fact has no value of its own, or the new one cannot be read.
    pub fn set(&mut self, inputs: &Inputs, change: &Change) -> Result<Set, String> {
        let old = self.build(inputs.clone());
        readable(&old.value)?;
        let (site, files) = (&old.value.checked, &old.value.files);
        let number = audit::find(site, &change.fact)?;
        let (def, fact) = (&site.data.facts[site.facts[number].def], site.reference(number));
        settable(def, &fact)?;
        let sources = sources(change, site)?;
        let file = files.get(def.span.file);
        let mut trouble = None;
        for value in [change.value.clone(), requote::double_quoted(&change.value)] {
            let to = revision(value, change, &sources, def);
            let Some(mut edits) = parse::revise(&file.text, def, &to) else { break };
            edits.sort_by_key(|edit| edit.span.start);
            let new: Arc<str> = requote::edited(&file.text, 0..file.text.len(), &edits).into();
            let mut inputs = inputs.clone();
            inputs.files.insert(file.path.clone(), Content::Text(Arc::clone(&new)));
            let built = self.build(inputs);
            let findings = added(&old.findings, built.findings, def.span.file);
            if !says(&built.value.checked, def, &site.facts[number].at, change) {
                let own = findings.into_iter().find(|finding| finding.span.file == def.span.file);
                trouble = trouble.or(own.map(|finding| finding.message));
                continue;
            }
            let changed = Changed { path: file.path.clone(), old: Arc::clone(&file.text), new };
            let after = audit::find(&built.value.checked, &fact)?;
            let (before, after) = (shown(site, number), shown(&built.value.checked, after));
            return Ok(Set { fact, before, after, changed, findings, built: built.value });
        }
        Err(format!(
            "`{}` cannot be the value of `{fact}`: {}",
            change.value,
            trouble.unwrap_or_else(|| "its entry cannot be edited".to_owned())
        ))
    }
}

/// Refuses a site of which something could not be read.
pub(super) fn readable(site: &Built) -> Result<(), String> {
    match site.unread() {
        Some(path) => Err(format!("{path} could not be read, and may say what seems to be missing")),
        None => Ok(()),
    }
}

/// Refuses ids of sources that there are not.
pub(super) fn known_sources(ids: &[String], site: &Checked) -> Result<(), String> {
    match ids.iter().find(|id| !site.ids.sources.contains(id)) {
        Some(id) => Err(format!("unknown source `{id}`{}", site.ids.sources.near(id))),
        None => Ok(()),
    }
}

/// Refuses facts whose value is not written.
fn settable(def: &FactDef, name: &str) -> Result<(), String> {
    if let Some(derive) = &def.derive {
        return Err(format!("`{name}` is computed, {}: set the facts it is made of", derive.value));
    }
    if def.not_applicable.is_some() {
        return Err(format!("`{name}` does not apply: record a value in the place of `not-applicable`"));
    }
    if let Some(from) = &def.from {
        return Err(format!("`{name}` is taken from `sources/{}`: change it there", from.file.value));
    }
    if let Some(FactValue::Cell(cell)) = &def.value {
        return Err(format!("`{name}` is the cell `{}` of a table: change it there", cell.value));
    }
    if def.value.is_none() {
        return Err(format!("`{name}` has reports: change them and their `dispute` by hand"));
    }
    Ok(())
}

/// The sources as YAML; `None` keeps those there are.
fn sources(change: &Change, site: &Checked) -> Result<Option<String>, String> {
    known_sources(&change.sources, site)?;
    let one = |id: &String| match &change.locator {
        Some(locator) => format!("{{id: {id}, locator: {}}}", requote::double_quoted(locator)),
        None => id.clone(),
    };
    let all: Vec<String> = change.sources.iter().map(one).collect();
    Ok((!all.is_empty()).then(|| format!("[{}]", all.join(", "))))
}

/// What has to be written: not what the defaults of the file say already.
fn revision(value: String, change: &Change, sources: &Option<String>, def: &FactDef) -> parse::Revision {
    let date = def.as_of.as_ref().filter(|date| def.is_default(date.span));
    let same_date = date.is_some_and(|date| date.value == change.as_of);
    let default = def.sources.iter().all(|source| def.is_default(source.id.span));
    let plain = def.sources.iter().all(|source| source.locator.is_none()) && change.locator.is_none();
    let same_sources =
        default && plain && def.sources.iter().map(|source| &source.id.value).eq(&change.sources);
    parse::Revision {
        value,
        as_of: (!same_date).then(|| change.as_of.to_string()),
        sources: sources.clone().filter(|_| !same_sources),
    }
}

/// Whether the fact says what it was to say, and can be read.
fn says(site: &Checked, old: &FactDef, at: &[(String, String)], change: &Change) -> bool {
    site.facts.items.iter().any(|fact| {
        let def = &site.data.facts[fact.def];
        let same = def.subject.value == old.subject.value
            && def.attribute.value == old.attribute.value
            && def.id.value == old.id.value
            && fact.at == at;
        let written = matches!(&def.value, Some(FactValue::Text(text)) if text.value == change.value);
        same && written && fact.value.is_some() && fact.as_of == Some(change.as_of)
    })
}

/// The findings that are new. Places in the file that changed have moved.
fn added(before: &[Diagnostic], after: Vec<Diagnostic>, changed: FileId) -> Vec<Diagnostic> {
    let key = |finding: &Diagnostic| {
        let place = (finding.span.file != changed).then_some((finding.span.start, finding.span.end));
        (finding.lint.code, finding.message.clone(), finding.span.file, place)
    };
    let known: BTreeSet<_> = before.iter().map(key).collect();
    after.into_iter().filter(|finding| !known.contains(&key(finding))).collect()
}

/// `$445, as of 2026-10`
fn shown(site: &Checked, number: FactId) -> String {
    let fact = &site.facts[number];
    let value = fact.value.as_ref().map(|value| show(value, site.facts.schema(fact), Form::Short));
    let date = fact.as_of.map_or_else(String::new, |date| format!(", as of {date}"));
    format!("{}{date}", value.unwrap_or_else(|| "nothing that can be read".to_owned()))
}
