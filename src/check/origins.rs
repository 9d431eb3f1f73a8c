//! Where sources have their values from, and what they are worth as evidence.
//!
//! In: sources and the facts that cite them. Out: the origin of each source; findings on facts whose
//! sources are one voice, on sources that derive from themselves or from this site, and on sources that
//! name nothing a reader could look up. Fetches nothing.

use super::facts::Facts;
use super::ids::Ids;
use crate::diag::{Diagnostic, Findings, Level};
use crate::lints;
use crate::model::{Config, Data, Rank, SourceId, Table};
use crate::text::way;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The voices of each source: publishers of the sources at the end of its `derived-from`, or those
/// sources themselves where no publisher is named.
pub(crate) struct Origins(Table<SourceId, BTreeSet<String>>);

impl Origins {
    /// Follows every source to its roots; sources that derive from themselves are their own root.
    pub(crate) fn of(data: &Data, ids: &Ids) -> Self {
        let mut voices: Table<SourceId, BTreeSet<String>> = vec![BTreeSet::new(); data.sources.len()].into();
        let sorted = from_the_roots(data, ids);
        let mut done: Table<SourceId, bool> = vec![false; data.sources.len()].into();
        for number in sorted {
            let mut own: BTreeSet<String> =
                parents(data, ids, number).flat_map(|parent| voices[parent].clone()).collect();
            if own.is_empty() {
                own.insert(voice(data, number));
            }
            voices[number] = own;
            done[number] = true;
        }
        // What is left derives from itself, by whatever way.
        for number in data.sources.keys().filter(|number| !done[*number]) {
            voices[number] = around(data, ids, number);
        }
        Self(voices)
    }

    /// How many voices some sources have.
    pub(crate) fn count(&self, sources: &[SourceId]) -> usize {
        match sources {
            [] => 0,
            [only] => self.0[*only].len(),
            several => self.behind(several).len(),
        }
    }

    /// The voices of some sources.
    pub(crate) fn behind(&self, sources: &[SourceId]) -> BTreeSet<&str> {
        sources.iter().flat_map(|number| &self.0[*number]).map(String::as_str).collect()
    }
}

/// The sources that one derives from, as far as they are known.
pub(crate) fn parents<'a>(
    data: &'a Data,
    ids: &'a Ids,
    source: SourceId,
) -> impl Iterator<Item = SourceId> + 'a {
    data.sources[source].derived_from.iter().filter_map(|id| ids.sources.get(&id.value))
}

/// The sources in an order in which each follows those that it derives from. Sources that derive from themselves,
/// and what derives from them, are left out.
pub(crate) fn from_the_roots(data: &Data, ids: &Ids) -> Vec<SourceId> {
    let mut children: Table<SourceId, Vec<SourceId>> = vec![Vec::new(); data.sources.len()].into();
    let mut open: Table<SourceId, usize> = vec![0; data.sources.len()].into();
    for number in data.sources.keys() {
        for parent in parents(data, ids, number) {
            children[parent].push(number);
            open[number] += 1;
        }
    }
    let mut sorted: Vec<SourceId> = data.sources.keys().filter(|number| open[*number] == 0).collect();
    let mut next = 0;
    while let Some(number) = sorted.get(next).copied() {
        next += 1;
        for child in &children[number] {
            open[*child] -= 1;
            if open[*child] == 0 {
                sorted.push(*child);
            }
        }
    }
    sorted
}

/// Who speaks in a source that derives from none.
fn voice(data: &Data, source: SourceId) -> String {
    let source = &data.sources[source];
    let publisher = source.publisher.as_deref().map(|name| name.trim().to_lowercase());
    publisher.unwrap_or_else(|| format!("source {}", source.id.value))
}

/// The voices of a source that may derive from itself.
fn around(data: &Data, ids: &Ids, start: SourceId) -> BTreeSet<String> {
    let (mut seen, mut open, mut voices) = (HashSet::new(), vec![start], BTreeSet::new());
    while let Some(number) = open.pop() {
        if !seen.insert(number) {
            continue;
        }
        let before = open.len();
        open.extend(parents(data, ids, number));
        if open.len() == before {
            voices.insert(voice(data, number));
        }
    }
    if voices.is_empty() {
        voices.insert(format!("source {}", data.sources[start].id.value));
    }
    voices
}

/// Reports facts whose several sources have one voice.
pub(crate) fn single(data: &Data, facts: &Facts, origins: &Origins, findings: &mut Findings) {
    for fact in facts.items.iter().filter(|fact| fact.rank != Rank::Deprecated && fact.derived.is_none()) {
        if fact.sources.len() < 2 || origins.count(&fact.sources) != 1 {
            continue;
        }
        let voices = origins.behind(&fact.sources);
        let def = &data.facts[fact.def];
        let voice = voices.iter().next().map_or("", |voice| voice.trim_start_matches("source "));
        let message =
            format!("`{}` has {} sources and one origin: {voice}", def.id.value, fact.sources.len());
        let ids: Vec<_> = fact.sources.iter().map(|n| data.sources[*n].id.value.as_str()).collect();
        findings.report(
            Diagnostic::new(&lints::SINGLE_ORIGIN, def.id.span, message)
                .note(format!("{} have one publisher, or derive from one source", ids.join(", ")))
                .help("find an independent source, or accept it with `allow` and a reason")
                .identity(def.name()),
        );
    }
}

