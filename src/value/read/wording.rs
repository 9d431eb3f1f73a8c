//! Reading the wording of a claim.
//!
//! In: a wording and the schema. Out: [`Stated`], or a [`ReadError`]. A unit or period that is missing is the
//! attribute's; one that differs is an error. Whether the figure is true is decided in `agree`.

use super::choose::choose;
use super::counted::own_things;
use super::periods::{check_apart, check_period, in_own_unit};
use super::{position, remarks, repair, version, words};
use crate::value::error::quote;
use crate::value::grammar::{
    Body, Candidate, Expected, FASTER, Fault, FaultKind, Scanner, Spelling, WrittenQuantity, WrittenUnit,
    direction_of, of_fault,
};
use crate::value::{
    Amount, Bound, Core, Direction, Hedge, Kind, MAX_BYTES, Misread, Notation, Number, ReadError, Schema,
    Stated, Unit,
};
use std::ops::Range;

/// Reads a wording that must hold exactly one figure of the schema's kind.
///
/// Figures of other kinds beside it are ignored. Byte ranges in the result are offsets into `text`.
///
/// # Errors
/// [`ReadError`] when there is no such figure, more than one, one that is misspelt, or one whose unit,
/// currency or period is not the attribute's.
pub fn read_wording(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(too_long(text));
    }
    if matches!(schema.kind, Kind::Boolean | Kind::Enum | Kind::Text) {
        return words::read(text, schema);
    }
    if schema.kind == Kind::Version {
        return version::read(text, schema.kind);
    }
    if schema.kind == Kind::Level
        && let Some(stated) = words::no_levels(text, schema)
    {
        return Ok(stated);
    }
    figure(text, schema).map_err(|error| repair::suggested(text, error, &|text| figure(text, schema).ok()))
}

/// Reads the one figure of a wording, whose kind is one with figures.
fn figure(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    let scanner = Scanner::new(text, expected(schema));
    let candidates = scanner.candidates();
    let candidate = choose(text, schema, &candidates)?;
    check_denial(text, &scanner, candidate)?;
    check_apart(text, schema, &scanner, candidate)?;
    position::check(text, schema, &scanner, candidate, &candidates)?;
    if let Some(span) = scanner.unread(&candidates) {
        return Err(of_fault(text, &Fault { kind: FaultKind::Unread, span }));
    }
    let mut stated = state(text, schema, candidate, false)?;
    let named = scanner.named_statistics(&candidate.span);
    if let Some((a, b)) = named.clash {
        let message = format!("{} names two statistics, {a} and {b}", quote(text, &(0..text.len())));
        return Err(ReadError::new(Misread::AmbiguousFigure, candidate.span.clone(), message));
    }
    if named.mode && schema.kind.is_numeric() {
        let message = format!("{} names a mode, which no fact holds", quote(text, &(0..text.len())));
        return Err(ReadError::new(Misread::AmbiguousFigure, candidate.span.clone(), message));
    }
    if named.shared {
        stated.bound = Bound::None;
    }
    stated.statistic = named.statistic;
    stated.percentiles = named.percentiles;
    stated.crowd = named.crowd;
    Ok(stated)
}

/// The steering of a schema.
pub(crate) fn expected(schema: &Schema) -> Expected<'_> {
    Expected {
        kind: Some(schema.kind),
        nouns: &schema.nouns,
        levels: (schema.kind == Kind::Level).then_some(&schema.levels),
        multiples: schema.kind == Kind::Ratio,
        measured: schema.measure().is_some(),
        points: schema.kind == Kind::PercentagePoint,
    }
}

/// Words after a figure that make it a difference.
fn is_difference(text: &str, schema: &Schema, span: &Range<usize>) -> bool {
    const WORDS: [&str; 31] = [
        "heavier", "lighter", "taller", "deeper", "wider", "narrower", "warmer", "hotter", "colder",
        "cooler", "older", "off", "dearer", "pricier", "costlier", "cheaper", "higher", "lower", "more",
        "less", "fewer", "longer", "shorter", "larger", "smaller", "greater", "bigger", "increase",
        "decrease", "younger", "cut",
    ];
    let word = text.get(span.clone()).unwrap_or("");
    // "$300 above the average"; "70 or above" is a bound.
    let compared = ["above", "below"].iter().any(|w| w.eq_ignore_ascii_case(word))
        && text.get(span.end..).is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic));
    // "9,150 candidates down"; "$300 up front" is none.
    let ends = !text.get(span.end..).is_some_and(|rest| rest.contains(char::is_alphabetic));
    let turned = span.start > 0 && ends && ["up", "down"].iter().any(|w| w.eq_ignore_ascii_case(word));
    let sum = matches!(schema.kind, Kind::Money | Kind::Count | Kind::Ratio);
    compared || turned || sum && is_rise(text, span) || WORDS.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Nouns after a figure that make it a difference, and a multiple no other one.
