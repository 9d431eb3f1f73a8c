//! What the links of an old site lead to.
//!
//! In: the pages and files that come in, with their old paths and addresses. Out: for an address as a page wrote it, the
//! page or file that is meant, if there is just one. Reads no text.

use super::order::unnumbered;
use super::paths::Page;
use super::tool::{Layout, Tool};
use crate::text::FilePath;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Something that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Its path below `content/`.
    pub new: String,
    pub is_page: bool,
    /// What a link without words of its own is published as; empty for a file that is no page.
    pub title: String,
}

/// How a path is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// As Markdown and HTML mean it.
    Page,
    /// From the folder that was read.
    Root,
    /// From the folder of the pages.
    Pages,
    /// As Hugo looks for pages: from the page, from the folder of the pages, or by the name alone.
    Anywhere,
    /// By the name of a post.
    Name,
}

/// Where links lead.
#[derive(Debug, Default)]
pub(super) struct Targets {
    all: Vec<Target>,
    by_old: HashMap<String, usize>,
    /// Folders that have a page of their own.
    by_folder: HashMap<String, usize>,
    /// Addresses and names; none where several have the same.
    by_address: HashMap<String, Option<usize>>,
    /// All that have a name.
    by_name: HashMap<String, Vec<usize>>,
    /// Old paths, in the order of `all`.
    olds: Vec<String>,
    /// Ids of each page by its new path, and by their words alone.
    ids: HashMap<String, Ids>,
    /// Folders with pages: the old ones, and what they are below `content/`.
    folders: HashMap<String, String>,
    /// The folders that old paths may be below.
    roots: Vec<String>,
    base: String,
    /// Paths may leave out folders that they lie in.
    is_vault: bool,
    /// `[[name]]` is a link wherever it stands.
    pub has_wikilinks: bool,
}

/// The ids of a page.
#[derive(Debug, Default)]
struct Ids {
    all: HashSet<String>,
    by_words: HashMap<String, String>,
}

impl Targets {
    /// No targets yet.
    pub(super) fn of(layout: &Layout) -> Self {
        let mut roots: Vec<String> = layout.roots.iter().map(|root| root.from.clone()).collect();
        roots.push(String::new());
        let is_vault = layout.tool == Tool::Obsidian;
        let has_wikilinks = is_vault || layout.tool == Tool::Plain;
        Self { roots, base: layout.base.clone(), is_vault, has_wikilinks, ..Self::default() }
    }

    /// Adds the folders that have pages: the new ones, each with the old one.
    pub(super) fn add_folders(&mut self, folders: &BTreeMap<String, String>) {
        self.folders = folders.iter().map(|(new, old)| (old.clone(), new.clone())).collect();
    }

    /// Adds the ids of a page.
    pub(super) fn add_ids(&mut self, page: &Page, ids: Vec<String>) {
        let own = self.ids.entry(page.new.clone()).or_default();
        for id in ids {
            own.by_words.entry(words(&id)).or_insert_with(|| id.clone());
            own.all.insert(id);
        }
    }

    /// The id that is meant by one that no heading has: other tools make other ids of the same words.
    pub(super) fn id(&self, new: &str, id: &str) -> Option<&str> {
        let ids = self.ids.get(new)?;
        let decoded = percent_encoding::percent_decode_str(id).decode_utf8_lossy();
        if ids.all.contains(decoded.as_ref()) {
            return None;
        }
        let bare = words(&decoded);
        ids.by_words.get(&bare).filter(|_| !bare.is_empty()).map(String::as_str)
    }

    /// The folder with pages, below `content/`, that a path leads to from a page.
    pub(super) fn folder(&self, page: &Page, path: &str) -> Option<String> {
        let path = path.split(['#', '?']).next().unwrap_or("");
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let old = |folder: &str, path: &str| self.folders.get(&FilePath::join(folder, path)?).cloned();
        let found = match path.strip_prefix('/') {
            Some(path) => self.roots.iter().find_map(|root| old(root, path)),
            None => old(page.old.rsplit_once('/').map_or("", |(folder, _)| folder), &path),
        };
        found.filter(|folder| !folder.is_empty())
    }

    /// Adds a page, with what its front matter says of its address.
    pub(super) fn add_page(&mut self, page: &Page, title: &str, addresses: &[String]) {
        let number = self.all.len();
        self.all.push(Target { new: page.new.clone(), is_page: true, title: title.to_owned() });
        self.olds.push(page.old.clone());
        self.by_old.insert(page.old.clone(), number);
        if page.is_index() || page.old.rsplit('/').next().is_some_and(|name| name.starts_with("index.")) {
            let folder = page.old.rsplit_once('/').map_or("", |(folder, _)| folder);
            self.by_folder.insert(folder.to_owned(), number);
        }
        let bare = address(page);
        let plain: Vec<&str> = bare.split('/').map(unnumbered).collect();
        let mut own = vec![bare.clone(), plain.join("/")];
        if let Some((day, name)) = &page.dated {
            own.push(format!("{}/{name}", day.replace('-', "/")));
            own.push(format!("{}/{name}", page.folder()));
        }
        let with_first: Vec<String> = own.iter().map(|path| format!("{}{path}", page.address)).collect();
        for path in own.iter().chain(&with_first).chain(addresses) {
            unique(&mut self.by_address, folded(path), number);
        }
        let name = page.old.rsplit('/').next().unwrap_or(&page.old);
        self.by_name.entry(folded(without_ending(name))).or_default().push(number);
    }

