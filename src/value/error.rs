//! FaultKind a text cannot be read as a value.
//!
//! In: what the scanner and the reader found. Out: [`ReadError`], one for each lint, with its byte
//! range and a sentence that stands alone. Rendering and severity belong to the caller.

use super::kind::Kind;
use super::lex::MAX_BYTES;
use super::number::MAX_DIGITS;
use super::scan::{Fault, FaultKind};
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

    /// The name of the lint when the text is the wording of a claim.
    #[must_use]
    pub fn lint(&self) -> &'static str {
        match self.what {
            Misread::NoFigure => "no-figure",
            Misread::AmbiguousFigure => "ambiguous-figure",
            Misread::MalformedFigure => "malformed-figure",
            Misread::DownwardRange => "downward-range",
            Misread::UnitMismatch { .. } => "unit-mismatch",
            Misread::CurrencyMismatch => "currency-mismatch",
            Misread::PeriodMismatch => "period-mismatch",
            Misread::AmbiguousMore => "ambiguous-more",
        }
    }

    /// The name of the lint when the text is a value of the data: `type-mismatch` for another kind,
    /// else `unparsable-value`.
    #[must_use]
    pub fn data_lint(&self) -> &'static str {
        match self.what {
            Misread::UnitMismatch { .. } => "type-mismatch",
            _ => "unparsable-value",
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
    let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
    if part.chars().count() <= 60 {
        return format!("`{part}`");
    }
    let head: String = part.chars().take(57).collect();
    format!("`{head}…`")
}

/// The text is longer than the reader takes.
pub(crate) fn too_long(text: &str) -> ReadError {
    let message = format!("the text has {} bytes, more than {MAX_BYTES}", text.len());
    ReadError::new(Misread::MalformedFigure, 0..text.len(), message)
}

/// The error for a fault of the scanner.
pub(crate) fn of_fault(text: &str, fault: &Fault) -> ReadError {
    let span = fault.span.clone();
    let q = quote(text, &span);
    let what = match fault.kind {
        FaultKind::Downward => Misread::DownwardRange,
        FaultKind::More => Misread::AmbiguousMore,
        _ => Misread::MalformedFigure,
    };
    let message = match fault.kind {
        FaultKind::Groups => format!("{q}: groups after a comma have three digits"),
        FaultKind::TooLong => format!("{q}: a number has at most {MAX_DIGITS} digits"),
        FaultKind::NoWhole => format!("{q}: write a digit before the point"),
        FaultKind::Points => format!("{q}: a number has one point"),
        FaultKind::Joined | FaultKind::SpacedGroups => format!("{q}: separate groups of digits with commas"),
        FaultKind::Fraction => format!("{q}: write the fraction as a decimal or a percentage"),
        FaultKind::Suffix => format!("{q}: the letters after the number are no scale and no unit"),
        FaultKind::MinutesOrMillions => format!("{q}: minutes, months or millions? write the word"),
        FaultKind::TwoCurrencies => format!("{q}: two currencies in one figure"),
        FaultKind::Downward => format!("{q} runs downwards"),
        FaultKind::SameEnds => format!("{q}: both ends of the range are the same"),
        FaultKind::MixedUnits => format!("{q}: the ends of the range are in units that do not convert"),
        FaultKind::BoundedRange => format!("{q}: a bound takes one figure, not a range"),
        FaultKind::ScoreOver => format!("{q}: the score is above its maximum"),
        FaultKind::WriteDigits => format!("{q}: write this number in digits"),
        FaultKind::Sum => format!("{q}: write the sum, or one figure"),
        FaultKind::More => format!("{q}: as many times as much, or that and one more?"),
        FaultKind::SignAndWord => format!("{q}: sign and word both give a direction"),
        FaultKind::NumericDate => {
            format!("{q}: day or month first? write the year, month and day with hyphens")
        }
        FaultKind::NoSuchDay => format!("{q}: there is no such day"),
        FaultKind::SecondDash => format!("{q}: a range has two ends"),
        FaultKind::PlusMinus => format!("{q}: write the value with `about`, or both ends of the range"),
        FaultKind::Turned => format!("{q}: the bound is denied; write `at most` or `at least`"),
        FaultKind::PartOfDate => format!("{q}: write the months, a quarter or a year"),
        FaultKind::Multiplied => format!("{q}: write the figure itself, not its multiple or share"),
        FaultKind::TwoBounds => format!("{q}: two bounds on one figure"),
        FaultKind::VagueEnd => format!("{q}: write both ends of the range as numbers"),
        FaultKind::Denied => format!("{q}: bindings do not understand negation"),
        FaultKind::OrdinalEnding => format!("{q}: the letters do not fit the number"),
    };
    ReadError::new(what, span, message)
}
