//! Tables of facts as HTML.
//!
//! In: facts. Out: HTML through the theme's component.

use crate::check::Claim;
use crate::render::collect;
use crate::render::html::{Failed, Writer};
use crate::render::view::FactRow;
use serde::Serialize;

#[derive(Serialize)]
struct Facts {
    rows: Vec<FactRow>,
}

/// Writes a table of facts.
pub(crate) fn write(writer: &mut Writer<'_>, facts: &[Claim]) -> Result<(), Failed> {
    let checked = writer.site.checked;
    let rows = facts
        .iter()
        .filter_map(|claim| claim.state.fact())
        .filter_map(|number| {
            let mut row = collect::fact_row(checked, number)?;
            let subject = checked.facts[number].subject;
            row.label = format!("{}: {}", checked.data.subjects[subject].label, row.label);
            Some(row)
        })
        .collect();
    writer.component("facts.html", &Facts { rows })
}
