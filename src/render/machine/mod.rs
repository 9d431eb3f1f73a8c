//! Files for programs: the facts as JSON with their schema, what pages say of themselves as JSON-LD, pages
//! as Markdown with a list of them, feeds.
//!
//! In: a checked site. Out: their paths and texts. The same facts as on the pages, nothing more; no clock.
//! The sitemap and `robots.txt` are small enough to stand with the pages.

mod facts;
pub(crate) mod jsonld;
mod lists;
mod stored;
mod twin;

pub(crate) use lists::feeds;

use super::Site;
use crate::check::Checked;

/// A file for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum File {
    /// All facts.
    Facts,
    /// What the facts' file looks like.
    Schema,
    /// A list of the pages as Markdown.
    Llms,
    /// A page as Markdown, by number.
    Twin(usize),
    /// Pages by the day of their last change.
    Pages,
    /// Facts by the day from which they count.
    Changes,
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
    files.push(("llms.txt".to_owned(), File::Llms));
    files.extend(checked.pages.iter().enumerate().map(|(n, page)| (twin(&page.out), File::Twin(n))));
    files.extend(feeds(checked).into_iter().map(|feed| {
        let file = if feed.path == "feed.xml" { File::Pages } else { File::Changes };
        (feed.path, file)
    }));
    files
}

/// Where a page's Markdown stands: beside it.
pub(crate) fn twin(out: &str) -> String {
    format!("{}.md", out.strip_suffix(".html").unwrap_or(out))
}

pub(crate) fn render(site: &Site<'_>, file: &File) -> String {
    match file {
        File::Facts => facts::json(site),
        File::Schema => SCHEMA.to_owned(),
        File::Llms => lists::llms(site),
        File::Twin(number) => twin::markdown_of(site, *number),
        File::Pages => lists::pages_feed(site),
        File::Changes => lists::facts_feed(site),
    }
}
