//! Three-valued truth.
//!
//! In: the truths of parts. Out: their conjunction, disjunction and negation after Kleene: what is undetermined
//! stays so unless the other part decides. Comparisons make truths elsewhere.

use crate::value::Interval;
use std::ops::Range;

/// Whether an assertion holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds for all values.
    True,
    /// It holds for none.
    False,
    /// It holds for some values and not for others.
    Undetermined(Doubt),
}

/// Why a comparison is undetermined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Bytes of the comparison.
    pub at: Range<usize>,
    /// What overlaps: `$200K–$305K overlaps $280K–$350K from $280K to $305K`.
    pub message: String,
    /// The values in common, in the base unit.
    pub overlap: Option<Interval>,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::True } else { Truth::False }
    }
}

impl Truth {
    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, other) => other,
            (doubt, _) => doubt,
        }
    }

    /// One of them holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::False, other) => other,
            (doubt, _) => doubt,
        }
    }

    /// It does not hold.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            doubt @ Truth::Undetermined(_) => doubt,
        }
    }

    /// `true`, `false` or `undetermined`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Truth::True => "true",
            Truth::False => "false",
            Truth::Undetermined(_) => "undetermined",
        }
    }
}
