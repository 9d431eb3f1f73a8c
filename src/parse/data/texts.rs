//! Markdown texts of records, taken into the table of all texts.
//!
//! In: texts as a record has them. Out: their ids. A text gets its id when it is read, so that two records
//! that share a YAML node have two texts. Does not read Markdown.

use crate::model::{Data, Text, TextId};
use crate::text::Spanned;

/// Takes a text.
pub(super) fn take(data: &mut Data, source: Spanned<String>) -> TextId {
    data.texts.push_and_get_key(Text { source, subject: None })
}

/// Takes a text that may be missing.
pub(super) fn maybe(data: &mut Data, source: Option<Spanned<String>>) -> Option<TextId> {
    source.map(|source| take(data, source))
}

/// Takes a list of texts.
pub(super) fn all(data: &mut Data, sources: Vec<Spanned<String>>) -> Vec<TextId> {
    sources.into_iter().map(|source| take(data, source)).collect()
}

/// Reads a record, and forgets its texts again where nothing comes of it.
pub(super) fn of_record<T>(data: &mut Data, read: impl FnOnce(&mut Data) -> Option<T>) -> Option<T> {
    let before = data.texts.len();
    let record = read(data);
    if record.is_none() {
        data.texts.truncate(before);
    }
    record
}

/// Gives all texts that were taken since there were `before` of them a default subject.
pub(super) fn belong_to(data: &mut Data, before: usize, subject: Option<&Spanned<String>>) {
    for text in data.texts.iter_mut().skip(before) {
        text.subject = subject.cloned();
    }
}
