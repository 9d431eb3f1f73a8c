//! Statistics named in words: "a median of", "on average", "the middle half".
//!
//! In: a scanned wording and the bytes of its figure. Out: the statistic, or the pair of percentiles,
//! that the other words name. Two different ones are an error: nobody can tell which is meant.

use super::lex::{DigitRun, TokenKind};
use super::scanner::Scanner;
use crate::value::{Crowd, Kind, Stat};
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
    /// It is named by a share of people: "half earn more than $210K". A bound is then how the statistic is said.
    pub shared: bool,
    /// It is named by a word for one that no fact holds: the mode.
    pub mode: bool,
    /// The words say of how many people the figure holds: "most earn $210K".
    pub crowd: Option<Crowd>,
}

impl Scanner<'_> {
    /// The statistics named outside the bytes of the figure.
    pub(crate) fn named_statistics(&self, figure: &Range<usize>) -> Named {
        let mut named = Named { percentiles: self.percentile_pair(), ..Named::default() };
        if named.percentiles.is_none()
            && let Some(stat) = self.share_of_people(figure)
        {
            return Named { statistic: Some(stat), shared: true, ..named };
        }
        named.crowd = self.crowd(figure).or_else(|| self.unheld(figure).then_some(Crowd::Unheld));
        let is = |i: usize| self.among(i, &["is", "of", "was", "pay", "salary"]);
        named.mode = (0..self.tokens.len())
            .any(|i| (self.is_word(i, "mode") && is(i + 1)) || self.is_word(i, "modal"));
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
        // "Q3 $210K"; "Q3 2026" is a time.
        if self.is_word(i, "Q") && self.glued(i + 1) && self.year(i + 2).is_none() {
            let quarter = self.small_number(i + 1).filter(|n| (1..=3).contains(n));
            if let Some(n) = quarter {
                return Some(if n == 2 { Stat::Median } else { Stat::Percentile(25 * n) });
            }
        }
        if let Some(p) = self.quartile(i) {
            return Some(Stat::Percentile(p))
                .filter(|stat| *stat != Stat::Percentile(50))
                .or(Some(Stat::Median));
        }
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
        // The "fifth" of "seventy-fifth" is no place of its own.
        let part = i > 1 && self.hyphen(i - 1) && self.glued(i) && self.below_hundred(i - 2).is_some();
        let (n, next) = self.nth(i).filter(|_| !part)?;
        let at = next + usize::from(self.hyphen(next) && self.glued(next));
        (self.is_word(at, "percentile") || self.is_word(at, "centile")).then_some(n)
    }

    /// `75th`, "seventy-fifth".
    fn nth(&self, i: usize) -> Option<(u8, usize)> {
        if let Some(n) = self.small_number(i) {
            return Some((n, self.ordinal_suffix(i + 1)?));
        }
        let (n, next) = self.ordinal_word(i)?;
        Some((u8::try_from(n).ok().filter(|n| (1..=99).contains(n))?, next))
    }

    /// "the upper quartile", "the first quartile", "the ninth decile".
    fn quartile(&self, i: usize) -> Option<u8> {
        let quartile = self.is_word(i, "quartile");
        let decile = self.is_word(i, "decile");
        let before = i.checked_sub(1).filter(|_| quartile || decile)?;
        let any = |words: &[&str]| words.iter().any(|w| self.is_word(before, w));
        let (top, step) = if quartile { (75, 25) } else { (90, 10) };
        if any(&["upper", "top"]) {
            return Some(top);
        }
        if any(&["lower", "bottom"]) {
            return Some(step);
        }
        let first =
            (before.saturating_sub(2)..=before).find_map(|k| self.nth(k).filter(|(_, next)| *next == i))?;
        first.0.checked_mul(step).filter(|p| *p < 100)
    }

    /// "the top quarter earns $260K or more", "half earn more than $210K", "the bottom 10% get less than".
    fn share_of_people(&self, figure: &Range<usize>) -> Option<Stat> {
        const EARN: [&str; 13] = [
            "earn", "earns", "earned", "make", "makes", "made", "get", "gets", "pay", "pays", "paid",
            "receive", "receives",
        ];
        let end = self.index_after(figure.start);
        let verb = (0..end).find(|i| self.among(*i, &EARN))?;
        let text = self.text.get(figure.clone())?.to_ascii_lowercase();
        let below = ["less", "under", "below", "at most", "up to", "fewer"].iter().any(|w| text.contains(w));
        let above = ["more", "over", "above", "at least", "upward"].iter().any(|w| text.contains(w));
        let (share, top) = (0..verb).find_map(|i| {
            let top = self.among(i, &["top", "highest", "paid"]) && !self.lowest_paid(i);
            let bottom = self.among(i, &["bottom", "lowest"]) || self.lowest_paid(i);
            let at = i + usize::from(top || bottom);
            let end = if top || bottom { Some(top) } else { None };
            let alone = i == 0 || end.is_some() || !self.is_word(i - 1, "middle");
            self.percent_share(at).filter(|_| alone).map(|share| (share, end))
        })?;
        if !above && !below {
            return None;
        }
        let percentile = match top {
            Some(true) if above => 100 - share,
            Some(false) if below => share,
            None if above => 100 - share,
            None => share,
            _ => return None,
        };
        Some(if percentile == 50 { Stat::Median } else { Stat::Percentile(percentile) })
    }

    /// The "paid" of "lowest-paid" at token `i`.
    fn lowest_paid(&self, i: usize) -> bool {
        let joined = i > 1 && self.hyphen(i - 1) && self.glued(i);
        self.is_word(i, "paid") && joined && self.among(i - 2, &["lowest", "worst", "least"])
    }

    /// "most earn", "nearly all candidates wait", "the majority of guests pay": a crowd and what it does, before the
    /// figure. "At most" and "the most" are no crowd.
    fn crowd(&self, figure: &Range<usize>) -> Option<Crowd> {
        const HALF: [&str; 3] = ["most", "majority", "half"];
        const OTHER: [&str; 16] = [
            "some",
            "third",
            "thirds",
            "quarter",
            "fifth",
            "tenth",
            "all",
            "everyone",
            "everybody",
            "nobody",
            "none",
            "few",
            "many",
            "anyone",
            "anybody",
            "minority",
        ];
        const DO: [&str; 42] = [
            "earn", "earns", "earned", "make", "makes", "made", "get", "gets", "pay", "pays", "paid",
            "receive", "receives", "wait", "waits", "take", "takes", "took", "need", "needs", "spend",
            "spends", "score", "scores", "have", "has", "had", "charge", "charges", "cost", "costs", "ask",
            "asks", "want", "wants", "offer", "offers", "start", "last", "lasts", "are", "is",
        ];
        let end = self.index_after(figure.start);
        let among = |list: &[&str], i: usize| list.iter().any(|w| self.is_word(i, w));
        let found = (0..end).find(|i| {
            let bound = *i > 0 && (self.is_word(i - 1, "at") || self.is_word(i - 1, "the"));
            // "third-year residents"
            let part = self.among(*i, &["third", "quarter", "fifth", "tenth"]);
            let named = part && (self.hyphen(i + 1) || self.is_word(i + 1, "year"));
            let bound = bound || named;
            let majority = self.is_word(*i, "majority") || self.is_word(*i, "minority");
            (among(&HALF, *i) || among(&OTHER, *i)) && (!bound || majority)
        })?;
        let middle = found > 0 && self.is_word(found - 1, "middle");
        let does = (found + 1..end.min(found + 7)).any(|i| among(&DO, i));
        let half = among(&HALF, found);
        let wrapped = half && found > 0 && among(&["nearly", "almost"], found - 1);
        let crowd = if half && !wrapped { Crowd::Half } else { Crowd::Other };
        (does && !middle).then_some(crowd)
    }

    /// "the highest salary is", "a spread of", "salaries max out at", "at the top end": a number that no distribution holds.
    fn unheld(&self, figure: &Range<usize>) -> bool {
        const NAMES: [&str; 13] = [
            "highest",
            "lowest",
            "floor",
            "ceiling",
            "spread",
            "deviation",
            "difference",
            "range",
            "gap",
            "common",
            "frequent",
            "earner",
            "peak",
        ];
        const ENDS: [&str; 4] = ["top", "bottom", "low", "high"];
        let (start, end) = (self.index_after(figure.start), self.index_after(figure.end));
        let inside = |i: &usize| (start..end).contains(i);
        (0..self.tokens.len()).filter(|i| !inside(i)).any(|i| {
            let end = self.among(i, &ENDS) && self.is_word(i + 1, "end");
            let out = self.among(i, &["max", "top", "topping"]) && self.is_word(i + 1, "out");
            end || out || self.among(i, &NAMES) && !self.is_word(i + 1, "band")
        })
    }

    /// "quarter", "half", "three quarters", `10%`, "one in four": as percent.
    fn percent_share(&self, i: usize) -> Option<u8> {
        if let Some((n, m, _)) = self.of_all(i).filter(|(n, m, _)| n * 100 % m == 0) {
            return u8::try_from(n * 100 / m).ok().filter(|share| *share < 100);
        }
        if let Some(n) = self.small_number(i) {
            return (self.symbol(i + 1, '%') || self.is_word(i + 1, "percent")).then_some(n);
        }
        let one = [("half", 50), ("quarter", 25), ("fifth", 20), ("tenth", 10)];
        let several = [("three", "quarters", 75), ("nine", "tenths", 90)];
        let named = one.iter().find(|(w, _)| self.is_word(i, w)).map(|(_, n)| *n);
        let many =
            several.iter().find(|(a, b, _)| self.is_word(i, a) && self.is_word(i + 1, b)).map(|(_, _, n)| *n);
        many.or(named)
    }

    fn percentile_pair(&self) -> Option<(u8, u8)> {
        (0..self.tokens.len()).find_map(|i| {
            if self.is_word(i, "interquartile") {
                return Some((25, 75));
            }
            if self.is_word(i, "middle") && (self.is_word(i + 1, "half") || self.is_share(i + 1, 50)) {
                return Some((25, 75));
            }
            if self.is_word(i, "middle") && self.is_share(i + 1, 80) {
                return Some((10, 90));
            }
            self.joined_percentiles(i)
        })
    }

    fn is_share(&self, i: usize, percent: u8) -> bool {
        self.small_number(i) == Some(percent) && self.symbol(i + 1, '%')
    }

    /// `p25–p75`, `25th to 75th percentile`, `the 25th to the 75th percentile`.
    fn joined_percentiles(&self, i: usize) -> Option<(u8, u8)> {
        let joint =
            |k: usize| matches!(self.token(k), Some(TokenKind::Dash(_))) || self.among(k, &["to", "and"]);
        if let Some(low) = self.percentile(i).filter(|_| self.is_word(i, "p"))
            && joint(i + 2)
            && let Some(high) = self.percentile(i + 3)
        {
            return Some((low, high));
        }
        let (low, k) = self.nth(i)?;
        let k = k + usize::from(self.is_word(k, "percentile"));
        if !joint(k) {
            return None;
        }
        let at = k + 1 + usize::from(self.is_word(k + 1, "the"));
        let (high, end) = self.nth(at)?;
        let named = self.is_word(end, "percentile") || self.is_word(end, "percentiles");
        named.then_some((low, high))
    }
}
