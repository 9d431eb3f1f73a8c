//! `principles/`: one set of principles in each file.
//!
//! In: the tree of one file. Out: the set. Its Markdown is read elsewhere.

use super::facts::source_refs;
use super::{check_id, file_id, value_of};
use crate::diag::Findings;
use crate::model::{Data, Principle, PrincipleSet};
use crate::parse::yaml::{Fields, Node};
use crate::text::Spanned;

pub(super) fn principles(node: &Node, stem: &str, data: &mut Data, findings: &mut Findings) {
    let Some(mut fields) = Fields::of(node, "a set of principles", findings) else { return };
    let id = file_id(&mut fields, node, stem, findings);
    let mut items = Vec::new();
    for node in fields.nodes("principles") {
        let Some(mut inner) = Fields::of(node, "a principle", findings) else { continue };
        let id = inner.required("id");
        let name = value_of(inner.required("name"));
        let principle = Principle {
            name: name.or_else(|| Some(id.as_ref()?.value.clone())).unwrap_or_default(),
            id: id.clone().unwrap_or_else(|| Spanned::new(String::new(), node.span)),
            official: value_of(inner.text("official")),
            meaning: inner.text("meaning"),
            shows: inner.texts("shows"),
            missing: inner.texts("missing"),
            practise: inner.text("practise"),
            stages: inner.texts("stages"),
            sources: source_refs(&mut inner, findings),
        };
        inner.finish(findings);
        if let Some(id) = &id {
            check_id(id, findings);
            items.push(principle);
        }
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
