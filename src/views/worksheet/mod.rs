//! Worksheets: forms that readers fill in.

pub(crate) mod html;
pub(crate) mod resolve;
pub(crate) mod search;
pub(crate) mod spec;
