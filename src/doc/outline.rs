//! How far a heading reaches, and the plain text of inlines.

use super::{Block, Inline};

/// The words of inlines without their marks; images give their alternative text.
pub(crate) fn plain_text(inlines: &[Inline<'_>]) -> String {
    let mut out = String::new();
    push_text(inlines, &mut out);
    out
}

fn push_text(inlines: &[Inline<'_>], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strike(content) => {
                push_text(content, out)
            }
            // The value of an insertion is not known here, and its name is nothing to read.
            Inline::Link(link) if link.form == super::LinkForm::Auto && link.target.starts_with("fact:") => {}
            Inline::Link(link) => push_text(&link.content, out),
            Inline::Image { alt, .. } => push_text(alt, out),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Html(_) | Inline::FootnoteRef(_) => {}
        }
    }
}

/// How many blocks belong to a heading of this level.
pub(crate) fn section_length(level: u8, blocks: &[Block<'_>]) -> usize {
    let ends = |block: &Block<'_>| matches!(block, Block::Heading(heading) if heading.level <= level);
    blocks.iter().position(ends).unwrap_or(blocks.len())
}
