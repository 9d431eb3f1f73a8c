//! Folders: what they are called, in which order they come, and which of them need a page of their own.
//!
//! In: the pages of the new site, the lists of the old one, and its files about folders (`_category_.json`). Out: pages
//! for folders that have a title and no page, and `nav` of the configuration where titles alone would give another
//! order. Reads no page.

use super::order::{self, Lists};
use super::paths::{self, Page, Plan};
use super::tool::{self, Files, Layout};
use super::value::{self, Value};
use crate::text::{capitalized, one_line, order_key};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a folder besides its pages.
#[derive(Debug, Default, Clone)]
pub(super) struct Known {
    pub title: Option<String>,
    pub order: Option<i64>,
}

/// What is known of folders, by their paths below `content/`.
pub(super) fn known(files: &Files, layout: &Layout, lists: &Lists) -> BTreeMap<String, Known> {
    let mut out: BTreeMap<String, Known> = BTreeMap::new();
    for path in files.keys() {
        let name = path.rsplit('/').next().unwrap_or(path);
        if !["_category_.json", "_category_.yml", "_category_.yaml"].contains(&name) {
            continue;
        }
        let Some((root, inside)) = layout.place(path) else { continue };
        let new = paths::new_path(inside, root, layout);
        let Some((folder, _)) = new.rsplit_once('/') else { continue };
        let text = tool::text(files, path).unwrap_or_default();
        let said = value::read_yaml(&text).unwrap_or(Value::Null);
        let title = said.get("label").and_then(Value::text).map(one_line).filter(|title| !title.is_empty());
        let order = said.get("position").and_then(Value::text).and_then(|text| text.trim().parse().ok());
        out.insert(folder.to_owned(), Known { title, order });
    }
    for (folder, title) in &lists.titles {
        out.entry(folder.clone()).or_default().title =
            Some(one_line(title)).filter(|title| !title.is_empty());
    }
    out
}

/// A page that a folder gets.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub page: Page,
    pub title: String,
    pub order: Option<i64>,
}

/// Pages for folders that have none: those whose title is known, and those that links lead to.
pub(super) fn made(plan: &Plan, known: &BTreeMap<String, Known>, linked: &BTreeSet<String>) -> Vec<Made> {
    let indexes: BTreeSet<&str> =
        plan.pages.iter().filter(|page| page.is_index()).map(Page::folder).collect();
    let html: BTreeSet<&str> =
        plan.files.iter().filter_map(|(_, new)| new.strip_suffix("/index.html")).collect();
    let mut out = Vec::new();
    for (folder, old) in old_folders(&plan.pages) {
        let about = known.get(&folder);
        let title = about.and_then(|known| known.title.clone());
        let is_free = !indexes.contains(folder.as_str()) && !html.contains(folder.as_str());
        if !is_free || (title.is_none() && !linked.contains(&folder)) {
            continue;
        }
        let name = folder.rsplit('/').next().unwrap_or(&folder);
        let words = || capitalized(&one_line(&order::unnumbered(name).replace(['-', '_'], " ")));
        let title = title.unwrap_or_else(words);
        out.push(Made {
            title: if title.is_empty() { name.to_owned() } else { title },
            order: about.and_then(|known| known.order).or_else(|| order::prefix(name)),
            page: Page {
                old: format!("{old}/index.md"),
                new: format!("{folder}/index.md"),
                dated: None,
                draft: false,
                address: String::new(),
            },
        });
    }
    out
}

/// Folders with pages below `content/`, each with the folder that was read for it.
pub(super) fn old_folders(pages: &[Page]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for page in pages {
        let mut new = page.folder();
        let mut old = page.old.rsplit_once('/').map_or("", |(folder, _)| folder);
        while !new.is_empty() && !old.is_empty() {
            let last =
                |path: &str| path.rsplit('/').next().unwrap_or(path).trim_start_matches('_').to_owned();
            // A page that stands beside its old folder.
            if last(new) != last(old) {
                break;
            }
            out.entry(new.to_owned()).or_insert_with(|| old.to_owned());
            new = above(new);
            old = above(old);
        }
    }
    out
}

fn above(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(above, _)| above)
}

/// What decides where a folder comes.
#[derive(Debug, Default)]
struct Rank {
    /// Its place in the list of the old site.
    listed: Option<usize>,
    /// What is known of its place otherwise.
    known: Option<i64>,
    /// Its own page: its order and its title.
    index: Option<(Option<i64>, String)>,
}

impl Rank {
    /// What prepress sorts it by.
    fn by_itself(&self, folder: &str) -> (i64, (String, String)) {
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let by_name = || capitalized(&name.replace('-', " "));
        let title = self.index.as_ref().map_or_else(by_name, |(_, title)| title.clone());
        let order = self.index.as_ref().and_then(|(order, _)| *order);
        (order.unwrap_or(i64::MAX), order_key(&title))
    }
}

/// The folders in the order of the old site, as `nav` names them; nothing where they have it anyway.
pub(super) fn nav(
    pages: &[(&Page, Option<i64>, &str)],
    lists: &Lists,
    known: &BTreeMap<String, Known>,
) -> Vec<String> {
    let mut ranks: BTreeMap<String, Rank> = BTreeMap::new();
    for (page, order, title) in pages {
        let mut folder = page.folder();
        if page.is_index() && !folder.is_empty() {
            ranks.entry(folder.to_owned()).or_default().index = Some((*order, (*title).to_owned()));
        }
        while !folder.is_empty() {
            ranks.entry(folder.to_owned()).or_default();
            folder = above(folder);
        }
    }
    for (at, page) in lists.sequence.iter().enumerate() {
        let mut folder = above(page);
        while let Some(rank) = ranks.get_mut(folder) {
            rank.listed.get_or_insert(at);
            folder = above(folder);
        }
    }
    let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (folder, rank) in &mut ranks {
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let own = rank.index.as_ref().and_then(|(order, _)| *order);
        let position = known.get(folder).and_then(|known| known.order);
        rank.known = own.or(position).or_else(|| order::prefix(name));
        children.entry(above(folder).to_owned()).or_default().push(folder.clone());
    }
    let mut moved = BTreeSet::new();
    for (parent, folders) in &mut children {
        folders.sort_by_cached_key(|folder| {
            let rank = &ranks[folder];
            (rank.listed.unwrap_or(usize::MAX), rank.known.unwrap_or(i64::MAX), rank.by_itself(folder))
        });
        let keys: Vec<_> = folders.iter().map(|folder| ranks[folder].by_itself(folder)).collect();
        if !keys.is_sorted() {
            let mut folder = parent.as_str();
            while moved.insert(folder.to_owned()) && !folder.is_empty() {
                folder = above(folder);
            }
        }
    }
    let mut out = Vec::new();
    named("", &children, &moved, &mut out);
    out
}

/// Names the folders in a folder: those whose folders have another order by these, which places them as well.
fn named(
    folder: &str,
    children: &BTreeMap<String, Vec<String>>,
    moved: &BTreeSet<String>,
    out: &mut Vec<String>,
) {
    if !moved.contains(folder) {
        if !folder.is_empty() {
            out.push(folder.to_owned());
        }
        return;
    }
    for child in children.get(folder).map_or(&[][..], Vec::as_slice) {
        named(child, children, moved, out);
    }
}
