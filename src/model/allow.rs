//! Exceptions that authors make from lints.

use super::PartialDate;
use crate::text::{Span, Spanned};
use serde::{Deserialize, Serialize};

/// A lint that is not to be reported somewhere, with the reason.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Allow {
    /// The lint's name, as written.
    pub lint: Spanned<String>,
    /// Why; empty when none was given.
    pub reason: String,
    /// The last day it holds.
    pub until: Option<Spanned<PartialDate>>,
    /// What it covers.
    pub covers: Covers,
    /// The whole comment, when it makes no other exception: what a repair takes away.
    pub alone: Option<Span>,
}

/// The part of the site that an exception covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Covers {
    /// The whole file that it stands in.
    File,
    /// A block of text, or the entry of a fact.
    Part(Span),
}
