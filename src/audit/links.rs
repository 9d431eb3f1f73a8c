//! The addresses of other sites that a guide leads to, and which of them are dead.
//!
//! In: a checked site, what a link checker found, and the ledger of what it found before. Out: the addresses with their
//! places, the ledger as it is now, and a report. Fetches nothing: a program made for that does (docs/writing.md, "Links to
//! other sites").

mod ledger;
mod outcome;

pub use ledger::{Failing, Ledger};
pub use outcome::Outcomes;

use super::place;
use crate::check::Checked;
use crate::model::SourceId;
use crate::text::{Files, Span};
use jiff::civil::Date;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// So many facts are named beside an address.
const MOST_FACTS: usize = 6;

/// An address of another site, and what leads to it.
#[derive(Debug, Clone, Default)]
pub struct Address {
    /// Where it is written: `content/pay.md:12:26`.
    pub places: Vec<String>,
    /// The sources that are read there, by their ids.
    pub sources: Vec<String>,
    /// The facts with such a source, as `subject/id`.
    pub facts: Vec<String>,
    /// A lasting copy that a source names.
    pub archive: Option<String>,
    /// The day on which such a source was read.
    pub read: Option<Date>,
}

/// All addresses of a guide.
#[derive(Debug, Clone, Default)]
pub struct Addresses(pub BTreeMap<String, Address>);

/// Whether a link checker can look at an address.
fn is_fetched(target: &str) -> bool {
    target.starts_with("https://") || target.starts_with("http://")
}

/// An address without the part that only a browser looks at.
fn whole(target: &str) -> &str {
    target.split('#').next().unwrap_or(target)
}

/// The addresses that pages, texts of the data and sources name.
pub(crate) fn addresses(site: &Checked, files: &Files) -> Addresses {
    let mut all: BTreeMap<String, (BTreeSet<Span>, Address)> = BTreeMap::new();
    let mut add = |target: &str, span: Span| {
        let known = all.entry(whole(target).to_owned()).or_default();
        known.0.insert(span);
    };
    let pages = site.pages.iter().flat_map(|page| &page.page.extract.links);
    let texts = site.links_of_texts().map(|(link, _)| link);
    for link in pages.chain(texts).filter(|link| is_fetched(&link.target)) {
        add(&link.target, link.address.unwrap_or(link.span));
    }
    let mut leaning: BTreeMap<SourceId, Vec<String>> = BTreeMap::new();
    for fact in &site.facts.items {
        for source in &fact.sources {
            leaning.entry(*source).or_default().push(site.data.facts[fact.def].name());
        }
    }
    for (number, source) in site.data.sources.iter_enumerated() {
        let Some(url) = source.url.as_deref().filter(|url| is_fetched(url)) else { continue };
        let (spans, address) = all.entry(whole(url).to_owned()).or_default();
        spans.insert(source.id.span);
        address.sources.push(source.id.value.clone());
        address.archive = address.archive.take().or_else(|| source.archive.clone());
        address.read = address.read.or(source.accessed.map(|day| day.last()));
        address.facts.extend(leaning.remove(&number).unwrap_or_default());
        let mut seen = BTreeSet::new();
        address.facts.retain(|fact| seen.insert(fact.clone()));
    }
    let placed = |(url, (spans, address)): (String, (BTreeSet<Span>, Address))| {
        let places = spans.into_iter().map(|span| place(span, files)).collect();
        (url, Address { places, ..address })
    };
    Addresses(all.into_iter().map(placed).collect())
}

impl Addresses {
    /// One address a line, as link checkers read them.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.keys().map(|url| format!("{url}\n")).collect()
    }

    /// With places, sources and facts.
    #[must_use]
    pub fn json(&self) -> String {
        let all = self.0.iter().map(|(url, it)| {
            json!({"url": url, "places": it.places, "sources": it.sources, "facts": it.facts, "archive": it.archive})
        });
        format!("{:#}\n", json!(all.collect::<Vec<_>>()))
    }
}

/// An address that cannot be opened.
#[derive(Debug, Clone)]
pub struct Dead {
    /// The address.
    pub url: String,
    /// What was found, and on which days.
    pub failing: Failing,
    /// What leads there.
    pub address: Address,
}

