//! Mappings read key by key.
//!
//! In: a mapping of a YAML tree. Out: the values of keys that a reader asks for, and findings on values that are not
//! what their keys want, on keys that are missing and on those that nobody asked for. Knows no key itself.

use super::foreign;
use super::yaml::{self, Node, Value};
use crate::diag::{Applicability, Diagnostic, Edit, Findings, Fix, Reported};
use crate::lints;
use crate::text::{Span, Spanned, suggestion};

/// A mapping that is being read key by key; keys that nobody asked for are unknown. Reading ends with
/// [`Fields::finish`], on every path: what was found is lost otherwise.
pub(crate) struct Fields<'a> {
    what: &'static str,
    span: Span,
    entries: &'a [(Spanned<String>, Node)],
    asked: Vec<&'static str>,
    findings: Findings,
    finished: bool,
}

impl Drop for Fields<'_> {
    fn drop(&mut self) {
        debug_assert!(self.finished || std::thread::panicking(), "{} was not read to its end", self.what);
    }
}

impl<'a> Fields<'a> {
    /// Starts reading a mapping; anything else is a finding and `None`. `what` names it in
    /// messages: `a fact`.
    pub(crate) fn of(node: &'a Node, what: &'static str, findings: &mut Findings) -> Option<Self> {
        Self::mapping(node, what, findings).ok()
    }

