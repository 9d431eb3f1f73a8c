//! What of Markdown is read.
//!
//! In: nothing. Out: the extensions of the parser, and what a text may ask for beside them.

use crate::doc::Role;
use pulldown_cmark::Options;
use std::collections::HashMap;

/// Heading texts, in lower case, that give a section a role.
pub(crate) type Roles = HashMap<String, Role>;

/// What a text may mean beyond what every text of a guide may.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ways {
    /// Single dollar signs hold formulas.
    pub math: bool,
    /// Addresses in running text are links.
    pub addresses: bool,
}

impl Ways {
    /// Those of a page, by what its front matter asks for.
    pub(crate) fn of_page(math: bool) -> Self {
        Self { math, addresses: true }
    }
}

impl Default for Ways {
    fn default() -> Self {
        Self::of_page(false)
    }
}

/// The extensions that every text has. Links by name and addresses are found by passes of our own, after the parser.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}
