//! Lists of questions as HTML.
//!
//! In: numbers of questions. Out: HTML through the theme's component. Does not choose questions: checking did.

use crate::doc::Part;
use crate::model::{Question, QuestionId};
use crate::render::collect;
use crate::render::guide::view::{BankQuestion, ChoiceLink, ChoiceView, QuestionsView};
use crate::render::guide::{all, principle_link, sources, stage_link, text};
use crate::render::html::{Failed, Writer};
use crate::render::paths::DRILL;
use crate::text::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// Writes a list of questions.
pub(crate) fn write(writer: &mut Writer<'_>, numbers: &[QuestionId]) -> Result<(), Failed> {
    let it = view(writer, numbers)?;
    writer.component("questions.html", &it)
}

/// What the list of questions sees.
pub(crate) fn view(writer: &mut Writer<'_>, numbers: &[QuestionId]) -> Result<QuestionsView, Failed> {
    let checked = writer.site.checked;
    let mut questions = Vec::new();
    for number in numbers {
        questions.push(question(writer, &checked.data.guide.questions[*number])?);
    }
    let (guide, ids) = (&checked.data.guide, &checked.ids.guide);
    let asked = || numbers.iter().map(|number| &guide.questions[*number]);
    let choice = |id: &str, title: &str, count: usize| ChoiceView {
        id: id.to_owned(),
        title: title.to_owned(),
        count,
    };
    // A choice that all questions share, or none has, is no choice.
    let some = |choices: Vec<ChoiceView>| if choices.len() < 2 { Vec::new() } else { choices };
    let roles = counted(asked().map(|one| named(&one.roles)));
    let roles = roles.into_iter().map(|(id, count)| choice(id, &collect::label(checked, id), count));
    let stages = counted(asked().map(|one| named(&one.stage)));
    let stages = stages.into_iter().filter_map(|(id, count)| Some((ids.stages.get(id)?, count)));
    let stages = in_order(stages).into_iter().map(|(number, count)| {
        let stage = &guide.stages[number];
        choice(&stage.id.value, &stage.label, count)
    });
    let principles = counted(asked().map(|one| named(&one.principles)));
    let principles = principles.into_iter().filter_map(|(id, count)| Some((ids.principles.get(id)?, count)));
    let principles = in_order(principles).into_iter().map(|(number, count)| {
        let (set, item) = ids.places[number];
        let one = &guide.principles[set].items[item];
        choice(&one.id.value, &one.name, count)
    });
    Ok(QuestionsView {
        roles: some(roles.collect()),
        stages: some(stages.collect()),
        principles: some(principles.collect()),
        questions,
        drill: Some(DRILL.to_owned()),
    })
}

/// The ids that a question names, each once.
fn named<'q>(ids: impl IntoIterator<Item = &'q Spanned<String>>) -> BTreeSet<&'q str> {
    ids.into_iter().map(|id| id.value.as_str()).collect()
}

/// How many questions name each id.
fn counted<'q>(questions: impl Iterator<Item = BTreeSet<&'q str>>) -> BTreeMap<&'q str, usize> {
    let mut counts = BTreeMap::new();
    questions.flatten().for_each(|id| *counts.entry(id).or_default() += 1);
    counts
}

/// Records in the order of the data.
fn in_order<I: Ord>(counts: impl Iterator<Item = (I, usize)>) -> BTreeMap<I, usize> {
    counts.collect()
}

fn question(writer: &mut Writer<'_>, one: &Question) -> Result<BankQuestion, Failed> {
    let checked = writer.site.checked;
    let links = |ids: &[Spanned<String>]| -> Vec<ChoiceLink> {
        ids.iter().filter_map(|id| principle_link(checked, &id.value)).collect()
    };
    let joined = |ids: &[Spanned<String>]| -> String {
        ids.iter().map(|id| id.value.as_str()).collect::<Vec<_>>().join(" ")
    };
    Ok(BankQuestion {
        id: one.id.value.clone(),
        anchor: writer.evidence.ids.named(Part::Question, &one.id.value),
        text: text(writer, &one.text)?,
        roles: one.roles.iter().map(|role| collect::label(checked, &role.value)).collect(),
        role_ids: joined(&one.roles),
        stage: one.stage.as_ref().and_then(|stage| stage_link(checked, &stage.value)),
        principles: links(&one.principles),
        principle_ids: joined(&one.principles),
        kind: one.kind,
        origin: one.origin,
        minutes: one.minutes,
        shows: all(writer, &one.shows)?,
        traps: all(writer, &one.traps)?,
        follow_ups: all(writer, &one.follow_ups)?,
        sources: sources(checked, &one.sources),
    })
}
