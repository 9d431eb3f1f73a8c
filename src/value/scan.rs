//! The scanner: from tokens to figures of any kind.
//!
//! In: a text and a [`Expected`] that says which kind is wanted and which nouns count. Out: the
//! [`Candidate`]s found from left to right, each a hedge, a bound, a direction and a body. Which candidate is
//! the figure meant, and what a missing unit stands for, is decided in `read`.

use super::around::Qualifiers;
use super::currency;
use super::date::Date;
use super::kind::Kind;
use super::levels::LevelPattern;
use super::lex::{self, Dash, Gap, Token, TokenKind};
use super::side::WrittenQuantity;
use super::vocab::{Bound, Direction, Hedge};
use std::ops::Range;

/// What the reader expects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expected<'a> {
    /// The wanted kind; `None` reads figures of every kind.
    pub kind: Option<Kind>,
    /// Nouns that make a count, lower case, as words.
    pub nouns: &'a [Vec<String>],
    /// The levels that exist, when the kind is a level.
    pub levels: Option<&'a LevelPattern>,
    /// Whether multiples such as "twice" are read whatever the kind.
    pub multiples: bool,
    /// Whether "points" are percentage points.
    pub points: bool,
}

/// A thing that looks like a figure.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub hedge: Hedge,
    pub unclear: Option<Range<usize>>,
    pub bound: Bound,
    pub direction: Option<(Direction, Range<usize>)>,
    pub body: Body,
    /// Bytes of the figure with everything that qualifies it.
    pub span: Range<usize>,
    /// Bytes of the number or range with its units.
    pub core: Range<usize>,
}

#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "candidates are few and live briefly")]
pub(crate) enum Body {
    One(WrittenQuantity),
    Range { lo: WrittenQuantity, hi: WrittenQuantity, dash: Option<Range<usize>> },
    Date(Date),
    Dates(Date, Date),
    Bad(Fault),
}

/// What is wrong with the spelling of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub kind: FaultKind,
    pub span: Range<usize>,
}

/// The reasons, each with its sentence in `error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    Groups,
    TooLong,
    NoWhole,
    Points,
    Joined,
    Fraction,
    SpacedGroups,
    Suffix,
    MinutesOrMillions,
    TwoCurrencies,
    Downward,
    SameEnds,
    MixedUnits,
    BoundedRange,
    ScoreOver,
    WriteDigits,
    Sum,
    More,
    SignAndWord,
    NumericDate,
    NoSuchDay,
    SecondDash,
    PlusMinus,
    Turned,
    PartOfDate,
    OrdinalEnding,
    Multiplied,
    TwoBounds,
    VagueEnd,
    Denied,
}

pub(crate) type Scanned<T> = Result<Option<T>, Fault>;

