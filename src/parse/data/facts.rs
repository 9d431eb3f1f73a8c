//! Facts: values with their sources, dates and disputes.
//!
//! In: the keys of one entry. Out: a fact as written, its value still text. Does not read values: that takes the
//! attribute's type. Which forms entries have is said by `lean`, what a file says once for all by `defaults`.

use super::{check_id, value_of};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{
    Covers, Dispute, DisputeStatus, FactDef, FactValue, PartialDate, Rank, Report, SourceRef, Table,
};
use crate::parse::allow::allow;
use crate::parse::fields::Fields;
use crate::parse::frontmatter::date;
use crate::parse::yaml::{Node, Value};
use crate::text::Spanned;

pub(super) const METHODS: [&str; 6] =
    ["official", "survey", "self-reported", "interview", "estimate", "inferred"];
const DISPUTE_KINDS: [&str; 5] = ["scope", "vintage", "definition", "error", "unknown"];
pub(super) const CONFIDENCE: [&str; 3] = ["high", "medium", "low"];
pub(super) const DATE: &str = "a date such as 2026-06-14, 2026-06, 2026-Q2 or 2026";

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
    subject: Option<&Spanned<String>>,
    findings: &mut Findings,
) -> Option<FactDef> {
    let (id, attribute) = names(fields, place);
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
        fields.nodes("reports").iter().filter_map(|node| report(node, findings)).collect::<Table<_, _>>();
    let not_applicable = fields.text("not-applicable");
    let derive = fields.text("derive");
    let name = place.cell.or(id.as_ref()).or(attribute.as_ref());
    let name = name.cloned().unwrap_or_else(|| Spanned::new(String::new(), fields.span()));
    let valued = fields.node("value").is_some() || !reports.is_empty();
    let has_id = id.is_some();
    let id = id.unwrap_or_else(|| {
        Spanned::new(attribute.as_ref().map_or_else(String::new, |a| a.value.clone()), name.span)
    });
    let def = FactDef {
        subject: subject.cloned().unwrap_or_else(|| id.clone()),
        attribute: attribute.clone().unwrap_or_else(|| id.clone()),
        id,
        has_id,
        at,
        cell: place.cell.cloned(),
        value,
        derive,
        as_of: fields.parsed("as-of", DATE, PartialDate::parse),
        valid_until,
        rank,
        method: fields.choice("method", &METHODS).map(|method| method.value),
        confidence: fields.choice("confidence", &CONFIDENCE).map(|word| word.value),
        sources: source_refs(fields, findings),
        note: value_of(fields.text("note")),
        dispute,
        reports,
        not_applicable,
        allow: allow(fields, Covers::Part(fields.span()), findings),
        span: fields.span(),
    };
    if has_id {
        check_id(&def.id, findings);
    }
    one_value(&def, valued, fields, findings);
    (subject.is_some() && attribute.is_some()).then_some(def)
}

/// Reports a fact that says its value in no way, or in two.
fn one_value(def: &FactDef, valued: bool, fields: &mut Fields<'_>, findings: &mut Findings) {
    if let Some(reason) = &def.not_applicable {
        if valued || def.dispute.is_some() || def.derive.is_some() {
            fields.wrong(reason.span, "a fact that is not applicable has no value".to_owned());
        }
        if reason.value.trim().is_empty() {
            fields.wrong(reason.span, "`not-applicable` says why".to_owned());
        }
    } else if let Some(derive) = def.derive.as_ref().filter(|_| valued) {
        fields.wrong(derive.span, "a derived fact has no `value` and no `reports` of its own".to_owned());
    } else if def.derive.is_none() && !valued {
        let message =
            "a fact needs `value`, `derive`, a `dispute` with `reports`, or `not-applicable` with the reason";
        findings.report(Diagnostic::new(&lints::MISSING_KEY, def.id.span, message));
    }
}

/// The id of a fact, if it has one, and its attribute.
fn names(fields: &mut Fields<'_>, place: Place<'_>) -> (Option<Spanned<String>>, Option<Spanned<String>>) {
    if let Some(key) = place.attribute {
        if let Some(node) = fields.node("attribute") {
            fields.wrong(node.span, format!("the attribute is `{}`, as the key says", key.value));
        }
        return (fields.text("id"), Some(key.clone()));
    }
    let attribute = fields.text("attribute");
    let id = if attribute.is_some() { fields.text("id") } else { fields.required("id") };
    let attribute = attribute.or_else(|| id.clone());
    (id, attribute)
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

pub(super) fn value(node: &Node, findings: &mut Findings) -> Option<FactValue> {
    match &node.value {
        Value::Scalar(text) => Some(FactValue::Text(Spanned::new(text.clone(), node.span))),
        Value::Map(entries) => {
            let mut parts = Vec::new();
            for (name, node) in entries {
                match &node.value {
                    Value::Scalar(text) => parts.push((name.clone(), Spanned::new(text.clone(), node.span))),
                    _ => {
                        let message =
                            format!("a part of a value must be a single value, found {}", node.describe());
                        findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message));
                    }
                }
            }
            Some(FactValue::Parts(parts, node.span))
        }
        _ => {
            let message = format!(
                "a value must be a text or a mapping such as {{min, max}}, found {}",
                node.describe()
            );
            findings.report(Diagnostic::new(&lints::WRONG_VALUE, node.span, message));
            None
        }
    }
}

pub(super) fn source_refs(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<SourceRef> {
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
        adopted: fields.node("adopted").and_then(|node| value(node, findings)),
        kind: fields.choice("kind", &DISPUTE_KINDS).map(|kind| kind.value),
        because: value_of(fields.text("because")).filter(|text| !text.trim().is_empty()),
        decided: date(&mut fields, "decided"),
        review_by: fields.parsed("review-by", DATE, PartialDate::parse),
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
    let value = fields.node("value").and_then(|node| value(node, findings));
    let report = value.map(|value| Report {
        value,
        as_of: fields.parsed("as-of", DATE, PartialDate::parse),
        sources: source_refs(&mut fields, findings),
        measures: value_of(fields.text("measures")),
    });
    if report.is_none() {
        findings.report(Diagnostic::new(&lints::MISSING_KEY, node.span, "a report needs `value`"));
    }
    fields.finish(findings);
    report
}
