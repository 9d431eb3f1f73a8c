//! Pages of the question bank as Markdown.
//!
//! In: a page of the bank. Out: its questions, with the principle or the stage that they are about.

use super::pen::{Pen, blocks};
use super::questions;
use crate::model::{PrincipleId, QuestionId, StageId};
use crate::render::guide::view::BankLink;
use crate::render::pages::bank;

pub(super) fn index(pen: &mut Pen<'_>) -> String {
    let checked = pen.site.checked;
    let all: Vec<QuestionId> = checked.data.guide.questions.keys().collect();
    let list = questions::list(pen, &all);
    let around = bank::around(checked);
    blocks([
        Some(list),
        parts(pen, "By stage", &around.stages),
        parts(pen, "By principle", &around.principles),
    ])
}

pub(super) fn stage(pen: &mut Pen<'_>, number: StageId) -> String {
    let checked = pen.site.checked;
    let about = pen.maybe(checked.data.guide.stages[number].description.as_ref());
    let list = questions::list(pen, &bank::of_stage(checked, number));
    blocks([about, Some(list)])
}

pub(super) fn principle(pen: &mut Pen<'_>, number: PrincipleId) -> String {
    let checked = pen.site.checked;
    let one = bank::principle_of(checked, number);
    let own = questions::principle(pen, one);
    let numbers = bank::of_principle(checked, &one.id.value);
    let list = questions::list(pen, &numbers);
    let list = if numbers.is_empty() { "No question asks for it yet.".to_owned() } else { list };
    blocks([Some(own), Some(format!("## Questions\n\n{list}"))])
}

fn parts(pen: &Pen<'_>, title: &str, links: &[BankLink]) -> Option<String> {
    let lines: Vec<String> = links
        .iter()
        .map(|link| format!("- {} ({})", pen.link(&link.title, &link.path), link.count))
        .collect();
    (!lines.is_empty()).then(|| format!("## {title}\n\n{}", lines.join("\n")))
}
