//! The end of an output folder that a newer one has replaced.
//!
//! In: the old folder and the new one. Out: the old folder is gone. Only what its own manifest lists is deleted:
//! anything else arrived while the new output was being put in place, and moves to the same path there. Where that
//! path is taken, it goes to a folder next to the output. Does not decide when an output is replaced.

use super::bounded;
use super::disk::{self, Listed};
use super::manifest;
use crate::text::names::MANIFEST;
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What file managers create in folders they have shown; it is neither foreign nor deleted.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Whether a file is one that file managers create.
pub(super) fn is_litter(path: &Path) -> bool {
    path.file_name().is_some_and(|name| LITTER.iter().any(|litter| name == *litter))
}

/// Takes apart the folder `old`, whose place the output at `out` has taken. Returns where files are that prepress
/// did not write.
///
/// What cannot be deleted now stays, with the manifest, for a later run.
pub(super) fn retire(old: &Path, out: &Path) -> Vec<PathBuf> {
    let text = bounded::read_text(&old.join(MANIFEST), bounded::LARGEST_LIST).unwrap_or_default();
    let listed: HashSet<&str> = manifest::paths(&text).into_iter().flatten().collect();
    let Ok(found) = disk::list(old) else { return Vec::new() };
    let (folders, files): (Vec<Listed>, Vec<Listed>) = found.into_iter().partition(|entry| entry.folder);
    let ours = |entry: &Listed| {
        let path = entry.path.as_deref();
        // The new output has its own copy of litter.
        let copied = || is_litter(&entry.disk) && disk::is_there(&out.join(&entry.disk));
        entry.file && (path.is_some_and(|path| listed.contains(path)) || copied())
    };
    let list = |entry: &Listed| !text.is_empty() && entry.path.as_deref() == Some(MANIFEST);
    let (ours, others): (Vec<Listed>, Vec<Listed>) =
        files.into_iter().filter(|entry| !list(entry)).partition(ours);
    let delete = |entry: &Listed| match fs::remove_file(old.join(&entry.disk)) {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(()) => true,
    };
    let deleted = ours.par_iter().filter(|entry| !delete(entry)).count() == 0;
    let kept = rescue(old, out, &others);
    // A folder that is not empty stays. Inner folders come after the ones around them, so they go first.
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(old.join(&folder.disk));
    }
    // The list goes last: with it a later run knows what a killed one left.
    if deleted {
        let _ = fs::remove_file(old.join(MANIFEST));
    }
    let _ = fs::remove_dir(old);
    kept
}

/// Moves files from `old` to the same path in `out`, or else to a folder next to it. Returns where they are now.
fn rescue(old: &Path, out: &Path, files: &[Listed]) -> Vec<PathBuf> {
    let kept = kept(out);
    let place = |entry: &Listed| {
        let from = old.join(&entry.disk);
        let places = [out, &kept].map(|folder| folder.join(&entry.disk));
        let taken = places.into_iter().find(|to| move_new(&from, to).is_ok());
        taken.unwrap_or(from)
    };
    files.iter().map(place).collect()
}

/// A folder next to the output that is not there yet: `public.kept`, `public.kept-2`.
fn kept(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let mut place = out.with_file_name(format!("{name}.kept"));
    let mut number = 1;
    while disk::is_there(&place) {
        number += 1;
        place = out.with_file_name(format!("{name}.kept-{number}"));
    }
    place
}

/// Moves a file to a path that is free, and makes the folders it needs.
fn move_new(from: &Path, to: &Path) -> io::Result<()> {
    if disk::is_there(to) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::rename(from, to)
}
