//! Front matter: where it ends, and what it says.
//!
//! In: a page's text. Out: the YAML and the Markdown as byte ranges, then a [`FrontMatter`].
//! Does not resolve ids and paths.

use super::allow::allow;
use super::yaml::{self, Fields, Node};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{
    Audience, ComparisonSpec, Covers, FieldClaim, FrontMatter, PageKind, PartialDate, RowGroup,
};
use crate::text::{FileId, FilePath, Span, Spanned, suggestion};
use std::ops::Range;

/// The two parts of a page.
pub(crate) struct Split {
    pub yaml: Range<usize>,
    pub body: Range<usize>,
}

/// Finds the front matter between two lines `---`; reports when there is none or no end.
pub(crate) fn split(file: FileId, text: &str, findings: &mut Findings) -> Option<Split> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first_end = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
    if text[start..first_end].trim_end() != "---" {
        let end = text[start..first_end].trim_end().len() + start;
        let message = if text[start..].trim().is_empty() {
            "this page is empty"
        } else {
            "this page has no front matter"
        };
        findings.report(
            Diagnostic::new(&lints::MISSING_FRONT_MATTER, Span::new(file, start..end), message)
                .help("begin the file with a line `---`, a line `title: …` and another line `---`"),
        );
        return None;
    }
    let mut at = first_end;
    for line in text[first_end..].split_inclusive('\n') {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            return Some(Split { yaml: first_end..at, body: at + line.len()..text.len() });
        }
        at += line.len();
    }
    findings.report(
        Diagnostic::new(
            &lints::UNCLOSED_FRONT_MATTER,
            Span::new(file, start..start + 3),
            "front matter is not closed",
        )
        .help("close it with a line `---`"),
    );
    None
}

/// Reads the front matter; `None` when it has no title to go by.
pub(crate) fn read(
    file: FileId,
    text: &str,
    range: Range<usize>,
    path: &FilePath,
    findings: &mut Findings,
) -> Option<FrontMatter> {
    let place = Span::new(file, range.clone());
    let node = yaml::read(file, text, range).collect_into(findings);
    let Ok(Some(node)) = node else {
        let start = Span { end: place.start, ..place };
        let missing = Diagnostic::new(&lints::MISSING_KEY, start, "a page needs `title`");
        findings.report(missing.caused_by(node.err()));
        return None;
    };
    if !matches!(node.value, yaml::Value::Map(_)) {
        let message = format!("front matter must be a mapping (`key: value`), found {}", node.describe());
        findings.report(Diagnostic::new(&lints::FRONT_MATTER_NOT_MAPPING, node.span, message));
        return None;
    }
    let mut fields = Fields::of(&node, "a page", findings)?;
    let front = front_matter(&mut fields, path, findings);
    fields.finish(findings);
    front
}

fn front_matter(fields: &mut Fields<'_>, path: &FilePath, findings: &mut Findings) -> Option<FrontMatter> {
    let title = fields.required("title");
    if let Some(title) = title.as_ref().filter(|title| title.value.trim().is_empty()) {
        findings.report(Diagnostic::new(
            &lints::MISSING_KEY,
            title.span,
            "a page needs a title that is not empty",
        ));
    }
    let subjects = fields.texts("subjects");
    let kind = kind(fields, path, &subjects, findings);
    let audience = fields.node("audience").and_then(|node| audience(node, findings));
    let claims = field_claims(fields);
    let allow = allow(fields, Covers::File, findings);
    let front = FrontMatter {
        title: title.unwrap_or_else(|| Spanned::new(String::new(), fields.span())),
        description: fields.text("description"),
        kind,
        subject: fields.text("subject"),
        subjects,
        tags: fields.texts("tags"),
        order: fields.typed("order", "a whole number"),
        slug: fields.text("slug"),
        aliases: fields.texts("aliases"),
        draft: fields.typed("draft", "true or false").unwrap_or(false),
        publish: date(fields, "publish"),
        expires: date(fields, "expires"),
        updated: date(fields, "updated"),
        audience: audience.unwrap_or_default(),
        related: fields.texts("related"),
        template: fields.text("template"),
        claims,
        allow,
        extra: fields.node("extra").map_or(serde_json::Value::Null, |node| {
            serde_json::to_value(yaml::free_form(node)).unwrap_or(serde_json::Value::Null)
        }),
    };
    (!front.title.value.trim().is_empty()).then_some(front)
}

