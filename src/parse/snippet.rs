//! Markdown that stands in a YAML value.
//!
//! In: a scalar with its place. Out: its bindings and links, with spans into the YAML file as
//! exact as the notation allows. Does not resolve them.

use super::{Detect, Extract, Roles, extract, markdown};
use crate::diag::Findings;
use crate::text::{Span, Spanned};
use std::ops::Range;

/// A short Markdown text from a data file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Snippet {
    pub text: String,
    pub extract: Extract,
}

impl Snippet {
    /// Reads a scalar. `raw` is the text under its span as it stands in the file.
    pub(crate) fn read(
        source: &Spanned<String>,
        raw: &str,
        detect: &Detect,
        findings: &mut Findings,
    ) -> Self {
        // Plain and simply quoted scalars stand in the file letter by letter; folded ones do not,
        // and everything in them points at the whole value.
        let offset = raw.find(&source.value).filter(|offset| *offset <= 1);
        let locate = |bytes: Range<usize>| -> Span {
            match offset {
                Some(offset) => source.span.within(offset + bytes.start..offset + bytes.end),
                None => source.span,
            }
        };
        let text = source.value.trim_end().to_owned();
        let roles = Roles::default();
        let (doc, _) = markdown::parse(&text, 0..text.len(), &roles);
        let extract = extract::extract(&doc, &text, detect, &locate, findings);
        Self { text, extract }
    }
}
