//! Rule ONE: exactly one figure of the wanted kind.
//!
//! In: the items of a scanned wording. Out: the one that is meant. Figures of other kinds are passed over;
//! a bare number counts only where nothing with a unit does; two candidates are an error, never a guess.

use super::error::{self, Misread, ReadError, quote};
use super::kind::Kind;
use super::measures;
use super::number::Number;
use super::numeral::Style;
use super::scan::{Body, Fault, Item, Why};
use super::schema::Schema;
use super::side::{Meas, Side};
use super::unit::Unit;
use super::words;
use std::ops::Range;

/// How an item relates to the wanted kind.
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

/// Rule ONE: the item that is the figure meant.
pub(crate) fn choose<'i>(text: &str, schema: &Schema, items: &'i [Item]) -> Result<&'i Item, ReadError> {
    if let Some(fault) = items.iter().find_map(|item| match &item.body {
        Body::Bad(fault) => Some(fault),
        _ => None,
    }) {
        return Err(error::of_fault(text, fault));
    }
    let fits: Vec<Fit> = items.iter().map(|item| fit(text, item, schema)).collect();
    let of = |wanted: &[Fit]| -> Vec<&'i Item> {
        items.iter().zip(&fits).filter(|(_, f)| wanted.contains(f)).map(|(i, _)| i).collect()
    };
    if let Some(item) = only(text, schema, &of(&[Fit::Wanted]))? {
        return alone(text, item, items, &fits);
    }
    let foreign = |near: bool| {
        items.iter().zip(&fits).find_map(|(item, f)| match f {
            Fit::Near(kind) if near => Some((item, *kind)),
            Fit::Other(kind) if !near => Some((item, *kind)),
            _ => None,
        })
    };
    if let Some((item, found)) = foreign(true) {
        return Err(mismatch(text, schema, item, found));
    }
    for class in [[Fit::Bare, Fit::Weak].as_slice(), &[Fit::WeakBare]] {
        if let Some(item) = only(text, schema, &of(class))? {
            return alone(text, item, items, &fits);
        }
    }
    if let Some((item, found)) = foreign(false) {
        return Err(mismatch(text, schema, item, found));
    }
    Err(no_figure(text, schema.kind))
}

/// Refuses a figure beside another number that may be meant as well: 4 or 6 rounds; 4 rounds, sometimes 5.
fn alone<'i>(text: &str, item: &'i Item, items: &[Item], fits: &[Fit]) -> Result<&'i Item, ReadError> {
    const JOINTS: [&str; 19] = [
        "in", "in every", "of every", "or", "and", "and/or", "to", "through", "-", "–", "/", "&", "vs", "±",
        "+/-", "^", "*", "x", "×",
    ];
    for (other, fit) in items.iter().zip(fits) {
        let gap = if other.span.end <= item.span.start {
            other.span.end..item.span.start
        } else if item.span.end <= other.span.start {
            item.span.end..other.span.start
        } else {
            continue;
        };
        let between = text.get(gap).unwrap_or("").trim();
        let joined = JOINTS.iter().any(|j| j.eq_ignore_ascii_case(between));
        let rival = match fit {
            // "3 weeks and 4 rounds": a number with a noun of its own is no rival, unless it is
            // joined from before: "4 and 6 rounds".
            Fit::Bare => {
                let first = other.span.start < item.span.start;
                // "five 45-minute interviews": the first number counts the noun.
                let counts = first && between.is_empty();
                (joined && first) || !(counts || has_noun(text, other))
            }
            Fit::Weak => joined,
            Fit::WeakBare => joined && !side_of(other).is_some_and(is_year),
            _ => false,
        };
        if rival {
            let span = item.span.start.min(other.span.start)..item.span.end.max(other.span.end);
            let message = format!("two figures in {}; bind each", quote(text, &span));
            return Err(ReadError::new(Misread::AmbiguousFigure, span, message));
        }
    }
    Ok(item)
}

/// Whether a number without a scale is followed by a word, which then says what it counts.
fn has_noun(text: &str, item: &Item) -> bool {
    let rest = text.get(item.span.end..).unwrap_or("").trim_start();
    let scaled = side_of(item).is_some_and(|side| side.scale.is_some());
    !scaled && rest.starts_with(char::is_alphabetic)
}

