//! Views of the guide's collections: what a front matter or a fenced block asks for.
//!
//! In: a tree of YAML. Out: a [`ViewSpec`] with ids as written. Does not look them up.

use super::yaml::{Fields, Node, list};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{ChartKind, ChartSpec, MistakeSpec, QuestionFilter, ViewSpec};
use crate::text::{Spanned, suggestion};

/// Reads the filter of a list of questions.
pub(crate) fn question_filter(fields: &mut Fields<'_>) -> QuestionFilter {
    QuestionFilter {
        role: fields.text("role"),
        stage: fields.text("stage"),
        principle: fields.text("principle"),
    }
}

/// Reads the body of a fenced view by its name.
pub(crate) fn guide_view(name: &str, node: &Node, findings: &mut Findings) -> Option<ViewSpec> {
    if name == "mistakes" {
        return mistakes(node, findings);
    }
    let what = match name {
        "timeline" => "a timeline",
        "questions" => "a list of questions",
        "rubric" => "a rubric",
        "facts" => "a table of facts",
        "principles" => "a list of principles",
        _ => "a chart",
    };
    let mut fields = Fields::of(node, what, findings)?;
    let spec = match name {
        "timeline" => many(&mut fields, "processes").map(ViewSpec::Timeline),
        "questions" => Some(ViewSpec::Questions(question_filter(&mut fields))),
        "rubric" => fields.required("rubric").map(ViewSpec::Rubric),
        "facts" => many(&mut fields, "facts").map(ViewSpec::Facts),
        "principles" => fields.required("principles").map(ViewSpec::Principles),
        _ => chart(&mut fields, findings).map(ViewSpec::Chart),
    };
    fields.finish(findings);
    spec
}

/// A list that may not be empty.
fn many(fields: &mut Fields<'_>, key: &'static str) -> Option<Vec<Spanned<String>>> {
    let texts = fields.texts(key);
    if texts.is_empty() {
        match fields.node(key) {
            Some(node) => fields.wrong(node.span, format!("`{key}` is empty")),
            None => {
                fields.required(key);
            }
        }
    }
    (!texts.is_empty()).then_some(texts)
}

fn chart(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<ChartSpec> {
    let name = fields.required("chart");
    let spec = |kind| ChartSpec {
        kind,
        title: None,
        subjects: Vec::new(),
        attributes: Vec::new(),
        processes: Vec::new(),
    };
    let kind = name.as_ref().and_then(|name| Some(Spanned::new(ChartKind::parse(&name.value)?, name.span)));
    if let (Some(name), None) = (&name, &kind) {
        let near = suggestion(&name.value, ChartKind::NAMES);
        let known = list(&ChartKind::NAMES);
        let message = format!("there is no chart `{}`{near}", name.value);
        findings.report(
            Diagnostic::new(&lints::WRONG_VALUE, name.span, message).help(format!("the charts are {known}")),
        );
    }
    let (title, subjects) = (fields.text("title").map(|title| title.value), fields.texts("subjects"));
    let (attributes, processes) = (fields.texts("attributes"), fields.texts("processes"));
    Some(ChartSpec { title, subjects, attributes, processes, ..spec(kind?) })
}

fn mistakes(node: &Node, findings: &mut Findings) -> Option<ViewSpec> {
    let super::yaml::Value::List(items) = &node.value else {
        let message = format!("mistakes are a list of `bad:` and `good:`, this is {}", node.describe());
        findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message));
        return None;
    };
    let mut pairs = Vec::new();
    for node in items {
        let Some(mut fields) = Fields::of(node, "a mistake", findings) else { continue };
        let (title, bad, good) = (fields.text("title"), fields.required("bad"), fields.required("good"));
        fields.finish(findings);
        if let (Some(bad), Some(good)) = (bad, good) {
            pairs.push(MistakeSpec { title, bad, good });
        }
    }
    Some(ViewSpec::Mistakes(pairs))
}
