//! `glossary.yaml` and `checklists/`: texts with ids.
//!
//! In: the tree of one file. Out: terms and checklists. Their Markdown is read elsewhere.

use super::{check_id, file_id, records, texts, value_of, values_of};
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{Checklist, ChecklistItem, Data, Term};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;
use crate::text::Spanned;

pub(super) fn glossary(
    node: &Node,
    _: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    for (id, mut fields) in records(node, "a term", data, findings)? {
        let definition = fields.required("definition");
        let definition = definition.unwrap_or_else(|| Spanned::new(String::new(), id.span));
        let term = Term {
            id: id.clone(),
            term: value_of(fields.required("term")).unwrap_or_else(|| id.value.clone()),
            aliases: values_of(fields.texts("aliases")),
            definition: texts::take(data, definition),
            see: fields.texts("see"),
        };
        data.terms.push(term);
        fields.finish(findings);
    }
    Ok(())
}

pub(super) fn checklist(
    node: &Node,
    stem: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a checklist", findings)?;
    let id = file_id(&mut fields, node, stem, findings);
    let before = data.texts.len();
    let mut items = Vec::new();
    for node in fields.nodes("items") {
        let Some(mut inner) = Fields::of(node, "an item of a checklist", findings) else { continue };
        let (id, text) = (inner.required("id"), inner.required("text"));
        let (why, minutes) = (inner.text("why"), value_of(inner.text("minutes")));
        if let (Some(id), Some(text)) = (id, text) {
            check_id(&id, findings);
            let (text, why) = (texts::take(data, text), texts::maybe(data, why));
            items.push(ChecklistItem { id, text, why, minutes });
        }
        inner.finish(findings);
    }
    let retired = fields.texts("retired");
    for id in retired.iter().filter(|id| items.iter().any(|item| item.id.value == id.value)) {
        let message = format!("`{}` is both retired and in use", id.value);
        findings.report(Diagnostic::new(&lints::WRONG_VALUE, id.span, message));
    }
    let checklist = Checklist {
        title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
        id,
        description: texts::maybe(data, fields.text("description")),
        subject: fields.text("subject"),
        roles: values_of(fields.texts("roles")),
        stage: value_of(fields.text("stage")),
        retired,
        items,
    };
    fields.finish(findings);
    texts::belong_to(data, before, checklist.subject.as_ref());
    data.checklists.push(checklist);
    Ok(())
}
