//! Findings as text, one file for each output format.
//!
//! In: findings in the order they are to be printed, and the files their spans point into. Out: a
//! `String`. Does not sort or filter, does not write anywhere and does not summarise.

mod clean;
mod human;
mod json;
mod source;
mod window;

#[cfg(test)]
mod tests;

pub use human::{Style, human};
pub use json::json;
