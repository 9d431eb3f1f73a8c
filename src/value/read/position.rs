//! What stands in the place of a unit, a currency or a direction and is not known.
//!
//! In: the figure that was chosen, and the tokens beside it. Out: nothing, or the error that refuses the wording: a
//! number beside an unknown word in such a place is not the number of the fact. Knows no word that is known
//! elsewhere; what is listed here are the places, and words that leave the meaning open.

use super::days::another_date;
use crate::value::grammar::{
    Body, Candidate, Fault, FaultKind, MATHEMATICS, OPEN_DIRECTIONS, Scanner, TokenKind, WrittenUnit,
    direction_of, of_fault,
};
use crate::value::quantity::currency;
use crate::value::{Bound, Direction, Kind, Number, ReadError, Schema, TimeUnit};

/// Refuses a figure beside a currency, a direction or a sign that is not known, or beside words that make another figure
/// of it.
pub(super) fn check(
    text: &str,
    schema: &Schema,
    scanner: &Scanner,
    candidate: &Candidate,
    candidates: &[Candidate],
) -> Result<(), ReadError> {
    let refused = match schema.kind {
        Kind::Money => unknown_currency(scanner, candidate)
            .or_else(|| hundredths(scanner, candidate))
            .or_else(|| share_of_sum(scanner, candidate, candidates)),
        Kind::Change => unknown_direction(scanner, candidate),
        Kind::Level => another_level(scanner, candidate),
        Kind::Date => another_date(scanner, candidate, candidates),
        Kind::Time => another_time(scanner, candidate),
        Kind::Ordinal => bounded_place(scanner, candidate),
        Kind::Ratio => falling_multiple(scanner, candidate).or_else(|| rising_percentage(scanner, candidate)),
        Kind::Duration => {
            numbered_time(scanner, candidate).or_else(|| numbers_of_several(scanner, candidate))
        }
        Kind::Count => numbers_of_several(scanner, candidate),
        _ => None,
    };
    let refused = refused
        .or_else(|| denied_by_no(schema, scanner, candidate))
        .or_else(|| another_figure(schema, scanner, candidate))
        .or_else(|| rival(schema, scanner, candidate, candidates))
        .or_else(|| unknown_sign(schema, scanner, candidate));
    match refused {
        Some(fault) => Err(of_fault(text, &fault)),
        None => Ok(()),
    }
}

/// "$600 in total" of a yearly sum, "none of the 4", "45 minutes twice", "rose to 18%".
fn another_figure(schema: &Schema, scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let start = scanner.index_after(candidate.span.start);
    let end = scanner.index_after(candidate.span.end);
    let without_period = candidate.quantity().is_some_and(|quantity| quantity.period.is_none());
    let rate = schema.period.is_some() && without_period;
    // Outside a link the sentence may bind both: "grew from [20,000](…) to [21,500](…)".
    let old = scanner.old_value_before(start).filter(|_| schema.kind != Kind::Change);
    let before = scanner.another_before(start, rate).or(old).map(|first| first..end);
    let after = || scanner.another_after(end, rate).map(|next| start..next);
    let changed = || {
        let plain =
            matches!(schema.kind, Kind::Money | Kind::Percent | Kind::Count | Kind::Duration | Kind::Scale);
        let named = schema.shares.iter().any(|word| direction_of(word).is_some());
        let first = scanner.changed_before(start).filter(|_| plain && !named)?;
        Some(first..end)
    };
    let span = before.or_else(after).or_else(changed)?;
    Some(Fault { kind: FaultKind::AnotherFigure, span: scanner.bytes(&span) })
}

/// "165 euro cents": hundredths of the currency that was read.
fn hundredths(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let end = scanner.index_after(candidate.span.end);
    let small = scanner.among(end, &["cent", "cents", "pence", "penny", "paise"]);
    let span = candidate.span.start..scanner.bytes(&(end..end + 1)).end;
    small.then_some(Fault { kind: FaultKind::AnotherFigure, span })
}

