//! The text of a run as its figures are looked for in it.
//!
//! In: the line of a run, its pieces, and where each begins in the line. Out: which parts no link can be put around, which
//! are names of works, which binding a figure belongs to, and the sentence of a figure. Reads no figures.

use super::super::piece::Piece;
use crate::value::FoundFigure;
use std::ops::Range;

/// The parts of a line where no link can be put: words of links and HTML, and what stands in brackets, which are
/// halves of a link as often as not.
pub(super) fn locked(line: &str, pieces: &[Piece<'_>], starts: &[usize]) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut open = 0_usize;
    for (piece, start) in pieces.iter().zip(starts) {
        if piece.locked {
            parts.push(*start..start + piece.text.len());
            continue;
        }
        for (at, bracket) in piece.text.match_indices(['[', ']']) {
            match bracket {
                "[" => open += 1,
                _ => open = open.saturating_sub(1),
            }
            if open == 1 && bracket == "[" {
                parts.push(start + at..line.len());
            } else if open == 0
                && let Some(part) = parts.iter_mut().rev().find(|part| part.end == line.len())
            {
                part.end = start + at + 1;
            }
        }
    }
    // Parts may lie in each other; what is asked is whether any of them is touched.
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(parts.len());
    parts.sort_by_key(|part| part.start);
    for part in parts {
        match joined.last_mut().filter(|last| part.start <= last.end) {
            Some(last) => last.end = last.end.max(part.end),
            None => joined.push(part),
        }
    }
    joined
}

/// Whether a range touches none of some others, which stand in order.
pub(super) fn is_apart(range: &Range<usize>, others: &[Range<usize>]) -> bool {
    let after = others.partition_point(|other| other.end <= range.start);
    others.get(after).is_none_or(|other| range.end <= other.start)
}

/// Where names of works stand in the line.
pub(super) fn titles_of(pieces: &[Piece<'_>]) -> Vec<Range<usize>> {
    let mut at = 0;
    let place = |piece: &Piece<'_>| {
        let start = at;
        at += piece.text.len();
        piece.title.then_some(start..at)
    };
    pieces.iter().filter_map(place).collect()
}

/// Bytes of a sentence that are kept on each side of a figure.
const KEPT: usize = 240;

/// The sentence of a figure, or what stands near it in a very long one.
pub(super) fn window<'l>(line: &'l str, figure: &FoundFigure) -> &'l str {
    let mut start = figure.sentence.start.max(figure.span.start.saturating_sub(KEPT));
    let mut end = figure.sentence.end.min(figure.span.end + KEPT);
    while !line.is_char_boundary(start) {
        start += 1;
    }
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(start..end).unwrap_or("")
}

/// The binding whose words hold a part of a figure's core, and the bytes of its words in the line.
pub(super) fn binding_of(
    core: &Range<usize>,
    pieces: &[Piece<'_>],
    starts: &[usize],
) -> Option<(usize, Range<usize>)> {
    let first = starts.partition_point(|start| *start <= core.start).saturating_sub(1);
    let touches = |k: &usize| {
        let end = starts.get(k + 1).copied().unwrap_or(usize::MAX);
        starts[*k] < core.end && core.start < end
    };
    let found = (first..pieces.len()).take_while(|k| starts[*k] < core.end).filter(touches);
    let (number, at) = found.filter_map(|k| Some((pieces[k].binding?, k))).next()?;
    let own = |k: &usize| pieces[*k].binding == Some(number);
    let from = (0..=at).rev().take_while(own).last().unwrap_or(at);
    let to = (at..pieces.len()).take_while(own).last().unwrap_or(at);
    Some((number, starts[from]..starts[to] + pieces[to].text.len()))
}

/// The part of a figure that stands outside the link that binds the other: `[$20K](…)–$300K`.
pub(super) fn outside(line: &str, core: &Range<usize>, words: &Range<usize>) -> Option<Range<usize>> {
    let part = if core.start < words.start {
        core.start..words.start
    } else if core.end > words.end {
        words.end..core.end
    } else {
        return None;
    };
    let text = line.get(part.clone())?;
    let joint = |c: char| c.is_whitespace() || "-–—‐‑‒−".contains(c);
    let head = text.trim_start_matches(joint);
    let head = ["to ", "and ", "or ", "between ", "from ", "Between ", "From "]
        .iter()
        .fold(head, |head, word| head.strip_prefix(word).unwrap_or(head));
    let tail = head.trim_end_matches(joint);
    let tail = [" to", " and", " or"].iter().fold(tail, |tail, word| tail.strip_suffix(word).unwrap_or(tail));
    let start = part.end - head.len();
    let digit = tail.chars().any(|c| c.is_ascii_digit());
    digit.then_some(start..start + tail.len())
}
