//! Tables whose cells are facts.
//!
//! In: the tables of a page, and the facts. Out: for each cell whether the fact of its row and its column supports it,
//! with a binding to write into it, and the places of all cells that were looked at. A cell that is bound already has to
//! be bound to that fact. Binds nothing itself.

use super::claims::{Checker, ClaimState};
use super::lookup::{DefaultSubject, at, shortest};
use crate::diag::{Applicability, Diagnostic, Findings};
use crate::lints;
use crate::model::{AttributeId, FactId, FieldClaim, Rank, SubjectId};
use crate::parse::{Binding, Cell, FactCells};
use crate::text::{Span, Spanned, suggestion};
use std::collections::HashMap;

/// What a table says where its rows are subjects.
const SUBJECT: &str = "subject";
/// What stands in a cell that says nothing.
const EMPTY: [&str; 5] = ["", "-", "–", "—", "n/a"];

/// A table with the page it stands on.
pub(super) struct Cells<'a> {
    pub checker: &'a Checker<'a>,
    pub table: &'a FactCells,
    pub subject: DefaultSubject,
    /// The facts of the page's bindings, by the first byte of each.
    pub bound: &'a HashMap<usize, FactId>,
}

/// What a row is about.
enum Line {
    Subject(SubjectId),
    /// A value of the qualifier.
    Value(SubjectId, String),
}

