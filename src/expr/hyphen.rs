//! Names that look like arithmetic.
//!
//! In: a reference and which names are known. Out: the [`SyntaxError`] for `base-stock`, where `base` is known and
//! `base-stock` is not. Names that are simply unknown are the caller's to report.

use super::ast::Ref;
use super::error::SyntaxError;

/// The error for a hyphen that was meant as a minus.
pub(super) fn instead(reference: &Ref, names: &dyn Fn(&str) -> bool) -> Option<SyntaxError> {
    let parts = [reference.subject.as_deref(), Some(reference.attribute.as_str())];
    parts.into_iter().flatten().find_map(|name| {
        let (a, b) = meant(name, names)?;
        let whole = reference.to_string().replacen(name, &format!("{a} - {b}"), 1);
        let message = format!("there is no `{name}`, and a hyphen belongs to its name");
        let help = format!("to subtract, write `{whole}` with spaces");
        Some(SyntaxError::new(reference.at.clone(), message).help(help))
    })
}

/// The two sides of a hyphen of which one is known, both if possible.
fn meant<'a>(name: &'a str, names: &dyn Fn(&str) -> bool) -> Option<(&'a str, &'a str)> {
    if !name.contains('-') || names(name) {
        return None;
    }
    let splits = || name.match_indices('-').map(|(i, _)| (&name[..i], &name[i + 1..]));
    let both = splits().find(|(a, b)| names(a) && names(b));
    both.or_else(|| splits().find(|(a, b)| names(a) || names(b)))
}
