//! Coverage: which figures are backed, by page, section and kind.
//!
//! In: the figures of a checked site. Out: tallies, as a table and as JSON. Figures were found and judged
//! by `check`.

use super::place;
use super::unjudged::{Unjudged, Why, unjudged};
use crate::check::Checked;
use crate::check::coverage::{Backing, Figure, Tally};
use crate::text::{FileId, Files};
use crate::value::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The coverage of a site.
#[derive(Debug, Clone)]
pub struct CoverageReport {
    /// One row for each file with figures, by path.
    pub files: Vec<FileRow>,
    /// All of them together.
    pub total: Tally,
    /// Covered figures and all figures of each kind, for kinds that occur.
    pub kinds: Vec<(Kind, usize, usize)>,
    /// Facts that something uses, and all facts.
    pub facts: (usize, usize),
    /// The oldest fact that a sentence uses, with its date.
    pub oldest: Option<(String, String)>,
    /// Numbers of pages that are neither figures nor parts of one.
    pub unjudged: Unjudged,
}

/// The coverage of one file.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// The file.
    pub file: FileId,
    /// Its path below the root.
    pub path: String,
    /// Its figures counted.
    pub tally: Tally,
    /// The same by section, for pages.
    pub sections: Vec<SectionRow>,
    /// Its figures in order.
    pub figures: Vec<Figure>,
}

/// The coverage of one section of a page.
#[derive(Debug, Clone)]
pub struct SectionRow {
    /// Its heading; empty above the first.
    pub title: String,
    /// Its figures counted.
    pub tally: Tally,
}

/// Counts a site's figures.
pub(crate) fn coverage(site: &Checked, files: &Files, oldest: Option<(String, String)>) -> CoverageReport {
    let mut by_file: BTreeMap<String, FileRow> = BTreeMap::new();
    for figure in site.figures() {
        let path = files.get(figure.span.file).path.to_string();
        let row = by_file.entry(path.clone()).or_insert_with(|| FileRow {
            file: figure.span.file,
            path,
            tally: Tally::default(),
            sections: Vec::new(),
            figures: Vec::new(),
        });
        row.tally.add(figure.backing);
        row.figures.push(figure.clone());
    }
    for page in &site.pages {
        if let Some(row) = by_file.get_mut(page.page.path.as_str()) {
            row.sections = sections(row, &page.page.outline);
        }
    }
    let mut kinds: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    for figure in site.figures() {
        let counted = matches!(
            figure.backing,
            Backing::Fact(_) | Backing::Rule | Backing::Cited | Backing::Todo | Backing::Unbacked
        );
        let covered = counted && !matches!(figure.backing, Backing::Todo | Backing::Unbacked);
        let entry = kinds.entry(figure.kind).or_default();
        entry.0 += usize::from(covered);
        entry.1 += usize::from(counted);
    }
    let used = site.facts.items.keys().filter(|fact| site.uses.fact_is_used(*fact)).count();
    CoverageReport {
        total: Tally::of(site.figures()),
        files: by_file.into_values().collect(),
        kinds: kinds.into_iter().filter(|(_, (_, all))| *all > 0).map(|(k, (c, a))| (k, c, a)).collect(),
        facts: (used, site.facts.items.len()),
        oldest,
        unjudged: unjudged(site, files),
    }
}

fn sections(row: &FileRow, outline: &[crate::parse::OutlineEntry]) -> Vec<SectionRow> {
    let mut rows: Vec<(usize, SectionRow)> =
        vec![(0, SectionRow { title: String::new(), tally: Tally::default() })];
    for entry in outline.iter().filter(|entry| entry.level <= 3) {
        rows.push((entry.start, SectionRow { title: entry.title.clone(), tally: Tally::default() }));
    }
    for figure in &row.figures {
        let at = rows.partition_point(|(start, _)| *start <= figure.span.start as usize).max(1);
        rows[at - 1].1.tally.add(figure.backing);
    }
    rows.into_iter().map(|(_, row)| row).filter(|row| row.tally != Tally::default()).collect()
}

