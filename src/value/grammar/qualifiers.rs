//! The words around a figure: hedges, bounds, directions, and words that turn them round.
//!
//! In: a token index beside a figure. Out: [`Qualifiers`], what the words do, and how far they reach; or where words
//! begin that make the figure another one. The phrases are in `phrases`; nothing is decided about truth here.

use super::effect::{Degree, Effect};
use super::lex::{Dash, Gap, TokenKind};
use super::number_words::is_number_word;
use super::phrases::{
    AFTER, AFTER_CHANGE, BEFORE, BEFORE_CHANGE, BEFORE_DATE, BEFORE_RATE, BEFORE_TIME, DEGREES, DENIALS,
    DENIED_VERBS, NEGATIONS, OPEN_DIRECTIONS, Phrases, SUMMING, VAGUE,
};
use super::scanner::Scanner;
use super::verbs::direction_of;
use crate::value::{Bound, Direction, Hedge, Kind};
use std::ops::Range;

/// Qualifiers before or after a figure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Qualifiers {
    pub hedge: Hedge,
    pub unclear: Option<Range<usize>>,
    pub bound: Bound,
    pub soft: bool,
    pub direction: Option<(Direction, Range<usize>)>,
    /// A bound was denied or blurred.
    pub turned: bool,
}

impl Qualifiers {
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

impl Scanner<'_> {
    /// Hedges, bounds and directions from token `i` on, and the token after them.
    pub(crate) fn before(&self, i: usize) -> (Qualifiers, usize) {
        let mut qualifiers = Qualifiers::default();
        let mut j = i;
        while let Some((effect, next)) = self.qualifier(j) {
            qualifiers.take(effect, self.bytes(&(j..next)));
            j = next;
        }
        if j == i {
            return (qualifiers, i);
        }
        let article = self.is_word(j, "a") || self.is_word(j, "an") || self.is_word(j, "the");
        let worded = self.is_word(j, "the") && self.word(j + 1).is_some_and(is_number_word);
        let number_follows = || {
            matches!(self.token(j + 1), Some(TokenKind::Number(_)))
                || self.currency_before(j + 1).is_some()
                || worded
        };
        if article && number_follows() {
            j += 1;
        } else if qualifiers.bound != Bound::None
            // "above band 5", where levels have such names
            && !(self.expected.kind == Some(Kind::Level) && self.level(j).is_some())
        {
            j = self.after_filling(j).unwrap_or(j);
        }
        (qualifiers, j)
    }

    /// The token of the figure after words that say no more of it, between a bound and its number: "the usual",
    /// "the age of", "a total of", "CEFR level".
    fn after_filling(&self, i: usize) -> Option<usize> {
        let next = self.filling(i)?;
        let figure = matches!(self.token(next), Some(TokenKind::Number(_)))
            || self.currency_before(next).is_some()
            || self.word(next).is_some_and(is_number_word)
            || self.expected.kind == Some(Kind::Level);
        figure.then_some(next)
    }

    /// The token after such words.
    pub(crate) fn filling(&self, i: usize) -> Option<usize> {
        const ARTICLES: [&str; 9] = ["a", "an", "the", "its", "their", "your", "our", "this", "that"];
        const PLAIN: [&str; 18] = [
            "usual",
            "standard",
            "required",
            "normal",
            "regular",
            "full",
            "typical",
            "average",
            "allowed",
            "permitted",
            "recommended",
            "official",
            "stated",
            "advertised",
            "original",
            "prescribed",
            "necessary",
            "customary",
        ];
        const NOUNS: [&str; 4] = ["age", "total", "period", "level"];
        const LEVELS: [&str; 5] = ["cefr", "level", "band", "grade", "jlpt"];
        let any = |words: &[&str], k: usize| words.iter().any(|w| self.is_word(k, w));
        let article = i + usize::from(any(&ARTICLES, i));
        let level = self.expected.kind == Some(Kind::Level);
        let next = if any(&NOUNS, article) && self.is_word(article + 1, "of") {
            article + 2
        } else if self.is_word(article, "age") {
            article + 1
        } else if level && any(&LEVELS, article) {
            article + 1 + usize::from(any(&LEVELS, article + 1))
        } else {
            let plain = (article..article + 2).take_while(|k| any(&PLAIN, *k)).count();
            if plain == 0 { return None } else { article + plain }
        };
        Some(next)
    }

    /// The longest hedge, bound or direction before a figure that begins at token `i`.
    pub(crate) fn qualifier(&self, i: usize) -> Option<(Effect, usize)> {
        let moved = self.degreed(i);
        moved.into_iter().chain(self.plain_qualifier(i)).max_by_key(|(_, next)| *next)
    }

