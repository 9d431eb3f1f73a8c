//! What readers see of the guide's collections, for the index of the search.
//!
//! In: resolved views, and the bank. Out: plain texts, and the sections of the bank's own
//! pages. Questions are found on the page of all questions, not on every page that lists them.

use super::questions::plain;
use crate::check::{Checked, CheckedSnippet, GuideView};
use crate::doc::Part;
use crate::model::{Principle, Question, TextId};
use crate::search::Section;

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

/// The text of the page with all questions.
pub(crate) fn questions(checked: &Checked) -> Vec<Section> {
    let section = |question: &Question| Section {
        anchor: Some(Part::Question.id(&question.id.value)),
        heading: plain(checked, &question.text),
        text: joined(checked, question.shows.iter().chain(&question.traps).chain(&question.follow_ups)),
    };
    checked.data.guide.questions.iter().map(section).collect()
}

/// The text of a principle's page.
pub(crate) fn principle(checked: &Checked, one: &Principle) -> Section {
    let texts = one.meaning.iter().chain(&one.shows).chain(&one.missing).chain(&one.practise);
    Section { anchor: None, heading: String::new(), text: joined(checked, texts) }
}

fn joined<'t>(checked: &Checked, texts: impl Iterator<Item = &'t TextId>) -> String {
    texts.map(|text| plain(checked, text)).collect::<Vec<_>>().join(" ")
}
