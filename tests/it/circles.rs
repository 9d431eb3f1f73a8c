//! No circles among the modules of the program.
//!
//! In: the sources. Out: a failure for each set of sibling modules that need one another and are not allowed to, with
//! the files and the paths that close the circle. A module with a folder stands for all files in it. Follows `use`
//! declarations and paths that begin with `crate`, `super` or `self`, through re-exports to the file that defines a
//! name. A module and those below it may need each other: that does not count. Does not see methods, which
//! belong to no path.

use crate::tidy::{root, rust_files};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// Modules that may need one another, each set with its reason. What no longer does has to leave the list.
const ALLOWED: &[(&str, &[&str])] = &[
    (
        "a tree holds views and boxes, and what they show holds trees: the writer calls itself through them",
        &[
            "render/footnotes",
            "render/guide",
            "render/html",
            "render/markdown",
            "render/roles",
            "render/snippet",
            "render/tasks",
            "render/views",
        ],
    ),
    (
        "the table of files names the functions that write them, and what they write lists the pages",
        &["render/machine", "render/pages"],
    ),
    (
        "the rows of the table name the functions that write pages, and what these write links to other rows",
        &[
            "render/pages/article",
            "render/pages/bank",
            "render/pages/context",
            "render/pages/disputes",
            "render/pages/files",
            "render/pages/generated",
            "render/pages/glossary",
            "render/pages/ledger",
            "render/pages/lists",
            "render/pages/machine",
            "render/pages/pair",
            "render/pages/quality",
            "render/pages/sources",
            "render/pages/table",
        ],
    ),
];

/// Names of modules from the crate's root down: none for the root itself.
type Path = Vec<String>;

/// A file of the program.
struct Module {
    file: String,
    /// Names that its `use` declarations bring in, with what they stand for.
    names: BTreeMap<String, Path>,
    /// Every path that it names, from the root on.
    paths: BTreeSet<Path>,
}

/// A source without comments and without the tests at its end.
fn code(text: &str) -> String {
    let tests = text.lines().scan("", |before, line| {
        let begins = before.starts_with("#[cfg(test)]") && line.starts_with("mod ") && line.ends_with('{');
        *before = line;
        Some((line, begins))
    });
    let lines = tests.take_while(|(_, begins)| !begins).map(|(line, _)| line);
    let bare = lines.filter(|line| !line.trim_start().starts_with("//"));
    bare.map(|line| line.split(" // ").next().unwrap_or(line))
        .fold(String::new(), |all, line| all + line + "\n")
}

fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

/// The paths of a tree of imports, `a::{b, c::d as e}`, each with the name it is known by; the rest of the text.
fn tree<'t>(text: &'t str, before: &Path, found: &mut Vec<(String, Path)>) -> &'t str {
    let mut path = before.clone();
    let mut rest = text.trim_start();
    loop {
        if let Some(mut group) = rest.strip_prefix('{') {
            loop {
                group = group.trim_start();
                if let Some(end) = group.strip_prefix('}') {
                    return end;
                }
                let after = tree(group, &path, found).trim_start();
                let next = after.strip_prefix(',').unwrap_or(after);
                if next.len() == group.len() {
                    return next;
                }
                group = next;
            }
        }
        let name = word(rest);
        rest = &rest[name.len()..];
        if !(name.is_empty() || name == "self" && !path.is_empty()) {
            path.push(name.to_owned());
        }
        match rest.strip_prefix("::") {
            Some(more) if !name.is_empty() => rest = more,
            _ => break,
        }
    }
    let mut known = path.last().cloned().unwrap_or_default();
    if let Some(alias) = rest.strip_prefix(" as ") {
        known = word(alias).to_owned();
        rest = &alias[known.len()..];
    }
    found.push((known, path));
    rest
}

/// A path as seen from a module, from the root on; nothing for paths into other crates.
fn absolute(module: &Path, path: &Path, modules: &BTreeMap<Path, Module>) -> Option<Path> {
    let mut base = module.clone();
    let mut rest = path.as_slice();
    match rest.first()?.as_str() {
        "crate" => base.clear(),
        "super" | "self" => {}
        child => {
            base.push(child.to_owned());
            modules.get(&base)?;
            base.pop();
            return Some([base, path.clone()].concat());
        }
    }
    while let Some((first, more)) = rest.split_first() {
        match first.as_str() {
            "crate" | "self" => {}
            "super" => base.pop().map(drop)?,
            _ => break,
        }
        rest = more;
    }
    Some([&base, rest].concat())
}

