//! Figures with a shape of their own: multiples in words, ordinals, scores, levels.
//!
//! In: a token index. Out: a [`Side`] whose measure says what it is. Each is read only where the
//! wanted kind asks for it or where its spelling leaves no doubt.

use super::kind::Kind;
use super::lex::Tok;
use super::number::Number;
use super::numeral::Style;
use super::scan::{Fault, Found, Scanner, Why};
use super::side::{Meas, Side};
use super::time::TimeUnit;

const MULTIPLES: [(&str, i64); 7] = [
    ("twice", 2),
    ("double", 2),
    ("doubled", 2),
    ("triple", 3),
    ("tripled", 3),
    ("thrice", 3),
    ("quadruple", 4),
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

impl Scanner<'_> {
    fn plain_side(&self, i: usize, next: usize, value: Number, meas: Meas) -> Side {
        Side {
            span: self.bytes(&(i..next)),
            num: self.bytes(&(i..next)),
            value,
            digit: Number::one(),
            scale: None,
            sign: 0,
            meas,
            per: None,
            plus: false,
            ish: false,
            style: Style::Words,
        }
    }

    /// "twice", "double", "half": only where multiples are wanted.
    pub(crate) fn multiple(&self, i: usize) -> Option<(Side, usize)> {
        if !self.steer.multiples && self.steer.kind.is_some() {
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
            if article || unit || !self.steer.multiples {
                return None;
            }
            let mut side = self.plain_side(i, next, Number::frac(1, 2), Meas::Times);
            side.digit = Number::frac(1, 10);
            return Some((side, next));
        }
        let (_, n) = MULTIPLES.iter().find(|(w, _)| w.eq_ignore_ascii_case(word))?;
        let filler = ["down", "check", "up"].iter().any(|w| self.is_word(next, w));
        if filler {
            return None;
        }
        Some((self.plain_side(i, next, (*n).into(), Meas::Times), next))
    }

    /// The token after `st`, `nd`, `rd` or `th` glued to a number.
    pub(crate) fn ordinal_suffix(&self, j: usize) -> Option<usize> {
        let is = ["st", "nd", "rd", "th"].iter().any(|s| self.is_word(j, s));
        (is && self.glued(j)).then_some(j + 1)
    }

    /// `3rd` anywhere; "third" only when an ordinal is wanted.
    pub(crate) fn ordinal(&self, i: usize) -> Option<(Side, usize)> {
        if let Some(Tok::Num(n)) = self.tok(i) {
            let next = self.ordinal_suffix(i + 1)?;
            let value = Number::from(i64::from(n.small()?));
            return Some((self.plain_side(i, next, value, Meas::Ordinal), next));
        }
        if self.steer.kind != Some(Kind::Ordinal) {
            return None;
        }
        let word = self.word(i)?;
        let at = ORDINALS.iter().position(|w| w.eq_ignore_ascii_case(word))?;
        let value = Number::from(i64::try_from(at).ok()? + 1);
        Some((self.plain_side(i, i + 1, value, Meas::Ordinal), i + 1))
    }

    /// `/5` or "out of 5" after a number; the number may not exceed it.
    pub(crate) fn score(&self, i: usize, j: usize, side: &mut Side) -> Found<usize> {
        let slash = self.sym(j, '/') && self.glued(j) && self.glued(j + 1);
        let wanted = matches!(self.steer.kind, Some(Kind::Scale) | None);
        let at = if slash && wanted {
            j + 1
        } else if self.is_word(j, "out") && self.is_word(j + 1, "of") {
            j + 2
        } else {
            return Ok(None);
        };
        let plain = side.meas == Meas::Bare && side.scale.is_none() && !side.plus;
        let Some(max) = (if plain { self.numeral(at, true)? } else { None }) else {
            return Ok(None);
        };
        if max.style == Style::Article {
            return Ok(None);
        }
        if side.value > max.value || max.value.is_zero() {
            return Err(Fault { why: Why::ScoreOver, span: self.bytes(&(i..max.next)) });
        }
        side.meas = Meas::Score(max.value);
        Ok(Some(max.next))
    }

    /// `L5`, `P5+`; with a pattern, only the levels it admits.
    pub(crate) fn level(&self, i: usize) -> Option<(Side, usize)> {
        let letters = self.word(i)?;
        let Some(Tok::Num(n)) = self.tok(i + 1) else {
            return None;
        };
        if !self.glued(i + 1) || self.run_on(i + 2) {
            return None;
        }
        self.level_side(i, i + 1, letters, n.small()?)
    }

    /// Digits alone after a dash: the `8` of `P5–8`.
    pub(crate) fn level_end(&self, i: usize, letters: &str) -> Option<(Side, usize)> {
        if let Some(found) = self.level(i) {
            return Some(found);
        }
        let Some(Tok::Num(n)) = self.tok(i) else {
            return None;
        };
        if self.run_on(i + 1) {
            return None;
        }
        self.level_side(i, i, letters, n.small()?)
    }

    fn level_side(&self, i: usize, num: usize, letters: &str, n: u32) -> Option<(Side, usize)> {
        let letters = letters.to_uppercase();
        let token = &self.toks[num];
        let admitted = match self.steer.levels {
            Some(pattern) => pattern.admits(&letters, &self.text[token.start..token.end]),
            None => letters.len() <= 3 && n < 100,
        };
        if !admitted {
            return None;
        }
        let mut next = num + 1;
        let mut side = self.plain_side(i, next, Number::from(i64::from(n)), Meas::Level(letters));
        if self.sym(next, '+') && self.glued(next) {
            side.plus = true;
            next += 1;
            side.span = self.bytes(&(i..next));
        }
        side.num = self.bytes(&(num..num + 1));
        Some((side, next))
    }

    /// Letters or digits glued on, so that the token is some other name.
    fn run_on(&self, i: usize) -> bool {
        self.glued(i) && matches!(self.tok(i), Some(Tok::Word | Tok::Num(_)))
    }
}
