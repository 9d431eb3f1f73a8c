//! Reading the wording of a comparison.
//!
//! In: a wording such as "about 18% higher" and the schema of the attribute. Out: [`Stated`], whose kind says
//! which arithmetic the wording asks for. Percentages of percentages and "3x more" are refused.

use super::counted::other_noun;
use super::wording::{check_denial, mirrored, next_word, state, too_long};
use super::{repair, words};
use crate::value::error::quote;
use crate::value::grammar::{
    Body, COMPARATIVES, Candidate, Effect, Expected, FASTER, Fault, FaultKind, SIZES, SPEEDS, Scanner,
    Spelling, WrittenUnit, of_fault,
};
use crate::value::{
    Amount, Core, Direction, Hedge, Kind, MAX_BYTES, Misread, Number, ReadError, Schema, Stated, TimeUnit,
    Unit,
};
use std::ops::Range;

/// Parts of a whole that would make "more" a figure of its own.
const FRACTIONS: [&str; 13] = [
    "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth", "sixths", "eighth",
    "eighths", "tenth", "tenths",
];

/// Reads the wording of a comparison: one figure that compares, or a comparative word alone.
///
/// The result's `kind` is change, ratio, percentage-point or the attribute's own (a difference), and says
/// which arithmetic [`compare`](crate::value::compare()) does.
///
/// # Errors
/// [`ReadError`]: no comparison, several figures, a percentage for an attribute in percent (points are
/// asked for), or "3x more".
pub fn read_comparison(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(too_long(text));
    }
    let reader = |text: &str| read(text, schema);
    reader(text).map_err(|error| repair::suggested(text, error, &|text| reader(text).ok()))
}

fn read(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    let points: Vec<Vec<String>> = match schema.kind {
        Kind::Scale => ["mark", "marks", "point", "points"].map(|noun| vec![noun.to_owned()]).into(),
        _ => Vec::new(),
    };
    let expected = Expected {
        kind: None,
        nouns: if points.is_empty() { &schema.nouns } else { &points },
        levels: None,
        multiples: true,
        measured: schema.measure().is_some(),
        points: relative(schema.kind),
    };
    let scanner = Scanner::new(text, expected);
    let candidates = scanner.candidates();
    if let Some(Body::Bad(fault)) = candidates.iter().map(|i| &i.body).find(|b| matches!(b, Body::Bad(_))) {
        return Err(of_fault(text, fault));
    }
    let mut found: Vec<(&Candidate, Schema)> = candidates
        .iter()
        .filter_map(|candidate| Some((candidate, schema_of(text, candidate, schema)?)))
        .collect();
    if found.len() > 1 {
        // "18% more over 3 years": a figure with a direction is the one that compares.
        let directed = found.iter().filter(|(i, _)| i.direction.is_some()).count();
        if directed == 1 {
            found.retain(|(i, _)| i.direction.is_some());
        }
    }
    match found.as_slice() {
        [] => {
            if let Some(candidate) = candidates.iter().find(|candidate| is_number(candidate, schema)) {
                let message = format!("{} compares nothing of the fact", quote(text, &candidate.span));
                return Err(ReadError::new(Misread::NoFigure, candidate.span.clone(), message));
            }
            comparative(text, schema, &scanner)
        }
        [(candidate, own)] => figure(text, candidate, own, schema, &scanner),
        [(first, _), .., (last, _)] => {
            let span = first.span.start..last.span.end;
            let message = format!("several figures in {}; bind each one separately", quote(text, &span));
            Err(ReadError::new(Misread::AmbiguousFigure, span, message))
        }
    }
}

/// Whether a candidate is a number that says how far the facts are apart and compares nothing: a bare one in digits
/// other than a year, one that a direction belongs to, and any number where differences cannot be compared.
fn is_number(candidate: &Candidate, schema: &Schema) -> bool {
    let (Body::One(quantity) | Body::Range { hi: quantity, .. }) = &candidate.body else {
        return false;
    };
    let year = quantity.value >= Number::from(1900)
        && quantity.value <= Number::from(2100)
        && quantity.unit.kind().is_none();
    let bare = quantity.unit.kind().is_none() && quantity.spelling == Spelling::Digits;
    let orders_only = matches!(schema.kind, Kind::Date | Kind::Time | Kind::Level | Kind::Ordinal)
        && quantity.spelling != Spelling::Article;
    !year && (bare || candidate.direction.is_some() || orders_only)
}

