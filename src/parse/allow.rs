//! Exceptions from lints: `allow:` in YAML and comments in Markdown.
//!
//! In: a key's value, or the text of an HTML comment. Out: [`Allow`]s with places. Whether a lint of
//! that name exists is asked later, when it is known what was suppressed.

use super::covers::said;
use super::dated::placed_date;
use super::fields::Fields;
use super::yaml::{Node, Value};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{Allow, Covers, PartialDate};
use crate::text::{Span, Spanned};
use std::ops::Range;

const UNTIL: &str = "a date such as 2027-06-30 or 2027-06";

/// Reads `allow:`: `{lint: reason}`, or a list of names and of `{lint, reason, until}`.
pub(super) fn allow(fields: &mut Fields<'_>, covers: Covers, findings: &mut Findings) -> Vec<Allow> {
    let Some(node) = fields.node("allow") else { return Vec::new() };
    let mut out = Vec::new();
    match &node.value {
        Value::Map(entries) => {
            for (name, value) in entries {
                out.extend(entry(name, value, covers, findings));
            }
        }
        Value::List(items) => {
            for item in items {
                match &item.value {
                    Value::Scalar(name) => {
                        let lint = Spanned::new(name.clone(), item.span);
                        out.push(Allow { lint, reason: String::new(), until: None, covers, alone: None });
                    }
                    _ => out.extend(record(item, covers, findings)),
                }
            }
        }
        Value::Scalar(name) => {
            let lint = Spanned::new(name.clone(), node.span);
            out.push(Allow { lint, reason: String::new(), until: None, covers, alone: None });
        }
        Value::Null => {}
    }
    out
}

/// `lint: reason` or `lint: {reason, until}`.
fn entry(name: &Spanned<String>, node: &Node, covers: Covers, findings: &mut Findings) -> Option<Allow> {
    let (reason, until) = match &node.value {
        Value::Null => (String::new(), None),
        Value::Scalar(reason) => (reason.trim().to_owned(), None),
        _ => {
            let mut fields = Fields::of(node, "an exception from a lint", findings)?;
            let terms = terms(&mut fields);
            fields.finish(findings);
            terms
        }
    };
    Some(Allow { lint: name.clone(), reason, until, covers, alone: None })
}

fn record(node: &Node, covers: Covers, findings: &mut Findings) -> Option<Allow> {
    let mut fields = Fields::of(node, "an exception from a lint", findings)?;
    let lint = fields.required("lint");
    let (reason, until) = terms(&mut fields);
    fields.finish(findings);
    Some(Allow { lint: lint?, reason, until, covers, alone: None })
}

/// The reason of an exception, and its end.
fn terms(fields: &mut Fields<'_>) -> (String, Option<Spanned<PartialDate>>) {
    let reason = fields.text("reason").map_or_else(String::new, |text| text.value.trim().to_owned());
    (reason, placed_date(fields, "until"))
}

/// Reads `<!-- prepress allow(name, …) until 2027-06: reason -->`. `bytes` is the comment's place in
/// the text, `covered` that of the block it stands before.
pub(super) fn comment(
    text: &str,
    bytes: &Range<usize>,
    covered: &Range<usize>,
    locate: &dyn Fn(Range<usize>) -> Span,
    findings: &mut Findings,
) -> Vec<Allow> {
    let Some(rest) = said(text) else { return Vec::new() };
    let at = |part: &str| {
        let offset = part.as_ptr() as usize - text.as_ptr() as usize;
        locate(bytes.start + offset..bytes.start + offset + part.len())
    };
    let parts = rest.strip_prefix("allow(").and_then(|rest| rest.split_once(')'));
    let Some((names, tail)) = parts else {
        let message = "invalid prepress comment";
        let form = "write `<!-- prepress allow(lint-name): reason -->`, with `until 2027-06` before the colon to set an end date, or `<!-- prepress facts(subject) -->` before a table";
        findings.report(Diagnostic::new(&lints::UNKNOWN_LINT, at(rest), message).help(form));
        return Vec::new();
    };
    let (head, reason) = tail.split_once(':').unwrap_or((tail, ""));
    let mut until = None;
    if let Some(day) = head.trim().strip_prefix("until").map(str::trim) {
        match PartialDate::parse(day) {
            Some(date) => until = Some(Spanned::new(date, at(day))),
            None => {
                let message = format!("`until` must be {UNTIL}, found `{day}`");
                findings.report(Diagnostic::new(&lints::WRONG_VALUE, at(head), message));
            }
        }
    }
    let covers = Covers::Part(locate(covered.clone()));
    let one = |name: &str| Allow {
        lint: Spanned::new(name.trim().to_owned(), at(name.trim())),
        reason: reason.trim().to_owned(),
        until: until.clone(),
        covers,
        alone: (!names.contains(',')).then(|| locate(bytes.start..bytes.start + text.trim_end().len())),
    };
    names.split(',').map(one).collect()
}
