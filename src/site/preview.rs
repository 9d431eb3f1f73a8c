//! What a preview asks of a site that was built.
//!
//! In: a site, and perhaps the one before it. Out: which file a page comes from, what the last change touched, the claims
//! of a page. Renders nothing and keeps nothing.

use super::Built;
use crate::audit;
use crate::diag::{Diagnostic, Level};
use crate::parse::may_hold_data;
use crate::text::names::CONFIG;
use serde_json::{Value, json};
use std::sync::Arc;

impl Built {
    /// The path of the page's file, by the page's path in the output.
    pub fn file_of(&self, out: &str) -> Option<&str> {
        self.checked.pages.iter().find(|page| page.out == out).map(|page| page.page.path.as_str())
    }

    /// The text of a file of the site.
    pub fn text_of(&self, path: &str) -> Option<&Arc<str>> {
        self.files.find(path).map(|file| &self.files.get(file).text)
    }

    /// Whether one of the files that every page may depend on has errors: the configuration, or data.
    pub fn has_broken_inputs(&self, findings: &[Diagnostic]) -> bool {
        findings.iter().filter(|finding| finding.level == Level::Deny).any(|finding| {
            let path = self.files.get(finding.span.file).path.as_str();
            path == CONFIG || may_hold_data(path)
        })
    }

    /// The page of a file, with the heading over the first byte that differs from `before`, as a JSON object with
    /// `title`, `path` and `anchor`.
    pub fn change_of(&self, path: &str, before: Option<&str>) -> Option<Value> {
        let page = self.checked.pages.iter().find(|page| page.page.path.as_str() == path)?;
        let now = &self.files.get(page.page.file).text;
        let same = before.map_or(0, |before| {
            let same = now.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
            if same == now.len() && same == before.len() { 0 } else { same }
        });
        let heading = page.page.outline.iter().rev().find(|heading| heading.start <= same);
        Some(json!({
            "title": page.page.front.title.value,
            "path": page.out,
            "anchor": heading.map(|heading| heading.id.as_str()),
        }))
    }

    /// The sentences that rest on facts whose values differ from those of the site before.
    pub fn touched_since(&self, before: &Built) -> Vec<Value> {
        if Arc::ptr_eq(&self.checked, &before.checked) {
            return Vec::new();
        }
        audit::lens::touched(&self.checked, &before.checked)
    }

    /// The claims of a page, by its path in the output.
    pub fn claims(&self, out: &str, findings: &[Diagnostic]) -> Option<Value> {
        audit::lens::page(&self.checked, &self.files, out, findings)
    }
}
