//! Findings as SARIF 2.1.0, for services that collect results of many tools.
//!
//! In: findings, those that are known and not reported, and files. Out: one JSON object on one
//! line. Orders the two kinds of findings by place, so that a result keeps its fingerprint when it
//! is suppressed. Does not know where the site's folder lies: addresses of files are relative to
//! the base `SITEROOT`.

use super::json::push_escaped;
use super::source::Sources;
use crate::diag::{Applicability, Diagnostic, Fix, Level, Suppression};
use crate::lints::Lint;
use crate::text::{FileId, Files, Span};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

#[cfg(test)]
mod tests;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const BASE: &str = "SITEROOT";
/// What a path keeps: a colon is not among it, for `a:b` would be read as an address of scheme `a`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    original_uri_base_ids: Bases,
    results: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'static str>,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
struct Bases {
    #[serde(rename = "SITEROOT")]
    root: Base,
}

#[derive(Serialize)]
struct Base {
    description: Message<'static>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    name: &'a str,
    short_description: Message<'a>,
    full_description: Message<'a>,
    help: Message<'a>,
    default_configuration: Configuration,
    properties: Group,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Group {
    group: &'static str,
    /// Services filter by tags.
    tags: [&'static str; 1],
}

#[derive(Serialize)]
struct Message<'a> {
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<&'a str>,
}

/// One result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Repair<'a>>,
    /// Empty for a reported finding: the standard wants it on all results of a run or on none.
    suppressions: Vec<Suppressed<'a>>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "prepress/v1")]
    first: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Repair<'a> {
    description: Message<'a>,
    artifact_changes: Vec<Change<'a>>,
    properties: Safety,
}

#[derive(Serialize)]
struct Safety {
    applicability: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<'a>,
}

#[derive(Serialize)]
struct Suppressed<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
}

/// Prints findings as a SARIF log of one run.
///
/// Lines and columns are from 1, columns count characters, a region's end is the place after its
/// last character. A finding about a whole file has no region. Suppressed findings are results
/// with an accepted suppression. The same findings give the same bytes.
pub fn sarif(findings: &[Diagnostic], suppressed: &[(Diagnostic, Suppression)], files: &Files) -> String {
    let known = suppressed.iter().map(|(finding, suppression)| (finding, Some(suppression)));
    let mut all: Vec<_> = findings.iter().map(|finding| (finding, None)).chain(known).collect();
    all.sort_by(|(a, _), (b, _)| order(a, files).cmp(&order(b, files)));
    let lints: BTreeMap<&str, &Lint> = all.iter().map(|(f, _)| (f.lint.code, f.lint)).collect();
    let codes: Vec<&str> = lints.keys().copied().collect();
    let mut writer = Writer { sources: Sources::new(files), seen: HashMap::new() };
    let results = all.iter().map(|(finding, why)| {
        let index = codes.binary_search(&finding.lint.code).expect("every finding's lint is listed");
        writer.entry(finding, index, *why)
    });
    let root = Base { description: Message::plain("the folder that holds prepress.yaml") };
    let run = Run {
        results: results.collect(),
        tool: Tool { driver: driver(lints.values().copied().map(rule).collect()) },
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: Bases { root },
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let text = serde_json::to_string(&log).expect("a log of strings and numbers");
    let mut out = String::with_capacity(text.len() + 1);
    push_escaped(&text, &mut out);
    out.push('\n');
    out
}

fn order<'a>(finding: &'a Diagnostic, files: &'a Files) -> (&'a str, u32, u32, &'a str, &'a str) {
    let Span { file, start, end } = finding.span;
    (files.get(file).path.as_str(), start, end, finding.lint.code, &finding.message)
}

fn driver(rules: Vec<Rule<'_>>) -> Driver<'_> {
    let page = env!("CARGO_PKG_REPOSITORY");
    Driver {
        name: "prepress",
        version: env!("CARGO_PKG_VERSION"),
        information_uri: Some(page).filter(|page| !page.is_empty()),
        rules,
    }
}

fn rule(lint: &Lint) -> Rule<'_> {
    let level = lint.default_level();
    let group = lint.group.name();
    Rule {
        id: lint.code,
        name: lint.name,
        short_description: Message::plain(lint.summary),
        full_description: Message::plain(purpose(lint)),
        help: Message { text: lint.explain.into(), markdown: Some(lint.explain) },
        default_configuration: Configuration { enabled: level != Level::Allow, level: severity(level) },
        properties: Group { group, tags: [group] },
    }
}

/// The first section of a lint's page, which says what it reports.
fn purpose(lint: &Lint) -> &str {
    let after = lint.explain.split_once("## What it does\n").map_or("", |(_, rest)| rest);
    let section = after.split("\n#").next().unwrap_or("").trim();
    if section.is_empty() { lint.summary } else { section }
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "note",
    }
}

impl<'a> Message<'a> {
    fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

struct Writer<'a> {
    sources: Sources<'a>,
    /// How often each fingerprint was met.
    seen: HashMap<String, usize>,
}

