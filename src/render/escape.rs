//! Text and addresses in HTML.
//!
//! In: text. Out: the same, safe between tags and in quoted attributes.

pub(crate) use crate::text::path_address as path;

/// Adds text with `& < > "` escaped.
pub(crate) fn push(out: &mut String, text: &str) {
    let mut rest = text;
    // All four are ASCII, so bytes can be looked at.
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Adds text between tags with `& < >` escaped: quotation marks stay as they were typed.
pub(crate) fn push_typed(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
}

/// The text escaped.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}

/// The text escaped for XML, without the characters that no XML may hold, escaped or not. Those that part words
/// become spaces.
pub(crate) fn xml(written: &str) -> String {
    let may_stand =
        |c: char| matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    if written.chars().all(may_stand) {
        return text(written);
    }
    let kept = |c: char| match c {
        '\u{b}' | '\u{c}' => Some(' '),
        c => Some(c).filter(|c| may_stand(*c)),
    };
    text(&written.chars().filter_map(kept).collect::<String>())
}
