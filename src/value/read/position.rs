//! What stands in the place of a unit, a currency or a direction and is not known.
//!
//! In: the figure that was chosen, and the tokens beside it. Out: nothing, or the error that refuses the wording: a
//! number beside an unknown word in such a place is not the number of the fact. Knows no word that is known
//! elsewhere; what is listed here are the places, and words that leave the meaning open.

use crate::value::grammar::{
    Candidate, Fault, FaultKind, OPEN_DIRECTIONS, Scanner, TokenKind, WrittenUnit, direction_of, of_fault,
};
use crate::value::{Kind, ReadError, Schema};

/// Refuses a figure beside an unknown currency or direction.
pub(super) fn check(
    text: &str,
    schema: &Schema,
    scanner: &Scanner,
    candidate: &Candidate,
) -> Result<(), ReadError> {
    let refused = match schema.kind {
        Kind::Money => unknown_currency(scanner, candidate),
        Kind::Change => unknown_direction(scanner, candidate),
        Kind::Level => another_level(scanner, candidate),
        _ => None,
    };
    let refused = refused.or_else(|| denied_by_no(schema, scanner, candidate));
    match refused {
        Some(fault) => Err(of_fault(text, &fault)),
        None => Ok(()),
    }
}

/// "no 45 days"; "no. 3" and "no more than" are something else.
fn denied_by_no(schema: &Schema, scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let before = scanner.tokens.partition_point(|t| t.start < candidate.span.start).checked_sub(1)?;
    let span = scanner.bytes(&(before..before + 1)).start..candidate.span.end;
    let denied = schema.kind != Kind::Ordinal && scanner.is_word(before, "no");
    denied.then_some(Fault { kind: FaultKind::Denied, span })
}

/// "XYZ 500": capitals before a bare sum are a currency that is not listed; so is any sign of money.
fn unknown_currency(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    const NO_CURRENCIES: [&str; 12] =
        ["IS", "TO", "OF", "AT", "BY", "FEE", "PAY", "COST", "RENT", "NOW", "WAS", "ONLY"];
    let before = scanner.tokens.partition_point(|t| t.start < candidate.span.start).checked_sub(1)?;
    let span = scanner.bytes(&(before..before + 1)).start..candidate.span.end;
    let bare = candidate.quantity().is_some_and(|q| q.unit == WrittenUnit::Bare);
    let unknown = match scanner.token(before)? {
        TokenKind::Word => {
            let word = scanner.word(before)?;
            let capitals = (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
            bare && capitals && !NO_CURRENCIES.contains(&word)
        }
        TokenKind::Symbol(c) => matches!(c, '\u{20A0}'..='\u{20CF}' | '¤'),
        _ => false,
    };
    unknown.then_some(Fault { kind: FaultKind::UnknownCurrency, span })
}

/// "former designer", "pre-C03", "v3-beta": words that make another level of one.
fn another_level(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    const BEFORE: [&str; 20] = [
        "former",
        "formerly",
        "ex",
        "assistant",
        "aspiring",
        "deputy",
        "acting",
        "pre",
        "post",
        "non",
        "sub",
        "vice",
        "almost",
        "nearly",
        "future",
        "trainee",
        "would",
        "pseudo",
        "quasi",
        "semi",
    ];
    let start = scanner.tokens.partition_point(|t| t.start < candidate.span.start);
    let end = scanner.tokens.partition_point(|t| t.start < candidate.span.end);
    let at = |i: usize| BEFORE.iter().any(|word| scanner.is_word(i, word));
    let joined = start >= 2 && scanner.hyphen(start - 1) && scanner.glued(start) && scanner.glued(start - 1);
    let before =
        if joined { at(start - 2).then_some(start - 2) } else { start.checked_sub(1).filter(|i| at(*i)) };
    let noun = ["level", "grade", "band", "tier", "class", "stage"];
    let after = scanner.hyphen(end)
        && scanner.glued(end)
        && scanner.glued(end + 1)
        && scanner.word(end + 1).is_some_and(|word| !noun.iter().any(|n| n.eq_ignore_ascii_case(word)));
    let span = match (before, after) {
        (Some(first), _) => first..end,
        (None, true) => start..end + 2,
        (None, false) => return None,
    };
    Some(Fault { kind: FaultKind::AnotherLevel, span: scanner.bytes(&span) })
}

/// "18% worse", "squashed by 18%", "a wobble of 18%": whether that is more or less is not said.
fn unknown_direction(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    if candidate.direction.is_some() {
        return None;
    }
    let signed = candidate.quantity().is_some_and(|q| q.sign != 0);
    let start = scanner.tokens.partition_point(|t| t.start < candidate.span.start);
    let end = scanner.tokens.partition_point(|t| t.start < candidate.span.end);
    let fault = |from: usize, to: usize| {
        Some(Fault { kind: FaultKind::UnknownDirection, span: scanner.bytes(&(from..to)) })
    };
    // "half the fee", "50% of the fee", "cut in half" tell what is left, not by how much it changed.
    let core = scanner.text.get(candidate.core.clone()).unwrap_or("").to_lowercase();
    let part = ["half", "third", "quarter", "fifth", "tenth"].iter().any(|word| core.contains(word));
    let whole = ["the", "its", "as", "what", "that", "their", "this"];
    let left = scanner.is_word(end, "of") || (part && whole.iter().any(|word| scanner.is_word(end, word)));
    let fell = start >= 2
        && scanner.is_word(start - 1, "in")
        && scanner.word(start - 2).and_then(direction_of).is_some();
    if left || fell {
        return fault(if fell { start - 2 } else { start }, end + usize::from(left));
    }
    let open = |i: usize| OPEN_DIRECTIONS.iter().any(|w| scanner.is_word(i, w));
    // "18% shallower"
    let comparative = scanner.word(end).is_some_and(|w| w.len() > 4 && w.ends_with("er"))
        && (scanner.word(end + 1).is_none() || scanner.is_word(end + 1, "than"));
    if open(end) || comparative {
        return fault(start, end + 1);
    }
    let before = start.checked_sub(1).filter(|_| !signed)?;
    // "squashed by 18%"
    let apart = ["differ", "differs", "differed", "vary", "varies", "varied"];
    let apart = before.checked_sub(1).is_some_and(|k| apart.iter().any(|w| scanner.is_word(k, w)));
    if scanner.is_word(before, "by") && !apart {
        return fault(before.saturating_sub(1), end);
    }
    // "a swing of 18%"
    if scanner.is_word(before, "of") && before > 0 {
        return fault(before - 1, end);
    }
    // "squashed 18%"; "an expected 18%" says nothing of a direction.
    let past = scanner.word(before).is_some_and(|w| w.len() > 4 && w.ends_with("ed"));
    let article = |k: usize| ["a", "an", "the"].iter().any(|w| scanner.is_word(k, w));
    let adjective = before.checked_sub(1).is_some_and(article);
    (past && !adjective).then(|| fault(before, end)).flatten()
}
