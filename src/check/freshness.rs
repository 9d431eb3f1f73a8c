//! How old facts are.
//!
//! In: as-of dates and the day. Out: whether a fact is stale, and findings on facts that are too old, undated or
//! dated ahead and on reviews that are overdue. The day is an input; no clock is asked. Coarse dates age
//! from their last day.

use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{AttributeDef, FactDef, PartialDate, Rank};
use jiff::ToSpan;
use jiff::civil::Date;

/// The time a fact's value describes.
pub(crate) fn as_of(def: &FactDef) -> Option<PartialDate> {
    let reported = || def.reports.iter().filter_map(|report| Some(report.as_of.as_ref()?.value));
    let own = def.as_of.as_ref().map(|date| date.value);
    own.or_else(|| reported().min_by_key(|date| date.last()))
}

/// The first day on which a date lies further back than some months.
pub(crate) fn too_old(date: PartialDate, months: i32) -> Option<Date> {
    date.last().checked_add(months.months()).and_then(|last| last.checked_add(1.day())).ok()
}

/// Reports what is wrong with the dates of a fact; whether it is stale.
pub(crate) fn check(
    def: &FactDef,
    attr: &AttributeDef,
    as_of: Option<PartialDate>,
    ended: bool,
    today: Date,
    findings: &mut Findings,
) -> bool {
    if def.derive.is_some() {
        // Its inputs have dates, and findings of their own.
        return false;
    }
    let live = !ended && def.rank != Rank::Deprecated;
    if let Some(review) = def.dispute.as_ref().and_then(|dispute| dispute.review_by.as_ref())
        && review.value.last() < today
    {
        let message = format!("the dispute on `{}` was due for review by {}", def.id.value, review.value);
        findings.report(
            Diagnostic::new(&lints::OVERDUE_REVIEW, review.span, message)
                .help("review the reports, then update `review-by` and `decided`"),
        );
    }
    if let Some(decided) = def.dispute.as_ref().and_then(|dispute| dispute.decided)
        && decided.first() > today
    {
        let message = format!("decided `{decided}` is in the future (today is {today})");
        findings.report(Diagnostic::new(&lints::FUTURE_DATE, def.id.span, message));
    }
    let Some(date) = as_of else {
        if def.rank != Rank::Deprecated && def.not_applicable.is_none() {
            let message = format!("`{}` has no as-of", def.id.value);
            findings.report(
                Diagnostic::new(&lints::UNDATED_FACT, def.id.span, message)
                    .caused_by(def.undated)
                    .help("say which time the value describes: `as-of: 2026-06`"),
            );
        }
        return false;
    };
    let span = def.date_span();
    if date.first() > today {
        let message = format!("as-of `{date}` is in the future (today is {today})");
        findings.report(Diagnostic::new(&lints::FUTURE_DATE, span, message));
    }
    let age = date.months_old(today);
    for report in def.reports.iter().filter_map(|report| report.as_of.as_ref()) {
        if report.value.first() > today {
            let message = format!("as-of `{}` is in the future (today is {today})", report.value);
            findings.report(Diagnostic::new(&lints::FUTURE_DATE, report.span, message));
        }
    }
    let past =
        |limit: Option<i32>| limit.is_some_and(|limit| too_old(date, limit).is_some_and(|day| day <= today));
    let (warn, error) = (past(attr.freshness.warn_after), past(attr.freshness.error_after));
    if !live || !(warn || error) {
        return false;
    }
    let (lint, word, limit) = if error {
        (&lints::EXPIRED_FACT, "error", attr.freshness.error_after)
    } else {
        (&lints::STALE_FACT, "warn", attr.freshness.warn_after)
    };
    let message = format!(
        "`{}` is {age} months old (as of {date}, today {today}), {word} after {}",
        def.id.value,
        limit.unwrap_or(0)
    );
    findings.report(
        Diagnostic::new(lint, span, message)
            .help(
                "look up the value again and update `as-of`, or give the fact an end with `valid: {until: …}`",
            )
            .identity(def.name()),
    );
    true
}
