//! The page of sources: what each supports and contradicts, and where it comes from.
//!
//! In: the site. Out: one page.

use super::super::reports::{ChainView, CitedView, SourceView, SupportView};
use super::super::view::LinkView;
use super::super::{Failed, Output, Site, collect};
use super::context::{self, PageContext};
use super::generated::GeneratedPage;
use super::ledger::use_view;
use super::table::SOURCES;
use crate::check::{Checked, Fact};
use crate::model::{DisputeStatus, Rank, SourceId, Table};
use crate::value::{Form, conflict, format};
use std::collections::{HashMap, VecDeque};

pub(crate) fn render(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let description = "Where the values of this guide were read: what each source supports, what it contradicts, and what it derives from.";
    let view = context::generated(site, page, Some(description.to_owned()));
    PageContext::new(site, &view, None, "", "").with("sources", &all(site)).render(
        site,
        &output.template(page.template),
        "",
    )
}

/// Every source with what rests on it.
fn all(site: &Site<'_>) -> Vec<SourceView> {
    let held = by_source(site);
    held.into_iter_enumerated().map(|(number, held)| source(site, number, held)).collect()
}

/// What the facts of the site have from one source.
#[derive(Default, Clone)]
struct Held {
    supports: Vec<SupportView>,
    contradicts: Vec<SupportView>,
    /// Answers in disputes that nobody decided: they support nothing yet.
    open: Vec<SupportView>,
}

fn source(site: &Site<'_>, number: SourceId, held: Held) -> SourceView {
    let checked = site.checked;
    let source = &checked.data.sources[number];
    let derived = chains(checked, number);
    let link = |number: &SourceId| {
        let other = &checked.data.sources[*number];
        LinkView { title: other.title.clone(), path: SOURCES.at(&other.id.value) }
    };
    let derived = derived.iter().map(|chain| ChainView { links: chain.iter().map(link).collect() });
    let cited = checked.citations(number).filter_map(|used| use_view(site, &used));
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
        supports: held.supports,
        contradicts: held.contradicts,
        open: held.open,
        cited: cited.map(|used| CitedView { text: used.text, title: used.title, path: used.path }).collect(),
    }
}

/// The ways from a source to its origins, each from the nearest to the last. Of several ways to one origin
/// the shortest is told: there may be more of them than anybody can read.
fn chains(checked: &Checked, number: SourceId) -> Vec<Vec<SourceId>> {
    let mut from: HashMap<SourceId, SourceId> = HashMap::new();
    let mut open = VecDeque::from([number]);
    let mut origins = Vec::new();
    while let Some(source) = open.pop_front() {
        let named = &checked.data.sources[source].derived_from;
        let parents = named.iter().filter_map(|id| checked.ids.sources.get(&id.value));
        let mut is_origin = source != number;
        for parent in parents {
            is_origin = false;
            if parent != number && !from.contains_key(&parent) {
                from.insert(parent, source);
                open.push_back(parent);
            }
        }
        if is_origin {
            origins.push(source);
        }
    }
    let way = |origin: SourceId| {
        let steps = std::iter::successors(Some(origin), |at| from.get(at).copied());
        let mut way: Vec<SourceId> = steps.take_while(|at| *at != number).collect();
        way.reverse();
        way
    };
    origins.into_iter().map(way).collect()
}

/// For each source, the values it supports, the adopted values its reports disagree with, and its answers in
/// open disputes. What is no longer used counts nowhere.
fn by_source(site: &Site<'_>) -> Table<SourceId, Held> {
    let checked = site.checked;
    let mut all: Table<SourceId, Held> = vec![Held::default(); checked.data.sources.len()].into();
    for fact in checked.facts.items.iter().filter(|fact| fact.rank != Rank::Deprecated) {
        let def = &checked.data.facts[fact.def];
        for source in &def.sources {
            if let Some(number) = checked.ids.sources.get(&source.id.value) {
                let value = collect::value(checked, fact).unwrap_or_default();
                all[number].supports.push(support(site, fact, value, source.locator.clone()));
            }
        }
        let schema = checked.facts.schema(fact);
        let open = fact.dispute == Some(DisputeStatus::Unresolved);
        for report in &fact.reports {
            let written = &def.reports[report.written];
            let against = fact.value.as_ref().is_some_and(|value| conflict(&report.value, value, schema));
            for source in &written.sources {
                let Some(number) = checked.ids.sources.get(&source.id.value) else { continue };
                let value = format(&report.value, schema, Form::Short);
                let entry = support(site, fact, value, source.locator.clone());
                let held = &mut all[number];
                let list = match (open, against) {
                    (true, _) => &mut held.open,
                    (false, true) => &mut held.contradicts,
                    (false, false) => &mut held.supports,
                };
                list.push(entry);
            }
        }
    }
    all
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
