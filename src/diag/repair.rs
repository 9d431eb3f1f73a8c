//! Applies the repairs that findings carry.
//!
//! In: findings and the files they point into. Out: the new text of each file that changes, and
//! which repairs were left out and why. Changes nothing outside the edits. Does not write files and
//! does not check whether a finding is gone afterwards: that takes a new run.

use super::{Applicability, Diagnostic, Edit, Fix};
use crate::text::{FileId, Files, Span};
use std::collections::BTreeMap;
use std::ops::Range;

#[cfg(test)]
mod tests;

/// What repairs make of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repaired {
    /// The new text of each file that changes.
    pub texts: BTreeMap<FileId, String>,
    /// How many repairs were made; the same one twice counts once.
    pub applied: usize,
    /// The repairs that were not made, in the order of their findings' places.
    pub skipped: Vec<Skipped>,
}

/// A repair that was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// The index of its finding.
    pub finding: usize,
    /// Why not.
    pub reason: Reason,
}

/// Why a repair was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It needs a look, and only others were asked for.
    Unsafe,
    /// It overlaps an earlier repair; a second run may make it.
    Overlap,
    /// Its edits overlap each other or do not fit the file's text.
    Misfit,
}

/// The edits of one file by place. They do not overlap.
type Edits<'a> = BTreeMap<(usize, usize), &'a str>;

/// Applies each repair that `up_to` allows, all of its edits or none.
///
/// Of two that overlap, the one whose finding is printed first is made, whatever the order of the
/// list. The same edit in two repairs is made once. Two different insertions at one place overlap;
/// an insertion at either end of a replacement does not.
pub fn repair(findings: &[Diagnostic], files: &Files, up_to: Applicability) -> Repaired {
    let mut fixes: Vec<_> =
        findings.iter().enumerate().filter_map(|(at, f)| Some((at, f, f.fix.as_ref()?))).collect();
    fixes.sort_by_cached_key(|(_, finding, fix)| order(finding, fix, files));
    let mut accepted: BTreeMap<FileId, Edits<'_>> = BTreeMap::new();
    let mut repaired = Repaired::default();
    for (finding, _, fix) in fixes {
        let taken =
            if fix.applicability > up_to { Err(Reason::Unsafe) } else { take(fix, &mut accepted, files) };
        match taken {
            Ok(new) => repaired.applied += usize::from(new),
            Err(reason) => repaired.skipped.push(Skipped { finding, reason }),
        }
    }
    for (file, edits) in accepted {
        let before = &files.get(file).text;
        let edits = edits.iter().map(|(&(start, end), text)| (start..end, *text));
        let after = applied(before, 0..before.len(), edits);
        if after != **before {
            repaired.texts.insert(file, after);
        }
    }
    repaired
}

/// The order findings are printed in, and what is left to tell two at one place apart.
fn order(finding: &Diagnostic, fix: &Fix, files: &Files) -> impl Ord + use<> {
    let place = |span: Span| (files.get(span.file).path.clone(), span.start, span.end);
    let mut edits: Vec<_> = fix.edits.iter().map(|edit| (place(edit.span), edit.text.clone())).collect();
    edits.sort();
    (place(finding.span), finding.lint.code, finding.message.clone(), fix.applicability, edits)
}

/// Adds all edits of a repair or none; says whether any of them is new.
fn take<'a>(fix: &'a Fix, accepted: &mut BTreeMap<FileId, Edits<'a>>, files: &Files) -> Result<bool, Reason> {
    let mut own: BTreeMap<FileId, Edits<'a>> = BTreeMap::new();
    for Edit { span, text } in &fix.edits {
        let fits = files.get(span.file).text.get(span.range()).is_some();
        let edits = own.entry(span.file).or_default();
        if !fits || clashes(edits, *span, text) {
            return Err(Reason::Misfit);
        }
        edits.insert((span.start as usize, span.end as usize), text);
    }
    let clash =
        |edit: &Edit| accepted.get(&edit.span.file).is_some_and(|e| clashes(e, edit.span, &edit.text));
    if fix.edits.iter().any(clash) {
        return Err(Reason::Overlap);
    }
    let mut new = false;
    for (file, edits) in own {
        for (range, text) in edits {
            new |= accepted.entry(file).or_default().insert(range, text).is_none();
        }
    }
    Ok(new)
}

/// Whether an edit overlaps one of `edits` and is not the same.
fn clashes(edits: &Edits<'_>, span: Span, text: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    // They do not overlap each other, so the nearest before is the only one that can reach over.
    let before = edits.range(..(start, 0)).next_back();
    if before.is_some_and(|((_, reach), _)| *reach > start) {
        return true;
    }
    edits.range((start, 0)..).take_while(|((from, _), _)| *from == start || *from < end).any(
        |(&(from, to), &other)| {
            let same_place = (from, to) == (start, end);
            let one_inserts = from == start && (from == to || start == end);
            if same_place { other != text } else { !one_inserts }
        },
    )
}

/// A part of a text with edits in it, which lie inside the part in rising order. Where edits do not fit the text,
/// what stands between them is lost: [`repair`] takes only those that fit.
pub(crate) fn applied<'e>(
    text: &str,
    part: Range<usize>,
    edits: impl Iterator<Item = (Range<usize>, &'e str)>,
) -> String {
    let mut after = String::with_capacity(part.len());
    let mut done = part.start;
    for (range, new) in edits {
        after.push_str(text.get(done..range.start).unwrap_or(""));
        after.push_str(new);
        done = range.end;
    }
    after.push_str(text.get(done..part.end).unwrap_or(""));
    after
}
