//! `facts/`: files of facts.
//!
//! In: the tree of one file. Out: its facts as written, what they have in common, and the table that it names. Reads
//! neither values nor the table.

use super::defaults::{Defaults, FileOfFacts};
use super::lean;
use super::tables::SUBJECT;
use crate::diag::{Findings, Reported};
use crate::model::{Data, FactTable};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;
use crate::text::Spanned;

pub(super) fn facts(node: &Node, _: &str, data: &mut Data, findings: &mut Findings) -> Result<(), Reported> {
    let mut fields = Fields::mapping(node, "a file of facts", findings)?;
    let (table, rows) = (fields.text("table"), fields.text("rows"));
    let by_row = rows.as_ref().is_some_and(|rows| rows.value == SUBJECT) && !fields.has("facts");
    let subject = match rows.as_ref().filter(|_| by_row) {
        Some(rows) => {
            if let Some(subject) = fields.text("subject") {
                fields.wrong(subject.span, "the subjects are those of the table's rows".to_owned());
            }
            // Each row has its own.
            Ok(rows.clone())
        }
        None => fields.needed("subject"),
    };
    fields.text("label");
    let defaults = Defaults::of(&mut fields, findings);
    let mut file = FileOfFacts { subject, defaults, fault: None };
    let first = data.facts.next_key();
    if let Some(node) = fields.node("facts") {
        lean::facts(node, &mut file, &mut data.facts, findings);
    }
    let table = named_table(&mut fields, table, rows, &mut file);
    let fault = file.fault;
    let common = file.defaults.finish(first, data, findings);
    data.tables.extend(table.map(|table| FactTable { common, ..table }));
    fields.finish(findings);
    fault.map_or(Ok(()), Err)
}

/// The table that a file of facts names.
fn named_table(
    fields: &mut Fields<'_>,
    table: Option<Spanned<String>>,
    rows: Option<Spanned<String>>,
    file: &mut FileOfFacts,
) -> Option<FactTable> {
    match (table, rows) {
        (Some(table), Some(rows)) => {
            let subject =
                file.subject.clone().ok().or_else(|| (rows.value == SUBJECT).then(|| rows.clone()))?;
            let like = lean::like(subject, table.span, file);
            Some(FactTable { file: table, rows, like, common: None })
        }
        (Some(table), None) => {
            let message = "a table needs `rows`: `subject`, or the qualifier that its first column holds";
            fields.wrong(table.span, message.to_owned());
            None
        }
        (None, Some(rows)) => {
            fields.wrong(rows.span, "`rows` belongs to a `table`, and there is none".to_owned());
            None
        }
        (None, None) => None,
    }
}
