//! What a page's kind or a fenced block asks to be shown, as written.
//!
//! In: front matter, or the text of a fenced block. Out: a [`ViewSpec`] with ids and references as written, and a
//! finding for each fault of form: in a fenced block all of them are `bad-view`. Does not look anything up.

use super::{
    ViewKind, chart, checklist, comparison, facts, mistakes, plan, principles, process, questions, rubric,
    timeline, worksheet,
};
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::PageKind;
use crate::parse::fields::Fields;
use crate::parse::yaml::{self, Node};
use crate::parse::{Binding, Detect, Fence, Snippet, placeholder};
use crate::text::{FileId, Span, Spanned};

/// A view as asked for.
#[derive(Debug, Clone)]
pub(crate) enum ViewSpec {
    Comparison(comparison::spec::ComparisonSpec),
    Checklist(Spanned<String>),
    Timeline(Vec<Spanned<String>>),
    Questions(questions::spec::QuestionFilter),
    Chart(chart::spec::ChartSpec),
    Rubric(Spanned<String>),
    Facts(Vec<Binding>),
    Mistakes(Vec<mistakes::spec::MistakeSpec>),
    Principles(Spanned<String>),
    Process(Spanned<String>),
    Plan(Spanned<String>),
    Worksheet(Spanned<String>),
}

/// Reads what a page's kind shows from its front matter; `None` for kinds that show nothing.
///
/// `place` is where findings on the view as a whole point.
pub(crate) fn of_page(
    kind: PageKind,
    place: Span,
    fields: &mut Fields<'_>,
    findings: &mut Findings,
) -> Option<Result<ViewSpec, Reported>> {
    Some(match kind {
        PageKind::Article | PageKind::Home | PageKind::Section => return None,
        PageKind::Comparison => comparison::spec::read(fields, place, findings).map(ViewSpec::Comparison),
        PageKind::Checklist => checklist::spec::read(fields).map(ViewSpec::Checklist),
        PageKind::Process => process::spec::read(fields).map(ViewSpec::Process),
        PageKind::Questions => Ok(ViewSpec::Questions(questions::spec::read(fields, place))),
        PageKind::Principles => principles::spec::read(fields).map(ViewSpec::Principles),
        PageKind::Rubric => rubric::spec::read(fields).map(ViewSpec::Rubric),
        PageKind::Plan => plan::spec::read(fields).map(ViewSpec::Plan),
        PageKind::Worksheet => worksheet::spec::read(fields).map(ViewSpec::Worksheet),
    })
}

/// Reads the body of a fenced block. One that is `open` to the end of the text holds more than its body, and has its
/// finding already.
///
/// # Errors
/// It is not what its view needs.
pub(crate) fn of_fence(
    file: FileId,
    fence: &Fence,
    open: Option<Reported>,
    findings: &mut Findings,
) -> Result<ViewSpec, Reported> {
    if let Some(reported) = open {
        return Err(reported);
    }
    let (mut form, mut markdown) = (Findings::default(), Findings::default());
    let offset = fence.body.as_ref().map_or(0, |body| body.start);
    let node = yaml::read_text(file, &fence.text, offset).collect_into(&mut form);
    let spec = match node {
        Ok(Some(node)) => {
            // Quoting and lists may change a body: then nothing in it has a place but the block.
            let node = if fence.body.is_some() { node } else { node.all_at(fence.span) };
            placeholder::in_yaml(&node, false, &mut markdown);
            let written = fence.body.as_ref().map(|body| (body.start, fence.text.as_str()));
            body(fence.kind, &node, &mut Texts { written, findings: &mut markdown }, &mut form)
        }
        Ok(None) => Err(form.report(Diagnostic::new(&lints::BAD_VIEW, fence.span, "this block is empty"))),
        Err(reported) => Err(reported),
    };
    findings.append(form.map(|mut finding| {
        if fence.body.is_none() {
            finding.span = fence.span;
            finding.related.clear();
        }
        finding.lint = &lints::BAD_VIEW;
        finding.level = lints::BAD_VIEW.default_level();
        finding
    }));
    findings.append(markdown);
    spec
}

