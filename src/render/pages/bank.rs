//! Generated pages of the question bank: all questions, one page for each stage and principle, the
//! drill, and the sheet to print.
//!
//! In: the site. Out: one page each, through a template of its own.

use super::super::evidence_list::EvidenceList;
use super::super::guide::questions;
use super::super::guide::view::{BankLink, BankPages};
use super::super::html::{Meaning, Writer};
use super::super::url::root_of;
use super::super::view::LinkView;
use super::super::{Failed, Output, Site};
use super::context::{self, PageContext};
use super::files::ANKI;
use super::generated::GeneratedPage;
use super::table::{DRILL, QUESTIONS, SHEET};
use crate::check::Checked;
use crate::model::{Principle, PrincipleId, QuestionId, StageId, Table, TextId};
use crate::views;
use std::collections::BTreeMap;

pub(crate) fn index(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let all = everything(site.checked);
    let about = format!("{} to practise, by role, stage and principle.", counted(all.len()));
    list(site, page, output, about, FILTERS, Questions { numbers: &all, ..Questions::default() })
}

pub(crate) fn drill(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let all = everything(site.checked);
    let about = "One question at a time, aloud, against the clock. What you know well comes back later.";
    list(
        site,
        page,
        output,
        about.to_owned(),
        &["drill.js"],
        Questions { numbers: &all, ..Questions::default() },
    )
}

pub(crate) fn sheet(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let all = everything(site.checked);
    let about = "All questions for paper. Choose whether the guidance is printed too.";
    list(site, page, output, about.to_owned(), &[], Questions { numbers: &all, ..Questions::default() })
}

pub(crate) fn stage(
    site: &Site<'_>,
    page: &GeneratedPage,
    number: StageId,
    output: Output,
) -> Result<String, Failed> {
    let numbers = site.shared.asked(site.checked).at_stage(number);
    let about = format!("{} to practise for this stage.", counted(numbers.len()));
    let description = site.checked.data.guide.stages[number].description.as_ref();
    list(site, page, output, about, FILTERS, Questions { numbers, description, ..Questions::default() })
}

pub(crate) fn principle(
    site: &Site<'_>,
    page: &GeneratedPage,
    number: PrincipleId,
    output: Output,
) -> Result<String, Failed> {
    let id = principle_of(site.checked, number).id.value.as_str();
    let numbers = site.shared.asked(site.checked).for_principle(number);
    let about =
        format!("What shows it, what speaks against it, and {} that ask for it.", counted(numbers.len()));
    list(
        site,
        page,
        output,
        about,
        FILTERS,
        Questions { numbers, principle: Some(id), ..Questions::default() },
    )
}

/// What narrows a list of questions down.
const FILTERS: &[&str] = &["questions.js"];
/// So many principles are named beside a list of questions.
const MOST_PRINCIPLES: usize = 60;

fn everything(checked: &Checked) -> Vec<QuestionId> {
    checked.data.guide.questions.keys().collect()
}

/// A principle by its number among all.
pub(crate) fn principle_of(checked: &Checked, number: PrincipleId) -> &Principle {
    let (set, item) = checked.ids.guide.places[number];
    &checked.data.guide.principles[set].items[item]
}

fn counted(questions: usize) -> String {
    if questions == 1 { "1 question".to_owned() } else { format!("{questions} questions") }
}

/// The questions of a page, and what stands above them.
#[derive(Default)]
struct Questions<'a> {
    numbers: &'a [QuestionId],
    description: Option<&'a TextId>,
    principle: Option<&'a str>,
}

