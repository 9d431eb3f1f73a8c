//! Lists of what there is: `llms.txt` for programs that read pages as Markdown, and the feeds of pages and of
//! facts.
//!
//! In: a checked site. Out: one text each. Dates are those the author wrote: an undated page or fact is in no
//! feed, and the clock is not asked.

use super::super::pages::export;
use super::super::pages::files::{FACTS, FACTS_FEED, GeneratedFile, PAGES_FEED, SCHEMA};
use super::super::pages::generated::{self, Generated, GeneratedPage};
use super::super::pages::table::ExportGroup;
use super::super::url::canonical;
use super::super::view::LinkView;
use super::super::{Site, collect, escape};
use crate::check::{Checked, Fact};
use crate::model::{DisputeStatus, FactId, PageId, Rank};
use crate::text::one_line;
use jiff::civil::Date;

/// Entries of a feed.
const MOST: usize = 100;

pub(crate) fn llms(site: &Site<'_>) -> String {
    let checked = site.checked;
    let config = &checked.config;
    let mut out = format!("# {}\n\n", config.title);
    if let Some(description) = &config.description {
        out.push_str(&format!("> {}\n\n", one_line(description)));
    }
    out.push_str("Each page is Markdown. Figures that were checked against a fact have a footnote with its value, its date and its sources.\n\n");
    let sections = &checked.sections();
    let mut group = |title: &str, lines: String| {
        if !lines.is_empty() {
            out.push_str(&format!("## {title}\n\n{lines}\n"));
        }
    };
    let pages = |pages: Vec<PageId>| pages.into_iter().map(|page| export::line(site, page)).collect();
    let top = &sections.all[sections.root()];
    group("Start", pages(top.index.into_iter().chain(top.pages.iter().copied()).collect()));
    for child in &top.children {
        let section = &sections.all[*child];
        let below = sections.below(*child);
        group(&section.title, pages(section.index.into_iter().chain(below).collect()));
    }
    let mut generated = generated::all(checked, site.theme);
    // In its group a page of its own leads the pages of which there are many.
    generated.sort_by_key(|page| !matches!(page, Generated::Single(_)));
    let generated: Vec<GeneratedPage> = generated.iter().map(|page| page.page(checked)).collect();
    for of in ExportGroup::ALL {
        let exported = generated.iter().filter_map(|page| Some((page, page.export.as_ref()?)));
        let exported = exported.filter(|(_, export)| export.group == of);
        group(of.title(), exported.map(|(page, export)| export::listed(site, page, &export.about)).collect());
    }
    if (FACTS.exists)(checked) {
        let data = [
            (
                FACTS.path,
                "every fact with its value, date, sources and disputes, as JSON; beside the facts of each subject there is the same for that subject",
            ),
            (SCHEMA.path, "the JSON Schema of these files"),
        ];
        group("Data", data.map(|(path, about)| format!("- [{path}]({path}): {about}\n")).concat());
    }
    format!("{}\n", out.trim_end())
}

/// The feeds that a site has: none without an address, and none that would be empty.
pub(crate) fn feeds(checked: &Checked) -> Vec<LinkView> {
    let feeds = [("pages", &PAGES_FEED), ("facts", &FACTS_FEED)];
    let link = |(title, file): (&str, &GeneratedFile)| LinkView {
        title: format!("{}: {title}", checked.config.title),
        path: file.path.to_owned(),
    };
    feeds.into_iter().filter(|(_, file)| (file.exists)(checked)).map(link).collect()
}

pub(crate) fn has_dated_pages(checked: &Checked) -> bool {
    checked.config.base_url.is_some() && checked.pages.iter().any(|page| page.page.front.updated.is_some())
}

pub(crate) fn has_dated_facts(checked: &Checked) -> bool {
    let mut facts = checked.facts.items.iter();
    checked.config.base_url.is_some() && facts.any(|fact| dated(checked, fact).is_some())
}

/// One entry: day, id, title, address, text.
struct Entry {
    day: Date,
    id: String,
    title: String,
    link: String,
    text: String,
}

pub(crate) fn pages_feed(site: &Site<'_>) -> String {
    let entries = site.checked.pages.iter().filter_map(|page| {
        let link = canonical(site, &page.out)?;
        Some(Entry {
            day: page.page.front.updated?.first(),
            id: link.clone(),
            title: page.page.front.title.value.clone(),
            link,
            text: page.description().unwrap_or_default().to_owned(),
        })
    });
    feed(site, PAGES_FEED.path, "pages", entries.collect())
}

