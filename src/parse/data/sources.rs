//! `sources.yaml`: where values were read.
//!
//! In: the file's tree. Out: sources as written. Does not follow `derived-from`.

use super::{records, value_of};
use crate::diag::{Findings, Reported};
use crate::model::{Data, SourceDef};
use crate::parse::dated::date;
use crate::parse::yaml::Node;

const KINDS: [&str; 7] = ["official", "dataset", "survey", "article", "interview", "forum", "internal"];

pub(super) fn sources(
    node: &Node,
    _: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    for (id, mut fields) in records(node, "a source", data, findings)? {
        data.sources.push(SourceDef {
            id: id.clone(),
            title: value_of(fields.required("title")).unwrap_or_else(|| id.value.clone()),
            kind: fields.choice("kind", &KINDS).map(|kind| kind.value),
            url: fields
                .parsed("url", "an address that starts with https:// or http://", web_address)
                .map(|url| url.value),
            file: fields.text("file"),
            publisher: value_of(fields.text("publisher")),
            published: date(&mut fields, "published"),
            accessed: date(&mut fields, "accessed"),
            archive: fields
                .parsed("archive", "an address that starts with https:// or http://", web_address)
                .map(|url| url.value),
            derived_from: fields.texts("derived-from"),
            reliability: value_of(fields.text("reliability")),
            note: value_of(fields.text("note")),
        });
        fields.finish(findings);
    }
    Ok(())
}

fn web_address(text: &str) -> Option<String> {
    let plain = text.starts_with("https://") || text.starts_with("http://");
    (plain && !text.contains([' ', '"', '<'])).then(|| text.to_owned())
}
