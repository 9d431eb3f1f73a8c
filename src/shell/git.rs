//! What git knows of the site's files.
//!
//! In: the site's root and a revision. Out: the lines that are new since then, with untracked files in full; the commits
//! that touched some files, and the files as each had them. Runs the program `git`; reads no repository itself.

use super::failure::Failure;
use crate::text::FilePath;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;
use std::process::Command;

/// Lines, from 1, that were added since a revision, by file below the root.
///
/// # Errors
/// There is no git, the site is in no repository, or it knows no such revision.
pub fn added_lines(root: &Path, revision: &str) -> Result<BTreeMap<FilePath, Vec<Range<usize>>>, Failure> {
    if revision.starts_with('-') {
        return Err(Failure::new(format!("`{revision}` is not a revision")));
    }
    let diff = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--relative", "--dst-prefix=b/"];
    let text = git(root, &[&diff[..], &[revision, "--", "."]].concat())?;
    let mut added = hunks(&text);
    let others = git(root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    for path in others.split('\0').filter(|path| !path.is_empty()) {
        // A new file is new from its first line to its last.
        added.entry(FilePath::new(path)).or_default().push(1..usize::MAX);
    }
    Ok(added)
}

/// A commit.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Its short hash.
    pub hash: String,
    /// The day on which it was made, as 2026-11-30.
    pub day: String,
    /// The first line of its message.
    pub subject: String,
}

/// At most so many commits that touched some places below the root, the newest first.
///
/// # Errors
/// There is no git, or the site is in no repository.
pub fn commits(root: &Path, places: &[&str], most: usize) -> Result<Vec<Commit>, Failure> {
    let most = format!("--max-count={most}");
    let log = ["log", "--format=%h%x1f%cs%x1f%s", &most, "--"];
    let text = git(root, &[&log[..], places].concat())?;
    let commit = |line: &str| {
        let mut parts = line.splitn(3, '\u{1f}').map(str::to_owned);
        Some(Commit { hash: parts.next()?, day: parts.next()?, subject: parts.next()? })
    };
    Ok(text.lines().filter_map(commit).collect())
}

/// Files as commits had them; a text that several share is read once.
pub struct Past<'a> {
    root: &'a Path,
    read: RefCell<HashMap<String, String>>,
}

impl<'a> Past<'a> {
    /// The past of a site.
    pub fn new(root: &'a Path) -> Self {
        Self { root, read: RefCell::default() }
    }

    /// The files of a commit at some places below the root, which are UTF-8.
    ///
    /// # Errors
    /// Git cannot read them.
    pub fn files(&self, commit: &str, places: &[&str]) -> Result<BTreeMap<FilePath, String>, Failure> {
        let tree = git(self.root, &[&["ls-tree", "-r", "-z", commit, "--"], places].concat())?;
        let mut files = BTreeMap::new();
        for line in tree.split('\0') {
            // `100644 blob 1f7a…	content/data/facts/a.yaml`
            let Some((about, path)) = line.split_once('\t') else { continue };
            let mut about = about.split(' ').skip(1);
            let (Some("blob"), Some(blob)) = (about.next(), about.next()) else { continue };
            let known = self.read.borrow().get(blob).cloned();
            let text = match known {
                Some(text) => text,
                None => {
                    let text = git(self.root, &["cat-file", "blob", blob])?;
                    self.read.borrow_mut().insert(blob.to_owned(), text.clone());
                    text
                }
            };
            files.insert(FilePath::new(path), text);
        }
        Ok(files)
    }
}

fn git(root: &Path, args: &[&str]) -> Result<String, Failure> {
    let run = Command::new("git").args(["-c", "core.quotePath=false"]).args(args).current_dir(root).output();
    let output = run.map_err(|error| Failure::new(format!("cannot run git: {error}")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let first =
            said.lines().next().unwrap_or("it gave no reason").trim_start_matches("fatal: ").to_owned();
        return Err(Failure::new(format!("git failed: {first}")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The new lines of a diff without context.
fn hunks(diff: &str) -> BTreeMap<FilePath, Vec<Range<usize>>> {
    let mut out: BTreeMap<FilePath, Vec<Range<usize>>> = BTreeMap::new();
    let mut file = None;
    for line in diff.lines() {
        if let Some(path) = line.strip_prefix("+++ ") {
            file = path.trim_matches('"').strip_prefix("b/").map(FilePath::new);
        } else if line.starts_with("@@ ")
            && let (Some(file), Some(range)) = (&file, added(line))
        {
            out.entry(file.clone()).or_default().push(range);
        }
    }
    out
}

/// `@@ -12,0 +13,2 @@`
fn added(line: &str) -> Option<Range<usize>> {
    let plus = line.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = plus.split_once(',').unwrap_or((plus, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    Some(start..start + count)
}
