//! Facts: values with their sources, dates and disputes.
//!
//! In: the keys of one entry. Out: a fact as written, its value still text. Does not read values: that takes the
//! attribute's type. Which forms entries have is said by `lean`, what a file says once for all by `defaults`.

use super::{check_id, value_of};
use crate::diag::{Diagnostic, Findings, Reported, all};
use crate::lints;
use crate::model::{
    Covers, Dispute, DisputeStatus, FactDef, FactValue, FromFile, PartialDate, Rank, Report, SourceRef, Table,
};
use crate::parse::allow::allow;
use crate::parse::dated::{date, placed_date, written_date};
use crate::parse::fields::Fields;
use crate::parse::yaml::{Node, Value};
use crate::text::{Span, Spanned};

pub(super) const METHODS: [&str; 6] =
    ["official", "survey", "self-reported", "interview", "estimate", "inferred"];
const DISPUTE_KINDS: [&str; 5] = ["scope", "vintage", "definition", "error", "unknown"];
pub(super) const CONFIDENCE: [&str; 3] = ["high", "medium", "low"];

/// What an entry's place in its file says of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    /// The attribute, if a key names it.
    pub attribute: Option<&'a Spanned<String>>,
    /// The key of the cell, in a table.
    pub cell: Option<&'a Spanned<String>>,
}

/// Reads a fact that is a mapping.
pub(super) fn fact(
    fields: &mut Fields<'_>,
    place: Place<'_>,
    subject: Result<&Spanned<String>, Reported>,
    findings: &mut Findings,
) -> Result<FactDef, Reported> {
    let (id, attribute) = names(fields, place);
    let at = pairs(fields, "at");
    let node = fields.node("value");
    let mut unread = node.and_then(unread);
    let value = match node.map(|node| value(node, findings)) {
        Some(Ok(value)) => Some(value),
        Some(Err(reported)) => {
            unread.get_or_insert(reported);
            None
        }
        None => None,
    };
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
        date(&mut valid, "from");
        let until = placed_date(&mut valid, "until");
        valid.finish(findings);
        until
    });
    let dispute = fields.node("dispute").and_then(|node| dispute(node, findings));
    let reports =
        fields.nodes("reports").iter().filter_map(|node| report(node, findings)).collect::<Table<_, _>>();
    let not_applicable = fields.text("not-applicable");
    let derive = fields.text("derive");
    let from = fields.node("from");
    let valued = node.is_some() || from.is_some();
    let from = from.and_then(|node| from_file(node, findings));
    let name = place.cell.or(id.as_ref()).or(attribute.as_ref().ok());
    let name = name.cloned().unwrap_or_else(|| Spanned::new(String::new(), fields.span()));
    let valued = valued || !reports.is_empty();
    // Findings on a fact in a short form stand at its key.
    let key = place.cell.or(place.attribute).map_or(fields.span(), |key| key.span);
    let covered = Span { start: key.start.min(fields.span().start), ..fields.span() };
    let allow = allow(fields, Covers::Part(covered), findings);
    let (as_of, undated) = as_of(fields);
    let (method, confidence) = (fields.choice("method", &METHODS), fields.choice("confidence", &CONFIDENCE));
    let (sources, note) = (source_refs(fields, findings), value_of(fields.text("note")));
    let has_id = id.is_some();
    let id = id.unwrap_or_else(|| {
        Spanned::new(attribute.as_ref().map_or_else(|_| String::new(), |a| a.value.clone()), name.span)
    });
    let mut def = FactDef {
        subject: subject.map_or_else(|_| id.clone(), Clone::clone),
        attribute: attribute.clone().unwrap_or_else(|_| id.clone()),
        id,
        has_id,
        at,
        cell: place.cell.cloned(),
        value,
        unread,
        from,
        derive,
        as_of,
        undated,
        valid_until,
        rank,
        method: method.map(|method| method.value),
        confidence: confidence.map(|word| word.value),
        sources,
        note,
        dispute,
        reports,
        not_applicable,
        allow,
        span: fields.span(),
    };
    if has_id {
        check_id(&def.id, findings);
    }
    if let Err(reported) = one_value(&def, valued, fields, findings) {
        def.unread.get_or_insert(reported);
    }
    subject?;
    attribute.map(|_| def)
}

/// The time that a value describes, or the fault that there is none.
pub(super) fn as_of(fields: &mut Fields<'_>) -> (Option<Spanned<PartialDate>>, Option<Reported>) {
    match written_date(fields, "as-of") {
        Some(Ok(date)) => (Some(date), None),
        Some(Err(reported)) => (None, Some(reported)),
        None => (None, None),
    }
}

/// Reports a fact that says its value in no way, or in two.
///
/// # Errors
/// It has no value.
fn one_value(
    def: &FactDef,
    valued: bool,
    fields: &mut Fields<'_>,
    findings: &mut Findings,
) -> Result<(), Reported> {
    if let Some(reason) = &def.not_applicable {
        if valued || def.dispute.is_some() || def.derive.is_some() {
            fields.wrong(reason.span, "a fact that is not applicable has no value".to_owned());
        }
        if reason.value.trim().is_empty() {
            fields.wrong(reason.span, "`not-applicable` says why".to_owned());
        }
    } else if let Some(from) = def.from.as_ref().filter(|_| def.value.is_some() || !def.reports.is_empty()) {
        fields.wrong(from.span, "a fact that takes its value from a file has no value of its own".to_owned());
    } else if let Some(derive) = def.derive.as_ref().filter(|_| valued) {
        fields.wrong(derive.span, "a derived fact has no `value` and no `reports` of its own".to_owned());
    } else if def.derive.is_none() && !valued {
        let message = "a fact needs `value`, `derive`, `from`, a `dispute` with `reports`, or `not-applicable` with the reason";
        return Err(findings.report(Diagnostic::new(&lints::MISSING_KEY, def.id.span, message)));
    }
    Ok(())
}

