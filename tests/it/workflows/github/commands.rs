//! One step: its script in bash, or what an action of others would do.
//!
//! In: a step and the place of its job. Out: whether it ended well; its outputs in the context, and what it tells GitHub.

use super::{GitHub, Place};
use crate::workflows::context::Context;
use serde_yaml::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs a script as GitHub runs one whose shell is bash.
pub(in crate::workflows) fn script(
    github: &mut GitHub,
    place: &Place,
    context: &mut Context,
    step: &Value,
    script: &str,
) -> bool {
    assert!(!script.contains("${{"), "values get into scripts through the environment only:\n{script}");
    let file = |name: &str| place.temp.join(name);
    fs::write(file("_script.sh"), script).expect("a script");
    fs::write(file("_output"), "").expect("a file");
    fs::write(file("_summary"), "").expect("a file");
    let program = Path::new(env!("CARGO_BIN_EXE_prepress")).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let bin = github.folder.path().join("bin");
    let epoch = Command::new("date").args(["-u", "-d", &context.day, "+%s"]).output().expect("date runs");
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(file("_script.sh")).current_dir(&place.work);
    bash.envs(github.of_git())
        .env("PATH", format!("{}:{}:{path}", bin.display(), program.display()))
        .env("XDG_CACHE_HOME", github.folder.path().join("home/cache"))
        .env("SOURCE_DATE_EPOCH", String::from_utf8_lossy(&epoch.stdout).trim())
        .env("STATE", github.folder.path().join("state"))
        .env("ORIGIN", github.folder.path().join("origin"))
        .env("RUNNER_TEMP", &place.temp)
        .env("GITHUB_OUTPUT", file("_output"))
        .env("GITHUB_STEP_SUMMARY", file("_summary"))
        .env("GITHUB_SHA", github.sha())
        .env("GITHUB_REF_NAME", "main")
        .env("GITHUB_REPOSITORY", "owner/guide")
        .env("GITHUB_REPOSITORY_OWNER", "owner")
        .env("GITHUB_SERVER_URL", "https://github.example")
        .env_remove("GH_TOKEN");
    for (name, value) in step["env"].as_mapping().into_iter().flatten() {
        bash.env(name.as_str().expect("a name"), context.filled(value.as_str().expect("a text")));
    }
    let ran = bash.output().expect("bash runs");
    for line in String::from_utf8_lossy(&ran.stdout).lines().filter(|line| line.starts_with("::")) {
        github.say(line);
    }
    if !ran.status.success() {
        github.say(&String::from_utf8_lossy(&ran.stderr));
    }
    let summary = fs::read_to_string(file("_summary")).expect("a file");
    if !summary.is_empty() {
        github.say(&format!("== summary\n{summary}"));
    }
    for line in fs::read_to_string(file("_output")).expect("a file").lines() {
        let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("`{line}` is no output"));
        context.set_output(step["id"].as_str().expect("a step with outputs has an id"), name, value);
    }
    ran.status.success()
}

/// What an action of others does, as far as the steps after it see it.
pub(in crate::workflows) fn action(
    github: &mut GitHub,
    place: &Place,
    context: &mut Context,
    step: &Value,
    action: &str,
    report: Option<&Path>,
) -> bool {
    let with = |name: &str| {
        context.filled(step["with"][name].as_str().unwrap_or_else(|| panic!("{action}: {name}")))
    };
    let artifact = |name: &str| github.folder.path().join("artifacts").join(name);
    match action.split_once('@').map_or(action, |(name, _)| name) {
        "actions/checkout" | "prepress-guides/prepress" | "actions/cache" | "actions/cache/restore" => true,
        "lycheeverse/lychee-action" => {
            let args = with("args");
            let list = args.split('\'').nth(1).expect("the list in quotes");
            let list = fs::read_to_string(list).expect("the list of addresses");
            assert!(
                args.contains("--verbose") && with("format") == "json",
                "what opened is in the report, too"
            );
            let report = fs::read(report.expect("what lychee finds")).expect("a report");
            fs::write(with("output"), report).expect("a report");
            github.say(&format!("== lychee reads\n{list}"));
            true
        }
        "actions/upload-artifact" => {
            let (path, kept) = (with("path"), artifact(&with("name")));
            fs::create_dir_all(&kept).expect("a folder");
            let name = Path::new(&path).file_name().expect("a file");
            fs::copy(&path, kept.join(name)).is_ok()
        }
        "actions/download-artifact" => {
            let folder = with("path");
            fs::create_dir_all(&folder).expect("a folder");
            let mut kept = fs::read_dir(artifact(&with("name"))).expect("it was uploaded");
            kept.all(|file| {
                let file = file.expect("a file");
                fs::copy(file.path(), Path::new(&folder).join(file.file_name())).is_ok()
            })
        }
        "actions/upload-pages-artifact" => {
            let site = place.work.join(with("path"));
            site.join("index.html").is_file() && site.join(".nojekyll").is_file()
        }
        "actions/deploy-pages" => true,
        other => panic!("`{other}` is not known here"),
    }
}
