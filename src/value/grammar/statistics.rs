//! Statistics named in words: "a median of", "on average", "the middle half".
//!
//! In: a scanned wording and the bytes of its figure. Out: the statistic, or the pair of percentiles,
//! that the other words name. Two different ones are an error: nobody can tell which is meant.

use super::lex::{DigitRun, TokenKind};
use super::scanner::Scanner;
use crate::value::{Kind, Stat};
use std::ops::Range;

const NAMED: [(&str, Stat); 12] = [
    ("median", Stat::Median),
    ("average", Stat::Mean),
    ("averages", Stat::Mean),
    ("averaged", Stat::Mean),
    ("averaging", Stat::Mean),
    ("mean", Stat::Mean),
    ("avg", Stat::Mean),
    ("minimum", Stat::Min),
    ("min", Stat::Min),
    ("maximum", Stat::Max),
    ("max", Stat::Max),
    ("midpoint", Stat::Mid),
];

/// What the words outside the figure name.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub statistic: Option<Stat>,
    pub percentiles: Option<(u8, u8)>,
    /// A second, different statistic.
    pub clash: Option<(Stat, Stat)>,
}

impl Scanner<'_> {
    /// The statistics named outside the bytes of the figure.
    pub(crate) fn named_statistics(&self, figure: &Range<usize>) -> Named {
        let mut named = Named { percentiles: self.percentile_pair(), ..Named::default() };
        let mut i = 0;
        while let Some(token) = self.tokens.get(i) {
            let inside = token.start >= figure.start && token.end <= figure.end;
            let paired = named.percentiles.is_some();
            let found = if inside { None } else { self.statistic(i, paired) };
            if let Some(stat) = found {
                match named.statistic {
                    Some(first) if first != stat => named.clash = Some((first, stat)),
                    _ => named.statistic = Some(stat),
                }
            }
            i += 1;
        }
        named
    }

    fn statistic(&self, i: usize, paired: bool) -> Option<Stat> {
        if let Some(p) = self.percentile(i) {
            return (!paired).then_some(Stat::Percentile(p));
        }
        let word = self.word(i)?;
        let (_, stat) = NAMED.iter().find(|(w, _)| w.eq_ignore_ascii_case(word))?;
        Some(*stat)
    }

    fn small_number(&self, i: usize) -> Option<u8> {
        match self.token(i)? {
            TokenKind::Number(n) => {
                DigitRun::whole_number(n).and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=99).contains(n))
            }
            _ => None,
        }
    }

    /// `p25`, or `25th` before "percentile".
    fn percentile(&self, i: usize) -> Option<u8> {
        let level = self.expected.kind == Some(Kind::Level);
        if !level && (self.is_word(i, "p")) && self.glued(i + 1) {
            return self.small_number(i + 1);
        }
        let n = self.small_number(i)?;
        let next = self.ordinal_suffix(i + 1)?;
        self.is_word(next, "percentile").then_some(n)
    }

    fn percentile_pair(&self) -> Option<(u8, u8)> {
        (0..self.tokens.len()).find_map(|i| {
            if self.is_word(i, "interquartile") {
                return Some((25, 75));
            }
            if self.is_word(i, "middle") && (self.is_word(i + 1, "half") || self.share(i + 1, 50)) {
                return Some((25, 75));
            }
            if self.is_word(i, "middle") && self.share(i + 1, 80) {
                return Some((10, 90));
            }
            self.joined_percentiles(i)
        })
    }

    fn share(&self, i: usize, percent: u8) -> bool {
        self.small_number(i) == Some(percent) && self.symbol(i + 1, '%')
    }

    /// `p25–p75`, `25th to 75th percentile`, `the 25th to the 75th percentile`.
    fn joined_percentiles(&self, i: usize) -> Option<(u8, u8)> {
        let joint = |k: usize| {
            matches!(self.token(k), Some(TokenKind::Dash(_)))
                || ["to", "and"].iter().any(|w| self.is_word(k, w))
        };
        if let Some(low) = self.percentile(i).filter(|_| self.is_word(i, "p"))
            && joint(i + 2)
            && let Some(high) = self.percentile(i + 3)
        {
            return Some((low, high));
        }
        let low = self.small_number(i)?;
        let k = self.ordinal_suffix(i + 1)?;
        let k = k + usize::from(self.is_word(k, "percentile"));
        if !joint(k) {
            return None;
        }
        let at = k + 1 + usize::from(self.is_word(k + 1, "the"));
        let high = self.small_number(at)?;
        let end = self.ordinal_suffix(at + 1)?;
        let named = self.is_word(end, "percentile") || self.is_word(end, "percentiles");
        named.then_some((low, high))
    }
}
