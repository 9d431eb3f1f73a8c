//! Questions and principles as Markdown.
//!
//! In: numbers of questions, a set of principles, or one. Out: lists. Does not choose questions.

use super::pen::{Pen, blocks, counted, nested};
use crate::model::{Principle, PrincipleSetId, Question, QuestionId};
use crate::render::guide::questions;
use crate::render::guide::view::{BankQuestion, ChoiceLink, PrincipleView};

pub(super) fn list(pen: &mut Pen<'_>, numbers: &[QuestionId]) -> String {
    let all = &pen.site.checked.data.guide.questions;
    let shown = pen
        .shown(|writer| crate::views::questions::html::view(writer, numbers))
        .map_or_else(Vec::new, |it| it.questions);
    let lines: Vec<String> =
        numbers.iter().enumerate().map(|(at, number)| one(pen, &all[*number], shown.get(at))).collect();
    lines.join("\n")
}

fn one(pen: &mut Pen<'_>, question: &Question, shown: Option<&BankQuestion>) -> String {
    let mut lines = vec![format!("- {}", pen.text(&question.text))];
    if let Some(shown) = shown {
        let about = about(pen, shown);
        if !about.is_empty() {
            lines.push(format!("  - {}", about.join("; ")));
        }
    }
    let texts = [
        ("A good answer", &question.shows),
        ("Avoid", &question.traps),
        ("Asked next", &question.follow_ups),
    ];
    for (label, texts) in texts {
        lines.extend(nested(label, &pen.all(texts)));
    }
    if let Some(shown) = shown {
        lines.push(format!("  - Origin: {}", origin(pen, shown)));
    }
    lines.join("\n")
}

fn about(pen: &Pen<'_>, shown: &BankQuestion) -> Vec<String> {
    let mut about = Vec::new();
    if !shown.roles.is_empty() {
        about.push(format!("For {}", shown.roles.join(", ")));
    }
    about.extend(shown.stage.as_ref().map(|stage| format!("Stage: {}", choice(pen, stage))));
    if !shown.principles.is_empty() {
        about.push(format!("Principles: {}", choices(pen, &shown.principles)));
    }
    about.extend(shown.kind.map(|kind| kind.replace('-', " ")));
    about.extend(shown.minutes.map(|minutes| format!("{minutes} min")));
    about
}

/// Where a question comes from, in the words of the page.
fn origin(pen: &Pen<'_>, shown: &BankQuestion) -> String {
    let origin = match shown.origin {
        "reported" => "reported",
        "example" => "an example in a source",
        "derived" => "made from what a source says it listens for",
        _ => "ours",
    };
    if shown.sources.is_empty() {
        return origin.to_owned();
    }
    format!("{origin}, {}", pen.sources(&shown.sources))
}

fn choice(pen: &Pen<'_>, choice: &ChoiceLink) -> String {
    choice.path.as_ref().map_or_else(|| choice.title.clone(), |path| pen.link(&choice.title, path))
}

/// Stages or principles, with their pages.
pub(super) fn choices(pen: &Pen<'_>, all: &[ChoiceLink]) -> String {
    all.iter().map(|one| choice(pen, one)).collect::<Vec<_>>().join(", ")
}

pub(super) fn principles(pen: &mut Pen<'_>, set: PrincipleSetId) -> String {
    let set = &pen.site.checked.data.guide.principles[set];
    let about = pen.maybe(set.description.as_ref());
    let items: Vec<String> = set.items.iter().map(|one| item(pen, one)).collect();
    blocks([about, Some(items.join("\n"))])
}

fn item(pen: &mut Pen<'_>, one: &Principle) -> String {
    let name = pen.link(&one.name, &questions::principle_path(&one.id.value));
    let official = one.official.as_ref().map_or_else(String::new, |name| format!(" ({name})"));
    let meaning = pen.maybe(one.meaning.as_ref()).map_or_else(String::new, |text| format!(": {text}"));
    let mut lines = vec![format!("- **{name}**{official}{meaning}")];
    lines.extend(details(pen, one));
    lines.join("\n")
}

/// Everything of a principle but its name and meaning, as items of a list below it.
fn details(pen: &mut Pen<'_>, one: &Principle) -> Vec<String> {
    let mut lines = nested("It shows in", &pen.all(&one.shows));
    lines.extend(nested("It is missing in", &pen.all(&one.missing)));
    lines.extend(pen.maybe(one.practise.as_ref()).map(|text| format!("  - To practise: {text}")));
    let shown: Option<PrincipleView> =
        pen.shown(|writer| crate::views::principles::html::principle(writer, &one.id.value)).flatten();
    let Some(shown) = shown else { return lines };
    if !shown.stages.is_empty() {
        lines.push(format!("  - First in {}", choices(pen, &shown.stages)));
    }
    if let Some(path) = shown.path.as_ref().filter(|_| shown.count > 0) {
        lines.push(format!("  - {}", pen.link(&counted(shown.count, "question"), path)));
    }
    if !shown.sources.is_empty() {
        lines.push(format!("  - Source: {}", pen.sources(&shown.sources)));
    }
    lines
}

/// One principle on its own page.
pub(super) fn principle(pen: &mut Pen<'_>, one: &Principle) -> String {
    let official = one.official.as_ref().map(|words| format!("Its owner says: {words}"));
    let meaning = pen.maybe(one.meaning.as_ref());
    let details: Vec<String> = details(pen, one).iter().map(|line| line[2..].to_owned()).collect();
    blocks([official, meaning, Some(details.join("\n"))])
}
