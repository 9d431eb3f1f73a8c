//! Tables of comma-separated values, as RFC 4180 has them.
//!
//! In: the text of a file. Out: rows of cells, each with its exact place, and findings on quotation marks that do not
//! fit. Blanks around a cell are no part of it, and empty lines are no rows. Does not know what the cells mean.
//! The crate `csv` reads the same form, but says where rows stand and not where cells do.

use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::text::{FileId, Span, Spanned};

/// Cells of one line.
pub(super) type Row = Vec<Spanned<String>>;

/// Reads all rows.
pub(super) fn rows(file: FileId, text: &str, findings: &mut Findings) -> Vec<Row> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { file, text, at: start, findings };
    let mut rows = Vec::new();
    while reader.at < text.len() {
        let row = reader.row();
        if row.len() > 1 || row.iter().any(|cell| !cell.value.is_empty()) {
            rows.push(row);
        }
    }
    rows
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn row(&mut self) -> Row {
        let mut row = Vec::new();
        loop {
            row.push(self.cell());
            match self.text[self.at..].chars().next() {
                Some(',') => self.at += 1,
                Some('\r') => {
                    self.at += if self.text[self.at..].starts_with("\r\n") { 2 } else { 1 };
                    return row;
                }
                Some(_) => {
                    self.at += 1;
                    return row;
                }
                None => return row,
            }
        }
    }

    /// A cell, up to the comma or the end of the line after it.
    fn cell(&mut self) -> Spanned<String> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        if self.text[start..].starts_with('"') { self.quoted(start) } else { self.bare(start) }
    }

    fn bare(&mut self, start: usize) -> Spanned<String> {
        self.at = self.end_of_cell(start);
        let value = self.text[start..self.at].trim_end();
        Spanned::new(value.to_owned(), self.span(start, start + value.len()))
    }

    /// A cell in quotation marks; two of them inside it mean one.
    fn quoted(&mut self, start: usize) -> Spanned<String> {
        let mut value = String::new();
        let mut at = start + 1;
        loop {
            let Some(mark) = self.text[at..].find('"').map(|mark| at + mark) else {
                let message = "this quotation mark is never closed";
                let span = self.span(start, start + 1);
                self.findings.report(
                    Diagnostic::new(&lints::WRONG_VALUE, span, message)
                        .help("close it, or write two of them for one in the text"),
                );
                value.push_str(&self.text[at..]);
                self.at = self.text.len();
                return Spanned::new(value, self.span(start, self.text.len()));
            };
            value.push_str(&self.text[at..mark]);
            at = mark + 1;
            if !self.text[at..].starts_with('"') {
                break;
            }
            value.push('"');
            at += 1;
        }
        self.at = self.end_of_cell(at);
        let after = &self.text[at..self.at];
        if !after.trim().is_empty() {
            let from = at + (after.len() - after.trim_start().len());
            let message = "a cell ends with its quotation mark";
            self.findings.report(
                Diagnostic::new(&lints::WRONG_VALUE, self.span(from, at + after.trim_end().len()), message)
                    .help("write two quotation marks for one in the text"),
            );
        }
        Spanned::new(value, self.span(start, at))
    }

    fn end_of_cell(&self, from: usize) -> usize {
        self.text[from..].find([',', '\n', '\r']).map_or(self.text.len(), |end| from + end)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start..end)
    }
}
