//! What of a page changed: a hash for each of its sections.
//!
//! In: a page and its text. Out: short hashes of what the author wrote, of what its figures rest on (value,
//! date, sources, reports) and of the tables and lists made from data, without regard to spaces and line ends. A
//! browser compares them with those of the last visit.

use super::{Site, collect};
use crate::check::{Checked, CheckedPage, CheckedSnippet, ClaimState, View};
use crate::doc::Role;
use crate::model::{FactId, PageId};
use crate::views;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Deeper headings belong to the section above them.
const DEEPEST: u8 = 3;

/// The hashes of a page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Hashes {
    /// Of what stands before the first section.
    pub beginning: String,
    /// Of the section of each heading of the outline.
    pub sections: Vec<String>,
}

impl Hashes {
    pub(crate) fn of(site: &Site<'_>, number: PageId) -> Self {
        let page = &site.checked.pages[number];
        let text = &site.files.get(page.page.file).text;
        let sections = (0..page.page.outline.len()).map(|at| section(site, page, text, at));
        Self { beginning: beginning(site, page, text), sections: sections.collect() }
    }
}

/// The hash of the section that a heading opens, by its number, up to the next heading of the outline.
fn section(site: &Site<'_>, page: &CheckedPage, text: &str, heading: usize) -> String {
    short(&written(site, page, text, &[range(page, heading)]))
}

/// The hash of what stands before the first section: the text there, and the summary.
fn beginning(site: &Site<'_>, page: &CheckedPage, text: &str) -> String {
    let all = &page.page.outline;
    let first = all.iter().find(|entry| entry.level <= DEEPEST).map(|entry| entry.start);
    let start = page.page.body.start..first.unwrap_or(page.page.body.end);
    let parts: Vec<_> = std::iter::once(start).chain(summary(page)).collect();
    let mut written = written(site, page, text, &parts);
    if let Some(view) = &page.own_view {
        push_view(site.checked, view, &mut written);
    }
    short(&written)
}

/// Where the summary stands.
pub(crate) fn summary(page: &CheckedPage) -> Vec<Range<usize>> {
    let all = &page.page.outline;
    let parts = (0..all.len()).filter(|at| all[*at].role == Some(Role::Tldr));
    parts.map(|at| range(page, at)).collect()
}

fn range(page: &CheckedPage, at: usize) -> Range<usize> {
    let all = &page.page.outline;
    let next = all[at + 1..].iter().find(|entry| entry.level <= DEEPEST);
    all[at].start..next.map_or(page.page.body.end, |entry| entry.start)
}

/// Everything that readers see of some parts, in no particular shape.
fn written(site: &Site<'_>, page: &CheckedPage, text: &str, parts: &[Range<usize>]) -> String {
    let mut written = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for part in parts {
        push_words(text.get(part.clone()).unwrap_or(""), &mut written);
        let first = page.claims.partition_point(|claim| claim.start < part.start);
        for claim in page.claims[first..].iter().take_while(|claim| claim.start < part.end) {
            if let ClaimState::Inserted { text, .. } = &claim.state {
                written.push_str(text);
                written.push('\n');
            }
            if let Some(fact) = claim.state.fact() {
                push_fact(site.checked, fact, &mut written);
            }
        }
        let first = page.views.partition_point(|(start, _)| *start < part.start);
        for (_, view) in page.views[first..].iter().take_while(|(start, _)| *start < part.end) {
            push_view(site.checked, view, &mut written);
        }
    }
    written
}

/// The words of a text, each with a blank after it.
fn push_words(text: &str, written: &mut String) {
    let bytes = text.as_bytes();
    let blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    let mut at = 0;
    while at < bytes.len() {
        if blank(at) {
            at += 1;
            continue;
        }
        let start = at;
        // Words with single spaces between them are taken as they stand.
        while !blank(at) || (bytes.get(at) == Some(&b' ') && !blank(at + 1)) {
            at += 1;
        }
        written.push_str(&text[start..at]);
        written.push(' ');
    }
}

fn push_view(checked: &Checked, view: &View, written: &mut String) {
    let mut push = |words: &str| {
        written.push_str(words);
        written.push('\n');
    };
    let texts: Vec<&CheckedSnippet> = match view {
        // Its cells say it all.
        View::Comparison(_) => Vec::new(),
        View::Checklist(number) => {
            checked.data.checklists[*number].texts().map(|text| &checked.texts()[text]).collect()
        }
        view => {
            views::search::words(checked, view).iter().for_each(|words| push(words));
            view.texts()
        }
    };
    texts.iter().for_each(|text| push(&text.text));
    let claims = texts.iter().flat_map(|text| &text.claims);
    let facts = claims.filter_map(|claim| claim.state.fact()).chain(view.shown_facts());
    facts.for_each(|fact| push_fact(checked, fact, written));
}

/// What a note says of a fact.
pub(crate) fn push_fact(checked: &Checked, number: FactId, written: &mut String) {
    let fact = &checked.facts[number];
    let sources: Vec<&str> =
        fact.sources.iter().map(|source| checked.data.sources[*source].id.value.as_str()).collect();
    let value = collect::value(checked, fact).unwrap_or_default();
    let reported = fact.reported(checked.facts.schema(fact));
    let because = collect::dispute(checked, fact).and_then(|dispute| dispute.because).unwrap_or_default();
    let date = collect::as_of(fact).unwrap_or_default();
    let parts = [value, date, sources.join(" "), reported.join(" "), because];
    written.push_str(&parts.join("|"));
    written.push('\n');
}

fn short(written: &str) -> String {
    blake3::hash(written.as_bytes()).to_hex()[..8].to_owned()
}
