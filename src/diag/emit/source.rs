//! Lines of the files that findings point into, found once for each file.
//!
//! In: the table of files. Out: positions and line texts by file. Does not read files.

use crate::text::{FileId, Files, Position};
use std::collections::HashMap;
use std::ops::Range;

/// Bytes between two places whose characters before them are counted once.
const STEP: usize = 256;

/// One file with its line starts.
pub(super) struct Source<'a> {
    /// The text as read.
    pub(super) text: &'a str,
    starts: Vec<usize>,
    /// How many characters start before each multiple of [`STEP`].
    characters: Vec<usize>,
}

/// The sources met so far.
pub(super) struct Sources<'a> {
    files: &'a Files,
    /// What paths are shown with: the way to the site from where the reader of the findings stands.
    from: &'a str,
    known: HashMap<FileId, Source<'a>>,
}

impl<'a> Sources<'a> {
    /// An empty set over a table of files.
    pub(super) fn new(files: &'a Files) -> Self {
        Self::from(files, "")
    }

    /// The same, with a prefix of paths as they are shown.
    pub(super) fn from(files: &'a Files, from: &'a str) -> Self {
        Self { files, from, known: HashMap::new() }
    }

    /// The source of a file.
    pub(super) fn get(&mut self, id: FileId) -> &Source<'a> {
        let files = self.files;
        self.known.entry(id).or_insert_with(|| Source::new(&files.get(id).text))
    }

    /// The path of a file as it is shown.
    pub(super) fn shown(&self, id: FileId) -> String {
        format!("{}{}", self.from, self.path(id))
    }

    /// The path of a file.
    pub(super) fn path(&self, id: FileId) -> &'a str {
        self.files.get(id).path.as_str()
    }
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
        let mut characters = vec![0];
        let mut before = 0;
        for step in text.as_bytes().chunks(STEP) {
            before += starting(step);
            characters.push(before);
        }
        Self { text, starts, characters }
    }

    /// The line and column of a byte: what [`crate::text::Lines::position`] gives, but as fast in a
    /// file of one long line as in others.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line_of(offset);
        let before = self.characters_before(offset) - self.characters_before(self.starts[line]);
        let mark = usize::from(line == 0 && offset > 0 && self.text.starts_with('\u{feff}'));
        Position { line: line + 1, column: before + 1 - mark }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.characters[step] + starting(&self.text.as_bytes()[step * STEP..offset])
    }

    /// The line, from 0, that a byte lies in.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// How many lines there are; the empty one after a last line end counts.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line without its end and without a byte order mark.
    pub(super) fn content(&self, line: usize) -> Range<usize> {
        let mut start = self.starts[line];
        let next = self.starts.get(line + 1).copied();
        let mut end = next.map_or(self.text.len(), |next| next - 1);
        if next.is_some() && self.text[start..end].ends_with('\r') {
            end -= 1;
        }
        if line == 0 && self.text.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8();
        }
        start..end
    }

    /// The nearest character boundary at or before an offset.
    pub(super) fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// How many characters start in a part of a text.
fn starting(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}
