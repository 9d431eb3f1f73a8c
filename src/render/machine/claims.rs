//! What others say, with the `Claim` of schema.org: each report of a dispute. The words of a sentence that cites a
//! source are the site's, and may be a part of what they say or its denial, so they are no claims of the source.
//!
//! In: the facts of the site, or the evidence of a page. Out: one object for each claim, with who says it and
//! where. Sentences of the site's own are no claims of others, and nothing here says who is right.

use super::super::view::{EvidenceView, PageView};
use super::super::{Site, collect};
use crate::check::{Checked, Fact};
use crate::value::{Form, format};
use serde_json::{Value, json};

/// Title, address and publisher of what a claim stands in.
type Work<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// Every report of every dispute.
pub(super) fn of_disputes(checked: &Checked) -> Vec<Value> {
    let disputed = checked.facts.items.iter().filter(|fact| fact.dispute.is_some());
    disputed.flat_map(|fact| reports(checked, fact)).collect()
}

/// What a page rests on that others say: the reports of its disputed facts.
pub(super) fn of_page(site: &Site<'_>, view: &PageView) -> Vec<Value> {
    let disputed = view.evidence.iter().filter(|entry| entry.dispute.is_some());
    let facts = disputed.filter_map(|entry| behind(site.checked, entry));
    facts.flat_map(|fact| reports(site.checked, fact)).collect()
}

/// The fact of an entry, by its place in a ledger.
fn behind<'c>(checked: &'c Checked, entry: &EvidenceView) -> Option<&'c Fact> {
    let path = entry.path.as_deref()?;
    let subject = path.strip_prefix("facts/")?.split_once(".html#")?.0;
    let own = checked.facts.of_subject(checked.ids.subjects.get(subject)?);
    own.iter().map(|number| &checked.facts[*number]).find(|fact| collect::fact_path(checked, fact) == path)
}

fn reports(checked: &Checked, fact: &Fact) -> Vec<Value> {
    let subject = &checked.data.subjects[fact.subject].label;
    let attribute = &checked.data.attributes[fact.attribute].label;
    let at = collect::qualifiers(checked, fact).map_or_else(String::new, |at| format!(" ({at})"));
    let schema = checked.facts.schema(fact);
    let shown = collect::dispute(checked, fact).map_or_else(Vec::new, |dispute| dispute.reports);
    let each = fact.reports.iter().enumerate().map(|(number, report)| {
        let value = format(&report.value, schema, Form::Short);
        let measures = shown.get(number).and_then(|report| report.measures.as_ref());
        let measures = measures.map_or_else(String::new, |what| format!(" ({what})"));
        let works: Vec<Work<'_>> = report
            .sources
            .iter()
            .map(|source| {
                let source = &checked.data.sources[*source];
                (source.title.as_str(), source.url.as_deref(), source.publisher.as_deref())
            })
            .collect();
        claim(&format!("{subject}, {attribute}{at}: {value}{measures}"), &works)
    });
    each.collect()
}

fn claim(text: &str, works: &[Work<'_>]) -> Value {
    let mut out = json!({"@type": "Claim", "text": text});
    let mut authors: Vec<Value> = Vec::new();
    for publisher in works.iter().filter_map(|(.., publisher)| *publisher) {
        let author = json!({"@type": "Organization", "name": publisher});
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    let places = works.iter().map(|(title, url, _)| work(title, *url)).collect();
    for (key, values) in [("author", authors), ("appearance", places)] {
        if let Some(value) = one_or_all(values) {
            out[key] = value;
        }
    }
    out
}

/// Something that was published.
pub(super) fn work(title: &str, url: Option<&str>) -> Value {
    let mut out = json!({"@type": "CreativeWork", "name": title});
    if let Some(url) = url {
        out["url"] = json!(url);
    }
    out
}

/// A single value stands for itself.
fn one_or_all(mut values: Vec<Value>) -> Option<Value> {
    match values.len() {
        0 => None,
        1 => values.pop(),
        _ => Some(Value::Array(values)),
    }
}
