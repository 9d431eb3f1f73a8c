//! Embeds the default theme, the starter guide and the lint pages, so that the installed program needs no other files.
//!
//! In: `themes/default/**`, `src/cli/starter/**`, `src/lints/pages/*.md`. Out: `theme.rs`, `starter.rs` and `lints.rs` in
//! the build folder, each a sorted table; and `PREPRESS_PRINT`, a hash of the program's sources. Does not interpret
//! templates and does not touch the network.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    for input in ["themes/default", "src", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let theme = table("FILES", "The files of the default theme", &root.join("themes/default"));
    fs::write(out.join("theme.rs"), theme).expect("theme.rs is written");
    let starter = table(
        "STARTER",
        "The files of the starter guides, each below the name of its part",
        &root.join("src/cli/starter"),
    );
    fs::write(out.join("starter.rs"), starter).expect("starter.rs is written");
    fs::write(out.join("lints.rs"), lints(&root.join("src/lints/pages"))).expect("lints.rs is written");
    println!("cargo::rustc-env=PREPRESS_PRINT={:016x}", print_of_sources(&root));
}

/// What is kept from one run to the next is of use to the same program only.
fn print_of_sources(root: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut files = [files_below(&root.join("src")), files_below(&root.join("themes/default"))].concat();
    files.push(root.join("Cargo.lock"));
    for file in files {
        let bytes = fs::read(&file).unwrap_or_default();
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    hasher.finish()
}

/// `NAME: &[(path, bytes)]`, sorted by path.
fn table(name: &str, about: &str, folder: &Path) -> String {
    let mut code = format!("/// {about}, sorted by path.\npub(crate) static {name}: &[(&str, &[u8])] = &[\n");
    for file in files_below(folder) {
        let name = file.strip_prefix(folder).expect("below the folder").to_str().expect("UTF-8 names");
        let name = name.replace('\\', "/");
        writeln!(code, "    ({name:?}, include_bytes!({:?})),", file.display().to_string())
            .expect("a string takes it");
    }
    code + "];\n"
}

/// A constant for each lint and `ALL`, sorted by code.
fn lints(folder: &Path) -> String {
    let mut pages: Vec<_> = files_below(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .map(|path| Page::read(&path))
        .collect();
    pages.sort_by(|a, b| a.code.cmp(&b.code));
    for pair in pages.windows(2) {
        assert!(
            pair[0].code != pair[1].code,
            "code {} is used by {} and {}",
            pair[0].code,
            pair[0].name,
            pair[1].name
        );
    }
    let mut code = String::new();
    for page in &pages {
        writeln!(
            code,
            "/// `{}`: {}.\npub static {}: Lint = Lint {{ code: {:?}, name: {:?}, group: Group::{}, level: {}, summary: {:?}, explain: {:?} }};",
            page.name, page.summary, page.constant(), page.code, page.name, page.group(), page.level, page.summary, page.body
        )
        .expect("a string takes it");
    }
    let names: Vec<_> = pages.iter().map(|page| format!("&{}", page.constant())).collect();
    writeln!(code, "/// All lints, sorted by code.\npub static ALL: &[&Lint] = &[{}];", names.join(", "))
        .expect("a string takes it");
    code
}

struct Page {
    name: String,
    code: String,
    group: String,
    level: String,
    summary: String,
    body: String,
}

impl Page {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("lint pages are UTF-8").replace("\r\n", "\n");
        let name = path.file_stem().and_then(|s| s.to_str()).expect("a name").to_owned();
        let (head, body) = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .unwrap_or_else(|| panic!("{name}.md: no header between two lines of dashes"));
        let optional = |key: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
            line.map(|text| text.trim().to_owned())
        };
        let field =
            |key: &str| optional(key).unwrap_or_else(|| panic!("{name}.md: the header has no `{key}`"));
        Self {
            code: field("code"),
            group: field("group"),
            level: match optional("level").as_deref() {
                None => "None".to_owned(),
                Some("deny") => "Some(Level::Deny)".to_owned(),
                Some("warn") => "Some(Level::Warn)".to_owned(),
                Some("allow") => "Some(Level::Allow)".to_owned(),
                Some(other) => panic!("{name}.md: there is no level `{other}`"),
            },
            summary: field("summary"),
            body: body.trim_start().to_owned(),
            name,
        }
    }

    fn constant(&self) -> String {
        self.name.replace('-', "_").to_uppercase()
    }

    /// `front-matter` to `FrontMatter`; a group that does not exist fails to compile.
    fn group(&self) -> String {
        let word = |w: &str| w[..1].to_uppercase() + &w[1..];
        self.group.split('-').map(word).collect()
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