    /// Adds another file.
    pub(super) fn add_file(&mut self, old: &str, new: &str) {
        let number = self.all.len();
        self.all.push(Target { new: new.to_owned(), is_page: false, title: String::new() });
        self.olds.push(old.to_owned());
        self.by_old.insert(old.to_owned(), number);
        self.by_name.entry(folded(old.rsplit('/').next().unwrap_or(old))).or_default().push(number);
        // Where it is published, its address is its new path.
        unique(&mut self.by_address, folded(new), number);
    }

    /// What a path leads to from a page, if anything.
    pub(super) fn find(&self, page: &Page, path: &str, meaning: Meaning) -> Option<&Target> {
        let folder = page.old.rsplit_once('/').map_or("", |(folder, _)| folder);
        let absolute = path.strip_prefix('/');
        let number = match (meaning, absolute) {
            (Meaning::Root, _) => self.old("", path),
            (Meaning::Pages, _) => self.below_pages(path),
            (Meaning::Name, _) => self.named(path),
            (Meaning::Page | Meaning::Anywhere, Some(path)) => {
                let by_root = self.roots.iter().find_map(|root| self.old(root, path));
                by_root.or_else(|| self.addressed("", path))
            }
            (Meaning::Page, None) => {
                let found = self.old(folder, path).or_else(|| self.relative(page, path));
                let in_vault = || self.below_pages(path).or_else(|| self.named(path));
                found.or_else(|| if self.is_vault { in_vault() } else { None })
            }
            (Meaning::Anywhere, None) => {
                self.old(folder, path).or_else(|| self.below_pages(path)).or_else(|| self.named(path))
            }
        };
        self.all.get(number?)
    }

    /// The page or file that has a name alone.
    pub(super) fn by_name(&self, name: &str) -> Option<&Target> {
        self.all.get(self.named(name)?)
    }

    /// A path of the folder that was read, as it is, without its ending, or as a folder.
    fn old(&self, folder: &str, path: &str) -> Option<usize> {
        let full = FilePath::join(folder, path)?;
        let written = |ending: &str| self.by_old.get(&format!("{full}{ending}"));
        let page = || {
            let stem = full.strip_suffix(".html")?;
            self.by_old.get(&format!("{stem}.md"))
        };
        let in_folder = || self.by_folder.get(full.as_str());
        let exact = self.by_old.get(full.as_str()).filter(|_| !path.ends_with('/'));
        let found =
            exact.or_else(in_folder).or_else(|| [".md", ".mdx", ".markdown"].iter().find_map(|e| written(e)));
        found.or_else(page).copied()
    }

    fn below_pages(&self, path: &str) -> Option<usize> {
        self.roots.iter().chain([&self.base]).find_map(|root| self.old(root, path))
    }

    fn named(&self, path: &str) -> Option<usize> {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.one(&folded(name), path).or_else(|| self.one(&folded(without_ending(name)), path))
    }

    /// The only one that has a name, or whose old path ends as a path does.
    fn one(&self, name: &str, path: &str) -> Option<usize> {
        let all = self.by_name.get(name)?;
        if let [one] = all.as_slice() {
            return Some(*one);
        }
        let below = |path: &str| format!("/{}", folded(without_ending(path.trim_matches('/'))));
        let end = below(path);
        let is_meant = |number: usize| self.olds.get(number).is_some_and(|old| below(old).ends_with(&end));
        let mut meant = all.iter().copied().filter(|number| path.contains('/') && is_meant(*number));
        let first = meant.next()?;
        if meant.next().is_some() { None } else { Some(first) }
    }

    /// An address that is relative to that of a page: tools differ in whether a page is a folder.
    fn relative(&self, page: &Page, path: &str) -> Option<usize> {
        let own = address(page);
        let above = own.rsplit_once('/').map_or("", |(above, _)| above);
        self.addressed(&own, path).or_else(|| self.addressed(above, path))
    }

    fn addressed(&self, folder: &str, path: &str) -> Option<usize> {
        let full = FilePath::join(folder, path)?;
        let endings = ["index.html", ".html", ".md"];
        let bare = endings.iter().find_map(|ending| full.strip_suffix(*ending)).unwrap_or(&full);
        let found = |path: &str| self.by_address.get(&folded(path.trim_end_matches('/'))).copied().flatten();
        found(&full).or_else(|| found(bare))
    }
}

/// The address of a page: its path, without its ending.
fn address(page: &Page) -> String {
    let stem = page.new.strip_suffix(".md").unwrap_or(&page.new);
    let folder = stem.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    folder.unwrap_or(stem).trim_end_matches('/').to_owned()
}

/// A name without the ending of a page.
fn without_ending(name: &str) -> &str {
    let endings = [".md", ".mdx", ".markdown"];
    endings.iter().find_map(|ending| name.strip_suffix(*ending)).unwrap_or(name)
}

/// Paths as they are compared: tools write addresses in lower case, with hyphens for blanks.
fn folded(path: &str) -> String {
    path.to_lowercase().replace(' ', "-")
}

/// The words of an id: tools differ in what they put between them, and around them.
fn words(id: &str) -> String {
    let parts = id.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Adds a name; what several have leads nowhere.
fn unique(names: &mut HashMap<String, Option<usize>>, name: String, number: usize) {
    let entry = names.entry(name).or_insert(Some(number));
    if *entry != Some(number) {
        *entry = None;
    }
}
