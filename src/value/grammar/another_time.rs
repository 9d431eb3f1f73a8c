//! Words beside a time of day that make another of it, or that belong to it.
//!
//! In: the tokens where a time begins and ends. Out: what stands there and is no part of the time that was read: another
//! half of the day, a zone that nobody knows, minutes before or after, the end of a range, another day, a denial. A time
//! beside such words is refused, since the time alone says something else; outside a link they are taken into the claim.

use super::lex::TokenKind;
use super::number_words::is_number_word;
use super::scanner::Scanner;
use crate::value::TimeUnit;
use crate::value::quantity::Zone;
use std::ops::Range;

/// Words that say another day or deny the time, wherever they stand.
const TURNING: [&str; 27] = [
    "previous",
    "tomorrow",
    "yesterday",
    "next",
    "following",
    "not",
    "never",
    "hardly",
    "rarely",
    "seldom",
    "neither",
    "nor",
    "formerly",
    "previously",
    "originally",
    "usually",
    "typically",
    "normally",
    "sometimes",
    "except",
    "outside",
    "unlike",
    "instead",
    "other",
    "overnight",
    "no",
    "unless",
];
/// Words directly before a time that move it.
const MOVING: [&str; 7] = ["past", "gone", "towards", "toward", "nearing", "approaching", "since"];
/// Words directly after a time that move it or that no time has.
const MOVED: [&str; 12] =
    ["minus", "plus", "less", "later", "earlier", "until", "till", "hours", "hrs", "ago", "onwards", "or"];
/// Parts of a day with the minutes that they are in.
const PARTS: [(&str, Range<i64>); 8] = [
    ("am", 0..12 * 60),
    ("pm", 12 * 60..24 * 60),
    ("morning", 0..12 * 60),
    ("afternoon", 12 * 60..18 * 60),
    ("evening", 16 * 60..24 * 60),
    ("tonight", 17 * 60..24 * 60),
    ("night", 18 * 60..24 * 60),
    ("midday", 11 * 60..14 * 60),
];
const JOINTS: [&str; 8] = ["to", "till", "until", "or", "and", "past", "through", "before"];

