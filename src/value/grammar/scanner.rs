//! The scanner: the tokens of a text, and looks at them.
//!
//! In: a text and [`Expected`], which says what kind is expected and which nouns count. Out: [`Scanner`], which answers
//! what stands at a token. Each file of this room adds to it what it reads; `candidate` puts it together.

use super::lex::{Dash, Gap, Token, TokenKind, lex};
use crate::value::quantity::{WrittenCurrency, currency};
use crate::value::{Currency, Kind, LevelPattern};
use std::cmp::Ordering;
use std::ops::Range;

/// What the reader expects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expected<'a> {
    /// The wanted kind; `None` reads figures of every kind.
    pub kind: Option<Kind>,
    /// Nouns that make a count, lower case, as words; sorted.
    pub nouns: &'a [Vec<String>],
    /// The levels that exist, when the kind is a level.
    pub levels: Option<&'a LevelPattern>,
    /// Whether multiples such as "twice" are read whatever the kind.
    pub multiples: bool,
    /// Whether the attribute counts in a unit of measure.
    pub measured: bool,
    /// Whether "points" are percentage points.
    pub points: bool,
}

pub(crate) struct Scanner<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub expected: Expected<'a>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, expected: Expected<'a>) -> Self {
        Self { text, tokens: lex(text), expected }
    }

    // Small looks at tokens.

    pub(crate) fn token(&self, i: usize) -> Option<&TokenKind> {
        self.tokens.get(i).map(|t| &t.kind)
    }

    pub(crate) fn word(&self, i: usize) -> Option<&'a str> {
        let t = self.tokens.get(i)?;
        (t.kind == TokenKind::Word).then(|| &self.text[t.start..t.end])
    }

    /// Asked some hundred times for each number: the length decides nearly always.
    #[inline]
    pub(crate) fn is_word(&self, i: usize, word: &str) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            t.end - t.start == word.len()
                && t.kind == TokenKind::Word
                && self.text.as_bytes()[t.start..t.end].eq_ignore_ascii_case(word.as_bytes())
        })
    }

    /// Whether one of some words stands at token `i`.
    pub(crate) fn among(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(i, word))
    }

    pub(crate) fn symbol(&self, i: usize, c: char) -> bool {
        self.token(i) == Some(&TokenKind::Symbol(c))
    }

    pub(crate) fn hyphen(&self, i: usize) -> bool {
        matches!(self.token(i), Some(TokenKind::Dash(Dash::Hyphen | Dash::Other)))
    }

    /// Whether token `i` exists and follows its neighbour without a gap.
    pub(crate) fn glued(&self, i: usize) -> bool {
        i > 0 && self.tokens.get(i).is_some_and(|t| t.gap == Gap::None)
    }

    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(self.text.len(), |t| t.start);
        let last = tokens.end.checked_sub(1).and_then(|i| self.tokens.get(i));
        let end = last.map_or(start, |t| t.end);
        start..end.max(start)
    }

    /// The first token that begins at a byte or after it.
    pub(crate) fn index_after(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.start < byte)
    }

    /// The token after a noun of the expected that begins at `i`; the longest noun wins.
    pub(crate) fn noun(&self, i: usize) -> Option<usize> {
        let mut best = None;
        let first = self.word(i)?;
        let nouns = self.expected.nouns;
        let to_first = |noun: &[String]| {
            let letters = first.bytes().map(|letter| letter.to_ascii_lowercase());
            noun.first().map_or(Ordering::Less, |word| word.bytes().cmp(letters))
        };
        // They are sorted: only those that begin with this word can stand here.
        let from = nouns.partition_point(|noun| to_first(noun).is_lt());
        let near = nouns[from..].iter().take_while(|noun| to_first(noun).is_eq());
        for noun in near {
            let mut j = i;
            let mut ok = true;
            for (k, part) in noun.iter().enumerate() {
                if k > 0 && self.hyphen(j) && self.glued(j) {
                    j += 1;
                }
                if !self.is_word(j, part) {
                    ok = false;
                    break;
                }
                j += 1;
            }
            // "45 mm²" is an area.
            let raised = self.glued(j) && (self.symbol(j, '²') || self.symbol(j, '³'));
            if ok && j > i && !raised {
                best = best.max(Some(j));
            }
        }
        best
    }

    /// The currency sign or code that begins at `i`, and the token after it.
    pub(crate) fn currency_before(&self, i: usize) -> Option<(WrittenCurrency, usize)> {
        if let Some(TokenKind::Symbol(c)) = self.token(i) {
            return currency::by_sign(*c).map(|c| (c, i + 1));
        }
        let word = self.word(i)?;
        if self.symbol(i + 1, '$') && self.glued(i + 1) {
            return currency::by_letters(word).map(|c| (c, i + 2));
        }
        let sum = self.expected.kind == Some(Kind::Money);
        let signed = self.sign_of_money(i + 1);
        if sum && let Some(code) = currency::by_adjective(word).or_else(|| Currency::from_code(word)) {
            // "CAD $300", "Canadian $500": the code says which dollar.
            if let Some(sign) = signed {
                let code = WrittenCurrency::Code(code);
                let fits = sign.compatible(code) || sign.is_any_dollar() && code.is_peso() && word.len() == 3;
                return fits.then_some((code, i + 2));
            }
        }
        if let Some(code) = Currency::common(word) {
            return Some((WrittenCurrency::Code(code), i + 1));
        }
        // Abbreviations of few letters mean many things, but rupees before a number.
        let rupees = matches!(word, "Rs" | "INR") && self.number_follows(i + 1);
        if !sum && !rupees {
            return None;
        }
        let short = currency::by_short(word)?;
        let point = usize::from(self.symbol(i + 1, '.') && self.glued(i + 1));
        Some((short, i + 1 + point))
    }

    fn number_follows(&self, i: usize) -> bool {
        let at = i + usize::from(self.symbol(i, '.') && self.glued(i));
        matches!(self.token(at), Some(TokenKind::Number(_)))
    }

    fn sign_of_money(&self, i: usize) -> Option<WrittenCurrency> {
        match self.token(i) {
            Some(TokenKind::Symbol(c)) => currency::by_sign(*c),
            _ => None,
        }
    }
}
