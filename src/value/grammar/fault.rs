//! What is wrong with the spelling of a figure.
//!
//! In: what the scanner stumbled over. Out: [`Fault`], and its sentence as a [`ReadError`]. Repairs are made in `read`.

use crate::value::MAX_DIGITS;
use crate::value::error::quote;
use crate::value::{Misread, ReadError};
use std::ops::Range;

/// What is wrong with the spelling of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub kind: FaultKind,
    pub span: Range<usize>,
}

/// The reasons, each with its sentence in `error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    Groups,
    TooLong,
    NoWhole,
    Points,
    Joined,
    Fraction,
    SpacedGroups,
    Suffix,
    MinutesOrMillions,
    TwoCurrencies,
    Downward,
    SameEnds,
    MixedUnits,
    BoundedRange,
    ScoreOver,
    WriteDigits,
    Sum,
    More,
    SignAndWord,
    NumericDate,
    NoSuchDay,
    NoSuchTime,
    SecondDash,
    PlusMinus,
    Turned,
    PartOfDate,
    OrdinalEnding,
    Multiplied,
    TwoBounds,
    VagueEnd,
    Denied,
    Doubled,
    ThreeDecimals,
    PartTooLarge,
    UnknownSign,
    UnknownCurrency,
    UnknownDirection,
    AnotherLevel,
    AnotherFigure,
    AnotherDate,
    Weekday,
    SeveralDates,
    Unread,
}

pub(crate) type Scanned<T> = Result<Option<T>, Fault>;

/// The error for a fault of the scanner.
pub(crate) fn of_fault(text: &str, fault: &Fault) -> ReadError {
    let span = fault.span.clone();
    let q = quote(text, &span);
    let what = match fault.kind {
        FaultKind::Downward => Misread::DownwardRange,
        FaultKind::More => Misread::AmbiguousMore,
        FaultKind::SeveralDates => Misread::AmbiguousFigure,
        FaultKind::UnknownDirection => Misread::UnknownDirection,
        FaultKind::Weekday => Misread::Contradiction,
        _ => Misread::MalformedFigure,
    };
    let message = match fault.kind {
        FaultKind::Groups => format!("{q}: groups after a comma have three digits"),
        FaultKind::TooLong => format!("{q}: a number has at most {MAX_DIGITS} digits"),
        FaultKind::NoWhole => format!("{q}: write a digit before the point"),
        FaultKind::Points => format!("{q}: a number has one point"),
        FaultKind::Joined | FaultKind::SpacedGroups => format!("{q}: separate groups of digits with commas"),
        FaultKind::Fraction => format!("{q}: write the fraction as a decimal or a percentage"),
        FaultKind::Suffix => format!("{q}: the letters after the number are neither a scale nor a unit"),
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
        FaultKind::NoSuchTime => format!("{q}: there is no such time of day"),
        FaultKind::SecondDash => format!("{q}: a range has two ends"),
        FaultKind::PlusMinus => format!("{q}: write the value with `about`, or both ends of the range"),
        FaultKind::Turned => format!("{q}: the bound is negated; write `at most` or `at least`"),
        FaultKind::PartOfDate => format!("{q}: write the months, a quarter or a year"),
        FaultKind::Multiplied => format!("{q}: write the figure itself, not its multiple or share"),
        FaultKind::TwoBounds => format!("{q}: two bounds on one figure"),
        FaultKind::VagueEnd => format!("{q}: write both ends of the range as numbers"),
        FaultKind::Denied => format!("{q}: bindings do not understand negation"),
        FaultKind::Doubled => format!("{q} says two numbers"),
        FaultKind::ThreeDecimals => format!("{q}: separate thousands with a comma"),
        FaultKind::PartTooLarge => format!("{q}: the smaller unit is as much as the larger one"),
        FaultKind::UnknownSign => format!("{q}: the sign beside the number is not known"),
        FaultKind::UnknownCurrency => format!("{q}: the word before the number is no known currency"),
        FaultKind::UnknownDirection => format!("{q}: higher or lower? write one of them"),
        FaultKind::AnotherLevel => format!("{q}: the word beside the level makes it another one"),
        FaultKind::AnotherFigure => format!("{q}: the words beside the figure make it another one"),
        FaultKind::AnotherDate => format!("{q}: this is another day than the date in it; write that day"),
        FaultKind::Weekday => format!("{q}: that day is another weekday"),
        FaultKind::SeveralDates => format!("several dates in {q}; bind each one separately"),
        FaultKind::Unread => format!("{q}: this number is not read; write it in another way"),
        FaultKind::OrdinalEnding => format!("{q}: the ending does not fit the number"),
    };
    ReadError::new(what, span, message)
}
