//! The structured data as written: `content/data/**`.
//!
//! Values of facts are still text: the attribute's type decides how they are read.

use super::id::{
    AttributeId, ChecklistId, FactDefId, ReportId, RuleId, SourceId, SubjectId, Table, TermId, TextId,
};
use super::source::{SourceDef, SourceRef};
use super::{Allow, Guide, PartialDate, Rule};
use crate::diag::Reported;
use crate::text::{MappedText, Span, Spanned};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything below `content/data`, in the order of files and lines.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// Where expressions stand that are written in another way than they read: folded, or with escapes.
    pub(crate) places: HashMap<Span, MappedText>,
    /// What the guide is about.
    pub subjects: Table<SubjectId, Subject>,
    /// Typed properties.
    pub attributes: Table<AttributeId, AttributeDef>,
    /// Where values were read.
    pub sources: Table<SourceId, SourceDef>,
    /// Facts of all subjects. Shared with what is kept of each file.
    pub facts: Table<FactDefId, Arc<FactDef>>,
    /// Tables of facts that are named and not read yet.
    pub tables: Vec<FactTable>,
    /// Qualifiers that whole files of facts have in common.
    pub common: Vec<CommonQualifiers>,
    /// Subject and attribute of each table of facts that was left out, and why.
    pub left_out: Vec<(String, String, Reported)>,
    /// Assertions across facts.
    pub rules: Table<RuleId, Rule>,
    /// Terms of the glossary.
    pub terms: Table<TermId, Term>,
    /// Words and phrases that mean the same to the search, in groups of two and more.
    pub synonyms: Vec<Vec<String>>,
    /// Checklists.
    pub checklists: Table<ChecklistId, Checklist>,
    /// Questions, principles, processes, rubrics, plans.
    pub guide: Guide,
    /// Markdown texts of all records.
    pub texts: Table<TextId, Text>,
    /// The first fault that kept a whole file of the data from being read, if there was one: what is
    /// missing may stand there.
    pub incomplete: Option<Reported>,
}

impl Data {
    /// Adds what a file without Markdown holds to what was read before it.
    pub(crate) fn append(&mut self, file: &Self) {
        self.subjects.extend(file.subjects.iter().cloned());
        self.attributes.extend(file.attributes.iter().cloned());
        self.sources.extend(file.sources.iter().cloned());
        self.rules.extend(file.rules.iter().cloned());
        self.synonyms.extend(file.synonyms.iter().cloned());
        let (facts, common) = (self.facts.len(), self.common.len());
        let moved = |fact: FactDefId| FactDefId::from(facts + usize::from(fact));
        self.facts.extend(file.facts.iter().cloned());
        self.common.extend(file.common.iter().map(|group| CommonQualifiers {
            at: group.at.clone(),
            facts: group.facts.iter().map(|(first, end)| (moved(*first), moved(*end))).collect(),
        }));
        self.tables.extend(
            file.tables.iter().map(|table| FactTable {
                common: table.common.map(|number| common + number),
                ..table.clone()
            }),
        );
        self.left_out.extend(file.left_out.iter().cloned());
        self.incomplete = self.incomplete.or(file.incomplete);
    }
}

/// A short Markdown text of a record.
#[derive(Debug, Clone)]
pub struct Text {
    /// The text and where it stands. Two texts may stand at one place: a YAML alias repeats a node.
    pub source: Spanned<String>,
    /// The default subject of its claims, by its id.
    pub subject: Option<Spanned<String>>,
}

/// Something the guide is about.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name for readers.
    pub label: String,
    /// Id of the subject it is part of.
    pub parent: Option<Spanned<String>>,
    /// Words that rules quantify over.
    pub tags: Vec<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// One sentence.
    pub description: Option<String>,
}

/// When a fact of an attribute gets too old, in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Freshness {
    /// Older draws `stale-fact`.
    pub warn_after: Option<i32>,
    /// Older draws `expired-fact`.
    pub error_after: Option<i32>,
}

