//! Reading values that are words.
//!
//! In: a wording and the declared words of the schema. Out: [`Stated`] with a word as its core.
//! Words are found, not understood: "not required" must be declared to mean false, else it is refused.

use crate::value::error::quote;
use crate::value::folding::folded_words;
use crate::value::grammar::{Expected, Scanner, TokenKind, WEAKENING};
use crate::value::{Bound, Core, Hedge, Kind, Misread, ReadError, Schema, Stated, fold_text};
use std::ops::Range;

/// Reads a boolean, an enum or a text.
pub(crate) fn read(text: &str, schema: &Schema) -> Result<Stated, ReadError> {
    let hits = match schema.kind {
        Kind::Boolean => truths(text, schema),
        Kind::Enum if !schema.values.is_empty() => listed(text, schema),
        _ => return whole(text, schema.kind),
    };
    let Some(first) = hits.first() else {
        let whole = 0..text.len();
        let what = if schema.kind == Kind::Boolean { "word for yes or no" } else { "listed value" };
        let message = format!("no {what} in {}; state it with `?is=`", quote(text, &whole));
        return Err(ReadError::new(Misread::NoFigure, whole, message));
    };
    if let Some(other) = hits.iter().find(|h| h.value != first.value) {
        return Err(ambiguous(text, first, other));
    }
    if let Some(hit) = hits.iter().find(|hit| {
        denied(text, hit)
            || limited(text, hit)
            || refused(text, hit, schema.kind)
            || taken_back(text, hit, schema.kind)
    }) {
        return Err(negated(text, hit));
    }
    let last = hits.last().map_or(first.span.end, |h| h.span.end);
    Ok(word(text, schema.kind, first.value.clone(), first.span.start..last))
}

/// Whether one of the three words before a hit, in the same clause, denies it. A denial that is declared is
/// part of its hit.
fn denied(text: &str, hit: &WordMatch) -> bool {
    let before = text.get(..hit.span.start).unwrap_or("").trim_end();
    // "not (yet) online"
    let before = before.strip_suffix("(yet)").unwrap_or(before);
    let clause = before.rsplit([',', ';', ':', '.', '(']).next().unwrap_or("");
    let words = || clause.rsplit(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty());
    let weak = words().take(3).any(|word| {
        let contracted = word.to_ascii_lowercase().replace('\u{2019}', "'").ends_with("n't");
        let once = ["until", "till", "unavailable", "formerly"].iter().any(|w| w.eq_ignore_ascii_case(word));
        contracted || once || WEAKENING.iter().any(|w| w.eq_ignore_ascii_case(word))
    });
    // "nobody sits it online"
    let nobody = words().take(4).any(|word| ["nobody", "none"].iter().any(|w| w.eq_ignore_ascii_case(word)));
    // "anything but remote", "all formats except online"
    let but =
        words().next().is_some_and(|word| ["but", "except"].iter().any(|w| w.eq_ignore_ascii_case(word)));
    weak || nobody || but
}

/// Whether the words after a hit take it back or limit it: "required or not", "required, except", "remote-free".
fn limited(text: &str, hit: &WordMatch) -> bool {
    const LIMITS: [&str; 16] = [
        "or not",
        "except",
        "unless",
        "only if",
        "only for",
        "only when",
        "if",
        "-free",
        "until",
        "in part",
        "in most",
        "in some",
        "for some",
        "for most",
        "nowhere",
        "no longer",
    ];
    let rest = text.get(hit.span.end..).unwrap_or("").trim_start_matches([',', ' ', '\u{a0}']).to_lowercase();
    let begins = |limit: &&str| {
        let after = rest.strip_prefix(*limit);
        after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    };
    LIMITS.iter().any(begins)
}

