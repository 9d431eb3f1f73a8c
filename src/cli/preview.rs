//! A site as the preview server sees it.
//!
//! In: built sites, one after another. Out: the bytes of the page that is asked for, rendered at
//! that moment; the findings. It answers with what `build` would write.

use super::report;
use crate::diag::{Diagnostic, emit};
use crate::shell::{Answer, Preview};
use crate::site::{Built, Output};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Findings that a page shows: nobody scrolls through more.
const SHOWN: usize = 50;

/// The site that is being previewed.
pub(super) struct Current {
    root: PathBuf,
    state: RwLock<Arc<State>>,
    /// Why the state is older than the files, if it is.
    failed: Mutex<Option<String>>,
}

/// One site. Findings point into its files, so they are kept with it and go with it.
struct State {
    built: Built,
    findings: Vec<Diagnostic>,
    /// Template errors of pages that were asked for, in addition to the findings of checking.
    rendering: Mutex<Vec<Diagnostic>>,
    summary: String,
}

impl State {
    fn new(built: Built, findings: Vec<Diagnostic>, summary: String) -> Arc<Self> {
        Arc::new(Self { built, findings, rendering: Mutex::default(), summary })
    }
}

impl Current {
    pub(super) fn new(root: PathBuf, built: Built, findings: Vec<Diagnostic>, summary: String) -> Self {
        Self { root, state: RwLock::new(State::new(built, findings, summary)), failed: Mutex::default() }
    }

    /// Says from now on why the site is older than its files.
    pub(super) fn fail(&self, words: &str) {
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(words.to_owned());
    }

    /// Puts a newer site in place.
    pub(super) fn swap(&self, built: Built, findings: Vec<Diagnostic>, summary: String) {
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let state = State::new(built, findings, summary);
        let old = std::mem::replace(&mut *self.state.write().unwrap_or_else(PoisonError::into_inner), state);
        // To give back the memory of a large site takes longer than to render a page of it.
        rayon::spawn(move || drop(old));
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn rendered(&self, state: &State, path: &str) -> Option<Answer> {
        match state.built.render(path)? {
            Ok(Output::Bytes(bytes)) => Some(Answer::Found { bytes, path: path.to_owned() }),
            Ok(Output::Copy(from)) => Some(Answer::File(self.root.join(from))),
            Err(finding) => {
                let page = failed(&state.built, &finding);
                let mut rendering = state.rendering.lock().unwrap_or_else(PoisonError::into_inner);
                if !rendering.contains(&finding) {
                    rendering.push(*finding);
                }
                Some(Answer::Found { bytes: page.into_bytes(), path: path.to_owned() })
            }
        }
    }
}

/// A page that says why there is no page; it reloads itself once the template is fixed.
fn failed(built: &Built, finding: &Diagnostic) -> String {
    let text =
        emit::human(std::slice::from_ref(finding), built.files(), emit::Style { color: false, width: 100 });
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Template error</title></head><body><main><h1>This page could not be rendered</h1><pre>{text}</pre></main></body></html>\n"
    )
}

/// A fault of prepress in the form of a finding: it has no place in any file.
fn bug(words: &str) -> serde_json::Value {
    serde_json::json!({ "name": "bug", "severity": "error", "message": words, "file": "", "line": 0, "column": 0 })
}

impl Preview for Current {
    fn get(&self, path: &str) -> Answer {
        let state = self.state();
        self.rendered(&state, path).unwrap_or_else(|| match self.rendered(&state, "404.html") {
            Some(Answer::Found { bytes, .. }) => Answer::NotFound(bytes),
            _ => Answer::NotFound(b"not found".to_vec()),
        })
    }

    fn findings_json(&self) -> String {
        let state = self.state();
        let mut findings = state.findings.clone();
        findings.extend(state.rendering.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned());
        state.built.settle(&mut findings);
        let (errors, warnings) = report::count(&findings);
        let (findings, left) = report::foremost(&findings, SHOWN);
        let more = report::rest(&left);
        let lines = emit::json(&findings, state.built.files());
        let mut objects: Vec<serde_json::Value> =
            lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        for (object, finding) in objects.iter_mut().zip(findings.iter()) {
            let style = emit::Style { color: false, width: 100 };
            let snippet = emit::human(std::slice::from_ref(finding), state.built.files(), style);
            object["snippet"] = snippet.lines().skip(1).collect::<Vec<_>>().join("\n").into();
        }
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let errors = errors + usize::from(failed.is_some());
        objects.splice(0..0, failed.map(|words| bug(&words)));
        let summary = &state.summary;
        serde_json::json!({
            "findings": objects, "more": more, "errors": errors, "warnings": warnings, "summary": summary,
        })
        .to_string()
    }

    fn base(&self) -> String {
        let state = self.state();
        state.built.base_path().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Current;
    use crate::diag::Levels;
    use crate::shell::Preview;
    use crate::site::{self, Content, Inputs};
    use crate::text::FilePath;
    use jiff::civil::date;
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    fn site(files: &[(&str, &str)]) -> (site::Built, Vec<crate::diag::Diagnostic>, String) {
        let files = files.iter().map(|(path, text)| (FilePath::new(*path), Content::Text((*text).into())));
        let built = site::build(Inputs {
            files: files.collect(),
            today: date(2026, 11, 21),
            drafts: false,
            base_url: None,
            levels: Levels::default(),
            published: BTreeSet::new(),
            added: None,
            highlighted: Vec::new(),
        });
        (built.value, built.findings, String::new())
    }

    #[test]
    fn a_bug_is_said_until_a_newer_site_is_in_place() {
        let files = [
            ("prepress.yaml", "title: Small\n"),
            ("content/index.md", "---\ntitle: Home\n---\n\nThe start.\n"),
        ];
        let (built, findings, summary) = site(&files);
        let current = Current::new(PathBuf::new(), built, findings, summary);
        current.fail("A bug stopped the last build.");
        let said: serde_json::Value = serde_json::from_str(&current.findings_json()).expect("JSON");
        assert_eq!((&said["errors"], &said["findings"][0]["name"]), (&1.into(), &"bug".into()), "{said}");
        let (built, findings, summary) = site(&files);
        current.swap(built, findings, summary);
        assert!(!current.findings_json().contains("bug"), "{}", current.findings_json());
    }

    #[test]
    fn a_finding_of_rendering_stays_with_its_site() {
        const HOME: (&str, &str) = ("content/index.md", "---\ntitle: Home\n---\n\nThe start.\n");
        let (built, findings, summary) = site(&[
            ("prepress.yaml", "title: Small\ntheme: own\n"),
            HOME,
            ("content/z.md", "---\ntitle: Last\n---\n\nMore.\n"),
            ("themes/own/templates/article.html", "{{ page.title / 2 }}"),
        ]);
        let current = Current::new(PathBuf::new(), built, findings, summary);
        let old = current.state();
        let (built, findings, summary) = site(&[("prepress.yaml", "title: Small\n"), HOME]);
        current.swap(built, findings, summary);
        // A request that began before the swap ends after it.
        assert!(current.rendered(&old, "z.html").is_some());
        assert_eq!(old.rendering.lock().expect("a lock").len(), 1);
        assert!(!current.findings_json().contains("template-error"), "{}", current.findings_json());
    }
}
