//! Two subjects side by side, and comparisons as files.
//!
//! In: a pair by number, or a page with a comparison. Out: its page, or its CSV and JSON.

use super::super::evidence_list::EvidenceList;
use super::super::html::{Meaning, Writer};
use super::super::url::root_of;
use super::super::view::ComparisonView;
use super::super::{Failed, Output, Site, collect, tables};
use super::context::{self, PageContext};
use super::generated::GeneratedPage;
use crate::check::{Comparison, View};
use crate::model::{PageId, PairId};
use crate::views::comparison::html;
use std::collections::BTreeMap;

/// A comparison as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ComparisonFile {
    pub of: TableOf,
    /// JSON, else CSV.
    pub json: bool,
}

/// Whose comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableOf {
    Page(PageId),
    /// A block in the text of a page: the place among its views.
    Block(PageId, usize),
    Pair(PairId),
}

pub(crate) fn render(
    site: &Site<'_>,
    page: &GeneratedPage,
    number: PairId,
    output: Output,
) -> Result<String, Failed> {
    let checked = site.checked;
    let comparison = &checked.pairs[number];
    let root = root_of(&page.path);
    let description = "Everything this guide records of both, side by side.".to_owned();
    let view = context::generated(site, page, Some(description));
    let (links, mut evidence) = (BTreeMap::new(), EvidenceList::default());
    let meaning = Meaning { links: &links, claims: &[], views: &[], page: None };
    let mut writer = Writer::new(site, meaning, &root, &mut evidence);
    writer.output = output;
    html::write(&mut writer, comparison, Some(&page.path))?;
    let written = writer.out;
    PageContext::new(site, &view, None, &root, "")
        .html("comparison", &written)
        .prose("agreed", &html::agreed(checked, comparison))
        .render(site, &output.template(page.template), "")
}

/// A comparison as a file, by the path of its page.
pub(crate) fn table(site: &Site<'_>, page: &ComparisonFile) -> String {
    let checked = site.checked;
    let (title, comparison) = match page.of {
        TableOf::Pair(number) => {
            (collect::pair_title(checked, &checked.pairs[number]), Some(&checked.pairs[number]))
        }
        TableOf::Page(number) => written(site, number, checked.pages[number].own_view.as_ref()),
        TableOf::Block(number, at) => {
            written(site, number, checked.pages[number].views.get(at).map(|(_, view)| view))
        }
    };
    let empty = ComparisonView::default();
    let view = comparison.map_or(empty, |comparison| html::view(checked, comparison));
    if page.json { tables::json(&title, &view) } else { tables::csv(&view) }
}

/// The comparison that a page's author asked for, under the page's title.
fn written<'s>(site: &'s Site<'_>, page: PageId, view: Option<&'s View>) -> (String, Option<&'s Comparison>) {
    let comparison = match view {
        Some(View::Comparison(comparison)) => Some(comparison),
        _ => None,
    };
    (site.checked.pages[page].page.front.title.value.clone(), comparison)
}
