//! Figures of tables whose unit stands in a header.
//!
//! In: the header of a column or of a row, and the text of a cell. Out: the unit that the header names, and the bare number
//! of the cell as a figure in it. A header that numbers its cells ("Week", "Day") names no unit.

use crate::value::{FoundFigure, Kind, Lexicon, dates_of_cell, figures, may_name_unit};
use std::ops::Range;

/// The unit that a header names, as it is written after or before a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderUnit {
    text: String,
    kind: Kind,
    before: bool,
    /// Whether the unit can be read, so that the cell has to be a figure in it.
    known: bool,
}

/// Nouns that number things where they stand alone: "Week", "Question".
fn numbers(word: &str, kind: Kind) -> bool {
    let symbol = word.chars().count() < 4 && !matches!(word.to_lowercase().as_str(), "day");
    matches!(kind, Kind::Duration | Kind::Count) && !symbol && !word.ends_with('s') && word != "people"
}

/// The unit of a header: "Minutes", "Fee (USD)", "Length, min", "Price in $", "Share %".
pub(super) fn unit_of(header: &str, lexicon: &Lexicon) -> Option<HeaderUnit> {
    let whole = header.trim();
    let header = whole;
    // "SAT middle 50%" is what its numbers are called.
    let header =
        header.strip_suffix("iddle 50%").map_or(header, |head| head.strip_suffix(['m', 'M']).unwrap_or(head));
    let statistic = header.len() < whole.len();
    if header.is_empty() || header.len() > 80 || header.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let bracketed =
        header.strip_suffix([')', ']']).and_then(|head| head.rsplit_once(['(', '['])).map(|(_, u)| u);
    named_unit(header, bracketed, lexicon).or_else(|| values(header, bracketed, statistic, lexicon))
}

/// A header that says nothing but that its cells are values: "Passing score", "Limit", "Heart rate (bpm)".
fn values(header: &str, bracketed: Option<&str>, statistic: bool, lexicon: &Lexicon) -> Option<HeaderUnit> {
    const SCORES: [&str; 6] = ["score", "scores", "points", "marks", "band", "gpa"];
    const VALUES: [&str; 20] = [
        "limit",
        "limits",
        "quota",
        "maximum",
        "minimum",
        "max",
        "min",
        "range",
        "value",
        "average",
        "median",
        "mean",
        "size",
        "length",
        "total",
        "count",
        "capacity",
        "registered",
        "appeared",
        "qualified",
    ];
    let bare = bracketed.map_or(header, |unit| header[..header.len() - unit.len() - 2].trim_end());
    let last = bare.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    // "Rules per group" counts, whatever it counts.
    let per = || bare.split(' ').skip(1).any(|word| word.eq_ignore_ascii_case("per"));
    let rate = || bare.split_once('/').is_some_and(|(what, time)| !what.is_empty() && time == "hour");
    let among = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(last));
    let scored = statistic || among(&SCORES);
    let signs = |unit: &&str| {
        let letters = |c: char| c.is_alphabetic() || matches!(c, '/' | '%' | '°' | 'µ' | '²' | '³');
        (2..=12).contains(&unit.len()) && unit.chars().all(letters) && unit.chars().any(char::is_lowercase)
    };
    let unit = bracketed.filter(signs);
    let (text, kind) = match unit {
        Some(unit) => (unit.to_owned(), Kind::Count),
        None if counts_things(bare) => (String::new(), Kind::Count),
        None if scored => (String::new(), Kind::Scale),
        None if among(&VALUES) || per() || rate() => (String::new(), Kind::Count),
        None => return None,
    };
    let unit = HeaderUnit { text, kind, before: false, known: false };
    let known = kind != Kind::Scale && figures(&unit.wording("5"), lexicon).len() == 1;
    Some(HeaderUnit { known, ..unit })
}

/// "Registered Candidates", "CPU Cores", "Number of seats": a header whose noun is counted. A noun alone, such as "Steps",
/// may as well number its cells.
fn counts_things(header: &str) -> bool {
    const NUMBERED: [&str; 15] = [
        "ports", "steps", "chapters", "pages", "lines", "notes", "versions", "examples", "ids", "codes",
        "rules", "years", "series", "class", "status",
    ];
    let lower = header.to_lowercase();
    if ["number of ", "no. of ", "# of "].iter().any(|begin| lower.starts_with(begin)) {
        return true;
    }
    let Some((_, noun)) = lower.rsplit_once(' ') else { return false };
    let plural = noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us");
    plural && noun.bytes().all(|b| b.is_ascii_alphabetic()) && !NUMBERED.contains(&noun)
}

