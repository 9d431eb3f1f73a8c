//! Figures with a shape of their own: multiples in words, ordinals, scores, levels.
//!
//! In: a token index. Out: a [`WrittenQuantity`] whose measure says what it is. Each is read only where the
//! wanted kind asks for it or where its spelling leaves no doubt.

use super::kind::Kind;
use super::lex::TokenKind;
use super::number::Number;
use super::numeral::{Spelling, number_words};
use super::scan::{Fault, FaultKind, Scanned, Scanner};
use super::side::{WrittenQuantity, WrittenUnit};
use super::time::TimeUnit;

const MULTIPLES: [(&str, i64); 19] = [
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

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const TENTHS: [&str; 7] =
    ["thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];

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

/// The letters after a number in digits.
pub(crate) fn ordinal_ending(n: u32) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// An ordinal in words up to ninety-ninth, in digits beyond.
pub(crate) fn ordinal_words(n: i64) -> String {
    let at = |table: &[&'static str], i: i64| usize::try_from(i).ok().and_then(|i| table.get(i)).copied();
    if let Some(word) = at(&ORDINALS, n - 1) {
        return word.to_string();
    }
    match (at(&TENTHS, n / 10 - 3), at(&ORDINALS, n % 10 - 1)) {
        (Some(tens), _) if n % 10 == 0 => tens.to_string(),
        (_, Some(ones)) if n < 100 => format!("{}-{ones}", number_words(n / 10 * 10)),
        _ => format!("{n}{}", u32::try_from(n).map_or("th", ordinal_ending)),
    }
}

impl Scanner<'_> {
    fn plain_quantity(&self, i: usize, next: usize, value: Number, unit: WrittenUnit) -> WrittenQuantity {
        WrittenQuantity {
            span: self.bytes(&(i..next)),
            number: self.bytes(&(i..next)),
            value,
            digit: Number::one(),
            scale: None,
            sign: 0,
            unit,
            period: None,
            plus: false,
            ish: false,
            spelling: Spelling::Words,
        }
    }

    /// "twice", "double", "half": only where multiples are wanted.
    pub(crate) fn multiple(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        if !self.expected.multiples && self.expected.kind.is_some() {
            return None;
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
        let filler = ["down", "check", "up"].iter().any(|w| self.is_word(next, w));
        if filler {
            return None;
        }
        Some((self.plain_quantity(i, next, (*n).into(), WrittenUnit::Times), next))
    }

    /// The token after `st`, `nd`, `rd` or `th` glued to a number.
    pub(crate) fn ordinal_suffix(&self, j: usize) -> Option<usize> {
        let is = ["st", "nd", "rd", "th"].iter().any(|s| self.is_word(j, s));
        (is && self.glued(j)).then_some(j + 1)
    }

    /// `3rd` anywhere; "third" only when an ordinal is wanted.
    pub(crate) fn ordinal(&self, i: usize) -> Scanned<(WrittenQuantity, usize)> {
        Ok(self.any_ordinal(i)?.filter(|(_, next)| !self.counted_back(*next)))
    }

    /// "to last" of "second to last": a place that is counted from the other end.
    fn counted_back(&self, i: usize) -> bool {
        let gap = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k));
        let joint = gap(i);
        let joins = self.is_word(joint, "to") || self.is_word(joint, "from");
        let end = gap(joint + 1);
        let end = end + usize::from(self.is_word(end, "the"));
        joins && ["last", "end", "bottom", "back"].iter().any(|w| self.is_word(end, w))
    }

    fn any_ordinal(&self, i: usize) -> Scanned<(WrittenQuantity, usize)> {
        let wanted = self.expected.kind == Some(Kind::Ordinal);
        let found = |n: i64, next| Some((self.plain_quantity(i, next, n.into(), WrittenUnit::Ordinal), next));
        if let Some(TokenKind::Number(n)) = self.token(i) {
            let (Some(next), Some(n)) = (self.ordinal_suffix(i + 1), n.small()) else {
                return Ok(None);
            };
            if wanted && !self.is_word(i + 1, ordinal_ending(n)) {
                return Err(Fault { kind: FaultKind::OrdinalEnding, span: self.bytes(&(i..next)) });
            }
            return Ok(found(i64::from(n), next));
        }
        Ok(if wanted { self.ordinal_word(i).and_then(|(n, next)| found(n, next)) } else { None })
    }

    /// "third", "twentieth", "twenty-first", "hundredth".
    pub(crate) fn ordinal_word(&self, i: usize) -> Option<(i64, usize)> {
        let word = self.word(i)?;
        let at = |table: &[&str], word: &str| {
            table.iter().position(|w| w.eq_ignore_ascii_case(word)).and_then(|n| i64::try_from(n).ok())
        };
        if let Some(n) = at(&ORDINALS, word) {
            return Some((n + 1, i + 1));
        }
        if let Some(tens) = at(&TENTHS, word) {
            return Some(((tens + 3) * 10, i + 1));
        }
        if word.eq_ignore_ascii_case("hundredth") {
            return Some((100, i + 1));
        }
        let (tens, next) = self.small(i).filter(|(n, _)| *n >= 20 && n % 10 == 0)?;
        let next = next + usize::from(self.hyphen(next) && self.glued(next));
        let ones = at(&ORDINALS[..9], self.word(next)?)?;
        Some((tens + ones + 1, next + 1))
    }

    /// `/5` or "out of 5" after a number; the number may not exceed it.
    pub(crate) fn score(&self, i: usize, j: usize, quantity: &mut WrittenQuantity) -> Scanned<usize> {
        let wanted = matches!(self.expected.kind, Some(Kind::Scale) | None);
        let tight = self.glued(j) && self.glued(j + 1);
        let slash = self.symbol(j, '/') && (tight || self.expected.kind == Some(Kind::Scale));
        // "4.2 (out of 5)"
        let bracket = self.symbol(j, '(') && self.is_word(j + 1, "out") && self.is_word(j + 2, "of");
        let at = if slash && wanted {
            j + 1
        } else if self.is_word(j, "out") && self.is_word(j + 1, "of") {
            j + 2
        } else if bracket {
            j + 3
        } else {
            return Ok(None);
        };
        let plain = quantity.unit == WrittenUnit::Bare && quantity.scale.is_none() && !quantity.plus;
        let Some(max) = (if plain { self.numeral(at, true)? } else { None }) else {
            return Ok(None);
        };
        if max.spelling == Spelling::Article {
            return Ok(None);
        }
        if quantity.value > max.value || max.value.is_zero() {
            return Err(Fault { kind: FaultKind::ScoreOver, span: self.bytes(&(i..max.next)) });
        }
        quantity.unit = WrittenUnit::Score(max.value);
        Ok(Some(max.next + usize::from(bracket && self.symbol(max.next, ')'))))
    }

    /// `L5`, `P5+`; with a pattern, only the levels it admits.
    pub(crate) fn level(&self, i: usize) -> Option<(WrittenQuantity, usize)> {
        let letters = self.word(i)?;
        let Some(TokenKind::Number(n)) = self.token(i + 1) else {
            return None;
        };
        if !self.glued(i + 1) || self.run_on(i + 2) {
            return None;
        }
        self.level_quantity(i, i + 1, letters, n.small()?)
    }

    /// Digits alone after a dash: the `8` of `P5–8`.
    pub(crate) fn level_end(&self, i: usize, letters: &str) -> Option<(WrittenQuantity, usize)> {
        if let Some(found) = self.level(i) {
            return Some(found);
        }
        let Some(TokenKind::Number(n)) = self.token(i) else {
            return None;
        };
        if self.run_on(i + 1) {
            return None;
        }
        self.level_quantity(i, i, letters, n.small()?)
    }

    fn level_quantity(
        &self,
        i: usize,
        num: usize,
        letters: &str,
        n: u32,
    ) -> Option<(WrittenQuantity, usize)> {
        let letters = letters.to_uppercase();
        let token = &self.tokens[num];
        let admitted = match self.expected.levels {
            Some(pattern) => pattern.admits(&letters, &self.text[token.start..token.end]),
            None => letters.len() <= 3 && n < 100,
        };
        if !admitted {
            return None;
        }
        let mut next = num + 1;
        let mut quantity =
            self.plain_quantity(i, next, Number::from(i64::from(n)), WrittenUnit::Level(letters));
        if self.symbol(next, '+') && self.glued(next) {
            quantity.plus = true;
            next += 1;
            quantity.span = self.bytes(&(i..next));
        }
        quantity.number = self.bytes(&(num..num + 1));
        Some((quantity, next))
    }

    /// Letters or digits glued on, so that the token is some other name.
    fn run_on(&self, i: usize) -> bool {
        self.glued(i) && matches!(self.token(i), Some(TokenKind::Word | TokenKind::Number(_)))
    }
}