/// The id of a fact, if it has one, and its attribute.
fn names(
    fields: &mut Fields<'_>,
    place: Place<'_>,
) -> (Option<Spanned<String>>, Result<Spanned<String>, Reported>) {
    if let Some(key) = place.attribute {
        if let Some(node) = fields.node("attribute") {
            fields.wrong(node.span, format!("the attribute is `{}`, as the key says", key.value));
        }
        return (fields.text("id"), Ok(key.clone()));
    }
    if let Some(attribute) = fields.text("attribute") {
        return (fields.text("id"), Ok(attribute));
    }
    let id = fields.needed("id");
    (id.clone().ok(), id)
}

pub(super) fn pairs(fields: &mut Fields<'_>, key: &'static str) -> Vec<(Spanned<String>, Spanned<String>)> {
    let mut out = Vec::new();
    for (name, node) in fields.entries(key) {
        match &node.value {
            Value::Scalar(text) => out.push((name.clone(), Spanned::new(text.clone(), node.span))),
            _ => fields.wrong(
                node.span,
                format!("`{}` must be a single value, found {}", name.value, node.describe()),
            ),
        }
    }
    out
}

/// The fault that a value, or a part of one, is not what its author wrote.
pub(super) fn unread(node: &Node) -> Option<Reported> {
    node.fault.or_else(|| match &node.value {
        Value::Map(entries) => entries.iter().find_map(|(_, part)| part.fault),
        Value::Null | Value::Scalar(_) | Value::List(_) => None,
    })
}

/// A value as written.
///
/// # Errors
/// It is neither a text nor a mapping of texts.
pub(super) fn value(node: &Node, findings: &mut Findings) -> Result<FactValue, Reported> {
    let mut wrong = |node: &Node, wanted: &str| {
        let message = format!("{wanted}, found {}", node.describe());
        findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message))
    };
    match &node.value {
        Value::Scalar(text) => Ok(FactValue::Text(Spanned::new(text.clone(), node.span))),
        Value::Map(entries) => {
            let parts = entries.iter().map(|(name, node)| match &node.value {
                Value::Scalar(text) => Ok((name.clone(), Spanned::new(text.clone(), node.span))),
                _ => Err(wrong(node, "a part of a value must be a single value")),
            });
            Ok(FactValue::Parts(all(parts)?, node.span))
        }
        _ => Err(wrong(node, "a value must be a text or a mapping such as {min, max}")),
    }
}

pub(super) fn source_refs(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<SourceRef> {
    let mut refs = Vec::new();
    for node in fields.nodes_or_one("sources") {
        match &node.value {
            Value::Scalar(id) => {
                let id = Spanned::new(id.clone(), node.span);
                refs.push(SourceRef { id, locator: None, quote: None, passage: None });
            }
            _ => {
                let Some(mut inner) = Fields::of(node, "a source of a value", findings) else { continue };
                let (id, locator) = (inner.required("id"), value_of(inner.text("locator")));
                let (quote, passage) = (inner.text("quote"), inner.text("passage"));
                inner.finish(findings);
                refs.extend(id.map(|id| SourceRef { id, locator, quote, passage }));
            }
        }
    }
    refs
}

/// Where a value stands in a file beside the content.
fn from_file(node: &Node, findings: &mut Findings) -> Option<FromFile> {
    let mut fields = Fields::of(node, "a place in a file", findings)?;
    let (file, pattern) = (fields.required("file"), fields.required("pattern"));
    let from = file.zip(pattern).map(|(file, pattern)| FromFile { file, pattern, span: node.span });
    if let Some(from) = from.as_ref().filter(|from| from.pattern.value.matches('*').count() != 1) {
        let message = "a pattern has one `*`, in the place of the value".to_owned();
        fields.wrong(from.pattern.span, message);
    }
    fields.finish(findings);
    from.filter(|from| from.pattern.value.matches('*').count() == 1)
}

fn dispute(node: &Node, findings: &mut Findings) -> Option<Dispute> {
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
        adopted: fields.node("adopted").and_then(|node| value(node, findings).ok()),
        kind: fields.choice("kind", &DISPUTE_KINDS).map(|kind| kind.value),
        because: value_of(fields.text("because")).filter(|text| !text.trim().is_empty()),
        decided: date(&mut fields, "decided"),
        review_by: placed_date(&mut fields, "review-by"),
    };
    if dispute.status.value == DisputeStatus::Adopted && dispute.adopted.is_none() {
        let message = "an adopted dispute needs `adopted`, the value that holds";
        findings.report(Diagnostic::new(&lints::MISSING_KEY, dispute.status.span, message));
    }
    if dispute.because.is_none() {
        findings.report(Diagnostic::new(
            &lints::EMPTY_RATIONALE,
            dispute.status.span,
            "a dispute needs `because`",
        ));
    }
    fields.finish(findings);
    Some(dispute)
}

fn report(node: &Node, findings: &mut Findings) -> Option<Report> {
    let mut fields = Fields::of(node, "a report", findings)?;
    let value = fields.node("value").and_then(|node| value(node, findings).ok());
    let report = value.map(|value| Report {
        value,
        as_of: placed_date(&mut fields, "as-of"),
        sources: source_refs(&mut fields, findings),
        measures: value_of(fields.text("measures")),
    });
    if report.is_none() {
        findings.report(Diagnostic::new(&lints::MISSING_KEY, node.span, "a report needs `value`"));
    }
    fields.finish(findings);
    report
}