pub(crate) struct Scanner<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub expected: Expected<'a>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, expected: Expected<'a>) -> Self {
        Self { text, tokens: lex::lex(text), expected }
    }

    /// Every figure, from left to right; figures never overlap.
    pub(crate) fn candidates(&self) -> Vec<Candidate> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            if let Some(next) = self.label(i) {
                i = next.max(i + 1);
                continue;
            }
            match self.candidate(i) {
                Some((candidate, next)) => {
                    out.push(candidate);
                    i = next.max(i + 1);
                }
                None => i += 1,
            }
        }
        out
    }

    /// The figure whose qualifiers begin at token `i`, and the token after it.
    pub(crate) fn candidate(&self, i: usize) -> Option<(Candidate, usize)> {
        let (before, j) = self.before(i);
        if j >= self.tokens.len() || (j > i && self.label(j).is_some()) {
            return None;
        }
        let (mut body, from_bound, next) = match self.body(j) {
            Ok(Some(found)) => found,
            Ok(None) => return None,
            Err(fault) => {
                let end = self.index_after(fault.span.end).max(j + 1);
                (Body::Bad(fault), Bound::None, end)
            }
        };
        let (after, end) = self.after(next);
        let end = self.late_unit(&mut body, &after, end);
        let changed = || self.multiplied(i, &body).map(|start| (start, FaultKind::Multiplied));
        let vague = || self.vague_end(i).map(|start| (start, FaultKind::VagueEnd));
        let denied = self.denied(i, &before).map(|start| (start, FaultKind::Turned));
        if let Some((start, why)) = denied.or_else(changed).or_else(vague)
            && !matches!(body, Body::Bad(_))
        {
            body = Body::Bad(Fault { kind: why, span: self.bytes(&(start..end)) });
        }
        Some((self.assemble(i..end, j..next, body, from_bound, before, after), end))
    }

    fn assemble(
        &self,
        whole: Range<usize>,
        core: Range<usize>,
        mut body: Body,
        from_bound: Bound,
        before: Qualifiers,
        after: Qualifiers,
    ) -> Candidate {
        let mut bound = [before.bound, from_bound, after.bound]
            .into_iter()
            .find(|b| *b != Bound::None)
            .unwrap_or_default();
        let mut hedge = if before.hedge == Hedge::None { after.hedge } else { before.hedge };
        let span = self.bytes(&whole);
        if let Body::One(quantity) = &body {
            if quantity.plus && bound == Bound::None {
                bound = Bound::AtLeast;
            }
            if quantity.ish && hedge == Hedge::None {
                hedge = Hedge::About;
            }
        }
        let opposed = |other: Bound| other != Bound::None && other.is_lower() != bound.is_lower();
        let plus = matches!(&body, Body::One(quantity) if quantity.plus);
        if bound != Bound::None && (opposed(after.bound) || (plus && opposed(Bound::AtLeast))) {
            body = Body::Bad(Fault { kind: FaultKind::TwoBounds, span: span.clone() });
        }
        if bound != Bound::None && matches!(body, Body::Range { .. } | Body::Dates(..)) {
            if before.soft {
                bound = Bound::None;
            } else {
                body = Body::Bad(Fault { kind: FaultKind::BoundedRange, span: span.clone() });
            }
        }
        let direction = before.direction.or(after.direction);
        if let (Some((d, _)), Body::One(quantity)) = (&direction, &body) {
            let clash = match d {
                Direction::Up => quantity.sign < 0,
                Direction::Down => quantity.sign != 0,
                Direction::Same => false,
            };
            if clash {
                body = Body::Bad(Fault { kind: FaultKind::SignAndWord, span: span.clone() });
            }
        }
        let unclear = before.unclear.or(after.unclear);
        Candidate { hedge, unclear, bound, direction, body, span, core: self.bytes(&core) }
    }

    // Small looks at tokens.

    pub(crate) fn token(&self, i: usize) -> Option<&TokenKind> {
        self.tokens.get(i).map(|t| &t.kind)
    }

    pub(crate) fn word(&self, i: usize) -> Option<&'a str> {
        let t = self.tokens.get(i)?;
        (t.kind == TokenKind::Word).then(|| &self.text[t.start..t.end])
    }

    pub(crate) fn is_word(&self, i: usize, word: &str) -> bool {
        self.word(i).is_some_and(|w| w.eq_ignore_ascii_case(word))
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

    fn index_after(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.start < byte)
    }

    /// The token after a noun of the expected that begins at `i`; the longest noun wins.
    pub(crate) fn noun(&self, i: usize) -> Option<usize> {
        let mut best = None;
        for noun in self.expected.nouns {
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
            if ok && j > i {
                best = best.max(Some(j));
            }
        }
        best
    }

    /// The currency sign or code that begins at `i`, and the token after it.
    pub(crate) fn currency_before(&self, i: usize) -> Option<(currency::Written, usize)> {
        if let Some(TokenKind::Symbol(c)) = self.token(i) {
            return currency::by_sign(*c).map(|c| (c, i + 1));
        }
        let word = self.word(i)?;
        if self.symbol(i + 1, '$') && self.glued(i + 1) {
            return currency::by_letters(word).map(|c| (c, i + 2));
        }
        let code = currency::Currency::from_code(word)?;
        Some((currency::Written::Code(code), i + 1))
    }
}
