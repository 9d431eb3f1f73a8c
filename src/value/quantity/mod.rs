//! Exact quantities: numbers, sets of numbers, and what they count.
//!
//! In: decimal text, codes, single words, calendar parts. Out: [`Number`] (never a float), [`Interval`], [`Unit`] with
//! its currency or unit of time, [`Period`], [`Date`], the forms of nouns. The base units in which all amounts are kept
//! are fixed here.
//! Does not read sentences, round what it is not asked to round, convert currencies, or turn months into days.

pub(crate) mod currency;
mod date;
mod interval;
mod ladder;
mod measure;
pub(crate) mod names;
mod nouns;
mod number;
mod time;
mod unit;
mod zone;

pub use currency::{CODES, Currency};
pub use date::{Date, Part};
pub use interval::{End, Interval};
pub use ladder::Ladder;
pub use measure::{Dimension, MeasureUnit};
pub use nouns::{plural, singular};
pub use number::{MAX_DIGITS, Number};
pub use time::{Family, Period, TimeUnit};
pub use unit::Unit;

pub(crate) use currency::WrittenCurrency;
pub(crate) use date::{MONTHS, month_days, month_named};
pub(crate) use nouns::{is_symbol, noun_forms};
pub(crate) use number::group;
pub use zone::Zone;
