//! Ids that a page gives twice.
//!
//! In: a tree. Out: findings. Headings of the same words are none: they are numbered. The renderer sees to it that
//! each id is on a page once; here an author learns which of two places a link cannot reach.

use crate::diag::{Diagnostic, Findings};
use crate::doc::{Anchor, By, Doc, OURS};
use crate::lints;
use crate::text::Span;
use std::collections::HashMap;
use std::ops::Range;

/// How far above a heading an anchor for it may stand, in bytes: the rest of its tag, and a blank line.
const NEAR: usize = 16;

/// Reports ids that an author gave to two things, and those that are kept for prepress.
pub(super) fn check(doc: &Doc<'_>, locate: &dyn Fn(Range<usize>) -> Span, findings: &mut Findings) {
    // What an author gave, and what the words of headings ask for.
    let mut given: HashMap<&str, &Anchor> = HashMap::new();
    let mut asked: HashMap<&str, &Anchor> = HashMap::new();
    for anchor in &doc.anchors {
        let id = anchor.id.as_str();
        if id.starts_with(OURS) {
            findings.report(ours(anchor, locate(anchor.bytes.clone())));
        }
        let other = match anchor.by {
            // A heading steps aside for an id after another; HTML of its name is most likely meant for it.
            // Right above the heading it leads to the heading all the same.
            By::Words => given
                .get(id)
                .filter(|other| other.by == By::Html && anchor.bytes.start > other.bytes.end + NEAR),
            By::Heading => given.get(id),
            // In the heading itself both lead to one place.
            By::Html => given
                .get(id)
                .or_else(|| asked.get(id))
                .filter(|other| other.by != By::Words || !other.bytes.contains(&anchor.bytes.start)),
        };
        if let Some(other) = other {
            let message = format!("the id `{id}` is given twice on this page");
            findings.report(
                Diagnostic::new(&lints::DUPLICATE_ANCHOR, locate(anchor.bytes.clone()), message)
                    .related(locate(other.bytes.clone()), "first given here")
                    .help("a link can lead to one of them only; give each an id of its own"),
            );
        }
        let known = if anchor.by == By::Words { &mut asked } else { &mut given };
        known.entry(id).or_insert(anchor);
    }
}

fn ours(anchor: &Anchor, span: Span) -> Diagnostic {
    let message = format!("`{}` begins with `{OURS}`, which is kept for ids that prepress makes", anchor.id);
    Diagnostic::new(&lints::DUPLICATE_ANCHOR, span, message).help(match anchor.by {
        By::Words => "give the heading an id of its own: `{#…}` after its words",
        By::Heading | By::Html => "begin it with anything else",
    })
}

/// The anchors of headings and of raw HTML in the order of the text, and which of them are the headings'.
pub(super) fn in_order(
    anchors: Vec<Anchor>,
    of_html: Vec<Anchor>,
    headings: Vec<(usize, usize)>,
) -> (Vec<Anchor>, Vec<(usize, usize)>) {
    if of_html.is_empty() {
        return (anchors, headings);
    }
    let mut all: Vec<(usize, Anchor)> = anchors.into_iter().chain(of_html).enumerate().collect();
    all.sort_by_key(|(_, anchor)| anchor.bytes.start);
    let places: HashMap<usize, usize> = all.iter().enumerate().map(|(at, (was, _))| (*was, at)).collect();
    let headings = headings.into_iter().map(|(start, was)| (start, places[&was])).collect();
    (all.into_iter().map(|(_, anchor)| anchor).collect(), headings)
}
