//! A fact's entry with another value, time and sources.
//!
//! In: the text of the file, a fact as written, and what it is to say, as YAML. Out: the edits, which keep every other
//! byte. Does not judge the value, nor whether the file can be read afterwards.

use crate::diag::Edit;
use crate::model::FactDef;
use crate::parse::yaml::{self, Node, Value};
use crate::text::{Span, Spanned};

/// What a fact is to say, each as YAML; `None` leaves the key as it is.
pub(crate) struct Revision {
    pub value: String,
    pub as_of: Option<String>,
    pub sources: Option<String>,
}

/// The edits; `None` where the entry cannot be found.
pub(crate) fn revise(text: &str, def: &FactDef, to: &Revision) -> Option<Vec<Edit>> {
    let root = yaml::read(def.span.file, text, 0..text.len()).value.ok()??;
    match whole(&root, def.span) {
        Some(entries) => edits(text, def, entries, to),
        None => Some(vec![Edit { span: def.value.as_ref()?.span(), text: short(to) }]),
    }
}

type Entry = (Spanned<String>, Node);

/// The entry of a fact that has keys.
fn whole(node: &Node, span: Span) -> Option<&[Entry]> {
    match &node.value {
        Value::Map(entries) if node.span == span && entries.iter().any(|(key, _)| key.value == "value") => {
            Some(entries)
        }
        Value::Map(entries) => entries.iter().find_map(|(_, node)| whole(node, span)),
        Value::List(items) => items.iter().find_map(|item| whole(item, span)),
        Value::Scalar(_) | Value::Null => None,
    }
}

/// What stands in the place of a value alone.
fn short(to: &Revision) -> String {
    let keys = added(to, ", ", |_| false);
    if keys.is_empty() { to.value.clone() } else { format!("{{value: {}{keys}}}", to.value) }
}

/// The keys that an entry does not have, each after a separator.
fn added(to: &Revision, separator: &str, has: impl Fn(&str) -> bool) -> String {
    let keys = [("as-of", &to.as_of), ("sources", &to.sources)];
    let new = keys.into_iter().filter(|(key, _)| !has(key));
    new.filter_map(|(key, text)| Some(format!("{separator}{key}: {}", text.as_ref()?))).collect()
}

fn edits(text: &str, def: &FactDef, entries: &[Entry], to: &Revision) -> Option<Vec<Edit>> {
    let of = |key: &str| entries.iter().rev().find(|(own, _)| own.value == key);
    let replace = |key: &str, new: &str| of(key).map(|(key, node)| replaced(text, key, node, new));
    let mut edits = vec![replace("value", &to.value)?];
    edits.extend(to.as_of.as_ref().and_then(|new| replace("as-of", new)));
    edits.extend(to.sources.as_ref().and_then(|new| replace("sources", new)));
    let (_, value) = of("value")?;
    let start = def.span.start as usize;
    let (at, separator) = if text[start..].starts_with('{') {
        (value.span.end as usize, ", ".to_owned())
    } else {
        let indent = start - yaml::line(text, start).start;
        let end = yaml::line(text, value.span.end as usize).end;
        (end, format!("\n{}", " ".repeat(indent)))
    };
    let keys = added(to, &separator, |key| of(key).is_some());
    if !keys.is_empty() {
        let span = Span::new(def.span.file, at..at);
        match edits.iter_mut().find(|edit| edit.span.end == span.start) {
            // Two edits at one place have no order.
            Some(edit) => edit.text.push_str(&keys),
            None => edits.push(Edit { span, text: keys }),
        }
    }
    Some(edits)
}

/// Puts another value after a key: on the key's line, wherever the old one stands.
fn replaced(text: &str, key: &Spanned<String>, node: &Node, new: &str) -> Edit {
    let between = text.get(key.span.end as usize..node.span.start as usize).unwrap_or("");
    if between.contains('\n') {
        Edit { span: Span { start: key.span.end, ..node.span }, text: format!(": {new}") }
    } else {
        Edit { span: node.span, text: new.to_owned() }
    }
}
