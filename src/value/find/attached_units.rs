//! What belongs to a number behind it: its unit, its currency, its maximum, its margin.
//!
//! In: the words directly after a link. Out: how many tokens there are of them. What kinds of facts they are asked for
//! is said in `attached`.

use crate::value::TimeUnit;
use crate::value::grammar::{Scanner, TokenKind};
use crate::value::quantity::currency;

/// "± 2%", "+/- 2": what a share may be off by.
pub(super) fn margin_after(scanner: &Scanner) -> Option<usize> {
    let next = if scanner.symbol(0, '±') { 1 } else { return None };
    scanner.is_number(next).then(|| next + 1 + usize::from(scanner.symbol(next + 1, '%')))
}

/// "out of 10", "of 10", "on a scale of 1 to 10".
pub(super) fn score_after(scanner: &Scanner) -> Option<usize> {
    let bracket = usize::from(scanner.symbol(0, '('));
    // "(max. 10)"
    let max = bracket + 1 + usize::from(scanner.symbol(bracket + 1, '.'));
    if bracket > 0 && scanner.among(bracket, &["max", "maximum"]) && scanner.is_number(max) {
        return Some(max + 1);
    }
    // "stars out of 10"
    if scanner.among(0, &["stars", "star", "points", "marks"])
        && scanner.is_word(1, "out")
        && scanner.is_number(3)
    {
        return Some(4);
    }
    let out = scanner.is_word(bracket, "out") && scanner.is_word(bracket + 1, "of");
    let of = bracket == 0 && (scanner.is_word(0, "of") || scanner.symbol(0, '/'));
    let scale = scanner.is_word(bracket, "on") && (bracket..bracket + 7).any(|i| scanner.is_word(i, "scale"));
    if !(out || of || scale) {
        return None;
    }
    const FILLERS: [&str; 7] = ["a", "the", "possible", "total", "maximum", "of", "potential"];
    if scale {
        let ends = |i: &usize| scanner.is_number(*i) || scanner.is_word(*i, "scale");
        return (bracket..bracket + 9).rfind(ends).map(|i| i + 1);
    }
    let first = bracket + if out { 2 } else { 1 };
    let number = (first..first + 5).find(|i| !scanner.among(*i, &FILLERS))?;
    scanner.is_number(number).then_some(number + 1)
}

/// "school days", "man-days"; "12 hours" after days.
pub(super) fn time_after(scanner: &Scanner) -> Option<usize> {
    const DAYS: [&str; 10] = [
        "school", "business", "working", "calendar", "court", "trading", "banking", "man", "person",
        "teaching",
    ];
    let time = |k: usize| scanner.word(k).is_some_and(|w| TimeUnit::from_word(w).is_some());
    if scanner.is_number(0) && time(1) {
        return Some(2);
    }
    if scanner.among(0, &["weekdays", "workdays", "weekends", "nights"]) {
        return Some(1);
    }
    let named = scanner.among(0, &DAYS);
    let at = 1 + usize::from(scanner.hyphen(1));
    (named && time(at)).then_some(at + 1)
}

pub(super) fn scale_after(scanner: &Scanner) -> Option<usize> {
    const SCALES: [&str; 18] = [
        "hundred",
        "thousand",
        "million",
        "billion",
        "trillion",
        "lakh",
        "lakhs",
        "crore",
        "crores",
        "dozen",
        "K",
        "M",
        "bn",
        "mn",
        "grand",
        "hundredths",
        "percent",
        "pct",
    ];
    let word = scanner.word(0)?;
    SCALES.contains(&word).then_some(1)
}

/// "000 dollars": the number goes on behind a blank.
pub(super) fn group_after(scanner: &Scanner) -> Option<usize> {
    let zeros = matches!(scanner.token(0), Some(TokenKind::Number(run)) if run.whole == "000");
    zeros.then(|| 1 + usize::from(scanner.word(1).is_some()))
}

/// "questions", "people": what a number without a unit counts, where the fact is none of things.
pub(super) fn things_after(scanner: &Scanner) -> Option<usize> {
    const THINGS: [&str; 19] = [
        "questions",
        "people",
        "points",
        "marks",
        "pages",
        "seats",
        "attempts",
        "candidates",
        "students",
        "exams",
        "items",
        "participants",
        "credits",
        "papers",
        "tests",
        "sections",
        "modules",
        "applicants",
        "places",
    ];
    scanner.among(0, &THINGS).then_some(1)
}

/// "EUR", "(CAD)", "cents", "p.a.", "a night", "annually", "off".
pub(super) fn money_after(scanner: &Scanner) -> Option<usize> {
    if let Some((_, next)) = scanner.country_after(0).or_else(|| scanner.hundredths(0)) {
        return Some(next);
    }
    if let Some((_, next)) = scanner.joined_or_apart(0).or_else(|| scanner.period_letters(0)) {
        return Some(next);
    }
    // "245 A$"
    if scanner.symbol(1, '$') && scanner.glued(1) && scanner.word(0).and_then(currency::by_letters).is_some()
    {
        return Some(2);
    }
    let short = scanner.word(0).is_some_and(|w| scanner.currency_word(w).is_some());
    let off = scanner.is_word(0, "off");
    let sign = matches!(scanner.token(0), Some(TokenKind::Symbol(c)) if currency::is_sign(*c) && *c != '$');
    (short || off || sign).then_some(1)
}
