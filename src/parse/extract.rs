//! What a text refers to and claims.
//!
//! In: a tree. Out: its links, images, bindings, views and near-misses of bindings, with places.
//! Does not resolve anything and keeps nothing of the tree.

use super::binding::{self, Binding};
use super::figures::{self, Detect, FigureSite};
use super::leaves::{Leaf, leaves};
use super::near::{self, Missed};
use super::near_links;
use super::reference::Target;
use crate::diag::{Diagnostic, Findings};
use crate::doc::{
    Block, By, Code, Doc, Heading, Html, Inline, Link, LinkForm, Role, Site, runs, section_length, walk,
};
use crate::lints;
use crate::text::{Span, one_line, word_count};
use crate::views::ViewKind;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;

/// Everything a text refers to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Extract {
    pub links: Vec<LinkSite>,
    pub bindings: Vec<Binding>,
    #[serde(skip)]
    pub fences: Vec<Fence>,
    /// Languages of code blocks, each with the place of the block's first line.
    pub languages: Vec<(String, Span)>,
    /// Ids that raw HTML sets.
    pub html_ids: Vec<String>,
    /// Number of words of running text.
    pub words: usize,
    pub figures: Vec<FigureSite>,
    /// What means to bind and cannot.
    #[serde(skip)]
    pub missed: Vec<Missed>,
    /// The boxes of checklists in the text, each with its id if it has one.
    pub boxes: Vec<Option<String>>,
}

/// A link or an image.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LinkSite {
    pub kind: LinkKind,
    pub target: String,
    pub start: usize,
    pub span: Span,
    /// Where the target stands letter by letter, if it does.
    pub address: Option<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LinkKind {
    Link,
    Image,
    Wiki,
}

/// A fenced block that stands for a generated view.
#[derive(Debug, Clone)]
pub(crate) struct Fence {
    pub kind: ViewKind,
    pub start: usize,
    /// The whole block.
    pub span: Span,
    /// The YAML in it, as bytes of the text; `None` when quoting or lists changed it.
    pub body: Option<Range<usize>>,
    pub text: String,
}

/// Reads a tree. `locate` turns offsets in the text into a place in a file.
pub(crate) fn extract(
    doc: &Doc<'_>,
    text: &str,
    detect: &Detect,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) -> Extract {
    let mut reader = Reader { text, locate, findings, out: Extract::default(), struck: false };
    walk(doc, &mut |site| match site {
        Site::Run(run) => {
            let leaves = leaves(run);
            reader.run(run, &leaves);
        }
        Site::Code(code) => reader.code(code),
        Site::Html(html) => reader.html(html),
        Site::Heading(_) => {}
    });
    let mut out = reader.out;
    let html = doc.anchors.iter().filter(|anchor| anchor.by == By::Html);
    out.html_ids = html.map(|anchor| anchor.id.clone()).collect();
    let mut boxes = Vec::new();
    find_boxes(&doc.blocks, &mut boxes);
    repeated(&boxes, locate, reader.findings);
    out.boxes = boxes.into_iter().map(|id| id.map(|(id, _)| id.clone())).collect();
    out.figures = figures::find(doc, text, &out.bindings, detect, locate, findings);
    out
}

/// The id of a box, if it has one, and where that stands.
type BoxId<'d> = Option<&'d (String, Range<usize>)>;

/// Boxes below headings of checklists.
fn find_boxes<'d>(blocks: &'d [Block<'_>], out: &mut Vec<BoxId<'d>>) {
    fn collect<'d>(blocks: &'d [Block<'_>], out: &mut Vec<BoxId<'d>>) {
        for block in blocks {
            let Block::List { items, .. } = block else { continue };
            for item in items {
                if item.task.is_some() {
                    out.push(item.id.as_ref());
                }
                collect(&item.blocks, out);
            }
        }
    }
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading(Heading { level, role: Some(Role::Checklist), .. }) = block {
            let rest = &blocks[at + 1..];
            collect(&rest[..section_length(*level, rest)], out);
        }
    }
}

