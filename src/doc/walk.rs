//! One order in which everything visits a tree.
//!
//! In: a tree. Out: what a block holds ([`Block::each`]), said in one place for all that walk through trees;
//! headings, code and runs in the order of the text ([`walk`]). Extraction and rendering both meet bindings
//! and views in this order. Decides nothing about what is met.

use super::{Block, Code, Definition, Doc, Heading, Html, Inline};
use std::convert::Infallible;

/// A part of a block.
pub(crate) enum Inner<'t, 'a> {
    /// Inlines: a paragraph, a cell, a heading's text, a term.
    Run(&'t [Inline<'a>]),
    /// The blocks of an item, a quotation, a note, a meaning.
    Blocks(&'t [Block<'a>]),
}

impl<'a> Block<'a> {
    /// Visits what the block holds, in the order of the text. Code, HTML and rules hold neither runs nor
    /// blocks.
    pub(crate) fn each<'t>(&'t self, mut visit: impl FnMut(Inner<'t, 'a>)) {
        let always = |inner| {
            visit(inner);
            Ok::<(), Infallible>(())
        };
        match self.try_each(always) {
            Ok(()) => {}
        }
    }

    /// The same, until a visit fails.
    pub(crate) fn try_each<'t, E>(
        &'t self,
        mut visit: impl FnMut(Inner<'t, 'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Block::Paragraph(run) | Block::Plain(run) => visit(Inner::Run(run)),
            Block::Heading(heading) => visit(Inner::Run(&heading.content)),
            Block::List { items, .. } => items.iter().try_for_each(|item| visit(Inner::Blocks(&item.blocks))),
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => visit(Inner::Blocks(blocks)),
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).try_for_each(|cell| visit(Inner::Run(cell)))
            }
            Block::Definitions(entries) => entries.iter().try_for_each(|entry| match entry {
                Definition::Term(run) => visit(Inner::Run(run)),
                Definition::Meaning(blocks) => visit(Inner::Blocks(blocks)),
            }),
            Block::Code(_) | Block::Html(_) | Block::Rule => Ok(()),
        }
    }
}

/// Something a visitor may look at.
pub(crate) enum Site<'t, 'a> {
    Heading(&'t Heading<'a>),
    Code(&'t Code<'a>),
    /// A run of inlines: a paragraph, a cell, a heading's text.
    Run(&'t [Inline<'a>]),
    /// The lines of a block.
    Html(&'t [Html<'a>]),
}

/// Visits all blocks of a tree in the order they are written, parents before children.
pub(crate) fn walk<'t, 'a>(doc: &'t Doc<'a>, visit: &mut impl FnMut(Site<'t, 'a>)) {
    blocks(&doc.blocks, visit);
}

fn blocks<'t, 'a>(list: &'t [Block<'a>], visit: &mut impl FnMut(Site<'t, 'a>)) {
    for block in list {
        match block {
            Block::Heading(heading) => visit(Site::Heading(heading)),
            Block::Code(code) => visit(Site::Code(code)),
            Block::Html(lines) => visit(Site::Html(lines)),
            _ => {}
        }
        block.each(|inner| match inner {
            Inner::Run(run) => visit(Site::Run(run)),
            Inner::Blocks(inner) => blocks(inner, visit),
        });
    }
}

/// Visits all headings, to change them.
pub(crate) fn headings_mut<'a>(list: &mut [Block<'a>], visit: &mut impl FnMut(&mut Heading<'a>)) {
    for block in list {
        match block {
            Block::Heading(heading) => visit(heading),
            Block::List { items, .. } => {
                items.iter_mut().for_each(|item| headings_mut(&mut item.blocks, visit));
            }
            Block::Quote { blocks: inner, .. } | Block::Footnote { blocks: inner, .. } => {
                headings_mut(inner, visit);
            }
            Block::Definitions(entries) => {
                for entry in entries {
                    match entry {
                        Definition::Meaning(inner) => headings_mut(inner, visit),
                        Definition::Term(_) => {}
                    }
                }
            }
            Block::Paragraph(_)
            | Block::Plain(_)
            | Block::Code(_)
            | Block::Table { .. }
            | Block::Html(_)
            | Block::Rule => {}
        }
    }
}
