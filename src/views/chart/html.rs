//! Charts of facts and of the question bank.
//!
//! In: a resolved chart. Out: what the chart component sees: a drawing, and the same numbers as a
//! table. Values of different sources are never merged: each has its own row.

use super::resolve::Chart;
use super::spec::ChartKind;
use crate::check::{Amount, Checked, Fact, ReportedValue, show_range};
use crate::model::{FactId, SourceId};
use crate::render::guide::axis::Axis;
use crate::render::guide::questions::principle_path;
use crate::render::guide::svg::{self, Bar, Row};
use crate::render::guide::view::{ChartRow, ChartView};
use crate::render::html::{Failed, Writer};
use crate::render::{Site, collect};
use crate::text::with_minus;
use crate::value::{Form, Stored, format};

/// Writes a chart.
pub(crate) fn write(writer: &mut Writer<'_>, chart: &Chart) -> Result<(), Failed> {
    let it = view(writer.site, chart);
    writer.component("chart.html", &it)
}

/// What the component sees.
pub(crate) fn view(site: &Site<'_>, chart: &Chart) -> ChartView {
    let mut view = match chart.kind {
        ChartKind::PayLadder => ladder(site.checked, chart),
        ChartKind::FactAges => ages(site.checked, &chart.facts),
        ChartKind::PrincipleCoverage => coverage(site.checked),
        ChartKind::StageMinutes => minutes(site.checked, chart),
    };
    if let Some(title) = &chart.title {
        view.title.clone_from(title);
    }
    view
}

fn strings<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A bar for each value of each source on one axis.
fn ladder(checked: &Checked, chart: &Chart) -> ChartView {
    let mut rows = Vec::new();
    let mut table = Vec::new();
    let mut attribute = None;
    let many =
        chart.facts.iter().any(|n| checked.facts[*n].attribute != checked.facts[chart.facts[0]].attribute);
    let source = |numbers: &[SourceId]| -> String {
        let titles: Vec<&str> = numbers.iter().map(|n| checked.data.sources[*n].title.as_str()).collect();
        titles.join("; ")
    };
    let shown: Vec<&Fact> = chart.facts.iter().map(|number| &checked.facts[*number]).collect();
    let axis = Axis::of(&shown, checked);
    let (mut places, mut open) = (Vec::new(), false);
    for number in &chart.facts {
        let fact = &checked.facts[*number];
        let definition = &checked.data.attributes[fact.attribute];
        if many && attribute != Some(fact.attribute) {
            rows.push(Row::Heading(definition.label.clone()));
            attribute = Some(fact.attribute);
        }
        let subject = &checked.data.subjects[fact.subject].label;
        let label =
            collect::qualifiers(checked, fact).map_or(subject.clone(), |at| format!("{subject}, {at}"));
        let dated = collect::dated(checked, fact);
        let schema = checked.facts.schema(fact);
        let reports: Vec<(&Stored, String, Option<String>)> = if fact.reports.is_empty() {
            fact.value.iter().map(|value| (value, source(&fact.sources), dated.clone())).collect()
        } else {
            let own = |report: &ReportedValue| Some(format!("as of {}", report.as_of?.for_people()));
            let reports = fact.reports.iter();
            reports
                .map(|report| {
                    let dated =
                        own(report).or_else(|| dated.clone()).unwrap_or_else(|| "not dated".to_owned());
                    (&report.value, source(&report.sources), Some(format!("disputed, {dated}")))
                })
                .collect()
        };
        for (value, source, dated) in reports {
            let Some(place) = axis.place(value) else { continue };
            let words = with_minus(&format(value, schema, Form::Short));
            let detail = format!("{}, {source}", dated.as_deref().unwrap_or("not dated"));
            let class = if fact.stale { "bar-stale" } else { "bar-solid" };
            open |= place.open;
            places.push((rows.len(), place, class));
            let bars = Vec::new();
            rows.push(Row::Bars { label: label.clone(), value: words.clone(), detail, bars });
            let mut cells = vec![label.clone(), words, dated.clone().unwrap_or_default(), source];
            if many {
                cells.insert(1, definition.label.clone());
            }
            table.push(ChartRow { cells, path: Some(collect::fact_path(checked, fact)) });
        }
    }
    let mut head = strings(["For", "Value", "Date", "Source"]);
    if many {
        head.insert(1, "What".to_owned());
    }
    let mut titles: Vec<&str> = Vec::new();
    for number in &chart.facts {
        let label = checked.data.attributes[checked.facts[*number].attribute].label.as_str();
        if !titles.contains(&label) {
            titles.push(label);
        }
    }
    let title = chart.title.clone().unwrap_or_else(|| titles.join(", "));
    let scale = axis.scale(places.iter().map(|(_, place, _)| place));
    for (row, place, class) in &places {
        if let Row::Bars { bars, .. } = &mut rows[*row] {
            *bars = scale.bars(place, class);
        }
    }
    let svg = svg::bars(&title, &rows, &scale.drawn, &|tick| scale.word(&axis, tick));
    let mut notes = vec![
        "A bar is a range, a dot one number. Each row stands by itself; nothing is averaged.".to_owned(),
    ];
    if open {
        notes.push("A pale bar has no other end.".to_owned());
    }
    ChartView { title, svg, head, rows: table, notes }
}

