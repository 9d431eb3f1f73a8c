//! The files below `content/data/`.
//!
//! In: the text of one YAML file. Out: its records, added to a [`Data`]. A file's path says what
//! it holds. Does not read values of facts: that takes the attribute's type.

use super::frontmatter::date;
use super::yaml::{self, Fields, Node, Value};
use crate::diag::Diagnostic;
use crate::lints;
use crate::model::{
    AttributeDef, Checklist, ChecklistItem, Data, Dispute, DisputeStatus, FactDef, FactValue, Freshness,
    PartialDate, Rank, Report, SourceDef, SourceRef, Subject, Term,
};
use crate::text::{FileId, Span, Spanned, suggestion};

const SOURCE_KINDS: [&str; 7] =
    ["official", "dataset", "survey", "article", "interview", "forum", "internal"];
const METHODS: [&str; 6] = ["official", "survey", "self-reported", "interview", "estimate", "inferred"];
const DIRECTIONS: [&str; 3] = ["higher-is-better", "lower-is-better", "neutral"];
const DISPUTE_KINDS: [&str; 5] = ["scope", "vintage", "definition", "error", "unknown"];
const DATE: &str = "a date such as 2026-06-14, 2026-06, 2026-Q2 or 2026";

/// Where the data lies.
const FOLDER: &str = "content/data/";
/// File names that have a meaning, for suggestions.
const NAMES: [&str; 5] = ["subjects.yaml", "attributes.yaml", "sources.yaml", "glossary.yaml", "rules.yaml"];

/// Whether a path lies in the data folder and is YAML.
pub(crate) fn is_data_file(path: &str) -> bool {
    path.starts_with(FOLDER) && (path.ends_with(".yaml") || path.ends_with(".yml"))
}

/// Reads one data file into `data`.
pub(crate) fn data_file(
    file: FileId,
    path: &str,
    text: &str,
    data: &mut Data,
    findings: &mut Vec<Diagnostic>,
) {
    let inside = path.strip_prefix(FOLDER).unwrap_or(path);
    let read: fn(&Node, &str, &mut Data, &mut Vec<Diagnostic>) = match inside {
        "subjects.yaml" => subjects,
        "attributes.yaml" => attributes,
        "sources.yaml" => sources,
        "glossary.yaml" => glossary,
        _ if inside.starts_with("facts/") => facts,
        _ if inside.starts_with("checklists/") => checklist,
        _ => {
            let near = suggestion(inside, NAMES);
            let message = format!("prepress does not read `{inside}`{near}");
            findings.push(
                Diagnostic::new(&lints::UNKNOWN_DATA_FILE, Span::whole(file), message)
                    .help("data lies in subjects.yaml, attributes.yaml, sources.yaml, glossary.yaml, facts/ and checklists/"),
            );
            return;
        }
    };
    let node = yaml::read(file, text, 0..text.len()).collect_into(findings);
    if let Some(node) = node {
        let name = inside.rsplit('/').next().unwrap_or(inside);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        read(&node, stem, data, findings);
    }
}

/// The records of a file that maps ids to mappings.
fn records<'a>(
    node: &'a Node,
    what: &'static str,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(&'a Spanned<String>, Fields<'a>)> {
    let Value::Map(entries) = &node.value else {
        let message = format!("this file maps ids to mappings, each {what}; this is {}", node.describe());
        findings.push(Diagnostic::new(&lints::WRONG_VALUE, node.span, message));
        return Vec::new();
    };
    let mut records = Vec::new();
    for (id, node) in entries {
        check_id(id, findings);
        records.extend(Fields::of(node, what, findings).map(|fields| (id, fields)));
    }
    records
}

/// Ids are used in links and anchors, so they keep to small letters, digits, hyphens and dots.
fn check_id(id: &Spanned<String>, findings: &mut Vec<Diagnostic>) {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if !id.value.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        || !id.value.chars().all(fits)
    {
        let message = format!("`{}` is not an id: small letters, digits, hyphens and dots", id.value);
        findings.push(Diagnostic::new(&lints::WRONG_VALUE, id.span, message));
    }
}

fn value_of(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|text| text.value.trim_end().to_owned())
}

