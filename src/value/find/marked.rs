//! Numbers with an X or a slash: multiples and scores, or names, dates and versions.
//!
//! In: a number that was read, and what stands beside it. Out: what it is not. Reads no figure.

use crate::value::grammar::{Candidate, Scanner, Spelling, WrittenQuantity, WrittenUnit};

/// `03/04`, `3/4/2025`
pub(super) fn dated(scanner: &Scanner, quantity: &WrittenQuantity, next: usize) -> bool {
    let padded = quantity.number.len() > 1 && scanner.text[quantity.number.clone()].starts_with('0');
    let whole = scanner.text.get(quantity.number.clone()).is_some_and(|n| !n.contains('.'));
    (padded && whole) || (scanner.symbol(next, '/') && scanner.glued(next))
}

/// `802.11x`, `2X-Small`, `1 x EC2`, `X.509`, `1-x`, `2x + 3`: an X that multiplies nothing.
pub(super) fn named_x(scanner: &Scanner, quantity: &WrittenQuantity, next: usize) -> bool {
    let text = &scanner.text[quantity.span.clone()];
    if quantity.spelling == Spelling::Article {
        return true;
    }
    // "2 × antenna height" is a formula.
    if text.ends_with(" ×") && scanner.word(next).is_some() {
        return true;
    }
    if !text.ends_with(['x', 'X']) {
        return false;
    }
    let number = &scanner.text[quantity.number.clone()];
    let standard = number.contains('.') && quantity.value >= 100.into();
    let joined = scanner.hyphen(next) && scanner.glued(next);
    let spaced = !text.ends_with(|c: char| c.is_alphabetic()) || text.contains(' ') || text.contains('-');
    let operator = ['+', '=', '^', '*'].iter().any(|c| scanner.symbol(next, *c));
    standard || joined || operator || (spaced && scanner.word(next).is_some()) || text.contains('-')
}

/// Scores are out of a usual maximum: a few points, or whole hundreds as examinations have them; "out of" may have
/// any, and so may a slash after a word such as "mark". A template ("0/5"), versions ("Windows 7/10") and rates of
/// transfer ("10/100 Gbps") are none.
pub(super) fn score(scanner: &Scanner, candidate: &Candidate, quantity: &WrittenQuantity) -> bool {
    const MARKS: [&str; 8] = ["mark", "marks", "score", "scores", "scored", "points", "grade", "pass"];
    let WrittenUnit::Score(max) = &quantity.unit else {
        return false;
    };
    let text = &scanner.text[candidate.core.clone()];
    let start = scanner.index_after(candidate.span.start);
    let end = scanner.index_after(candidate.span.end);
    if !text.contains('/') {
        return quantity.spelling == Spelling::Digits || *max == 10.into();
    }
    let named = start
        .checked_sub(1)
        .and_then(|k| scanner.word(k))
        .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_uppercase()));
    let transfer = scanner.word(end).is_some_and(|w| w.to_ascii_lowercase().ends_with("bps"));
    let marked = (start.saturating_sub(4)..start).any(|k| scanner.among(k, &MARKS));
    if quantity.value.is_zero() || transfer || (named && !marked && !text.contains('.')) {
        return false;
    }
    let told = scanner.among(end, &["correct", "correctly", "minimum", "required"]);
    if marked || told {
        return true;
    }
    let hundreds = (1..=20).map(|n| n * 100);
    [4, 5, 7, 10].into_iter().chain(hundreds).any(|m| *max == m.into())
}

