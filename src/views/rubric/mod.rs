//! Rubrics: one scale with what decides, and examples to try.

pub(crate) mod html;
pub(crate) mod resolve;
pub(crate) mod search;
pub(crate) mod spec;
