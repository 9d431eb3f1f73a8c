//! Highlighted code and pages as they were read, kept between builds.
//!
//! In: a site's root, a folder that was named for it or none, and bytes. Out: a file of each for each site in the user's
//! cache folder, or in the named one. A cache that cannot be read or written is not an error: the work is done again.

use super::bounded;
use super::page_file::{self, PageFile};
use super::process::is_running;
use crate::site::{Built, KeptPages};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A cache with more bytes than this is not read.
const LARGEST: u64 = 512 << 20;

/// Where a site keeps what makes its next build short.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    /// The file of highlighted code; none where there is no place for it.
    file: Option<PathBuf>,
}

impl Cache {
    /// The file of a site in the user's cache folder.
    #[must_use]
    pub fn of_user(root: &Path) -> Self {
        let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        let file = |folder: PathBuf| folder.join("prepress").join(format!("{}.code", &name[..16]));
        Self { file: user_folder().map(file) }
    }

    /// The file in a folder that is one site's own. It has the same name wherever the folder lies.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { file: Some(folder.join("highlighted.code")) }
    }

    /// The pages that were kept; none where there is no place for them.
    #[must_use]
    pub fn pages(&self) -> Option<Arc<dyn KeptPages>> {
        Some(Arc::new(PageFile::open(&self.pages_file()?)))
    }

    /// Keeps the pages of a build, where they are others than those that it was given.
    pub fn keep_pages(&self, built: &Built) {
        if let (Some(file), Some(pages)) = (self.pages_file(), built.pages_to_keep()) {
            replace_with(&file, |draft| page_file::write(draft, pages));
        }
    }

    fn pages_file(&self) -> Option<PathBuf> {
        self.file.as_ref().map(|file| file.with_extension("pages"))
    }

    /// Whether it is a file of a folder.
    #[must_use]
    pub fn lies_in(&self, folder: &Path) -> bool {
        self.file.as_ref().is_some_and(|file| file.starts_with(folder))
    }

    /// Reads it; empty when there is none.
    #[must_use]
    pub fn read(&self) -> Vec<u8> {
        self.file.as_ref().and_then(|file| bounded::read(file, LARGEST).ok()).unwrap_or_default()
    }

    /// Replaces it.
    pub fn write(&self, bytes: &[u8]) {
        if let Some(file) = &self.file {
            replace(file, bytes);
        }
    }

    /// Where it is kept what the last build into a folder was made from.
    pub(super) fn beside(&self, out: &Path) -> Option<PathBuf> {
        let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
        self.file.as_ref().map(|file| file.with_extension(format!("{}-built", &name[..8])))
    }
}

/// Replaces a file of the cache.
pub(super) fn replace(path: &Path, bytes: &[u8]) {
    replace_with(path, |draft| draft.write_all(bytes));
}

fn replace_with(path: &Path, write: impl FnOnce(&mut fs::File) -> io::Result<()>) {
    let Some(folder) = path.parent() else { return };
    clear_drafts(folder, path);
    let draft = path.with_extension(std::process::id().to_string());
    let made = fs::create_dir_all(folder).and_then(|()| fs::File::create(&draft));
    let written = made.and_then(|mut file| write(&mut file));
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

/// The folder is that of the XDG rules: a variable that is empty or no absolute path counts as unset.
fn user_folder() -> Option<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    match absolute("XDG_CACHE_HOME") {
        Some(folder) => Some(folder),
        None => Some(absolute("HOME")?.join(".cache")),
    }
}