/// How many facts are how old.
pub(crate) fn ages(checked: &Checked, facts: &[FactId]) -> ChartView {
    const STEPS: [(&str, i32, i32); 6] = [
        ("Under 3 months", i32::MIN, 2),
        ("3 to 5 months", 3, 5),
        ("6 to 11 months", 6, 11),
        ("1 year", 12, 23),
        ("2 to 4 years", 24, 59),
        ("5 years and more", 60, i32::MAX),
    ];
    let facts: Vec<&Fact> = facts.iter().map(|n| &checked.facts[*n]).collect();
    let (bare, rest): (Vec<&Fact>, Vec<&Fact>) = facts.iter().partition(|fact| fact.age.is_none());
    let (read, dated): (Vec<&Fact>, Vec<&Fact>) =
        rest.into_iter().partition(|fact| collect::is_undated(checked, fact));
    let mut rows = Vec::new();
    let mut table = Vec::new();
    // "2026" may be January.
    let oldest = |fact: &Fact| Some(fact.as_of?.most_months_old(checked.today));
    let mut add = |label: &str, all: usize, stale: usize| {
        let (all, stale) = (all as u64, stale as u64);
        let value = if stale == 0 { all.to_string() } else { format!("{all}, {stale} stale") };
        let mut bars = Vec::new();
        if all > stale {
            bars.push(Bar { from: 0, to: all - stale, class: "bar-solid" });
        }
        if stale > 0 {
            bars.push(Bar { from: all - stale, to: all, class: "bar-stale" });
        }
        rows.push(Row::Bars { label: label.to_owned(), value, detail: String::new(), bars });
        let cells = vec![label.to_owned(), all.to_string(), stale.to_string()];
        table.push(ChartRow { cells, path: None });
    };
    for (label, from, to) in STEPS {
        let own: Vec<_> =
            dated.iter().filter(|fact| oldest(fact).is_some_and(|age| (from..=to).contains(&age))).collect();
        add(label, own.len(), own.iter().filter(|fact| fact.stale).count());
    }
    for (label, own) in [("Undated sources", &read), ("Not dated", &bare)] {
        if !own.is_empty() {
            add(label, own.len(), own.iter().filter(|fact| fact.stale).count());
        }
    }
    let facts_of = if facts.len() == 1 { "1 fact".to_owned() } else { format!("{} facts", facts.len()) };
    let title = format!("Age of {facts_of} on {}", checked.today);
    let svg = svg::bars(&title, &rows, &svg::Scale::from_nothing(svg::ticks(svg::largest(&rows))), &|tick| {
        tick.to_string()
    });
    let notes = vec![
        "Age counts from the earliest day that a date allows: 2026 may be January. Where no source says when it was written, only the day it was read is known. A fact is stale when it is older than its kind of value keeps.".to_owned(),
    ];
    ChartView { title, svg, head: strings(["Age", "Facts", "Stale"]), rows: table, notes }
}

