//! The workflows of new guides, step by step as GitHub runs them: a folder for each case below `tests/workflows/`.
//!
//! A guide made by `prepress init --bare`, with `site/` laid over it, is the branch `main` of a bare repository. `run.txt`
//! says what happens, one thing a line: `run WORKFLOW DAY [REPORT]` runs the jobs of a workflow on a day, where lychee finds
//! what the file says; `lay FOLDER` commits the files of a folder; `merge` merges what was offered; `refuse pulls` forbids
//! pull requests. `expected.txt` holds how each step ended, what it tells GitHub, and what it changed there. `UPDATE=1`
//! accepts. Each `run:` is executed by bash with the variables that GitHub sets, `gh` by a stand-in; actions of others are
//! replaced by what they do.

mod context;
mod github;

use crate::folders;
use crate::tidy::root;
use context::Context;
use github::{GitHub, commands};
use serde_yaml::Value;
use std::fs;
use std::path::Path;

#[test]
fn every_workflow_does_what_its_case_says() {
    for program in ["bash", "git", "jq"] {
        let found = std::process::Command::new(program).arg("--version").output().is_ok();
        assert!(found, "{program} has to be installed: the workflows use it");
    }
    folders::each_gives_what_it_says("workflows", happens);
}

fn happens(case: &Path) -> String {
    let mut github = GitHub::new(&case.join("site"));
    let runs = fs::read_to_string(case.join("run.txt")).expect("run.txt");
    for line in runs.lines() {
        github.say(&format!("$ {line}"));
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["run", workflow, day] => run(&mut github, workflow, day, None),
            ["run", workflow, day, report] => run(&mut github, workflow, day, Some(&case.join(report))),
            ["lay", folder] => github.lay(&case.join(folder)),
            ["merge"] => github.merge("prepress-links"),
            ["refuse", "pulls"] => github.refuse_pulls(),
            _ => panic!("run.txt: `{line}`"),
        }
    }
    github.told()
}

/// Runs the jobs of a workflow in their order, each in a fresh clone.
fn run(github: &mut GitHub, workflow: &str, day: &str, report: Option<&Path>) {
    let text = github.read(&format!(".github/workflows/{workflow}.yml"));
    let workflow: Value = serde_yaml::from_str(&text).expect("a workflow");
    let mut context = Context::new(github.sha(), day);
    for (name, job) in workflow["jobs"].as_mapping().expect("jobs") {
        let name = name.as_str().expect("a name");
        let needs = job["needs"].as_str();
        let ready = needs.is_none_or(|other| context.ended_well(other));
        if !context.goes_on(job["if"].as_str(), ready) {
            github.say(&format!("{name}: skipped"));
            continue;
        }
        let place = github.clone_for(name);
        context.start_job(&place.temp);
        for step in job["steps"].as_sequence().expect("steps") {
            let said = step["name"].as_str().or(step["uses"].as_str()).expect("a name");
            let said = said.split('@').next().unwrap_or(said);
            if !context.goes_on(step["if"].as_str(), true) {
                github.say(&format!("{name}, {said}: skipped"));
                continue;
            }
            let ended = match (step["run"].as_str(), step["uses"].as_str()) {
                (Some(script), None) => commands::script(github, &place, &mut context, step, script),
                (None, Some(action)) => commands::action(github, &place, &mut context, step, action, report),
                _ => panic!("{said}: neither `run` nor `uses`"),
            };
            context.step_ended(step["id"].as_str(), ended);
            github.say(&format!("{name}, {said}: {}", if ended { "done" } else { "failed" }));
        }
        context.job_ended(name, &job["outputs"]);
    }
    github.say_changes();
}

/// Jobs have limits and name what they may do, and actions of others are commits with their version behind them.
#[test]
fn workflows_are_pinned_and_limited() {
    let folders = ["src/cli/starter/common/.github/workflows", ".github/workflows"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(root().join(folder)).expect("a folder"));
    for path in files.map(|entry| entry.expect("an entry").path()) {
        let shown = path.display();
        let text = fs::read_to_string(&path).expect("a workflow");
        let workflow: Value = serde_yaml::from_str(&text).expect("YAML");
        assert!(
            workflow["permissions"].as_mapping().is_some_and(|all| all.is_empty()),
            "{shown}: it may do something by default"
        );
        for (name, job) in workflow["jobs"].as_mapping().expect("jobs") {
            let limited = job["timeout-minutes"].is_number() || job["uses"].is_string();
            assert!(limited && job["permissions"].is_mapping(), "{shown}: the job {name:?} has no limits");
        }
        for line in
            text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
        {
            let pinned = line.split_once('@').is_some_and(|(_, rest)| {
                let (commit, version) = rest.split_once(" # v").unwrap_or((rest, ""));
                commit.len() == 40
                    && commit.bytes().all(|byte| byte.is_ascii_hexdigit())
                    && !version.is_empty()
            });
            let own = line.starts_with("./") || line.starts_with("prepress-guides/prepress@v");
            assert!(pinned || own, "{shown}: `{line}` is not pinned to a commit with its version");
        }
    }
}
