//! The guide as something to take along: one page, one book, or all files.
//!
//! In: a site that is ready for rendering, and how a file of it is read. Out: its chapters in reading order with their
//! HTML, for [`printed`], [`single`] and [`epub`] to put together, and the bytes of all files. Writes nothing to disk.

mod epub;
mod printed;
mod single;
mod xhtml;

use super::offline::resolved;
use super::{AppFiles, Built, Output};
use crate::diag::Diagnostic;
use crate::digest::Digest;
use crate::render::paths::SOURCES;
use crate::text::is_external;
pub use epub::MIMETYPE;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// Reads a file of the site by its path below the root.
pub type Read<'r> = &'r (dyn Fn(&str) -> std::io::Result<Vec<u8>> + Sync);

/// A page of the whole.
struct Chapter {
    /// Where it stands in the output.
    path: String,
    /// Of its first heading, as text.
    title: String,
    /// What stands in its `main` element.
    main: String,
}

/// Where a link of a chapter leads.
enum Leads<'c> {
    /// To this chapter, by its place, and a part of it, which may be empty.
    Within(usize, &'c str),
    /// To a file of the site that is no chapter.
    Elsewhere(String),
    /// To another site, or out of this one.
    Outside,
}

/// The chapters, and the places of their paths.
struct Chapters {
    all: Vec<Chapter>,
    places: BTreeMap<String, usize>,
}

impl Chapters {
    fn leads<'c>(&self, from: &str, to: &'c str) -> Leads<'c> {
        if is_external(to) {
            return Leads::Outside;
        }
        let (file, part) = to.split_once('#').unwrap_or((to, ""));
        let target = if file.is_empty() { Some(from.to_owned()) } else { resolved(from, file) };
        match target.map(|target| (self.places.get(&target).copied(), target)) {
            Some((Some(place), _)) => Leads::Within(place, part),
            Some((None, target)) => Leads::Elsewhere(target),
            None => Leads::Outside,
        }
    }
}

impl Built {
    /// The pages in reading order, and after them the ledgers and the sources. Other pages that no author wrote (search,
    /// tags, lists) hold no evidence and are left out.
    fn chapters(&self, read: Read<'_>) -> Result<Chapters, String> {
        let order = self.checked.sections().order.iter();
        let mut paths: Vec<&str> = order.map(|page| self.checked.pages[*page].out.as_ref()).collect();
        // An author's page may lie where ledgers do.
        let written: BTreeSet<&str> = paths.iter().copied().collect();
        let evidence =
            |path: &&str| path.starts_with("facts/") && path.ends_with(".html") || *path == SOURCES;
        let mut ledgers: Vec<&str> =
            self.paths().filter(evidence).filter(|path| !written.contains(path)).collect();
        // The page of all ledgers comes before each of them, the sources last.
        ledgers.sort_by_key(|path| (*path == SOURCES, *path != "facts/index.html"));
        paths.extend(ledgers);
        let all =
            paths.iter().map(|path| self.chapter(path, read)).collect::<Result<Vec<Chapter>, String>>()?;
        let places = all.iter().enumerate().map(|(place, chapter)| (chapter.path.clone(), place)).collect();
        Ok(Chapters { all, places })
    }

    fn chapter(&self, path: &str, read: Read<'_>) -> Result<Chapter, String> {
        let html = String::from_utf8(self.bytes(path, read)?).map_err(|error| error.to_string())?;
        let main = main_of(&html).ok_or_else(|| format!("the template of {path} has no `main` element"))?;
        let title = xhtml::heading(main).unwrap_or_else(|| path.to_owned());
        Ok(Chapter { path: path.to_owned(), title, main: main.to_owned() })
    }

    /// The bytes at a path of the output.
    fn bytes(&self, path: &str, read: Read<'_>) -> Result<Vec<u8>, String> {
        let rendered = self.render(path).ok_or_else(|| format!("{path} is not in the output"))?;
        bytes_of(rendered, read)
    }

    /// All files of the output with their bytes, by path; those that have browsers keep it included.
    ///
    /// # Errors
    /// A page that cannot be rendered, or a file that cannot be read.
    pub fn all_files(&self, read: Read<'_>) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let files: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::default();
        let app = self.app_files();
        self.render_all(|path, rendered| {
            let bytes = bytes_of(rendered, read)?;
            if let Some(app) = app.as_ref().filter(|app| app.wants(path)) {
                app.add(path, Digest::of(&bytes));
            }
            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), bytes);
            Ok::<(), String>(())
        })?;
        let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
        let made = app.into_iter().flat_map(AppFiles::finish);
        files.extend(made.map(|(path, bytes)| (path.to_owned(), bytes)));
        Ok(files)
    }
}

/// The bytes of what was rendered, or those of the file that is copied.
fn bytes_of(rendered: Result<Output, Box<Diagnostic>>, read: Read<'_>) -> Result<Vec<u8>, String> {
    match rendered.map_err(|finding| finding.message)? {
        Output::Bytes(bytes) => Ok(bytes),
        Output::Copy(from) => read(&from).map_err(|error| format!("cannot read {from}: {error}")),
    }
}

/// What stands in the `main` element of a page.
fn main_of(html: &str) -> Option<&str> {
    let begin = html.find("<main")?;
    let start = begin + html[begin..].find('>')? + 1;
    let end = html.rfind("</main>")?;
    html.get(start..end)
}