fn is_rise(text: &str, span: &Range<usize>) -> bool {
    let word = text.get(span.clone()).unwrap_or("");
    ["reduction", "drop", "rise", "hike", "fall"].iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// "rose by $245", "an increase of $245", "dropped 40%": how much has changed, where the attribute is not named after a
/// change.
fn is_change_by(text: &str, schema: &Schema, candidate: &Candidate, span: &Range<usize>) -> bool {
    const CHANGES: [&str; 18] = [
        "gain",
        "gains",
        "fall",
        "falls",
        "rise",
        "rises",
        "increase",
        "increases",
        "raise",
        "raises",
        "hike",
        "hikes",
        "decrease",
        "decreases",
        "drop",
        "drops",
        "reduction",
        "reductions",
    ];
    // These are amounts by themselves.
    const AMOUNTS: [&str; 5] = ["discount", "premium", "loss", "gain", "saving"];
    let phrase = span.start..candidate.core.start.max(span.end);
    let words: Vec<String> = text
        .get(phrase)
        .unwrap_or("")
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has = |word: &str| words.iter().any(|own| own == word);
    let turns = |word: &String| direction_of(word).is_some() || word == "up" || word == "down";
    let by = has("by") && words.iter().any(turns);
    let of = has("of") && words.iter().any(|word| CHANGES.contains(&word.as_str()));
    // "18% up front" is no rise.
    let share = schema.kind == Kind::Percent
        && next_word(text, candidate) != "front"
        && !AMOUNTS.iter().any(|word| has(word));
    let named = schema.shares.iter().any(|word| direction_of(word).is_some() || word == "reduction");
    // "lost 23 kg"
    let verb = matches!(schema.kind, Kind::Count | Kind::Duration | Kind::Scale | Kind::Money)
        && words.first().is_some_and(|word| {
            let sum = matches!(schema.kind, Kind::Money | Kind::Count | Kind::Scale);
            let turned = sum && span.start < candidate.core.start && (word == "up" || word == "down");
            turned
                || direction_of(word).is_some()
                    && (word.ends_with("ed") || ["lost", "rose", "fell", "grew"].contains(&word.as_str()))
        });
    (by || of || share || verb) && !has("to") && !named
}

/// "[one](…) more": without a noun or a rival, one thing more is a thing; "4 more rounds" is a difference.
fn is_one_more(text: &str, schema: &Schema, candidate: &Candidate, span: &Range<usize>) -> bool {
    let bare = matches!(&candidate.body, Body::One(quantity) if quantity.unit == WrittenUnit::Bare);
    let more = text.get(span.clone()).is_some_and(|word| word.eq_ignore_ascii_case("more"));
    let last = text.get(span.end..).is_some_and(|rest| !rest.contains(char::is_alphanumeric));
    schema.kind == Kind::Count && bare && more && last && span.start >= candidate.core.end
}

/// The statement of an candidate. `compared` keeps directions that a plain figure may not have.
pub(crate) fn state(
    text: &str,
    schema: &Schema,
    candidate: &Candidate,
    compared: bool,
) -> Result<Stated, ReadError> {
    let direction = direction(text, schema, candidate, compared)?;
    let signed = matches!(schema.kind, Kind::Change | Kind::PercentagePoint);
    let down = signed && matches!(direction, Some((Direction::Down, _)));
    let core = core(text, schema, candidate, down)?;
    let remarks = remarks::on_wording(text, schema, candidate, &core);
    let stated = Stated {
        text: text.to_string(),
        kind: schema.kind,
        hedge: candidate.hedge,
        bound: candidate.bound,
        core,
        direction: direction.as_ref().map(|(d, _)| *d),
        direction_span: direction.map(|(_, span)| span),
        statistic: None,
        percentiles: None,
        crowd: None,
        span: candidate.span.clone(),
        core_span: candidate.core.clone(),
        remarks,
    };
    // "nearly halved" fell by nearly half.
    let halved =
        text.get(candidate.core.clone()).is_some_and(|core| core.to_lowercase().starts_with("halve"));
    Ok(if down || halved && signed { mirrored(stated) } else { stated })
}

/// The word directly after an candidate.
pub(crate) fn next_word<'t>(text: &'t str, candidate: &Candidate) -> &'t str {
    let rest = text.get(candidate.span.end..).unwrap_or("").trim_start();
    rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

