//! Which repairs win, and that nothing else changes.

use super::{Reason, Repaired, Skipped, repair};
use crate::diag::{Applicability, Diagnostic, Edit, Fix};
use crate::lints::{STALE_FACT, VALUE_MISMATCH};
use crate::text::{FileId, FilePath, Files, Span};
use proptest::prelude::*;
use std::ops::Range;
use std::sync::Arc;

use Applicability::{Safe, Unsafe};

fn one(text: &str) -> (Files, FileId) {
    let mut files = Files::default();
    let id = files.add(FilePath::new("a.md"), Arc::from(text));
    (files, id)
}

fn fix(file: FileId, edits: &[(Range<usize>, &str)]) -> Fix {
    let edit = |(range, text): &(Range<usize>, &str)| Edit {
        span: Span::new(file, range.clone()),
        text: (*text).to_owned(),
    };
    Fix { applicability: Safe, edits: edits.iter().map(edit).collect() }
}

/// A finding at a byte with a repair.
fn finding(at: usize, fix: Fix) -> Diagnostic {
    let file = fix.edits.first().expect("an edit").span.file;
    let mut finding = Diagnostic::new(&VALUE_MISMATCH, Span::new(file, at..at), "m");
    finding.fix = Some(fix);
    finding
}

/// Repairs by edits, one finding for each group, in a text.
fn repaired(text: &str, fixes: &[&[(Range<usize>, &str)]]) -> (String, usize, Vec<(usize, Reason)>) {
    let (files, id) = one(text);
    let findings: Vec<_> = fixes.iter().enumerate().map(|(at, edits)| finding(at, fix(id, edits))).collect();
    let Repaired { texts, applied, skipped } = repair(&findings, &files, Safe);
    let text = texts.get(&id).cloned().unwrap_or_else(|| text.to_owned());
    (text, applied, skipped.into_iter().map(|s| (s.finding, s.reason)).collect())
}

#[track_caller]
fn check(fixes: &[&[(Range<usize>, &str)]], text: &str, applied: usize, skipped: &[(usize, Reason)]) {
    assert_eq!(repaired("0123456789", fixes), (text.to_owned(), applied, skipped.to_vec()));
}

#[test]
fn edits_that_do_not_overlap_are_all_made() {
    check(&[&[(7..8, "seven")], &[(0..1, ""), (3..3, "+")]], "12+3456seven89", 2, &[]);
    check(&[&[(2..4, "x")], &[(4..6, "y")], &[(0..2, "z")]], "zxy6789", 3, &[]);
    check(&[&[(2..4, "x")], &[(4..4, "+")], &[(2..2, "-")]], "01-x+456789", 3, &[]);
}

#[test]
fn the_first_of_two_that_overlap_wins() {
    let second = [(1, Reason::Overlap)];
    check(&[&[(2..5, "x")], &[(4..6, "y")]], "01x56789", 1, &second);
    check(&[&[(4..6, "y")], &[(2..5, "x")]], "0123y6789", 1, &second);
    check(&[&[(2..5, "x")], &[(3..3, "y")]], "01x56789", 1, &second);
    check(&[&[(3..3, "y")], &[(2..5, "x")]], "012y3456789", 1, &second);
    check(&[&[(2..5, "x")], &[(2..6, "x")]], "01x56789", 1, &second);
    check(&[&[(2..5, "x")], &[(2..5, "y")]], "01x56789", 1, &second);
    check(&[&[(3..3, "x")], &[(3..3, "y")]], "012x3456789", 1, &second);
    check(&[&[(3..4, "")], &[(1..2, ""), (3..5, "")]], "012456789", 1, &second);
}

#[test]
fn the_same_edit_is_made_once() {
    check(&[&[(2..5, "x")], &[(2..5, "x")]], "01x56789", 1, &[]);
    check(&[&[(3..3, "x")], &[(3..3, "x")]], "012x3456789", 1, &[]);
    check(&[&[(3..3, "x")], &[(3..3, "x"), (9..10, "y")]], "012x345678y", 2, &[]);
    check(&[&[(3..3, "x"), (3..3, "x")]], "012x3456789", 1, &[]);
}

