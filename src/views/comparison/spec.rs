//! What a comparison asks for.
//!
//! In: its keys. Out: subjects and rows as written; a comparison without two subjects or without rows is a finding.
//! Does not know which subjects and attributes exist.

use crate::diag::{Diagnostic, Findings, Reported, all};
use crate::lints;
use crate::parse::fields::Fields;
use crate::parse::yaml::Value;
use crate::parse::{FactRef, fact_ref};
use crate::text::{Span, Spanned};

/// What a comparison shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ComparisonSpec {
    /// Subject ids, in column order.
    pub subjects: Vec<Spanned<String>>,
    /// Rows, in groups.
    pub groups: Vec<RowGroup>,
}

/// Rows of a comparison under one heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RowGroup {
    /// The heading; the first rows may have none.
    pub label: Option<String>,
    /// Attributes, with qualifiers where wanted: `total-comp@level=l5`.
    pub attributes: Vec<Spanned<FactRef>>,
}

/// Reads the keys of a comparison. What is missing is reported at `place`.
///
/// # Errors
/// Subjects or rows are missing, or a row is not a reference.
pub(crate) fn read(
    fields: &mut Fields<'_>,
    place: Span,
    findings: &mut Findings,
) -> Result<ComparisonSpec, Reported> {
    let subjects = fields.several("subjects");
    let groups = rows(fields, findings);
    let mut missing = |message: &str, help: &str| {
        Err(findings.report(Diagnostic::new(&lints::MISSING_KEY, place, message).help(help)))
    };
    let mut complete = Ok(());
    if subjects.len() < 2 {
        let help = "name the columns by their ids: `subjects: [ID, ID]`";
        complete = complete.and(missing("a comparison needs two or more `subjects`", help));
    }
    if groups.iter().all(|(_, attributes)| attributes.is_empty()) {
        let help = "name the rows by their ids: `attributes: [ID, ID]`";
        complete = complete.and(missing("a comparison needs `attributes`", help));
    }
    let groups = all(groups.into_iter().map(|(label, texts)| {
        let attributes = all(texts.into_iter().map(|text| {
            let reference = fact_ref(&text.value).map_err(|_| {
                let message = format!("`{}` is not a reference to an attribute", text.value);
                findings.report(Diagnostic::new(&lints::WRONG_VALUE, text.span, message))
            })?;
            Ok(Spanned::new(reference, text.span))
        }));
        Ok(RowGroup { label, attributes: attributes? })
    }));
    complete.and_then(|()| Ok(ComparisonSpec { subjects, groups: groups? }))
}

/// Reads `attributes:`; single references form a first group without a heading.
fn rows(fields: &mut Fields<'_>, findings: &mut Findings) -> Vec<(Option<String>, Vec<Spanned<String>>)> {
    let mut groups: Vec<(Option<String>, Vec<Spanned<String>>)> = Vec::new();
    for node in fields.nodes_or_one("attributes") {
        match &node.value {
            Value::Scalar(text) => {
                let text = Spanned::new(text.clone(), node.span);
                match groups.last_mut() {
                    Some((None, attributes)) => attributes.push(text),
                    Some((Some(_), _)) | None => groups.push((None, vec![text])),
                }
            }
            Value::Null | Value::List(_) | Value::Map(_) => {
                let Some(mut inner) = Fields::of(node, "a group of rows", findings) else { continue };
                let label = inner.required("group").map(|label| label.value);
                let attributes = inner.texts("attributes");
                inner.finish(findings);
                groups.push((label, attributes));
            }
        }
    }
    groups
}
