//! What is timed: a build, a check, a save.
//!
//! In: the folder of a site. Out: how long it took. Each runs in a process of its own, so that its memory is its own.

use crate::corpus::{self, Shape};
use prepress::diag::{Levels, Settled};
use prepress::shell::{self, Cache, LastBuild, OutputFolder, Tree};
use prepress::site::{self, Built, Content, Inputs, Output, Workspace};
use prepress::text::FilePath;
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where a step leaves highlighted code and pages as they were read for the next one.
fn cache(root: &Path) -> Cache {
    Cache::in_folder(&root.join("cache"))
}

/// Something that is timed, by the name that the table gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Floor,
    First,
    Build,
    Again,
    OneChanged,
    FirstCheck,
    Check,
    Start,
    Save(Saved),
}

/// What is saved while the preview runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    Article,
    Fact,
    Template,
    Style,
    Configuration,
    /// An article; then the search is opened.
    Search,
}

impl Step {
    #[rustfmt::skip]
    pub(crate) const ALL: [(Self, &str); 14] = [
        (Self::Floor, "floor: read, Markdown to HTML, write"),
        (Self::First, "build, nothing known"),
        (Self::Build, "build, code and pages known"),
        (Self::Again, "build again, nothing changed"),
        (Self::OneChanged, "build again, one page changed"),
        (Self::FirstCheck, "check, nothing known"),
        (Self::Check, "check, pages known"),
        (Self::Start, "preview: start to first page"),
        (Self::Save(Saved::Article), "preview: article saved to served"),
        (Self::Save(Saved::Fact), "preview: fact of 100 pages saved to served"),
        (Self::Save(Saved::Template), "preview: template saved to served"),
        (Self::Save(Saved::Style), "preview: style sheet saved to served"),
        (Self::Save(Saved::Configuration), "preview: configuration saved to served"),
        (Self::Save(Saved::Search), "preview: first search after a save"),
    ];

    /// Runs the step.
    pub(crate) fn run(self, root: &Path, shape: Shape, number: usize) -> Duration {
        let out = root.join("public");
        match self {
            Self::Floor => {
                let took = floor(&root.join("content"), &root.join("floor"));
                remove(&root.join("floor"));
                took
            }
            Self::First => {
                remove(&root.join("cache"));
                remove(&out);
                build(root, &out)
            }
            Self::Build => {
                remove(&out);
                build(root, &out)
            }
            Self::Again => build(root, &out),
            Self::OneChanged => {
                append(&root.join(corpus::page_path(number % shape.pages)), "\nOne more.\n");
                build(root, &out)
            }
            Self::FirstCheck => check(root),
            Self::Check => checked(root, |tree| inputs_with(tree, &cache(root))),
            Self::Start => {
                let start = Instant::now();
                let mut preview = Preview::new(root);
                preview.get(&page(0));
                start.elapsed()
            }
            Self::Save(what) => Preview::new(root).save(what, shape, number),
        }
    }
}

fn remove(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("a folder that this program made");
    }
}

fn append(path: &Path, words: &str) {
    let text = fs::read_to_string(path).expect("a file of the corpus");
    fs::write(path, text + words).expect("a file can be written");
}

