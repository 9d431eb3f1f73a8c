//! Findings as values.
//!
//! In: what a phase found wrong, with spans. Out: [`Diagnostic`] values that every output format
//! prints from. Does not print, does not decide what stops a build, does not know the file system.

mod baseline;
pub mod emit;
mod finding;
mod findings;
mod levels;
mod patch;
mod repair;
mod reported;

pub use crate::lints::Level;
pub use baseline::{Baseline, Recorded, Stale, Subtracted};
pub(crate) use finding::sort;
pub use finding::{Applicability, Diagnostic, Edit, Fix, Label, Settled, Suppression};
pub use findings::{Diagnosed, Findings, all};
pub(crate) use levels::Reporting;
pub use levels::{Levels, UnknownLint};
pub use patch::patch;
pub(crate) use repair::applied;
pub use repair::{Reason, Repaired, Skipped, repair};
pub use reported::Reported;
