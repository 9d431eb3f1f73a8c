//! Comments that speak to prepress, and what they cover.
//!
//! In: comments and the begins of blocks in the order of the text, with how deep they stand. Out: each comment with the
//! block after it in the same surroundings. Does not read what is said.

use crate::doc::{Bytes, Comment};
use std::borrow::Cow;

/// What a comment says to prepress; nothing where it speaks to others.
pub(super) fn said(comment: &str) -> Option<&str> {
    let inner = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let said = inner.strip_prefix("prepress").filter(|said| said.starts_with([' ', '\t', '\n']))?;
    Some(said.trim_start())
}

#[derive(Default)]
pub(super) struct Covers<'a>(Vec<Pending<'a>>);

/// A comment for prepress, and the block after it once that has come.
struct Pending<'a> {
    text: Cow<'a, str>,
    bytes: Bytes,
    depth: usize,
    covered: Option<Bytes>,
}

impl<'a> Covers<'a> {
    /// Keeps a comment that speaks to prepress. `around` is the block it stands in, if it does not
    /// stand before one.
    pub(super) fn comment(&mut self, text: Cow<'a, str>, bytes: &Bytes, depth: usize, around: Option<Bytes>) {
        let inner = text.trim_start().strip_prefix("<!--").map(str::trim_start);
        if inner.is_some_and(|inner| inner.starts_with("prepress ")) {
            self.0.push(Pending { text, bytes: bytes.clone(), depth, covered: around });
        }
    }

    /// Whether a comment waits for a block.
    pub(super) fn waits(&self) -> bool {
        self.0.last().is_some_and(|pending| pending.covered.is_none())
    }

    /// A block begins, at the end of the comments that wait at its depth.
    pub(super) fn block(&mut self, depth: usize, covered: impl Fn(&Bytes) -> Bytes) {
        for pending in self.0.iter_mut().rev().take_while(|pending| pending.covered.is_none()) {
            if pending.depth == depth {
                pending.covered = Some(covered(&pending.bytes));
            }
        }
    }

    /// All comments; one that nothing follows covers nothing.
    pub(super) fn finish(self) -> Vec<Comment<'a>> {
        let whole = |pending: Pending<'a>| Comment {
            covered: pending.covered.unwrap_or(pending.bytes.end..pending.bytes.end),
            text: pending.text,
            bytes: pending.bytes,
        };
        self.0.into_iter().map(whole).collect()
    }
}