/// A typed property, as written (docs/claims.md, "Facts, sources, dates").
#[derive(Debug, Clone)]
pub struct AttributeDef {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name for readers.
    pub label: String,
    /// One of the value types.
    pub kind: Spanned<String>,
    /// The fault that there is no type.
    pub untyped: Option<Reported>,
    /// Money: `USD/year`; count: the noun; scale: the maximum.
    pub unit: Option<Spanned<String>>,
    /// Allowed forms of a value: `point`, `range`, `bound`, `distribution`; empty allows all.
    pub shape: Vec<Spanned<String>>,
    /// `higher-is-better`, `lower-is-better` or `neutral`.
    pub direction: &'static str,
    /// The statistic that a bare figure means.
    pub headline: Option<Spanned<String>>,
    /// What lies between two values of a scale.
    pub step: Option<Spanned<String>>,
    /// Qualifier names and whether each is required, in order.
    pub qualifiers: Vec<(Spanned<String>, bool)>,
    /// How a wording is matched when it does not say so itself.
    pub match_mode: Option<Spanned<String>>,
    /// How far hedged wording may be off: a percentage or a value.
    pub hedged: Option<Spanned<String>>,
    /// How far rounding may be off.
    pub rounding_cap: Option<Spanned<String>>,
    /// When its facts get too old.
    pub freshness: Freshness,
    /// Whether it says so itself; the site's limits apply else.
    pub has_freshness: bool,
    /// A range outside which values are mistakes.
    pub plausible: Option<Spanned<String>>,
    /// How many independent sources a fact wants.
    pub min_sources: usize,
    /// Words by which prose speaks of it.
    pub nouns: Vec<String>,
    /// Values of an enum, each with its aliases; of a level, `pattern` and `none`.
    pub values: Vec<(Spanned<String>, Vec<String>)>,
    /// Words for true and false.
    pub words: (Vec<String>, Vec<String>),
    /// A value that has to be readable.
    pub example: Option<Spanned<String>>,
    /// One sentence.
    pub description: Option<String>,
    /// Heading under which tables list it.
    pub group: Option<String>,
}

/// How a fact ranks among several for the same question (Wikidata's ranks).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// The one to use.
    Preferred,
    /// Used when none is preferred.
    Normal,
    /// Wrong; kept with its reason.
    Deprecated,
}

impl Rank {
    /// The word in data and for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Normal => "normal",
            Self::Deprecated => "deprecated",
        }
    }
}

/// A value as written.
#[derive(Debug, Clone)]
pub enum FactValue {
    /// One text, read by the value grammar.
    Text(Spanned<String>),
    /// The same in a cell of a table, where nothing means more than it says.
    Cell(Spanned<String>),
    /// `{min, max}`, `{at-least}`, `{at-most}` or a distribution.
    Parts(Vec<(Spanned<String>, Spanned<String>)>, Span),
}

impl FactValue {
    /// The place of the whole value.
    pub fn span(&self) -> Span {
        match self {
            Self::Text(text) | Self::Cell(text) => text.span,
            Self::Parts(_, span) => *span,
        }
    }

    /// Whether another value has the same words in the same form, wherever they stand.
    pub(crate) fn says_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) | (Self::Cell(one), Self::Cell(two)) => one.value == two.value,
            (Self::Parts(one, _), Self::Parts(two, _)) => {
                let words = |(name, text): &(Spanned<String>, Spanned<String>)| {
                    (name.value.clone(), text.value.clone())
                };
                one.iter().map(words).eq(two.iter().map(words))
            }
            _ => false,
        }
    }
}

/// Where a value stands in a file below `sources/`.
#[derive(Debug, Clone)]
pub struct FromFile {
    /// The file's path below that folder.
    pub file: Spanned<String>,
    /// What stands around the value, which is `*`.
    pub pattern: Spanned<String>,
    /// The place of the whole entry.
    pub span: Span,
}

/// A fact as written (docs/claims.md, "Facts, sources, dates").
#[derive(Debug, Clone)]
pub struct FactDef {
    /// The subject's id.
    pub subject: Spanned<String>,
    /// The fact's id. Where none is written, it is made of the attribute and the qualifiers.
    pub id: Spanned<String>,
    /// Whether the id is written.
    pub has_id: bool,
    /// The attribute's id.
    pub attribute: Spanned<String>,
    /// Qualifiers in the order written.
    pub at: Vec<(Spanned<String>, Spanned<String>)>,
    /// Of a cell of a table: a value of the attribute's one qualifier, which the file need not name.
    pub cell: Option<Spanned<String>>,
    /// The value; absent when a dispute holds reports instead, or when it is derived.
    pub value: Option<FactValue>,
    /// The fault that the value is not what its author wrote.
    pub unread: Option<Reported>,
    /// The place in a file that the value is taken from.
    pub from: Option<FromFile>,
    /// The expression that gives the value of a derived fact.
    pub derive: Option<Spanned<String>>,
    /// The time the value describes.
    pub as_of: Option<Spanned<PartialDate>>,
    /// The fault that there is no such time, where one is written that cannot be read.
    pub undated: Option<Reported>,
    /// The day after which a newer value holds.
    pub valid_until: Option<Spanned<PartialDate>>,
    /// Its rank.
    pub rank: Rank,
    /// How it was found out: `official`, `survey`, `self-reported`, `interview`, `estimate`, `inferred`.
    pub method: Option<&'static str>,
    /// `high`, `medium` or `low`.
    pub confidence: Option<&'static str>,
    /// Where it was read.
    pub sources: Vec<SourceRef>,
    /// What readers should know.
    pub note: Option<String>,
    /// The decision between several reports.
    pub dispute: Option<Dispute>,
    /// The reports a dispute decides between.
    pub reports: Table<ReportId, Report>,
    /// Why the attribute does not apply to the subject; then there is no value.
    pub not_applicable: Option<Spanned<String>>,
    /// Lints that are not reported on this fact.
    pub allow: Vec<Allow>,
    /// The place of the whole entry.
    pub span: Span,
}

