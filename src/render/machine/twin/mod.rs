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

use super::super::guide::questions as paths;
use super::super::pages::{BankPage, bank_pages};
use super::super::paths::pair_path;
use super::super::{Site, collect};
use crate::check::Checked;
use crate::model::{PageId, PairId, SubjectId};
use pen::{Pen, words};

/// Which page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Twin {
    /// A page that an author wrote, by number.
    Page(PageId),
    /// All facts of a subject.
    Ledger(SubjectId),
    /// Two subjects side by side.
    Pair(PairId),
    /// A list of questions.
    Bank(BankPage),
    Checklists,
    Glossary,
    Sources,
    Disputes,
    Quality,
}

/// A generated page that has a twin.
pub(super) struct Generated {
    /// Path of the HTML.
    pub path: String,
    pub title: String,
    /// What it is, for lists and under its title.
    pub about: String,
    /// Where lists show it.
    pub group: &'static str,
}

/// Groups of generated pages, in the order of lists.
pub(super) const GROUPS: [&str; 4] = ["Questions", "Side by side", "Reference", "Facts"];

/// Kinds of generated pages that have a twin.
const KINDS: [&str; 8] =
    ["bank", "comparison", "ledger", "checklists", "glossary", "sources", "disputes", "quality"];

/// Path of the twin of a generated page.
pub(crate) fn of_generated(kind: &str, path: &str) -> Option<String> {
    KINDS.contains(&kind).then(|| super::twin(path))
}

/// The generated pages that have a twin. The drill and the sheet are the same questions once more.
pub(super) fn generated(checked: &Checked) -> Vec<Twin> {
    let data = &checked.data;
    let with_twin =
        |page: &BankPage| matches!(page, BankPage::Index | BankPage::Stage(_) | BankPage::Principle(_));
    let mut bank: Vec<BankPage> = bank_pages(checked).into_iter().map(|(_, page)| page).collect();
    bank.retain(with_twin);
    // The page with all questions leads the list.
    bank.sort_by_key(|page| *page != BankPage::Index);
    let mut all: Vec<Twin> = bank.into_iter().map(Twin::Bank).collect();
    all.extend(checked.pairs.keys().map(Twin::Pair));
    let reference = [
        (checked.has_checklists(), Twin::Checklists),
        (!data.terms.is_empty(), Twin::Glossary),
        (!data.sources.is_empty(), Twin::Sources),
        (checked.facts.items.iter().any(|fact| fact.dispute.is_some()), Twin::Disputes),
        (!checked.facts.items.is_empty(), Twin::Quality),
    ];
    all.extend(reference.into_iter().filter(|(there, _)| *there).map(|(_, twin)| twin));
    all.extend(data.subjects.keys().filter(|subject| checked.has_facts(*subject)).map(Twin::Ledger));
    all
}

/// Where a generated page stands and what it is; none for an author's page.
pub(super) fn described(checked: &Checked, twin: &Twin) -> Option<Generated> {
    let (path, title, about): (&str, &str, &str) = match twin {
        Twin::Page(_) => return None,
        Twin::Bank(page) => return listed(checked, page),
        Twin::Pair(number) => {
            let pair = &checked.pairs[*number];
            return Some(Generated {
                path: pair_path(checked, pair),
                title: collect::pair_title(checked, pair),
                about: "everything that is recorded of both, side by side".to_owned(),
                group: "Side by side",
            });
        }
        Twin::Ledger(subject) => {
            let label = &checked.data.subjects[*subject].label;
            return Some(Generated {
                path: collect::ledger_path(checked, *subject),
                title: format!("Facts: {label}"),
                about: format!("every fact on {label} with its date and its sources"),
                group: "Facts",
            });
        }
        Twin::Checklists => ("checklists.html", "All checklists", "every checklist on one page"),
        Twin::Glossary => ("glossary.html", "Glossary", "words and what they mean here"),
        Twin::Sources => ("sources.html", "Sources", "where the values were read"),
        Twin::Disputes => ("disputes.html", "Disputes", "what the sources disagree about"),
        Twin::Quality => ("quality.html", "Data quality", "what backs the figures, and which rules hold"),
    };
    let [path, title, about] = [path, title, about].map(str::to_owned);
    Some(Generated { path, title, about, group: "Reference" })
}

/// A page of the question bank.
fn listed(checked: &Checked, page: &BankPage) -> Option<Generated> {
    let guide = &checked.data.guide;
    let (path, title, about) = match page {
        BankPage::Index => (
            paths::INDEX.to_owned(),
            paths::INDEX_TITLE.to_owned(),
            "every question with what a good answer shows",
        ),
        BankPage::Stage(number) => {
            let stage = &guide.stages[*number];
            let title = format!("Questions: {}", stage.label);
            (paths::stage_path(&stage.id.value), title, "the questions of this stage")
        }
        BankPage::Principle(number) => {
            let (set, item) = *checked.ids.guide.places.get(*number)?;
            let one = &guide.principles[set].items[item];
            let about = "what shows it, what speaks against it, and the questions that ask for it";
            (paths::principle_path(&one.id.value), one.name.clone(), about)
        }
        BankPage::Drill | BankPage::Sheet | BankPage::Anki => return None,
    };
    Some(Generated { path, title, about: about.to_owned(), group: "Questions" })
}

impl Generated {
    /// A link and what it leads to, from the root.
    pub(super) fn line(&self) -> String {
        let path = super::super::escape::path(&super::twin(&self.path));
        format!("- [{}]({path}): {}\n", words(&self.title), self.about)
    }
}

pub(super) fn markdown(site: &Site<'_>, twin: &Twin) -> String {
    let page = match twin {
        Twin::Page(number) => return page::text(site, *number),
        twin => described(site.checked, twin),
    };
    let Some(page) = page else { return String::new() };
    let mut pen = Pen::new(site, &page.path);
    let body = match twin {
        Twin::Page(_) => String::new(),
        Twin::Ledger(subject) => ledger::text(&pen, *subject),
        Twin::Pair(number) => lists::pair(&pen, *number),
        Twin::Bank(page) => bank::text(&mut pen, page),
        Twin::Checklists => lists::checklists(&mut pen),
        Twin::Glossary => lists::glossary(&mut pen),
        Twin::Sources => reports::sources(&pen),
        Twin::Disputes => reports::disputes(&pen),
        Twin::Quality => quality::text(&pen),
    };
    let about = pen::sentence(&page.about);
    pen.whole(&page::head(&pen, &page.title, Some(&about), "", &page.path), &body)
}
