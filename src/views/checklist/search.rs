//! The words of a checklist.
//!
//! In: a checklist by number. Out: its texts.

use crate::check::{Checked, CheckedSnippet};
use crate::model::ChecklistId;
use crate::render::search::snippet_text;

/// Its description, and text and reason of each item.
pub(crate) fn words(checked: &Checked, number: ChecklistId) -> Vec<String> {
    texts(checked, number).map(snippet_text).collect()
}

/// The same, as checked.
pub(crate) fn texts(checked: &Checked, number: ChecklistId) -> impl Iterator<Item = &CheckedSnippet> {
    let (about, items) = &checked.checklists[number];
    about.iter().chain(items.iter().flat_map(|(text, why)| std::iter::once(text).chain(why)))
}
