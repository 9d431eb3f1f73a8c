//! Markdown to a tree: the only user of `pulldown-cmark`.
//!
//! In: a page's text and the table of headings that give a role. Out: a [`Doc`] whose byte ranges
//! are offsets into that text. CommonMark with GitHub's tables, task lists, strikethrough, alerts, addresses
//! and footnotes, heading attributes, definition lists and wikilinks; what only looks like one of the second and third is
//! text (`mask`). Formulas are TeX in `$$…$$` of their own lines, in
//! `` $`…`$ `` and in blocks called `math`: `$450K-$650K` is money. Smart punctuation stays off: the checker reads what
//! the author wrote. A role moves or hides text only where that is the page's first.
//! Does not follow references and reports nothing but nesting without end.

mod formulas;
mod headings;
mod parts;
mod ways;

pub(crate) use ways::{Roles, Ways};

use super::anchors::in_order;
use super::autolink::push_linked;
use super::blocks::{
    cells, first_line, folded, is_closed, is_hardly_code, language, may_be_address, of_others, settle_roles,
    take_id, unprinted, unread,
};
use super::covers::Covers;
use super::elements::Elements;
use super::{mask, wikilink};
use crate::doc::{
    Align, Anchor, Block, Bytes, Code, Definition, Doc, Inline, Item, Link, LinkForm, PageIds, Remark,
    RemarkKind, headings_mut,
};
use crate::formula::mathml;
use crate::text::offset_in;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TextMergeWithOffset,
};
use std::borrow::Cow;
use std::collections::HashSet;

/// How deep blocks and inlines may nest.
const MAX_DEPTH: usize = 100;

/// The tree of `text[body]`, and the place where nesting went too deep, if it did.
pub(crate) fn parse<'a>(text: &'a str, body: Bytes, roles: &Roles) -> (Doc<'a>, Option<Bytes>) {
    parse_in(text, body, roles, Ways::default())
}

/// The same in other ways.
pub(crate) fn parse_in<'a>(
    text: &'a str,
    body: Bytes,
    roles: &Roles,
    ways: Ways,
) -> (Doc<'a>, Option<Bytes>) {
    let markdown = &text[body.clone()];
    let masked = mask::masked(markdown, ways.math);
    let parser = Parser::new_ext(&masked, ways::options());
    let mut builder = Builder {
        markdown,
        unmasked: masked == markdown,
        masked: &masked,
        offset: body.start,
        roles,
        elements: Elements::default(),
        anchors: Vec::new(),
        headings: Vec::new(),
        frames: vec![Frame::new(None, 0..0)],
        covers: Covers::default(),
        classed: HashSet::new(),
        notes: Vec::new(),
        noted: Vec::new(),
        remarks: Vec::new(),
        defined: Vec::new(),
        dollar: false,
        addresses: ways.addresses,
    };
    let named = parser.reference_definitions().iter().filter(|(_, it)| !may_be_address(&it.dest));
    let places =
        named.map(|(label, it)| (label.to_owned(), it.dest.to_string(), builder.place(it.span.clone())));
    builder.defined = places.collect();
    builder.defined.sort_by_key(|(.., bytes)| bytes.start);
    for (event, range) in TextMergeWithOffset::new(parser.into_offset_iter()) {
        if builder.frames.len() > MAX_DEPTH {
            let place = builder.place(range);
            return (builder.finish(), Some(place));
        }
        builder.event(event, range);
    }
    (builder.finish(), None)
}

/// A construct whose end has not come yet.
struct Frame<'a, 'm> {
    tag: Option<Tag<'m>>,
    range: Bytes,
    blocks: Vec<Block<'a>>,
    inlines: Vec<Inline<'a>>,
    items: Vec<Item<'a>>,
    cells: Vec<Vec<Inline<'a>>>,
    rows: Vec<Vec<Vec<Inline<'a>>>>,
    definitions: Vec<Definition<'a>>,
    html: Vec<(Cow<'a, str>, Bytes)>,
    text: Option<(Cow<'a, str>, Bytes)>,
    task: Option<bool>,
}

impl<'a, 'm> Frame<'a, 'm> {
    fn new(tag: Option<Tag<'m>>, range: Bytes) -> Self {
        Self {
            tag,
            range,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            definitions: Vec::new(),
            html: Vec::new(),
            text: None,
            task: None,
        }
    }

    /// The blocks, with inlines that no paragraph holds (tight lists) as plain text.
    fn take_blocks(&mut self) -> Vec<Block<'a>> {
        self.settle();
        std::mem::take(&mut self.blocks)
    }

    fn settle(&mut self) {
        if !self.inlines.is_empty() {
            let content = std::mem::take(&mut self.inlines);
            self.blocks.push(Block::Plain(content));
        }
    }
}

struct Builder<'a, 'm, 'r> {
    markdown: &'a str,
    /// What the parser reads: of the same length.
    masked: &'m str,
    unmasked: bool,
    offset: usize,
    roles: &'r Roles,
    elements: Elements,
    anchors: Vec<Anchor>,
    /// The first byte of each heading, and the number of its anchor.
    headings: Vec<(usize, usize)>,
    frames: Vec<Frame<'a, 'm>>,
    covers: Covers<'a>,
    /// The first bytes of headings that have their role by a class.
    classed: HashSet<usize>,
    /// Footnotes where they are defined.
    notes: Vec<(String, Bytes)>,
    /// References to footnotes: the footnote that each stands in, and the label that it names.
    noted: Vec<(Option<String>, String)>,
    remarks: Vec<Remark>,
    /// Labels whose addresses are none and that nothing used so far, with these and their places.
    defined: Vec<(String, String, Bytes)>,
    /// The next text begins with a dollar sign that closes a formula.
    dollar: bool,
    addresses: bool,
}

