//! What a page says of itself to search engines: JSON-LD with the terms of schema.org.
//!
//! In: a page as templates see it, and its questions or facts. Out: one JSON object for a data block, safe
//! inside HTML. A disputed value that nobody decided stands there once for each report, never as one.
//! No `ClaimReview`: the site checks itself, it does not judge others.

use super::super::url::root_of;
use super::super::view::PageView;
use super::super::words::{self, Claims};
use super::super::{Site, collect, escape};
use super::stored;
use crate::check::Fact;
use crate::doc::{Block, Doc, Role};
use crate::model::{DisputeStatus, Rank};
use crate::value::{Form, Stored, format};
use serde_json::{Value, json};

/// A question and its answer, as text.
pub(crate) type Answered = (String, String);

/// Kinds of pages that are somebody's text.
const TEXTS: [&str; 8] =
    ["article", "comparison", "checklist", "process", "questions", "principles", "rubric", "plan"];

/// The data of a page that has a trail of pages above it, with its questions.
pub(crate) fn page(site: &Site<'_>, view: &PageView, questions: &[Answered]) -> Option<String> {
    let mut graph = Vec::new();
    graph.extend(trail(site, view));
    if view.kind == "home" {
        graph.push(website(site, view));
        graph.extend(all_facts(site, view));
    }
    if TEXTS.contains(&view.kind) {
        graph.push(article(site, view));
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
    block(graph)
}

/// The data of a subject's ledger.
pub(crate) fn ledger(site: &Site<'_>, view: &PageView, subject: usize) -> Option<String> {
    let checked = site.checked;
    let facts = checked.facts.of_subject(subject).iter().map(|number| &checked.facts.items[*number]);
    let live: Vec<&Fact> = facts.filter(|fact| fact.rank != Rank::Deprecated).collect();
    let mut sources: Vec<usize> = live.iter().flat_map(|fact| &fact.sources).copied().collect();
    sources.sort_unstable();
    sources.dedup();
    let newest = live.iter().filter_map(|fact| fact.as_of).max_by_key(|date| date.first());
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
            "contentUrl": address(site, view, "facts.json"),
        },
        "variableMeasured": live.iter().flat_map(|fact| measured(site, fact)).collect::<Vec<_>>(),
        "citation": citation,
    });
    if let Some(date) = newest {
        dataset["dateModified"] = json!(date.first().to_string());
    }
    let mut graph: Vec<Value> = trail(site, view).into_iter().collect();
    graph.push(dataset);
    block(graph)
}

/// The questions of a page's sections of questions, as text.
pub(crate) fn questions(doc: &Doc<'_>, claims: &Claims<'_>) -> Vec<Answered> {
    let mut all = Vec::new();
    let (mut inside, mut start) = (None, 0);
    for (at, block) in doc.blocks.iter().enumerate() {
        let Block::Heading(heading) = block else { continue };
        match inside {
            Some(level) if heading.level <= level => inside = None,
            Some(level) if heading.level == level + 1 => start = at,
            _ => {}
        }
        if heading.role == Some(Role::Faq) {
            inside = Some(heading.level);
        } else if inside.is_some() && start == at {
            let rest = &doc.blocks[at + 1..];
            let length = super::super::roles::section_length(heading.level, rest);
            let answer = words::blocks(&rest[..length], claims);
            if !answer.is_empty() {
                all.push((words::run(&heading.content, claims), answer));
            }
        }
    }
    all
}

fn address(site: &Site<'_>, view: &PageView, path: &str) -> String {
    super::super::pages::canonical(site, path)
        .unwrap_or_else(|| format!("{}{}", root_of(&view.path), escape::path(path)))
}

fn trail(site: &Site<'_>, view: &PageView) -> Option<Value> {
    if view.breadcrumbs.is_empty() {
        return None;
    }
    let here = (view.title.as_str(), view.path.as_str());
    let above = view.breadcrumbs.iter().map(|crumb| (crumb.title.as_str(), crumb.path.as_str()));
    let items: Vec<Value> = above
        .chain([here])
        .enumerate()
        .map(|(at, (title, path))| {
            json!({"@type": "ListItem", "position": at + 1, "name": title, "item": address(site, view, path)})
        })
        .collect();
    Some(json!({"@type": "BreadcrumbList", "itemListElement": items}))
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
                "contentUrl": address(site, view, "facts.json"),
            },
        })
    })
}

fn article(site: &Site<'_>, view: &PageView) -> Value {
    let config = &site.checked.config;
    // Only prose is an article; a list or a table is a page.
    let (kind, title) = if view.kind == "article" { ("Article", "headline") } else { ("WebPage", "name") };
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
    if let Some(updated) = &view.updated {
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

fn work(title: &str, url: Option<&str>) -> Value {
    let mut out = json!({"@type": "CreativeWork", "name": title});
    if let Some(url) = url {
        out["url"] = json!(url);
    }
    out
}

/// A fact as observed values: one, or one for each report while its dispute is undecided.
fn measured(site: &Site<'_>, fact: &Fact) -> Vec<Value> {
    let name = collect::full_label(site.checked, fact);
    let schema = site.checked.facts.schema(fact);
    if fact.dispute == Some(DisputeStatus::Unresolved) {
        return fact
            .reports
            .iter()
            .map(|report| {
                let titles: Vec<&str> =
                    report.sources.iter().map(|n| site.checked.data.sources[*n].title.as_str()).collect();
                let mut out = property(&name, &report.value, &format(&report.value, schema, Form::Short));
                out["description"] =
                    json!(format!("disputed and undecided; as reported by {}", titles.join("; ")));
                unit(out, stored::unit(Some(&report.value), schema))
            })
            .collect();
    }
    let Some(value) = &fact.value else { return Vec::new() };
    let mut out = property(&name, value, &collect::value(site.checked, fact).unwrap_or_default());
    let mut notes: Vec<String> =
        collect::as_of(fact).map(|date| format!("as of {date}")).into_iter().collect();
    notes.extend(collect::badges_of(site.checked, fact).into_iter().map(|badge| badge.words));
    if !notes.is_empty() {
        out["description"] = json!(notes.join("; "));
    }
    if let Some(method) = collect::method(site.checked, fact) {
        out["measurementTechnique"] = json!(method);
    }
    vec![unit(out, stored::unit(Some(value), schema))]
}

fn property(name: &str, value: &Stored, text: &str) -> Value {
    let mut out = json!({"@type": "PropertyValue", "name": name});
    let ends = stored::value(value);
    match (ends.get("min"), ends.get("max")) {
        (Some(lo), Some(hi)) if lo == hi => out["value"] = lo.clone(),
        (None, None) => out["value"] = json!(text),
        (lo, hi) => {
            for (key, end) in [("minValue", lo), ("maxValue", hi)] {
                if let Some(end) = end.and_then(number) {
                    out[key] = end;
                }
            }
        }
    }
    if let Some(exact) = out.get("value").and_then(number) {
        out["value"] = exact;
    }
    out
}

/// A decimal text as a JSON number, digit for digit; what would change by it stays a text.
fn number(text: &Value) -> Option<Value> {
    let text = text.as_str()?;
    let value: Value = serde_json::from_str(text).ok()?;
    let written = value.to_string();
    (value.is_number() && written == text).then_some(value)
}

fn unit(mut property: Value, unit: Option<String>) -> Value {
    if let Some(unit) = unit {
        property["unitText"] = json!(unit);
    }
    property
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
    Some(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}
