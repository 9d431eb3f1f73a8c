//! What beside a date says another day than the one that was read.
//!
//! In: the date that was chosen, and the tokens and figures beside it. Out: the fault that refuses it, or nothing. What is
//! read as a part of the date (its weekday, a bound) is no longer beside it here; words that only describe the day are not
//! listed.

use crate::value::TimeUnit;
use crate::value::grammar::{
    Body, Candidate, Fault, FaultKind, Scanner, TokenKind, WrittenUnit, is_calendar_name, is_weekday,
};
use crate::value::quantity::month_named;

/// "the fourth of May 2026", "14 Febuary 2026", "1. Juli 2026": a day whose month or number was not read.
fn unread_day(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    const JOINS: [&str; 16] = [
        "in", "of", "for", "by", "from", "to", "until", "since", "and", "or", "the", "during", "before",
        "after", "is", "till",
    ];
    let Body::Date(date) = &candidate.body else { return None };
    if date.precision() == "day" {
        return None;
    }
    let start = scanner.index_after(candidate.core.start);
    let comma = |k: usize| k - usize::from(k > 0 && scanner.symbol(k - 1, ','));
    let last = comma(start).checked_sub(1)?;
    let of = last - usize::from(scanner.is_word(last, "of") && last > 0);
    let fault = |first: usize| {
        let span = scanner.bytes(&(first..start)).start..candidate.span.end;
        Some(Fault { kind: FaultKind::AnotherDate, span })
    };
    if scanner.is_word(of, "last") || scanner.ordinal_word(of).is_some() {
        return fault(of);
    }
    let day = |k: usize| match scanner.token(k) {
        Some(TokenKind::Number(run)) => run.whole.len() <= 2 && run.fraction.is_empty(),
        _ => false,
    };
    let month = |k: usize| {
        scanner
            .word(k)
            .is_some_and(|w| w.len() > 2 && !JOINS.iter().any(|joint| joint.eq_ignore_ascii_case(w)))
    };
    let before = |k: usize| k.checked_sub(1).map(|k| k - usize::from(scanner.symbol(k, '.') && k > 0));
    // "Febuary 14, 2026" and "14 Febuary 2026"
    if day(last) && last > 0 && month(last - 1) {
        return fault(last - 1);
    }
    before(last).filter(|k| month(last) && day(*k)).and_then(fault)
}

/// "year-end 2026", "the last month of 2026", "spring break 2026", "15 (Sunday) March 2026", "some days before 15 March
/// 2026": a part of the time that was read, or a time beside it.
fn part_of_year(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let Body::Date(date) = &candidate.body else { return None };
    let (start, end) = (scanner.index_after(candidate.core.start), scanner.index_after(candidate.core.end));
    let fault = |first: usize, last: usize| {
        Some(Fault { kind: FaultKind::AnotherDate, span: scanner.bytes(&(first..last)) })
    };
    let bound = scanner.index_after(candidate.span.start);
    if let Some(first) = offset_before(scanner, start).or_else(|| offset_before(scanner, bound + 1)) {
        return fault(first, end);
    }
    if date.precision() == "day" {
        return None;
    }
    let month = date.precision() == "month";
    let first = part_before(scanner, start, month);
    let last = part_after(scanner, end).filter(|_| !month);
    match (first, last) {
        (Some(first), _) => fault(first, end),
        (None, Some(last)) => fault(start, last),
        (None, None) => None,
    }
}

/// "some days before" that ends before token `i`.
fn offset_before(scanner: &Scanner, i: usize) -> Option<usize> {
    let joint = i.checked_sub(1).filter(|k| {
        scanner.among(*k, &["before", "after", "from", "following", "past", "prior", "ahead", "preceding"])
    })?;
    let unit = joint.checked_sub(1)?;
    scanner.word(unit).is_some_and(|word| TimeUnit::from_word(word).is_some()).then_some(unit)
}

/// Words for a part of a year, which the date beside them does not say.
fn is_part(scanner: &Scanner, k: usize) -> bool {
    #[rustfmt::skip]
    const PARTS: [&str; 30] = [
        "quarter", "qtr", "half", "term", "semester", "trimester", "month", "months", "week", "weeks", "spring", "summer",
        "autumn", "winter", "easter", "christmas", "lent", "michaelmas", "hilary", "trinity", "break", "vacation",
        "holidays", "ides", "midway", "halfway", "mid", "midyear", "early", "late",
    ];
    let named = scanner.word(k).is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && month_named(word).is_some()
    });
    let end = scanner.is_word(k, "end")
        && k > 1
        && scanner.hyphen(k - 1)
        && scanner.among(k - 2, &["year", "month", "term", "quarter"]);
    named || end || scanner.among(k, &PARTS)
}

