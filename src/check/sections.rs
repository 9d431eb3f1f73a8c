//! Sections: folders, their pages, and the order in which a reader meets them.
//!
//! In: placed pages and the configured order. Out: a tree of folders, and the page before and
//! after each page. Does not know how a sidebar looks.

use super::placed::Placed;
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{Config, PageId, SectionId, Table};
use crate::text::order_key;
use std::collections::{BTreeMap, BTreeSet};

/// The folders of a site that hold pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sections {
    /// In reading order; the first is the root.
    pub all: Table<SectionId, Section>,
    /// Section of each page.
    pub of_page: Table<PageId, SectionId>,
    /// Pages in reading order, and the place of each in it.
    pub order: Vec<PageId>,
    pub place: Table<PageId, usize>,
}

/// A folder.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    /// Below `content/`; empty for the root.
    pub folder: String,
    pub title: String,
    /// Its own page.
    pub index: Option<PageId>,
    /// Its other pages, in reading order.
    pub pages: Vec<PageId>,
    pub parent: Option<SectionId>,
    /// Folders in it, in reading order.
    pub children: Vec<SectionId>,
}

impl Sections {
    /// The folder `content/` itself.
    pub(crate) fn root(&self) -> SectionId {
        SectionId::from(0)
    }

    /// Pages of a folder and of the folders in it, without the folder's own page.
    pub(crate) fn below(&self, section: SectionId) -> Vec<PageId> {
        let section = &self.all[section];
        let mut pages = section.pages.clone();
        for child in &section.children {
            pages.extend(self.all[*child].index);
            pages.extend(self.below(*child));
        }
        pages
    }
}

/// Builds the tree.
pub(crate) fn sections(
    config: &Config,
    pages: &Table<PageId, Placed>,
    broken: &BTreeSet<String>,
    findings: &mut Findings,
) -> Sections {
    let mut folders: BTreeMap<String, Section> = BTreeMap::new();
    folders.insert(String::new(), section(""));
    for (number, page) in pages.iter_enumerated() {
        let folder = folder_of(page).to_owned();
        let mut above = folder.as_str();
        while !above.is_empty() {
            folders.entry(above.to_owned()).or_insert_with(|| section(above));
            above = above.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        let entry = folders.entry(folder).or_insert_with(|| section(""));
        if page.index {
            entry.index = Some(number);
            entry.title.clone_from(&page.page.front.title.value);
        } else {
            entry.pages.push(number);
        }
    }
    for id in &config.nav {
        // A page that could not be read has a finding of its own.
        let below = format!("content/{}/", id.value.trim_matches('/'));
        let unread = broken.iter().any(|path| path.starts_with(&below));
        if !folders.contains_key(id.value.trim_matches('/')) && !unread {
            let known = folders.keys().map(String::as_str).filter(|folder| !folder.is_empty());
            let near = crate::text::suggestion(&id.value, known);
            let message = format!("no folder `{}` with pages{near}", id.value);
            findings.report(Diagnostic::new(&lints::WRONG_VALUE, id.span, message));
        }
    }
    let sections = tree(config, pages, folders);
    with_order(sections, pages.len())
}

fn folder_of(page: &Placed) -> &str {
    page.page.path.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/')
}

fn section(folder: &str) -> Section {
    let name = folder.rsplit('/').next().unwrap_or(folder).replace('-', " ");
    Section {
        folder: folder.to_owned(),
        title: crate::text::capitalized(&name),
        index: None,
        pages: Vec::new(),
        parent: None,
        children: Vec::new(),
    }
}

/// Sorts pages and folders and puts the folders into reading order.
fn tree(
    config: &Config,
    pages: &Table<PageId, Placed>,
    folders: BTreeMap<String, Section>,
) -> Table<SectionId, Section> {
    let order = |page: PageId| pages[page].page.front.order.unwrap_or(i64::MAX);
    let title = |page: PageId| order_key(&pages[page].page.front.title.value);
    // A folder comes where it is named, or the first of those in it.
    let named = |folder: &str| {
        let holds =
            |id: &str| id.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        config.nav.iter().position(|id| holds(id.value.trim_matches('/'))).unwrap_or(usize::MAX)
    };
    let key = |section: &Section| {
        let order = section.index.map_or(i64::MAX, order);
        (named(&section.folder), order, order_key(&section.title), section.folder.clone())
    };
    let mut by_parent: BTreeMap<String, Vec<Section>> = BTreeMap::new();
    let mut root = None;
    for (folder, mut section) in folders {
        section.pages.sort_by_cached_key(|page| (order(*page), title(*page), *page));
        if folder.is_empty() {
            root = Some(section);
        } else {
            let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
            by_parent.entry(parent).or_default().push(section);
        }
    }
    let mut all: Table<SectionId, Section> = Table::new();
    let mut waiting = vec![(root.expect("the root was put in first"), None)];
    while let Some((section, parent)) = waiting.pop() {
        let mut children = by_parent.remove(&section.folder).unwrap_or_default();
        children.sort_by_cached_key(key);
        let number = all.push_and_get_key(Section { parent, ..section });
        if let Some(parent) = parent {
            let parent: SectionId = parent;
            all[parent].children.push(number);
        }
        waiting.extend(children.into_iter().rev().map(|child| (child, Some(number))));
    }
    all
}

fn with_order(all: Table<SectionId, Section>, pages: usize) -> Sections {
    let mut of_page: Table<PageId, SectionId> = vec![SectionId::from(0); pages].into();
    let mut order = Vec::with_capacity(pages);
    for (number, section) in all.iter_enumerated() {
        for page in section.index.iter().chain(&section.pages) {
            of_page[*page] = number;
            order.push(*page);
        }
    }
    let mut place: Table<PageId, usize> = vec![0; pages].into();
    order.iter().enumerate().for_each(|(at, page)| place[*page] = at);
    Sections { all, of_page, order, place }
}
