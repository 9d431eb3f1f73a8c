//! Certain repairs of wordings that cannot be read.
//!
//! In: a text, the error and a reader. Out: the whole text repaired, or nothing. A repair is offered only where
//! the author can have meant nothing else, and only if it reads; whether it is true is decided elsewhere.

use crate::text::capitalized;
use crate::value::grammar::{is_number_word, ordinal_ending};
use crate::value::{Core, Kind, Misread, Number, ReadError, Stated};
use std::ops::Range;

/// What may join the ends of a range, the longer first.
const JOINTS: [&str; 9] = ["-to-", " to ", " and ", " – ", " - ", "--", "–", "−", "-"];

/// The error with its repair, if there is a certain one.
pub(crate) fn suggested(text: &str, error: ReadError, reader: &dyn Fn(&str) -> Option<Stated>) -> ReadError {
    if error.suggestion.is_some() {
        return ReadError { suggestion: error.suggestion.filter(|new| reader(new).is_some()), ..error };
    }
    let Some(part) = text.get(error.span.clone()) else { return error };
    let patched = |new: &str| format!("{}{new}{}", &text[..error.span.start], &text[error.span.end..]);
    let suggestion = match error.what {
        Misread::DownwardRange => swapped(part)
            .into_iter()
            .map(|new| patched(&new))
            .find(|new| reader(new).is_some_and(|s| rises(&s))),
        Misread::MalformedFigure => {
            respelt(part).map(|new| patched(&new)).filter(|new| reader(new).is_some())
        }
        _ => None,
    };
    ReadError { suggestion, ..error }
}

/// The text with what qualifies a figure replaced by the words of a bound.
pub(crate) fn bounded(text: &str, words: Range<usize>, bound: &str) -> Option<String> {
    let old = text.get(words.clone())?;
    let blank = if old.ends_with(char::is_whitespace) { " " } else { "" };
    let new = capital_of(old, bound);
    Some(format!("{}{new}{blank}{}", &text[..words.start], &text[words.end..]))
}

/// `new` with a capital where `old` had one.
pub(crate) fn capital_of(old: &str, new: &str) -> String {
    if old.trim_start().starts_with(char::is_uppercase) { capitalized(new) } else { new.to_owned() }
}

/// Whether the repaired wording is a range; "three to one" is odds, not multiples from one to three.
fn rises(stated: &Stated) -> bool {
    match &stated.core {
        Core::Range(a, _) => !(a.notation.implied && stated.kind == Kind::Ratio),
        core => matches!(core, Core::Dates(..)),
    }
}

/// A range with its ends exchanged: only the numbers where the ends share sign, scale and unit or one of them
/// has none, else the ends as they stand.
fn swapped(range: &str) -> Option<String> {
    let first = range.chars().next()?.len_utf8();
    let (at, joint) = JOINTS.iter().find_map(|j| Some((range[first..].find(j)? + first, *j)))?;
    let (left, right) = (&range[..at], range.get(at + joint.len()..)?);
    let (a, b) = (digits_of(left)?, digits_of(right)?);
    let around =
        |side: &str, n: &Range<usize>| (side[..n.start].to_string(), side[n.end..].trim().to_string());
    let ((sign_a, unit_a), (sign_b, unit_b)) = (around(left, &a), around(right, &b));
    let scaled = |unit: &str| unit.starts_with(['k', 'K', 'm', 'M', 'b', 'B']) && unit.len() <= 2;
    if unit_a == unit_b || (unit_a.is_empty() && !scaled(&unit_b)) {
        let (p, q) = (&right[b.clone()], &left[a.clone()]);
        return Some(format!(
            "{}{p}{}{joint}{}{q}{}",
            &left[..a.start],
            &left[a.end..],
            &right[..b.start],
            &right[b.end..]
        ));
    }
    let whole = !unit_a.is_empty() && !unit_b.is_empty() && sign_a == sign_b;
    whole.then(|| format!("{right}{joint}{left}"))
}

