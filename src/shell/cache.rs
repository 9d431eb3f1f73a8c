//! Highlighted code, pages as they were read and the texts that they became, kept between builds.
//!
//! In: a site's root, a folder that was named for it or none, and bytes. Out: a file of each for each site in the user's
//! cache folder, or in the named one. A cache that cannot be read or written is not an error: the work is done again.

use super::bounded;
use super::draft::replace;
use super::store_file::StoreFile;
use crate::store::Store;
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

    /// Pages as runs have read them; none where there is no place for them. Only a run that `writes` leaves any to others.
    #[must_use]
    pub fn pages(&self, writes: bool) -> Option<Arc<dyn Store>> {
        self.store("pages", writes)
    }

    /// What the texts of pages became in runs that rendered all of them.
    #[must_use]
    pub fn texts(&self) -> Option<Arc<dyn Store>> {
        self.store("texts", true)
    }

    fn store(&self, ending: &str, writes: bool) -> Option<Arc<dyn Store>> {
        let path = self.file.as_ref()?.with_extension(ending);
        Some(Arc::new(StoreFile::open(path, writes)))
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

/// The folder is that of the XDG rules: a variable that is empty or no absolute path counts as unset.
fn user_folder() -> Option<PathBuf> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    match absolute("XDG_CACHE_HOME") {
        Some(folder) => Some(folder),
        None => Some(absolute("HOME")?.join(".cache")),
    }
}
