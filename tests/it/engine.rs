//! The law of the engine: whatever happened before, a build is what a build from nothing gives.
//!
//! A site goes through random changes in one workspace. After each, every path has the bytes, and the findings are
//! the findings, of a fresh build; and so they are of a build that takes pages which builds before it have read. `CHANGES=10000 cargo test --release --test it engine` tries more of them.

use crate::site::{self, Site};
use prepress::diag::Levels;
use prepress::site::{Content, Workspace};
use prepress::text::FilePath;
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// Pages and data beside the demo: links of every kind, views, texts in data, a theme of its own.
#[rustfmt::skip]
const FILES: &[(&str, &str)] = &[
    ("prepress.yaml", "title: Site\ntheme: own\n"),
    ("content/a/index.md", "---\ntitle: Part A\n---\n\nRead [one](one.md#second) and [[two]]. A bonus of [$12K](fact:acme-pmm/bonus).\n"),
    ("content/a/one.md", "---\ntitle: One\nsubject: acme-pm\ntags: [x, y]\n---\n\n## First\n\nThere are [4–6 rounds](fact:interview-rounds), then 7 rounds.\n\n## Second\n\n[[b/two#end]] and [gone](gone.md).\n"),
    ("content/b/two.md", "---\ntitle: Two\nrelated: [a/one]\ntags: [y]\naliases: [old]\n---\n\nA loop is [long](../a/one.md).\n\n## End\n\n[home](../index.md#the-loop)\n\n- [ ] {#tick} Tick\n"),
    ("content/b/table.md", "---\ntitle: Table\nkind: comparison\ncomparison: {subjects: [acme-pm, acme-pmm], attributes: [total-comp, interview-rounds]}\n---\n\nBoth.\n"),
    ("content/b/blocks.md", "---\ntitle: Blocks\nsubject: acme-pmm\n---\n\n```checklist\nchecklist: list\n```\n\n```facts\nfacts: [interview-rounds]\n```\n\n<fact:total-comp>\n"),
    ("content/data/glossary.yaml", "loop: {term: Loop, definition: 'All [rounds](a/one.md#first), [5 rounds](fact:acme-pmm/interview-rounds).'}\n"),
    ("content/data/synonyms.yaml", "- [round, stage]\n- [pay, bonus]\n"),
    ("content/data/checklists/list.yaml", "list:\n  title: List\n  items:\n    - {id: a, text: 'Read [two](b/two.md#end)'}\n"),
    ("content/data/facts/kept.yaml", "subject: acme-pmm\nfacts:\n  - {id: bonus, attribute: signing-bonus, from: {file: careers.md, pattern: 'bonus of *.'}, as-of: 2026-06, sources: [{id: acme-careers, locator: Pay, quote: 'a bonus of $12K', passage: new}]}\n"),
    ("sources/careers.md", "# Pay\n\nYou get a bonus of $12K.\n\n# Second\n\nNothing.\n"),
    ("content/picture.svg", "<svg/>"),
    ("themes/own/templates/article.html", "{% extends \"base.html\" %}{% block main %}{{ page.title }} {{ body | safe }}{% for b in page.related %}{{ b.title }}{% endfor %}{% endblock %}"),
];

/// What a file may become: another text of its kind, whole or broken.
#[rustfmt::skip]
const TEXTS: &[(&str, &[&str])] = &[
    (".md", &[
        "---\ntitle: New\n---\n\nNothing.\n",
        "---\ntitle: New\nsubject: acme-pm\ntags: [x, z]\n---\n\n## Second\n\n[five rounds](fact:interview-rounds), 9 rounds, [[one]], [t](/b/two.md#end).\n\n## End\n",
        "---\ntitle: Draft\ndraft: true\n---\n\n[[two]]\n",
        "---\ntitle: No\nslug: moved\naliases: [old, other]\n---\n\n[x](fact:gone) [y](one.md) ![p](/picture.svg)\n",
        "no front matter\n", "---\ntitle: [\n---\n", "",
    ]),
    ("facts/acme-pm.yaml", &[
        "subject: acme-pm\nfacts:\n  - {id: interview-rounds, value: 7 rounds, as-of: 2026-06, sources: [acme-careers]}\n",
        "subject: acme-pm\nfacts: [\n", "",
    ]),
    ("synonyms.yaml", &["- [round, step]\n", "- [round]\n", "- round\n", "- [\n", ""]),
    (".yaml", &["", "x: [\n", "title: Other\n", "title: Site\ntheme: own\nnav: [b, a]\nlints: {unbacked-figure: warn}\n", "acme-pm: {label: Other name}\n"]),
    (".html", &["{{ page.title }}", "{{ page.nope }}", "{% if %}"]),
    (".svg", &["<svg><a/></svg>"]),
];