#[test]
fn edits_that_do_not_fit_leave_the_whole_repair_out() {
    let misfit = [(0, Reason::Misfit)];
    check(&[&[(0..1, "x"), (9..11, "y")]], "0123456789", 0, &misfit);
    check(&[&[(0..3, "x"), (2..4, "y")]], "0123456789", 0, &misfit);
    check(&[&[(3..3, "x"), (3..3, "y")]], "0123456789", 0, &misfit);
    assert_eq!(repaired("é", &[&[(1..2, "e")]]), ("é".to_owned(), 0, misfit.to_vec()));
    // What is left out does not stand in another's way.
    check(&[&[(0..1, "x"), (9..11, "y")], &[(0..1, "z")]], "z123456789", 1, &misfit);
}

#[test]
fn only_what_is_asked_for_and_only_files_that_change() {
    let mut files = Files::default();
    let first = files.add(FilePath::new("a.md"), Arc::from("\u{feff}a\r\nb"));
    let second = files.add(FilePath::new("b.md"), Arc::from("b\n"));
    let span = Span::new(first, 3..4);
    let findings = [
        Diagnostic::new(&VALUE_MISMATCH, span, "m").fix(Unsafe, span, "x"),
        Diagnostic::new(&VALUE_MISMATCH, span, "n").fix(Safe, Span::new(second, 0..1), "b"),
        Diagnostic::new(&VALUE_MISMATCH, span, "o"),
    ];
    let safe = repair(&findings, &files, Safe);
    assert!(safe.texts.is_empty(), "{safe:?}");
    assert_eq!((safe.applied, safe.skipped), (1, vec![Skipped { finding: 0, reason: Reason::Unsafe }]));
    let all = repair(&findings, &files, Unsafe);
    assert_eq!(all.texts.into_iter().collect::<Vec<_>>(), [(first, "\u{feff}x\r\nb".to_owned())]);
    assert_eq!((all.applied, all.skipped), (2, vec![]));
}

#[test]
fn a_repair_of_several_files_is_made_in_all_or_none() {
    let mut files = Files::default();
    let first = files.add(FilePath::new("b.md"), Arc::from("b\n"));
    let second = files.add(FilePath::new("a.md"), Arc::from("a\n"));
    let edit = |file, text: &str| Edit { span: Span::new(file, 0..1), text: text.to_owned() };
    let both = Fix { applicability: Safe, edits: vec![edit(first, "x"), edit(second, "y")] };
    let other = Fix { applicability: Safe, edits: vec![edit(second, "z")] };
    let findings = [finding(0, both), finding(1, other)];
    // The finding in `a.md` is printed first.
    let made = repair(&findings, &files, Safe);
    assert_eq!(made.texts.into_iter().collect::<Vec<_>>(), [(second, "z\n".to_owned())]);
    assert_eq!(made.skipped, [Skipped { finding: 0, reason: Reason::Overlap }]);
    let made = repair(&findings[..1], &files, Safe);
    assert_eq!(made.texts.len(), 2);
}

/// Texts with multi-byte characters and every kind of line end.
fn texts() -> impl Strategy<Value = String> {
    "\u{feff}?(a|é|–|\u{1f600}|\r|\r?\n| ){0,40}"
}

fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A byte and edits: where each begins, how long it is, the new text.
type Raw = (usize, Vec<(usize, usize, String)>);

