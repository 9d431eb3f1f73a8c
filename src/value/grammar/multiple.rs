//! Multiples in words: twice, double, threefold.
//!
//! In: a token index, or a number to write. Out: a [`WrittenQuantity`] that is a multiple, or its word. Read only where
//! multiples are expected or the kind is open.

use super::number_words::number_words;
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Kind, Number, TimeUnit};

const MULTIPLES: [(&str, i64); 27] = [
    ("treble", 3),
    ("trebles", 3),
    ("trebled", 3),
    ("quadruples", 4),
    ("quintuple", 5),
    ("quintuples", 5),
    ("quintupled", 5),
    ("sextupled", 6),
    ("twice", 2),
    ("double", 2),
    ("doubles", 2),
    ("doubled", 2),
    ("twofold", 2),
    ("triple", 3),
    ("triples", 3),
    ("tripled", 3),
    ("thrice", 3),
    ("threefold", 3),
    ("quadruple", 4),
    ("quadrupled", 4),
    ("fourfold", 4),
    ("fivefold", 5),
    ("sixfold", 6),
    ("sevenfold", 7),
    ("eightfold", 8),
    ("ninefold", 9),
    ("tenfold", 10),
];

/// The multiple `n` in the manner of another word for one: "triple" for "double", "three times" for "twice".
pub(crate) fn multiple_words(old: &str, n: i64) -> Option<String> {
    let old = old.to_ascii_lowercase();
    if old.ends_with("fold") {
        let found = MULTIPLES.iter().find(|(w, k)| *k == n && w.ends_with("fold"));
        return found.map(|(w, _)| (*w).to_string());
    }
    if matches!(old.as_str(), "twice" | "thrice") {
        return match n {
            2 => Some("twice".to_string()),
            3.. => Some(format!("{} times", number_words(n))),
            _ => None,
        };
    }
    let verb = ["doubl", "tripl", "quadrupl"].iter().find_map(|stem| old.strip_prefix(stem))?;
    let stem = match n {
        2 => "doubl",
        3 => "tripl",
        4 => "quadrupl",
        _ => return None,
    };
    Some(format!("{stem}{verb}"))
}

impl Scanner<'_> {
    /// "twice", "double", "half": only where multiples are wanted.
    pub(crate) fn multiple(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        if self.expected.kind == Some(Kind::Change) {
            return self.changed_by_multiple(i);
        }
        if !self.expected.multiples && self.expected.kind.is_some() {
            return None;
        }
        if let Some(found) = self.time_and_more(i) {
            return Some(found);
        }
        let word = self.word(i)?;
        let next = i + 1;
        let joined = self.hyphen(next) && self.glued(next);
        if joined || self.period(next).is_some() {
            return None;
        }
        if word.eq_ignore_ascii_case("half") {
            let article = self.is_word(next, "a") || self.is_word(next, "an");
            let unit = self.word(next).is_some_and(|w| TimeUnit::from_word(w).is_some());
            if article || unit || !self.expected.multiples {
                return None;
            }
            let mut quantity = self.plain_quantity(i, next, Number::frac(1, 2), WrittenUnit::Times);
            quantity.digit = Number::frac(1, 10);
            return Some((quantity, next));
        }
        let (_, n) = MULTIPLES.iter().find(|(w, _)| w.eq_ignore_ascii_case(word))?;
        let filler = self.among(next, &["down", "check", "up"]);
        if filler {
            return None;
        }
        Some((self.plain_quantity(i, next, (*n).into(), WrittenUnit::Times), next))
    }

    /// "time and a half": one and a half times the pay.
    fn time_and_more(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        if !self.is_word(i, "time") {
            return None;
        }
        let (part, digit, next) = self.fraction_more(i + 1)?;
        let mut quantity = self.plain_quantity(i, next, &Number::one() + &part, WrittenUnit::Times);
        quantity.digit = digit.over(5);
        Some((quantity, next))
    }

    /// "doubled" is +100%, "halved" is -50%.
    fn changed_by_multiple(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        let word = self.word(i)?;
        let halved = ["halved", "halves"].iter().any(|w| w.eq_ignore_ascii_case(word));
        let verb = || {
            let (_, n) = MULTIPLES.iter().find(|(w, _)| w.eq_ignore_ascii_case(word))?;
            (word.ends_with("ed") || word.ends_with("es")).then_some((*n - 1) * 100)
        };
        let value = if halved { -50 } else { verb()? };
        let mut quantity = self.plain_quantity(i, i + 1, Number::from(value), WrittenUnit::Percent);
        quantity.sign = if halved { -1 } else { 0 };
        Some((quantity, i + 1))
    }
}
