//! What a fact was, commit by commit, in a repository of its own.

use crate::desk::{Desk, TODAY};
use std::fs;
use std::process::Command;

const FACTS: &str = "content/data/facts/acme-pm.yaml";
const FACT: &str = "acme-pm/signing-bonus";

fn git(desk: &Desk, args: &[&str]) {
    let who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let run = Command::new("git")
        .args(who)
        .args(args)
        .env("GIT_COMMITTER_DATE", "2026-03-01T12:00:00Z")
        .env("GIT_AUTHOR_DATE", "2026-03-01T12:00:00Z")
        .current_dir(&desk.site)
        .output();
    let output = run.expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn commit(desk: &Desk, message: &str) {
    git(desk, &["add", "-A"]);
    git(desk, &["commit", "-q", "-m", message]);
}

#[test]
fn a_fact_is_followed_through_commits_and_unsaved_changes() {
    let desk = Desk::new();
    git(&desk, &["init", "-q"]);
    commit(&desk, "The first bonus");
    desk.change(FACTS, "$20K", "$25K");
    commit(&desk, "A larger bonus");
    // A change of prose is none of a fact.
    fs::write(desk.site.join("content/other.md"), "---\ntitle: Other\n---\n\nNothing.\n").expect("a page");
    commit(&desk, "Prose");
    desk.change(FACTS, "$25K", "$30K");

    let told = desk.run(&["history", FACT, "--today", TODAY]);
    assert_eq!(told.code, 0, "{}", told.err);
    let lines: Vec<&str> = told.out.lines().map(str::trim).collect();
    assert_eq!(lines.len(), 7, "{}", told.out);
    assert!(lines[1].starts_with("2026-11-21  $30K, as of 2026-06, from offer-survey"), "{}", told.out);
    assert_eq!(lines[2], "not committed yet", "{}", told.out);
    assert!(lines[3].starts_with("2026-03-01  $25K") && lines[4].ends_with("A larger bonus"), "{}", told.out);
    assert!(
        lines[5].starts_with("2026-03-01  $20K") && lines[6].ends_with("The first bonus"),
        "{}",
        told.out
    );

    // Of the oldest commit that is looked at, nobody knows whether it made the value.
    let cut = desk.run(&["history", FACT, "--commits", "1", "--format", "json", "--today", TODAY]);
    let json: serde_json::Value = serde_json::from_str(&cut.out).expect("JSON");
    assert_eq!(json["complete"], false, "{json:#}");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(2), "{json:#}");
}

#[test]
fn a_fact_that_was_removed_is_asked_for_by_its_name() {
    let desk = Desk::new();
    git(&desk, &["init", "-q"]);
    commit(&desk, "The first bonus");
    let entry = "  - id: signing-bonus\n    value: $20K\n    as-of: 2026-06\n    method: survey\n    sources: [offer-survey]\n";
    desk.change(FACTS, entry, "");
    let removed = desk.run(&["history", FACT, "--today", TODAY]);
    assert!(removed.out.contains("2026-11-21  removed"), "{}{}", removed.out, removed.err);
    let unknown = desk.run(&["history", "acme-pm/signing-bonuses"]);
    assert_eq!(unknown.code, 2, "{}", unknown.out);
    assert!(unknown.err.contains("unknown fact"), "{}", unknown.err);
    let nowhere = Desk::new().run(&["history", FACT]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.out);
    assert!(nowhere.err.contains("git"), "{}", nowhere.err);
}