impl Cells<'_> {
    /// Checks all cells; returns the places of those that may have a fact.
    pub(super) fn check(&self, findings: &mut Findings) -> Vec<Span> {
        let columns: Vec<Option<AttributeId>> =
            self.table.columns.iter().map(|column| self.attribute(column, findings)).collect();
        let mut seen = Vec::new();
        if self.table.rows.value != SUBJECT && self.subject.known().is_none() {
            let message = "this table needs a subject: the page sets none";
            findings.report(
                Diagnostic::new(&lints::NO_DEFAULT_SUBJECT, self.table.rows.span, message)
                    .help("set `subject:` in the front matter, or write `facts(subject)`")
                    .caused_by(self.subject.fault()),
            );
            return seen;
        }
        let values = self.values(&columns);
        for (name, cells) in &self.table.lines {
            let filled =
                cells.iter().zip(&columns).filter(|(cell, _)| !EMPTY.contains(&cell.words.value.as_str()));
            let filled: Vec<(&Cell, AttributeId)> =
                filled.filter_map(|(cell, attribute)| Some((cell, (*attribute)?))).collect();
            // What stands in a row or a column without a name is no cell: its figures are told of as any others.
            if filled.is_empty() || name.value.is_empty() {
                continue;
            }
            let Some(line) = self.line(name, &columns, &values, findings) else { continue };
            for (cell, attribute) in filled {
                seen.push(cell.words.span);
                self.cell(cell, &line, attribute, name, findings);
            }
        }
        seen
    }

    /// The attribute that a column is called after: by its id, its label or one of its nouns.
    fn attribute(&self, column: &Spanned<String>, findings: &mut Findings) -> Option<AttributeId> {
        if column.value.is_empty() {
            return None;
        }
        let data = self.checker.data;
        let wanted = column.value.to_lowercase();
        let called = |name: &str| name.to_lowercase() == wanted;
        let exact =
            data.attributes.iter_enumerated().find(|(_, def)| called(&def.id.value) || called(&def.label));
        let by_noun =
            || data.attributes.iter_enumerated().find(|(_, def)| def.nouns.iter().any(|noun| called(noun)));
        if let Some((found, _)) = exact.or_else(by_noun) {
            return Some(found);
        }
        let known = data.attributes.iter().flat_map(|def| [def.id.value.as_str(), def.label.as_str()]);
        let message =
            format!("no attribute is called `{}`{}", column.value, suggestion(&column.value, known));
        findings.report(
            Diagnostic::new(&lints::UNKNOWN_ATTRIBUTE, column.span, message)
                .help("a column is called after the id, the label or a noun of its attribute")
                .caused_by(data.incomplete),
        );
        None
    }

    /// The values that the rows' qualifier has, by how a row may be called after them.
    fn values(&self, columns: &[Option<AttributeId>]) -> HashMap<String, String> {
        let Some(subject) = self.subject.known() else { return HashMap::new() };
        let facts = self.checker.facts;
        let all = columns.iter().flatten().flat_map(|attribute| facts.of(subject, *attribute));
        let values = all.flat_map(|fact| &facts[*fact].at).filter(|(key, _)| *key == self.table.rows.value);
        values.map(|(_, value)| (plain(value), value.clone())).collect()
    }

    /// What a row is called after.
    fn line(
        &self,
        name: &Spanned<String>,
        columns: &[Option<AttributeId>],
        values: &HashMap<String, String>,
        findings: &mut Findings,
    ) -> Option<Line> {
        let data = self.checker.data;
        let rows = &self.table.rows;
        let wanted = name.value.to_lowercase();
        if rows.value == SUBJECT {
            let called = |word: &String| word.to_lowercase() == wanted;
            let all = data.subjects.iter_enumerated();
            let mut own = all.filter(|(_, one)| {
                called(&one.id.value) || called(&one.label) || one.aliases.iter().any(called)
            });
            if let Some((found, _)) = own.next() {
                return Some(Line::Subject(found));
            }
            let known = data.subjects.iter().flat_map(|one| [one.id.value.as_str(), one.label.as_str()]);
            let message = format!("no subject is called `{}`{}", name.value, suggestion(&name.value, known));
            findings.report(
                Diagnostic::new(&lints::UNKNOWN_SUBJECT, name.span, message).caused_by(data.incomplete),
            );
            return None;
        }
        let subject = self.subject.known()?;
        if let Some(value) = values.get(&plain(&name.value)) {
            return Some(Line::Value(subject, value.clone()));
        }
        let declared = columns.iter().flatten().flat_map(|id| &data.attributes[*id].qualifiers);
        let declared: Vec<&str> = declared.map(|(key, _)| key.value.as_str()).collect();
        let owner = &data.subjects[subject].id.value;
        let finding = if declared.contains(&rows.value.as_str()) {
            let mut known: Vec<&str> = values.values().map(String::as_str).collect();
            known.sort_unstable();
            let near = suggestion(&name.value, known);
            let message = format!("no fact of {owner} has the {} `{}`{near}", rows.value, name.value);
            Diagnostic::new(&lints::UNKNOWN_FACT, name.span, message)
        } else {
            let near = suggestion(&rows.value, declared.into_iter().chain([SUBJECT]));
            let message = format!("`{}` is not a qualifier of the columns{near}", rows.value);
            Diagnostic::new(&lints::UNKNOWN_QUALIFIER, rows.span, message)
        };
        findings.report(finding.caused_by(data.incomplete));
        None
    }

    /// Checks one cell.
    fn cell(
        &self,
        cell: &Cell,
        line: &Line,
        attribute: AttributeId,
        name: &Spanned<String>,
        findings: &mut Findings,
    ) {
        let Some(fact) = self.fact(cell, line, attribute, name, findings) else { return };
        let reference = shortest(fact, self.subject, self.checker.data, self.checker.facts);
        let words = &cell.words;
        if let Some(start) = cell.bound {
            if let Some(bound) = self.bound.get(&start).copied().filter(|bound| *bound != fact) {
                let other = shortest(bound, self.subject, self.checker.data, self.checker.facts);
                let message =
                    format!("this cell is bound to `fact:{other}`, and stands where `fact:{reference}` is");
                findings.report(Diagnostic::new(&lints::CELL_MISMATCH, words.span, message).related(
                    self.checker.data.facts[self.checker.facts[fact].def].id.span,
                    "the fact of its row and its column",
                ));
            }
            return;
        }
        let mut found = Findings::default();
        let claim = FieldClaim {
            field: words.clone(),
            words: words.clone(),
            target: Spanned::new(format!("fact:{reference}"), words.span),
        };
        let Some(binding) = Binding::of_words(words, &claim, &mut found) else {
            findings.append(found);
            return;
        };
        let state = self.checker.claim(&binding, self.subject, &mut found).state;
        if matches!(state, ClaimState::Supported { .. }) {
            let message = format!("this cell is not bound; `fact:{reference}` supports it");
            let finding = Diagnostic::new(&lints::UNNAMED_FACT, words.span, message)
                .related(self.checker.data.facts[self.checker.facts[fact].def].id.span, "the fact");
            let link = format!("[{}](fact:{reference})", words.value);
            findings.report(if cell.plain {
                finding.fix(Applicability::Safe, words.span, link)
            } else {
                finding.help(format!("bind it: `{link}`"))
            });
        }
        findings.append(found);
    }

    /// The fact of a row and a column.
    fn fact(
        &self,
        cell: &Cell,
        line: &Line,
        attribute: AttributeId,
        name: &Spanned<String>,
        findings: &mut Findings,
    ) -> Option<FactId> {
        let (data, facts) = (self.checker.data, self.checker.facts);
        let (subject, value) = match line {
            Line::Subject(subject) => (*subject, None),
            Line::Value(subject, value) => (*subject, Some(value)),
        };
        let fits = |fact: &&FactId| {
            let one = &facts[**fact];
            let has = value.is_none_or(|value| {
                one.at.iter().any(|(key, own)| *key == self.table.rows.value && own == value)
            });
            has && one.is_live()
        };
        let qualifier = value.map(|value| (self.table.rows.value.as_str(), value.as_str()));
        let found: Vec<FactId> =
            facts.perhaps_at(subject, attribute, qualifier).iter().filter(fits).copied().collect();
        let preferred: Vec<FactId> =
            found.iter().copied().filter(|fact| facts[*fact].rank == Rank::Preferred).collect();
        let found = if preferred.is_empty() { found } else { preferred };
        let id = &data.attributes[attribute].id.value;
        let finding = match found.as_slice() {
            [one] => return Some(*one),
            [] => {
                let owner = &data.subjects[subject].id.value;
                let message = match value {
                    Some(value) => format!("no fact of {owner} says the `{id}` of `{value}`"),
                    None => format!("no fact of {owner} says its `{id}`"),
                };
                Diagnostic::new(&lints::UNKNOWN_FACT, cell.words.span, message)
                    .related(name.span, "the row")
                    .help("record the fact, or leave the cell empty")
                    .caused_by(data.why_missing(owner, id))
            }
            several => {
                let message = format!("this cell may be {} facts: its row leaves open which", several.len());
                let finding = Diagnostic::new(&lints::AMBIGUOUS_REFERENCE, cell.words.span, message);
                several.iter().take(8).fold(finding, |finding, fact| {
                    finding.related(data.facts[facts[*fact].def].id.span, at(&facts[*fact].at))
                })
            }
        };
        findings.report(finding);
        None
    }
}

/// A value of a qualifier as rows are called after it: `Fog signals` is `fog-signals`.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}