impl Data {
    /// Why a fact may be missing, if that was reported.
    pub fn why_missing(&self, subject: &str, attribute: &str) -> Option<Reported> {
        let own = self.left_out.iter().find(|(s, a, _)| s == subject && a == attribute);
        self.incomplete.or(own.map(|(.., reported)| *reported))
    }
}

impl FactDef {
    /// The fact as people and programs know it again: `subject/id`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.subject.value, self.id.value)
    }

    /// Where to look for its time: where it is written in the entry, else the fact itself.
    pub fn date_span(&self) -> Span {
        let own = self.as_of.as_ref().filter(|date| !self.is_default(date.span));
        own.map_or(self.id.span, |date| date.span)
    }

    /// Whether a part of it is a default of its file: it stands outside of the entry.
    pub fn is_default(&self, part: Span) -> bool {
        !self.span.holds(part)
    }
}

/// Qualifiers at the top of a file of facts: each fact has those that its attribute knows.
#[derive(Debug, Clone)]
pub struct CommonQualifiers {
    /// Names and values in the order written.
    pub at: Vec<(Spanned<String>, Spanned<String>)>,
    /// The facts of the file and those of its table: the first ones and the ones after the last.
    pub facts: Vec<(FactDefId, FactDefId)>,
}

impl CommonQualifiers {
    /// The numbers of the facts.
    pub fn numbers(&self) -> impl Iterator<Item = FactDefId> + '_ {
        let ranges = self.facts.iter().flat_map(|(first, end)| usize::from(*first)..usize::from(*end));
        ranges.map(FactDefId::from)
    }
}

/// A table of facts beside the file of facts that names it.
#[derive(Debug, Clone)]
pub struct FactTable {
    /// The table's file, from the folder of the one that names it.
    pub file: Spanned<String>,
    /// What its rows are: `subject`, or a qualifier.
    pub rows: Spanned<String>,
    /// What all of its facts have in common.
    pub like: FactDef,
    /// Which of [`Data::common`] its facts take.
    pub common: Option<usize>,
}

/// Whether one of several reports was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeStatus {
    /// One was, with a reason.
    Adopted,
    /// None was.
    Unresolved,
}

/// A decision between reports (docs/claims.md, "Disputes").
#[derive(Debug, Clone)]
pub struct Dispute {
    /// Whether it is decided.
    pub status: Spanned<DisputeStatus>,
    /// The adopted value.
    pub adopted: Option<FactValue>,
    /// `scope`, `vintage`, `definition`, `error` or `unknown`.
    pub kind: Option<&'static str>,
    /// Why.
    pub because: Option<String>,
    /// When it was decided.
    pub decided: Option<PartialDate>,
    /// When to look again.
    pub review_by: Option<Spanned<PartialDate>>,
}

/// One reported value of a disputed fact.
#[derive(Debug, Clone)]
pub struct Report {
    /// The value.
    pub value: FactValue,
    /// The time it describes.
    pub as_of: Option<Spanned<PartialDate>>,
    /// Where it was read.
    pub sources: Vec<SourceRef>,
    /// What it measures, when that differs.
    pub measures: Option<String>,
}

/// A term of the glossary.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id, which is its anchor.
    pub id: Spanned<String>,
    /// The term.
    pub term: String,
    /// Other forms that mean the same.
    pub aliases: Vec<String>,
    /// What it means, in inline Markdown.
    pub definition: TextId,
    /// Ids of related terms.
    pub see: Vec<Spanned<String>>,
}

/// A checklist.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// Its id: the file's name.
    pub id: Spanned<String>,
    /// Its title.
    pub title: String,
    /// What it is for, in inline Markdown.
    pub description: Option<TextId>,
    /// The default subject of its claims.
    pub subject: Option<Spanned<String>>,
    /// For whom.
    pub roles: Vec<String>,
    /// When.
    pub stage: Option<String>,
    /// Ids of items that were published and are gone on purpose.
    pub retired: Vec<Spanned<String>>,
    /// Its items.
    pub items: Vec<ChecklistItem>,
}

/// One item of a checklist.
#[derive(Debug, Clone)]
pub struct ChecklistItem {
    /// Names it for the reader's ticks; survives edits of wording and order.
    pub id: Spanned<String>,
    /// What to do, in inline Markdown.
    pub text: TextId,
    /// Why, in inline Markdown.
    pub why: Option<TextId>,
    /// How long it takes.
    pub minutes: Option<String>,
}

impl Checklist {
    /// Its texts in reading order: what it is for, then what to do and why, item by item.
    pub fn texts(&self) -> impl Iterator<Item = TextId> + '_ {
        let items = self.items.iter().flat_map(|item| std::iter::once(item.text).chain(item.why));
        self.description.into_iter().chain(items)
    }
}
