//! The words of a set of principles.
//!
//! In: a set by number. Out: the names; each principle has a page of its own.

use crate::check::Checked;
use crate::model::PrincipleSetId;

/// The names.
pub(crate) fn words(checked: &Checked, set: PrincipleSetId) -> Vec<String> {
    checked.data.guide.principles[set].items.iter().map(|one| format!("{}.", one.name)).collect()
}