    /// Starts reading a mapping.
    ///
    /// # Errors
    /// It is something else.
    pub(crate) fn mapping(
        node: &'a Node,
        what: &'static str,
        findings: &mut Findings,
    ) -> Result<Self, Reported> {
        match &node.value {
            Value::Map(entries) => {
                let (asked, findings) = (Vec::new(), Findings::default());
                Ok(Self { what, span: node.span, entries, asked, findings, finished: false })
            }
            _ => {
                let message = format!("{what} must be a mapping (`key: value`), found {}", node.describe());
                Err(findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message)))
            }
        }
    }

    /// The place of the whole mapping.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Whether a key is there, whatever its value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(own, _)| own.value == key)
    }

    /// The value of a key, unless it is missing or null.
    pub(crate) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let (_, node) = self.entries.iter().rev().find(|(k, _)| k.value == key)?;
        (node.value != Value::Null).then_some(node)
    }

    /// A single value as text.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        self.scalar(node, key).ok()
    }

    /// A single value as text that has to be there.
    pub(crate) fn required(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.needed(key).ok()
    }

    /// A single value as text that has to be there.
    ///
    /// # Errors
    /// It is missing, or not a single value.
    pub(crate) fn needed(&mut self, key: &'static str) -> Result<Spanned<String>, Reported> {
        match self.node(key) {
            Some(node) => self.scalar(node, key),
            None => {
                let message = format!("{} needs `{key}`", self.what);
                Err(self.findings.report(Diagnostic::new(&lints::MISSING_KEY, self.first_line(), message)))
            }
        }
    }

    fn first_line(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    fn scalar(&mut self, node: &Node, key: &str) -> Result<Spanned<String>, Reported> {
        self.single(node, || format!("`{key}`"))
    }

    fn single(&mut self, node: &Node, what: impl Fn() -> String) -> Result<Spanned<String>, Reported> {
        match &node.value {
            Value::Scalar(text) => Ok(Spanned::new(text.clone(), node.span)),
            Value::Null | Value::List(_) | Value::Map(_) => {
                let message = format!("{} must be a single value, found {}", what(), node.describe());
                Err(self.fault(node.span, message))
            }
        }
    }

    /// A list of single values; one single value stands for a list of one.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        self.words(node, || format!("`{key}`"))
    }

    /// The same of a value that stands elsewhere; `what` names it in messages.
    pub(crate) fn words(&mut self, node: &Node, what: impl Fn() -> String) -> Vec<Spanned<String>> {
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.single(item, &what).ok()).collect(),
            _ => self.single(node, &what).ok().into_iter().collect(),
        }
    }

    /// A list of anything.
    pub(crate) fn nodes(&mut self, key: &'static str) -> &'a [Node] {
        match self.node(key).map(|node| (node, &node.value)) {
            Some((_, Value::List(items))) => items,
            Some((node, _)) => {
                self.wrong(node.span, format!("`{key}` must be a list, found {}", node.describe()));
                &[]
            }
            None => &[],
        }
    }

    /// The entries of a mapping.
    pub(crate) fn entries(&mut self, key: &'static str) -> &'a [(Spanned<String>, Node)] {
        match self.node(key).map(|node| (node, &node.value)) {
            Some((_, Value::Map(entries))) => entries,
            Some((node, _)) => {
                self.wrong(node.span, format!("`{key}` must be a mapping, found {}", node.describe()));
                &[]
            }
            None => &[],
        }
    }

    /// A value of one of YAML's own types; `kind` names it in messages: `true or false`.
    pub(crate) fn typed<T: serde::de::DeserializeOwned>(
        &mut self,
        key: &'static str,
        kind: &str,
    ) -> Option<T> {
        self.parsed(key, kind, yaml::typed).map(|value| value.value)
    }

    /// A value that `read` understands; `kind` names what it has to be.
    pub(crate) fn parsed<T>(
        &mut self,
        key: &'static str,
        kind: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        let value = read(&text.value);
        if value.is_none() {
            self.wrong(text.span, format!("`{key}` must be {kind}, found `{}`", text.value));
        }
        Some(Spanned::new(value?, text.span))
    }

    /// One of a closed list of words.
    pub(crate) fn choice(
        &mut self,
        key: &'static str,
        choices: &[&'static str],
    ) -> Option<Spanned<&'static str>> {
        let text = self.text(key)?;
        let found = choices.iter().find(|choice| **choice == text.value);
        if found.is_none() {
            let near = suggestion(&text.value, choices.iter().copied());
            self.wrong(text.span, format!("`{key}` is one of {}, not `{}`{near}", list(choices), text.value));
        }
        Some(Spanned::new(*found?, text.span))
    }

    /// Reports a value that is not what its key wants.
    pub(crate) fn wrong(&mut self, span: Span, message: String) {
        self.fault(span, message);
    }

    /// The same, with the proof that it was reported.
    pub(crate) fn fault(&mut self, span: Span, message: String) -> Reported {
        self.findings.report(Diagnostic::new(&lints::WRONG_VALUE, span, message))
    }

    /// Ends the reading: keys that were not asked for are unknown.
    pub(crate) fn finish(mut self, findings: &mut Findings) {
        let known = if self.what == PAGE { self.of_others() } else { Vec::new() };
        for (key, _) in self.entries {
            if !self.asked.contains(&key.value.as_str()) && !known.contains(&key.value.as_str()) {
                let near = suggestion(&key.value, self.asked.iter().copied());
                let message = format!("{} has no key `{}`{near}", self.what, key.value);
                let known = format!("the keys are {}", list(&self.asked));
                self.findings.report(Diagnostic::new(&lints::UNKNOWN_KEY, key.span, message).help(known));
            }
        }
        findings.append(std::mem::take(&mut self.findings));
        self.finished = true;
    }

    /// Reports the keys of a page that other tools have under other names, all in one finding, and returns them.
    fn of_others(&mut self) -> Vec<&'a str> {
        let entries = self.entries;
        let has = |name: &str| entries.iter().any(|(key, _)| key.value == name);
        let asked = std::mem::take(&mut self.asked);
        let found = entries.iter().filter(|(key, _)| !asked.contains(&key.value.as_str()));
        let found: Vec<_> =
            found.filter_map(|(key, node)| Some((key, node, foreign::called_here(&key.value)?))).collect();
        self.asked = asked;
        let keys: Vec<&'a str> = found.iter().map(|(key, ..)| key.value.as_str()).collect();
        let Some((first, ..)) = found.first() else { return keys };
        let are = if keys.len() == 1 { "is a key" } else { "are keys" };
        let said: Vec<String> =
            found.iter().map(|(key, _, ours)| format!("`{}` is `{ours}`", key.value)).collect();
        let mut taken: Vec<&str> = Vec::new();
        let mut edits = Vec::new();
        for (key, node, ours) in &found {
            let plain = key.span.is_plain(&key.value);
            let carried = foreign::means_the_same(&key.value)
                && matches!(node.value, Value::Scalar(_) | Value::List(_));
            if plain && carried && !has(ours) && !taken.contains(ours) {
                taken.push(ours);
                edits.push(Edit { span: key.span, text: (*ours).to_owned() });
            }
        }
        let message = format!("{} {are} of other tools", list(&keys));
        let mut finding = Diagnostic::new(&lints::UNKNOWN_KEY, first.span, message)
            .help(format!("here {}; what has no name here belongs under `extra`", said.join(", ")));
        if !edits.is_empty() {
            finding.fix = Some(Fix { applicability: Applicability::Safe, edits });
        }
        self.findings.report(finding);
        keys
    }
}

/// What messages call a page's front matter.
pub(super) const PAGE: &str = "a page";

/// `a`, `b` and `c`, in backticks.
pub(crate) fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}