impl Scanner<'_> {
    /// What makes another time of the one between two tokens, which is so many minutes after midnight.
    pub(crate) fn makes_another_time(&self, time: &Range<usize>, minutes: i64) -> Option<Range<usize>> {
        let outside = |k: &usize| !time.contains(k);
        let turns = |k: usize| {
            let turning = self.among(k, &TURNING);
            let part = PARTS.iter().any(|(part, when)| self.is_word(k, part) && !when.contains(&minutes));
            let zone = self.word(k).is_some_and(|word| is_capitals(word) && Zone::named(word).is_some());
            turning || part || zone || self.is_word(k, "noon") || self.is_word(k, "midnight")
        };
        (0..self.tokens.len())
            .filter(outside)
            .find(|k| turns(*k))
            .map(|k| k.min(time.start)..(k + 1).max(time.end))
            .or_else(|| self.moved_before(time.start).map(|first| first..time.end))
            .or_else(|| self.moved_after(time.end).map(|end| time.start..end))
    }

    /// Where words begin that move the time at token `i`: "ten to", "half past", "an hour before".
    fn moved_before(&self, i: usize) -> Option<usize> {
        let last = i.checked_sub(1)?;
        if self.among(last, &MOVING) || self.word(last).is_some_and(is_distance) {
            return Some(last);
        }
        if matches!(self.token(last), Some(TokenKind::Dash(_))) && self.glued(i) {
            return Some(last);
        }
        // "the day before at 9 am"
        let day = last.checked_sub(2).filter(|k| {
            let moved = self.is_word(*k + 1, "before") || self.is_word(*k + 1, "after");
            self.is_word(*k, "day") && moved && self.is_word(last, "at")
        });
        if day.is_some() {
            return day;
        }
        let joint = self.among(last, &JOINTS);
        let number = |k: usize| {
            let spelled = self.word(k).is_some_and(|word| is_number_word(word) || is_distance(word));
            spelled || matches!(self.token(k), Some(TokenKind::Number(_))) || self.is_word(k, "o'clock")
        };
        last.checked_sub(1).filter(|k| joint && number(*k))
    }

    /// The token after what moves the time that ends before token `j`, or is a zone that is not known.
    fn moved_after(&self, j: usize) -> Option<usize> {
        if self.among(j, &MOVED) {
            return Some(j + 1);
        }
        if let Some(next) = self.unknown_zone(j) {
            return Some(next);
        }
        // "the day before", "a day later", "two days earlier"
        let day = (j..j + 2).find(|k| self.is_word(*k, "day") || self.is_word(*k, "days"));
        if let Some(day) = day
            && self.among(day + 1, &["before", "after", "later", "earlier"])
        {
            return Some(day + 2);
        }
        let joint = self.among(j, &JOINTS);
        let number = self.word(j + 1).is_some_and(is_number_word);
        (joint && number).then_some(j + 2)
    }

    /// "Beijing time", "in your time zone", "AKT", "America/Los_Angeles", "UTC-99": the token after it.
    fn unknown_zone(&self, j: usize) -> Option<usize> {
        let open = usize::from(self.symbol(j, '(') || self.symbol(j, ',') || self.symbol(j, '/'));
        let first = j + open;
        let named = (first..first + 4).take_while(|k| self.word(*k).is_some());
        if let Some(last) = named.filter(|k| self.is_word(*k, "time")).last() {
            let zone = usize::from(self.is_word(last + 1, "zone"));
            return Some(last + 1 + zone);
        }
        let word = self.word(first)?;
        let region = self.symbol(first + 1, '/') && self.word(first + 2).is_some();
        let capitals = is_capitals(word) && (2..=5).contains(&word.len());
        (region || capitals).then_some(first + 1 + if region { 2 } else { 0 })
    }

    /// How many tokens at the start of a text belong to a time that stands before it.
    pub(crate) fn belongs_to_time_before(&self) -> usize {
        let open = usize::from(self.symbol(0, '(') || self.symbol(0, ',') || self.symbol(0, '/'));
        let closed = |next: usize| next + usize::from(open > 0 && self.symbol(next, ')'));
        if let Some((_, next)) = self.half_of_day(open) {
            return closed(next);
        }
        if let Some((_, next)) = self.zone(open).or_else(|| self.zone(0)) {
            return closed(next);
        }
        let day = self.among(open, &["tomorrow", "next", "following", "tonight"]);
        if day {
            return open + 1;
        }
        let article = self.is_word(0, "the");
        let another = self.among(1, &["next", "following", "day"]);
        if article && another {
            return 2 + usize::from(self.is_word(1, "day"));
        }
        let joint = JOINTS[..5].iter().any(|word| self.is_word(0, word))
            || matches!(self.token(0), Some(TokenKind::Dash(_)));
        if joint && let Some(next) = self.time_after_joint(1) {
            return next;
        }
        if self.among(0, &["minus", "plus", "later", "earlier"]) {
            return 1;
        }
        self.unknown_zone(0).map_or(0, closed)
    }

    /// The first token of what belongs to a time that stands after token `last`.
    pub(crate) fn belongs_to_time_after(&self, last: usize) -> Option<usize> {
        if let Some(first) = self.moved_before(last + 1) {
            let counted = first.checked_sub(1).filter(|k| {
                let word = self.word(*k);
                word.is_some_and(is_number_word)
                    || matches!(self.token(*k), Some(TokenKind::Number(_)))
                    || self.is_word(*k, "a")
                    || self.is_word(*k, "an")
            });
            return Some(counted.unwrap_or(first));
        }
        // "PT: [9 am]", "(PT) [9 am]", "tonight at [9:00]"
        let at =
            last.checked_sub(1).filter(|_| self.symbol(last, ':') || self.symbol(last, ')')).unwrap_or(last);
        if self.word(at).is_some_and(|word| is_capitals(word) && Zone::named(word).is_some()) {
            return Some(at);
        }
        let preposition = self.among(last, &["at", "from", "by", "starts", "begins", "than"]);
        let before = if preposition { last.checked_sub(1)? } else { last };
        let part = self.among(before, &["tonight", "evening", "afternoon", "night"]);
        let turned = self.among(before, &TURNING);
        (part || turned).then_some(before)
    }
}

/// Whether a word before "before" or "after" says how long before or after.
pub(crate) fn is_distance(word: &str) -> bool {
    const WORDS: [&str; 7] = ["shortly", "long", "soon", "immediately", "half", "just", "quarter"];
    TimeUnit::from_word(word).is_some() || WORDS.iter().any(|w| w.eq_ignore_ascii_case(word))
}

fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2
}
