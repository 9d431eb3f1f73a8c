//! `plans/`: one plan in each file.
//!
//! In: the tree of one file. Out: the plan. Does not turn days into dates: readers have their own.

use super::{check_id, file_id, texts, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{Data, Plan, PlanPart, Task};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;
use crate::text::Spanned;

pub(super) fn plan(
    node: &Node,
    stem: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a plan", findings)?;
    let id = file_id(&mut fields, node, stem, findings);
    let days = fields.counted("days", 400);
    if days.is_none() {
        fields.required("days");
    }
    let before = data.texts.len();
    let mut parts = Vec::new();
    for node in fields.nodes("parts") {
        parts.extend(texts::of_record(data, |data| part(node, data, findings)));
    }
    let plan = Plan {
        title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
        id,
        description: texts::maybe(data, fields.text("description")),
        subject: fields.text("subject"),
        days: days.unwrap_or_else(|| Spanned::new(400, node.span)),
        event: value_of(fields.text("event")),
        hours: texts::maybe(data, fields.text("hours")),
        because: texts::maybe(data, fields.text("because")),
        parts,
    };
    fields.finish(findings);
    texts::belong_to(data, before, plan.subject.as_ref());
    data.guide.plans.push(plan);
    Ok(())
}

fn part(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<PlanPart> {
    let mut fields = Fields::of(node, "a part of a plan", findings)?;
    let title = fields.required("title");
    let mut tasks = Vec::new();
    for node in fields.nodes("tasks") {
        tasks.extend(texts::of_record(data, |data| task(node, data, findings)));
    }
    fields.finish(findings);
    Some(PlanPart { title: title?, tasks })
}

fn task(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<Task> {
    let mut fields = Fields::of(node, "a task", findings)?;
    let (id, text) = (fields.required("id"), fields.required("text"));
    let days =
        fields.parsed("days", "a day or first and last day, such as 3 or 4–5", crate::parse::whole_range);
    if days.is_none() {
        fields.required("days");
    }
    let minutes = fields.typed("minutes", "a whole number of minutes");
    let spare = fields.typed("spare", "true or false").unwrap_or(false);
    fields.finish(findings);
    let (id, text, days) = (id?, text?, days?);
    check_id(&id, findings);
    let text = texts::take(data, text);
    Some(Task { id, text, days: days.value, days_span: days.span, minutes, spare })
}
