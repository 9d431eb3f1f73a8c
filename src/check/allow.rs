//! Exceptions from lints: what they cover, and whether they are still needed.
//!
//! In: all findings, and the exceptions of pages, blocks and facts. Out: the findings that remain, those
//! that an exception covers with its reason, and findings on the exceptions themselves. An exception that
//! has ended covers nothing.

use crate::diag::{Applicability, Diagnostic, Suppression};
use crate::lints::{self, Group, Lint};
use crate::model::{Allow, Covers};
use crate::text::{FileId, Span, did_you_mean, suggestion};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// So many exceptions may cover one place by lying in each other.
const NESTED: usize = 64;

/// An exception and the file it stands in.
struct Entry<'a> {
    allow: &'a Allow,
    lint: &'static Lint,
    used: bool,
}

/// Takes the covered findings out of `findings` and adds those on exceptions.
pub(crate) fn apply<'a>(
    allows: impl Iterator<Item = &'a Allow>,
    today: Date,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(Diagnostic, Suppression)> {
    let mut own = Vec::new();
    let mut entries: BTreeMap<FileId, Vec<Entry<'a>>> = BTreeMap::new();
    for allow in allows {
        if let Some(lint) = known(allow, today, &mut own) {
            entries.entry(allow.lint.span.file).or_default().push(Entry { allow, lint, used: false });
        }
    }
    if entries.is_empty() {
        findings.append(&mut own);
        return Vec::new();
    }
    for entries in entries.values_mut() {
        entries.sort_by_key(|entry| match entry.allow.covers {
            Covers::File => 0,
            Covers::Part(span) => span.start,
        });
    }
    let mut suppressed = Vec::new();
    for finding in std::mem::take(findings) {
        match cover(&finding, &mut entries) {
            Some(suppression) => suppressed.push((finding, suppression)),
            None => findings.push(finding),
        }
    }
    for entry in entries.values().flatten().filter(|entry| !entry.used) {
        let message = format!("`allow({})` suppresses no finding", entry.lint.name);
        let finding = Diagnostic::new(&lints::UNUSED_ALLOW, entry.allow.lint.span, message)
            .help("remove it: it would hide a later finding");
        own.push(match entry.allow.alone {
            Some(comment) => finding.fix(Applicability::Safe, comment, ""),
            None => finding,
        });
    }
    findings.append(&mut own);
    suppressed
}

/// The lint of an exception that holds; findings say what is wrong with the others.
fn known(allow: &Allow, today: Date, own: &mut Vec<Diagnostic>) -> Option<&'static Lint> {
    let name = &allow.lint;
    let Some(lint) = lints::find(&name.value) else {
        let all = || lints::ALL.iter().map(|lint| lint.name);
        let message = format!("unknown lint `{}`{}", name.value, suggestion(&name.value, all()));
        let mut finding = Diagnostic::new(&lints::UNKNOWN_LINT, name.span, message);
        if let Some(near) = did_you_mean(&name.value, all())
            && name.span.is_plain(&name.value)
        {
            finding = finding.fix(Applicability::Safe, name.span, near);
        }
        own.push(finding);
        return None;
    };
    if allow.reason.is_empty() {
        let message = format!("`allow({})` gives no reason", lint.name);
        own.push(
            Diagnostic::new(&lints::ALLOW_WITHOUT_REASON, name.span, message)
                .help(format!("write `{}: why it is right here`", lint.name)),
        );
    }
    if let Some(until) = allow.until.as_ref().filter(|until| until.value.last() < today) {
        let message = format!("`allow({})` has expired: it was valid until {}", lint.name, until.value);
        own.push(
            Diagnostic::new(&lints::ALLOW_EXPIRED, until.span, message)
                .help("fix the finding, or review it and extend `until`"),
        );
        return None;
    }
    Some(lint)
}

/// The exception that covers a finding, at its place or at the fact beside it.
fn cover(finding: &Diagnostic, entries: &mut BTreeMap<FileId, Vec<Entry<'_>>>) -> Option<Suppression> {
    if matches!(finding.lint.group, Group::Files | Group::Templates | Group::Output) {
        return None;
    }
    let places = std::iter::once(finding.span).chain(finding.related.first().map(|label| label.span));
    for (number, place) in places.enumerate() {
        let Some(entries) = entries.get_mut(&place.file) else { continue };
        let fits = |entry: &&mut Entry<'_>| {
            entry.lint == finding.lint
                && match entry.allow.covers {
                    // A page's exceptions are about what stands on it.
                    Covers::File => number == 0,
                    Covers::Part(span) => holds(span, place),
                }
        };
        // Parts seldom lie in each other, so the nearest that begins before the place is nearly always it.
        let before = entries.partition_point(|entry| match entry.allow.covers {
            Covers::File => true,
            Covers::Part(span) => span.start <= place.start,
        });
        let whole = entries.partition_point(|entry| entry.allow.covers == Covers::File).min(before);
        let (files, parts) = entries[..before].split_at_mut(whole);
        let near = parts.len().saturating_sub(NESTED);
        if let Some(entry) = parts[near..].iter_mut().rev().chain(files).find(fits) {
            entry.used = true;
            return Some(Suppression {
                reason: entry.allow.reason.clone(),
                span: Some(entry.allow.lint.span),
            });
        }
    }
    None
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}
