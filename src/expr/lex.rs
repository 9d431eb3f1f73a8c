//! From text to tokens.
//!
//! In: the text of an expression. Out: tokens with their bytes, a whole reference being one token, since `-` and
//! `/` belong to names; or a [`SyntaxError`] that says what to write instead. The order of tokens is the parser's.

use super::ast::Ref;
use super::error::SyntaxError;
use super::lex_reference;
use crate::value::Relation;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// Digits, perhaps with a point.
    Number,
    /// Digits directly before a percent sign.
    Percent,
    /// Text in backticks, the ticks not included.
    Ticks,
    Ref(Ref),
    Open,
    Close,
    Comma,
    Plus,
    Minus,
    Star,
    Slash,
    Relation(Relation),
    And,
    Or,
    Not,
}

/// A token and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) at: Range<usize>,
    /// Whether a blank stands before it.
    pub(super) spaced: bool,
}

/// Splits a text into tokens.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut out = Vec::new();
    let mut i = 0;
    let mut spaced = false;
    while let Some(c) = text[i..].chars().next() {
        if c.is_whitespace() {
            i += c.len_utf8();
            spaced = true;
            continue;
        }
        let (kind, end) = token(text, i, c)?;
        out.push(Token { kind, at: i..end, spaced });
        spaced = false;
        i = end;
    }
    Ok(out)
}

fn token(text: &str, i: usize, c: char) -> Result<(TokenKind, usize), SyntaxError> {
    match c {
        'a'..='z' => {
            let (reference, end) = lex_reference::reference(text, i)?;
            Ok((if reference.is_bare() { word(reference) } else { TokenKind::Ref(reference) }, end))
        }
        '0'..='9' => number(text, i),
        '`' => ticks(text, i),
        _ => symbol(text, i, c),
    }
}

/// A single name: a keyword or a reference.
fn word(reference: Ref) -> TokenKind {
    match reference.attribute.as_str() {
        "and" => TokenKind::And,
        "or" => TokenKind::Or,
        "not" => TokenKind::Not,
        "within" => TokenKind::Relation(Relation::Within),
        "overlaps" => TokenKind::Relation(Relation::Overlaps),
        "agrees" => TokenKind::Relation(Relation::Agrees),
        _ => TokenKind::Ref(reference),
    }
}

fn ticks(text: &str, i: usize) -> Result<(TokenKind, usize), SyntaxError> {
    match text[i + 1..].find('`') {
        Some(n) => Ok((TokenKind::Ticks, i + n + 2)),
        None => Err(SyntaxError::new(i..text.len(), "unclosed backtick")),
    }
}

fn number(text: &str, i: usize) -> Result<(TokenKind, usize), SyntaxError> {
    let digits =
        |from: usize| text[from..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |n| from + n);
    let next = |at: usize| text[at..].chars().next();
    let mut end = digits(i);
    if next(end) == Some('.') {
        let fraction = digits(end + 1);
        if fraction == end + 1 {
            let message = format!("write a digit after the point of `{}`", &text[i..=end]);
            return Err(SyntaxError::new(i..end + 1, message));
        }
        end = fraction;
    }
    match next(end) {
        Some('%') => Ok((TokenKind::Percent, end + 1)),
        Some(',') if digits(end + 1) == end + 4 => {
            let all = &text[i..end + 4];
            let plain = all.replace(',', "");
            let message = format!("`{all}` could be one number or two");
            let help = format!("write `{plain}` for one number, or a space after the comma for two");
            Err(SyntaxError::new(i..end + 4, message).help(help))
        }
        Some(c) if c.is_alphanumeric() || c == '_' || c == '.' => {
            let stop = |c: char| !(c.is_alphanumeric() || "_.-".contains(c));
            let end = text[i..].find(stop).map_or(text.len(), |n| i + n);
            let all = &text[i..end];
            let message = format!("`{all}` is neither a number nor a name");
            Err(SyntaxError::new(i..end, message)
                .help(format!("write a value with a unit in backticks: `{all}`")))
        }
        _ => Ok((TokenKind::Number, end)),
    }
}

fn symbol(text: &str, i: usize, c: char) -> Result<(TokenKind, usize), SyntaxError> {
    let two = text.get(i..i + 2).unwrap_or("");
    let relation = |r| Ok((TokenKind::Relation(r), i + 1));
    match (c, two) {
        (_, "<=") => Ok((TokenKind::Relation(Relation::Le), i + 2)),
        (_, ">=") => Ok((TokenKind::Relation(Relation::Ge), i + 2)),
        (_, "!=") => Ok((TokenKind::Relation(Relation::Ne), i + 2)),
        (_, "==" | "&&" | "||" | "**" | "=>" | "=<" | "<>") => Err(foreign(i..i + 2, two)),
        ('=', _) => relation(Relation::Eq),
        ('<', _) => relation(Relation::Lt),
        ('>', _) => relation(Relation::Gt),
        ('(', _) => Ok((TokenKind::Open, i + 1)),
        (')', _) => Ok((TokenKind::Close, i + 1)),
        (',', _) => Ok((TokenKind::Comma, i + 1)),
        ('+', _) => Ok((TokenKind::Plus, i + 1)),
        ('-', _) => Ok((TokenKind::Minus, i + 1)),
        ('*', _) => Ok((TokenKind::Star, i + 1)),
        ('/', _) => Ok((TokenKind::Slash, i + 1)),
        _ => Err(stranger(text, i, c)),
    }
}

/// Signs of other languages.
fn foreign(at: Range<usize>, sign: &str) -> SyntaxError {
    let instead = match sign {
        "==" => "`=`",
        "&&" => "`and`",
        "||" => "`or`",
        "=>" => "`>=`",
        "=<" => "`<=`",
        "<>" => "`!=`",
        _ => "the product out",
    };
    SyntaxError::new(at, format!("unknown operator `{sign}`")).help(format!("write {instead}"))
}

/// A character that begins nothing.
fn stranger(text: &str, i: usize, c: char) -> SyntaxError {
    let one = i..i + c.len_utf8();
    let instead = match c {
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        '≠' | '!' => "write `!=`, or `not` before what does not hold",
        '×' | '·' => "write `*`",
        '÷' => "write `/`",
        '−' => "write `-` with a space on both sides",
        '–' | '—' => "write a range in backticks, a difference with ` - `",
        '≈' | '~' => "write `agrees`",
        '&' => "write `and`",
        '|' => "write `or`",
        '"' | '\'' | '“' | '”' | '‘' | '’' => "write words and values in backticks",
        '.' => "write a digit before the point",
        '@' | '#' => "write it directly after the attribute",
        '[' | '{' => "lists belong to `for:`",
        _ => "",
    };
    if c.is_uppercase() {
        let end = text[i..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |n| i + n);
        let word = &text[i..end];
        let error = SyntaxError::new(i..end, format!("`{word}`: names and operators are lowercase"));
        return error.help(format!("write `{}`, or a value in backticks", word.to_lowercase()));
    }
    if !c.is_ascii() && c.is_alphabetic() {
        return SyntaxError::new(one, format!("`{c}` is not allowed in a name"))
            .help("names use the letters a to z");
    }
    let money = "$€£¥₹₩₪".contains(c);
    let shown = if c.is_control() { format!("{c:?}") } else { format!("`{c}`") };
    let error = SyntaxError::new(one, format!("unexpected character {shown}"));
    if money {
        return error.help("write a sum in backticks, such as `$50K`");
    }
    if instead.is_empty() { error } else { error.help(instead) }
}
