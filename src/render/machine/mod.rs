//! Files for programs: the facts as JSON with their schema, what pages say of themselves as JSON-LD, a list of
//! the pages as Markdown, feeds.
//!
//! In: a checked site. Out: their paths and texts. The same facts as on the pages, nothing more; no clock.
//! The sitemap and `robots.txt` are small enough to stand with the pages.

mod claims;
mod facts;
pub(crate) mod jsonld;
mod lists;
mod measured;
mod stored;

pub(crate) use lists::feeds;

use super::html::Failed;
use super::markdown::{self, Exported};
use super::{Site, pages};
use crate::check::Checked;
use crate::model::SubjectId;

/// A file for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum File {
    /// All facts, or those of a subject by number.
    Facts(Option<SubjectId>),
    /// What the facts' files look like.
    Schema,
    /// A list of the pages as Markdown.
    Llms,
    /// A page as Markdown.
    Markdown(Exported),
    /// Pages by the day of their last change.
    Pages,
    /// Facts by the day from which they count.
    Changes,
}

/// Path of the file with all facts.
const FACTS: &str = "facts.json";
/// Path of the JSON Schema of the facts' files.
const SCHEMA_PATH: &str = "facts.schema.json";

/// Path of a subject's facts: beside its ledger.
fn subject_facts(checked: &Checked, subject: SubjectId) -> String {
    format!("facts/{}.json", checked.data.subjects[subject].id.value)
}

/// The files of a site, with their paths.
pub(crate) fn files(checked: &Checked) -> Vec<(String, File)> {
    let mut files = Vec::new();
    if !checked.facts.items.is_empty() {
        files.push((FACTS.to_owned(), File::Facts(None)));
        files.push((SCHEMA_PATH.to_owned(), File::Schema));
    }
    let subjects = checked.data.subjects.keys().filter(|subject| checked.has_facts(*subject));
    files.extend(subjects.map(|subject| (subject_facts(checked, subject), File::Facts(Some(subject)))));
    files.push(("llms.txt".to_owned(), File::Llms));
    files.extend(
        checked
            .pages
            .iter_enumerated()
            .map(|(n, page)| (markdown::path_of(&page.out), File::Markdown(Exported::Page(n)))),
    );
    files.extend(markdown::generated(checked).into_iter().filter_map(|page| {
        let path = markdown::path_of(&markdown::described(checked, &page)?.path);
        Some((path, File::Markdown(page)))
    }));
    files.extend(feeds(checked).into_iter().map(|feed| {
        let file = if feed.path == "feed.xml" { File::Pages } else { File::Changes };
        (feed.path, file)
    }));
    files
}

pub(crate) fn render(site: &Site<'_>, file: &File) -> Result<String, Failed> {
    Ok(match file {
        File::Facts(subject) => facts::json(site, *subject),
        File::Schema => facts::schema(site),
        File::Llms => lists::llms(site),
        File::Markdown(page) => pages::markdown(site, page)?,
        File::Pages => lists::pages_feed(site),
        File::Changes => lists::facts_feed(site),
    })
}
