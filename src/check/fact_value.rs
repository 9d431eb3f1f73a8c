//! One value of a fact.
//!
//! In: a value as written, and the schema and the limits of its attribute. Out: the value as stored, and findings at
//! what cannot be read, is of a form that the attribute does not allow, or is not plausible. Knows nothing of the fact
//! around it.

use crate::diag::{Applicability, Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{AttributeDef, FactValue};
use crate::parse::placeholder;
use crate::text::{Span, Spanned};
use crate::value::{
    End, Kind, Misread, PARTS, PartsError, ReadError, Schema, Stored, example_of, from_parts, read_stored,
};

/// Reports a bare word that other readers of YAML take for something else, and gives it back.
fn trapped<'t>(text: &'t Spanned<String>, schema: &Schema, findings: &mut Findings) -> &'t str {
    const BOOLEANS: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];
    let bare = text.span.is_plain(&text.value);
    let word = text.value.to_lowercase();
    let clock = |mark: char| {
        word.contains(mark)
            && word.chars().all(|c| c.is_ascii_digit() || c == mark)
            && !word.starts_with(mark)
    };
    let read_as = match word.as_str() {
        word if BOOLEANS.contains(&word) => "true or false",
        _ if clock(':') => "a number to the base of sixty",
        _ if clock('_') => "a number without its underscores",
        _ => return &text.value,
    };
    if bare && matches!(schema.kind, Kind::Text | Kind::Enum) {
        let message =
            format!("`{}` is read as text here; other YAML parsers read it as {read_as}", text.value);
        findings.report(
            Diagnostic::new(&lints::YAML_TRAP, text.span, message).help("write it in quotes").fix(
                Applicability::Safe,
                text.span,
                format!("\"{}\"", text.value),
            ),
        );
    }
    &text.value
}

/// Reads one value; what cannot be read is a finding at the fault.
///
/// # Errors
/// It cannot be read.
pub(super) fn stored(
    value: &FactValue,
    schema: &Schema,
    findings: &mut Findings,
) -> Result<Stored, Reported> {
    match value {
        FactValue::Text(text) => read(text, trapped(text, schema, findings), schema, findings),
        FactValue::Cell(text) => read(text, &text.value, schema, findings),
        FactValue::Parts(parts, span) => {
            let pairs = parts.iter().map(|(name, text)| (name.value.as_str(), text.value.as_str()));
            match from_parts(pairs, schema) {
                Ok(stored) => Ok(stored),
                Err(error) => {
                    let place = |name: &str| parts.iter().find(|(n, _)| n.value == name);
                    let (lint, span) = match &error {
                        PartsError::Unknown { name } => {
                            (&lints::UNKNOWN_KEY, place(name).map_or(*span, |(n, _)| n.span))
                        }
                        PartsError::Part { name, .. } => {
                            (&lints::UNPARSABLE_VALUE, place(name).map_or(*span, |(_, v)| v.span))
                        }
                        PartsError::Combination { .. } => (&lints::UNPARSABLE_VALUE, *span),
                    };
                    let mut finding = Diagnostic::new(lint, span, error.to_string());
                    match &error {
                        PartsError::Unknown { .. } => {
                            finding.help.push(format!("the parts are {}", PARTS.join(", ")));
                        }
                        PartsError::Part { name, error } => {
                            let text = place(name).map_or("", |(_, text)| &text.value);
                            finding.help.extend(what_to_write(text, error, schema));
                        }
                        PartsError::Combination { .. } => {}
                    }
                    Err(findings.report(finding))
                }
            }
        }
    }
}

/// What to write in place of a value that cannot be read: the same one in another way, or one of the kind.
fn what_to_write(text: &str, error: &ReadError, schema: &Schema) -> Option<String> {
    let reads = |text: &String| read_stored(text, schema).is_ok();
    let right = error.suggestion.clone().or_else(|| other_points(text)).filter(reads);
    right.map(|right| format!("write `{right}`")).or_else(|| {
        let other = !matches!(error.what, Misread::MalformedFigure | Misread::DownwardRange);
        let example = example_of(schema).filter(|_| other)?;
        Some(format!("the attribute holds {}: write a value such as `{example}`", schema.kind.noun()))
    })
}

/// A number with its points and commas exchanged: `1.000,50` is `1,000.50` elsewhere.
fn other_points(text: &str) -> Option<String> {
    let exchange = |c| match c {
        '.' => ',',
        ',' => '.',
        other => other,
    };
    text.contains([',', '.']).then(|| text.chars().map(exchange).collect())
}

fn read(
    place: &Spanned<String>,
    text: &str,
    schema: &Schema,
    findings: &mut Findings,
) -> Result<Stored, Reported> {
    let stored = read_stored(text, schema);
    // A text of any words can be read.
    if let Some(to_do) = placeholder::to_do(text).filter(|_| stored.is_ok()) {
        findings.report(placeholder::finding("the value", to_do, place.span));
    }
    stored.map_err(|error| {
        let mut finding = Diagnostic::new(error.data_lint(), place.span, error.message.as_str());
        finding.help.extend(what_to_write(&place.value, &error, schema));
        findings.report(finding)
    })
}

/// Reports a form of value that its attribute does not allow.
pub(super) fn shape(value: &Stored, attr: &AttributeDef, span: Span, findings: &mut Findings) {
    let name = value.shape_name();
    if !attr.shape.is_empty() && attr.shape.iter().all(|shape| shape.value != name) {
        let words =
            |name: &str| if name == "point" { "a single value".to_owned() } else { format!("a {name}") };
        let expected: Vec<_> = attr.shape.iter().map(|shape| words(&shape.value)).collect();
        let message = format!("expected {}, found {}", expected.join(" or "), words(name));
        findings.report(
            Diagnostic::new(&lints::SHAPE_NOT_ALLOWED, span, message)
                .related(attr.shape[0].span, "declared here"),
        );
    }
}

/// Reports a value outside the limits of its attribute.
pub(super) fn plausible(
    value: &Stored,
    limits: Option<&Stored>,
    attr: &AttributeDef,
    span: Span,
    findings: &mut Findings,
) {
    let (Some(limits), Some(text)) = (limits, &attr.plausible) else { return };
    let (Some(limits), Some(mut value)) = (limits.interval(), value.interval()) else { return };
    // An open end says nothing; the end that is given has to be plausible.
    if value.hi.is_none() {
        value.hi = value.lo.clone().map(|end| End { open: false, ..end });
        value.lo = value.hi.clone();
    } else if value.lo.is_none() {
        value.hi = value.hi.map(|end| End { open: false, ..end });
        value.lo = value.hi.clone();
    }
    if !value.subset_of(&limits) {
        let message = format!("outside the plausible range {}", text.value);
        findings.report(
            Diagnostic::new(&lints::IMPLAUSIBLE_VALUE, span, message).related(text.span, "declared here"),
        );
    }
}
