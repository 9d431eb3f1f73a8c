//! Tera's errors as parts of a finding.
//!
//! In: an error. Out: the template, the bytes and one sentence; for a field that is not there, the fields
//! that are, and the nearest of them.

use super::filters::UNDEFINED;
use crate::text::did_you_mean;
use std::ops::Range;
use tera::{Context, ErrorKind, Value};

/// How the names of templates end.
const FILES: [&str; 3] = [".html", ".xml", ".md"];

/// Where a template is wrong, and how.
pub(crate) struct Fault {
    pub template: Option<String>,
    pub range: Option<Range<usize>>,
    /// Line and column, where the error names no bytes.
    pub place: Option<(usize, usize)>,
    pub message: String,
}

/// Reads an error.
pub(crate) fn fault(error: &tera::Error) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Fault {
            template: Some(report.filename().to_owned()),
            range: Some(report.span().range.clone()),
            place: None,
            message: lower(report.message()),
        },
        _ => {
            let text = error.to_string();
            if let Some((template, place)) = text.lines().find_map(arrow) {
                let message = text.lines().next().unwrap_or("");
                let message = lower(message.strip_prefix("error: ").unwrap_or(message));
                return Fault { template: Some(template), range: None, place: Some(place), message };
            }
            // Some errors name the template only in their sentence.
            let template =
                text.split(['`', '\'', '"']).find(|word| FILES.iter().any(|ending| word.ends_with(ending)));
            Fault {
                template: template.map(str::to_owned),
                range: None,
                place: None,
                message: lower(text.lines().next().unwrap_or("")),
            }
        }
    }
}

/// A line such as ` --> article.html:3:14` of an error that is a text only.
fn arrow(line: &str) -> Option<(String, (usize, usize))> {
    let (rest, column) = line.trim().strip_prefix("--> ")?.rsplit_once(':')?;
    let (template, line) = rest.rsplit_once(':')?;
    Some((template.to_owned(), (line.parse().ok()?, column.parse().ok()?)))
}

/// A better sentence for a field that is not there, and the nearest that is. `written` is the path
/// that the template has at the place of the error.
pub(super) fn unknown_field(
    message: &str,
    written: &str,
    context: &Context,
) -> Option<(String, Option<String>)> {
    let near = |name: &str, known: &[&str]| did_you_mean(name, known.iter().copied()).map(str::to_owned);
    if let Some((head, list)) = message.split_once(" is not defined. Available ") {
        let name = head.split('`').nth(1)?;
        let known: Vec<&str> = list.split_once(": ")?.1.split(", ").collect();
        return Some((message.to_owned(), near(name, &known)));
    }
    if !message.ends_with(&format!("got `{UNDEFINED}`")) {
        return None;
    }
    let Some((parent, name)) = written.rsplit_once('.') else {
        return Some((format!("variable `{written}` is not defined"), None));
    };
    let (first, rest) = parent.split_once('.').map_or((parent, None), |(first, rest)| (first, Some(rest)));
    let found =
        context.get(first).and_then(|value| rest.map_or(Some(value), |rest| value.get_from_path(rest)));
    let mut known: Vec<&str> =
        found.and_then(Value::as_map).into_iter().flatten().filter_map(|(key, _)| key.as_str()).collect();
    known.sort_unstable();
    let list =
        if known.is_empty() { String::new() } else { format!(". Available fields: {}", known.join(", ")) };
    Some((format!("field `{name}` is not defined{list}"), near(name, &known)))
}

fn lower(message: &str) -> String {
    let mut letters = message.trim().trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
