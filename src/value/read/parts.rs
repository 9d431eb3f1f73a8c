//! Values written as a mapping.
//!
//! In: names and raw texts, such as `min: 450000`. Out: a [`Stored`] range, bound or distribution; or a
//! [`PartsError`] that names the part at fault. Each text is read by the grammar on its own; the keys of
//! facts that are not values (`as-of`, `sources`) are not known here.

use super::choose::no_figure;
use super::stored::read_stored;
use crate::text::word_suggestion;
use crate::value::error::quote;
use crate::value::{
    Amount, Date, Distribution, Kind, Misread, Notation, Number, ReadError, Schema, Shape, Stat, Stored, Unit,
};

/// The names of the parts of a value written as a mapping.
pub const PARTS: [&str; 11] =
    ["min", "max", "at-least", "at-most", "p10", "p25", "median", "mean", "p75", "p90", "n"];

/// What is wrong with the parts of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartsError {
    /// A part that is not in [`PARTS`].
    Unknown {
        /// The name as written.
        name: String,
    },
    /// Parts that do not go together, or too few of them.
    Combination {
        /// One sentence, lower case, without a full stop.
        message: String,
    },
    /// The text of a part cannot be read.
    Part {
        /// The name of the part.
        name: String,
        /// FaultKind.
        error: ReadError,
    },
}

impl std::fmt::Display for PartsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PartsError::Unknown { name } => {
                write!(f, "a value has no part `{name}`{}", word_suggestion(name, PARTS))
            }
            PartsError::Combination { message } => f.write_str(message),
            PartsError::Part { name, error } => write!(f, "{name}: {error}"),
        }
    }
}

impl std::error::Error for PartsError {}

/// Builds a value from the raw texts of a mapping: `{min, max}`, `{at-least}`, `{at-most}`, or a
/// distribution `{p10, p25, median, mean, p75, p90, n}` in which any `p1` to `p99` may stand.
///
/// # Errors
/// [`PartsError`] for unknown names, parts that do not go together, ends that run downwards,
/// percentiles that do not rise, and texts that cannot be read.
pub fn from_parts<'a>(
    parts: impl IntoIterator<Item = (&'a str, &'a str)>,
    schema: &Schema,
) -> Result<Stored, PartsError> {
    let parts: Vec<(&str, &str)> = parts.into_iter().collect();
    let has = |name: &str| parts.iter().any(|(n, _)| *n == name);
    let get = |name: &str| parts.iter().find(|(n, _)| *n == name).map_or("", |(_, t)| *t);
    let combination = |message: String| PartsError::Combination { message };
    // A name that is mistyped is the reason for whatever does not go together.
    let known = |name: &str| PARTS.contains(&name) || matches!(name.parse(), Ok(Stat::Percentile(_)));
    if let Some((name, _)) = parts.iter().find(|(name, _)| !known(name)) {
        return Err(PartsError::Unknown { name: (*name).to_owned() });
    }
    if has("min") || has("max") {
        if !(has("min") && has("max") && parts.len() == 2) {
            return Err(combination("a range has `min` and `max` and nothing else".into()));
        }
        return range_of(get("min"), get("max"), schema);
    }
    for (name, lower) in [("at-least", true), ("at-most", false)] {
        if has(name) {
            if parts.len() != 1 {
                return Err(combination(format!("`{name}` cannot be combined with other parts")));
            }
            if schema.kind == Kind::Date {
                let date = date_part(name, get(name), schema)?;
                if date.is_yearly() {
                    return Err(combination(format!("`{name}` needs a date with its year")));
                }
                let shape =
                    if lower { Shape::Dates(date, Date::LAST) } else { Shape::Dates(Date::FIRST, date) };
                return Ok(Stored { shape, literal: None, approximate: false });
            }
            let amount = part(name, get(name), schema)?;
            let shape = if lower { Shape::AtLeast(amount, false) } else { Shape::AtMost(amount, false) };
            return Ok(Stored { shape, literal: None, approximate: false });
        }
    }
    distribution(&parts, schema)
}

fn range_of(min: &str, max: &str, schema: &Schema) -> Result<Stored, PartsError> {
    let message = format!("`min` {} is not below `max` {}", min.trim(), max.trim());
    let downward = PartsError::Combination { message };
    let shape = if schema.kind == Kind::Date {
        match (date_part("min", min, schema)?, date_part("max", max, schema)?) {
            (a, b) if a.first_day() < b.last_day() && a != b => Shape::Dates(a, b),
            _ => return Err(downward),
        }
    } else {
        let (a, b) = (part("min", min, schema)?, part("max", max, schema)?);
        if !a.unit.same_base(&b.unit) || a.value >= b.value {
            return Err(downward);
        }
        Shape::Range(a, b)
    };
    Ok(Stored { shape, literal: None, approximate: false })
}

fn date_part(name: &str, text: &str, schema: &Schema) -> Result<Date, PartsError> {
    let wrap = |error| PartsError::Part { name: name.to_string(), error };
    match read_stored(text, schema).map_err(wrap)?.shape {
        Shape::Date(date) => Ok(date),
        _ => Err(wrap(no_figure(text, schema.kind))),
    }
}

/// One number.
fn part(name: &str, text: &str, schema: &Schema) -> Result<Amount, PartsError> {
    let wrap = |error| PartsError::Part { name: name.to_string(), error };
    let stored = read_stored(text, schema).map_err(wrap)?;
    match stored.shape {
        Shape::Point(mut amount) => {
            amount.notation = Notation::default();
            Ok(amount)
        }
        _ => {
            let whole = 0..text.len();
            let message = format!("{} is not one number", quote(text, &whole));
            Err(wrap(ReadError::new(Misread::MalformedFigure, whole, message)))
        }
    }
}

fn distribution(parts: &[(&str, &str)], schema: &Schema) -> Result<Stored, PartsError> {
    let mut out = Distribution::default();
    for (name, text) in parts {
        let stat: Stat = name.parse().map_err(|_| PartsError::Unknown { name: (*name).to_string() })?;
        match stat {
            Stat::Count => out.n = Some(sample_size(text)?),
            Stat::Min | Stat::Max | Stat::Mid => {
                return Err(PartsError::Unknown { name: (*name).to_string() });
            }
            stat => out.parts.push((stat, part(name, text, schema)?)),
        }
    }
    if out.parts.is_empty() {
        let message = "a distribution needs a statistic beside `n`".to_string();
        return Err(PartsError::Combination { message });
    }
    let rank = |s: Stat| match s {
        Stat::Percentile(p) => Some(p),
        Stat::Median => Some(50),
        _ => None,
    };
    let mut ranked: Vec<_> = out.parts.iter().filter_map(|(s, a)| Some((rank(*s)?, *s, a))).collect();
    ranked.sort_by_key(|(p, ..)| *p);
    for pair in ranked.windows(2) {
        if pair[0].2.value > pair[1].2.value {
            let message = format!("`{}` is above `{}`", pair[0].1, pair[1].1);
            return Err(PartsError::Combination { message });
        }
    }
    Ok(Stored { shape: Shape::Distribution(out), literal: None, approximate: false })
}

fn sample_size(text: &str) -> Result<Amount, PartsError> {
    let n = Number::parse(text.trim()).filter(|n| n.is_integer() && !n.is_negative());
    let Some(n) = n else {
        let whole = 0..text.len();
        let message = format!("{} is not the size of a sample", quote(text, &whole));
        let error = ReadError::new(Misread::MalformedFigure, whole, message);
        return Err(PartsError::Part { name: "n".into(), error });
    };
    Ok(Amount::exact(n, Number::one(), Unit::Plain))
}
