//! A run of text with the place of each of its bytes.
//!
//! In: pieces of text in the order a reader reads them, with their bytes in the file. Out: places
//! of ranges of the joined text, exact also beside escapes and entities, which are longer in the
//! file than in the text. Does not know what the text says.

use std::ops::Range;

/// Joined pieces of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strand {
    pub text: String,
    pieces: Vec<Piece>,
}

/// A piece, and how much of it stands in the file letter by letter.
#[derive(Debug, Clone)]
struct Piece {
    at: usize,
    len: usize,
    bytes: Range<usize>,
    /// Bytes at the start and at the end that are the same in the file.
    same: (usize, usize),
}

impl Strand {
    /// Adds a piece; `source` is the whole text its bytes lie in.
    pub(crate) fn push(&mut self, text: &str, bytes: Range<usize>, source: &str) {
        let written = source.get(bytes.clone()).unwrap_or("");
        let same = |a: &mut dyn Iterator<Item = (u8, u8)>| a.take_while(|(a, b)| a == b).count();
        let head = same(&mut text.bytes().zip(written.bytes()));
        let tail = same(&mut text.bytes().rev().zip(written.bytes().rev()));
        self.pieces.push(Piece { at: self.text.len(), len: text.len(), bytes, same: (head, tail) });
        self.text.push_str(text);
    }

    /// Adds another strand behind this one.
    pub(crate) fn append(&mut self, other: &Strand) {
        let offset = self.text.len();
        let moved = other.pieces.iter().map(|piece| Piece { at: piece.at + offset, ..piece.clone() });
        self.pieces.extend(moved);
        self.text.push_str(&other.text);
    }

    /// The bytes of a range of the text; a range that begins or ends inside an escape or entity
    /// takes all of it.
    pub(crate) fn place(&self, range: Range<usize>) -> Option<Range<usize>> {
        let first = self.pieces.iter().find(|piece| range.start < piece.at + piece.len)?;
        let last = self.pieces.iter().rev().find(|piece| range.end > piece.at)?;
        let start = first.start(range.start.saturating_sub(first.at));
        let end = last.end((range.end - last.at).min(last.len));
        (start <= end).then_some(start..end)
    }
}

impl Piece {
    fn start(&self, offset: usize) -> usize {
        if offset <= self.same.0 {
            self.bytes.start + offset
        } else if self.len - offset <= self.same.1 {
            self.bytes.end - (self.len - offset)
        } else {
            self.bytes.start + self.same.0.min(self.bytes.len())
        }
    }

    fn end(&self, offset: usize) -> usize {
        if self.len - offset <= self.same.1 {
            self.bytes.end - (self.len - offset)
        } else if offset <= self.same.0 {
            self.bytes.start + offset
        } else {
            self.bytes.end - self.same.1.min(self.bytes.len())
        }
    }
}