/// "month 3", "day 45": the number of one, not a length.
fn numbered_time(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let Body::One(quantity) = &candidate.body else { return None };
    let start = scanner.index_after(candidate.core.start);
    let end = scanner.index_after(candidate.span.end);
    // "day 40 to day 45" has a repair of its own.
    let ranged = scanner.is_word(end, "to") || matches!(scanner.token(end), Some(TokenKind::Dash(_)));
    let unit = start.checked_sub(1).filter(|_| quantity.unit == WrittenUnit::Bare && !ranged)?;
    let one = scanner.word(unit).is_some_and(|w| TimeUnit::from_word(w).is_some() && !w.ends_with('s'));
    let span = scanner.bytes(&(unit..start)).start..candidate.span.end;
    one.then_some(Fault { kind: FaultKind::AnotherFigure, span })
}

/// "Questions 1–40", "hours 3 to 5": the numbers of the first and the last, which say how many only by a sum.
fn numbers_of_several(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    const THINGS: [&str; 16] = [
        "questions",
        "sections",
        "pages",
        "parts",
        "chapters",
        "items",
        "hours",
        "weeks",
        "months",
        "units",
        "modules",
        "lines",
        "rows",
        "problems",
        "exercises",
        "lessons",
    ];
    let Body::Range { hi, .. } = &candidate.body else { return None };
    let first = scanner.index_after(candidate.core.start);
    let noun = first.checked_sub(1).filter(|_| hi.unit == WrittenUnit::Bare)?;
    let span = scanner.bytes(&(noun..first)).start..candidate.span.end;
    let things = scanner.among(noun, &THINGS);
    things.then_some(Fault { kind: FaultKind::AnotherFigure, span })
}

/// "10% off $300", "$300 with a 20% discount": what is left of the sum is another one.
fn share_of_sum(scanner: &Scanner, candidate: &Candidate, candidates: &[Candidate]) -> Option<Fault> {
    const TAKES: [&str; 12] = [
        "off",
        "more",
        "less",
        "than",
        "of",
        "discount",
        "discounted",
        "cut",
        "reduced",
        "surcharge",
        "on",
        "with",
    ];
    let share = candidates.iter().find(|other| {
        other.quantity().is_some_and(|quantity| quantity.unit == WrittenUnit::Percent)
            && other.span != candidate.span
    })?;
    let (first, last) = if share.span.start < candidate.span.start {
        (share.core.end, candidate.span.start)
    } else {
        (candidate.core.end, share.span.start)
    };
    let between = scanner.text.get(first..last)?;
    let words: Vec<&str> = between.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    // "$185 with a 3% surcharge" is the sum, and what comes to it.
    const ADDED: [&str; 12] = [
        "vat",
        "gst",
        "hst",
        "tax",
        "taxes",
        "surcharge",
        "service",
        "pension",
        "tip",
        "gratuity",
        "duty",
        "iva",
    ];
    let behind = scanner.index_after(share.span.end);
    if share.span.start > candidate.span.start && scanner.among(behind, &ADDED) {
        return None;
    }
    let near = words.len() <= 4 && !between.contains([',', ';', '.', ':', '(']);
    let taken = words.iter().any(|word| TAKES.iter().any(|w| w.eq_ignore_ascii_case(word)));
    let span = share.span.start.min(candidate.span.start)..share.span.end.max(candidate.span.end);
    // "$300 + 10%"
    let added = between.trim() == "+";
    (near && (taken || added)).then_some(Fault { kind: FaultKind::AnotherFigure, span })
}

/// "three rather than four attempts": the number that is not meant, or may not be.
fn rival(
    schema: &Schema,
    scanner: &Scanner,
    candidate: &Candidate,
    candidates: &[Candidate],
) -> Option<Fault> {
    const RATHER: [&str; 6] =
        ["rather than", "instead of", "compared with", "compared to", "as opposed to", "and not"];
    if !schema.kind.is_numeric() {
        return None;
    }
    let before = scanner.text.get(..candidate.span.start)?.trim_end();
    let joint = RATHER.iter().find(|joint| {
        before.len() > joint.len()
            && before.get(before.len() - joint.len()..).is_some_and(|end| end.eq_ignore_ascii_case(joint))
    })?;
    let other = candidates.iter().any(|other| other.span.end + joint.len() <= candidate.span.start);
    other.then_some(Fault { kind: FaultKind::AnotherFigure, span: 0..candidate.span.end })
}

