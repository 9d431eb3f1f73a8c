//! Comparisons as HTML.
//!
//! In: a resolved comparison. Out: HTML through the theme's component. Values, dates and states come
//! from facts, never from the page.

use super::resolve::{Comparison, ComparisonRow};
use crate::check::{Badge, Checked, Fact};
use crate::model::SubjectId;
use crate::render::html::{Failed, Writer};
use crate::render::view::{
    BarView, CellFact, CellView, ComparisonView, LinkView, RowGroupView, RowView, SubjectLink,
};
use crate::render::{best, collect};
use crate::value::{Form, Interval, Number, Stored, format, hull};
use std::collections::BTreeMap;

/// Writes a comparison; at a path of its own, such as that of its page, it has files.
pub(crate) fn write(
    writer: &mut Writer<'_>,
    comparison: &Comparison,
    page: Option<&str>,
) -> Result<(), Failed> {
    let mut it = view(writer.site.checked, comparison);
    let stem = page.map(|page| page.strip_suffix(".html").unwrap_or(page));
    it.downloads = stem
        .into_iter()
        .flat_map(|stem| {
            ["CSV", "JSON"].map(|kind| LinkView {
                title: kind.to_owned(),
                path: format!("{stem}.{}", kind.to_ascii_lowercase()),
            })
        })
        .collect();
    writer.component("comparison.html", &it)
}

/// What the comparison component sees.
pub(crate) fn view(checked: &Checked, comparison: &Comparison) -> ComparisonView {
    let subject = |number: SubjectId| SubjectLink {
        label: checked.data.subjects[number].label.clone(),
        path: checked.has_facts(number).then(|| collect::ledger_path(checked, number)),
    };
    let names: Vec<_> = comparison.subjects.iter().map(|n| checked.data.subjects[*n].label.clone()).collect();
    let group = |(label, rows): &(Option<String>, Vec<ComparisonRow>)| RowGroupView {
        label: label.clone(),
        rows: rows.iter().map(|r| row(checked, r)).collect(),
    };
    let mut groups: Vec<RowGroupView> = comparison.groups.iter().map(group).collect();
    let dated = shared_date(&mut groups);
    let rows = || groups.iter().flat_map(|group| &group.rows);
    ComparisonView {
        caption: Some(names.join(", ")),
        subjects: comparison.subjects.iter().map(|n| subject(*n)).collect(),
        alike: rows().filter(|row| row.same).count(),
        marked: rows().any(|row| row.direction.is_some()),
        dated,
        downloads: Vec::new(),
        groups,
    }
}

/// Takes the date that most values share out of their cells, to be said once.
fn shared_date(groups: &mut [RowGroupView]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let cells = || groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    let facts = || cells().flat_map(|cell| &cell.facts);
    facts().filter_map(|fact| fact.dated.as_deref()).for_each(|dated| *counts.entry(dated).or_default() += 1);
    let (dated, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    if count < 3 || count * 2 <= facts().count() {
        return None;
    }
    let dated = dated.to_owned();
    let cells = groups.iter_mut().flat_map(|group| &mut group.rows).flat_map(|row| &mut row.cells);
    for fact in cells.flat_map(|cell| &mut cell.facts) {
        // A value without any date is not among them, and says so; what does not apply has no date to say.
        fact.dated = match fact.dated.take() {
            Some(own) if own == dated => None,
            None if fact.note.is_none() => Some("not dated".to_owned()),
            own => own,
        };
    }
    Some(dated)
}

fn row(checked: &Checked, row: &ComparisonRow) -> RowView {
    let attribute = &checked.data.attributes[row.attribute];
    let at: Vec<_> = row.at.iter().map(|(key, value)| collect::qualifier(checked, key, value)).collect();
    let label = if at.is_empty() {
        attribute.label.clone()
    } else {
        format!("{}, {}", attribute.label, at.join(", "))
    };
    let axis = axis(checked, row);
    let marks = best::marks(checked, row);
    let cells: Vec<CellView> = row
        .cells
        .iter()
        .zip(&marks)
        .map(|(cell, mark)| {
            let from = cell.from.map(|number| checked.data.subjects[number].label.clone());
            let facts: Vec<_> = cell.facts.iter().map(|number| &checked.facts[*number]).collect();
            CellView {
                state: state(checked, &facts),
                mark: mark.map(best::Mark::name),
                facts: facts
                    .iter()
                    .map(|fact| cell_fact(checked, fact, row, from.clone(), axis.as_ref()))
                    .collect(),
            }
        })
        .collect();
    // Two cells say the same when a reader sees the same in them, dates and sources apart.
    let said = |cell: &CellView| {
        let facts = cell.facts.iter();
        let facts: Vec<_> = facts.map(|fact| (fact.value.clone(), fact.qualifiers.clone())).collect();
        (cell.state, cell.mark, facts)
    };
    RowView {
        label,
        // A count's noun stands in each value already.
        unit: attribute
            .unit
            .as_ref()
            .filter(|_| attribute.kind.value == "money")
            .map(|unit| unit.value.clone()),
        path: None,
        direction: marks.iter().any(Option::is_some).then_some(match attribute.direction {
            "lower-is-better" => "less is better",
            _ => "more is better",
        }),
        axis: axis.as_ref().and_then(|_| spread(checked, row)),
        same: cells.windows(2).all(|pair| !pair[0].facts.is_empty() && said(&pair[0]) == said(&pair[1])),
        cells,
    }
}

/// What all subjects have in common, in sentences: rows in which every cell says the same without a doubt.
pub(crate) fn agreed(checked: &Checked, comparison: &Comparison) -> Vec<String> {
    let how_many = if comparison.subjects.len() == 2 {
        "both".to_owned()
    } else {
        format!("all {}", comparison.subjects.len())
    };
    let mut sentences = Vec::new();
    for own in comparison.groups.iter().flat_map(|(_, rows)| rows) {
        let shown = row(checked, own);
        let plain = |cell: &CellView| {
            cell.state == "value" && cell.facts.iter().all(|fact| !fact.badges.iter().any(doubtful))
        };
        if shown.same && shown.cells.iter().all(plain) {
            let values: Vec<&str> = shown.cells[0].facts.iter().map(|fact| fact.value.as_str()).collect();
            sentences.push(format!("{}: {} for {how_many}.", shown.label, values.join("; ")));
        }
    }
    sentences
}

/// A badge that says the value may be another.
fn doubtful(badge: &Badge) -> bool {
    matches!(badge.mark, "disputed" | "stale" | "estimate")
}

fn state(checked: &Checked, facts: &[&Fact]) -> &'static str {
    let aside = |fact: &&Fact| checked.data.facts[fact.def].not_applicable.is_some();
    match facts {
        [] => "no-data",
        facts if facts.iter().all(aside) => "not-applicable",
        facts if facts.iter().any(|fact| fact.dispute.is_some()) => "disputed",
        facts if facts.iter().all(|fact| fact.stale) => "stale",
        _ => "value",
    }
}

