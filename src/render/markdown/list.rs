//! Which pages are exported, and how lists show them.
//!
//! In: pages. Out: the path of a page's Markdown, and its line in a list. Does not write pages.

use super::super::pages::generated::{Generated, GeneratedPage, is_exported};
use super::{address, path_of};
use crate::model::PageId;
use crate::text::escaped_markdown;

/// A page that is exported.
#[derive(Clone)]
pub(crate) enum Exported {
    /// One that an author wrote.
    Page(PageId),
    Generated(Generated),
}

/// A link to the export of a generated page and what it leads to, from the root.
pub(crate) fn listed(page: &GeneratedPage, about: &str) -> String {
    format!("- [{}]({}): {about}\n", escaped_markdown(&page.title), address("", &page.path, None))
}

/// Path of the Markdown of a page, by that of its HTML, where it has one.
pub(crate) fn exported_path(path: &str) -> Option<String> {
    is_exported(path).then(|| path_of(path))
}