/// The direction of an candidate, where its kind has one; "4 fewer rounds" is no count.
fn direction(
    text: &str,
    schema: &Schema,
    candidate: &Candidate,
    compared: bool,
) -> Result<Option<(Direction, Range<usize>)>, ReadError> {
    let faster = || FASTER.iter().any(|w| w.eq_ignore_ascii_case(next_word(text, candidate)));
    if schema.kind == Kind::Ratio && faster() {
        return Err(of_fault(text, &Fault { kind: FaultKind::More, span: candidate.span.clone() }));
    }
    let Some((_, span)) = &candidate.direction else {
        return Ok(None);
    };
    if compared || matches!(schema.kind, Kind::Change | Kind::PercentagePoint) {
        return Ok(candidate.direction.clone());
    }
    let by = || is_change_by(text, schema, candidate, span);
    // "from $450K up" is a bound.
    let opened =
        text.get(candidate.span.clone()).is_some_and(|whole| whole.to_lowercase().starts_with("from"));
    // "a threefold rise" is three times as much, as most say it.
    let times = candidate.quantity().is_some_and(|quantity| quantity.unit == WrittenUnit::Times);
    let compares = is_difference(text, schema, span) && !(times && is_rise(text, span)) && !opened;
    if !(compares || by()) || is_one_more(text, schema, candidate, span) {
        return Ok(None);
    }
    if schema.kind == Kind::Ratio {
        let fault = Fault { kind: FaultKind::More, span: candidate.span.clone() };
        return Err(of_fault(text, &fault));
    }
    let q = quote(text, &candidate.span);
    let message = format!("{q} is a difference, the fact is {}", schema.kind.predicate());
    let what = Misread::UnitMismatch { found: Kind::Change, wanted: schema.kind };
    Err(ReadError::new(what, candidate.span.clone(), message))
}

fn core(text: &str, schema: &Schema, candidate: &Candidate, down: bool) -> Result<Core, ReadError> {
    Ok(match &candidate.body {
        Body::One(quantity) => Core::One(at_the_end(amount(text, schema, quantity, down)?, candidate.bound)),
        Body::Range { lo, hi, .. } => {
            let (a, b) = (amount(text, schema, lo, down)?, amount(text, schema, hi, down)?);
            if down { Core::Range(b, a) } else { Core::Range(a, b) }
        }
        Body::Date(date) => Core::Date(*date),
        Body::Dates(a, b) => Core::Dates(*a, *b),
        Body::Bad(fault) => return Err(of_fault(text, fault)),
    })
}

/// "by midnight": as a bound from above, midnight is the end of the day.
fn at_the_end(time: Amount, bound: Bound) -> Amount {
    let midnight = matches!(time.unit, Unit::Clock(_)) && time.value.is_zero();
    if midnight && bound != Bound::None && !bound.is_lower() {
        return Amount { value: Number::from(24 * 60), ..time };
    }
    time
}

/// The mirror of hedge and bound when the figure was negated: "at least 18% lower" is at most -18%.
pub(crate) fn mirrored(mut stated: Stated) -> Stated {
    stated.bound = match stated.bound {
        Bound::AtLeast => Bound::AtMost,
        Bound::MoreThan => Bound::LessThan,
        Bound::AtMost => Bound::AtLeast,
        Bound::LessThan => Bound::MoreThan,
        Bound::None => Bound::None,
    };
    stated.hedge = match stated.hedge {
        Hedge::Nearly => Hedge::JustOver,
        Hedge::JustOver => Hedge::Nearly,
        other => other,
    };
    stated
}

/// "720 on a scale of 100 to 900" for a fact on a scale of 200 to 900. Where the unit says the maximum only, nobody
/// knows where the scale begins.
fn other_beginning(schema: &Schema, quantity: &WrittenQuantity) -> bool {
    let ends = quantity.scale_from.as_ref().zip(schema.scale_from.as_ref());
    ends.is_some_and(|(written, own)| written != own)
}

