//! Trees as plain text.
//!
//! In: a tree and the claims in it. Out: the words that a reader sees, with inserted values in their
//! places. Leaves out marks, HTML and evidence.

use crate::check::{Claim, ClaimState};
use crate::doc::{Block, Inline, Inner};

/// The words of a run. The claims are in the order of their links.
pub(crate) fn run(run: &[Inline<'_>], claims: &[Claim]) -> String {
    let mut out = String::new();
    push(run, claims, &mut out);
    out
}

fn push(run: &[Inline<'_>], claims: &[Claim], out: &mut String) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } | Inline::Math { tex: text, .. } => {
                out.push_str(text)
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                push(inner, claims, out);
            }
            Inline::Link(link) => {
                let at = claims.binary_search_by_key(&link.bytes.start, |claim| claim.start);
                match at.map(|at| &claims[at].state) {
                    Ok(ClaimState::Inserted { text, .. }) => out.push_str(text),
                    _ => push(&link.content, claims, out),
                }
            }
            Inline::Image { alt, .. } => push(alt, claims, out),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Html(_) | Inline::FootnoteRef(_) => {}
        }
    }
}

/// The words of blocks, one line each; code and HTML are left out.
pub(crate) fn blocks(blocks: &[Block<'_>], claims: &[Claim]) -> String {
    let mut lines = Vec::new();
    collect(blocks, claims, &mut lines);
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

fn collect(all: &[Block<'_>], claims: &[Claim], lines: &mut Vec<String>) {
    for block in all {
        match block {
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    let cells: Vec<String> = row.iter().map(|cell| run(cell, claims)).collect();
                    lines.push(cells.join(", "));
                }
            }
            Block::Footnote { .. } => {}
            other => other.each(|inner| match inner {
                Inner::Run(words) => lines.push(run(words, claims)),
                Inner::Blocks(blocks) => collect(blocks, claims, lines),
            }),
        }
    }
}
