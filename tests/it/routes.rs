//! Paths of the output: which there are, and which a site may not take.

use crate::site;
use prepress::site::Content;
use prepress::text::FilePath;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Names that no system's file of a repository should have are no cases, but texts.
#[test]
fn files_with_names_that_cannot_be_written_everywhere_are_findings() {
    let long = format!("{}.png", "x".repeat(240));
    let names = ["a\\b.png", "part/con.png", "a:b.png", "a\nb.png", "end.", "AUX.txt", &long];
    for name in names {
        for folder in ["content/", "themes/default/static/"] {
            let mut files = site::read(&root().join("src/lints/demo"));
            files.insert(FilePath::new(format!("{folder}{name}")), Content::Asset(None));
            let done = site::build(files);
            let found: Vec<_> = done.findings.iter().map(|finding| finding.lint.name).collect();
            assert_eq!(found, ["unsafe-path"], "{folder}{name:?}: {}", done.human());
            let written = [name.to_owned(), format!("static/{name}")];
            assert!(!written.iter().any(|path| done.built.has(path)), "{folder}{name:?} has a route");
        }
    }
}

#[test]
fn every_path_is_found_and_none_twice() {
    let done = site::build(site::read(root()));
    let paths: Vec<&str> = done.built.paths().collect();
    assert!(paths.is_sorted() && paths.iter().collect::<BTreeSet<_>>().len() == paths.len());
    let lost: Vec<_> = paths.iter().filter(|path| !done.built.has(path)).collect();
    assert!(lost.is_empty(), "listed and not found: {lost:?}");
    let search = paths.iter().filter(|path| path.starts_with("search/")).count();
    assert!(search > 2, "only {search} files of the search");
    for path in ["search", "search/", "search/none.js", "none.html", "", "/"] {
        assert!(!done.built.has(path), "{path:?} is found");
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    files
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}

/// Values of a field in a table of generated pages or files, as text.
fn values(table: &Path, field: &str) -> Vec<String> {
    let text = fs::read_to_string(table).expect("a table");
    let of = |line: &str| {
        let (_, value) = line.split_once(&format!("{field}: "))?;
        let value = value.strip_prefix("Some(").unwrap_or(value).strip_prefix('"')?;
        value.split('"').next().map(str::to_owned)
    };
    text.lines().filter_map(of).collect()
}

#[test]
fn templates_of_generated_pages_are_in_the_theme_and_in_the_manual() {
    let manual = fs::read_to_string(root().join("docs/templates.md")).expect("the manual");
    let tables =
        ["table.rs", "generated.rs", "files.rs"].map(|name| root().join("src/render/pages").join(name));
    let named: BTreeSet<String> = tables.iter().flat_map(|table| values(table, "template")).collect();
    assert!(named.len() > 12, "rows of the tables look otherwise: {named:?}");
    for name in named {
        assert!(root().join("themes/default/templates").join(&name).exists(), "the theme has no {name}");
        assert!(manual.contains(&format!("`{name}`")), "docs/templates.md does not name {name}");
    }
}

/// The table says the path of a generated page; whoever needs it asks the table.
#[test]
fn paths_of_generated_pages_are_written_once() {
    let render = root().join("src/render");
    let tables = ["pages/table.rs", "pages/files.rs"].map(|name| render.join(name));
    let paths: Vec<String> = tables.iter().flat_map(|table| values(table, "path")).collect();
    assert!(paths.len() > 15, "rows of the tables look otherwise: {paths:?}");
    let mut wrong = Vec::new();
    for file in rust_files(&render).into_iter().filter(|file| !tables.contains(file)) {
        let text = fs::read_to_string(&file).expect("a file");
        // Components and files of the program may have the same names.
        let others = |line: &&str| !line.contains("component(\"") && !line.contains("include_str!");
        for line in text.lines().filter(others) {
            let named = paths.iter().filter(|path| line.contains(&format!("\"{path}")));
            wrong.extend(named.map(|path| format!("{}: {path}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "ask the table for these paths:\n{}", wrong.join("\n"));
}

#[test]
fn names_that_differ_in_the_form_of_an_accent_are_one_name() {
    let mut site = crate::site::Site::new();
    crate::site::put(&mut site, "prepress.yaml", "title: Accents\n");
    crate::site::put(&mut site, "content/index.md", "---\ntitle: Home\n---\n\nWords.\n");
    for name in ["caf\u{e9}.txt", "cafe\u{301}.txt"] {
        let path = prepress::text::FilePath::new(format!("content/{name}"));
        site.insert(path, prepress::site::Content::Asset(None));
    }
    let done = crate::site::build(site);
    let found: Vec<&str> = done.findings.iter().map(|finding| finding.lint.name).collect();
    assert_eq!(found, ["duplicate-path"], "{}", done.human());
}

#[test]
fn pages_whose_names_differ_in_the_form_of_an_accent_have_one_path() {
    let mut files = site::Site::new();
    site::put(&mut files, "prepress.yaml", "title: Accents\n");
    site::put(
        &mut files,
        "content/index.md",
        "---\ntitle: Home\naliases: [\"\u{e9}\", \"e\u{301}\"]\n---\n\nWords.\n",
    );
    for name in ["r\u{e9}", "re\u{301}"] {
        site::put(&mut files, &format!("content/{name}.md"), "---\ntitle: Page\n---\n\nWords.\n");
    }
    let done = site::build(files);
    let found: Vec<&str> = done.findings.iter().map(|finding| finding.lint.name).collect();
    assert_eq!(found, ["duplicate-path"; 2], "{}", done.human());
}

#[test]
fn files_that_only_drafts_name_wait_for_them() {
    let mut files = site::Site::new();
    site::put(&mut files, "prepress.yaml", "title: Drafts\n");
    site::put(
        &mut files,
        "content/index.md",
        "---\ntitle: Home\n---\n<img src=\"plan/shared.svg\" alt=\"\">\n",
    );
    let draft = "---\ntitle: Plan\ndraft: true\n---\n![own](own.svg), ![shared](shared.svg), [a sheet](/plan/sheet.csv)\n";
    site::put(&mut files, "content/plan/index.md", draft);
    for name in ["own.svg", "shared.svg", "sheet.csv", "free.csv"] {
        files.insert(FilePath::new(format!("content/plan/{name}")), Content::Asset(None));
    }
    let done = site::build(files);
    let there = ["own.svg", "sheet.csv", "shared.svg", "free.csv"]
        .map(|name| done.built.has(&format!("plan/{name}")));
    assert_eq!(there, [false, false, true, true], "{}", done.human());
}

#[test]
fn scripts_from_right_to_left_say_so() {
    for (language, marked) in
        [("ar", true), ("fa-IR", true), ("az-Arab", true), ("en", false), ("ar-Latn", false)]
    {
        let mut files = site::Site::new();
        site::put(&mut files, "prepress.yaml", &format!("title: Words\nlanguage: {language}\n"));
        site::put(&mut files, "content/index.md", "---\ntitle: Home\n---\nWords.\n");
        assert_eq!(site::build(files).page("index.html").contains("dir=\"rtl\""), marked, "{language}");
    }
}
