//! Files for programs: the facts as JSON with their schema, what pages say of themselves as JSON-LD, a list of
//! the pages as Markdown, feeds.
//!
//! In: a checked site. Out: their texts; which of them a site has is said in `pages::files`. The same facts as on the pages, nothing more; no clock.
//! The sitemap and `robots.txt` are small enough to stand with the pages.

mod claims;
mod facts;
pub(crate) mod jsonld;
mod lists;
mod measured;
mod stored;

pub(crate) use facts::{json as facts, schema};
pub(crate) use lists::{facts_feed, feeds, has_dated_facts, has_dated_pages, llms, pages_feed};

use crate::check::Checked;
use crate::model::SubjectId;

/// Path of a subject's facts: beside its ledger.
pub(crate) fn subject_facts(checked: &Checked, subject: SubjectId) -> String {
    format!("facts/{}.json", checked.data.subjects[subject].id.value)
}
