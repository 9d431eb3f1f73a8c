//! The words of a comparison.
//!
//! In: a resolved comparison. Out: its rows, each a sentence.

use super::resolve::Comparison;
use crate::check::Checked;
use crate::render::collect;

/// One sentence for each row.
pub(crate) fn words(checked: &Checked, comparison: &Comparison) -> Vec<String> {
    let rows = comparison.groups.iter().flat_map(|(_, rows)| rows);
    rows.map(|row| {
        let cells = row.cells.iter().flat_map(|cell| &cell.facts);
        let values: Vec<String> =
            cells.filter_map(|fact| collect::value(checked, &checked.facts[*fact])).collect();
        format!("{}: {}.", checked.data.attributes[row.attribute].label, values.join(", "))
    })
    .collect()
}
