//! Figures of tables whose unit stands in a header.
//!
//! In: the header of a column or of a row, and the text of a cell. Out: the unit that the header names, and the bare number
//! of the cell as a figure in it. A header that numbers its cells ("Week", "Day") names no unit.

use crate::value::{FoundFigure, Kind, Lexicon, figures, may_name_unit};

/// The unit that a header names, as it is written after or before a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderUnit {
    text: String,
    kind: Kind,
    before: bool,
}

/// Nouns that number things where they stand alone: "Week", "Question".
fn numbers(word: &str, kind: Kind) -> bool {
    let symbol = word.chars().count() < 4 && !matches!(word.to_lowercase().as_str(), "day");
    matches!(kind, Kind::Duration | Kind::Count) && !symbol && !word.ends_with('s') && word != "people"
}

/// The unit of a header: "Minutes", "Fee (USD)", "Length, min", "Price in $", "Share %".
pub(super) fn unit_of(header: &str, lexicon: &Lexicon) -> Option<HeaderUnit> {
    let header = header.trim();
    if header.is_empty() || header.len() > 80 || header.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if !may_name_unit(header, lexicon) {
        return None;
    }
    let bracketed =
        header.strip_suffix([')', ']']).and_then(|head| head.rsplit_once(['(', '['])).map(|(_, u)| u);
    let apart = || header.rsplit_once(" in ").or_else(|| header.rsplit_once(", ")).map(|(_, unit)| unit);
    let last =
        || header.rsplit_once(' ').map(|(_, last)| last).filter(|last| !last.contains(char::is_alphabetic));
    let tries = bracketed.into_iter().chain(apart()).chain(last()).chain([header]);
    tries.map(str::trim).filter(|unit| !unit.is_empty()).find_map(|unit| read(unit, lexicon))
}

fn read(unit: &str, lexicon: &Lexicon) -> Option<HeaderUnit> {
    [true, false].into_iter().find_map(|before| {
        let text = unit.to_owned();
        let probe = HeaderUnit { text, kind: Kind::Text, before };
        let wording = probe.wording("5");
        let found = figures(&wording, lexicon);
        let [one] = found.as_slice() else { return None };
        let wanted = matches!(one.kind, Kind::Money | Kind::Percent | Kind::Duration | Kind::Count);
        let whole = one.core == (0..wording.len());
        (wanted && whole && !numbers(unit, one.kind)).then_some(HeaderUnit { kind: one.kind, ..probe })
    })
}

/// Whether a cell consists of a number, with what may stand around one.
pub(super) fn is_number(cell: &str) -> bool {
    let part = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–' | '+' | '~' | ' ' | '½' | 'K' | 'k')
    };
    let cell = cell.trim();
    cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(part)
}

impl HeaderUnit {
    /// A number with the unit.
    pub(super) fn wording(&self, number: &str) -> String {
        let sign = !self.text.contains(char::is_alphanumeric);
        let blank = if sign || self.text.chars().count() == 1 { "" } else { " " };
        let unit = self.text.to_lowercase();
        let unit = if self.kind == Kind::Money || self.kind == Kind::Text { &self.text } else { &unit };
        if self.before { format!("{unit}{blank}{number}") } else { format!("{number}{blank}{unit}") }
    }

    /// The number that a cell consists of, as a figure.
    pub(super) fn figure(&self, cell: &str, lexicon: &Lexicon) -> Option<FoundFigure> {
        let number = cell.trim();
        if !is_number(number) {
            return None;
        }
        let found = figures(&self.wording(number), lexicon);
        let [one] = found.as_slice() else { return None };
        let start = cell.find(number)?;
        let span = start..start + number.len();
        let whole = one.kind == self.kind;
        whole.then(|| FoundFigure {
            kind: self.kind,
            span: span.clone(),
            core: span.clone(),
            sentence: span,
            advice: false,
            quoted: false,
            announces: false,
            from_header: true,
            measured: false,
        })
    }
}