/// Nothing of the kind is there.
pub(crate) fn no_figure(text: &str, kind: Kind) -> ReadError {
    let whole = 0..text.len();
    let message = format!("no figure of kind {kind} in {}", quote(text, &whole));
    ReadError::new(Misread::NoFigure, whole, message)
}

fn only<'i>(text: &str, schema: &Schema, items: &[&'i Item]) -> Result<Option<&'i Item>, ReadError> {
    match items {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        [first, .., last] => {
            let span = first.span.start..last.span.end;
            let count = match items.len() {
                2 => "two".to_string(),
                3 => "three".to_string(),
                n => n.to_string(),
            };
            let things = plural_of(schema.kind);
            let message = format!("{count} {things} in {}; bind each", quote(text, &span));
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
        Kind::Level => "levels",
        _ => "figures",
    }
}

fn mismatch(text: &str, schema: &Schema, item: &Item, found: Kind) -> ReadError {
    let wanted = schema.kind;
    let q = quote(text, &item.core);
    if let Some(noun) = other_noun(text, item, schema) {
        let span = item.span.start..noun.end;
        let things = words::plural(&words::singular(&text.get(noun).unwrap_or("").trim().to_lowercase()));
        let message =
            format!("{} counts {things}, the fact counts {}", quote(text, &span), own_things(schema));
        return ReadError::new(Misread::UnitMismatch { found, wanted }, span, message);
    }
    if found == Kind::Ratio && item.direction.is_some() {
        let fault = Fault { why: Why::More, span: item.span.clone() };
        return error::of_fault(text, &fault);
    }
    let message = format!("{q} is {}, the fact is {}", found.noun(), wanted.predicate());
    ReadError::new(Misread::UnitMismatch { found, wanted }, item.core.clone(), message)
}

fn side_of(item: &Item) -> Option<&Side> {
    match &item.body {
        Body::One(side) | Body::Range { hi: side, .. } => Some(side),
        _ => None,
    }
}

/// The kind that a measure shows; `None` when it is bare.
pub(crate) fn kind_of(meas: &Meas) -> Option<Kind> {
    Some(match meas {
        Meas::Bare => return None,
        Meas::Money(_) => Kind::Money,
        Meas::Percent => Kind::Percent,
        Meas::Points => Kind::PercentagePoint,
        Meas::Times => Kind::Ratio,
        Meas::Time(_) => Kind::Duration,
        Meas::Noun => Kind::Count,
        Meas::Ordinal => Kind::Ordinal,
        Meas::Score(_) => Kind::Scale,
        Meas::Level(_) => Kind::Level,
    })
}

fn fit(text: &str, item: &Item, schema: &Schema) -> Fit {
    let wanted = schema.kind;
    let Some(side) = side_of(item) else {
        return if wanted == Kind::Date { Fit::Wanted } else { Fit::Other(Kind::Date) };
    };
    let Some(kind) = kind_of(&side.meas) else {
        if other_noun(text, item, schema).is_some() {
            return Fit::Other(Kind::Count);
        }
        return fit_bare(text, item, side, wanted);
    };
    let same = kind == wanted
        || (wanted == Kind::Change && kind == Kind::Percent)
        || (wanted == Kind::Ratio && kind == Kind::Percent);
    if same {
        return if side.style == Style::Article { Fit::Weak } else { Fit::Wanted };
    }
    if side.style == Style::Article {
        return Fit::Ignored;
    }
    let relative = |k: Kind| matches!(k, Kind::Percent | Kind::PercentagePoint | Kind::Change | Kind::Ratio);
    if relative(kind) && relative(wanted) { Fit::Near(kind) } else { Fit::Other(kind) }
}

fn fit_bare(text: &str, item: &Item, side: &Side, wanted: Kind) -> Fit {
    let spelled = side.style != Style::Digits;
    let needs_unit = matches!(
        wanted,
        Kind::Money | Kind::Percent | Kind::PercentagePoint | Kind::Change | Kind::Date | Kind::Level
    );
    if (spelled && needs_unit) || matches!(wanted, Kind::Date | Kind::Level) {
        return Fit::Ignored;
    }
    if counts_things(text, item, side, wanted) {
        return Fit::Other(Kind::Count);
    }
    let one = matches!(item.body, Body::One(_));
    let year = is_year(side);
    let pronoun = spelled && side.value == Number::one() && side.scale.is_none();
    if one && (year || pronoun) { Fit::WeakBare } else { Fit::Bare }
}