/// Reads every Markdown file, turns it into HTML and writes that: the least that any generator has to do.
fn floor(content: &Path, out: &Path) -> Duration {
    let start = Instant::now();
    let entries = walkdir::WalkDir::new(content).into_iter().flatten().map(walkdir::DirEntry::into_path);
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let pages: Vec<PathBuf> = entries.filter(is_page).collect();
    let below = |page: &Path| page.strip_prefix(content).expect("below the content").with_extension("html");
    let folders = pages.iter().filter_map(|page| Some(out.join(below(page).parent()?)));
    for folder in folders.collect::<BTreeSet<PathBuf>>() {
        fs::create_dir_all(folder).expect("a folder can be made");
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    pages.par_iter().for_each(|page| {
        let text = fs::read_to_string(page).expect("a page");
        let mut made = String::with_capacity(text.len() * 3 / 2);
        html::push_html(&mut made, Parser::new_ext(&text, options));
        fs::write(out.join(below(page)), made).expect("a page can be written");
    });
    start.elapsed()
}

fn inputs(tree: &Tree) -> Inputs {
    let content = |content: &shell::Content| match content {
        shell::Content::Text(text) => Content::Text(text.clone()),
        _ => Content::Asset(None),
    };
    Inputs {
        files: tree.files.iter().map(|file| (file.path.clone(), content(&file.content))).collect(),
        today: jiff::civil::date(2026, 11, 21),
        drafts: false,
        base_url: None,
        levels: Levels::default(),
        added: None,
        published: BTreeSet::new(),
        highlighted: Vec::new(),
        pages: None,
        texts: None,
    }
}

fn read(root: &Path) -> Tree {
    shell::read_site(root).expect("the corpus can be read")
}

/// The same with what earlier steps left.
fn inputs_with(tree: &Tree, cache: &Cache) -> Inputs {
    Inputs { highlighted: cache.read(), pages: cache.pages(true), texts: cache.texts(), ..inputs(tree) }
}

/// As `prepress build` does.
fn build(root: &Path, out: &Path) -> Duration {
    let start = Instant::now();
    let cache = cache(root);
    let inputs = inputs_with(&read(root), &cache);
    site::warm_up(&inputs);
    let last = LastBuild::at(root.join("last.built"), root, out, &inputs);
    if last.said().is_some() {
        return start.elapsed();
    }
    let Settled { value: built, findings } = site::build(inputs);
    assert!(findings.is_empty(), "{}: {}", findings.len(), findings[0].message);
    write(&built, root, out);
    cache.write(&built.highlight_cache());
    built.keep(true);
    last.keep("");
    start.elapsed()
}

/// Renders and writes everything.
fn write(built: &Built, root: &Path, out: &Path) {
    let folder = OutputFolder::open(out, root, "Bench").expect("an output folder");
    let written = built.render_all(|path, rendered| {
        let target = FilePath::new(path);
        match rendered {
            Ok(Output::Bytes(bytes)) => folder.write(&target, &bytes),
            Ok(Output::Copy(from)) => folder.copy(&target, &root.join(from)),
            Err(finding) => panic!("{path}: {}", finding.message),
        }
    });
    written.expect("every file can be written");
    folder.commit().expect("the output can be put in place");
}

/// As `prepress check` does, where nothing was read before.
pub(crate) fn check(root: &Path) -> Duration {
    checked(root, inputs)
}

/// As `prepress check` does.
fn checked(root: &Path, inputs: impl FnOnce(&Tree) -> Inputs) -> Duration {
    let start = Instant::now();
    let Settled { value: built, mut findings } = site::build(inputs(&read(root)));
    built.try_templates(&mut findings);
    start.elapsed()
}

/// Builds and renders everything, and writes nothing.
pub(crate) fn rendered(root: &Path) -> Duration {
    let start = Instant::now();
    let built = site::build(inputs(&read(root))).value;
    let done: Result<(), ()> = built.render_all(|_, _| Ok(()));
    done.map_or(Duration::MAX, |()| start.elapsed())
}

/// The path of a page in the output.
fn page(number: usize) -> String {
    let path = corpus::page_path(number);
    path.trim_start_matches("content/").replace(".md", ".html")
}

/// The site as `prepress serve` holds it.
struct Preview {
    root: PathBuf,
    tree: Tree,
    workspace: Workspace,
    built: Built,
}

impl Preview {
    fn new(root: &Path) -> Self {
        let tree = read(root);
        let mut workspace = Workspace::default();
        let inputs = inputs_with(&tree, &cache(root));
        site::warm_up(&inputs);
        let built = workspace.build(inputs).value;
        Self { root: root.to_owned(), tree, workspace, built }
    }

    /// The bytes at a path.
    fn get(&mut self, path: &str) -> Vec<u8> {
        match self.built.render(path) {
            Some(Ok(Output::Bytes(bytes))) => bytes,
            Some(Ok(Output::Copy(from))) => fs::read(self.root.join(from)).expect("a file of the site"),
            _ => panic!("{path} cannot be rendered"),
        }
    }

    fn changed(&mut self, path: &str) {
        let path = self.root.join(path);
        self.tree.update(&self.root, &[path]).expect("the corpus can be read");
        let old = std::mem::replace(&mut self.built, self.workspace.build(inputs(&self.tree)).value);
        rayon::spawn(move || drop(old));
    }

    /// From a saved file to the bytes of the page that shows it.
    fn save(&mut self, what: Saved, shape: Shape, number: usize) -> Duration {
        let word = format!("fresh{number}");
        let (shown, file) = match what {
            Saved::Article | Saved::Search => (page(1), corpus::page_path(1)),
            Saved::Fact => (page(0), corpus::SHARED.to_owned()),
            Saved::Template => (page(1), "themes/own/templates/article.html".to_owned()),
            Saved::Style => ("theme.css".to_owned(), "themes/own/static/theme.css".to_owned()),
            Saved::Configuration => (page(1), "prepress.yaml".to_owned()),
        };
        assert!(corpus::uses_shared(0, shape.pages));
        let address = self.address(&shown);
        let before = self.get(&address);
        if what == Saved::Search {
            self.get("search/index.js");
        }
        let path = self.root.join(&file);
        let old = fs::read_to_string(&path).expect("a file of the corpus");
        let new = match what {
            Saved::Article | Saved::Search => format!("{old}\n{word}\n"),
            // The words stay, so that the claims on them become wrong.
            Saved::Fact => old.replace("$90", "$91"),
            Saved::Template => {
                old.replacen("{% block main %}", &format!("{{% block main %}}<!-- {word} -->"), 1)
            }
            Saved::Style => format!("{old}\n.{word} {{}}\n"),
            Saved::Configuration => format!("{old}description: {word}\n"),
        };
        fs::write(&path, new).expect("a file can be written");
        let start = Instant::now();
        self.changed(&file);
        let address = self.address(&shown);
        let mut after = self.get(&address);
        if what == Saved::Search {
            after = self.get("search/index.js");
        }
        let took = start.elapsed();
        fs::write(&path, old).expect("a file can be written");
        if !matches!(what, Saved::Search | Saved::Configuration) {
            assert!(before != after, "the save of {file} shows at {shown}");
        }
        took
    }

    /// Style sheets have their bytes in their names, which pages tell.
    fn address(&mut self, path: &str) -> String {
        if !path.ends_with(".css") {
            return path.to_owned();
        }
        let page = String::from_utf8(self.get(&page(1))).expect("a page is text");
        let links = page.split("href=\"").filter_map(|rest| rest.split('"').next());
        let link = links.into_iter().find(|link| link.ends_with(".css")).expect("a style sheet");
        link.trim_start_matches("../").to_owned()
    }
}
