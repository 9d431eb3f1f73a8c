//! Horizontal bars and grids as SVG.
//!
//! In: rows of whole numbers. Out: an SVG whose places are percentages and whose letters keep their
//! size, so that it is as legible on a phone as on a desk. No style attributes: the page's policy
//! forbids them. The numbers stand in a table beside it, which is the caller's.

use super::super::escape;

/// Most letters of a line on a phone and beside a margin; the table has all of them.
const NARROW: usize = 46;
const WIDE: usize = 88;
/// Largest number that is drawn to scale.
const LARGEST: u64 = 100_000_000_000_000;
/// From one line of words to the next.
const LINE: usize = 16;
/// Height of the axis above the rows.
const AXIS: usize = 26;

/// A bar from one number to another; a dot when they are the same.
pub(crate) struct Bar {
    pub from: u64,
    pub to: u64,
    pub class: &'static str,
}

/// The axis of a chart, from 0 to its last tick.
pub(crate) struct Scale {
    pub ticks: Vec<u64>,
    /// Where nothing is: stems of dots begin there; none on an axis of dates.
    pub zero: Option<u64>,
}

impl Scale {
    /// An axis that begins with nothing.
    pub(crate) fn from_nothing(ticks: Vec<u64>) -> Self {
        Self { ticks, zero: Some(0) }
    }
}

/// A line of a chart.
pub(crate) enum Row {
    Heading(String),
    Bars { label: String, value: String, detail: String, bars: Vec<Bar> },
}

impl Row {
    fn height(&self) -> usize {
        let more = |words: &str, value: &str| (lines_of(words, value) - 1) * LINE;
        match self {
            Self::Heading(words) => 40 + more(words, ""),
            Self::Bars { label, value, detail, .. } if detail.is_empty() => 40 + more(label, value),
            Self::Bars { label, value, detail, .. } => 58 + more(label, value) + more(detail, ""),
        }
    }
}

/// Round ticks from 0: at most six, the last at or above `most`.
pub(crate) fn ticks(most: u64) -> Vec<u64> {
    let step = step(most);
    (0..=most.clamp(1, LARGEST).div_ceil(step)).map(|n| n * step).collect()
}

/// A round step of which at most five reach a number.
pub(crate) fn step(most: u64) -> u64 {
    let most = most.clamp(1, LARGEST);
    let mut size = 1u64;
    loop {
        for factor in [1, 2, 5] {
            if most.div_ceil(factor * size) <= 5 {
                return factor * size;
            }
        }
        size *= 10;
    }
}

/// Ticks for days: whole weeks, not more than seven of them.
pub(crate) fn days(rows: &[Row]) -> Vec<u64> {
    let last = largest(rows).max(7);
    let weeks = last.div_ceil(7);
    let step = weeks.div_ceil(7) * 7;
    (0..=last.div_ceil(step)).map(|n| n * step).collect()
}

/// The largest number of a chart.
pub(crate) fn largest(rows: &[Row]) -> u64 {
    let bars = rows.iter().flat_map(|row| match row {
        Row::Bars { bars, .. } => bars.as_slice(),
        Row::Heading(_) => &[],
    });
    bars.map(|bar| bar.to).max().unwrap_or(0)
}

/// A chart of bars on one axis.
pub(crate) fn bars(title: &str, rows: &[Row], scale: &Scale, word: &dyn Fn(u64) -> String) -> String {
    let most = scale.ticks.last().copied().unwrap_or(1).max(1);
    let height = AXIS + rows.iter().map(Row::height).sum::<usize>() + 4;
    let mut out = open(title, height);
    for tick in &scale.ticks {
        let x = percent(*tick, most);
        let anchor = match *tick {
            0 => "start",
            n if n == most => "end",
            _ => "middle",
        };
        out.push_str(&format!(
            "<line class=\"chart-grid\" x1=\"{x}\" x2=\"{x}\" y1=\"18\" y2=\"{height}\"/><text class=\"chart-tick\" x=\"{x}\" y=\"13\" text-anchor=\"{anchor}\">{}</text>",
            escape::text(&word(*tick))
        ));
    }
    let mut y = AXIS;
    for row in rows {
        match row {
            Row::Heading(words) => text(&mut out, "chart-heading", y + 26, words, ""),
            Row::Bars { label, value, detail, bars } => {
                line(&mut out, y + 14, label, value);
                let under = y + (lines_of(label, value) - 1) * LINE;
                for bar in bars {
                    draw(&mut out, under + 20, bar, (most, scale.zero));
                }
                text(&mut out, "chart-detail", under + 46, detail, "");
            }
        }
        y += row.height();
    }
    out.push_str("</svg>");
    out
}

fn open(title: &str, height: usize) -> String {
    format!(
        "<svg class=\"chart-svg\" role=\"img\" width=\"100%\" height=\"{height}\" focusable=\"false\"><title>{}</title><desc>The numbers stand in the table that follows.</desc>",
        escape::text(title)
    )
}

fn line(out: &mut String, y: usize, label: &str, value: &str) {
    text(out, "chart-label", y, label, value);
    out.push_str(&format!(
        "<text class=\"chart-value\" x=\"100%\" y=\"{y}\" text-anchor=\"end\">{}</text>",
        escape::text(value)
    ));
}

