//! A process as Markdown: its stages, and its whole as stated and as the stages add up.
//!
//! In: a process by number. Out: a list and tables. The sums are those of the page.

use super::pen::{Pen, blocks, nested};
use super::{questions, table, view};
use crate::check::Amount;
use crate::model::{Process, ProcessId, ProcessStage};
use crate::render::guide::view::{ProcessView, StageView};
use crate::views::process::html as process;
use crate::views::timeline::html as timeline;

pub(super) fn text(pen: &mut Pen<'_>, number: ProcessId) -> String {
    let checked = pen.site.checked;
    let process = &checked.data.guide.processes[number];
    let shown = pen.shown(|writer| process::view(writer, number));
    let about = pen.maybe(process.description.as_ref());
    let stages: Vec<String> = process
        .stages
        .iter()
        .enumerate()
        .map(|(at, one)| stage(pen, at + 1, one, shown.as_ref().and_then(|shown| shown.stages.get(at))))
        .collect();
    let totals = shown.as_ref().map(|shown| totals(pen, process, shown));
    let because = pen.maybe(process.total.because.as_ref());
    let timed =
        process.stages.iter().any(|stage| checked.amount(stage.days.as_ref(), Amount::Days).is_some());
    let days = timed.then(|| view::drawn(pen, &timeline::view(checked, &[number])));
    let sources = shown.filter(|shown| !shown.sources.is_empty());
    let sources = sources.map(|shown| format!("Told by {}", pen.sources(&shown.sources)));
    blocks([about, ends(process), Some(stages.join("\n")), totals, because, days, sources])
}

fn ends(process: &Process) -> Option<String> {
    let from = process.starts.as_ref().map(|start| format!("Counted from {start}"));
    let to = process.ends.as_ref().map(|end| format!("to {end}"));
    let words: Vec<String> = from.into_iter().chain(to).collect();
    (!words.is_empty()).then(|| format!("{}.", words.join(" ")))
}

fn stage(pen: &mut Pen<'_>, n: usize, stage: &ProcessStage, shown: Option<&StageView>) -> String {
    let mut about: Vec<String> = Vec::new();
    about.extend(pen.amount(stage.minutes.as_ref(), " min"));
    about.extend(stage.days.as_ref().map(|days| {
        let words = pen.text(days);
        if days.value.contains("fact:") { words } else { format!("day {words}") }
    }));
    if about.is_empty() {
        about.push("no length given".to_owned());
    }
    about.extend(stage.with.as_ref().map(|with| format!("with {with}")));
    about.extend(stage.only.as_ref().map(|only| format!("{only} only")));
    let mut lines = vec![format!("- **{n}. {}**: {}", stage.name, about.join("; "))];
    lines.extend(pen.maybe(stage.text.as_ref()).map(|text| format!("  - {text}")));
    lines.extend(nested("Bring", &pen.all(&stage.prepare)));
    if let Some(shown) = shown {
        if !shown.principles.is_empty() {
            lines.push(format!("  - Leans on {}", questions::choices(pen, &shown.principles)));
        }
        let path = shown.stage.as_ref().and_then(|stage| stage.path.as_ref());
        lines.extend(path.map(|path| format!("  - {}", pen.link("Questions for this stage", path))));
    }
    lines.join("\n")
}

fn totals(pen: &mut Pen<'_>, process: &Process, shown: &ProcessView) -> String {
    let total = &process.total;
    let mut rows = Vec::new();
    for row in &shown.totals {
        let stated = match row.label {
            "Stages" => pen.amount(total.stages.as_ref(), ""),
            "Minutes" => pen.amount(total.minutes.as_ref(), " minutes"),
            _ => pen.amount(total.days.as_ref(), " days"),
        };
        let or = |text: Option<String>, none: &str| text.unwrap_or_else(|| none.to_owned());
        rows.push(vec![row.label.to_owned(), or(stated, "not stated"), or(row.sum.clone(), "no data")]);
    }
    if rows.is_empty() { String::new() } else { table::with(["Of", "Stated", "From the stages"], &rows) }
}
