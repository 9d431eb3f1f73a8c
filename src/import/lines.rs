//! The lines of a Markdown text, and which of them are code.
//!
//! In: Markdown. Out: its lines, each with whether it stands in a fenced block or in a comment, or is indented as code
//! is; and the code spans of a line. Builds no tree: texts are edited by the byte, and every other byte stays.

use std::ops::Range;

/// A line with its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// From 1.
    pub number: usize,
    /// Whether it belongs to a fenced block or to a comment.
    pub fenced: bool,
    /// Whether Markdown takes it for code by its indent. Boxes of some tools are indented as well.
    pub indented: bool,
}

impl Line<'_> {
    /// Whether its marks are no Markdown.
    pub(super) fn is_code(&self) -> bool {
        self.fenced || self.indented
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out: Vec<Line<'_>> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let (mut comment, mut list) = (false, false);
    // What the line before was: nothing is code by its indent right below a paragraph.
    let mut may_indent = true;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let width = indent(line);
        let mut indented = false;
        let fenced = if let Some((sign, length)) = fence {
            let run = bare.chars().take_while(|c| *c == sign).count();
            if run >= length && run == bare.chars().count() {
                fence = None;
            }
            true
        } else if comment {
            comment = !bare.contains("-->");
            true
        } else if bare.is_empty() {
            false
        } else {
            indented = !list && may_indent && width >= 4;
            fence = if indented { None } else { opening(bare) };
            comment = bare.starts_with("<!--") && !bare.contains("-->");
            fence.is_some() || comment
        };
        if !bare.is_empty() && !fenced {
            list = is_item(bare) || (list && (width > 0 || !may_indent));
        }
        may_indent = bare.is_empty() || indented;
        out.push(Line { text: line, number: at + 1, fenced, indented });
    }
    out
}

/// How many columns a line is indented.
pub(super) fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| [' ', '\t'].contains(c));
    blanks.fold(0, |width, c| if c == '\t' { (width / 4 + 1) * 4 } else { width + 1 })
}

/// Whether a line begins an item of a list.
fn is_item(bare: &str) -> bool {
    after_marker(bare).is_some()
}

/// What stands after the mark of a list item.
fn after_marker(bare: &str) -> Option<&str> {
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if digits.len() < bare.len() {
        digits.strip_prefix(['.', ')'])?
    } else {
        bare.strip_prefix(['-', '*', '+'])?
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

/// The sign of a fence and how many there are.
fn opening(bare: &str) -> Option<(char, usize)> {
    let mut rest = bare;
    while let Some(inner) = after_marker(rest) {
        rest = inner;
    }
    let sign = rest.chars().next().filter(|c| ['`', '~'].contains(c))?;
    let length = rest.chars().take_while(|c| *c == sign).count();
    let info = &rest[length..];
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length))
}

/// The code spans of a line, as bytes of it.
pub(super) fn spans(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let run = |at: usize| bytes[at..].iter().take_while(|byte| **byte == b'`').count();
    let next = |from: usize| line[from..].find('`').map(|found| from + found);
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = next(at) {
        let length = run(open);
        let mut from = open + length;
        let mut close = None;
        while let Some(found) = next(from) {
            let ticks = run(found);
            from = found + ticks;
            if ticks == length {
                close = Some(from);
                break;
            }
        }
        spans.extend(close.map(|end| open..end));
        at = close.unwrap_or(open + length);
    }
    spans
}

/// Whether a byte of a line lies in one of its code spans.
pub(super) fn is_inside(spans: &[Range<usize>], at: usize) -> bool {
    spans.iter().any(|span| span.contains(&at))
}