/// Findings with any repairs: groups of ranges, which may overlap and may not fit.
fn findings_of(id: FileId, raw: &[Raw]) -> Vec<Diagnostic> {
    let finding = |(index, (at, edits)): (usize, &Raw)| {
        let edits = edits.iter().map(|(from, len, text)| {
            let span = Span::new(id, *from..from + len);
            Edit { span, text: text.clone() }
        });
        let lint = if index % 2 == 0 { &VALUE_MISMATCH } else { &STALE_FACT };
        let mut finding = Diagnostic::new(lint, Span::new(id, *at..*at), "m");
        let applicability = if index % 3 == 0 { Unsafe } else { Safe };
        finding.fix = Some(Fix { applicability, edits: edits.collect() });
        finding
    };
    raw.iter().enumerate().map(finding).collect()
}

fn groups() -> impl Strategy<Value = Vec<Raw>> {
    prop::collection::vec(
        (0usize..5, prop::collection::vec((0usize..30, 0usize..6, "[xy]{0,2}"), 0..4)),
        0..8,
    )
}

proptest! {
    #[test]
    fn disjoint_edits_are_all_made_and_the_rest_is_untouched(
        text in texts(),
        cuts in prop::collection::vec(0usize..120, 0..12),
        turn in 0usize..12,
    ) {
        let mut cuts: Vec<_> = cuts.into_iter().map(|at| boundary(&text, at)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let (files, id) = one(&text);
        let ranges: Vec<_> = cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
        let mut expected = text.clone();
        for (index, range) in ranges.iter().enumerate().rev() {
            expected.replace_range(range.clone(), &format!("<{index}>"));
        }
        let fixed = |(index, range): (usize, &Range<usize>)| finding(0, fix(id, &[(range.clone(), &format!("<{index}>"))]));
        let mut findings: Vec<_> = ranges.iter().enumerate().map(fixed).collect();
        let turn = turn.min(findings.len());
        findings.rotate_left(turn);
        let made = repair(&findings, &files, Safe);
        prop_assert_eq!(made.texts.get(&id).unwrap_or(&text), &expected);
        prop_assert_eq!((made.applied, made.skipped), (ranges.len(), vec![]));
    }

    #[test]
    fn the_order_of_findings_and_edits_changes_nothing(
        text in texts(),
        raw in groups(),
        turn in 0usize..8,
    ) {
        let (files, id) = one(&text);
        let findings = findings_of(id, &raw);
        let mut turned = findings.clone();
        let turn = turn.min(turned.len());
        turned.rotate_left(turn);
        for finding in &mut turned {
            finding.fix.as_mut().expect("a fix").edits.reverse();
        }
        for up_to in [Safe, Unsafe] {
            let (one, other) = (repair(&findings, &files, up_to), repair(&turned, &files, up_to));
            prop_assert_eq!(&one.texts, &other.texts);
            prop_assert_eq!(one.applied, other.applied);
            let reasons = |made: &Repaired| made.skipped.iter().map(|s| s.reason).collect::<Vec<_>>();
            prop_assert_eq!(reasons(&one), reasons(&other));
        }
    }

    #[test]
    fn bytes_outside_of_made_edits_are_kept_in_order(text in texts(), raw in groups()) {
        let (files, id) = one(&text);
        let findings = findings_of(id, &raw);
        let made = repair(&findings, &files, Unsafe);
        let skipped: Vec<_> = made.skipped.iter().map(|s| s.finding).collect();
        let edits = findings.iter().enumerate().filter(|(index, _)| !skipped.contains(index));
        let mut kept = vec![true; text.len()];
        for edit in edits.flat_map(|(_, finding)| &finding.fix.as_ref().expect("a fix").edits) {
            kept[edit.span.range()].fill(false);
        }
        // The texts of edits hold `x` and `y` alone, which the file does not.
        let untouched: Vec<u8> = text.bytes().zip(&kept).filter(|(_, kept)| **kept).map(|(b, _)| b).collect();
        let after = made.texts.get(&id).unwrap_or(&text);
        let left: Vec<u8> = after.bytes().filter(|b| !b"xy".contains(b)).collect();
        prop_assert_eq!(left, untouched);
    }
}
