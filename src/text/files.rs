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
///
/// A copy shares what is the same with the original: the tables of paths, and files in groups.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: Groups,
    by_path: Arc<HashMap<FilePath, FileId>>,
    /// Files that are no more; one that comes back gets its old id.
    gone: Arc<HashMap<FilePath, FileId>>,
}

/// Files by their ids, in groups that copies of the table share until one of them changes.
#[derive(Debug, Clone, Default)]
struct Groups(Vec<Arc<Vec<File>>>);

impl Groups {
    const SIZE: usize = 64;

    fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * Self::SIZE + last.len())
    }

    fn get(&self, at: usize) -> &File {
        &self.0[at / Self::SIZE][at % Self::SIZE]
    }

    fn set_text(&mut self, at: usize, text: Arc<str>) {
        if !Arc::ptr_eq(&self.get(at).text, &text) {
            Arc::make_mut(&mut self.0[at / Self::SIZE])[at % Self::SIZE].text = text;
        }
    }

    fn push(&mut self, file: File) {
        match self.0.last_mut().filter(|last| last.len() < Self::SIZE) {
            Some(last) => Arc::make_mut(last).push(file),
            None => self.0.push(Arc::new(vec![file])),
        }
    }
}

impl Files {
    /// Adds a file, or replaces the text of the one at the same path.
    pub fn add(&mut self, path: FilePath, text: Arc<str>) -> FileId {
        if let Some(&id) = self.by_path.get(&path) {
            self.files.set_text(id.0 as usize, text);
            return id;
        }
        if let Some(&id) = self.gone.get(&path) {
            Arc::make_mut(&mut self.gone).remove(&path);
            Arc::make_mut(&mut self.by_path).insert(path, id);
            self.files.set_text(id.0 as usize, text);
            return id;
        }
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        Arc::make_mut(&mut self.by_path).insert(path.clone(), id);
        self.files.push(File { path, text });
        id
    }

    /// Forgets the files whose paths `keep` does not name. Their ids are not given to others.
    pub fn retain(&mut self, keep: impl Fn(&FilePath) -> bool) {
        let (files, gone) = (&mut self.files, Arc::make_mut(&mut self.gone));
        Arc::make_mut(&mut self.by_path).retain(|path, id| {
            let keeps = keep(path);
            if !keeps {
                files.set_text(id.0 as usize, "".into());
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
        self.files.get(id.0 as usize)
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