/// The schema under which the figure of an candidate compares; `None` when it does not.
fn schema_of(text: &str, candidate: &Candidate, schema: &Schema) -> Option<Schema> {
    // "50% of what Google pays" is a share, "50% more" a change.
    let of = next_word(text, candidate).eq_ignore_ascii_case("of");
    let quantity = match &candidate.body {
        Body::One(quantity) | Body::Range { hi: quantity, .. } => quantity,
        _ => return None,
    };
    let plain = |kind: Kind| Schema { kind, unit: Unit::of_kind(kind), period: None, ..schema.clone() };
    // A difference may be less than where the scale begins.
    let difference = || Schema { scale_from: None, ..schema.clone() };
    let clock = schema.kind == Kind::Time;
    match quantity.unit.kind() {
        // Nothing is a share of a time of day.
        Some(Kind::Percent | Kind::Ratio | Kind::PercentagePoint) if clock => None,
        Some(Kind::Percent) if candidate.direction.is_none() && of => Some(plain(Kind::Ratio)),
        Some(Kind::Percent) => Some(plain(Kind::Change)),
        Some(Kind::Ratio) => Some(plain(Kind::Ratio)),
        Some(Kind::PercentagePoint) => Some(plain(Kind::PercentagePoint)),
        Some(kind) if kind == schema.kind => Some(schema.clone()),
        // "549 days earlier": between two dates lies a length of time.
        Some(Kind::Duration) if schema.kind == Kind::Date => {
            Some(Schema { unit: Unit::Time(TimeUnit::Day), ..plain(Kind::Duration) })
        }
        // "4 hours later": between two times as well.
        Some(Kind::Duration) if schema.kind == Kind::Time => {
            Some(Schema { unit: Unit::Time(TimeUnit::Hour), ..plain(Kind::Duration) })
        }
        // "100 points lower": the nouns of scores are points.
        Some(Kind::Count) if quantity.unit == WrittenUnit::Noun && schema.kind == Kind::Scale => {
            Some(difference())
        }
        None if other_noun(text, candidate, schema).is_some() => None,
        None if candidate.direction.is_some() && schema.kind.rounds() => Some(difference()),
        _ => None,
    }
}

fn figure(
    text: &str,
    candidate: &Candidate,
    own: &Schema,
    schema: &Schema,
    scanner: &Scanner,
) -> Result<Stated, ReadError> {
    check_denial(text, scanner, candidate)?;
    fits(text, candidate, own, schema)?;
    let mut stated = state(text, own, candidate, true)?;
    if own.kind == Kind::Ratio {
        return Ok(stated);
    }
    let down = stated.direction == Some(Direction::Down);
    if stated.direction.is_some() {
        // Changes and points were negated when they were read.
        let done = matches!(own.kind, Kind::Change | Kind::PercentagePoint);
        return Ok(if down && !done { negated(stated) } else { stated });
    }
    let signed = stated.amounts().iter().any(|a| a.value.is_negative());
    let plus = matches!(&candidate.body, Body::One(quantity) if quantity.sign > 0);
    match lone(scanner, candidate, own.kind) {
        Some((d, span)) => {
            stated.direction = Some(d);
            stated.direction_span = Some(span);
            Ok(if d == Direction::Down && !signed { negated(stated) } else { stated })
        }
        None if signed || plus => Ok(stated),
        None => {
            let message = format!("{}: higher or lower?", quote(text, &candidate.span));
            Err(ReadError::new(Misread::NoFigure, candidate.span.clone(), message))
        }
    }
}

/// Refuses arithmetic that the attribute does not have.
fn fits(text: &str, candidate: &Candidate, own: &Schema, schema: &Schema) -> Result<(), ReadError> {
    let q = quote(text, &candidate.span);
    let again = text.split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case("again"));
    let faster = again || FASTER.iter().any(|w| w.eq_ignore_ascii_case(next_word(text, candidate)));
    if own.kind == Kind::Ratio && (candidate.direction.is_some() || faster) {
        return Err(of_fault(text, &Fault { kind: FaultKind::More, span: candidate.span.clone() }));
    }
    let (found, wanted, message) = match (own.kind, relative(schema.kind)) {
        (Kind::Change, true) => {
            let message = format!("{q} of a percentage: write percentage points");
            (Kind::Percent, Kind::PercentagePoint, message)
        }
        (Kind::PercentagePoint, false) => {
            let fact = schema.kind.predicate();
            let message = format!("{q} compares percentages, the fact is {fact}");
            (Kind::PercentagePoint, schema.kind, message)
        }
        _ => return Ok(()),
    };
    let what = Misread::UnitMismatch { found, wanted };
    Err(ReadError::new(what, candidate.span.clone(), message))
}

