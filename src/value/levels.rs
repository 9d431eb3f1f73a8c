//! Which levels exist.
//!
//! In: a pattern such as `[LPE]\d{1,2}` or `IC[3-7]|M\d`. Out: [`LevelPattern`], a list of prefixes
//! with how many digits may follow. This is a small subset of regular expressions on purpose:
//! letters or one class of letters, then digits; alternatives with `|`. Anything else is refused. Levels of a
//! pattern have the order of their numbers, those of different letters none, unless all are of a known scale.

use super::quantity::Ladder;
use std::sync::Arc;

/// The levels of an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelPattern {
    forms: Vec<LevelForm>,
    /// Phrases that say there are no levels: `no levels`, `flat`.
    pub none: Vec<String>,
    /// The levels in their order, where one is known.
    pub ladder: Option<Arc<Ladder>>,
}

/// One prefix and the numbers that may follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LevelForm {
    prefix: String,
    digits: (usize, usize),
    /// The digits allowed when there is exactly one.
    among: (u8, u8),
}

impl LevelPattern {
    /// Reads a pattern; the error says which part is not understood.
    ///
    /// # Errors
    /// Fails on anything but letters or a class of letters, then `\d`, `\d+`, `\d{n}`, `\d{n,m}` or
    /// `[a-b]`, joined by `|`.
    pub fn parse(pattern: &str) -> Result<Self, String> {
        let mut forms = Vec::new();
        for alternative in pattern.split('|') {
            let alternative = alternative.trim().trim_start_matches('^').trim_end_matches('$');
            let bad =
                || format!("`{alternative}` is not letters followed by digits, such as `[LP]\\d{{1,2}}`");
            let (prefixes, rest) = prefixes(alternative).ok_or_else(bad)?;
            let (digits, among) = digits(rest).ok_or_else(bad)?;
            forms.extend(prefixes.into_iter().map(|prefix| LevelForm { prefix, digits, among }));
        }
        let ladder = known(&forms).map(Arc::new);
        Ok(Self { forms, none: Vec::new(), ladder })
    }

    /// Levels with an order of their own.
    #[must_use]
    pub fn ordered(ladder: Ladder) -> Self {
        Self { ladder: Some(Arc::new(ladder)), ..Self::default() }
    }

    /// The same pattern with phrases for "there are none".
    #[must_use]
    pub fn with_none(mut self, none: impl IntoIterator<Item = String>) -> Self {
        self.none = none.into_iter().collect();
        self
    }

    /// Whether it says which levels there are.
    #[must_use]
    pub fn is_declared(&self) -> bool {
        !self.forms.is_empty() || self.ladder.is_some()
    }

    /// The levels of two attributes, for texts that may name either.
    #[must_use]
    pub fn joined(mut self, other: Self) -> Self {
        self.forms.extend(other.forms);
        self.none.extend(other.none);
        self.ladder = match (self.ladder, other.ladder) {
            (Some(one), Some(two)) => Some(Arc::new(one.beside(&two))),
            (one, two) => one.or(two),
        };
        self
    }

    /// Whether `letters` (upper case) and `digits` are a level. A pattern without forms admits one to
    /// three letters and one or two digits.
    #[must_use]
    pub fn admits(&self, letters: &str, digits: &str) -> bool {
        let n = digits.len();
        if self.forms.is_empty() {
            return (1..=3).contains(&letters.len()) && (1..=2).contains(&n);
        }
        self.forms.iter().any(|form| {
            let one = n != 1 || digits.bytes().all(|b| (form.among.0..=form.among.1).contains(&b));
            form.prefix == letters && n >= form.digits.0 && n <= form.digits.1 && one
        })
    }
}

/// The scale that has all levels of a pattern: `[A-C][12]` are those of the CEFR, `N[1-5]` of the JLPT.
fn known(forms: &[LevelForm]) -> Option<Ladder> {
    let mut names = Vec::new();
    for form in forms {
        if form.digits != (1, 1) {
            return None;
        }
        names.extend((form.among.0..=form.among.1).map(|digit| format!("{}{}", form.prefix, digit as char)));
    }
    Ladder::of_names(&names)
}

/// The prefixes of a form and what follows them.
fn prefixes(text: &str) -> Option<(Vec<String>, &str)> {
    if let Some(rest) = text.strip_prefix('[') {
        let (class, rest) = rest.split_once(']')?;
        let class = class.to_uppercase();
        if let [from @ b'A'..=b'Z', b'-', to @ b'A'..=b'Z'] = class.as_bytes() {
            let all = (*from..=*to).map(|letter| char::from(letter).to_string());
            return (from < to).then(|| (all.collect(), rest));
        }
        let letters = !class.is_empty() && class.chars().all(char::is_alphabetic);
        return letters.then(|| (class.chars().map(String::from).collect(), rest));
    }
    let end = text.find(|c: char| !c.is_alphabetic())?;
    (end > 0).then(|| (vec![text[..end].to_uppercase()], &text[end..]))
}

type Digits = ((usize, usize), (u8, u8));

/// How many digits, and which.
fn digits(text: &str) -> Option<Digits> {
    let any = (b'0', b'9');
    if let Some(class) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        let bytes = class.as_bytes();
        return match bytes {
            [a, b'-', b] if a.is_ascii_digit() && b.is_ascii_digit() => Some(((1, 1), (*a, *b))),
            [a] if a.is_ascii_digit() => Some(((1, 1), (*a, *a))),
            // Digits that follow each other.
            [a, .., b] if bytes.windows(2).all(|pair| pair[0].is_ascii_digit() && pair[1] == pair[0] + 1) => {
                Some(((1, 1), (*a, *b)))
            }
            _ => None,
        };
    }
    match text.strip_prefix("\\d")? {
        "" => Some(((1, 1), any)),
        "+" => Some(((1, 4), any)),
        count => {
            let inner = count.strip_prefix('{')?.strip_suffix('}')?;
            let (low, high) = inner.split_once(',').unwrap_or((inner, inner));
            let low: usize = low.trim().parse().ok()?;
            let high: usize = high.trim().parse().ok()?;
            (low >= 1 && low <= high && high <= 4).then_some(((low, high), any))
        }
    }
}
