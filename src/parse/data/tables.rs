//! Tables of facts that stand beside the YAML which names them.
//!
//! In: the text of a table, and what its file of facts says of it. Out: a fact for each cell that is not empty: the
//! rows are subjects, or values of one qualifier; the columns are attributes. Does not read values.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{Data, FactDef, FactTable, FactValue};
use crate::parse::csv::{self, Row};
use crate::text::{FileId, Span, Spanned};
use std::sync::Arc;

/// What `rows` says where they are subjects.
pub(super) const SUBJECT: &str = "subject";

/// Reads one table into `data`.
pub(crate) fn fact_table(
    file: FileId,
    text: &str,
    table: &FactTable,
    data: &mut Data,
    findings: &mut Findings,
) {
    let rows = csv::rows(file, text, findings);
    let Some((header, rows)) = rows.split_first() else {
        let message = "this table is empty";
        let finding = Diagnostic::new(&lints::WRONG_VALUE, Span::whole(file), message);
        findings.report(finding.related(table.file.span, "named here"));
        return;
    };
    if header.len() == 1 && header[0].value.contains([';', '\t']) {
        let message = "this line is one cell: separate the cells by commas";
        findings.report(Diagnostic::new(&lints::WRONG_VALUE, header[0].span, message));
        return;
    }
    let first = data.facts.next_key();
    check_header(header, table, findings);
    for row in rows {
        let cells = header.iter().zip(row).skip(1);
        match check_row(row, header, table, findings) {
            Ok(()) => {
                let own =
                    cells.filter(|(attribute, cell)| !attribute.value.is_empty() && !cell.value.is_empty());
                data.facts
                    .extend(own.map(|(attribute, cell)| Arc::new(fact(attribute, &row[0], cell, table))));
            }
            Err(reported) => {
                let subject = if table.rows.value == SUBJECT { &row[0] } else { &table.like.subject };
                let lost =
                    cells.map(|(attribute, _)| (subject.value.clone(), attribute.value.clone(), reported));
                data.left_out.extend(lost);
            }
        }
    }
    if let Some(common) = table.common {
        let end = data.facts.next_key();
        data.common[common].facts.push((first, end));
    }
}

fn check_header(header: &Row, table: &FactTable, findings: &mut Findings) {
    let rows = &table.rows.value;
    let corner = &header[0];
    if corner.value != *rows && !corner.value.is_empty() {
        let message =
            format!("the first column is called `{}`, and its cells are each a {rows}", corner.value);
        let finding = Diagnostic::new(&lints::WRONG_VALUE, corner.span, message)
            .related(table.rows.span, "as said here")
            .help(format!("write `{rows}` there, or nothing"));
        findings.report(finding);
    }
    for (number, column) in header.iter().enumerate().skip(1) {
        let other = header[1..number].iter().find(|other| other.value == column.value);
        if column.value.is_empty() {
            let message = "this column names no attribute, so its cells are no facts";
            findings.report(Diagnostic::new(&lints::WRONG_VALUE, column.span, message));
        } else if let Some(other) = other {
            let message = format!("the column `{}` stands twice", column.value);
            let finding = Diagnostic::new(&lints::WRONG_VALUE, column.span, message);
            findings.report(finding.related(other.span, "first here"));
        }
    }
}

/// What is wrong with a row as a whole: none of its cells is a fact then.
fn check_row(row: &Row, header: &Row, table: &FactTable, findings: &mut Findings) -> Result<(), Reported> {
    if row.len() != header.len() {
        let place = row.get(header.len()).map_or(row[0].span, |extra| extra.span);
        let message = format!("this row has {} cells, the table has {} columns", row.len(), header.len());
        return Err(findings.report(
            Diagnostic::new(&lints::WRONG_VALUE, place, message)
                .help("a cell with a comma in it stands in quotation marks: `\"$1,450\"`"),
        ));
    }
    if row[0].value.is_empty() {
        let message = format!("this row names no {}, so its cells are no facts", table.rows.value);
        return Err(findings.report(Diagnostic::new(&lints::WRONG_VALUE, row[0].span, message)));
    }
    Ok(())
}

fn fact(
    attribute: &Spanned<String>,
    row: &Spanned<String>,
    cell: &Spanned<String>,
    table: &FactTable,
) -> FactDef {
    let mut def = FactDef {
        id: Spanned::new(attribute.value.clone(), cell.span),
        attribute: attribute.clone(),
        value: Some(FactValue::Cell(cell.clone())),
        span: cell.span,
        ..table.like.clone()
    };
    if table.rows.value == SUBJECT {
        def.subject = row.clone();
    } else {
        def.at.push((table.rows.clone(), row.clone()));
    }
    def
}
