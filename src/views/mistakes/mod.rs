//! Pairs of what not to say and what to say.

pub(crate) mod html;
pub(crate) mod resolve;
pub(crate) mod search;
pub(crate) mod spec;
