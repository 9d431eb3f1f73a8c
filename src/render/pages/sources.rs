//! The page of sources: what each supports and contradicts, and where it comes from.
//!
//! In: the site. Out: one page.

use super::super::reports::{ChainView, CitedView, SourceView, SupportView};
use super::super::view::LinkView;
use super::super::{Failed, Site, collect};
use super::context::{self, PageContext};
use super::ledger::use_view;
use crate::check::{Checked, Fact};
use crate::model::{DisputeStatus, Rank};
use crate::value::{Form, conflict, format};

pub(crate) fn render(site: &Site<'_>) -> Result<String, Failed> {
    let description = "Where the values of this guide were read: what each source supports, what it contradicts, and what it derives from.";
    let view = context::generated(site, "sources", "Sources", Some(description.to_owned()), "sources.html");
    PageContext::new(site, &view, None, "", "").with("sources", &all(site)).render(site, "sources.html", "")
}

/// Every source with what rests on it.
pub(crate) fn all(site: &Site<'_>) -> Vec<SourceView> {
    let held = by_source(site);
    held.into_iter().enumerate().map(|(number, held)| source(site, number, held)).collect()
}

/// What the facts of the site have from one source.
#[derive(Default, Clone)]
struct Held {
    supports: Vec<SupportView>,
    contradicts: Vec<SupportView>,
    /// Answers in disputes that nobody decided: they support nothing yet.
    open: Vec<SupportView>,
}

fn source(site: &Site<'_>, number: usize, held: Held) -> SourceView {
    let checked = site.checked;
    let source = &checked.data.sources[number];
    let derived = chains(checked, number, &mut vec![number]);
    let link = |number: &usize| {
        let other = &checked.data.sources[*number];
        LinkView { title: other.title.clone(), path: format!("sources.html#{}", other.id.value) }
    };
    let derived = derived.iter().map(|chain| ChainView { links: chain.iter().map(link).collect() });
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
        supports: held.supports,
        contradicts: held.contradicts,
        open: held.open,
        cited: cited.map(|used| CitedView { text: used.text, title: used.title, path: used.path }).collect(),
    }
}

/// The ways from a source to its origins, each from the nearest to the last; `seen` ends chains that come back.
fn chains(checked: &Checked, number: usize, seen: &mut Vec<usize>) -> Vec<Vec<usize>> {
    let from = &checked.data.sources[number].derived_from;
    let parents: Vec<usize> =
        from.iter().filter_map(|id| checked.ids.sources.get(&id.value).copied()).collect();
    let mut all = Vec::new();
    for parent in parents.into_iter().filter(|parent| !seen.contains(parent)).collect::<Vec<_>>() {
        seen.push(parent);
        let mut further = chains(checked, parent, seen);
        seen.pop();
        if further.is_empty() {
            further.push(Vec::new());
        }
        all.extend(further.into_iter().map(|rest| [&[parent], &rest[..]].concat()));
    }
    all
}

/// For each source, the values it supports, the adopted values its reports disagree with, and its answers in
/// open disputes. What is no longer used counts nowhere.
fn by_source(site: &Site<'_>) -> Vec<Held> {
    let checked = site.checked;
    let mut all = vec![Held::default(); checked.data.sources.len()];
    for fact in checked.facts.items.iter().filter(|fact| fact.rank != Rank::Deprecated) {
        let def = &checked.data.facts[fact.def];
        for source in &def.sources {
            if let Some(number) = checked.ids.sources.get(&source.id.value) {
                let value = collect::value(checked, fact).unwrap_or_default();
                all[*number].supports.push(support(site, fact, value, source.locator.clone()));
            }
        }
        let schema = checked.facts.schema(fact);
        let open = fact.dispute == Some(DisputeStatus::Unresolved);
        for report in &fact.reports {
            let Some(written) = def.reports.iter().find(|written| written.value.span() == report.span) else {
                continue;
            };
            let against = fact.value.as_ref().is_some_and(|value| conflict(&report.value, value, schema));
            for source in &written.sources {
                let Some(number) = checked.ids.sources.get(&source.id.value) else { continue };
                let value = format(&report.value, schema, Form::Short);
                let entry = support(site, fact, value, source.locator.clone());
                let held = &mut all[*number];
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