/// Whether a bare number, where the attribute has a unit, is followed by a noun: the `4` of `4 rounds` is
/// no number of weeks.
fn counts_things(text: &str, item: &Item, side: &Side, wanted: Kind) -> bool {
    const FUNCTION: [&str; 38] = [
        "a", "an", "and", "as", "at", "base", "before", "after", "but", "by", "each", "every", "for", "from",
        "if", "in", "is", "of", "on", "or", "over", "per", "plus", "so", "than", "that", "the", "then", "to",
        "total", "until", "was", "when", "where", "which", "while", "with", "under",
    ];
    let unitless = matches!(wanted, Kind::Count | Kind::Ordinal | Kind::Scale);
    let directed = item.direction.is_some() || item.span.end > item.core.end;
    if unitless || side.scale.is_some() || directed {
        return false;
    }
    let rest = text.get(item.core.end..).unwrap_or("");
    let rest = rest.strip_prefix(['-', '\u{2011}', '\u{2010}']).unwrap_or(rest).trim_start();
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    !word.is_empty() && !FUNCTION.iter().any(|w| w.eq_ignore_ascii_case(&word))
}

/// The noun of another count directly after a bare number: the `applicants` of `4 to 6 applicants`. A noun that
/// only tells one thing from another (`4 interview rounds`, `4 applicant calls`) is none.
pub(crate) fn other_noun(text: &str, item: &Item, schema: &Schema) -> Option<Range<usize>> {
    let bare = side_of(item).is_some_and(|side| side.meas == Meas::Bare);
    if schema.kind != Kind::Count || schema.nouns.is_empty() || !bare {
        return None;
    }
    let rest = text.get(item.span.end..)?;
    let hyphen = rest.starts_with(['-', '\u{2010}', '\u{2011}']);
    let after = words_of(rest, item.span.end);
    if let Some((word, span)) = after.first()
        && let Some(names) = measures::names(word)
    {
        let own = schema.nouns.iter().any(|noun| names.contains(&noun.join(" ").as_str()));
        return (!own).then(|| span.clone());
    }
    let begins = |nouns: &[Vec<String>], at: usize| -> Option<usize> {
        let same = |n: &&Vec<String>| {
            n.len() <= after.len() - at && n.iter().zip(&after[at..]).all(|(p, (w, _))| p == w)
        };
        nouns.iter().filter(same).map(Vec::len).max()
    };
    let len = begins(&schema.other_nouns, 0)?;
    let own = begins(&schema.nouns, 0).is_some() || (!hyphen && begins(&schema.nouns, len).is_some());
    let (last, span) = after.get(len - 1)?;
    let one = side_of(item).is_some_and(|s| s.value == Number::one()) && matches!(item.body, Body::One(_));
    let single = words::plural(last) != *last && words::singular(last) == *last;
    if own || (single && !one && !hyphen) {
        return None;
    }
    Some(after[0].1.start..span.end)
}

/// The words directly after a figure, lower case, with their bytes; blanks and hyphens join them.
fn words_of(rest: &str, start: usize) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while out.len() < 6 {
        let tail = rest.get(at..).unwrap_or("");
        let gap = tail.len() - tail.trim_start_matches([' ', '\u{a0}', '-', '\u{2010}', '\u{2011}']).len();
        let word = tail[gap..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if word.is_empty() || gap == 0 {
            break;
        }
        let first = start + at + gap;
        out.push((word.to_lowercase(), first..first + word.len()));
        at += gap + word.len();
    }
    out
}

/// What a count counts, in a sentence.
fn own_things(schema: &Schema) -> String {
    match &schema.unit {
        Unit::Count(noun) if !noun.is_empty() => words::plural(noun),
        _ => schema.nouns.first().map_or("other things".to_string(), |n| n.join(" ")),
    }
}

/// A bare number of four digits from 1900 to 2100.
fn is_year(side: &Side) -> bool {
    side.value >= Number::from(1900)
        && side.value <= Number::from(2100)
        && side.value.is_integer()
        && side.num.len() == 4
        && side.scale.is_none()
}
