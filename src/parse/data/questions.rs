//! `questions/`: stages and questions.
//!
//! In: the tree of one file. Out: its stages and questions, added to the bank. Their Markdown is read elsewhere.

use super::facts::source_refs;
use super::{check_id, left_out, texts, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{BankStage, Data, Question};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;
use crate::text::Spanned;

const KINDS: [&str; 6] = ["behavioural", "case", "product-sense", "strategy", "critique", "screen"];
const ORIGINS: [&str; 4] = ["reported", "example", "derived", "authored"];

pub(super) fn questions(
    node: &Node,
    _: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a file of questions", findings)?;
    let subject = fields.text("subject");
    for node in fields.nodes("stages") {
        let Some(mut inner) = Fields::of(node, "a stage", findings) else { continue };
        let (id, label) = (inner.needed("id"), value_of(inner.required("label")));
        let description = inner.text("description");
        match id {
            Ok(id) => {
                check_id(&id, findings);
                let label = label.unwrap_or_else(|| id.value.clone());
                let description = texts::maybe(data, description);
                data.guide.stages.push(BankStage { id, label, description });
            }
            Err(reported) => left_out(data, reported),
        }
        inner.finish(findings);
    }
    for node in fields.nodes("questions") {
        let question = texts::of_record(data, |data| question(node, subject.as_ref(), data, findings));
        data.guide.questions.extend(question);
    }
    fields.finish(findings);
    Ok(())
}

/// A question without an id or a text is read to its end, so that its other faults are found.
fn question(
    node: &Node,
    subject: Option<&Spanned<String>>,
    data: &mut Data,
    findings: &mut Findings,
) -> Option<Question> {
    let before = data.texts.len();
    let mut inner = Fields::of(node, "a question", findings)?;
    let (id, text) = (inner.required("id"), inner.required("text"));
    let own = inner.text("subject").or_else(|| subject.cloned());
    let nothing = || Spanned::new(String::new(), node.span);
    let question = Question {
        id: id.clone().unwrap_or_else(nothing),
        text: texts::take(data, text.clone().unwrap_or_else(nothing)),
        subject: own,
        roles: inner.texts("roles"),
        stage: inner.text("stage"),
        principles: inner.texts("principles"),
        kind: inner.choice("kind", &KINDS).map(|kind| kind.value),
        origin: inner.choice("origin", &ORIGINS).map_or("authored", |origin| origin.value),
        sources: source_refs(&mut inner, findings),
        minutes: inner.typed("minutes", "a whole number of minutes"),
        shows: texts::all(data, inner.texts("shows")),
        traps: texts::all(data, inner.texts("traps")),
        follow_ups: texts::all(data, inner.texts("follow-ups")),
    };
    inner.finish(findings);
    texts::belong_to(data, before, question.subject.as_ref());
    let (id, _) = id.as_ref().zip(text.as_ref())?;
    check_id(id, findings);
    Some(question)
}
