//! Labels: tokens with digits that are names, not figures.
//!
//! In: a token index. Out: the token after the label. A closed list and a few shapes
//! (`L5`, `B2B`, `24/7`, `1:1`, `v2.1`, `GPT-4`, `Step 3`); words like `401(k)` included.

use super::lex::{Dash, TokenKind};
use super::scanner::Scanner;
use crate::value::Kind;

/// Words after which a lone number is a name: Step 3, Fortune 500.
const NUMBERED: [&str; 40] = [
    "paper",
    "room",
    "hall",
    "appendix",
    "annex",
    "article",
    "clause",
    "building",
    "gate",
    "platform",
    "step",
    "part",
    "chapter",
    "week",
    "day",
    "question",
    "tip",
    "phase",
    "round",
    "stage",
    "level",
    "section",
    "figure",
    "table",
    "item",
    "rule",
    "principle",
    "lesson",
    "module",
    "unit",
    "no",
    "number",
    "version",
    "page",
    "line",
    "fortune",
    "series",
    "tier",
    "top",
    "web",
];

impl Scanner<'_> {
    /// The token after the label that begins at token `i`; `None` when there is no label.
    pub(crate) fn label(&self, i: usize) -> Option<usize> {
        match self.token(i)? {
            TokenKind::Word => self.word_label(i),
            TokenKind::Number(_) if self.expected.kind == Some(Kind::Level) && self.level(i).is_some() => {
                None
            }
            TokenKind::Number(_) if self.expected.kind == Some(Kind::Time) => None,
            TokenKind::Number(_) => self.number_label(i),
            // The mark of a note: "$300 [1]".
            TokenKind::Symbol('[')
                if matches!(self.token(i + 1), Some(TokenKind::Number(_))) && self.symbol(i + 2, ']') =>
            {
                Some(i + 3)
            }
            TokenKind::Symbol('#') if self.expected.kind == Some(Kind::Ordinal) => None,
            TokenKind::Symbol('#')
                if matches!(self.token(i + 1), Some(TokenKind::Number(_))) && self.glued(i + 1) =>
            {
                Some(i + 2)
            }
            _ => None,
        }
    }

    /// Letters with digits glued on, or joined by a hyphen.
    fn word_label(&self, i: usize) -> Option<usize> {
        let is_num = |k: usize| matches!(self.token(k), Some(TokenKind::Number(_)));
        if is_num(i + 1) && self.glued(i + 1) {
            let code = self.currency_before(i).is_some();
            if code || self.is_quarter_date(i) {
                return None;
            }
            let wanted = self.expected.kind == Some(Kind::Level) && self.level(i).is_some();
            return if wanted { None } else { Some(self.run(i)) };
        }
        if self.expected.kind == Some(Kind::Level) && self.level(i).is_some() {
            return None;
        }
        let hyphen = self.hyphen(i + 1) && self.glued(i + 1) && self.glued(i + 2);
        // "a three-digit score", "best-of-five questions"
        let named = self.is_word(i + 2, "digit") && self.below_hundred(i).is_some();
        let best = self.is_word(i + 2, "of") && self.among(i, &["best", "out"]) && self.hyphen(i + 3);
        if hyphen && (named || best) {
            return Some(i + if best { 5 } else { 3 });
        }
        if hyphen && is_num(i + 2) && !self.joins(i) {
            return Some(self.run(i + 1));
        }
        // "level 4", where levels are numbers
        if self.expected.kind == Some(Kind::Level) && self.level(i + 1).is_some() {
            return None;
        }
        if !is_num(i + 1) || self.glued(i + 1) || !self.among(i, &NUMBERED) {
            return None;
        }
        // "weeks 4–6" of a plan: the range is a name as well.
        let joint = matches!(self.token(i + 2), Some(TokenKind::Dash(_))) || self.is_word(i + 2, "to");
        let end = if joint && is_num(i + 3) { i + 4 } else { i + 2 };
        self.lone(end).then(|| self.run(end - 1))
    }

    /// Words before a hyphen that belong to a figure: "to" of 4-to-6, numbers in words.
    fn joins(&self, i: usize) -> bool {
        let joints = ["to", "or", "sub", "and"];
        if self.expected.kind == Some(Kind::Date) && i > 1 && self.date(i - 2).is_ok_and(|d| d.is_some()) {
            return true;
        }
        let dated =
            self.expected.kind == Some(Kind::Date) && self.among(i, &["pre", "post", "mid", "early", "late"]);
        joints.iter().any(|w| self.is_word(i, w))
            || dated
            || self.below_hundred(i).is_some()
            || self.currency_before(i).is_some()
            || (i > 0 && self.glued(i) && matches!(self.token(i - 1), Some(TokenKind::Number(_))))
    }

    fn is_quarter_date(&self, i: usize) -> bool {
        self.is_word(i, "Q") && self.quarter_date(i).is_some()
    }

    /// Whether nothing at token `i` makes the number before it a quantity.
    fn lone(&self, i: usize) -> bool {
        let scale = ["k", "m", "mm", "bn", "b", "thousand", "million", "billion", "trillion"];
        let glued_sign = self.glued(i) && (self.symbol(i, '%') || self.symbol(i, '+'));
        let joint = self.is_word(i, "to")
            || self.is_word(i, "or")
            || matches!(self.token(i), Some(TokenKind::Dash(_)));
        let unit = self.unit(i + usize::from(self.hyphen(i) && self.glued(i))).is_some();
        let scaled = scale.iter().any(|w| self.is_word(i, w));
        let quantity = glued_sign || joint || unit || scaled || self.ordinal_suffix(i).is_some();
        !quantity
    }

    fn number_label(&self, i: usize) -> Option<usize> {
        let is_num = |k: usize| matches!(self.token(k), Some(TokenKind::Number(_)));
        let pair = self.glued(i + 1) && self.glued(i + 2) && is_num(i + 2);
        if self.reads_fraction(i) || self.is_clock(i) {
            return None;
        }
        // "a 3-digit score"
        if self.hyphen(i + 1) && self.glued(i + 1) && self.is_word(i + 2, "digit") {
            return Some(i + 3);
        }
        if pair && self.symbol(i + 1, ':') {
            return Some(self.run(i));
        }
        if pair && self.symbol(i + 1, '/') {
            let date = self.expected.kind == Some(Kind::Date);
            let score = matches!(self.expected.kind, Some(Kind::Scale) | None) && !self.idiom(i);
            return if date || score { None } else { Some(self.run(i)) };
        }
        let times = self.is_word(i + 1, "x") || self.symbol(i + 1, '×');
        if pair && times {
            return Some(self.run(i));
        }
        if self.text_is(i, "401") && self.glued(i + 1) {
            if self.symbol(i + 1, '(') && self.is_word(i + 2, "k") {
                return Some(i + 4);
            }
            if self.text_is(i + 1, "k") {
                return Some(i + 2);
            }
        }
        let dated = self.expected.kind == Some(Kind::Date);
        if pair && !dated && self.year(i).is_some() && matches!(self.token(i + 1), Some(TokenKind::Dash(_))) {
            let short = matches!(self.token(i + 2), Some(TokenKind::Number(n)) if n.whole.len() == 2);
            let iso = self.hyphen(i + 1) && self.date(i).is_ok_and(|d| d.is_some());
            return (short && !iso).then_some(i + 3);
        }
        None
    }

    /// Fractions and ratios that are phrases.
    pub(crate) fn idiom(&self, i: usize) -> bool {
        const IDIOMS: [(&str, &str); 14] = [
            ("24", "7"),
            ("80", "20"),
            ("50", "50"),
            ("9", "11"),
            ("20", "20"),
            ("70", "30"),
            ("60", "40"),
            ("90", "10"),
            ("1", "1"),
            ("1", "2"),
            ("3", "4"),
            ("1", "3"),
            ("2", "3"),
            ("1", "4"),
        ];
        IDIOMS.iter().any(|(a, b)| self.text_is(i, a) && self.text_is(i + 2, b))
    }

    fn text_is(&self, i: usize, text: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| &self.text[t.start..t.end] == text)
    }

    /// The token after the run of glued letters, digits, hyphens, points and slashes from `i` on.
    fn run(&self, i: usize) -> usize {
        let mut j = i + 1;
        while self.glued(j) {
            let joins = match self.token(j) {
                Some(TokenKind::Word | TokenKind::Number(_)) => true,
                Some(TokenKind::Dash(Dash::Hyphen | Dash::Other | Dash::En))
                | Some(TokenKind::Symbol('.' | '/' | ':')) => {
                    self.glued(j + 1)
                        && matches!(self.token(j + 1), Some(TokenKind::Word | TokenKind::Number(_)))
                }
                Some(TokenKind::Symbol('+')) => true,
                _ => false,
            };
            if !joins {
                break;
            }
            j += 1;
        }
        j
    }
}
