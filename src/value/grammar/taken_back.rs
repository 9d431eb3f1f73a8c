//! Sentences around a figure that take it back, or make another figure of it by counting or comparing.
//!
//! In: the token where a figure begins, or the one after it. Out: how far the words reach that say "no longer", "is not
//! enough", "two payments of", "over the limit", "raised from". Rules of grammar with short lists; phrases that say the same
//! wherever they stand are in `others`.

use super::lex::TokenKind;
use super::scanner::Scanner;
use super::verbs::direction_of;
use crate::value::Kind;

/// What is sold in numbers.
#[rustfmt::skip]
const SOLD: [&str; 26] = [
    "vouchers", "licences", "licenses", "seats", "places", "guests", "books", "spouses", "attempts", "tests", "exams",
    "papers", "courses", "modules", "people", "persons", "lessons", "retakes", "tries", "sittings", "credits", "tickets",
    "candidates", "students", "copies", "words",
];

impl Scanner<'_> {
    /// "is not enough", "isn't accepted", "were dropped", "(cancelled)", "no longer apply": the token after the words that
    /// take back what ends before token `j`.
    pub(crate) fn taken_back_after(&self, j: usize) -> Option<usize> {
        const AUXILIARIES: [&str; 20] = [
            "is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do", "did", "will",
            "would", "can", "could", "alone", "now", "the", "since",
        ];
        const GONE: [&str; 22] = [
            "cancelled",
            "canceled",
            "postponed",
            "dropped",
            "removed",
            "abolished",
            "scrapped",
            "suspended",
            "withdrawn",
            "excluded",
            "refused",
            "rejected",
            "discontinued",
            "prohibited",
            "unavailable",
            "insufficient",
            "missing",
            "forbidden",
            "banned",
            "outdated",
            "obsolete",
            "void",
        ];
        let mark = |k: usize| {
            self.symbol(k, '(')
                || self.symbol(k, '[')
                || self.symbol(k, ',')
                || matches!(self.token(k), Some(TokenKind::Dash(_)))
        };
        let first = j + usize::from(mark(j));
        let mut k = first;
        while k < first + 4 && self.among(k, &AUXILIARIES) {
            k += 1;
        }
        if self.among(k, &GONE) || self.is_word(k, "ruled") && self.is_word(k + 1, "out") {
            return Some(k + 1);
        }
        if self.is_word(k, "too")
            && self.among(k + 1, &["late", "early", "low", "high", "little", "few", "short", "long"])
        {
            return Some(k + 2);
        }
        if self.is_word(k, "no") && self.is_word(k + 1, "longer") {
            return Some(k + 2);
        }
        // "$300 (now $350)"
        if j < first && self.is_word(first, "now") && self.is_amount(first + 1) {
            return Some(first + 2);
        }
        let denied = self.negation(k)?;
        if self.is_word(denied, "do") && self.word(denied + 1).is_none() {
            return Some(denied + 1);
        }
        (denied..denied + 3).find(|at| self.suffices(*at)).map(|at| at + 1)
    }

    /// The token after "not", or after a verb with it: "isn't", "don’t", "cannot".
    fn negation(&self, k: usize) -> Option<usize> {
        if self.among(k, &["not", "never", "cannot"]) {
            return Some(k + 1);
        }
        let apostrophe = self.symbol(k + 1, '\'') || self.symbol(k + 1, '\u{2019}');
        let contracted =
            self.word(k).is_some_and(|word| word.ends_with('n') || word.eq_ignore_ascii_case("can"));
        (contracted && apostrophe && self.is_word(k + 2, "t")).then_some(k + 3)
    }

    /// Whether a word at token `k`, denied, says that the figure before it does not hold.
    fn suffices(&self, k: usize) -> bool {
        const WORDS: [&str; 26] = [
            "enough",
            "sufficient",
            "suffice",
            "suffices",
            "accepted",
            "taken",
            "pass",
            "apply",
            "applies",
            "available",
            "offered",
            "allowed",
            "possible",
            "valid",
            "option",
            "held",
            "used",
            "on",
            "permitted",
            "count",
            "counts",
            "true",
            "correct",
            "right",
            "exist",
            "meant",
        ];
        self.among(k, &WORDS)
    }

    /// "isn't", "cannot", "won't" that end before token `i`: the token where they begin.
    pub(crate) fn contracted_before(&self, i: usize) -> Option<usize> {
        // "isn't a [$245] fee"
        let article = usize::from(i > 0 && self.among(i - 1, &["a", "an", "be"]));
        let last = i.checked_sub(1 + article)?;
        if self.is_word(last, "cannot") {
            return Some(last);
        }
        let first = last.checked_sub(2)?;
        (self.negation(first) == Some(last + 1)).then_some(first)
    }

    /// "raised from", "brought forward from", "cut to 30 from": the figure at token `i` is the value of before.
    pub(crate) fn old_value_before(&self, i: usize) -> Option<usize> {
        const MOVED: [&str; 16] = [
            "up", "down", "raised", "delayed", "forward", "off", "back", "changed", "moved", "doubled",
            "tripled", "halved", "went", "going", "upgraded", "promoted",
        ];
        let from = (i..i + 2)
            .find(|k| self.is_word(*k, "from"))
            .or_else(|| i.checked_sub(1).filter(|k| self.is_word(*k, "from")))?;
        let changes = |k: usize| {
            self.among(k, &MOVED)
                || self.word(k).is_some_and(|w| direction_of(w).is_some() && !self.is_word(k, "top"))
        };
        let verb = from.checked_sub(1)?;
        if changes(verb) {
            return Some(verb);
        }
        // "cut to 30 from 40 questions", "raised to $350 from"
        let to = (from.saturating_sub(4)..from).find(|k| self.is_word(*k, "to") && self.is_amount(*k + 1))?;
        to.checked_sub(1).filter(|k| changes(*k))
    }

    fn is_amount(&self, k: usize) -> bool {
        self.is_number(k) || self.currency_before(k).is_some()
    }

    /// "two payments of", "three instalments at", "two for": a number of the figure at token `i`.
    pub(crate) fn several_before(&self, i: usize) -> Option<usize> {
        const GROUPS: [&str; 27] = [
            "tablets",
            "capsules",
            "doses",
            "vials",
            "courses",
            "injections",
            "bottles",
            "payments",
            "instalments",
            "installments",
            "periods",
            "stretches",
            "sets",
            "packs",
            "pairs",
            "bundles",
            "batches",
            "lots",
            "deposits",
            "fees",
            "charges",
            "coats",
            "boxes",
            "rows",
            "transfers",
            "amounts",
            "sums",
        ];
        const ADJECTIVES: [&str; 8] =
            ["equal", "separate", "monthly", "yearly", "annual", "quarterly", "further", "weekly"];
        // "four $300 payments"
        let beside = i.checked_sub(1).filter(|k| {
            let sum = self.expected.kind == Some(Kind::Money) && self.currency_before(i).is_some();
            sum && self.word(*k).is_some() && self.is_number(*k) && !self.is_word(*k, "one")
        });
        if beside.is_some() {
            return beside;
        }
        let joint = i.checked_sub(1).filter(|k| self.among(*k, &["of", "at", "for"]))?;
        let several = |k: usize| self.is_number(k) && !self.is_word(k, "one") && !self.is_one(k);
        let last = joint.checked_sub(1)?;
        if self.among(last, &GROUPS) {
            let at = last.checked_sub(1)?;
            let number = if self.among(at, &ADJECTIVES) { at.checked_sub(1)? } else { at };
            return several(number).then_some(number);
        }
        // "two for $300", "a pair for $300", "3 credits for $300"
        let sum = self.expected.kind == Some(Kind::Money) && !self.is_word(joint, "of");
        let sold = last.checked_sub(1).filter(|k| sum && self.among(last, &SOLD) && several(*k));
        if sold.is_some() {
            return sold;
        }
        let pair = self.among(last, &["pair", "couple", "dozen"]);
        (sum && (several(last) && self.year(last).is_none() && last == 0 || pair)).then_some(last)
    }

    fn is_one(&self, k: usize) -> bool {
        matches!(self.token(k), Some(TokenKind::Number(run)) if run.whole == "1" && run.fraction.is_empty())
    }

    /// "below a [merit]", "less than a [merit]", "at least a [merit]": a word without an order is compared. The token
    /// where the comparison begins that ends before token `i`.
    pub(crate) fn compared_before(&self, i: usize) -> Option<usize> {
        const THAN: [&str; 10] =
            ["less", "more", "better", "worse", "higher", "lower", "greater", "other", "stronger", "weaker"];
        let mut last = i.checked_sub(1)?;
        if self.among(last, &["a", "an", "the"]) {
            last = last.checked_sub(1)?;
        }
        if self.among(last, &["below", "above", "beyond"]) {
            return Some(last);
        }
        let first = last.checked_sub(1)?;
        let than = self.is_word(last, "than") && self.among(first, &THAN);
        let end = self.among(last, &["least", "most"]) && self.is_word(first, "at");
        (than || end).then_some(first)
    }

    /// "for two attempts", "for a pack of three", "for ten": a sum for several, at token `j`.
    pub(crate) fn several_after(&self, j: usize) -> Option<usize> {
        const PACKS: [&str; 6] = ["pack", "pair", "set", "bundle", "dozen", "couple"];
        if self.expected.kind != Some(Kind::Money) || !self.among(j, &["for", "buys"]) {
            return None;
        }
        if self.among(j + 1, &["a", "the"]) && self.among(j + 2, &PACKS) {
            return Some(j + 3);
        }
        // "for the two of them"
        if self.is_word(j + 1, "the") && self.is_number(j + 2) && self.is_word(j + 3, "of") {
            return Some(j + 4);
        }
        let several = self.is_number(j + 1)
            && !self.is_word(j + 1, "one")
            && !self.is_one(j + 1)
            && self.year(j + 1).is_none();
        let open = self.word(j + 2).is_none() || self.among(j + 2, &["of", "or"]);
        let many = open || self.among(j + 2, &SOLD);
        (several && many).then_some(j + 2)
    }

    /// "over the limit", "below the average", "past the deadline": what is compared with something else, at token `j`.
    pub(crate) fn over_something(&self, j: usize) -> Option<usize> {
        const BASES: [&str; 26] = [
            "price",
            "limit",
            "average",
            "budget",
            "cost",
            "mean",
            "median",
            "normal",
            "norm",
            "target",
            "threshold",
            "allowance",
            "cutoff",
            "deadline",
            "schedule",
            "par",
            "standard",
            "requirement",
            "leader",
            "freezing",
            "quota",
            "cap",
            "plan",
            "winner",
            "pass",
            "capacity",
        ];
        let joint = if self.among(j, &["over", "under", "above", "below", "beyond", "past", "behind"]) {
            j + 1
        } else if self.is_word(j, "ahead") && self.is_word(j + 1, "of")
            || self.is_word(j, "away") && self.is_word(j + 1, "from")
        {
            j + 2
        } else if self.is_word(j, "in") && self.is_word(j + 1, "excess") && self.is_word(j + 2, "of") {
            j + 3
        } else {
            return None;
        };
        let noun = joint + usize::from(self.among(joint, &["the", "a", "an", "its", "their", "your"]));
        (noun..noun + 2)
            .take_while(|k| *k == noun || self.word(*k - 1).is_some())
            .find(|k| self.among(*k, &BASES))
            .map(|k| k + 1)
    }

    /// "increases by", "extended by", "falls", "goes up": by how much something changes, before the figure at token `i`.
    pub(crate) fn changed_before(&self, i: usize) -> Option<usize> {
        const PLAIN: [&str; 27] = [
            "falls",
            "fell",
            "drops",
            "dropped",
            "declines",
            "declined",
            "climbs",
            "climbed",
            "gains",
            "gained",
            "rises",
            "rose",
            "grows",
            "grew",
            "loses",
            "lost",
            "adds",
            "increases",
            "decreases",
            "cuts",
            "reduces",
            "jumps",
            "jumped",
            "plunges",
            "plunged",
            "slips",
            "slipped",
        ];
        const BY: [&str; 14] = [
            "extended",
            "extends",
            "extend",
            "lengthened",
            "lengthens",
            "prolonged",
            "prolongs",
            "differs",
            "differ",
            "off",
            "up",
            "down",
            "widened",
            "out",
        ];
        let last = i.checked_sub(1)?;
        if self.is_word(last, "by") {
            let verb = last.checked_sub(1)?;
            let changes =
                self.among(verb, &BY) || self.word(verb).is_some_and(|word| direction_of(word).is_some());
            const EXCEED: [&str; 8] =
                ["exceed", "exceeds", "exceeded", "miss", "misses", "missed", "beat", "beats"];
            // "exceeds the budget by $300"
            let exceeds = || (verb.saturating_sub(3)..verb).find(|k| self.among(*k, &EXCEED));
            return changes.then_some(verb).or_else(exceeds);
        }
        // "went up by $300", whose "up by" begins the figure
        let own =
            self.among(i, &["up", "down"]) && self.among(last, &["goes", "go", "went", "going", "gone"]);
        if own {
            return Some(last);
        }
        let moved = self.among(last, &["up", "down"])
            && last
                .checked_sub(1)
                .is_some_and(|k| self.among(k, &["goes", "go", "went", "going", "gone", "is", "are", "was"]));
        (moved || self.among(last, &PLAIN)).then_some(last)
    }
}
