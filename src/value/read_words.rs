//! Reading values that are words.
//!
//! In: a wording and the declared words of the schema. Out: [`Stated`] with a word as its core.
//! Words are found, not understood: "not required" must be declared to mean false, else it is refused.

use super::error::{Misread, ReadError, quote};
use super::kind::Kind;
use super::schema::Schema;
use super::stated::{Core, Stated};
use super::vocab::{Bound, Hedge};
use super::words::{self, WordMatch};
use std::ops::Range;

/// Reads a boolean, an enum or a text.
pub(crate) fn read(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    let hits = match schema.kind {
        Kind::Boolean => words::truths(text, schema),
        Kind::Enum if !schema.values.is_empty() => words::listed(text, schema),
        _ => return whole(text, schema.kind),
    };
    let Some(first) = hits.first() else {
        let whole = 0..text.len();
        let what = if schema.kind == Kind::Boolean { "word for yes or no" } else { "listed value" };
        let message = format!("no {what} in {}; state it with `?is=`", quote(text, &whole));
        return Err(ReadError::new(Misread::NoFigure, whole, message));
    };
    if let Some(other) = hits.iter().find(|h| h.value != first.value) {
        return Err(two(text, first, other));
    }
    if let Some(hit) = hits.iter().find(|hit| denied(text, hit) || refused(text, hit, schema.kind)) {
        return Err(negated(text, hit));
    }
    let last = hits.last().map_or(first.span.end, |h| h.span.end);
    Ok(word(text, schema.kind, first.value.clone(), first.span.start..last))
}

/// Whether one of the three words before a hit, in the same clause, denies it. A denial that is declared is
/// part of its hit.
fn denied(text: &str, hit: &WordMatch) -> bool {
    const WORDS: [&str; 8] = ["not", "never", "non", "neither", "nor", "hardly", "rarely", "cannot"];
    let before = text.get(..hit.span.start).unwrap_or("");
    let clause = before.rsplit([',', ';', ':', '.', '(']).next().unwrap_or("");
    let words = clause.rsplit(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty());
    words.take(3).any(|word| {
        let contracted = word.to_ascii_lowercase().replace('\u{2019}', "'").ends_with("n't");
        contracted || WORDS.iter().any(|w| w.eq_ignore_ascii_case(word))
    })
}

/// "no longer remote", "no remote work": for a listed value, "no" denies. For yes and no it is a value itself.
fn refused(text: &str, hit: &WordMatch, kind: Kind) -> bool {
    let before = text.get(..hit.span.start).unwrap_or("");
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or("");
    let longer = last.eq_ignore_ascii_case("longer");
    let word = if longer { words.next().unwrap_or("") } else { last };
    kind == Kind::Enum && ["no", "without"].iter().any(|w| w.eq_ignore_ascii_case(word))
}

fn negated(text: &str, hit: &WordMatch) -> ReadError {
    let message = format!("{} denies `{}`; state it with `?is=`", quote(text, &(0..text.len())), hit.value);
    ReadError::new(Misread::NoFigure, hit.span.clone(), message)
}

fn two(text: &str, first: &WordMatch, other: &WordMatch) -> ReadError {
    let span = first.span.start..other.span.end;
    let message = format!("{} says both `{}` and `{}`", quote(text, &span), first.value, other.value);
    ReadError::new(Misread::AmbiguousFigure, span, message)
}

/// A text is its whole wording.
fn whole(text: &str, kind: Kind) -> Result<Stated, ReadError> {
    let start = text.len() - text.trim_start().len();
    let span = start..start + text.trim().len();
    let value = words::fold_text(text);
    if value.is_empty() {
        let message = format!("no {kind} in {}", quote(text, &(0..text.len())));
        return Err(ReadError::new(Misread::NoFigure, 0..text.len(), message));
    }
    Ok(word(text, kind, value, span))
}

/// "no levels", where the schema declares such words.
pub(crate) fn no_levels(text: &str, schema: &Schema) -> Option<Stated> {
    let phrases = schema.levels.none.iter().map(|p| (p.as_str(), "none".to_string()));
    let hit = words::hits(text, phrases).into_iter().next().filter(|hit| !denied(text, hit))?;
    Some(word(text, Kind::Level, hit.value, hit.span))
}

/// A statement whose core is a word.
pub(crate) fn word(text: &str, kind: Kind, value: String, span: Range<usize>) -> Stated {
    Stated {
        text: text.to_string(),
        kind,
        hedge: Hedge::None,
        bound: Bound::None,
        core: Core::Word(value),
        direction: None,
        direction_span: None,
        statistic: None,
        percentiles: None,
        span: span.clone(),
        core_span: span,
        remarks: Vec::new(),
    }
}
