//! Facts that answer the same question.
//!
//! In: all facts. Out: a finding for each two live ones of the same subject, attribute and qualifiers: they repeat each
//! other, or they disagree and nobody declared it. Decides for none of them.

use super::facts::{Fact, Facts};
use crate::diag::{Diagnostic, Findings};
use crate::lints::{self, Lint};
use crate::model::{Data, FactId, Rank};
use crate::value::{Form, Stored, conflict, format};

/// Two live values for one question: a repetition, or a disagreement nobody declared.
/// `denies` says whether a lint stops the build: what only follows from it is not reported.
pub(super) fn check(
    data: &Data,
    facts: &mut Facts,
    derived: bool,
    denies: &dyn Fn(&'static Lint) -> bool,
    findings: &mut Findings,
) {
    let mut faulty = Vec::new();
    for pair in pairs(facts, derived) {
        let rank = facts[pair[0]].rank;
        let Some(finding) = rivalry(data, facts, &facts[pair[0]], &facts[pair[1]], rank) else { continue };
        let lint = finding.lint;
        let reported = findings.report(finding);
        if denies(lint) {
            faulty.extend(pair.map(|number| (number, reported)));
        }
    }
    for (number, reported) in faulty {
        facts[number].faults.rival.get_or_insert(reported);
    }
}

/// Each two neighbours among the live facts that answer one question. Facts of which some are derived have their
/// values later than others.
fn pairs(facts: &Facts, derived: bool) -> Vec<[FactId; 2]> {
    let mut rivals = Vec::new();
    for group in facts.by_question().filter(|group| group.len() > 1) {
        let mut live: Vec<FactId> = group.iter().copied().filter(|n| facts[*n].is_live()).collect();
        live.sort_by(|one, two| facts[*one].at.cmp(&facts[*two].at).then(one.cmp(two)));
        let same = live.chunk_by(|one, two| facts[*one].at == facts[*two].at);
        rivals.extend(same.filter(|group| group.len() > 1).map(<[FactId]>::to_vec));
    }
    rivals.sort();
    let mut pairs = Vec::new();
    for group in rivals {
        let top = if group.iter().any(|n| facts[*n].rank == Rank::Preferred) {
            Rank::Preferred
        } else {
            Rank::Normal
        };
        let live: Vec<FactId> = group.into_iter().filter(|n| facts[*n].rank == top).collect();
        if live.iter().any(|n| facts[*n].derived.is_some()) == derived {
            pairs.extend(live.windows(2).map(|pair| [pair[0], pair[1]]));
        }
    }
    pairs
}

fn rivalry(data: &Data, facts: &Facts, first: &Fact, second: &Fact, rank: Rank) -> Option<Diagnostic> {
    let name =
        format!("{}/{}", data.subjects[first.subject].id.value, data.attributes[first.attribute].id.value);
    let (one, two) = (first.value.as_ref()?, second.value.as_ref()?);
    let schema = facts.schema(first);
    let show = |value: &Stored| format(value, schema, Form::Short);
    let finding = if rank == Rank::Preferred {
        Diagnostic::new(
            &lints::PREFERRED_CONFLICT,
            second.value_span,
            format!("two preferred facts for {name}"),
        )
    } else if conflict(one, two, schema) {
        let message = format!("two values for {name} disagree");
        Diagnostic::new(&lints::UNDECLARED_DISPUTE, second.value_span, message)
            .help("record a `dispute` with the adopted value and the reason, add a qualifier that tells them apart, or deprecate one")
    } else {
        Diagnostic::new(
            &lints::DUPLICATE_FACT,
            second.value_span,
            format!("{name} is defined twice with the same qualifiers"),
        )
        .help("keep one and give it both sources")
    };
    Some(finding.label(show(two)).related(first.value_span, show(one)))
}
