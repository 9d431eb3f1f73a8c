//! The piece of a file that one finding shows.
//!
//! In: places in one file, near enough to be shown together. Out: a text of only the lines that
//! matter, cut to the width around the places, tabs and control characters replaced, and where
//! the places lie in it. Does not draw carets.

use super::clean;
use super::source::Source;
use std::collections::HashMap;
use std::ops::Range;

/// A place of more lines than this shows only its first.
const TALLEST: usize = 500;
/// What stands for text that was cut out.
const CUT: &str = "...";

/// A point in a file: a line from 0 and a byte of the file that lies in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Point {
    pub(super) line: usize,
    byte: usize,
}

/// A place to point at.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) from: Point,
    pub(super) to: Point,
    /// Columns that the words beside the carets take.
    words: usize,
}

/// Text to show, and the ranges of the marks in it, in their order.
pub(super) struct Window {
    /// The number of the first line, from 1.
    pub(super) first: usize,
    /// Lines, each with its end.
    pub(super) text: String,
    /// Where the marks lie.
    pub(super) marks: Vec<Range<usize>>,
}

impl Mark {
    /// Finds the lines of a range. Ranges outside the text are moved into it; a line end at the end
    /// of a range is left out.
    pub(super) fn new(source: &Source<'_>, range: Range<usize>, words: usize) -> Self {
        let start = source.floor(range.start);
        let end = source.floor(range.end).max(start);
        let from = base(source, point(source, source.line_of(start), start));
        let mut last = source.line_of(end);
        if last > from.line && source.content(last).start == end {
            last -= 1;
        }
        if last - from.line >= TALLEST {
            last = from.line;
        }
        let to = point(source, last, end.max(from.byte));
        Self { from, to, words }
    }

    fn touches(&self, line: usize) -> bool {
        self.from.line <= line + 1 && line <= self.to.line + 1
    }
}

fn point(source: &Source<'_>, line: usize, byte: usize) -> Point {
    let content = source.content(line);
    Point { line, byte: byte.clamp(content.start, content.end) }
}

/// Moves a point at a combining mark to the character that it sits on.
fn base(source: &Source<'_>, mut point: Point) -> Point {
    let content = source.content(point.line);
    while let Some(c) = source.text[point.byte..content.end].chars().next()
        && clean::width(c) == 0
        && let Some(previous) = source.text[content.start..point.byte].chars().next_back()
    {
        point.byte -= previous.len_utf8();
    }
    point
}

impl Window {
    /// Cuts the lines of the marks out of a file. Lines between that nobody looks at are empty.
    pub(super) fn new(source: &Source<'_>, marks: &[Mark], width: usize) -> Self {
        let first = marks.iter().map(|m| m.from.line).min().unwrap_or(0);
        let last = marks.iter().map(|m| m.to.line).max().unwrap_or(0).min(source.count() - 1);
        let mut text = String::new();
        let mut at: HashMap<Point, usize> = HashMap::new();
        for line in first..=last {
            if marks.iter().any(|mark| mark.touches(line)) {
                show_line(source, line, marks, width, &mut text, &mut at);
            }
            text.push('\n');
        }
        let range = |mark: &Mark| at[&mark.from]..at[&mark.to];
        Self { first: first + 1, marks: marks.iter().map(range).collect(), text }
    }
}

fn show_line(
    source: &Source<'_>,
    line: usize,
    marks: &[Mark],
    width: usize,
    out: &mut String,
    at: &mut HashMap<Point, usize>,
) {
    let content = source.content(line);
    let text = &source.text[content.clone()];
    let points: Vec<Point> = marks.iter().flat_map(|m| [m.from, m.to]).filter(|p| p.line == line).collect();
    let kept: Vec<Range<usize>> = if fits(text, width) {
        std::iter::once(0..text.len()).collect()
    } else {
        merged(text, keep(text, line, content.start, marks, width))
    };
    for range in &kept {
        if range.start > 0 {
            out.push_str(CUT);
        }
        for (index, c) in text[range.clone()].char_indices() {
            record(&points, content.start + range.start + index, out.len(), at);
            clean::push(c, out);
        }
        record(&points, content.start + range.end, out.len(), at);
    }
    if kept.last().is_some_and(|range| range.end < text.len()) {
        out.push_str(CUT);
    }
}

fn record(points: &[Point], byte: usize, shown: usize, at: &mut HashMap<Point, usize>) {
    for point in points.iter().filter(|point| point.byte == byte) {
        at.insert(*point, shown);
    }
}

fn fits(text: &str, width: usize) -> bool {
    text.chars().try_fold(width, |left, c| left.checked_sub(clean::width(c))).is_some()
}

/// The parts of a long line to keep: its places with some text around them, or its start.
fn keep(text: &str, line: usize, start: usize, marks: &[Mark], width: usize) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    let on_line = |m: &&Mark| m.from.line == line || m.to.line == line;
    let count = marks.iter().filter(on_line).count().max(1);
    let share = width / count;
    for mark in marks.iter().filter(on_line) {
        let from = if mark.from.line == line { mark.from.byte } else { mark.to.byte } - start;
        let to = if mark.to.line == line { mark.to.byte } else { mark.from.byte } - start;
        let half = share / 3;
        let middle = after(text, from, half)..before(text, to, half);
        if middle.start < middle.end {
            kept.push(before(text, from, half / 2)..middle.start);
            kept.push(middle.end..after(text, to, half / 2));
            continue;
        }
        let used: usize = text[from..to].chars().map(clean::width).sum();
        let left = share.saturating_sub(used + mark.words + 2 * CUT.len());
        let least = share / 6;
        let first = before(text, from, (left / 2).max(least));
        let spent: usize = text[first..from].chars().map(clean::width).sum();
        kept.push(first..after(text, to, left.saturating_sub(spent).max(least)));
    }
    if kept.is_empty() {
        kept.push(0..after(text, 0, width.saturating_sub(CUT.len())));
    }
    kept
}

/// Sorts and joins ranges, also those with too little between them to be worth a cut.
fn merged(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for mut range in ranges {
        if range.start <= CUT.len() {
            range.start = 0;
        }
        if text.len() - range.end <= CUT.len() {
            range.end = text.len();
        }
        match out.last_mut() {
            Some(last) if range.start <= last.end + 2 * CUT.len() => {
                last.end = last.end.max(range.end);
            }
            _ => out.push(range),
        }
    }
    out
}

/// The offset about `columns` before another, not between a character and its combining marks.
fn before(text: &str, offset: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut at = offset;
    for (index, c) in text[..offset].char_indices().rev() {
        let width = clean::width(c);
        if width > left {
            break;
        }
        left -= width;
        if width > 0 {
            at = index;
        }
    }
    at
}

/// The offset about `columns` after another, not between a character and its combining marks.
fn after(text: &str, offset: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut at = offset;
    for c in text[offset..].chars() {
        let width = clean::width(c);
        if width > left {
            break;
        }
        left -= width;
        at += c.len_utf8();
    }
    at
}