impl<'a, 'm> Builder<'a, 'm, '_> {
    /// A text of the parser as it was written.
    fn cow(&self, text: CowStr<'_>) -> Cow<'a, str> {
        let place = |part: &str| offset_in(self.masked, part).map(|at| at..at + part.len());
        match text {
            // What is not in the text is an entity's letter.
            CowStr::Borrowed(part) => match place(part).and_then(|range| self.markdown.get(range)) {
                Some(written) => Cow::Borrowed(written),
                None => Cow::Owned(part.to_owned()),
            },
            other if self.unmasked => Cow::Owned(other.into_string()),
            other => Cow::Owned(mask::unmasked(&other)),
        }
    }

    /// A construct as it was written.
    fn source(&self, frame: &Frame<'_, '_>) -> &'a str {
        self.markdown.get(frame.range.clone()).unwrap_or("")
    }

    fn place(&self, range: Bytes) -> Bytes {
        range.start + self.offset..range.end + self.offset
    }

    fn top(&mut self) -> &mut Frame<'a, 'm> {
        self.frames.last_mut().expect("the root frame stays until the end")
    }

    fn event(&mut self, event: Event<'m>, range: Bytes) {
        let bytes = self.place(range.clone());
        match event {
            Event::Start(tag) => {
                self.cover(&tag, &bytes);
                self.frames.push(Frame::new(Some(tag), range));
            }
            Event::End(_) => self.end(),
            Event::Text(text) => {
                let text = self.cow(text);
                self.text(text, range);
            }
            Event::Code(text) => {
                let text = self.cow(text);
                let written = self.markdown.get(range.clone()).unwrap_or("");
                let signs = written.len() - written.trim_start_matches('$').len();
                if signs > 0 {
                    let tex = written.get(signs..written.len() - signs).unwrap_or("");
                    self.formula(Cow::Borrowed(tex), signs == 2, &range);
                } else if self.between_dollars(&range) {
                    self.formula(text, false, &range);
                } else {
                    self.inline(Inline::Code { text, bytes });
                }
            }
            Event::Html(text) => {
                let text = self.cow(text);
                // A block of HTML is a frame of its own.
                self.covers.comment(text.clone(), &bytes, self.frames.len() - 1, None);
                self.top().html.push((text, bytes));
            }
            Event::InlineHtml(text) => {
                let text = self.cow(text);
                let around = self.top().range.clone();
                let around = self.place(around);
                self.covers.comment(text.clone(), &bytes, self.frames.len() - 1, Some(around));
                for html in self.elements.read(vec![(text, bytes)], self.level()) {
                    self.inline(Inline::Html(html));
                }
            }
            Event::FootnoteReference(label) => {
                let label = folded(&self.cow(label));
                self.noted.push((self.note(), label.clone()));
                self.inline(Inline::FootnoteRef(Cow::Owned(label)));
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak),
            Event::HardBreak => self.inline(Inline::HardBreak),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(done) => self.task(done),
            // Formulas are code to the parser.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// The first block after a comment, in the same surroundings, is what it covers.
    fn cover(&mut self, tag: &Tag<'_>, bytes: &Bytes) {
        if !self.covers.waits() {
            return;
        }
        // Comments and tags alone are passed over: what is covered is what readers see.
        let written = self.markdown.get(bytes.start - self.offset..bytes.end - self.offset).unwrap_or("");
        if !matches!(tag, Tag::HtmlBlock) || super::markup::shows(written) {
            self.covers.block(self.frames.len(), |_| bytes.clone());
        }
    }

    fn text(&mut self, text: Cow<'a, str>, range: Bytes) {
        let (text, range) = match text.strip_prefix('$').filter(|_| std::mem::take(&mut self.dollar)) {
            Some(rest) => (Cow::Owned(rest.to_owned()), range.start + 1..range.end),
            None => (text, range),
        };
        let bytes = self.place(range.clone());
        let top = self.top();
        if matches!(top.tag, Some(Tag::CodeBlock(_))) {
            top.text = Some((text, range));
            return;
        }
        let linked = self.frames.iter().any(|frame| matches!(frame.tag, Some(Tag::Link { .. })));
        let (source, addresses) = (self.markdown.get(range).unwrap_or(""), self.addresses);
        let inlines = &mut self.top().inlines;
        if linked {
            inlines.push(Inline::Text { text, bytes });
        } else {
            wikilink::push(text, source, bytes.start, inlines, |text, bytes, inlines| match addresses {
                true => push_linked(text, bytes, inlines),
                false => inlines.push(Inline::Text { text, bytes }),
            });
        }
    }

    fn task(&mut self, done: bool) {
        // A loose item wraps its text in a paragraph; the box belongs to the item.
        let item = self.frames.iter_mut().rev().find(|frame| matches!(frame.tag, Some(Tag::Item)));
        if let Some(item) = item {
            item.task = Some(done);
        }
    }

    fn inline(&mut self, inline: Inline<'a>) {
        self.top().inlines.push(inline);
        if let Some(ends) = self.late_ends() {
            self.top().inlines.push(Inline::Html(ends));
        }
    }

    fn block(&mut self, block: Block<'a>) {
        let top = self.top();
        top.settle();
        top.blocks.push(block);
        if let Some(ends) = self.late_ends() {
            self.top().blocks.push(Block::Html(vec![ends]));
        }
    }

    fn end(&mut self) {
        if self.frames.len() == 1 {
            return;
        }
        let mut frame = self.frames.pop().expect("more than the root");
        let bytes = self.place(frame.range.clone());
        self.close_elements(&mut frame);
        let Some(tag) = frame.tag.take() else { return };
        match tag {
            Tag::Paragraph => {
                let source = self.source(&frame);
                let set = frame
                    .inlines
                    .iter()
                    .any(|inline| matches!(inline, Inline::Math { .. } | Inline::Code { .. }));
                self.remarks.extend(of_others(source, bytes.start, set));
                self.block(Block::Paragraph(frame.inlines));
            }
            Tag::Heading { level, id, classes, .. } => {
                let id = id.map(|id| self.cow(id));
                let heading = self.heading(level as u8, id, &classes, frame.inlines, bytes);
                self.block(Block::Heading(heading));
            }
            Tag::BlockQuote(kind) => {
                let source = self.source(&frame);
                let word =
                    source.trim_start_matches(['>', ' ']).strip_prefix("[!").and_then(|s| s.split_once(']'));
                if let (None, Some((word, _))) = (kind, word)
                    && word.chars().all(char::is_alphanumeric)
                {
                    let kind = RemarkKind::UnknownAlert(word.to_owned());
                    self.remarks.push(Remark { kind, bytes: first_line(source, bytes.start) });
                }
                self.block(Block::Quote { alert: kind.map(alert), blocks: frame.take_blocks() })
            }
            Tag::CodeBlock(kind) => {
                let source = self.source(&frame);
                if matches!(kind, CodeBlockKind::Fenced(_)) && !is_closed(source) {
                    let bytes = first_line(source, bytes.start);
                    self.remarks.push(Remark { kind: RemarkKind::OpenFence, bytes });
                }
                let element = self.elements.innermost();
                if matches!(kind, CodeBlockKind::Indented) && is_hardly_code(source, element) {
                    let kind = RemarkKind::Indented(element.map(str::to_owned));
                    self.remarks.push(Remark { kind, bytes: first_line(source, bytes.start) });
                }
                self.code(kind, frame.text, bytes);
            }
            Tag::List(start) => self.block(Block::List { start, items: frame.items }),
            Tag::Item => {
                // The text of a tight item is no block of its own: a comment covers the rest of the item.
                self.covers.block(self.frames.len() + 1, |comment| comment.end..bytes.end);
                let mut blocks = frame.take_blocks();
                let id = frame.task.and_then(|_| take_id(&mut blocks));
                self.top().items.push(Item { task: frame.task, id, blocks });
            }
            Tag::FootnoteDefinition(label) => {
                let label = folded(&self.cow(label));
                self.notes.push((label.clone(), bytes));
                self.block(Block::Footnote { label: Cow::Owned(label), blocks: frame.take_blocks() });
            }
            Tag::HtmlBlock => {
                let lines = self.elements.read(frame.html, self.level());
                self.block(Block::Html(lines));
            }
            Tag::DefinitionList => self.block(Block::Definitions(frame.definitions)),
            Tag::DefinitionListTitle => self.top().definitions.push(Definition::Term(frame.inlines)),
            Tag::DefinitionListDefinition => {
                let meaning = Definition::Meaning(frame.take_blocks());
                self.top().definitions.push(meaning);
            }
            Tag::Table(aligns) => {
                let head = frame.cells;
                self.block(Block::Table {
                    aligns: aligns.into_iter().map(align).collect(),
                    head,
                    rows: frame.rows,
                });
            }
            Tag::TableHead => self.top().cells = frame.cells,
            Tag::TableRow => {
                let source = self.source(&frame);
                let columns = frame.cells.len();
                let more = cells(source.lines().next().unwrap_or("")).saturating_sub(columns);
                if more > 0 {
                    self.remarks.push(Remark { kind: RemarkKind::ExtraCells(more), bytes });
                }
                self.top().rows.push(frame.cells);
            }
            Tag::TableCell => self.top().cells.push(frame.inlines),
            other => self.inline_end(other, frame.inlines, bytes),
        }
    }

    fn inline_end(&mut self, tag: Tag<'_>, content: Vec<Inline<'a>>, bytes: Bytes) {
        let inline = match tag {
            Tag::Emphasis => Inline::Emphasis(content),
            Tag::Strong => Inline::Strong(content),
            Tag::Strikethrough => Inline::Strike(content),
            Tag::Link { link_type, dest_url, title, .. } => {
                if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
                    self.defined.retain(|(_, address, _)| **address != *dest_url);
                }
                let target = match link_type {
                    LinkType::Email => Cow::Owned(format!("mailto:{dest_url}")),
                    _ => self.cow(dest_url),
                };
                Inline::Link(Link { form: form(link_type), target, title: self.cow(title), content, bytes })
            }
            Tag::Image { dest_url, title, .. } => {
                Inline::Image { target: self.cow(dest_url), title: self.cow(title), alt: content, bytes }
            }
            // Superscript, subscript and metadata are off; their text would stay as it is.
            _ => {
                self.top().inlines.extend(content);
                return;
            }
        };
        self.inline(inline);
    }

    fn code(&mut self, kind: CodeBlockKind<'_>, text: Option<(Cow<'a, str>, Bytes)>, bytes: Bytes) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => language(&self.cow(info)),
            CodeBlockKind::Indented => String::new(),
        };
        let (text, range) = text.unwrap_or((Cow::Borrowed(""), 0..0));
        if language == "math" {
            match mathml(&text, true) {
                Ok(_) => {
                    let formula = Inline::Math { tex: text, display: true, bytes };
                    return self.block(Block::Paragraph(vec![formula]));
                }
                Err(error) => {
                    self.remarks.push(unread(error, &text, self.markdown, &range, self.offset));
                }
            }
        }
        let body = (self.markdown.get(range.clone()) == Some(&*text)).then(|| self.place(range));
        self.block(Block::Code(Code { language, text, bytes, body }));
    }

    fn finish(mut self) -> Doc<'a> {
        while self.frames.len() > 1 {
            let mut frame = self.frames.pop().expect("more than the root");
            self.close_elements(&mut frame);
            let blocks = frame.take_blocks();
            self.top().blocks.extend(blocks);
        }
        let mut root = self.frames.pop().expect("the root frame");
        self.close_elements(&mut root);
        let comments = self.covers.finish();
        let mut blocks = root.take_blocks();
        settle_roles(&mut blocks, &self.classed);
        let (anchors, headings) = in_order(self.anchors, self.elements.anchors, self.headings);
        let (ids, mut given) = PageIds::of(&anchors, &headings);
        headings_mut(&mut blocks, &mut |heading| {
            heading.id = given.remove(&heading.bytes.start).unwrap_or_default();
        });
        let mut remarks = self.remarks;
        remarks.append(&mut self.elements.remarks);
        remarks.extend(unprinted(self.notes, &self.noted));
        remarks.extend(self.defined.into_iter().map(|(label, _, bytes)| {
            let kind = RemarkKind::Definition(label);
            Remark { kind, bytes }
        }));
        Doc { blocks, comments, anchors, ids, remarks }
    }
}

fn form(link: LinkType) -> LinkForm {
    match link {
        LinkType::Autolink | LinkType::Email => LinkForm::Auto,
        _ => LinkForm::Bracketed,
    }
}

fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