/// The day from which a fact counts: that of a decision, else the first that its value describes.
fn dated(checked: &Checked, fact: &Fact) -> Option<Date> {
    if fact.rank == Rank::Deprecated || fact.value.is_none() && fact.dispute.is_none() {
        return None;
    }
    let dispute = checked.data.facts[fact.def].dispute.as_ref();
    let decided = dispute.and_then(|dispute| dispute.decided);
    decided.or(fact.as_of).map(|date| date.first())
}

pub(crate) fn facts_feed(site: &Site<'_>) -> String {
    let checked = site.checked;
    let items = &checked.facts.items;
    let mut newest: Vec<(Date, FactId)> =
        items.keys().filter_map(|number| Some((dated(checked, &items[number])?, number))).collect();
    // Only what is shown is looked into.
    newest.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    newest.truncate(MOST);
    let entries = newest.into_iter().filter_map(|(day, number)| {
        let fact = &items[number];
        let ledger = canonical(site, &collect::ledger_path(checked, fact.subject))?;
        let id = escape::path(&collect::fact_id(checked, fact));
        let value = collect::value(checked, fact)?;
        let mut text: Vec<String> =
            collect::as_of(fact).map(|date| format!("As of {date}")).into_iter().collect();
        if let Some(before) = before(checked, fact) {
            text.push(format!("Before: {before}"));
        }
        let dispute = collect::dispute(checked, fact);
        text.extend(dispute.and_then(|dispute| dispute.because));
        let titles: Vec<&str> =
            fact.sources.iter().map(|source| checked.data.sources[*source].title.as_str()).collect();
        if !titles.is_empty() {
            text.push(format!("Sources: {}", titles.join("; ")));
        }
        let mut used: Vec<&str> = checked
            .fact_uses(number)
            .filter_map(|used| Some(checked.pages[used.page?].page.front.title.value.as_str()))
            .collect();
        used.dedup();
        if !used.is_empty() {
            text.push(format!("On the pages: {}", used.join("; ")));
        }
        let text: Vec<&str> = text.iter().map(|part| part.trim_end_matches('.')).collect();
        let state = if fact.dispute == Some(DisputeStatus::Unresolved) { " (undecided)" } else { "" };
        Some(Entry {
            day,
            id: format!("{ledger}#{id}@{day}"),
            title: format!("{}: {value}{state}", collect::full_label(checked, fact)),
            link: format!("{ledger}#{id}"),
            text: if text.is_empty() { String::new() } else { format!("{}.", text.join(". ")) },
        })
    });
    feed(site, FACTS_FEED.path, "facts", entries.collect())
}

/// The newest value of the same question that is older or no longer used.
fn before(checked: &Checked, fact: &Fact) -> Option<String> {
    let as_of = fact.as_of?;
    let all = checked.facts.of(fact.subject, fact.attribute).iter().map(|n| &checked.facts[*n]);
    let older = all
        .filter(|other| other.at == fact.at && other.as_of.is_some_and(|date| date.last() < as_of.first()));
    let newest = older.max_by_key(|other| other.as_of.map(|date| date.last()))?;
    collect::value(checked, newest)
}

fn feed(site: &Site<'_>, path: &str, name: &str, mut entries: Vec<Entry>) -> String {
    entries.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(&b.id)));
    entries.truncate(MOST);
    let config = &site.checked.config;
    let base = config.base_url.as_deref().unwrap_or_default();
    let text = escape::xml;
    let time = |day: Date| format!("{day}T00:00:00Z");
    let updated = entries.first().map_or_else(|| time(site.checked.today), |entry| time(entry.day));
    let (address, home) = (text(&format!("{base}{path}")), text(base));
    let title = text(&config.title);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{address}</id>\n<title>{title}: {name}</title>\n<updated>{updated}</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{address}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n<author><name>{title}</name></author>\n<generator version=\"{}\">prepress</generator>\n",
        text(&config.language),
        env!("CARGO_PKG_VERSION"),
    );
    for entry in &entries {
        let summary = match entry.text.as_str() {
            "" => String::new(),
            words => format!("<summary>{}</summary>\n", text(words)),
        };
        out.push_str(&format!(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n{summary}</entry>\n",
            text(&entry.id),
            text(&entry.title),
            time(entry.day),
            text(&entry.link),
        ));
    }
    out.push_str("</feed>\n");
    out
}
