//! Repairs inside YAML that keep it readable.
//!
//! In: findings with repairs, and the files they point into. Out: the same findings, with repairs that leave a
//! data file readable when each is applied alone: a plain text that a repair would turn into something else, such
//! as a list or a key, is put in quotes; a repair that this does not help is dropped. Writes nothing.

use crate::diag::{Diagnostic, Edit, applied};
use crate::parse::yaml::in_double_quotes;
use crate::parse::{data_scalars, is_data_file};
use crate::text::{FileId, Files, one_line};
use std::ops::Range;

/// Makes repairs safe for YAML; returns how many had to be dropped.
pub(super) fn repairs(findings: &mut [Diagnostic], files: &Files) -> usize {
    let mut dropped = 0;
    for finding in findings {
        let Some(fix) = &mut finding.fix else { continue };
        let mut touched: Vec<FileId> = fix.edits.iter().map(|edit| edit.span.file).collect();
        touched.dedup();
        let sound = touched.into_iter().all(|file| {
            !is_data_file(files.get(file).path.as_str())
                || settle(&mut fix.edits, file, &files.get(file).text)
        });
        if !sound {
            finding.fix = None;
            dropped += 1;
        }
    }
    dropped
}

/// Makes the edits of one data file safe, if possible.
fn settle(edits: &mut Vec<Edit>, file: FileId, text: &str) -> bool {
    let Some(scalars) = data_scalars(file, text) else { return true };
    let mut own: Vec<Edit> = edits.iter().filter(|edit| edit.span.file == file).cloned().collect();
    own.sort_by_key(|edit| edit.span.start);
    let same_shape = |text: &str| data_scalars(file, text).is_some_and(|after| after.len() == scalars.len());
    if same_shape(&edited(text, 0..text.len(), &own)) {
        return true;
    }
    let mut quoted = Vec::new();
    for span in &scalars {
        let mine: Vec<Edit> = own.iter().filter(|edit| span.holds(edit.span)).cloned().collect();
        if mine.is_empty() {
            continue;
        }
        // Texts in quotes and blocks have rules of their own.
        if text[span.range()].starts_with(['"', '\'', '|', '>']) {
            return false;
        }
        let raw = edited(text, span.range(), &mine);
        quoted.push(Edit { span: *span, text: double_quoted(&raw) });
        own.retain(|edit| !span.holds(edit.span));
    }
    own.extend(quoted);
    own.sort_by_key(|edit| edit.span.start);
    if !same_shape(&edited(text, 0..text.len(), &own)) {
        return false;
    }
    edits.retain(|edit| edit.span.file != file);
    edits.extend(own);
    true
}

/// A part of a text with edits in it, which are sorted.
pub(super) fn edited(text: &str, part: Range<usize>, edits: &[Edit]) -> String {
    applied(text, part, edits.iter().map(|edit| (edit.span.range(), edit.text.as_str())))
}

/// A plain text as a quoted one. Line breaks in it become spaces.
pub(crate) fn double_quoted(plain: &str) -> String {
    in_double_quotes(&one_line(plain))
}
