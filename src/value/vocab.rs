//! The closed list of words that hedge, bound or direct a figure.
//!
//! In: nothing. Out: tables of phrases with what each means. Matching (longest first) is the
//! scanner's work; what a hedge allows is decided in `agree`.

use std::fmt;
use std::sync::LazyLock;

/// How a figure is softened or sharpened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// Nothing said: rounding at the last written digit.
    #[default]
    None,
    /// about, roughly, `~`, or so: within the hedged tolerance.
    About,
    /// nearly, just under: below, and within the hedged tolerance.
    Nearly,
    /// just over: above, and within the hedged tolerance.
    JustOver,
    /// exactly, only, just: no rounding.
    Exactly,
}

/// On which side of the figure the value lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bound {
    /// No bound.
    #[default]
    None,
    /// `≥`: at least, no less than, `+`.
    AtLeast,
    /// `>`: over, more than.
    MoreThan,
    /// `≤`: up to, at most, no more than.
    AtMost,
    /// `<`: under, less than.
    LessThan,
}

impl Bound {
    /// Whether it bounds from below.
    #[must_use]
    pub fn is_lower(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::MoreThan)
    }

    /// Whether the figure itself is excluded.
    #[must_use]
    pub fn is_strict(self) -> bool {
        matches!(self, Bound::MoreThan | Bound::LessThan)
    }

    /// The sign: `≥`, `>`, `≤`, `<`, or nothing.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Bound::None => "",
            Bound::AtLeast => "≥",
            Bound::MoreThan => ">",
            Bound::AtMost => "≤",
            Bound::LessThan => "<",
        }
    }

    /// The words: `at least`, `more than`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Bound::None => "",
            Bound::AtLeast => "at least",
            Bound::MoreThan => "more than",
            Bound::AtMost => "at most",
            Bound::LessThan => "less than",
        }
    }
}

/// The direction a change or a comparison is said to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// higher, more, up.
    Up,
    /// lower, less, down.
    Down,
    /// the same as, equal.
    Same,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Direction::Up => "higher",
            Direction::Down => "lower",
            Direction::Same => "the same",
        })
    }
}

/// What a phrase does to the figure beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Hedge(Hedge),
    /// May be either side: a hedge that draws a remark.
    Unclear,
    Bound(Bound),
    /// A bound that before a range is only a preposition: "over 2–4 weeks".
    Soft(Bound),
    Direction(Direction),
}

use Bound::{AtLeast, AtMost, LessThan, MoreThan};
use Direction::{Down, Same, Up};
use Effect::{Bound as B, Direction as D, Hedge as H, Soft, Unclear};
use Hedge::{About, Exactly, JustOver, Nearly};

/// Phrases of a table by their first letter; those that begin with a sign are under 0.
pub(crate) struct Phrases([Vec<Phrase>; 27]);

type Phrase = (&'static str, Effect);

impl Phrases {
    fn new(table: &[Phrase]) -> Self {
        let mut out = Self(std::array::from_fn(|_| Vec::new()));
        for phrase in table {
            let first = phrase.0.bytes().next().unwrap_or(0);
            out.0[Self::slot(first)].push(*phrase);
        }
        out
    }

    fn slot(first: u8) -> usize {
        let letter = first.to_ascii_lowercase();
        if letter.is_ascii_lowercase() { usize::from(letter - b'a') + 1 } else { 0 }
    }

    /// The phrases whose first letter is `first`.
    pub(crate) fn starting(&self, first: u8) -> &[Phrase] {
        &self.0[Self::slot(first)]
    }
}

/// Phrases before a figure, by first letter.
pub(crate) static BEFORE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(BEFORE_TABLE));
/// Phrases before a date, beside those before any figure.
pub(crate) static BEFORE_DATE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(BEFORE_DATE_TABLE));
/// Phrases after a figure.
pub(crate) static AFTER: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(AFTER_TABLE));

