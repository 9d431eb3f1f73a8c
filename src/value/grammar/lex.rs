//! Tokens.
//!
//! In: any UTF-8 text up to [`MAX_BYTES`]. Out: numbers, words, dashes and signs, each with its byte
//! range and the kind of gap before it. Full-width forms and the many spaces and dashes of Unicode
//! are folded here and nowhere else. It decides nothing about meaning.

use crate::value::folding::fold;
use crate::value::{MAX_DIGITS, Number};

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 2_000;

/// White space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    Space,
    /// Only spaces that forbid a break, as between groups of digits.
    NoBreak,
}

/// Dashes that can join the ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dash {
    /// `-`
    Hyphen,
    /// `--`
    Double,
    /// The no-break hyphen and U+2010.
    Other,
    /// `–` and the figure dash.
    En,
    /// `−`
    Minus,
}

/// Why a run of digits is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DigitFault {
    Group,
    TooLong,
    NoWhole,
    Points,
    Joined,
    Fraction,
}

/// A run of digits with its separators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DigitRun {
    pub whole: String,
    pub fraction: String,
    /// From `¼ ½ ¾` after the digits.
    pub quarters: u8,
    pub fault: Option<DigitFault>,
}

impl DigitRun {
    pub(crate) fn value(&self) -> Option<Number> {
        let n = Number::from_digits(&self.whole, &self.fraction)?;
        Some(&n + &Number::frac(i64::from(self.quarters), 4))
    }

    /// The worth of the last written digit.
    pub(crate) fn last_digit(&self) -> Number {
        match self.quarters {
            0 => Number::pow10(-i32::try_from(self.fraction.len()).unwrap_or(0)),
            2 => Number::frac(1, 2),
            _ => Number::frac(1, 4),
        }
    }

    /// As a small whole number.
    pub(crate) fn whole_number(&self) -> Option<u32> {
        let plain = self.fault.is_none() && self.fraction.is_empty() && self.quarters == 0;
        if plain { self.whole.parse().ok() } else { None }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Boxed: few tokens are numbers, and all are as large as the largest.
    Number(Box<DigitRun>),
    Word,
    Dash(Dash),
    Symbol(char),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    pub gap: Gap,
}

/// Characters that are neither shown nor a gap.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{00A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}')
}

fn dash(c: char) -> Option<Dash> {
    Some(match c {
        '-' => Dash::Hyphen,
        '\u{2010}' | '\u{2011}' => Dash::Other,
        '\u{2012}' | '\u{2013}' => Dash::En,
        '\u{2212}' => Dash::Minus,
        _ => return None,
    })
}

/// Splits a text; the caller has checked its length.
pub(crate) fn lex(text: &str) -> Vec<Token> {
    let mut lexer = Lexer::new(text);
    // Words of English have five letters and a space; signs come between.
    let mut out = Vec::with_capacity(text.len() / 5 + 2);
    let mut gap = Gap::None;
    while let Some(c) = lexer.peek() {
        if c.is_whitespace() {
            gap = match (gap, is_no_break(c)) {
                (Gap::Space, _) | (_, false) => Gap::Space,
                _ => Gap::NoBreak,
            };
            lexer.step();
            continue;
        }
        let start = lexer.at;
        let kind = lexer.token(c);
        out.push(Token { kind, start, end: lexer.end, gap });
        gap = Gap::None;
    }
    out
}

