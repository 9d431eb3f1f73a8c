//! YAML with positions: the only user of `granit-parser` and `serde_yaml`.
//!
//! In: a YAML text, or the part of a file that is one. Out: a tree in which every key and value
//! carries its span and every scalar its raw text, and a finding for each fault of form: syntax,
//! repeated keys, aliases that multiply, nesting without end. Positions and raw texts come from
//! granit's events; `serde_yaml` decides what a scalar means where YAML's own types are wanted
//! (booleans, integers, the free-form `extra`).
//! Does not know what the keys mean. Numbers that claims are checked against never pass through
//! YAML's types: they are read from the raw text.

mod fault;
mod scan;
mod traps;

pub(crate) use fault::{advice, in_double_quotes, quoted};
pub(crate) use scan::line;

use crate::diag::{Diagnosed, Diagnostic, Findings, Reported};
use crate::lints;
use crate::text::{FileId, Span, Spanned};
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::HashMap;
use std::ops::Range;

/// How deep collections may nest.
const MAX_DEPTH: usize = 64;
/// How many nodes aliases may add to a document.
const MAX_ALIASED: usize = 10_000;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub span: Span,
    pub value: Value,
    /// The fault that the value is a guess: YAML reads another one than its author wrote.
    pub fault: Option<Reported>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Nothing after the key, `~` or `null`.
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
}

impl Node {
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    /// What the value is, for messages.
    pub(crate) fn describe(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The same values, all of them at one place.
    pub(crate) fn all_at(self, span: Span) -> Self {
        let value = match self.value {
            Value::Null => Value::Null,
            Value::Scalar(text) => Value::Scalar(text),
            Value::List(items) => Value::List(items.into_iter().map(|item| item.all_at(span)).collect()),
            Value::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, node)| (Spanned::new(key.value, span), node.all_at(span)))
                    .collect(),
            ),
        };
        Self { span, value, fault: self.fault }
    }

    fn count(&self) -> usize {
        1 + match &self.value {
            Value::Null | Value::Scalar(_) => 0,
            Value::List(items) => items.iter().map(Node::count).sum(),
            Value::Map(entries) => entries.iter().map(|(_, node)| 1 + node.count()).sum(),
        }
    }
}

/// Reads the YAML document at `range` of a file's text; `None` when it is empty or broken.
pub(crate) fn read(
    file: FileId,
    text: &str,
    range: Range<usize>,
) -> Diagnosed<Result<Option<Node>, Reported>> {
    let start = range.start;
    read_text(file, &text[range], start)
}

/// Where the scalars of a YAML document stand, in the order of the text; none if it cannot be read.
pub(crate) fn scalars(file: FileId, text: &str) -> Option<Vec<Span>> {
    fn collect(node: &Node, out: &mut Vec<Span>) {
        match &node.value {
            Value::Null => {}
            Value::Scalar(_) => out.push(node.span),
            Value::List(items) => items.iter().for_each(|item| collect(item, out)),
            Value::Map(entries) => entries.iter().for_each(|(_, value)| collect(value, out)),
        }
    }
    let read = read_text(file, text, 0);
    let mut out = Vec::new();
    collect(&read.value.ok()??, &mut out);
    read.findings.into_vec().is_empty().then_some(out)
}

