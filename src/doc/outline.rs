//! Heading ids, how far a heading reaches, and the plain text of inlines.

use super::{Block, Inline};
use std::collections::{HashMap, HashSet};

/// Makes ids unique on one page.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    taken: HashSet<String>,
    /// The next number to try for each wanted id.
    next: HashMap<String, usize>,
}

impl Slugs {
    /// The id of a heading: lower case, words joined by hyphens, as GitHub makes it; a second one
    /// of the same text gets `-1`.
    pub(crate) fn heading(&mut self, text: &str) -> String {
        let mut slug = String::with_capacity(text.len());
        for c in text.trim().chars() {
            if c.is_alphanumeric() || c == '-' || c == '_' {
                slug.extend(c.to_lowercase());
            } else if c.is_whitespace() {
                slug.push('-');
            }
        }
        if slug.is_empty() {
            slug.push_str("section");
        }
        self.unique(slug)
    }

    /// An id as the author gave it, made unique.
    pub(crate) fn unique(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let next = self.next.entry(wanted.clone()).or_insert(1);
        loop {
            let id = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

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
