//! Tables of an author's text as HTML.
//!
//! In: the head, the rows and the alignment of the columns. Out: a table, whose cells say their columns where a phone
//! shows its rows as cards. Does not lay out: the style sheet does, by the width of the window.

use super::escape;
use super::html::{Failed, Writer};
use super::words;
use crate::check::Claim;
use crate::doc::{Align, Inline};
use crate::text::one_line;

type Cell<'a> = Vec<Inline<'a>>;

/// From so many columns on, the rows of a table may become cards.
const CARDS: usize = 4;
/// Letters that stand beside each other on a phone, and what the gap between two columns takes of them.
const PHONE: usize = 46;
const GAP: usize = 2;
/// A card has room for so many letters beside the name of a column.
const BESIDE: usize = 72;

/// How the rows of a table look as cards.
struct Cards {
    /// The names of the columns. The first is empty if the cells below it are headings by themselves.
    names: Vec<String>,
    /// Whether a cell is so long that its column's name stands above it.
    long: bool,
}

impl Cards {
    /// The cards of a table; none if it is shown as a table everywhere: it has few columns or no rows, fits on a
    /// phone as it is, or the columns after the first have few names.
    fn of(head: &[Cell<'_>], rows: &[Vec<Cell<'_>>], claims: &[Claim]) -> Option<Self> {
        if head.len() < CARDS || rows.is_empty() {
            return None;
        }
        let mut names: Vec<String> = head.iter().map(|cell| said(cell, claims)).collect();
        if names[1..].iter().filter(|name| name.is_empty()).count() * 2 >= names.len() - 1 {
            return None;
        }
        // A name may be broken between its words; values stay on one line.
        let longest_word = |name: &String| name.split(' ').map(letters).max().unwrap_or(0);
        let mut widths: Vec<usize> = names.iter().map(longest_word).collect();
        let (mut longest, mut named) = (0, false);
        for row in rows {
            for (column, cell) in row.iter().enumerate().take(widths.len()) {
                let said = said(cell, claims);
                widths[column] = widths[column].max(letters(&said));
                match column {
                    0 => named |= has_word(&said),
                    _ => longest = longest.max(letters(&said)),
                }
            }
        }
        let needed = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
        if needed <= PHONE {
            return None;
        }
        if named {
            names[0].clear();
        }
        Some(Self { names, long: longest > BESIDE })
    }

    /// The start tag of a cell, without what closes it: the first cell heads its row.
    fn cell(&self, column: usize, is_empty: bool) -> (&'static str, String) {
        if is_empty {
            return ("td", String::new());
        }
        let (tag, scope) = if column == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
        match self.names.get(column).filter(|name| !name.is_empty()) {
            Some(name) => (tag, format!("{scope} data-label=\"{}\"", escape::text(name))),
            None => (tag, scope.to_owned()),
        }
    }
}

/// How many letters a text takes the room of: those of East Asian scripts are twice as wide.
fn letters(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
}

/// Whether a text has two letters in a row, as names do; `3`, `$90K` and `L4` do not say what they are.
fn has_word(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).any(|(one, next)| one.is_alphabetic() && next.is_alphabetic())
}

/// The words of a cell on one line.
fn said(cell: &[Inline<'_>], claims: &[Claim]) -> String {
    one_line(&words::run(cell, claims))
}

impl Writer<'_> {
    pub(super) fn table(
        &mut self,
        aligns: &[Align],
        head: &[Cell<'_>],
        rows: &[Vec<Cell<'_>>],
    ) -> Result<(), Failed> {
        let claims = self.meaning.claims;
        let words: Vec<String> =
            head.iter().map(|cell| said(cell, claims)).filter(|text| !text.is_empty()).collect();
        let label =
            if words.is_empty() { "Table".to_owned() } else { format!("Table: {}", words.join(", ")) };
        let mut cards = Cards::of(head, rows, claims);
        for name in cards.iter_mut().flat_map(|cards| &mut cards.names) {
            self.before = None;
            *name = self.printed(name).into_owned();
        }
        let class = match &cards {
            Some(Cards { long: true, .. }) => "table cards cards-long",
            Some(_) => "table cards",
            None => "table",
        };
        self.out.push_str(&format!(
            "<div class=\"{class}\" tabindex=\"0\"><table aria-label=\"{}\">\n<thead><tr>",
            escape::text(&label)
        ));
        for (column, cell) in head.iter().enumerate() {
            let (tag, scope) = if cell.is_empty() { ("td", "") } else { ("th", " scope=\"col\"") };
            self.cell(tag, scope, aligns.get(column), cell)?;
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.margin.gap(1);
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let plain = || ("td", String::new());
                let (tag, attributes) =
                    cards.as_ref().map_or_else(plain, |cards| cards.cell(column, cell.is_empty()));
                self.cell(tag, &attributes, aligns.get(column), cell)?;
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
        Ok(())
    }

    fn cell(
        &mut self,
        tag: &str,
        attributes: &str,
        align: Option<&Align>,
        content: &[Inline<'_>],
    ) -> Result<(), Failed> {
        let class = match align {
            Some(Align::Left) => " class=\"left\"",
            Some(Align::Center) => " class=\"center\"",
            Some(Align::Right) => " class=\"right\"",
            Some(Align::None) | None => "",
        };
        self.out.push_str(&format!("<{tag}{attributes}{class}>"));
        self.before = None;
        self.verbatim = 0;
        self.inlines(content)?;
        self.out.push_str(&format!("</{tag}>"));
        Ok(())
    }
}
