//! Rules: assertions across facts (docs/claims.md, "Rules").

use crate::text::{Span, Spanned};

/// How much it matters that a rule does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleLevel {
    /// Its lint's own level, which stops a build.
    Error,
    /// A warning.
    Warn,
    /// Nothing is reported; sentences may still cite the rule.
    Info,
}

/// An assertion as written in `rules.yaml`.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id, which `claim:` names.
    pub id: Spanned<String>,
    /// Its usual wording, for readers.
    pub says: String,
    /// The expression that has to hold.
    pub assert: Spanned<String>,
    /// What it quantifies over: `subject in tag(company)`.
    pub over: Option<Spanned<String>>,
    /// How much it matters.
    pub level: RuleLevel,
    /// Cases in which it need not hold.
    pub except: Vec<Exception>,
}

/// A case in which a rule need not hold.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Variables and their values: `subject: netflix-pmm`.
    pub binds: Vec<(Spanned<String>, Spanned<String>)>,
    /// Why; empty when none was given.
    pub because: String,
    /// The place of the whole entry.
    pub span: Span,
}
