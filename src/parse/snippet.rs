//! Markdown that stands in a YAML value.
//!
//! In: a scalar with its place. Out: its bindings and links, with spans into the YAML file as
//! exact as the notation allows. Does not resolve them.

use super::{Detect, Extract, Roles, Scalar, extract, markdown, remarks};
use crate::diag::{Diagnostic, Findings};
use crate::doc::{Block, Doc};
use crate::lints;
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
        let scalar = Scalar::new(source, raw);
        let locate = |bytes: Range<usize>| scalar.place(bytes);
        let text = source.value.trim_end().to_owned();
        let roles = Roles::default();
        let (doc, _) = markdown::parse(&text, 0..text.len(), &roles);
        one_line(&doc, &text, source.span, findings);
        let extract = extract::extract(&doc, &text, detect, &locate, findings);
        remarks::report(&doc, &extract.missed, &locate, findings);
        Self { text, extract }
    }
}

/// A text of one line that begins like another block loses its sign, or all of it; in a text of several lines that
/// is meant.
fn one_line(doc: &Doc<'_>, text: &str, span: Span, findings: &mut Findings) {
    if text.trim().contains('\n') && !doc.blocks.is_empty() {
        return;
    }
    let paragraph = |block: &Block<'_>| matches!(block, Block::Paragraph(_) | Block::Plain(_));
    let is = match doc.blocks.iter().find(|block| !paragraph(block)) {
        Some(Block::List { .. }) => "a list",
        Some(Block::Quote { .. }) => "a quotation",
        Some(Block::Heading(_)) => "a heading",
        Some(Block::Rule) => "a line across the page",
        None if doc.blocks.is_empty() && !text.trim().is_empty() => "the address of a link",
        _ => return,
    };
    findings.report(
        Diagnostic::new(&lints::TEXT_LOST, span, format!("this line reads as {is}"))
            .label("not printed as written")
            .help("write a backslash before the sign that makes it one"),
    );
}
