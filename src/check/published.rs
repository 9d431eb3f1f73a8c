//! Names that readers' browsers remember, and that must not get lost.
//!
//! In: the data, and the names of checklist items that the last output published. Out: the names of
//! this output, and findings for names that are gone. Does not know where the last output lies.

use crate::diag::Diagnostic;
use crate::lints;
use crate::model::{Checklist, Data};
use crate::text::{FileId, Span};
use std::collections::BTreeSet;

/// What a browser keeps a tick under.
fn name(list: &Checklist, item: &str) -> String {
    format!("{}/{item}", list.id.value)
}

/// The names of all items, one a line, sorted.
pub(crate) fn checklist_ids(data: &Data) -> String {
    let names = data.checklists.iter().flat_map(|list| list.items.iter().map(|i| name(list, &i.id.value)));
    let sorted: BTreeSet<String> = names.collect();
    sorted.into_iter().fold(String::new(), |text, name| text + &name + "\n")
}

/// Reports published names that the data has no more and does not retire. A list that is gone as a
/// whole is reported at `site`, the configuration.
pub(crate) fn vanished(
    data: &Data,
    published: &BTreeSet<String>,
    site: FileId,
    findings: &mut Vec<Diagnostic>,
) {
    let mut lost_lists = BTreeSet::new();
    for (list_id, item) in published.iter().filter_map(|name| name.split_once('/')) {
        let Some(list) = data.checklists.iter().find(|list| list.id.value == list_id) else {
            lost_lists.insert(list_id);
            continue;
        };
        let known = list.items.iter().map(|item| &item.id).chain(&list.retired);
        if known.into_iter().all(|id| id.value != item) {
            let message = format!("the item `{item}` of the checklist `{list_id}` was published and is gone");
            findings.push(Diagnostic::new(&lints::CHECKLIST_ID_VANISHED, list.id.span, message).help(
                format!(
                    "give the item its old id back, or write `retired: [{item}]` if it was dropped on purpose"
                ),
            ));
        }
    }
    for list in lost_lists {
        let message = format!("the checklist `{list}` was published and is gone");
        findings.push(
            Diagnostic::new(&lints::CHECKLIST_ID_VANISHED, Span::whole(site), message)
                .help("give the list its old file name or `id` back; if it was dropped on purpose, nothing is to be done"),
        );
    }
}