fn named_unit(header: &str, bracketed: Option<&str>, lexicon: &Lexicon) -> Option<HeaderUnit> {
    if !may_name_unit(header, lexicon) {
        return None;
    }
    let apart = || header.rsplit_once(" in ").or_else(|| header.rsplit_once(", ")).map(|(_, unit)| unit);
    let last =
        || header.rsplit_once(' ').map(|(_, last)| last).filter(|last| !last.contains(char::is_alphabetic));
    // "Exam Questions", "Pre-licence hours": the noun at the end, in the plural.
    let noun =
        || header.rsplit_once(' ').map(|(_, last)| last).filter(|last| last.ends_with('s') && last.len() > 3);
    let tries = bracketed.into_iter().chain(apart()).chain(last()).chain([header]).chain(noun());
    tries.map(str::trim).filter(|unit| !unit.is_empty()).find_map(|unit| read(unit, lexicon))
}

fn read(unit: &str, lexicon: &Lexicon) -> Option<HeaderUnit> {
    [true, false].into_iter().find_map(|before| {
        let text = unit.to_owned();
        let probe = HeaderUnit { text, kind: Kind::Text, before, known: true };
        let wording = probe.wording("5");
        let found = figures(&wording, lexicon);
        let [one] = found.as_slice() else { return None };
        let wanted = matches!(one.kind, Kind::Money | Kind::Percent | Kind::Duration | Kind::Count);
        let whole = one.core == (0..wording.len());
        (wanted && whole && !numbers(unit, one.kind)).then_some(HeaderUnit { kind: one.kind, ..probe })
    })
}

/// The number of a cell, without what stands in brackets after it: "185 (175 scored, 10 unscored)".
fn number_of(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.split_once(" (") {
        Some((number, rest)) if rest.ends_with(')') => number.trim_end(),
        _ => cell,
    }
}

/// Whether a cell consists of a number, with what may stand around one.
pub(super) fn is_number(cell: &str) -> bool {
    is_bare_number(number_of(cell))
}

fn is_bare_number(cell: &str) -> bool {
    let part = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '+' | '~' | ' ' | '½' | 'K' | 'k')
    };
    let cell = cell.trim();
    cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(part)
}

/// The days in a cell whose header says that something opens, closes or is due.
pub(super) fn dated(headers: &str, cell: &str) -> Option<FoundFigure> {
    const WORDS: [&str; 12] = [
        "date",
        "dates",
        "deadline",
        "deadlines",
        "opens",
        "closes",
        "due",
        "starts",
        "ends",
        "when",
        "registration",
        "exam",
    ];
    const NOTED: [&str; 8] =
        ["updated", "published", "accessed", "written", "birth", "retrieved", "reviewed", "posted"];
    let any = |list: &[&str]| {
        let mut words = headers.split(|c: char| !c.is_alphabetic());
        words.any(|word| list.iter().any(|w| w.eq_ignore_ascii_case(word)))
    };
    if !any(&WORDS) || any(&NOTED) {
        return None;
    }
    dates_of_cell(cell).map(|span| plain(Kind::Date, span, false))
}

/// A figure that is all of its cell.
fn plain(kind: Kind, span: Range<usize>, from_header: bool) -> FoundFigure {
    FoundFigure {
        kind,
        span: span.clone(),
        core: span.clone(),
        sentence: span,
        advice: false,
        quoted: false,
        announces: false,
        from_header,
        measured: false,
    }
}

impl HeaderUnit {
    /// A number with the unit.
    pub(super) fn wording(&self, number: &str) -> String {
        let sign = !self.text.contains(char::is_alphanumeric);
        let blank = if self.text.is_empty() || sign || self.text.chars().count() == 1 { "" } else { " " };
        let unit = self.text.to_lowercase();
        let unit = if self.kind == Kind::Money || self.kind == Kind::Text { &self.text } else { &unit };
        if self.before { format!("{unit}{blank}{number}") } else { format!("{number}{blank}{unit}") }
    }

    /// The number that a cell consists of, as a figure.
    pub(super) fn figure(&self, cell: &str, lexicon: &Lexicon) -> Option<FoundFigure> {
        let number = number_of(cell);
        if !is_bare_number(number) {
            return None;
        }
        let found = figures(&self.wording(number), lexicon);
        // What no table of units knows is a value all the same.
        let whole = !self.known || matches!(found.as_slice(), [one] if one.kind == self.kind);
        let start = cell.find(number)?;
        let span = start..start + number.len();
        whole.then(|| plain(self.kind, span, true))
    }
}
