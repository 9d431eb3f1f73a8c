//! Finding figures in plain text.
//!
//! In: the text of a paragraph, or the text beside a link. Out: the figures with their bytes and kinds ([`figures`]), or
//! how many of the words beside a link belong to its figure.
//! Does not know what is bound, exempt or covered, and compares nothing.

mod addresses;
mod advice;
mod asides;
mod attached;
mod attached_units;
mod attached_words;
mod beside;
mod counted;
mod figures;
mod formulas;
mod lexicon;
mod marked;
mod sentences;
mod shares;
mod times;
mod versions;
mod years;

pub use attached::{attached_after, attached_before};
pub use beside::{Outside, OutsideKind, hedges_after, hedges_after_count, hedges_before, hedges_before_date};
pub use figures::{FoundFigure, figures, figures_and_faults, may_hold_number, may_name_unit};
pub use lexicon::Lexicon;
pub use times::dates_of_cell;
pub use years::{years_after, years_before};
