//! Pages that an author wrote, of every kind.
//!
//! In: a page by number, and what its text became. Out: its HTML.

use super::super::changes::Hashes;
use super::super::machine::jsonld;
use super::super::paths::tag_path;
use super::super::url::canonical;
use super::super::url::root_of;
use super::super::view::{
    AudienceView, EntryView, LinkView, OutlineView, PageView, RelatedView, SectionView, SubjectLink,
};
use super::super::written::HtmlText;
use super::super::{Failed, Site, collect};
use super::context::PageContext;
use crate::check::{CheckedPage, View};
use crate::doc::Role;
use crate::model::{FactId, PageId, PageKind, SectionId};
use crate::store::Key;
use crate::views;
use std::borrow::Cow;

/// Words an unhurried reader takes in a minute.
const WORDS_PER_MINUTE: usize = 220;
/// Pages offered to read next.
const MOST_RELATED: usize = 5;

/// What templates see of a page, made once for its HTML and its Markdown.
pub(crate) struct Shown {
    /// Without what only its text shows: summary, figures and notes.
    pub view: PageView,
    /// Names the text, where it can be kept.
    pub text: Option<Key>,
}

impl Shown {
    pub(crate) fn of(site: &Site<'_>, number: PageId, hashes: &Hashes, text: Option<Key>) -> Self {
        Self { view: page_view(site, number, hashes), text }
    }
}

pub(crate) fn render(
    site: &Site<'_>,
    number: PageId,
    text: HtmlText,
    shown: Shown,
) -> Result<String, Failed> {
    let page = &site.checked.pages[number];
    let Shown { mut view, text: name } = shown;
    let HtmlText { body, own, summary, facts, evidence, keeps, questions } = text;
    (view.summary, view.facts, view.evidence, view.keeps) = (summary, facts, evidence, keeps);
    view.data = jsonld::page(site, &view, page.page.front.publish, &questions);
    let context = context(site, number, &view, &root_of(&page.out), &body, &own);
    context.of_text(name).render(site, &template(site, number), page.page.path.as_str())
}

/// The file of a page's template: the one that it names, else that of its kind.
pub(crate) fn template<'s>(site: &'s Site<'_>, number: PageId) -> Cow<'s, str> {
    let front = &site.checked.pages[number].page.front;
    // A template that the theme lacks was reported at its name.
    let chosen = front.template.as_ref().filter(|name| site.theme.has(&name.value));
    chosen.map_or_else(|| format!("{}.html", front.kind.name()).into(), |name| name.value.as_str().into())
}

/// What the page's template sees: its text and the view of its kind, both in one form.
pub(crate) fn context<'a>(
    site: &Site<'a>,
    number: PageId,
    shown: &'a PageView,
    root: &str,
    body: &'a str,
    own: &str,
) -> PageContext<'a> {
    let checked = site.checked;
    let page = &checked.pages[number];
    let section = checked.sections().of_page[number];
    let context = PageContext::new(site, shown, Some(section), root, body);
    match &page.page.front.kind {
        PageKind::Article => context,
        PageKind::Comparison => context.html("comparison", own).prose("agreed", &agreed(site, page)),
        PageKind::Checklist => context.html("checklist", own).with("introduced", &introduced(site, page)),
        PageKind::Process
        | PageKind::Questions
        | PageKind::Principles
        | PageKind::Rubric
        | PageKind::Plan
        | PageKind::Worksheet => context.html("view", own),
        PageKind::Home | PageKind::Section => context
            .with("pages", &entries(site, &checked.sections().all[section].pages))
            .with("sections", &sections(site, section)),
    }
}

/// What templates see of a page, but for what its text is needed for.
fn page_view(site: &Site<'_>, number: PageId, hashes: &Hashes) -> PageView {
    let checked = site.checked;
    let page = &checked.pages[number];
    let front = &page.page.front;
    let place = checked.sections().place[number];
    let neighbour =
        |at: Option<usize>| at.and_then(|at| checked.sections().order.get(at)).map(|page| link(site, *page));
    let audience = &front.audience;
    let words = page.page.extract.words;
    PageView {
        title: front.title.value.clone(),
        kind: front.kind.name(),
        description: page.description().map(str::to_owned),
        path: page.out.to_string(),
        canonical: canonical(site, &page.out),
        card: super::super::share::of(site, Some(number)),
        breadcrumbs: breadcrumbs(site, number),
        hash: Some(hashes.beginning.clone()),
        outline: outline(page, hashes),
        summary: None,
        audience: (audience.for_whom.is_some() || audience.not_for.is_some())
            .then(|| AudienceView { for_whom: audience.for_whom.clone(), not_for: audience.not_for.clone() }),
        subject: page.subject.known().map(|subject| SubjectLink {
            label: checked.data.subjects[subject].label.clone(),
            path: checked.has_facts(subject).then(|| collect::ledger_path(checked, subject)),
        }),
        tags: front
            .tags
            .iter()
            .enumerate()
            // Tags that differ in their spelling only are one.
            .filter(|(at, tag)| {
                front.tags[..*at].iter().all(|other| tag_path(&other.value) != tag_path(&tag.value))
            })
            .map(|(_, tag)| LinkView { title: tag.value.clone(), path: tag_path(&tag.value) })
            .collect(),
        updated: front.updated.map(|date| date.to_string()),
        words,
        minutes: words.div_ceil(WORDS_PER_MINUTE),
        prev: neighbour(place.checked_sub(1)),
        next: neighbour(Some(place + 1)),
        related: related(site, number, page),
        backlinks: site.checked.backlinks[number].iter().map(|other| related_view(site, *other)).collect(),
        evidence: Vec::new(),
        facts: Vec::new(),
        source: page.page.path.to_string(),
        scripts: views::html::scripts(site, page),
        keeps: false,
        data: None,
        markdown: Some(super::super::markdown::path_of(&page.out)),
        extra: front.extra.clone(),
    }
}

