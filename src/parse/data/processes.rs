//! `processes/`: one process in each file.
//!
//! In: the tree of one file. Out: the process. Numbers stay text: facts may give them.

use super::facts::source_refs;
use super::{check_id, file_id, texts, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{Data, Process, ProcessStage, Total};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;
use crate::text::Spanned;

pub(super) fn process(
    node: &Node,
    stem: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a process", findings)?;
    let id = file_id(&mut fields, node, stem, findings);
    let before = data.texts.len();
    let total = fields.node("total").and_then(|node| total(node, data, findings)).unwrap_or_default();
    let mut stages = Vec::new();
    for node in fields.nodes("stages") {
        stages.extend(texts::of_record(data, |data| stage(node, data, findings)));
    }
    let process = Process {
        title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
        id,
        description: texts::maybe(data, fields.text("description")),
        subject: fields.text("subject"),
        starts: value_of(fields.text("starts")),
        ends: value_of(fields.text("ends")),
        total,
        stages,
        sources: source_refs(&mut fields, findings),
    };
    fields.finish(findings);
    texts::belong_to(data, before, process.subject.as_ref());
    data.guide.processes.push(process);
    Ok(())
}

fn total(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<Total> {
    let mut fields = Fields::of(node, "a total", findings)?;
    let total = Total {
        minutes: texts::maybe(data, fields.text("minutes")),
        days: texts::maybe(data, fields.text("days")),
        stages: texts::maybe(data, fields.text("stages")),
        because: texts::maybe(data, fields.text("because")),
    };
    fields.finish(findings);
    Some(total)
}

fn stage(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<ProcessStage> {
    let mut fields = Fields::of(node, "a stage of a process", findings)?;
    let id = fields.required("id");
    let name = value_of(fields.required("name"));
    let stage = ProcessStage {
        name: name.or_else(|| Some(id.as_ref()?.value.clone())).unwrap_or_default(),
        id: id.clone().unwrap_or_else(|| Spanned::new(String::new(), node.span)),
        stage: fields.text("stage"),
        minutes: texts::maybe(data, fields.text("minutes")),
        days: texts::maybe(data, fields.text("days")),
        with: value_of(fields.text("with")),
        only: value_of(fields.text("only")),
        text: texts::maybe(data, fields.text("text")),
        prepare: texts::all(data, fields.texts("prepare")),
        principles: fields.texts("principles"),
    };
    fields.finish(findings);
    check_id(id.as_ref()?, findings);
    Some(stage)
}