fn list(
    site: &Site<'_>,
    page: &GeneratedPage,
    output: Output,
    about: String,
    scripts: &[&str],
    asked: Questions<'_>,
) -> Result<String, Failed> {
    let root = root_of(&page.path);
    let mut view = context::generated(site, page, Some(about));
    if page.path != QUESTIONS.path && !site.checked.data.guide.questions.is_empty() {
        view.breadcrumbs.push(QUESTIONS.link());
    }
    view.scripts = scripts.iter().filter_map(|name| site.theme.static_path(name)).collect();
    let (links, mut evidence) = (BTreeMap::new(), EvidenceList::default());
    let meaning = Meaning { links: &links, claims: &[], views: &[], page: None };
    let mut writer = Writer::new(site, meaning, &root, &mut evidence);
    writer.output = output;
    let body = match asked.description {
        Some(text) => format!("{}\n", output.paragraph(super::super::guide::text(&mut writer, text)?)),
        None => String::new(),
    };
    writer.margin.close();
    let principle = match asked.principle {
        Some(id) => views::principles::html::principle(&mut writer, id)?,
        None => None,
    };
    let questions = views::questions::html::view(&mut writer, asked.numbers)?;
    let is_list = page.kind == QUESTIONS.kind;
    let html = if is_list && !asked.numbers.is_empty() {
        writer.aside(|writer| writer.component("questions.html", &questions))?
    } else {
        String::new()
    };
    view.evidence = std::mem::take(&mut evidence.entries);
    let around = around(site, page.path == QUESTIONS.path);
    let mut context =
        PageContext::new(site, &view, None, &root, &body).with("bank", &questions).with("around", &around);
    if is_list {
        context = context.with("principle", &principle).html("questions", &html);
    }
    context.render(site, &output.template(page.template), "")
}

/// The questions of each stage and of each principle.
pub(crate) struct Asked {
    by_stage: Table<StageId, Vec<QuestionId>>,
    by_principle: Table<PrincipleId, Vec<QuestionId>>,
}

impl Asked {
    pub(crate) fn of(checked: &Checked) -> Self {
        let (guide, ids) = (&checked.data.guide, &checked.ids.guide);
        let mut by_stage: Table<StageId, Vec<QuestionId>> = vec![Vec::new(); guide.stages.len()].into();
        let mut by_principle: Table<PrincipleId, Vec<QuestionId>> = vec![Vec::new(); ids.places.len()].into();
        for (number, question) in guide.questions.iter_enumerated() {
            if let Some(stage) = question.stage.as_ref().and_then(|stage| ids.stages.get(&stage.value)) {
                by_stage[stage].push(number);
            }
            for one in question.principles.iter().filter_map(|one| ids.principles.get(&one.value)) {
                // A question may name one twice.
                if by_principle[one].last() != Some(&number) {
                    by_principle[one].push(number);
                }
            }
        }
        Self { by_stage, by_principle }
    }

    pub(crate) fn at_stage(&self, stage: StageId) -> &[QuestionId] {
        &self.by_stage[stage]
    }

    pub(crate) fn for_principle(&self, principle: PrincipleId) -> &[QuestionId] {
        &self.by_principle[principle]
    }
}

/// The other pages of the bank; of very many principles the first, but for the page that lists all.
fn around(site: &Site<'_>, all: bool) -> BankPages {
    let (guide, asked) = (&site.checked.data.guide, site.shared.asked(site.checked));
    let stages = guide.stages.iter_enumerated().filter_map(|(number, stage)| {
        let count = asked.at_stage(number).len();
        (count > 0).then(|| BankLink {
            title: stage.label.clone(),
            path: questions::stage_path(&stage.id.value),
            count,
        })
    });
    let numbers: Vec<PrincipleId> = site.checked.ids.guide.places.keys().collect();
    let shown = if all { numbers.len() } else { numbers.len().min(MOST_PRINCIPLES) };
    let (told, left) = numbers.split_at(shown);
    let count = |number: &PrincipleId| asked.for_principle(*number).len();
    let told = told.iter().map(|number| {
        let one = principle_of(site.checked, *number);
        let path = questions::principle_path(&one.id.value);
        BankLink { title: one.name.clone(), path, count: count(number) }
    });
    let rest = (!left.is_empty()).then(|| BankLink {
        title: format!("and {} more", left.len()),
        path: QUESTIONS.path.to_owned(),
        count: left.iter().map(count).sum(),
    });
    let tools = [("Practise", DRILL.path), ("Print", SHEET.path), ("For Anki", ANKI.path)];
    let tools = tools.map(|(title, path)| LinkView { title: title.to_owned(), path: path.to_owned() });
    BankPages {
        stages: stages.collect(),
        principles: told.chain(rest).collect(),
        tools: if guide.questions.is_empty() { Vec::new() } else { tools.to_vec() },
    }
}