    fn plain_qualifier(&self, i: usize) -> Option<(Effect, usize)> {
        if self.sums_up(i) {
            return None;
        }
        let date = matches!(self.expected.kind, Some(Kind::Date | Kind::Time));
        let dated = if date { self.longest(&BEFORE_DATE, i) } else { None };
        // "starts at 9 am" and "from 9 am" say the time itself.
        let time = self.expected.kind == Some(Kind::Time)
            && self.among(i, &["from", "start", "starts", "starting", "begins", "beginning"]);
        if time {
            return None;
        }
        // "c£38k"
        if self.word(i) == Some("c")
            && self.glued(i + 1)
            && !self.symbol(i + 1, '$')
            && self.currency_before(i + 1).is_some()
        {
            return Some((Effect::Hedge(Hedge::About), i + 1));
        }
        let plain = self.longest(&BEFORE, i);
        let time = matches!(self.expected.kind, None | Some(Kind::Duration));
        let speed = self.longest(if time { &BEFORE_TIME } else { &BEFORE_RATE }, i);
        let changed = if self.expected.kind == Some(Kind::Change) { self.changed(i) } else { None };
        plain.into_iter().chain(speed).chain(dated).chain(changed).max_by_key(|(_, next)| *next)
    }

    /// "up to" at token `i` after a verb that makes it the result of a sum: "add up to 4 hours".
    fn sums_up(&self, i: usize) -> bool {
        let up_to = self.is_word(i, "up") && self.is_word(i + 1, "to");
        up_to && i.checked_sub(1).is_some_and(|k| self.among(k, &SUMMING))
    }

    /// Where a denial of a figure begins, which a binding does not understand: "not 45 days", "no longer 4 rounds",
    /// "never more than 6 rounds". `i` is the token where the figure with its qualifiers begins.
    pub(crate) fn negated(&self, i: usize) -> Option<usize> {
        if self.is_word(i, "never") || (self.is_word(i, "almost") && self.is_word(i + 1, "never")) {
            return Some(i);
        }
        let mut k = i.checked_sub(1)?;
        // "not a 7", "not the full 3 hours"
        if self.is_word(k, "full") && k > 0 {
            k -= 1;
        }
        if self.among(k, &["a", "an", "the"]) && self.expected.kind != Some(Kind::Ordinal) {
            k = k.checked_sub(1)?;
        }
        let dated =
            self.expected.kind == Some(Kind::Date) && self.among(k, &["in", "on", "at", "for", "during"]);
        // "not valid for three years"
        if self.is_word(k, "for") && k > 0 && self.among(k - 1, &DENIED_VERBS) {
            k -= 1;
        }
        if dated || self.among(k, &DENIED_VERBS) {
            k = k.checked_sub(1)?;
        }
        if self.is_word(k, "longer") && k > 0 && self.is_word(k - 1, "no") {
            return Some(k - 1);
        }
        if self.among(k, &DENIALS) || self.all_but(k) {
            return Some(k);
        }
        let verb = k.checked_sub(2).filter(|_| self.is_word(k, "t"))?;
        self.contraction(verb).map(|_| verb)
    }

