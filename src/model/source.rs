//! Sources as written: `content/data/sources.yaml`, and wherever a record names where it was read.

use super::PartialDate;
use crate::text::Spanned;

/// A document, dataset or conversation that values were read from.
#[derive(Debug, Clone)]
pub struct SourceDef {
    /// Its id.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// `official`, `dataset`, `survey`, `article`, `interview`, `forum` or `internal`.
    pub kind: Option<&'static str>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Name of a kept copy, below `sources/` if it lies with the site.
    pub file: Option<Spanned<String>>,
    /// Who put it out.
    pub publisher: Option<String>,
    /// When it was put out.
    pub published: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// A lasting copy.
    pub archive: Option<String>,
    /// Ids of the sources it took its values from.
    pub derived_from: Vec<Spanned<String>>,
    /// A grade on the site's own scale.
    pub reliability: Option<String>,
    /// What readers should know of it.
    pub note: Option<String>,
}

/// A source of one value.
#[derive(Debug, Clone)]
pub struct SourceRef {
    /// The source's id.
    pub id: Spanned<String>,
    /// Where in it.
    pub locator: Option<String>,
    /// Its own words.
    pub quote: Option<Spanned<String>>,
    /// The fingerprint of the passage, as it was read.
    pub passage: Option<Spanned<String>>,
}