/// Phrases before a figure.
const BEFORE_TABLE: &[(&str, Effect)] = &[
    ("~", H(About)),
    ("≈", H(About)),
    ("about", H(About)),
    ("around", H(About)),
    ("roughly", H(About)),
    ("approximately", H(About)),
    ("approx .", H(About)),
    ("approx", H(About)),
    ("circa", H(About)),
    ("ca .", H(About)),
    ("c .", H(About)),
    ("some", H(About)),
    ("in the region of", H(About)),
    ("close to", Unclear),
    ("nearly", H(Nearly)),
    ("almost", H(Nearly)),
    ("just under", H(Nearly)),
    ("slightly under", H(Nearly)),
    ("a little under", H(Nearly)),
    ("a bit under", H(Nearly)),
    ("just below", H(Nearly)),
    ("slightly below", H(Nearly)),
    ("slightly less than", H(Nearly)),
    ("a little less than", H(Nearly)),
    ("just over", H(JustOver)),
    ("slightly over", H(JustOver)),
    ("a little over", H(JustOver)),
    ("a bit over", H(JustOver)),
    ("just above", H(JustOver)),
    ("slightly above", H(JustOver)),
    ("slightly more than", H(JustOver)),
    ("a little more than", H(JustOver)),
    ("exactly", H(Exactly)),
    ("precisely", H(Exactly)),
    ("only", H(Exactly)),
    ("just", H(Exactly)),
    ("≥", B(AtLeast)),
    ("at least", B(AtLeast)),
    ("a minimum of", B(AtLeast)),
    ("minimum of", B(AtLeast)),
    ("no less than", B(AtLeast)),
    ("no fewer than", B(AtLeast)),
    ("no lower than", B(AtLeast)),
    ("no shorter than", B(AtLeast)),
    ("not less than", B(AtLeast)),
    ("not fewer than", B(AtLeast)),
    ("not under", B(AtLeast)),
    ("not below", B(AtLeast)),
    ("starting at", B(AtLeast)),
    ("starting from", B(AtLeast)),
    ("as little as", B(AtLeast)),
    ("as few as", B(AtLeast)),
    (">", B(MoreThan)),
    ("over", Soft(MoreThan)),
    ("more than", B(MoreThan)),
    ("greater than", B(MoreThan)),
    ("higher than", B(MoreThan)),
    ("longer than", B(MoreThan)),
    ("above", B(MoreThan)),
    ("exceeding", B(MoreThan)),
    ("in excess of", B(MoreThan)),
    ("upwards of", B(MoreThan)),
    ("upward of", B(MoreThan)),
    ("≤", B(AtMost)),
    ("up to", B(AtMost)),
    ("at most", B(AtMost)),
    ("at the most", B(AtMost)),
    ("no more than", B(AtMost)),
    ("no greater than", B(AtMost)),
    ("no higher than", B(AtMost)),
    ("no longer than", B(AtMost)),
    ("no later than", B(AtMost)),
    ("not more than", B(AtMost)),
    ("not over", B(AtMost)),
    ("not above", B(AtMost)),
    ("not exceeding", B(AtMost)),
    ("a maximum of", B(AtMost)),
    ("maximum of", B(AtMost)),
    ("capped at", B(AtMost)),
    ("as much as", B(AtMost)),
    ("as many as", B(AtMost)),
    ("within", Soft(AtMost)),
    ("<", B(LessThan)),
    ("under", B(LessThan)),
    ("less than", B(LessThan)),
    ("fewer than", B(LessThan)),
    ("lower than", B(LessThan)),
    ("shorter than", B(LessThan)),
    ("below", B(LessThan)),
    ("up by", D(Up)),
    ("up", D(Up)),
    ("higher by", D(Up)),
    ("increase of", D(Up)),
    ("increased by", D(Up)),
    ("rise of", D(Up)),
    ("rose by", D(Up)),
    ("rose", D(Up)),
    ("gain of", D(Up)),
    ("grew by", D(Up)),
    ("grew", D(Up)),
    ("premium of", D(Up)),
    ("down by", D(Down)),
    ("down", D(Down)),
    ("lower by", D(Down)),
    ("decrease of", D(Down)),
    ("decreased by", D(Down)),
    ("drop of", D(Down)),
    ("dropped by", D(Down)),
    ("dropped", D(Down)),
    ("fell by", D(Down)),
    ("fell", D(Down)),
    ("decline of", D(Down)),
    ("declined by", D(Down)),
    ("cut of", D(Down)),
    ("reduction of", D(Down)),
    ("reduced by", D(Down)),
    ("discount of", D(Down)),
];

