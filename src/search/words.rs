//! Text into terms.
//!
//! In: text as readers see it. Out: the terms it is found by, in order.
//! `search.js` reads queries by the same grammar. Does not count and does not weigh.
//!
//! ```text
//! word   = [currency] piece (hyphen piece)* ["%" "+" "#"]*  |  run of CJK characters
//! piece  = digits (("." | ",") digits)+ letters*            |  letters (apostrophe letters)*
//! ```
//!
//! A letter is any alphanumeric character that is not CJK, or a combining mark.

use super::fold::{fold, fold_letters, is_apostrophe, is_mark};
use std::ops::RangeInclusive;

/// Visits the terms of a text, word by word: the pieces of a word, then the word as a whole where that
/// says more, as `takehome` and `$450k` do. A run of CJK characters has its bigrams and its last character as
/// terms, so that each character begins one.
pub(super) fn terms(text: &str, visit: &mut impl FnMut(&str)) {
    let mut room = Room::default();
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        if let Some(end) = plain_word(text, at) {
            fold_letters(&text[at..end], &mut room.part);
            visit(&room.part);
            at = end;
        } else if c.is_ascii_whitespace() {
            at += 1;
        } else if is_cjk(c) {
            let end = run(text, at, is_cjk);
            bigrams(&text[at..end], visit);
            at = end;
        } else if let Some(end) = word(text, at, &mut room, visit) {
            at = end;
        } else {
            at += c.len_utf8();
        }
    }
}

/// The end of the word at `at` if nothing in it or after it needs the grammar: most words of most texts.
fn plain_word(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let length = bytes.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len());
    // Points and commas join digits only.
    let ends = bytes.get(length).is_none_or(|next| b" \n.,;:!?)\"/".contains(next));
    (length > 0 && ends).then_some(at + length)
}

/// Strings that are reused for each word.
#[derive(Default)]
struct Room {
    part: String,
    whole: String,
}

/// Reads one word that is not CJK; gives its end.
fn word(text: &str, start: usize, room: &mut Room, visit: &mut impl FnMut(&str)) -> Option<usize> {
    let currency = char_at(text, start).filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹'));
    let first = start + currency.map_or(0, char::len_utf8);
    let mut at = first;
    let mut end = piece(text, at)?;
    let mut count = 0;
    room.whole.clear();
    loop {
        fold(&text[at..end], &mut room.part);
        if !room.part.is_empty() {
            visit(&room.part);
            room.whole.push_str(&room.part);
            count += 1;
        }
        let Some(hyphen) = char_at(text, end).filter(|c| matches!(c, '-' | '‐' | '‑')) else { break };
        at = end + hyphen.len_utf8();
        let Some(next) = piece(text, at) else { break };
        end = next;
    }
    let tail = run(text, end, |c| matches!(c, '%' | '+' | '#'));
    let suffix = &text[end..tail];
    if count == 1 && (currency.is_some() || !suffix.is_empty()) {
        if let Some(currency) = currency {
            room.whole.insert(0, currency);
        }
        room.whole.push_str(suffix);
        visit(&room.whole);
    } else if count > 1 && !room.whole.starts_with(|c: char| c.is_ascii_digit()) {
        // `200-305K` is a range, not a word with a hyphen.
        visit(&room.whole);
    }
    Some(tail)
}

/// The end of the piece that starts at `at`, if one does.
fn piece(text: &str, at: usize) -> Option<usize> {
    let mut end = run(text, at, |c| c.is_ascii_digit());
    let digits = end;
    while end > at && matches!(char_at(text, end), Some('.' | ',')) {
        let stop = run(text, end + 1, |c| c.is_ascii_digit());
        if stop == end + 1 {
            break;
        }
        end = stop;
    }
    let number = end > digits;
    end = run(text, end, is_letter);
    while !number
        && end > at
        && let Some(mark) = char_at(text, end).filter(|c| is_apostrophe(*c))
    {
        let next = end + mark.len_utf8();
        let stop = run(text, next, is_letter);
        if stop == next {
            break;
        }
        end = stop;
    }
    (end > at).then_some(end)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

fn run(text: &str, at: usize, inside: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !inside(c)).map_or(text.len(), |length| at + length)
}

fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || is_mark(c)) && !is_cjk(c)
}

/// Scripts written without spaces between words, and Hangul, whose endings hide its words.
const CJK: [RangeInclusive<char>; 9] = [
    '\u{3005}'..='\u{3005}',
    '\u{3041}'..='\u{3096}',
    '\u{30a1}'..='\u{30fa}',
    '\u{30fc}'..='\u{30fc}',
    '\u{3400}'..='\u{4dbf}',
    '\u{4e00}'..='\u{9fff}',
    '\u{ac00}'..='\u{d7a3}',
    '\u{f900}'..='\u{faff}',
    '\u{20000}'..='\u{2fa1f}',
];

pub(super) fn is_cjk(c: char) -> bool {
    c >= *CJK[0].start() && CJK.iter().any(|range| range.contains(&c))
}

fn bigrams(run: &str, visit: &mut impl FnMut(&str)) {
    let mut ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).skip(1);
    for (start, _) in run.char_indices() {
        visit(&run[start..ends.next().unwrap_or(run.len())]);
    }
}
