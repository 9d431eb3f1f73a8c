//! The margin beside a text: which notes have room near the sentence they belong to.
//!
//! In: how much room the theme's margin has, how much text was written, and notes in their order. Out: whether a note
//! fits beside its figure; one that would stand far below it is better opened. An estimate in lines, since only a
//! browser knows letters. What the margin looks like is the theme's.

use super::view::{EvidenceView, SourceLink};
use crate::theme::Room;

/// A line of text: everything is measured in hundredths of it.
const LINE: usize = 100;

/// How far the text and the notes beside it have come.
#[derive(Debug, Clone)]
pub(crate) struct Margin {
    room: Option<Room>,
    text: usize,
    notes: usize,
    /// How many parts are open beside which no notes stand: boxes, tables, quotations.
    closed: usize,
}

impl Margin {
    /// The margin of a theme; none in a theme without one.
    pub(crate) fn of(room: Option<Room>) -> Self {
        Self { room, text: 0, notes: 0, closed: 0 }
    }

    /// The outline stands at the top of the margin.
    pub(crate) fn outline(&mut self, entries: usize) {
        let Some(room) = self.room.filter(|_| entries > 1) else { return };
        self.notes += (entries.min(room.outline) + 2) * room.line;
    }

    /// Letters of running text.
    pub(crate) fn letters(&mut self, count: usize) {
        self.text += self.room.map_or(0, |room| count * LINE / room.text);
    }

    /// White space around a block.
    pub(crate) fn gap(&mut self, lines: usize) {
        self.text += lines * LINE;
    }

    /// Enters a part beside which no notes stand; [`Margin::open`] leaves it.
    pub(crate) fn close(&mut self) {
        self.closed += 1;
    }

    pub(crate) fn open(&mut self) {
        self.closed -= 1;
    }

    /// Whether a note fits near its figure; then the room is taken.
    pub(crate) fn takes(&mut self, note: &EvidenceView) -> bool {
        let Some(room) = self.room.filter(|_| self.closed == 0) else { return false };
        let start = self.notes.max(self.text);
        let near = start - self.text <= room.near * LINE;
        if near {
            self.notes = start + height(&room, note);
        }
        near
    }
}

fn height(room: &Room, note: &EvidenceView) -> usize {
    let lines = |letters: usize| letters.div_ceil(room.note);
    let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
    let head = lines(length(&note.subject) + note.label.chars().count() + 5);
    let facts = lines(length(&note.qualifiers) + length(&note.dated) + length(&note.method));
    let badges: usize = note.badges.iter().map(|badge| lines(badge.words.chars().count() + 3)).sum();
    let source = |source: &SourceLink| {
        lines(source.title.chars().count() + length(&source.locator) + length(&source.publisher))
    };
    let more = usize::from(note.sources.len() > room.sources);
    let sources = note.sources.iter().take(room.sources).map(source).sum::<usize>() + more;
    (head + 2 + facts + badges + sources + 2) * room.line
}
