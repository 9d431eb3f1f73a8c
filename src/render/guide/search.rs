//! What readers see of the guide's collections, for the index of the search.
//!
//! In: resolved views, and the bank. Out: plain texts, and a document for all questions and for each
//! principle. Questions are found on the page of all questions, not on every page that lists them.

use super::questions::{INDEX, INDEX_TITLE, plain, principle_path};
use crate::check::{Checked, CheckedSnippet, GuideView};
use crate::doc::Part;
use crate::model::{Principle, TextId};
use crate::search::{Document, Section};

/// The words of a view. `snippet` gives those of a checked text.
pub(crate) fn words(
    checked: &Checked,
    view: &GuideView,
    snippet: &dyn Fn(&CheckedSnippet) -> String,
) -> Vec<String> {
    let guide = &checked.data.guide;
    match view {
        GuideView::Process(number) => {
            let stages = &guide.processes[*number].stages;
            let of = |stage: &crate::model::ProcessStage| {
                let texts = stage.text.iter().chain(&stage.prepare);
                let mut words = vec![format!("{}.", stage.name)];
                words.extend(texts.map(|text| plain(checked, text)));
                words
            };
            stages.iter().flat_map(of).collect()
        }
        GuideView::Rubric(number) => {
            let rubric = &guide.rubrics[*number];
            let rules = rubric.rules.iter().map(|rule| plain(checked, &rule.text));
            let names = rubric.competencies.iter().map(|one| format!("{}.", one.name));
            names.chain(rules).chain(rubric.ambiguity.iter().map(|text| plain(checked, text))).collect()
        }
        GuideView::Plan(number) => {
            let tasks = guide.plans[*number].parts.iter().flat_map(|part| &part.tasks);
            tasks.map(|task| plain(checked, &task.text)).collect()
        }
        GuideView::Principles(set) => {
            guide.principles[*set].items.iter().map(|one| format!("{}.", one.name)).collect()
        }
        GuideView::Facts(_) | GuideView::Mistakes(_) => view.texts().into_iter().map(snippet).collect(),
        GuideView::Timeline(_) | GuideView::Questions(_) | GuideView::Chart(_) => Vec::new(),
    }
}

/// Documents of the bank's own pages.
pub(crate) fn documents(checked: &Checked) -> Vec<Document> {
    let guide = &checked.data.guide;
    let principles = guide.principles.iter().flat_map(|set| &set.items).map(|one| principle(checked, one));
    let mut documents: Vec<Document> = principles.collect();
    if !guide.questions.is_empty() {
        let sections = guide.questions.iter().map(|question| Section {
            anchor: Some(Part::Question.id(&question.id.value)),
            heading: plain(checked, &question.text),
            text: joined(checked, question.shows.iter().chain(&question.traps).chain(&question.follow_ups)),
        });
        documents.push(Document {
            url: INDEX.to_owned(),
            title: INDEX_TITLE.to_owned(),
            crumbs: String::new(),
            minor: false,
            sections: sections.collect(),
        });
    }
    documents
}

fn principle(checked: &Checked, one: &Principle) -> Document {
    let texts = one.meaning.iter().chain(&one.shows).chain(&one.missing).chain(&one.practise);
    Document {
        url: principle_path(&one.id.value),
        title: one.name.clone(),
        crumbs: INDEX_TITLE.to_owned(),
        minor: false,
        sections: vec![Section { anchor: None, heading: String::new(), text: joined(checked, texts) }],
    }
}

fn joined<'t>(checked: &Checked, texts: impl Iterator<Item = &'t TextId>) -> String {
    texts.map(|text| plain(checked, text)).collect::<Vec<_>>().join(" ")
}
