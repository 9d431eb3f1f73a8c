//! Highlighted code, kept between builds.
//!
//! In: a site's root and bytes. Out: one file for each site in the user's cache folder. A cache
//! that cannot be read or written is not an error: the work is done again.

use std::path::{Path, PathBuf};

/// Reads a site's cache; empty when there is none.
pub fn read_cache(root: &Path) -> Vec<u8> {
    path(root).and_then(|path| std::fs::read(path).ok()).unwrap_or_default()
}

/// Replaces a site's cache.
pub fn write_cache(root: &Path, bytes: &[u8]) {
    let Some(path) = path(root) else { return };
    let Some(folder) = path.parent() else { return };
    let draft = path.with_extension(std::process::id().to_string());
    if std::fs::create_dir_all(folder).is_ok() && std::fs::write(&draft, bytes).is_ok() {
        let _ = std::fs::rename(&draft, &path);
    }
}

fn path(root: &Path) -> Option<PathBuf> {
    let folder = match std::env::var_os("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(std::env::var_os("HOME")?).join(".cache"),
    };
    let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    Some(folder.join("prepress").join(format!("{}.code", &name[..16])))
}
