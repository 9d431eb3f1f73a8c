//! Kept copies of sources, and files that facts take their values from: what lies in `sources/`.
//!
//! In: the data as read, and the files of that folder. Out: the values of facts that are taken `from` a file; findings
//! on quotations that do not stand in the copy of their source, or not in the section that is named, on passages that
//! are no longer those that were read, and on names of files that are not there. Without the folder only what is
//! taken `from` it is looked for: copies may be kept elsewhere.

use super::memo::Source;
use crate::diag::{Applicability, Diagnostic, Findings};
use crate::lints::{self, Lint};
use crate::model::{Data, FactDef, FactValue, FromFile, SourceDef, SourceRef};
use crate::parse::{Copied, ValueAt, value_in};
use crate::text::names::SOURCES;
use crate::text::{FilePath, Files, Span, Spanned, suggestion};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The files of the folder, by their paths below it.
struct Kept<'s> {
    texts: BTreeMap<&'s str, &'s Source>,
    /// Those that cannot be looked into.
    others: Vec<&'s str>,
}

impl Kept<'_> {
    fn missing(&self, name: &Spanned<String>, lint: &'static Lint) -> Diagnostic {
        let near = suggestion(&name.value, self.texts.keys().chain(&self.others).copied());
        let message = format!("there is no file `{SOURCES}/{}`{near}", name.value);
        Diagnostic::new(lint, name.span, message)
    }
}

/// Takes values from files, and compares quotations with the copies of their sources.
pub(super) fn check(
    texts: &[Source],
    others: &[FilePath],
    files: &Files,
    data: &mut Data,
    findings: &mut Findings,
) {
    let kept = Kept {
        texts: texts.iter().map(|source| (below(&files.get(source.file).path), source)).collect(),
        others: others.iter().map(below).collect(),
    };
    take_values(&kept, data, findings);
    if kept.texts.is_empty() && kept.others.is_empty() {
        return;
    }
    for source in &data.sources {
        if let Some(name) = source.file.as_ref().filter(|name| {
            let name = name.value.as_str();
            !kept.texts.contains_key(name) && !kept.others.contains(&name)
        }) {
            findings.report(kept.missing(name, &lints::MISSING_COPY).help(format!(
                "keep the copy there, or leave `file` out: only the names of copies in `{SOURCES}/` can be checked"
            )));
        }
    }
    let by_id = data.sources.iter().map(|def| (def.id.value.as_str(), def)).collect();
    let mut copies = Copies { kept: &kept, by_id, read: HashMap::new() };
    for source in references(data) {
        copies.check(source, findings);
    }
}

/// A path below the folder.
fn below(path: &FilePath) -> &str {
    path.as_str().split_once('/').map_or("", |(_, below)| below)
}

/// Gives facts the values that stand in files.
fn take_values(kept: &Kept<'_>, data: &mut Data, findings: &mut Findings) {
    for fact in data.facts.iter_mut().filter(|fact| fact.from.is_some()) {
        let fact: &mut FactDef = Arc::make_mut(fact);
        let Some(from) = &fact.from else { continue };
        match taken(kept, from) {
            Ok(value) => fact.value = Some(FactValue::Cell(value)),
            Err(finding) => {
                let reported = findings.report(*finding);
                fact.unread.get_or_insert(reported);
            }
        }
    }
}

fn taken(kept: &Kept<'_>, from: &FromFile) -> Result<Spanned<String>, Box<Diagnostic>> {
    let Some(source) = kept.texts.get(from.file.value.as_str()) else {
        let is_other = kept.others.contains(&from.file.value.as_str());
        return Err(Box::new(match is_other {
            true => {
                let message = format!("`{SOURCES}/{}` is no text: no value can be found in it", from.file.value);
                Diagnostic::new(&lints::VALUE_NOT_FOUND, from.file.span, message)
            }
            false => kept.missing(&from.file, &lints::VALUE_NOT_FOUND).help(format!(
                "a fact takes its value from a file below `{SOURCES}/`, which lies beside `content/`; it may be a link to one elsewhere in the site's folder"
            )),
        }));
    };
    let shown = from.pattern.value.replace('*', "…");
    match value_in(&source.text, &from.pattern.value) {
        ValueAt::At(range) => {
            let text = source.text[range.clone()].to_owned();
            Ok(Spanned::new(text, Span::new(source.file, range)))
        }
        ValueAt::Nowhere => {
            let message = format!("nothing in `{SOURCES}/{}` reads `{shown}`", from.file.value);
            Err(Box::new(Diagnostic::new(&lints::VALUE_NOT_FOUND, from.pattern.span, message).help(
                "a pattern is a piece of one line, with `*` in the place of the value: `fee: * per seat`",
            )))
        }
        ValueAt::Several(places) => {
            let message = format!("`{shown}` reads several values in `{SOURCES}/{}`", from.file.value);
            let mut finding = Diagnostic::new(&lints::VALUE_NOT_FOUND, from.pattern.span, message);
            for range in places.iter().take(3) {
                let said = format!("here it is `{}`", &source.text[range.clone()]);
                finding = finding.related(Span::new(source.file, range.clone()), said);
            }
            Err(Box::new(finding.help("put more of the line into the pattern")))
        }
    }
}

