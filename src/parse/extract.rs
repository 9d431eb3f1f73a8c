//! What a text refers to and claims.
//!
//! In: a tree. Out: its links, images, bindings, views and near-misses of bindings, with places.
//! Does not resolve anything and keeps nothing of the tree.

use super::binding::{self, Binding, Leaf};
use super::figures::{self, Detect, FigureSite};
use crate::diag::Diagnostic;
use crate::doc::{Code, Doc, Inline, Link, LinkForm, Site, walk};
use crate::lints;
use crate::text::{Span, Spanned};
use std::ops::Range;

/// Everything a text refers to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extract {
    pub links: Vec<LinkSite>,
    pub bindings: Vec<Binding>,
    pub views: Vec<ViewSite>,
    /// Languages of code blocks, each with the place of the block's first line.
    pub languages: Vec<(String, Span)>,
    /// Ids that raw HTML sets.
    pub html_ids: Vec<String>,
    /// Number of words of running text.
    pub words: usize,
    pub figures: Vec<FigureSite>,
}

/// A link or an image.
#[derive(Debug, Clone)]
pub(crate) struct LinkSite {
    pub kind: LinkKind,
    pub target: String,
    pub start: usize,
    pub span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkKind {
    Link,
    Image,
    Wiki,
}

/// A fenced block that stands for a generated view.
#[derive(Debug, Clone)]
pub(crate) struct ViewSite {
    pub kind: ViewKind,
    pub start: usize,
    /// The whole block.
    pub span: Span,
    /// The YAML in it, as bytes of the text; `None` when quoting or lists changed it.
    pub body: Option<Range<usize>>,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ViewKind {
    Comparison,
    Checklist,
}

impl ViewKind {
    /// Words that a fence's info string uses for views; all but the first two are for later
    /// kinds and are refused with a finding.
    pub(crate) const NAMES: [&'static str; 9] = [
        "comparison",
        "checklist",
        "timeline",
        "questions",
        "chart",
        "rubric",
        "facts",
        "mistakes",
        "principles",
    ];

    fn of(language: &str) -> Option<Self> {
        match language {
            "comparison" => Some(Self::Comparison),
            "checklist" => Some(Self::Checklist),
            _ => None,
        }
    }
}

/// Reads a tree. `locate` turns offsets in the text into a place in a file.
pub(crate) fn extract(
    doc: &Doc<'_>,
    text: &str,
    detect: &Detect,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Vec<Diagnostic>,
) -> Extract {
    let mut reader = Reader { text, locate, findings, out: Extract::default() };
    walk(doc, &mut |site| match site {
        Site::Run(run) => {
            let leaves = binding::leaves(run);
            reader.run(run, &leaves);
        }
        Site::Code(code) => reader.code(code),
        Site::Html(html) => reader.html(html),
        Site::Heading(_) => {}
    });
    let mut out = reader.out;
    out.figures = figures::find(doc, text, &out.bindings, detect, locate, findings);
    out
}

struct Reader<'r> {
    text: &'r str,
    locate: &'r dyn Fn(Range<usize>) -> Span,
    findings: &'r mut Vec<Diagnostic>,
    out: Extract,
}

impl Reader<'_> {
    fn run(&mut self, run: &[Inline<'_>], leaves: &[Leaf<'_>]) {
        for inline in run {
            match inline {
                Inline::Text { text, bytes } => {
                    self.out.words += text.split_whitespace().count();
                    self.near_miss(text, bytes);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                    self.run(inner, leaves)
                }
                Inline::Link(link) => self.link(link, leaves),
                Inline::Image { target, alt, bytes, .. } => {
                    self.site(LinkKind::Image, target, bytes);
                    self.run(alt, leaves);
                }
                Inline::Html(text) => self.html(text),
                Inline::Code { .. } | Inline::FootnoteRef(_) | Inline::SoftBreak | Inline::HardBreak => {}
            }
        }
    }

