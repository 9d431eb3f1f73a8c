//! What a wording says.
//!
//! In: nothing; these are the types that `read` fills. Out: [`Stated`], a hedge, a bound, a core and
//! the places of each in the wording. Whether it is true is decided in `agree`.

use super::kind::{Kind, Stat};
use super::qualifier::{Bound, Crowd, Direction, Hedge};
use super::quantity::{Date, Number, Unit};
use crate::lints::{self, Lint};
use std::ops::Range;

/// A number in a unit, with its written precision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The value in the base unit of `unit` (see [`Unit`]).
    pub value: Number,
    /// The worth of the last written digit in the base unit; zero for computed values.
    pub last_digit: Number,
    /// The unit as written or inherited.
    pub unit: Unit,
    /// The values it may have, both ends included, when it was computed from rounded inputs.
    pub spread: Option<(Number, Number)>,
    /// Where it was written.
    pub notation: Notation,
}

/// The place and style of a written number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notation {
    /// Bytes of the number with sign, currency, scale and unit.
    pub span: Range<usize>,
    /// Bytes of the digits or number words alone.
    pub number: Range<usize>,
    /// The power of ten of the scale: 3 for `K`.
    pub scale: i32,
    /// Whether the unit was inherited from the attribute.
    pub implied: bool,
    /// Whether it was written in words.
    pub spelled: bool,
    /// Whether a hedge stands at this end of a range alone: `$450K` to about `$650K`.
    pub hedged: bool,
}

impl Amount {
    /// An amount that was computed: no last digit, no place.
    #[must_use]
    pub fn computed(value: Number, unit: Unit) -> Self {
        Self { value, last_digit: Number::zero(), unit, spread: None, notation: Notation::default() }
    }

    /// An exact amount, written to the unit given: `5` of a count.
    #[must_use]
    pub fn exact(value: Number, last_digit: Number, unit: Unit) -> Self {
        Self { value, last_digit, unit, spread: None, notation: Notation::default() }
    }
}

/// The core of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "claims are checked one at a time")]
pub enum Core {
    /// One number.
    One(Amount),
    /// A range, first end below the second.
    Range(Amount, Amount),
    /// A date.
    Date(Date),
    /// From one date to another.
    Dates(Date, Date),
    /// A word: `true` or `false`, the id of an enum value, folded text, `none` for no levels.
    Word(String),
    /// A comparison without a figure: "higher". Only [`super::read_comparison`] gives it.
    Comparative,
}

/// What a wording says about one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The wording as read.
    pub text: String,
    /// The kind of the figure; in comparisons it may differ from the attribute's.
    pub kind: Kind,
    /// How the figure is softened or sharpened.
    pub hedge: Hedge,
    /// On which side of the figure the value lies.
    pub bound: Bound,
    /// The figure.
    pub core: Core,
    /// The direction in words, for changes, points and comparisons.
    pub direction: Option<Direction>,
    /// Bytes of the direction word.
    pub direction_span: Option<Range<usize>>,
    /// The statistic that the words name.
    pub statistic: Option<Stat>,
    /// The two percentiles that the words name: "the middle half" is 25 and 75.
    pub percentiles: Option<(u8, u8)>,
    /// Of how many people the words say it, where they do.
    pub crowd: Option<Crowd>,
    /// Bytes of the figure with its hedge and bound.
    pub span: Range<usize>,
    /// Bytes of the number or range with its units.
    pub core_span: Range<usize>,
    /// Remarks on the wording itself.
    pub remarks: Vec<Remark>,
}

impl Stated {
    /// Whether both state the same numbers in the same units, however they are written.
    #[must_use]
    pub fn same_value(&self, other: &Self) -> bool {
        let (one, two) = (self.amounts(), other.amounts());
        let same = |(a, b): (&&Amount, &&Amount)| a.value == b.value && a.unit.same_base(&b.unit);
        self.bound == other.bound && one.len() == two.len() && one.iter().zip(&two).all(same)
    }

    /// The unit in which the figure was read: `minutes`.
    #[must_use]
    pub fn measured(&self) -> String {
        match self.amounts().first().map(|amount| &amount.unit) {
            Some(Unit::Time(unit)) => format!("in {}", super::plural(unit.noun())),
            Some(Unit::Money(currency)) => format!("in {}", currency.code()),
            Some(Unit::Count(noun)) if !noun.is_empty() => format!("a number of {}", super::plural(noun)),
            _ => self.kind.noun().to_owned(),
        }
    }

    /// The text of the core.
    #[must_use]
    pub fn core_text(&self) -> &str {
        self.text.get(self.core_span.clone()).unwrap_or("")
    }

    /// The text of the figure with its hedge and bound.
    #[must_use]
    pub fn figure_text(&self) -> &str {
        self.text.get(self.span.clone()).unwrap_or("")
    }

    /// The numbers of the core: none, one or two.
    #[must_use]
    pub fn amounts(&self) -> Vec<&Amount> {
        match &self.core {
            Core::One(a) => vec![a],
            Core::Range(a, b) => vec![a, b],
            _ => Vec::new(),
        }
    }
}

/// What a remark is about; each variant is one lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RemarkKind {
    /// More digits than the fact has.
    FalsePrecision,
    /// A true bound far from the value.
    LooseBound,
    /// A hedge on a value that is exact.
    IdleHedge,
    /// A hyphen where an en dash belongs.
    RangeDash,
    /// A figure that leaves its unit to the attribute.
    ImpliedUnit,
    /// A range whose ends are far apart.
    WideRange,
    /// A hedge that may mean either side.
    UnclearHedge,
}

impl RemarkKind {
    /// The lint.
    #[must_use]
    pub fn lint(self) -> &'static Lint {
        match self {
            RemarkKind::FalsePrecision => &lints::FALSE_PRECISION,
            RemarkKind::LooseBound => &lints::LOOSE_BOUND,
            RemarkKind::IdleHedge => &lints::IDLE_HEDGE,
            RemarkKind::RangeDash => &lints::RANGE_DASH,
            RemarkKind::ImpliedUnit => &lints::IMPLIED_UNIT,
            RemarkKind::WideRange => &lints::WIDE_RANGE,
            RemarkKind::UnclearHedge => &lints::UNCLEAR_HEDGE,
        }
    }
}

/// A remark that does not change the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// Bytes of the wording.
    pub span: Range<usize>,
    /// What to write instead of the span, where that is certain.
    pub replacement: Option<String>,
}
