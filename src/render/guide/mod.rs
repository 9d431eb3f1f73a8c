//! Views of the guide's collections as HTML: one file for each kind of record.
//!
//! In: resolved views. Out: HTML through the theme's components, and which scripts a page needs.
//! Values come from facts and records, never from the page.

pub(crate) mod chart;
pub(crate) mod plan;
pub(crate) mod process;
pub(crate) mod questions;
pub(crate) mod rubric;
pub(crate) mod search;
mod svg;
pub(crate) mod timeline;
pub(crate) mod view;

use super::html::{Failed, Writer};
use super::view::{PairView, SourceLink};
use super::{Site, collect, views};
use crate::check::{Checked, CheckedPage, CheckedSnippet, GuideView, View};
use crate::model::{SourceRef, TextId};
use serde::Serialize;
use view::ChoiceLink;

/// Writes a view; `titled` views name themselves.
pub(crate) fn write(writer: &mut Writer<'_>, view: &GuideView, titled: bool) -> Result<(), Failed> {
    writer.boxed(|writer| component(writer, view, titled))
}

fn component(writer: &mut Writer<'_>, view: &GuideView, titled: bool) -> Result<(), Failed> {
    match view {
        GuideView::Process(number) => {
            let it = process::view(writer, *number)?;
            writer.component("process.html", &it)
        }
        GuideView::Timeline(processes) => {
            let it = timeline::view(writer.site.checked, processes);
            writer.component("chart.html", &it)
        }
        GuideView::Questions(numbers) => {
            let it = questions::view(writer, numbers)?;
            writer.component("questions.html", &it)
        }
        GuideView::Principles(set) => {
            let it = questions::principles(writer, *set, titled)?;
            writer.component("principles.html", &it)
        }
        GuideView::Rubric(number) => {
            let it = rubric::view(writer, *number, titled)?;
            writer.component("rubric.html", &it)
        }
        GuideView::Plan(number) => {
            let it = plan::view(writer, *number)?;
            writer.component("plan.html", &it)
        }
        GuideView::Chart(chart) => {
            let it = chart::view(writer.site, chart);
            writer.component("chart.html", &it)
        }
        GuideView::Facts(facts) => facts_table(writer, facts),
        GuideView::Mistakes(pairs) => {
            let mut all = Vec::new();
            for pair in pairs {
                all.push(PairView {
                    title: pair.title.as_ref().map(|title| views::snippet(writer, title)).transpose()?,
                    bad: paragraph(writer, &pair.bad)?,
                    good: paragraph(writer, &pair.good)?,
                });
            }
            writer.component("pairs.html", &Pairs { pairs: all })
        }
    }
}

#[derive(Serialize)]
struct Pairs {
    pairs: Vec<PairView>,
}

fn paragraph(writer: &mut Writer<'_>, text: &CheckedSnippet) -> Result<String, Failed> {
    Ok(writer.output.paragraph(views::snippet(writer, text)?))
}

fn facts_table(writer: &mut Writer<'_>, facts: &[CheckedSnippet]) -> Result<(), Failed> {
    #[derive(Serialize)]
    struct Facts {
        rows: Vec<super::view::FactRow>,
    }
    let site = writer.site;
    let numbers = facts.iter().flat_map(|text| &text.claims).filter_map(|claim| claim.state.fact());
    let rows = numbers
        .filter_map(|number| {
            let mut row = collect::fact_row(site.checked, number)?;
            let subject = site.checked.facts[number].subject;
            row.label = format!("{}: {}", site.checked.data.subjects[subject].label, row.label);
            Some(row)
        })
        .collect();
    writer.component("facts.html", &Facts { rows })
}

/// A text of the data as inline HTML, or on a line of Markdown.
pub(super) fn text(writer: &mut Writer<'_>, text: &TextId) -> Result<String, Failed> {
    views::text(writer, *text)
}

/// The same, and whether it may stand in a label.
fn labelled(writer: &mut Writer<'_>, text: &TextId) -> Result<(String, bool), Failed> {
    let checked = writer.site.checked;
    views::labelled(writer, &checked.texts[*text])
}

pub(super) fn maybe(writer: &mut Writer<'_>, from: Option<&TextId>) -> Result<Option<String>, Failed> {
    from.map(|from| text(writer, from)).transpose()
}

pub(super) fn all(writer: &mut Writer<'_>, from: &[TextId]) -> Result<Vec<String>, Failed> {
    from.iter().map(|from| text(writer, from)).collect()
}

/// Sources of a record, as links.
pub(super) fn sources(checked: &Checked, refs: &[SourceRef]) -> Vec<SourceLink> {
    refs.iter().filter_map(|source| collect::source_link(checked, source)).collect()
}

/// A stage of the bank, with its page where it has one.
pub(super) fn stage_link(checked: &Checked, id: &str) -> Option<ChoiceLink> {
    let stage = &checked.data.guide.stages[*checked.ids.guide.stages.get(id)?];
    let used = checked.data.guide.questions.iter().any(|q| q.stage.as_ref().is_some_and(|s| s.value == id));
    Some(ChoiceLink {
        id: id.to_owned(),
        title: stage.label.clone(),
        path: used.then(|| questions::stage_path(id)),
    })
}

/// A principle, with its page.
pub(super) fn principle_link(checked: &Checked, id: &str) -> Option<ChoiceLink> {
    let number = *checked.ids.guide.principles.get(id)?;
    let (set, item) = checked.ids.guide.places[number];
    let principle = &checked.data.guide.principles[set].items[item];
    Some(ChoiceLink {
        id: id.to_owned(),
        title: principle.name.clone(),
        path: Some(questions::principle_path(id)),
    })
}

/// Files of the theme that a page's views need, as paths of the output.
pub(crate) fn scripts(site: &Site<'_>, page: &CheckedPage) -> Vec<String> {
    let all = page.own_view.iter().chain(page.views.iter().map(|(_, view)| view));
    let mut names: Vec<&str> = all
        .filter_map(|view| match view {
            View::Guide(GuideView::Questions(_)) => Some("questions.js"),
            View::Guide(GuideView::Rubric(_)) => Some("rubric.js"),
            View::Guide(GuideView::Plan(_)) => Some("plan.js"),
            _ => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter_map(|name| site.theme.static_path(name)).collect()
}
