//! Versions in plain text, where the data of a site has some.
//!
//! In: the text of one paragraph, cell or heading. Out: the bytes of each version that shows that it is one: by its `v`, or
//! by the word before it. Other numbers with points are decimals, sections and addresses as often as not.

use crate::value::read::versions;
use std::ops::Range;

/// The versions of a text, from left to right.
pub(super) fn named_versions(text: &str) -> Vec<Range<usize>> {
    let named = |at: usize| {
        let before = text[..at].trim_end().trim_end_matches([':', '.']);
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        ["version", "versions", "release", "v"].iter().any(|name| name.eq_ignore_ascii_case(word))
    };
    let spans = versions(text).into_iter().map(|hit| hit.span);
    spans.filter(|span| text[span.start..].starts_with(['v', 'V']) || named(span.start)).collect()
}
