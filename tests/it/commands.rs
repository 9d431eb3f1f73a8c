//! Commands as data: a folder for each case below `tests/commands/`.
//!
//! `site/` is laid over the demo site of the lint pages, or stands alone when it has a `prepress.yaml`;
//! `run.txt` holds the arguments of one run a line, each run in the folder the one before it left; `expected.txt`
//! holds what they print, their exit codes and the files they change. `UPDATE=1` accepts.

use crate::folders;
use crate::tidy::root;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn files(folder: &Path, below: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, below, out);
        } else {
            let name = path.strip_prefix(below).expect("below").to_string_lossy().replace('\\', "/");
            out.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

fn snapshot(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    files(site, site, &mut all);
    all
}

/// Splits a line at spaces; double quotes keep words together.
fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (number, part) in line.split('"').enumerate() {
        if number % 2 == 1 {
            out.push(part.to_owned());
        } else {
            out.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    out
}

fn run(case: &Path) -> String {
    let temp = tempfile::tempdir().expect("a folder");
    let site = temp.path().join("site");
    let own = case.join("site");
    if !own.join("prepress.yaml").exists() {
        copy(&root().join("src/lints/demo"), &site);
    }
    if own.exists() {
        copy(&own, &site);
    }
    let mut out = String::new();
    let runs = fs::read_to_string(case.join("run.txt")).expect("run.txt");
    for line in runs.lines().filter(|line| !line.trim().is_empty()) {
        let before = snapshot(&site);
        let result = Command::new(env!("CARGO_BIN_EXE_prepress"))
            .args(words(line))
            .current_dir(&site)
            .env("SOURCE_DATE_EPOCH", "1795219200")
            .env("XDG_CACHE_HOME", temp.path().join("cache"))
            .env("COLUMNS", "120")
            .env_remove("NO_COLOR")
            .output()
            .expect("the program runs");
        writeln!(out, "$ prepress {line}").expect("a string");
        let hide = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).replace(&*temp.path().to_string_lossy(), "…");
            // How long it took is nobody's business here.
            let timed = text.lines().map(|line| {
                match line.split_once(" in ").filter(|_| line.starts_with("checked ")) {
                    Some((head, tail)) => format!("{head}{}", tail.find(": ").map_or("", |at| &tail[at..])),
                    None => line.to_owned(),
                }
            });
            timed.collect::<Vec<_>>().join("\n")
        };
        for text in [hide(&result.stdout), hide(&result.stderr)].iter().filter(|text| !text.is_empty()) {
            writeln!(out, "{}", text.trim_end()).expect("a string");
        }
        writeln!(out, "= {}", result.status.code().expect("an exit code")).expect("a string");
        let after = snapshot(&site);
        for (name, bytes) in &after {
            if before.get(name) != Some(bytes) && !name.starts_with("public/") {
                let text = String::from_utf8_lossy(bytes).replace('\r', "␍").replace('\u{feff}', "␂");
                writeln!(out, "== {name}\n{}", text.trim_end()).expect("a string");
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_command_does_what_its_case_says() {
    folders::each_gives_what_it_says("commands", run);
}
