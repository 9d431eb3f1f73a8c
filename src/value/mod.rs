//! Values: reading figures, and deciding whether a fact supports a wording.
//!
//! In: raw text (a wording from prose, a scalar from YAML) and the [`Schema`] of an attribute. Out:
//! [`Stated`] and [`Stored`] values with exact numbers and their written precision, and a [`Verdict`]
//! that explains itself. The rules are parts 2.9 and 2.10 of `claims.md`.
//!
//! | step | function | result |
//! | --- | --- | --- |
//! | describe an attribute | [`Schema::new`]`(kind, unit)`, then `with_nouns`, `with_other_nouns`, `with_words`, `with_values`, `with_levels`, public fields; [`Schema::margin`] for tolerances | [`Schema`] or [`SchemaError`] |
//! | read a fact | [`read_stored`]`(text, &schema)`, [`from_parts`]`([("min", "450000"), …], &schema)` | [`Stored`] or [`ReadError`], [`PartsError`] |
//! | words around a link | [`hedges_before`] ([`hedges_before_date`]), [`hedges_after`] ([`hedges_after_count`]) | how many bytes to add to the wording |
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
//! The module uses nothing else of the crate. It does not resolve references, read YAML or Markdown, know
//! lint levels, convert currencies, or understand negation: a figure that is denied is refused.

mod addresses;
mod advice;
mod agree;
mod around;
mod compare;
mod context;
mod currency;
mod date;
mod dates;
mod error;
mod figures;
mod format;
mod interval;
mod kind;
mod label;
mod levels;
mod lex;
mod measures;
mod notes;
mod number;
mod numeral;
mod one;
mod parts;
mod phrases;
mod range;
mod read;
mod read_words;
mod relation;
mod repair;
mod scan;
mod schema;
mod show;
mod side;
mod small;
mod stated;
mod stats;
mod stored;
mod summary;
mod time;
mod unit;
mod vary;
mod vocab;
mod words;

pub use agree::{
    Options, Reason, Refutation, Support, Undecided, Verdict, agree, agree_is, conflict, covers,
};
pub use compare::{compare, read_comparison};
pub use context::{
    Outside, OutsideKind, hedges_after, hedges_after_count, hedges_before, hedges_before_date,
};
pub use currency::{CODES, Currency};
pub use date::{Date, Part};
pub use error::{Misread, ReadError};
pub use figures::{FoundFigure, Lexicon, figures};
pub use format::format;
pub use interval::{End, Interval};
pub use kind::{Form, Kind, MatchMode, Stat, UnknownName};
pub use levels::LevelPattern;
pub use lex::MAX_BYTES;
pub use number::{MAX_DIGITS, Number};
pub use parts::{PARTS, PartsError, from_parts};
pub use read::read_wording;
pub use relation::{Related, Relation, relate};
pub use schema::{EnumValue, Margin, Schema, SchemaError};
pub use stated::{Amount, Core, Notation, Remark, RemarkKind, Stated};
pub use stored::{Distribution, Shape, Stored, read_stored};
pub use summary::{hull, in_time_unit, point, statistic};
pub use time::{Family, Period, TimeUnit};
pub use unit::Unit;
pub use vary::{variants, vary_wording};
pub use vocab::{Bound, Direction, Hedge};
pub use words::{fold_text, plural, singular, token};
