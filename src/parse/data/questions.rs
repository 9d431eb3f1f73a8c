//! `questions/`: stages and questions.
//!
//! In: the tree of one file. Out: its stages and questions, added to the bank. Their Markdown is read elsewhere.

use super::facts::source_refs;
use super::{check_id, value_of};
use crate::diag::Findings;
use crate::model::{BankStage, Data, Question};
use crate::parse::yaml::{Fields, Node};
use crate::text::Spanned;

const KINDS: [&str; 6] = ["behavioural", "case", "product-sense", "strategy", "critique", "screen"];
const ORIGINS: [&str; 4] = ["reported", "example", "derived", "authored"];

pub(super) fn questions(node: &Node, _: &str, data: &mut Data, findings: &mut Findings) {
    let Some(mut fields) = Fields::of(node, "a file of questions", findings) else { return };
    let subject = fields.text("subject");
    for node in fields.nodes("stages") {
        let Some(mut inner) = Fields::of(node, "a stage", findings) else { continue };
        if let Some(id) = inner.required("id") {
            check_id(&id, findings);
            data.guide.stages.push(BankStage {
                label: value_of(inner.required("label")).unwrap_or_else(|| id.value.clone()),
                id,
                description: inner.text("description"),
            });
        }
        inner.finish(findings);
    }
    for node in fields.nodes("questions") {
        let Some(mut inner) = Fields::of(node, "a question", findings) else { continue };
        let (id, text) = (inner.required("id"), inner.required("text"));
        let own = inner.text("subject").or_else(|| subject.clone());
        // A question without an id or a text is read to its end, so that its other faults are found.
        let nothing = || Spanned::new(String::new(), node.span);
        let question = Question {
            id: id.clone().unwrap_or_else(nothing),
            text: text.clone().unwrap_or_else(nothing),
            subject: own,
            roles: inner.texts("roles"),
            stage: inner.text("stage"),
            principles: inner.texts("principles"),
            kind: inner.choice("kind", &KINDS).map(|kind| kind.value),
            origin: inner.choice("origin", &ORIGINS).map_or("authored", |origin| origin.value),
            sources: source_refs(&mut inner, findings),
            minutes: inner.typed("minutes", "a whole number of minutes"),
            shows: inner.texts("shows"),
            traps: inner.texts("traps"),
            follow_ups: inner.texts("follow-ups"),
        };
        inner.finish(findings);
        if let (Some(id), Some(_)) = (&id, &text) {
            check_id(id, findings);
            data.guide.questions.push(question);
        }
    }
    fields.finish(findings);
}
