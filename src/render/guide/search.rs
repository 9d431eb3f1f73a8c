//! What readers see of the bank's own pages, for the index of the search.
//!
//! In: the bank. Out: the sections of the bank's own pages. Questions are found on the page of all questions, not on
//! every page that lists them.

use super::questions::plain;
use crate::check::Checked;
use crate::doc::Part;
use crate::model::{Principle, Question, TextId};
use crate::search::Section;

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