/// Kinds whose values are percentages themselves.
fn relative(kind: Kind) -> bool {
    matches!(kind, Kind::Percent | Kind::PercentagePoint | Kind::Change)
}

/// Turns a difference round: "$70K less".
fn negated(mut stated: Stated) -> Stated {
    let turn = |a: &Amount| Amount { value: -&a.value, ..a.clone() };
    stated.core = match &stated.core {
        Core::One(a) => Core::One(turn(a)),
        Core::Range(a, b) => Core::Range(turn(b), turn(a)),
        other => other.clone(),
    };
    mirrored(stated)
}

/// A comparative outside the figure: "earn more, by $70K".
fn lone(scanner: &Scanner, candidate: &Candidate, kind: Kind) -> Option<(Direction, Range<usize>)> {
    (0..scanner.tokens.len()).find_map(|i| {
        let (d, next) = comparative_at(scanner, i, kind)?;
        let span = scanner.bytes(&(i..next));
        let outside = span.end <= candidate.span.start || span.start >= candidate.span.end;
        outside.then_some((d, span))
    })
}

/// The comparative at token `i`; "faster" has a direction for lengths of time only.
fn comparative_at(scanner: &Scanner, i: usize, kind: Kind) -> Option<(Direction, usize)> {
    let speeds: &[_] = if kind == Kind::Duration { &SPEEDS } else { &[] };
    let sizes: &[_] = if scanner.expected.measured { &SIZES } else { &[] };
    COMPARATIVES
        .iter()
        .chain(speeds)
        .chain(sizes)
        .filter_map(|(phrase, d)| scanner.phrase(i, phrase.split(' ')).map(|next| (*d, next)))
        .max_by_key(|(_, next)| *next)
}

/// A comparative word without a figure.
fn comparative(text: &str, schema: &Schema, scanner: &Scanner) -> Result<Stated, ReadError> {
    let mut i = 0;
    let mut hit: Option<(Direction, Range<usize>)> = None;
    let mut moved = None;
    while i < scanner.tokens.len() {
        let Some((d, next)) = comparative_at(scanner, i, schema.kind) else {
            i += 1;
            continue;
        };
        if let Some((Effect::Hedge(Hedge::About), past)) = scanner.qualifier(i) {
            // "more or less the same"
            i = past;
            continue;
        }
        let span = scanner.bytes(&(i..next));
        let no = i > 0 && scanner.among(i - 1, &["no", "nor"]);
        if no || scanner.negation_before(i).is_some() {
            let message = format!("{} is negated; name what is true instead", quote(text, &span));
            return Err(ReadError::new(Misread::NoFigure, span, message));
        }
        if hit.as_ref().is_some_and(|(first, _)| *first != d) {
            let message = format!("two directions in {}", quote(text, &(0..text.len())));
            return Err(ReadError::new(Misread::AmbiguousFigure, span, message));
        }
        if i > 0 && scanner.among(i - 1, &FRACTIONS) {
            let message = format!("{}: write the fraction as a percentage", quote(text, &(0..text.len())));
            return Err(ReadError::new(Misread::NoFigure, span, message));
        }
        if d == Direction::Same {
            moved = same_but(scanner, i).or(moved);
        }
        hit.get_or_insert((d, span));
        i = next;
    }
    let Some((direction, span)) = hit else {
        let whole = 0..text.len();
        let message = format!("no comparison in {}", quote(text, &whole));
        return Err(ReadError::new(Misread::NoFigure, whole, message));
    };
    let mut stated = words::word(text, schema.kind, String::new(), span.clone());
    stated.core = Core::Comparative;
    stated.direction = Some(direction);
    stated.direction_span = Some(span);
    match moved {
        Some(Effect::Bound(bound)) => stated.bound = bound,
        Some(Effect::Hedge(_) | Effect::Unclear) => stated.hedge = Hedge::About,
        _ => {}
    }
    Ok(stated)
}

/// What stands directly before "the same" or "as much as" at token `i`: "about", "at least".
fn same_but(scanner: &Scanner, i: usize) -> Option<Effect> {
    (i.saturating_sub(4)..i).find_map(|k| {
        let (effect, next) = scanner.qualifier(k)?;
        let moves = matches!(effect, Effect::Bound(_) | Effect::Unclear | Effect::Hedge(_));
        (next == i && moves && effect != Effect::Hedge(Hedge::Exactly)).then_some(effect)
    })
}
