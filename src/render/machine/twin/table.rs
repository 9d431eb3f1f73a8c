//! Tables: of texts, and comparisons.
//!
//! In: cells, or a comparison. Out: a table of GitHub's Markdown.

use super::pen::{Pen, one_line};
use crate::check::Comparison;
use crate::render::view::{CellFact, CellView, RowView};
use crate::views;

/// A table of texts that are Markdown already.
pub(super) fn of(head: &[String], rows: &[Vec<String>]) -> String {
    let mut lines = vec![line(head), format!("|{}", " --- |".repeat(head.len()))];
    lines.extend(rows.iter().map(|row| line(row)));
    lines.join("\n")
}

/// The same with a head of fixed words.
pub(super) fn with<const N: usize>(head: [&str; N], rows: &[Vec<String>]) -> String {
    of(&head.map(str::to_owned), rows)
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| one_line(cell).replace('|', "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}

/// Subjects side by side, as the page shows them.
pub(super) fn comparison(pen: &Pen<'_>, comparison: &Comparison) -> String {
    let view = views::comparison::html::view(pen.site.checked, comparison);
    let mut head = vec![String::new()];
    head.extend(view.subjects.iter().map(|subject| match &subject.path {
        Some(path) => pen.link(&subject.label, path),
        None => subject.label.clone(),
    }));
    let mut rows = Vec::new();
    for group in &view.groups {
        if let Some(label) = &group.label {
            let mut cells = vec![format!("**{label}**")];
            cells.resize(head.len(), String::new());
            rows.push(cells);
        }
        rows.extend(group.rows.iter().map(row));
    }
    let table = of(&head, &rows);
    match &view.dated {
        Some(dated) => format!("{table}\n\nValues are {dated}, unless they say otherwise."),
        None => table,
    }
}

fn row(row: &RowView) -> Vec<String> {
    let notes = [row.unit.as_deref(), row.direction];
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    let label =
        if notes.is_empty() { row.label.clone() } else { format!("{} ({})", row.label, notes.join(", ")) };
    std::iter::once(label).chain(row.cells.iter().map(cell)).collect()
}

fn cell(cell: &CellView) -> String {
    let facts: Vec<String> = cell.facts.iter().map(|one| fact(cell, one)).collect();
    if facts.is_empty() { "no data".to_owned() } else { facts.join("; ") }
}

fn fact(cell: &CellView, fact: &CellFact) -> String {
    let mut notes: Vec<String> = cell.mark.map(str::to_owned).into_iter().collect();
    notes.extend(fact.note.clone());
    notes.extend(fact.qualifiers.clone());
    notes.extend(fact.dated.clone());
    notes.extend(fact.from.as_ref().map(|subject| format!("from {subject}")));
    notes.extend(fact.badges.iter().map(|badge| badge.words.clone()));
    if notes.is_empty() { fact.value.clone() } else { format!("{} ({})", fact.value, notes.join("; ")) }
}
