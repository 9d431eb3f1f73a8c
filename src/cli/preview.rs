//! A site as the preview server sees it.
//!
//! In: built sites, one after another. Out: the bytes of the page that is asked for, rendered at
//! that moment; the findings; what the last change touched. It answers with what `build` would write, and where
//! something is broken with the page as it last was right. No worker keeps a preview: what is made of the bytes of all
//! files is not there, and a worker that is left from elsewhere removes itself.

use super::report;
use crate::diag::{Diagnostic, Level, emit};
use crate::lints;
use crate::shell::{self, Answer, Preview, Shown};
use crate::site::{Built, Output, RETIRING};
use crate::text::names::{APP, APP_WORKER, CONFIG, MANIFEST};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Findings that a page shows: nobody scrolls through more.
const SHOWN: usize = 50;

type Late = Box<dyn Fn(&Built, &Diagnostic) + Send + Sync>;

/// The site that is being previewed.
pub(super) struct Current {
    root: PathBuf,
    states: RwLock<States>,
    /// Why the state is older than the files, if it is.
    failed: Mutex<Option<String>>,
    /// How the author's editor is started, if that is known.
    editor: Option<String>,
    /// Is told of findings of rendering, each once.
    late: Option<Late>,
    /// Paths under which the site was published before.
    bases: Mutex<Vec<String>>,
    /// What the last change touched.
    changed: Mutex<Value>,
}

/// The site of now, and the sites of which pages are shown as long as they are broken now.
#[derive(Clone)]
struct States {
    now: Arc<State>,
    /// The last one before it whose configuration, data and templates were right, as far as anybody saw.
    good: Option<Arc<State>>,
    /// The last sites with pages whose files cannot be read as pages now, by the path of the page.
    lost: Arc<BTreeMap<String, Arc<State>>>,
}

impl States {
    /// The states after another site was built.
    fn followed_by(&self, now: Arc<State>) -> Self {
        let good = if self.now.is_right() { Some(Arc::clone(&self.now)) } else { self.good.clone() };
        let pages: HashSet<&str> = now.built.page_files().map(|(page, _)| page).collect();
        let is_lost = |page: &str, file: &str| {
            !pages.contains(page) && now.built.text_of(file).is_some() && !now.built.leaves_out(file)
        };
        let gone = self.now.built.page_files().filter(|(page, file)| is_lost(page, file));
        let mut lost: BTreeMap<String, Arc<State>> =
            gone.map(|(page, _)| (page.to_owned(), Arc::clone(&self.now))).collect();
        for (page, state) in &*self.lost {
            let file = state.built.file_of(page);
            if file.is_some_and(|file| is_lost(page, file)) {
                lost.insert(page.clone(), Arc::clone(state));
            }
        }
        drop(pages);
        Self { now, good, lost: Arc::new(lost) }
    }

    /// The path that the site is under: that of the last configuration that could be read.
    fn base(&self) -> &str {
        let good = self.good.as_ref().filter(|_| self.now.unconfigured);
        good.unwrap_or(&self.now).built.base_path()
    }
}

/// One site. Findings point into its files, so they are kept with it and go with it.
struct State {
    built: Built,
    findings: Vec<Diagnostic>,
    /// Whether what all pages may depend on has errors.
    broken: bool,
    /// Whether the configuration has.
    unconfigured: bool,
    /// Whether a template has an error that was found without rendering a page.
    untemplated: bool,
    /// Template errors of pages that were asked for, in addition to the findings of checking.
    rendering: Mutex<Vec<Diagnostic>>,
    summary: String,
    /// The findings for pages, and of how many template errors they were made.
    told: Mutex<Option<(usize, String)>>,
}

impl State {
    fn new(built: Built, findings: Vec<Diagnostic>, summary: String) -> Arc<Self> {
        let broken = built.has_broken_inputs(&findings);
        let mut errors = findings.iter().filter(|finding| finding.level == Level::Deny);
        let unconfigured =
            errors.clone().any(|finding| built.files().get(finding.span.file).path.as_str() == CONFIG);
        let of_templates = [lints::TEMPLATE_SYNTAX.name, lints::TEMPLATE_ERROR.name];
        let untemplated = errors.any(|finding| of_templates.contains(&finding.lint.name));
        let (rendering, told) = (Mutex::default(), Mutex::default());
        Arc::new(Self { built, findings, broken, unconfigured, untemplated, rendering, summary, told })
    }

    /// Whether its pages can be shown while those of a later site cannot.
    fn is_right(&self) -> bool {
        !self.broken && !self.untemplated && locked(&self.rendering).is_empty()
    }
}

/// A site that took the place of another.
pub(super) struct Swapped {
    before: Option<States>,
    now: Arc<State>,
}

impl Swapped {
    /// The site of before.
    pub(super) fn before(&self) -> &Built {
        &self.before.as_ref().map_or(&self.now, |before| &before.now).built
    }

    /// The site of now and its findings.
    pub(super) fn now(&self) -> (&Built, &[Diagnostic]) {
        (&self.now.built, &self.now.findings)
    }
}

