//! Words without case.
//!
//! In: any text. Out: its words in lower-case letters, with spaces, hyphens, quotation marks and full-width forms folded, so
//! that two spellings of one value are equal. Understands no word.

use super::quantity::currency;
use std::ops::Range;

/// A word of a text, folded, with its bytes.
pub(crate) struct FoldedWord {
    pub text: String,
    pub span: Range<usize>,
}

/// Text without case, with runs of spaces, hyphens and marks folded to one blank.
#[must_use]
pub fn fold_text(text: &str) -> String {
    let parts: Vec<String> = folded_words(text).into_iter().map(|p| p.text).collect();
    parts.join(" ")
}

/// The token form of a value: folded, joined by hyphens, as in `?is=cash-and-stock`.
#[must_use]
pub fn token(text: &str) -> String {
    fold_text(text).replace(' ', "-")
}

/// The words of a text, folded, each with its bytes.
pub(crate) fn folded_words(text: &str) -> Vec<FoldedWord> {
    let mut out: Vec<FoldedWord> = Vec::new();
    let mut open = false;
    for (i, c) in text.char_indices() {
        let c2 = fold(c);
        let rest = &text[i + c.len_utf8()..];
        let keep = c2.is_alphanumeric()
            || matches!(c2, '%' | '+' | '&' | '#' | '<' | '>' | '≤' | '≥' | '±' | '°' | '~' | '≈')
            || currency::is_sign(c2)
            || (open && ends_word(c2, rest))
            || (!open && opens_number(c2, rest));
        let quiet = matches!(c2, '\'' | '\u{2019}' | '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}');
        if quiet && open {
            continue;
        }
        let digit = rest.starts_with(|d: char| fold(d).is_ascii_digit());
        let part = keep || (c2 == '.' && digit && open);
        // A class of degree is written `2:1` and `2.1`.
        let colon = c2 == ':' && digit && open;
        let c2 = if colon { '.' } else { c2 };
        if !part && !colon {
            open = false;
            continue;
        }
        let end = i + c.len_utf8();
        match out.last_mut() {
            Some(part) if open => {
                part.text.extend(c2.to_lowercase());
                part.span.end = end;
            }
            _ => out.push(FoldedWord { text: c2.to_lowercase().collect(), span: i..end }),
        }
        open = true;
    }
    out
}

/// A star or dash at the end of a word is a part of it: the grades `A*` and `B-`.
fn ends_word(c: char, rest: &str) -> bool {
    let ends = !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '-' | '*'));
    let spaced = rest.trim_start().len() < rest.len() && c != '*';
    let joins = spaced && rest.trim_start().starts_with(char::is_alphanumeric) && c == '\u{2013}';
    matches!(c, '*' | '-' | '\u{2212}') && ends && !joins
}

/// A minus before a number.
fn opens_number(c: char, rest: &str) -> bool {
    matches!(c, '-' | '\u{2212}') && rest.starts_with(|d: char| d.is_ascii_digit())
}

/// The ASCII form of a full-width character; other characters stay.
pub(crate) fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{FFE1}' => '£',
        '\u{FFE5}' => '¥',
        '\u{223C}' | '\u{02DC}' => '~',
        '\u{2248}' | '\u{2245}' => '≈',
        other => other,
    }
}
