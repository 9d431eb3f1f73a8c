//! A process: its stages, and the sums of what is said of them.
//!
//! In: a process by number. Out: what its component sees. Does not compare the sums: checking did.

use crate::check::{Amount, Checked, show_range};
use crate::doc::Part;
use crate::model::{Process, ProcessId, ProcessStage, TextId};
use crate::render::guide::view::{ProcessView, StageView, TotalView};
use crate::render::guide::{all, maybe, principle_link, sources, stage_link, text};
use crate::render::html::{Failed, Writer};
use crate::views::timeline;

/// Writes a process.
pub(crate) fn write(writer: &mut Writer<'_>, number: ProcessId) -> Result<(), Failed> {
    let it = view(writer, number)?;
    writer.component("process.html", &it)
}

/// What the component sees.
pub(crate) fn view(writer: &mut Writer<'_>, number: ProcessId) -> Result<ProcessView, Failed> {
    let checked = writer.site.checked;
    let process = &checked.data.guide.processes[number];
    let description = maybe(writer, process.description.as_ref())?;
    let mut stages = Vec::new();
    for (n, one) in process.stages.iter().enumerate() {
        stages.push(stage(writer, process, n + 1, one)?);
    }
    let timed =
        process.stages.iter().any(|stage| checked.amount(stage.days.as_ref(), Amount::Days).is_some());
    let timeline =
        if timed { Some(writer.aside(|writer| timeline::html::write(writer, &[number]))?) } else { None };
    Ok(ProcessView {
        id: process.id.value.clone(),
        title: process.title.clone(),
        description,
        starts: process.starts.clone(),
        ends: process.ends.clone(),
        stages,
        totals: totals(writer, process)?,
        because: maybe(writer, process.total.because.as_ref())?,
        sources: sources(checked, &process.sources),
        timeline,
    })
}

fn stage(
    writer: &mut Writer<'_>,
    process: &Process,
    n: usize,
    stage: &ProcessStage,
) -> Result<StageView, Failed> {
    let checked = writer.site.checked;
    Ok(StageView {
        n,
        id: stage.id.value.clone(),
        anchor: writer.evidence.ids.named(Part::Stage, &format!("{}-{}", process.id.value, stage.id.value)),
        name: stage.name.clone(),
        minutes: amount(writer, stage.minutes.as_ref(), " min")?,
        days: match &stage.days {
            Some(days) if checked.texts()[*days].is_bound() => Some(text(writer, days)?),
            Some(days) => Some(format!("day {}", text(writer, days)?)),
            None => None,
        },
        with: stage.with.clone(),
        only: stage.only.clone(),
        text: maybe(writer, stage.text.as_ref())?,
        prepare: all(writer, &stage.prepare)?,
        principles: stage.principles.iter().filter_map(|id| principle_link(checked, &id.value)).collect(),
        stage: stage.stage.as_ref().and_then(|id| stage_link(checked, &id.value)),
    })
}

/// A number as HTML: one that a fact gives has its unit already.
fn amount(writer: &mut Writer<'_>, from: Option<&TextId>, unit: &str) -> Result<Option<String>, Failed> {
    let Some(from) = from else { return Ok(None) };
    let html = text(writer, from)?;
    Ok(Some(if writer.site.checked.texts()[*from].is_bound() { html } else { format!("{html}{unit}") }))
}

/// As [`amount`], of what a source states; a sum that is computed here is said to be one.
fn stated(writer: &mut Writer<'_>, from: Option<&TextId>, unit: &str) -> Result<Option<String>, Failed> {
    let derived = from.is_some_and(|text| writer.site.checked.is_derived(*text));
    let html = amount(writer, from, unit)?;
    Ok(html.map(|html| if derived { format!("computed: {html}") } else { html }))
}

fn totals(writer: &mut Writer<'_>, process: &Process) -> Result<Vec<TotalView>, Failed> {
    let checked = writer.site.checked;
    let total = &process.total;
    let rows = [
        TotalView {
            label: "Stages",
            stated: stated(writer, total.stages.as_ref(), "")?,
            sum: Some(counted(process)),
        },
        TotalView {
            label: "Minutes",
            stated: stated(writer, total.minutes.as_ref(), " minutes")?,
            sum: minutes(checked, process),
        },
        TotalView {
            label: "Days",
            stated: stated(writer, total.days.as_ref(), " days")?,
            sum: last_day(checked, process),
        },
    ];
    Ok(rows.into_iter().filter(|row| row.stated.is_some() || row.sum.is_some()).collect())
}

fn counted(process: &Process) -> String {
    let some = process.stages.iter().filter(|stage| stage.only.is_some()).count();
    let all = process.stages.len();
    if some == 0 { all.to_string() } else { format!("{} or {all}", all - some) }
}

fn minutes(checked: &Checked, process: &Process) -> Option<String> {
    let mut sum = (0u32, 0u32);
    let mut missing = 0;
    for stage in &process.stages {
        match checked.amount(stage.minutes.as_ref(), Amount::Minutes) {
            Some((lo, hi)) => {
                let lo = if stage.only.is_some() { 0 } else { lo };
                sum = (sum.0.saturating_add(lo), sum.1.saturating_add(hi));
            }
            None => missing += 1,
        }
    }
    if missing == process.stages.len() {
        return None;
    }
    let words = show_range(sum, "minutes");
    Some(match missing {
        // Less than an hour is best said in minutes.
        0 if sum.1 < 60 => words,
        0 => format!("{words} ({})", in_hours(sum)),
        n => format!("{words}, without {n} of {}", process.stages.len()),
    })
}

/// The sum in hours; two ends that read alike are said once.
fn in_hours(sum: (u32, u32)) -> String {
    let (low, high) = (hours(sum.0), hours(sum.1));
    let (bare_low, bare) = (low.trim_start_matches("about "), high.trim_start_matches("about "));
    let noun = if ["¼", "½", "¾", "1"].contains(&bare) { "hour" } else { "hours" };
    if bare_low == bare {
        let about = if low == bare && high == bare { "" } else { "about " };
        return format!("{about}{bare} {noun}");
    }
    let high = if low == bare_low { &*high } else { bare };
    format!("{low} to {high} {noun}")
}

/// Hours to the nearest quarter: `3¾`.
fn hours(minutes: u32) -> String {
    let quarters = minutes.saturating_add(7) / 15;
    let quarter = ["", "¼", "½", "¾"][(quarters % 4) as usize];
    let about = if minutes.is_multiple_of(15) { "" } else { "about " };
    match (quarters / 4, quarter) {
        (0, "") => format!("{about}0"),
        (0, quarter) => format!("{about}{quarter}"),
        (whole, quarter) => format!("{about}{whole}{quarter}"),
    }
}

fn last_day(checked: &Checked, process: &Process) -> Option<String> {
    let days = process.stages.iter().filter_map(|stage| checked.amount(stage.days.as_ref(), Amount::Days));
    Some(format!("the last stage ends on day {}", days.map(|(_, last)| last).max()?))
}
