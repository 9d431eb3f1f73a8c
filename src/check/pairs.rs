//! Pairs of subjects that the configuration sets side by side.
//!
//! In: two ids each. Out: a comparison of every attribute that both have a fact of, in the groups and
//! the order of the attributes. Unknown subjects, and pairs without a common attribute, are findings.

use super::{Comparison, ComparisonRow, Facts, Ids};
use crate::diag::{Diagnostic, Findings, all};
use crate::lints;
use crate::model::{Config, Data, PairId, SubjectId, Table};
use crate::text::Spanned;
use crate::views::comparison;

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
            let message = format!("`{}` and `{}` have no attribute in common", a.value, b.value);
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
        // What both take from one ancestor says nothing of either.
        let shared = cells.windows(2).all(|pair| pair[0].facts == pair[1].facts);
        if shared || cells.iter().any(|cell| cell.facts.is_empty()) {
            continue;
        }
        let row = ComparisonRow { attribute, at: Vec::new(), cells };
        match groups.iter_mut().find(|(label, _)| *label == def.group) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((def.group.clone(), vec![row])),
        }
    }
    Comparison { subjects, groups }
}
