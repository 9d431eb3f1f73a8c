//! Markdown in data as HTML, or as Markdown.
//!
//! In: a text of the data. Out: inline HTML, or a line of Markdown, as the writer's output asks; what its claims rest
//! on is added to the page's evidence.

use super::html::{Failed, Meaning, Writer};
use super::{Output, Site, markdown as markdown_export};
use crate::check::CheckedSnippet;
use crate::doc::{Block, Part, headings_mut};
use crate::model::TextId;
use crate::parse::{Roles, markdown};

/// A text of the data.
pub(crate) fn text(writer: &mut Writer<'_>, text: TextId) -> Result<String, Failed> {
    let checked = writer.site.checked;
    snippet(writer, &checked.texts()[text])
}

/// A checked text.
pub(crate) fn snippet(writer: &mut Writer<'_>, snippet: &CheckedSnippet) -> Result<String, Failed> {
    Ok(labelled(writer, snippet)?.0)
}

/// The same, and whether it may stand in a label.
pub(crate) fn labelled(writer: &mut Writer<'_>, snippet: &CheckedSnippet) -> Result<(String, bool), Failed> {
    let site: &Site<'_> = writer.site;
    writer.evidence.register(&snippet.claims, site);
    if writer.output == Output::Markdown {
        return Ok((markdown_export::snippet(writer, snippet)?, true));
    }
    let meaning = Meaning { links: &snippet.links, claims: &snippet.claims, views: &[], page: None };
    let roles = Roles::default();
    let (mut doc, _) = markdown::parse(&snippet.text, 0..snippet.text.len(), &roles);
    headings_mut(&mut doc.blocks, &mut |heading| {
        heading.id = writer.evidence.ids.named(Part::Heading, &heading.id);
    });
    let margin = writer.margin.clone();
    let mut inner = Writer::new(site, meaning, writer.root, writer.evidence);
    inner.margin = margin;
    match doc.blocks.as_slice() {
        [Block::Paragraph(content) | Block::Plain(content)] => inner.inlines(content)?,
        blocks => {
            inner.blocks(blocks)?;
            inner.footnotes(blocks)?;
        }
    }
    let (out, plain) = (inner.out, inner.fits_label);
    writer.margin = inner.margin;
    Ok((out, plain))
}
