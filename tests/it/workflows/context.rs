//! What expressions of a workflow see: `steps`, `needs`, `github`, `runner`.
//!
//! In: outputs and ends of steps and jobs. Out: values of `${{ … }}` and whether a step or a job runs. Knows the forms of
//! expressions that the workflows have; another one is a failed test.

use serde_yaml::Value;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) struct Context {
    values: BTreeMap<String, String>,
    jobs: BTreeMap<String, bool>,
    failed: bool,
    pub(super) day: String,
}

impl Context {
    pub(super) fn new(sha: String, day: &str) -> Self {
        let known = [
            ("github.token", "token"),
            ("github.sha", &sha),
            ("github.repository", "owner/guide"),
            ("github.event.pull_request.number", "7"),
            ("github.event.pull_request.head.repo.full_name", "owner/guide"),
            ("runner.os", "Linux"),
        ];
        let values = known.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { values, jobs: BTreeMap::new(), failed: false, day: day.to_owned() }
    }

    pub(super) fn start_job(&mut self, temp: &Path) {
        self.values.retain(|name, _| !name.starts_with("steps."));
        self.values.insert("runner.temp".to_owned(), temp.display().to_string());
        self.failed = false;
    }

    pub(super) fn set_output(&mut self, step: &str, name: &str, value: &str) {
        self.values.insert(format!("steps.{step}.outputs.{name}"), value.to_owned());
    }

    pub(super) fn step_ended(&mut self, id: Option<&str>, well: bool) {
        self.failed |= !well;
        if let Some(id) = id {
            let outcome = if well { "success" } else { "failure" };
            self.values.insert(format!("steps.{id}.outcome"), outcome.to_owned());
        }
    }

    pub(super) fn job_ended(&mut self, name: &str, outputs: &Value) {
        self.jobs.insert(name.to_owned(), !self.failed);
        for (key, value) in outputs.as_mapping().into_iter().flatten() {
            let value = self.filled(value.as_str().expect("text"));
            self.values.insert(format!("needs.{name}.outputs.{}", key.as_str().expect("a name")), value);
        }
        self.failed = false;
    }

    pub(super) fn ended_well(&self, job: &str) -> bool {
        self.jobs.get(job).copied().unwrap_or(false)
    }

    /// Whether a step or a job runs: without a word on failures only after none.
    pub(super) fn goes_on(&self, condition: Option<&str>, ready: bool) -> bool {
        let ready = ready && !self.failed;
        let Some(condition) = condition else { return ready };
        let condition = condition.trim().trim_start_matches("${{").trim_end_matches("}}");
        let terms: Vec<&str> = condition.split("&&").map(str::trim).collect();
        let always = terms.contains(&"!cancelled()");
        (ready || always) && terms.iter().all(|term| *term == "!cancelled()" || self.holds(term))
    }

    fn holds(&self, term: &str) -> bool {
        let (equal, (one, other)) = match term.split_once(" == ") {
            Some(parts) => (true, parts),
            None => (false, term.split_once(" != ").unwrap_or_else(|| panic!("`{term}` is not known here"))),
        };
        (self.value(one) == self.value(other)) == equal
    }

    fn value(&self, term: &str) -> String {
        let term = term.trim();
        if let Some(text) = term.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            return text.to_owned();
        }
        // An output that no step gave is empty; a name that GitHub does not know would be, too.
        let may_lack = ["steps.", "needs."].iter().any(|start| term.starts_with(start));
        self.values.get(term).cloned().unwrap_or_else(|| {
            assert!(may_lack, "`{term}` is not known here");
            String::new()
        })
    }

    /// A text with its expressions replaced.
    pub(super) fn filled(&self, text: &str) -> String {
        let mut parts = text.split("${{");
        let mut out = parts.next().unwrap_or("").to_owned();
        for part in parts {
            let (term, rest) = part.split_once("}}").expect("an expression ends");
            out.push_str(&self.value(term));
            out.push_str(rest);
        }
        out
    }
}
