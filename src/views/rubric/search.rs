//! The words of a rubric.
//!
//! In: a rubric by number. Out: its competencies, its rules and what they leave open.

use crate::check::Checked;
use crate::model::RubricId;
use crate::render::guide::questions::plain;

/// One text for each.
pub(crate) fn words(checked: &Checked, number: RubricId) -> Vec<String> {
    let rubric = &checked.data.guide.rubrics[number];
    let rules = rubric.rules.iter().map(|rule| plain(checked, &rule.text));
    let names = rubric.competencies.iter().map(|one| format!("{}.", one.name));
    names.chain(rules).chain(rubric.ambiguity.iter().map(|text| plain(checked, text))).collect()
}
