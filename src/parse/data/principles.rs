//! `principles/`: one set of principles in each file.
//!
//! In: the tree of one file. Out: the set. Its Markdown is read elsewhere.

use super::facts::source_refs;
use super::{check_id, file_id, texts, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{Data, Principle, PrincipleSet};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;
use crate::text::Spanned;

pub(super) fn principles(
    node: &Node,
    stem: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a set of principles", findings)?;
    let id = file_id(&mut fields, node, stem, findings);
    let before = data.texts.len();
    let mut items = Vec::new();
    for node in fields.nodes("principles") {
        items.extend(texts::of_record(data, |data| principle(node, data, findings)));
    }
    let title = value_of(fields.required("title")).unwrap_or_else(|| id.value.clone());
    let description = texts::maybe(data, fields.text("description"));
    let subject = fields.text("subject");
    texts::belong_to(data, before, subject.as_ref());
    data.guide.principles.push(PrincipleSet { id, title, description, subject, items });
    fields.finish(findings);
    Ok(())
}

fn principle(node: &Node, data: &mut Data, findings: &mut Findings) -> Option<Principle> {
    let mut inner = Fields::of(node, "a principle", findings)?;
    let id = inner.required("id");
    let name = value_of(inner.required("name"));
    let principle = Principle {
        name: name.or_else(|| Some(id.as_ref()?.value.clone())).unwrap_or_default(),
        id: id.clone().unwrap_or_else(|| Spanned::new(String::new(), node.span)),
        official: value_of(inner.text("official")),
        meaning: texts::maybe(data, inner.text("meaning")),
        shows: texts::all(data, inner.texts("shows")),
        missing: texts::all(data, inner.texts("missing")),
        practise: texts::maybe(data, inner.text("practise")),
        stages: inner.texts("stages"),
        sources: source_refs(&mut inner, findings),
    };
    inner.finish(findings);
    check_id(id.as_ref()?, findings);
    Some(principle)
}