/// The part of the year whose words end before token `i`; of a month, days as well.
fn part_before(scanner: &Scanner, i: usize, month: bool) -> Option<usize> {
    const JOINS: [&str; 9] = ["of", "in", "the", "on", "through", "year", "a", "and", "or"];
    const SUFFIXES: [&str; 4] = ["st", "nd", "rd", "th"];
    let mut k = i.checked_sub(1)?;
    loop {
        if is_part(scanner, k) {
            // "the month of March 2026"
            let of = scanner.is_word(k + 1, "of");
            let plain = month && of && scanner.is_word(k, "month");
            return (!plain).then_some(k);
        }
        let small = match scanner.token(k) {
            Some(TokenKind::Number(run)) => run.whole.len() <= 2 && run.fraction.is_empty(),
            _ => false,
        };
        if small && month && k + 1 < i {
            return Some(k);
        }
        // "15(th) March", "15 (Sunday) March"
        let inner = month && scanner.symbol(k, ')') && k > 1 && scanner.symbol(k - 2, '(');
        if inner && (scanner.among(k - 1, &SUFFIXES) || scanner.word(k - 1).is_some_and(is_weekday)) {
            k = (k - 2).checked_sub(1)?;
            if k + 6 < i {
                return None;
            }
            continue;
        }
        let sign = matches!(scanner.token(k), Some(TokenKind::Symbol('.') | TokenKind::Dash(_)));
        let weekday = month && scanner.word(k).is_some_and(is_weekday);
        // "March fifteen, 2026"
        let worded = !month && (scanner.symbol(k, ',') || scanner.word(k).is_some() && scanner.is_number(k));
        let joins = scanner.among(k, &JOINS) || month && scanner.among(k, &SUFFIXES) || worded;
        if !(joins || sign || weekday) || k + 5 < i {
            return None;
        }
        k = k.checked_sub(1)?;
    }
}

/// The token after a part of the year that begins at token `j`: "2026 spring semester", "2026 – Q2".
fn part_after(scanner: &Scanner, j: usize) -> Option<usize> {
    let sign = matches!(scanner.token(j), Some(TokenKind::Symbol('(' | ',') | TokenKind::Dash(_)));
    let k = j + usize::from(sign);
    let quarter = scanner.is_word(k, "Q") && scanner.glued(k + 1) && scanner.is_number(k + 1);
    if sign && !quarter {
        return None;
    }
    let nth = k + usize::from(scanner.ordinal_word(k).is_some());
    let named = scanner.word(nth).is_some_and(|word| !is_weekday(word) && is_calendar_name(word));
    (quarter || is_part(scanner, nth) || named).then_some(nth + 1)
}

/// "113 May 2026", "KW 12/2026", "within 30 days of 15 March 2026": numbers and times beside a date that say another day.
pub(super) fn another_date(
    scanner: &Scanner,
    candidate: &Candidate,
    candidates: &[Candidate],
) -> Option<Fault> {
    let end = scanner.index_after(candidate.span.end);
    // "13 May 2026/27", "2026-W12", "13 May 2026–"
    let joint = scanner.symbol(end, '/') || matches!(scanner.token(end), Some(TokenKind::Dash(_)));
    if joint && scanner.glued(end) {
        let next = end + 1 + usize::from(scanner.glued(end + 1));
        let span = candidate.span.start..scanner.bytes(&(end..next)).end;
        return Some(Fault { kind: FaultKind::AnotherDate, span });
    }
    if let Some(fault) = unread_day(scanner, candidate).or_else(|| part_of_year(scanner, candidate)) {
        return Some(fault);
    }
    // "the third-last day of May 2026"
    let start = scanner.index_after(candidate.span.start);
    if start > 1 && scanner.hyphen(start - 1) && scanner.glued(start) && scanner.glued(start - 1) {
        let span = scanner.bytes(&(start - 2..end));
        return Some(Fault { kind: FaultKind::AnotherDate, span });
    }
    candidates.iter().find_map(|other| {
        let quantity = other.quantity()?;
        let first = other.span.end <= candidate.span.start;
        let (from, to) = if first {
            (other.span.end, candidate.span.start)
        } else {
            (candidate.span.end, other.span.start)
        };
        let between = scanner.text.get(from..to)?.trim();
        let joints: &[&str] = match (&quantity.unit, first) {
            (WrittenUnit::Bare, true) => &["", "/", "of", "into", "in"],
            (WrittenUnit::Bare, false) => &["", "/", "(", "minus", "plus", "less"],
            (WrittenUnit::Time(_), true) => &[
                "",
                "of",
                "to",
                "into",
                "until",
                "till",
                "short of",
                "from",
                "after",
                "before",
                "following",
                "past",
            ],
            (WrittenUnit::Time(_), false) => &["plus", "minus", "less", "and", "+"],
            _ => &[],
        };
        let other_date = joints.iter().any(|joint| joint.eq_ignore_ascii_case(between));
        let span = candidate.span.start.min(other.span.start)..candidate.span.end.max(other.span.end);
        other_date.then_some(Fault { kind: FaultKind::AnotherDate, span })
    })
}
