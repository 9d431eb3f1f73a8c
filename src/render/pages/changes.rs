//! What of a page changed: a hash for each of its sections.
//!
//! In: a page and its text. Out: short hashes of what the author wrote and of the values that facts put
//! into it, without regard to spaces and line ends. A browser compares them with those of the last
//! visit. Tables and lists made from data do not count.

use crate::check::{CheckedPage, ClaimState};
use crate::doc::Role;
use std::ops::Range;

/// Deeper headings belong to the section above them.
const DEEPEST: u8 = 3;

/// The hash of the section that a heading opens, up to the next heading of the outline.
pub(super) fn section(page: &CheckedPage, text: &str, id: &str) -> String {
    let all = &page.page.outline;
    let found = all.iter().position(|entry| entry.id == id);
    found.map_or_else(String::new, |at| hash(page, text, &[range(page, at)]))
}

/// The hash of what stands before the first section: the text there, and the summary.
pub(super) fn beginning(page: &CheckedPage, text: &str) -> String {
    let all = &page.page.outline;
    let first = all.iter().find(|entry| entry.level <= DEEPEST).map(|entry| entry.start);
    let start = page.page.body.start..first.unwrap_or(page.page.body.end);
    let summaries = (0..all.len()).filter(|at| all[*at].role == Some(Role::Tldr));
    let parts: Vec<_> = std::iter::once(start).chain(summaries.map(|at| range(page, at))).collect();
    hash(page, text, &parts)
}

fn range(page: &CheckedPage, at: usize) -> Range<usize> {
    let all = &page.page.outline;
    let next = all[at + 1..].iter().find(|entry| entry.level <= DEEPEST);
    all[at].start..next.map_or(page.page.body.end, |entry| entry.start)
}

fn hash(page: &CheckedPage, text: &str, parts: &[Range<usize>]) -> String {
    let mut written = String::new();
    for part in parts {
        for word in text.get(part.clone()).unwrap_or("").split_whitespace() {
            written.push_str(word);
            written.push(' ');
        }
        let first = page.claims.partition_point(|claim| claim.start < part.start);
        for claim in page.claims[first..].iter().take_while(|claim| claim.start < part.end) {
            if let ClaimState::Inserted { text, .. } = &claim.state {
                written.push_str(text);
                written.push('\n');
            }
        }
    }
    blake3::hash(written.as_bytes()).to_hex()[..8].to_owned()
}
