//! The files that keep a guide in readers' browsers: `app: true`.
//!
//! In: the path, size and hash of every file of the output as it is written. Out: the list of the files that readers
//! may need without a network, and the service worker that keeps them. They are no function of the checked site alone,
//! since files are copied that nobody here reads; so they are made last, and are no paths of [`Built`]. Reads and writes
//! nothing, and registers nothing: that is a script of the theme, which the preview stops.

use super::Built;
use crate::digest::Digest;
use crate::text::names::{APP_LIST, APP_WORKER};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

/// What a browser runs.
const WORKER: &str = include_str!("worker.js");

/// What a browser runs that may have had a worker at this address: it removes that and itself.
pub const RETIRING: &str = include_str!("retiring.js");

/// The files of an output that becomes an app.
pub struct AppFiles<'b> {
    built: &'b Built,
    files: Mutex<BTreeMap<String, Digest>>,
}

impl Built {
    /// Takes the files of the output, where browsers are to keep them.
    pub fn app_files(&self) -> Option<AppFiles<'_>> {
        self.is_app().then(|| AppFiles { built: self, files: Mutex::default() })
    }

    /// Whether browsers are to keep the guide.
    pub fn is_app(&self) -> bool {
        self.checked.config.app
    }
}

impl AppFiles<'_> {
    /// Whether the hash of the file at a path is needed.
    pub fn wants(&self, path: &str) -> bool {
        self.built.routes.value.is_for_readers(path)
    }

    /// Gives a file that is wanted. May be called from many threads.
    pub fn add(&self, path: &str, digest: Digest) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), digest);
    }

    /// The list and the worker, by their paths, when all files were given.
    pub fn finish(self) -> [(&'static str, Vec<u8>); 2] {
        let mut list = "prepress-app 1\n".to_owned();
        for (path, Digest { size, integrity }) in
            self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
        {
            let _ = writeln!(list, "{integrity} {size} {path}");
        }
        let version = Digest::of(list.as_bytes()).integrity;
        let worker = format!("const VERSION = \"{version}\";\n{WORKER}");
        [(APP_LIST, list.into_bytes()), (APP_WORKER, worker.into_bytes())]
    }
}
