//! Straight marks in an author's text, printed as the language has them.
//!
//! In: what was written last. Out: the text with curled marks, where the guide asks for them. Marks at the edge of
//! bold words or links are told by what stands beyond that edge.

use super::html::Writer;
use crate::doc::Inline;
use crate::text::curled;
use std::borrow::Cow;

impl Writer<'_> {
    /// Text as it is printed.
    pub(super) fn printed<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let before = std::mem::replace(&mut self.before, text.chars().next_back());
        if self.site.checked.config.curls_quotes() { curled(text, before) } else { Cow::Borrowed(text) }
    }

    /// Remembers what a mark would follow after something that is not text.
    pub(super) fn follow(&mut self, inline: &Inline<'_>) {
        match inline {
            Inline::Code { .. } => self.before = Some('x'),
            Inline::SoftBreak | Inline::HardBreak => self.before = None,
            _ => {}
        }
    }
}
