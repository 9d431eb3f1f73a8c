//! Questions about a checked site: what is covered, due, touched, and how a verdict came about.
//!
//! In: a checked site and its files. Out: reports as values, each with the text and the formats it is
//! printed in. Checks nothing anew but what a question changes on purpose; writes nothing.

mod bound;
mod calendar;
mod capture;
mod coverage;
mod due;
mod history;
mod impact;
pub(crate) mod lens;
mod links;
mod mutate;
mod page;
mod steps;
mod unjudged;

pub use capture::Left;
pub use coverage::{CoverageReport, FileRow, SectionRow};
pub use due::{Due, DueItem, DueState};
pub use history::{History, Revision, Said, Turn};
pub use impact::{Impact, Touched};
pub use links::{Address, Addresses, Dead, Failing, Ledger, LinkReport, Outcomes};
pub use mutate::{Mutants, MutationReport, ProseMutants, Survivor};
pub use page::coverage_page;
pub use steps::{Steps, StepsError};
pub use unjudged::{Unjudged, Why};

pub(crate) use capture::{Choice, Chosen, choose};
pub(crate) use coverage::coverage;
pub(crate) use due::due;
pub(crate) use history::said;
pub(crate) use impact::{find, impact};
pub(crate) use links::{addresses, judge};
pub(crate) use mutate::mutate;
pub(crate) use steps::steps;

use crate::text::{Files, Span};

/// `content/pay.md:12:26`
fn place(span: Span, files: &Files) -> String {
    let position = files.lines(span.file).position(span.start as usize);
    format!("{}:{}:{}", files.get(span.file).path, position.line, position.column)
}
