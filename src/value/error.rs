//! Why a text cannot be read as a value.
//!
//! In: what the grammar and the reader found. Out: [`ReadError`] with its lint, its byte range, a sentence that stands
//! alone, and perhaps a repair. How it is shown and how grave it is belongs to the caller.

use super::kind::Kind;
use crate::lints::{self, Lint};
use crate::text::one_line;
use std::fmt;
use std::ops::Range;

/// What is wrong with a wording; each variant is one lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Nothing of the wanted kind is there.
    NoFigure,
    /// Several figures of the wanted kind.
    AmbiguousFigure,
    /// A figure that cannot be read for its spelling.
    MalformedFigure,
    /// A range whose first end is the greater.
    DownwardRange,
    /// A figure of another kind or unit.
    UnitMismatch {
        /// What the wording gives.
        found: Kind,
        /// What the attribute wants.
        wanted: Kind,
    },
    /// A sum in another currency.
    CurrencyMismatch,
    /// A rate per another period.
    PeriodMismatch,
    /// "3x more": three times as much, or four?
    AmbiguousMore,
    /// A word that may mean more or less, such as "18% worse".
    UnknownDirection,
    /// The wording contradicts itself, as with a wrong weekday.
    Contradiction,
}

/// A text that cannot be read, where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The kind of fault.
    pub what: Misread,
    /// Bytes of the text that are at fault.
    pub span: Range<usize>,
    /// One sentence, lower case, without a full stop.
    pub message: String,
    /// The whole text repaired, where there is one certain repair: the ends of a range exchanged, a blank in a
    /// number made a comma. It reads; whether the fact supports it is another matter.
    pub suggestion: Option<String>,
}

impl ReadError {
    pub(crate) fn new(what: Misread, span: Range<usize>, message: String) -> Self {
        Self { what, span, message, suggestion: None }
    }

    /// The lint when the text is the wording of a claim.
    #[must_use]
    pub fn lint(&self) -> &'static Lint {
        match self.what {
            Misread::NoFigure => &lints::NO_FIGURE,
            Misread::AmbiguousFigure => &lints::AMBIGUOUS_FIGURE,
            Misread::MalformedFigure => &lints::MALFORMED_FIGURE,
            Misread::DownwardRange => &lints::DOWNWARD_RANGE,
            Misread::UnitMismatch { .. } => &lints::UNIT_MISMATCH,
            Misread::CurrencyMismatch => &lints::CURRENCY_MISMATCH,
            Misread::PeriodMismatch => &lints::PERIOD_MISMATCH,
            Misread::AmbiguousMore => &lints::AMBIGUOUS_MORE,
            Misread::UnknownDirection => &lints::DIRECTION_MISMATCH,
            Misread::Contradiction => &lints::VALUE_MISMATCH,
        }
    }

    /// The lint when the text is a value of the data: `type-mismatch` for another kind,
    /// else `unparsable-value`.
    #[must_use]
    pub fn data_lint(&self) -> &'static Lint {
        match self.what {
            Misread::UnitMismatch { .. } => &lints::TYPE_MISMATCH,
            _ => &lints::UNPARSABLE_VALUE,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// The text of a span, shortened for messages.
pub(crate) fn quote(text: &str, span: &Range<usize>) -> String {
    let part = text.get(span.clone()).unwrap_or("").trim();
    let part = one_line(part);
    if part.chars().count() <= 60 {
        return format!("`{part}`");
    }
    let head: String = part.chars().take(57).collect();
    format!("`{head}…`")
}
