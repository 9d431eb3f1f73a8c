//! Single files that commands write besides the output: reports, repaired texts.
//!
//! In: a path and bytes. Out: the file, whole or not at all. Does not create folders.

use super::failure::Failure;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes a file; an old one is replaced in one step.
///
/// # Errors
/// The system refuses.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let draft = draft(path);
    let failed = |error| Failure::io("write", path, &error);
    fs::write(&draft, bytes).map_err(failed)?;
    if let Ok(old) = fs::metadata(path) {
        // Others keep the permissions they had.
        let _ = fs::set_permissions(&draft, old.permissions());
    }
    fs::rename(&draft, path).map_err(|error| {
        let _ = fs::remove_file(&draft);
        failed(error)
    })
}

/// Replaces the bytes of a file that still holds `old`.
///
/// # Errors
/// The file was changed in between, or the system refuses.
pub fn replace_file(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Failure> {
    // A link stays a link: its target is replaced.
    let real = path.canonicalize().map_err(|error| Failure::io("open", path, &error))?;
    let now = fs::read(&real).map_err(|error| Failure::io("read", path, &error))?;
    if now != old {
        return Err(Failure::new(format!("{} was changed while it was being repaired", path.display()))
            .hint("run the command again"));
    }
    write_file(&real, new)
}

/// A hidden name in the same folder, so that renaming stays on one disk.
fn draft(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.prepress-{}", std::process::id()))
}
