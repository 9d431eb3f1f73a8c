//! What the pages of disputes and of data quality see: part of the contract with templates.
//!
//! In: nothing; the pages fill them. Out: serialisable structs.

use super::view::{SourceLink, UseView};
use serde::Serialize;

/// A fact whose sources disagree.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DisputeEntry {
    pub id: String,
    pub label: String,
    pub path: String,
    pub status: &'static str,
    /// What the site says: the adopted value, or all that is open.
    pub value: Option<String>,
    pub kind: Option<&'static str>,
    pub because: Option<String>,
    pub decided: Option<String>,
    pub review: Option<String>,
    /// The day of the review has passed.
    pub overdue: bool,
    pub reports: Vec<ReportEntry>,
    pub uses: Vec<UseView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportEntry {
    pub value: String,
    pub measures: Option<String>,
    pub as_of: Option<String>,
    /// It is the adopted value.
    pub adopted: bool,
    pub sources: Vec<SourceLink>,
}

/// Figures and what backs them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TallyView {
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
    pub label: String,
    pub count: usize,
    pub share: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RuleView {
    pub id: String,
    pub says: String,
    /// `holds`, `fails`, `undetermined` or `unevaluable`.
    pub truth: &'static str,
    /// `error`, `warn` or `info`.
    pub level: &'static str,
    pub formula: String,
    pub steps: Vec<String>,
    pub facts: Vec<RuleFact>,
    pub uses: Vec<UseView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RuleFact {
    pub label: String,
    pub value: String,
    pub path: String,
}
