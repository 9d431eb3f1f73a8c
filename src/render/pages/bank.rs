//! Generated pages of the question bank: all questions, one page for each stage and principle, the
//! drill, the sheet to print, and a file for Anki.
//!
//! In: the site. Out: one page each, through a template of its own.

use super::super::book::Book;
use super::super::guide::questions::{self, DRILL, DRILL_TITLE, INDEX, INDEX_TITLE};
use super::super::guide::view::{BankLink, BankPages};
use super::super::html::{Meaning, Writer};
use super::super::url::root_of;
use super::super::view::LinkView;
use super::super::{Failed, Site};
use super::context::{self, PageContext};
use crate::check::Checked;
use crate::model::{PrincipleId, QuestionId, StageId};
use crate::views;
use std::collections::BTreeMap;

/// A page of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BankPage {
    Index,
    Stage(StageId),
    /// A principle by its number among all.
    Principle(PrincipleId),
    Drill,
    Sheet,
    /// For Anki's text import.
    Anki,
}

/// Every page of the bank with its path.
pub(crate) fn pages(checked: &Checked) -> Vec<(String, BankPage)> {
    let guide = &checked.data.guide;
    let mut pages = Vec::new();
    for (principle, (set, item)) in checked.ids.guide.places.iter_enumerated() {
        let one = &guide.principles[*set].items[*item];
        pages.push((questions::principle_path(&one.id.value), BankPage::Principle(principle)));
    }
    if guide.questions.is_empty() {
        return pages;
    }
    pages.push((INDEX.to_owned(), BankPage::Index));
    pages.push((DRILL.to_owned(), BankPage::Drill));
    pages.push(("questions/sheet.html".to_owned(), BankPage::Sheet));
    pages.push(("questions/questions.txt".to_owned(), BankPage::Anki));
    for (number, stage) in guide.stages.iter_enumerated() {
        if !of_stage(checked, number).is_empty() {
            pages.push((questions::stage_path(&stage.id.value), BankPage::Stage(number)));
        }
    }
    pages
}

pub(crate) fn render(site: &Site<'_>, page: &BankPage) -> Result<String, Failed> {
    let checked = site.checked;
    let guide = &checked.data.guide;
    let everything: Vec<QuestionId> = guide.questions.keys().collect();
    match page {
        BankPage::Anki => Ok(questions::anki(checked)),
        BankPage::Index => {
            let about = format!("{} questions to practise, by role, stage and principle.", everything.len());
            let page =
                Page { kind: "bank", title: INDEX_TITLE, about, path: INDEX, scripts: &["questions.js"] };
            list(site, page, &everything, None, None)
        }
        BankPage::Drill => {
            let about =
                "One question at a time, aloud, against the clock. What you know well comes back later.";
            let (title, scripts) = (DRILL_TITLE, &["drill.js"][..]);
            let page = Page { kind: "drill", title, about: about.to_owned(), path: DRILL, scripts };
            list(site, page, &everything, None, None)
        }
        BankPage::Sheet => {
            let about = "All questions for paper. Choose whether the guidance is printed too.".to_owned();
            let path = "questions/sheet.html";
            let page = Page { kind: "sheet", title: "Questions to print", about, path, scripts: &[] };
            list(site, page, &everything, None, None)
        }
        BankPage::Stage(number) => {
            let stage = &guide.stages[*number];
            let questions = of_stage(checked, *number);
            let title = format!("Questions: {}", stage.label);
            let path = questions::stage_path(&stage.id.value);
            let about = format!("{} to practise for this stage.", counted(questions.len()));
            let page = Page { kind: "bank", title: &title, about, path: &path, scripts: &["questions.js"] };
            list(site, page, &questions, stage.description.as_ref(), None)
        }
        BankPage::Principle(number) => {
            let (set, item) = checked.ids.guide.places[*number];
            let one = &guide.principles[set].items[item];
            let questions = of_principle(checked, &one.id.value);
            let path = questions::principle_path(&one.id.value);
            let about = format!(
                "What shows it, what speaks against it, and {} that ask for it.",
                counted(questions.len())
            );
            let page =
                Page { kind: "bank", title: &one.name, about, path: &path, scripts: &["questions.js"] };
            list(site, page, &questions, None, Some(&one.id.value))
        }
    }
}

