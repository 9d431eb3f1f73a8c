//! The value of a fact.
//!
//! In: the raw text of a YAML scalar, or the raw texts of `{min, max}`, `{at-least}` and the like.
//! Out: [`Stored`], read by the same grammar as prose, with the written precision of each number. A
//! stored text is nothing but its value: words beside it are an error.

use super::date::Date;
use super::error::{Misread, ReadError, quote};
use super::interval::Interval;
use super::kind::{Kind, Stat};
use super::number::Number;
use super::one::no_figure;
use super::read;
use super::scan::Scanner;
use super::schema::Schema;
use super::stated::{Amount, Core, Notation, Stated};
use super::unit::Unit;
use super::vocab::{Bound, Hedge};
use super::{read_words, words};

/// A stored value: its shape, and the text it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The value.
    pub shape: Shape,
    /// The text as the author wrote it, when it was one text.
    pub literal: Option<String>,
    /// Whether the author hedged it (`about 45 days`); such a fact supports the same wordings as the bare figure,
    /// hedged and unhedged within rounding, and only `exactly` is refused.
    pub approximate: bool,
}

/// The forms a value can have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "boxing would burden every match on a value")]
pub enum Shape {
    /// One number.
    Point(Amount),
    /// From one number to a greater one.
    Range(Amount, Amount),
    /// At least this; above it when strict.
    AtLeast(Amount, bool),
    /// At most this; below it when strict.
    AtMost(Amount, bool),
    /// Statistics of a sample.
    Distribution(Distribution),
    /// A date.
    Date(Date),
    /// From one date to another.
    Dates(Date, Date),
    /// A word: `true` or `false`, the id of an enum value, folded text, `none` for no levels.
    Word(String),
}

/// Statistics of a sample; at least one is present.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    /// The statistics in the order given.
    pub parts: Vec<(Stat, Amount)>,
    /// The size of the sample.
    pub n: Option<Amount>,
}

impl Distribution {
    /// One statistic.
    #[must_use]
    pub fn get(&self, stat: Stat) -> Option<&Amount> {
        let same = |s: Stat| s == stat || (stat == Stat::Percentile(50) && s == Stat::Median);
        match stat {
            Stat::Count => self.n.as_ref(),
            _ => self.parts.iter().find(|(s, _)| same(*s)).map(|(_, a)| a),
        }
    }
}

/// Reads the text of a value.
///
/// # Errors
/// [`ReadError`] when the text is not one value of the schema's kind and nothing else;
/// [`ReadError::data_lint`] names the lint.
pub fn read_stored(text: &str, schema: &Schema) -> Result<Stored, ReadError> {
    let text = text.trim();
    let stated = match schema.kind {
        Kind::Boolean | Kind::Text => read::read_wording(text, schema)?,
        Kind::Enum => enumerated(text, schema)?,
        _ => numeric(text, schema)?,
    };
    let mut stored = of_stated(&stated, text)?;
    stored.literal = Some(text.to_string());
    Ok(stored)
}

/// A value that is declared, in full.
fn enumerated(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    if schema.values.is_empty() {
        let value = words::token(text);
        if value.is_empty() {
            return Err(no_figure(text, schema.kind));
        }
        return Ok(read_words::word(text, schema.kind, value, 0..text.len()));
    }
    let folded = words::fold_text(text);
    let same = |phrase: &String| words::fold_text(phrase) == folded;
    let value = schema.values.iter().find(|v| same(&v.id) || v.aliases.iter().any(same));
    match value {
        Some(v) => Ok(read_words::word(text, schema.kind, v.id.clone(), 0..text.len())),
        None => {
            let whole = 0..text.len();
            let known: Vec<&str> = schema.values.iter().map(|v| v.id.as_str()).collect();
            let message = format!("{} is not one of {}", quote(text, &whole), known.join(", "));
            Err(ReadError::new(Misread::NoFigure, whole, message))
        }
    }
}

/// A figure with nothing beside it.
fn numeric(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    let stated = read::read_wording(text, schema)?;
    let scanner = Scanner::new(text, read::expected(schema));
    let first = scanner.tokens.first().map_or(0, |t| t.start);
    let last = scanner.tokens.last().map_or(0, |t| t.end);
    if stated.span.start > first || stated.span.end < last {
        let rest = if stated.span.start > first { first..stated.span.start } else { stated.span.end..last };
        let message = format!(
            "cannot read {} as {}: {} is not part of the value",
            quote(text, &(0..text.len())),
            schema.kind,
            quote(text, &rest)
        );
        return Err(ReadError::new(Misread::MalformedFigure, rest, message));
    }
    Ok(stated)
}

