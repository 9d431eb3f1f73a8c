//! Exactly one figure of the wanted kind.
//!
//! In: the candidates of a wording. Out: the one that is meant. Figures of other kinds are passed over; a bare number
//! counts only where nothing with a unit does; two candidates are an error, never a guess.

use super::counted::{FUNCTION_WORDS, counts_things, other_noun, own_things};
use crate::value::error::quote;
use crate::value::grammar::{
    Body, Candidate, Fault, FaultKind, Spelling, WrittenQuantity, WrittenUnit, of_fault,
};
use crate::value::{Bound, Hedge, Kind, Misread, Number, ReadError, Schema, plural, singular};

/// How an candidate relates to the wanted kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Wanted,
    /// Wanted only if nothing better is there: "a week", "one".
    Weak,
    Bare,
    /// A bare year, or a bare "one".
    WeakBare,
    /// A unit that is easily confused with the wanted one.
    Near(Kind),
    Other(Kind),
    Ignored,
}

/// The candidate that is the figure meant.
pub(crate) fn choose<'i>(
    text: &str,
    schema: &Schema,
    candidates: &'i [Candidate],
) -> Result<&'i Candidate, ReadError> {
    if let Some(fault) = candidates.iter().find_map(|candidate| match &candidate.body {
        Body::Bad(fault) => Some(fault),
        _ => None,
    }) {
        return Err(of_fault(text, fault));
    }
    let mut fits: Vec<Fit> = candidates.iter().map(|candidate| fit(text, candidate, schema)).collect();
    for (at, fit) in fits.iter_mut().enumerate() {
        if describes(text, schema, candidates, at) {
            *fit = Fit::Ignored;
        }
    }
    let of = |wanted: &[Fit]| -> Vec<&'i Candidate> {
        candidates.iter().zip(&fits).filter(|(_, f)| wanted.contains(f)).map(|(i, _)| i).collect()
    };
    let wanted = said_once(text, of(&[Fit::Wanted]));
    if let Some(candidate) = only(text, schema, &wanted)? {
        return without_rival(text, candidate, candidates, &fits);
    }
    let foreign = |near: bool| {
        candidates.iter().zip(&fits).find_map(|(candidate, f)| match f {
            Fit::Near(kind) if near => Some((candidate, *kind)),
            Fit::Other(kind) if !near => Some((candidate, *kind)),
            _ => None,
        })
    };
    if let Some((candidate, found)) = foreign(true) {
        return Err(mismatch(text, schema, candidate, found));
    }
    for class in [[Fit::Bare, Fit::Weak].as_slice(), &[Fit::WeakBare]] {
        if let Some(candidate) = only(text, schema, &of(class))? {
            return without_rival(text, candidate, candidates, &fits);
        }
    }
    if let Some((candidate, found)) = foreign(false) {
        return Err(mismatch(text, schema, candidate, found));
    }
    Err(no_figure(text, schema.kind))
}

/// "280 four-option questions", "6.5 in all four skills", "4.6 (1,204 reviews)": numbers that say more of the things that
/// another one is about, and are never the figure.
fn describes(text: &str, schema: &Schema, candidates: &[Candidate], at: usize) -> bool {
    const ALL: [&str; 8] = [
        "in all",
        "in all of the",
        "in each of the",
        "in all the",
        "in every one of the",
        "across all",
        "for all",
        "in both",
    ];
    const RATERS: [&str; 12] = [
        "reviews",
        "review",
        "ratings",
        "rating",
        "votes",
        "learners",
        "students",
        "reviewers",
        "users",
        "responses",
        "raters",
        "candidates",
    ];
    let bare = |one: &Candidate| one.quantity().is_some_and(|it| it.unit == WrittenUnit::Bare);
    let Some(before) = at.checked_sub(1).map(|k| &candidates[k]) else { return false };
    let one = &candidates[at];
    let between = text.get(before.span.end..one.span.start).unwrap_or("").trim();
    let rest = text.get(one.core.end..).unwrap_or("");
    let word = |text: &str| {
        text.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase()
    };
    match schema.kind {
        Kind::Count => bare(one) && between.is_empty() && rest.starts_with('-') && bare(before),
        Kind::Scale if bare(one) => {
            let all = ALL.iter().any(|words| between.to_lowercase().ends_with(words));
            all || RATERS.contains(&word(rest).as_str())
        }
        _ => false,
    }
}

