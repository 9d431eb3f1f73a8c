//! What the links of an old site lead to.
//!
//! In: the pages and files that come in, with their old paths and addresses. Out: for an address as a page wrote it, the
//! page or file that is meant, if there is just one. Reads no text.

use super::order::unnumbered;
use super::paths::Page;
use super::tool::Layout;
use crate::text::FilePath;
use std::collections::HashMap;

/// Something that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Its path below `content/`.
    pub new: String,
    pub is_page: bool,
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
    by_name: HashMap<String, Option<usize>>,
    /// The folders that old paths may be below.
    roots: Vec<String>,
    base: String,
}

impl Targets {
    /// No targets yet.
    pub(super) fn of(layout: &Layout) -> Self {
        let mut roots: Vec<String> = layout.roots.iter().map(|root| root.from.clone()).collect();
        roots.push(String::new());
        Self { roots, base: layout.base.clone(), ..Self::default() }
    }

    /// Adds a page, with what its front matter says of its address.
    pub(super) fn add_page(&mut self, page: &Page, addresses: &[String]) {
        let number = self.all.len();
        self.all.push(Target { new: page.new.clone(), is_page: true });
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
        unique(&mut self.by_name, folded(without_ending(name)), number);
    }

    /// Adds another file.
    pub(super) fn add_file(&mut self, old: &str, new: &str) {
        let number = self.all.len();
        self.all.push(Target { new: new.to_owned(), is_page: false });
        self.by_old.insert(old.to_owned(), number);
        unique(&mut self.by_name, folded(old.rsplit('/').next().unwrap_or(old)), number);
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
            (Meaning::Page, None) => self.old(folder, path).or_else(|| self.relative(page, path)),
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
        let whole = self.by_name.get(&folded(name)).copied().flatten();
        whole.or_else(|| self.by_name.get(&folded(without_ending(name))).copied().flatten())
    }

    /// An address that is relative to that of a page: tools differ in whether a page is a folder.
    fn relative(&self, page: &Page, path: &str) -> Option<usize> {
        let own = address(page);
        let above = own.rsplit_once('/').map_or("", |(above, _)| above);
        self.addressed(&own, path).or_else(|| self.addressed(above, path))
    }

    fn addressed(&self, folder: &str, path: &str) -> Option<usize> {
        let full = FilePath::join(folder, path)?;
        let bare = full.strip_suffix("index.html").or_else(|| full.strip_suffix(".html")).unwrap_or(&full);
        self.by_address.get(&folded(bare.trim_end_matches('/'))).copied().flatten()
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

/// Adds a name; what several have leads nowhere.
fn unique(names: &mut HashMap<String, Option<usize>>, name: String, number: usize) {
    let entry = names.entry(name).or_insert(Some(number));
    if *entry != Some(number) {
        *entry = None;
    }
}
