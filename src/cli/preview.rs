//! A site as the preview server sees it.
//!
//! In: built sites, one after another. Out: the bytes of the page that is asked for, rendered at
//! that moment; the findings. What it answers is what `build` would write.

use crate::diag::{Diagnostic, emit};
use crate::shell::{Answer, Preview};
use crate::site::{Built, Output};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The site that is being previewed.
pub(super) struct Current {
    root: PathBuf,
    state: RwLock<Arc<State>>,
    /// Template errors of pages that were asked for, beside the findings of checking.
    rendering: Mutex<Vec<Diagnostic>>,
}

struct State {
    built: Built,
    findings: Vec<Diagnostic>,
    summary: String,
}

impl Current {
    pub(super) fn new(root: PathBuf, built: Built, findings: Vec<Diagnostic>, summary: String) -> Self {
        let state = RwLock::new(Arc::new(State { built, findings, summary }));
        Self { root, state, rendering: Mutex::default() }
    }

    /// Puts a newer site in place.
    pub(super) fn swap(&self, built: Built, findings: Vec<Diagnostic>, summary: String) {
        let state = Arc::new(State { built, findings, summary });
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
        self.rendering.lock().unwrap_or_else(PoisonError::into_inner).clear();
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
                let mut rendering = self.rendering.lock().unwrap_or_else(PoisonError::into_inner);
                if !rendering.contains(&finding) {
                    rendering.push(*finding);
                }
                Some(Answer::Found { bytes: page.into_bytes(), path: path.to_owned() })
            }
        }
    }
}

/// A page that says why there is no page; it reloads itself when the template is mended.
fn failed(built: &Built, finding: &Diagnostic) -> String {
    let text =
        emit::human(std::slice::from_ref(finding), built.files(), emit::Style { color: false, width: 100 });
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Template error</title></head><body><main><h1>This page could not be rendered</h1><pre>{text}</pre></main></body></html>\n"
    )
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
        findings.extend(self.rendering.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned());
        state.built.settle(&mut findings);
        let lines = emit::json(&findings, state.built.files());
        let mut objects: Vec<serde_json::Value> =
            lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        for (object, finding) in objects.iter_mut().zip(&findings) {
            let style = emit::Style { color: false, width: 100 };
            let snippet = emit::human(std::slice::from_ref(finding), state.built.files(), style);
            object["snippet"] = snippet.lines().skip(1).collect::<Vec<_>>().join("\n").into();
        }
        serde_json::json!({ "findings": objects, "summary": state.summary }).to_string()
    }

    fn base(&self) -> String {
        let state = self.state();
        state.built.base_path().to_owned()
    }
}
