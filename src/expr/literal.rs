//! Values that stand in the expression.
//!
//! In: the text between backticks, or a plain number. Out: its [`Value`]; the kind is found from the spelling, by
//! reading the text under each kind in a fixed order. What the spelling leaves open (which dollar, per what) is left
//! open. Facts and attributes are not known here.

use super::error::SyntaxError;
use super::measure::Measure;
use super::operand::{Quantity, Value, Word};
use crate::value::{
    CODES, Interval, Kind, Lexicon, MeasureUnit, Misread, Number, ReadError, Schema, Shape, Stored, figures,
    fold_text, read_stored, singular,
};
use std::ops::Range;

const PERIODS: [&str; 7] = ["", "/year", "/month", "/week", "/day", "/hour", "/quarter"];

/// A plain number, which is exact.
pub(super) fn number(text: &str, at: &Range<usize>) -> Result<Value, SyntaxError> {
    let digits = &text[at.clone()];
    let Some(n) = Number::parse(digits) else {
        let max = crate::value::MAX_DIGITS;
        return Err(SyntaxError::new(at.clone(), format!("a number has at most {max} digits")));
    };
    let places = digits.split_once('.').map_or(0, |(_, f)| f.len());
    let digit = Number::pow10(-i32::try_from(places).unwrap_or(0));
    let measure = Measure { open: true, ..Measure::plain() };
    let set = Interval::point(n);
    let written =
        Quantity { digit: Some(digit), written: true, ..Quantity::computed(set.clone(), set, measure) };
    Ok(Value::Quantity(written))
}

/// The value of the bytes `at`.
pub(super) fn ticked(text: &str, at: &Range<usize>) -> Result<Value, SyntaxError> {
    let inner = &text[at.clone()];
    let body = inner.trim();
    if body.is_empty() {
        return Err(SyntaxError::new(at.clone(), "expected a value between the backticks"));
    }
    if let Some((stored, schema)) = read(body) {
        return value(body, &stored, &schema)
            .ok_or_else(|| SyntaxError::new(at.clone(), format!("cannot compute with `{body}`")));
    }
    if !body.chars().any(|c| c.is_ascii_digit()) && !fold_text(body).is_empty() {
        return Ok(word(body));
    }
    let error = SyntaxError::new(at.clone(), format!("cannot read `{body}` as a value"));
    Err(match why(body) {
        Some(why) => error.help(why),
        None => error
            .help("a value is one figure with its unit, such as `$50K`, `18%`, `12 months` or `4 rounds`"),
    })
}

/// A word; the usual words of truth are booleans, and still themselves.
fn word(body: &str) -> Value {
    let truth = match fold_text(body).as_str() {
        "yes" | "true" => Some("true"),
        "no" | "false" => Some("false"),
        _ => None,
    };
    Value::Word(match truth {
        Some(truth) => Word { kind: Kind::Boolean, text: truth.to_string(), also: vec![body.to_string()] },
        None => Word { kind: Kind::Text, text: body.to_string(), also: Vec::new() },
    })
}

/// Reads a text under each kind in turn.
fn read(body: &str) -> Option<(Stored, Schema)> {
    let digits = body.chars().all(|c| c.is_ascii_digit());
    if !digits && let Some(found) = attempt(body, Kind::Date, "") {
        return Some(found);
    }
    if let Some(found) = money(body) {
        return Some(found);
    }
    // `3/10` is a score; as a share it would be written `30%`.
    let maximum =
        body.rsplit_once("out of").or_else(|| body.rsplit_once('/')).map_or("", |(_, max)| max.trim());
    if let Some(found) = Some(maximum).filter(|m| !m.is_empty()).and_then(|m| attempt(body, Kind::Scale, m)) {
        return Some(found);
    }
    let signed = body.starts_with(['+', '-', '−']);
    let shares = if signed { [Kind::Change, Kind::Percent] } else { [Kind::Percent, Kind::Change] };
    let unitless = shares.into_iter().chain([Kind::PercentagePoint, Kind::Ratio, Kind::Duration]);
    if let Some(found) = unitless.into_iter().find_map(|kind| attempt(body, kind, "")) {
        return Some(found);
    }
    attempt(body, Kind::Time, "")
        .filter(|_| !digits && body.contains([':', 'm', 'n']))
        .or_else(|| measured(body))
        .or_else(|| counted(body))
        .or_else(|| attempt(body, Kind::Ordinal, ""))
        .or_else(|| attempt(body, Kind::Level, ""))
        .or_else(|| bare(body))
}

