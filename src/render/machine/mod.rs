//! Files for programs: the facts as JSON with their schema, what pages say of themselves as JSON-LD, pages
//! as Markdown with a list of them, feeds.
//!
//! In: a checked site. Out: their paths and texts. The same facts as on the pages, nothing more; no clock.
//! The sitemap and `robots.txt` are small enough to stand with the pages.

mod facts;
mod stored;

use super::Site;
use crate::check::Checked;

/// A file for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum File {
    /// All facts.
    Facts,
    /// What the facts' file looks like.
    Schema,
}

/// The JSON Schema of `facts.json`.
const SCHEMA: &str = include_str!("facts.schema.json");

/// The files of a site, with their paths.
pub(crate) fn files(checked: &Checked) -> Vec<(String, File)> {
    let mut files = Vec::new();
    if !checked.facts.items.is_empty() {
        files.push(("facts.json".to_owned(), File::Facts));
        files.push(("facts.schema.json".to_owned(), File::Schema));
    }
    files
}

pub(crate) fn render(site: &Site<'_>, file: &File) -> String {
    match file {
        File::Facts => facts::json(site),
        File::Schema => SCHEMA.to_owned(),
    }
}
