//! What an import did, and what it could not do.
//!
//! In: notes as they are made. Out: the same as values. Prints nothing.

/// What is told after an import.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The tool that the folder was taken for, and the file that showed it.
    pub tool: &'static str,
    pub sign: Option<String>,
    pub title: String,
    pub pages: usize,
    pub files: usize,
    /// Links that lead to their pages and files by new paths.
    pub links: usize,
    /// Boxes of other tools that became alerts.
    pub boxes: usize,
    /// Attributes of links and pictures that were taken out.
    pub attributes: usize,
    /// Folders that got a page of their own.
    pub folders: usize,
    /// The order of folders stands in the configuration.
    pub is_ordered: bool,
    /// The home page was made: there was none.
    pub home_made: bool,
    /// Text that stays as it was and means nothing here; places in the new site.
    pub kept: Vec<Note>,
    /// Links that lead to nothing; places in the new site.
    pub broken: Vec<Note>,
    /// What is not in the new site; places in the folder that was read.
    pub dropped: Vec<Note>,
    /// What has another name or place than one would think; places in the folder that was read.
    pub renamed: Vec<Note>,
    /// How many files were left out, by kind.
    pub left_out: Vec<(&'static str, usize)>,
    /// The same files one by one, but for those that nobody asks for; places in the folder that was read.
    pub absent: Vec<Note>,
}

/// One thing to know, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    pub path: String,
    /// From 1; 0 for a file as a whole.
    pub line: usize,
    pub what: String,
}

impl Note {
    /// A note on a file.
    pub(super) fn of(path: &str, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line: 0, what: what.into() }
    }

    /// A note on a line.
    pub(super) fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}