/// What is known of the addresses of a guide.
#[derive(Debug, Clone, Default)]
pub struct LinkReport {
    /// Failed on several days.
    pub broken: Vec<Dead>,
    /// Failed, but not often enough to be sure.
    pub failing: Vec<Dead>,
    /// Refused to answer a program, or did not in time: only a person can tell.
    pub unknown: Vec<Dead>,
    /// Exceptions that ended, or that no address needs.
    pub exceptions: Vec<String>,
    /// How many opened.
    pub good: usize,
    /// How many were not looked at.
    pub unseen: usize,
}

/// Judges the addresses of a guide by what a link checker found today and the ledger; the ledger follows.
pub(crate) fn judge(
    addresses: &Addresses,
    outcomes: &Outcomes,
    ledger: &mut Ledger,
    today: Date,
    days: usize,
) -> LinkReport {
    ledger.follow(addresses, outcomes, today);
    let mut report =
        LinkReport { exceptions: ledger.idle_exceptions(addresses, today), ..LinkReport::default() };
    for (url, address) in &addresses.0 {
        if ledger.excepts(url, today) {
            continue;
        }
        let dead =
            |failing: &Failing| Dead { url: url.clone(), failing: failing.clone(), address: address.clone() };
        match (ledger.failing.get(url), ledger.unknown.get(url)) {
            (Some(failing), _) if failing.days.len() >= days => report.broken.push(dead(failing)),
            (Some(failing), _) => report.failing.push(dead(failing)),
            (None, Some(unknown)) => report.unknown.push(dead(unknown)),
            (None, None) if outcomes.saw(url) => report.good += 1,
            (None, None) => report.unseen += 1,
        }
    }
    report
}

impl Dead {
    /// Where copies of it are kept: what a source names, else the archive of the web on the day when it was read.
    fn copies(&self) -> String {
        if let Some(archive) = &self.address.archive {
            return archive.clone();
        }
        let day = self.address.read.or_else(|| self.failing.days.first().copied());
        let day = day.map(|day| day.strftime("%Y%m%d").to_string()).unwrap_or_else(|| "*".to_owned());
        format!("https://web.archive.org/web/{day}/{}", self.url)
    }

    fn text(&self, copies: bool) -> String {
        let days = match self.failing.days.as_slice() {
            [first, .., last] => format!("from {first} to {last}, on {} days", self.failing.days.len()),
            [day] => format!("on {day}"),
            [] => String::new(),
        };
        let mut out = format!("  {}\n    {} {days}\n", self.url, self.failing.what);
        for place in &self.address.places {
            out.push_str(&format!("    {place}\n"));
        }
        if !self.address.facts.is_empty() {
            let named =
                self.address.facts.iter().take(MOST_FACTS).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = match self.address.facts.len().saturating_sub(MOST_FACTS) {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            out.push_str(&format!("    facts that lean on it: {named}{more}\n"));
        }
        if copies {
            out.push_str(&format!("    a kept copy may be at {}\n", self.copies()));
        }
        out
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "url": self.url,
            "found": self.failing.what,
            "days": self.failing.days.iter().map(Date::to_string).collect::<Vec<_>>(),
            "places": self.address.places,
            "sources": self.address.sources,
            "facts": self.address.facts,
            "copies": self.copies(),
        })
    }
}

impl LinkReport {
    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        let parts = [
            ("broken", &self.broken, true),
            ("failed, to be looked at again on another day", &self.failing, false),
            ("unknown: open them by hand", &self.unknown, false),
        ];
        for (title, dead, copies) in parts {
            if !dead.is_empty() {
                out.push_str(&format!("{title}\n"));
                dead.iter().for_each(|one| out.push_str(&one.text(copies)));
            }
        }
        for exception in &self.exceptions {
            out.push_str(&format!("{exception}\n"));
        }
        let Self { broken, failing, unknown, good, unseen, .. } = self;
        out.push_str(&format!(
            "{good} good, {} broken, {} failed, {} unknown, {unseen} not looked at\n",
            broken.len(),
            failing.len(),
            unknown.len()
        ));
        out
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        let all = |dead: &[Dead]| dead.iter().map(Dead::json).collect::<Vec<_>>();
        let report = json!({
            "broken": all(&self.broken),
            "failing": all(&self.failing),
            "unknown": all(&self.unknown),
            "exceptions": self.exceptions,
            "good": self.good,
            "unseen": self.unseen,
        });
        format!("{report:#}\n")
    }
}