/// "a threefold drop": a multiple that makes less.
fn falling_multiple(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    // "3x less" has a fault of its own.
    const LESS: [&str; 6] = ["less", "lower", "fewer", "cheaper", "smaller", "shorter"];
    let (_, word) = candidate.direction.clone().filter(|(direction, _)| *direction == Direction::Down)?;
    let word = scanner.text.get(word).unwrap_or("");
    let falls = !LESS.iter().any(|w| w.eq_ignore_ascii_case(word));
    falls.then(|| Fault { kind: FaultKind::AnotherFigure, span: candidate.span.clone() })
}

/// "up 300%", "300% growth": four times as much; "3 x 4" and "3-for-2" are products and offers.
fn rising_percentage(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let quantity = candidate.quantity()?;
    let (start, end) = (scanner.index_after(candidate.span.start), scanner.index_after(candidate.span.end));
    let noun = scanner.word(end).and_then(direction_of).is_some() || scanner.is_word(end, "above");
    let verb = start.checked_sub(1).is_some_and(|k| {
        scanner.word(k).and_then(direction_of).is_some() || scanner.among(k, &["up", "down"])
    });
    let turned = candidate.direction.is_some() || quantity.sign != 0 || noun || verb;
    if quantity.unit == WrittenUnit::Percent && turned {
        return Some(Fault { kind: FaultKind::More, span: candidate.span.clone() });
    }
    let product = start > 1
        && scanner.is_number(start - 2)
        && (scanner.among(start - 1, &["x", "times"]) || scanner.symbol(start - 1, '×'));
    let offer = scanner.hyphen(end) && scanner.is_word(end + 1, "for") && scanner.hyphen(end + 2);
    let span = if product { start - 2..end } else { start..end + 3 };
    (product || offer).then(|| Fault { kind: FaultKind::AnotherFigure, span: scanner.bytes(&span) })
}

/// "the third or later": a place has no bounds.
fn bounded_place(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let bounded = candidate.bound != Bound::None;
    let (start, end) = (scanner.index_after(candidate.core.start), scanner.index_after(candidate.core.end));
    let article = start > 0 && scanner.among(start - 1, &["a", "an"]);
    let bare = candidate.quantity().is_some_and(|quantity| quantity.unit == WrittenUnit::Bare);
    // "5 attempts" are several, "a fifth of candidates" is a share.
    let several = bare && scanner.word(end).is_some_and(|word| word.len() > 3 && word.ends_with('s'));
    let share = article && (scanner.is_word(end, "of") || scanner.token(end).is_none());
    (bounded || several || share)
        .then(|| Fault { kind: FaultKind::AnotherFigure, span: candidate.span.clone() })
}

/// "ten to 9 am", "9 am the next day", "9 am Beijing time": words that say another time than the one beside them.
fn another_time(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let time = scanner.index_after(candidate.span.start)..scanner.index_after(candidate.span.end);
    let quantity = candidate.quantity()?;
    // Any time of a day is after midnight.
    if candidate.bound.is_lower() && candidate.bound != Bound::None && quantity.value.is_zero() {
        return Some(Fault { kind: FaultKind::VagueEnd, span: candidate.span.clone() });
    }
    let minutes = quantity.value.floor_to(&Number::one()).to_string().parse().unwrap_or(0);
    let span = scanner.bytes(&scanner.makes_another_time(&time, minutes)?);
    Some(Fault { kind: FaultKind::AnotherFigure, span })
}

