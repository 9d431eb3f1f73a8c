//! Values: reading figures, and deciding whether a fact supports a wording.
//!
//! In: raw text (a wording from prose, a scalar from YAML) and the [`Schema`] of an attribute. Out:
//! [`Stated`] and [`Stored`] values with exact numbers and their written precision, and a [`Verdict`]
//! that explains itself. The rules are in `docs/claims.md`, from "How a wording is read" to "Comparisons".
//!
//! | step | function | result |
//! | --- | --- | --- |
//! | describe an attribute | [`Schema::new`]`(kind, unit)`, then `with_nouns`, `with_other_nouns`, `with_words`, `with_values`, `with_levels`, public fields; [`Schema::margin`] for tolerances | [`Schema`] or [`SchemaError`] |
//! | read a fact | [`read_stored`]`(text, &schema)`, [`from_parts`]`([("min", "450000"), …], &schema)` | [`Stored`] or [`ReadError`], [`PartsError`] |
//! | words around a link | [`hedges_before`] ([`hedges_before_date`]), [`hedges_after`] ([`hedges_after_count`]) | how many bytes to add to the wording |
//! | what touches a link | [`attached_before`], [`attached_after`] | how many more bytes belong to the figure |
//! | read a claim | [`read_wording`]`(text, &schema)` | [`Stated`] or [`ReadError`] (one lint each) |
//! | check it | [`agree`]`(&stated, &stored, &schema, &`[`Options`]`)`; [`agree_is`] for `is=` | [`Verdict`] |
//! | compare (`vs=`) | [`read_comparison`], then [`compare`]`(&stated, &a, &b, &schema, &options)` | [`Verdict`], three-valued |
//! | relate (rules, `ge=`) | [`relate`]`(&a, `[`Relation`]`, &b, &schema)` | [`Related`] |
//! | statistics | [`statistic`]`(&stored, stat)`, [`point`] to compare with it | [`Amount`] |
//! | disputes | [`conflict`]`(&a, &b, &schema)`, [`covers`]`(&stated, &report, &schema)`, [`hull`] | `bool`, [`Stored`] |
//! | write | [`format()`]`(&stored, &schema, form)`; [`in_time_unit`] for `as=` | text that reads back |
//! | derived facts | [`Stored::interval`], [`Interval`], [`Amount::computed`], [`Amount::spread`] | exact arithmetic |
//! | mutants | [`variants`]`(&stored, &schema)`, [`vary_wording`]`(text, bytes)` | values and texts that differ in one known way |
//! | find figures | [`figures`]`(text, &`[`Lexicon`]`)` | [`FoundFigure`] with bytes, a kind and signs of advice |
//!
//! Byte ranges are offsets into the text that was passed and lie on character boundaries. Messages are one
//! sentence, lower case, without a full stop. No text makes anything here panic; texts longer than
//! [`MAX_BYTES`] are refused, numbers longer than [`MAX_DIGITS`] too.
//!
//! Base units (see [`Unit`]): whole currency units, percent (18% is 18), percentage points, multiples,
//! seconds *or* months *or* business days, things, days since 1970 for dates.
//!
//! Of the crate it uses `text` (capitals) and `lints` (each error names its lint). It does not resolve references, read
//! YAML or Markdown, know levels of lints, convert currencies, or understand negation: a figure that is denied is
//! refused.
//!
//! The files on this floor are the types that all rooms share: [`Kind`], [`Schema`], [`Stated`], [`Stored`], hedges and
//! bounds, [`ReadError`]. Each room uses only those above it:
//!
//! | room | what it does |
//! | --- | --- |
//! | `quantity` | exact numbers, intervals, units, dates |
//! | `grammar` | text to what was written: tokens, numbers, units, ranges, dates, qualifiers |
//! | `write` | values to text |
//! | `read` | what was written to the one figure that is meant, in the unit of the attribute |
//! | `agree` | whether the fact supports the wording, and relations between facts |
//! | `suggest` | wordings that would agree; optional, no verdict needs it |
//! | `verdict` | the decision in words |
//! | `compare` | the same for a comparison with another fact |
//! | `find` | figures in plain text, and the words beside a link |
//! | `mutants` | values and wordings changed in one known way; optional, no verdict needs them |

mod agree;
mod compare;
mod error;
mod find;
mod folding;
mod grammar;
mod kind;
mod levels;
mod mutants;
mod qualifier;
mod quantity;
mod read;
mod schema;
mod stated;
mod stored;
mod suggest;
mod summary;
mod verdict;
mod write;

pub(crate) use agree::relate_versions;
pub use agree::{Options, Reason, Related, Relation, conflict, covers, is_about, relate, supports};
pub use compare::compare;
pub use error::{Misread, ReadError};
pub use find::{
    FoundFigure, Lexicon, Outside, OutsideKind, attached_after, attached_before, dates_of_cell, figures,
    figures_and_faults, hedges_after, hedges_after_count, hedges_before, hedges_before_date, may_hold_number,
    may_name_unit, years_after, years_before,
};
pub use folding::{fold_text, token};
pub use grammar::MAX_BYTES;
pub use kind::{Form, Kind, MatchMode, Stat, UnknownName};
pub use levels::LevelPattern;
pub use mutants::{variants, vary_wording};
pub use qualifier::{Bound, Crowd, Direction, Hedge};
pub use quantity::{
    CODES, Currency, Date, Dimension, End, Family, Interval, Ladder, MAX_DIGITS, MeasureUnit, Number, Part,
    Period, TimeUnit, Unit, Zone, plural, singular,
};
pub use read::{PARTS, PartsError, from_parts, read_comparison, read_stored, read_wording};
pub use schema::{EnumValue, Margin, Schema, SchemaError};
pub use stated::{Amount, Core, Notation, Remark, RemarkKind, Stated};
pub use stored::{Distribution, Shape, Stored};
pub use summary::{hull, in_time_unit, point, statistic};
pub use verdict::{Refutation, Support, Undecided, Verdict, agree, agree_is};
pub use write::{example_of, format};

pub(crate) use agree::in_seconds;
pub(crate) use grammar::is_calendar_name;
pub(crate) use quantity::MONTHS;
pub(crate) use read::lies_elsewhere;
