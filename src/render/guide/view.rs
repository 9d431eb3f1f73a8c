//! What the components for the guide's collections see: part of the contract with templates.
//!
//! In: nothing; the files beside this one fill them. Out: serialisable structs.

use super::super::view::{LinkView, SourceLink};
use crate::theme::prose;
use serde::Serialize;

/// A bank of questions, or a part of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuestionsView {
    pub roles: Vec<ChoiceView>,
    pub stages: Vec<ChoiceView>,
    pub principles: Vec<ChoiceView>,
    pub questions: Vec<BankQuestion>,
    pub drill: Option<String>,
}

/// Something to filter by.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChoiceView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub count: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct BankQuestion {
    pub id: String,
    /// Its id on the page.
    pub anchor: String,
    pub text: String,
    #[serde(serialize_with = "prose")]
    pub roles: Vec<String>,
    pub role_ids: String,
    pub stage: Option<ChoiceLink>,
    pub principles: Vec<ChoiceLink>,
    pub principle_ids: String,
    pub kind: Option<&'static str>,
    pub origin: &'static str,
    pub minutes: Option<u32>,
    pub shows: Vec<String>,
    pub traps: Vec<String>,
    pub follow_ups: Vec<String>,
    pub sources: Vec<SourceLink>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChoiceLink {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PrinciplesView {
    #[serde(serialize_with = "prose")]
    pub title: Option<String>,
    pub description: Option<String>,
    pub items: Vec<PrincipleView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PrincipleView {
    pub id: String,
    /// Its id on the page.
    pub anchor: String,
    #[serde(serialize_with = "prose")]
    pub name: String,
    #[serde(serialize_with = "prose")]
    pub official: Option<String>,
    pub meaning: Option<String>,
    pub shows: Vec<String>,
    pub missing: Vec<String>,
    pub practise: Option<String>,
    pub stages: Vec<ChoiceLink>,
    pub path: Option<String>,
    pub count: usize,
    pub sources: Vec<SourceLink>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ProcessView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub description: Option<String>,
    #[serde(serialize_with = "prose")]
    pub starts: Option<String>,
    #[serde(serialize_with = "prose")]
    pub ends: Option<String>,
    pub stages: Vec<StageView>,
    pub totals: Vec<TotalView>,
    pub because: Option<String>,
    pub sources: Vec<SourceLink>,
    pub timeline: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct StageView {
    pub n: usize,
    pub id: String,
    /// Its id on the page.
    pub anchor: String,
    #[serde(serialize_with = "prose")]
    pub name: String,
    pub minutes: Option<String>,
    pub days: Option<String>,
    #[serde(serialize_with = "prose")]
    pub with: Option<String>,
    #[serde(serialize_with = "prose")]
    pub only: Option<String>,
    pub text: Option<String>,
    pub prepare: Vec<String>,
    pub principles: Vec<ChoiceLink>,
    pub stage: Option<ChoiceLink>,
}

/// A whole: what was stated, and what the parts add up to.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TotalView {
    pub label: &'static str,
    pub stated: Option<String>,
    #[serde(serialize_with = "prose")]
    pub sum: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChartView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub svg: String,
    #[serde(serialize_with = "prose")]
    pub head: Vec<String>,
    pub rows: Vec<ChartRow>,
    #[serde(serialize_with = "prose")]
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChartRow {
    #[serde(serialize_with = "prose")]
    pub cells: Vec<String>,
    pub path: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RubricView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: Option<String>,
    pub description: Option<String>,
    pub min: String,
    pub max: String,
    pub step: String,
    pub competencies: Vec<CompetencyView>,
    pub rules: Vec<RuleView>,
    pub readings: Vec<ReadingView>,
    /// Scores that the calculator opens with, one for each competency: those of an example about which the
    /// readings disagree, else the highest.
    pub start: Vec<String>,
    pub ambiguity: Option<String>,
    pub examples: Vec<ExampleView>,
    pub sources: Vec<SourceLink>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CompetencyView {
    pub id: String,
    /// The id of its field on the page.
    pub anchor: String,
    #[serde(serialize_with = "prose")]
    pub name: String,
    pub text: Option<String>,
    pub shows: Vec<String>,
    pub missing: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RuleView {
    pub id: String,
    pub text: String,
}

/// One way to read the rules.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReadingView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub rules: Vec<ReadRule>,
    #[serde(serialize_with = "prose")]
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReadRule {
    pub effect: &'static str,
    pub applies: &'static str,
    pub score: String,
    #[serde(serialize_with = "prose")]
    pub words: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExampleView {
    #[serde(serialize_with = "prose")]
    pub name: String,
    pub scores: Vec<String>,
    pub outcomes: Vec<OutcomeView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct OutcomeView {
    pub verdict: &'static str,
    #[serde(serialize_with = "prose")]
    pub why: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlanView {
    pub id: String,
    /// The id of the field for the day.
    pub anchor: String,
    pub description: Option<String>,
    pub days: u32,
    #[serde(serialize_with = "prose")]
    pub event: Option<String>,
    pub hours: Option<String>,
    pub because: Option<String>,
    #[serde(serialize_with = "prose")]
    pub sum: String,
    /// Plans that take less time, the longest first.
    pub shorter: Vec<ShorterView>,
    pub parts: Vec<PartView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShorterView {
    pub days: u32,
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct PartView {
    #[serde(serialize_with = "prose")]
    pub title: String,
    #[serde(serialize_with = "prose")]
    pub minutes: Option<String>,
    pub tasks: Vec<TaskView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct TaskView {
    pub id: String,
    /// The id of its box on the page.
    pub anchor: String,
    pub text: String,
    /// Whether the text may stand in a label.
    pub plain: bool,
    pub first: u32,
    pub last: u32,
    #[serde(serialize_with = "prose")]
    pub days: String,
    pub minutes: Option<u32>,
    pub spare: bool,
}

/// Links to a part of the bank.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BankLink {
    #[serde(serialize_with = "prose")]
    pub title: String,
    pub path: String,
    pub count: usize,
}

/// Neighbours of a page of the bank.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BankPages {
    pub stages: Vec<BankLink>,
    pub principles: Vec<BankLink>,
    pub tools: Vec<LinkView>,
}

/// A form for readers.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WorksheetView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: Option<String>,
    pub description: Option<String>,
    pub parts: Vec<SheetPartView>,
}

/// A part of a worksheet. What its form does not have is empty.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct SheetPartView {
    pub id: String,
    /// The id of its heading.
    pub anchor: String,
    #[serde(serialize_with = "prose")]
    pub label: String,
    pub about: Option<String>,
    /// `fields`, `cards`, `matrix`, `questions`, `choice` or `summary`.
    pub form: &'static str,
    pub fields: Vec<FieldView>,
    pub cards: Vec<CardView>,
    /// The part with the cards that it looks at.
    pub of: String,
    /// The group of their ticks.
    pub ticks: String,
    pub rows: Vec<RowView>,
    pub columns: Vec<CardView>,
    pub questions: Vec<ExpectedView>,
    pub most: u32,
    #[serde(serialize_with = "prose")]
    pub sides: Vec<String>,
    pub margin: u32,
    pub statements: Vec<StatementView>,
    pub shown: Vec<ShownView>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct CardView {
    pub number: u32,
    #[serde(serialize_with = "prose")]
    pub name: String,
    pub fields: Vec<FieldView>,
    pub ticks: Vec<TicksView>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct FieldView {
    pub id: String,
    /// The id of its control.
    pub anchor: String,
    #[serde(serialize_with = "prose")]
    pub label: String,
    pub hint: Option<String>,
    /// `text`, `day`, `role` or `stages`.
    pub takes: &'static str,
    pub lines: u32,
    pub options: Vec<BoxView>,
    /// `we`, `hedges`, `number`
    pub watch: Vec<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct TicksView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub label: String,
    pub options: Vec<BoxView>,
}

/// Something to tick, to choose or to count.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BoxView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
    /// The id of its control, where it has one.
    pub anchor: String,
}

/// What a row of a matrix counts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RowView {
    pub id: String,
    #[serde(serialize_with = "prose")]
    pub title: String,
}

/// A question that may be asked.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExpectedView {
    pub text: String,
    pub path: Option<String>,
    pub stage: Option<String>,
    #[serde(serialize_with = "prose")]
    pub stage_title: Option<String>,
    pub principles: Vec<String>,
    #[serde(serialize_with = "prose")]
    pub roles: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct StatementView {
    pub id: String,
    /// What the ids of its controls begin with.
    pub anchor: String,
    pub text: String,
    /// 1 or 2.
    pub side: u32,
}

/// A field that is shown once more.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShownView {
    pub part: String,
    pub field: String,
    #[serde(serialize_with = "prose")]
    pub label: String,
    /// How many cards have it; 0 for a field that stands alone.
    pub many: u32,
}
