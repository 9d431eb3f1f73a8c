//! A page as Markdown, beside its HTML: what its readers see, for programs that read text.
//!
//! In: a page of an author, or one that is generated. Out: one Markdown text, with the evidence as footnotes.
//! One file for each kind of view or page. What only a script does (filters, timers, ticks) is left out, and
//! so are the pages that are nothing without one.

mod bank;
mod edit;
mod ledger;
mod lists;
mod page;
mod pen;
mod plan;
mod process;
mod quality;
mod questions;
mod reports;
mod rubric;
mod table;
mod view;

pub(super) use page::line;
pub(super) use pen::one_line;

use super::super::Site;
use super::super::pages::generated::{Generated, GeneratedPage};
use super::super::pages::table as pages;
use crate::model::PageId;
use pen::{Pen, words};

/// Which page.
#[derive(Clone)]
pub(crate) enum Twin {
    /// A page that an author wrote, by number.
    Page(PageId),
    Generated(Generated),
}

/// A link to the twin of a page and what it leads to, from the root.
pub(super) fn listed(page: &GeneratedPage, about: &str) -> String {
    let path = super::super::escape::path(&super::twin(&page.path));
    format!("- [{}]({path}): {about}\n", words(&page.title))
}

/// Writes the body of a page of which there is one.
type Text = fn(&mut Pen<'_>) -> String;

pub(crate) fn markdown(site: &Site<'_>, twin: &Twin) -> String {
    let generated = match twin {
        Twin::Page(number) => return page::text(site, *number),
        Twin::Generated(generated) => generated,
    };
    let page = generated.page(site.checked);
    let Some(export) = &page.export else { return String::new() };
    let mut pen = Pen::new(site, &page.path);
    let body = match generated {
        Generated::Ledger(subject) => ledger::text(&pen, *subject),
        Generated::Pair(number) => lists::pair(&pen, *number),
        Generated::Principle(number) => bank::principle(&mut pen, *number),
        Generated::Stage(number) => bank::stage(&mut pen, *number),
        Generated::Tag(_) => String::new(),
        Generated::Single(single) => {
            let texts: [(&str, Text); 6] = [
                (pages::QUESTIONS.path, bank::index),
                (pages::CHECKLISTS.path, lists::checklists),
                (pages::GLOSSARY.path, lists::glossary),
                (pages::SOURCES.path, |pen| reports::sources(pen)),
                (pages::DISPUTES.path, |pen| reports::disputes(pen)),
                (pages::QUALITY.path, |pen| quality::text(pen)),
            ];
            let text = texts.into_iter().find(|(path, _)| *path == single.path);
            text.map_or_else(String::new, |(_, text)| text(&mut pen))
        }
    };
    let about = pen::sentence(&export.about);
    pen.whole(&page::head(&pen, &page.title, Some(&about), "", &page.path), &body)
}
