//! Hedges, bounds and directions.
//!
//! In: nothing. Out: the types that say how the words around a figure soften, bound or direct it. The phrases are in
//! `grammar`; what a hedge allows is decided in `agree`.

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

/// Of how many people a figure holds, which no statistic says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowd {
    /// "most", "half": beside a bound it may be the median that is meant.
    Half,
    /// "nearly all", "few", "everybody".
    Other,
    /// None: the words name a number that no distribution holds, "the highest", "the spread".
    Unheld,
}
