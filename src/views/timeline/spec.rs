//! What a timeline asks for.
//!
//! In: its keys. Out: the ids of processes, as written. Does not look them up.

use crate::diag::Reported;
use crate::parse::fields::Fields;
use crate::text::Spanned;
use crate::views::spec::many;

/// Reads the ids.
///
/// # Errors
/// There are none.
pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Vec<Spanned<String>>, Reported> {
    many(fields, "processes")
}
