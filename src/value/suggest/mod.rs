//! Wordings that would agree: an optional part.
//!
//! In: a refuted claim. Out: the author's wording with its figure changed so that the fact supports it, or nothing.
//! No verdict depends on it: without this room, findings would only lack the line "write …".
//! Does not offer anything that was not read and judged like any other wording.

mod restyle;
mod wording;

pub(crate) use wording::{turned_round, wording};
