//! Quotes and brackets of a YAML text that cannot be read.
//!
//! In: a text, and a place in it. Out: the quoted text around or before the place, and the brackets that are open there.
//! Reads just enough of YAML for messages on its faults; what a text means is the parser's business.

use std::ops::Range;

/// What stands open at a place.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// Where each bracket that is open stands, the innermost last.
    pub brackets: Vec<usize>,
    /// A quoted text that does not end before the place.
    pub quote: Option<usize>,
    /// The last quoted text that does, with its quotes.
    pub closed: Option<Range<usize>>,
}

/// What is open at a place of a text.
pub(super) fn open_at(text: &str, place: usize) -> Open {
    let mut open = Open::default();
    let mut at = 0;
    // Quotes and brackets are signs only where a value may begin.
    let mut begins = true;
    while at < place {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        let inside = !open.brackets.is_empty();
        match c {
            '"' | '\'' if begins => match closing(rest, c) {
                Some(end) if at + end <= place => {
                    open.closed = Some(at..at + end);
                    at += end;
                    begins = false;
                    continue;
                }
                _ => {
                    open.quote = Some(at);
                    break;
                }
            },
            '#' if text[..at].ends_with([' ', '\t', '\n']) || at == 0 => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '[' | '{' if begins || inside => {
                open.brackets.push(at);
                begins = true;
            }
            ']' | '}' if inside => {
                open.brackets.pop();
                begins = false;
            }
            ',' if inside => begins = true,
            ':' | '-' if rest[1..].starts_with([' ', '\n']) => begins = true,
            '\n' => begins = true,
            ' ' | '\t' => {}
            _ => begins = false,
        }
        at += c.len_utf8();
    }
    open
}

/// The length of the quoted text that a text begins with, both quotes included.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if quote == '"' && c == '\\' || quote == '\'' && c == quote && next == Some(quote) {
            chars.next();
        } else if c == quote {
            return Some(at + 1);
        }
    }
    None
}

/// The range of the line around a place, without its end.
pub(crate) fn line(text: &str, place: usize) -> Range<usize> {
    let start = text[..place].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place..].find('\n').map_or(text.len(), |at| place + at);
    start..end - usize::from(text[start..end].ends_with('\r'))
}

/// The lines above a place that say something, the nearest first.
pub(super) fn above(text: &str, place: usize) -> impl Iterator<Item = Range<usize>> {
    let mut next = line(text, place).start;
    std::iter::from_fn(move || {
        let range = line(text, next.checked_sub(1)?);
        next = range.start;
        Some(range)
    })
    .filter(|range| {
        let said = text[range.clone()].trim();
        !said.is_empty() && !said.starts_with('#')
    })
}

/// How many blanks a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The key that a line begins with, after the hyphens of a list, and where its value begins in the line.
pub(super) fn key(line: &str) -> Option<(&str, usize)> {
    let start = line.len() - line.trim_start_matches([' ', '-']).len();
    let end =
        line[start..].find(": ").or_else(|| line[start..].ends_with(':').then(|| line.len() - start - 1))?;
    let key = line[start..start + end].trim();
    let value = start + end + 1;
    let blanks = line[value..].len() - line[value..].trim_start().len();
    (!key.is_empty()).then_some((key, value + blanks))
}
