//! Byte ranges in files.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cell::Cell;
use std::ops::Range;

/// Names one file of a [`Files`](super::Files) table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(super) u32);

/// A range of UTF-8 bytes in one file, as offsets into the file as it was read.
///
/// Both ends are on character boundaries. A span with `start == end` marks a place between two
/// characters, or a whole file when both are 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file of the range.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `file`. Files are shorter than 4 GiB: longer ones are refused on reading.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: to_u32(range.start), end: to_u32(range.end.max(range.start)) }
    }

    /// The place that means a file as a whole.
    pub fn whole(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// The range as offsets into the file's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of this span at `range`, counted from the span's own start.
    pub fn within(self, range: Range<usize>) -> Self {
        Self { file: self.file, start: self.start + to_u32(range.start), end: self.start + to_u32(range.end) }
    }

    /// Whether another place lies in this one.
    pub fn holds(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Whether this is the place of `text` as it is, without quotes around it or escapes in it.
    pub fn is_plain(self, text: &str) -> bool {
        self.range().len() == text.len()
    }
}

thread_local! {
    /// The file whose spans are read at the moment.
    static READ_FROM: Cell<Option<FileId>> = const { Cell::new(None) };
}

/// Reads what was written of one file: its spans are kept without the file, which has another number in each run.
pub(crate) fn reading<T>(file: FileId, read: impl FnOnce() -> T) -> T {
    let outer = READ_FROM.replace(Some(file));
    let out = read();
    READ_FROM.set(outer);
    out
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end - self.start).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, length) = <(u32, u32)>::deserialize(deserializer)?;
        let file = READ_FROM.get().ok_or_else(|| D::Error::custom("a span without its file"))?;
        let end = start.checked_add(length).ok_or_else(|| D::Error::custom("a span without an end"))?;
        Ok(Self { file, start, end })
    }
}

fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A value together with the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl Spanned<String> {
    /// Where the text itself is: after its quote when it has one. Nothing when it has escapes,
    /// since its bytes are then not those of the file.
    pub fn inner(&self) -> Option<Span> {
        match self.span.range().len().checked_sub(self.value.len())? {
            0 => Some(self.span),
            2 => Some(self.span.within(1..1 + self.value.len())),
            _ => None,
        }
    }
}

/// The offset in bytes of a part in the text that it is a slice of; none if it is not one.
pub(crate) fn offset_in(text: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (at + part.len() <= text.len()).then_some(at)
}
