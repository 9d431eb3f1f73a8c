//! Highlighted code, kept between builds.
//!
//! In: a site's root and bytes. Out: one file for each site in the user's cache folder. A cache
//! that cannot be read or written is not an error: the work is done again.

use super::bounded;
use super::process::is_running;
use std::fs;
use std::path::{Path, PathBuf};

/// A cache with more bytes than this is not read.
const LARGEST: u64 = 512 << 20;

/// Reads a site's cache; empty when there is none.
pub fn read_cache(root: &Path) -> Vec<u8> {
    path(root).and_then(|path| bounded::read(&path, LARGEST).ok()).unwrap_or_default()
}

/// Replaces a site's cache.
pub fn write_cache(root: &Path, bytes: &[u8]) {
    if let Some(path) = path(root) {
        replace(&path, bytes);
    }
}

/// Replaces a file of the cache.
pub(super) fn replace(path: &Path, bytes: &[u8]) {
    let Some(folder) = path.parent() else { return };
    clear_drafts(folder, path);
    let draft = path.with_extension(std::process::id().to_string());
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&draft, bytes));
    if written.and_then(|()| fs::rename(&draft, path)).is_err() {
        let _ = fs::remove_file(&draft);
    }
}

/// Removes what killed runs left of this site's cache: the same name, with the number of their process.
fn clear_drafts(folder: &Path, path: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let draft = entry.path();
        let number = draft.extension().and_then(|ending| ending.to_str()?.parse::<u32>().ok());
        let alive = number.is_none_or(is_running);
        if draft.file_stem() == path.file_stem() && !alive {
            let _ = fs::remove_file(draft);
        }
    }
}

/// Where it is kept what the last build of a site into a folder was made from.
pub(super) fn beside(root: &Path, out: &Path) -> Option<PathBuf> {
    let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
    path(root).map(|path| path.with_extension(format!("{}-built", &name[..8])))
}

/// The folder is that of the XDG rules: a variable that is empty or no absolute path counts as unset.
fn path(root: &Path) -> Option<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = match absolute("XDG_CACHE_HOME") {
        Some(folder) => folder,
        None => absolute("HOME")?.join(".cache"),
    };
    let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    Some(folder.join("prepress").join(format!("{}.code", &name[..16])))
}
