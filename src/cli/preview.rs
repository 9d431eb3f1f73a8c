//! A site as the preview server sees it.
//!
//! In: built sites, one after another. Out: the bytes of the page that is asked for, rendered at
//! that moment; the findings; what the last change touched. It answers with what `build` would write, and where
//! something is broken with the page as it last was right.

use super::report;
use crate::diag::{Diagnostic, Level, emit};
use crate::shell::{self, Answer, Preview, Shown};
use crate::site::{Built, Output};
use serde_json::Value;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Findings that a page shows: nobody scrolls through more.
const SHOWN: usize = 50;

/// The site that is being previewed.
pub(super) struct Current {
    root: PathBuf,
    states: RwLock<States>,
    /// Why the state is older than the files, if it is.
    failed: Mutex<Option<String>>,
    /// How the author's editor is started, if that is known.
    editor: Option<String>,
    /// Paths under which the site was published before.
    bases: Mutex<Vec<String>>,
    /// What the last change touched.
    changed: Mutex<Value>,
}

/// The site of now, and the last one without errors, where that is another.
#[derive(Clone)]
struct States {
    now: Arc<State>,
    good: Option<Arc<State>>,
}

/// One site. Findings point into its files, so they are kept with it and go with it.
struct State {
    built: Built,
    findings: Vec<Diagnostic>,
    /// Whether what all pages may depend on has errors.
    broken: bool,
    /// Template errors of pages that were asked for, in addition to the findings of checking.
    rendering: Mutex<Vec<Diagnostic>>,
    summary: String,
    /// The findings for pages, and of how many template errors they were made.
    told: Mutex<Option<(usize, String)>>,
}

impl State {
    fn new(built: Built, findings: Vec<Diagnostic>, summary: String) -> Arc<Self> {
        let broken = built.has_broken_inputs(&findings);
        let (rendering, told) = (Mutex::default(), Mutex::default());
        Arc::new(Self { built, findings, broken, rendering, summary, told })
    }

    fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.level == Level::Deny)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Current {
    pub(super) fn new(root: PathBuf, built: Built, findings: Vec<Diagnostic>, summary: String) -> Self {
        let states = States { now: State::new(built, findings, summary), good: None };
        Self {
            root,
            states: RwLock::new(states),
            failed: Mutex::default(),
            editor: None,
            bases: Mutex::default(),
            changed: Mutex::new(Value::Array(Vec::new())),
        }
    }

    /// The same with a command that opens a file in the author's editor.
    pub(super) fn with_editor(self, editor: Option<String>) -> Self {
        Self { editor, ..self }
    }

    /// Says from now on why the site is older than its files.
    pub(super) fn fail(&self, words: &str) {
        *locked(&self.failed) = Some(words.to_owned());
    }

    /// Puts a newer site in place. `changed` gives what the change touched, by the site of before and of now.
    pub(super) fn swap(
        &self,
        built: Built,
        findings: Vec<Diagnostic>,
        summary: String,
        changed: impl FnOnce(&Built, &Built) -> Value,
    ) {
        *locked(&self.failed) = None;
        let before = self.states();
        let now = State::new(built, findings, summary);
        *locked(&self.changed) = changed(&before.now.built, &now.built);
        let (old, new) = (before.now.built.base_path(), now.built.base_path());
        if old != new {
            let mut bases = locked(&self.bases);
            bases.retain(|base| base != old);
            bases.insert(0, old.to_owned());
        }
        let last_good =
            if before.now.has_errors() { before.good.clone() } else { Some(Arc::clone(&before.now)) };
        let good = if now.has_errors() { last_good } else { None };
        let old = std::mem::replace(
            &mut *self.states.write().unwrap_or_else(PoisonError::into_inner),
            States { now, good },
        );
        // To give back the memory of a large site takes longer than to render a page of it.
        rayon::spawn(move || drop((old, before)));
    }

    fn states(&self) -> States {
        self.states.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Prints all findings, those of pages that were asked for included.
    pub(super) fn list(&self) {
        let state = self.states().now;
        let findings = settled(&state);
        report::every(&self.root, &findings, state.built.files());
        shell::note(&report::verdict(&findings));
    }

    /// The page as it was when everything was right, where it is broken now: its file cannot be read as a page, or what
    /// it depends on has errors while its own text is the same.
    fn kept(&self, states: &States, path: &str) -> Option<Answer> {
        let good = states.good.as_ref()?;
        let file = good.built.file_of(path)?;
        let (before, now) = (good.built.text_of(file)?, states.now.built.text_of(file)?);
        let is_page = states.now.built.file_of(path).is_some();
        if is_page && !(states.now.broken && before == now) {
            return None;
        }
        match good.built.render(path)? {
            Ok(Output::Bytes(bytes)) => Some(found(bytes, path, Shown::Kept)),
            _ => None,
        }
    }

    fn rendered(&self, states: &States, path: &str) -> Option<Answer> {
        if let Some(kept) = self.kept(states, path) {
            return Some(kept);
        }
        let state = &states.now;
        match state.built.render(path)? {
            Ok(Output::Bytes(bytes)) => Some(found(bytes, path, Shown::Current)),
            Ok(Output::Copy(from)) => Some(Answer::File(self.root.join(from))),
            Err(finding) => {
                let page = failed(&state.built, &finding);
                let mut rendering = locked(&state.rendering);
                if !rendering.contains(&finding) {
                    rendering.push(*finding);
                }
                drop(rendering);
                let last = states.good.as_ref().and_then(|good| good.built.render(path));
                Some(match last {
                    Some(Ok(Output::Bytes(bytes))) => found(bytes, path, Shown::Kept),
                    _ => found(page.into_bytes(), path, Shown::Failed),
                })
            }
        }
    }
}

fn found(bytes: Vec<u8>, path: &str, shown: Shown) -> Answer {
    Answer::Found { bytes, path: path.to_owned(), shown }
}

/// All findings of a state, with levels and in order.
fn settled(state: &State) -> Vec<Diagnostic> {
    let mut findings = state.findings.clone();
    findings.extend(locked(&state.rendering).iter().cloned());
    state.built.settle(&mut findings);
    findings
}

/// A page that says why there is no page; it is replaced once the template is fixed.
fn failed(built: &Built, finding: &Diagnostic) -> String {
    let text =
        emit::human(std::slice::from_ref(finding), built.files(), emit::Style { color: false, width: 100 });
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Template error</title></head><body><main><h1>This page could not be rendered</h1><pre>{text}</pre></main></body></html>\n"
    )
}

