//! What is searched, and what is counted of it.
//!
//! In: nothing. Out: the types that the steps of the search hand to each other. Does not count or pack.

use serde::{Deserialize, Serialize};

/// One page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Path below the root of the site: `pay/levels.html`.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Where the page is, in words: `Pay and levels / Netflix`. May be empty.
    pub crumbs: String,
    /// Whether the page repeats what other pages say (a ledger, a list of sources): its words count half.
    pub minor: bool,
    /// The text before the first heading, then a section for each heading; none is a page with a title only.
    pub sections: Vec<Section>,
}

/// The text from one heading to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Id of the heading; none for the top of the page.
    pub anchor: Option<String>,
    /// The heading in plain words, empty for the top of the page.
    pub heading: String,
    /// Plain text; runs of white space count as one.
    pub text: String,
}

/// A term's weight in a section, before the section's length counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub section: u32,
    pub weight: u32,
}

/// What a score depends on, apart from its term.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Measure {
    pub terms: u32,
    pub minor: bool,
}
