//! Questions of the bank that pass a filter.

pub(crate) mod html;
pub(crate) mod resolve;
pub(crate) mod spec;
