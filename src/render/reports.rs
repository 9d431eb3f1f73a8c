//! What the pages of sources, of disputes and of data quality see: part of the contract with templates.
//!
//! In: nothing; the pages fill them. Out: serialisable structs.

use super::view::{LinkView, SourceLink, UseView};
use crate::theme::prose;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SourceView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub kind: Option<&'static str>,
    pub url: Option<String>,
    #[serde(serialize_with = "prose")]
    pub publisher: Option<String>,
    #[serde(serialize_with = "prose")]
    pub published: Option<String>,
    #[serde(serialize_with = "prose")]
    pub accessed: Option<String>,
    #[serde(serialize_with = "prose")]
    pub note: Option<String>,
    #[serde(serialize_with = "prose")]
    pub reliability: Option<String>,
    pub derived: Vec<ChainView>,
    /// There are more origins than are told.
    pub more_origins: bool,
    pub supports: Vec<SupportView>,
    pub contradicts: Vec<SupportView>,
    /// Its answers in disputes that nobody decided.
    pub open: Vec<SupportView>,
    pub cited: Vec<CitedView>,
}

/// From whom a source has it, and from whom they have it, to the origin.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChainView {
    pub links: Vec<LinkView>,
    /// Sources before the origin that are not named.
    pub left_out: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SupportView {
    #[serde(serialize_with = "prose")]
    pub label: String,
    #[serde(serialize_with = "prose")]
    pub value: String,
    pub path: String,
    #[serde(serialize_with = "prose")]
    pub locator: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CitedView {
    #[serde(serialize_with = "prose")]
    pub text: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
}

/// A fact whose sources disagree.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DisputeEntry {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub label: String,
    pub path: String,
    pub status: &'static str,
    /// What the site says: the adopted value, or all that is open.
    #[serde(serialize_with = "prose")]
    pub value: Option<String>,
    pub kind: Option<&'static str>,
    #[serde(serialize_with = "prose")]
    pub because: Option<String>,
    #[serde(serialize_with = "prose")]
    pub decided: Option<String>,
    #[serde(serialize_with = "prose")]
    pub review: Option<String>,
    /// The day of the review has passed.
    pub overdue: bool,
    pub reports: Vec<ReportEntry>,
    pub uses: Vec<UseView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportEntry {
    #[serde(serialize_with = "prose")]
    pub value: String,
    #[serde(serialize_with = "prose")]
    pub measures: Option<String>,
    #[serde(serialize_with = "prose")]
    pub as_of: Option<String>,
    /// It is the adopted value.
    pub adopted: bool,
    pub sources: Vec<SourceLink>,
}

/// Figures and what backs them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TallyView {
    #[serde(serialize_with = "prose")]
    pub label: String,
    pub path: Option<String>,
    pub figures: usize,
    pub backed: usize,
    pub cited: usize,
    pub todo: usize,
    pub unbacked: usize,
    pub exempt: usize,
    pub aside: usize,
    pub coverage: String,
    pub strict: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShareView {
    #[serde(serialize_with = "prose")]
    pub label: String,
    pub count: usize,
    pub share: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RuleView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub says: String,
    /// `holds`, `fails`, `undetermined` or `unevaluable`.
    pub truth: &'static str,
    /// `error`, `warn` or `info`.
    pub level: &'static str,
    pub formula: String,
    #[serde(serialize_with = "prose")]
    pub steps: Vec<String>,
    pub facts: Vec<RuleFact>,
    pub uses: Vec<UseView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RuleFact {
    #[serde(serialize_with = "prose")]
    pub label: String,
    #[serde(serialize_with = "prose")]
    pub value: String,
    pub path: String,
}
