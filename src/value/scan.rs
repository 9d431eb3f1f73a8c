//! The scanner: from tokens to figures of any kind.
//!
//! In: a text and a [`Steer`] that says which kind is wanted and which nouns count. Out: the
//! [`Item`]s found from left to right, each a hedge, a bound, a direction and a body. Which item is
//! the figure meant, and what a missing unit stands for, is decided in `read`.

use super::currency;
use super::date::Date;
use super::kind::Kind;
use super::levels::LevelPattern;
use super::lex::{self, Dash, Gap, Tok, Token};
use super::numeral::is_number_word;
use super::phrases::{AFTER, BEFORE, BEFORE_DATE, DEGREES, NEGATIONS, Phrases};
use super::side::{Meas, Side};
use super::vocab::{Bound, Degree, Direction, Effect, Hedge};
use std::ops::Range;

/// What the reader expects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steer<'a> {
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
pub(crate) struct Item {
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
#[allow(clippy::large_enum_variant, reason = "items are few and live briefly")]
pub(crate) enum Body {
    One(Side),
    Range { lo: Side, hi: Side, dash: Option<Range<usize>> },
    Date(Date),
    Dates(Date, Date),
    Bad(Fault),
}

/// What is wrong with the spelling of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub why: Why,
    pub span: Range<usize>,
}

/// The reasons, each with its sentence in `error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
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
}

pub(crate) type Found<T> = Result<Option<T>, Fault>;

/// Qualifiers before or after a figure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    pub hedge: Hedge,
    pub unclear: Option<Range<usize>>,
    pub bound: Bound,
    pub soft: bool,
    pub direction: Option<(Direction, Range<usize>)>,
    /// A bound was denied or blurred.
    pub turned: bool,
}

impl Around {
    pub(crate) fn take(&mut self, effect: Effect, span: Range<usize>) {
        match effect {
            Effect::Hedge(h) => self.hedge = h,
            Effect::Unclear => {
                self.hedge = Hedge::About;
                self.unclear = Some(span);
            }
            Effect::Bound(b) => {
                self.bound = b;
                self.soft = false;
            }
            Effect::Soft(b) => {
                self.bound = b;
                self.soft = true;
            }
            Effect::Direction(d) => self.direction = Some((d, span)),
            Effect::Turned => self.turned = true,
        }
    }
}