fn values_of(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

fn subjects(node: &Node, _: &str, data: &mut Data, findings: &mut Vec<Diagnostic>) {
    for (id, mut fields) in records(node, "a subject", findings) {
        data.subjects.push(Subject {
            id: id.clone(),
            label: value_of(fields.required("label")).unwrap_or_else(|| id.value.clone()),
            parent: fields.text("parent"),
            tags: values_of(fields.texts("tags")),
            aliases: values_of(fields.texts("aliases")),
            description: value_of(fields.text("description")),
        });
        fields.finish(findings);
    }
}

fn attributes(node: &Node, _: &str, data: &mut Data, findings: &mut Vec<Diagnostic>) {
    for (id, mut fields) in records(node, "an attribute", findings) {
        let kind = fields.required("type");
        let mut def = AttributeDef {
            id: id.clone(),
            label: value_of(fields.required("label")).unwrap_or_else(|| id.value.clone()),
            kind: kind.unwrap_or_else(|| Spanned::new("text".to_owned(), id.span)),
            unit: fields.text("unit"),
            shape: fields.texts("shape"),
            direction: fields.choice("direction", &DIRECTIONS).map_or("neutral", |d| d.value),
            headline: fields.text("headline"),
            qualifiers: qualifiers(&mut fields),
            match_mode: fields.text("match"),
            hedged: None,
            rounding_cap: None,
            freshness: Freshness::default(),
            plausible: fields.text("plausible"),
            min_sources: fields.typed("min-sources", "a whole number").unwrap_or(1),
            nouns: values_of(fields.texts("nouns")),
            values: enum_values(&mut fields),
            words: (Vec::new(), Vec::new()),
            example: fields.text("example"),
            description: value_of(fields.text("description")),
            group: value_of(fields.text("group")),
        };
        if let Some(mut inner) =
            fields.node("tolerance").and_then(|node| Fields::of(node, "a tolerance", findings))
        {
            def.hedged = inner.text("hedged");
            def.rounding_cap = inner.text("rounding-cap");
            inner.finish(findings);
        }
        if let Some(mut inner) =
            fields.node("freshness").and_then(|node| Fields::of(node, "freshness", findings))
        {
            let months = "a span such as `12 months` or `2 years`";
            def.freshness.warn_after = inner.parsed("warn-after", months, span_in_months).map(|m| m.value);
            def.freshness.error_after = inner.parsed("error-after", months, span_in_months).map(|m| m.value);
            inner.finish(findings);
        }
        if let Some(mut inner) =
            fields.node("words").and_then(|node| Fields::of(node, "words for true and false", findings))
        {
            def.words = (values_of(inner.texts("true")), values_of(inner.texts("false")));
            inner.finish(findings);
        }
        data.attributes.push(def);
        fields.finish(findings);
    }
}

fn span_in_months(text: &str) -> Option<i32> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: i32 = number.parse().ok().filter(|n| (0..=1200).contains(n))?;
    match unit.trim() {
        "month" | "months" => Some(number),
        "year" | "years" => Some(number * 12),
        _ => None,
    }
}

fn qualifiers(fields: &mut Fields<'_>) -> Vec<(Spanned<String>, bool)> {
    let mut out = Vec::new();
    for (name, node) in fields.entries("qualifiers") {
        match &node.value {
            Value::Scalar(word) if word == "required" => out.push((name.clone(), true)),
            Value::Scalar(word) if word == "optional" => out.push((name.clone(), false)),
            _ => {
                fields.wrong(node.span, format!("the qualifier `{}` is `required` or `optional`", name.value))
            }
        }
    }
    out
}

