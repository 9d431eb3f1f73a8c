//! A plan: its tasks by day, and the time they take.
//!
//! In: a plan by number. Out: what its component sees. Dates are for the browser: each reader has
//! a day of their own.

use crate::check::{Checked, View, show_range};
use crate::doc::Part;
use crate::model::{PlanId, PlanPart};
use crate::render::guide::view::{PartView, PlanView, ShorterView, TaskView};
use crate::render::guide::{labelled, maybe};
use crate::render::html::{Failed, Writer};

/// Writes a plan.
pub(crate) fn write(writer: &mut Writer<'_>, number: PlanId) -> Result<(), Failed> {
    let it = view(writer, number)?;
    writer.component("plan.html", &it)
}

/// What the component sees.
pub(crate) fn view(writer: &mut Writer<'_>, number: PlanId) -> Result<PlanView, Failed> {
    let plan = &writer.site.checked.data.guide.plans[number];
    let mut parts = Vec::new();
    for part in &plan.parts {
        let mut tasks = Vec::new();
        for task in &part.tasks {
            let (first, last) = task.days;
            let (words, plain) = labelled(writer, &task.text)?;
            tasks.push(TaskView {
                id: task.id.value.clone(),
                anchor: writer
                    .evidence
                    .ids
                    .named(Part::PlanTask, &format!("{}-{}", plan.id.value, task.id.value)),
                text: words,
                plain,
                first,
                last,
                days: format!("{} {}", if first == last { "Day" } else { "Days" }, show_range(task.days, "")),
                minutes: task.minutes,
                spare: task.spare,
            });
        }
        parts.push(PartView { title: part.title.value.clone(), minutes: sum(part), tasks });
    }
    let hours = maybe(writer, plan.hours.as_ref())?;
    let fact = plan.hours.is_some_and(|hours| writer.site.checked.texts()[hours].is_bound());
    Ok(PlanView {
        id: plan.id.value.clone(),
        anchor: writer.evidence.ids.named(Part::Plan, &plan.id.value),
        description: maybe(writer, plan.description.as_ref())?,
        days: plan.days.value,
        event: plan.event.clone(),
        hours: hours.map(|hours| if fact { hours } else { format!("{hours} hours") }),
        because: maybe(writer, plan.because.as_ref())?,
        shorter: shorter(writer.site.checked, plan.days.value),
        sum: spoken(plan.parts.iter().map(minutes).sum()),
        parts,
    })
}

/// The plans with a page that take fewer days, the longest first.
fn shorter(checked: &Checked, days: u32) -> Vec<ShorterView> {
    let plans = &checked.data.guide.plans;
    let pages = checked.pages.iter().filter_map(|page| match &page.own_view {
        Some(View::Plan(number)) => Some((page, plans[*number].days.value)),
        _ => None,
    });
    let mut found: Vec<ShorterView> = pages
        .filter(|(_, own)| *own < days)
        .map(|(page, days)| ShorterView {
            days,
            title: page.page.front.title.value.clone(),
            path: page.out.to_string(),
        })
        .collect();
    found.sort_by_key(|plan| std::cmp::Reverse(plan.days));
    found
}

fn minutes(part: &PlanPart) -> u64 {
    part.tasks.iter().filter_map(|task| task.minutes).map(u64::from).sum()
}

fn sum(part: &PlanPart) -> Option<String> {
    let minutes = minutes(part);
    (minutes > 0).then(|| spoken(minutes))
}

/// `4 h 30 min`.
fn spoken(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}
