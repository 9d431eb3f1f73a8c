//! Static files of a theme.
//!
//! In: a theme with its files. Out: where each is in the output, and its bytes or the file of the site that it is a copy
//! of. Names of styles and scripts carry a hash. Does not read files of the site.

use super::Theme;
use std::borrow::Cow;

/// Static files whose names carry a hash of their bytes, so that caches never serve an old one.
const HASHED: [&str; 2] = ["css", "js"];
/// Pictures of 192 and of 512 pixels for a guide that is installed.
pub(crate) const ICONS: [&str; 2] = ["icon-192.png", "icon-512.png"];
/// Registers the worker that keeps a guide, and tells of newer versions.
pub(crate) const KEEPER: &str = "offline.js";

/// Whether a file of the default theme is for guides that browsers keep.
pub(super) fn of_app(name: &str) -> bool {
    name == KEEPER || ICONS.contains(&name)
}

/// A static file.
pub(super) struct Static {
    /// Where it is in the output.
    path: String,
    content: Content,
}

enum Content {
    Bytes(Cow<'static, [u8]>),
    /// A path below the site's root.
    File(String),
}

impl Static {
    /// One of these bytes.
    pub(super) fn of(name: &str, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        let hashed = match name.rsplit_once('.') {
            Some((stem, extension)) if HASHED.contains(&extension) => {
                format!("{stem}.{}.{extension}", &blake3::hash(&bytes).to_hex()[..8])
            }
            _ => name.to_owned(),
        };
        Self { path: format!("static/{hashed}"), content: Content::Bytes(bytes) }
    }

    /// A copy of a file of the site.
    pub(super) fn copy(name: &str, source: String) -> Self {
        Self { path: format!("static/{name}"), content: Content::File(source) }
    }
}

impl Theme {
    /// The path of a static file in the output, if the theme has it.
    pub(crate) fn static_path(&self, name: &str) -> Option<String> {
        Some(self.statics.get(name)?.path.clone())
    }

    /// Output paths and names of all static files.
    pub(crate) fn static_files(&self) -> Vec<(String, String)> {
        self.statics.iter().map(|(name, file)| (file.path.clone(), name.clone())).collect()
    }

    /// The bytes of a static file, unless it lies in the site.
    pub(crate) fn static_file(&self, name: &str) -> Option<Vec<u8>> {
        match &self.statics.get(name)?.content {
            Content::Bytes(bytes) => Some(bytes.to_vec()),
            Content::File(_) => None,
        }
    }

    /// Where a static file of the site's own theme lies, below the root.
    pub(crate) fn static_source(&self, name: &str) -> String {
        match self.statics.get(name) {
            Some(Static { content: Content::File(path), .. }) => path.clone(),
            _ => String::new(),
        }
    }
}
