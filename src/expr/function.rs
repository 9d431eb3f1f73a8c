//! The functions.
//!
//! In: a name. Out: [`Function`] with the number of arguments it takes and what they are. Computes nothing.

use std::fmt;

/// A function of the language; `per` has a form of its own, since its second argument is a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `change(a, b)`: the relative difference `(a - b) / b`, in percent.
    Change,
    /// `ratio(a, b)`: `a / b` of one unit.
    Ratio,
    /// `points(a, b)`: `a - b` of percentages, in percentage points.
    Points,
    /// `sum(a, …)`.
    Sum,
    /// `min(a, …)`, or the lower end of one range.
    Min,
    /// `max(a, …)`, or the upper end of one range.
    Max,
    /// `mid(a)`: half-way between the ends; marked as such.
    Mid,
    /// `count(a, …)`: how many arguments there are.
    Count,
    /// `hull(a, …)`: the smallest range around all.
    Hull,
    /// `abs(a)`.
    Abs,
    /// `round(a)` to whole units, `round(a, step)` to multiples of a step.
    Round,
    /// `all(p, …)`: whether all hold.
    All,
    /// `any(p, …)`: whether one holds.
    Any,
    /// `grim(mean, n)`: whether `n` whole numbers can have this mean, rounded as it is written.
    Grim,
    /// `exists(ref, …)`: whether there are such facts.
    Exists,
    /// `age(ref)`: the months from the fact's as-of to today.
    Age,
}

impl Function {
    /// Every function.
    pub const ALL: [Function; 16] = [
        Function::Change,
        Function::Ratio,
        Function::Points,
        Function::Sum,
        Function::Min,
        Function::Max,
        Function::Mid,
        Function::Count,
        Function::Hull,
        Function::Abs,
        Function::Round,
        Function::All,
        Function::Any,
        Function::Grim,
        Function::Exists,
        Function::Age,
    ];

    /// The name as written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Function::Change => "change",
            Function::Ratio => "ratio",
            Function::Points => "points",
            Function::Sum => "sum",
            Function::Min => "min",
            Function::Max => "max",
            Function::Mid => "mid",
            Function::Count => "count",
            Function::Hull => "hull",
            Function::Abs => "abs",
            Function::Round => "round",
            Function::All => "all",
            Function::Any => "any",
            Function::Grim => "grim",
            Function::Exists => "exists",
            Function::Age => "age",
        }
    }

    /// The function of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// How it is written, for messages.
    #[must_use]
    pub fn usage(self) -> &'static str {
        match self {
            Function::Change => "change(a, b)",
            Function::Ratio => "ratio(a, b)",
            Function::Points => "points(a, b)",
            Function::Sum => "sum(a, b, …)",
            Function::Min => "min(a, b, …)",
            Function::Max => "max(a, b, …)",
            Function::Mid => "mid(a)",
            Function::Count => "count(a, b, …)",
            Function::Hull => "hull(a, b, …)",
            Function::Abs => "abs(a)",
            Function::Round => "round(a, step)",
            Function::All => "all(a > b, …)",
            Function::Any => "any(a > b, …)",
            Function::Grim => "grim(mean, n)",
            Function::Exists => "exists(attribute, …)",
            Function::Age => "age(attribute)",
        }
    }

    /// The fewest and the most arguments; no most means any number.
    #[must_use]
    pub fn arity(self) -> (usize, Option<usize>) {
        match self {
            Function::Change | Function::Ratio | Function::Points | Function::Grim => (2, Some(2)),
            Function::Mid | Function::Abs | Function::Age => (1, Some(1)),
            Function::Round => (1, Some(2)),
            Function::Count => (0, None),
            _ => (1, None),
        }
    }

    /// Whether the arguments are references and not their values.
    #[must_use]
    pub fn takes_references(self) -> bool {
        matches!(self, Function::Exists | Function::Age)
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
