//! The symbolic links of a site, for whoever watches its files.
//!
//! In: the site's root. Out: where each link leads, and by which paths of the site a file can be reached. Which links are
//! followed is `disk`'s to decide; a path that nobody reads does no harm here.

use super::disk::is_hidden;
use crate::text::names::FOLDERS;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// How many links may lie behind each other.
const DEEPEST: usize = 4;
/// How many links are kept: a site has a handful.
const MOST: usize = 1024;

/// A link, by the path that the site reads, and where it leads, without links.
#[derive(Debug, Default)]
pub(super) struct Links(Vec<(PathBuf, PathBuf)>);

impl Links {
    /// Finds the links below the folders of a site, and in the folders that they lead to.
    pub(super) fn of(root: &Path) -> Self {
        let mut links = Self::default();
        let mut walked = BTreeSet::new();
        for top in FOLDERS.map(|top| root.join(top)) {
            if top.is_symlink() {
                links.add(&top);
            }
            links.walk(&top, &mut walked);
        }
        let mut next = 0;
        while let Some((path, real)) = links.0.get(next).cloned() {
            if real.is_dir() && !walked.contains(&real) {
                links.walk(&path, &mut walked);
            }
            next += 1;
        }
        links
    }

    fn walk(&mut self, folder: &Path, walked: &mut BTreeSet<PathBuf>) {
        walked.extend(folder.canonicalize());
        let below = WalkDir::new(folder).min_depth(1).follow_root_links(true).into_iter();
        for entry in below.filter_entry(|entry| !is_hidden(entry.path())).flatten() {
            if entry.path_is_symlink() {
                self.add(entry.path());
            }
        }
    }

    fn add(&mut self, path: &Path) {
        // What a broken link leads to may come back.
        let real = path.canonicalize().ok().or_else(|| written(path));
        if let Some(real) = real.filter(|_| self.0.len() < MOST) {
            self.0.push((path.to_path_buf(), real));
        }
    }

    /// Where the links lead.
    pub(super) fn targets(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|(_, real)| real.as_path())
    }

    /// Whether there is a link at a path or below it.
    pub(super) fn stands_at_or_below(&self, path: &Path) -> bool {
        self.0.iter().any(|(link, _)| link.starts_with(path))
    }

    /// The paths of the site that lead to a path without links.
    pub(super) fn paths_to(&self, real: &Path) -> Vec<PathBuf> {
        let mut found = BTreeSet::new();
        let mut last = vec![real.to_path_buf()];
        for _ in 0..DEEPEST {
            // A link to a folder above it makes no more paths: `disk` does not follow it.
            let through = |path: &PathBuf| {
                let leads = self.0.iter().filter_map(|(link, target)| {
                    path.strip_prefix(target).ok().map(|below| {
                        if below.as_os_str().is_empty() { link.clone() } else { link.join(below) }
                    })
                });
                leads.collect::<Vec<_>>()
            };
            let new = |path: &PathBuf| !is_circle(path) && found.insert(path.clone());
            last = last.iter().flat_map(through).filter(new).collect();
            if last.is_empty() {
                break;
            }
        }
        found.into_iter().collect()
    }
}

/// Where a link says that it leads, without what stands there.
fn written(link: &Path) -> Option<PathBuf> {
    let target = link.parent()?.canonicalize().ok()?.join(std::fs::read_link(link).ok()?);
    let mut real = PathBuf::new();
    for part in target.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::CurDir => {}
            other => real.push(other),
        }
    }
    Some(real)
}

/// Whether a path leads through a folder twice.
fn is_circle(path: &Path) -> bool {
    let mut seen = BTreeSet::new();
    let mut folders = path.ancestors().skip(1).filter_map(|folder| folder.canonicalize().ok());
    !folders.all(|folder| seen.insert(folder))
}
