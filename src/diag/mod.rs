//! Findings as values.
//!
//! In: what a phase found wrong, with spans. Out: [`Diagnostic`] values that every output format
//! prints from. Does not print, does not decide what stops a build, does not know the file system.

pub mod emit;
mod finding;
mod levels;

pub(crate) use finding::sort;
pub use finding::{Applicability, Diagnosed, Diagnostic, Edit, Fix, Label, Suppression};
pub use levels::{Level, Levels, UnknownLint};
