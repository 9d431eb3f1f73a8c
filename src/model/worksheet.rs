//! Worksheets as written: `content/data/worksheets/`.
//!
//! A worksheet is a form that readers fill in. Its parts name each other by their ids, which `check` looks up.

use super::id::TextId;
use crate::text::Spanned;

/// A form for readers.
#[derive(Debug, Clone)]
pub struct Worksheet {
    /// Its id: the file's name.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// What it is for, in inline Markdown.
    pub description: Option<TextId>,
    /// The default subject of its claims.
    pub subject: Option<Spanned<String>>,
    /// Its parts in order.
    pub parts: Vec<WorksheetPart>,
}

/// A part of a worksheet.
#[derive(Debug, Clone)]
pub struct WorksheetPart {
    /// Names it for what readers keep.
    pub id: Spanned<String>,
    /// Its heading.
    pub label: String,
    /// How to fill it in, in inline Markdown.
    pub about: Option<TextId>,
    /// What it asks for.
    pub form: WorksheetForm,
}

/// What a part of a worksheet asks for or shows.
#[derive(Debug, Clone)]
pub enum WorksheetForm {
    /// Fields, once.
    Fields(Vec<WorksheetField>),
    /// So many cards with the same fields.
    Cards {
        /// How many.
        count: u32,
        /// What one is called: "Story".
        name: String,
        /// The fields of each.
        fields: Vec<WorksheetField>,
        /// What each can be ticked for.
        ticks: Vec<WorksheetTicks>,
    },
    /// The ticks of cards as a table.
    Matrix(Through),
    /// Questions of the bank, those first that the reader's ticks point to.
    Questions {
        /// The ticks that count.
        of: Through,
        /// How many are shown before the rest is folded.
        most: u32,
    },
    /// Statements that speak for one of two sides.
    Choice {
        /// The sides.
        sides: [String; 2],
        /// A smaller difference decides nothing.
        margin: u32,
        /// What readers agree with or not.
        statements: Vec<Statement>,
    },
    /// Fields from above, once more: `part/field`.
    Summary(Vec<Spanned<String>>),
}

/// What readers write.
#[derive(Debug, Clone)]
pub struct WorksheetField {
    /// Names it for what readers keep.
    pub id: Spanned<String>,
    /// Its label.
    pub label: String,
    /// How to fill it in, in inline Markdown.
    pub hint: Option<TextId>,
    /// `text`, `day`, `role` or `stages`.
    pub takes: &'static str,
    /// How high it is.
    pub lines: u32,
    /// What is remarked on while readers write: `we`, `hedges`, `number`.
    pub watch: Vec<&'static str>,
}

/// Boxes that a card can be ticked for.
#[derive(Debug, Clone)]
pub struct WorksheetTicks {
    /// Names them for what readers keep.
    pub id: Spanned<String>,
    /// Their legend.
    pub label: String,
    /// The set of principles that they are; none for the stages of the bank.
    pub set: Option<Spanned<String>>,
}

/// Ticks of the cards of a part.
#[derive(Debug, Clone)]
pub struct Through {
    /// The part.
    pub cards: Spanned<String>,
    /// The ticks.
    pub ticks: Spanned<String>,
}

/// Something that speaks for a side.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Names it for what readers keep.
    pub id: Spanned<String>,
    /// In inline Markdown.
    pub text: TextId,
    /// 1 or 2.
    pub side: u32,
}