/// Names that files move to.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "content/a/one.md", "content/a/three.md", "content/c/two.md", "content/0.md", "content/index.md", "content/a/index.md",
    "content/data/facts/other.yaml", "content/data/0.yaml", "content/one.svg", "themes/own/templates/article.html", "prepress.yaml", "sources/careers.md", "sources/other.md",
];

/// A change of a site. Numbers choose among what there is.
#[derive(Debug, Clone)]
enum Change {
    /// Words at the end of a file.
    Append(usize, &'static str),
    /// One word for another.
    Replace(usize, &'static str, &'static str),
    /// Another text.
    Rewrite(usize, usize),
    Cut(usize, usize),
    Rename(usize, &'static str),
    Copy(usize, &'static str),
    Delete(usize),
    DeleteFolder(&'static str),
    Unreadable(usize),
    /// As it was in the beginning.
    Mend(usize),
}

#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("Second", "Third"), ("First", "Second"), ("4–6", "4–7"), ("rounds", "weeks"), ("title: ", "title: A "), ("One", "Two"), ("acme-pm", "acme-pmm"),
    ("acme-careers", "nobody"), ("value: ", "value: 1"), ("label: ", "label: A "), ("#", "##"), ("tags: [", "tags: [q, "), ("\n", "\n\n"), ("2026", "2019"), ("$12K", "$13K"), ("careers.md", "other.md"),
];

const MORE: &[&str] = &[
    "\nMore words.\n",
    "\n## Second\n",
    "\n## More\n",
    "\n8 rounds\n",
    "\n[[one]]\n",
    "\n[x](fact:a",
    "\n#",
    "\nz: 1\n",
];

fn changes() -> impl Strategy<Value = Change> {
    let file = || any::<prop::sample::Index>().prop_map(|index| index.index(1000));
    prop_oneof![
        4 => (file(), prop::sample::select(MORE)).prop_map(|(file, words)| Change::Append(file, words)),
        6 => (file(), prop::sample::select(WORDS)).prop_map(|(file, (old, new))| Change::Replace(file, old, new)),
        3 => (file(), 0usize..8).prop_map(|(file, text)| Change::Rewrite(file, text)),
        1 => (file(), 0usize..200).prop_map(|(file, at)| Change::Cut(file, at)),
        2 => (file(), prop::sample::select(NAMES)).prop_map(|(file, name)| Change::Rename(file, name)),
        1 => (file(), prop::sample::select(NAMES)).prop_map(|(file, name)| Change::Copy(file, name)),
        1 => file().prop_map(Change::Delete),
        1 => prop::sample::select(&["content/a/", "content/b/", "content/data/", "themes/", "sources/"][..]).prop_map(Change::DeleteFolder),
        1 => file().prop_map(Change::Unreadable),
        5 => file().prop_map(Change::Mend),
    ]
}

fn beginning() -> Site {
    let mut site = site::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lints/demo"));
    FILES.iter().for_each(|(path, text)| site::put(&mut site, path, text));
    site
}

fn apply(site: &mut Site, start: &Site, change: &Change) {
    let at = |site: &Site, number: usize| site.keys().nth(number % site.len().max(1)).cloned();
    let edit = |site: &mut Site, number: usize, edit: &dyn Fn(&str) -> String| {
        if let Some(path) = at(site, number)
            && let Some(Content::Text(text)) = site.get(&path)
        {
            let new = edit(text);
            site.insert(path, Content::Text(new.into()));
        }
    };
    match *change {
        Change::Append(file, words) => edit(site, file, &|text| format!("{text}{words}")),
        Change::Replace(file, old, new) => edit(site, file, &|text| text.replacen(old, new, 1)),
        Change::Rewrite(file, number) => {
            let Some(path) = at(site, file) else { return };
            if let Some((_, texts)) = TEXTS.iter().find(|(ending, _)| path.as_str().ends_with(ending)) {
                site.insert(path, Content::Text(texts[number % texts.len()].into()));
            }
        }
        Change::Cut(file, end) => edit(site, file, &|text| text.chars().take(end).collect()),
        Change::Rename(file, name) => {
            if let Some(content) = at(site, file).and_then(|path| site.remove(&path)) {
                site.insert(FilePath::new(name), content);
            }
        }
        Change::Copy(file, name) => {
            if let Some(content) = at(site, file).and_then(|path| site.get(&path).cloned()) {
                site.insert(FilePath::new(name), content);
            }
        }
        Change::Delete(file) => {
            if let Some(path) = at(site, file) {
                site.remove(&path);
            }
        }
        Change::DeleteFolder(folder) => site.retain(|path, _| !path.as_str().starts_with(folder)),
        Change::Unreadable(file) => {
            if let Some(path) = at(site, file) {
                site.insert(path, Content::Unreadable("it is locked".to_owned()));
            }
        }
        Change::Mend(number) => {
            if let Some(path) = at(start, number) {
                site.insert(path.clone(), start[&path].clone());
            }
        }
    }
}

/// Changes in all, in runs of this length.
const RUN: usize = 8;

fn cases() -> u32 {
    let all: usize = std::env::var("CHANGES").ok().and_then(|all| all.parse().ok()).unwrap_or(80);
    u32::try_from(all.div_ceil(RUN)).expect("a number of changes")
}

/// How many things builds have left: pages as they were read, their texts and words, pages as they were printed.
fn left(pages: &site::Kept, texts: &site::Kept) -> [usize; 3] {
    // Only a whole page has a head.
    const HEADS: [&str; 3] = ["<!DOCTYPE html>", "[As a web page]", "<?xml"];
    let printed =
        texts.count_of(|bytes| HEADS.iter().any(|head| String::from_utf8_lossy(bytes).contains(head)));
    [pages.count(), texts.count() - printed, printed]
}

#[test]
fn a_later_run_makes_only_texts_that_changed() {
    let (pages, texts) = (Arc::new(site::Kept::default()), Arc::new(site::Kept::default()));
    let mut site = beginning();
    site::put(&mut site, "content/a/plain.md", "---\ntitle: Plain\n---\n\nNothing but words.\n");
    let build = |site: &Site| {
        let before = left(&pages, &texts);
        site::build_from(&pages, &texts, site.clone());
        let after = left(&pages, &texts);
        [0, 1, 2].map(|kind| after[kind] - before[kind])
    };
    let [read, written, printed] = build(&site);
    assert!(written > 6 && written == 2 * read, "{read} pages and {written} texts, each with its words");
    assert!(printed > 4 * read, "{printed} pages, with those that no author wrote, each with its Markdown");
    assert_eq!(build(&site), [0, 0, 0], "nothing changed");
    site::put(&mut site, "content/a/plain.md", "---\ntitle: Plain\n---\n\nOther words.\n");
    assert_eq!(build(&site), [1, 2, 2], "one page changed");
    // The page links to nothing and shows no fact.
    let fact = "content/data/facts/kept.yaml";
    let Some(Content::Text(text)) = site.get(fact).cloned() else { panic!("{fact} is gone") };
    site::put(&mut site, fact, &text.replace("as-of: 2026-06", "as-of: 2026-05"));
    let [read, written, printed] = build(&site);
    assert_eq!((read, written), (0, 2), "one page shows the fact");
    assert!(
        (4..=8).contains(&printed),
        "{printed} pages and Markdown that show the fact or say how old it is"
    );
    // Two pages and a heading's page link to it.
    let two = "content/b/two.md";
    let Some(Content::Text(text)) = site.get(two).cloned() else { panic!("{two} is gone") };
    site::put(&mut site, two, &text.replace("title: Two", "title: Second"));
    let [read, written, printed] = build(&site);
    assert_eq!(read, 1);
    assert!((4..=6).contains(&written), "{written} texts of pages that name it");
    assert!(printed > 20, "{printed} pages: the contents beside all of them name it");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_workspace_forgets_what_it_must(changes in prop::collection::vec(changes(), RUN)) {
        let start = beginning();
        let (mut site, mut workspace) = (start.clone(), Workspace::default());
        let (pages, texts) = (Arc::new(site::Kept::default()), Arc::new(site::Kept::default()));
        site::build_from(&pages, &texts, site.clone());
        prop_assert!(pages.count() > 3, "too few pages are kept");
        prop_assert!(texts.count() > 6, "too few texts are kept");
        site::build_in(&mut workspace, site.clone(), Levels::default());
        for (number, change) in changes.iter().enumerate() {
            apply(&mut site, &start, change);
            // A build that is given up leaves nothing behind, wherever it was.
            if number % 2 == 1 {
                site::give_up_in(&mut workspace, site.clone(), number / 2 % 2);
            }
            let kept = site::build_in(&mut workspace, site.clone(), Levels::default());
            // What earlier processes have read is as good as what this one reads.
            let later = site::build_from(&pages, &texts, site.clone());
            let fresh = site::build(site.clone());
            for (how, other) in [("kept", kept), ("read before", later)] {
                prop_assert_eq!(other.human(), fresh.human(), "{}, after {:?}", how, change);
                let paths = |done: &site::Done| done.output.keys().cloned().collect::<Vec<_>>();
                prop_assert_eq!(paths(&other), paths(&fresh), "{}, after {:?}", how, change);
                for (path, bytes) in &fresh.output {
                    prop_assert!(other.output[path] == *bytes, "{}: {} differs after {:?}", how, path, change);
                }
            }
        }
    }
}
