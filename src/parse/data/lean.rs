//! The forms that facts may have in their file.
//!
//! In: what stands under `facts:`, a list or a mapping. Out: facts as written: whole ones, values alone and the cells
//! of tables. Does not know which attributes there are, so the qualifier of a table's cells has no name yet.

use super::defaults::{self, FileOfFacts};
use super::facts::{Place, fact, unread, value};
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{FactDef, FactDefId, FactValue, Rank, Table};
use crate::parse::fields::Fields;
use crate::parse::yaml::{Node, Value};
use crate::text::{Span, Spanned, suggestion};
use crate::value::PARTS;
use std::sync::Arc;

/// The keys of a fact.
const KEYS: [&str; 17] = [
    "id",
    "attribute",
    "at",
    "value",
    "as-of",
    "sources",
    "method",
    "confidence",
    "note",
    "rank",
    "valid",
    "dispute",
    "reports",
    "derive",
    "from",
    "not-applicable",
    "allow",
];
/// Those that give it a value, or say why it has none. A mapping with one of them is a fact, whatever else it holds, so
/// that a mistyped key is told of as one.
const GIVES: [&str; 6] = ["value", "derive", "from", "dispute", "reports", "not-applicable"];
/// The same for the parts of a value.
const ENDS: [&str; 6] = ["min", "max", "at-least", "at-most", "median", "mean"];

type Entry = (Spanned<String>, Node);

/// What stands after an attribute or in a cell.
enum Form<'a> {
    Value,
    Fact,
    Table(&'a [Entry]),
    Nothing,
    List,
}

fn form(node: &Node) -> Form<'_> {
    let entries = match &node.value {
        Value::Scalar(_) => return Form::Value,
        Value::Null => return Form::Nothing,
        Value::List(_) => return Form::List,
        Value::Map(entries) if entries.is_empty() => return Form::Nothing,
        Value::Map(entries) => entries,
    };
    let all = |known: &[&str]| entries.iter().all(|(key, _)| known.contains(&key.value.as_str()));
    let any = |known: &[&str]| entries.iter().any(|(key, _)| known.contains(&key.value.as_str()));
    if all(&KEYS) || any(&GIVES) {
        Form::Fact
    } else if all(&PARTS) || any(&ENDS) {
        Form::Value
    } else {
        Form::Table(entries)
    }
}

/// Reads all facts of a file.
pub(super) fn facts(
    node: &Node,
    file: &mut FileOfFacts,
    into: &mut Table<FactDefId, Arc<FactDef>>,
    findings: &mut Findings,
) {
    match &node.value {
        Value::Map(entries) => {
            for (attribute, node) in entries {
                attribute_of(attribute, node, file, into, findings);
            }
        }
        Value::List(items) => items.iter().for_each(|item| entry(item, file, into, findings)),
        _ => {
            let message = format!("`facts` must be a list or a mapping, found {}", node.describe());
            let reported = findings.report(
                Diagnostic::new(&lints::WRONG_VALUE, node.span, message)
                    .help("write each attribute with its value: `fee: $445`"),
            );
            file.fault.get_or_insert(reported);
        }
    }
}

/// Reads an entry of a list.
fn entry(
    item: &Node,
    file: &mut FileOfFacts,
    into: &mut Table<FactDefId, Arc<FactDef>>,
    findings: &mut Findings,
) {
    let Value::Map(entries) = &item.value else {
        return whole(item, Place::default(), file, into, findings);
    };
    let is_key = |(key, _): &&Entry| KEYS.contains(&key.value.as_str());
    let named = entries.iter().any(|(key, _)| ["id", "attribute", "value"].contains(&key.value.as_str()));
    let others: Vec<&Entry> = entries.iter().filter(|entry| !is_key(entry)).collect();
    match others.as_slice() {
        [(attribute, node)] if entries.len() == 1 => attribute_of(attribute, node, file, into, findings),
        // The attribute as a key, and keys of a fact beside it.
        [(attribute, _)] if !named && suggestion(&attribute.value, KEYS).is_empty() => {
            let message = format!("beside `{}: …` stands no other key", attribute.value);
            findings.report(
                Diagnostic::new(&lints::WRONG_VALUE, attribute.span, message)
                    .help(format!("write `id: {}`, and its value as `value: …`", attribute.value)),
            );
        }
        _ => whole(item, Place::default(), file, into, findings),
    }
}

