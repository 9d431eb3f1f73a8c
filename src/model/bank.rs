//! Questions and principles as written: `content/data/questions/` and `content/data/principles/`.

use super::id::TextId;
use super::source::SourceRef;
use crate::text::Spanned;

/// A part of an interview that questions belong to.
#[derive(Debug, Clone)]
pub struct BankStage {
    /// Its id, which is part of its page's path.
    pub id: Spanned<String>,
    /// Its name for readers.
    pub label: String,
    /// What it is about, in inline Markdown.
    pub description: Option<TextId>,
}

/// A question to practise.
#[derive(Debug, Clone)]
pub struct Question {
    /// Names it for what readers keep; survives edits of wording and order.
    pub id: Spanned<String>,
    /// The question, in inline Markdown.
    pub text: TextId,
    /// The default subject of its claims.
    pub subject: Option<Spanned<String>>,
    /// Who is asked; empty means everyone.
    pub roles: Vec<Spanned<String>>,
    /// Id of its stage.
    pub stage: Option<Spanned<String>>,
    /// Ids of the principles it asks for.
    pub principles: Vec<Spanned<String>>,
    /// `behavioural`, `case`, `product-sense`, `strategy`, `critique` or `screen`.
    pub kind: Option<&'static str>,
    /// `reported`, `example`, `derived` or `authored`.
    pub origin: &'static str,
    /// Where it was read.
    pub sources: Vec<SourceRef>,
    /// Minutes for an answer.
    pub minutes: Option<u32>,
    /// What a good answer shows, in inline Markdown.
    pub shows: Vec<TextId>,
    /// What goes wrong, in inline Markdown.
    pub traps: Vec<TextId>,
    /// What is asked next, in inline Markdown.
    pub follow_ups: Vec<TextId>,
}

/// Principles of one file.
#[derive(Debug, Clone)]
pub struct PrincipleSet {
    /// Its id: the file's name.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// What it is, in inline Markdown.
    pub description: Option<TextId>,
    /// The default subject of its claims.
    pub subject: Option<Spanned<String>>,
    /// Its principles.
    pub items: Vec<Principle>,
}

/// Something that interviewers are said to listen for.
#[derive(Debug, Clone)]
pub struct Principle {
    /// Its id, which is part of its page's path.
    pub id: Spanned<String>,
    /// Its name.
    pub name: String,
    /// The name its owner gives it.
    pub official: Option<String>,
    /// What it means, in inline Markdown.
    pub meaning: Option<TextId>,
    /// What shows it, in inline Markdown.
    pub shows: Vec<TextId>,
    /// What speaks against it, in inline Markdown.
    pub missing: Vec<TextId>,
    /// How to show it, in inline Markdown.
    pub practise: Option<TextId>,
    /// Ids of the stages in which it is asked for first.
    pub stages: Vec<Spanned<String>>,
    /// Where it was read.
    pub sources: Vec<SourceRef>,
}
