//! How far a heading reaches, which one is the title of its page, and the plain text of inlines.

use super::{Block, Doc, Heading, Inline};
use crate::text::one_line;

/// The words of inlines without their marks; images give their alternative text.
pub(crate) fn plain_text(inlines: &[Inline<'_>]) -> String {
    let mut out = String::new();
    push_text(inlines, &mut out);
    out
}

fn push_text(inlines: &[Inline<'_>], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } | Inline::Math { tex: text, .. } => {
                out.push_str(text)
            }
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

/// The first heading of a text, if it is one of the first level.
pub(crate) fn first_heading<'d, 'a>(doc: &'d Doc<'a>) -> Option<&'d Heading<'a>> {
    let heading = doc.blocks.iter().find_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    })?;
    (heading.level == 1).then_some(heading)
}

/// Marks the first heading where it only says the title again.
pub(crate) fn mark_title(doc: &mut Doc<'_>, title: &str) {
    let Some(said) = first_heading(doc).filter(|heading| heading.content.iter().all(is_plain)) else {
        return;
    };
    let at = said.bytes.start;
    if one_line(&plain_text(&said.content)) != one_line(title) {
        return;
    }
    for block in &mut doc.blocks {
        if let Block::Heading(heading) = block
            && heading.bytes.start == at
        {
            heading.is_title = true;
            heading.role = None;
        }
    }
}

/// Words without a link, a picture or a note, which would be lost with them.
fn is_plain(inline: &Inline<'_>) -> bool {
    match inline {
        Inline::Text { .. } | Inline::Code { .. } | Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) => inner.iter().all(is_plain),
        Inline::Strike(_)
        | Inline::Link(_)
        | Inline::Math { .. }
        | Inline::Image { .. }
        | Inline::Html(_)
        | Inline::FootnoteRef(_) => false,
    }
}
