//! Markdown in data as HTML.
//!
//! In: a checked text of the data. Out: inline HTML; what its claims rest on is added to the page's notes.

use super::Site;
use super::html::{Failed, Meaning, Writer};
use crate::check::CheckedSnippet;
use crate::doc::Block;
use crate::parse::{Roles, markdown};

/// A text of a data file as inline HTML.
pub(crate) fn snippet(writer: &mut Writer<'_>, snippet: &CheckedSnippet) -> Result<String, Failed> {
    let site: &Site<'_> = writer.site;
    writer.book.register(&snippet.claims, site);
    let meaning = Meaning { links: &snippet.links, claims: &snippet.claims, views: &[], page: None };
    let roles = Roles::default();
    let (doc, _) = markdown::parse(&snippet.text, 0..snippet.text.len(), &roles);
    let mut inner = Writer::new(site, meaning, writer.root, writer.book);
    match doc.blocks.as_slice() {
        [Block::Paragraph(content) | Block::Plain(content)] => inner.inlines(content)?,
        blocks => inner.blocks(blocks)?,
    }
    Ok(inner.out)
}
