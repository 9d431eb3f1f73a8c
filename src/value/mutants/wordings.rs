//! Mutants of wordings.
//!
//! In: a text and the bytes of a figure in it. Out: the text with one number changed, once for each change. A mutant may
//! be one that nobody can read; which of them a claim ought to notice is the caller's to decide.

use crate::value::grammar::{
    DigitRun, Expected, Scanner, TokenKind, next_number_word, number_words, ordinal_ending, ordinal_words,
};
use crate::value::quantity::group;
use crate::value::{MAX_BYTES, Number};
use std::ops::Range;

/// A number in a text: its bytes in the text, and what to write instead.
struct Change {
    span: Range<usize>,
    /// Half as much again; `None` for years, days, scores and words.
    more: Option<String>,
    /// One more in the last written digit, or the next word.
    next: String,
}

/// The text with the number of one figure changed. `found` are the bytes of the figure, as
/// [`figures`](crate::value::figures()) or [`Stated`](crate::value::Stated) give them. First all numbers in digits half as
/// large again, to the same number of decimals; then each number in turn one more in its last written digit,
/// or the next word for it. A figure without a number ("higher") gives nothing.
#[must_use]
pub fn vary_wording(text: &str, found: Range<usize>) -> Vec<String> {
    let Some(figure) = text.get(found.clone()).filter(|f| f.len() <= MAX_BYTES) else {
        return Vec::new();
    };
    let changes: Vec<Change> = changes(figure)
        .into_iter()
        .map(|c| Change { span: c.span.start + found.start..c.span.end + found.start, ..c })
        .collect();
    let more = changes.iter().filter_map(|c| Some((c.span.clone(), c.more.as_deref()?)));
    let mut out = vec![patched(text, more)];
    out.extend(changes.iter().map(|c| patched(text, [(c.span.clone(), c.next.as_str())].into_iter())));
    let mut seen: Vec<String> = Vec::new();
    for mutant in out {
        if mutant != text && !seen.contains(&mutant) {
            seen.push(mutant);
        }
    }
    seen
}

/// The text with some spans replaced, from left to right.
fn patched<'a>(text: &str, patches: impl Iterator<Item = (Range<usize>, &'a str)>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (span, new) in patches {
        out.push_str(text.get(at..span.start).unwrap_or(""));
        out.push_str(new);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

fn changes(figure: &str) -> Vec<Change> {
    let scanner = Scanner::new(figure, Expected::default());
    let mut out = Vec::new();
    let mut i = 0;
    while i < scanner.tokens.len() {
        if let Ok(Some((_, end))) = scanner.date(i) {
            out.extend((i..end).filter_map(|k| in_date(&scanner, k)));
            i = end.max(i + 1);
            continue;
        }
        match scanner.token(i) {
            Some(TokenKind::Number(n)) => {
                out.extend(digits(&scanner, i, n));
                i += 1;
            }
            Some(TokenKind::Word) => {
                let (change, end) = word(&scanner, i);
                out.extend(change);
                i = end.max(i + 1);
            }
            _ => i += 1,
        }
    }
    let number = |c: &Change| !["a", "an"].iter().any(|w| figure[c.span.clone()].eq_ignore_ascii_case(w));
    if out.iter().any(number) {
        out.retain(number);
    }
    out
}

/// A number in digits; years and scores only move by one, and the maximum of a score does not.
fn digits(scanner: &Scanner, i: usize, n: &DigitRun) -> Option<Change> {
    let value = n.value().filter(|_| n.fault.is_none() && n.quarters == 0)?;
    let maximum = |k: usize| {
        scanner.symbol(k, '/') || (scanner.is_word(k, "of") && k > 0 && scanner.is_word(k - 1, "out"))
    };
    if i.checked_sub(1).is_some_and(maximum) {
        return None;
    }
    let score = scanner.symbol(i + 1, '/') || (scanner.is_word(i + 1, "out") && scanner.is_word(i + 2, "of"));
    let token = scanner.tokens.get(i)?;
    let places = n.fraction.len();
    let grouped = scanner.text.get(token.start..token.end)?.contains(',');
    let ordinal = scanner.ordinal_suffix(i + 1);
    let end = ordinal.map_or(token.end, |_| scanner.tokens[i + 1].end);
    let written = |value: &Number| {
        let plain = value.fixed(places);
        let ending = value.fixed(0).parse().map_or("th", ordinal_ending);
        let digits = if grouped || (n.whole.len() <= 3 && value >= &Number::from(10_000)) {
            group(&plain)
        } else {
            plain
        };
        if ordinal.is_some() { format!("{digits}{ending}") } else { digits }
    };
    let half_more = (&value * &Number::from(3)).over(2);
    Some(Change {
        span: token.start..end,
        more: (!score && scanner.year(i).is_none()).then(|| written(&half_more)),
        next: written(&(&value + &n.last_digit())),
    })
}

/// A number of a date: the year one later, the day, month or quarter one earlier, so that it exists.
fn in_date(scanner: &Scanner, i: usize) -> Option<Change> {
    let Some(TokenKind::Number(n)) = scanner.token(i) else { return None };
    let token = scanner.tokens.get(i)?;
    let small = n.whole_number()?;
    let next = if small > 31 || small == 1 { small + 1 } else { small.saturating_sub(1) };
    let ordinal = scanner.ordinal_suffix(i + 1);
    let end = ordinal.map_or(token.end, |_| scanner.tokens[i + 1].end);
    let ending = ordinal.map_or("", |_| ordinal_ending(next));
    let width = n.whole.len();
    Some(Change { span: token.start..end, more: None, next: format!("{next:0width$}{ending}") })
}

/// A number in words: the next one.
fn word(scanner: &Scanner, i: usize) -> (Option<Change>, usize) {
    let change = |end: usize, next: String| {
        let span = scanner.bytes(&(i..end));
        let capital = scanner.text[span.clone()].starts_with(char::is_uppercase);
        let next = if capital { crate::text::capitalized(&next) } else { next };
        (Some(Change { span, more: None, next }), end)
    };
    if let Some((n, end)) = scanner.below_hundred(i) {
        return change(end, number_words(n + 1));
    }
    if let Some((n, end)) = scanner.ordinal_word(i) {
        return change(end, ordinal_words(n + 1));
    }
    let article = |k: usize| scanner.is_word(k, "a") || scanner.is_word(k, "an");
    if scanner.is_word(i, "half") && article(i + 1) {
        return change(i + 2, scanner.word(i + 1).unwrap_or("a").to_string());
    }
    if article(i) && scanner.is_word(i + 1, "half") {
        return (None, i + 2);
    }
    if article(i) {
        return change(i + 1, "two".to_string());
    }
    let word = scanner.word(i).unwrap_or("");
    match next_number_word(word) {
        Some(next) => change(i + 1, next.to_string()),
        None => (None, i + 1),
    }
}
