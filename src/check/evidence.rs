//! What readers are told about a fact beside its value.
//!
//! In: a fact. Out: badges (a mark for the style sheet and words for people), and what the reports of a
//! dispute say. Does not write HTML.

use super::facts::Fact;
use super::origins::Origins;
use crate::model::{Data, DisputeStatus};
use crate::value::{self, Form, Schema, Stored, hull};
use serde::Serialize;
use std::collections::HashSet;

/// A state of a fact that readers should see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Badge {
    /// `stale`, `disputed`, `derived`, `estimate`, `low-confidence` or `one-source`.
    pub mark: &'static str,
    pub words: String,
}

/// The badges of a fact, the most serious first.
pub(crate) fn badges(fact: &Fact, schema: &Schema, data: &Data, origins: &Origins) -> Vec<Badge> {
    let mut badges = Vec::new();
    let mut add = |mark, words: String| badges.push(Badge { mark, words });
    if let Some(status) = fact.dispute {
        let values: Vec<Stored> = fact.reports.iter().map(|report| report.value.clone()).collect();
        let spread = hull(&values).map(|hull| value::format(&hull, schema, Form::Range));
        let adopted = fact.value.as_ref().map(|value| value::format(value, schema, Form::Range));
        add(
            "disputed",
            match status {
                // Where the adopted range holds all reports, their spread would only repeat it.
                DisputeStatus::Adopted if spread.is_some() && adopted == spread => {
                    format!("disputed: {} reports differ within this range", values.len())
                }
                DisputeStatus::Adopted => match spread.or_else(|| few(&fact.reported(schema))) {
                    Some(reported) => format!("disputed: reports say {reported}"),
                    None => format!("disputed: {} reports differ", values.len()),
                },
                DisputeStatus::Unresolved => "disputed and undecided".to_owned(),
            },
        );
    }
    let def = &data.facts[fact.def];
    if let Some(until) = def.valid_until.as_ref().filter(|_| fact.ended) {
        add("stale", format!("ended {}", until.value.for_people()));
    } else if fact.stale {
        add("stale", format!("stale: {} old", months(fact.age.unwrap_or(0))));
    }
    if let Some(derived) = &fact.derived {
        add("derived", if derived.midpoint { "derived, by a midpoint" } else { "derived" }.to_owned());
    }
    if def.method == Some("estimate") {
        add("estimate", "estimate".to_owned());
    }
    if def.confidence == Some("low") {
        add("low-confidence", "low confidence".to_owned());
    }
    match (fact.sources.len(), origins.count(&fact.sources)) {
        (1, _) => add("one-source", "one source".to_owned()),
        (2.., 1) => add("one-source", "one origin".to_owned()),
        _ => {}
    }
    badges
}

/// What reports say that no range holds, if it is short: `P5–P8 or L4–L6`.
fn few(reported: &[String]) -> Option<String> {
    const LONGEST: usize = 40;
    let words = reported.join(" or ");
    (words.chars().count() <= LONGEST).then_some(words)
}

impl Fact {
    /// The reports of an open dispute in words, where no range holds them all: `P5–P8 or L4–L6`.
    pub(crate) fn alternatives(&self, schema: &Schema) -> Option<String> {
        let values: Vec<Stored> = self.reports.iter().map(|report| report.value.clone()).collect();
        if self.dispute != Some(DisputeStatus::Unresolved) || values.is_empty() || hull(&values).is_some() {
            return None;
        }
        Some(self.reported(schema).join(" or "))
    }

    /// What the reports of a dispute say, each wording once.
    pub(crate) fn reported(&self, schema: &Schema) -> Vec<String> {
        let mut seen = HashSet::new();
        let words = self.reports.iter().map(|report| value::format(&report.value, schema, Form::Short));
        words.filter(|text| seen.insert(text.clone())).collect()
    }
}

/// `5 months`, `2 years`.
pub(crate) fn months(count: i32) -> String {
    match count {
        1 => "1 month".to_owned(),
        m if m < 24 => format!("{m} months"),
        m if m % 12 == 0 => format!("{} years", m / 12),
        m => format!("{} years {}", m / 12, months(m % 12)),
    }
}
