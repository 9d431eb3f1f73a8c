//! Which files come in, and where they go.
//!
//! In: the paths of a folder and what is known of its tool. Out: the pages and files with their new paths below
//! `content/`, what was left out by kind, and names that had to change. Reads no file.

use super::report::Note;
use super::tool::{Files, Layout, Root, Tool};
use crate::text::FilePath;
use std::collections::{HashMap, HashSet};

/// A page that comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    /// Its path in the folder that is read.
    pub old: String,
    /// Its path below `content/`.
    pub new: String,
    /// The day and the rest of its name, where that begins with a day.
    pub dated: Option<(String, String)>,
    pub draft: bool,
    /// What its address may begin with on the old site.
    pub address: String,
}

impl Page {
    /// Its folder below `content/`.
    pub(super) fn folder(&self) -> &str {
        self.new.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name of its file, without the ending.
    pub(super) fn stem(&self) -> &str {
        let name = self.new.rsplit('/').next().unwrap_or(&self.new);
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// Whether it is the page of its folder.
    pub(super) fn is_index(&self) -> bool {
        self.stem() == "index"
    }
}

/// All that comes in.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub pages: Vec<Page>,
    /// Other files: their old paths, and the new ones below `content/`.
    pub files: Vec<(String, String)>,
    /// What does not come in, by its old path, and what it is.
    pub left_out: Vec<(String, &'static str)>,
    pub renamed: Vec<Note>,
}

impl Plan {
    fn take(&mut self, path: &str, inside: &str, root: &Root, layout: &Layout) {
        let new = new_path(inside, root, layout);
        let name = inside.rsplit('/').next().unwrap_or(inside);
        let is_kept = new.ends_with(name) && inside.split('/').all(|name| portable(name) == name);
        if !is_kept || new.starts_with(DATA_PAGES) {
            let why = "the old name is kept for something else, or some system cannot write it";
            self.renamed.push(Note::of(path, format!("is content/{new}: {why}")));
        }
        if is_page(path) {
            self.pages.push(page(path, inside, root, layout));
        } else {
            self.files.push((path.to_owned(), new));
        }
    }
}

/// Decides on every file.
pub(super) fn plan(files: &Files, layout: &Layout) -> Plan {
    let mut plan = Plan::default();
    for (path, bytes) in files {
        let place = layout.place(path);
        let why = match &place {
            None if path.split('/').any(|name| name.starts_with('.')) => Some(HIDDEN),
            None if is_page(path) => Some(PAGES_OUTSIDE),
            None => Some(OUTSIDE),
            Some((root, inside)) => left_out(inside, bytes, root, layout),
        };
        match (place, why) {
            (Some((root, inside)), None) => plan.take(path, inside, root, layout),
            (_, why) => plan.left_out.push((path.clone(), why.unwrap_or(OUTSIDE))),
        }
    }
    choose_indexes(&mut plan);
    if matches!(layout.tool, Tool::Hugo | Tool::Zola) {
        unfold_bundles(&mut plan);
    }
    part_names(&mut plan);
    leave_twins(&mut plan);
    plan
}

/// Where a folder `data` goes: the name is that of the folder of facts.
const DATA_PAGES: &str = "data-pages/";
const OUTSIDE: &str = "outside the folder of the pages";
/// Words that nobody reads any more: they are told one by one.
pub(super) const PAGES_OUTSIDE: &str = "Markdown outside the folder of the pages";
pub(super) const HIDDEN: &str = "hidden";
const TWINS: &str = "in HTML, at the address of a page";
const COPIES: &str = "copies that an editor made";
const MACHINERY: &str = "layouts, scripts and output of the other tool";
const OURS: &str = "files that prepress makes itself";
const CONTENTS: &str = "tables of contents";

/// What a path is that is not even looked at; nothing if it is.
pub(crate) fn passed_over(path: &str) -> Option<&'static str> {
    // Folders of tools that hold what is asked for.
    const KEPT: [&str; 7] = [
        ".vuepress",
        ".vitepress",
        ".obsidian",
        ".gitbook",
        ".gitbook.yaml",
        ".eleventy.js",
        ".eleventy.cjs",
    ];
    const OUTPUT: [&str; 5] = ["node_modules", "bower_components", "_site", "target", "__pycache__"];
    let mut names = path.split('/');
    while let Some(name) = names.next() {
        if OUTPUT.contains(&name) {
            return Some(MACHINERY);
        }
        if name.starts_with('.') {
            let below: Vec<&str> = names.collect();
            let is_kept = KEPT.contains(&name)
                && match below.first() {
                    None => true,
                    Some(first) => below.len() == 1 || ["public", "assets"].contains(first),
                };
            return if is_kept { None } else { Some(HIDDEN) };
        }
    }
    None
}

fn is_page(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "markdown", "mdx"].iter().any(|own| own.eq_ignore_ascii_case(ending))
}

