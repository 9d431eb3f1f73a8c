//! Pages as Markdown, each beside its HTML.
//!
//! In: a page, and what its text became. Out: its Markdown, through a template over the values that the HTML has too; of a page that an author
//! wrote, the view of its kind and its text, which stays as it was written but for what `markdown` edits. And the
//! lines that lists of exports show.

use super::article::{self, Shown};
use super::generated::{Generated, GeneratedPage};
use crate::model::PageId;
use crate::render::changes::Hashes;
use crate::render::html::Failed;
use crate::render::markdown::address;
use crate::render::page_tree::PageTree;
use crate::render::url::root_of;
use crate::render::view::PageView;
use crate::render::written::{self, MarkdownText};
use crate::render::{Output, Site};
use crate::text::{escaped_markdown, one_line};

/// A page that is exported.
#[derive(Clone)]
pub(crate) enum Exported {
    /// One that an author wrote.
    Page(PageId),
    Generated(Generated),
}

/// The template of all pages that authors wrote.
pub(crate) const TEMPLATE: &str = "page.md";

impl Exported {
    /// The Markdown, ending in one line break.
    pub(crate) fn render(&self, site: &Site<'_>) -> Result<String, Failed> {
        match self {
            Self::Page(page) => {
                let text = written::markdown(site, *page, &PageTree::of(site, *page))?;
                render(site, *page, &text, &Shown::of(site, *page, &Hashes::of(site, *page), None))
            }
            Self::Generated(page) => page.render(site, Output::Markdown).map(ended),
        }
    }
}

/// A text that ends in one line break.
fn ended(text: String) -> String {
    format!("{}\n", text.trim_end())
}

/// A link to the export of a generated page and what it leads to, from the root.
pub(crate) fn listed(site: &Site<'_>, page: &GeneratedPage, about: &str) -> String {
    format!("- [{}]({}): {about}\n", escaped_markdown(&page.title), address(site, "", &page.path, None))
}

/// One page of an author in a list from the root: a link and what it is about.
pub(crate) fn line(site: &Site<'_>, page: PageId) -> String {
    let page = &site.checked.pages[page];
    let about = page.description().map_or_else(String::new, |text| format!(": {}", one_line(text)));
    let title = escaped_markdown(&page.page.front.title.value);
    format!("- [{title}]({}){about}\n", address(site, "", &page.out, None))
}

/// The Markdown of a page that an author wrote, ending in one line break.
pub(crate) fn render(
    site: &Site<'_>,
    number: PageId,
    text: &MarkdownText,
    shown: &Shown,
) -> Result<String, Failed> {
    let page = &site.checked.pages[number];
    let noted = PageView { evidence: text.evidence.clone(), ..shown.view.clone() };
    let context = article::context(site, number, &noted, &root_of(&page.out), text.body.trim(), &text.own);
    context.of_text(shown.text).render(site, TEMPLATE, page.page.path.as_str()).map(ended)
}
