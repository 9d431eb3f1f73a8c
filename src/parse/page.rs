//! A page: front matter, then Markdown.
//!
//! In: the text of one `.md` file. Out: its summary. Does not keep the tree.

pub(crate) mod kept;

use super::binding::{self, Binding};
use super::table::{self, FactCells};
use super::{
    Detect, Extract, Missed, Roles, Ways, allow, anchors, extract, figures, frontmatter, markdown, near,
    placeholder, remarks,
};
use crate::diag::{Diagnosed, Diagnostic, Findings, Reported};
use crate::doc::{
    Block, Doc, Half, Heading, Inline, Item, Role, first_heading, half, mark_title, plain_text,
};
use crate::lints;
use crate::model::{Allow, FrontMatter, PageKind};
use crate::text::{FileId, FilePath, Span, Spanned};
use crate::value::Kind;
use crate::views::spec::{self, ViewSpec};
use kept::Kept;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::{Deref, Range};

/// What a page says by itself.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub file: FileId,
    /// Relative to the site's root: `content/pay/levels.md`.
    pub path: FilePath,
    pub front: FrontMatter,
    /// The Markdown, as bytes of the file.
    pub body: Range<usize>,
    /// The view that the page's kind shows.
    pub own_view: Option<ViewSpec>,
    /// Fenced blocks that stand for views, in the order of the text.
    pub views: Vec<ViewSite>,
    /// Tables whose cells are facts.
    pub tables: Vec<FactCells>,
    /// Lints that are not reported on parts of the page, by comments.
    pub allow: Vec<Allow>,
    /// The front matter as written, with its fences.
    pub head: String,
    /// The rest of what was found in the text.
    text: PageText,
}

/// What the text of a page holds, views, tables of facts and exceptions apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PageText {
    /// The first heading, which titles a page that names no title.
    heading: Option<Spanned<String>>,
    pub outline: Vec<OutlineEntry>,
    pub extract: Extract,
    /// Figures of the title and the description, and what binds them.
    pub fields: Vec<Field>,
    /// The first paragraph of the TL;DR, without marks.
    pub summary: Option<String>,
    /// The ids that links may name.
    pub anchors: Anchors,
}

impl Deref for Page {
    type Target = PageText;

    fn deref(&self) -> &PageText {
        &self.text
    }
}

impl Page {
    /// A page without views, tables of facts and exceptions.
    fn plain(
        (file, path): (FileId, FilePath),
        written: &str,
        body: Range<usize>,
        (front, own_view): (FrontMatter, Option<ViewSpec>),
        text: PageText,
    ) -> Self {
        Self {
            file,
            path,
            front,
            head: written[..body.start].to_owned(),
            body,
            own_view,
            views: Vec::new(),
            tables: Vec::new(),
            allow: Vec::new(),
            text,
        }
    }

    /// Whether lints are excepted on the page, so that findings count that nobody is shown.
    pub(crate) fn has_exceptions(&self) -> bool {
        !self.allow.is_empty() || !self.front.allow.is_empty()
    }

    /// Whether another page has the same place in the site: the same file and the same front matter.
    pub(crate) fn stands_like(&self, other: &Self) -> bool {
        self.file == other.file && self.head == other.head
    }
}

/// The ids of a page that links may name, sorted: of headings, and of the author's own HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Anchors(Vec<String>);

impl Anchors {
    fn of(outline: &[OutlineEntry], title: Option<String>, html_ids: Vec<String>) -> Self {
        let mut all = html_ids;
        all.extend(title);
        all.extend(outline.iter().map(|entry| entry.id.clone()));
        all.sort_unstable();
        Self(all)
    }

    /// Whether a link may point at an id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.0.binary_search_by(|own| own.as_str().cmp(id)).is_ok()
    }
}

/// A fenced block that stands for a view.
#[derive(Debug, Clone)]
pub(crate) struct ViewSite {
    /// First byte of the block in the file.
    pub start: usize,
    /// The whole block.
    pub span: Span,
    /// What it asks for.
    pub spec: Result<ViewSpec, Reported>,
}

/// A text of the front matter that readers see: the title, the description.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Field {
    pub name: Cow<'static, str>,
    pub span: Span,
    pub figures: Vec<FieldFigure>,
    pub bindings: Vec<Binding>,
}

/// A figure in a field, and the number of the binding that holds it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FieldFigure {
    pub kind: Kind,
    pub text: String,
    pub binding: Option<usize>,
}

