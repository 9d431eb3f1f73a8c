//! The words of a checklist.
//!
//! In: a checklist by number. Out: its texts.

use crate::check::Checked;
use crate::model::ChecklistId;
use crate::render::search::snippet_text;

/// Its description, and text and reason of each item.
pub(crate) fn words(checked: &Checked, number: ChecklistId) -> Vec<String> {
    checked.data.checklists[number].texts().map(|text| snippet_text(&checked.texts()[text])).collect()
}