fn attempt(body: &str, kind: Kind, unit: &str) -> Option<(Stored, Schema)> {
    let schema = Schema::new(kind, Some(unit)).ok()?;
    let stored = read_stored(body, &schema).ok()?;
    (!implied(&stored)).then_some((stored, schema))
}

/// Whether a number took its unit from the schema that it was tried under.
fn implied(stored: &Stored) -> bool {
    match &stored.shape {
        Shape::Point(a) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => a.notation.implied,
        Shape::Range(a, b) => a.notation.implied || b.notation.implied,
        _ => false,
    }
}

fn money(body: &str) -> Option<(Stored, Schema)> {
    let lexicon = Lexicon::new([""; 0]);
    if !figures(body, &lexicon).iter().any(|f| f.kind == Kind::Money) {
        return None;
    }
    let units = CODES.iter().flat_map(|code| PERIODS.iter().map(move |per| format!("{code}{per}")));
    units.into_iter().find_map(|unit| attempt(body, Kind::Money, &unit))
}

/// A quantity in a unit of measure, and a rate of one: `5 °C`, `500 MB/s`.
fn measured(body: &str) -> Option<(Stored, Schema)> {
    let digit =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '+' | '-' | '−' | '–');
    let tail = body.trim_start_matches(digit);
    let unit = tail.split([' ', '/']).next().unwrap_or("");
    MeasureUnit::named(unit)?;
    let periods = PERIODS.iter().chain(&["/second", "/minute"]);
    periods.into_iter().find_map(|per| attempt(body, Kind::Count, &format!("{unit}{per}")))
}

/// A count of the noun that ends the text: `4 rounds`, `200 applicants per year`.
fn counted(body: &str) -> Option<(Stored, Schema)> {
    let head = ["/", " per ", " a "].iter().find_map(|joint| body.split_once(joint)).map_or(body, |(h, _)| h);
    let words: Vec<&str> = head.split_whitespace().collect();
    let noun = |n: usize| {
        let tail = words.get(words.len().checked_sub(n)?..)?;
        let fit = tail.iter().all(|w| w.chars().all(|c| c.is_alphabetic() || c == '-'));
        (fit && words.len() > n).then(|| singular(&tail.join(" ").to_lowercase()))
    };
    [2, 1]
        .into_iter()
        .filter_map(noun)
        .find_map(|noun| PERIODS.iter().find_map(|per| attempt(body, Kind::Count, &format!("{noun}{per}"))))
}

/// Digits without a unit.
fn bare(body: &str) -> Option<(Stored, Schema)> {
    let schema = Schema::new(Kind::Count, None).ok()?;
    read_stored(body, &schema).ok().map(|stored| (stored, schema))
}

fn value(body: &str, stored: &Stored, schema: &Schema) -> Option<Value> {
    let mut value = Value::of_fact(stored, schema, None).ok()?;
    if let Value::Quantity(q) = &mut value {
        let before = body.split_once('$').map(|(head, _)| head.chars().next_back());
        q.measure.open = true;
        q.measure.dollar = before.is_some_and(|c| !c.is_some_and(char::is_alphabetic));
    }
    Some(value)
}

/// The reader's own complaint, where a figure is there but misspelt.
fn why(body: &str) -> Option<String> {
    let misspelt = |e: &ReadError| {
        matches!(e.what, Misread::MalformedFigure | Misread::DownwardRange | Misread::AmbiguousFigure)
    };
    let tries = [
        (Kind::Money, "USD"),
        (Kind::Percent, ""),
        (Kind::Duration, ""),
        (Kind::Count, ""),
        (Kind::Date, ""),
    ];
    tries.into_iter().find_map(|(kind, unit)| {
        let schema = Schema::new(kind, Some(unit)).ok()?;
        read_stored(body, &schema).err().filter(misspelt).map(|e| e.message)
    })
}
