//! From a checked site to bytes, one output path at a time.
//!
//! In: a [`Checked`](crate::check::Checked) site, its theme and the texts of its files. Out: the
//! bytes of any path of the output. A page depends on nothing else, so `build` maps this over all
//! paths and `serve` calls it for the path that is asked for: what they give is the same.
//! Never sees an unresolved reference, writes no file, adds nothing for the preview.

pub(crate) mod best;
mod changes;
mod claim;
pub(crate) mod collect;
mod embedded;
mod escape;
mod evidence_list;
mod footnotes;
pub(crate) mod guide;
pub(crate) mod html;
mod machine;
mod margin;
mod markdown;
pub(crate) mod nonce;
mod output;
mod page_tree;
mod pages;
pub(crate) mod paths;
mod plain;
mod prose_table;
mod reports;
mod roles;
mod routes;
pub(crate) mod search;
mod share;
mod shared;
pub(crate) mod snippet;
mod tables;
mod tasks;
mod term_cards;
mod terms;
mod typography;
mod url;
pub(crate) mod view;
mod words;
mod written;

pub(crate) use escape::text as escape_html;
pub(crate) use html::Failed;
pub(crate) use markdown::path_of as markdown_beside;
use output::Output;
pub(crate) use pages::Exported;
pub use pages::files::CHECKLIST_IDS;
pub(crate) use pages::generated::exported_path as markdown_path;
pub(crate) use routes::{Route, Routes, routes};
pub(crate) use shared::{Before, Shared, still_counted};
pub(crate) use written::KeptTexts;

use crate::check::Checked;
use crate::model::PageId;
use crate::text::Files;
use crate::theme::Theme;
use std::borrow::Cow;

/// Everything that rendering looks at.
pub(crate) struct Site<'a> {
    pub checked: &'a Checked,
    pub files: &'a Files,
    pub theme: &'a Theme,
    pub shared: &'a Shared,
}

/// The bytes of one path.
pub(crate) enum Rendered {
    Bytes(Vec<u8>),
    /// A file of the site that is published as it is: its path below the root.
    Copy(String),
}

impl Site<'_> {
    /// Renders one path by its route. Template errors are findings.
    pub(crate) fn render(&self, route: &Route, path: &str) -> Result<Rendered, Failed> {
        route.render(self, path)
    }

    /// The file of the template that a route is rendered with; none for what has no template.
    pub(crate) fn template<'a>(&'a self, route: &'a Route) -> Option<Cow<'a, str>> {
        route.template(self)
    }

    /// Renders the two files of a page, HTML and Markdown, and keeps what the search needs of it.
    pub(crate) fn render_page(&self, page: PageId) -> (Result<String, Failed>, Result<String, Failed>) {
        let written::Written { html, markdown, hashes, key } = written::page(self, page);
        let shown = pages::article::Shown::of(self, page, &hashes, key);
        let markdown = markdown.and_then(|text| pages::export::render(self, page, &text, &shown));
        (html.and_then(|text| pages::article::render(self, page, text, shown)), markdown)
    }

    /// A text as the specifications of CommonMark and GitHub print it; `addresses` in running text are links.
    pub(crate) fn plain(&self, markdown: &str, addresses: bool) -> Result<String, Failed> {
        plain::html(self, markdown, addresses)
    }

    /// Makes the files of the search and hands each to `emit`: its path and its bytes. Keeps none of them.
    pub(crate) fn each_search_file<E: Send>(
        &self,
        emit: impl FnMut(String, Vec<u8>) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        pages::each_search_file(self, emit)
    }
}
