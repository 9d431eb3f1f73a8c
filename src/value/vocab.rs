//! What the words around a figure do to it.
//!
//! In: nothing. Out: hedges, bounds and directions, and what a phrase or a word of degree does. The
//! phrases themselves are in `phrases`; what a hedge allows is decided in `agree`.

use std::fmt;

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
    /// A bound that other words turn round or blur: "rarely over".
    Turned,
}

/// A word before a bound that moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Degree {
    /// "a little over": on that side, and close.
    Slight,
    /// "well over": on that side.
    Far,
    /// "never over": not on that side.
    Not,
    /// "rarely over": on that side at times, so nothing that can be checked.
    Vague,
}

impl Degree {
    /// What the word makes of a bound; `None` when the two do not go together.
    pub(crate) fn of(self, bound: Bound) -> Option<Effect> {
        Some(match (self, bound) {
            (Degree::Slight, Bound::MoreThan) => Effect::Hedge(Hedge::JustOver),
            (Degree::Slight, Bound::LessThan) => Effect::Hedge(Hedge::Nearly),
            (Degree::Far, bound) if bound.is_strict() => Effect::Bound(bound),
            (Degree::Not, Bound::MoreThan) => Effect::Bound(Bound::AtMost),
            (Degree::Not, Bound::LessThan) => Effect::Bound(Bound::AtLeast),
            (Degree::Not | Degree::Vague, _) => Effect::Turned,
            _ => return None,
        })
    }
}
