//! The margin beside a text: which notes stand near the sentence they belong to.
//!
//! In: how much text was written, and notes in their order. Out: whether a note still fits beside its
//! figure; one that would stand far below it opens as a card instead. An estimate in lines, since only
//! a browser knows letters; what the margin looks like is the style sheet's.

use super::view::EvidenceView;

/// Tenths of a line of text.
const LINE: usize = 10;
/// Letters on a line of text and on one of the margin, whose lines are lower.
const TEXT_LETTERS: usize = 70;
const NOTE_LETTERS: usize = 38;
const NOTE_LINE: usize = 7;
/// Sources that a note in the margin names; the others wait until it is unfolded.
const IN_MARGIN: usize = 2;
/// How far below its figure a note may begin.
const NEAR: usize = 12 * LINE;

/// How far the text and the notes beside it have come.
#[derive(Debug, Default, Clone)]
pub(crate) struct Margin {
    text: usize,
    notes: usize,
    /// Notes of boxes, tables and quotations never stand in the margin.
    closed: usize,
}

impl Margin {
    /// The outline stands at the top of the margin.
    pub(crate) fn below_outline(entries: usize) -> Self {
        Self { notes: if entries > 1 { (entries + 2) * NOTE_LINE } else { 0 }, ..Self::default() }
    }

    /// Letters of running text.
    pub(crate) fn letters(&mut self, count: usize) {
        self.text += count * LINE / TEXT_LETTERS;
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
        let start = self.notes.max(self.text);
        let near = start - self.text <= NEAR;
        if near && self.closed == 0 {
            self.notes = start + height(note);
        }
        near
    }
}

fn height(note: &EvidenceView) -> usize {
    let lines = |letters: usize| letters.div_ceil(NOTE_LETTERS);
    let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
    let head = lines(length(&note.subject) + note.label.chars().count() + 5);
    let facts = lines(length(&note.qualifiers) + length(&note.dated) + length(&note.method));
    let badges: usize = note.badges.iter().map(|badge| lines(badge.words.chars().count() + 3)).sum();
    let source = |source: &super::view::SourceLink| {
        lines(source.title.chars().count() + length(&source.locator) + length(&source.publisher))
    };
    let more = usize::from(note.sources.len() > IN_MARGIN);
    let sources = note.sources.iter().take(IN_MARGIN).map(source).sum::<usize>() + more;
    (head + 2 + facts + badges + sources + 2) * NOTE_LINE
}
