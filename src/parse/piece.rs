//! Pieces that a text of a page consists of, as its figures are looked for.
//!
//! In: nothing; `figures` and `markup` make them. Out: text with its bytes. Does not know what it says.

use std::ops::Range;

/// A piece of a run: its text, its bytes, and the binding it belongs to.
pub(super) struct Piece<'t> {
    pub text: &'t str,
    pub bytes: Range<usize>,
    pub binding: Option<usize>,
    /// No link can be put here: it lies in a link or in HTML.
    pub locked: bool,
    /// It belongs to the name of a work.
    pub title: bool,
}

/// Stands in a run for code and inserted values, which are no figures of the prose.
pub(super) const GAP: &str = "\u{fffc}";
