//! One finding, and the sorted findings of a whole run.

use super::{Level, Reported};
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

/// Whether a repair may be applied without looking at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// It keeps what the author meant: `prepress fix` applies it.
    Safe,
    /// It is likely, and changes the meaning: only `prepress fix --unsafe` applies it.
    Unsafe,
}

/// A place and what should stand there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A repair that a program can apply: all of its edits or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether it needs a look.
    pub applicability: Applicability,
    /// Edits that do not overlap, in any order; they may lie in several files.
    pub edits: Vec<Edit>,
}

/// Why a finding is known and not reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The reason that was given.
    pub reason: String,
    /// Where it was given; `None` for the baseline.
    pub span: Option<Span>,
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
    /// The highest level it may have, whatever its lint's: `level: warn` of a rule.
    pub at_most: Option<Level>,
    /// The repair that a program can apply, if there is one.
    pub fix: Option<Fix>,
    /// What it is about, apart from its place and from the day: the fact and the wording. Reports that
    /// follow findings from run to run know it by this, the lint and the file.
    pub identity: Option<String>,
    /// The entry of the data that its repair rests on: it is withheld while that has findings of its own.
    pub rests_on: Option<Span>,
    /// The reported fault that it only follows from; such a finding is dropped when it is reported.
    pub cause: Option<Reported>,
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
            at_most: None,
            fix: None,
            identity: None,
            rests_on: None,
            cause: None,
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

impl Diagnostic {
    /// Whether another finding says the same of the same place.
    pub(crate) fn says_like(&self, other: &Self) -> bool {
        self.lint.code == other.lint.code && self.span == other.span && self.message == other.message
    }

    /// Adds a repair by one edit.
    #[must_use]
    pub fn fix(mut self, applicability: Applicability, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { applicability, edits: vec![Edit { span, text: text.into() }] });
        self
    }

    /// Names the reported fault that it follows from, if there is one.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Option<Reported>>) -> Self {
        self.cause = cause.into();
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn identity(mut self, identity: impl Into<String>) -> Self {
        self.identity = Some(identity.into());
        self
    }
}

/// A value with its findings once nothing is added any more: each has its level, and they stand in the
/// order of files and places.
#[derive(Debug, Clone)]
pub struct Settled<T> {
    /// What was made.
    pub value: T,
    /// What was found.
    pub findings: Vec<Diagnostic>,
}

/// Sorts findings by file, then place, then code, and drops repetitions.
pub(crate) fn sort(findings: &mut Vec<Diagnostic>, files: &Files) {
    findings.sort_by(|a, b| {
        let path = |d: &Diagnostic| &files.get(d.span.file).path;
        (path(a), a.span.start, a.span.end, a.lint.code, &a.message).cmp(&(
            path(b),
            b.span.start,
            b.span.end,
            b.lint.code,
            &b.message,
        ))
    });
    findings.dedup_by(|a, b| a.says_like(b));
}