impl<'a> Writer<'a> {
    fn entry(&mut self, finding: &'a Diagnostic, index: usize, why: Option<&'a Suppression>) -> Entry<'a> {
        let related = finding.related.iter().enumerate().map(|(index, label)| {
            let words = Some(label.message.as_str()).filter(|words| !words.is_empty());
            let place = place(label.span, &mut self.sources);
            Location { id: Some(index + 1), physical_location: place, message: words.map(Message::plain) }
        });
        let related_locations = related.collect();
        let place = place(finding.span, &mut self.sources);
        Entry {
            rule_id: finding.lint.code,
            rule_index: index,
            level: severity(finding.level),
            message: Message::plain(words(finding)),
            locations: [Location { id: None, physical_location: place, message: None }],
            related_locations,
            partial_fingerprints: Fingerprints { first: self.fingerprint(finding) },
            fixes: finding.fix.iter().filter_map(|fix| repair(fix, &mut self.sources)).collect(),
            suppressions: why.into_iter().map(|why| suppression(why, &mut self.sources)).collect(),
        }
    }

    /// Knows a finding again after lines were added above it; a running number tells apart those
    /// that nothing else does.
    fn fingerprint(&mut self, finding: &Diagnostic) -> String {
        let mut hasher = blake3::Hasher::new();
        let about = finding.identity.as_deref().unwrap_or(&finding.message);
        for part in [finding.lint.name, "\0", self.sources.path(finding.span.file), "\0", about] {
            hasher.update(part.as_bytes());
        }
        let mut print = hasher.finalize().to_hex().to_string();
        let times = self.seen.entry(print.clone()).or_default();
        *times += 1;
        if *times > 1 {
            print.push_str(&format!(":{times}"));
        }
        print
    }
}

/// The finding in words. Services show a related place only where the text links to it by number.
fn words(finding: &Diagnostic) -> String {
    let mut text = finding.message.clone();
    if let Some(label) = &finding.label {
        text.push_str(&format!(" ({label})"));
    }
    let worded = finding.related.iter().enumerate().filter(|(_, label)| !label.message.is_empty());
    for (index, label) in worded {
        let link = label.message.replace('[', "\\[").replace(']', "\\]");
        text.push_str(&format!("\nsee [{link}]({})", index + 1));
    }
    for note in &finding.notes {
        text.push_str(&format!("\nnote: {note}"));
    }
    for help in &finding.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    text
}

fn place(span: Span, sources: &mut Sources<'_>) -> Place {
    let whole = span == Span::whole(span.file);
    Place { artifact_location: artifact(span.file, sources), region: (!whole).then(|| region(span, sources)) }
}

fn artifact(file: FileId, sources: &Sources<'_>) -> Artifact {
    Artifact { uri: utf8_percent_encode(sources.path(file), ENCODED).to_string(), uri_base_id: BASE }
}

/// The place of a span; one that lies outside the text is cut to it.
fn region(span: Span, sources: &mut Sources<'_>) -> Region {
    let source = sources.get(span.file);
    let from = (span.start as usize).min(source.text.len());
    let to = (span.end as usize).clamp(from, source.text.len());
    let (start, end) = (source.position(from), source.position(to));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: from,
        byte_length: to - from,
    }
}

/// `None` for a fix without edits, which the standard does not know.
fn repair<'a>(fix: &'a Fix, sources: &mut Sources<'_>) -> Option<Repair<'a>> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| (sources.path(edit.span.file), edit.span));
    let mut changes: Vec<(FileId, Vec<Replacement<'a>>)> = Vec::new();
    for edit in edits {
        let deleted_region = region(edit.span, sources);
        let replacement =
            Replacement { deleted_region, inserted_content: Message::plain(edit.text.as_str()) };
        match changes.last_mut() {
            Some((file, replacements)) if *file == edit.span.file => replacements.push(replacement),
            _ => changes.push((edit.span.file, vec![replacement])),
        }
    }
    let change = |(file, replacements)| Change { artifact_location: artifact(file, sources), replacements };
    let (applicability, description) = match fix.applicability {
        Applicability::Safe => ("safe", "a fix that keeps the meaning"),
        Applicability::Unsafe => ("unsafe", "a likely fix that changes the meaning"),
    };
    let repair = Repair {
        description: Message::plain(description),
        artifact_changes: changes.into_iter().map(change).collect(),
        properties: Safety { applicability },
    };
    Some(repair).filter(|repair| !repair.artifact_changes.is_empty())
}

fn suppression<'a>(why: &'a Suppression, sources: &mut Sources<'_>) -> Suppressed<'a> {
    let at = |span| Location { id: None, physical_location: place(span, sources), message: None };
    Suppressed {
        kind: if why.span.is_some() { "inSource" } else { "external" },
        status: "accepted",
        justification: &why.reason,
        location: why.span.map(at),
    }
}
