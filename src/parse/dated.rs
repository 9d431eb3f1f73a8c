//! Dates in YAML.
//!
//! In: a key of a mapping that is being read. Out: its date, of a day, a month, a quarter or a year; a finding where it
//! is written in another way. Compares no dates.

use super::fields::Fields;
use crate::diag::Reported;
use crate::model::PartialDate;
use crate::text::Spanned;

/// A date with its place, or the fault that there is none. One that is written in another way is reported, and read
/// as what it means.
pub(crate) fn written_date(
    fields: &mut Fields<'_>,
    key: &'static str,
) -> Option<Result<Spanned<PartialDate>, Reported>> {
    let text = fields.text(key)?;
    if let Some(date) = PartialDate::parse(&text.value) {
        return Some(Ok(Spanned::new(date, text.span)));
    }
    let message = format!(
        "`{key}` must be a date such as 2026-06-14, 2026-06, 2026-Q2 or 2026, found `{}`",
        text.value
    );
    let meant = PartialDate::meant(&text.value);
    let reported = fields.fault_with(text.span, message, meant.map(|date| format!("write `{date}`")));
    Some(meant.map(|date| Spanned::new(date, text.span)).ok_or(reported))
}

/// The same where nothing follows from the fault.
pub(crate) fn placed_date(fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<PartialDate>> {
    written_date(fields, key)?.ok()
}

/// A date as YAML authors write it.
pub(crate) fn date(fields: &mut Fields<'_>, key: &'static str) -> Option<PartialDate> {
    placed_date(fields, key).map(|date| date.value)
}
