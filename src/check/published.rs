//! Names that readers' browsers remember, and that must not get lost.
//!
//! In: the data and the boxes in pages, and the names of checklist items that were published. Out: the names of
//! this output, and findings for names that are gone. Does not know where the last output lies.

use super::{Checked, CheckedPage};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::Checklist;
use crate::text::{FileId, Span};
use std::collections::BTreeSet;

/// What a browser keeps a tick under.
fn name(list: &Checklist, item: &str) -> String {
    format!("{}/{item}", list.id.value)
}

/// What a browser keeps the tick of a box in a page's text under, below `page/`: the page and the id.
pub(crate) fn box_name(out: &str, id: &str) -> String {
    format!("{}/{id}", out.strip_suffix(".html").unwrap_or(out))
}

fn boxes(site: &Checked) -> impl Iterator<Item = String> + '_ {
    let named = |page: &'_ CheckedPage| {
        let ids = page.page.extract.boxes.iter().flatten();
        ids.map(|id| format!("{PAGE}{}", box_name(&page.out, id))).collect::<Vec<_>>()
    };
    site.pages.iter().flat_map(named)
}

/// Begins the names of boxes in pages.
const PAGE: &str = "page/";

/// The names of all items and of the boxes with an id, one a line, sorted.
pub(crate) fn checklist_ids(site: &Checked) -> String {
    let lists = &site.data.checklists;
    let names = lists.iter().flat_map(|list| list.items.iter().map(|i| name(list, &i.id.value)));
    let sorted: BTreeSet<String> = names.chain(boxes(site)).collect();
    sorted.into_iter().fold(String::new(), |text, name| text + &name + "\n")
}

/// Reports published names that the data has no more and does not retire. A list that is gone as a
/// whole is reported at `site`, the configuration.
pub(crate) fn vanished(
    checked: &Checked,
    published: &BTreeSet<String>,
    site: FileId,
    findings: &mut Findings,
) {
    if published.is_empty() {
        return;
    }
    let data = &checked.data;
    let mut lost_lists = BTreeSet::new();
    let known: BTreeSet<String> = boxes(checked).collect();
    for name in published.iter().filter(|name| name.starts_with(PAGE) && !known.contains(*name)) {
        let (page, id) = name[PAGE.len()..].rsplit_once('/').unwrap_or((name, ""));
        let own = checked.pages.iter().find(|own| own.out.strip_suffix(".html") == Some(page));
        let place = own.map_or(Span::whole(site), |own| own.page.front.title.span);
        let message = format!("the box `{id}` of the page {page} was published but no longer exists");
        findings.report(Diagnostic::new(&lints::CHECKLIST_ID_VANISHED, place, message).help(
            "give the box its old id back; if it was dropped on purpose, remove its line from `checklist-ids.txt`",
        ));
    }
    let items = published.iter().filter(|name| !name.starts_with(PAGE));
    for (list_id, item) in items.filter_map(|name| name.split_once('/')) {
        let Some(list) = data.checklists.iter().find(|list| list.id.value == list_id) else {
            lost_lists.insert(list_id);
            continue;
        };
        let known = list.items.iter().map(|item| &item.id).chain(&list.retired);
        if known.into_iter().all(|id| id.value != item) {
            let message =
                format!("the item `{item}` of the checklist `{list_id}` was published but no longer exists");
            findings.report(Diagnostic::new(&lints::CHECKLIST_ID_VANISHED, list.id.span, message).help(
                format!(
                    "give the item its old id back, or write `retired: [{item}]` if it was dropped on purpose"
                ),
            ));
        }
    }
    for list in lost_lists {
        let message = format!("the checklist `{list}` was published but no longer exists");
        findings.report(Diagnostic::new(&lints::CHECKLIST_ID_VANISHED, Span::whole(site), message).help(
            "give the list its old file name or `id` back; if it was dropped on purpose, no change is needed",
        ));
    }
}
