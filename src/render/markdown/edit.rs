//! An author's Markdown with what reads differently outside the site: values in the place of insertions, links
//! that lead to other pages as Markdown, views as tables and lists, footnotes for evidence.
//!
//! In: a text with what checking says of it. Out: the same text, edited. What is not named here stays letter by
//! letter; nothing is wrapped or set anew.

use super::super::escape;
use super::super::html::{Failed, Writer};
use super::address;
use crate::check::{Claim, ClaimState, Resolved};
use crate::doc::{Block, Doc, Heading, Inline, Inner, Link, LinkForm, Role, section_length};
use crate::text::escaped_markdown;
use crate::views;
use std::ops::Range;

/// Collects what is written differently.
pub(crate) struct Editor<'t, 'w, 'a> {
    /// Knows what checking says of the text; views are written through it.
    writer: &'w mut Writer<'a>,
    text: &'t str,
    /// The part that is written.
    body: Range<usize>,
    edits: Vec<(Range<usize>, String)>,
}

impl<'t, 'w, 'a> Editor<'t, 'w, 'a> {
    pub(crate) fn new(writer: &'w mut Writer<'a>, text: &'t str, body: Range<usize>) -> Self {
        Self { writer, text, body, edits: Vec::new() }
    }

    /// The text with its edits; those that touch one another keep the first.
    pub(crate) fn text(mut self, doc: &Doc<'_>) -> Result<String, Failed> {
        self.doc(doc)?;
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let Self { text, body, .. } = &self;
        let (mut out, mut at) = (String::new(), body.start);
        for (range, new) in &self.edits {
            let Some(kept) = text.get(at..range.start).filter(|_| range.end <= body.end) else {
                continue;
            };
            out.push_str(kept);
            out.push_str(new);
            at = range.end;
        }
        out.push_str(text.get(at..body.end).unwrap_or_default());
        Ok(out)
    }

    fn doc(&mut self, doc: &Doc<'_>) -> Result<(), Failed> {
        self.blocks(&doc.blocks)?;
        self.emptied(&doc.blocks);
        self.edits.extend(doc.comments.iter().map(|comment| (comment.bytes.clone(), String::new())));
        Ok(())
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) -> Result<(), Failed> {
        for block in blocks {
            match block {
                Block::List { items, .. } => {
                    for item in items {
                        self.blocks(&item.blocks)?;
                        self.edits.extend(item.id.iter().map(|(_, bytes)| (bytes.clone(), String::new())));
                    }
                }
                Block::Code(code) => self.code(&code.bytes)?,
                other => other.try_each(|inner| match inner {
                    Inner::Run(run) => {
                        self.run(run);
                        Ok(())
                    }
                    Inner::Blocks(blocks) => self.blocks(blocks),
                })?,
            }
        }
        Ok(())
    }

    /// A section of related pages that the author left to the site: its list stands at the end.
    fn emptied(&mut self, blocks: &[Block<'_>]) {
        for (at, block) in blocks.iter().enumerate() {
            if let Block::Heading(Heading { level, role: Some(Role::Related), bytes, .. }) = block
                && section_length(*level, &blocks[at + 1..]) == 0
            {
                self.edits.push((bytes.clone(), String::new()));
            }
        }
    }

    /// A view; it stands without a title of its own, since the text around it may be of any level.
    fn code(&mut self, bytes: &Range<usize>) -> Result<(), Failed> {
        let views = self.writer.meaning.views;
        let Some((_, view)) = views.iter().find(|(start, _)| *start == bytes.start) else {
            return Ok(());
        };
        let text = self.text;
        // Lines of a block inside a list or a quotation carry what stands before its first.
        let line = text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line..bytes.start];
        let before = if before.chars().all(|c| c == ' ' || c == '>') { before } else { "" };
        let new = self.writer.aside(|writer| views::html::write(writer, view, false))?;
        let new = new.replace('\n', &format!("\n{before}"));
        let end = if text[bytes.clone()].ends_with('\n') { "\n" } else { "" };
        self.edits.push((bytes.clone(), new + end));
        Ok(())
    }

    fn run(&mut self, run: &[Inline<'_>]) {
        for inline in run {
            match inline {
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.run(inner),
                Inline::Link(link) => self.link(link),
                Inline::Image { bytes, .. } => self.image(bytes),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Math { .. }
                | Inline::Html(_)
                | Inline::FootnoteRef(_)
                | Inline::SoftBreak
                | Inline::HardBreak => {}
            }
        }
    }

    fn image(&mut self, bytes: &Range<usize>) {
        if let Some(Resolved::Asset(path)) = self.writer.meaning.links.get(&bytes.start) {
            let alt = inside(&self.text[bytes.clone()]).trim_start_matches("![");
            let new = format!("![{alt}]({}{})", self.writer.root, escape::path(path));
            self.edits.push((bytes.clone(), new));
        }
    }

    fn link(&mut self, link: &Link<'_>) {
        let source = &self.text[link.bytes.clone()];
        let (site, claims, root) = (self.writer.site, self.writer.meaning.claims, self.writer.root);
        if let Ok(at) = claims.binary_search_by_key(&link.bytes.start, |claim| claim.start) {
            let new = self.claim(&claims[at], source);
            self.edits.push((link.bytes.clone(), new));
            return;
        }
        let resolved = self.writer.meaning.links.get(&link.bytes.start);
        let (address, title) = match resolved {
            Some(Resolved::Page { page, anchor }) => {
                let page = &self.writer.site.checked.pages[*page];
                let title = page.page.front.title.value.as_str();
                (address(site, root, &page.out, anchor.as_deref()), title)
            }
            Some(Resolved::Generated { path, anchor }) => {
                (address(site, root, path, anchor.as_deref()), path.as_str())
            }
            Some(Resolved::Asset(path)) => (format!("{root}{}", escape::path(path)), path.as_str()),
            Some(Resolved::External | Resolved::Broken(_)) | None => return,
        };
        let text = match link.form {
            LinkForm::Wiki { words: true } => {
                source.split_once('|').map_or(title, |(_, rest)| rest.trim_end_matches("]]")).to_owned()
            }
            LinkForm::Wiki { words: false } | LinkForm::Auto => escaped_markdown(title),
            LinkForm::Bracketed => inside(source).trim_start_matches('[').to_owned(),
        };
        self.edits.push((link.bytes.clone(), format!("[{text}]({address})")));
    }

    /// The words of a claim and the number of its footnote.
    fn claim(&mut self, claim: &Claim, source: &str) -> String {
        let words = match &claim.state {
            ClaimState::Inserted { text, .. } => text.clone(),
            _ => inside(source).trim_start_matches('[').to_owned(),
        };
        match self.writer.evidence.cite(claim) {
            Some((number, _)) => format!("{words}[^evidence-{}]", number + 1),
            None => words,
        }
    }
}

/// A bracketed link up to the end of its words, with the brackets before them.
fn inside(source: &str) -> &str {
    let end = source.rfind("](").or_else(|| source.rfind("][")).or_else(|| source.rfind(']'));
    &source[..end.unwrap_or(source.len())]
}