/// Every place of the data that names a source.
fn references(data: &Data) -> impl Iterator<Item = &SourceRef> {
    let facts = data
        .facts
        .iter()
        .flat_map(|fact| fact.sources.iter().chain(fact.reports.iter().flat_map(|report| &report.sources)));
    let guide = &data.guide;
    let questions = guide.questions.iter().flat_map(|question| &question.sources);
    let principles = guide.principles.iter().flat_map(|set| &set.items).flat_map(|one| &one.sources);
    let processes = guide.processes.iter().flat_map(|process| &process.sources);
    let rubrics = guide.rubrics.iter().flat_map(|rubric| &rubric.sources);
    facts.chain(questions).chain(principles).chain(processes).chain(rubrics)
}

/// The copies that were looked into.
struct Copies<'s> {
    kept: &'s Kept<'s>,
    by_id: HashMap<&'s str, &'s SourceDef>,
    read: HashMap<&'s str, Copied>,
}

impl<'s> Copies<'s> {
    fn check(&mut self, source: &SourceRef, findings: &mut Findings) {
        if source.quote.is_none() && source.passage.is_none() {
            return;
        }
        let def = self.by_id.get(source.id.value.as_str()).copied();
        let Some(name) = def.and_then(|def| def.file.as_ref()).map(|name| name.value.as_str()) else {
            return;
        };
        let Some(text) = self.kept.texts.get(name) else { return };
        let copy = self.read.entry(name).or_insert_with(|| Copied::of(&text.text));
        let place = format!("`{SOURCES}/{name}`");
        if let Some(quote) = &source.quote {
            quoted(copy, &place, source, quote, findings);
        }
        if let Some(passage) = &source.passage {
            let sections = source.locator.as_deref().map_or_else(Vec::new, |locator| copy.sections(locator));
            let now = copy.fingerprint(&sections);
            if now != passage.value {
                let what = match sections.as_slice() {
                    [] => place,
                    [one, ..] => format!("\"{}\" in {place}", one.title),
                };
                let message = format!("{what} is not as it was read: its fingerprint is `{now}`");
                let finding = Diagnostic::new(&lints::PASSAGE_CHANGED, passage.span, message)
                    .help(format!("read it again, correct what has changed, then write `passage: {now}`"));
                findings.report(finding.fix(Applicability::Unsafe, passage.span, now));
            }
        }
    }
}

fn quoted(copy: &Copied, place: &str, source: &SourceRef, quote: &Spanned<String>, findings: &mut Findings) {
    let finding = |message| Diagnostic::new(&lints::QUOTE_NOT_FOUND, quote.span, message);
    if !copy.holds(&quote.value, None) {
        let said = copy.near(&quote.value).map(|near| format!("it has: {near}"));
        let finding = finding(format!("these words do not stand in {place}"));
        let finding = match said {
            Some(said) => finding.note(said),
            None => finding,
        };
        findings.report(finding.help("quote the source letter by letter; `…` stands for what is left out"));
        return;
    }
    let sections = source.locator.as_deref().map_or_else(Vec::new, |locator| copy.sections(locator));
    if !sections.is_empty() && !sections.iter().any(|section| copy.holds(&quote.value, Some(section))) {
        let message = format!("these words do not stand in \"{}\" of {place}", sections[0].title);
        let help = copy.place(&quote.value).map_or_else(
            || "they stand before its first heading".to_owned(),
            |title| format!("they stand in \"{title}\": correct the locator"),
        );
        findings.report(finding(message).help(help));
    }
}