/// `≠4`, `√4`, `4↓`: a sign that touches a figure, or a sign of mathematics beside it, which nothing reads.
fn unknown_sign(schema: &Schema, scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    const OPENING: &str = "—([{\"'“”‘’„«‹,;:.…•·→~≈<>≤≥⩽⩾≦≧+@*";
    const CLOSING: &str = "—)]}\"'“”‘’»›.,;:!?…*†‡§®™©%٪/|+&·•→★☆⭐¹²³";
    if matches!(candidate.body, Body::Bad(_)) {
        return None;
    }
    let start = scanner.index_after(candidate.span.start);
    let end = scanner.index_after(candidate.span.end);
    let sign = |i: usize| match scanner.token(i) {
        Some(TokenKind::Symbol(c)) => Some(*c),
        _ => None,
    };
    let numbered = matches!(schema.kind, Kind::Ordinal | Kind::Level | Kind::Scale | Kind::Date);
    let sum = schema.kind == Kind::Money;
    let known = |c: char, list: &str| {
        list.contains(c) || currency::is_sign(c) || (numbered && c == '#') || is_unseen(c)
    };
    let before = start.checked_sub(1).filter(|k| {
        sign(*k).is_some_and(|c| MATHEMATICS.contains(c) || (scanner.glued(start) && !known(c, OPENING)))
    });
    // "45 mm²"; behind a word the digit is that of a note.
    let share = sum && scanner.symbol(end, '%') && scanner.glued(end);
    let measured = candidate.quantity().is_some_and(|it| matches!(it.unit, WrittenUnit::Measure(_)));
    let raised = measured && scanner.glued(end) && sign(end).is_some_and(|c| matches!(c, '²' | '³'));
    let after = raised
        || share
        || sign(end).is_some_and(|c| MATHEMATICS.contains(c) || (scanner.glued(end) && !known(c, CLOSING)));
    let span = match (before, after) {
        (Some(first), _) => first..end,
        (None, true) => start..end + 1,
        (None, false) => return None,
    };
    Some(Fault { kind: FaultKind::UnknownSign, span: scanner.bytes(&span) })
}

/// Marks of direction and of emoji, which change no figure.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FE0F}' | '\u{20E3}')
}

/// "no 45 days"; "no. 3" and "no more than" are something else.
fn denied_by_no(schema: &Schema, scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let before = scanner.index_after(candidate.span.start).checked_sub(1)?;
    let span = scanner.bytes(&(before..before + 1)).start..candidate.span.end;
    let denied = schema.kind != Kind::Ordinal && scanner.is_word(before, "no");
    denied.then_some(Fault { kind: FaultKind::Denied, span })
}

