//! One file for each kind of generated page.
//!
//! In: a route. Out: its bytes, through the template of its kind. The match is exhaustive: a new
//! route or page kind is asked for by the compiler.

mod article;
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

pub(crate) use article::related;
pub(crate) use bank::{BankPage, pages as bank_pages};

use super::html::Failed;
use super::{Rendered, Route, Site};

pub(crate) fn render(site: &Site<'_>, route: &Route) -> Result<Rendered, Failed> {
    let bytes = match route {
        Route::Page(number) => article::render(site, *number)?,
        Route::Redirect(number, from) => machine::redirect(site, *number, from),
        Route::Pair(number) => pair::render(site, *number)?,
        Route::Table(table) => pair::table(site, table),
        Route::Ledger(subject) => ledger::render(site, *subject)?,
        Route::Subjects => lists::subjects(site)?,
        Route::Sources => sources::render(site)?,
        Route::Disputes => disputes::render(site)?,
        Route::Quality => quality::render(site)?,
        Route::Tags => lists::tags(site)?,
        Route::Tag(tag) => lists::tag(site, tag)?,
        Route::Glossary => glossary::render(site)?,
        Route::Checklists => lists::checklists(site)?,
        Route::Bank(page) => bank::render(site, page)?,
        Route::Search => lists::search(site)?,
        Route::NotFound => lists::not_found(site)?,
        Route::Machine(file) => super::machine::render(site, file),
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