/// Reads a YAML document that stands `offset` bytes into a file.
pub(crate) fn read_text(
    file: FileId,
    yaml: &str,
    offset: usize,
) -> Diagnosed<Result<Option<Node>, Reported>> {
    let (yaml, skipped) = yaml.strip_prefix('\u{feff}').map_or((yaml, 0), |rest| (rest, 3));
    let mut builder = Builder { text: yaml, offset: offset + skipped, ..Builder::default_for(file) };
    for event in Parser::new_from_str(yaml) {
        match event {
            Ok((event, span)) => {
                let bytes = span.byte_range().unwrap_or(0..0);
                if let Err(reported) = builder.event(event, bytes) {
                    return Diagnosed::new(Err(reported), builder.findings);
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(yaml.len());
                let reported = builder.unreadable(at, &error.to_string());
                return Diagnosed::new(Err(reported), builder.findings);
            }
        }
    }
    Diagnosed::new(Ok(builder.root), builder.findings)
}

enum Open {
    List { start: usize, anchor: usize, items: Vec<Node> },
    Map { start: usize, anchor: usize, entries: Vec<(Spanned<String>, Node)>, key: Option<Spanned<String>> },
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    aliased: usize,
    root: Option<Node>,
    documents: usize,
    findings: Findings,
}

impl<'a> Builder<'a> {
    fn default_for(file: FileId) -> Self {
        Self {
            file,
            text: "",
            offset: 0,
            open: Vec::new(),
            anchors: HashMap::new(),
            aliased: 0,
            root: None,
            documents: 0,
            findings: Findings::default(),
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start + self.offset..range.end + self.offset)
    }

    fn syntax(&mut self, at: usize, message: &str, help: &str) -> Reported {
        let start = self.floor(at);
        let width =
            self.text[start..].chars().next().filter(|c| *c != '\n' && *c != '\r').map_or(0, char::len_utf8);
        let place = self.span(start..start + width);
        self.findings.report(Diagnostic::new(&lints::YAML_SYNTAX, place, message).help(help))
    }

    /// Reports what the parser cannot read, in words of our own.
    fn unreadable(&mut self, at: usize, message: &str) -> Reported {
        // granit appends its own position; ours is the caret.
        let cut = [" at byte", " at line", " at char"].iter().filter_map(|mark| message.find(mark)).min();
        let message = message[..cut.unwrap_or(message.len())].trim_end_matches('.');
        let fault = fault::explain(self.text, self.floor(at), message);
        let mut finding = Diagnostic::new(&lints::YAML_SYNTAX, self.span(fault.range), fault.message);
        finding.help = fault.help;
        self.findings.report(finding)
    }

    fn floor(&self, mut at: usize) -> usize {
        at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Takes one event; a fault stops the reading.
    fn event(&mut self, event: Event<'_>, bytes: Range<usize>) -> Result<(), Reported> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.syntax(
                        bytes.start,
                        "a second YAML document starts here; a file holds one",
                        "remove this line",
                    ));
                }
            }
            Event::Scalar(value, style, anchor, tag) => {
                let range = self.trimmed(bytes);
                let plain = style == ScalarStyle::Plain;
                if plain && let Some((whole, reported)) = self.named(&range, anchor != 0, tag.is_some()) {
                    let text = self.text[whole.clone()].to_owned();
                    let (span, value) = (self.span(whole), Value::Scalar(text));
                    return self.add(Node { span, value, fault: Some(reported) }, 0);
                }
                let span = self.span(range.clone());
                let fault = if plain && !value.is_empty() { self.cut(range.end) } else { None };
                let is_null = plain && matches!(&*value, "" | "~" | "null");
                let value = if is_null { Value::Null } else { Value::Scalar(value.into_owned()) };
                self.add(Node { span, value, fault }, anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => {
                self.enter(Open::List { start: bytes.start, anchor, items: Vec::new() }, &bytes)?;
            }
            Event::MappingStart(_, anchor, _) => {
                self.enter(Open::Map { start: bytes.start, anchor, entries: Vec::new(), key: None }, &bytes)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes)?,
            Event::Alias(id) => self.alias(id, bytes)?,
            _ => {}
        }
        Ok(())
    }

    fn trimmed(&self, bytes: Range<usize>) -> Range<usize> {
        let slice = self.text.get(bytes.clone()).unwrap_or("");
        bytes.start..bytes.start + slice.trim_end().len()
    }

    fn enter(&mut self, open: Open, bytes: &Range<usize>) -> Result<(), Reported> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} levels deep");
            let span = self.span(bytes.clone());
            return Err(self.findings.report(Diagnostic::new(&lints::NESTED_TOO_DEEPLY, span, message)));
        }
        self.open.push(open);
        Ok(())
    }

    fn close(&mut self, bytes: Range<usize>) -> Result<(), Reported> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (start, anchor, value) = match open {
            Open::List { start, anchor, items } => (start, anchor, Value::List(items)),
            Open::Map { start, anchor, entries, .. } => {
                let entries = self.in_braces(start, entries);
                self.repeated_keys(&entries);
                (start, anchor, Value::Map(entries))
            }
        };
        let range = self.trimmed(start..bytes.end.max(start));
        self.add(Node { span: self.span(range), value, fault: None }, anchor)
    }

    fn repeated_keys(&mut self, entries: &[(Spanned<String>, Node)]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for (key, _) in entries {
            if let Some(first) = seen.insert(&key.value, key.span) {
                self.findings.report(
                    Diagnostic::new(&lints::DUPLICATE_KEY, key.span, format!("`{}` is set twice", key.value))
                        .related(first, "first set here")
                        .help("keep one of them"),
                );
            }
        }
    }

    fn alias(&mut self, id: usize, bytes: Range<usize>) -> Result<(), Reported> {
        let Some(mut node) = self.anchors.get(&id).cloned() else {
            return Err(self.syntax(
                bytes.start,
                "this alias refers to a value that contains it",
                "write the value itself",
            ));
        };
        self.aliased += node.count();
        if self.aliased > MAX_ALIASED {
            let message = format!("aliases multiply this document beyond {MAX_ALIASED} values");
            let span = self.span(bytes);
            return Err(self.findings.report(Diagnostic::new(&lints::TOO_MANY_ALIASES, span, message)));
        }
        node.span = self.span(bytes);
        self.add(node, 0)
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Reported> {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node).filter(|node| node.value != Value::Null),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    let text = match node.value {
                        Value::Scalar(text) => text,
                        Value::Null => "null".to_owned(),
                        Value::List(_) | Value::Map(_) => {
                            let finding = Diagnostic::new(
                                &lints::YAML_SYNTAX,
                                node.span,
                                "a key must be a single value",
                            );
                            return Err(self.findings.report(finding));
                        }
                    };
                    *key = Some(Spanned::new(text, node.span));
                }
            },
        }
        Ok(())
    }
}

/// Free-form YAML, with YAML's own types, for templates.
pub(crate) fn free_form(node: &Node) -> serde_yaml::Value {
    match &node.value {
        Value::Null => serde_yaml::Value::Null,
        Value::Scalar(text) => {
            serde_yaml::from_str(text).unwrap_or_else(|_| serde_yaml::Value::String(text.clone()))
        }
        Value::List(items) => serde_yaml::Value::Sequence(items.iter().map(free_form).collect()),
        Value::Map(entries) => {
            let pairs = entries
                .iter()
                .map(|(key, node)| (serde_yaml::Value::String(key.value.clone()), free_form(node)));
            serde_yaml::Value::Mapping(pairs.collect())
        }
    }
}

/// A scalar as a value of one of YAML's own types.
pub(super) fn typed<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_yaml::from_str(text).ok()
}