/// Words at the left, beside a value at the right. Letters in a picture do not wrap, so long words are broken
/// for phones and for desks, and the style sheet shows those that fit.
fn text(out: &mut String, class: &str, y: usize, words: &str, value: &str) {
    let [narrow, wide] = broken(words, value);
    let mut write = |width: &str, lines: &[String]| {
        for (number, words) in lines.iter().enumerate() {
            let (y, words) = (y + number * LINE, escape::text(words));
            out.push_str(&format!("<text class=\"{class}{width}\" x=\"0\" y=\"{y}\">{words}</text>"));
        }
    };
    if narrow == wide {
        write("", &wide);
    } else {
        write(" chart-narrow", &narrow);
        write(" chart-wide", &wide);
    }
}

/// How many lines words take where they take most.
fn lines_of(words: &str, value: &str) -> usize {
    broken(words, value).iter().map(Vec::len).max().unwrap_or(0).max(1)
}

/// The lines of words on a phone and on a desk.
fn broken(words: &str, value: &str) -> [Vec<String>; 2] {
    let taken = value.chars().count();
    [NARROW, WIDE].map(|all| wrap(words, all.saturating_sub(taken).max(12)))
}

/// Words on two lines at most; the second is cut, and the table has all of it.
fn wrap(words: &str, longest: usize) -> Vec<String> {
    let fits = |end: &usize| words[..*end].chars().count() <= longest;
    let mut blanks = words.match_indices(' ').map(|(at, _)| at);
    let last = if fits(&words.len()) { None } else { blanks.by_ref().take_while(fits).last() };
    let lines = match last {
        Some(at) => vec![words[..at].to_owned(), cut(&words[at + 1..], longest)],
        None => vec![cut(words, longest)],
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn draw(out: &mut String, y: usize, bar: &Bar, (most, zero): (u64, Option<u64>)) {
    if bar.from == bar.to {
        let (x, m) = (percent(bar.from, most), y + 5);
        if let Some(zero) = zero {
            let zero = if zero == 0 { "0".to_owned() } else { percent(zero, most) };
            out.push_str(&format!(
                "<line class=\"chart-stem\" x1=\"{zero}\" x2=\"{x}\" y1=\"{m}\" y2=\"{m}\"/>"
            ));
        }
        out.push_str(&format!("<circle class=\"{}\" cx=\"{x}\" cy=\"{m}\" r=\"5\"/>", bar.class));
    } else {
        out.push_str(&format!(
            "<rect class=\"{}\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"10\"/>",
            bar.class,
            percent(bar.from, most),
            percent(bar.to.saturating_sub(bar.from), most)
        ));
    }
}

/// A grid of counts: a row for each name, a column for each number.
pub(crate) fn grid(title: &str, rows: &[(String, Vec<usize>)], columns: usize) -> String {
    let columns = columns.max(1);
    let rows: Vec<_> = rows
        .iter()
        .map(|(label, counts)| {
            let total = counts.iter().sum::<usize>().to_string();
            let more = (lines_of(label, &total) - 1) * LINE;
            (label, counts, total, more)
        })
        .collect();
    let height = AXIS + rows.iter().map(|(.., more)| 52 + more).sum::<usize>() + 4;
    let mut out = open(title, height);
    let x =
        |column: usize, halves: usize| fixed((2 * column + halves) as u64 * 10_000 / (2 * columns) as u64);
    for column in 0..columns {
        out.push_str(&format!(
            "<text class=\"chart-tick\" x=\"{}\" y=\"13\" text-anchor=\"middle\">{}</text>",
            x(column, 1),
            column + 1
        ));
    }
    let mut y = AXIS;
    for (label, counts, total, more) in rows {
        line(&mut out, y + 14, label, &total);
        y += more;
        for (column, count) in counts.iter().enumerate() {
            out.push_str(&format!(
                "<rect class=\"heat heat-{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"22\"/>",
                (*count).min(4),
                x(column, 0),
                y + 20,
                fixed(10_000 / columns as u64)
            ));
            if *count > 0 {
                out.push_str(&format!(
                    "<text class=\"heat-count heat-on-{}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{count}</text>",
                    (*count).min(4),
                    x(column, 1),
                    y + 36
                ));
            }
        }
        y += 52;
    }
    out.push_str("</svg>");
    out
}

/// A share of the width, in hundredths of a percent.
fn percent(part: u64, whole: u64) -> String {
    fixed(part.min(LARGEST) * 10_000 / whole.clamp(1, 10 * LARGEST))
}

fn fixed(hundredths: u64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{fixed, percent, ticks, wrap};

    #[test]
    fn words_are_broken_at_blanks() {
        assert_eq!(wrap("", 10), [""; 0]);
        assert_eq!(wrap("ten letter", 10), ["ten letter"]);
        assert_eq!(wrap("eleven letters", 10), ["eleven", "letters"]);
        assert_eq!(wrap("as of 2026, seen on a page", 10), ["as of", "2026, see…"]);
        assert_eq!(wrap("überlangeswort", 10), ["überlange…"]);
        assert_eq!(wrap("a überlangeswort", 10), ["a", "überlange…"]);
    }

    #[test]
    fn ticks_are_round_and_reach_the_end() {
        assert_eq!(ticks(656_000), [0, 200_000, 400_000, 600_000, 800_000]);
        assert_eq!(ticks(5), [0, 1, 2, 3, 4, 5]);
        assert_eq!(ticks(0), [0, 1]);
        assert!(ticks(u64::MAX).len() <= 6);
    }

    #[test]
    fn places_are_percentages() {
        assert_eq!(percent(1, 3), "33.33%");
        assert_eq!(percent(3, 3), "100%");
        assert_eq!(fixed(50), "0.5%");
    }
}