/// Reads what a file says of one attribute.
fn attribute_of(
    attribute: &Spanned<String>,
    node: &Node,
    file: &mut FileOfFacts,
    into: &mut Table<FactDefId, Arc<FactDef>>,
    findings: &mut Findings,
) {
    let Form::Table(cells) = form(node) else {
        return one(attribute, None, node, file, into, findings);
    };
    for (cell, node) in cells {
        match form(node) {
            Form::Table(_) => {
                let message = "a cell of a table is a value or a fact, found another table";
                findings.report(
                    Diagnostic::new(&lints::WRONG_VALUE, node.span, message)
                        .label(not_a_fact(node))
                        .help("a table has one qualifier; write facts of two as entries with `at: {…}`"),
                );
            }
            _ => one(attribute, Some(cell), node, file, into, findings),
        }
    }
}

/// Why a mapping is no fact: its first key that no fact has.
fn not_a_fact(node: &Node) -> String {
    let Value::Map(entries) = &node.value else { return String::new() };
    let other = entries.iter().find(|(key, _)| !KEYS.contains(&key.value.as_str()));
    other.map_or_else(String::new, |(key, _)| {
        format!("a fact has no key `{}`{}", key.value, suggestion(&key.value, KEYS))
    })
}

/// Reads one fact whose attribute is a key.
fn one(
    attribute: &Spanned<String>,
    cell: Option<&Spanned<String>>,
    node: &Node,
    file: &mut FileOfFacts,
    into: &mut Table<FactDefId, Arc<FactDef>>,
    findings: &mut Findings,
) {
    let name = cell.unwrap_or(attribute);
    match form(node) {
        Form::Fact => {
            let place = Place { attribute: Some(attribute), cell };
            whole(node, place, file, into, findings);
        }
        Form::Value | Form::Table(_) => {
            let (value, fault) = match value(node, findings) {
                Ok(value) => (Some(value), unread(node)),
                Err(reported) => (None, Some(reported)),
            };
            into.extend(short(attribute, cell, (value, fault), node.span, file).map(Arc::new));
        }
        Form::Nothing => {
            let message = format!("`{}` has no value", name.value);
            findings.report(Diagnostic::new(&lints::MISSING_KEY, name.span, message).help(format!(
                "write it after the colon, or say why there is none: `{}: {{not-applicable: …}}`",
                name.value
            )));
        }
        Form::List => {
            let message = format!("`{}` must be a value, a fact or a table, found a list", name.value);
            findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message).help(
                "several facts of an attribute are a table, `storage: 10%`, or entries with `at: {…}`",
            ));
        }
    }
}

fn whole(
    node: &Node,
    place: Place<'_>,
    file: &mut FileOfFacts,
    into: &mut Table<FactDefId, Arc<FactDef>>,
    findings: &mut Findings,
) {
    let read = Fields::mapping(node, "a fact", findings).and_then(|mut fields| {
        let subject = file.subject.as_ref().map_err(|reported| *reported);
        let def = fact(&mut fields, place, subject, findings);
        // A key that was mistyped and read as what was meant takes no default either.
        let own = defaults::KEYS.map(|key| fields.has(key) || fields.means(key));
        fields.finish(findings);
        def.map(|def| (def, own))
    });
    match read {
        Ok((mut def, own)) => {
            file.defaults.fill(&mut def, own);
            into.push(Arc::new(def));
        }
        Err(reported) => {
            file.fault.get_or_insert(reported);
            file.defaults.may_be_taken();
        }
    }
}

/// A fact of which only the value is written.
fn short(
    attribute: &Spanned<String>,
    cell: Option<&Spanned<String>>,
    (value, unread): (Option<FactValue>, Option<Reported>),
    end: Span,
    file: &mut FileOfFacts,
) -> Option<FactDef> {
    let name = cell.unwrap_or(attribute);
    // An alias repeats a value that stands elsewhere; the entry is then the key alone.
    let span = if end.file == name.span.file && end.end >= name.span.end {
        Span { end: end.end, ..name.span }
    } else {
        name.span
    };
    let Ok(subject) = file.subject.clone() else {
        file.defaults.may_be_taken();
        return None;
    };
    let like = like(subject, span, file);
    let id = Spanned::new(attribute.value.clone(), name.span);
    let (attribute, cell) = (attribute.clone(), cell.cloned());
    Some(FactDef { id, attribute, cell, value, unread, ..like })
}

/// A fact of which nothing is known but what its file says.
pub(super) fn like(subject: Spanned<String>, span: Span, file: &mut FileOfFacts) -> FactDef {
    let mut def = FactDef {
        id: subject.clone(),
        attribute: subject.clone(),
        subject,
        has_id: false,
        at: Vec::new(),
        cell: None,
        value: None,
        unread: None,
        from: None,
        derive: None,
        as_of: None,
        undated: None,
        valid_until: None,
        rank: Rank::Normal,
        method: None,
        confidence: None,
        sources: Vec::new(),
        note: None,
        dispute: None,
        reports: Table::default(),
        not_applicable: None,
        allow: Vec::new(),
        span,
    };
    file.defaults.fill(&mut def, [false; 4]);
    def
}