fn body(
    kind: ViewKind,
    node: &Node,
    texts: &mut Texts<'_>,
    findings: &mut Findings,
) -> Result<ViewSpec, Reported> {
    match kind {
        ViewKind::Comparison => {
            let read = |fields: &mut Fields<'_>, findings: &mut Findings| {
                comparison::spec::read(fields, node.span, findings)
            };
            mapping(node, "a comparison", findings, read).map(ViewSpec::Comparison)
        }
        ViewKind::Checklist => {
            mapping(node, "a checklist", findings, |fields, _| checklist::spec::read(fields))
                .map(ViewSpec::Checklist)
        }
        ViewKind::Timeline => mapping(node, "a timeline", findings, |fields, _| timeline::spec::read(fields))
            .map(ViewSpec::Timeline),
        ViewKind::Questions => {
            let read =
                |fields: &mut Fields<'_>, _: &mut Findings| Ok(questions::spec::read(fields, node.span));
            mapping(node, "a list of questions", findings, read).map(ViewSpec::Questions)
        }
        ViewKind::Chart => mapping(node, "a chart", findings, chart::spec::read).map(ViewSpec::Chart),
        ViewKind::Rubric => {
            mapping(node, "a rubric", findings, |fields, _| rubric::spec::read(fields)).map(ViewSpec::Rubric)
        }
        ViewKind::Facts => {
            mapping(node, "a table of facts", findings, facts::spec::read).map(ViewSpec::Facts)
        }
        ViewKind::Mistakes => mistakes::spec::read(node, texts, findings).map(ViewSpec::Mistakes),
        ViewKind::Principles => {
            mapping(node, "a list of principles", findings, |fields, _| principles::spec::read(fields))
                .map(ViewSpec::Principles)
        }
        ViewKind::Process => mapping(node, "a process", findings, |fields, _| process::spec::read(fields))
            .map(ViewSpec::Process),
        ViewKind::Plan => {
            mapping(node, "a plan", findings, |fields, _| plan::spec::read(fields)).map(ViewSpec::Plan)
        }
        ViewKind::Worksheet => {
            mapping(node, "a worksheet", findings, |fields, _| worksheet::spec::read(fields))
                .map(ViewSpec::Worksheet)
        }
    }
}

/// Reads a body that is a mapping; keys that `read` does not ask for are unknown.
fn mapping<T>(
    node: &Node,
    what: &'static str,
    findings: &mut Findings,
    read: impl FnOnce(&mut Fields<'_>, &mut Findings) -> Result<T, Reported>,
) -> Result<T, Reported> {
    let mut fields = Fields::mapping(node, what, findings)?;
    let spec = read(&mut fields, findings);
    fields.finish(findings);
    spec
}

/// A list of ids that may not be empty.
pub(crate) fn many(fields: &mut Fields<'_>, key: &'static str) -> Result<Vec<Spanned<String>>, Reported> {
    let texts = fields.texts(key);
    if !texts.is_empty() {
        return Ok(texts);
    }
    match fields.node(key) {
        Some(node) => Err(fields.fault(node.span, format!("`{key}` is empty"))),
        None => fields.needed(key).map(|one| vec![one]),
    }
}

/// Reads Markdown in the body of a fenced block.
pub(crate) struct Texts<'a> {
    /// The body and its first byte in the file, where it stands there as it is.
    written: Option<(usize, &'a str)>,
    findings: &'a mut Findings,
}

impl Texts<'_> {
    pub(crate) fn read(&mut self, text: &Spanned<String>) -> Snippet {
        let range = text.span.range();
        let raw = self.written.and_then(|(start, body)| {
            body.get(range.start.checked_sub(start)?..range.end.checked_sub(start)?)
        });
        let mut snippet = Snippet::read(text, raw.unwrap_or(""), &Detect::default(), self.findings);
        // What somebody might say is an example; only what is bound in it is a claim.
        snippet.extract.figures.clear();
        snippet
    }
}
