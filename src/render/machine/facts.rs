//! `facts.json`: every fact with all that qualifies it, and the same for each subject.
//!
//! In: a checked site. Out: one JSON object in the shape of `facts.schema.json`. Rank, status and dispute
//! always travel with a value, and an undecided dispute has no value of its own, so that nobody takes a
//! disputed number for a plain one.

use super::super::pages::files;
use super::super::url::{canonical, root_of};
use super::super::{Site, collect};
use super::stored;
use crate::check::{Checked, Fact, Use, parents};
use crate::model::{DisputeStatus, FactId, SourceId, SourceRef, SubjectId};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The name and version of the format.
const FORMAT: &str = "prepress-facts/1";

/// The JSON Schema of these files.
const SCHEMA: &str = include_str!("facts.schema.json");

/// The schema, with its address where the site has one.
pub(crate) fn schema(site: &Site<'_>) -> String {
    match canonical(site, files::SCHEMA.path) {
        Some(address) => SCHEMA.replacen('{', &format!("{{\n  \"$id\": {},", json!(address)), 1),
        None => SCHEMA.to_owned(),
    }
}

/// All facts, or those of one subject.
pub(crate) fn json(site: &Site<'_>, subject: Option<SubjectId>) -> String {
    let checked = site.checked;
    let numbers: Vec<FactId> = match subject {
        Some(subject) => checked.facts.of_subject(subject).to_vec(),
        None => checked.facts.items.keys().collect(),
    };
    let facts: Vec<Value> =
        numbers.iter().map(|number| entry(checked, *number, &checked.facts[*number])).collect();
    let sources = match subject {
        Some(_) => behind(checked, &numbers),
        None => checked.data.sources.keys().collect(),
    };
    let path = subject.map_or_else(|| files::FACTS.path.to_owned(), |n| super::subject_facts(checked, n));
    let schema = canonical(site, files::SCHEMA.path)
        .unwrap_or_else(|| format!("{}{}", root_of(&path), files::SCHEMA.path));
    let all = json!({
        "$schema": schema,
        "schema": FORMAT,
        "title": checked.config.title,
        "generated": checked.today.to_string(),
        "facts": facts,
        "sources": sources.into_iter().map(|number| source(checked, number)).collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

/// The sources of facts, and those that they take their figures from.
fn behind(checked: &Checked, facts: &[FactId]) -> BTreeSet<SourceId> {
    let own = facts.iter().map(|number| &checked.facts[*number]);
    let mut open: Vec<SourceId> = own
        .flat_map(|fact| fact.sources.iter().chain(fact.reports.iter().flat_map(|report| &report.sources)))
        .copied()
        .collect();
    let mut all = BTreeSet::new();
    while let Some(number) = open.pop() {
        if all.insert(number) {
            open.extend(parents(&checked.data, &checked.ids, number));
        }
    }
    all
}

/// The id of a fact in this file.
fn id(checked: &Checked, fact: &Fact) -> String {
    format!("{}/{}", checked.data.subjects[fact.subject].id.value, collect::fact_id(checked, fact))
}

fn entry(checked: &Checked, number: FactId, fact: &Fact) -> Value {
    let def = &checked.data.facts[fact.def];
    let attribute = &checked.data.attributes[fact.attribute];
    let schema = checked.facts.schema(fact);
    let open = fact.dispute == Some(DisputeStatus::Unresolved);
    let at: Map<String, Value> = fact.at.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    let own = fact.value.as_ref().filter(|_| !open);
    let mut out = json!({
        "id": id(checked, fact),
        "subject": checked.data.subjects[fact.subject].id.value,
        "attribute": attribute.id.value,
        "label": collect::full_label(checked, fact),
        "at": at,
        "type": schema.kind.to_string(),
        "unit": stored::unit(fact.value.as_ref(), schema),
        "value": own.map(stored::value),
        "text": collect::value(checked, fact),
        "as-of": fact.as_of.map(|date| date.to_string()),
        "valid-until": def.valid_until.as_ref().map(|date| date.value.to_string()),
        "rank": fact.rank.name(),
        "method": def.method,
        "confidence": def.confidence,
        "sources": names(checked, fact),
        "dispute": dispute(checked, fact),
        "derived": derived(checked, fact),
        "not-applicable": def.not_applicable.as_ref().map(|why| why.value.trim()),
        "note": def.note,
    });
    // The hash stands for what is known, not for who says so on which page or how old it is today.
    let hash = blake3::hash(out.to_string().as_bytes()).to_hex();
    out["hash"] = json!(format!("blake3:{hash}"));
    out["status"] = json!(status(checked, fact));
    out["page"] = json!(collect::fact_path(checked, fact));
    out["claims"] = checked.fact_uses(number).map(|used| claim(checked, &used)).collect();
    out
}

fn names(checked: &Checked, fact: &Fact) -> Vec<Value> {
    let def = &checked.data.facts[fact.def];
    if def.sources.is_empty() {
        let ids = fact.sources.iter().map(|number| &checked.data.sources[*number].id.value);
        return ids.map(|id| json!({"id": id})).collect();
    }
    references(&def.sources)
}

fn references(sources: &[SourceRef]) -> Vec<Value> {
    let reference = |source: &SourceRef| {
        let mut out = json!({"id": source.id.value});
        if let Some(locator) = &source.locator {
            out["locator"] = json!(locator);
        }
        if let Some(quote) = &source.quote {
            out["quote"] = json!(quote.value);
        }
        out
    };
    sources.iter().map(reference).collect()
}

fn status(checked: &Checked, fact: &Fact) -> Vec<&'static str> {
    let def = &checked.data.facts[fact.def];
    let age = match (fact.as_of, fact.stale) {
        (None, _) => "undated",
        (_, true) => "stale",
        (_, false) => "fresh",
    };
    let mut status = vec![age];
    if fact.ended {
        status.push("ended");
    }
    let badges = collect::badges_of(checked, fact);
    // The age is said already, and the confidence has a field of its own.
    let said = |mark: &&str| ["stale", "low-confidence"].contains(mark);
    status.extend(badges.iter().map(|badge| badge.mark).filter(|mark| !said(mark)));
    if def.not_applicable.is_some() {
        status.push("not-applicable");
    } else if fact.sources.is_empty() {
        status.push("unsourced");
    }
    status
}

fn dispute(checked: &Checked, fact: &Fact) -> Value {
    let def = &checked.data.facts[fact.def];
    let Some(dispute) = &def.dispute else { return Value::Null };
    let reports: Vec<Value> = fact
        .reports
        .iter()
        .map(|report| {
            let written = &def.reports[report.written];
            json!({
                "value": stored::value(&report.value),
                "unit": stored::unit(Some(&report.value), checked.facts.schema(fact)),
                "measures": written.measures.as_deref(),
                "as-of": written.as_of.as_ref().map(|date| date.value.to_string()),
                "sources": references(&written.sources),
            })
        })
        .collect();
    json!({
        "status": match dispute.status.value {
            DisputeStatus::Adopted => "adopted",
            DisputeStatus::Unresolved => "unresolved",
        },
        "kind": dispute.kind,
        "because": dispute.because.as_ref().map(|text| text.trim()),
        "decided": dispute.decided.map(|date| date.to_string()),
        "review-by": dispute.review_by.as_ref().map(|date| date.value.to_string()),
        "reports": reports,
    })
}

fn derived(checked: &Checked, fact: &Fact) -> Value {
    let Some(derived) = &fact.derived else { return Value::Null };
    let inputs: Vec<String> =
        derived.inputs.iter().map(|number| id(checked, &checked.facts[*number])).collect();
    json!({
        "expression": checked.data.facts[fact.def].derive.as_ref().map_or("", |text| text.value.trim()),
        "inputs": inputs,
        "midpoint": derived.midpoint,
        "steps": derived.steps,
    })
}

fn claim(checked: &Checked, used: &Use<'_>) -> Value {
    let page = used.page.map(|page| {
        let anchor = used.anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
        format!("{}{anchor}", checked.pages[page].out)
    });
    json!({"page": page, "text": used.wording, "sentence": used.sentence, "verdict": used.verdict, "how": used.how})
}

fn source(checked: &Checked, number: SourceId) -> Value {
    let source = &checked.data.sources[number];
    let derived: Vec<&str> = source.derived_from.iter().map(|id| id.value.as_str()).collect();
    let origins: Vec<&str> = checked.origins.behind(&[number]).into_iter().collect();
    json!({
        "id": source.id.value,
        "title": source.title,
        "kind": source.kind,
        "url": source.url,
        "archive": source.archive,
        "publisher": source.publisher,
        "published": source.published.map(|date| date.to_string()),
        "accessed": source.accessed.map(|date| date.to_string()),
        "derived-from": derived,
        "origins": origins,
        "reliability": source.reliability,
        "note": source.note,
    })
}