/// "no longer remote", "no remote work": for a listed value, "no" denies. For yes and no it is a value itself.
fn refused(text: &str, hit: &WordMatch, kind: Kind) -> bool {
    let before = text.get(..hit.span.start).unwrap_or("");
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or("");
    let longer = last.eq_ignore_ascii_case("longer");
    let word = if longer { words.next().unwrap_or("") } else { last };
    let denies = longer || kind == Kind::Enum;
    denies && ["no", "without"].iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// "used to be online", "cash is not accepted", "online or on paper": the words around a hit take it back or leave it open.
fn taken_back(text: &str, hit: &WordMatch, kind: Kind) -> bool {
    let scanner = Scanner::new(text, Expected { kind: Some(kind), ..Expected::default() });
    let (start, end) = (scanner.index_after(hit.span.start), scanner.index_after(hit.span.end));
    let either = |k: usize| kind == Kind::Enum && scanner.is_word(k, "or");
    let open = either(end) || start.checked_sub(1).is_some_and(either);
    let compared = kind == Kind::Enum && scanner.compared_before(start).is_some();
    open || compared
        || answered_no(&scanner, end)
        || scanner.another_before(start, false).is_some()
        || scanner.another_after(end, false).is_some()
}

/// "online? No", "permitted – not", "allowed: never": the word is answered.
fn answered_no(scanner: &Scanner<'_>, end: usize) -> bool {
    let mark = ['?', ':', '(', ',', '='].iter().any(|mark| scanner.symbol(end, *mark))
        || matches!(scanner.token(end), Some(TokenKind::Dash(_)));
    let no = end + 1;
    let last = match scanner.token(no + 1) {
        None | Some(TokenKind::Symbol(_)) => true,
        _ => scanner.is_word(no + 1, "at") && scanner.is_word(no + 2, "all"),
    };
    mark && last && scanner.among(no, &["no", "not", "never", "hardly", "false", "none", "nope"])
}

fn negated(text: &str, hit: &WordMatch) -> ReadError {
    let message = format!("{} denies `{}`; state it with `?is=`", quote(text, &(0..text.len())), hit.value);
    ReadError::new(Misread::NoFigure, hit.span.clone(), message)
}

fn ambiguous(text: &str, first: &WordMatch, other: &WordMatch) -> ReadError {
    let span = first.span.start..other.span.end;
    let message = format!("{} says both `{}` and `{}`", quote(text, &span), first.value, other.value);
    ReadError::new(Misread::AmbiguousFigure, span, message)
}

/// A text is its whole wording.
fn whole(text: &str, kind: Kind) -> Result<Stated, ReadError> {
    let start = text.len() - text.trim_start().len();
    let span = start..start + text.trim().len();
    let value = fold_text(text);
    if value.is_empty() {
        let message = format!("no {kind} in {}", quote(text, &(0..text.len())));
        return Err(ReadError::new(Misread::NoFigure, 0..text.len(), message));
    }
    Ok(word(text, kind, value, span))
}

/// "no levels", where the schema declares such words.
pub(crate) fn no_levels(text: &str, schema: &Schema) -> Option<Stated> {
    let phrases = schema.levels.none.iter().map(|p| (p.as_str(), "none".to_string()));
    let hit = hits(text, phrases).into_iter().next().filter(|hit| !denied(text, hit))?;
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
        crowd: None,
        span: span.clone(),
        core_span: span,
        remarks: Vec::new(),
    }
}

/// A word value found in a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WordMatch {
    pub value: String,
    pub span: Range<usize>,
}

/// The values whose phrases stand in `text`, from left to right, the longest phrase first at each place.
pub(crate) fn hits<'a>(text: &str, phrases: impl Iterator<Item = (&'a str, String)>) -> Vec<WordMatch> {
    let parts = folded_words(text);
    let mut list: Vec<(Vec<String>, String)> = phrases
        .map(|(phrase, value)| (fold_text(phrase).split(' ').map(String::from).collect(), value))
        .filter(|(words, _): &(Vec<String>, String)| !words.iter().all(String::is_empty))
        .collect();
    list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    let mut out = Vec::new();
    let mut i = 0;
    while i < parts.len() {
        let found = list.iter().find(|(words, _)| {
            words.len() <= parts.len() - i && words.iter().zip(&parts[i..]).all(|(w, p)| *w == p.text)
        });
        match found {
            Some((words, value)) => {
                let last = i + words.len() - 1;
                let span = parts[i].span.start..parts[last].span.end;
                out.push(WordMatch { value: value.clone(), span });
                i = last + 1;
            }
            None => i += 1,
        }
    }
    out
}

/// The truth values named in a text.
pub(crate) fn truths(text: &str, schema: &Schema) -> Vec<WordMatch> {
    const TRUE: [&str; 2] = ["yes", "true"];
    const FALSE: [&str; 3] = ["no", "false", "none"];
    let declared = |list: &[String], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
    let truthy = TRUE
        .iter()
        .copied()
        .filter(|w| !declared(&schema.falsy, w))
        .chain(schema.truthy.iter().map(String::as_str))
        .map(|w| (w, "true".to_string()));
    let falsy = FALSE
        .iter()
        .copied()
        .filter(|w| !declared(&schema.truthy, w))
        .chain(schema.falsy.iter().map(String::as_str))
        .map(|w| (w, "false".to_string()));
    let mut found = hits(text, truthy.chain(falsy));
    found.retain(|hit| !no_of_a_phrase(text, hit));
    found
}

/// The "no" of "no longer" and "no doubt" answers nothing.
fn no_of_a_phrase(text: &str, hit: &WordMatch) -> bool {
    const NEXT: [&str; 21] = [
        "extra",
        "additional",
        "further",
        "cost",
        "charge",
        "limit",
        "questions",
        "longer",
        "more",
        "doubt",
        "wonder",
        "matter",
        "one",
        "less",
        "fewer",
        "later",
        "sooner",
        "earlier",
        "idea",
        "other",
        "need",
    ];
    let is_no = text.get(hit.span.clone()).is_some_and(|word| word.eq_ignore_ascii_case("no"));
    let rest = text.get(hit.span.end..).unwrap_or("").trim_start();
    let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    is_no && NEXT.iter().any(|w| w.eq_ignore_ascii_case(next))
}

/// The declared values named in a text.
pub(crate) fn listed(text: &str, schema: &Schema) -> Vec<WordMatch> {
    let phrases = schema.values.iter().flat_map(|value| {
        std::iter::once(value.id.as_str())
            .chain(value.aliases.iter().map(String::as_str))
            .map(|phrase| (phrase, value.id.clone()))
    });
    hits(text, phrases)
}
