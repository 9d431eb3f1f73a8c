//! Day windows of processes on one axis, with overlaps and gaps in words.
//!
//! In: processes by number. Out: what the chart component sees.

use crate::check::{Amount, Checked, show_range};
use crate::model::{Process, ProcessId};
use crate::render::guide::svg::{self, Bar, Row};
use crate::render::guide::view::{ChartRow, ChartView};
use crate::render::html::{Failed, Writer};

/// A stage and the days on which it may fall.
struct Window<'a> {
    name: &'a str,
    first: u32,
    last: u32,
}

/// Writes a timeline.
pub(crate) fn write(writer: &mut Writer<'_>, numbers: &[ProcessId]) -> Result<(), Failed> {
    let it = view(writer.site.checked, numbers);
    writer.component("chart.html", &it)
}

/// What the component sees.
pub(crate) fn view(checked: &Checked, numbers: &[ProcessId]) -> ChartView {
    let processes: Vec<&Process> =
        numbers.iter().map(|number| &checked.data.guide.processes[*number]).collect();
    let mut rows = Vec::new();
    let mut table = Vec::new();
    let mut notes = Vec::new();
    for process in &processes {
        let whole = checked.amount(process.total.days.as_ref(), Amount::Days);
        let windows = windows(checked, process);
        if processes.len() > 1 && (whole.is_some() || !windows.is_empty()) {
            rows.push(Row::Heading(process.title.clone()));
        }
        if let Some((lo, hi)) = whole.filter(|_| windows.is_empty() || processes.len() > 1) {
            let mut bars = vec![Bar { from: 0, to: lo.into(), class: "bar-solid" }];
            if hi > lo {
                bars.push(Bar { from: lo.into(), to: hi.into(), class: "bar-light" });
            }
            let ends = process.starts.as_deref().zip(process.ends.as_deref());
            let detail = ends.map_or_else(String::new, |(start, end)| format!("from {start} to {end}"));
            let value = show_range((lo, hi), "days");
            rows.push(Row::Bars {
                label: "The whole".to_owned(),
                value: value.clone(),
                detail: detail.clone(),
                bars,
            });
            table.push(cells(process, "The whole", &value, &detail, processes.len()));
        }
        for window in &windows {
            let value = if window.first == window.last {
                format!("day {}", window.first)
            } else {
                format!("days {}–{}", window.first, window.last)
            };
            rows.push(Row::Bars {
                label: window.name.to_owned(),
                value: value.clone(),
                detail: String::new(),
                bars: vec![Bar {
                    from: (window.first - 1).into(),
                    to: window.last.into(),
                    class: "bar-solid",
                }],
            });
            table.push(cells(process, window.name, &value, "", processes.len()));
        }
        let prefix = if processes.len() > 1 { format!("{}: ", process.title) } else { String::new() };
        if windows.is_empty() && whole.is_none() {
            notes.push(format!("{prefix}no days are given."));
        }
        notes.extend(remarks(&windows).into_iter().map(|note| format!("{prefix}{note}")));
    }
    let title = match processes.as_slice() {
        [one] => format!("{}, by day", one.title),
        _ => "Day by day".to_owned(),
    };
    let mut head = vec!["Stage".to_owned(), "Days".to_owned(), "Measured".to_owned()];
    if processes.len() > 1 {
        head.insert(0, "Process".to_owned());
    }
    if table.iter().all(|row: &ChartRow| row.cells.last().is_some_and(String::is_empty)) {
        head.pop();
        table.iter_mut().for_each(|row| {
            row.cells.pop();
        });
    }
    let svg = svg::bars(&title, &rows, &svg::Scale::from_nothing(svg::days(&rows)), &|tick| {
        if tick == 0 { "day".to_owned() } else { tick.to_string() }
    });
    ChartView { title, svg, head, rows: table, notes }
}

fn cells(process: &Process, name: &str, value: &str, detail: &str, many: usize) -> ChartRow {
    let mut cells = vec![name.to_owned(), value.to_owned(), detail.to_owned()];
    if many > 1 {
        cells.insert(0, process.title.clone());
    }
    ChartRow { cells, path: None }
}

fn windows<'a>(checked: &Checked, process: &'a Process) -> Vec<Window<'a>> {
    let window = |stage: &'a crate::model::ProcessStage| {
        let (first, last) = checked.amount(stage.days.as_ref(), Amount::Days)?;
        Some(Window { name: &stage.name, first: first.max(1), last: last.max(1) })
    };
    process.stages.iter().filter_map(window).collect()
}

/// Overlaps and gaps in words.
fn remarks(windows: &[Window<'_>]) -> Vec<String> {
    let mut notes = Vec::new();
    for (at, one) in windows.iter().enumerate() {
        for other in &windows[at + 1..] {
            let (first, last) = (one.first.max(other.first), one.last.min(other.last));
            if first > last {
                continue;
            }
            let inside = other.first >= one.first && other.last <= one.last;
            notes.push(if inside {
                format!("{} lies inside the days of {}, so their order is open.", other.name, one.name)
            } else {
                format!("{} and {} share {}.", one.name, other.name, spoken(first, last))
            });
        }
    }
    let mut sorted: Vec<&Window<'_>> = windows.iter().collect();
    sorted.sort_by_key(|window| (window.first, window.last));
    let mut reached = sorted.first().map_or(0, |window| window.last);
    let mut gaps = Vec::new();
    for window in sorted {
        if window.first > reached + 1 {
            gaps.push(spoken(reached + 1, window.first - 1));
        }
        reached = reached.max(window.last);
    }
    if !gaps.is_empty() {
        notes.push(format!("Nothing is said to happen on {}.", gaps.join(" and on ")));
    }
    notes
}

fn spoken(first: u32, last: u32) -> String {
    if first == last { format!("day {first}") } else { format!("days {first} to {last}") }
}
