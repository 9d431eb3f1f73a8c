//! A comparison as files: one line for each value (CSV), and the whole table (JSON).
//!
//! In: what the component shows. Out: text that a spreadsheet or a program reads. Values are those of
//! the page, as text.

use super::view::{CellFact, CellView, ComparisonView};
use serde_json::{Value, json};

/// Titles of the columns of the CSV file.
const COLUMNS: [&str; 13] = [
    "group",
    "row",
    "unit",
    "direction",
    "subject",
    "state",
    "mark",
    "value",
    "qualifiers",
    "as of",
    "recorded for",
    "note",
    "marks",
];

/// RFC 4180, with a line for cells without a value too.
pub(crate) fn csv(table: &ComparisonView) -> String {
    // Without the mark, spreadsheets read letters beyond ASCII as others.
    let mut out = String::from('\u{feff}');
    line(&mut out, &COLUMNS);
    for group in &table.groups {
        for row in &group.rows {
            for (cell, subject) in row.cells.iter().zip(&table.subjects) {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let mut add = |fact: Option<&CellFact>| {
                    let mark = cell.mark.unwrap_or("").to_owned();
                    let own = fact.map(|f| {
                        [
                            f.value.clone(),
                            text(&f.qualifiers),
                            text(&f.as_of),
                            text(&f.from),
                            text(&f.note),
                            words(f).join("; "),
                        ]
                    });
                    let direction = row.direction.unwrap_or("").to_owned();
                    let head = [text(&group.label), row.label.clone(), text(&row.unit), direction];
                    let cell = [subject.label.clone(), cell.state.to_owned(), mark];
                    line(&mut out, &[&head[..], &cell[..], &own.unwrap_or_default()[..]].concat());
                };
                cell.facts.iter().for_each(|fact| add(Some(fact)));
                if cell.facts.is_empty() {
                    add(None);
                }
            }
        }
    }
    out
}

/// What the badges of a value say.
fn words(fact: &CellFact) -> Vec<&str> {
    fact.badges.iter().map(|badge| badge.words.as_str()).collect()
}

fn line(out: &mut String, cells: &[impl AsRef<str>]) {
    for (number, cell) in cells.iter().enumerate() {
        let cell = cell.as_ref();
        if number > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            out.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

/// The table by groups and rows; a cell names its subject.
pub(crate) fn json(title: &str, table: &ComparisonView) -> String {
    let cell = |(cell, subject): (&CellView, &super::view::SubjectLink)| {
        let values: Vec<Value> = cell.facts.iter().map(value).collect();
        json!({"subject": subject.label, "state": cell.state, "mark": cell.mark, "values": values})
    };
    let mut groups = Vec::new();
    for group in &table.groups {
        let rows: Vec<Value> = group
            .rows
            .iter()
            .map(|row| {
                let cells: Vec<Value> = row.cells.iter().zip(&table.subjects).map(cell).collect();
                json!({"label": row.label, "unit": row.unit, "direction": row.direction, "cells": cells})
            })
            .collect();
        groups.push(json!({"label": group.label, "rows": rows}));
    }
    let subjects: Vec<&str> = table.subjects.iter().map(|subject| subject.label.as_str()).collect();
    let all = json!({"title": title, "subjects": subjects, "groups": groups});
    format!("{all:#}\n")
}

fn value(fact: &CellFact) -> Value {
    json!({
        "value": fact.value,
        "qualifiers": fact.qualifiers,
        "as-of": fact.as_of,
        "recorded-for": fact.from,
        "note": fact.note,
        "marks": words(fact),
        "ledger": fact.path,
    })
}
