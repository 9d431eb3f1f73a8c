//! The Markdown of a page that an author wrote.
//!
//! In: a page by number. Out: its Markdown, through a template: the view of its kind and its text. The text stays
//! as it was written but for what `edit` names.

use super::super::html::{Failed, Meaning, Writer};
use super::super::page_tree::PageTree;
use super::super::pages::article;
use super::super::url::root_of;
use super::super::{Output, Site, evidence_list::EvidenceList};
use super::edit::Editor;
use super::ended;
use crate::model::PageId;
use crate::views;

/// The template of all pages that authors wrote.
pub(crate) const TEMPLATE: &str = "page.md";

/// The Markdown of a page, ending in one line break.
pub(crate) fn render(site: &Site<'_>, number: PageId, tree: &PageTree<'_>) -> Result<String, Failed> {
    let page = &site.checked.pages[number];
    let root = root_of(&page.out);
    let mut evidence = EvidenceList::default();
    let meaning =
        Meaning { links: &page.links, claims: &page.claims, views: &page.views, page: Some(&page.out) };
    let mut writer = Writer::new(site, meaning, &root, &mut evidence);
    writer.output = Output::Markdown;
    let own = match &page.own_view {
        Some(own) => writer.aside(|writer| views::html::write(writer, own, false))?,
        None => String::new(),
    };
    writer.evidence.register(&page.claims, site);
    let body = Editor::new(&mut writer, tree.text, page.page.body.clone()).text(&tree.doc)?;
    let mut view = article::page_view(site, number, page);
    view.evidence = evidence.entries;
    let context = article::context(site, number, &view, &root, body.trim(), &own);
    context.render(site, TEMPLATE, page.page.path.as_str()).map(ended)
}
