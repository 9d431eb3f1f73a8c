//! Reading: from candidates to the one figure that is meant.
//!
//! In: a wording, the raw text of a value or of a tolerance, and the schema of the attribute. Out: [`Stated`], [`Stored`]
//! or a [`Margin`]; or a [`ReadError`] with one lint, and with the text repaired where there is one certain repair.
//! Exactly one figure of the kind may be meant, and a missing unit or period is the attribute's.
//! Does not decide whether a wording is true.
//!
//! `wording` reads claims, `comparison` those of `vs=`, `stored` and `parts` the values of facts, `tolerance` margins;
//! `words` reads what holds no number, `version` versions, `elsewhere` dates that are too vague to be read. `choose` picks
//! the figure, `counted` sees what a number counts, `position` and `days` what stands beside it, `periods` the time that it
//! is for, `remarks` comments on the wording, `repair` mends what cannot be read.
//!
//! [`Stated`]: crate::value::Stated
//! [`Stored`]: crate::value::Stored
//! [`Margin`]: crate::value::Margin
//! [`ReadError`]: crate::value::ReadError

mod choose;
mod comparison;
mod counted;
mod days;
mod elsewhere;
mod parts;
mod periods;
mod position;
mod remarks;
mod repair;
mod stored;
mod tolerance;
mod version;
mod wording;
mod words;

pub use comparison::read_comparison;
pub use parts::{PARTS, PartsError, from_parts};
pub use stored::read_stored;
pub use wording::read_wording;

pub(crate) use elsewhere::lies_elsewhere;
pub(crate) use repair::capital_of;
pub(crate) use version::versions;
