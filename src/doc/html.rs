//! Raw HTML of a text.
//!
//! In: nothing; `parse::elements` makes it. Out: a piece as its author wrote it, and what of it is published in another
//! way: what would reach beyond its part of the page, what leads somewhere. Knows no element.

use super::Bytes;
use std::borrow::Cow;

/// A piece: a tag inside a run, a line of a block.
#[derive(Debug)]
pub(crate) struct Html<'a> {
    pub text: Cow<'a, str>,
    /// Its place in the file; empty for ends that no author wrote.
    pub bytes: Bytes,
    /// In order, as bytes of `text`, none inside another.
    pub edits: Vec<HtmlEdit>,
}

/// What is done with a part of a piece.
#[derive(Debug)]
pub(crate) struct HtmlEdit {
    pub at: Bytes,
    pub kind: HtmlEditKind,
}

#[derive(Debug, Clone)]
pub(crate) enum HtmlEditKind {
    /// It is shown as text.
    Text,
    /// It is left out: what it would end has ended.
    Drop,
    /// Ends of elements come before it.
    Before(String),
    /// The value of an attribute that leads somewhere, and what that says.
    Address { target: String, image: bool },
}

impl<'a> Html<'a> {
    /// Ends that close what an author left open, after the byte `at`.
    pub(crate) fn ends(ends: String, at: usize) -> Self {
        Self { text: Cow::Owned(ends), bytes: at..at, edits: Vec::new() }
    }

    /// The addresses in it: what they say, whether they are of images, and their bytes in the file.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = (&str, bool, Bytes)> {
        self.edits.iter().filter_map(|edit| match &edit.kind {
            HtmlEditKind::Address { target, image } => Some((target.as_str(), *image, self.place(&edit.at))),
            _ => None,
        })
    }

    /// Bytes of the text as bytes of the file. A piece that was changed on the way is one place.
    pub(crate) fn place(&self, at: &Bytes) -> Bytes {
        if self.text.len() == self.bytes.len() {
            self.bytes.start + at.start..self.bytes.start + at.end
        } else {
            self.bytes.clone()
        }
    }
}

/// What is wrong with raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HtmlFault {
    /// An element that is not closed in its part of the text.
    Unclosed(String),
    /// An end that closes nothing.
    Stray(String),
    /// A name that HTML does not know, as the tag begins.
    Unknown(String),
    /// A comment that is not closed.
    OpenComment,
    /// A tag without its `>`.
    OpenTag,
    /// An element that is not published.
    Blocked(&'static str),
    /// What browsers show to nobody, as it begins: `<?php`, `<template>`.
    Hidden(String),
    /// Styles, which the pages' policy forbids.
    Styles,
    /// A frame, which stays empty.
    Frame(String),
    /// A picture or sound of another server.
    Remote(String),
    /// An attribute that the pages' policy makes idle.
    Idle(String),
}