/// "XYZ 500": capitals before a bare sum are a currency that is not listed; so is any sign of money.
fn unknown_currency(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    const NO_CURRENCIES: [&str; 12] =
        ["IS", "TO", "OF", "AT", "BY", "FEE", "PAY", "COST", "RENT", "NOW", "WAS", "ONLY"];
    let before = scanner.index_after(candidate.span.start).checked_sub(1)?;
    let span = scanner.bytes(&(before..before + 1)).start..candidate.span.end;
    let bare = candidate.quantity().is_some_and(|q| q.unit == WrittenUnit::Bare);
    // "Mex$300": letters that touch the sign and that no currency has.
    let touching = scanner.glued(before + 1)
        && matches!(scanner.token(before + 1), Some(TokenKind::Symbol(c)) if currency::is_sign(*c));
    let unknown = match scanner.token(before)? {
        TokenKind::Word if touching => true,
        // "Mexican $300": a peso, whose sign the dollar's is as well
        TokenKind::Word
            if scanner.symbol(before + 1, '$')
                && scanner.word(before).and_then(currency::by_adjective).is_some() =>
        {
            true
        }
        // "CA $300": which dollar
        TokenKind::Word if scanner.symbol(before + 1, '$') && is_lettered(scanner.word(before)?) => true,
        TokenKind::Word => {
            let word = scanner.word(before)?;
            // "$Cdn 245"
            if before > 0 && scanner.symbol(before - 1, '$') {
                return Some(Fault { kind: FaultKind::UnknownCurrency, span });
            }
            // "NRs 5,000": other rupees, other crowns
            let other = word.len() > 2 && (word.ends_with("Rs") || word.ends_with("Kr"));
            if bare && other {
                return Some(Fault { kind: FaultKind::UnknownCurrency, span });
            }
            let capitals = (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
            bare && capitals && !NO_CURRENCIES.contains(&word)
        }
        TokenKind::Symbol(c) => matches!(c, '\u{20A0}'..='\u{20CF}' | '¤' | '¢'),
        _ => false,
    };
    unknown.then_some(Fault { kind: FaultKind::UnknownCurrency, span })
}

/// Letters that tell one dollar from another.
fn is_lettered(word: &str) -> bool {
    word.len() > 1 && currency::by_letters(word).is_some()
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
    let start = scanner.index_after(candidate.span.start);
    let end = scanner.index_after(candidate.span.end);
    let at = |i: usize| scanner.among(i, &BEFORE);
    let joined = start >= 2 && scanner.hyphen(start - 1) && scanner.glued(start) && scanner.glued(start - 1);
    let before =
        if joined { at(start - 2).then_some(start - 2) } else { start.checked_sub(1).filter(|i| at(*i)) };
    let noun = ["level", "grade", "band", "tier", "class", "stage"];
    let after = scanner.hyphen(end)
        && scanner.glued(end)
        && scanner.glued(end + 1)
        && scanner.word(end + 1).is_some_and(|word| !noun.iter().any(|n| n.eq_ignore_ascii_case(word)));
    // "L5-"
    let minus = scanner.hyphen(end) && scanner.glued(end) && scanner.token(end + 1).is_none();
    if minus {
        return Some(Fault { kind: FaultKind::AnotherLevel, span: scanner.bytes(&(start..end + 1)) });
    }
    let span = match (before, after) {
        // "a near merit"
        _ if candidate.unclear.is_some() => start..end,
        (Some(first), _) => first..end,
        (None, true) => start..end + 2,
        (None, false) => return None,
    };
    Some(Fault { kind: FaultKind::AnotherLevel, span: scanner.bytes(&span) })
}

/// "rose 18% less", "an 18% slower rise", "18% higher or lower": two words of direction, of which one says what the other
/// one changes.
fn turned_twice(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    let core = scanner.index_after(candidate.core.start)..scanner.index_after(candidate.core.end);
    let (start, end) = (scanner.index_after(candidate.span.start), scanner.index_after(candidate.span.end));
    let turns = |k: usize| {
        const COMPARED: [&str; 12] = [
            "slower",
            "faster",
            "smaller",
            "larger",
            "bigger",
            "lower",
            "higher",
            "greater",
            "shallower",
            "steeper",
            "weaker",
            "stronger",
        ];
        let comparative = scanner.among(k, &COMPARED);
        let word = scanner.word(k).and_then(direction_of).is_some();
        word || comparative || scanner.among(k, &["less", "more", "fewer", "down", "up"])
    };
    // "fewer than" and "up to" are bounds.
    let before = (start..core.start).any(|k| scanner.word(k).and_then(direction_of).is_some());
    let after = (core.end..end).filter(|k| turns(*k)).count() + usize::from(turns(end));
    // "a 20% lower price cut" has two behind it.
    let twice = before
        && after > 0
        && scanner.among(end - 1, &["less", "more", "smaller", "larger", "slower", "faster"])
        || before && turns(end) && !scanner.is_word(end, "up")
        || (core.end..end).any(|k| scanner.among(k, &["slower", "faster", "smaller", "larger", "bigger"]))
            && after > 1;
    let either = (scanner.is_word(end, "or") || scanner.symbol(end, '/')) && turns(end + 1);
    let span = start..(end + 1 + usize::from(either)).min(scanner.tokens.len());
    (twice || either).then(|| Fault { kind: FaultKind::UnknownDirection, span: scanner.bytes(&span) })
}

/// "18% worse", "squashed by 18%", "a wobble of 18%": whether that is more or less is not said.
fn unknown_direction(scanner: &Scanner, candidate: &Candidate) -> Option<Fault> {
    if candidate.direction.is_some() {
        return turned_twice(scanner, candidate);
    }
    let signed = candidate.quantity().is_some_and(|q| q.sign != 0);
    let start = scanner.index_after(candidate.span.start);
    let end = scanner.index_after(candidate.span.end);
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
    let open = |i: usize| scanner.among(i, &OPEN_DIRECTIONS);
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
    let article = |k: usize| scanner.among(k, &["a", "an", "the"]);
    let adjective = before.checked_sub(1).is_some_and(article);
    (past && !adjective).then(|| fault(before, end)).flatten()
}