fn outline(page: &CheckedPage, hashes: &Hashes) -> Vec<OutlineView> {
    let shown = page
        .page
        .outline
        .iter()
        .zip(&hashes.sections)
        .filter(|(entry, _)| entry.level <= 3 && !matches!(entry.role, Some(Role::Tldr | Role::Related)));
    shown
        .map(|(entry, hash)| OutlineView {
            level: entry.level.max(2),
            id: entry.id.clone(),
            title: entry.title.clone(),
            hash: hash.clone(),
        })
        .collect()
}

fn link(site: &Site<'_>, page: PageId) -> LinkView {
    let page = &site.checked.pages[page];
    LinkView { title: page.page.front.title.value.clone(), path: page.out.to_string() }
}

fn related_view(site: &Site<'_>, number: PageId) -> RelatedView {
    let page = &site.checked.pages[number];
    RelatedView {
        title: page.page.front.title.value.clone(),
        path: page.out.to_string(),
        description: page.description().map(str::to_owned),
    }
}

fn breadcrumbs(site: &Site<'_>, number: PageId) -> Vec<LinkView> {
    let checked = site.checked;
    let mut crumbs = Vec::new();
    let mut section = Some(checked.sections().of_page[number]);
    while let Some(current) = section {
        let index = checked.sections().all[current].index;
        if let Some(index) = index.filter(|index| *index != number) {
            let mut crumb = link(site, index);
            if crumb.path == "index.html" {
                crumb.title.clone_from(&checked.config.title);
            }
            crumbs.push(crumb);
        }
        section = checked.sections().all[current].parent;
    }
    crumbs.reverse();
    crumbs
}

/// A fact with more uses than this says nothing of what pages have in common.
const COMMON: usize = 256;

/// What to read next: what the author names, else the pages that share most facts and subjects.
fn related(site: &Site<'_>, number: PageId, page: &CheckedPage) -> Vec<RelatedView> {
    let checked = site.checked;
    if !page.related.is_empty() {
        return page.related.iter().map(|other| related_view(site, *other)).collect();
    }
    let mut facts: Vec<FactId> = page.claims.iter().filter_map(|claim| claim.state.fact()).collect();
    facts.sort_unstable();
    facts.dedup();
    let mut scores: std::collections::BTreeMap<PageId, usize> = std::collections::BTreeMap::new();
    for fact in facts {
        let uses = checked.fact_uses(fact);
        // What stands on every other page makes none of them kin.
        if uses.len() > COMMON {
            continue;
        }
        for used in uses {
            if let Some(other) = used.page.filter(|other| *other != number) {
                *scores.entry(other).or_default() += 1;
            }
        }
    }
    let mut ranked: Vec<_> = scores.into_iter().collect();
    ranked.sort_by_key(|(other, score)| (std::cmp::Reverse(*score), *other));
    ranked.into_iter().take(MOST_RELATED).map(|(other, _)| related_view(site, other)).collect()
}

/// Pages as lists show them.
pub(crate) fn entries(site: &Site<'_>, pages: &[PageId]) -> Vec<EntryView> {
    let entry = |number: &PageId| {
        let page = &site.checked.pages[*number];
        EntryView {
            title: page.page.front.title.value.clone(),
            path: page.out.to_string(),
            description: page.description().map(str::to_owned),
            kind: page.page.front.kind.name(),
        }
    };
    pages.iter().map(entry).collect()
}

fn sections(site: &Site<'_>, section: SectionId) -> Vec<SectionView> {
    let checked = site.checked;
    let view = |number: &SectionId| {
        let section = &checked.sections().all[*number];
        let index = section.index.map(|page| &checked.pages[page]);
        SectionView {
            title: section.title.clone(),
            path: index.map(|page| page.out.to_string()),
            description: index.and_then(|page| page.description()).map(str::to_owned),
            // Folders in a folder have no list of their own here; their pages must not be lost.
            pages: entries(site, &checked.sections().below(*number)),
        }
    };
    checked.sections().all[section].children.iter().map(view).collect()
}

/// Whether the list of a checklist page says by itself what the page's description says.
fn introduced(site: &Site<'_>, page: &CheckedPage) -> bool {
    let (Some(View::Checklist(number)), Some(words)) = (&page.own_view, page.description()) else {
        return false;
    };
    let checked = site.checked;
    let about = checked.data.checklists[*number].description;
    about.is_some_and(|about| checked.texts()[about].text.contains(words))
}

/// What the subjects of a comparison page have in common.
fn agreed(site: &Site<'_>, page: &CheckedPage) -> Vec<String> {
    match &page.own_view {
        Some(View::Comparison(comparison)) => views::comparison::html::agreed(site.checked, comparison),
        _ => Vec::new(),
    }
}
