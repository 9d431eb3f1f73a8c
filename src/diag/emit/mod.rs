//! Findings as text, one file for each output format.
//!
//! In: findings in the order they are to be printed, and the files their spans point into. Out: a
//! `String`. Does not sort or filter, does not write anywhere and does not summarise.

mod clean;
mod github;
mod human;
mod json;
mod sarif;
mod source;
mod window;

#[cfg(test)]
mod tests;

pub use github::github;
pub use human::{Style, human, human_from};
pub use json::json;
pub use sarif::sarif;
