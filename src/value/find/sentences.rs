//! The sentences and quotations of a text.
//!
//! In: a text. Out: [`Layout`], which says in which sentence a span stands and whether it is quoted. Abbreviations are
//! not known.

use std::ops::Range;

/// Where the sentences and the quotation marks of a text are.
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    /// Where sentences begin, rising; the first is 0.
    starts: Vec<usize>,
    /// Quotation marks, rising: straight, opening or closing.
    marks: Vec<(usize, char)>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut starts = vec![0];
        let mut marks = Vec::new();
        let mut chars = text.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let blank = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            match c {
                '\n' | '•' => starts.push(i + c.len_utf8()),
                '.' | '!' | '?' | ';' if blank => starts.push(i + 1),
                '"' | '“' | '”' => marks.push((i, c)),
                _ => {}
            }
        }
        Self { text, starts, marks }
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
