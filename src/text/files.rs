//! The table of files that spans point into.

use super::{FileId, FilePath, Lines, Span};
use foldhash::HashMap;
use std::sync::Arc;

/// A file that diagnostics can point at.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path, relative to the site's root.
    pub path: FilePath,
    /// Its text as read, with any byte order mark and line ends; empty when it is not text.
    pub text: Arc<str>,
}

/// All files that spans may point into.
///
/// Ids are given in the order of [`Files::add`] and stay valid when a file's text is replaced, so
/// that results kept from an earlier round still point at the right file.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: Vec<File>,
    by_path: HashMap<FilePath, FileId>,
    /// Files that are no more; one that comes back gets its old id.
    gone: HashMap<FilePath, FileId>,
}

impl Files {
    /// Adds a file, or replaces the text of the one at the same path.
    pub fn add(&mut self, path: FilePath, text: Arc<str>) -> FileId {
        if let Some(&id) = self.by_path.get(&path) {
            self.files[id.0 as usize].text = text;
            return id;
        }
        if let Some((path, id)) = self.gone.remove_entry(&path) {
            self.by_path.insert(path, id);
            self.files[id.0 as usize].text = text;
            return id;
        }
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.by_path.insert(path.clone(), id);
        self.files.push(File { path, text });
        id
    }

    /// Forgets the files whose paths `keep` does not name. Their ids are not given to others.
    pub fn retain(&mut self, keep: impl Fn(&FilePath) -> bool) {
        let (files, gone) = (&mut self.files, &mut self.gone);
        self.by_path.retain(|path, id| {
            let keeps = keep(path);
            if !keeps {
                files[id.0 as usize].text = "".into();
                gone.insert(path.clone(), *id);
            }
            keeps
        });
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.by_path.len()
    }

    /// The file of an id that this table gave out.
    pub fn get(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// The id of the file at a path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// The text under a span; empty when the span is outside the file.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Lines of one file, for turning offsets into lines and columns.
    pub fn lines(&self, id: FileId) -> Lines<'_> {
        Lines::new(&self.get(id).text)
    }
}
