//! What a reviewer would otherwise have to say.

use prepress::lints;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Modules in the order `lib.rs` declares them.
fn layers() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let name = |line: &str| {
        line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
    };
    lib.lines().filter_map(name).collect()
}

/// Files of views, each by the layer of its phase.
const PHASES: [(&str, &str); 4] =
    [("spec", "parse"), ("resolve", "check"), ("html", "render"), ("search", "render")];

/// The layer a file belongs to: its module, but views have their files in the layers of their phases.
fn layer(file: &Path) -> String {
    let module = module(file);
    if module != "views" {
        return module;
    }
    let stem = file.file_stem().expect("a name").to_string_lossy();
    let phase = PHASES.iter().find(|(phase, _)| *phase == stem).map(|(_, layer)| *layer);
    // Names and lists of modules stand in `mod.rs`; whatever else a view has, it has for its pages.
    phase.unwrap_or(if stem == "mod" { "model" } else { "render" }).to_owned()
}

/// The kinds of views: the folders of `src/views`.
fn views() -> Vec<String> {
    let entries =
        fs::read_dir(root().join("src/views")).expect("a folder").map(|entry| entry.expect("entry"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// The layers of the phases of views that a file names: `render` for `chart::html`.
fn used_phases(text: &str, views: &[String], inside: bool) -> Vec<&'static str> {
    let own: &[&str] = if inside { &["views", "super"] } else { &["views"] };
    let mut layers = Vec::new();
    for owner in own.iter().copied().chain(views.iter().map(String::as_str)) {
        for (at, found) in text.match_indices(&format!("{owner}::")) {
            let rest = &text[at + found.len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => group.split('}').next().unwrap_or(""),
                None => rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""),
            };
            let names: Vec<&str> = names.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            layers.extend(PHASES.iter().filter(|(phase, _)| names.contains(phase)).map(|(_, layer)| *layer));
        }
    }
    layers
}

/// The module a file stands in: `check` for `src/check/facts.rs`.
fn module(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).expect("below src");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Modules of the crate that a file names after `crate::`, grouped imports included.
fn used(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let word =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (i, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && c.is_alphabetic() => {
                        names.push(word(&group[i..]));
                        start = false;
                    }
                    _ => {}
                }
            }
        } else {
            names.push(word(rest));
        }
    }
    names
}

#[test]
fn modules_use_only_those_above_them() {
    let mut layers = layers();
    layers.retain(|layer| layer != "views");
    let views = views();
    let place = |name: &str| layers.iter().position(|layer| layer == name);
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let own = layer(&file);
        let Some(here) = place(&own) else { continue };
        let text = fs::read_to_string(&file).expect("a file");
        let phases = used_phases(&text, &views, module(&file) == "views");
        for other in used(&text).into_iter().chain(phases.into_iter().map(str::to_owned)) {
            if place(&other).is_some_and(|there| there > here) {
                wrong.push(format!("{} uses `{other}`, which lies below `{own}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_big_dependency_has_one_door() {
    let doors = [
        ("pulldown_cmark", vec!["src/parse/markdown.rs", "src/parse/markdown/"]),
        ("granit_parser", vec!["src/parse/yaml.rs"]),
        ("serde_yaml", vec!["src/parse/yaml.rs"]),
        ("html5gum", vec!["src/parse/raw_html.rs"]),
        ("math_core", vec!["src/formula.rs"]),
        ("syntect", vec!["src/highlight.rs", "src/highlight/"]),
        ("notify::", vec!["src/shell/watch.rs"]),
        ("zip::", vec!["src/shell/archive.rs"]),
        ("walkdir", vec!["src/shell/disk.rs", "src/shell/links.rs"]),
        (
            "axum",
            vec![
                "src/shell/server.rs",
                "src/shell/http.rs",
                "src/shell/respond.rs",
                "src/shell/connections.rs",
                "src/shell/media.rs",
            ],
        ),
        ("annotate_snippets", vec!["src/diag/emit/"]),
        ("tera::", vec!["src/theme/", "src/render/pages/", "src/render/shared.rs"]),
        ("clap::", vec!["src/cli/"]),
    ];
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let name = file.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).expect("a file");
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for (package, allowed) in &doors {
            if code.contains(package) && !allowed.iter().any(|door| name.starts_with(door)) {
                wrong.push(format!("{name} names {package}; its door is {}", allowed.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_shell_and_the_command_line_touch_the_world() {
    let world = ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "println!", "eprintln!"];
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        if ["shell", "cli", "main"].contains(&module(&file).as_str()) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a file");
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            wrong.extend(
                world
                    .iter()
                    .filter(|word| line.contains(**word))
                    .map(|word| format!("{} names {word}", file.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let bare: Vec<_> = rust_files(&root().join("src"))
        .into_iter()
        .filter(|file| !fs::read_to_string(file).expect("a file").starts_with("//!"))
        .collect();
    assert!(bare.is_empty(), "no module doc: {bare:?}");
}

#[test]
fn no_file_is_a_long_story() {
    let long: Vec<_> = rust_files(&root().join("src"))
        .into_iter()
        .filter(|file| fs::read_to_string(file).expect("a file").lines().count() > 520)
        .collect();
    assert!(long.is_empty(), "over 520 lines: {long:?}");
}

#[test]
fn every_lint_is_found_somewhere() {
    let files = rust_files(&root().join("src"));
    let code: String = files.iter().map(|file| fs::read_to_string(file).expect("a file")).collect();
    let unused: Vec<_> = lints::ALL
        .iter()
        .filter(|lint| {
            let constant = format!("lints::{}", lint.name.replace('-', "_").to_uppercase());
            !code.contains(&constant)
        })
        .map(|lint| lint.name)
        .collect();
    assert!(unused.is_empty(), "nothing reports these lints: {unused:?}");
}
