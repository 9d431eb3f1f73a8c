//! The files below `content/data/`.
//!
//! In: the text of one YAML file. Out: its records, added to a [`Data`]. A file's path says what
//! it holds. Does not read values of facts: that takes the attribute's type.

mod attributes;
mod defaults;
mod fact_file;
mod facts;
mod lean;
mod lists;
mod plans;
mod principles;
mod processes;
mod questions;
mod revise;
mod rubrics;
mod rules;
mod sources;
mod synonyms;
mod tables;
mod texts;
mod worksheets;

pub(crate) use revise::{Revision, revise};
pub(crate) use tables::fact_table;

use super::fields::{Fields, no_mapping};
use super::placeholder;
use super::yaml::{self, Node, Value};
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{Data, Subject};
use crate::text::{FileId, Span, Spanned, tail, word_meant, word_suggestion};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Where the data lies.
const FOLDER: &str = "content/data/";
/// File names that have a meaning, for suggestions.
const NAMES: [&str; 6] =
    ["subjects.yaml", "attributes.yaml", "sources.yaml", "glossary.yaml", "rules.yaml", "synonyms.yaml"];

/// Folders that have a meaning.
const FOLDERS: [&str; 8] =
    ["facts", "checklists", "questions", "principles", "processes", "rubrics", "plans", "worksheets"];

/// Whether a path lies in the data folder and is YAML.
pub(crate) fn is_data_file(path: &str) -> bool {
    path.starts_with(FOLDER) && (path.ends_with(".yaml") || path.ends_with(".yml"))
}

/// Whether a path may be that of a table of facts.
pub(crate) fn is_table_file(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|below| below.starts_with("facts/")) && path.ends_with(".csv")
}

/// Whether a path is that of a file of facts in YAML.
pub(crate) fn is_fact_file(path: &str) -> bool {
    is_data_file(path) && path.strip_prefix(FOLDER).is_some_and(|below| below.starts_with("facts/"))
}

/// Whether a path is that of a data file whose records hold no Markdown.
pub(crate) fn has_no_markdown(path: &str) -> bool {
    const FILES: [&str; 5] =
        ["subjects.yaml", "attributes.yaml", "sources.yaml", "rules.yaml", "synonyms.yaml"];
    let Some(inside) = path.strip_prefix(FOLDER).filter(|_| is_data_file(path)) else { return false };
    FILES.contains(&inside) || is_fact_file(path)
}

/// Whether facts and records are read from a file of this path.
pub(crate) fn is_read_as_data(path: &str) -> bool {
    is_data_file(path) || is_table_file(path)
}

/// Reports bindings in values that are not Markdown: readers would see their source. `texts` are the places of those
/// that are.
pub(crate) fn bindings_in_plain_fields(
    file: FileId,
    text: &str,
    texts: &std::collections::BTreeSet<Span>,
    findings: &mut Findings,
) {
    // Few files have any, and fewer outside of Markdown.
    if !["](fact:", "](claim:", "](source:", "<fact:"].iter().any(|sign| text.contains(sign)) {
        return;
    }
    for span in
        crate::parse::data_scalars(file, text).into_iter().flatten().filter(|span| !texts.contains(span))
    {
        let value = &text[span.range()];
        if !crate::parse::near::near_misses(value).is_empty() {
            let message = "this value is not Markdown: the binding in it would be printed as it stands";
            findings.report(Diagnostic::new(&lints::MALFORMED_BINDING, span, message).help(
                "write the figure without brackets, or move the sentence into a text that is Markdown",
            ));
        }
    }
}

/// Whether a path is the data folder or lies in it: it may hold data, whatever it is.
pub(crate) fn may_hold_data(path: &str) -> bool {
    path.starts_with(FOLDER) || Some(path) == FOLDER.strip_suffix('/')
}

