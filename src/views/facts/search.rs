//! The words of a table of facts.
//!
//! In: facts. Out: its rows, each a sentence.

use crate::check::{Checked, Claim};
use crate::render::collect;

/// One sentence for each row.
pub(crate) fn words(checked: &Checked, facts: &[Claim]) -> Vec<String> {
    let rows = facts.iter().filter_map(|claim| {
        let fact = &checked.facts[claim.state.fact()?];
        let label = &checked.data.attributes[fact.attribute].label;
        Some(format!("{label}: {}.", collect::value(checked, fact)?))
    });
    rows.collect()
}
