//! What names a record: the place of the record in its table, with the table in the type.
//!
//! In: nothing. Out: a small id for each kind of record, and [`Table`], which only the id of its own kind
//! opens. An id says nothing about the record's name: that is its `id` key, a text.

use typed_index_collections::TiVec;

/// Records in the order they were read, found by their id.
pub type Table<I, T> = TiVec<I, T>;

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident)*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                Self(u32::try_from(index).expect("fewer than 2^32 records"))
            }
        }

        impl From<$name> for usize {
            fn from(id: $name) -> Self {
                id.0 as Self
            }
        }
    )*};
}

ids! {
    /// A subject in `Data::subjects`.
    SubjectId
    /// An attribute in `Data::attributes`.
    AttributeId
    /// A source in `Data::sources`.
    SourceId
    /// A fact as written, in `Data::facts`.
    FactDefId
    /// A fact that could be read, in the checked site.
    FactId
    /// A report of a disputed fact, in `FactDef::reports`.
    ReportId
    /// A rule in `Data::rules`.
    RuleId
    /// A term of the glossary in `Data::terms`.
    TermId
    /// A checklist in `Data::checklists`.
    ChecklistId
    /// A Markdown text of the data in `Data::texts`.
    TextId
    /// A stage of the question bank in `Guide::stages`.
    StageId
    /// A question in `Guide::questions`.
    QuestionId
    /// A set of principles in `Guide::principles`.
    PrincipleSetId
    /// A principle, counted through all sets.
    PrincipleId
    /// A process in `Guide::processes`.
    ProcessId
    /// A rubric in `Guide::rubrics`.
    RubricId
    /// A plan in `Guide::plans`.
    PlanId
    /// A worksheet in `Guide::worksheets`.
    WorksheetId
    /// A page that is published, in the checked site.
    PageId
    /// A folder of pages, in the checked site.
    SectionId
    /// A derived fact's formula, in the checked site.
    FormulaId
    /// Two subjects side by side, in the order of the configuration.
    PairId
}
