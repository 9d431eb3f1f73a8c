//! The values that templates see: the contract of `docs/templates.md`, as types.
//!
//! In: nothing; pages fill them. Out: serialisable structs whose fields are the contract. Adding a
//! field means adding it to the page of the contract, whose test fails otherwise.

use crate::check::Badge;
use crate::theme::prose;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SiteView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    #[serde(serialize_with = "prose")]
    pub description: Option<String>,
    pub language: String,
    /// Of its script: `ltr` or `rtl`.
    pub direction: &'static str,
    pub base_url: Option<String>,
    pub generator: String,
    pub today: String,
    pub counts: CountsView,
    /// Which generated pages there are, by the names that templates ask for.
    pub has: BTreeMap<&'static str, bool>,
    pub id: String,
    /// Static files: name to path.
    pub files: BTreeMap<String, String>,
    pub style: String,
    pub script: Option<String>,
    pub search: Option<String>,
    pub repository: Option<String>,
    /// The script that has browsers keep the guide, where they shall.
    pub app: Option<String>,
    pub feeds: Vec<LinkView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CountsView {
    pub pages: usize,
    pub facts: usize,
    pub sources: usize,
    pub claims: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct GroupView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: Option<String>,
    pub here: bool,
    pub pages: Vec<LinkView>,
    pub more: usize,
}

#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct LinkView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct EntryView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
    #[serde(serialize_with = "prose")]
    pub description: Option<String>,
    pub kind: &'static str,
}

/// A subject in the list of ledgers.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SubjectEntry {
    #[serde(serialize_with = "prose")]
    pub label: String,
    /// Its ledger; none without a fact.
    pub path: Option<String>,
    #[serde(serialize_with = "prose")]
    pub description: Option<String>,
    pub count: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SectionView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: Option<String>,
    #[serde(serialize_with = "prose")]
    pub description: Option<String>,
    pub pages: Vec<EntryView>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct PageView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub kind: &'static str,
    #[serde(serialize_with = "prose")]
    pub description: Option<String>,
    pub path: String,
    pub canonical: Option<String>,
    /// The picture that links to the page are shown with.
    pub card: Option<PictureView>,
    pub breadcrumbs: Vec<LinkView>,
    pub hash: Option<String>,
    pub outline: Vec<OutlineView>,
    pub summary: Option<String>,
    pub audience: Option<AudienceView>,
    pub subject: Option<SubjectLink>,
    pub tags: Vec<LinkView>,
    pub updated: Option<String>,
    pub words: usize,
    pub minutes: usize,
    pub prev: Option<LinkView>,
    pub next: Option<LinkView>,
    pub related: Vec<RelatedView>,
    pub backlinks: Vec<RelatedView>,
    pub evidence: Vec<EvidenceView>,
    pub facts: Vec<FactRow>,
    pub source: String,
    pub scripts: Vec<String>,
    /// Whether browsers keep what readers tick on the page.
    pub keeps: bool,
    /// JSON-LD, safe inside HTML.
    pub data: Option<String>,
    /// Path of the page as Markdown.
    pub markdown: Option<String>,
    pub extra: serde_json::Value,
}