fn of_stated(stated: &Stated, text: &str) -> Result<Stored, ReadError> {
    let whole = 0..text.len();
    let shape = match (&stated.core, stated.bound) {
        (Core::One(a), Bound::None) => Shape::Point(a.clone()),
        (Core::One(a), bound) if bound.is_lower() => Shape::AtLeast(a.clone(), bound.is_strict()),
        (Core::One(a), bound) => Shape::AtMost(a.clone(), bound.is_strict()),
        (Core::Range(a, b), _) => Shape::Range(a.clone(), b.clone()),
        (Core::Date(d), Bound::None) => Shape::Date(*d),
        (Core::Dates(a, b), _) => Shape::Dates(*a, *b),
        (Core::Word(w), _) => Shape::Word(w.clone()),
        (Core::Date(_), _) | (Core::Comparative, _) => {
            let message = format!("{}: give the date, or both ends", quote(text, &whole));
            return Err(ReadError::new(Misread::MalformedFigure, whole, message));
        }
    };
    if matches!(stated.hedge, Hedge::Nearly | Hedge::JustOver) {
        let message = format!("{}: give the value, or `{{at-most: …}}`", quote(text, &whole));
        return Err(ReadError::new(Misread::MalformedFigure, whole, message));
    }
    let approximate = stated.hedge == Hedge::About;
    Ok(Stored { shape, literal: None, approximate })
}

impl Stored {
    /// The numbers it may be, in the base unit: a point, a range, a half-line, or the reported hull of a
    /// distribution. Dates are days since 1970-01-01. `None` for words.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        Some(match &self.shape {
            Shape::Point(a) => match &a.spread {
                Some((lo, hi)) => Interval::closed(lo.clone(), hi.clone()),
                None => Interval::point(a.value.clone()),
            },
            Shape::Range(a, b) => Interval::closed(a.value.clone(), b.value.clone()),
            Shape::AtLeast(a, strict) => Interval::from(a.value.clone(), *strict),
            Shape::AtMost(a, strict) => Interval::up_to(a.value.clone(), *strict),
            Shape::Distribution(d) => {
                let values = || d.parts.iter().map(|(_, a)| a.value.clone());
                Interval::closed(values().min()?, values().max()?)
            }
            Shape::Date(d) => Interval::closed(d.first_day().into(), d.last_day().into()),
            Shape::Dates(a, b) => Interval::closed(a.first_day().into(), b.last_day().into()),
            Shape::Word(_) => return None,
        })
    }

    /// The value and unit alone, without the place and style of its writing, for equality.
    #[must_use]
    pub fn shape_value(&self) -> Shape {
        let bare =
            |a: &Amount| Amount { last_digit: Number::zero(), notation: Notation::default(), ..a.clone() };
        match &self.shape {
            Shape::Point(a) => Shape::Point(bare(a)),
            Shape::Range(a, b) => Shape::Range(bare(a), bare(b)),
            Shape::AtLeast(a, s) => Shape::AtLeast(bare(a), *s),
            Shape::AtMost(a, s) => Shape::AtMost(bare(a), *s),
            Shape::Distribution(d) => Shape::Distribution(Distribution {
                parts: d.parts.iter().map(|(s, a)| (*s, bare(a))).collect(),
                n: d.n.as_ref().map(bare),
            }),
            other => other.clone(),
        }
    }

    /// The unit of its numbers; `None` for words and dates.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        match &self.shape {
            Shape::Point(a) | Shape::Range(a, _) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => {
                Some(&a.unit)
            }
            Shape::Distribution(d) => d.parts.first().map(|(_, a)| &a.unit),
            _ => None,
        }
    }

    /// The name of its shape: `point`, `range`, `bound` or `distribution`.
    #[must_use]
    pub fn shape_name(&self) -> &'static str {
        match self.shape {
            Shape::Point(_) | Shape::Date(_) | Shape::Word(_) => "point",
            Shape::Range(..) | Shape::Dates(..) => "range",
            Shape::AtLeast(..) | Shape::AtMost(..) => "bound",
            Shape::Distribution(_) => "distribution",
        }
    }
}
