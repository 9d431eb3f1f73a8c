//! The page of sources: what each supports and contradicts, and where it comes from.
//!
//! In: the site. Out: one page.

use super::super::view::{CitedView, LinkView, SourceView, SupportView};
use super::super::{Failed, Site, collect};
use super::context::{self, PageContext};
use super::ledger::use_view;
use crate::check::Fact;
use crate::value::{Form, conflict, format};

pub(crate) fn render(site: &Site<'_>) -> Result<String, Failed> {
    let description = "Where the values of this guide were read: what each source supports, what it contradicts, and what it derives from.";
    let view = context::generated(site, "sources", "Sources", Some(description.to_owned()), "sources.html");
    PageContext::new(site, &view, None, "", "").with("sources", &all(site)).render(site, "sources.html", "")
}

/// Every source with what rests on it.
pub(crate) fn all(site: &Site<'_>) -> Vec<SourceView> {
    let (supports, contradicts) = by_source(site);
    supports
        .into_iter()
        .zip(contradicts)
        .enumerate()
        .map(|(number, (supports, contradicts))| source(site, number, supports, contradicts))
        .collect()
}

fn source(
    site: &Site<'_>,
    number: usize,
    supports: Vec<SupportView>,
    contradicts: Vec<SupportView>,
) -> SourceView {
    let checked = site.checked;
    let source = &checked.data.sources[number];
    let derived = source.derived_from.iter().filter_map(|id| {
        let other = &checked.data.sources[*checked.ids.sources.get(&id.value)?];
        Some(LinkView { title: other.title.clone(), path: format!("sources.html#{}", other.id.value) })
    });
    let cited = checked.citations[number].iter().filter_map(|used| use_view(site, used));
    SourceView {
        id: source.id.value.clone(),
        title: source.title.clone(),
        kind: source.kind,
        url: source.url.clone(),
        publisher: source.publisher.clone(),
        published: source.published.map(|date| date.for_people()),
        accessed: source.accessed.map(|date| date.for_people()),
        note: source.note.clone(),
        reliability: source.reliability.clone(),
        derived: derived.collect(),
        supports,
        contradicts,
        cited: cited.map(|used| CitedView { text: used.text, title: used.title, path: used.path }).collect(),
    }
}

/// For each source, the values it supports and the adopted values its reports disagree with.
fn by_source(site: &Site<'_>) -> (Vec<Vec<SupportView>>, Vec<Vec<SupportView>>) {
    let checked = site.checked;
    let mut supports = vec![Vec::new(); checked.data.sources.len()];
    let mut contradicts = supports.clone();
    for fact in &checked.facts.items {
        let def = &checked.data.facts[fact.def];
        for source in &def.sources {
            if let Some(number) = checked.ids.sources.get(&source.id.value) {
                let value = collect::value(checked, fact).unwrap_or_default();
                supports[*number].push(support(site, fact, value, source.locator.clone()));
            }
        }
        let schema = checked.facts.schema(fact);
        for (report, written) in fact.reports.iter().zip(&def.reports) {
            let against = fact.value.as_ref().is_some_and(|value| conflict(&report.value, value, schema));
            for number in &report.sources {
                let locator = written.sources.first().and_then(|source| source.locator.clone());
                let entry = support(site, fact, format(&report.value, schema, Form::Short), locator);
                if against { contradicts[*number].push(entry) } else { supports[*number].push(entry) }
            }
        }
    }
    (supports, contradicts)
}

fn support(site: &Site<'_>, fact: &Fact, value: String, locator: Option<String>) -> SupportView {
    let checked = site.checked;
    SupportView {
        label: collect::full_label(checked, fact),
        value,
        path: collect::fact_path(checked, fact),
        locator,
    }
}
