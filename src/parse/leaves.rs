//! The text of a run in the order it is read, through all its marks.
//!
//! In: the inlines of a paragraph or a cell. Out: its pieces with their bytes, and where the neighbourhood of a claim
//! ends. Reads no claim.

use super::reference;
use crate::doc::{Inline, LinkForm};
use std::borrow::Cow;
use std::ops::Range;

/// A piece of a run's text in reading order.
pub(crate) struct Leaf<'t> {
    pub text: Cow<'t, str>,
    pub bytes: Range<usize>,
    /// Ends the neighbourhood of a claim: a hard break, or the words of another binding.
    pub wall: bool,
}

/// The text of a run through all its marks.
pub(crate) fn leaves<'t>(run: &'t [Inline<'_>]) -> Vec<Leaf<'t>> {
    let mut out = Vec::new();
    push_leaves(run, false, &mut 0, &mut out);
    out
}

/// `edge` is the end of the last link, which is after the end of its words.
fn push_leaves<'t>(run: &'t [Inline<'_>], wall: bool, edge: &mut usize, out: &mut Vec<Leaf<'t>>) {
    for (at, inline) in run.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &run[before]);
        let end = out.last().map_or(0, |leaf| leaf.bytes.end).max(*edge);
        match inline {
            Inline::Text { text, bytes } if before.is_some_and(opens_raised) && is_number(text) => {
                let text = text.bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect();
                out.push(Leaf { text: Cow::Owned(text), bytes: bytes.clone(), wall });
            }
            Inline::Text { text, bytes }
            | Inline::Code { text, bytes }
            | Inline::Math { tex: text, bytes, .. } => {
                out.push(Leaf { text: Cow::Borrowed(text), bytes: bytes.clone(), wall });
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                push_leaves(inner, wall, edge, out);
            }
            Inline::Link(link) => {
                let bound = wall || reference::target(&link.target).is_some();
                // The text of an insertion is its target, which no reader sees.
                if bound && (link.content.is_empty() || link.form == LinkForm::Auto) {
                    out.push(Leaf { text: Cow::Borrowed(""), bytes: link.bytes.clone(), wall: true });
                } else {
                    push_leaves(&link.content, bound, edge, out);
                }
                *edge = link.bytes.end;
            }
            Inline::SoftBreak => out.push(Leaf { text: Cow::Borrowed(" "), bytes: end..end + 1, wall }),
            Inline::Html(html) if breaks(&html.text) => {
                out.push(Leaf { text: Cow::Borrowed(""), bytes: end..end, wall: true });
            }
            Inline::HardBreak => out.push(Leaf { text: Cow::Borrowed(""), bytes: end..end, wall: true }),
            Inline::Image { .. } | Inline::Html(_) | Inline::FootnoteRef(_) => {}
        }
    }
}

/// The digits as they stand in `<sup>`.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Whether a tag begins a new line, as a hard break does.
fn breaks(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').get(..2);
    let ends = tag.get(3..4).is_some_and(|next| next.starts_with([' ', '/', '>', '\n']));
    name.is_some_and(|name| name.eq_ignore_ascii_case("br")) && ends
}

fn opens_raised(inline: &Inline<'_>) -> bool {
    matches!(inline, Inline::Html(html) if html.text.get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("<sup")))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