/// Each file below `src` with its text.
fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    let read = |path: PathBuf| {
        let file = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        (file, fs::read_to_string(&path).expect("a file"))
    };
    rust_files(&src).into_iter().map(read).collect()
}

fn modules(sources: &[(String, String)]) -> BTreeMap<Path, Module> {
    let mut modules = BTreeMap::new();
    let mut codes = Vec::new();
    for (file, text) in sources {
        let mut name: Path = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if name.last().is_some_and(|last| last == "mod" || last == "lib") {
            name.pop();
        }
        codes.push((name.clone(), code(text)));
        modules.insert(name, Module { file: file.clone(), names: BTreeMap::new(), paths: BTreeSet::new() });
    }
    for (name, code) in codes {
        let found = paths(&name, &code, &modules);
        let module = modules.get_mut(&name).expect("was read");
        for (known, path) in found {
            module.paths.insert(path.clone());
            module.names.extend(known.map(|known| (known, path)));
        }
    }
    modules
}

/// The paths into this program that a module names, those of its `use` declarations with the name they bring in.
fn paths(module: &Path, code: &str, modules: &BTreeMap<Path, Module>) -> Vec<(Option<String>, Path)> {
    let mut found = Vec::new();
    let mut add = |text: &str, brings: bool| {
        let mut named = Vec::new();
        tree(text, &Path::new(), &mut named);
        for (known, path) in named {
            found.extend(absolute(module, &path, modules).map(|path| (brings.then_some(known), path)));
        }
    };
    for (at, start) in code.match_indices("use ") {
        if code[..at].chars().next_back().is_none_or(char::is_whitespace) {
            add(&code[at + start.len()..], true);
        }
    }
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = &code[..at];
            let inside = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            // `pub(in …)` says who sees a name.
            if !inside && !before.ends_with("in ") {
                add(&code[at..], false);
            }
        }
    }
    found
}

/// The module that defines what a path names: re-exports are followed.
fn definition(path: &Path, modules: &BTreeMap<Path, Module>, depth: usize) -> Path {
    let mut at = Path::new();
    for (place, segment) in path.iter().enumerate() {
        let mut below = at.clone();
        below.push(segment.clone());
        if modules.contains_key(&below) {
            at = below;
            continue;
        }
        let target = modules[&at].names.get(segment).filter(|target| depth > 0 && *target != path);
        return match target {
            Some(target) => definition(&[target, &path[place + 1..]].concat(), modules, depth - 1),
            None => at,
        };
    }
    at
}

/// Where a module stands: a file of a view belongs to the layer of its phase.
fn home(module: &Path) -> Path {
    let [views, inside @ .., last] = module.as_slice() else { return module.clone() };
    if views != "views" {
        return module.clone();
    }
    let layer = match last.as_str() {
        "spec" => "parse",
        "resolve" => "check",
        "html" | "search" => "render",
        _ => return [&["model".to_owned()], module.as_slice()].concat(),
    };
    [&[layer.to_owned(), views.clone()], inside].concat()
}

/// For each module the siblings that it needs, with the paths in its files that say so.
type Needs = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn needs(modules: &BTreeMap<Path, Module>) -> Needs {
    let mut needs = Needs::new();
    for (name, module) in modules {
        for path in &module.paths {
            let target = &home(&definition(path, modules, 8));
            let name = &home(name);
            let shared = name.iter().zip(target).take_while(|(one, other)| one == other).count();
            if shared == name.len() || shared == target.len() {
                continue;
            }
            let [one, other] = [name, target].map(|full| full[..=shared].join("/"));
            needs.entry(other.clone()).or_default();
            let all = needs.entry(one).or_default().entry(other).or_default();
            all.push(format!("{} names {}", module.file, path.join("::")));
        }
    }
    needs
}

/// All that a module needs, itself or through others.
fn reached<'n>(from: &'n str, needs: &'n Needs) -> BTreeSet<&'n str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        open.extend(needs[module].keys().map(String::as_str).filter(|next| seen.insert(*next)));
    }
    seen
}

