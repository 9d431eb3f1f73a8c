//! Charts of facts, of processes and of the question bank.

pub(crate) mod html;
pub(crate) mod resolve;
pub(crate) mod spec;