/// `claims: {title: {"$450K": netflix-pmm/total-comp}}`
fn field_claims(fields: &mut Fields<'_>) -> Vec<FieldClaim> {
    let mut claims = Vec::new();
    for (field, node) in fields.entries("claims") {
        if !["title", "description"].contains(&field.value.as_str()) {
            let near = suggestion(&field.value, ["title", "description"]);
            fields.wrong(field.span, format!("only `title` and `description` have claims{near}"));
            continue;
        }
        let yaml::Value::Map(entries) = &node.value else {
            let message = format!("`{}` maps words to what they are bound to", field.value);
            fields.wrong(node.span, message);
            continue;
        };
        for (words, node) in entries {
            match &node.value {
                yaml::Value::Scalar(target) => claims.push(FieldClaim {
                    field: field.clone(),
                    words: words.clone(),
                    target: Spanned::new(target.clone(), node.span),
                }),
                _ => {
                    fields.wrong(node.span, "a claim is bound to one fact, rule or source".to_owned());
                }
            }
        }
    }
    claims
}

/// A date as YAML authors write it.
pub(crate) fn date(fields: &mut Fields<'_>, key: &'static str) -> Option<PartialDate> {
    fields
        .parsed(key, "a date such as 2026-06-14, 2026-06, 2026-Q2 or 2026", PartialDate::parse)
        .map(|date| date.value)
}

fn audience(node: &Node, findings: &mut Findings) -> Option<Audience> {
    let mut fields = Fields::of(node, "an audience", findings)?;
    let audience = Audience {
        for_whom: fields.text("for").map(|text| text.value),
        not_for: fields.text("not-for").map(|text| text.value),
    };
    fields.finish(findings);
    Some(audience)
}

fn kind(
    fields: &mut Fields<'_>,
    path: &FilePath,
    subjects: &[Spanned<String>],
    findings: &mut Findings,
) -> PageKind {
    let written = fields.text("kind");
    let index = path.name() == "index.md";
    let default = if path.as_str() == "content/index.md" {
        "home"
    } else if index {
        "section"
    } else {
        "article"
    };
    let name = written.as_ref().map_or(default, |kind| kind.value.as_str());
    match name {
        "article" => PageKind::Article,
        "home" => PageKind::Home,
        "section" => PageKind::Section,
        "comparison" => {
            let mut spec = ComparisonSpec { subjects: subjects.to_vec(), groups: Vec::new() };
            rows(fields, &mut spec, findings);
            PageKind::Comparison(spec)
        }
        "checklist" => fields.required("checklist").map_or(PageKind::Article, PageKind::Checklist),
        "process" => fields.required("process").map_or(PageKind::Article, PageKind::Process),
        "questions" => PageKind::Questions(super::views::question_filter(fields)),
        "principles" => fields.required("principles").map_or(PageKind::Article, PageKind::Principles),
        "rubric" => fields.required("rubric").map_or(PageKind::Article, PageKind::Rubric),
        "plan" => fields.required("plan").map_or(PageKind::Article, PageKind::Plan),
        other => {
            let span = written.as_ref().map_or_else(|| fields.span(), |kind| kind.span);
            let near = suggestion(other, PageKind::NAMES.iter().copied());
            let known = yaml::list(PageKind::NAMES);
            let message = format!("unknown page kind `{other}`{near}");
            findings.report(
                Diagnostic::new(&lints::UNKNOWN_KIND, span, message).help(format!("the kinds are {known}")),
            );
            PageKind::Article
        }
    }
}

/// Reads `attributes:`; single references form a first group without a heading.
fn rows(fields: &mut Fields<'_>, spec: &mut ComparisonSpec, findings: &mut Findings) {
    for node in fields.nodes("attributes") {
        match &node.value {
            yaml::Value::Scalar(text) => {
                if spec.groups.last().is_none_or(|group| group.label.is_some()) {
                    spec.groups.push(RowGroup::default());
                }
                let group = spec.groups.last_mut().expect("one was just pushed");
                group.attributes.push(Spanned::new(text.clone(), node.span));
            }
            _ => {
                let Some(mut inner) = Fields::of(node, "a group of rows", findings) else { continue };
                let label = inner.required("group").map(|label| label.value);
                let attributes = inner.texts("attributes");
                inner.finish(findings);
                spec.groups.push(RowGroup { label, attributes });
            }
        }
    }
}

/// Reads the body of a fenced `comparison` block.
pub(crate) fn comparison_view(node: &Node, findings: &mut Findings) -> Option<ComparisonSpec> {
    let mut fields = Fields::of(node, "a comparison", findings)?;
    let mut spec = ComparisonSpec { subjects: fields.texts("subjects"), groups: Vec::new() };
    rows(&mut fields, &mut spec, findings);
    fields.finish(findings);
    Some(spec)
}

/// Reads the body of a fenced `checklist` block: the id of a checklist.
pub(crate) fn checklist_view(node: &Node, findings: &mut Findings) -> Option<Spanned<String>> {
    let mut fields = Fields::of(node, "a checklist", findings)?;
    let id = fields.required("checklist");
    fields.finish(findings);
    id
}
