//! Pages of the question bank as Markdown.
//!
//! In: a page of the bank. Out: its questions, with the principle or the stage that they are about.

use super::pen::{Pen, blocks};
use super::questions;
use crate::model::QuestionId;
use crate::render::guide::view::BankLink;
use crate::render::pages::{BankPage, bank};

pub(super) fn text(pen: &mut Pen<'_>, page: &BankPage) -> String {
    let checked = pen.site.checked;
    let guide = &checked.data.guide;
    match page {
        BankPage::Index => {
            let all: Vec<QuestionId> = guide.questions.keys().collect();
            let list = questions::list(pen, &all);
            let around = bank::around(checked);
            blocks([
                Some(list),
                parts(pen, "By stage", &around.stages),
                parts(pen, "By principle", &around.principles),
            ])
        }
        BankPage::Stage(number) => {
            let about = pen.maybe(guide.stages[*number].description.as_ref());
            let list = questions::list(pen, &bank::of_stage(checked, *number));
            blocks([about, Some(list)])
        }
        BankPage::Principle(number) => {
            let (set, item) = checked.ids.guide.places[*number];
            let one = &guide.principles[set].items[item];
            let own = questions::principle(pen, one);
            let numbers = bank::of_principle(checked, &one.id.value);
            let list = questions::list(pen, &numbers);
            let list = if numbers.is_empty() { "No question asks for it yet.".to_owned() } else { list };
            blocks([Some(own), Some(format!("## Questions\n\n{list}"))])
        }
        // They have no twin.
        BankPage::Drill | BankPage::Sheet | BankPage::Anki => String::new(),
    }
}

fn parts(pen: &Pen<'_>, title: &str, links: &[BankLink]) -> Option<String> {
    let lines: Vec<String> = links
        .iter()
        .map(|link| format!("- {} ({})", pen.link(&link.title, &link.path), link.count))
        .collect();
    (!lines.is_empty()).then(|| format!("## {title}\n\n{}", lines.join("\n")))
}
