//! What a text refers to and claims.
//!
//! In: a tree. Out: its links, images, bindings, views and near-misses of bindings, with places.
//! Does not resolve anything and keeps nothing of the tree.

use super::binding::{self, Binding};
use crate::diag::Diagnostic;
use crate::doc::{Code, Doc, Inline, Link, LinkForm, Site, walk};
use crate::lints;
use crate::text::Span;
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
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Vec<Diagnostic>,
) -> Extract {
    let mut reader = Reader { text, locate, findings, out: Extract::default() };
    walk(doc, &mut |site| match site {
        Site::Run(run) => reader.run(run),
        Site::Code(code) => reader.code(code),
        Site::Html(html) => reader.html(html),
        Site::Heading(_) => {}
    });
    reader.out
}

struct Reader<'r> {
    text: &'r str,
    locate: &'r dyn Fn(Range<usize>) -> Span,
    findings: &'r mut Vec<Diagnostic>,
    out: Extract,
}

impl Reader<'_> {
    fn run(&mut self, run: &[Inline<'_>]) {
        for (i, inline) in run.iter().enumerate() {
            match inline {
                Inline::Text { text, bytes } => {
                    self.out.words += text.split_whitespace().count();
                    self.near_miss(text, bytes);
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.run(inner),
                Inline::Link(link) => {
                    let before = i.checked_sub(1).and_then(|i| run.get(i));
                    self.link(link, (before, run.get(i + 1)));
                }
                Inline::Image { target, alt, bytes, .. } => {
                    self.site(LinkKind::Image, target, bytes);
                    self.run(alt);
                }
                Inline::Html(text) => self.html(text),
                Inline::Code { .. } | Inline::FootnoteRef(_) | Inline::SoftBreak | Inline::HardBreak => {}
            }
        }
    }

    fn link(&mut self, link: &Link<'_>, around: (Option<&Inline<'_>>, Option<&Inline<'_>>)) {
        let before = self.findings.len();
        match binding::read(link, around, self.text, self.locate, self.findings) {
            Some(binding) => {
                self.out.words += binding.wording.split_whitespace().count();
                self.out.bindings.push(binding);
            }
            None if self.findings.len() > before => {}
            None => {
                let kind =
                    if matches!(link.form, LinkForm::Wiki { .. }) { LinkKind::Wiki } else { LinkKind::Link };
                self.site(kind, &link.target, &link.bytes);
                self.run(&link.content);
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
        const MARKS: [&str; 6] = ["](fact:", "](claim:", "](source:", "<fact:", "<claim:", "<source:"];
        // Most texts have no colon, and looking for one is cheap.
        if !text.contains(':') {
            return;
        }
        let exact = self.text.get(bytes.clone()) == Some(text);
        for mark in MARKS {
            for (at, _) in text.match_indices(mark) {
                let start = if mark.starts_with('<') { at } else { text[..at].rfind('[').unwrap_or(at) };
                let close = if mark.starts_with('<') { '>' } else { ')' };
                let end = text[at..].find(close).map_or(text.len(), |end| at + end + 1);
                let place = if exact { bytes.start + start..bytes.start + end } else { bytes.clone() };
                let words = &text[start..end];
                let why = if mark.starts_with('<') || words.contains(' ') {
                    "a link destination may not contain spaces"
                } else {
                    "Markdown does not read it as a link"
                };
                self.findings.push(
                    Diagnostic::new(&lints::MALFORMED_BINDING, (self.locate)(place), "this looks like a binding but is plain text")
                        .label(why)
                        .help("write it as `[words](fact:subject/attribute)`, without spaces in the target and without a link inside the words"),
                );
            }
        }
    }
}
