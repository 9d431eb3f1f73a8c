//! The order of pages.
//!
//! In: the lists of pages that some tools have, `SUMMARY.md` and `nav:`, and the names of files. Out: a number for each
//! page in its folder, and the titles of the lists. Reads no front matter.

use super::lines;
use super::paths::Page;
use super::tool::{self, Files, Layout, Tool};
use super::value::Value;
use crate::text::{FilePath, capitalized, one_line};
use std::collections::HashMap;

/// A page as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub title: Option<String>,
    /// Its number among the pages of its folder.
    pub order: i64,
}

/// The pages that a list names, by their old paths.
pub(super) fn listed(files: &Files, layout: &Layout, pages: &[Page]) -> HashMap<String, Listed> {
    let list = match layout.tool {
        Tool::MdBook | Tool::GitBook => {
            summary(&tool::text(files, &format!("{}SUMMARY.md", layout.base)).unwrap_or_default())
        }
        Tool::MkDocs => {
            let mut list = Vec::new();
            nav(&layout.nav, None, &mut list);
            list
        }
        _ => Vec::new(),
    };
    let by_old: HashMap<&str, &Page> = pages.iter().map(|page| (page.old.as_str(), page)).collect();
    let mut next: HashMap<String, i64> = HashMap::new();
    let mut out = HashMap::new();
    for (title, path) in list {
        let path = path.split(['#', '?']).next().unwrap_or("");
        let Some(old) = FilePath::join(&layout.base, path) else { continue };
        let Some(page) = by_old.get(old.as_str()).filter(|_| !out.contains_key(&old)) else { continue };
        let number = next.entry(section(page).to_owned()).or_default();
        *number += 1;
        out.insert(old, Listed { title, order: *number });
    }
    out
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
    let words = rest.replace(['-', '_'], " ");
    capitalized(&one_line(if words.trim().is_empty() { name } else { words.as_str() }))
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
fn prefix(name: &str) -> Option<i64> {
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
fn nav(value: &Value, title: Option<&str>, list: &mut Vec<(Option<String>, String)>) {
    match value {
        Value::Null => {}
        Value::Scalar { text, .. } => list.push((title.map(str::to_owned), text.clone())),
        Value::List(items) => items.iter().for_each(|item| nav(item, None, list)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| nav(value, Some(key.as_str()), list)),
    }
}
