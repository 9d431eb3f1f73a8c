//! The order of pages.
//!
//! In: the lists of pages that some tools have, `SUMMARY.md` and `nav:`, and the names of files. Out: a number for each
//! page in its folder, and the titles of the lists. Reads no front matter; `folders` has the order of folders.

use super::lines;
use super::paths::Page;
use super::tool::{self, Files, Layout, Tool};
use super::value::Value;
use crate::text::{FilePath, capitalized, one_line};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A page as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub title: Option<String>,
    /// Its number among the pages of its folder.
    pub order: i64,
}

/// What the lists of a site say.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The pages that are named, by their old paths.
    pub pages: HashMap<String, Listed>,
    /// The same by their new paths, in the order of the list.
    pub sequence: Vec<String>,
    /// Titles of folders below `content/`, of which a part of the list holds all that is listed.
    pub titles: BTreeMap<String, String>,
}

/// A list as it is written: pages, and parts of it with a title of their own.
#[derive(Debug, Default)]
struct Written {
    pages: Vec<(Option<String>, String)>,
    parts: Vec<(String, Range<usize>)>,
}

/// The pages that a list names.
pub(super) fn listed(files: &Files, layout: &Layout, pages: &[Page]) -> Lists {
    let mut written = Written::default();
    match layout.tool {
        Tool::MdBook | Tool::GitBook => {
            let text = tool::text(files, &format!("{}SUMMARY.md", layout.base));
            written.pages = summary(&text.unwrap_or_default());
        }
        Tool::MkDocs => nav(&layout.nav, None, &mut written),
        _ => {}
    }
    let by_old: HashMap<&str, &Page> = pages.iter().map(|page| (page.old.as_str(), page)).collect();
    let mut next: HashMap<String, i64> = HashMap::new();
    let mut out = Lists::default();
    let mut found: Vec<Option<&Page>> = Vec::with_capacity(written.pages.len());
    for (title, path) in written.pages {
        let path = path.split(['#', '?']).next().unwrap_or("");
        let old = FilePath::join(&layout.base, path).unwrap_or_default();
        let page = by_old.get(old.as_str()).copied().filter(|_| !out.pages.contains_key(&old));
        found.push(page);
        let Some(page) = page else { continue };
        let number = next.entry(section(page).to_owned()).or_default();
        *number += 1;
        out.sequence.push(page.new.clone());
        out.pages.insert(old, Listed { title, order: *number });
    }
    for (title, range) in written.parts {
        let inside: Vec<&str> =
            found.get(range).unwrap_or_default().iter().flatten().map(|page| page.new.as_str()).collect();
        if let Some(folder) = folder_of(&inside, &out) {
            out.titles.insert(folder, title);
        }
    }
    out
}

/// The outermost folder that holds some pages, and no other page of the lists.
fn folder_of(inside: &[&str], lists: &Lists) -> Option<String> {
    let mut folder = inside.first()?.rsplit_once('/')?.0;
    let holds =
        |folder: &str, page: &str| page.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    while !inside.iter().all(|page| holds(folder, page)) {
        folder = folder.rsplit_once('/')?.0;
    }
    let is_own = |folder: &str| {
        let count = lists.sequence.iter().filter(|page| holds(folder, page)).count();
        count == inside.len() && !lists.titles.contains_key(folder)
    };
    if !is_own(folder) {
        return None;
    }
    while let Some((above, _)) = folder.rsplit_once('/').filter(|(above, _)| is_own(above)) {
        folder = above;
    }
    Some(folder.to_owned())
}

/// Numbers that names begin with, by the old paths of their pages; only where a folder numbers several pages.
pub(super) fn numbered(pages: &[Page]) -> HashMap<String, i64> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    let mut found = Vec::new();
    for page in pages {
        if let Some(number) = prefix(name(page)) {
            *count.entry(section(page)).or_default() += 1;
            found.push((page, number));
        }
    }
    let several =
        found.into_iter().filter(|(page, _)| count.get(section(page)).is_some_and(|count| *count > 1));
    several.map(|(page, number)| (page.old.clone(), number)).collect()
}

/// The words of a name, without its number.
pub(super) fn words(page: &Page) -> String {
    let name = name(page);
    let rest = page.dated.as_ref().map_or_else(|| unnumbered(name), |(_, rest)| rest.as_str());
    if is_file_name(rest) {
        return one_line(rest);
    }
    let words = rest.replace(['-', '_'], " ");
    capitalized(&one_line(if words.trim().is_empty() { name } else { words.as_str() }))
}

/// `rpc.py` is the name of something, and no words.
fn is_file_name(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
    let is_ending = (1..=5).contains(&ending.len()) && ending.starts_with(|c: char| c.is_ascii_lowercase());
    !stem.is_empty() && is_ending && name.chars().all(plain)
}

/// A name without the number that it begins with.
pub(super) fn unnumbered(name: &str) -> &str {
    match prefix(name) {
        Some(_) => {
            name.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['-', '_', '.', ' '])
        }
        None => name,
    }
}

/// The folder in whose list a page stands: that of a folder's own page is the one above.
fn section(page: &Page) -> &str {
    let folder = page.folder();
    if page.is_index() { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder }
}

/// What a page is called among its neighbours.
fn name(page: &Page) -> &str {
    if page.is_index() { page.folder().rsplit('/').next().unwrap_or("") } else { page.stem() }
}

/// `01-intro` is 1; a day is no number.
pub(super) fn prefix(name: &str) -> Option<i64> {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &name[..name.len() - rest.len()];
    let parted = rest.starts_with(['-', '_', '.', ' ']) && rest.len() > 1;
    if parted && (1..=3).contains(&digits.len()) { digits.parse().ok() } else { None }
}

/// The links of a table of contents, in their order.
fn summary(text: &str) -> Vec<(Option<String>, String)> {
    let mut list = Vec::new();
    for line in lines::lines(text).iter().filter(|line| !line.fenced) {
        let Some((before, after)) = line.text.split_once("](") else { continue };
        let title = before.split_once('[').map(|(_, title)| title.replace('\\', ""));
        let path = after.split(')').next().unwrap_or("").trim_matches(['<', '>']).trim();
        let path = path.split(" \"").next().unwrap_or(path);
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        if !decoded.is_empty() {
            list.push((title.filter(|title| !title.trim().is_empty()), decoded));
        }
    }
    list
}

/// The pages of a tree of lists and mappings, in their order.
fn nav(value: &Value, title: Option<&str>, out: &mut Written) {
    match value {
        Value::Null => {}
        Value::Scalar { text, .. } => out.pages.push((title.map(str::to_owned), text.clone())),
        Value::List(items) => {
            let (part, start) = (out.parts.len(), out.pages.len());
            // The outer part comes first: its folder may have others in it.
            out.parts.extend(title.map(|title| (title.to_owned(), start..start)));
            items.iter().for_each(|item| nav(item, None, out));
            if title.is_some() {
                out.parts[part].1.end = out.pages.len();
            }
        }
        Value::Map(entries) => entries.iter().for_each(|(key, value)| nav(value, Some(key.as_str()), out)),
    }
}
