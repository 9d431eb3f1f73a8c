//! One file for each kind of generated page.
//!
//! In: a route. Out: its bytes, through the template of its kind. The match is exhaustive: a new
//! route or page kind is asked for by the compiler.

pub(crate) mod article;
pub(crate) mod bank;
mod changes;
mod context;
pub(crate) mod disputes;
mod glossary;
mod ledger;
mod lists;
mod machine;
mod pair;
pub(crate) mod quality;
pub(crate) mod sources;

pub(crate) use bank::{BankPage, pages as bank_pages};

use super::html::Failed;
use super::markdown::Exported;
use super::{Output, Rendered, Route, Site};

pub(crate) fn render(site: &Site<'_>, route: &Route) -> Result<Rendered, Failed> {
    let html = Output::Html;
    let bytes = match route {
        Route::Page(number) => article::render(site, *number)?,
        Route::Redirect(number, from) => machine::redirect(site, *number, from),
        Route::Pair(number) => pair::render(site, *number, html)?,
        Route::Table(table) => pair::table(site, table),
        Route::Ledger(subject) => ledger::render(site, *subject, html)?,
        Route::Subjects => lists::subjects(site)?,
        Route::Sources => sources::render(site, html)?,
        Route::Disputes => disputes::render(site, html)?,
        Route::Quality => quality::render(site, html)?,
        Route::Tags => lists::tags(site)?,
        Route::Tag(tag) => lists::tag(site, tag)?,
        Route::Glossary => glossary::render(site, html)?,
        Route::Checklists => lists::checklists(site, html)?,
        Route::Bank(page) => bank::render(site, page, html)?,
        Route::Search => lists::search(site)?,
        Route::NotFound => lists::not_found(site)?,
        Route::Machine(file) => super::machine::render(site, file)?,
        Route::Sitemap => machine::sitemap(site)?,
        Route::Robots => machine::robots(site),
        Route::ChecklistIds => crate::check::checklist_ids(site.checked),
        Route::NoJekyll => String::new(),
        Route::Card(page) => return Ok(Rendered::Bytes(super::share::draw(site.checked, *page))),
        Route::Static(name) => match site.theme.static_file(name) {
            Some(bytes) => return Ok(Rendered::Bytes(bytes)),
            None => return Ok(Rendered::Copy(site.theme.static_source(name))),
        },
        Route::Asset(path) => return Ok(Rendered::Copy(format!("content/{path}"))),
    };
    Ok(Rendered::Bytes(bytes.into_bytes()))
}

/// The Markdown of a page: its own template over the values of its HTML.
pub(crate) fn markdown(site: &Site<'_>, page: &Exported) -> Result<String, Failed> {
    let output = Output::Markdown;
    let text = match page {
        Exported::Page(number) => super::markdown::page(site, *number)?,
        Exported::Ledger(subject) => ledger::render(site, *subject, output)?,
        Exported::Pair(number) => pair::render(site, *number, output)?,
        Exported::Bank(page) => bank::render(site, page, output)?,
        Exported::Checklists => lists::checklists(site, output)?,
        Exported::Glossary => glossary::render(site, output)?,
        Exported::Sources => sources::render(site, output)?,
        Exported::Disputes => disputes::render(site, output)?,
        Exported::Quality => quality::render(site, output)?,
    };
    Ok(format!("{}\n", text.trim_end()))
}