/// Figures that say one value twice, as one: "3 hours (180 minutes)", "70% (700 of 1,000)".
fn said_once<'i>(text: &str, mut candidates: Vec<&'i Candidate>) -> Vec<&'i Candidate> {
    const THAT_IS: [&str; 9] = ["(", "=", "i.e.", "that is", "or", "– or", "ie", "/", "— or"];
    if let [first, second] = candidates.as_slice() {
        let between = text.get(first.span.end..second.span.start).unwrap_or("").trim();
        let between = between.trim_start_matches(',').trim();
        let joined = THAT_IS.iter().any(|j| j.eq_ignore_ascii_case(between));
        if joined && same_value(first, second) {
            // The one in digits and with the unit of its kind is the more exact one.
            let second_is_exact = first.quantity().is_some_and(|q| q.spelling != Spelling::Digits);
            candidates.remove(usize::from(!second_is_exact));
        }
    }
    candidates
}

fn same_value(a: &Candidate, b: &Candidate) -> bool {
    let (Body::One(x), Body::One(y)) = (&a.body, &b.body) else { return false };
    let converted =
        matches!((&x.unit, &y.unit), (WrittenUnit::Measure(u), WrittenUnit::Measure(v)) if u != v);
    let hedged = b.hedge != Hedge::None;
    let plain = b.bound == Bound::None && b.direction.is_none() && (!hedged || converted);
    let measure = match (&x.unit, &y.unit) {
        (WrittenUnit::Time(u), WrittenUnit::Time(v)) => u.family() == v.family(),
        (WrittenUnit::Money(u), WrittenUnit::Money(v)) => u.compatible(*v),
        (WrittenUnit::Measure(u), WrittenUnit::Measure(v)) => u.dimension() == v.dimension(),
        (u, v) => u == v,
    };
    let (p, q) = (x.base(), y.base());
    let distance = (&p - &q).abs();
    let half = std::cmp::max(x.base_digit(), y.base_digit()).over(2);
    let shares = x.unit == WrittenUnit::Percent && (x.spelling != y.spelling);
    // "25 kg (55 lb)", "10,000 ft (about 3,000 m)": nobody converts to the last digit.
    let near = p.abs().over(if hedged { 20 } else { 100 });
    let rounded = shares && distance <= half || converted && (distance <= half || distance <= near);
    plain && measure && x.period == y.period && (p == q || rounded)
}

/// Refuses a figure beside another number that may be meant as well: 4 or 6 rounds; 4 rounds, sometimes 5.
fn without_rival<'i>(
    text: &str,
    candidate: &'i Candidate,
    candidates: &[Candidate],
    fits: &[Fit],
) -> Result<&'i Candidate, ReadError> {
    const JOINTS: [&str; 19] = [
        "in", "in every", "of every", "or", "and", "and/or", "to", "through", "-", "–", "/", "&", "vs", "±",
        "+/-", "^", "*", "x", "×",
    ];
    for (other, fit) in candidates.iter().zip(fits) {
        let gap = if other.span.end <= candidate.span.start {
            other.span.end..candidate.span.start
        } else if candidate.span.end <= other.span.start {
            candidate.span.end..other.span.start
        } else {
            continue;
        };
        let between = text.get(gap).unwrap_or("").trim();
        let joined = JOINTS.iter().any(|j| j.eq_ignore_ascii_case(between));
        let rival = match fit {
            // "3 weeks and 4 rounds": a number with a noun of its own is no rival, unless it is
            // joined from before: "4 and 6 rounds".
            Fit::Bare => {
                let first = other.span.start < candidate.span.start;
                // "five 45-minute interviews": the first number counts the noun; "1,316 for 150 places".
                let counts = first && ["", "for", "over", "across"].contains(&between);
                let sum = candidate.quantity().is_some_and(|it| matches!(it.unit, WrittenUnit::Money(_)));
                let price = sum && !first && is_other_price(text, other, between);
                if is_part_of_count(text, candidate, other, between) {
                    continue;
                }
                (joined && first) || price || !(counts || has_noun(text, other))
            }
            Fit::Weak => joined,
            Fit::WeakBare => joined && !other.quantity().is_some_and(is_year),
            _ => false,
        };
        if rival {
            let span = candidate.span.start.min(other.span.start)..candidate.span.end.max(other.span.end);
            let message = format!("two figures in {}; bind each one separately", quote(text, &span));
            return Err(ReadError::new(Misread::AmbiguousFigure, span, message));
        }
    }
    Ok(candidate)
}