/// Phrases before a date, beside those of [`BEFORE_TABLE`].
const BEFORE_DATE_TABLE: &[(&str, Effect)] = &[
    ("before", B(LessThan)),
    ("earlier than", B(LessThan)),
    ("prior to", B(LessThan)),
    ("after", B(MoreThan)),
    ("later than", B(MoreThan)),
    ("since", B(AtLeast)),
    ("from", Soft(AtLeast)),
    ("starting in", B(AtLeast)),
    ("no earlier than", B(AtLeast)),
    ("until", B(AtMost)),
    ("till", B(AtMost)),
    ("by", B(AtMost)),
];

/// Phrases after a figure.
const AFTER_TABLE: &[(&str, Effect)] = &[
    ("or so", H(About)),
    ("or thereabouts", H(About)),
    ("more or less", H(About)),
    ("give or take", H(About)),
    ("- ish", H(About)),
    ("exactly", H(Exactly)),
    ("or more", B(AtLeast)),
    ("or higher", B(AtLeast)),
    ("or longer", B(AtLeast)),
    ("or above", B(AtLeast)),
    ("or over", B(AtLeast)),
    ("or greater", B(AtLeast)),
    ("and up", B(AtLeast)),
    ("and above", B(AtLeast)),
    ("or less", B(AtMost)),
    ("or fewer", B(AtMost)),
    ("or lower", B(AtMost)),
    ("or shorter", B(AtMost)),
    ("or below", B(AtMost)),
    ("or under", B(AtMost)),
    ("at most", B(AtMost)),
    ("at the most", B(AtMost)),
    ("at least", B(AtLeast)),
    ("at minimum", B(AtLeast)),
    ("higher", D(Up)),
    ("more", D(Up)),
    ("greater", D(Up)),
    ("longer", D(Up)),
    ("larger", D(Up)),
    ("bigger", D(Up)),
    ("above", D(Up)),
    ("up", D(Up)),
    ("increase", D(Up)),
    ("lower", D(Down)),
    ("less", D(Down)),
    ("fewer", D(Down)),
    ("shorter", D(Down)),
    ("smaller", D(Down)),
    ("cheaper", D(Down)),
    ("below", D(Down)),
    ("down", D(Down)),
    ("decrease", D(Down)),
];

/// Words that compare without a figure, longest first where one begins another.
pub(crate) const COMPARATIVES: &[(&str, Direction)] = &[
    ("the same", Same),
    ("same", Same),
    ("as much as", Same),
    ("as many as", Same),
    ("equal", Same),
    ("equally", Same),
    ("equals", Same),
    ("identical", Same),
    ("matches", Same),
    ("higher", Up),
    ("more", Up),
    ("greater", Up),
    ("larger", Up),
    ("bigger", Up),
    ("longer", Up),
    ("above", Up),
    ("over", Up),
    ("exceeds", Up),
    ("exceed", Up),
    ("later", Up),
    ("lower", Down),
    ("less", Down),
    ("fewer", Down),
    ("smaller", Down),
    ("shorter", Down),
    ("below", Down),
    ("under", Down),
    ("earlier", Down),
];

/// The word that says the opposite direction, for suggestions.
pub(crate) fn opposite(word: &str) -> Option<&'static str> {
    const PAIRS: [(&str, &str); 22] = [
        ("higher", "lower"),
        ("lower", "higher"),
        ("more", "less"),
        ("less", "more"),
        ("fewer", "more"),
        ("above", "below"),
        ("below", "above"),
        ("up", "down"),
        ("down", "up"),
        ("up by", "down by"),
        ("down by", "up by"),
        ("greater", "smaller"),
        ("larger", "smaller"),
        ("bigger", "smaller"),
        ("smaller", "larger"),
        ("longer", "shorter"),
        ("shorter", "longer"),
        ("increase", "decrease"),
        ("decrease", "increase"),
        ("rose", "fell"),
        ("fell", "rose"),
        ("grew", "fell"),
    ];
    PAIRS.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|(_, o)| *o)
}
