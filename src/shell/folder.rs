//! A folder of somebody else's files, read whole.
//!
//! In: a folder, and which of its paths are of interest. Out: their bytes, and what was not read with the reason. A
//! symbolic link is read when it leads to a file of the folder; links to folders are not followed. Changes nothing, and
//! knows no site.

use super::bounded;
use super::disk::is_there;
use super::failure::{Failure, reason};
use std::collections::BTreeMap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

/// The largest file that is read.
const LARGEST_FILE: u64 = 64 << 20;
/// How many bytes are read of one folder.
const LARGEST_FOLDER: usize = 2 << 30;
/// How many files a folder may have, and how deep folders may lie in it.
const MOST_FILES: usize = 200_000;
const DEEPEST: usize = 64;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Folder {
    /// Bytes by path, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Paths that nobody asked for; of a folder only the folder itself.
    pub passed: Vec<String>,
    /// What could not be read, and why.
    pub unread: Vec<(String, String)>,
}

/// Reads a folder; `wanted` says of each path in it whether it is of interest.
///
/// # Errors
/// It is no folder that can be read, or holds more than fits into memory.
pub fn read_folder(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<Folder, Failure> {
    let root = folder.canonicalize().map_err(|error| Failure::io("open", folder, &error))?;
    let mut out = Folder::default();
    let mut total = 0;
    let mut open = vec![(root.clone(), String::new(), 0)];
    while let Some((place, above, depth)) = open.pop() {
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if above.is_empty() => return Err(Failure::io("read", folder, &error)),
            Err(error) => {
                out.unread.push((above, reason(&error)));
                continue;
            }
        };
        for entry in entries {
            let entry = entry.map_err(|error| Failure::io("read", &place, &error))?;
            let name = entry.file_name();
            let Some(path) = name.to_str().map(|name| joined(&above, name)) else {
                let shown = joined(&above, &name.to_string_lossy());
                out.unread.push((shown, "its name is not UTF-8".to_owned()));
                continue;
            };
            if !wanted(&path) {
                out.passed.push(path);
                continue;
            }
            match look(&entry, &root) {
                Ok(Found::Folder(place)) if depth < DEEPEST => open.push((place, path, depth + 1)),
                Ok(Found::Folder(_)) => out.unread.push((path, "it lies too deep".to_owned())),
                Ok(Found::File(bytes)) => {
                    total += bytes.len();
                    out.files.insert(path, bytes);
                }
                Err(error) => out.unread.push((path, reason(&error))),
            }
            if total > LARGEST_FOLDER || out.files.len() > MOST_FILES {
                return Err(too_large(folder));
            }
        }
    }
    out.passed.sort();
    out.unread.sort();
    Ok(out)
}

fn joined(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") }
}

fn too_large(folder: &Path) -> Failure {
    Failure::new(format!("{} has more files than can be read at once", folder.display()))
        .hint("give the folder of the pages instead")
}

enum Found {
    Folder(PathBuf),
    File(Vec<u8>),
}

fn look(entry: &DirEntry, root: &Path) -> io::Result<Found> {
    let kind = entry.file_type()?;
    let path = entry.path();
    if kind.is_dir() {
        return Ok(Found::Folder(path));
    }
    if kind.is_symlink() {
        let real = path.canonicalize()?;
        if !real.starts_with(root) {
            return Err(io::Error::other("it is a symbolic link that leads out of the folder"));
        }
        if real.is_dir() {
            return Err(io::Error::other("it is a symbolic link to a folder"));
        }
    }
    bounded::read(&path, LARGEST_FILE).map(Found::File)
}

/// Whether nothing is at a path, or an empty folder.
///
/// # Errors
/// The system does not say.
pub fn is_free(path: &Path) -> Result<bool, Failure> {
    if !is_there(path) {
        return Ok(true);
    }
    match fs::read_dir(path) {
        Ok(mut inside) => Ok(inside.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(Failure::io("open", path, &error)),
    }
}

/// Whether a path, which need not exist yet, lies in a folder or is that folder.
pub fn lies_in(path: &Path, folder: &Path) -> bool {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let above = absolute.ancestors().find_map(|place| place.canonicalize().ok());
    match (above, folder.canonicalize()) {
        (Some(above), Ok(folder)) => above.starts_with(folder),
        _ => false,
    }
}
