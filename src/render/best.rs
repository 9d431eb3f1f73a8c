//! Which cell of a comparison is best, and where that cannot be said.
//!
//! In: a row of cells, and whether higher or lower is better. Out: a mark for each cell. A value is
//! best only where all it may be lies beyond all that every other may be; a disputed value may be
//! anything that was reported. Rounds nothing and guesses nothing: when in doubt there is no mark.

use crate::check::{Checked, ComparisonRow, Fact};
use crate::value::{Interval, Shape, Stored, Unit, hull};

/// What stands beside a value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// None of the others can be better.
    Best,
    /// It may be the best, and so may another.
    Overlaps,
}

impl Mark {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Overlaps => "overlaps",
        }
    }
}

/// The mark of each cell of a row.
pub(crate) fn marks(checked: &Checked, row: &ComparisonRow) -> Vec<Option<Mark>> {
    let direction = checked.data.attributes[row.attribute].direction;
    let mut marks = vec![None; row.cells.len()];
    let values = match direction {
        "higher-is-better" | "lower-is-better" => values(checked, row).unwrap_or_default(),
        _ => Vec::new(),
    };
    let better = |a: &Interval, b: &Interval| match direction {
        "higher-is-better" => a.above(b),
        _ => b.above(a),
    };
    let beaten = |value: &Interval| values.iter().any(|(_, other)| better(other, value));
    let top: Vec<&(usize, Interval)> = values.iter().filter(|(_, value)| !beaten(value)).collect();
    let alike = values.iter().all(|(_, value)| *value == values[0].1);
    if values.len() < 2 || alike && values[0].1.is_point() {
        return marks;
    }
    // Equal numbers are best together.
    let equal = top.iter().all(|(_, value)| value.is_point() && *value == top[0].1);
    let ahead = |(_, value): &(usize, Interval)| {
        values.iter().all(|(_, other)| other == value || better(value, other))
    };
    let best = (top.len() == 1 && ahead(top[0])) || (top.len() > 1 && equal);
    for (cell, _) in top {
        marks[*cell] = Some(if best { Mark::Best } else { Mark::Overlaps });
    }
    marks
}

/// What each cell may be, when all of them have one value and all values can be compared. Cells to
/// which the attribute does not apply stand aside.
fn values(checked: &Checked, row: &ComparisonRow) -> Option<Vec<(usize, Interval)>> {
    let mut values = Vec::new();
    let mut first: Option<&Fact> = None;
    for (number, cell) in row.cells.iter().enumerate() {
        let [fact] = cell.facts.as_slice() else { return None };
        let fact = &checked.facts[*fact];
        if checked.data.facts[fact.def].not_applicable.is_some() {
            continue;
        }
        let value = fact.value.as_ref().filter(|value| !value.approximate)?;
        let other = *first.get_or_insert(fact);
        // Values for different levels, years or places do not compete.
        if other.at != fact.at || !comparable(other.value.as_ref()?, value) {
            return None;
        }
        let reports: Vec<Stored> = fact.reports.iter().map(|report| report.value.clone()).collect();
        let whole = if fact.dispute.is_some() { hull(&reports)? } else { value.clone() };
        values.push((number, whole.interval()?));
    }
    Some(values)
}

/// Whether two values are in one unit and, for samples, the same statistics.
fn comparable(a: &Stored, b: &Stored) -> bool {
    let stats = |value: &Stored| match &value.shape {
        Shape::Distribution(sample) => sample.parts.iter().map(|(stat, _)| *stat).collect(),
        _ => Vec::new(),
    };
    match (unit(a), unit(b)) {
        (Some(one), Some(two)) => one.same_base(two) && stats(a) == stats(b),
        (None, None) => true,
        _ => false,
    }
}

fn unit(value: &Stored) -> Option<&Unit> {
    match &value.shape {
        Shape::Point(a) | Shape::Range(a, _) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => Some(&a.unit),
        Shape::Distribution(sample) => sample.parts.first().map(|(_, a)| &a.unit),
        Shape::Date(_) | Shape::Dates(..) | Shape::Word(_) => None,
    }
}