/// Reports boxes with the id of another box: ticking one would tick both.
fn repeated(boxes: &[BoxId<'_>], locate: &dyn Fn(Range<usize>) -> Span, findings: &mut Findings) {
    let mut first: HashMap<&str, &Range<usize>> = HashMap::new();
    for (id, bytes) in boxes.iter().copied().flatten() {
        if let Some(other) = first.get(id.as_str()) {
            let message = format!("the box `{id}` appears twice on this page");
            findings.report(
                Diagnostic::new(&lints::DUPLICATE_ID, locate(bytes.clone()), message)
                    .related(locate((*other).clone()), "first here"),
            );
        } else {
            first.insert(id, bytes);
        }
    }
}

/// Whether words are struck through, or some of them are.
fn is_struck(inline: &Inline<'_>, text: &str) -> bool {
    match inline {
        Inline::Strike(inner) => takes_back(inner, text),
        Inline::Emphasis(inner) | Inline::Strong(inner) => inner.iter().any(|inline| is_struck(inline, text)),
        _ => false,
    }
}

/// Whether tildes take a text back: single ones around a figure mean "about", and are reported as such.
fn takes_back(inner: &[Inline<'_>], text: &str) -> bool {
    super::figures::about(inner, text).is_none()
}

/// Where the target of a link stands in its Markdown, after the sign that opens an address.
fn address(text: &str, target: &str, bytes: &Range<usize>) -> Option<Range<usize>> {
    const OPENING: [&str; 3] = ["](", "](<", "[["];
    let link = text.get(bytes.clone()).filter(|_| !target.is_empty())?;
    let opened = |at: &usize| OPENING.iter().any(|sign| link[..*at].ends_with(sign));
    let mut found = link.match_indices(target).map(|(at, _)| at).filter(opened);
    let at = found.next().filter(|_| found.next().is_none())?;
    Some(bytes.start + at..bytes.start + at + target.len())
}

struct Reader<'r> {
    text: &'r str,
    locate: &'r dyn Fn(Range<usize>) -> Span,
    findings: &'r mut Findings,
    out: Extract,
    /// Inside a text that is struck through.
    struck: bool,
}

impl Reader<'_> {
    fn run(&mut self, run: &[Inline<'_>], leaves: &[Leaf<'_>]) {
        for inline in run {
            match inline {
                Inline::Text { text, bytes } => {
                    self.out.words += word_count(text);
                    self.near_miss(text, bytes);
                    near::footnotes(text, bytes, self.text, self.locate, self.findings);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) => self.run(inner, leaves),
                Inline::Strike(inner) => {
                    let struck = self.struck || takes_back(inner, self.text);
                    let outer = std::mem::replace(&mut self.struck, struck);
                    self.run(inner, leaves);
                    self.struck = outer;
                }
                Inline::Link(link) => self.link(link, leaves),
                Inline::Image { target, bytes, alt, .. } if super::reference::target(target).is_some() => {
                    let span = (self.locate)(bytes.clone());
                    self.findings.report(near::misplaced(span, "an image", target));
                    self.run(alt, leaves);
                }
                Inline::Image { target, alt, bytes, .. } => {
                    self.site(LinkKind::Image, target, bytes);
                    self.run(alt, leaves);
                }
                Inline::Html(html) => self.html(std::slice::from_ref(html)),
                Inline::Code { .. }
                | Inline::Math { .. }
                | Inline::FootnoteRef(_)
                | Inline::SoftBreak
                | Inline::HardBreak => {}
            }
        }
    }

    /// Reports what is bound to a fact and struck through: the marks say that it holds no more.
    fn taken_back(&mut self, binding: &Binding) {
        let Target::Fact(_) = binding.target else { return };
        let words = one_line(&binding.wording);
        let what = if words.is_empty() { "this value".to_owned() } else { format!("`{words}`") };
        let message = format!("{what} is struck through and bound to a fact");
        self.findings.report(
            Diagnostic::new(&lints::MALFORMED_FIGURE, binding.span, message)
                .label("the marks say that it holds no more, the binding says that it does")
                .help("take away one of them"),
        );
    }

    fn link(&mut self, link: &Link<'_>, leaves: &[Leaf<'_>]) {
        match binding::read(link, leaves, self.text, self.locate, self.findings) {
            Ok(Some(binding)) => {
                self.out.words += word_count(&binding.wording);
                if self.struck || link.content.iter().any(|inline| is_struck(inline, self.text)) {
                    self.taken_back(&binding);
                }
                self.out.bindings.push(binding);
            }
            Err(reported) => {
                let span = (self.locate)(link.bytes.clone());
                self.out.missed.push(Missed { span, reported });
            }
            Ok(None) => {
                let kind =
                    if matches!(link.form, LinkForm::Wiki { .. }) { LinkKind::Wiki } else { LinkKind::Link };
                let image = |inline: &Inline<'_>| matches!(inline, Inline::Image { .. } | Inline::Html(_));
                let seen = link.form != LinkForm::Bracketed
                    || !crate::doc::plain_text(&link.content).trim().is_empty()
                    || link.content.iter().any(image);
                if kind == LinkKind::Link {
                    let span = (self.locate)(link.bytes.clone());
                    self.out.missed.extend(near::scheme(&link.target, span, self.findings));
                }
                if seen {
                    self.site(kind, &link.target, &link.bytes);
                } else {
                    let span = (self.locate)(link.bytes.clone());
                    self.findings.report(
                        Diagnostic::new(&lints::TEXT_LOST, span, "this link has no words: nobody sees it")
                            .help("write them in the brackets"),
                    );
                }
                self.run(&link.content, leaves);
            }
        }
    }

    fn site(&mut self, kind: LinkKind, target: &str, bytes: &Range<usize>) {
        let span = (self.locate)(bytes.clone());
        let address = address(self.text, target, bytes).map(|bytes| (self.locate)(bytes));
        let address = address.filter(|address| address.is_plain(target));
        self.out.links.push(LinkSite { kind, target: target.to_owned(), start: bytes.start, span, address });
    }

    fn code(&mut self, code: &Code<'_>) {
        let first = code.bytes.start
            ..code.bytes.start + self.text[code.bytes.clone()].lines().next().map_or(0, str::len);
        let Some(kind) = ViewKind::of_fence(&code.language) else {
            if !code.language.is_empty() {
                self.out.languages.push((code.language.clone(), (self.locate)(first)));
            }
            return;
        };
        self.out.fences.push(Fence {
            kind,
            start: code.bytes.start,
            span: (self.locate)(code.bytes.clone()),
            body: code.body.clone(),
            text: code.text.to_string(),
        });
    }

    /// Addresses in HTML, and bindings, which Markdown does not read there.
    fn html(&mut self, lines: &[Html<'_>]) {
        let mut commented = false;
        for Html { text, bytes, .. } in lines {
            let inside = commented || text.trim_start().starts_with("<!--");
            commented = match (text.rfind("<!--"), text.rfind("-->")) {
                (None, None) => commented,
                (open, close) => open > close,
            };
            let looks = |miss: &Range<usize>| text[miss.clone()].starts_with('[');
            if !inside && text.contains(':') && near::near_misses(text).iter().any(looks) {
                self.near_miss(text, bytes);
            }
        }
        for (target, image, bytes) in lines.iter().flat_map(Html::addresses) {
            let span = (self.locate)(bytes.clone());
            if super::reference::target(target).is_some() {
                let reported = self.findings.report(near::misplaced(span, "a link in HTML", target));
                // Its words reach to the end of the element.
                let end = self.text[bytes.end..].find("</").map_or(bytes.end, |end| bytes.end + end);
                let span = (self.locate)(bytes.start..end);
                self.out.missed.push(Missed { span, reported });
            } else if runs(target) && !image {
                let message =
                    "this link holds what a browser would run or show; the page's policy forbids it";
                self.findings.report(
                    Diagnostic::new(&lints::BLOCKED_HTML, span, message).help("link to a page or a file"),
                );
            } else {
                if !image {
                    self.out.missed.extend(near::scheme(target, span, self.findings));
                }
                self.site(if image { LinkKind::Image } else { LinkKind::Link }, target, &bytes);
            }
        }
    }

    /// Finds bindings that Markdown took for plain text: they would vanish in silence.
    fn near_miss(&mut self, text: &str, bytes: &Range<usize>) {
        let missed = near::in_text(text, bytes, self.text, self.locate, self.findings);
        if missed.is_empty() {
            near_links::in_text(text, bytes, self.text, self.locate, self.findings);
        }
        self.out.missed.extend(missed);
    }
}
