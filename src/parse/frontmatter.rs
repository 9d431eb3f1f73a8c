//! Front matter: where it ends, and what it says.
//!
//! In: a page's text. Out: the YAML and the Markdown as byte ranges, then a [`FrontMatter`].
//! Does not resolve ids and paths.

use super::allow::allow;
use super::dated::date;
use super::fields::{Fields, PAGE, list, no_mapping};
use super::placeholder;
use super::yaml::{self, Node};
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{Audience, Covers, FieldClaim, FrontMatter, PageKind};
use crate::text::{FileId, FilePath, Span, Spanned, suggestion, word_suggestion};
use crate::views::spec::{self, ViewSpec};
use std::ops::Range;

/// The two parts of a page.
pub(crate) struct Split {
    /// Nothing, where a text has no front matter.
    pub yaml: Option<Range<usize>>,
    pub body: Range<usize>,
}

impl Split {
    /// Whether the front matter says `math: true`: the text cannot be read before that is known, nor the rest of the
    /// front matter without the text.
    pub(crate) fn asks_for_math(&self, text: &str) -> bool {
        let yaml = self.yaml.clone().and_then(|yaml| text.get(yaml)).unwrap_or("");
        yaml.lines().any(|line| line.strip_prefix("math:").is_some_and(|value| value.trim() == "true"))
    }
}

