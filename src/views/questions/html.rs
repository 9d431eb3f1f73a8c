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
    let guide = &checked.data.guide;
    let mut roles: Vec<String> =
        guide.questions.iter().flat_map(|q| &q.roles).map(|role| role.value.clone()).collect();
    roles.sort();
    roles.dedup();
    let choice = |id: &str, title: &str, count: usize| ChoiceView {
        id: id.to_owned(),
        title: title.to_owned(),
        count,
    };
    let has = |ids: &str, id: &str| ids.split(' ').any(|one| one == id);
    // A choice that all questions share, or none has, is no choice.
    let some = |choices: Vec<ChoiceView>| -> Vec<ChoiceView> {
        let kept: Vec<_> = choices.into_iter().filter(|c| c.count > 0).collect();
        if kept.len() < 2 { Vec::new() } else { kept }
    };
    let principles = guide.principles.iter().flat_map(|set| &set.items);
    Ok(QuestionsView {
        roles: some(
            roles
                .iter()
                .map(|role| {
                    let count = questions.iter().filter(|q| has(&q.role_ids, role)).count();
                    choice(role, &collect::label(checked, role), count)
                })
                .collect(),
        ),
        stages: some(
            guide
                .stages
                .iter()
                .map(|stage| {
                    let is = |q: &&BankQuestion| q.stage.as_ref().is_some_and(|s| s.id == stage.id.value);
                    choice(&stage.id.value, &stage.label, questions.iter().filter(is).count())
                })
                .collect(),
        ),
        principles: some(
            principles
                .map(|one| {
                    let count = questions.iter().filter(|q| has(&q.principle_ids, &one.id.value)).count();
                    choice(&one.id.value, &one.name, count)
                })
                .collect(),
        ),
        questions,
        drill: Some(DRILL.to_owned()),
    })
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
