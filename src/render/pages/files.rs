//! The table of generated files that are no pages: for programs, crawlers and hosts.
//!
//! In: nothing. Out: a row for each file of which a site has one at most. Routes, feeds and links to these files ask
//! the rows. Does not write files: a row names the function that does.

use super::machine as small;
use crate::check::Checked;
use crate::render::guide::questions;
use crate::render::{Failed, Site, machine};

/// A file that prepress makes and that a site has once, or not at all.
pub(crate) struct GeneratedFile {
    /// Below the root of the output.
    pub path: &'static str,
    /// File of its template, where it has one.
    pub template: Option<&'static str>,
    /// Whether pages lead readers to it, or load it.
    pub for_readers: bool,
    pub exists: fn(&Checked) -> bool,
    pub render: fn(&Site<'_>) -> Result<String, Failed>,
}

/// The file that lists the names of all checklist items, one a line.
pub const CHECKLIST_IDS: &str = "checklist-ids.txt";

pub(crate) static FILES: &[&GeneratedFile] = &[
    &FACTS,
    &SCHEMA,
    &LLMS,
    &PAGES_FEED,
    &FACTS_FEED,
    &ANKI,
    &SITEMAP,
    &ROBOTS,
    &WEB_MANIFEST,
    // The names that browsers keep ticks under, for the next build.
    &GeneratedFile {
        path: CHECKLIST_IDS,
        template: None,
        for_readers: false,
        exists: Checked::has_checklists,
        render: |site| Ok(crate::check::checklist_ids(site.checked)),
    },
    // Tells GitHub Pages to publish the folder as it is.
    &GeneratedFile {
        path: ".nojekyll",
        template: None,
        for_readers: false,
        exists: |_| true,
        render: |_| Ok(String::new()),
    },
];

/// All facts as JSON.
pub(crate) static FACTS: GeneratedFile = GeneratedFile {
    path: "facts.json",
    template: None,
    for_readers: true,
    exists: has_facts,
    render: |site| Ok(machine::facts(site, None)),
};

/// The JSON Schema of the facts' files.
pub(crate) static SCHEMA: GeneratedFile = GeneratedFile {
    path: "facts.schema.json",
    template: None,
    for_readers: true,
    exists: has_facts,
    render: |site| Ok(machine::schema(site)),
};

/// The pages as Markdown, as a list.
static LLMS: GeneratedFile = GeneratedFile {
    path: "llms.txt",
    template: None,
    for_readers: false,
    exists: |_| true,
    render: |site| Ok(machine::llms(site)),
};

/// Pages by the day of their last change.
pub(crate) static PAGES_FEED: GeneratedFile = GeneratedFile {
    path: "feed.xml",
    template: None,
    for_readers: false,
    exists: machine::has_dated_pages,
    render: |site| Ok(machine::pages_feed(site)),
};

/// Facts by the day from which they count.
pub(crate) static FACTS_FEED: GeneratedFile = GeneratedFile {
    path: "changes.xml",
    template: None,
    for_readers: false,
    exists: machine::has_dated_facts,
    render: |site| Ok(machine::facts_feed(site)),
};

/// The questions for Anki's text import.
pub(crate) static ANKI: GeneratedFile = GeneratedFile {
    path: "questions/questions.txt",
    template: None,
    for_readers: true,
    exists: |checked| !checked.data.guide.questions.is_empty(),
    render: |site| Ok(questions::anki(site.checked)),
};

pub(crate) static SITEMAP: GeneratedFile = GeneratedFile {
    path: "sitemap.xml",
    template: Some("sitemap.xml"),
    for_readers: false,
    exists: |checked| checked.config.base_url.is_some(),
    render: small::sitemap,
};

pub(crate) static ROBOTS: GeneratedFile = GeneratedFile {
    path: "robots.txt",
    template: None,
    for_readers: false,
    exists: |_| true,
    render: |site| Ok(small::robots(site)),
};

/// What an installed guide is called and looks like. Browsers ask for it while they are online.
pub(crate) static WEB_MANIFEST: GeneratedFile = GeneratedFile {
    path: "app.webmanifest",
    template: None,
    for_readers: false,
    exists: |checked| checked.config.app,
    render: |site| Ok(small::web_manifest(site)),
};

fn has_facts(checked: &Checked) -> bool {
    !checked.facts.items.is_empty()
}
