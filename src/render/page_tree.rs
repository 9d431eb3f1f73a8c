//! The text of an author's page as a tree.
//!
//! In: a page of the site. Out: its tree, from which HTML, Markdown export and search document are made. A build
//! makes all three from one tree and drops it: together with the pass that reads what a page refers to, each text is
//! parsed twice, and memory never holds more trees than there are threads.

use super::Site;
use crate::doc::{Doc, mark_title};
use crate::model::PageId;
use crate::parse::{Ways, markdown};

/// The text of a page and its tree.
pub(crate) struct PageTree<'s> {
    /// The whole file; ranges in the tree are bytes of it.
    pub text: &'s str,
    pub doc: Doc<'s>,
}

impl<'s> PageTree<'s> {
    pub(crate) fn of(site: &Site<'s>, page: PageId) -> Self {
        let page = &site.checked.pages[page].page;
        let text: &'s str = &site.files.get(page.file).text;
        let ways = Ways::of_page(page.front.math);
        let (mut doc, _) = markdown::parse_in(text, page.body.clone(), &site.shared.roles, ways);
        mark_title(&mut doc, &page.front.title.value);
        Self { text, doc }
    }
}
