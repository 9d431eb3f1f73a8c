//! The parts of a text that is being read, and what stands in them.
//!
//! In: the parts that are open. Out: where raw HTML stands and what closes it, and the footnote at hand.

use super::{Builder, Frame, Tag};
use crate::doc::{Block, Html, Inline};
use crate::parse::blocks::folded;
use crate::parse::elements::Level;

impl<'a> Builder<'a, '_, '_> {
    /// The label of the footnote that is being read.
    pub(super) fn note(&self) -> Option<String> {
        self.frames.iter().find_map(|frame| match &frame.tag {
            Some(Tag::FootnoteDefinition(label)) => Some(folded(&self.cow(label.clone()))),
            _ => None,
        })
    }

    /// Where raw HTML stands.
    pub(super) fn level(&self) -> Level {
        let depth = self.frames.len();
        let closes = matches!(self.frames.last(), Some(Frame { tag: Some(Tag::Paragraph), .. }));
        Level { depth, outer: if closes { depth - 1 } else { depth } }
    }

    /// Ends of raw HTML that waited until the part of the text at hand was whole.
    pub(super) fn late_ends(&mut self) -> Option<Html<'a>> {
        let ends = self.elements.late(self.frames.len())?;
        Some(Html::ends(ends, self.top().range.end + self.offset))
    }

    /// Closes what raw HTML opened in a part of the text that ends.
    pub(super) fn close_elements(&mut self, frame: &mut Frame<'a, '_>) {
        let Some(ends) = self.elements.leave(self.frames.len() + 1) else { return };
        let html = Html::ends(ends, frame.range.end + self.offset);
        let holds_blocks = matches!(
            frame.tag,
            None | Some(
                Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition
            )
        );
        if holds_blocks && frame.inlines.is_empty() {
            frame.blocks.push(Block::Html(vec![html]));
        } else {
            frame.inlines.push(Inline::Html(html));
        }
    }
}
