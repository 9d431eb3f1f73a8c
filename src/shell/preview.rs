//! What is previewed, and who is told when it changed.
//!
//! In: nothing. Out: the trait of a site that answers for its paths, and a handle that open pages listen to. Knows no
//! request and no connection.

use std::path::PathBuf;
use tokio::sync::watch;

/// What a path of the site holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A file made of these bytes.
    Found {
        /// The whole file, without the reload script.
        bytes: Vec<u8>,
        /// Its path in the site; the ending gives the content type.
        path: String,
        /// Whether it is what the files say now.
        shown: Shown,
    },
    /// A file on disk.
    File(PathBuf),
    /// Another place: a path in the site without a slash at its start, or a full URL.
    Redirect(String),
    /// Nothing; the bytes of the site's `404.html`.
    NotFound(Vec<u8>),
}

/// Which state of the files a page is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// That of now.
    Current,
    /// The last one that was right: something is broken, and the findings say what.
    Kept,
    /// That of now, which cannot be rendered: the page says why.
    Failed,
}

/// The site, as the server sees it. All calls come from threads that may block.
pub trait Preview: Send + Sync + 'static {
    /// What exactly this path holds, such as `a/b.html`: decoded, without a slash at its start,
    /// without `.` and `..`. The rules for folders and missing endings are the server's.
    fn get(&self, path: &str) -> Answer;
    /// The findings as a JSON array of objects as `--format json` prints them, each with an optional
    /// `snippet`; or an object with the foremost of them under `findings`, the numbers of all under `errors` and
    /// `warnings`, what is left out in words under `more`, and one line of text under `summary`.
    fn findings_json(&self) -> String;
    /// The path under which the site is published: `/`, or `/repo/` with a slash at both ends.
    fn base(&self) -> String;
    /// Paths under which it was published before in this run.
    fn former_bases(&self) -> Vec<String> {
        Vec::new()
    }
    /// What the last change touched, as a JSON array of objects with `title`, `path` and `anchor`.
    fn changed_json(&self) -> String {
        "[]".to_owned()
    }
    /// What the claims of the page at this path rest on, as JSON; nothing where there is no such page.
    fn claims_json(&self, _path: &str) -> Option<String> {
        None
    }
    /// Opens a file of the site in the author's editor.
    ///
    /// # Errors
    /// It is no file of the site, or no editor is known or starts: in words.
    fn edit(&self, _file: &str, _line: usize) -> Result<(), String> {
        Err("no editor is known".to_owned())
    }
}

/// Tells open pages that something changed. Clones tell the same pages.
#[derive(Debug, Clone)]
pub struct Live(watch::Sender<Versions>);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Versions {
    pub pages: u64,
    pub findings: u64,
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

impl Live {
    /// A handle for one server.
    pub fn new() -> Self {
        Self(watch::Sender::new(Versions::default()))
    }

    /// Open pages compare themselves with the site. Call it after [`Preview::get`] answers with the new site.
    pub fn reload(&self) {
        self.0.send_modify(|versions| versions.pages += 1);
    }

    /// Open pages fetch the findings again, without reloading.
    pub fn findings(&self) {
        self.0.send_modify(|versions| versions.findings += 1);
    }

    pub(super) fn changes(&self) -> watch::Receiver<Versions> {
        self.0.subscribe()
    }
}
