//! Which pages are exported, and what lists say of them.
//!
//! In: a checked site. Out: the generated pages with Markdown, each with its title. Does not write them.

use super::super::collect;
use super::super::guide::questions as paths;
use super::super::pages::{BankPage, bank_pages};
use super::super::paths::pair_path;
use super::{address, path_of};
use crate::check::Checked;
use crate::model::{PageId, PairId, SubjectId};
use crate::text::escaped_markdown;

/// A page that is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Exported {
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

/// A generated page that is exported.
pub(crate) struct Generated {
    /// Path of the HTML.
    pub path: String,
    pub title: String,
    /// What it is, for lists and under its title.
    pub about: String,
    /// Where lists show it.
    pub group: &'static str,
}

/// Groups of generated pages, in the order of lists.
pub(crate) const GROUPS: [&str; 4] = ["Questions", "Side by side", "Reference", "Facts"];

/// Kinds of generated pages that are exported.
const KINDS: [&str; 8] =
    ["bank", "comparison", "ledger", "checklists", "glossary", "sources", "disputes", "quality"];

/// Path of the Markdown of a generated page.
pub(crate) fn of_generated(kind: &str, path: &str) -> Option<String> {
    KINDS.contains(&kind).then(|| path_of(path))
}

/// The generated pages that are exported. The drill and the sheet are the same questions once more.
pub(crate) fn generated(checked: &Checked) -> Vec<Exported> {
    let data = &checked.data;
    let exported =
        |page: &BankPage| matches!(page, BankPage::Index | BankPage::Stage(_) | BankPage::Principle(_));
    let mut bank: Vec<BankPage> = bank_pages(checked).into_iter().map(|(_, page)| page).collect();
    bank.retain(exported);
    // The page with all questions leads the list.
    bank.sort_by_key(|page| *page != BankPage::Index);
    let mut all: Vec<Exported> = bank.into_iter().map(Exported::Bank).collect();
    all.extend(checked.pairs.keys().map(Exported::Pair));
    let reference = [
        (checked.has_checklists(), Exported::Checklists),
        (!data.terms.is_empty(), Exported::Glossary),
        (!data.sources.is_empty(), Exported::Sources),
        (checked.facts.items.iter().any(|fact| fact.dispute.is_some()), Exported::Disputes),
        (!checked.facts.items.is_empty(), Exported::Quality),
    ];
    all.extend(reference.into_iter().filter(|(there, _)| *there).map(|(_, page)| page));
    all.extend(data.subjects.keys().filter(|subject| checked.has_facts(*subject)).map(Exported::Ledger));
    all
}

/// Where a generated page stands and what it is; none for an author's page.
pub(crate) fn described(checked: &Checked, page: &Exported) -> Option<Generated> {
    let (path, title, about): (&str, &str, &str) = match page {
        Exported::Page(_) => return None,
        Exported::Bank(page) => return listed(checked, page),
        Exported::Pair(number) => {
            let pair = &checked.pairs[*number];
            return Some(Generated {
                path: pair_path(checked, pair),
                title: collect::pair_title(checked, pair),
                about: "everything that is recorded of both, side by side".to_owned(),
                group: "Side by side",
            });
        }
        Exported::Ledger(subject) => {
            let label = &checked.data.subjects[*subject].label;
            return Some(Generated {
                path: collect::ledger_path(checked, *subject),
                title: format!("Facts: {label}"),
                about: format!("every fact on {label} with its date and its sources"),
                group: "Facts",
            });
        }
        Exported::Checklists => ("checklists.html", "All checklists", "every checklist on one page"),
        Exported::Glossary => ("glossary.html", "Glossary", "words and what they mean here"),
        Exported::Sources => ("sources.html", "Sources", "where the values were read"),
        Exported::Disputes => ("disputes.html", "Disputes", "what the sources disagree about"),
        Exported::Quality => ("quality.html", "Data quality", "what backs the figures, and which rules hold"),
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
    pub(crate) fn line(&self) -> String {
        format!("- [{}]({}): {}\n", escaped_markdown(&self.title), address("", &self.path, None), self.about)
    }
}

/// Path of the Markdown of a page, by that of its HTML: all have one that say something without a script, but
/// lists of tags.
pub(crate) fn exported_path(path: &str) -> Option<String> {
    let without = [
        paths::DRILL,
        "questions/sheet.html",
        "search.html",
        "tags.html",
        "404.html",
        super::super::routes::SUBJECTS,
    ];
    let exported = path.ends_with(".html") && !without.contains(&path) && !path.starts_with("tags/");
    exported.then(|| path_of(path))
}