impl CoverageReport {
    /// The table for a terminal. `sections` adds a row for each section, `figures` a line for each figure
    /// that nothing backs.
    pub fn text(&self, sections: bool, figures: bool, files: &Files) -> String {
        let width = self.files.iter().map(|row| row.path.chars().count()).max().unwrap_or(5).max(5) + 2;
        let mut out = format!(
            "{:width$}{:>8}{:>8}{:>7}{:>6}{:>10}{:>8}{:>7}{:>10}{:>8}\n",
            "page", "figures", "backed", "cited", "todo", "unbacked", "exempt", "aside", "coverage", "strict"
        );
        for row in &self.files {
            out.push_str(&line(&row.path, row.tally, width));
            for section in row.sections.iter().filter(|_| sections) {
                let title = if section.title.is_empty() { "(top)" } else { &section.title };
                let short: String = title.chars().take(width - 4).collect();
                out.push_str(&line(&format!("  {short}"), section.tally, width));
            }
            for figure in row.figures.iter().filter(|f| figures && f.backing == Backing::Unbacked) {
                out.push_str(&format!(
                    "    {} `{}` ({})\n",
                    place(figure.span, files),
                    figure.text,
                    figure.kind
                ));
            }
        }
        out.push_str(&line("total", self.total, width));
        let kinds: Vec<String> =
            self.kinds.iter().map(|(kind, covered, all)| format!("{kind} {covered}/{all}")).collect();
        if !kinds.is_empty() {
            out.push_str(&format!("by kind: {}\n", kinds.join("  ")));
        }
        out.push_str(&not_judged(&self.unjudged));
        out.push_str(&format!("facts used by sentences: {} of {}\n", self.facts.0, self.facts.1));
        if let Some((fact, date)) = &self.oldest {
            out.push_str(&format!("oldest fact used: {fact}, as of {date}\n"));
        }
        out
    }

    /// The same as one JSON object.
    pub fn json(&self, files: &Files) -> String {
        let rows: Vec<Value> = self
            .files
            .iter()
            .map(|row| {
                let sections: Vec<Value> = row
                    .sections
                    .iter()
                    .map(|s| json!({"title": s.title, "tally": tally(s.tally)}))
                    .collect();
                let unbacked: Vec<Value> = row
                    .figures
                    .iter()
                    .filter(|figure| figure.backing == Backing::Unbacked)
                    .map(|figure| {
                        let at = files.lines(figure.span.file).position(figure.span.start as usize);
                        json!({"text": figure.text, "kind": figure.kind.name(), "line": at.line, "column": at.column})
                    })
                    .collect();
                json!({"file": row.path, "tally": tally(row.tally), "sections": sections, "unbacked": unbacked})
            })
            .collect();
        let kinds: serde_json::Map<String, Value> = self
            .kinds
            .iter()
            .map(|(kind, covered, all)| (kind.to_string(), json!({"covered": covered, "figures": all})))
            .collect();
        let report = json!({
            "version": 1,
            "total": tally(self.total),
            "kinds": kinds,
            "facts": {"used": self.facts.0, "all": self.facts.1},
            "not-judged": not_judged_json(&self.unjudged),
            "oldest": self.oldest.as_ref().map(|(fact, date)| json!({"fact": fact, "as-of": date})),
            "files": rows,
        });
        format!("{report:#}\n")
    }
}

/// How many nouns of counts are named.
const NOUNS: usize = 5;

/// What coverage says nothing about: a line for the reasons, and one for what an attribute could declare.
fn not_judged(numbers: &Unjudged) -> String {
    if numbers.total() == 0 {
        return String::new();
    }
    let reasons = Why::ALL.iter().filter_map(|why| {
        let count = numbers.by_reason.get(why)?;
        Some(format!("{count} {}", why.words()))
    });
    let reasons: Vec<String> = reasons.collect();
    let mut out = format!("numbers not judged: {}: {}\n", numbers.total(), reasons.join(", "));
    let nouns: Vec<String> = numbers
        .nouns
        .iter()
        .filter(|(_, count)| *count > 1)
        .take(NOUNS)
        .map(|(noun, count)| format!("{noun} {count}"))
        .collect();
    if !nouns.is_empty() {
        out.push_str(&format!("a `count` attribute with its noun would find: {}\n", nouns.join(", ")));
    }
    out
}

fn not_judged_json(numbers: &Unjudged) -> Value {
    let reasons: serde_json::Map<String, Value> =
        numbers.by_reason.iter().map(|(why, count)| (why.key().to_owned(), json!(count))).collect();
    let nouns: Vec<Value> =
        numbers.nouns.iter().map(|(noun, count)| json!({"noun": noun, "count": count})).collect();
    json!({"numbers": numbers.total(), "reasons": reasons, "nouns": nouns})
}

fn line(name: &str, tally: Tally, width: usize) -> String {
    format!(
        "{name:width$}{:>8}{:>8}{:>7}{:>6}{:>10}{:>8}{:>7}{:>10}{:>8}\n",
        tally.figures(),
        tally.backed,
        tally.cited,
        tally.todo,
        tally.unbacked,
        tally.exempt,
        tally.aside,
        crate::check::percent(tally.covered(), tally.figures()),
        crate::check::percent(tally.strict, tally.figures()),
    )
}

fn tally(tally: Tally) -> Value {
    json!({
        "figures": tally.figures(),
        "backed": tally.backed,
        "strict": tally.strict,
        "cited": tally.cited,
        "todo": tally.todo,
        "unbacked": tally.unbacked,
        "exempt": tally.exempt,
        "aside": tally.aside,
        "coverage": crate::check::percent(tally.covered(), tally.figures()),
        "strict-coverage": crate::check::percent(tally.strict, tally.figures()),
    })
}
