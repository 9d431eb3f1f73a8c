//! The grammar: from text to what was written.
//!
//! In: a text and what is [`Expected`] of it (a kind, nouns, levels). Out: a [`Scanner`], whose [`Candidate`]s are
//! everything that looks like a figure, from left to right: hedge, bound, direction, and a number, range or date with
//! the unit that was written, or the [`Fault`] in its spelling. Also the tables of words, for whoever writes them.
//! Does not choose the figure that is meant, add a unit that is missing, or know facts: that is `read`.
//!
//! | file | what it reads |
//! | --- | --- |
//! | `lex`, `scanner` | tokens, and looks at them |
//! | `candidate` | a figure with all that qualifies it |
//! | `range`, `dates` | one quantity or a range; a date or a span of dates |
//! | `quantity`, `unit` | sign, currency, number, scale, unit and period of one quantity |
//! | `numeral`, `number_words` | the number itself, in digits or in words |
//! | `calendar`, `day_spans` | days by their place in the calendar, with their weekday; spans that share a month or year |
//! | `rate`, `period` | what a figure is for one of; the time of a rate |
//! | `fraction` | shares, and parts of a unit |
//! | `multiple`, `ordinal`, `score`, `level` | quantities with a shape of their own |
//! | `qualifiers`, `phrases`, `effect` | hedges, bounds and directions; their closed list; what they do |
//! | `others` | words that make another figure of one |
//! | `apart` | periods that stand apart from their figure |
//! | `described` | words between a number and its unit that change nothing |
//! | `below` | quantities below zero |
//! | `verbs` | verbs and nouns of change, with their inflections |
//! | `statistics` | "a median of", "the middle half" |
//! | `label` | tokens with digits that are names |

mod another_time;
mod apart;
mod below;
mod calendar;
mod candidate;
mod clock;
mod dates;
mod day_spans;
mod described;
mod effect;
mod fault;
mod fraction;
mod label;
mod level;
mod lex;
mod multiple;
mod number_words;
mod numeral;
mod ordinal;
mod others;
mod period;
mod phrases;
mod qualifiers;
mod quantity;
mod range;
mod rate;
mod repeated;
mod scanner;
mod score;
mod spoken;
mod statistics;
mod taken_back;
mod two_bounds;
mod unit;
mod verbs;

pub use lex::MAX_BYTES;

pub(crate) use apart::Apart;
pub(crate) use calendar::{WEEKDAYS, is_calendar_name, is_weekday, weekday};
pub(crate) use candidate::{Body, Candidate, SHARES};
pub(crate) use dates::is_part_of_date;
pub(crate) use effect::Effect;
pub(crate) use fault::{Fault, FaultKind, of_fault};
pub(crate) use lex::{DigitRun, Gap, TokenKind, is_raised};
pub(crate) use multiple::multiple_words;
pub(crate) use number_words::{TENS, is_number_word, may_be_number_word, number_words};
pub(crate) use numeral::Spelling;
pub(crate) use ordinal::{ordinal_ending, ordinal_words};
pub(crate) use others::MATHEMATICS;
pub(crate) use period::Per;
pub(crate) use phrases::{
    COMPARATIVES, FASTER, MULTIPLIERS, OPEN_DIRECTIONS, SIZES, SPEEDS, WEAKENING, next_number_word, opposite,
};
pub(crate) use qualifiers::Qualifiers;
pub(crate) use quantity::WrittenQuantity;
pub(crate) use scanner::{Expected, Scanner};
pub(crate) use unit::WrittenUnit;
pub(crate) use verbs::direction_of;