fn fields(front: &FrontMatter, detect: &Detect, findings: &mut Findings) -> Vec<Field> {
    let written = [("title", Some(&front.title)), ("description", front.description.as_ref())];
    let mut out = Vec::new();
    for (name, text) in written {
        let claims = front.claims.iter().filter(|claim| claim.field.value == name);
        let Some(text) = text else {
            for claim in claims {
                let message = format!("the page has no {name}");
                findings.report(Diagnostic::new(&lints::MALFORMED_BINDING, claim.field.span, message));
            }
            continue;
        };
        let bindings: Vec<Binding> =
            claims.filter_map(|claim| binding::in_field(text, claim, findings)).collect();
        let holder = |at: &Range<usize>| bindings.iter().position(|b| b.start < at.end && at.start < b.end);
        let planned = matches!(front.kind, PageKind::Plan);
        let figures = figures::in_field(&text.value, &detect.lexicon, planned)
            .into_iter()
            .map(|found| FieldFigure {
                kind: found.kind,
                binding: holder(&found.core),
                text: text.value[found.span].to_owned(),
            })
            .collect();
        out.push(Field { name: name.into(), span: text.span, figures, bindings });
    }
    out
}

/// A heading.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OutlineEntry {
    pub level: u8,
    pub id: String,
    pub title: String,
    pub role: Option<Role>,
    /// First byte of the heading in the file.
    pub start: usize,
}

/// What reading a text takes from the rest of the site.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    pub roles: Roles,
    pub detect: Detect,
}

/// A page that was `kept`: at most its front matter is read. `None` where that cannot be.
fn again(file: FileId, path: &FilePath, text: &str, kept: &[u8]) -> Option<Page> {
    let Kept { front, text: found } = kept::read(file, kept)?;
    let place = (file, path.clone());
    if let Some((front, body)) = front {
        return text
            .is_char_boundary(body.start)
            .then(|| Page::plain(place, text, body, (front, None), found));
    }
    let mut findings = Findings::default();
    let split = frontmatter::split(file, text, &mut findings)?;
    let front = frontmatter::read(file, text, &split, found.heading.clone(), path, &mut findings)?;
    findings.is_empty().then(|| Page::plain(place, text, split.body, front, found))
}

/// Reads a page, or takes what was `kept` of its text. `None` when there is no front matter to go by; the findings say
/// why.
pub(crate) fn page(
    file: FileId,
    path: FilePath,
    text: &str,
    context: &Context,
    kept: Option<&[u8]>,
) -> Diagnosed<Option<Page>> {
    if let Some(page) = kept.and_then(|kept| again(file, &path, text, kept)) {
        return Diagnosed::new(Some(page), Findings::default());
    }
    let mut findings = Findings::default();
    let Some(split) = frontmatter::split(file, text, &mut findings) else {
        return Diagnosed::new(None, findings);
    };
    let ways = Ways::of_page(split.asks_for_math(text));
    let (mut doc, too_deep) = markdown::parse_in(text, split.body.clone(), &context.roles, ways);
    let heading = first_heading(&doc).map(|heading| {
        let words = plain_text(&heading.content).trim().to_owned();
        Spanned::new(words, Span::new(file, heading.bytes.clone()))
    });
    let read = frontmatter::read(file, text, &split, heading.clone(), &path, &mut findings);
    let Some((front, own_view)) = read else {
        return Diagnosed::new(None, findings);
    };
    mark_title(&mut doc, &front.title.value);
    for text in [&front.title].into_iter().chain(&front.description) {
        near::front_matter(text, &mut findings);
    }
    if let Some(place) = too_deep {
        let message = "nested more than 100 levels deep";
        findings.report(Diagnostic::new(&lints::NESTED_TOO_DEEPLY, Span::new(file, place), message));
    }
    let locate = |bytes: Range<usize>| Span::new(file, bytes);
    let mut extract = extract::extract(&doc, text, &context.detect, &locate, &mut findings);
    anchors::check(&doc, &locate, &mut findings);
    placeholder::in_page(&doc, &locate, &mut findings);
    let open = remarks::report(&doc, &extract.missed, &locate, &mut findings);
    let fences = std::mem::take(&mut extract.fences).into_iter();
    let views = fences
        .map(|fence| ViewSite {
            start: fence.start,
            span: fence.span,
            spec: spec::of_fence(file, &fence, Missed::begins(&open, fence.span), &mut findings),
        })
        .collect();
    let (tables, allow) = comments(&doc, text, &locate, &mut findings);
    let fields = fields(&front, &context.detect, &mut findings);
    lonely_halves(&doc, &locate, &mut findings);
    let (outline, title_id) = outline(&doc);
    let found = PageText {
        heading,
        anchors: Anchors::of(&outline, title_id, std::mem::take(&mut extract.html_ids)),
        outline,
        extract,
        fields,
        summary: summary(&doc),
    };
    let page = Page::plain((file, path), text, split.body, (front, own_view), found);
    Diagnosed::new(Some(Page { views, tables, allow, ..page }), findings)
}