fn counted(questions: usize) -> String {
    if questions == 1 { "1 question".to_owned() } else { format!("{questions} questions") }
}

/// What sets a page of the bank apart.
struct Page<'a> {
    kind: &'static str,
    title: &'a str,
    about: String,
    path: &'a str,
    scripts: &'a [&'a str],
}

fn list(
    site: &Site<'_>,
    page: Page<'_>,
    numbers: &[QuestionId],
    description: Option<&crate::text::Spanned<String>>,
    principle: Option<&str>,
) -> Result<String, Failed> {
    let root = root_of(page.path);
    let mut view = context::generated(site, page.kind, page.title, Some(page.about), page.path);
    if page.path != INDEX && !site.checked.data.guide.questions.is_empty() {
        view.breadcrumbs.push(LinkView { title: INDEX_TITLE.to_owned(), path: INDEX.to_owned() });
    }
    view.scripts = page.scripts.iter().filter_map(|name| site.theme.static_path(name)).collect();
    let (links, mut book) = (BTreeMap::new(), Book::default());
    let meaning = Meaning { links: &links, claims: &[], views: &[], page: None };
    let mut writer = Writer::new(site, meaning, &root, &mut book);
    let body = match description {
        Some(text) => format!("<p>{}</p>\n", super::super::guide::text(&mut writer, text)?),
        None => String::new(),
    };
    let principle = match principle {
        Some(id) => views::principles::html::principle(&mut writer, id)?,
        None => None,
    };
    let questions = views::questions::html::view(&mut writer, numbers)?;
    let html = if page.kind == "bank" && !numbers.is_empty() {
        writer.aside(|writer| writer.component("questions.html", &questions))?
    } else {
        String::new()
    };
    view.evidence = std::mem::take(&mut book.entries);
    let around = around(site.checked);
    let context =
        PageContext::new(site, &view, None, &root, &body).with("bank", &questions).with("around", &around);
    let context = match page.kind {
        "bank" => context.with("principle", &principle).html("questions", &html),
        _ => context,
    };
    context.render(site, &format!("{}.html", page.kind), "")
}

pub(crate) fn of_stage(checked: &Checked, number: StageId) -> Vec<QuestionId> {
    let id = &checked.data.guide.stages[number].id.value;
    let questions = checked.data.guide.questions.iter_enumerated();
    let own =
        questions.filter(|(_, question)| question.stage.as_ref().is_some_and(|stage| stage.value == *id));
    own.map(|(number, _)| number).collect()
}

pub(crate) fn of_principle(checked: &Checked, id: &str) -> Vec<QuestionId> {
    let questions = checked.data.guide.questions.iter_enumerated();
    let own = questions.filter(|(_, question)| question.principles.iter().any(|one| one.value == id));
    own.map(|(number, _)| number).collect()
}

/// The other pages of the bank.
pub(crate) fn around(checked: &Checked) -> BankPages {
    let guide = &checked.data.guide;
    let stages = guide.stages.iter_enumerated().filter_map(|(number, stage)| {
        let count = of_stage(checked, number).len();
        (count > 0).then(|| BankLink {
            title: stage.label.clone(),
            path: questions::stage_path(&stage.id.value),
            count,
        })
    });
    let principles = guide.principles.iter().flat_map(|set| &set.items).map(|one| BankLink {
        title: one.name.clone(),
        path: questions::principle_path(&one.id.value),
        count: of_principle(checked, &one.id.value).len(),
    });
    let tools =
        [("Practise", DRILL), ("Print", "questions/sheet.html"), ("For Anki", "questions/questions.txt")];
    let tools = tools.map(|(title, path)| LinkView { title: title.to_owned(), path: path.to_owned() });
    BankPages {
        stages: stages.collect(),
        principles: principles.collect(),
        tools: if guide.questions.is_empty() { Vec::new() } else { tools.to_vec() },
    }
}