/// Reads one data file into `data`.
pub(crate) fn data_file(
    file: FileId,
    path: &str,
    text: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let inside = path.strip_prefix(FOLDER).unwrap_or(path);
    let read: fn(&Node, &str, &mut Data, &mut Findings) -> Result<(), Reported> = match inside {
        "subjects.yaml" => subjects,
        "attributes.yaml" => attributes::attributes,
        "sources.yaml" => sources::sources,
        "glossary.yaml" => lists::glossary,
        "rules.yaml" => rules::rules,
        "synonyms.yaml" => synonyms::synonyms,
        _ if inside.starts_with("facts/") => fact_file::facts,
        _ if inside.starts_with("checklists/") => lists::checklist,
        _ if inside.starts_with("questions/") => questions::questions,
        _ if inside.starts_with("principles/") => principles::principles,
        _ if inside.starts_with("processes/") => processes::process,
        _ if inside.starts_with("rubrics/") => rubrics::rubric,
        _ if inside.starts_with("plans/") => plans::plan,
        _ if inside.starts_with("worksheets/") => worksheets::worksheet,
        _ => {
            // A folder may be mistyped as well as a file.
            let folder = inside
                .split_once('/')
                .and_then(|(folder, name)| Some(format!("{}/{name}", word_meant(folder, FOLDERS)?)));
            let near = folder.map_or_else(|| word_suggestion(inside, NAMES), |path| tail(Some(path)));
            let message = format!("prepress does not read `{inside}`{near}");
            return Err(findings.report(
                Diagnostic::new(&lints::UNKNOWN_DATA_FILE, Span::whole(file), message)
                    .help("data files are subjects.yaml, attributes.yaml, sources.yaml, rules.yaml, glossary.yaml, synonyms.yaml, facts/, checklists/, questions/, principles/, processes/, rubrics/, plans/ and worksheets/"),
            ));
        }
    };
    if let Some(node) = yaml::read(file, text, 0..text.len()).collect_into(findings)? {
        placeholder::in_yaml(&node, is_fact_file(path), findings);
        let name = inside.rsplit('/').next().unwrap_or(inside);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        read(&node, stem, data, findings)?;
    }
    Ok(())
}

/// The records of a file that maps ids to mappings.
///
/// # Errors
/// It is no mapping; what is one and holds something else leaves the data incomplete.
fn records<'a>(
    node: &'a Node,
    what: &'static str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<Vec<(&'a Spanned<String>, Fields<'a>)>, Reported> {
    let Value::Map(entries) = &node.value else {
        let message = format!("this file must map ids to mappings, each {what}; found {}", node.describe());
        let mut finding = Diagnostic::new(&lints::WRONG_VALUE, node.span, message);
        finding.help.extend(no_mapping(node));
        return Err(findings.report(finding));
    };
    let mut records = Vec::new();
    for (id, node) in entries {
        check_id(id, findings);
        match Fields::mapping(node, what, findings) {
            Ok(fields) => records.push((id, fields)),
            Err(reported) => left_out(data, reported),
        }
    }
    Ok(records)
}

/// Keeps that a record is missing and why, for what asks for it elsewhere.
fn left_out(data: &mut Data, reported: Reported) {
    data.incomplete.get_or_insert(reported);
}

/// Ids are used in links and anchors, so they are lower-case letters, digits, hyphens and dots.
fn check_id(id: &Spanned<String>, findings: &mut Findings) {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if !id.value.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        || !id.value.chars().all(fits)
    {
        let message =
            format!("`{}` is not a valid id: use lower-case letters, digits, hyphens and dots", id.value);
        let mut finding = Diagnostic::new(&lints::WRONG_VALUE, id.span, message);
        finding.help.extend(right_id(&id.value).map(|right| format!("write `{right}`")));
        findings.report(finding);
    }
}

/// The id that is nearest to a text, if any of it can stay.
fn right_id(text: &str) -> Option<String> {
    let mut right = String::new();
    for c in text.nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() || (c == '.' && !right.is_empty()) {
            right.push(c);
        } else if !right.is_empty() && !right.ends_with('-') && !['\'', '’'].contains(&c) {
            right.push('-');
        }
    }
    let right = right.trim_end_matches(['-', '.']);
    (!right.is_empty()).then(|| right.to_owned())
}

/// The id of a record that fills a file: what it says, else the file's name.
fn file_id(fields: &mut Fields<'_>, node: &Node, stem: &str, findings: &mut Findings) -> Spanned<String> {
    let name = || Spanned::new(stem.to_owned(), Span { end: node.span.start, ..node.span });
    let id = fields.text("id").unwrap_or_else(name);
    check_id(&id, findings);
    id
}

fn value_of(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|text| text.value.trim_end().to_owned())
}

fn values_of(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn subjects(node: &Node, _: &str, data: &mut Data, findings: &mut Findings) -> Result<(), Reported> {
    for (id, mut fields) in records(node, "a subject", data, findings)? {
        data.subjects.push(Subject {
            id: id.clone(),
            label: value_of(fields.required("label")).unwrap_or_else(|| id.value.clone()),
            parent: fields.text("parent"),
            tags: values_of(fields.texts("tags")),
            aliases: values_of(fields.texts("aliases")),
            description: value_of(fields.text("description")),
        });
        fields.finish(findings);
    }
    Ok(())
}
