//! Which facts a table asks for.
//!
//! In: its keys. Out: a reference for each fact. Does not know which facts exist.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::parse::Binding;
use crate::parse::fields::Fields;
use crate::views::spec::many;

/// Reads the references; one that cannot be read is a finding and left out.
///
/// # Errors
/// There are none.
pub(crate) fn read(fields: &mut Fields<'_>, findings: &mut Findings) -> Result<Vec<Binding>, Reported> {
    let mut references = Vec::new();
    for text in many(fields, "facts")? {
        match Binding::of_reference(&text) {
            Ok(reference) => references.push(reference),
            Err(_) => {
                let message = format!("`{}` is not a reference to a fact", text.value);
                findings.report(Diagnostic::new(&lints::WRONG_VALUE, text.span, message));
            }
        }
    }
    Ok(references)
}
