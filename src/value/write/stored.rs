//! Stored values as text, for insertion and tables.
//!
//! In: a stored value, its schema and a form. Out: English text that reads back as the same value, or,
//! for computed values, as one that agrees with it. Nothing is rounded inside; only the text is.

use super::amount;
use super::amount::Style;
use crate::value::grammar::ordinal_ending;
use crate::value::quantity::is_symbol;
use crate::value::{
    Amount, Date, Distribution, Form, Kind, MONTHS, Part, Period, Schema, Shape, Stat, Stored, Unit,
};

/// Writes a value.
///
/// | form | a range | a distribution |
/// | --- | --- | --- |
/// | short | `$450K–$650K`, or the author's literal | `median $260K` |
/// | long | `$450,000 to $650,000 per year` | `a median of $260,000 per year` |
/// | range | `$450K–$650K` | `$200K–$305K (p25–p75)` |
/// | plain | `450000–650000` | `260000` |
#[must_use]
pub fn format(stored: &Stored, schema: &Schema, form: Form) -> String {
    if form == Form::Short
        && let Some(literal) = &stored.literal
        && speaks(stored, schema, literal)
    {
        return match per_thing(schema, form) {
            Some(per) if !literal.contains('/') && !literal.contains(" per ") => format!("{literal}{per}"),
            _ => literal.clone(),
        };
    }
    let text = match form {
        Form::Short | Form::Range => compact(stored, schema, form),
        Form::Long => long(stored, schema),
        Form::Plain => plain(stored, schema),
    };
    let text = match per_thing(schema, form).filter(|_| !matches!(stored.shape, Shape::Word(_))) {
        Some(per) => format!("{text}{per}"),
        None => text,
    };
    if stored.approximate && form != Form::Plain { format!("about {text}") } else { text }
}

/// What a price is for one of, after the price: " per GB", and for how long. Long texts have it before their period.
fn per_thing(schema: &Schema, form: Form) -> Option<String> {
    let thing = schema.thing.as_ref().filter(|_| matches!(form, Form::Short | Form::Range))?;
    let per = schema.period.map_or_else(String::new, |period| format!(" per {period}"));
    Some(format!(" per {thing}{per}"))
}

/// The time that a rate is for, after a number without it: "120 km/h", "3 attempts per year". Sums go without, since
/// what is paid is said beside them.
pub(crate) fn per_time(schema: &Schema) -> String {
    let Some(period) = schema.period.filter(|_| schema.kind == Kind::Count) else { return String::new() };
    match &schema.unit {
        Unit::Count(noun) if is_symbol(noun) => match period {
            Period::Hour => "/h".to_owned(),
            Period::Minute => "/min".to_owned(),
            Period::Second => "/s".to_owned(),
            _ => format!("/{period}"),
        },
        _ => format!(" per {period}"),
    }
}

/// Whether the author's own text can stand in prose: a number has its unit, a date its month in words.
fn speaks(stored: &Stored, schema: &Schema, literal: &str) -> bool {
    let unit = |a: &Amount| !a.notation.implied;
    // The noun of a count is often in the sentence: "in <fact:rounds> rounds".
    let sign = matches!(&schema.unit, Unit::Count(noun) if is_symbol(noun));
    let bare = schema.kind == Kind::Count && !sign;
    let timed = schema.period.is_none() || literal.contains('/') || literal.contains(" per ");
    if sign && !timed {
        return false;
    }
    match &stored.shape {
        Shape::Point(a) | Shape::AtLeast(a, _) | Shape::AtMost(a, _) => bare || unit(a),
        Shape::Range(a, b) => bare || unit(a) || unit(b),
        Shape::Date(_) | Shape::Dates(..) => !has_numeric_date(literal),
        _ => true,
    }
}

/// Whether a text has a date as programs write it: `2026-03-31`, `2026-Q2`, `2026/03/31`.
fn has_numeric_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let year = |at: usize| bytes[at..at + 4].iter().all(u8::is_ascii_digit);
    let part = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_digit() || *b == b'Q');
    (0..bytes.len().saturating_sub(5))
        .any(|at| year(at) && matches!(bytes[at + 4], b'-' | b'/') && part(at + 5))
}

fn compact(stored: &Stored, schema: &Schema, form: Form) -> String {
    let text = timeless(stored, schema, form);
    match stored.shape {
        Shape::Word(_) => text,
        _ => text + &per_time(schema),
    }
}

/// The same without the time that a rate is for.
fn timeless(stored: &Stored, schema: &Schema, form: Form) -> String {
    match &stored.shape {
        Shape::Point(a) => amount::short(a, schema),
        Shape::Range(a, b) => amount::range(a, b, schema),
        Shape::AtLeast(a, strict) => bound(true, *strict, &amount::short(a, schema)),
        Shape::AtMost(a, strict) => bound(false, *strict, &amount::short(a, schema)),
        Shape::Distribution(d) if form == Form::Range => spread(d, schema),
        Shape::Distribution(d) => headline(d, schema)
            .map_or(String::new(), |(s, a)| format!("{} {}", name(s), amount::short(a, schema))),
        Shape::Date(d) => d.to_string(),
        Shape::Dates(a, b) => dates(a, b),
        Shape::Word(w) => word(w, stored, schema),
    }
}

/// "June 1–15, 2026", "March–June 2026", "from June 1, 2026", else both dates in full.
fn dates(a: &Date, b: &Date) -> String {
    let name = |m: u8| MONTHS[usize::from(m.clamp(1, 12)) - 1];
    if let Some(open) = Date::open_span(a, b, Date::to_string) {
        return open;
    }
    match (a.part, b.part) {
        (Part::Day(m, from), Part::Day(n, to)) if m == n && a.year == b.year => {
            let year = if a.is_yearly() { String::new() } else { format!(", {}", a.year) };
            format!("{} {from}–{to}{year}", name(m))
        }
        (Part::Month(m), Part::Month(n)) if a.year == b.year => format!("{}–{} {}", name(m), name(n), a.year),
        _ => format!("{a} to {b}"),
    }
}

