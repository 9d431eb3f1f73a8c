//! Findings as JSON lines, for programs.
//!
//! In: findings and files. Out: one object a line, with the fields of the manual in their order.
//! Does not clean the texts beyond what JSON escapes, but writes control and direction characters
//! as escapes so that the output can be looked at.

use super::clean;
use super::source::Sources;
use crate::diag::Diagnostic;
use crate::text::{Files, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: u32,
    byte_end: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    label: Option<&'a str>,
    related: Vec<Related<'a>>,
    help: &'a [String],
    notes: &'a [String],
}

/// Prints findings as JSON, one object a line.
///
/// Lines and columns are from 1, columns count characters, bytes are offsets into the file as
/// read; the end is the place after the last character.
pub fn json(findings: &[Diagnostic], files: &Files) -> String {
    let mut sources = Sources::new(files);
    let mut out = String::new();
    for finding in findings {
        let record = record(finding, &mut sources);
        let text = serde_json::to_string(&record).expect("a record of strings and numbers");
        push_escaped(&text, &mut out);
        out.push('\n');
    }
    out
}

fn record<'a>(finding: &'a Diagnostic, sources: &mut Sources<'a>) -> Record<'a> {
    Record {
        code: finding.lint.code,
        name: finding.lint.name,
        severity: finding.level.severity(),
        message: &finding.message,
        place: place(finding.span, sources),
        label: finding.label.as_deref(),
        related: finding
            .related
            .iter()
            .map(|label| Related { place: place(label.span, sources), message: &label.message })
            .collect(),
        help: &finding.help,
        notes: &finding.notes,
    }
}

fn place<'a>(span: Span, sources: &mut Sources<'a>) -> Place<'a> {
    let file = sources.path(span.file);
    let source = sources.get(span.file);
    let start = source.position(span.start as usize);
    let end = source.position(span.end as usize);
    Place {
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_start: span.start,
        byte_end: span.end,
    }
}

/// Outside its strings JSON is ASCII, so that every other character may be written as an escape.
pub(super) fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        if clean::is_unsafe(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
}
