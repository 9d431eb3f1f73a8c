//! What a page says of itself to search engines: JSON-LD with the terms of schema.org.
//!
//! In: a page as templates see it, and its questions or facts. Out: one JSON object for a data block, safe
//! inside HTML. What others say are claims (`claims`), values are those of the page (`measured`).
//! No `ClaimReview`: the site checks itself, it does not judge others.

use super::super::pages::files::FACTS;
use super::super::url::{canonical, root_of};
use super::super::view::PageView;
use super::super::written::Answered;
use super::super::{Site, escape};
use super::claims::{self, work};
use super::measured;
use crate::check::Fact;
use crate::model::{PageKind, PartialDate, Rank, SourceId, SubjectId};
use serde_json::{Value, json};

/// Whether pages of a kind are somebody's text.
fn is_text(kind: PageKind) -> bool {
    match kind {
        PageKind::Article
        | PageKind::Comparison
        | PageKind::Checklist
        | PageKind::Process
        | PageKind::Questions
        | PageKind::Principles
        | PageKind::Rubric
        | PageKind::Plan
        | PageKind::Worksheet => true,
        PageKind::Home | PageKind::Section => false,
    }
}

/// The data of a page that has a trail of pages above it, with the day on which it was first published, if that is
/// known, and its questions.
pub(crate) fn page(
    site: &Site<'_>,
    view: &PageView,
    published: Option<PartialDate>,
    questions: &[Answered],
) -> Option<String> {
    let mut graph = Vec::new();
    // A page that stands for what is not there has no place of its own.
    if view.kind != "not-found" {
        graph.push(trail(site, view));
    }
    let kind = PageKind::named(view.kind);
    if kind == Some(PageKind::Home) {
        graph.push(website(site, view));
        graph.extend(all_facts(site, view));
    }
    if kind.is_some_and(is_text) {
        graph.push(article(site, view, published));
    }
    if !questions.is_empty() {
        let all: Vec<Value> = questions
            .iter()
            .map(|(question, answer)| {
                json!({"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}})
            })
            .collect();
        graph.push(json!({"@type": "FAQPage", "mainEntity": all}));
    }
    if view.kind == "disputes" {
        graph.extend(claims::of_disputes(site.checked));
    }
    graph.extend(claims::of_page(site, view));
    block(graph)
}

/// The data of a subject's ledger.
pub(crate) fn ledger(site: &Site<'_>, view: &PageView, subject: SubjectId) -> Option<String> {
    let checked = site.checked;
    let facts = checked.facts.of_subject(subject).iter().map(|number| &checked.facts[*number]);
    let live: Vec<&Fact> = facts.filter(|fact| fact.rank != Rank::Deprecated).collect();
    let mut sources: Vec<SourceId> = live.iter().flat_map(|fact| &fact.sources).copied().collect();
    sources.sort_unstable();
    sources.dedup();
    let dates = || live.iter().filter_map(|fact| fact.as_of);
    let (oldest, newest) = (dates().min_by_key(|date| date.first()), dates().max_by_key(|date| date.last()));
    let citation: Vec<Value> = sources
        .into_iter()
        .map(|number| {
            let source = &checked.data.sources[number];
            work(&source.title, source.url.as_deref())
        })
        .collect();
    let mut dataset = json!({
        "@type": "Dataset",
        "name": view.title,
        "description": view.description,
        "url": address(site, view, &view.path),
        "inLanguage": checked.config.language,
        "isAccessibleForFree": true,
        "creator": {"@type": "Organization", "name": checked.config.title},
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": address(site, view, &super::subject_facts(checked, subject)),
        },
        "variableMeasured": live.iter().flat_map(|fact| measured::of(site, fact)).collect::<Vec<_>>(),
        "citation": citation,
    });
    // The time that the values describe; when they were last changed is known to nobody.
    if let (Some(oldest), Some(newest)) = (oldest, newest) {
        dataset["temporalCoverage"] =
            json!(format!("{}/{}", oldest.first(), newest.last().min(checked.today)));
    }
    block(vec![trail(site, view), dataset])
}

fn address(site: &Site<'_>, view: &PageView, path: &str) -> String {
    canonical(site, path).unwrap_or_else(|| format!("{}{}", root_of(&view.path), escape::path(path)))
}

fn trail(site: &Site<'_>, view: &PageView) -> Value {
    let here = (view.title.as_str(), view.path.as_str());
    let above = view.breadcrumbs.iter().map(|crumb| (crumb.title.as_str(), crumb.path.as_str()));
    let items: Vec<Value> = above
        .chain([here])
        .enumerate()
        .map(|(at, (title, path))| {
            json!({"@type": "ListItem", "position": at + 1, "name": title, "item": address(site, view, path)})
        })
        .collect();
    json!({"@type": "BreadcrumbList", "itemListElement": items})
}

fn website(site: &Site<'_>, view: &PageView) -> Value {
    let config = &site.checked.config;
    let mut out = json!({
        "@type": "WebSite",
        "name": config.title,
        "url": address(site, view, "index.html"),
        "inLanguage": config.language,
    });
    if let Some(description) = config.description.as_ref().or(view.description.as_ref()) {
        out["description"] = json!(description);
    }
    out
}

/// The facts of the whole site as one set of data.
fn all_facts(site: &Site<'_>, view: &PageView) -> Option<Value> {
    let config = &site.checked.config;
    let about = config.description.as_ref().or(view.description.as_ref())?;
    (!site.checked.facts.items.is_empty()).then(|| {
        json!({
            "@type": "Dataset",
            "name": format!("Facts: {}", config.title),
            "description": format!("Every fact with its value, date, sources and disputes. {about}"),
            "url": address(site, view, "index.html"),
            "inLanguage": config.language,
            "isAccessibleForFree": true,
            "creator": {"@type": "Organization", "name": config.title},
            "distribution": {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": address(site, view, FACTS.path),
            },
        })
    })
}

fn article(site: &Site<'_>, view: &PageView, published: Option<PartialDate>) -> Value {
    let config = &site.checked.config;
    // Only prose is an article; a list or a table is a page, and so is prose without a date: those who read the data
    // want one of an article.
    let dated = published.is_some() || view.updated.is_some();
    let prose = dated && PageKind::named(view.kind) == Some(PageKind::Article);
    let (kind, title) = if prose { ("Article", "headline") } else { ("WebPage", "name") };
    let mut out = json!({
        "@type": kind,
        title: view.title,
        "url": address(site, view, &view.path),
        "inLanguage": config.language,
        "author": {"@type": "Organization", "name": config.title},
    });
    if let Some(description) = &view.description {
        out["description"] = json!(description);
    }
    if let Some(published) = published.map(|date| date.to_string()).as_deref().and_then(iso) {
        out["datePublished"] = json!(published);
    }
    if let Some(updated) = view.updated.as_deref().and_then(iso) {
        out["dateModified"] = json!(updated);
    }
    if let Some(subject) = &view.subject {
        out["about"] = json!({"@type": "Thing", "name": subject.label});
    }
    if let Some(card) = &view.card {
        out["image"] = json!(address(site, view, &card.path));
    }
    let mut sources: Vec<(&str, Option<&str>)> = Vec::new();
    for source in view.evidence.iter().flat_map(|entry| &entry.sources) {
        let entry = (source.title.as_str(), source.url.as_deref());
        if !sources.contains(&entry) {
            sources.push(entry);
        }
    }
    if !sources.is_empty() {
        out["citation"] = sources.into_iter().map(|(title, url)| work(title, url)).collect();
    }
    out
}

/// A date as ISO 8601 has it, which knows no quarters.
fn iso(date: &str) -> Option<String> {
    (!date.contains('Q')).then(|| date.to_owned())
}

/// One data block: nothing in it can end the element it stands in.
fn block(mut graph: Vec<Value>) -> Option<String> {
    let whole = match graph.len() {
        0 => return None,
        1 => {
            let mut whole = json!({"@context": "https://schema.org"});
            if let (Some(whole), Value::Object(only)) = (whole.as_object_mut(), graph.remove(0)) {
                whole.extend(only);
            }
            whole
        }
        _ => json!({"@context": "https://schema.org", "@graph": graph}),
    };
    let text = whole.to_string();
    Some(match memchr::memchr3(b'<', b'>', b'&', text.as_bytes()) {
        Some(_) => text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"),
        None => text,
    })
}
