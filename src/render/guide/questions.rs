//! Questions and principles.
//!
//! In: numbers of questions, or a set of principles. Out: what their components see, and the bank
//! as a file for Anki. Does not choose questions: checking did.

use super::super::html::{Failed, Writer};
use super::view::{BankQuestion, ChoiceLink, ChoiceView, PrincipleView, PrinciplesView, QuestionsView};
use super::{all, maybe, principle_link, sources, stage_link, text};
use crate::check::Checked;
use crate::doc::Part;
use crate::doc::{Block, plain_text};
use crate::model::{PrincipleSetId, Question, QuestionId, TextId};
use crate::parse::{Roles, markdown};
use crate::text::Spanned;

/// Path of a stage's page.
pub(crate) fn stage_path(id: &str) -> String {
    format!("questions/stage-{id}.html")
}

/// Path of a principle's page.
pub(crate) fn principle_path(id: &str) -> String {
    format!("questions/principle-{id}.html")
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
                    choice(role, &super::super::collect::label(checked, role), count)
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
        drill: Some(super::super::pages::table::DRILL.path.to_owned()),
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
        roles: one.roles.iter().map(|role| super::super::collect::label(checked, &role.value)).collect(),
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

/// What the list of principles sees.
pub(crate) fn principles(
    writer: &mut Writer<'_>,
    set: PrincipleSetId,
    titled: bool,
) -> Result<PrinciplesView, Failed> {
    let checked = writer.site.checked;
    let set = &checked.data.guide.principles[set];
    let description = maybe(writer, set.description.as_ref())?;
    let mut items = Vec::new();
    for one in &set.items {
        items.push(principle(writer, &one.id.value)?);
    }
    Ok(PrinciplesView {
        title: titled.then(|| set.title.clone()),
        description,
        items: items.into_iter().flatten().collect(),
    })
}

/// One principle by its id.
pub(crate) fn principle(writer: &mut Writer<'_>, id: &str) -> Result<Option<PrincipleView>, Failed> {
    let checked = writer.site.checked;
    let Some(number) = checked.ids.guide.principles.get(id) else { return Ok(None) };
    let (set, item) = checked.ids.guide.places[*number];
    let one = &checked.data.guide.principles[set].items[item];
    let asks = |question: &&Question| question.principles.iter().any(|other| other.value == id);
    Ok(Some(PrincipleView {
        id: id.to_owned(),
        anchor: writer.evidence.ids.named(Part::Principle, id),
        name: one.name.clone(),
        official: one.official.clone(),
        meaning: maybe(writer, one.meaning.as_ref())?,
        shows: all(writer, &one.shows)?,
        missing: all(writer, &one.missing)?,
        practise: maybe(writer, one.practise.as_ref())?,
        stages: one.stages.iter().filter_map(|stage| stage_link(checked, &stage.value)).collect(),
        path: Some(principle_path(id)),
        count: checked.data.guide.questions.iter().filter(asks).count(),
        sources: sources(checked, &one.sources),
    }))
}

/// The bank as a text that Anki imports: question, guidance, tags.
pub(crate) fn anki(checked: &Checked) -> String {
    let mut out =
        String::from("#separator:tab\n#html:false\n#columns:Question\tGuidance\tTags\n#tags column:3\n");
    for one in &checked.data.guide.questions {
        let mut back = Vec::new();
        for (label, texts) in [("Shows", &one.shows), ("Avoid", &one.traps), ("Next", &one.follow_ups)] {
            let words: Vec<String> =
                texts.iter().map(|text| plain(checked, text).trim_end_matches('.').to_owned()).collect();
            if !words.is_empty() {
                let line = format!("{label}: {}", words.join("; "));
                back.push(if line.ends_with(['?', '"']) { line } else { line + "." });
            }
        }
        let mut tags: Vec<String> = one.roles.iter().map(|role| format!("role::{}", role.value)).collect();
        tags.extend(one.stage.iter().map(|stage| format!("stage::{}", stage.value)));
        tags.extend(one.principles.iter().map(|id| format!("principle::{}", id.value)));
        let guidance = if back.is_empty() { "No guidance is given.".to_owned() } else { back.join(" ") };
        out.push_str(&format!("{}\t{}\t{}\n", plain(checked, &one.text), field(&guidance), tags.join(" ")));
    }
    out
}

/// A text without marks, on one line.
pub(super) fn plain(checked: &Checked, text: &TextId) -> String {
    let snippet = &checked.texts[*text];
    let text = &checked.data.texts[*text].source;
    let roles = Roles::default();
    let (doc, _) = markdown::parse(&text.value, 0..text.value.len(), &roles);
    let mut words = String::new();
    for block in &doc.blocks {
        if let Block::Paragraph(content) | Block::Plain(content) = block {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&plain_text(content));
        }
    }
    // A fact that is inserted has no words of its own.
    if words.trim().is_empty() {
        words.clone_from(&text.value);
    }
    for claim in &snippet.claims {
        if let crate::check::ClaimState::Inserted { text, .. } = &claim.state {
            let shown = words.find("<fact:").and_then(|at| Some((at, at + words[at..].find('>')? + 1)));
            if let Some((start, end)) = shown {
                words.replace_range(start..end, text);
            }
        }
    }
    field(&words)
}

/// A field of the file: no tabs, line breaks or quotes that begin it.
fn field(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.starts_with('"') || line.starts_with('#') {
        format!("\"{}\"", line.replace('"', "\"\""))
    } else {
        line
    }
}
