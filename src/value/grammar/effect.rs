//! What a phrase does to the figure beside it.
//!
//! In: nothing. Out: [`Effect`], and [`Degree`], which moves a bound. The phrases are in `phrases`.

use crate::value::{Bound, Direction, Hedge};

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
