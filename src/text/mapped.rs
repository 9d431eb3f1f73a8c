//! A run of text with the place of each of its bytes.
//!
//! In: pieces of text in the order a reader reads them, with their bytes in the file. Out: places
//! of ranges of the joined text, exact also beside escapes and entities, which are longer in the
//! file than in the text. Does not know what the text says.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Joined pieces of text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct MappedText {
    pub text: String,
    pieces: Vec<Piece>,
}

/// A piece and its place.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Piece {
    at: usize,
    len: usize,
    bytes: Range<usize>,
    /// It stands in the file letter by letter.
    exact: bool,
}

impl MappedText {
    /// Adds a piece; `source` is the whole text its bytes lie in.
    pub(crate) fn push(&mut self, text: &str, bytes: Range<usize>, source: &str) {
        let written = source.get(bytes.clone()).unwrap_or("");
        if text == written {
            self.piece(text, bytes, true);
            return;
        }
        let (mut i, mut j) = (0, 0);
        while i < text.len() {
            let (taken, from, exact) = step(&text[i..], &written[j..]);
            if taken == 0 {
                break;
            }
            self.piece(&text[i..i + taken], bytes.start + j..bytes.start + j + from, exact);
            (i, j) = (i + taken, j + from);
        }
        // What cannot be matched stands for the rest as a whole.
        if i < text.len() {
            self.piece(&text[i..], bytes.start + j..bytes.end, false);
        }
    }

    /// Adds a piece that is known: whether it stands in the file letter by letter.
    pub(crate) fn piece(&mut self, text: &str, bytes: Range<usize>, exact: bool) {
        if !text.is_empty() || !bytes.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), len: text.len(), bytes, exact });
        }
        self.text.push_str(text);
    }

    /// Adds another text after this one.
    pub(crate) fn append(&mut self, other: &MappedText) {
        let offset = self.text.len();
        let moved = other.pieces.iter().map(|piece| Piece { at: piece.at + offset, ..piece.clone() });
        self.pieces.extend(moved);
        self.text.push_str(&other.text);
    }

    /// The bytes of a range of the text; a range that begins or ends inside an escape or entity
    /// takes all of it.
    pub(crate) fn place(&self, range: Range<usize>) -> Option<Range<usize>> {
        let from = self.pieces.partition_point(|piece| piece.at + piece.len <= range.start);
        let first = self.pieces.get(from)?;
        let to = self.pieces.partition_point(|piece| piece.at < range.end);
        let last = self.pieces[..to].iter().rev().find(|piece| range.end > piece.at)?;
        let start = first.start(range.start.saturating_sub(first.at));
        let end = last.end((range.end - last.at).min(last.len));
        (start <= end).then_some(start..end)
    }
}

/// The longest part that two texts begin with in common; or one escape or entity: how much of the text, how
/// much of the file, and whether both are the same.
fn step(text: &str, written: &str) -> (usize, usize, bool) {
    if let Some(rest) = written.strip_prefix('\\')
        && let (Some(c), Some(d)) = (text.chars().next(), rest.chars().next())
        && c == d
        && c.is_ascii_punctuation()
    {
        return (c.len_utf8(), 1 + c.len_utf8(), false);
    }
    if let Some(end) = entity(written)
        && let Some(c) = text.chars().next()
    {
        return (c.len_utf8(), end, false);
    }
    let mut same = 0;
    for (a, b) in text.chars().zip(written.chars()) {
        if a != b || (same > 0 && (b == '\\' || b == '&')) {
            break;
        }
        same += a.len_utf8();
    }
    (same, same, true)
}

/// The length of an entity that a text begins with.
fn entity(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(34).position(|b| b == b';')?;
    let name = inner[..end].strip_prefix('#').unwrap_or(&inner[..end]);
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(end + 2)
}

impl Piece {
    fn start(&self, offset: usize) -> usize {
        if self.exact { self.bytes.start + offset.min(self.len) } else { self.bytes.start }
    }

    fn end(&self, offset: usize) -> usize {
        if self.exact { self.bytes.start + offset.min(self.len) } else { self.bytes.end }
    }
}
