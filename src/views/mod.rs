//! Views: the parts of pages that are made from data, a folder for each kind.
//!
//! In a folder, `spec` reads what the author asks for, `resolve` finds the records and facts, `html` writes them
//! and `search` says their words. The files beside this one ask every kind in turn, with one `match` for each phase.
//! Each file belongs to the layer of its phase: `spec` to `parse`, `resolve` to `check`, the others to `render`;
//! this file, which knows the names alone, to `model`.

pub(crate) mod chart;
pub(crate) mod checklist;
pub(crate) mod comparison;
pub(crate) mod facts;
pub(crate) mod html;
pub(crate) mod mistakes;
pub(crate) mod plan;
pub(crate) mod principles;
pub(crate) mod process;
pub(crate) mod questions;
pub(crate) mod resolve;
pub(crate) mod rubric;
pub(crate) mod search;
pub(crate) mod spec;
pub(crate) mod timeline;
pub(crate) mod worksheet;

use crate::text::named;

named! {
    /// The kinds of views, by the words of fenced blocks and of `kind:`.
    pub(crate) enum ViewKind {
        /// Subjects × attributes from facts.
        Comparison = "comparison",
        /// One checklist.
        Checklist = "checklist",
        /// Day windows of processes.
        Timeline = "timeline",
        /// Questions that pass a filter.
        Questions = "questions",
        /// A chart of facts or of the question bank.
        Chart = "chart",
        /// One rubric.
        Rubric = "rubric",
        /// Facts by reference.
        Facts = "facts",
        /// Pairs of what not to say and what to say.
        Mistakes = "mistakes",
        /// The principles of one set.
        Principles = "principles",
        /// Stages of one process.
        Process = "process",
        /// One plan.
        Plan = "plan",
        /// One worksheet.
        Worksheet = "worksheet",
    }
}

impl ViewKind {
    /// Whether a fenced block of its name shows it; the others are shown by pages of their kind alone.
    fn is_fenced(self) -> bool {
        match self {
            Self::Comparison
            | Self::Checklist
            | Self::Timeline
            | Self::Questions
            | Self::Chart
            | Self::Rubric
            | Self::Facts
            | Self::Mistakes
            | Self::Principles
            | Self::Process
            | Self::Worksheet => true,
            Self::Plan => false,
        }
    }

    /// The kind that a fenced block with this word shows.
    pub(crate) fn of_fence(word: &str) -> Option<Self> {
        Self::named(word).filter(|kind| kind.is_fenced())
    }

    /// The words that a fenced block may have.
    pub(crate) fn fences() -> impl Iterator<Item = &'static str> + Clone {
        Self::ALL.iter().filter(|kind| kind.is_fenced()).map(|kind| kind.name())
    }
}
