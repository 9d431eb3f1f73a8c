//! Scores out of a maximum: 4.2/5, 4 out of 5, 720 on a scale of 100 to 900; and how many of a number were counted.
//!
//! In: a number that was read and the token after it. Out: the token after the maximum, which becomes the unit; for
//! counts, the token after the whole.

use super::fault::{Fault, FaultKind, Scanned};
use super::lex::TokenKind;
use super::numeral::{Numeral, Spelling};
use super::quantity::WrittenQuantity;
use super::scanner::Scanner;
use super::unit::WrittenUnit;
use crate::value::{Kind, Number};

impl Scanner<'_> {
    /// `/5`, "out of 5", "on a scale of 1 to 5" after a number; the number may not exceed the maximum.
    pub(crate) fn score(&self, i: usize, j: usize, quantity: &mut WrittenQuantity) -> Scanned<usize> {
        // "60+ out of 80"
        let plus = self.expected.kind == Some(Kind::Scale) || !quantity.plus;
        let plain = quantity.unit == WrittenUnit::Bare && quantity.scale.is_none() && plus;
        if !plain {
            return Ok(None);
        }
        let marks = self.among(j, &["marks", "points"]) && self.symbol(j + 1, '(');
        let j = j + usize::from(marks);
        let bracket = usize::from(self.symbol(j, '('));
        let found = match self.maximum_at(j, bracket) {
            Some(at) => self.numeral(at, true)?.map(|max| (None, max)),
            None => self.ends_of_scale(j + bracket)?,
        };
        let Some((min, max)) = found else { return Ok(None) };
        if max.spelling == Spelling::Article {
            return Ok(None);
        }
        if quantity.value > max.value || max.value.is_zero() {
            return Err(Fault { kind: FaultKind::ScoreOver, span: self.bytes(&(i..max.next)) });
        }
        quantity.unit = WrittenUnit::Score(max.value);
        quantity.scale_from = min;
        Ok(Some(max.next + usize::from(bracket > 0 && self.symbol(max.next, ')'))))
    }

    /// The token of the maximum after `/` or "out of".
    fn maximum_at(&self, j: usize, bracket: usize) -> Option<usize> {
        let scale = self.expected.kind == Some(Kind::Scale);
        let wanted = scale || self.expected.kind.is_none();
        let tight = self.glued(j) && self.glued(j + 1);
        if self.symbol(j, '/') && (tight || scale) {
            return wanted.then_some(j + 1);
        }
        // "70 marks out of 100", "43 correct out of 50"
        let counted =
            ["mark", "marks", "point", "points", "star", "stars", "band", "bands", "correct", "right"];
        let things = ["answers", "questions", "items", "responses"];
        let noun = match wanted && bracket == 0 {
            // "43 correct answers out of 50", "43 questions right out of 50"
            true if self.among(j, &counted) => 1 + usize::from(self.among(j + 1, &things)),
            true if self.among(j, &things) && self.among(j + 1, &counted) => 2,
            _ => 0,
        };
        let out = j + bracket + noun;
        if self.is_word(out, "out") && self.is_word(out + 1, "of") {
            return Some(self.past_whole(out + 2));
        }
        // "7 (of 9)"
        if scale && bracket == 1 && self.is_word(j + 1, "of") {
            return Some(self.past_whole(j + 2));
        }
        // "4.2 of 5"; where nothing says that a score is meant, "700 of 1,000" without a noun
        let of = bracket == 0 && self.is_word(j, "of");
        (of && (scale || (wanted && self.is_total(j + 1)))).then(|| self.past_whole(j + 1))
    }

    /// Whether a whole number of hundreds stands at token `i`, with nothing behind it that it could count.
    fn is_total(&self, i: usize) -> bool {
        let hundred = Number::from(100);
        let number = self.numeral(i, true).ok().flatten().filter(|it| it.spelling == Spelling::Digits);
        number.is_some_and(|it| {
            let hundreds =
                it.value >= hundred && it.value.checked_div(&hundred).is_some_and(|count| count.is_integer());
            let counts = self.word(it.next).is_some() || self.symbol(it.next, '%') || self.hyphen(it.next);
            hundreds && !counts
        })
    }

    /// "a possible", "a total of", "a maximum of" before a maximum.
    fn past_whole(&self, j: usize) -> usize {
        let article = j + usize::from(self.is_word(j, "a") || self.is_word(j, "the"));
        let known = ["possible", "total", "maximum", "max", "potential"];
        if !known.iter().any(|w| self.is_word(article, w)) {
            return if self.is_word(j, "the") { article } else { j };
        }
        article + 1 + usize::from(self.is_word(article + 1, "of"))
    }

    /// The ends of "on a scale of 100 to 900", "on a 4.0 scale", "on the 9-band scale"; the lower one may be missing.
    fn ends_of_scale(&self, j: usize) -> Scanned<(Option<Number>, Numeral)> {
        if self.expected.kind == Some(Kind::Scale) && self.is_word(j, "scale") {
            // "500 (scale: 200–800)"
            let of = j + 1 + usize::from(self.symbol(j + 1, ':') || self.is_word(j + 1, "of"));
            return self.ends(of);
        }
        if self.expected.kind != Some(Kind::Scale) || !(self.is_word(j, "on") || self.is_word(j, "in")) {
            return Ok(None);
        }
        let k = j + 1 + usize::from(self.is_word(j + 1, "a") || self.is_word(j + 1, "the"));
        if self.is_word(k, "scale") {
            let runs = usize::from(self.among(k + 1, &["running", "ranging", "going"]));
            let k = k + 1 + runs + usize::from(self.among(k + 1 + runs, &["of", "from"]));
            return self.ends(k);
        }
        let Some((low, end)) = self.ends(k)? else { return Ok(None) };
        let gap = |k: usize| k + usize::from(self.hyphen(k) && self.glued(k));
        let unit = gap(end.next);
        let unit = unit + usize::from(self.among(unit, &["point", "band", "mark", "star"]));
        Ok(self.is_word(unit, "scale").then_some((low, Numeral { next: unit + 1, ..end })))
    }

    /// The numbers of "100 to 900", "100–900" or "5".
    fn ends(&self, i: usize) -> Scanned<(Option<Number>, Numeral)> {
        let Some(first) = self.numeral(i, true)? else { return Ok(None) };
        let dash = matches!(self.token(first.next), Some(TokenKind::Dash(_)));
        let joint = dash || self.is_word(first.next, "to");
        let second = if joint { self.numeral(first.next + 1, true)? } else { None };
        Ok(Some(match second {
            Some(second) => (Some(first.value), second),
            None => (None, first),
        }))
    }

    /// Where things are counted, the token after the whole of which they are: "43 out of 50", "eight of the nine
    /// modules". Without an article, a share may be meant: "65 of 90 questions" is refused elsewhere.
    pub(crate) fn of_counted(&self, i: usize, j: usize, quantity: &WrittenQuantity) -> Scanned<usize> {
        let plain = quantity.unit == WrittenUnit::Bare && quantity.scale.is_none() && !quantity.plus;
        if self.expected.kind != Some(Kind::Count) || !plain {
            return Ok(None);
        }
        let at = if self.is_word(j, "out") && self.is_word(j + 1, "of") {
            self.past_whole(j + 2)
        } else if self.is_word(j, "of") && self.is_word(j + 1, "the") {
            j + 2
        } else {
            return Ok(None);
        };
        let Some(whole) = self.numeral(at, true)? else { return Ok(None) };
        if whole.spelling == Spelling::Article {
            return Ok(None);
        }
        if quantity.value > whole.value {
            return Err(Fault { kind: FaultKind::ScoreOver, span: self.bytes(&(i..whole.next)) });
        }
        Ok(Some(whole.next))
    }
}