/// A picture: its path and, where known, its size in pixels.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PictureView {
    pub path: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct OutlineView {
    pub level: u8,
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub hash: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct AudienceView {
    #[serde(serialize_with = "prose")]
    #[serde(rename = "for")]
    pub for_whom: Option<String>,
    #[serde(serialize_with = "prose")]
    pub not_for: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SubjectLink {
    #[serde(serialize_with = "prose")]
    pub label: String,
    pub path: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RelatedView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
    #[serde(serialize_with = "prose")]
    pub description: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct FactRow {
    #[serde(serialize_with = "prose")]
    pub label: String,
    #[serde(serialize_with = "prose")]
    pub value: String,
    #[serde(serialize_with = "prose")]
    pub as_of: Option<String>,
    #[serde(serialize_with = "prose")]
    pub dated: Option<String>,
    pub path: String,
    #[serde(serialize_with = "prose")]
    pub badges: Vec<Badge>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct EvidenceView {
    pub n: usize,
    pub id: String,
    pub kind: &'static str,
    #[serde(serialize_with = "prose")]
    pub subject: Option<String>,
    #[serde(serialize_with = "prose")]
    pub label: String,
    #[serde(serialize_with = "prose")]
    pub value: Option<String>,
    #[serde(serialize_with = "prose")]
    pub qualifiers: Option<String>,
    #[serde(serialize_with = "prose")]
    pub as_of: Option<String>,
    /// The same in words: `as of 2026`, or `undated`.
    #[serde(serialize_with = "prose")]
    pub dated: Option<String>,
    #[serde(serialize_with = "prose")]
    pub method: Option<String>,
    pub sources: Vec<SourceLink>,
    pub wordings: Vec<Wording>,
    #[serde(serialize_with = "prose")]
    pub steps: Vec<String>,
    #[serde(serialize_with = "prose")]
    pub badges: Vec<Badge>,
    pub dispute: Option<DisputeView>,
    #[serde(serialize_with = "prose")]
    pub note: Option<String>,
    pub path: Option<String>,
    /// Whether the note has room in the margin, near the figure.
    pub beside: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SourceLink {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
    pub url: Option<String>,
    #[serde(serialize_with = "prose")]
    pub locator: Option<String>,
    #[serde(serialize_with = "prose")]
    pub publisher: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Wording {
    #[serde(serialize_with = "prose")]
    pub text: String,
    #[serde(serialize_with = "prose")]
    pub how: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct DisputeView {
    pub status: &'static str,
    #[serde(serialize_with = "prose")]
    pub because: Option<String>,
    pub reports: Vec<ReportView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReportView {
    #[serde(serialize_with = "prose")]
    pub value: String,
    #[serde(serialize_with = "prose")]
    pub measures: Option<String>,
    #[serde(serialize_with = "prose")]
    pub sources: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PairView {
    pub title: Option<String>,
    pub bad: String,
    pub good: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuestionView {
    pub id: String,
    pub question: String,
    pub answer: String,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct ComparisonView {
    #[serde(serialize_with = "prose")]
    pub caption: Option<String>,
    pub subjects: Vec<SubjectLink>,
    /// How many rows say the same of all.
    pub alike: usize,
    /// Whether any cell has a mark.
    pub marked: bool,
    /// What most values are dated by, in words, where most of them share it.
    #[serde(serialize_with = "prose")]
    pub dated: Option<String>,
    pub downloads: Vec<LinkView>,
    pub groups: Vec<RowGroupView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RowGroupView {
    #[serde(serialize_with = "prose")]
    pub label: Option<String>,
    pub rows: Vec<RowView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RowView {
    #[serde(serialize_with = "prose")]
    pub label: String,
    #[serde(serialize_with = "prose")]
    pub unit: Option<String>,
    pub path: Option<String>,
    /// Which end is better, on rows with marks.
    pub direction: Option<&'static str>,
    /// Where its bars begin and end: `$260K–$656K`.
    #[serde(serialize_with = "prose")]
    pub axis: Option<String>,
    pub same: bool,
    pub cells: Vec<CellView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CellView {
    pub state: &'static str,
    pub mark: Option<&'static str>,
    pub facts: Vec<CellFact>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CellFact {
    #[serde(serialize_with = "prose")]
    pub value: String,
    #[serde(serialize_with = "prose")]
    pub qualifiers: Option<String>,
    #[serde(serialize_with = "prose")]
    pub as_of: Option<String>,
    /// In words; none where it is that of the whole table.
    #[serde(serialize_with = "prose")]
    pub dated: Option<String>,
    #[serde(serialize_with = "prose")]
    pub from: Option<String>,
    #[serde(serialize_with = "prose")]
    pub note: Option<String>,
    pub path: String,
    #[serde(serialize_with = "prose")]
    pub badges: Vec<Badge>,
    pub bar: Option<BarView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct BarView {
    pub start: String,
    pub width: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChecklistView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: Option<String>,
    pub description: Option<String>,
    #[serde(serialize_with = "prose")]
    pub roles: Vec<String>,
    #[serde(serialize_with = "prose")]
    pub stage: Option<String>,
    pub items: Vec<ItemView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ItemView {
    pub id: String,
    /// The id of its box on the page.
    pub anchor: String,
    pub text: String,
    /// Whether the text may stand in a label.
    pub plain: bool,
    pub why: Option<String>,
    #[serde(serialize_with = "prose")]
    pub minutes: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct LedgerSubject {
    #[serde(serialize_with = "prose")]
    pub label: String,
    #[serde(serialize_with = "prose")]
    pub description: Option<String>,
    pub parent: Option<SubjectLink>,
    pub pages: Vec<LinkView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct LedgerRow {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub label: String,
    #[serde(serialize_with = "prose")]
    pub value: Option<String>,
    #[serde(serialize_with = "prose")]
    pub qualifiers: Option<String>,
    #[serde(serialize_with = "prose")]
    pub as_of: Option<String>,
    #[serde(serialize_with = "prose")]
    pub dated: Option<String>,
    #[serde(serialize_with = "prose")]
    pub method: Option<String>,
    pub rank: &'static str,
    #[serde(serialize_with = "prose")]
    pub note: Option<String>,
    #[serde(serialize_with = "prose")]
    pub badges: Vec<Badge>,
    pub sources: Vec<SourceLink>,
    pub dispute: Option<DisputeView>,
    pub file: String,
    pub line: usize,
    pub uses: Vec<UseView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct UseView {
    /// The words that are bound.
    #[serde(serialize_with = "prose")]
    pub text: String,
    /// The sentence they stand in.
    #[serde(serialize_with = "prose")]
    pub sentence: String,
    #[serde(serialize_with = "prose")]
    pub how: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct TagView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
    pub count: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct TermView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub term: String,
    #[serde(serialize_with = "prose")]
    pub aliases: Vec<String>,
    pub definition: String,
    pub see: Vec<SeeView>,
    pub uses: Vec<LinkView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub words: String,
    #[serde(serialize_with = "prose")]
    pub term: String,
    pub definition: String,
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct SeeView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub id: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ListView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
    #[serde(serialize_with = "prose")]
    pub roles: Vec<String>,
    #[serde(serialize_with = "prose")]
    pub stage: Option<String>,
    pub html: String,
}

/// A page with a checklist in its text.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PageListView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
    /// How many boxes it has.
    pub count: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct UrlView {
    pub url: String,
    pub updated: Option<String>,
}