/// "45 questions, 5 of them unscored", "43 answers out of 50", "65% (3,120)": a part of what is counted, its whole, or the
/// number behind a share.
fn is_part_of_count(text: &str, candidate: &Candidate, other: &Candidate, between: &str) -> bool {
    let unit = candidate.quantity().map(|it| it.unit.clone());
    let first = other.span.start < candidate.span.start;
    if unit == Some(WrittenUnit::Percent) {
        let whole = other.quantity().is_some_and(|it| it.value > Number::from(100));
        let joint = between.to_lowercase();
        return whole && ["(", "(n =", "of", ", or", "= ", "(n="].contains(&joint.as_str());
    }
    let counted = matches!(unit, Some(WrittenUnit::Noun | WrittenUnit::Bare));
    let rest = text.get(other.span.end..).unwrap_or("").trim_start().to_lowercase();
    let part = ["of them", "of which", "of these", "of those", "to pass"]
        .iter()
        .any(|words| rest.starts_with(words));
    counted && !first && (part || between.ends_with("out of"))
}

/// "$300 member, 350 non-member", "$300 (350 late)": the price of another class.
fn is_other_price(text: &str, other: &Candidate, between: &str) -> bool {
    const CLASSES: [&str; 21] = [
        "member",
        "members",
        "non",
        "nonmember",
        "nonmembers",
        "late",
        "early",
        "otherwise",
        "others",
        "online",
        "onsite",
        "standard",
        "regular",
        "adult",
        "adults",
        "child",
        "children",
        "student",
        "students",
        "senior",
        "seniors",
    ];
    let rest = text.get(other.span.end..).unwrap_or("").trim_start();
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    between.ends_with([',', '/', '(', ';', ')']) && CLASSES.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Whether a number without a scale is followed by a word, which then says what it counts.
fn has_noun(text: &str, candidate: &Candidate) -> bool {
    let rest = text.get(candidate.span.end..).unwrap_or("").trim_start();
    let scaled = candidate.quantity().is_some_and(|quantity| quantity.scale.is_some());
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    // "4 rounds (5 for seniors)": such a word is none that is counted.
    let function =
        !word.eq_ignore_ascii_case("but") && FUNCTION_WORDS.iter().any(|w| w.eq_ignore_ascii_case(word));
    !scaled && !word.is_empty() && !function
}

/// Nothing of the kind is there.
pub(crate) fn no_figure(text: &str, kind: Kind) -> ReadError {
    let whole = 0..text.len();
    let message = format!("no figure of kind {kind} in {}", quote(text, &whole));
    ReadError::new(Misread::NoFigure, whole, message)
}

fn only<'i>(
    text: &str,
    schema: &Schema,
    candidates: &[&'i Candidate],
) -> Result<Option<&'i Candidate>, ReadError> {
    match candidates {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        [first, .., last] => {
            let span = first.span.start..last.span.end;
            let count = match candidates.len() {
                2 => "two".to_string(),
                3 => "three".to_string(),
                n => n.to_string(),
            };
            let things = plural_of(schema.kind);
            let message = format!("{count} {things} in {}; bind each one separately", quote(text, &span));
            Err(ReadError::new(Misread::AmbiguousFigure, span, message))
        }
    }
}

