//! One finding, and a value that travels with its findings.

use super::Level;
use crate::lints::Lint;
use crate::text::{Files, Span};

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where it is.
    pub span: Span,
    /// What stands there, in a few words.
    pub message: String,
}

/// Something that is wrong in the input, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Which lint found it.
    pub lint: &'static Lint,
    /// How much it matters: the lint's own level until the site's configuration is applied.
    pub level: Level,
    /// The place the author is editing.
    pub span: Span,
    /// One sentence that stands alone: lower case, no full stop.
    pub message: String,
    /// Words at the caret.
    pub label: Option<String>,
    /// Other places: the fact, the first definition.
    pub related: Vec<Label>,
    /// The arithmetic or the reason.
    pub notes: Vec<String>,
    /// What to do, concretely; one entry for each possible repair.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A finding with the lint's default level.
    pub fn new(lint: &'static Lint, span: Span, message: impl Into<String>) -> Self {
        Self {
            lint,
            level: lint.default_level(),
            span,
            message: message.into(),
            label: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds the words at the caret.
    #[must_use]
    pub fn label(mut self, words: impl Into<String>) -> Self {
        self.label = Some(words.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { span, message: message.into() });
        self
    }

    /// Adds the arithmetic or the reason.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a repair.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// A value together with what was found while making it.
///
/// Phases return this and never a `Result`: one bad line costs one finding, not the page.
#[derive(Debug, Clone)]
pub struct Diagnosed<T> {
    /// What was made, as far as it could be.
    pub value: T,
    /// What was found, in no particular order.
    pub findings: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// A value without findings.
    pub fn clean(value: T) -> Self {
        Self { value, findings: Vec::new() }
    }

    /// Pairs a value with its findings.
    pub fn new(value: T, findings: Vec<Diagnostic>) -> Self {
        Self { value, findings }
    }

    /// Takes the value and moves the findings to a list.
    pub fn collect_into(self, findings: &mut Vec<Diagnostic>) -> T {
        findings.extend(self.findings);
        self.value
    }
}

/// Sorts findings by file, then place, then code, and drops repetitions.
pub(crate) fn sort(findings: &mut Vec<Diagnostic>, files: &Files) {
    findings.sort_by(|a, b| {
        let path = |d: &Diagnostic| files.get(d.span.file).path.clone();
        (path(a), a.span.start, a.span.end, a.lint.code, &a.message).cmp(&(
            path(b),
            b.span.start,
            b.span.end,
            b.lint.code,
            &b.message,
        ))
    });
    findings.dedup_by(|a, b| a.lint.code == b.lint.code && a.span == b.span && a.message == b.message);
}