impl Drop for Swapped {
    fn drop(&mut self) {
        // To give back the memory of a large site takes longer than to render a page of it.
        let before = self.before.take();
        rayon::spawn(move || drop(before));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Current {
    pub(super) fn new(root: PathBuf, built: Built, findings: Vec<Diagnostic>, summary: String) -> Self {
        let now = State::new(built, findings, summary);
        let states = States { now, good: None, lost: Arc::default() };
        Self {
            root,
            states: RwLock::new(states),
            failed: Mutex::default(),
            editor: None,
            late: None,
            bases: Mutex::default(),
            changed: Mutex::new(Value::Array(Vec::new())),
        }
    }

    /// The same with a command that opens a file in the author's editor.
    pub(super) fn with_editor(self, editor: Option<String>) -> Self {
        Self { editor, ..self }
    }

    /// The same with what is told of a finding that shows when a page is rendered.
    pub(super) fn with_late(self, late: impl Fn(&Built, &Diagnostic) + Send + Sync + 'static) -> Self {
        Self { late: Some(Box::new(late)), ..self }
    }

    /// Says from now on why the site is older than its files.
    pub(super) fn fail(&self, words: &str) {
        *locked(&self.failed) = Some(words.to_owned());
    }

    /// Puts a newer site in place.
    pub(super) fn swap(&self, built: Built, findings: Vec<Diagnostic>, summary: String) -> Swapped {
        *locked(&self.failed) = None;
        let before = self.states();
        let now = State::new(built, findings, summary);
        let after = before.followed_by(Arc::clone(&now));
        let (old, new) = (before.base(), after.base());
        if old != new {
            let mut bases = locked(&self.bases);
            bases.retain(|base| base != old);
            bases.insert(0, old.to_owned());
        }
        *self.states.write().unwrap_or_else(PoisonError::into_inner) = after;
        Swapped { before: Some(before), now }
    }

    /// Says from now on what the last change touched.
    pub(super) fn touch(&self, touched: Value) {
        *locked(&self.changed) = touched;
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

    /// The page as it last was right, where it is broken now: its file cannot be read as a page, or what it depends on has
    /// errors while its own text is the same.
    fn kept(&self, states: &States, path: &str) -> Option<Answer> {
        let from = states.lost.get(path).or_else(|| {
            let good = states.good.as_ref().filter(|_| states.now.broken)?;
            let file = good.built.file_of(path)?;
            (good.built.text_of(file) == states.now.built.text_of(file)).then_some(good)
        })?;
        match from.built.render(path)? {
            Ok(Output::Bytes(bytes)) => Some(found(bytes, path, Shown::Kept)),
            _ => None,
        }
    }

    fn rendered(&self, states: &States, path: &str) -> Option<Answer> {
        if let Some(kept) = self.kept(states, path) {
            return Some(kept);
        }
        let state = &states.now;
        if path == MANIFEST {
            let more = APP.into_iter().filter(|_| state.built.is_app());
            let mut paths: Vec<&str> = state.built.paths().chain(more).collect();
            paths.sort_unstable();
            let list = shell::list(state.built.title(), paths.into_iter());
            return Some(found(list.into_bytes(), path, Shown::Current));
        }
        // A browser may have a worker of a guide that was served at this address: it would hide the preview.
        if path == APP_WORKER && !state.built.has(path) {
            return Some(found(RETIRING.into(), path, Shown::Current));
        }
        match state.built.render(path)? {
            Ok(Output::Bytes(bytes)) => Some(found(bytes, path, Shown::Current)),
            Ok(Output::Copy(from)) => Some(Answer::File(self.root.join(from))),
            Err(finding) => {
                let page = failed(&state.built, &finding);
                self.keep(state, *finding);
                let last = states.good.as_ref().and_then(|good| good.built.render(path));
                Some(match last {
                    Some(Ok(Output::Bytes(bytes))) => found(bytes, path, Shown::Kept),
                    _ => found(page.into_bytes(), path, Shown::Failed),
                })
            }
        }
    }
}

impl Current {
    /// Keeps a finding of rendering, and tells it where it is new.
    fn keep(&self, state: &State, finding: Diagnostic) {
        let mut rendering = locked(&state.rendering);
        // Every page with the template has it.
        if rendering.iter().any(|other| other.says_like(&finding)) {
            return;
        }
        rendering.push(finding.clone());
        drop(rendering);
        let mut told = vec![finding];
        state.built.settle(&mut told);
        if let (Some(late), Some(finding)) = (&self.late, told.first()) {
            late(&state.built, finding);
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
        self.states().base().to_owned()
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
    use crate::shell::{Answer, Preview, Shown};
    use crate::site::{self, Content, Inputs};
    use crate::text::FilePath;
    use jiff::civil::date;
    use std::path::PathBuf;
    use std::sync::{Arc, Mutex};

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
        current.swap(built, findings, summary);
        assert!(!current.findings_json().contains("bug"), "{}", current.findings_json());
    }

    const CONFIG: (&str, &str) = ("prepress.yaml", "title: Small\nbase-url: https://example.org/repo/\n");
    const HOME: (&str, &str) = ("content/index.md", "---\ntitle: Home\n---\n\nThe start.\n");
    /// An error that stands all the time.
    const WRONG: (&str, &str) = ("content/wrong.md", "---\ntitle: Wrong\n---\n\n[4](fact:nothing).\n");

    fn page(current: &Current, path: &str) -> (String, Shown) {
        match current.get(path) {
            Answer::Found { bytes, shown, .. } => (String::from_utf8(bytes).expect("text"), shown),
            Answer::NotFound(_) => (String::new(), Shown::Failed),
            _ => panic!("a page is neither a file nor elsewhere"),
        }
    }

    #[test]
    fn a_page_stays_as_it_last_was_right_whatever_is_wrong_elsewhere() {
        let of = |page: &'static str| [CONFIG, HOME, WRONG, ("content/p.md", page)];
        let (built, findings, summary) = site(&of("---\ntitle: P\n---\n\nFirst words.\n"));
        let current = Current::new(PathBuf::new(), built, findings, summary);
        let swap = |files: &[(&str, &str)]| {
            let (built, findings, summary) = site(files);
            current.swap(built, findings, summary);
        };
        swap(&of("---\ntitle: P\n---\n\nSecond words.\n"));
        // Its front matter is broken, for two builds.
        for text in ["---\ntitle: [P\n---\n\nThird.\n", "---\ntitle: [P\n---\n\nFourth.\n"] {
            swap(&of(text));
            let (html, shown) = page(&current, "p.html");
            assert!(html.contains("Second words") && shown == Shown::Kept, "{shown:?} {html}");
        }
        swap(&of("---\ntitle: P\n---\n\nFifth words.\n"));
        let (html, shown) = page(&current, "p.html");
        assert!(html.contains("Fifth words") && shown == Shown::Current, "{shown:?}");
        // A draft is left out on purpose, a file that is gone is gone.
        swap(&of("---\ntitle: P\ndraft: true\n---\n\nHidden.\n"));
        assert_eq!(page(&current, "p.html").1, Shown::Failed);
        swap(&[CONFIG, HOME, WRONG]);
        assert_eq!(page(&current, "p.html").1, Shown::Failed);
    }

    #[test]
    fn a_template_that_fails_when_it_is_rendered_leaves_the_page_and_is_told() {
        let theme = ("prepress.yaml", "title: Small\ntheme: own\n");
        let template = |text: &'static str| ("themes/own/templates/article.html", text);
        let article = ("content/p.md", "---\ntitle: P\n---\n\nWords.\n");
        let another = ("content/q.md", "---\ntitle: Q\n---\n\nWords.\n");
        let (built, findings, summary) =
            site(&[theme, HOME, WRONG, article, another, template("right {{ body }}")]);
        let told = Arc::new(Mutex::new(Vec::new()));
        let late = Arc::clone(&told);
        let current = Current::new(PathBuf::new(), built, findings, summary)
            .with_late(move |_, finding| late.lock().expect("a lock").push(finding.message.clone()));
        let (built, findings, summary) =
            site(&[theme, HOME, WRONG, article, another, template("{{ page.title / 2 }}")]);
        current.swap(built, findings, summary);
        for path in ["p.html", "p.html", "q.html"] {
            let (html, shown) = page(&current, path);
            assert!(html.starts_with("right") && shown == Shown::Kept, "{shown:?} {html}");
        }
        assert_eq!(told.lock().expect("a lock").len(), 1, "told once");
    }

    #[test]
    fn the_base_stays_while_the_configuration_is_broken() {
        let (built, findings, summary) = site(&[CONFIG, HOME]);
        let current = Current::new(PathBuf::new(), built, findings, summary);
        for _ in 0..2 {
            let (built, findings, summary) = site(&[("prepress.yaml", "title: Small\nx: [\n"), HOME]);
            current.swap(built, findings, summary);
            assert_eq!(current.base(), "/repo/");
            assert_eq!(page(&current, "index.html").1, Shown::Kept);
        }
    }

    #[test]
    fn a_finding_of_rendering_stays_with_its_site() {
        let (built, findings, summary) = site(&[
            ("prepress.yaml", "title: Small\ntheme: own\n"),
            HOME,
            ("content/z.md", "---\ntitle: Last\n---\n\nMore.\n"),
            ("themes/own/templates/article.html", "{{ page.title / 2 }}"),
        ]);
        let current = Current::new(PathBuf::new(), built, findings, summary);
        let old = current.states();
        let (built, findings, summary) = site(&[("prepress.yaml", "title: Small\n"), HOME]);
        current.swap(built, findings, summary);
        // A request that began before the swap ends after it.
        assert!(current.rendered(&old, "z.html").is_some());
        assert_eq!(old.now.rendering.lock().expect("a lock").len(), 1);
        assert!(!current.findings_json().contains("template-error"), "{}", current.findings_json());
    }
}
