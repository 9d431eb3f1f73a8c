//! Views as Markdown, each kind by its own file; the small ones here.
//!
//! In: a resolved view. Out: paragraphs, lists and tables without headings, since a view may stand anywhere in a
//! text.

use super::pen::{Pen, blocks};
use super::{plan, process, questions, rubric, table};
use crate::check::{Checked, Claim, Comparison, View};
use crate::model::ChecklistId;
use crate::render::collect;
use crate::render::guide::view::ChartView;
use crate::views::{self, chart, timeline};

pub(super) fn text(pen: &mut Pen<'_>, view: &View) -> String {
    match view {
        View::Comparison(comparison) => table::comparison(pen, comparison),
        View::Checklist(number) => checklist(pen, *number),
        View::Process(number) => process::text(pen, *number),
        View::Timeline(numbers) => drawn(pen, &timeline::html::view(pen.site.checked, numbers)),
        View::Questions(numbers) => questions::list(pen, numbers),
        View::Principles(set) => questions::principles(pen, *set),
        View::Rubric(number) => rubric::text(pen, *number),
        View::Plan(number) => plan::text(pen, *number),
        View::Chart(chart) => drawn(pen, &chart::html::view(pen.site, chart)),
        View::Facts(all) => facts(pen, all),
        View::Mistakes(pairs) => {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|pair| {
                    let title = pair.title.as_ref().map(|title| pen.snippet(title));
                    let (bad, good) = (pen.snippet(&pair.bad), pen.snippet(&pair.good));
                    match title {
                        Some(title) => format!("- {title}\n  - Instead of: {bad}\n  - Better: {good}"),
                        None => format!("- Instead of: {bad}\n  - Better: {good}"),
                    }
                })
                .collect();
            pairs.join("\n")
        }
    }
}

/// A chart's title, its numbers, and what it says of them.
pub(super) fn drawn(pen: &Pen<'_>, chart: &ChartView) -> String {
    let rows: Vec<Vec<String>> = chart
        .rows
        .iter()
        .map(|row| {
            let mut cells = row.cells.clone();
            if let (Some(first), Some(path)) = (cells.first_mut(), &row.path) {
                *first = pen.link(first, path);
            }
            cells
        })
        .collect();
    let numbers = (!rows.is_empty()).then(|| table::of(&chart.head, &rows));
    let notes = (!chart.notes.is_empty()).then(|| chart.notes.join(" "));
    blocks([Some(format!("**{}**", chart.title)), numbers, notes])
}

fn facts(pen: &Pen<'_>, facts: &[Claim]) -> String {
    let checked = pen.site.checked;
    let numbers = facts.iter().filter_map(|claim| claim.state.fact());
    let rows: Vec<Vec<String>> = numbers
        .filter_map(|number| {
            let row = collect::fact_row(checked, number)?;
            let subject = &checked.data.subjects[checked.facts[number].subject].label;
            let marks = row.badges.iter().map(|badge| badge.words.as_str());
            let value = std::iter::once(row.value.as_str()).chain(marks).collect::<Vec<_>>().join("; ");
            let as_of = row.dated.unwrap_or_else(|| "not dated".to_owned());
            Some(vec![pen.link(&format!("{subject}: {}", row.label), &row.path), value, as_of])
        })
        .collect();
    table::with(["Fact", "Value", "Date"], &rows)
}

/// A checklist without its title.
pub(super) fn checklist(pen: &mut Pen<'_>, number: ChecklistId) -> String {
    let checked = pen.site.checked;
    let (about, items) = &checked.checklists[number];
    let about = about.as_ref().map(|about| pen.snippet(about));
    let shown = pen.shown(|writer| views::checklist::html::view(writer, number));
    let minutes = |at: usize| shown.as_ref()?.items.get(at)?.minutes.clone();
    let lines: Vec<String> = items
        .iter()
        .enumerate()
        .map(|(at, (text, why))| {
            let text = pen.snippet(text);
            let minutes = minutes(at).map_or_else(String::new, |minutes| format!(" ({minutes})"));
            let why = why.as_ref().map(|why| format!("\n  - Why: {}", pen.snippet(why))).unwrap_or_default();
            format!("- [ ] {text}{minutes}{why}")
        })
        .collect();
    let list = &checked.data.checklists[number];
    let roles: Vec<String> = list.roles.iter().map(|role| collect::label(pen.site.checked, role)).collect();
    let mut meta = Vec::new();
    if !roles.is_empty() {
        meta.push(format!("For {}.", roles.join(", ")));
    }
    meta.extend(list.stage.as_ref().map(|stage| format!("Stage: {}.", collect::stage(checked, stage))));
    blocks([about, Some(meta.join(" ")), Some(lines.join("\n"))])
}

/// A comparison with what its subjects have in common.
pub(super) fn with_agreed(checked: &Checked, comparison: &Comparison, table: String) -> String {
    let agreed = views::comparison::html::agreed(checked, comparison);
    let agreed: Vec<String> = agreed.iter().map(|sentence| format!("- {sentence}")).collect();
    let agreed = (!agreed.is_empty()).then(|| format!("In common:\n\n{}", agreed.join("\n")));
    blocks([Some(table), agreed])
}