/// The sources that facts rest on, with all that those derive from.
fn rested_on(data: &Data, ids: &Ids, facts: &Facts) -> Table<SourceId, bool> {
    let mut seen: Table<SourceId, bool> = vec![false; data.sources.len()].into();
    let mut open: Vec<SourceId> = facts.items.iter().flat_map(|fact| fact.sources.iter().copied()).collect();
    while let Some(number) = open.pop() {
        if !std::mem::replace(&mut seen[number], true) {
            open.extend(parents(data, ids, number));
        }
    }
    seen
}

/// Reports chains of `derived-from` that come back, and sources that are this site. A circle that no fact rests on is
/// no evidence of anything yet: it stops nothing.
pub(crate) fn circular(data: &Data, config: &Config, ids: &Ids, facts: &Facts, findings: &mut Findings) {
    let own = config.base_url.as_deref().unwrap_or("");
    let mut reported: Table<SourceId, bool> = vec![false; data.sources.len()].into();
    let rested_on = rested_on(data, ids, facts);
    // No way leads back to a source that has its place after those it derives from.
    from_the_roots(data, ids).into_iter().for_each(|number| reported[number] = true);
    for (number, source) in data.sources.iter_enumerated() {
        if let Some(url) = source.url.as_deref().filter(|url| is_below(url, own)) {
            let message = format!("`{}` lies below this site's address: {url}", source.id.value);
            let mut finding = Diagnostic::new(&lints::CIRCULAR_SOURCE, source.id.span, message)
                .help("cite the source that the page has it from");
            // At the root of a host other sites live below it, as the projects of a user of GitHub do.
            if own.trim_end_matches('/').matches('/').count() <= 2 {
                finding.at_most = Some(Level::Warn);
            }
            findings.report(finding);
        }
        if !reported[number]
            && let Some(ring) = ring(number, data, ids)
        {
            ring.iter().for_each(|n| reported[*n] = true);
            let names = ring.iter().chain([&number]).map(|n| data.sources[*n].id.value.as_str());
            let message = format!("`{}` derives from itself: {}", source.id.value, way(names));
            let next = ring.get(1).map_or(source.id.value.as_str(), |n| data.sources[*n].id.value.as_str());
            let named = source.derived_from.iter().find(|id| id.value == next);
            let span = named.map_or(source.id.span, |id| id.span);
            let mut finding = Diagnostic::new(&lints::CIRCULAR_SOURCE, span, message);
            if !ring.iter().any(|n| rested_on[*n]) {
                finding.at_most = Some(Level::Warn);
            }
            findings.report(finding);
        }
    }
}

/// Whether an address is the one of the site or below it.
fn is_below(url: &str, own: &str) -> bool {
    let own = own.trim_end_matches('/');
    !own.is_empty()
        && url.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// A way from a source back to itself through `derived-from`.
fn ring(start: SourceId, data: &Data, ids: &Ids) -> Option<Vec<SourceId>> {
    let mut from: HashMap<SourceId, SourceId> = HashMap::new();
    let mut open = vec![start];
    while let Some(number) = open.pop() {
        for parent in parents(data, ids, number) {
            if parent == start {
                let way = std::iter::successors(Some(number), |at| from.get(at).copied());
                let mut way: Vec<SourceId> = way.collect();
                way.reverse();
                return Some(way);
            }
            if let Entry::Vacant(entry) = from.entry(parent) {
                entry.insert(number);
                open.push(parent);
            }
        }
    }
    None
}

/// Titles that name no document.
const VAGUE: [&str; 12] = [
    "industry reports",
    "industry report",
    "various sources",
    "various",
    "multiple sources",
    "online",
    "online sources",
    "the internet",
    "internet",
    "common knowledge",
    "general knowledge",
    "anecdotal",
];

/// Reports sources that a reader could not find.
pub(crate) fn vague(data: &Data, ids: &Ids, findings: &mut Findings) {
    let mut located: Table<SourceId, bool> = vec![false; data.sources.len()].into();
    let refs = data
        .facts
        .iter()
        .flat_map(|fact| fact.sources.iter().chain(fact.reports.iter().flat_map(|report| &report.sources)));
    for source in refs.filter(|source| source.locator.is_some() || source.quote.is_some()) {
        if let Some(number) = ids.sources.get(&source.id.value) {
            located[number] = true;
        }
    }
    for (number, source) in data.sources.iter_enumerated() {
        let title = source.title.trim().to_lowercase();
        let nameless = VAGUE.contains(&title.as_str());
        let dated = source.published.is_some() || source.accessed.is_some();
        let placed = source.url.is_some() || source.file.is_some() || source.archive.is_some();
        if nameless {
            let message = format!(
                "`{}` does not identify a document: its title is only \"{}\"",
                source.id.value, source.title
            );
            findings.report(vague_source(source, message));
        } else if !placed && !located[number] && !dated {
            let message = format!("`{}` has no URL, no locator and no date", source.id.value);
            findings.report(vague_source(source, message));
        }
    }
}

fn vague_source(source: &crate::model::SourceDef, message: String) -> Diagnostic {
    Diagnostic::new(&lints::VAGUE_SOURCE, source.id.span, message)
        .help("say who published it, where it can be read and when it was read")
}