/// A fault of prepress in the form of a finding: it has no place in any file.
fn bug(words: &str) -> Value {
    serde_json::json!({ "name": "bug", "severity": "error", "message": words, "file": "", "line": 0, "column": 0 })
}

impl Preview for Current {
    fn get(&self, path: &str) -> Answer {
        let states = self.states();
        self.rendered(&states, path).unwrap_or_else(|| match self.rendered(&states, "404.html") {
            Some(Answer::Found { bytes, .. }) => Answer::NotFound(bytes),
            _ => Answer::NotFound(b"not found".to_vec()),
        })
    }

    fn findings_json(&self) -> String {
        let state = self.states().now;
        let failed = locked(&self.failed).clone();
        let rendering = locked(&state.rendering).len();
        let mut told = locked(&state.told);
        if let Some((made_of, json)) = &*told
            && *made_of == rendering
            && failed.is_none()
        {
            return json.clone();
        }
        let json = findings_json(&state, failed.as_deref());
        if failed.is_none() {
            *told = Some((rendering, json.clone()));
        }
        json
    }

    fn base(&self) -> String {
        self.states().now.built.base_path().to_owned()
    }

    fn former_bases(&self) -> Vec<String> {
        locked(&self.bases).clone()
    }

    fn changed_json(&self) -> String {
        locked(&self.changed).to_string()
    }

    fn claims_json(&self, path: &str) -> Option<String> {
        let state = self.states().now;
        state.built.claims(path, &state.findings).map(|claims| claims.to_string())
    }

    fn edit(&self, file: &str, line: usize) -> Result<(), String> {
        let known = self.states().now.built.text_of(file).is_some();
        if !known {
            return Err(format!("the site has no file `{file}`"));
        }
        let editor = self.editor.as_deref().ok_or(
            "no editor is known: set VISUAL, or start the preview with `--editor 'code -g {file}:{line}'`",
        )?;
        shell::start_editor(editor, &self.root.join(file), line)
    }
}

fn findings_json(state: &State, failed: Option<&str>) -> String {
    let findings = settled(state);
    let (errors, warnings) = report::count(&findings);
    let (findings, left) = report::foremost(&findings, SHOWN);
    let more = report::rest(&left);
    let lines = emit::json(&findings, state.built.files());
    let mut objects: Vec<Value> = lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    for (object, finding) in objects.iter_mut().zip(findings.iter()) {
        let style = emit::Style { color: false, width: 100 };
        let snippet = emit::human(std::slice::from_ref(finding), state.built.files(), style);
        object["snippet"] = snippet.lines().skip(1).collect::<Vec<_>>().join("\n").into();
    }
    let errors = errors + usize::from(failed.is_some());
    objects.splice(0..0, failed.map(bug));
    let summary = &state.summary;
    serde_json::json!({
        "findings": objects, "more": more, "errors": errors, "warnings": warnings, "summary": summary,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::Current;
    use crate::cli::inputs;
    use crate::shell::Preview;
    use crate::site::{self, Content, Inputs};
    use crate::text::FilePath;
    use jiff::civil::date;
    use std::path::PathBuf;

    fn site(files: &[(&str, &str)]) -> (site::Built, Vec<crate::diag::Diagnostic>, String) {
        let files = files.iter().map(|(path, text)| (FilePath::new(*path), Content::Text((*text).into())));
        let built = site::build(Inputs { files: files.collect(), ..inputs::empty(date(2026, 11, 21)) });
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
        current.swap(built, findings, summary, |_, _| serde_json::Value::Null);
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
        let old = current.states();
        let (built, findings, summary) = site(&[("prepress.yaml", "title: Small\n"), HOME]);
        current.swap(built, findings, summary, |_, _| serde_json::Value::Null);
        // A request that began before the swap ends after it.
        assert!(current.rendered(&old, "z.html").is_some());
        assert_eq!(old.now.rendering.lock().expect("a lock").len(), 1);
        assert!(!current.findings_json().contains("template-error"), "{}", current.findings_json());
    }
}
