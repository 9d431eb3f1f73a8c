//! Views as Markdown, each kind by its own file; the small ones here.
//!
//! In: a resolved view. Out: paragraphs, lists and tables without headings, since a view may stand anywhere in a
//! text.

use super::pen::{Pen, blocks};
use super::{plan, process, questions, rubric, table};
use crate::check::{Checked, CheckedSnippet, Comparison, GuideView, View};
use crate::model::ChecklistId;
use crate::render::guide::view::ChartView;
use crate::render::guide::{chart, timeline};
use crate::render::{collect, views};

pub(super) fn text(pen: &mut Pen<'_>, view: &View) -> String {
    match view {
        View::Comparison(comparison) => table::comparison(pen, comparison),
        View::Checklist(number) => checklist(pen, *number),
        View::Guide(view) => guide(pen, view),
    }
}

fn guide(pen: &mut Pen<'_>, view: &GuideView) -> String {
    match view {
        GuideView::Process(number) => process::text(pen, *number),
        GuideView::Timeline(numbers) => drawn(pen, &timeline::view(pen.site.checked, numbers)),
        GuideView::Questions(numbers) => questions::list(pen, numbers),
        GuideView::Principles(set) => questions::principles(pen, *set),
        GuideView::Rubric(number) => rubric::text(pen, *number),
        GuideView::Plan(number) => plan::text(pen, *number),
        GuideView::Chart(chart) => drawn(pen, &chart::view(pen.site, chart)),
        GuideView::Facts(texts) => facts(pen, texts),
        GuideView::Mistakes(pairs) => {
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

fn facts(pen: &Pen<'_>, texts: &[CheckedSnippet]) -> String {
    let checked = pen.site.checked;
    let numbers = texts.iter().flat_map(|text| &text.claims).filter_map(|claim| claim.state.fact());
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
    let list = &checked.data.checklists[number];
    let about = pen.maybe(list.description.as_ref());
    let shown = pen.shown(|writer| views::checklist_view(writer, number));
    let minutes = |at: usize| shown.as_ref()?.items.get(at)?.minutes.clone();
    let lines: Vec<String> = list
        .items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let (text, why) = (pen.text(&item.text), item.why.as_ref());
            let minutes = minutes(at).map_or_else(String::new, |minutes| format!(" ({minutes})"));
            let why = why.map(|why| format!("\n  - Why: {}", pen.text(why))).unwrap_or_default();
            format!("- [ ] {text}{minutes}{why}")
        })
        .collect();
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
    let agreed = views::agreed(checked, comparison);
    let agreed: Vec<String> = agreed.iter().map(|sentence| format!("- {sentence}")).collect();
    let agreed = (!agreed.is_empty()).then(|| format!("In common:\n\n{}", agreed.join("\n")));
    blocks([Some(table), agreed])
}
