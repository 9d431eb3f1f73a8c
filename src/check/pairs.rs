//! Pairs of subjects that the configuration sets side by side.
//!
//! In: two ids each. Out: a comparison of every attribute that both have a fact of with the same qualifiers, in the
//! groups and the order of the attributes. Unknown subjects, and pairs without a common attribute, are findings.

use super::{Comparison, ComparisonRow, Facts, Ids};
use crate::diag::{Diagnostic, Findings, all};
use crate::lints;
use crate::model::{AttributeId, Config, Data, PairId, SubjectId, Table};
use crate::text::Spanned;
use crate::views::comparison;
use crate::views::comparison::resolve::Cell;

/// Resolves all pairs.
pub(crate) fn resolve(
    config: &Config,
    data: &Data,
    facts: &Facts,
    ids: &Ids,
    findings: &mut Findings,
) -> Table<PairId, Comparison> {
    let mut pair = |(a, b): &(Spanned<String>, Spanned<String>)| {
        let subjects = all([ids.subject(a, findings), ids.subject(b, findings)]).ok()?;
        if subjects[0] == subjects[1] {
            let message = format!("`{}` is compared with itself", b.value);
            findings.report(Diagnostic::new(&lints::WRONG_VALUE, b.span, message));
            return None;
        }
        let comparison = common(subjects, data, facts, ids);
        if comparison.groups.is_empty() {
            let message = format!(
                "`{}` and `{}` have no attribute in common, with the same qualifiers",
                a.value, b.value
            );
            let finding = Diagnostic::new(&lints::WRONG_VALUE, b.span, message);
            let fault = || comparison.subjects.iter().find_map(|subject| facts.fault_of(*subject, data));
            findings.report(finding.caused_by(data.incomplete.or_else(fault)));
            return None;
        }
        Some(comparison)
    };
    config.pairs.iter().filter_map(&mut pair).collect()
}

fn common(subjects: Vec<SubjectId>, data: &Data, facts: &Facts, ids: &Ids) -> Comparison {
    let mut groups: Vec<(Option<String>, Vec<ComparisonRow>)> = Vec::new();
    for (attribute, def) in data.attributes.iter_enumerated() {
        let cell =
            |subject: &SubjectId| comparison::resolve::cell(*subject, attribute, &[], data, facts, ids);
        let cells: Vec<_> = subjects.iter().map(cell).collect();
        let rows = like_beside_like(attribute, &cells, facts);
        if rows.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(label, _)| *label == def.group) {
            Some((_, own)) => own.extend(rows),
            None => groups.push((def.group.clone(), rows)),
        }
    }
    Comparison { subjects, groups }
}

/// A row for all qualifiers that every subject has a fact with: fees of adults say nothing of fees of students.
fn like_beside_like(attribute: AttributeId, cells: &[Cell], facts: &Facts) -> Vec<ComparisonRow> {
    let mut all: Vec<&[(String, String)]> = Vec::new();
    for fact in cells.iter().flat_map(|cell| &cell.facts) {
        let at = facts[*fact].at.as_slice();
        if !all.contains(&at) {
            all.push(at);
        }
    }
    let row = |at: &[(String, String)]| {
        let own = |cell: &Cell| Cell {
            facts: cell.facts.iter().copied().filter(|fact| facts[*fact].at == at).collect(),
            from: cell.from,
        };
        let cells: Vec<Cell> = cells.iter().map(own).collect();
        // What both take from one ancestor says nothing of either.
        let shared = cells.windows(2).all(|pair| pair[0].facts == pair[1].facts);
        let every = cells.iter().all(|cell| !cell.facts.is_empty());
        (every && !shared).then(|| ComparisonRow { attribute, at: at.to_vec(), cells })
    };
    all.into_iter().filter_map(row).collect()
}
