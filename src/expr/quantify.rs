//! The variables of a rule: `subject in tag(company), level in [l4, l5]`.
//!
//! In: the text of `for:`. Out: [`Quantifier`]s, or a [`SyntaxError`] with the bytes at fault. What a tag means is
//! the environment's knowledge.

use super::MAX_TEXT;
use super::error::SyntaxError;
use super::function::Function;
use std::fmt;
use std::ops::Range;

/// A variable and what it runs through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantifier {
    /// The variable.
    pub variable: String,
    /// What it runs through.
    pub set: Set,
    /// Bytes of the text.
    pub at: Range<usize>,
}

/// What a variable runs through.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Set {
    /// `tag(company)`: the subjects with a tag.
    Tag(String),
    /// `subjects()`: every subject.
    Subjects,
    /// `children(x)`: the subjects below a subject, which may be an earlier variable.
    Children(String),
    /// `[l4, l5]`: these, in this order.
    Listed(Vec<String>),
}

impl fmt::Display for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Set::Tag(name) => write!(f, "tag({name})"),
            Set::Subjects => f.write_str("subjects()"),
            Set::Children(name) => write!(f, "children({name})"),
            Set::Listed(list) => write!(f, "[{}]", list.join(", ")),
        }
    }
}

impl fmt::Display for Quantifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.variable, self.set)
    }
}

const USAGE: &str =
    "write `subject in tag(company)`, `level in [l4, l5]`, `x in subjects()` or `x in children(y)`";

/// Reads the text of `for:`.
///
/// # Errors
/// [`SyntaxError`] when the text is no list of quantifiers, or names a variable twice.
pub fn parse_quantifiers(text: &str) -> Result<Vec<Quantifier>, SyntaxError> {
    if text.len() > MAX_TEXT {
        let message = format!("the text has {} bytes, more than {MAX_TEXT}", text.len());
        return Err(SyntaxError::new(0..text.len(), message));
    }
    let mut cursor = Cursor { text, at: 0 };
    let mut list: Vec<Quantifier> = Vec::new();
    loop {
        let one = cursor.quantifier()?;
        if list.iter().any(|q| q.variable == one.variable) {
            let message = format!("the variable `{}` is bound twice", one.variable);
            return Err(SyntaxError::new(one.at, message));
        }
        list.push(one);
        cursor.blanks();
        if cursor.at == text.len() {
            return Ok(list);
        }
        cursor.want(',')?;
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// The next character, or the end.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    fn take(&mut self, c: char) -> bool {
        self.blanks();
        let is = self.rest().starts_with(c);
        self.at += if is { c.len_utf8() } else { 0 };
        is
    }

    fn want(&mut self, c: char) -> Result<(), SyntaxError> {
        if self.take(c) {
            return Ok(());
        }
        Err(SyntaxError::new(self.here(), format!("expected `{c}`")).help(USAGE))
    }

    /// A run of letters, digits, hyphens, points and underscores.
    fn token(&mut self, what: &str) -> Result<(String, Range<usize>), SyntaxError> {
        self.blanks();
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
        let len = self.rest().find(|c: char| !fits(c)).unwrap_or(self.rest().len());
        if len == 0 {
            return Err(SyntaxError::new(self.here(), format!("expected {what}")).help(USAGE));
        }
        let at = self.at..self.at + len;
        self.at += len;
        Ok((self.text[at.clone()].to_string(), at))
    }

    fn quantifier(&mut self) -> Result<Quantifier, SyntaxError> {
        let (variable, at) = self.token("the name of a variable")?;
        name(&variable, &at)?;
        let (word, place) = self.token("`in`")?;
        if word != "in" {
            return Err(SyntaxError::new(place, format!("expected `in`, found `{word}`")).help(USAGE));
        }
        let set = self.set()?;
        Ok(Quantifier { variable, set, at: at.start..self.at })
    }

    fn set(&mut self) -> Result<Set, SyntaxError> {
        if self.take('[') {
            return self.listed();
        }
        let (word, at) = self.token("a set")?;
        let set = match word.as_str() {
            "tag" | "children" | "subjects" => word.as_str(),
            _ => {
                let message = format!("unknown set `{word}`");
                return Err(SyntaxError::new(at, message).help(USAGE));
            }
        };
        self.want('(')?;
        let set = match set {
            "tag" => Set::Tag(self.token("the name of a tag")?.0),
            "children" => Set::Children(self.token("a subject")?.0),
            _ => Set::Subjects,
        };
        self.want(')')?;
        Ok(set)
    }

    fn listed(&mut self) -> Result<Set, SyntaxError> {
        let mut list: Vec<String> = Vec::new();
        loop {
            let (item, at) = self.token("an item of the list")?;
            if list.contains(&item) {
                return Err(SyntaxError::new(at, format!("duplicate `{item}` in the list")));
            }
            list.push(item);
            if self.take(']') {
                return Ok(Set::Listed(list));
            }
            self.want(',')?;
        }
    }
}

/// Checks the name of a variable: one that an expression can use.
fn name(variable: &str, at: &Range<usize>) -> Result<(), SyntaxError> {
    const WORDS: [&str; 10] =
        ["and", "or", "not", "within", "overlaps", "agrees", "in", "per", "next", "prev"];
    if WORDS.contains(&variable) || Function::named(variable).is_some() {
        let message = format!("`{variable}` is a keyword and cannot name a variable");
        return Err(SyntaxError::new(at.clone(), message));
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ends = variable.starts_with(|c: char| c.is_ascii_lowercase()) && !variable.ends_with('-');
    if variable.chars().all(fits) && ends {
        return Ok(());
    }
    let message =
        format!("`{variable}`: names of variables consist of lowercase letters, digits and hyphens");
    Err(SyntaxError::new(at.clone(), message))
}