    /// "any year but 2026", "anything but 45 days", "a fee other than $300".
    pub(crate) fn all_but(&self, k: usize) -> bool {
        let any = |k: usize| self.among(k, &["any", "every", "all", "anything", "everything", "anywhere"]);
        let other = self.is_word(k, "than") && k > 0 && self.is_word(k - 1, "other");
        other || self.is_word(k, "but") && (k.saturating_sub(2)..k).any(any)
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

    /// The token after a verb with "n't" at token `i`.
    fn contraction(&self, i: usize) -> Option<usize> {
        let mark = self.symbol(i + 1, '\'') || self.symbol(i + 1, '\u{2019}');
        let verb = self.word(i).is_some_and(|w| w.ends_with(['n', 'N']));
        (verb && mark && self.is_word(i + 2, "t")).then_some(i + 3)
    }

    pub(crate) fn after(&self, i: usize) -> (Qualifiers, usize) {
        let mut qualifiers = Qualifiers::default();
        let mut j = i;
        while let Some((effect, next)) = self.trailing(j) {
            // "more than" after a figure still directs; "4 more rounds" keeps its noun.
            qualifiers.take(effect, self.bytes(&(j..next)));
            j = next;
            if matches!(effect, Effect::Direction(_)) {
                break;
            }
        }
        (qualifiers, j)
    }

    /// The phrase after a figure at token `i`; "at least" before a number belongs to that number.
    pub(crate) fn trailing(&self, i: usize) -> Option<(Effect, usize)> {
        // "(approx.)", "(or more)"
        if self.symbol(i, '(')
            && let Some((effect, next)) = self.longest(&AFTER, i + 1)
            && self.symbol(next, ')')
            && !matches!(effect, Effect::Direction(_))
        {
            return Some((effect, next + 1));
        }
        // "10,000 ft above sea level" is a height.
        let level = ["sea", "mean", "ground", "freezing"];
        if self.among(i, &["above", "below"]) && self.among(i + 1, &level) {
            return None;
        }
        let (effect, next) = self.longest(&AFTER, i).or_else(|| self.trailing_change(i))?;
        let number = matches!(self.token(next), Some(TokenKind::Number(_)))
            || self.currency_before(next).is_some()
            || self.word(next).is_some_and(is_number_word);
        let comma = usize::from(self.symbol(i, ','));
        let elsewhere = number && self.qualifier(i + comma).is_some_and(|(_, end)| end == next);
        (!elsewhere).then_some((effect, next))
    }

    /// A direction before a change: "went up by", "slashed by", "plunged", "a slump of".
    fn changed(&self, i: usize) -> Option<(Effect, usize)> {
        let verb = self.word(i).and_then(direction_of).map(|direction| {
            let joint = self.is_word(i + 1, "by") || self.is_word(i + 1, "of");
            let next = if joint { i + 2 } else { self.after_what_changes(i + 1).unwrap_or(i + 1) };
            (Effect::Direction(direction), next)
        });
        // "cheaper by 20%"
        let compared = self
            .longest(&AFTER_CHANGE, i)
            .or_else(|| self.longest(&AFTER, i))
            .filter(|(effect, next)| matches!(effect, Effect::Direction(_)) && self.is_word(*next, "by"));
        let verb = verb.or(compared.map(|(effect, next)| (effect, next + 1)));
        self.longest(&BEFORE_CHANGE, i).into_iter().chain(verb).max_by_key(|(_, next)| *next)
    }

    /// The direction after a change, or after what changed: "18% off", "18% salary cut"; "$50 off" is one, too.
    fn trailing_change(&self, i: usize) -> Option<(Effect, usize)> {
        match self.expected.kind? {
            Kind::Money => self.is_word(i, "off").then_some((Effect::Direction(Direction::Down), i + 1)),
            Kind::Change if self.after_percent(i) && self.apart_from_change(i).is_some() => {
                let k = self.apart_from_change(i)?;
                let noun = self.word(k).and_then(direction_of).map(|d| (Effect::Direction(d), k + 1));
                self.longest(&AFTER_CHANGE, k).or_else(|| self.longest(&AFTER, k)).or(noun)
            }
            .filter(|(effect, _)| matches!(effect, Effect::Direction(_))),
            Kind::Change if self.after_percent(i) => (i..i + 7)
                .take_while(|k| *k == i || self.describes_change(*k - 1))
                .find_map(|k| {
                    // "a 7% premium reduction"
                    if self.is_word(k, "premium") && self.word(k + 1).and_then(direction_of).is_some() {
                        return None;
                    }
                    let plain = if k > i { self.longest(&AFTER, k) } else { None };
                    let noun = self.word(k).and_then(direction_of).map(|d| (Effect::Direction(d), k + 1));
                    self.longest(&AFTER_CHANGE, k).or(plain).or(noun)
                })
                .filter(|(effect, _)| matches!(effect, Effect::Direction(_))),
            _ => None,
        }
    }

    /// Whether what stands at token `k` may come between a percentage and the change that it is of: "fee", "exam-fee",
    /// "across-the-board".
    fn describes_change(&self, k: usize) -> bool {
        const ENDS: [&str; 22] = [
            "than", "the", "of", "a", "an", "to", "in", "on", "for", "at", "by", "and", "or", "but", "from",
            "per", "is", "was", "after", "before", "since", "with",
        ];
        let hyphen = |k: usize| self.hyphen(k) && self.glued(k);
        let inner = self.glued(k) && k > 0 && hyphen(k - 1);
        hyphen(k) || self.word(k).is_some() && (inner || !self.among(k, &ENDS))
    }

    /// The token of the word for a change behind a sign: "18% (down)", "18%: a fall", "18%, downwards". The word ends what
    /// is said of it.
    fn apart_from_change(&self, i: usize) -> Option<usize> {
        let mark = matches!(
            self.token(i),
            Some(TokenKind::Symbol('(' | '[' | ',' | ':' | ';' | '—') | TokenKind::Dash(_))
        );
        let k = i + 1 + usize::from(self.among(i + 1, &["a", "an"]));
        let glued = matches!(self.token(i), Some(TokenKind::Dash(_))) && !self.glued(i);
        let dash = matches!(self.token(i), Some(TokenKind::Dash(_)));
        (mark && (!dash || glued || self.glued(k)) && self.word(k).is_some() && self.word(k + 1).is_none())
            .then_some(k)
    }

    /// "in fees of", "the fee by": the token after what a change is of, up to three words, and its joint.
    fn after_what_changes(&self, i: usize) -> Option<usize> {
        let joint = |k: usize| self.is_word(k, "by") || self.is_word(k, "of");
        let first = i + usize::from(self.among(i, &["in", "to"]));
        (first + 1..first + 4)
            .take_while(|k| {
                let word = self.word(*k - 1).is_some_and(|word| !is_number_word(word));
                word && self.plain_qualifier(*k - 1).is_none()
            })
            .find(|k| joint(*k))
            .map(|k| k + 1)
    }

    /// The token after a word at token `i` that gives the change before it a direction, known or not.
    pub(crate) fn change_noun(&self, i: usize) -> Option<usize> {
        let word = self.word(i)?;
        let open = OPEN_DIRECTIONS.iter().any(|w| w.eq_ignore_ascii_case(word));
        let known = direction_of(word).is_some() || open;
        self.longest(&AFTER_CHANGE, i).map(|(_, next)| next).or(known.then_some(i + 1))
    }

    fn after_percent(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|k| self.symbol(k, '%') || self.among(k, &["percent", "pct", "cent"]))
    }

