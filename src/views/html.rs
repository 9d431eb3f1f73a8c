//! Views as HTML.
//!
//! In: resolved views. Out: HTML through the theme's components, and which scripts a page needs. Values come from
//! facts and records, never from the page.

use super::resolve::View;
use super::{
    chart, checklist, comparison, facts, mistakes, plan, principles, process, questions, rubric, timeline,
    worksheet,
};
use crate::check::CheckedPage;
use crate::render::Site;
use crate::render::html::{Failed, Writer};

/// Writes a view; `titled` views name themselves, those of a page's own kind have its title.
pub(crate) fn write(writer: &mut Writer<'_>, view: &View, titled: bool) -> Result<(), Failed> {
    match view {
        // These say themselves where notes have room.
        View::Comparison(_) | View::Checklist(_) => component(writer, view, titled),
        _ => writer.boxed(|writer| component(writer, view, titled)),
    }
}

fn component(writer: &mut Writer<'_>, view: &View, titled: bool) -> Result<(), Failed> {
    match view {
        View::Comparison(comparison) => comparison::html::write(writer, comparison, None),
        View::Checklist(number) => checklist::html::write(writer, *number, titled),
        View::Timeline(processes) => timeline::html::write(writer, processes),
        View::Questions(numbers) => questions::html::write(writer, numbers),
        View::Chart(chart) => chart::html::write(writer, chart),
        View::Rubric(number) => rubric::html::write(writer, *number, titled),
        View::Facts(facts) => facts::html::write(writer, facts),
        View::Mistakes(pairs) => mistakes::html::write(writer, pairs),
        View::Principles(set) => principles::html::write(writer, *set, titled),
        View::Process(number) => process::html::write(writer, *number),
        View::Plan(number) => plan::html::write(writer, *number),
        View::Worksheet(number) => worksheet::html::write(writer, *number, titled),
    }
}

/// The script that a view needs.
fn script(view: &View) -> Option<&'static str> {
    match view {
        View::Questions(_) => Some("questions.js"),
        View::Rubric(_) => Some("rubric.js"),
        View::Plan(_) => Some("plan.js"),
        View::Worksheet(_) => Some("worksheet.js"),
        View::Comparison(_)
        | View::Checklist(_)
        | View::Timeline(_)
        | View::Chart(_)
        | View::Facts(_)
        | View::Mistakes(_)
        | View::Principles(_)
        | View::Process(_) => None,
    }
}

/// Files of the theme that a page's views need, as paths of the output.
pub(crate) fn scripts(site: &Site<'_>, page: &CheckedPage) -> Vec<String> {
    let mut names: Vec<&str> = page.all_views().filter_map(script).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter_map(|name| site.theme.static_path(name)).collect()
}