/// `{id: [aliases]}` or a plain list of ids.
fn enum_values(fields: &mut Fields<'_>) -> Vec<(Spanned<String>, Vec<String>)> {
    let texts = |nodes: &[Node]| -> Vec<Spanned<String>> {
        let text = |node: &Node| match &node.value {
            Value::Scalar(text) => Some(Spanned::new(text.clone(), node.span)),
            _ => None,
        };
        nodes.iter().filter_map(text).collect()
    };
    match fields.node("values").map(|node| (&node.value, node.span)) {
        Some((Value::List(items), _)) => texts(items).into_iter().map(|id| (id, Vec::new())).collect(),
        Some((Value::Map(entries), _)) => entries
            .iter()
            .map(|(id, node)| {
                let aliases = match &node.value {
                    Value::List(items) => texts(items).into_iter().map(|text| text.value).collect(),
                    Value::Scalar(text) => vec![text.clone()],
                    _ => Vec::new(),
                };
                (id.clone(), aliases)
            })
            .collect(),
        Some((_, span)) => {
            fields
                .wrong(span, "`values` is a list of words or a mapping of words to their aliases".to_owned());
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn sources(node: &Node, _: &str, data: &mut Data, findings: &mut Vec<Diagnostic>) {
    for (id, mut fields) in records(node, "a source", findings) {
        data.sources.push(SourceDef {
            id: id.clone(),
            title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
            kind: fields.choice("kind", &SOURCE_KINDS).map(|kind| kind.value),
            url: fields
                .parsed("url", "an address that starts with https:// or http://", web_address)
                .map(|url| url.value),
            file: value_of(fields.text("file")),
            publisher: value_of(fields.text("publisher")),
            published: date(&mut fields, "published"),
            accessed: date(&mut fields, "accessed"),
            archive: fields
                .parsed("archive", "an address that starts with https:// or http://", web_address)
                .map(|url| url.value),
            derived_from: fields.texts("derived-from"),
            reliability: value_of(fields.text("reliability")),
            note: value_of(fields.text("note")),
        });
        fields.finish(findings);
    }
}

fn web_address(text: &str) -> Option<String> {
    let plain = text.starts_with("https://") || text.starts_with("http://");
    (plain && !text.contains([' ', '"', '<'])).then(|| text.to_owned())
}

fn glossary(node: &Node, _: &str, data: &mut Data, findings: &mut Vec<Diagnostic>) {
    for (id, mut fields) in records(node, "a term", findings) {
        let definition = fields.required("definition");
        data.terms.push(Term {
            id: id.clone(),
            term: value_of(fields.required("term")).unwrap_or_else(|| id.value.clone()),
            aliases: values_of(fields.texts("aliases")),
            definition: definition.unwrap_or_else(|| Spanned::new(String::new(), id.span)),
            see: fields.texts("see"),
        });
        fields.finish(findings);
    }
}

fn checklist(node: &Node, stem: &str, data: &mut Data, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(node, "a checklist", findings) else { return };
    let id = fields
        .text("id")
        .unwrap_or_else(|| Spanned::new(stem.to_owned(), Span { end: node.span.start, ..node.span }));
    check_id(&id, findings);
    let mut items = Vec::new();
    for node in fields.nodes("items") {
        let Some(mut inner) = Fields::of(node, "an item of a checklist", findings) else { continue };
        let (id, text) = (inner.required("id"), inner.required("text"));
        let (why, minutes) = (inner.text("why"), value_of(inner.text("minutes")));
        if let (Some(id), Some(text)) = (id, text) {
            check_id(&id, findings);
            items.push(ChecklistItem { id, text, why, minutes });
        }
        inner.finish(findings);
    }
    data.checklists.push(Checklist {
        title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
        id,
        description: fields.text("description"),
        subject: fields.text("subject"),
        roles: values_of(fields.texts("roles")),
        stage: value_of(fields.text("stage")),
        items,
    });
    fields.finish(findings);
}

fn facts(node: &Node, _: &str, data: &mut Data, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(node, "a file of facts", findings) else { return };
    let subject = fields.required("subject");
    fields.text("label");
    for node in fields.nodes("facts") {
        let Some(mut inner) = Fields::of(node, "a fact", findings) else { continue };
        if let Some(def) = fact(&mut inner, subject.as_ref(), findings) {
            data.facts.push(def);
        }
        inner.finish(findings);
    }
    fields.finish(findings);
}

fn fact(
    fields: &mut Fields<'_>,
    subject: Option<&Spanned<String>>,
    findings: &mut Vec<Diagnostic>,
) -> Option<FactDef> {
    let id = fields.required("id");
    let attribute = fields.text("attribute").or_else(|| id.clone());
    let at = pairs(fields, "at");
    let value = fields.node("value").and_then(|node| value(node, findings));
    let rank =
        fields.choice("rank", &["preferred", "normal", "deprecated"]).map_or(Rank::Normal, |rank| match rank
            .value
        {
            "preferred" => Rank::Preferred,
            "deprecated" => Rank::Deprecated,
            _ => Rank::Normal,
        });
    let valid = fields.node("valid").and_then(|node| Fields::of(node, "a period", findings));
    let valid_until = valid.and_then(|mut valid| {
        valid.parsed("from", DATE, PartialDate::parse);
        let until = valid.parsed("until", DATE, PartialDate::parse);
        valid.finish(findings);
        until
    });
    let dispute = fields.node("dispute").and_then(|node| dispute(node, findings));
    let reports =
        fields.nodes("reports").iter().filter_map(|node| report(node, findings)).collect::<Vec<_>>();
    if let Some(derive) = fields.text("derive") {
        let message = "derived facts are not computed by this version of prepress".to_owned();
        fields.wrong(derive.span, message);
    } else if reports.is_empty() && fields.node("value").is_none() {
        let at = id.as_ref().map_or(fields.span(), |id| id.span);
        findings.push(Diagnostic::new(
            &lints::MISSING_KEY,
            at,
            "a fact needs `value`, or a `dispute` with `reports`",
        ));
    }
    let def = FactDef {
        subject: subject?.clone(),
        id: id?,
        attribute: attribute?,
        at,
        value,
        as_of: fields.parsed("as-of", DATE, PartialDate::parse),
        valid_until,
        rank,
        method: fields.choice("method", &METHODS).map(|method| method.value),
        confidence: fields.choice("confidence", &["high", "medium", "low"]).map(|word| word.value),
        sources: source_refs(fields, findings),
        note: value_of(fields.text("note")),
        dispute,
        reports,
        span: fields.span(),
    };
    check_id(&def.id, findings);
    Some(def)
}

fn pairs(fields: &mut Fields<'_>, key: &'static str) -> Vec<(Spanned<String>, Spanned<String>)> {
    let mut out = Vec::new();
    for (name, node) in fields.entries(key) {
        match &node.value {
            Value::Scalar(text) => out.push((name.clone(), Spanned::new(text.clone(), node.span))),
            _ => fields.wrong(
                node.span,
                format!("`{}` has to be a single value, this is {}", name.value, node.describe()),
            ),
        }
    }
    out
}

fn value(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<FactValue> {
    match &node.value {
        Value::Scalar(text) => Some(FactValue::Text(Spanned::new(text.clone(), node.span))),
        Value::Map(entries) => {
            let mut parts = Vec::new();
            for (name, node) in entries {
                match &node.value {
                    Value::Scalar(text) => parts.push((name.clone(), Spanned::new(text.clone(), node.span))),
                    _ => findings.push(Diagnostic::new(
                        &lints::WRONG_VALUE,
                        node.span,
                        format!("a part of a value is a single value, this is {}", node.describe()),
                    )),
                }
            }
            Some(FactValue::Parts(parts, node.span))
        }
        _ => {
            let message =
                format!("a value is a text or a mapping such as {{min, max}}, this is {}", node.describe());
            findings.push(Diagnostic::new(&lints::WRONG_VALUE, node.span, message));
            None
        }
    }
}

fn source_refs(fields: &mut Fields<'_>, findings: &mut Vec<Diagnostic>) -> Vec<SourceRef> {
    let mut refs = Vec::new();
    for node in fields.nodes("sources") {
        match &node.value {
            Value::Scalar(id) => {
                refs.push(SourceRef { id: Spanned::new(id.clone(), node.span), locator: None, quote: None })
            }
            _ => {
                let Some(mut inner) = Fields::of(node, "a source of a value", findings) else { continue };
                let (id, locator, quote) =
                    (inner.required("id"), value_of(inner.text("locator")), inner.text("quote"));
                inner.finish(findings);
                refs.extend(id.map(|id| SourceRef { id, locator, quote }));
            }
        }
    }
    refs
}

fn dispute(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Dispute> {
    let mut fields = Fields::of(node, "a dispute", findings)?;
    let status = fields.choice("status", &["adopted", "unresolved"]);
    let dispute = Dispute {
        status: status.map_or_else(
            || Spanned::new(DisputeStatus::Unresolved, node.span),
            |word| {
                Spanned::new(
                    if word.value == "adopted" { DisputeStatus::Adopted } else { DisputeStatus::Unresolved },
                    word.span,
                )
            },
        ),
        adopted: fields.node("adopted").and_then(|node| value(node, findings)),
        kind: fields.choice("kind", &DISPUTE_KINDS).map(|kind| kind.value),
        because: value_of(fields.text("because")).filter(|text| !text.trim().is_empty()),
        decided: date(&mut fields, "decided"),
        review_by: date(&mut fields, "review-by"),
    };
    if dispute.status.value == DisputeStatus::Adopted && dispute.adopted.is_none() {
        let message = "an adopted dispute needs `adopted`, the value that holds";
        findings.push(Diagnostic::new(&lints::MISSING_KEY, dispute.status.span, message));
    }
    if dispute.because.is_none() {
        findings.push(Diagnostic::new(
            &lints::EMPTY_RATIONALE,
            dispute.status.span,
            "a dispute needs `because`",
        ));
    }
    fields.finish(findings);
    Some(dispute)
}

fn report(node: &Node, findings: &mut Vec<Diagnostic>) -> Option<Report> {
    let mut fields = Fields::of(node, "a report", findings)?;
    let value = fields.node("value").and_then(|node| value(node, findings));
    let report = value.map(|value| Report {
        value,
        as_of: fields.parsed("as-of", DATE, PartialDate::parse),
        sources: source_refs(&mut fields, findings),
        measures: value_of(fields.text("measures")),
    });
    if report.is_none() {
        findings.push(Diagnostic::new(&lints::MISSING_KEY, node.span, "a report needs `value`"));
    }
    fields.finish(findings);
    report
}
