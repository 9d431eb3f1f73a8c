//! Straight marks in an author's text, printed as the language has them.
//!
//! In: what was written last. Out: the text with curled marks, where the guide asks for them. Marks at the edge of
//! bold words or links are told by what stands beyond that edge.

use super::html::Writer;
use crate::doc::Inline;
use crate::text::curled;
use std::borrow::Cow;

/// Elements of HTML whose text is printed as it is typed.
const VERBATIM: [&str; 7] = ["code", "kbd", "pre", "samp", "style", "textarea", "tt"];

impl Writer<'_> {
    /// Text as it is printed.
    pub(super) fn printed<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let before = std::mem::replace(&mut self.before, text.chars().next_back());
        if self.verbatim == 0 && self.plain.is_none() && self.site.checked.config.curls_quotes() {
            curled(text, before)
        } else {
            Cow::Borrowed(text)
        }
    }

    /// Remembers what a mark would follow after something that is not text.
    pub(super) fn follow(&mut self, inline: &Inline<'_>) {
        match inline {
            Inline::Code { .. } | Inline::Math { .. } => self.before = Some('x'),
            Inline::SoftBreak | Inline::HardBreak => self.before = None,
            Inline::Html(tag) => {
                let open = tag.text.strip_prefix('<').unwrap_or(&tag.text);
                let name =
                    open.strip_prefix('/').unwrap_or(open).split(|c: char| !c.is_ascii_alphanumeric()).next();
                if VERBATIM
                    .iter()
                    .any(|verbatim| name.is_some_and(|name| name.eq_ignore_ascii_case(verbatim)))
                {
                    let ends = open.starts_with('/');
                    self.verbatim = if ends { self.verbatim.saturating_sub(1) } else { self.verbatim + 1 };
                }
            }
            _ => {}
        }
    }
}