    /// Where a denial of the qualifiers at token `i` begins: a word that turns the bound round is not next to
    /// it ("never takes more than"), or it leaves open how often the bound holds ("rarely more than").
    pub(crate) fn denied(&self, i: usize, before: &Qualifiers) -> Option<usize> {
        if before.turned {
            return Some(i);
        }
        // "less 40 hours": what is taken off. Where nothing is expected, it is a figure all the same.
        if self.expected.kind.is_some()
            && let Some(k) =
                i.checked_sub(1).filter(|k| self.is_word(*k, "less") || self.is_word(*k, "minus"))
            && (self.is_number(i) || self.currency_before(i).is_some())
        {
            return Some(k);
        }
        let bounded = before.bound.is_strict() && !before.soft;
        let first = self.word(i).is_none_or(|w| w.eq_ignore_ascii_case("not"));
        if !bounded || first {
            return None;
        }
        self.negation_before(i)
    }

    /// The word that denies what follows at token `i`, up to three words before it in the same clause.
    pub(crate) fn negation_before(&self, i: usize) -> Option<usize> {
        (i.saturating_sub(3)..i).rev().take_while(|k| self.token(*k) == Some(&TokenKind::Word)).find(|k| {
            let word = self.word(*k).unwrap_or("");
            let short = word == "t" && *k > 1 && self.contraction(*k - 2).is_some();
            short || NEGATIONS.iter().any(|n| n.eq_ignore_ascii_case(word))
        })
    }

    /// Where a range whose first end is no number begins: "a few days to a week".
    pub(crate) fn vague_end(&self, i: usize) -> Option<usize> {
        let joint = i.checked_sub(1).filter(|k| self.is_word(*k, "to") || self.is_word(*k, "or"))?;
        let unit = joint.checked_sub(1).filter(|k| self.unit(*k).is_some_and(|(_, next)| next == joint))?;
        let of = unit - usize::from(unit > 0 && self.is_word(unit - 1, "of"));
        let vague = of.checked_sub(1)?;
        let word = self.word(vague)?;
        VAGUE.iter().any(|w| w.eq_ignore_ascii_case(word)).then_some(vague)
    }

    /// The longest phrase of a table that begins at token `i`.
    #[inline(never)]
    pub(crate) fn longest<T: Copy>(&self, table: &'static Phrases<T>, i: usize) -> Option<(T, usize)> {
        self.phrases(table, i).max_by_key(|(_, next)| *next)
    }

    /// All phrases of a table that begin at token `i`, each with the token after it.
    pub(crate) fn phrases<T: Copy>(
        &self,
        table: &'static Phrases<T>,
        i: usize,
    ) -> impl Iterator<Item = (T, usize)> {
        let first = self.tokens.get(i).and_then(|first| match first.kind {
            TokenKind::Word => self.text.get(first.start..first.end),
            TokenKind::Number(_) => None,
            _ => Some(""),
        });
        let starting = first.map_or(&[][..], |first| table.starting(first));
        let matches = move |(parts, meaning): &(Vec<&'static str>, T)| {
            self.phrase(i, parts.iter().copied()).map(|next| (*meaning, next))
        };
        starting.iter().filter_map(matches)
    }

    /// The token after a phrase, whose parts are words, `-`, or one sign.
    pub(crate) fn phrase<'p>(&self, i: usize, parts: impl Iterator<Item = &'p str>) -> Option<usize> {
        let mut j = i;
        for part in parts {
            let token = self.tokens.get(j)?;
            let same = match &token.kind {
                TokenKind::Word => self.text[token.start..token.end].eq_ignore_ascii_case(part),
                TokenKind::Dash(Dash::Hyphen | Dash::Other) => part == "-" && token.gap == Gap::None,
                TokenKind::Symbol(c) => {
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
}