/// The amount of a quantity under the schema: units inherited, converted to base, checked.
fn amount(
    text: &str,
    schema: &Schema,
    quantity: &WrittenQuantity,
    negate: bool,
) -> Result<Amount, ReadError> {
    let q = || quote(text, &quantity.span);
    let fail = |what, message| Err(ReadError::new(what, quantity.span.clone(), message));
    check_period(text, schema, quantity)?;
    let mut value = quantity.base();
    let mut last_digit = quantity.base_digit();
    let mut unit = schema.unit.clone();
    match (&quantity.unit, &schema.unit) {
        (WrittenUnit::Money(written), Unit::Money(wanted)) if !written.fits(*wanted) => {
            let message = format!("{}: the fact is in {wanted}", q());
            return fail(Misread::CurrencyMismatch, message);
        }
        (WrittenUnit::Time(written), _) => unit = Unit::Time(*written),
        (WrittenUnit::Bare, Unit::Time(_)) if !schema.bare => {
            let message = format!("{}: days, weeks or months? The attribute declares no unit", q());
            return fail(Misread::MalformedFigure, message);
        }
        (WrittenUnit::Bare, Unit::Time(inherited)) => {
            value = &value * &inherited.factor();
            last_digit = &last_digit * &inherited.factor();
        }
        (WrittenUnit::Percent, Unit::Times) => {
            value = value.over(100);
            last_digit = last_digit.over(100);
        }
        (WrittenUnit::Score(max), Unit::Score(wanted))
            if max != wanted || other_beginning(schema, quantity) =>
        {
            let message = match &schema.scale_from {
                Some(low) => format!("{}: the fact is a score on a scale of {low} to {wanted}", q()),
                None => format!("{}: the fact is a score out of {wanted}", q()),
            };
            let what = Misread::UnitMismatch { found: Kind::Scale, wanted: Kind::Scale };
            return fail(what, message);
        }
        (WrittenUnit::Bare, Unit::Score(max)) if value > *max => {
            let message = format!("{}: the score is above its maximum, {max}", q());
            return fail(Misread::MalformedFigure, message);
        }
        (_, Unit::Score(_)) if schema.scale_from.as_ref().is_some_and(|low| value < *low) => {
            let low = schema.scale_from.as_ref().map_or_else(String::new, Number::to_string);
            return fail(Misread::MalformedFigure, format!("{}: the scale begins at {low}", q()));
        }
        (WrittenUnit::Rung, _) => {}
        (WrittenUnit::Measure(written), _) => {
            let Some(ratio) = in_own_unit(schema, *written, quantity) else {
                let message = format!("{}: the fact counts {}", q(), own_things(schema));
                let what = Misread::UnitMismatch { found: Kind::Count, wanted: Kind::Count };
                return fail(what, message);
            };
            // The value is kept in the attribute's unit.
            let one = written.size();
            let own = |number: &Number| number.checked_div(&one).map(|number| &number * &ratio);
            value = own(&value).unwrap_or(value);
            last_digit = own(&last_digit).unwrap_or(last_digit);
            // 5 GiB for 5 GB is no rounding but a mistake; the two differ by 2% at least.
            if schema.measure().is_some_and(|own| own.is_binary() != written.is_binary()) {
                last_digit = last_digit.min(&value.abs() * &Number::frac(4, 100));
            }
        }
        (_, Unit::Score(_)) if !schema.on_step(&value) => {
            let step = schema.step.as_ref().map_or_else(String::new, Number::to_string);
            return fail(Misread::MalformedFigure, format!("{}: the scale has steps of {step}", q()));
        }
        (WrittenUnit::Clock(Some(zone)), _) => unit = Unit::Clock(Some(*zone)),
        (WrittenUnit::Level(letters), _) => unit = Unit::Level(letters.clone()),
        _ => {}
    }
    let notation = Notation {
        span: quantity.span.clone(),
        number: quantity.number.clone(),
        scale: quantity.scale.unwrap_or(0),
        implied: matches!(quantity.unit, WrittenUnit::Bare | WrittenUnit::Clock(None))
            && !matches!(schema.unit, Unit::Clock(None)),
        spelled: quantity.spelling != Spelling::Digits,
        hedged: quantity.ish,
    };
    let value = if negate { -&value } else { value };
    Ok(Amount { value, last_digit, unit, spread: None, notation })
}

/// Refuses a figure that is denied.
pub(crate) fn check_denial(text: &str, scanner: &Scanner, candidate: &Candidate) -> Result<(), ReadError> {
    let first = scanner.index_after(candidate.span.start);
    let Some(at) = scanner.negated(first) else { return Ok(()) };
    let start = scanner.tokens.get(at).map_or(candidate.span.start, |t| t.start);
    let fault = Fault { kind: FaultKind::Denied, span: start..candidate.span.end };
    let mut error = of_fault(text, &fault);
    if start == candidate.span.start && candidate.bound != Bound::None && candidate.hedge == Hedge::None {
        error.message = format!("{}; write `{}`", error.message, candidate.bound.words());
        error.suggestion =
            repair::bounded(text, candidate.span.start..candidate.core.start, candidate.bound.words());
    }
    Err(error)
}

/// The text is longer than the reader takes.
pub(crate) fn too_long(text: &str) -> ReadError {
    let message = format!("the text has {} bytes, more than {MAX_BYTES}", text.len());
    ReadError::new(Misread::MalformedFigure, 0..text.len(), message)
}
