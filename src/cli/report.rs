//! What is printed: findings, the summary, failures.
//!
//! In: values. Out: text on the terminal. Findings for people go to standard error, JSON to
//! standard output. Does not decide what blocks.

use super::args::{Format, SiteOptions};
use crate::diag::{Diagnostic, Level, Suppression, emit};
use crate::shell::{self, Failure};
use crate::site::Built;
use crate::text::Files;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

/// Findings that are printed for people if nobody asks for all: more of them nobody reads before mending the first.
const SHOWN: usize = 100;

/// Prints findings for people, as many as one reads.
pub(super) fn findings(root: &Path, findings: &[Diagnostic], files: &Files) {
    human(root, findings, files, SHOWN);
}

/// Prints all findings for people.
pub(super) fn every(root: &Path, findings: &[Diagnostic], files: &Files) {
    human(root, findings, files, usize::MAX);
}

/// Prints findings in the chosen format, with suppressed ones for the format that has a place for them. Programs get
/// all of them, people as many as they read.
pub(super) fn all(
    root: &Path,
    findings: &[Diagnostic],
    suppressed: &[(Diagnostic, Suppression)],
    files: &Files,
    options: &SiteOptions,
) {
    let out = match options.format {
        Format::Json => emit::json(findings, files),
        Format::Sarif => emit::sarif(findings, suppressed, files),
        Format::Github => emit::github(&shell::from_repository(root), findings, files),
        Format::Human => return human(root, findings, files, if options.all { usize::MAX } else { SHOWN }),
    };
    shell::print(&out);
}

fn human(root: &Path, findings: &[Diagnostic], files: &Files, most: usize) {
    if findings.is_empty() {
        return;
    }
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let (shown, left) = foremost(findings, most);
    let style = emit::Style { color, width: width() };
    let text = emit::human_from(&shell::from_here(root), &shown, files, style);
    shell::note(&text);
    if let Some(left) = rest(&left) {
        shell::note(&format!("{left}; `--all` prints them\n"));
    }
}

/// The findings to show when there are more than anybody reads, in their order: errors before warnings. And the rest.
pub(super) fn foremost(findings: &[Diagnostic], most: usize) -> (Cow<'_, [Diagnostic]>, Vec<&Diagnostic>) {
    if findings.len() <= most {
        return (Cow::Borrowed(findings), Vec::new());
    }
    let (errors, _) = count(findings);
    let (mut errors, mut warnings) = (errors.min(most), most - errors.min(most));
    let (shown, left): (Vec<&Diagnostic>, Vec<&Diagnostic>) = findings.iter().partition(|finding| {
        let room = if finding.level == Level::Deny { &mut errors } else { &mut warnings };
        let fits = *room > 0;
        *room -= usize::from(fits);
        fits
    });
    (shown.into_iter().cloned().collect(), left)
}

/// `and 1,200 more: 1,150 unbacked-figure, 50 broken-link`; nothing when none is left.
pub(super) fn rest(left: &[&Diagnostic]) -> Option<String> {
    let mut by_lint: BTreeMap<&str, usize> = BTreeMap::new();
    left.iter().for_each(|finding| *by_lint.entry(finding.lint.name).or_default() += 1);
    let mut lints: Vec<(&str, usize)> = by_lint.into_iter().collect();
    lints.sort_by_key(|(_, count)| Reverse(*count));
    let lints: Vec<String> =
        lints.iter().map(|(name, count)| format!("{} {name}", grouped(*count))).collect();
    (!left.is_empty()).then(|| format!("and {} more: {}", grouped(left.len()), lints.join(", ")))
}

fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(140)
}

/// Errors and warnings among findings.
pub(super) fn count(findings: &[Diagnostic]) -> (usize, usize) {
    let errors = findings.iter().filter(|finding| finding.level == Level::Deny).count();
    (errors, findings.len() - errors)
}

/// `1 error`, `3 warnings`.
pub(super) fn plural(count: usize, noun: &str) -> String {
    let grouped = grouped(count);
    if count == 1 { format!("{grouped} {noun}") } else { format!("{grouped} {noun}s") }
}

fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `errors and warnings`, or `no findings`.
pub(super) fn verdict(findings: &[Diagnostic]) -> String {
    match count(findings) {
        (0, 0) => "no findings".to_owned(),
        (0, warnings) => plural(warnings, "warning"),
        (errors, 0) => plural(errors, "error"),
        (errors, warnings) => format!("{} and {}", plural(errors, "error"), plural(warnings, "warning")),
    }
}

/// The site's claims by verdict, in one line.
pub(super) fn claims(built: &Built) -> String {
    let counts = built.counts();
    let mut parts = vec![format!("{} supported", grouped(counts.supported))];
    let rest = [
        (counts.refuted, "refuted"),
        (counts.undetermined, "undetermined"),
        (counts.unreadable, "unreadable"),
        (counts.inserted, "inserted"),
        (counts.cited, "cited"),
        (counts.todo, "todo"),
        (counts.exempt, "exempt"),
    ];
    parts.extend(rest.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", grouped(*n))));
    parts.join(", ")
}

/// The lines after a run.
pub(super) fn summary(built: &Built, findings: &[Diagnostic], did: &str, took: Duration, day: &str) {
    shell::note(&format!("{did} in {}: {}", time(took), verdict(findings)));
    shell::note(&about(built));
    shell::note(&format!("  today   {day}"));
}

/// What the site claims and leaves out, in lines.
pub(super) fn about(built: &Built) -> String {
    let mut lines = vec![format!("  claims  {}", claims(built))];
    if let Some((fact, date)) = built.oldest_fact() {
        lines.push(format!("  oldest  {fact}, as of {date}"));
    }
    if built.left_out() > 0 {
        let pages = plural(built.left_out(), "page");
        lines.push(format!("  hidden  {pages}: drafts or outside their dates"));
    }
    lines.join("\n")
}

/// `12 ms`, `1.4 s`.
pub(super) fn time(took: Duration) -> String {
    if took.as_millis() < 1000 {
        format!("{} ms", took.as_millis())
    } else {
        format!("{:.1} s", took.as_secs_f64())
    }
}

/// A failure as it is printed.
pub(super) fn failure(failure: &Failure) -> String {
    let mut text = format!("error: {}", failure.message);
    for hint in &failure.hints {
        text.push_str(&format!("\n  = help: {hint}"));
    }
    text
}
