//! The domain's words, as plain data.
//!
//! In: nothing. Out: the types of the site's configuration, of pages and their front matter, and
//! of the structured data: subjects, attributes, sources, facts, disputes, rules, glossary, checklists.
//! References are still text with a place; `check` turns them into what they refer to.
//! Does not read, check or print anything.

mod allow;
mod config;
mod data;
mod date;
mod page;
mod rule;

pub use allow::{Allow, Covers};
pub use config::{Config, CoverageGoal};
pub use data::{
    AttributeDef, Checklist, ChecklistItem, Data, Dispute, DisputeStatus, FactDef, FactValue, Freshness,
    Rank, Report, SourceDef, SourceRef, Subject, Term,
};
pub use date::PartialDate;
pub use page::{Audience, ComparisonSpec, FieldClaim, FrontMatter, PageKind, RowGroup};
pub use rule::{Exception, Rule, RuleLevel};