/// Sets of several modules of which each needs all the others.
fn circles(needs: &Needs) -> BTreeSet<BTreeSet<&str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        needs.keys().map(|module| (module.as_str(), reached(module, needs))).collect();
    let around = |module: &&str| -> BTreeSet<&str> {
        reach[module].iter().copied().filter(|other| reach[other].contains(module)).collect()
    };
    reach.keys().map(around).filter(|circle| circle.len() > 1).collect()
}

/// The modules of a circle that no entry of the list allows, by the entry that allows most of it.
fn surplus<'c>(circle: &BTreeSet<&'c str>) -> BTreeSet<&'c str> {
    let beyond = |(_, allowed): &(&str, &[&str])| {
        circle.iter().copied().filter(|module| !allowed.contains(module)).collect::<BTreeSet<_>>()
    };
    ALLOWED.iter().map(beyond).min_by_key(BTreeSet::len).unwrap_or_else(|| circle.clone())
}

#[test]
fn modules_need_each_other_one_way_only() {
    let needs = needs(&modules(&sources()));
    let circles = circles(&needs);
    let mut wrong = String::new();
    for circle in &circles {
        let new = surplus(circle);
        if new.is_empty() {
            continue;
        }
        let allowed: Vec<_> = circle.difference(&new).collect();
        writeln!(wrong, "a circle of {new:?}, and of {allowed:?}, which may form one").expect("text");
        for (one, other) in circle.iter().flat_map(|one| circle.iter().map(move |other| (*one, *other))) {
            let paths = needs[one].get(other).filter(|_| new.contains(one) || new.contains(other));
            for path in paths.into_iter().flatten() {
                writeln!(wrong, "  {one} -> {other}: {path}").expect("text");
            }
        }
    }
    let turning: BTreeSet<&str> = circles.into_iter().flatten().collect();
    for (reason, modules) in ALLOWED {
        let idle: Vec<_> = modules.iter().filter(|module| !turning.contains(*module)).collect();
        if !idle.is_empty() {
            writeln!(wrong, "in no circle any more, so off the list with them: {idle:?} ({reason})")
                .expect("text");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn circles_are_seen() {
    type Files = &'static [(&'static str, &'static str)];
    let table: [(Files, &[&str]); 6] = [
        // One way.
        (&[("lib.rs", ""), ("a.rs", "use crate::b::{self, One};"), ("b.rs", "struct One;")], &[]),
        // Back, in the middle of the code.
        (
            &[("lib.rs", ""), ("a.rs", "use crate::b::One;"), ("b.rs", "fn f(x: &crate::a::Two) {}")],
            &["a", "b"],
        ),
        // Through a name that the hub passes on, and another name for it.
        (
            &[
                ("lib.rs", ""),
                ("m/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::{One as Other};"),
                ("m/a.rs", "use super::{\n    b,\n    c::Three,\n};"),
                ("m/b.rs", "pub(in super::super) fn f(x: super::Other) {}"),
                ("m/c.rs", "struct Three; // super::a"),
            ],
            &["m/a", "m/b"],
        ),
        // A folder is one module for its neighbours.
        (
            &[
                ("lib.rs", ""),
                ("a.rs", "use super::m::n::One;"),
                ("m/mod.rs", "mod n;\nmod o;"),
                ("m/n.rs", "struct One;"),
                ("m/o.rs", "use crate::{a as other, m};"),
            ],
            &["a", "m"],
        ),
        // A hub and what is below it, tests and comments do not count.
        (&[("lib.rs", ""), ("m/mod.rs", "mod a;\nuse a::One;"), ("m/a.rs", "use super::Two;")], &[]),
        (
            &[
                ("lib.rs", ""),
                ("a.rs", "// use crate::b;\n#[cfg(test)]\nmod tests {\n    use crate::b;\n}"),
                ("b.rs", "use crate::a;"),
            ],
            &[],
        ),
    ];
    for (files, expected) in table {
        let sources: Vec<_> =
            files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        let needs = needs(&modules(&sources));
        let found: Vec<&str> = circles(&needs).into_iter().flatten().collect();
        assert_eq!(found, expected, "{files:?}");
    }
}
