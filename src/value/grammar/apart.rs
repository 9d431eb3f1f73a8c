//! Periods that stand apart from their figure: "monthly fee: $300", "$500 on an annual basis", "each section has 5
//! questions".
//!
//! In: the token where a figure begins, or the one after it. Out: the period, or the thing that the figure is for one of,
//! and how far the words reach. Periods directly after a figure are read in `period` and `rate`; whether the fact has the
//! same is decided in `read`.

use super::lex::TokenKind;
use super::period::Per;
use super::scanner::Scanner;
use crate::value::{Period, TimeUnit};

/// What a figure is for one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Apart {
    Per(Per),
    /// The token of a noun: "each section".
    Each(usize),
}

/// Words for sums and what they do, which may stand between a period and its sum.
const SUMS: [&str; 44] = [
    "fee",
    "fees",
    "rate",
    "rates",
    "pay",
    "wage",
    "wages",
    "salary",
    "salaries",
    "price",
    "prices",
    "cost",
    "costs",
    "charge",
    "charges",
    "tuition",
    "rent",
    "subscription",
    "premium",
    "stipend",
    "due",
    "dues",
    "payment",
    "payments",
    "contribution",
    "allowance",
    "income",
    "earnings",
    "benefit",
    "gross",
    "net",
    "base",
    "total",
    "amount",
    "sum",
    "budget",
    "bill",
    "licence",
    "license",
    "plan",
    "retainer",
    "bonus",
    "pension",
    "grant",
];
/// Words that join a subject to its figure.
const VERBS: [&str; 19] = [
    "is", "are", "was", "were", "of", "at", "the", "a", "an", "has", "have", "takes", "take", "contains",
    "carries", "comes", "runs", "lasts", "totals",
];
/// How many tokens before a figure are looked at.
const REACH: usize = 7;

