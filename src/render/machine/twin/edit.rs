//! An author's Markdown with what reads differently outside the site: values in the place of insertions, links
//! that lead to other pages as Markdown, views as tables and lists, footnotes for evidence.
//!
//! In: a text with what checking says of it. Out: the same text, edited. What is not named here stays letter by
//! letter; nothing is wrapped or set anew.

use super::super::super::escape;
use super::pen::{Pen, words};
use super::view;
use crate::check::{Claim, ClaimState, Resolved, View};
use crate::doc::{Block, Definition, Doc, Heading, Inline, Link, LinkForm, Role, section_length};
use std::collections::BTreeMap;
use std::ops::Range;

/// A text and what checking says of its links, claims and views, by the byte they start at.
pub(super) struct Source<'a> {
    pub text: &'a str,
    /// The part that is written.
    pub body: Range<usize>,
    pub links: &'a BTreeMap<usize, Resolved>,
    pub claims: &'a [Claim],
    pub views: &'a [(usize, View)],
}

/// Collects what is written differently.
pub(super) struct Editor<'a, 'p> {
    pen: &'a mut Pen<'p>,
    source: Source<'a>,
    edits: Vec<(Range<usize>, String)>,
}

impl<'a, 'p> Editor<'a, 'p> {
    pub(super) fn new(pen: &'a mut Pen<'p>, source: Source<'a>) -> Self {
        Self { pen, source, edits: Vec::new() }
    }

    /// The text with its edits; those that touch one another keep the first.
    pub(super) fn text(mut self, doc: &Doc<'_>) -> String {
        self.doc(doc);
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let Source { text, body, .. } = &self.source;
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
        out
    }

    fn doc(&mut self, doc: &Doc<'_>) {
        self.blocks(&doc.blocks);
        self.emptied(&doc.blocks);
        self.edits.extend(doc.comments.iter().map(|comment| (comment.bytes.clone(), String::new())));
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            match block {
                Block::Paragraph(run) | Block::Plain(run) => self.run(run),
                Block::Heading(heading) => self.run(&heading.content),
                Block::List { items, .. } => {
                    for item in items {
                        self.blocks(&item.blocks);
                        self.edits.extend(item.id.iter().map(|(_, bytes)| (bytes.clone(), String::new())));
                    }
                }
                Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => self.blocks(blocks),
                Block::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.run(cell));
                }
                Block::Definitions(entries) => {
                    for entry in entries {
                        match entry {
                            Definition::Term(run) => self.run(run),
                            Definition::Meaning(blocks) => self.blocks(blocks),
                        }
                    }
                }
                Block::Code(code) => self.code(&code.bytes),
                Block::Html(_) | Block::Rule => {}
            }
        }
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

    fn code(&mut self, bytes: &Range<usize>) {
        let Some((_, view)) = self.source.views.iter().find(|(start, _)| *start == bytes.start) else {
            return;
        };
        let text = self.source.text;
        // Lines of a block inside a list or a quotation carry what stands before its first.
        let line = text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line..bytes.start];
        let before = if before.chars().all(|c| c == ' ' || c == '>') { before } else { "" };
        let new = view::text(self.pen, view).replace('\n', &format!("\n{before}"));
        let end = if text[bytes.clone()].ends_with('\n') { "\n" } else { "" };
        self.edits.push((bytes.clone(), new + end));
    }

    fn run(&mut self, run: &[Inline<'_>]) {
        for inline in run {
            match inline {
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.run(inner),
                Inline::Link(link) => self.link(link),
                Inline::Image { bytes, .. } => self.image(bytes),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Html(_)
                | Inline::FootnoteRef(_)
                | Inline::SoftBreak
                | Inline::HardBreak => {}
            }
        }
    }

    fn image(&mut self, bytes: &Range<usize>) {
        if let Some(Resolved::Asset(path)) = self.source.links.get(&bytes.start) {
            let alt = inside(&self.source.text[bytes.clone()]).trim_start_matches("![");
            let new = format!("![{alt}]({}{})", self.pen.root, escape::path(path));
            self.edits.push((bytes.clone(), new));
        }
    }

    fn link(&mut self, link: &Link<'_>) {
        let source = &self.source.text[link.bytes.clone()];
        let claims = self.source.claims;
        if let Ok(at) = claims.binary_search_by_key(&link.bytes.start, |claim| claim.start) {
            let new = self.claim(&claims[at], source);
            self.edits.push((link.bytes.clone(), new));
            return;
        }
        if let Some(Resolved::Generated { path, anchor }) = self.source.links.get(&link.bytes.start) {
            let text = inside(source).trim_start_matches('[');
            let anchor = anchor.as_ref().map_or_else(String::new, |id| format!("#{}", escape::path(id)));
            let new = format!("[{text}]({}{anchor})", self.pen.address(path));
            self.edits.push((link.bytes.clone(), new));
            return;
        }
        let (path, anchor, title) = match self.source.links.get(&link.bytes.start) {
            Some(Resolved::Page { page, anchor }) => {
                let page = &self.pen.site.checked.pages[*page];
                (super::super::twin(&page.out), anchor.as_deref(), page.page.front.title.value.as_str())
            }
            Some(Resolved::Asset(path)) => (path.clone(), None, path.as_str()),
            _ => return,
        };
        let text = match link.form {
            LinkForm::Wiki { words: false } => words(title),
            LinkForm::Wiki { words: true } => {
                let text = source.split_once('|').map_or(title, |(_, rest)| rest.trim_end_matches("]]"));
                text.to_owned()
            }
            LinkForm::Auto => words(title),
            LinkForm::Bracketed => inside(source).trim_start_matches('[').to_owned(),
        };
        let anchor = anchor.map_or_else(String::new, |id| format!("#{}", escape::path(id)));
        let new = format!("[{text}]({}{}{anchor})", self.pen.root, escape::path(&path));
        self.edits.push((link.bytes.clone(), new));
    }

    /// The words of a claim and the number of its footnote.
    fn claim(&mut self, claim: &Claim, source: &str) -> String {
        let words = match &claim.state {
            ClaimState::Inserted { text, .. } => text.clone(),
            _ => inside(source).trim_start_matches('[').to_owned(),
        };
        match self.pen.book.cite(claim) {
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
