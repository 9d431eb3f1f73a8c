//! The domain's words, as plain data.
//!
//! In: nothing. Out: the types of the site's configuration, of pages and their front matter, and
//! of the structured data: subjects, attributes, sources, facts, disputes, rules, glossary, checklists,
//! and the collections of a guide: questions, principles, processes, rubrics, plans.
//! References are still text with a place; `check` turns them into what they refer to.
//! Does not read, check or print anything.

mod allow;
mod bank;
mod config;
mod data;
mod date;
mod guide;
mod id;
mod page;
mod rule;
mod source;
mod worksheet;

pub use allow::{Allow, Covers};
pub use bank::{BankStage, Principle, PrincipleSet, Question};
pub use config::{Cards, Config, CoverageGoal};
pub use data::{
    AttributeDef, Checklist, ChecklistItem, CommonQualifiers, Data, Dispute, DisputeStatus, FactDef,
    FactTable, FactValue, Freshness, FromFile, Rank, Report, Subject, Term, Text,
};
pub use date::PartialDate;
pub use guide::{
    Applies, Competency, Effect, Guide, Plan, PlanPart, Process, ProcessStage, Rubric, RubricRule, Score,
    ScoreCard, Task, Total,
};
pub use id::{
    AttributeId, ChecklistId, FactDefId, FactId, FormulaId, PageId, PairId, PlanId, PrincipleId,
    PrincipleSetId, ProcessId, QuestionId, ReportId, RubricId, RuleId, SectionId, SourceId, StageId,
    SubjectId, Table, TermId, TextId, WorksheetId,
};
pub use page::{Audience, FieldClaim, FrontMatter, PageKind};
pub use rule::{Exception, Rule, RuleLevel};
pub use source::{SourceDef, SourceRef};
pub use worksheet::{
    Statement, Through, Worksheet, WorksheetField, WorksheetForm, WorksheetPart, WorksheetTicks,
};
