//! Shares in words: two thirds, half of all guests, one in five.
//!
//! In: a token. Out: the token after the share that begins there. A fraction of a length of time is a length.

use crate::value::grammar::{Scanner, TokenKind};

/// The token after a share in words: "two-thirds", "one third", "half of all guests". "A third" may be the third one,
/// and a fraction of an hour is a length of time.
pub(super) fn spelled_share(scanner: &Scanner, i: usize) -> Option<usize> {
    if let Some(next) = one_in(scanner, i) {
        return Some(next);
    }
    let first = scanner.word(i)?;
    let (_, _, next) = scanner.fraction(i)?;
    let article = ["a", "an"].iter().any(|w| w.eq_ignore_ascii_case(first));
    let half = first.eq_ignore_ascii_case("half");
    let of = scanner.is_word(next, "of");
    let whole = scanner.among(next + 1, &["the", "all", "those", "our", "its", "their"]);
    let quarters = scanner.text[scanner.bytes(&(i..next))].to_ascii_lowercase().contains("quarter");
    // "half of the time" is a manner of speaking, "half of the guests" is a share.
    let many = scanner.is_word(next + 1, "all") || scanner.word(next + 2).is_some_and(|w| w.ends_with('s'));
    let certain = match (half, article || quarters) {
        (true, _) => of && whole && many,
        (false, true) => {
            // "a quarter of guests"; "a third of hours" would be a length.
            let people = scanner.word(next + 1).is_some_and(|w| w.len() > 4 && w.ends_with('s'));
            of && (whole || people && scanner.unit(next + 1).is_none())
        }
        _ => !of || scanner.unit(next + 2).is_none(),
    };
    let figure = matches!(scanner.token(next + 1), Some(TokenKind::Number(_)));
    let ordinal = scanner.hyphen(next) && scanner.glued(next);
    (certain && !figure && !ordinal).then_some(next)
}

/// "one in five", "two in 10": a part of all. "One in two weeks" and "three in 2024" are something else.
fn one_in(scanner: &Scanner, i: usize) -> Option<usize> {
    let (part, at) = scanner.whole(i)?;
    let joint = scanner.is_word(at, "in") || (scanner.is_word(at, "of") && scanner.is_word(at + 1, "every"));
    let at = at + 1 + usize::from(scanner.is_word(at + 1, "every"));
    let (whole, next) = scanner.whole(at).filter(|_| joint)?;
    let hyphen = scanner.hyphen(next) && scanner.glued(next);
    let measured =
        hyphen || scanner.unit(next).is_some() || scanner.period(next).is_some() || scanner.scales(next);
    (part < whole && whole <= 9_900 && !measured && scanner.year(at).is_none()).then_some(next)
}
