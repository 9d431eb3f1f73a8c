//! What plain CommonMark means stays what it means.
//!
//! In: Markdown. Out: the same, byte for byte as long, where signs that only look like one of the extensions are
//! replaced by control characters, which mean nothing: a colon without a blank after it begins no definition, and braces
//! that hold no `#id` and no `.class` are words of a heading. The signs of formulas become those of code, whose text the
//! parser leaves alone. Texts are taken from the original by their places, so readers never meet the replacements.
//! Reads no Markdown beyond that.

use memchr::{memchr, memchr2_iter, memchr3, memrchr};
use std::borrow::Cow;

/// The signs, and what stands in their places.
const SIGNS: [(char, char); 3] = [(':', '\u{1}'), ('{', '\u{2}'), ('$', '`')];

/// The text with signs of extensions masked where they are none.
/// Between single dollar signs are formulas only where `math` says so.
pub(super) fn masked(text: &str, math: bool) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let suspicious = memchr3(b'{', b':', b'$', bytes).is_some();
    // A text that holds the replacements cannot be told from a masked one.
    if !suspicious || bytes.iter().any(|byte| *byte <= 2) {
        return Cow::Borrowed(text);
    }
    let mut places = Vec::new();
    let mut done = 0;
    // Few lines have either sign.
    for at in memchr2_iter(b':', b'}', bytes) {
        if at < done {
            continue;
        }
        let start = memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
        done = memchr(b'\n', &bytes[at..]).map_or(text.len(), |end| at + end + 1);
        definition(&text[start..done], start, &mut places);
        braces(&text[start..done], start, &mut places);
    }
    dollars(text, math, &mut places);
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    places.sort_unstable();
    places.dedup();
    for at in places {
        masked.push_str(&text[done..at]);
        let sign = text[at..].chars().next().unwrap_or(' ');
        masked.push(SIGNS.iter().find(|(real, _)| *real == sign).map_or(sign, |(_, mask)| *mask));
        done = at + sign.len_utf8();
    }
    masked.push_str(&text[done..]);
    Cow::Owned(masked)
}

/// A text that the parser made of a masked one, as it was written.
pub(super) fn unmasked(text: &str) -> String {
    // Code is taken from the text itself, where a dollar sign became one of its signs.
    let real = |c: char| match SIGNS.iter().find(|(_, mask)| *mask == c) {
        Some((real, _)) if *real != '$' => *real,
        _ => c,
    };
    text.chars().map(real).collect()
}

/// Lines like `::: tip`, `:)` and `::1` are words.
fn definition(line: &str, start: usize, places: &mut Vec<usize>) {
    let words = line.trim_start_matches([' ', '\t', '>']);
    let Some(rest) = words.strip_prefix(':') else { return };
    let table = words.trim_end().chars().all(|c| matches!(c, ':' | '-' | '|' | ' ' | '\t'));
    let meaning = rest.starts_with([' ', '\t']) && !rest.trim().is_empty();
    let align = table && words.contains('-');
    if !(meaning || align) {
        places.push(start + line.len() - words.len());
    }
}

/// `{a, b}` at the end of a heading is no list of attributes.
fn braces(line: &str, start: usize, places: &mut Vec<usize>) {
    let end = line.trim_end().trim_end_matches('#').trim_end();
    let Some(open) = end.strip_suffix('}').and_then(|inner| inner.rfind('{')) else { return };
    let mut names = end[open + 1..end.len() - 1].split_whitespace().peekable();
    let attribute = |name: &str| name.len() > 1 && name.starts_with(['#', '.']);
    if names.peek().is_none() || !names.all(attribute) {
        places.push(start + open);
    }
}

/// The signs of formulas, which the parser takes for those of code: `$$…$$` in lines of its own, and `$…$` where that
/// is asked for. Other dollar signs are money.
fn dollars(text: &str, math: bool, places: &mut Vec<usize>) {
    let mut from = 0;
    while let Some(at) = text[from..].find('$').map(|at| from + at) {
        let count = text[at..].bytes().take_while(|b| *b == b'$').count();
        let end = match count {
            2 => block(text, at),
            1 if math => inline(text, at),
            _ => None,
        };
        if let Some(end) = end.filter(|end| !text[at..*end].contains('`')) {
            places.extend((at..at + count).chain(end - count..end));
            from = end;
        } else {
            from = at + count;
        }
    }
}

/// The end of `$$…$$` that begins at `at`, if nothing else stands in its lines.
fn block(text: &str, at: usize) -> Option<usize> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let lead =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '>' | '-' | '*' | '+' | '.' | ')');
    let inner = &text[at + 2..];
    let close = inner.find("$$")?;
    let after = inner[close + 2..].lines().next().unwrap_or("");
    let whole = text[line..at].chars().all(lead) && after.trim().is_empty();
    let tight = !inner[..close].trim().is_empty() && !inner[..close].contains('$');
    // A blank line ends a paragraph, and what stands in it.
    let paragraph =
        !inner[..close].trim_end_matches([' ', '\t']).lines().skip(1).any(|line| line.trim().is_empty());
    (whole && paragraph && tight).then_some(at + 2 + close + 2)
}

/// The end of `$…$` that begins at `at`: no blank inside its signs, no digit after it, and no backslash before.
fn inline(text: &str, at: usize) -> Option<usize> {
    let inner = &text[at + 1..];
    let escaped = text[..at].ends_with('\\');
    let line = inner.find("\n\n").unwrap_or(inner.len());
    let close = inner[..line].find('$')?;
    let words = &inner[..close];
    let tight =
        !words.starts_with(char::is_whitespace) && !words.ends_with(|c: char| c.is_whitespace() || c == '\\');
    let digit = inner[close + 1..].starts_with(|c: char| c.is_ascii_digit());
    (!escaped && tight && !words.is_empty() && !words.starts_with('`') && !digit)
        .then_some(at + 1 + close + 1)
}

#[cfg(test)]
mod tests {
    use super::{masked, unmasked};

    #[test]
    fn only_what_is_no_extension_is_masked() {
        let table = [
            ("Term\n: meaning\n", "Term\n: meaning\n"),
            ("a\n::: tip\n:)\n> ::1\n:\n", "a\n\u{1}:: tip\n\u{1})\n> \u{1}:1\n\u{1}\n"),
            ("a | b\n:--- | ---:\n", "a | b\n:--- | ---:\n"),
            ("## A {#x .y}\n## B {}\n## C {a, b} ##\n", "## A {#x .y}\n## B \u{2}}\n## C \u{2}a, b} ##\n"),
            ("\u{1} ::: tip", "\u{1} ::: tip"),
        ];
        for (text, expected) in table {
            assert_eq!(masked(text, false), expected);
            assert_eq!(masked(text, false).len(), text.len());
            if !text.starts_with('\u{1}') {
                assert_eq!(unmasked(&masked(text, false)).replace('`', "$"), text);
            }
        }
    }
}