pub(crate) struct Scanner<'a> {
    pub text: &'a str,
    pub toks: Vec<Token>,
    pub steer: Steer<'a>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, steer: Steer<'a>) -> Self {
        Self { text, toks: lex::lex(text), steer }
    }

    /// Every figure, from left to right; figures never overlap.
    pub(crate) fn items(&self) -> Vec<Item> {
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.toks.len() {
            if let Some(next) = self.label(i) {
                i = next.max(i + 1);
                continue;
            }
            match self.item(i) {
                Some((item, next)) => {
                    out.push(item);
                    i = next.max(i + 1);
                }
                None => i += 1,
            }
        }
        out
    }

    /// The figure whose qualifiers begin at token `i`, and the token after it.
    pub(crate) fn item(&self, i: usize) -> Option<(Item, usize)> {
        let (before, j) = self.before(i);
        if j >= self.toks.len() || (j > i && self.label(j).is_some()) {
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
        if let Some(start) = self.denied(i, &before) {
            let why = Why::Turned;
            body = Body::Bad(Fault { why, span: self.bytes(&(start..end)) });
        }
        Some((self.assemble(i..end, j..next, body, from_bound, before, after), end))
    }

    /// The unit after the words that qualify a bare number: "5 or more years", "$90K more a year".
    fn late_unit(&self, body: &mut Body, after: &Around, end: usize) -> usize {
        let Body::One(side) = body else { return end };
        let qualified = after.hedge != Hedge::None || after.bound != Bound::None || after.direction.is_some();
        if !qualified {
            return end;
        }
        let mut end = end;
        if side.meas == Meas::Bare
            && let Some((meas, next)) = self.unit(end)
        {
            (side.meas, end) = (meas, next);
        }
        if side.per.is_none()
            && matches!(side.meas, Meas::Money(_))
            && let Some((per, next)) = self.period(end)
        {
            (side.per, end) = (Some(per), next);
        }
        end
    }

    /// Where a denial of the qualifiers at token `i` begins: a word that turns the bound round is not next to
    /// it ("never takes more than"), or it leaves open how often the bound holds ("rarely more than").
    pub(crate) fn denied(&self, i: usize, before: &Around) -> Option<usize> {
        if before.turned {
            return Some(i);
        }
        let bounded = before.bound.is_strict() && !before.soft;
        let first = self.word(i).is_none_or(|w| w.eq_ignore_ascii_case("not"));
        if !bounded || first {
            return None;
        }
        (i.saturating_sub(3)..i).rev().take_while(|k| self.tok(*k) == Some(&Tok::Word)).find(|k| {
            let word = self.word(*k).unwrap_or("");
            let short = word == "t" && *k > 1 && self.contraction(*k - 2).is_some();
            short || NEGATIONS.iter().any(|n| n.eq_ignore_ascii_case(word))
        })
    }

    /// The token after a verb with "n't" at token `i`.
    fn contraction(&self, i: usize) -> Option<usize> {
        let mark = self.sym(i + 1, '\'') || self.sym(i + 1, '\u{2019}');
        let verb = self.word(i).is_some_and(|w| w.ends_with(['n', 'N']));
        (verb && mark && self.is_word(i + 2, "t")).then_some(i + 3)
    }

    /// A word of degree and the bound that it moves: "well over", "no more than", "isn't over".
    fn degreed(&self, i: usize) -> Option<(Effect, usize)> {
        let (degree, j) = match self.longest(&DEGREES, i) {
            Some(found) => found,
            None => (Degree::Not, self.contraction(i)?),
        };
        let (effect, next) = self.plain_qualifier(j)?;
        let (Effect::Bound(bound) | Effect::Soft(bound)) = effect else {
            return None;
        };
        degree.of(bound).map(|effect| (effect, next))
    }

    fn assemble(
        &self,
        whole: Range<usize>,
        core: Range<usize>,
        mut body: Body,
        from_bound: Bound,
        before: Around,
        after: Around,
    ) -> Item {
        let mut bound = [before.bound, from_bound, after.bound]
            .into_iter()
            .find(|b| *b != Bound::None)
            .unwrap_or_default();
        let mut hedge = if before.hedge == Hedge::None { after.hedge } else { before.hedge };
        let span = self.bytes(&whole);
        if let Body::One(side) = &body {
            if side.plus && bound == Bound::None {
                bound = Bound::AtLeast;
            }
            if side.ish && hedge == Hedge::None {
                hedge = Hedge::About;
            }
        }
        if bound != Bound::None && matches!(body, Body::Range { .. } | Body::Dates(..)) {
            if before.soft {
                bound = Bound::None;
            } else {
                body = Body::Bad(Fault { why: Why::BoundedRange, span: span.clone() });
            }
        }
        let direction = before.direction.or(after.direction);
        if let (Some((d, _)), Body::One(side)) = (&direction, &body) {
            let clash = match d {
                Direction::Up => side.sign < 0,
                Direction::Down => side.sign != 0,
                Direction::Same => false,
            };
            if clash {
                body = Body::Bad(Fault { why: Why::SignAndWord, span: span.clone() });
            }
        }
        let unclear = before.unclear.or(after.unclear);
        Item { hedge, unclear, bound, direction, body, span, core: self.bytes(&core) }
    }

    /// Hedges, bounds and directions from token `i` on, and the token after them.
    pub(crate) fn before(&self, i: usize) -> (Around, usize) {
        let mut around = Around::default();
        let mut j = i;
        while let Some((effect, next)) = self.qualifier(j) {
            around.take(effect, self.bytes(&(j..next)));
            j = next;
        }
        let article = self.is_word(j, "a") || self.is_word(j, "an") || self.is_word(j, "the");
        let number_follows = matches!(self.tok(j + 1), Some(Tok::Num(_)));
        if j > i && article && number_follows {
            j += 1;
        }
        (around, j)
    }

    /// The longest hedge, bound or direction before a figure that begins at token `i`.
    pub(crate) fn qualifier(&self, i: usize) -> Option<(Effect, usize)> {
        let moved = self.degreed(i);
        moved.into_iter().chain(self.plain_qualifier(i)).max_by_key(|(_, next)| *next)
    }

    fn plain_qualifier(&self, i: usize) -> Option<(Effect, usize)> {
        let date = self.steer.kind == Some(Kind::Date);
        let dated = if date { self.longest(&BEFORE_DATE, i) } else { None };
        let plain = self.longest(&BEFORE, i);
        plain.into_iter().chain(dated).max_by_key(|(_, next)| *next)
    }

    fn after(&self, i: usize) -> (Around, usize) {
        let mut around = Around::default();
        let mut j = i;
        while let Some((effect, next)) = self.trailing(j) {
            // "more than" after a figure still directs; "4 more rounds" keeps its noun.
            around.take(effect, self.bytes(&(j..next)));
            j = next;
            if matches!(effect, Effect::Direction(_)) {
                break;
            }
        }
        (around, j)
    }

    /// The phrase after a figure at token `i`; "at least" before a number belongs to that number.
    pub(crate) fn trailing(&self, i: usize) -> Option<(Effect, usize)> {
        let (effect, next) = self.longest(&AFTER, i)?;
        let number = matches!(self.tok(next), Some(Tok::Num(_)))
            || self.currency_before(next).is_some()
            || self.word(next).is_some_and(is_number_word);
        let comma = usize::from(self.sym(i, ','));
        let elsewhere = number && self.qualifier(i + comma).is_some_and(|(_, end)| end == next);
        (!elsewhere).then_some((effect, next))
    }

    /// The longest phrase of a table that begins at token `i`.
    pub(crate) fn longest<T: Copy>(&self, table: &Phrases<T>, i: usize) -> Option<(T, usize)> {
        let first = self.toks.get(i)?;
        let first = match first.tok {
            Tok::Word => self.text.as_bytes().get(first.start).copied(),
            Tok::Num(_) => None,
            _ => Some(0),
        };
        let matches = |(phrase, meaning): &(&str, T)| self.phrase(i, phrase).map(|next| (*meaning, next));
        table.starting(first?).iter().filter_map(matches).max_by_key(|(_, next)| *next)
    }

    /// The token after a phrase, whose parts are separated by blanks: words, `-`, or one sign.
    pub(crate) fn phrase(&self, i: usize, phrase: &str) -> Option<usize> {
        let mut j = i;
        for part in phrase.split(' ') {
            let token = self.toks.get(j)?;
            let same = match &token.tok {
                Tok::Word => self.text[token.start..token.end].eq_ignore_ascii_case(part),
                Tok::Dash(Dash::Hyphen | Dash::Other) => part == "-" && token.gap == Gap::None,
                Tok::Sym(c) => {
                    let mut chars = part.chars();
                    chars.next() == Some(*c) && chars.next().is_none() && (j == i || token.gap == Gap::None)
                }
                _ => false,
            };
            if !same {
                return None;
            }
            j += 1;
        }
        Some(j)
    }

    // Small looks at tokens.

    pub(crate) fn tok(&self, i: usize) -> Option<&Tok> {
        self.toks.get(i).map(|t| &t.tok)
    }

    pub(crate) fn word(&self, i: usize) -> Option<&'a str> {
        let t = self.toks.get(i)?;
        (t.tok == Tok::Word).then(|| &self.text[t.start..t.end])
    }

    pub(crate) fn is_word(&self, i: usize, word: &str) -> bool {
        self.word(i).is_some_and(|w| w.eq_ignore_ascii_case(word))
    }

    pub(crate) fn sym(&self, i: usize, c: char) -> bool {
        self.tok(i) == Some(&Tok::Sym(c))
    }

    pub(crate) fn hyphen(&self, i: usize) -> bool {
        matches!(self.tok(i), Some(Tok::Dash(Dash::Hyphen | Dash::Other)))
    }

    /// Whether token `i` exists and follows its neighbour without a gap.
    pub(crate) fn glued(&self, i: usize) -> bool {
        i > 0 && self.toks.get(i).is_some_and(|t| t.gap == Gap::None)
    }

    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let start = self.toks.get(tokens.start).map_or(self.text.len(), |t| t.start);
        let last = tokens.end.checked_sub(1).and_then(|i| self.toks.get(i));
        let end = last.map_or(start, |t| t.end);
        start..end.max(start)
    }

    fn index_after(&self, byte: usize) -> usize {
        self.toks.partition_point(|t| t.start < byte)
    }

    /// The token after a noun of the steer that begins at `i`; the longest noun wins.
    pub(crate) fn noun(&self, i: usize) -> Option<usize> {
        let mut best = None;
        for noun in self.steer.nouns {
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
        if let Some(Tok::Sym(c)) = self.tok(i) {
            return currency::by_sign(*c).map(|c| (c, i + 1));
        }
        let word = self.word(i)?;
        if self.sym(i + 1, '$') && self.glued(i + 1) {
            return currency::by_letters(word).map(|c| (c, i + 2));
        }
        let code = currency::Currency::from_code(word)?;
        Some((currency::Written::Code(code), i + 1))
    }
}
