//! From a checked site to bytes, one output path at a time.
//!
//! In: a [`Checked`](crate::check::Checked) site, its theme and the texts of its files. Out: the
//! bytes of any path of the output. A page depends on nothing else, so `build` maps this over all
//! paths and `serve` calls it for the path that is asked for: what they give is the same.
//! Never sees an unresolved reference, writes no file, adds nothing for the preview.

pub(crate) mod best;
mod book;
pub(crate) mod collect;
mod escape;
mod footnotes;
pub(crate) mod guide;
pub(crate) mod html;
mod machine;
mod margin;
mod pages;
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

pub(crate) use html::Failed;
pub use routes::CHECKLIST_IDS;
pub(crate) use routes::{Route, routes};
pub(crate) use search::files as search_files;
pub(crate) use shared::Shared;

use crate::check::Checked;
use crate::text::Files;
use crate::theme::Theme;

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
    /// Renders one route. Template errors are findings.
    pub(crate) fn render(&self, route: &Route) -> Result<Rendered, Failed> {
        pages::render(self, route)
    }
}
