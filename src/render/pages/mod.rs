//! One file for each kind of generated page.
//!
//! In: a route. Out: its bytes, through the template of its kind. The match is exhaustive: a new
//! route or page kind is asked for by the compiler. What is said of generated pages stands in `table`.

pub(crate) mod article;
pub(crate) mod bank;
mod changes;
mod context;
pub(crate) mod disputes;
pub(crate) mod files;
pub(crate) mod generated;
mod glossary;
mod ledger;
mod lists;
mod machine;
mod pair;
pub(crate) mod quality;
pub(crate) mod sources;
pub(crate) mod table;

use super::html::Failed;
use super::markdown::Exported;
use super::page_tree::PageTree;
use super::{Output, Rendered, Route, Site};
use std::borrow::Cow;

/// The bytes of a path, which is that of the route or lies in the route's folder.
pub(crate) fn render(site: &Site<'_>, route: &Route, path: &str) -> Result<Rendered, Failed> {
    let text = match route {
        Route::Page(number) => article::render(site, *number, &PageTree::of(site, *number))?,
        Route::Redirect(number) => machine::redirect(site, *number, path),
        Route::Generated(page) => page.render(site, Output::Html)?,
        Route::Table(table) => pair::table(site, table),
        Route::File(file) => (file.render)(site)?,
        Route::Facts(subject) => super::machine::facts(site, Some(*subject)),
        Route::Markdown(page) => markdown(site, page)?,
        Route::Card(page) => return Ok(Rendered::Bytes(super::share::draw(site.checked, *page))),
        Route::SearchFolder => {
            let bytes = site.shared.search_files(site).get(path);
            return Ok(Rendered::Bytes(bytes.cloned().unwrap_or_default()));
        }
        Route::Static(name) => match site.theme.static_file(name) {
            Some(bytes) => return Ok(Rendered::Bytes(bytes)),
            None => return Ok(Rendered::Copy(site.theme.static_source(name))),
        },
        Route::Asset => return Ok(Rendered::Copy(format!("content/{path}"))),
    };
    Ok(Rendered::Bytes(text.into_bytes()))
}

/// The file of the template that a route is rendered with; none for what has no template.
pub(crate) fn template<'s>(site: &'s Site<'_>, route: &Route) -> Option<Cow<'s, str>> {
    match route {
        Route::Page(number) => Some(article::template(site, *number)),
        Route::Generated(page) => Some(page.page(site.checked).template.into()),
        Route::File(file) => file.template.map(Cow::from),
        Route::Markdown(Exported::Page(_)) => Some(super::markdown::TEMPLATE.into()),
        Route::Markdown(Exported::Generated(page)) => {
            Some(Output::Markdown.template(page.page(site.checked).template).into())
        }
        Route::Redirect(_)
        | Route::Table(_)
        | Route::Facts(_)
        | Route::Card(_)
        | Route::SearchFolder
        | Route::Static(_)
        | Route::Asset => None,
    }
}

/// The Markdown of a page: its own template over the values of its HTML.
fn markdown(site: &Site<'_>, page: &Exported) -> Result<String, Failed> {
    match page {
        Exported::Page(number) => super::markdown::render(site, *number, &PageTree::of(site, *number)),
        Exported::Generated(page) => page.render(site, Output::Markdown).map(super::markdown::ended),
    }
}