/// The digits, or the number in words, of one end of a range.
fn digits_of(side: &str) -> Option<Range<usize>> {
    if let Some(start) = side.find(|c: char| c.is_ascii_digit()) {
        let len = side[start..].find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
        let end = len.map_or(side.len(), |len| start + len);
        return Some(start..start + side[start..end].trim_end_matches([',', '.']).len());
    }
    let start = side.len() - side.trim_start().len();
    let len = side[start..].find(char::is_whitespace).unwrap_or(side.len() - start);
    is_number_word(side[start..].split([' ', '-']).next()?).then_some(start..start + len)
}

/// A misspelt number with one certain spelling: `450 000`, `1_000`, `.5`, `2 1/2`, `2th`, `4–4 rounds`.
fn respelt(part: &str) -> Option<String> {
    grouped(part)
        .or_else(|| pointed(part))
        .or_else(|| mixed(part))
        .or_else(|| ending(part))
        .or_else(|| once(part))
}

/// Groups of three digits after blanks or underscores take commas.
fn grouped(part: &str) -> Option<String> {
    let start = part.find(|c: char| c.is_ascii_digit())?;
    let tail = &part[start..];
    let stop =
        |c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '_' | '\'' | '\u{2019}'));
    let run = &tail[..tail.find(stop).unwrap_or(tail.len())];
    let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
    let groups: Vec<&str> = run.split(|c: char| !c.is_ascii_digit()).collect();
    let [first, rest @ ..] = groups.as_slice() else { return None };
    let fits = !rest.is_empty() && (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3);
    let alone = !tail[run.len()..].starts_with(['.', ',']) && !first.starts_with('0');
    (fits && alone).then(|| format!("{}{}{}", &part[..start], groups.join(","), &tail[run.len()..]))
}

/// A point without a digit before it takes a zero.
fn pointed(part: &str) -> Option<String> {
    let at = part.find('.')?;
    let free = !part[..at].ends_with(|c: char| c.is_ascii_digit());
    let digit = part[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    (free && digit && part.matches('.').count() == 1).then(|| format!("{}0{}", &part[..at], &part[at..]))
}

/// A whole number and halves or quarters are a decimal.
fn mixed(part: &str) -> Option<String> {
    let start = part.find(|c: char| c.is_ascii_digit())?;
    let (whole, rest) = part[start..].split_once(' ')?;
    let n: i64 = whole.parse().ok().filter(|n| (0..1000).contains(n))?;
    let (head, decimals) =
        [("1/2", 50), ("1/4", 25), ("3/4", 75)].into_iter().find(|(f, _)| rest.starts_with(f))?;
    let more = rest[head.len()..].starts_with(|c: char| c.is_ascii_digit() || c == '/');
    let value = &Number::from(n) + &Number::frac(decimals, 100);
    (!more).then(|| format!("{}{value}{}", &part[..start], &rest[head.len()..]))
}

/// The letters that fit the number of an ordinal.
fn ending(part: &str) -> Option<String> {
    let letters = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &part[..part.len() - letters.len()];
    let n: u32 = digits.parse().ok()?;
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|e| e.eq_ignore_ascii_case(letters));
    ordinal.then(|| format!("{digits}{}", ordinal_ending(n)))
}

/// A range whose ends are the same is one of them, with the sign of the first and the unit of the second.
fn once(part: &str) -> Option<String> {
    let joint = JOINTS.iter().find(|j| part.contains(**j))?;
    let (left, right) = part.split_once(joint)?;
    let (a, b) = (digits_of(left)?, digits_of(right)?);
    let unit = |side: &str, n: &Range<usize>| side[n.end..].trim().to_string();
    let same = left[a.clone()].eq_ignore_ascii_case(&right[b.clone()]);
    let (own, other) = (unit(left, &a), unit(right, &b));
    let fits = same && (own.is_empty() || own == other);
    fits.then(|| format!("{}{}", &left[..a.start], &right[b.start..]))
}