fn plural_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "sums",
        Kind::Percent | Kind::Change => "percentages",
        Kind::Ratio => "multiples",
        Kind::Duration => "durations",
        Kind::Scale => "scores",
        Kind::Date => "dates",
        Kind::Time => "times of day",
        Kind::Level => "levels",
        Kind::Version => "versions",
        Kind::PercentagePoint | Kind::Count | Kind::Ordinal | Kind::Boolean | Kind::Enum | Kind::Text => {
            "figures"
        }
    }
}

fn mismatch(text: &str, schema: &Schema, candidate: &Candidate, found: Kind) -> ReadError {
    let wanted = schema.kind;
    let q = quote(text, &candidate.core);
    if let Some(noun) = other_noun(text, candidate, schema) {
        let span = candidate.span.start..noun.end;
        let things = plural(&singular(&text.get(noun).unwrap_or("").trim().to_lowercase()));
        let message =
            format!("{} counts {things}, the fact counts {}", quote(text, &span), own_things(schema));
        return ReadError::new(Misread::UnitMismatch { found, wanted }, span, message);
    }
    if found == Kind::Ratio && candidate.direction.is_some() {
        let fault = Fault { kind: FaultKind::More, span: candidate.span.clone() };
        return of_fault(text, &fault);
    }
    let message = format!("{q} is {}, the fact is {}", found.noun(), wanted.predicate());
    ReadError::new(Misread::UnitMismatch { found, wanted }, candidate.core.clone(), message)
}

fn fit(text: &str, candidate: &Candidate, schema: &Schema) -> Fit {
    let wanted = schema.kind;
    let Some(quantity) = candidate.quantity() else {
        return if wanted == Kind::Date { Fit::Wanted } else { Fit::Other(Kind::Date) };
    };
    let Some(kind) = quantity.unit.kind() else {
        let measured = schema.measure().is_some() && counts_things(text, candidate, quantity, Kind::Duration);
        if measured || other_noun(text, candidate, schema).is_some() {
            return Fit::Other(Kind::Count);
        }
        return fit_bare(text, candidate, quantity, wanted);
    };
    let same = kind == wanted
        || (wanted == Kind::Change && kind == Kind::Percent)
        || (wanted == Kind::Ratio && kind == Kind::Percent);
    if same {
        return if quantity.spelling == Spelling::Article { Fit::Weak } else { Fit::Wanted };
    }
    if quantity.spelling == Spelling::Article {
        return Fit::Ignored;
    }
    let relative = |k: Kind| matches!(k, Kind::Percent | Kind::PercentagePoint | Kind::Change | Kind::Ratio);
    if relative(kind) && relative(wanted) { Fit::Near(kind) } else { Fit::Other(kind) }
}

fn fit_bare(text: &str, candidate: &Candidate, quantity: &WrittenQuantity, wanted: Kind) -> Fit {
    let spelled = quantity.spelling != Spelling::Digits;
    let needs_unit = matches!(
        wanted,
        Kind::Money
            | Kind::Percent
            | Kind::PercentagePoint
            | Kind::Change
            | Kind::Date
            | Kind::Time
            | Kind::Level
    );
    if (spelled && needs_unit) || matches!(wanted, Kind::Date | Kind::Time | Kind::Level) {
        return Fit::Ignored;
    }
    if counts_things(text, candidate, quantity, wanted) {
        return Fit::Other(Kind::Count);
    }
    let one = matches!(candidate.body, Body::One(_));
    let year = is_year(quantity);
    let pronoun = spelled && quantity.value == Number::one() && quantity.scale.is_none();
    if one && (year || pronoun) { Fit::WeakBare } else { Fit::Bare }
}

/// A bare number of four digits from 1900 to 2100.
fn is_year(quantity: &WrittenQuantity) -> bool {
    quantity.value >= Number::from(1900)
        && quantity.value <= Number::from(2100)
        && quantity.value.is_integer()
        && quantity.number.len() == 4
        && quantity.scale.is_none()
}