    fn link(&mut self, link: &Link<'_>, leaves: &[Leaf<'_>]) {
        let before = self.findings.len();
        match binding::read(link, leaves, self.text, self.locate, self.findings) {
            Some(binding) => {
                self.out.words += binding.wording.split_whitespace().count();
                self.out.bindings.push(binding);
            }
            None if self.findings.len() > before => {}
            None => {
                let kind =
                    if matches!(link.form, LinkForm::Wiki { .. }) { LinkKind::Wiki } else { LinkKind::Link };
                self.site(kind, &link.target, &link.bytes);
                self.run(&link.content, leaves);
            }
        }
    }

    fn site(&mut self, kind: LinkKind, target: &str, bytes: &Range<usize>) {
        let span = (self.locate)(bytes.clone());
        self.out.links.push(LinkSite { kind, target: target.to_owned(), start: bytes.start, span });
    }

    fn code(&mut self, code: &Code<'_>) {
        let first = code.bytes.start
            ..code.bytes.start + self.text[code.bytes.clone()].lines().next().map_or(0, str::len);
        let Some(name) = ViewKind::NAMES.iter().find(|name| **name == code.language) else {
            if !code.language.is_empty() {
                self.out.languages.push((code.language.clone(), (self.locate)(first)));
            }
            return;
        };
        let span = (self.locate)(code.bytes.clone());
        match ViewKind::of(name) {
            Some(kind) => self.out.views.push(ViewSite {
                kind,
                start: code.bytes.start,
                span,
                body: code.body.clone(),
                text: code.text.to_string(),
            }),
            None => {
                let message = format!("the view `{name}` is not built by this version of prepress");
                self.findings.push(Diagnostic::new(&lints::BAD_VIEW, (self.locate)(first), message).help(
                    "`comparison` and `checklist` are; write ```` ```text ```` to show the block as it is",
                ));
            }
        }
    }

    fn html(&mut self, html: &str) {
        if near_misses(html).iter().any(|miss| html[miss.clone()].starts_with('[')) {
            let at = self.text.find(html).unwrap_or(0);
            self.near_miss(html, &(at..at + html.len()));
        }
        for quote in ["id=\"", "id='"] {
            for (at, _) in html.match_indices(quote) {
                let rest = &html[at + quote.len()..];
                if let Some(end) = rest.find(&quote[quote.len() - 1..]) {
                    self.out.html_ids.push(rest[..end].to_owned());
                }
            }
        }
    }

    /// Finds bindings that Markdown took for plain text: they would vanish in silence.
    fn near_miss(&mut self, text: &str, bytes: &Range<usize>) {
        let exact = self.text.get(bytes.clone()) == Some(text);
        for miss in near_misses(text) {
            let place = if exact { bytes.start + miss.start..bytes.start + miss.end } else { bytes.clone() };
            self.findings.push(near_miss((self.locate)(place), &text[miss.clone()]));
        }
    }
}

/// Reports bindings in a text that is not Markdown: a title, a description.
pub(crate) fn front_matter(text: &Spanned<String>, findings: &mut Vec<Diagnostic>) {
    for miss in near_misses(&text.value) {
        let words = text.value[miss].to_owned();
        let message = "front matter is not Markdown: this binding would be printed as it stands";
        findings.push(
            Diagnostic::new(&lints::MALFORMED_BINDING, text.span, message)
                .label(words)
                .help("write the figure without brackets, or bind it in the text"),
        );
    }
}

/// Parts of a text that look like a binding.
fn near_misses(text: &str) -> Vec<Range<usize>> {
    const MARKS: [&str; 6] = ["](fact:", "](claim:", "](source:", "<fact:", "<claim:", "<source:"];
    let mut found = Vec::new();
    // Most texts have no colon, and looking for one is cheap.
    if !text.contains(':') {
        return found;
    }
    let lower = text.to_ascii_lowercase();
    for mark in MARKS {
        for (at, _) in lower.match_indices(mark) {
            let opens = mark.starts_with('<');
            let start = if opens { at } else { text[..at].rfind('[').unwrap_or(at) };
            let close = if opens { '>' } else { ')' };
            let end = text[at..].find(close).map_or(text.len(), |end| at + end + 1);
            found.push(start..end);
        }
    }
    found
}

fn near_miss(span: Span, words: &str) -> Diagnostic {
    let why = if words.starts_with('<') || words.contains(' ') {
        "a link destination may not contain spaces"
    } else {
        "Markdown does not read it as a link"
    };
    Diagnostic::new(&lints::MALFORMED_BINDING, span, "this looks like a binding but is plain text").label(why).help(
        "write it as `[words](fact:subject/attribute)`, without spaces in the target and without a link inside the words",
    )
}
