//! Runs every folder of `tests/cases`; `tests/README.md` says how to add one.

use crate::site;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold `site/`, sorted.
pub(crate) fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut inside: Vec<_> =
        fs::read_dir(folder).expect("tests/cases").map(|e| e.expect("entry").path()).collect();
    inside.sort();
    for path in inside.into_iter().filter(|path| path.is_dir()) {
        if path.join("site").is_dir() { found.push(path) } else { found.extend(cases(&path)) }
    }
    found
}

#[test]
fn every_case_gives_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let accept = std::env::var_os("UPDATE").is_some();
    let only = std::env::var("CASE").unwrap_or_default();
    let mut wrong = Vec::new();
    let all: Vec<_> =
        cases(&root).into_iter().filter(|case| case.to_string_lossy().contains(&only)).collect();
    assert!(!all.is_empty(), "no case matches CASE={only}");
    for case in all {
        let name = case.strip_prefix(&root).expect("below cases").display().to_string();
        let done = site::build(site::read(&case.join("site")));
        compare(&case.join("diagnostics.txt"), &done.human(), accept, &name, &mut wrong);
        let expected = case.join("expected");
        for file in if expected.is_dir() { files(&expected) } else { Vec::new() } {
            let path =
                file.strip_prefix(&expected).expect("below expected").to_string_lossy().replace('\\', "/");
            let Some(bytes) = done.output.get(&path) else {
                wrong.push(format!("{name}: there is no output `{path}`"));
                continue;
            };
            let text = String::from_utf8_lossy(bytes);
            let text = if path.ends_with(".html") { site::main_of(&text) } else { &text };
            compare(&file, &format!("{}\n", text.trim()), accept, &name, &mut wrong);
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nUPDATE=1 accepts the new output; CASE=name runs fewer",
        wrong.join("\n\n")
    );
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn compare(file: &Path, got: &str, accept: bool, name: &str, wrong: &mut Vec<String>) {
    let want = fs::read_to_string(file).unwrap_or_default();
    if want == got {
        return;
    }
    if accept {
        fs::write(file, got).expect("the case can be written");
    } else {
        let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        wrong.push(format!("{name}: {file} differs\n--- expected\n{want}\n--- got\n{got}"));
    }
}