/// Why a file does not come in.
fn left_out(inside: &str, bytes: &[u8], root: &Root, layout: &Layout) -> Option<&'static str> {
    const BACKUPS: [&str; 5] = ["bak", "orig", "rej", "swp", "tmp"];
    const CONFIGURATIONS: [&str; 16] = [
        "package.json",
        "package-lock.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "Gemfile",
        "Gemfile.lock",
        "Makefile",
        "requirements.txt",
        "netlify.toml",
        "vercel.json",
        "book.json",
        "CNAME",
        "tsconfig.json",
        "_category_.json",
        "_category_.yml",
        "_category_.yaml",
    ];
    const MADE: [&str; 5] = ["robots.txt", "404.html", "sitemap.xml", "feed.xml", "llms.txt"];
    let name = inside.rsplit('/').next().unwrap_or(inside);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let ending = ending.as_str();
    let top = inside.split('/').next().unwrap_or("");
    let is_list = matches!(layout.tool, Tool::MdBook | Tool::GitBook) && inside == "SUMMARY.md";
    if inside.split('/').any(|name| name.starts_with('.')) {
        Some(HIDDEN)
    } else if name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || BACKUPS.contains(&ending)
    {
        Some(COPIES)
    } else if is_list {
        Some(CONTENTS)
    } else if is_page(inside) {
        // Only names that no reader's page has say that it is a part of the machinery.
        let is_named = layout.machinery.contains(&top) && (top.starts_with('_') || top == "vendor");
        (is_named || (top == "public" && !root.is_static)).then_some(MACHINERY)
    } else if MADE.contains(&inside) {
        Some(OURS)
    } else if layout.sign.as_deref() == Some(inside)
        || layout.machinery.contains(&top)
        || (top == "public" && !root.is_static && inside.contains('/'))
        || CONFIGURATIONS.contains(&name)
        || is_machinery(inside, ending, bytes, root, layout)
    {
        Some(MACHINERY)
    } else {
        None
    }
}

/// Whether a file is a style, a script or a layout of the site, and nothing for readers.
fn is_machinery(inside: &str, ending: &str, bytes: &[u8], root: &Root, layout: &Layout) -> bool {
    const STYLES: [&str; 7] = ["css", "scss", "sass", "less", "js", "mjs", "webmanifest"];
    const LAYOUTS: [&str; 5] = ["njk", "liquid", "hbs", "pug", "vue"];
    const TEXTS: [&str; 3] = ["html", "htm", "xml"];
    const FOLDERS: [&str; 12] = [
        "components",
        "css",
        "dist",
        "javascripts",
        "js",
        "lib",
        "sass",
        "scripts",
        "scss",
        "styles",
        "stylesheets",
        "theme",
    ];
    if root.is_static {
        return STYLES.contains(&ending);
    }
    let own_layouts = matches!(layout.tool, Tool::Jekyll | Tool::Eleventy | Tool::VuePress | Tool::VitePress);
    if !own_layouts || inside.contains("assets/") {
        return false;
    }
    let folder = inside.rsplit_once('/').map_or("", |(folder, _)| folder);
    let of_site = folder.is_empty() || folder.split('/').any(|name| FOLDERS.contains(&name));
    // Elsewhere, a script or a page in HTML may be what a text is about.
    LAYOUTS.contains(&ending)
        || (of_site && (STYLES.contains(&ending) || ["html", "htm"].contains(&ending)))
        || (TEXTS.contains(&ending) && is_template(bytes))
}

/// Whether a file is filled in by the tool: it has front matter, or marks of templates.
fn is_template(bytes: &[u8]) -> bool {
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|part| part == mark);
    bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n") || has(b"{{") || has(b"{%")
}

/// Files in HTML whose address is that of a page: only one of them can have it.
fn leave_twins(plan: &mut Plan) {
    let pages: HashSet<String> =
        plan.pages.iter().map(|page| page.new.trim_end_matches(".md").to_lowercase()).collect();
    let is_twin = |new: &str| {
        let lower = new.to_lowercase();
        // The guide has a home page in any case.
        lower.strip_suffix(".html").is_some_and(|stem| stem == "index" || pages.contains(stem))
    };
    let (twins, files) = std::mem::take(&mut plan.files).into_iter().partition(|(_, new)| is_twin(new));
    plan.files = files;
    let twins: Vec<(String, String)> = twins;
    plan.left_out.extend(twins.into_iter().map(|(old, _)| (old, TWINS)));
}

fn page(path: &str, inside: &str, root: &Root, layout: &Layout) -> Page {
    let new = new_path(inside, root, layout);
    let stem = new.rsplit_once('.').map_or(new.as_str(), |(stem, _)| stem);
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let posts = root.to == "blog/" || inside.split('/').any(|part| part == "_posts");
    Page {
        old: path.to_owned(),
        dated: dated(name).filter(|_| posts),
        draft: layout.tool == Tool::Jekyll && inside.split('/').any(|part| part == "_drafts"),
        address: root.address.clone(),
        new: format!("{stem}.md"),
    }
}

/// `2024-01-02-name`
pub(super) fn dated(name: &str) -> Option<(String, String)> {
    let (day, rest) = (name.get(..10)?, name.get(10..)?.strip_prefix('-')?);
    let is_day =
        day.char_indices().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() });
    (is_day && !rest.is_empty()).then(|| (day.to_owned(), rest.to_owned()))
}

