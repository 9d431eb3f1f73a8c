//! What the preview says in the terminal.
//!
//! In: builds, one after another. Out: one line for each, with what changed, what is new and what is mended; or an object
//! of JSON a line. Keeps the last findings to compare with, and shows them all when asked.

use super::report;
use crate::diag::{Diagnostic, Level};
use crate::shell::{self, Difference, Failure};
use crate::site::Built;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// New findings that are printed after a change; the rest is counted.
const NEW: usize = 5;
/// Changed files that are named.
const NAMED: usize = 3;

/// How often there is a finding, by the hash of what one knows it by: its lint, its file and its words.
type Known = HashMap<u64, usize>;

/// The terminal, and what it was told last.
pub(super) struct Terminal {
    json: bool,
    root: PathBuf,
    last: Mutex<Known>,
    /// What showed when pages were rendered. It is told again once more than articles were saved.
    late: Mutex<HashSet<u64>>,
    hash: RandomState,
}

impl Terminal {
    pub(super) fn new(json: bool, root: PathBuf) -> Self {
        Self { json, root, last: Mutex::default(), late: Mutex::default(), hash: RandomState::new() }
    }

    pub(super) fn note(&self, words: &str) {
        self.say(|| format!("note: {words}"), || json!({ "event": "note", "message": words }));
    }

    pub(super) fn failure(&self, failure: &Failure) {
        self.say(|| report::failure(failure), || json!({ "event": "failure", "message": failure.message }));
    }

    /// Prints the findings of the first build and gives its summary.
    pub(super) fn ready(&self, built: &Built, findings: &[Diagnostic], start: Instant) -> String {
        self.compare(built, findings);
        if self.json {
            shell::print(&crate::diag::emit::json(findings, built.files()));
        } else {
            report::findings(&self.root, findings, built.files());
        }
        summary(built, findings, start)
    }

    /// Says what showed when a page was rendered, unless it was said before and may still be so.
    pub(super) fn late(&self, built: &Built, finding: &Diagnostic) {
        let known = self.known(built, finding);
        if !self.late.lock().unwrap_or_else(PoisonError::into_inner).insert(known) {
            return;
        }
        let lines = crate::diag::emit::json(std::slice::from_ref(finding), built.files());
        let object: serde_json::Value = serde_json::from_str(lines.trim()).unwrap_or_default();
        self.say(
            || format!("  {}", self.short(built, finding)),
            || json!({ "event": "finding", "finding": object }),
        );
    }

    pub(super) fn served(&self, summary: &str, url: &str) {
        let keys = if shell::has_keys() {
            "\n  keys     o open, r build again, l list findings, q quit"
        } else {
            ""
        };
        self.say(
            || format!("{summary}\n  preview  {url}\n  stop     Ctrl-C{keys}"),
            || json!({ "event": "ready", "url": url, "summary": summary }),
        );
    }

    /// Says from now on again what shows when pages are rendered, if more than articles changed.
    pub(super) fn forget(&self, differences: &[Difference]) {
        if !differences.iter().all(|difference| difference.path.as_str().ends_with(".md")) {
            self.late.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    /// Says what a change led to, and after how long.
    pub(super) fn built(
        &self,
        differences: &[Difference],
        built: &Built,
        findings: &[Diagnostic],
        took: Duration,
    ) {
        let (new, mended) = self.compare(built, findings);
        let time = report::time(took);
        let verdict = report::verdict(findings);
        let names: Vec<&str> = differences.iter().map(|difference| difference.path.as_str()).collect();
        let change = match (new.len(), mended) {
            (0, 0) => String::new(),
            (new, 0) => format!(", {new} new"),
            (0, mended) => format!(", {mended} mended"),
            (new, mended) => format!(", {new} new, {mended} mended"),
        };
        let line = || {
            let mut line = format!("{} in {time}: {verdict}{change}", changed(&names));
            for finding in new.iter().take(NEW) {
                line.push_str(&format!("\n  {}", self.short(built, finding)));
            }
            if new.len() > NEW {
                line.push_str(&format!("\n  and {} more; `l` lists all findings", new.len() - NEW));
            }
            line
        };
        let (errors, warnings) = report::count(findings);
        let object = || {
            let lines = crate::diag::emit::json(&new, built.files());
            let new: Vec<serde_json::Value> =
                lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            json!({
                "event": "built", "files": names, "milliseconds": took.as_millis(),
                "errors": errors, "warnings": warnings, "new": new, "mended": mended,
            })
        };
        self.say(line, object);
    }

    /// The findings that were not there at the last build, and how many of the last are gone.
    fn compare(&self, built: &Built, findings: &[Diagnostic]) -> (Vec<Diagnostic>, usize) {
        let mut now = Known::with_capacity(findings.len());
        let mut new = Vec::new();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        for finding in findings {
            let known = self.known(built, finding);
            let count = now.entry(known).or_default();
            *count += 1;
            if *count > last.get(&known).copied().unwrap_or(0) {
                new.push(finding.clone());
            }
        }
        let gone =
            |(known, count): (&u64, &usize)| count.saturating_sub(now.get(known).copied().unwrap_or(0));
        let mended = last.iter().map(gone).sum();
        *last = now;
        (new, mended)
    }

    /// What one knows a finding by.
    fn known(&self, built: &Built, finding: &Diagnostic) -> u64 {
        let path = built.files().get(finding.span.file).path.as_str();
        self.hash.hash_one((finding.lint.name, path, finding.message.as_str()))
    }

    /// A finding in one line.
    fn short(&self, built: &Built, finding: &Diagnostic) -> String {
        let file = built.files().get(finding.span.file);
        let at = built.files().lines(finding.span.file).position(finding.span.start as usize);
        let word = if finding.level == Level::Deny { "error" } else { "warning" };
        let place = shell::from_here(&self.root);
        format!(
            "{word}[{}]: {}{}:{}:{}: {}",
            finding.lint.name, place, file.path, at.line, at.column, finding.message
        )
    }

    fn say(&self, words: impl FnOnce() -> String, object: impl FnOnce() -> serde_json::Value) {
        if self.json { shell::print(&format!("{}\n", object())) } else { shell::note(&words()) }
    }
}

/// How long a build took and what came of it, in a line.
pub(super) fn summary(built: &Built, findings: &[Diagnostic], start: Instant) -> String {
    let pages = report::plural(built.pages(), "page");
    format!("ready in {}: {pages}, {}", report::time(start.elapsed()), report::verdict(findings))
}

/// What changed, in a few words.
fn changed(names: &[&str]) -> String {
    match names {
        [] => "everything".to_owned(),
        few if few.len() <= NAMED => few.join(", "),
        many => format!("{} and {} more files", many[..NAMED - 1].join(", "), many.len() - NAMED + 1),
    }
}
