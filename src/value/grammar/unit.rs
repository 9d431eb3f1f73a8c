//! Units and periods as they are written.
//!
//! In: a token index. Out: [`WrittenUnit`], or the period of a rate. A unit that is missing stays missing
//! ([`WrittenUnit::Bare`]); what it stands for is decided in `read`.

use super::lex::TokenKind;
use super::scanner::Scanner;
use crate::value::quantity::{WrittenCurrency, currency};
use crate::value::{Kind, Number, Period, TimeUnit};

/// The unit as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum WrittenUnit {
    Bare,
    Money(WrittenCurrency),
    Percent,
    /// Percentage points; basis points have been divided by 100.
    Points,
    Times,
    Time(TimeUnit),
    Noun,
    Ordinal,
    /// Out of a maximum.
    Score(Number),
    /// Letters of a level.
    Level(String),
}

impl WrittenUnit {
    /// The kind that a measure shows; `None` when it is bare.
    pub(crate) fn kind(&self) -> Option<Kind> {
        Some(match self {
            WrittenUnit::Bare => return None,
            WrittenUnit::Money(_) => Kind::Money,
            WrittenUnit::Percent => Kind::Percent,
            WrittenUnit::Points => Kind::PercentagePoint,
            WrittenUnit::Times => Kind::Ratio,
            WrittenUnit::Time(_) => Kind::Duration,
            WrittenUnit::Noun => Kind::Count,
            WrittenUnit::Ordinal => Kind::Ordinal,
            WrittenUnit::Score(_) => Kind::Scale,
            WrittenUnit::Level(_) => Kind::Level,
        })
    }
}

impl Scanner<'_> {
    pub(super) fn is_basis(&self, j: usize) -> bool {
        ["bps", "bp", "basis"].iter().any(|w| self.is_word(j, w))
    }

    /// "six figures" is a size, not a figure.
    pub(super) fn vague_unit(&self, j: usize) -> bool {
        let at = j + usize::from(self.hyphen(j) && self.glued(j));
        self.is_word(at, "figure") || self.is_word(at, "figures")
    }

    /// The unit that begins at `j`.
    pub(crate) fn unit(&self, j: usize) -> Option<(WrittenUnit, usize)> {
        if let Some(next) = self.noun(j) {
            return Some((WrittenUnit::Noun, next));
        }
        let points = |k: usize| self.is_word(k, "point") || self.is_word(k, "points");
        if self.symbol(j, '%') {
            let k = j + 1 + usize::from(self.hyphen(j + 1));
            return Some(if points(k) {
                (WrittenUnit::Points, k + 1)
            } else {
                (WrittenUnit::Percent, j + 1)
            });
        }
        if let Some(TokenKind::Symbol(c)) = self.token(j)
            && let Some(sign) = currency::by_sign(*c)
            && !(self.glued(j + 1) && matches!(self.token(j + 1), Some(TokenKind::Number(_))))
        {
            return Some((WrittenUnit::Money(sign), j + 1));
        }
        if self.symbol(j, '×') && !matches!(self.token(j + 1), Some(TokenKind::Number(_))) {
            return Some((WrittenUnit::Times, j + 1));
        }
        let word = self.word(j)?.to_ascii_lowercase();
        let gap_word = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k));
        match word.as_str() {
            "percent" | "pct" => return Some((WrittenUnit::Percent, j + 1)),
            "per" if self.is_word(j + 1, "cent") => return Some((WrittenUnit::Percent, j + 2)),
            "percentage" | "basis" if points(gap_word(j + 1)) => {
                return Some((WrittenUnit::Points, gap_word(j + 1) + 1));
            }
            "pp" | "ppt" | "ppts" | "bps" | "bp" => return Some((WrittenUnit::Points, j + 1)),
            "point" | "points" | "pts" if self.expected.points => {
                return Some((WrittenUnit::Points, j + 1));
            }
            "x" if !matches!(self.token(j + 1), Some(TokenKind::Number(_))) => {
                return Some((WrittenUnit::Times, j + 1));
            }
            "times" | "fold" => return Some((WrittenUnit::Times, j + 1)),
            "business" | "working" | "calendar" => return self.named_days(j, &word),
            _ => {}
        }
        if let Some(unit) = TimeUnit::from_word(&word) {
            return Some((WrittenUnit::Time(unit), j + 1));
        }
        currency::by_word(&word).map(|c| (WrittenUnit::Money(c), j + 1))
    }

    fn named_days(&self, j: usize, word: &str) -> Option<(WrittenUnit, usize)> {
        let k = j + 1 + usize::from(self.hyphen(j + 1) && self.glued(j + 1));
        let unit = TimeUnit::from_word(self.word(k)?)?;
        match (word, unit) {
            ("calendar", unit) => Some((WrittenUnit::Time(unit), k + 1)),
            (_, TimeUnit::Day) => Some((WrittenUnit::Time(TimeUnit::BusinessDay), k + 1)),
            _ => None,
        }
    }

    /// `/year`, `per year`, `a year`, `annually`.
    pub(crate) fn period(&self, j: usize) -> Option<(Period, usize)> {
        if self.symbol(j, '/') {
            return Some((Period::from_noun(self.word(j + 1)?)?, j + 2));
        }
        let word = self.word(j)?;
        if let Some(period) = Period::from_adverb(word) {
            return Some((period, j + 1));
        }
        let joins = ["per", "a", "an", "each", "every"];
        if !joins.iter().any(|w| w.eq_ignore_ascii_case(word)) {
            return None;
        }
        Some((Period::from_noun(self.word(j + 1)?)?, j + 2))
    }
}
