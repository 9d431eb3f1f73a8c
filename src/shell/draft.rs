//! Files of the cache before they are whole.
//!
//! In: the path of a file. Out: where its bytes are written before they take its place, so that no run reads half a file.
//! What killed runs left there is removed.

use super::process::is_running;
use std::fs;
use std::path::{Path, PathBuf};

/// Replaces a file of the cache.
pub(super) fn replace(path: &Path, bytes: &[u8]) {
    let Some(folder) = path.parent() else { return };
    clear_drafts(path);
    let draft = draft_of(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&draft, bytes));
    if written.and_then(|()| fs::rename(&draft, path)).is_err() {
        let _ = fs::remove_file(&draft);
    }
}

/// What this process writes before it takes the place of a file of the cache.
pub(super) fn draft_of(path: &Path) -> PathBuf {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    path.with_extension(format!("{ending}-{}", std::process::id()))
}

/// Removes what killed runs left of this site's cache: the same name, with the number of their process.
pub(super) fn clear_drafts(path: &Path) {
    let Some(folder) = path.parent() else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let draft = entry.path();
        let ending = draft.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let number = ending.rsplit('-').next().and_then(|number| number.parse::<u32>().ok());
        let alive = number.is_none_or(is_running);
        if draft.file_stem() == path.file_stem() && !alive {
            let _ = fs::remove_file(draft);
        }
    }
}