/// "a score of 115", "passing score: 750", "minimum 6.5 band score", "GPA of 3.0": a number that a word beside it makes a
/// score, without a maximum.
pub(super) fn marked_score(scanner: &Scanner, candidate: &Candidate, quantity: &WrittenQuantity) -> bool {
    const SCORES: [&str; 5] = ["score", "scores", "mark", "gpa", "grade"];
    const JOINTS: [&str; 20] = [
        "of", "is", "are", "was", "at", "least", "minimum", "the", "a", "below", "above", "under", "over",
        "be", "range", "ranges", "from", "between", "low", "high",
    ];
    if quantity.spelling != Spelling::Digits || quantity.scale.is_some() || quantity.sign != 0 {
        return false;
    }
    let start = scanner.index_after(candidate.span.start);
    let end = scanner.index_after(candidate.span.end);
    let joint = |k: usize| scanner.symbol(k, ':') || scanner.among(k, &JOINTS);
    let among = |k: usize| scanner.among(k, &SCORES);
    let before = (0..start).rev().take(5).find(|k| !joint(*k));
    // "grade 7" and "score 3 times" are something else.
    let beside = before.is_some_and(|k| among(k) && k + 1 < start);
    // "The passing score for the second part is 194."
    let told = start.checked_sub(1).is_some_and(|k| scanner.among(k, &["is", "are", "was"]));
    let clause = || (0..start).rev().take(9).take_while(|k| scanner.word(*k).is_some());
    let scored = ["score", "scores", "mark", "gpa"];
    let joined = beside || (told && clause().any(|k| scored.iter().any(|w| scanner.is_word(k, w))));
    let gpa = start.checked_sub(1).is_some_and(|k| scanner.is_word(k, "gpa"));
    let after = scanner.is_word(end, "score")
        || scanner.is_word(end, "gpa")
        || (scanner.among(end, &["band", "overall", "total", "scaled", "raw"])
            && scanner.is_word(end + 1, "score"))
        || is_band(scanner, end, quantity);
    // "a score of 3 points" has its unit, "the score is 3 times as high" a multiple.
    let plain = scanner.word(end).is_none_or(|w| !["times", "of", "percent", "out"].contains(&w));
    plain && (joined || gpa || after)
}

/// "6.0 in each band", "7.0 overall", "a minimum 2.0 cumulative GPA": what a number with a point is of.
fn is_band(scanner: &Scanner, end: usize, quantity: &WrittenQuantity) -> bool {
    let point = scanner.text[quantity.number.clone()].contains('.');
    let joint = end + usize::from(scanner.among(end, &["in", "per", "for"]));
    let each = joint + usize::from(scanner.among(joint, &["each", "every", "all"]));
    let part = scanner.among(each, &["band", "bands", "component", "components"]) && each > end;
    let described = scanner.among(end, &["cumulative", "overall", "undergraduate", "minimum"]);
    let gpa = described && scanner.is_word(end + 1, "gpa");
    point && (scanner.among(end, &["overall", "each"]) || part || gpa)
}

/// Whether a sentence says that something opens, ends, changes or is due on a day. When a page was written or read is no
/// claim.
pub(super) fn is_due(sentence: &str) -> bool {
    const DUE: [&str; 42] = [
        "deadline",
        "deadlines",
        "due",
        "open",
        "opens",
        "opened",
        "close",
        "closes",
        "closed",
        "register",
        "registration",
        "apply",
        "application",
        "applications",
        "valid",
        "expire",
        "expires",
        "expired",
        "effective",
        "begin",
        "begins",
        "start",
        "starts",
        "until",
        "before",
        "by",
        "after",
        "exam",
        "test",
        "enrolment",
        "closing",
        "effect",
        "retired",
        "retires",
        "ends",
        "ended",
        "starting",
        "decision",
        "results",
        "release",
        "released",
        "later",
    ];
    const NOTED: [&str; 12] = [
        "updated",
        "accessed",
        "retrieved",
        "published",
        "written",
        "posted",
        "read",
        "edited",
        "reviewed",
        "author",
        "copyright",
        "born",
    ];
    let words = || sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let any = |list: &[&str]| words().any(|word| list.iter().any(|w| w.eq_ignore_ascii_case(word)));
    any(&DUE) && !any(&NOTED)
}

/// "since 2020", "as of January 2021", "until July 2026": a month or a year from or to which something holds.
pub(super) fn is_since(scanner: &Scanner, candidate: &Candidate) -> bool {
    const SINCE: [&str; 6] = ["since", "until", "till", "from", "after", "of"];
    let core = scanner.index_after(candidate.core.start);
    let before = core.checked_sub(1).filter(|k| scanner.among(*k, &SINCE));
    before.is_some_and(|k| !scanner.is_word(k, "of") || (k > 0 && scanner.is_word(k - 1, "as")))
}

/// Whether a sentence says that something changed, so that the month or year of it is a claim.
pub(super) fn is_changed(sentence: &str) -> bool {
    const CHANGED: [&str; 20] = [
        "discontinued",
        "retired",
        "retires",
        "banned",
        "replaced",
        "replaces",
        "introduced",
        "abolished",
        "withdrawn",
        "ended",
        "ends",
        "effective",
        "valid",
        "issued",
        "expire",
        "expires",
        "relevant",
        "mandatory",
        "required",
        "phased",
    ];
    let mut words = sentence.split(|c: char| !c.is_alphanumeric());
    words.any(|word| CHANGED.iter().any(|w| w.eq_ignore_ascii_case(word)))
}
