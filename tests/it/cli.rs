//! The program as a user runs it: exit codes, what is written and what is left alone.

use crate::desk::{Desk, Files, TODAY, files};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const PAGE: &str = "content/index.md";
const FACTS: &str = "content/data/facts/acme-pm.yaml";

#[test]
fn a_build_writes_the_site_and_the_next_one_touches_nothing() {
    let desk = Desk::new();
    let first = desk.built();
    for path in ["index.html", "404.html", "facts/acme-pm.html", "sources.html", ".nojekyll"] {
        assert!(first.contains_key(&desk.site.join("public").join(path)), "there is no {path}");
    }
    let ran = desk.build(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains(" 0 changed"), "{}", ran.err);
    assert!(desk.public() == first, "a file was touched although nothing had changed");
}

#[test]
fn prose_and_fact_have_to_agree() {
    let (old, new) = ("4–6 rounds", "4–7 rounds");
    for changed in [PAGE, FACTS] {
        let desk = Desk::new();
        let before = desk.built();
        desk.change(changed, old, new);
        let ran = desk.build(&[]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        for file in [PAGE, FACTS] {
            let place = desk.place(file, if file == changed { new } else { old });
            assert!(ran.err.contains(&place), "{place} is not named:\n{}", ran.err);
        }
        assert!(ran.err.contains("nothing was written"), "{}", ran.err);
        assert!(desk.public() == before, "the old output was touched");
    }
}

#[test]
fn check_writes_nothing() {
    let desk = Desk::new();
    let before = files(&desk.site);
    let ran = desk.run(&["check", "--today", TODAY]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(files(&desk.site) == before, "check wrote into the site");
    desk.built();
    desk.change(PAGE, "4–6 rounds", "4–7 rounds");
    let before = files(&desk.site);
    assert_eq!(desk.run(&["check", "--today", TODAY]).code, 1);
    assert!(files(&desk.site) == before, "check wrote into the site");
}

#[test]
fn foreign_files_are_left_alone() {
    let desk = Desk::new();
    let public = desk.site.join("public");
    fs::create_dir(&public).expect("a folder can be made");
    fs::write(public.join("mine.txt"), "mine").expect("a file can be written");
    let before = desk.public();
    let ran = desk.build(&[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("foreign-output") && ran.err.contains("mine.txt"), "{}", ran.err);
    assert!(desk.public() == before, "a foreign folder was touched");
    fs::remove_dir_all(&public).expect("the folder can be removed");
    desk.built();
    fs::write(public.join("facts/mine.txt"), "mine").expect("a file can be written");
    let before = desk.public();
    assert_eq!(desk.build(&[]).code, 1);
    assert!(desk.public() == before, "a foreign file in the output was touched");
}

#[test]
fn the_output_cannot_be_where_the_site_is() {
    let desk = Desk::new();
    let before = files(&desk.site);
    for out in [".", "..", "content", "content/public", "content/../content/data", "themes"] {
        let ran = desk.build(&["--out", out]);
        assert_eq!(ran.code, 1, "--out {out}: {}", ran.err);
        assert!(ran.err.contains("output-holds-content"), "--out {out}: {}", ran.err);
        assert!(files(&desk.site) == before, "--out {out} touched the site");
    }
}

#[test]
fn a_folder_that_cannot_be_written_ends_the_run() {
    let desk = Desk::new();
    let ran = desk.build(&["--out", "prepress.yaml/public"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.starts_with("error: cannot "), "{}", ran.err);
    // Not even root can make a folder here.
    if Path::new("/proc/self").exists() {
        let ran = desk.build(&["--out", "/proc/prepress"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains("/proc/prepress"), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_parent_leaves_the_old_site() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let parent = desk.folder.path().join("locked");
    let out = parent.join("site").display().to_string();
    assert_eq!(desk.build(&["--out", &out]).code, 0);
    let before = files(&parent);
    desk.change(PAGE, "The job is", "This job is");
    let allow =
        |mode| fs::set_permissions(&parent, fs::Permissions::from_mode(mode)).expect("it is our folder");
    allow(0o555);
    // Root may write anywhere.
    let locked = fs::write(parent.join("probe"), "").is_err();
    let ran = locked.then(|| desk.build(&["--out", &out]));
    allow(0o755);
    if let Some(ran) = ran {
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(files(&parent) == before, "the old output was touched");
    }
}

#[test]
fn json_has_one_object_a_line_with_the_fields_of_the_manual() {
    #[rustfmt::skip]
    let keys = [
        "code", "name", "severity", "message", "file", "line", "column", "end_line", "end_column",
        "byte_start", "byte_end", "label", "related", "help", "notes",
    ];
    let desk = Desk::new();
    let words = [("4–6 rounds", "4–7 rounds"), ("30 minutes", "35 minutes")];
    for (old, new) in words {
        desk.change(PAGE, old, new);
    }
    let ran = desk.build(&["--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert_eq!(ran.out.lines().count(), words.len(), "{}", ran.out);
    for (line, (old, new)) in ran.out.lines().zip(words) {
        let record: Value = serde_json::from_str(line).expect("a line of JSON");
        let found: Vec<_> = record.as_object().expect("an object").keys().collect();
        assert_eq!(found, keys);
        assert_eq!(record["severity"], "error");
        let related = &record["related"][0];
        for (place, words) in [(&record, new), (related, old)] {
            assert_eq!(desk.marked(place), words, "{line}");
            let file = place["file"].as_str().expect("a file");
            assert_eq!(format!("{file}:{}:{}", place["line"], place["column"]), desk.place(file, words));
            let column = |key: &str| place[key].as_u64().expect("a column");
            assert_eq!(column("end_column") - column("column"), words.chars().count() as u64, "{line}");
        }
    }
    let clean = Desk::new().build(&["--format", "json"]);
    assert_eq!((clean.code, clean.out.as_str(), clean.err.as_str()), (0, "", ""));
}

#[test]
fn levels_can_be_changed() {
    let desk = Desk::new();
    desk.change(PAGE, "30 minutes", "35 minutes");
    assert_eq!(desk.build(&[]).code, 1);
    let ran = desk.build(&["-A", "value-mismatch"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!ran.err.contains("value-mismatch"), "{}", ran.err);
    let ran = desk.build(&["-W", "P106"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("warning[value-mismatch]"), "{}", ran.err);
    assert_eq!(desk.build(&["-W", "correctness", "-D", "warnings"]).code, 1);
    let desk = Desk::new();
    desk.change(PAGE, "## The job\n", "## The job\n\nAnswers come [within days](fact:todo).\n");
    let ran = desk.build(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("warning[todo-claim]") && ran.err.contains(": 1 warning\n"), "{}", ran.err);
    let ran = desk.build(&["-D", "warnings"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("error[todo-claim]"), "{}", ran.err);
}

#[test]
fn what_cannot_run_ends_with_2() {
    let desk = Desk::new();
    let home = desk.folder.path().display().to_string();
    let cases: [(&[&str], &str); 7] = [
        (&["build", "-A", "valu-mismatch"], "did you mean `value-mismatch`?"),
        (&["check", "-D", "nothing-of-the-kind"], "`nothing-of-the-kind`"),
        (&["build", home.as_str()], "no prepress.yaml in "),
        (&["check", "no-such-folder"], "no-such-folder"),
        (&["build", "--today", "2026-13-01"], "2026-13-01"),
        (&["build", "--no-such-option"], "--no-such-option"),
        (&["explain", "nope"], "`nope`"),
    ];
    for (args, words) in cases {
        let ran = desk.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words) && ran.out.is_empty(), "{args:?}: {}", ran.err);
    }
    assert!(desk.public().is_empty());
}

#[test]
fn explain_prints_a_page() {
    let desk = Desk::new();
    let (by_name, by_code) = (desk.run(&["explain", "value-mismatch"]), desk.run(&["explain", "P106"]));
    assert_eq!((by_name.code, by_code.code), (0, 0));
    assert_eq!(by_name.out, by_code.out);
    for part in ["# value-mismatch\n", "\n## Why it matters\n", "\n## Example\n", "\n## Instead\n", "P106"] {
        assert!(by_name.out.contains(part), "no {part:?} in\n{}", by_name.out);
    }
    let all = desk.run(&["explain"]);
    let names = prepress::lints::ALL.iter().map(|lint| lint.name);
    let lost: Vec<_> = names.filter(|name| !all.out.contains(*name)).collect();
    assert!(all.code == 0 && lost.is_empty(), "not listed: {lost:?}");
}

#[test]
fn help_names_the_commands_and_the_exit_codes() {
    let desk = Desk::new();
    let version = desk.run(&["--version"]);
    assert_eq!((version.code, version.out), (0, format!("prepress {}\n", env!("CARGO_PKG_VERSION"))));
    let help = desk.run(&["--help"]);
    assert_eq!(help.code, 0, "{}", help.err);
    for command in ["build", "check", "serve", "explain"] {
        assert!(help.out.contains(&format!("\n  {command} ")), "no {command} in\n{}", help.out);
    }
    let words = help.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Exit codes: 0 clean; 1 deny-level findings", "2 could not run"] {
        assert!(words.contains(part), "no {part:?} in\n{}", help.out);
    }
}

#[test]
fn the_day_comes_from_the_option_then_the_variable() {
    let desk = Desk::new();
    let epoch = [("SOURCE_DATE_EPOCH", "1795219200")];
    let ran = desk.run_with(&["build"], &epoch);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("2026-11-21 (SOURCE_DATE_EPOCH)"), "{}", ran.err);
    assert!(desk.read("public/index.html").contains("2026-11-21"));
    let ran = desk.run_with(&["build", "--today", "2028-01-01"], &epoch);
    assert!(ran.err.contains("2028-01-01 (--today)") && ran.err.contains("stale-fact"), "{}", ran.err);
    assert!(desk.read("public/index.html").contains("2028-01-01"));
    let ran = desk.run_with(&["check"], &[("SOURCE_DATE_EPOCH", "yesterday")]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("SOURCE_DATE_EPOCH") && ran.err.contains("yesterday"), "{}", ran.err);
    assert!(desk.run(&["check"]).err.contains(" (the clock)"));
}

#[test]
fn a_page_of_20_mb_is_a_finding() {
    let desk = Desk::new();
    fs::write(desk.site.join("content/big.md"), "word ".repeat(4_000_000)).expect("a file can be written");
    let ran = desk.build(&[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("file-too-large") && ran.err.contains("content/big.md"), "{}", ran.err);
    assert!(desk.public().is_empty());
}

#[test]
fn a_theme_of_ejected_files_is_the_default_theme() {
    let desk = Desk::new();
    let plain = desk.built();
    let listed = desk.run(&["theme", "eject", "--list"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    for name in listed.out.lines() {
        let ran = desk.run(&["theme", "eject", name]);
        assert_eq!(
            (ran.code, ran.out.trim()),
            (0, format!("wrote themes/default/{name}").as_str()),
            "{}",
            ran.err
        );
    }
    let ran = desk.build(&["-D", "warnings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // The stamp changes the bytes of style and scripts, and so the hash in their names, and that of the page.
    let page = |files: &Files, name: &str| {
        let (_, bytes) = &files[&desk.site.join("public").join(name)];
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let nonce = text.split_once("script-src 'nonce-").and_then(|(_, rest)| rest.split_once('\''));
        let text = nonce.map_or_else(|| text.clone(), |(nonce, _)| text.replace(nonce, ""));
        let mut parts = text.split("static/");
        let first = parts.next().unwrap_or("").to_owned();
        parts.fold(first, |page, part| page + "static/" + part.split_once('"').map_or(part, |(_, rest)| rest))
    };
    let ejected = desk.public();
    for name in ["index.html", "404.html", "sitemap.xml", "sources.html", "facts/acme-pm.html"] {
        assert_eq!(page(&ejected, name), page(&plain, name), "{name}");
    }
    let again = desk.run(&["theme", "eject", "static/theme.css"]);
    assert_eq!(again.code, 2, "nothing is overwritten: {}", again.out);
    assert!(again.err.contains("already exists"), "{}", again.err);
    let near = desk.run(&["theme", "eject", "templates/artikle.html"]);
    assert_eq!(near.code, 2);
    assert!(near.err.contains("did you mean `templates/article.html`?"), "{}", near.err);
}

#[test]
fn an_id_that_readers_may_have_ticked_is_reported_once() {
    let desk = Desk::new();
    let list = "content/data/checklists/day.yaml";
    fs::create_dir_all(desk.site.join("content/data/checklists")).expect("a folder can be made");
    fs::write(desk.site.join(list), "title: The day\nitems:\n  - {id: sleep, text: Sleep.}\n")
        .expect("a file");
    desk.built();
    desk.change(list, "id: sleep, text: Sleep.", "id: sleep, text: Sleep long and well.");
    let reworded = desk.build(&["-D", "warnings"]);
    assert_eq!(reworded.code, 0, "other words do not make another item: {}", reworded.err);
    desk.change(list, "id: sleep", "id: long-sleep");
    let check = desk.run(&["check", "--today", TODAY]);
    assert!(
        check.err.contains("checklist-id-vanished") && check.err.contains("retired: [sleep]"),
        "{}",
        check.err
    );
    let denied = desk.build(&["-D", "checklist-id-vanished"]);
    assert_eq!(denied.code, 1, "{}", denied.err);
    let warned = desk.build(&[]);
    assert_eq!(warned.code, 0, "{}", warned.err);
    assert!(warned.err.contains("`sleep`"), "{}", warned.err);
    let after = desk.build(&["-D", "warnings"]);
    assert_eq!(after.code, 0, "the output folder reports it once: {}", after.err);
    // A list that is kept with the sources reports it until the id is back or retired.
    fs::write(desk.site.join("checklist-ids.txt"), "day/sleep\n").expect("a file");
    for _ in 0..2 {
        assert_eq!(desk.build(&["-D", "warnings"]).code, 1);
    }
    desk.change(list, "title: The day", "title: The day\nretired: [sleep]");
    let retired = desk.build(&["-D", "warnings"]);
    assert_eq!(retired.code, 0, "{}", retired.err);
    // The same for a box in the text of a page.
    fs::write(desk.site.join("checklist-ids.txt"), "page/loop/sleep\n").expect("a file");
    let lost = desk.build(&["-D", "warnings"]);
    assert!(lost.code == 1 && lost.err.contains("the box `sleep` of the page loop"), "{}", lost.err);
}

#[test]
fn a_guide_is_created_by_init_and_extended_by_new() {
    let desk = Desk::new();
    // The seconds of 2026-11-21: the dates of the guide's facts are of that month.
    let run = |args: &[&str]| desk.run_with(args, &[("SOURCE_DATE_EPOCH", "1795219200")]);
    let ran = run(&["init", "two \"exams\""]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = run(&["build", "two \"exams\"", "-D", "warnings"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("no findings") && ran.err.contains("8 supported, 1 inserted"), "{}", ran.err);
    assert!(desk.read("two \"exams\"/public/index.html").contains("<title>Two “exams”"), "the folder's name");

    let again = run(&["init", "two \"exams\""]);
    assert!(again.code == 2 && again.err.contains("already exists"), "{}", again.err);
    let other = desk.folder.path().join("home");
    fs::create_dir_all(other.join("content")).expect("a folder");
    fs::write(other.join("content/index.md"), "mine").expect("a file");
    fs::write(other.join("README.md"), "My notes.").expect("a file");
    fs::write(other.join(".gitignore"), "*.tmp").expect("a file");
    let around = run(&["init", &other.display().to_string()]);
    assert_eq!(around.code, 0, "{}", around.err);
    assert!(
        around.out.contains("kept content/index.md") && around.out.contains("kept README.md"),
        "{}",
        around.out
    );
    let of = |path: &str| fs::read_to_string(other.join(path)).expect("a file");
    assert_eq!((of("content/index.md").as_str(), of("README.md").as_str()), ("mine", "My notes."));
    assert_eq!(of(".gitignore"), "*.tmp\n/public/\n");
    assert!(!other.join("content/data").exists(), "pages of one's own get no example");
    let again = run(&["init", &other.display().to_string()]);
    assert!(again.code == 2 && again.err.contains("already exists"), "{}", again.err);
    for more in [&["--preset", "interview"][..], &["--bare"]] {
        let ran = run(&[&["init", "fresh"][..], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ran = run(&["build", "fresh", "-D", "warnings"]);
        assert!(ran.code == 0 && ran.err.contains("no findings"), "{more:?}: {}", ran.err);
        fs::remove_dir_all(desk.site.join("fresh")).expect("removed");
    }

    let pages = [
        ("section", "later", "later/index"),
        ("article", "later/results", "later/results"),
        ("checklist", "later/day after", "later/day after"),
        ("comparison", "content/all-figures.md", "all-figures"),
        ("process", "later/day", "later/day"),
        ("questions", "later/practice", "later/practice"),
        ("principles", "later/qualities", "later/qualities"),
        ("rubric", "later/marks", "later/marks"),
        ("plan", "later/week", "later/week"),
        ("worksheet", "later/notes", "later/notes"),
    ];
    for (kind, path, _) in pages {
        let ran = run(&["new", kind, path, "two \"exams\""]);
        assert_eq!(ran.code, 0, "{kind}: {}", ran.err);
        let ran = run(&["new", kind, path, "two \"exams\""]);
        assert_eq!(ran.code, 2, "{kind}: nothing is overwritten: {}", ran.err);
    }
    for (kind, path) in [("section", "data"), ("checklist", "!!!")] {
        assert_eq!(run(&["new", kind, path, "two \"exams\""]).code, 2, "{kind} {path}");
    }
    for path in ["", "/", "../out", "data/facts/exam-a", "a\\b", "con"] {
        let ran = run(&["new", "article", path, "two \"exams\""]);
        assert_eq!(ran.code, 2, "`{path}`: {} {}", ran.out, ran.err);
    }
    let ran = run(&["build", "two \"exams\"", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // Nothing is found but what is still to be written, and that on every page.
    let findings = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let findings: Vec<Value> = findings.collect();
    assert!(findings.iter().all(|finding| finding["name"] == "placeholder"), "{}", ran.out);
    for (kind, _, page) in pages {
        let file = format!("content/{page}.md");
        assert!(findings.iter().any(|finding| finding["file"] == file.as_str()), "{kind}: {}", ran.out);
        assert!(desk.site.join(format!("two \"exams\"/public/{page}.html")).is_file(), "{page}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_repaired_or_recorded_while_a_folder_cannot_be_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    desk.change(PAGE, "4–6 rounds", "4–7 rounds");
    fs::write(desk.site.join("prepress.baseline.json"), "{\"version\":1,\"findings\":{}}").expect("a file");
    let part = desk.site.join("content/data/facts/part");
    let refused = |what: &str| {
        let before = files(&desk.site);
        let (fixed, recorded) = (desk.run(&["fix", "--unsafe"]), desk.run(&["baseline"]));
        assert!(fixed.code == 1 && fixed.err.contains("nothing was repaired"), "{what}: {}", fixed.err);
        assert!(
            recorded.code == 2 && recorded.err.contains("nothing was recorded"),
            "{what}: {}",
            recorded.err
        );
        assert!(files(&desk.site) == before, "{what}: a file was changed");
    };
    symlink("..", &part).expect("a link");
    refused("a loop");
    fs::remove_file(&part).expect("a link");
    fs::create_dir(&part).expect("a folder");
    let allow =
        |mode| fs::set_permissions(&part, fs::Permissions::from_mode(mode)).expect("it is our folder");
    allow(0o000);
    // Root may read anything.
    if fs::read_dir(&part).is_err() {
        refused("a folder without permission");
    }
    allow(0o755);
}

#[test]
fn drafts_of_the_cache_that_killed_runs_left_are_removed() {
    let desk = Desk::new();
    let code = |words: &str| {
        let text = format!("---\ntitle: Code\n---\n\n```rust\n{words}\n```\n");
        fs::write(desk.site.join("content/code.md"), text).expect("a file");
        assert_eq!(desk.build(&[]).code, 0);
    };
    code("fn one() {}");
    let cache = desk.folder.path().join("prepress");
    let of_code = |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending == "code");
    let kept = files(&cache).into_keys().find(of_code).expect("a cache");
    // No process has this number.
    for draft in ["code-4194999", "pages-4194999", "texts-4194999"] {
        fs::write(kept.with_extension(draft), "").expect("a file");
    }
    let of_others = cache.join("0000000000000000.4194999");
    fs::write(&of_others, "").expect("a file");
    // Another length: a cache of the same length is not written anew.
    code("fn another() {}");
    // Beside it stands what the last build was made from.
    let of_build = |path: &std::path::PathBuf| path.to_string_lossy().ends_with("-built");
    let left: Vec<_> = files(&cache).into_keys().filter(|path| !of_build(path)).collect();
    let (pages, texts) = (kept.with_extension("pages"), kept.with_extension("texts"));
    assert_eq!(left, [of_others, kept, pages, texts]);
}

/// A build of what was built says so and writes nothing; anything that was touched is built again.
#[test]
fn what_did_not_change_is_not_built_again() {
    let desk = Desk::new();
    let again = "nothing changed since the last build";
    let told = |arguments: &[&str]| {
        let run = desk.build(arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        run.err
    };
    let first = told(&[]);
    assert!(!first.contains(again), "{first}");
    let out = desk.site.join("public");
    let made = files(&out);
    let second = told(&[]);
    assert!(second.contains(again), "{second}");
    let summary = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(summary(&first), summary(&second));
    let home = out.join("index.html");
    fs::write(&home, "something else").expect("a file");
    assert!(!told(&[]).contains(again));
    let bytes = |files: Files| files.into_iter().map(|(path, (_, bytes))| (path, bytes)).collect::<Vec<_>>();
    assert!(bytes(files(&out)) == bytes(made), "the output is whole again");
    let later = desk.run(&["build", "--today", "2026-12-01"]);
    assert!(!later.err.contains(again), "{}", later.err);
    assert!(!told(&["--base-url", "https://other.example/"]).contains(again));
    assert!(!told(&[]).contains(again));
    assert!(told(&[]).contains(again));
    let page = desk.site.join("content/index.md");
    let text = fs::read_to_string(&page).expect("a page") + "\nMore words.\n";
    fs::write(&page, text).expect("a page");
    assert!(!told(&[]).contains(again));
    assert!(fs::read_to_string(&home).expect("a page").contains("More words."));
    // What was found is told every time.
    fs::write(desk.site.join("content/draft.md"), "---\ntitle: A\n---\n\n```nothing\nx\n```\n")
        .expect("a page");
    let warned = [told(&[]), told(&[])];
    assert!(warned.iter().all(|text| text.contains("no grammar is known")), "{warned:?}");
}

/// Variables that are empty or relative count as unset; without a place the cache is not kept.
#[test]
fn the_cache_is_never_inside_the_site() {
    for (cache, at_home) in [("", true), ("cache", true), ("", false)] {
        let desk = Desk::new();
        let code = "---\ntitle: Code\n---\n\n```rust\nfn f() {}\n```\n";
        fs::write(desk.site.join("content/code.md"), code).expect("a file");
        let home = desk.folder.path().join("home");
        let done = Command::new(env!("CARGO_BIN_EXE_prepress"))
            .args(["build", "--today", TODAY])
            .current_dir(desk.site.join("content"))
            .env("XDG_CACHE_HOME", cache)
            .env("HOME", if at_home { home.as_os_str() } else { "".as_ref() })
            .output()
            .expect("the program runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let kept = files(desk.folder.path())
            .into_keys()
            .filter(|path| path.extension().is_some_and(|e| e == "code"));
        let kept: Vec<_> = kept.collect();
        assert_eq!(kept.len(), usize::from(at_home), "{kept:?}");
        assert!(kept.iter().all(|path| path.starts_with(home.join(".cache/prepress"))), "{kept:?}");
    }
}

/// A cache in a named folder goes with the site; in what is published or read as the site it is refused.
#[test]
fn the_cache_can_be_kept_in_a_folder() {
    let desk = Desk::new();
    let code = "---\ntitle: Code\n---\n\n```rust\nfn f() {}\n```\n";
    fs::write(desk.site.join("content/code.md"), code).expect("a file");
    let cache = desk.site.join(".cache");
    let folder = cache.to_str().expect("a path");
    let nowhere = [("HOME", ""), ("XDG_CACHE_HOME", "")];
    let build = |more: &[&str]| desk.run_with(&[&["build", "--today", TODAY], more].concat(), &nowhere);
    let first = build(&["--cache", folder]);
    assert_eq!(first.code, 0, "{}", first.err);
    let kept = fs::read(cache.join("highlighted.code")).expect("the cache");
    assert!(!kept.is_empty());
    let again = build(&["--cache", folder]);
    assert!(again.err.contains("nothing changed since the last build"), "{}", again.err);
    // Pages that were read and their texts are taken from there; damaged ones are made again.
    let output = || fs::read(desk.site.join("public/code.html")).expect("a page");
    let first = output();
    for kept in ["highlighted.pages", "highlighted.texts"] {
        let path = cache.join(kept);
        let whole = fs::read(&path).expect("what is kept");
        for damage in [None, Some(0), Some(whole.len() / 2), Some(whole.len() - 30), Some(whole.len() - 1)] {
            let mut bytes = whole.clone();
            if let Some(byte) = damage {
                bytes[byte] ^= 1;
            }
            fs::write(&path, &bytes).expect("what is kept");
            fs::remove_dir_all(desk.site.join("public")).expect("the output");
            let again = build(&["--cache", folder]);
            assert_eq!(again.code, 0, "{}", again.err);
            assert!(output() == first, "another page after damage of {kept} at {damage:?}");
            let length = fs::read(&path).expect("what is kept").len();
            assert_eq!(length, whole.len(), "something else is kept after damage of {kept} at {damage:?}");
        }
    }
    for wrong in ["content/cache", "themes/cache", "public/cache"] {
        let refused = build(&["--cache", desk.site.join(wrong).to_str().expect("a path")]);
        assert_eq!(refused.code, 2, "{}", refused.err);
        assert!(refused.err.contains("cache") && refused.err.contains("folder"), "{}", refused.err);
        assert!(!desk.site.join(wrong).exists());
    }
}

#[test]
fn commands_take_the_folder_of_a_site_in_one_way() {
    const NO_SITE: [&str; 6] = ["init", "import", "schema", "completions", "man", "help"];
    let desk = Desk::new();
    let help = desk.run(&["--help"]).out;
    let list = help.split("Commands:\n").nth(1).expect("a list of commands");
    let listed = list.lines().take_while(|line| !line.is_empty());
    let names: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"links") && names.contains(&"new"), "{names:?}");
    for name in names.into_iter().filter(|name| !NO_SITE.contains(name)) {
        let command: &[&str] = if name == "theme" { &["theme", "eject"] } else { &[name] };
        let help = desk.run(&[command, &["--help"]].concat()).out;
        let usage = help.lines().find(|line| line.starts_with("Usage:")).expect("a usage");
        assert!(usage.ends_with(" [DIR]"), "{name}: {usage}");
        let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(" [DIR] The site's folder, or one inside it [default: .] "), "{name}: {help}");
        assert!(!help.contains("--site") && !help.contains("--dir "), "{name}: {help}");
    }
}

#[test]
fn shells_and_man_know_every_command() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = desk.run(&["completions", shell]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for word in ["coverage", "base-url", "allow-host"] {
            assert!(ran.out.contains(word), "{shell} does not know {word}");
        }
    }
    let page = desk.run(&["man"]).out;
    assert!(page.starts_with(".ie") || page.contains(".TH prepress"), "{}", &page[..200]);
    assert!(
        page.contains("PREPRESS SERVE") && page.contains("allow\\-host") && !page.contains("PREPRESS RENDER")
    );
}
