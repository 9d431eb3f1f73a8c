//! Tera's errors as parts of a finding.
//!
//! In: an error. Out: the template, the bytes and one sentence.

use std::ops::Range;
use tera::ErrorKind;

/// Where a template is wrong, and how.
pub(crate) struct Fault {
    pub template: Option<String>,
    pub range: Option<Range<usize>>,
    pub message: String,
}

/// Reads an error.
pub(crate) fn fault(error: &tera::Error) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Fault {
            template: Some(report.filename().to_owned()),
            range: Some(report.span().range.clone()),
            message: lower(report.message()),
        },
        _ => {
            let text = error.to_string();
            // Some errors name the template only in their sentence.
            let template =
                text.split(['`', '\'', '"']).find(|word| word.ends_with(".html") || word.ends_with(".xml"));
            Fault {
                template: template.map(str::to_owned),
                range: None,
                message: lower(text.lines().next().unwrap_or("")),
            }
        }
    }
}

fn lower(message: &str) -> String {
    let mut letters = message.trim().trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
