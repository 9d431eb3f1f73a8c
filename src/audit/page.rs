//! Coverage as a page: the texts with their figures marked, as coverage tools show lines.
//!
//! In: a coverage report and the files. Out: one HTML page that needs nothing beside it. Shows the texts
//! as they are written, not as they are rendered.

use super::CoverageReport;
use crate::check::coverage::{Backing, Figure};
use crate::check::percent;
use crate::text::Files;

const STYLE: &str = "\
body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;color:#1d1b16;background:#fbf9f4}
pre{white-space:pre-wrap;font:0.9rem/1.7 ui-monospace,monospace;border-top:1px solid #cfc8b8;padding-top:1rem}
table{border-collapse:collapse}th,td{padding:.2rem .8rem .2rem 0;text-align:right}th:first-child,td:first-child{text-align:left}
mark{background:none;color:inherit;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
.unbacked{text-decoration-style:wavy;text-decoration-color:#a3261b}.todo{text-decoration-style:dashed;text-decoration-color:#8a5a00}
.backed{text-decoration-color:#2f6b3a}.cited{text-decoration-style:dotted;text-decoration-color:#2f4f8a}.aside{text-decoration-color:#b8b0a0}
a{color:inherit}
@media(prefers-color-scheme:dark){body{color:#e8e3d8;background:#1a1915}.unbacked{text-decoration-color:#ff8a7a}.todo{text-decoration-color:#e0a84a}.backed{text-decoration-color:#7ac08a}.cited{text-decoration-color:#8ab0ff}.aside{text-decoration-color:#6a655a}}";

/// The page.
pub fn coverage_page(report: &CoverageReport, title: &str, files: &Files) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Coverage: {0}</title><style>{STYLE}</style></head><body>\n<h1>Coverage: {0}</h1>\n",
        escape(title)
    );
    out.push_str(
        "<p>Each figure is underlined: <mark class=\"backed\">backed by a fact or a rule</mark>, \
         <mark class=\"cited\">cited</mark>, <mark class=\"todo\">needs a source</mark>, \
         <mark class=\"unbacked\">not backed</mark>, <mark class=\"aside\">exempt, advice or quoted</mark>.</p>\n\
         <table><thead><tr><th>Page</th><th>Figures</th><th>Unbacked</th><th>Coverage</th><th>Strict</th></tr></thead><tbody>\n",
    );
    for (number, row) in report.files.iter().enumerate() {
        out.push_str(&format!(
            "<tr><td><a href=\"#f{number}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escape(&row.path),
            row.tally.figures(),
            row.tally.unbacked,
            percent(row.tally.covered(), row.tally.figures()),
            percent(row.tally.strict, row.tally.figures()),
        ));
    }
    out.push_str("</tbody></table>\n");
    for (number, row) in report.files.iter().enumerate() {
        let text = &files.get(row.file).text;
        out.push_str(&format!(
            "<h2 id=\"f{number}\">{}</h2>\n<pre>{}</pre>\n",
            escape(&row.path),
            marked(text, &row.figures)
        ));
    }
    out.push_str("</body></html>\n");
    out
}

/// The text with its figures marked; figures that share bytes with an earlier one keep to it.
fn marked(text: &str, figures: &[Figure]) -> String {
    let mut sorted: Vec<&Figure> = figures.iter().collect();
    sorted.sort_by_key(|figure| (figure.span.start, figure.span.end));
    let mut out = String::new();
    let mut at = 0;
    for figure in sorted {
        let range = figure.span.range();
        let (Some(before), Some(words)) = (text.get(at..range.start.max(at)), text.get(range.clone())) else {
            continue;
        };
        if range.start < at {
            continue;
        }
        let (class, note) = describe(figure.backing);
        out.push_str(&escape(before));
        out.push_str(&format!(
            "<mark class=\"{class}\" title=\"{}: {note}\">{}</mark>",
            figure.kind,
            escape(words)
        ));
        at = range.end;
    }
    out.push_str(&escape(text.get(at..).unwrap_or("")));
    out
}

fn describe(backing: Backing) -> (&'static str, &'static str) {
    match backing {
        Backing::Fact(true) => ("backed", "backed by a fact that is sourced, fresh and undisputed"),
        Backing::Fact(false) => ("backed", "backed by a fact"),
        Backing::Rule => ("backed", "backed by a rule"),
        Backing::Cited => ("cited", "cited"),
        Backing::Todo => ("todo", "awaits a source"),
        Backing::Unbacked => ("unbacked", "not backed"),
        Backing::Exempt => ("aside", "exempt"),
        Backing::Advice => ("aside", "advice"),
        Backing::Quoted => ("aside", "quoted"),
        Backing::Listed => ("aside", "the length of a list"),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
