//! Paths of the output that are made from what stands there, and those that texts and views link to.
//!
//! In: a record, or a part of a page. Out: where its page or file lies. Does not say whether there is one, and knows
//! nothing that renders: whoever writes a link can ask.

use crate::check::{Checked, Comparison, View};
use crate::text::tag_name;

/// Path of the page of two subjects.
pub(crate) fn pair_path(checked: &Checked, pair: &Comparison) -> String {
    let ids: Vec<&str> =
        pair.subjects.iter().map(|number| checked.data.subjects[*number].id.value.as_str()).collect();
    format!("compare/{}.html", ids.join("-and-"))
}

/// Where the comparison in a block of a page has its files, without their endings.
pub(crate) fn table_stem(page: &str, views: &[(usize, View)], at: usize) -> String {
    let before = views[..=at].iter().filter(|(_, view)| matches!(view, View::Comparison(_)));
    format!("{}.table-{}", page.strip_suffix(".html").unwrap_or(page), before.count())
}

/// Path of a tag's page.
pub(crate) fn tag_path(tag: &str) -> String {
    format!("tags/{}.html", tag_name(tag))
}

/// The page of sources.
pub(crate) const SOURCES: &str = "sources.html";
/// The glossary.
pub(crate) const GLOSSARY: &str = "glossary.html";
/// Practising one question at a time.
pub(crate) const DRILL: &str = "questions/drill.html";
