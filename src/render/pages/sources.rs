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
use crate::check::{Checked, Fact, from_the_roots, parents};
use crate::model::{DisputeStatus, Rank, SourceId, Table};
use crate::value::{Form, conflict, format};

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
    let (held, ways) = (by_source(site), ways(site.checked));
    held.into_iter_enumerated().map(|(number, held)| source(site, number, held, &ways)).collect()
}

/// What the facts of the site have from one source.
#[derive(Default, Clone)]
struct Held {
    supports: Vec<SupportView>,
    contradicts: Vec<SupportView>,
    /// Answers in disputes that nobody decided: they support nothing yet.
    open: Vec<SupportView>,
}

fn source(
    site: &Site<'_>,
    number: SourceId,
    held: Held,
    (ways, more): &(Table<SourceId, Vec<Way>>, Table<SourceId, bool>),
) -> SourceView {
    let checked = site.checked;
    let source = &checked.data.sources[number];
    let link = |number: &SourceId| {
        let other = &checked.data.sources[*number];
        LinkView { title: other.title.clone(), path: SOURCES.at(&other.id.value) }
    };
    let derived = ways[number].iter();
    let derived = derived.map(|way| {
        let links: Vec<LinkView> = along(*way, ways).iter().map(link).collect();
        ChainView { left_out: way.steps.saturating_sub(links.len()), links }
    });
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
        more_origins: more[number],
        supports: held.supports,
        contradicts: held.contradicts,
        open: held.open,
        cited: cited.map(|used| CitedView { text: used.text, title: used.title, path: used.path }).collect(),
    }
}

/// A way from a source to one of its origins.
#[derive(Clone, Copy)]
struct Way {
    origin: SourceId,
    /// The source that it names itself.
    next: SourceId,
    steps: usize,
}

/// The most ways that are told of a source: there may be more than anybody can read.
const MOST_WAYS: usize = 4;
/// The most sources of a way that are named.
const MOST_STEPS: usize = 8;

/// The shortest ways of each source to its origins, and whether it has more. A source that derives from itself has
/// none; that is an error.
fn ways(checked: &Checked) -> (Table<SourceId, Vec<Way>>, Table<SourceId, bool>) {
    let mut more: Table<SourceId, bool> = vec![false; checked.data.sources.len()].into();
    let mut all: Table<SourceId, Vec<Way>> = vec![Vec::new(); checked.data.sources.len()].into();
    for number in from_the_roots(&checked.data, &checked.ids) {
        let mut own: Vec<Way> = Vec::new();
        for next in parents(&checked.data, &checked.ids, number) {
            if all[next].is_empty() {
                own.push(Way { origin: next, next, steps: 1 });
            }
            own.extend(all[next].iter().map(|way| Way { next, steps: way.steps + 1, ..*way }));
        }
        own.sort_by_key(|way| way.steps);
        let mut told: Vec<Way> = Vec::new();
        for way in own {
            if told.iter().any(|other| other.origin == way.origin) {
                continue;
            }
            if told.len() == MOST_WAYS {
                more[number] = true;
                break;
            }
            told.push(way);
        }
        let inherited = parents(&checked.data, &checked.ids, number).any(|next| more[next]);
        more[number] |= inherited;
        all[number] = told;
    }
    (all, more)
}

/// The sources of a way, from the nearest to the origin; the first of a long one, and the origin.
fn along(way: Way, ways: &Table<SourceId, Vec<Way>>) -> Vec<SourceId> {
    let onward = |at: &SourceId| {
        let rest = ways[*at].iter().find(|rest| rest.origin == way.origin);
        rest.map(|rest| rest.next)
    };
    let mut named: Vec<SourceId> = std::iter::successors(Some(way.next), onward).take(MOST_STEPS).collect();
    if way.steps > MOST_STEPS {
        named.pop();
        named.push(way.origin);
    }
    named
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