/// What comments say to prepress: tables whose cells are facts, and exceptions.
fn comments(
    doc: &Doc<'_>,
    text: &str,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) -> (Vec<FactCells>, Vec<Allow>) {
    let (mut tables, mut allow) = (Vec::new(), Vec::new());
    for comment in &doc.comments {
        match table::fact_cells(comment, doc, text, locate) {
            Some(Ok(table)) => tables.push(table),
            Some(Err((span, message))) => {
                findings.report(Diagnostic::new(&lints::WRONG_VALUE, span, message));
            }
            None => {
                let (bytes, covered) = (&comment.bytes, &comment.covered);
                allow.extend(allow::comment(&comment.text, bytes, covered, locate, findings));
            }
        }
    }
    (tables, allow)
}

/// The headings of a text, and the id of the one that says the title again.
fn outline(doc: &Doc<'_>) -> (Vec<OutlineEntry>, Option<String>) {
    let entry = |heading: &Heading<'_>| OutlineEntry {
        level: heading.level,
        id: heading.id.clone(),
        title: plain_text(&heading.content),
        role: heading.role,
        start: heading.bytes.start,
    };
    let (mut entries, mut title) = (Vec::new(), None);
    crate::doc::walk(doc, &mut |site| match site {
        crate::doc::Site::Heading(heading) if heading.is_title => title = Some(heading.id.clone()),
        crate::doc::Site::Heading(heading) => entries.push(entry(heading)),
        _ => {}
    });
    (entries, title)
}

fn summary(doc: &Doc<'_>) -> Option<String> {
    let at = doc
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Heading(h) if h.role == Some(Role::Tldr)))?;
    match doc.blocks.get(at + 1)? {
        Block::Paragraph(content) => Some(plain_text(content)),
        _ => None,
    }
}

/// Reports a BAD without its GOOD, and the reverse, in sections on mistakes.
fn lonely_halves(doc: &Doc<'_>, locate: &dyn Fn(Range<usize>) -> Span, findings: &mut Findings) {
    let mut inside = None;
    let mut open: Option<Span> = None;
    let mut report = |span: Span, has: &str, lacks: &str| {
        findings.report(Diagnostic::new(&lints::INCOMPLETE_PAIR, span, format!("this {has} has no {lacks}")));
    };
    for block in &doc.blocks {
        if let Block::Heading(heading) = block {
            if heading.role == Some(Role::Mistakes) {
                inside = Some(heading.level);
            } else if inside.is_some_and(|level| heading.level <= level) {
                inside = None;
            }
        }
        if inside.is_none() {
            continue;
        }
        for (half, span) in halves(block, locate) {
            match (half, open.take()) {
                (Half::Bad, None) => open = Some(span),
                (Half::Bad, Some(first)) => {
                    report(first, "BAD", "GOOD");
                    open = Some(span);
                }
                (Half::Good, Some(_)) => {}
                (Half::Good, None) => report(span, "GOOD", "BAD"),
            }
        }
    }
    if let Some(first) = open {
        report(first, "BAD", "GOOD");
    }
}

fn halves(block: &Block<'_>, locate: &dyn Fn(Range<usize>) -> Span) -> Vec<(Half, Span)> {
    let first_bytes = |content: &[Inline<'_>]| match content.first() {
        Some(Inline::Text { bytes, .. }) => Some(bytes.clone()),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => match inner.first() {
            Some(Inline::Text { bytes, .. }) => Some(bytes.clone()),
            _ => None,
        },
        _ => None,
    };
    let of_run = |content: &[Inline<'_>]| Some((half(&plain_text(content))?, locate(first_bytes(content)?)));
    match block {
        Block::Paragraph(content) | Block::Plain(content) => of_run(content).into_iter().collect(),
        Block::List { items, .. } => items
            .iter()
            .flat_map(|item: &Item<'_>| item.blocks.iter().flat_map(|block| halves(block, locate)))
            .collect(),
        _ => Vec::new(),
    }
}
