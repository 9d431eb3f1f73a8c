//! Words beside a binding that change its figure.
//!
//! In: the text directly before or after a link, in the same run of text. Out: how much of it belongs to
//! the figure, and as what. The caller adds the bytes to the wording before it is read:
//! `over [400K](…)` is read as "over 400K". Other words, commas and full stops end the search.
//!
//! Not all that is taken changes the claim ("over [2–4 weeks](…)" does not). To report a qualifier outside a
//! binding, read the wording with and without it and compare `hedge`, `bound`, `direction` and `core`.

use crate::value::grammar::{Effect, Expected, Gap, Qualifiers, Scanner, TokenKind};
use crate::value::quantity::currency;
use crate::value::{Bound, Kind};

/// What the words beside a link are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutsideKind {
    /// about, roughly, or so.
    Hedge,
    /// over, at least, or more.
    Bound,
    /// higher, up, less.
    Direction,
    /// a year, /month.
    Period,
    /// %, weeks, dollars: the unit of a bare number inside.
    Unit,
}

/// Words beside a link that belong to its figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Bytes to take: the last of the text before a link, or the first of the text after it, the white
    /// space between the words and the link included.
    pub len: usize,
    /// What the words nearest to the link are.
    pub kind: OutsideKind,
}

/// How many tokens before a link are looked at.
const REACH: usize = 8;
/// How many bytes of neighbouring text are looked at.
const WINDOW: usize = 120;

fn kind_of(effect: Effect) -> OutsideKind {
    match effect {
        Effect::Hedge(_) | Effect::Unclear => OutsideKind::Hedge,
        Effect::Bound(_) | Effect::Soft(_) | Effect::Turned => OutsideKind::Bound,
        Effect::Direction(_) => OutsideKind::Direction,
    }
}

/// Hedge, bound and direction words at the end of `before`; `None` when the last word is none.
#[must_use]
pub fn hedges_before(before: &str) -> Option<Outside> {
    take_before(before, None)
}

/// As [`hedges_before`], for a link to a date: "before", "since" and "until" count too.
#[must_use]
pub fn hedges_before_date(before: &str) -> Option<Outside> {
    take_before(before, Some(Kind::Date))
}

fn take_before(before: &str, kind: Option<Kind>) -> Option<Outside> {
    let cut = before.ceil_char_boundary(before.len().saturating_sub(WINDOW));
    let window = &before[cut..];
    let expected = Expected { kind, ..Expected::default() };
    let scanner = Scanner::new(window, expected);
    let n = scanner.tokens.len();
    let first = n.saturating_sub(REACH);
    for start in first..n {
        // A word cut by the window is not the word it seems to be.
        if cut > 0 && start == 0 {
            continue;
        }
        let (mut j, mut last) = (start, None);
        let mut qualifiers = Qualifiers::default();
        while let Some((effect, next)) = scanner.qualifier(j) {
            qualifiers.take(effect, 0..0);
            last = Some(effect);
            j = next;
        }
        // "follow up [4 rounds]": a lone particle is no direction.
        let particle = n - start == 1 && (scanner.is_word(start, "up") || scanner.is_word(start, "down"));
        if particle {
            return None;
        }
        // "more than the usual [45 days]"
        let filled = qualifiers.bound != Bound::None && scanner.filling(j) == Some(n);
        if let (Some(effect), true) = (last, j == n || filled) {
            let start = scanner.denied(start, &qualifiers).unwrap_or(start);
            let len = window.len() - scanner.tokens[start].start;
            return Some(Outside { len, kind: kind_of(effect) });
        }
    }
    None
}

/// Words at the start of `after` that belong to the figure before it: or so, or more, higher, `+`, `%`,
/// a unit, a period.
#[must_use]
pub fn hedges_after(after: &str) -> Option<Outside> {
    take_after(after, true)
}

/// As [`hedges_after`], for a link to a plain count: "[one](…) more" and "[4](…) fewer" are differences only in
/// comparisons, so directions are left outside.
#[must_use]
pub fn hedges_after_count(after: &str) -> Option<Outside> {
    take_after(after, false)
}

fn take_after(after: &str, directions: bool) -> Option<Outside> {
    let window = &after[..after.floor_char_boundary(WINDOW)];
    // `TB` and "miles" after a bare number are its unit, whatever the fact counts.
    let scanner = Scanner::new(window, Expected { measured: true, ..Expected::default() });
    let mut kind = None;
    let mut j = 0;
    if scanner.symbol(0, '+') && scanner.tokens[0].start == 0 {
        kind = Some(OutsideKind::Bound);
        j = 1;
    }
    if let Some(next) = unit(&scanner, j) {
        kind = kind.or(Some(OutsideKind::Unit));
        j = next;
    }
    if let Some((_, next)) = scanner.period(j) {
        kind = kind.or(Some(OutsideKind::Period));
        j = next;
    }
    while let Some((effect, next)) = scanner.trailing(j) {
        let direction = matches!(effect, Effect::Direction(_));
        if (direction && !directions) || !ends_well(&scanner, effect, next) {
            break;
        }
        kind = kind.or(Some(kind_of(effect)));
        j = next;
    }
    let last = j.checked_sub(1).and_then(|i| scanner.tokens.get(i))?;
    kind.map(|kind| Outside { len: last.end, kind })
}

/// A unit, directly or after a blank or a hyphen; not a lone letter, nor a `$`, which opens another sum or
/// closes a formula.
fn unit(scanner: &Scanner, j: usize) -> Option<usize> {
    let hyphen = scanner.hyphen(j) && scanner.tokens[j].gap == Gap::None;
    let at = j + usize::from(hyphen);
    let long = scanner.word(at).is_none_or(|w| w.len() > 1 && !is_code_word(w));
    // "× 3" multiplies the figure before it.
    let times = matches!(scanner.token(at + 1), Some(TokenKind::Number(_))) && scanner.is_word(at, "times");
    let (_, next) = scanner.unit(at).filter(|_| long && !times && !scanner.symbol(at, '$'))?;
    Some(next)
}

/// Lower-case letters that are a code only by accident.
fn is_code_word(word: &str) -> bool {
    currency::by_word(word).is_some() && word.len() == 3 && word.to_ascii_uppercase() != word
}

/// Direction words count only where the clause could end with them: "[18%](…) higher than", not
/// "[4 rounds](…) up front".
fn ends_well(scanner: &Scanner, effect: Effect, next: usize) -> bool {
    if !matches!(effect, Effect::Direction(_)) {
        return true;
    }
    let word = scanner.word(next - 1).unwrap_or("");
    let adverb = ["up", "down", "above", "below"].iter().any(|w| w.eq_ignore_ascii_case(word));
    match scanner.token(next) {
        None => true,
        Some(TokenKind::Word) if adverb => false,
        Some(TokenKind::Word) => !scanner.among(next, &["often", "likely", "or"]),
        Some(_) => true,
    }
}
