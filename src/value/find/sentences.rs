//! The sentences and quotations of a text.
//!
//! In: a text. Out: [`Layout`], which says in which sentence a span stands and whether it is quoted. Abbreviations are
//! not known.

use std::cell::OnceCell;
use std::ops::Range;

/// Where the sentences and the quotation marks of a text are.
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    /// Where sentences begin, rising; the first is 0.
    starts: Vec<usize>,
    /// Quotation marks, rising: straight, opening or closing.
    marks: Vec<(usize, char)>,
    /// Whether an example may be told anywhere, once that was asked.
    pub(super) examples: OnceCell<bool>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut starts = vec![0];
        let mut marks = Vec::new();
        let blank = |at: usize| match text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_whitespace() || *byte == 0x0b,
            _ => text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(char::is_whitespace),
        };
        for (i, byte) in text.bytes().enumerate() {
            match byte {
                b'\n' => starts.push(i + 1),
                b'.' | b'!' | b'?' | b';' if blank(i + 1) => starts.push(i + 1),
                b'"' => marks.push((i, '"')),
                // The first byte of the other three.
                0xe2 => match text.get(i..i + 3) {
                    Some("•") => starts.push(i + 3),
                    Some("“") => marks.push((i, '“')),
                    Some("”") => marks.push((i, '”')),
                    _ => {}
                },
                _ => {}
            }
        }
        Self { text, starts, marks, examples: OnceCell::new() }
    }

    /// The bytes of the sentence around a span.
    pub(super) fn sentence(&self, span: &Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|s| *s <= span.start).saturating_sub(1);
        let start = self.starts.get(first).copied().unwrap_or(0);
        let after = self.starts.partition_point(|s| *s < span.end);
        let end = self.starts.get(after).copied().unwrap_or(self.text.len());
        let body = self.text.get(start..end).unwrap_or("");
        start + (body.len() - body.trim_start().len())..start + body.trim_end().len()
    }

    /// What the sentence of a span says before it.
    pub(super) fn before(&self, span: &Range<usize>) -> &'a str {
        self.text.get(self.sentence(span).start..span.start).unwrap_or("")
    }

    /// Whether an opening quotation mark stands open at a byte.
    pub(super) fn quoted(&self, at: usize) -> bool {
        let before = &self.marks[..self.marks.partition_point(|(i, _)| *i < at)];
        let count = |mark| before.iter().rev().take(64).filter(|(_, c)| *c == mark).count();
        count('"') % 2 == 1 || count('“') > count('”')
    }
}
