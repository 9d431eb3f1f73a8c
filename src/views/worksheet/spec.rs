//! What a worksheet asks for.
//!
//! In: its keys. Out: the id of the worksheet, as written. Does not look it up.

use crate::diag::Reported;
use crate::parse::fields::Fields;
use crate::text::Spanned;

/// Reads the id.
///
/// # Errors
/// There is none.
pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Spanned<String>, Reported> {
    fields.needed("worksheet")
}
