//! The ids of one page: each is given once.
//!
//! In: what an author gave or a heading asks for, then the parts that prepress makes. Out: an id for each. What
//! prepress makes is called `pp-…`, so it never takes the name of a heading. Reports nothing: that two things ask for
//! one id is for the reader of the text to see.

use super::Bytes;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What every id that prepress makes begins with.
pub(crate) const OURS: &str = "pp-";

/// Something in a text that can be linked to, and the id that it asks for.
#[derive(Debug)]
pub(crate) struct Anchor {
    pub id: String,
    pub by: By,
    /// Where the id stands; the heading, where it comes from its words.
    pub bytes: Bytes,
}

/// Where an id comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// The words of a heading.
    Words,
    /// `{#id}` after a heading.
    Heading,
    /// `id="…"`, or the `name` of a link, in raw HTML.
    Html,
}

/// A part that prepress makes, as its id names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Note,
    Box,
    Footnote,
    FootnoteRef,
    Term,
    /// A heading in a text of the data.
    Heading,
    ListItem,
    Stage,
    Question,
    Principle,
    Score,
    Plan,
    PlanTask,
    Worksheet,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Note => "e",
            Part::Box => "task-",
            Part::Footnote => "fn-",
            Part::FootnoteRef => "fnref-",
            Part::Term => "term-",
            Part::Heading => "part-",
            Part::ListItem => "item-",
            Part::Stage => "stage-",
            Part::Question => "q-",
            Part::Principle => "principle-",
            Part::Score => "score-",
            Part::Plan => "plan-",
            Part::PlanTask => "plan-task-",
            Part::Worksheet => "sheet-",
        }
    }

    /// The id of the first part of this name on a page.
    pub(crate) fn id(self, name: &str) -> String {
        format!("{OURS}{}{name}", self.name())
    }
}

/// Which ids of a page are given.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageIds {
    taken: HashSet<String>,
    /// The next number to try for each wanted id.
    next: HashMap<String, usize>,
    counts: HashMap<Part, usize>,
}

impl PageIds {
    /// Gives the ids of a text, and says those of its headings, each with the first byte of the heading. What
    /// authors wrote comes before what words of headings ask for, wherever it stands.
    pub(crate) fn of(anchors: &[Anchor], headings: &[(usize, usize)]) -> (Self, HashMap<usize, String>) {
        let mut ids = Self::default();
        for anchor in anchors.iter().filter(|anchor| anchor.by == By::Html) {
            ids.taken.insert(anchor.id.clone());
        }
        let mut given = HashMap::new();
        for by in [By::Heading, By::Words] {
            for (start, at) in headings.iter().filter(|(_, at)| anchors[*at].by == by) {
                given.insert(*start, ids.unique(anchors[*at].id.clone()));
            }
        }
        (ids, given)
    }

    /// An id for a part with a name; where the page has that part already, the id gets a number.
    pub(crate) fn named(&mut self, part: Part, name: &str) -> String {
        self.unique(part.id(name))
    }

    /// An id for the next part of its kind, counted from 1.
    pub(crate) fn counted(&mut self, part: Part) -> String {
        let count = self.counts.entry(part).or_default();
        *count += 1;
        let name = count.to_string();
        self.named(part, &name)
    }

    fn unique(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let next = self.next.entry(wanted.clone()).or_insert(1);
        loop {
            let id = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The id that GitHub makes of a heading's words: lower case, joined by hyphens; letters of any script keep their
/// marks, in one form of accents.
pub(crate) fn slug(text: &str) -> String {
    let text = text.trim();
    let mut slug = String::with_capacity(text.len());
    // What has no accents has them in one form.
    let composed: Cow<'_, str> = if text.is_ascii() { text.into() } else { text.nfc().collect() };
    for c in composed.chars() {
        // Joiners part no words in the scripts that need them.
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '\u{200c}' | '\u{200d}') || is_combining_mark(c) {
            slug.extend(c.to_lowercase());
        } else if c.is_whitespace() {
            slug.push('-');
        }
    }
    if slug.is_empty() {
        slug.push_str("section");
    }
    slug
}