/// How many questions ask for each principle in each stage.
fn coverage(checked: &Checked) -> ChartView {
    let guide = &checked.data.guide;
    let used = |id: &str| guide.questions.iter().any(|q| q.stage.as_ref().is_some_and(|s| s.value == id));
    let stages: Vec<_> = guide.stages.iter().filter(|stage| used(&stage.id.value)).collect();
    let mut rows = Vec::new();
    let mut table = Vec::new();
    let mut bare = Vec::new();
    for one in guide.principles.iter().flat_map(|set| &set.items) {
        let counts: Vec<usize> = stages
            .iter()
            .map(|stage| {
                let asks = |question: &&crate::model::Question| {
                    question.stage.as_ref().is_some_and(|own| own.value == stage.id.value)
                        && question.principles.iter().any(|own| own.value == one.id.value)
                };
                guide.questions.iter().filter(asks).count()
            })
            .collect();
        let mut cells = vec![one.name.clone()];
        cells.extend(counts.iter().map(usize::to_string));
        table.push(ChartRow { cells, path: Some(principle_path(&one.id.value)) });
        if counts.iter().all(|count| *count == 0) {
            bare.push(one.name.clone());
        }
        rows.push((one.name.clone(), counts));
    }
    let title = "Questions by principle and stage".to_owned();
    let svg = svg::grid(&title, &rows, stages.len());
    let numbered: Vec<String> =
        stages.iter().enumerate().map(|(n, stage)| format!("{} {}", n + 1, stage.label)).collect();
    let mut notes = vec![format!("Columns: {}.", numbered.join(", "))];
    if !bare.is_empty() {
        notes.push(format!("No question asks for {}.", bare.join(", ")));
    }
    let mut head = vec!["Principle".to_owned()];
    head.extend(stages.iter().map(|stage| stage.label.clone()));
    ChartView { title, svg, head, rows: table, notes }
}

/// How long each stage of each process lasts.
fn minutes(checked: &Checked, chart: &Chart) -> ChartView {
    let mut rows = Vec::new();
    let mut table = Vec::new();
    let mut notes = Vec::new();
    for number in &chart.processes {
        let process = &checked.data.guide.processes[*number];
        if chart.processes.len() > 1 {
            rows.push(Row::Heading(process.title.clone()));
        }
        let before = table.len();
        for stage in &process.stages {
            let Some((lo, hi)) = checked.amount(stage.minutes.as_ref(), Amount::Minutes) else { continue };
            let mut bars = vec![Bar { from: 0, to: lo.into(), class: "bar-solid" }];
            if hi > lo {
                bars.push(Bar { from: lo.into(), to: hi.into(), class: "bar-light" });
            }
            let value = show_range((lo, hi), "min");
            rows.push(Row::Bars {
                label: stage.name.clone(),
                value: value.clone(),
                detail: String::new(),
                bars,
            });
            table
                .push(ChartRow { cells: vec![process.title.clone(), stage.name.clone(), value], path: None });
        }
        if table.len() == before {
            notes.push(format!("{}: no minutes are given.", process.title));
        }
    }
    let title = "Minutes of each stage".to_owned();
    let svg = svg::bars(&title, &rows, &svg::Scale::from_nothing(svg::ticks(svg::largest(&rows))), &|tick| {
        format!("{tick} min")
    });
    ChartView { title, svg, head: strings(["Process", "Stage", "Length"]), rows: table, notes }
}