impl Scanner<'_> {
    /// What the figure at token `i` is said to be for one of before it, and the token where that begins. `own` are words of
    /// the attribute's name, which may stand between.
    pub(crate) fn apart_before(&self, i: usize, sum: bool, own: &[String]) -> Option<(Apart, usize)> {
        let of = i.checked_sub(1).is_some_and(|k| self.is_word(k, "of"));
        // "p.a. $500"
        let letters = (i.saturating_sub(5)..i).find_map(|k| {
            let (per, next) = self.period_letters(k).filter(|_| self.symbol(k + 1, '.'))?;
            (next == i).then_some((Apart::Per(per), k))
        });
        if letters.is_some() {
            return letters;
        }
        let mut k = i;
        while let Some(at) = k.checked_sub(1).filter(|at| at + REACH >= i) {
            k = at;
            if let Some(per) = self.period_adjective(k, i).filter(|_| sum || self.next_to(k, i)) {
                return Some((Apart::Per(per), k));
            }
            let joint = self.among(k, &["each", "every", "per"]);
            if joint && let Some((per, _)) = self.period(k).filter(|(_, next)| *next <= i) {
                return Some((Apart::Per(per), k));
            }
            let noun = k + 1 + usize::from(self.hyphen(k + 1) && self.glued(k + 1));
            if joint && noun < i && self.word(noun).is_some() && !self.is_word(noun, "of") {
                return Some((Apart::Each(noun), k));
            }
            let plain = matches!(
                self.token(k),
                Some(TokenKind::Symbol(':' | ',' | '(' | ')' | '\'' | '’') | TokenKind::Dash(_))
            );
            let named = self.word(k).is_some_and(|word| own.iter().any(|own| own.eq_ignore_ascii_case(word)));
            let thing = k > 0 && self.among(k - 1, &["each", "every", "per"]);
            let of = of && k + 4 > i;
            if !(plain || named || thing || of || self.among(k, &VERBS) || self.among(k, &SUMS)) {
                return None;
            }
        }
        None
    }

    /// Whether nothing but a sign stands between token `k` and the figure at token `i`.
    fn next_to(&self, k: usize, i: usize) -> bool {
        k + 1 == i || (k + 2 == i && self.symbol(k + 1, ':'))
    }

    /// The period of "weekly", "half-yearly", "day rate", "a week's" at token `k`, of a figure at token `i`.
    fn period_adjective(&self, k: usize, i: usize) -> Option<Per> {
        let word = self.word(k)?;
        if Period::is_other_adverb(word) {
            return Some(Per::Other);
        }
        let joined = k >= 2 && self.hyphen(k - 1) && self.glued(k - 1);
        // "a full-year tuition of"
        if joined && self.among(k - 2, &["full", "first", "whole", "one"]) {
            return Period::from_noun(word).map(Per::Period).filter(|_| k + 1 < i);
        }
        if joined && (Period::from_adjective(word).is_some() || TimeUnit::from_word(word).is_some()) {
            // "a five-year fee of", and not "a five-year licence costs"
            let near = k + 1 == i
                || k + 5 > i && self.is_word(i - 1, "of") && !self.among(k + 1, &["exam", "test", "course"]);
            let adverb = Period::from_adjective(word).is_some();
            return (near || adverb).then_some(Per::Other);
        }
        let rate = self.among(k + 1, &["rate", "pay", "wage", "wages", "fee"]) && k + 1 < i;
        let owner = (self.symbol(k + 1, '\'') || self.symbol(k + 1, '’')) && self.is_word(k + 2, "s");
        let noun = if rate || owner && k + 3 < i { Period::from_noun(word) } else { None };
        Period::from_adjective(word).or(noun).map(Per::Period)
    }

    /// What the figure that ends before token `j` is said to be for one of behind it, and the token after that; `rate` says
    /// whether the fact is for a time, so that a sum "for a year" says another one.
    pub(crate) fn apart_after(&self, j: usize, rate: bool) -> Option<(Apart, usize)> {
        let mark = matches!(
            self.token(j),
            Some(TokenKind::Symbol(':' | '(' | '[' | ',' | ';' | '—') | TokenKind::Dash(_))
        );
        let first = j + usize::from(mark);
        let joint = first + usize::from(self.among(first, &["on", "in", "as", "at", "by"]));
        let article = joint + usize::from(self.among(joint, &["a", "an", "the"]));
        let plain = article == first;
        // "$500 annual fee", "$500 as a daily rate"; "45 questions on the weekly test" is no rate.
        let adjective = self.word(article).and_then(|word| {
            let other = Period::is_other_adverb(word).then_some(Per::Other);
            let noun = Period::from_noun(word).filter(|_| {
                self.is_word(article + 1, "rate")
                    || self.hyphen(article + 1) && self.is_word(article + 2, "rate")
            });
            other.or_else(|| Period::from_adjective(word).or(noun).map(Per::Period))
        });
        // A total that is paid in parts is a total.
        let basis: &[&str] = if rate { &["basis", "instalments", "installments"] } else { &["basis"] };
        let parts =
            !rate && !plain && self.among(article + 1, &["payments", "rates", "instalments", "installments"]);
        let noun = (article + 1..article + 4)
            .take_while(|k| {
                *k == article + 1 || self.word(*k - 1).is_some() || self.hyphen(*k - 1) && self.glued(*k - 1)
            })
            .find(|k| self.among(*k, &SUMS) || self.among(*k, basis))
            .filter(|_| !parts);
        let ends = self.word(article + 1).is_none();
        if let Some(per) = adjective.filter(|_| noun.is_some() || plain && ends && !parts) {
            return Some((Apart::Per(per), noun.map_or(article + 1, |noun| noun + 1)));
        }
        // "40 hours in each week"
        if self.among(j, &["in", "for", "during"])
            && let Some((per, next)) = self.period(j + 1).filter(|_| self.among(j + 1, &["each", "every"]))
        {
            return Some((Apart::Per(per), next));
        }
        if mark || plain {
            let hyphen = self.hyphen(j) && self.glued(j);
            let per = first + usize::from(hyphen && !mark);
            let joint = self.among(per, &["per", "each"]);
            let noun = per + 1 + usize::from(self.hyphen(per + 1) && self.glued(per + 1));
            if joint && (mark || noun > per + 1) && self.word(noun).is_some() && self.period(per).is_none() {
                return Some((Apart::Each(noun), noun + 1));
            }
        }
        if rate { self.spread_over(j).map(|(per, next)| (Apart::Per(per), next)) } else { None }
    }

    /// "for a year", "over the year", "£18 the hour": the words end with the time.
    fn spread_over(&self, j: usize) -> Option<(Per, usize)> {
        let spread = j + usize::from(self.among(j, &["spread", "paid", "earned"]));
        let joint = self.among(spread, &["for", "over", "within", "across"]);
        let article = spread + usize::from(joint);
        if !self.among(article, &["a", "an", "the", "one"]) {
            return None;
        }
        let word = self.word(article + 1)?;
        let other = Period::is_other_noun(word).then_some(Per::Other);
        let per = Period::from_noun(word).map(Per::Period).or(other)?;
        self.token(article + 2).is_none().then_some((per, article + 2))
    }
}
