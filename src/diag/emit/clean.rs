//! Text from files made safe to print on a terminal.
//!
//! In: any text. Out: the same text with whatever could steer a terminal or reorder its line
//! replaced by something visible. Does not shorten and does not know about spans.

use unicode_width::UnicodeWidthChar;

/// Whether a character can move the cursor, reorder text or hide.
pub(super) fn is_unsafe(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || matches!(code, 0xAD | 0x61C | 0x200E | 0x200F | 0x2028..=0x202E | 0x2066..=0x206F)
        || matches!(code, 0xFEFF | 0xFFF9..=0xFFFB | 0xFDD0..=0xFDEF)
        || code & 0xFFFE == 0xFFFE
}

/// Appends one character of a source line: a tab as four spaces, an unsafe one as a sign for it.
pub(super) fn push(c: char, out: &mut String) {
    let code = u32::from(c);
    match c {
        '\t' => out.push_str("    "),
        '\0'..='\x1f' => out.extend(char::from_u32(0x2400 + code)),
        '\x7f' => out.push('\u{2421}'),
        _ if is_unsafe(c) => out.push_str(&format!("<U+{code:04X}>")),
        _ => out.push(c),
    }
}

/// The columns that [`push`] takes for one character.
pub(super) fn width(c: char) -> usize {
    match c {
        '\t' => 4,
        '\0'..='\x1f' | '\x7f' => 1,
        _ if is_unsafe(c) => format!("<U+{:04X}>", u32::from(c)).len(),
        _ => c.width().unwrap_or(1),
    }
}

/// A text on one line.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive('\n') {
        let (words, end) = match part.strip_suffix('\n') {
            Some(words) => (words.strip_suffix('\r').unwrap_or(words), " "),
            None => (part, ""),
        };
        words.chars().for_each(|c| push(c, &mut out));
        out.push_str(end);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// A text that keeps its line breaks.
pub(super) fn block(text: &str) -> String {
    text.trim_end().split('\n').map(line).collect::<Vec<_>>().join("\n")
}