/// A path below `content/` that every system can write and that prepress keeps for nothing else.
pub(super) fn new_path(inside: &str, root: &Root, layout: &Layout) -> String {
    let jekyll = layout.tool == Tool::Jekyll;
    let count = inside.split('/').count();
    let names = inside.split('/').enumerate().map(|(at, name)| {
        // Folders of collections are published without their first sign.
        let name = if jekyll && at + 1 < count { name.trim_start_matches('_') } else { name };
        portable(name)
    });
    let above = root.to.split('/').filter(|name| !name.is_empty()).map(portable);
    let path = above.chain(names).collect::<Vec<_>>().join("/");
    let is_taken = |stem: &str| ["404", "search"].contains(&stem);
    let other = match (path.split_once('/'), path.rsplit_once('.')) {
        (Some(("data", rest)), _) => Some(format!("{DATA_PAGES}{rest}")),
        (None, Some((stem, ending))) if is_page(&path) && is_taken(stem) => {
            Some(format!("{stem}-page.{ending}"))
        }
        _ => None,
    };
    other.unwrap_or(path)
}

/// How many bytes a name may have; its page may get a few more.
const LONGEST: usize = 180;

/// A name with everything replaced that some system cannot write.
fn portable(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_control() || "\\:<>\"|?*".contains(c) { '-' } else { c }).collect();
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain.as_str(), ""));
    let mut stem = stem.trim_end_matches(['.', ' ']).to_owned();
    while stem.len() + ending.len() > LONGEST && stem.pop().is_some() {}
    let joined = if ending.is_empty() { stem.clone() } else { format!("{stem}.{ending}") };
    if FilePath::check_portable(&joined).is_ok() {
        return joined;
    }
    let other = if ending.is_empty() { format!("{stem}_") } else { format!("{stem}_.{ending}") };
    if FilePath::check_portable(&other).is_ok() { other } else { "unnamed".to_owned() }
}

/// Whether a page can be that of its folder, the best name first.
fn index_rank(page: &Page) -> Option<usize> {
    const NAMES: [&str; 3] = ["index", "_index", "readme"];
    NAMES.iter().position(|name| page.stem().eq_ignore_ascii_case(name))
}

/// Gives each folder one page of its own: its `index`, its `_index` or its README.
fn choose_indexes(plan: &mut Plan) {
    let mut best: HashMap<String, (usize, usize)> = HashMap::new();
    for (number, page) in plan.pages.iter().enumerate() {
        if let Some(rank) = index_rank(page) {
            let entry = best.entry(page.folder().to_owned()).or_insert((rank, number));
            *entry = (*entry).min((rank, number));
        }
    }
    for (number, page) in plan.pages.iter_mut().enumerate() {
        if index_rank(page).is_none() {
            continue;
        }
        let folder = page.folder().to_owned();
        if best.get(&folder).is_some_and(|(_, chosen)| *chosen == number) {
            page.new = if folder.is_empty() { "index.md".to_owned() } else { format!("{folder}/index.md") };
        } else {
            let what = "is an ordinary page: its folder has another page of its own";
            plan.renamed.push(Note::of(&page.old, what));
        }
    }
}

/// A folder with one page and the files of that page becomes a page beside the folder.
fn unfold_bundles(plan: &mut Plan) {
    let mut inside: HashMap<String, usize> = HashMap::new();
    for page in &plan.pages {
        let mut folder = page.folder();
        while !folder.is_empty() {
            *inside.entry(folder.to_owned()).or_default() += 1;
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    for page in &mut plan.pages {
        let folder = page.folder();
        let is_leaf = page.old.rsplit('/').next().is_some_and(|name| name.starts_with("index."));
        if is_leaf && page.is_index() && inside.get(folder) == Some(&1) {
            page.new = format!("{folder}.md");
        }
    }
}

/// Gives a number to names that are taken: names that differ in case only are one on many systems.
fn part_names(plan: &mut Plan) {
    let mut taken: HashSet<String> = HashSet::new();
    let mut free = |path: &str| -> String {
        let (stem, ending) = path.rsplit_once('.').filter(|(_, e)| !e.contains('/')).unwrap_or((path, ""));
        let dot = if ending.is_empty() { "" } else { "." };
        let mut name = path.to_owned();
        let mut number = 1;
        while !taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{stem}-{number}{dot}{ending}");
        }
        name
    };
    let Plan { pages, files, renamed, .. } = plan;
    let news = pages.iter_mut().map(|page| (&page.old, &mut page.new));
    for (old, new) in news.chain(files.iter_mut().map(|(old, new)| (&*old, new))) {
        let name = free(new.as_str());
        if name != *new {
            renamed.push(Note::of(old, format!("is content/{name}: another file has the name already")));
            *new = name;
        }
    }
}
