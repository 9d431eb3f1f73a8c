//! What git knows of the site's files.
//!
//! In: the site's root and a revision. Out: the lines that are new since then, with untracked files in full. Runs
//! the program `git`; reads no repository itself.

use super::failure::Failure;
use crate::text::FilePath;
use std::collections::BTreeMap;
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