fn long(stored: &Stored, schema: &Schema) -> String {
    let thing = schema.thing.as_ref().map_or_else(String::new, |thing| format!(" per {thing}"));
    let per = schema.period.map_or_else(|| thing.clone(), |period| format!("{thing} per {period}"));
    let one = |a: &Amount| format!("{}{per}", amount::long(a, schema));
    match &stored.shape {
        Shape::Point(a) => one(a),
        Shape::Range(a, b) => format!("{}{per}", amount::range_to(a, b, schema, Style::Full)),
        Shape::AtLeast(a, strict) => bound(true, *strict, &one(a)),
        Shape::AtMost(a, strict) => bound(false, *strict, &one(a)),
        Shape::Distribution(d) => {
            headline(d, schema).map_or(String::new(), |(s, a)| format!("{} of {}", article(s), one(a)))
        }
        _ => compact(stored, schema, Form::Long),
    }
}

fn plain(stored: &Stored, schema: &Schema) -> String {
    let one = |a: &Amount| bare(a, schema).unwrap_or_else(|| amount::short(a, schema));
    match &stored.shape {
        Shape::Point(a) => one(a),
        Shape::Range(a, b) => match (bare(a, schema), bare(b, schema)) {
            (Some(x), Some(y)) if !x.starts_with('-') => format!("{x}–{y}"),
            (Some(x), Some(y)) => format!("{x} to {y}"),
            _ => amount::range_to(a, b, schema, Style::Compact),
        },
        Shape::AtLeast(a, strict) => format!("{} {}", if *strict { ">" } else { "≥" }, one(a)),
        Shape::AtMost(a, strict) => format!("{} {}", if *strict { "<" } else { "≤" }, one(a)),
        Shape::Distribution(d) => headline(d, schema).map_or(String::new(), |(_, a)| one(a)),
        Shape::Date(d) => d.iso(),
        Shape::Dates(a, b) => {
            Date::open_span(a, b, Date::iso).unwrap_or_else(|| format!("{} to {}", a.iso(), b.iso()))
        }
        Shape::Word(w) => word(w, stored, schema),
    }
}

/// Digits in the attribute's unit; `None` where the unit has to be written.
fn bare(a: &Amount, schema: &Schema) -> Option<String> {
    match (&a.unit, &schema.unit) {
        (Unit::Level(_) | Unit::Rung(_), _) => None,
        (Unit::Time(x), Unit::Time(y)) => {
            let n = a.value.checked_div(&y.factor()).filter(|_| x.family() == y.family())?;
            n.decimal_places().filter(|places| *places <= 6).map(|_| n.to_string())
        }
        _ => Some(amount::piece(a, schema, Style::Bare).text()),
    }
}

fn bound(lower: bool, strict: bool, text: &str) -> String {
    let words = match (lower, strict) {
        (true, false) => "at least",
        (true, true) => "more than",
        (false, false) => "at most",
        (false, true) => "less than",
    };
    format!("{words} {text}")
}

fn word(w: &str, stored: &Stored, schema: &Schema) -> String {
    match (schema.kind, w) {
        (Kind::Boolean, "true") => "yes".into(),
        (Kind::Boolean, "false") => "no".into(),
        (Kind::Level, "none") => schema.levels.none.first().cloned().unwrap_or_else(|| "no levels".into()),
        (Kind::Text, _) => stored.literal.clone().unwrap_or_else(|| w.to_string()),
        _ => w.to_string(),
    }
}

/// The statistic that stands for a distribution: the headline if it is there, else the first.
fn headline<'d>(d: &'d Distribution, schema: &Schema) -> Option<(Stat, &'d Amount)> {
    let wanted = d.get(schema.headline).map(|a| (schema.headline, a));
    wanted.or_else(|| d.parts.first().map(|(s, a)| (*s, a)))
}

fn name(stat: Stat) -> String {
    match stat {
        Stat::Median => "median".into(),
        Stat::Mean => "average".into(),
        other => other.name(),
    }
}

fn article(stat: Stat) -> String {
    match stat {
        Stat::Median => "a median".into(),
        Stat::Mean => "an average".into(),
        Stat::Percentile(p) => format!("a {p}{} percentile", ordinal_ending(u32::from(p))),
        other => format!("a {}", other.name()),
    }
}

/// The widest named pair of percentiles that reads back, else the headline.
fn spread(d: &Distribution, schema: &Schema) -> String {
    for (low, high) in [(25, 75), (10, 90)] {
        let ends = (d.get(Stat::Percentile(low)), d.get(Stat::Percentile(high)));
        if let (Some(a), Some(b)) = ends {
            return format!("{} (p{low}–p{high})", amount::range(a, b, schema));
        }
    }
    headline(d, schema).map_or(String::new(), |(s, a)| format!("{} {}", name(s), amount::short(a, schema)))
}

/// What a fact is, for messages: as the author wrote it, else compact.
pub(crate) fn fact(stored: &Stored, schema: &Schema) -> String {
    match (&stored.literal, &stored.shape) {
        (Some(text), Shape::Word(_)) => text.clone(),
        (_, Shape::Distribution(d)) if d.parts.len() > 1 => {
            let list: Vec<String> =
                d.parts.iter().map(|(s, a)| format!("{} {}", s.name(), amount::short(a, schema))).collect();
            list.join(", ")
        }
        _ => compact(stored, schema, Form::Short),
    }
}
