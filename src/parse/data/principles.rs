//! `principles/`: one set of principles in each file.
//!
//! In: the tree of one file. Out: the set. Its Markdown is read elsewhere.

use super::facts::source_refs;
use super::{check_id, file_id, value_of};
use crate::diag::Diagnostic;
use crate::model::{Data, Principle, PrincipleSet};
use crate::parse::yaml::{Fields, Node};

pub(super) fn principles(node: &Node, stem: &str, data: &mut Data, findings: &mut Vec<Diagnostic>) {
    let Some(mut fields) = Fields::of(node, "a set of principles", findings) else { return };
    let id = file_id(&mut fields, node, stem, findings);
    let mut items = Vec::new();
    for node in fields.nodes("principles") {
        let Some(mut inner) = Fields::of(node, "a principle", findings) else { continue };
        let Some(id) = inner.required("id") else {
            inner.finish(findings);
            continue;
        };
        check_id(&id, findings);
        items.push(Principle {
            name: value_of(inner.required("name")).unwrap_or_else(|| id.value.clone()),
            id,
            official: value_of(inner.text("official")),
            meaning: inner.text("meaning"),
            shows: inner.texts("shows"),
            missing: inner.texts("missing"),
            practise: inner.text("practise"),
            stages: inner.texts("stages"),
            sources: source_refs(&mut inner, findings),
        });
        inner.finish(findings);
    }
    data.guide.principles.push(PrincipleSet {
        title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
        id,
        description: fields.text("description"),
        subject: fields.text("subject"),
        items,
    });
    fields.finish(findings);
}
