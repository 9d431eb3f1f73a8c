//! Ordered scales: levels with names of their own, from the lowest to the highest.
//!
//! In: names with other wordings, in order, or the name of a scale that everybody orders alike. Out: [`Ladder`], which
//! finds a level in a text and names the level at a place. Which levels exist without an order is said in `levels`;
//! nothing is guessed here: letters alone have no order.

use super::number::Number;

/// Scales that everybody orders alike, the lowest level first; other wordings after the name.
const KNOWN: &[(&str, &[&[&str]])] = &[
    ("cefr", &[&["A1"], &["A2"], &["B1"], &["B2"], &["C1"], &["C2"]]),
    ("jlpt", &[&["N5"], &["N4"], &["N3"], &["N2"], &["N1"]]),
    (
        "uk-degree",
        &[
            &["third", "third-class", "3rd"],
            &["2:2", "2.2", "lower second", "lower second-class", "lower-second-class"],
            &["2:1", "2.1", "upper second", "upper second-class", "upper-second-class"],
            &["first", "first-class", "1st"],
        ],
    ),
    ("pass-merit-distinction", &[&["pass"], &["merit"], &["distinction"]]),
    ("a-level", &[&["E"], &["D"], &["C"], &["B"], &["A"], &["A*"]]),
];

/// Levels in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    rungs: Vec<Rung>,
}

/// One level.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rung {
    name: String,
    aliases: Vec<String>,
}

/// A level found at the start of a text: its place from below, and the bytes of its wording.
pub(crate) type Found = (usize, usize);

impl Ladder {
    /// A ladder of levels with their other wordings, the lowest first.
    #[must_use]
    pub fn new(levels: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Self { rungs: levels.into_iter().map(|(name, aliases)| Rung { name, aliases }).collect() }
    }

    /// A scale by its name.
    #[must_use]
    pub fn known(name: &str) -> Option<Self> {
        let (_, levels) = KNOWN.iter().find(|(known, _)| *known == name)?;
        let words = |level: &&[&str]| {
            let mut words = level.iter().map(|word| (*word).to_owned());
            Some((words.next()?, words.collect()))
        };
        Some(Self::new(levels.iter().filter_map(words)))
    }

    /// The names of the known scales.
    pub fn known_names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(name, _)| *name)
    }

    /// The known scale that has all of some names, with these levels only.
    pub(crate) fn of_names(names: &[String]) -> Option<Self> {
        let full = KNOWN.iter().filter_map(|(name, _)| Self::known(name));
        let mut fits =
            full.filter(|full| names.iter().all(|name| full.rungs.iter().any(|r| r.name == *name)));
        let mut ladder = fits.next()?;
        ladder.rungs.retain(|rung| names.contains(&rung.name));
        Some(ladder)
    }

    /// The levels of both, of which the order means nothing across them.
    #[must_use]
    pub(crate) fn beside(&self, other: &Self) -> Self {
        Self { rungs: [self.rungs.as_slice(), &other.rungs].concat() }
    }

    /// The name of the level at a place from below.
    #[must_use]
    pub fn name(&self, place: &Number) -> Option<&str> {
        let place: usize = place.to_string().parse().ok()?;
        self.rungs.get(place).map(|rung| rung.name.as_str())
    }

    /// The place of the level that a text is, and nothing else.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        let text = text.trim();
        let whole = self.at(text).filter(|(_, len)| *len == text.len()).map(|(place, _)| place);
        // As the whole text "a" is no article.
        whole.or_else(|| self.rungs.iter().position(|rung| rung.name.eq_ignore_ascii_case(text)))
    }

    /// The level whose longest wording stands at the start of a text.
    pub(crate) fn at(&self, text: &str) -> Option<Found> {
        let wordings = self.rungs.iter().enumerate().flat_map(|(place, rung)| {
            let words = std::iter::once(&rung.name).chain(&rung.aliases);
            words.filter_map(move |phrase| Some((place, matched(phrase, text)?)))
        });
        let (place, len) = wordings.max_by_key(|(_, len)| *len)?;
        let rest = &text[len..];
        let next = rest.chars().nth(1);
        let ends = match rest.chars().next() {
            None => true,
            Some(c) if c.is_alphanumeric() || matches!(c, '*' | '\'' | '’') => false,
            // "B2.1" and "2:15" are something else.
            Some('.' | ':') => !next.is_some_and(|c| c.is_ascii_digit()),
            // "A-" is another grade, "A-level" no grade at all; "A-C" are two.
            Some(dash @ ('-' | '‑' | '‐')) => {
                let after = &rest[dash.len_utf8()..];
                let noun = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
                // "B1-level" says what it is; of a single letter that is another thing.
                let named = len > 1
                    && ["level", "grade", "band", "tier"].iter().any(|n| n.eq_ignore_ascii_case(noun));
                named || self.at(after).is_some()
            }
            Some(_) => true,
        };
        ends.then_some((place, len))
    }

    /// Whether a plus after a level means "or more": not where levels have signs, or are single letters.
    pub(crate) fn has_plus(&self) -> bool {
        let signed = |rung: &Rung| rung.name.chars().count() == 1 || rung.name.ends_with(['+', '*', '-']);
        !self.rungs.iter().any(signed)
    }
}

/// How many bytes of a text a phrase takes at its start. Blanks and hyphens are one, and may be missing between
/// letters and digits; case counts for one letter only, since "a" is a word.
fn matched(phrase: &str, text: &str) -> Option<usize> {
    let gap = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑');
    let exact =
        phrase.chars().filter(|c| c.is_alphabetic()).count() == 1 && !phrase.contains(char::is_numeric);
    let (mut wanted, mut given) = (phrase.chars().peekable(), text.char_indices().peekable());
    let mut last: Option<char> = None;
    let mut end = 0;
    while let Some(&c) = wanted.peek() {
        let (at, found) = *given.peek()?;
        let joint = |next: char| last.is_some_and(char::is_alphabetic) && next.is_ascii_digit();
        if gap(c) {
            wanted.next();
            match wanted.peek() {
                _ if gap(found) => drop(given.next()),
                Some(&next) if joint(next) => {}
                _ => return None,
            }
            continue;
        }
        if gap(found) && joint(c) {
            given.next();
            last = None;
            continue;
        }
        let same = if exact { c == found } else { c.to_lowercase().eq(found.to_lowercase()) };
        if !same {
            return None;
        }
        end = at + found.len_utf8();
        last = Some(found);
        wanted.next();
        given.next();
    }
    (end > 0).then_some(end)
}