/// Finds the front matter between two lines `---`; reports when it has no end.
pub(crate) fn split(file: FileId, text: &str, findings: &mut Findings) -> Option<Split> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first_end = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
    if text[start..first_end].trim_end() != "---" {
        return Some(Split { yaml: None, body: start..text.len() });
    }
    let mut at = first_end;
    for line in text[first_end..].split_inclusive('\n') {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            return Some(Split { yaml: Some(first_end..at), body: at + line.len()..text.len() });
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

/// Reads the front matter and the view that the page's kind shows; `None` when it has no title to go by. A page that
/// names none has that of its first `heading`.
pub(crate) fn read(
    file: FileId,
    text: &str,
    split: &Split,
    heading: Option<Spanned<String>>,
    path: &FilePath,
    findings: &mut Findings,
) -> Option<(FrontMatter, Option<ViewSpec>)> {
    let heading = heading.filter(|heading| !heading.value.is_empty());
    let range = split.yaml.clone().unwrap_or(split.body.start..split.body.start);
    let place = Span::new(file, range.clone());
    let node = match &split.yaml {
        Some(_) => yaml::read(file, text, range).collect_into(findings),
        None => Ok(None),
    };
    let node = match node {
        Ok(Some(node)) => node,
        Ok(None) if heading.is_some() => {
            Node { value: yaml::Value::Map(Vec::new()), span: place, fault: None }
        }
        Ok(None) if split.yaml.is_none() => {
            missing(file, text, split.body.start, findings);
            return None;
        }
        other => {
            let start = Span { end: place.start, ..place };
            let missing = Diagnostic::new(&lints::MISSING_KEY, start, "a page needs `title`");
            findings.report(missing.caused_by(other.err()));
            return None;
        }
    };
    if !matches!(node.value, yaml::Value::Map(_)) {
        let message = format!("front matter must be a mapping (`key: value`), found {}", node.describe());
        let mut finding = Diagnostic::new(&lints::FRONT_MATTER_NOT_MAPPING, node.span, message);
        finding.help.extend(no_mapping(&node));
        findings.report(finding);
        return None;
    }
    placeholder::in_yaml(&node, false, findings);
    let mut fields = Fields::of(&node, PAGE, findings)?;
    let front = front_matter(&mut fields, heading, path, findings);
    fields.finish(findings);
    front
}

/// Reports a page that nothing gives a title.
fn missing(file: FileId, text: &str, start: usize, findings: &mut Findings) {
    let line = text[start..].lines().next().unwrap_or("").trim_end();
    let message = if text[start..].trim().is_empty() {
        "this page is empty"
    } else {
        "this page has neither front matter nor a heading to take its title from"
    };
    findings.report(
        Diagnostic::new(&lints::MISSING_FRONT_MATTER, Span::new(file, start..start + line.len()), message)
            .help("begin the file with a line `---`, a line `title: …` and another line `---`, or with `# ` and the title"),
    );
}

fn front_matter(
    fields: &mut Fields<'_>,
    heading: Option<Spanned<String>>,
    path: &FilePath,
    findings: &mut Findings,
) -> Option<(FrontMatter, Option<ViewSpec>)> {
    let named = fields.node("title").is_some();
    let title = heading.filter(|_| !named).or_else(|| fields.required("title"));
    if let Some(title) = title.as_ref().filter(|title| title.value.trim().is_empty()) {
        findings.report(Diagnostic::new(
            &lints::MISSING_KEY,
            title.span,
            "a page needs a title that is not empty",
        ));
    }
    let subjects = fields.several("subjects");
    let kind = kind(fields, path, findings);
    let place = title.as_ref().map_or_else(|| fields.span(), |title| title.span);
    // A page whose view cannot be read is shown as prose.
    let read = match kind {
        Ok(kind) => spec::of_page(kind, place, fields, findings),
        Err(reported) => {
            // Any of the kinds may be meant: the keys of all of them are.
            fields.quietly(|fields| {
                for kind in PageKind::ALL {
                    drop(spec::of_page(*kind, place, fields, &mut Findings::default()));
                }
            });
            Some(Err(reported))
        }
    };
    let kind = kind.unwrap_or(PageKind::Article);
    let (kind, view) = match read {
        None => (kind, None),
        Some(Ok(view)) => (kind, Some(view)),
        Some(Err(_)) => (PageKind::Article, None),
    };
    let audience = fields.node("audience").and_then(|node| audience(node, findings));
    let claims = field_claims(fields);
    let allow = allow(fields, Covers::File, findings);
    let (publish, expires) = (date(fields, "publish"), date(fields, "expires"));
    if let (Some(from), Some(until)) = (publish, expires)
        && until.last() < from.first()
        && let Some(place) = fields.node("expires").map(|node| node.span)
    {
        fields.wrong(place, format!("the page expires on {until}, before it is published on {from}"));
    }
    let front = FrontMatter {
        title: title.unwrap_or_else(|| Spanned::new(String::new(), fields.span())),
        description: fields.text("description"),
        kind,
        subject: fields.text("subject"),
        subjects,
        tags: fields.several("tags"),
        order: fields.typed("order", "a whole number"),
        slug: fields.text("slug"),
        aliases: fields.texts("aliases"),
        draft: fields.typed("draft", "true or false").unwrap_or(false),
        math: fields.typed("math", "true or false").unwrap_or(false),
        publish,
        expires,
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
    (!front.title.value.trim().is_empty()).then_some((front, view))
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

fn audience(node: &Node, findings: &mut Findings) -> Option<Audience> {
    let mut fields = Fields::of(node, "an audience", findings)?;
    let audience = Audience {
        for_whom: fields.text("for").map(|text| text.value),
        not_for: fields.text("not-for").map(|text| text.value),
    };
    fields.finish(findings);
    Some(audience)
}

/// The kind of a page.
///
/// # Errors
/// There is none of the name; a finding says so.
fn kind(fields: &mut Fields<'_>, path: &FilePath, findings: &mut Findings) -> Result<PageKind, Reported> {
    let Some(written) = fields.text("kind") else {
        return Ok(match (path.as_str(), path.name()) {
            ("content/index.md", _) => PageKind::Home,
            (_, "index.md") => PageKind::Section,
            _ => PageKind::Article,
        });
    };
    PageKind::named(&written.value).ok_or_else(|| {
        let names: Vec<&str> = PageKind::ALL.iter().map(|kind| kind.name()).collect();
        let near = word_suggestion(&written.value, names.iter().copied());
        let message = format!("unknown page kind `{}`{near}", written.value);
        let known = list(&names);
        findings.report(
            Diagnostic::new(&lints::UNKNOWN_KIND, written.span, message)
                .help(format!("the kinds are {known}")),
        )
    })
}
