//! Timelines: day windows of processes on one axis.

pub(crate) mod html;
pub(crate) mod resolve;
pub(crate) mod spec;
