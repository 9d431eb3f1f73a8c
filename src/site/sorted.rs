//! The files of the inputs by what can be read of them.
//!
//! In: the files of one build after another. Out: [`Sorted`]. A file that has the text of the build before keeps its
//! id and its kind without a second look at its path: of many files few change.

use super::Content;
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::Config;
use crate::parse;
use crate::text::{FileId, FilePath, Files, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a text is read as, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Config,
    Page,
    Data,
    Theme,
    /// A copy of a source.
    Source,
    Other,
}

impl Kind {
    fn of(path: &FilePath) -> Self {
        let whole = path.as_str();
        match whole.strip_prefix("content/") {
            Some(_) if parse::is_read_as_data(whole) => Self::Data,
            Some(below) if !below.starts_with("data/") && path.extension() == Some("md") => Self::Page,
            Some(_) => Self::Other,
            None if whole == "prepress.yaml" => Self::Config,
            None if whole.starts_with("themes/") => Self::Theme,
            None if whole.starts_with("sources/") => Self::Source,
            None => Self::Other,
        }
    }
}

/// A file with its text.
#[derive(Clone)]
pub(super) struct TextFile {
    pub file: FileId,
    pub path: FilePath,
    pub text: Arc<str>,
    pub kind: Kind,
}

#[derive(Default)]
pub(super) struct Sorted {
    /// In the order of their paths.
    pub texts: Vec<TextFile>,
    /// Files that are published as they are.
    pub others: Vec<(FileId, FilePath)>,
    /// Paths of what cannot be read.
    pub faulty: Vec<FilePath>,
    /// The first faulty file of the data.
    pub unread: Option<Reported>,
    /// Whether the texts of pages are those that were sorted before.
    pub same_pages: bool,
}

impl Sorted {
    /// Sorts files, whose ids are put into the table. `before` are the texts that were sorted last.
    pub(super) fn of(
        given: &BTreeMap<FilePath, Content>,
        before: &[TextFile],
        files: &mut Files,
        findings: &mut Findings,
    ) -> Self {
        let mut sorted = Self { same_pages: true, ..Self::default() };
        sorted.texts.reserve(given.len());
        let mut before = before.iter().peekable();
        for (path, content) in given {
            while let Some(gone) = before.next_if(|old| old.path < *path) {
                sorted.same_pages &= gone.kind != Kind::Page;
            }
            let old = before.next_if(|old| old.path == *path);
            let Content::Text(text) = content else {
                sorted.same_pages &= old.is_none_or(|old| old.kind != Kind::Page);
                sorted.add_other(path, content, files, findings);
                continue;
            };
            match old.filter(|old| Arc::ptr_eq(&old.text, text)) {
                Some(old) => sorted.texts.push(old.clone()),
                None => {
                    let kind = Kind::of(path);
                    sorted.same_pages &= kind != Kind::Page;
                    let file = files.add(path.clone(), Arc::clone(text));
                    sorted.texts.push(TextFile { file, path: path.clone(), text: Arc::clone(text), kind });
                }
            }
        }
        sorted.same_pages &= before.all(|gone| gone.kind != Kind::Page);
        sorted
    }

    fn add_other(&mut self, path: &FilePath, content: &Content, files: &mut Files, findings: &mut Findings) {
        if matches!(content, Content::Asset(_)) {
            self.others.push((files.add(path.clone(), "".into()), path.clone()));
            return;
        }
        let reported = findings.report(unreadable(path, content, files));
        // A folder that cannot be read may hold any of it.
        if parse::may_hold_data(path.as_str()) {
            self.unread.get_or_insert(reported);
        }
        self.faulty.push(path.clone());
    }

    /// Drops what the configuration passes over.
    pub(super) fn pass_over(&mut self, config: &Config) {
        if config.ignore.is_empty() {
            return;
        }
        let ignored = |path: &FilePath| {
            path.as_str().strip_prefix("content/").is_some_and(|below| config.ignores(below))
        };
        self.texts.retain(|text| !ignored(&text.path));
        self.others.retain(|(_, path)| !ignored(path));
        self.faulty.retain(|path| !ignored(path));
    }

    /// Paths of all but what is read as a page, as data in YAML or as part of a theme.
    pub(super) fn odd(&self) -> impl Iterator<Item = &FilePath> + Clone {
        let plain = |text: &&TextFile| match text.kind {
            Kind::Page | Kind::Theme | Kind::Config | Kind::Source => true,
            Kind::Data => text.path.extension() == Some("yaml"),
            Kind::Other => false,
        };
        let texts = self.texts.iter().filter(move |text| !plain(text)).map(|text| &text.path);
        texts.chain(self.others.iter().map(|(_, path)| path)).chain(&self.faulty)
    }
}

fn unreadable(path: &FilePath, content: &Content, files: &mut Files) -> Diagnostic {
    let mut add = |text: &str| files.add(path.clone(), text.into());
    match content {
        Content::NotUtf8(at, text) => {
            let id = add(text);
            let message = format!("invalid UTF-8 at byte {at}");
            Diagnostic::new(&lints::INVALID_UTF8, Span::new(id, *at..*at), message).help("save it as UTF-8")
        }
        Content::TooLarge(bytes) => {
            let message = format!("this file has {} MB; the limit for text files is 16", bytes / 1_000_000);
            Diagnostic::new(&lints::FILE_TOO_LARGE, Span::whole(add("")), message)
        }
        Content::Loop => Diagnostic::new(
            &lints::SYMLINK_LOOP,
            Span::whole(add("")),
            "symbolic link to a folder that contains it",
        ),
        Content::Unreadable(why) => Diagnostic::new(
            &lints::UNREADABLE_FILE,
            Span::whole(add("")),
            format!("this file cannot be read: {why}"),
        ),
        Content::Text(_) | Content::Asset(_) => unreachable!("readable files are not faults"),
    }
}
