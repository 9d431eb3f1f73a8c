//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.
//!
//! In: findings and files, and where the site lies in the repository. Out: one command a line. Does not limit the number of commands, though
//! GitHub shows only the first few of each step.

use super::clean;
use super::source::Sources;
use crate::diag::{Diagnostic, Level};
use crate::text::{Files, Span};

#[cfg(test)]
mod tests;

/// Prints findings as `::error …::…` and `::warning …::…`, one a line. `from` is the way from the root of the
/// repository to the site: empty, or with a `/` at its end.
///
/// Nothing in a file or a message can start a second command or steer the terminal.
pub fn github(from: &str, findings: &[Diagnostic], files: &Files) -> String {
    let mut sources = Sources::from(files, from);
    let mut out = String::new();
    for finding in findings {
        let command = match finding.level {
            Level::Deny => "error",
            Level::Warn => "warning",
            Level::Allow => "notice",
        };
        let place = place(finding.span, &mut sources);
        let title = property(finding.lint.name);
        let words = words(finding, &mut sources).replace("\r\n", "\n");
        let words = data(&clean::block(&words));
        out.push_str(&format!("::{command} {place},title={title}::{words}\n"));
    }
    out
}

/// The properties that say where it is. A whole file has no line; GitHub takes columns only when
/// the place lies on one line.
fn place(span: Span, sources: &mut Sources<'_>) -> String {
    let file = property(&sources.shown(span.file));
    if span == Span::whole(span.file) {
        return format!("file={file}");
    }
    let source = sources.get(span.file);
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    if start.line == end.line {
        format!(
            "file={file},line={},col={},endLine={},endColumn={}",
            start.line, start.column, end.line, end.column
        )
    } else {
        format!("file={file},line={},endLine={}", start.line, end.line)
    }
}

fn words(finding: &Diagnostic, sources: &mut Sources<'_>) -> String {
    let mut text = finding.message.clone();
    if let Some(label) = &finding.label {
        text.push_str(&format!(" ({label})"));
    }
    for label in &finding.related {
        let path = sources.shown(label.span.file);
        let start = sources.get(label.span.file).position(label.span.start as usize);
        text.push_str(&format!("\nsee {path}:{}:{}", start.line, start.column));
        if !label.message.is_empty() {
            text.push_str(&format!(": {}", label.message));
        }
    }
    for note in &finding.notes {
        text.push_str(&format!("\nnote: {note}"));
    }
    for help in &finding.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Line ends in a path stay exact; what else could steer the terminal is replaced by a sign.
fn property(text: &str) -> String {
    clean::line(&data(text).replace(':', "%3A").replace(',', "%2C"))
}