struct Lexer<'a> {
    text: &'a str,
    /// The byte of the next visible character.
    at: usize,
    /// The byte after the last character taken, so that invisible characters belong to no token.
    end: usize,
    last: Option<char>,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        let mut lexer = Self { text, at: 0, end: 0, last: None };
        lexer.at = lexer.visible(0);
        lexer
    }

    /// The character at a byte, and the byte after it.
    fn char_at(&self, at: usize) -> Option<(char, usize)> {
        let first = *self.text.as_bytes().get(at)?;
        if first.is_ascii() {
            return Some((char::from(first), at + 1));
        }
        let c = self.text.get(at..)?.chars().next()?;
        Some((fold(c), at + c.len_utf8()))
    }

    /// The first byte from `at` on where something visible or a gap stands.
    fn visible(&self, mut at: usize) -> usize {
        while let Some((c, next)) = self.char_at(at)
            && is_invisible(c)
        {
            at = next;
        }
        at
    }

    fn peek(&self) -> Option<char> {
        self.char_at(self.at).map(|(c, _)| c)
    }

    fn step(&mut self) {
        if let Some((c, next)) = self.char_at(self.at) {
            (self.last, self.end, self.at) = (Some(c), next, self.visible(next));
        }
    }

    /// Whether a digit follows the next character.
    fn digit_after(&self) -> bool {
        let next = self.char_at(self.at).and_then(|(_, next)| self.char_at(self.visible(next)));
        next.is_some_and(|(c, _)| c.is_ascii_digit())
    }

    /// Takes all but the last of the plain letters ahead: most of most texts. Says whether one is left.
    fn letters(&mut self) -> bool {
        let ahead = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let count = ahead.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        self.at += count.saturating_sub(1);
        count > 0
    }

    fn token(&mut self, c: char) -> TokenKind {
        if c.is_ascii_digit() || quarters(c).is_some() {
            return TokenKind::Number(Box::new(self.number()));
        }
        if c == '.' && self.digit_after() && !self.after_word() {
            self.step();
            let mut n = self.number();
            n.fault = Some(DigitFault::NoWhole);
            return TokenKind::Number(Box::new(n));
        }
        if c.is_alphabetic() {
            while self.letters() || self.peek().is_some_and(char::is_alphabetic) {
                self.step();
            }
            return TokenKind::Word;
        }
        self.step();
        match dash(c) {
            Some(Dash::Hyphen) if self.peek() == Some('-') => self.double_hyphen(),
            Some(d) => TokenKind::Dash(d),
            None => TokenKind::Symbol(c),
        }
    }

    /// A second hyphen was seen; three or more are punctuation.
    fn double_hyphen(&mut self) -> TokenKind {
        let mut count = 1;
        while self.peek() == Some('-') {
            self.step();
            count += 1;
        }
        if count == 2 { TokenKind::Dash(Dash::Double) } else { TokenKind::Symbol('—') }
    }

    /// Whether a letter or digit stands directly before, as in `v.2`.
    fn after_word(&self) -> bool {
        self.last.is_some_and(char::is_alphanumeric)
    }

    fn number(&mut self) -> DigitRun {
        let mut n = DigitRun { whole: String::new(), fraction: String::new(), quarters: 0, fault: None };
        n.whole = self.digits();
        self.groups(&mut n);
        if self.peek() == Some('.') && self.digit_after() {
            self.step();
            n.fraction = self.digits();
        }
        self.tail(&mut n);
        if n.whole.len() + n.fraction.len() > MAX_DIGITS {
            n.fault = Some(DigitFault::TooLong);
        }
        n
    }

    /// Groups of digits after commas (1,000,000; in India 10,00,000) or after apostrophes (1'000'000).
    fn groups(&mut self, n: &mut DigitRun) {
        let first = n.whole.len();
        let mut lengths = Vec::new();
        let mut mark = None;
        while let Some(c) = self.peek()
            && self.digit_after()
            && (c == ',' || (is_apostrophe(c) && self.digits_after() == 3))
            && mark.is_none_or(|m| m == c)
        {
            mark = Some(c);
            self.step();
            let group = self.digits();
            lengths.push(group.len());
            n.whole.push_str(&group);
        }
        let Some((last, others)) = lengths.split_last() else { return };
        let western = first <= 3 && others.iter().all(|len| *len == 3);
        let indian =
            mark == Some(',') && first <= 2 && !others.is_empty() && others.iter().all(|len| *len == 2);
        if *last != 3 || !(western || indian) {
            n.fault = Some(DigitFault::Group);
        }
    }

    /// How many digits follow the next character.
    fn digits_after(&self) -> usize {
        let mut at = self.char_at(self.at).map_or(self.at, |(_, next)| self.visible(next));
        let mut count = 0;
        while let Some((c, next)) = self.char_at(at)
            && c.is_ascii_digit()
        {
            (count, at) = (count + 1, self.visible(next));
        }
        count
    }

    /// What may not follow a number directly: further points, groups, marks, fractions.
    fn tail(&mut self, n: &mut DigitRun) {
        while let (Some(c), true) = (self.peek(), self.digit_after()) {
            let fault = match c {
                '.' => DigitFault::Points,
                ',' => DigitFault::Group,
                '_' | '\'' | '\u{2019}' => DigitFault::Joined,
                _ => break,
            };
            self.step();
            self.digits();
            n.fault.get_or_insert(fault);
        }
        if let Some(q) = self.peek().and_then(quarters) {
            n.quarters = q;
            if n.whole.is_empty() {
                n.whole.push('0');
            }
            if !n.fraction.is_empty() {
                n.fault = Some(DigitFault::Fraction);
            }
            self.step();
        }
        // A raised figure may be the mark of a note: `numeral` decides.
        while self.peek().is_some_and(|c| c.is_numeric() && !c.is_ascii_digit() && !is_raised(c)) {
            n.fault = Some(DigitFault::Fraction);
            self.step();
        }
    }

    fn digits(&mut self) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            out.push(c);
            self.step();
        }
        out
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// A small figure above the line.
pub(crate) fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn quarters(c: char) -> Option<u8> {
    match c {
        '¼' => Some(1),
        '½' => Some(2),
        '¾' => Some(3),
        _ => None,
    }
}
