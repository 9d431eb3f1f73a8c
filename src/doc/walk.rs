//! One order in which everything visits a tree.
//!
//! Extraction and rendering both count bindings and views in this order, so the n-th binding that
//! was checked is the n-th that is written.

use super::{Block, Code, Definition, Doc, Heading, Inline};

/// Something a visitor may look at.
pub(crate) enum Site<'t, 'a> {
    Heading(&'t Heading<'a>),
    Code(&'t Code<'a>),
    /// A run of inlines: a paragraph, a cell, a heading's text.
    Run(&'t [Inline<'a>]),
    Html(&'t str),
}

/// Visits all blocks of a tree in the order they are written, parents before children.
pub(crate) fn walk<'t, 'a>(doc: &'t Doc<'a>, visit: &mut impl FnMut(Site<'t, 'a>)) {
    blocks(&doc.blocks, visit);
}

fn blocks<'t, 'a>(list: &'t [Block<'a>], visit: &mut impl FnMut(Site<'t, 'a>)) {
    for block in list {
        match block {
            Block::Paragraph(content) | Block::Plain(content) => visit(Site::Run(content)),
            Block::Heading(heading) => {
                visit(Site::Heading(heading));
                visit(Site::Run(&heading.content));
            }
            Block::List { items, .. } => {
                for item in items {
                    blocks(&item.blocks, visit);
                }
            }
            Block::Quote { blocks: inner, .. } | Block::Footnote { blocks: inner, .. } => {
                blocks(inner, visit)
            }
            Block::Code(code) => visit(Site::Code(code)),
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| visit(Site::Run(cell)));
            }
            Block::Html(parts) => parts.iter().for_each(|part| visit(Site::Html(part))),
            Block::Definitions(entries) => {
                for entry in entries {
                    match entry {
                        Definition::Term(content) => visit(Site::Run(content)),
                        Definition::Meaning(inner) => blocks(inner, visit),
                    }
                }
            }
            Block::Rule => {}
        }
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
