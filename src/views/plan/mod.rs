//! Plans: what to do on which day.

pub(crate) mod html;
pub(crate) mod resolve;
pub(crate) mod search;
pub(crate) mod spec;
