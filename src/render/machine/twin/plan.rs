//! A plan as Markdown: its tasks by part, with their days and minutes.
//!
//! In: a plan by number. Out: task lists. The sums are those of the page.

use super::pen::{Pen, blocks, counted};
use crate::model::{PlanId, PlanPart};
use crate::render::guide::view::PartView;
use crate::views::plan::html as plan;

pub(super) fn text(pen: &mut Pen<'_>, number: PlanId) -> String {
    let plan = &pen.site.checked.data.guide.plans[number];
    let shown = pen.shown(|writer| plan::view(writer, number));
    let about = pen.maybe(plan.description.as_ref());
    let mut facts = vec![format!("{}, the last is the day before", counted(plan.days.value as usize, "day"))];
    facts.extend(pen.amount(plan.hours.as_ref(), " hours").map(|hours| format!("{hours} stated")));
    facts.extend(shown.as_ref().map(|shown| format!("{} in tasks", shown.sum)));
    let because = pen.maybe(plan.because.as_ref());
    let mut all = vec![about, Some(format!("{}.", facts.join("; "))), because];
    for (at, one) in plan.parts.iter().enumerate() {
        all.push(Some(part(pen, one, shown.as_ref().and_then(|shown| shown.parts.get(at)))));
    }
    blocks(all)
}

fn part(pen: &mut Pen<'_>, part: &PlanPart, shown: Option<&PartView>) -> String {
    let sum =
        shown.and_then(|shown| shown.minutes.as_ref()).map_or_else(String::new, |sum| format!(" ({sum})"));
    let mut lines = vec![format!("**{}**{sum}\n", part.title.value)];
    for (at, task) in part.tasks.iter().enumerate() {
        let days = shown
            .and_then(|shown| shown.tasks.get(at))
            .map_or_else(String::new, |task| format!("{}: ", task.days));
        let mut notes: Vec<String> =
            task.minutes.map(|minutes| format!("{minutes} min")).into_iter().collect();
        if task.spare {
            notes.push("leave out first".to_owned());
        }
        let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
        lines.push(format!("- [ ] {days}{}{notes}", pen.text(&task.text)));
    }
    lines.join("\n")
}