fn cell_fact(
    checked: &Checked,
    fact: &Fact,
    row: &ComparisonRow,
    from: Option<String>,
    axis: Option<&(Number, Number)>,
) -> CellFact {
    // What the row's label says already is not repeated in each cell.
    let rest: Vec<_> = fact.at.iter().filter(|pair| !row.at.contains(pair)).collect();
    let words: Vec<_> = rest.iter().map(|(key, value)| collect::qualifier(checked, key, value)).collect();
    CellFact {
        value: collect::value(checked, fact).unwrap_or_default(),
        qualifiers: (!words.is_empty()).then(|| words.join(", ")),
        as_of: collect::as_of(fact),
        dated: collect::dated(checked, fact),
        from,
        note: checked.data.facts[fact.def]
            .not_applicable
            .as_ref()
            .map(|why| why.value.trim().trim_end_matches('.').to_owned()),
        path: collect::fact_path(checked, fact),
        badges: collect::badges_of(checked, fact)
            .into_iter()
            .filter(|badge| badge.mark != "one-source")
            .collect(),
        // Between the answers of an open dispute lies nothing that anybody reported.
        bar: axis.filter(|_| !undecided(checked, fact)).and_then(|axis| bar(fact, axis)),
    }
}

fn undecided(checked: &Checked, fact: &Fact) -> bool {
    fact.alternatives(checked.facts.schema(fact)).is_some()
}

/// The ends of a row's values, where at least two differ and one is a range: a common axis.
fn axis(checked: &Checked, row: &ComparisonRow) -> Option<(Number, Number)> {
    let facts = row.cells.iter().flat_map(|cell| &cell.facts).map(|number| &checked.facts[*number]);
    let intervals: Vec<Interval> = facts.filter_map(|fact| fact.value.as_ref()?.interval()).collect();
    let ends: Vec<(Number, Number)> = intervals.iter().filter_map(ends).collect();
    if ends.len() < 2 || ends.len() != intervals.len() || ends.iter().all(|(lo, hi)| lo == hi) {
        return None;
    }
    let low = ends.iter().map(|(lo, _)| lo).min()?.clone();
    let high = ends.iter().map(|(_, hi)| hi).max()?.clone();
    (low < high).then_some((low, high))
}

/// The least and the greatest value of a row in words: the ends of its axis.
fn spread(checked: &Checked, row: &ComparisonRow) -> Option<String> {
    let facts = row.cells.iter().flat_map(|cell| &cell.facts).map(|number| &checked.facts[*number]);
    let values: Vec<Stored> = facts.filter_map(|fact| fact.value.clone()).collect();
    let schema = &checked.facts.schemas[row.attribute];
    Some(format(&hull(&values)?, schema, Form::Range))
}

fn ends(interval: &Interval) -> Option<(Number, Number)> {
    Some((interval.lo.as_ref()?.at.clone(), interval.hi.as_ref()?.at.clone()))
}

/// Where a value lies on the axis, in percent; one number is a bar of two percent.
fn bar(fact: &Fact, (low, high): &(Number, Number)) -> Option<BarView> {
    let (lo, hi) = ends(&fact.value.as_ref()?.interval()?)?;
    let width = high - low;
    let percent = |n: &Number| (n * &Number::from(98)).checked_div(&width);
    let start = percent(&(&lo - low))?;
    let length = &percent(&(&hi - &lo))? + &Number::from(2);
    Some(BarView { start: start.fixed(1), width: length.fixed(1) })
}
