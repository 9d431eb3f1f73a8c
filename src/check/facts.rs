//! All facts of a site, and what is live among them.
//!
//! In: facts as written. Out: [`Facts`], with lookup by subject and attribute, and findings on schemas and ids. Each fact
//! is read in `reader`. Does not look at prose, nor hold facts against each other.

mod reader;

use super::attributes;
use super::faults::Faults;
use super::ids::Ids;
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{
    AttributeId, Data, DisputeStatus, FactDef, FactDefId, FactId, PartialDate, Rank, ReportId, SourceId,
    SubjectId, Table,
};
use crate::text::Span;
use crate::value::{Schema, Stored, read_stored};
use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;
use rayon::prelude::*;
use reader::{Before, Reader};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Facts of one subject and attribute by a qualifier and its value.
type ByQualifier = HashMap<(String, String), Vec<FactId>>;

/// All facts of a site.
#[derive(Clone)]
pub(crate) struct Facts {
    pub items: Table<FactId, Arc<Fact>>,
    /// The schema of each attribute.
    pub schemas: Table<AttributeId, Schema>,
    /// Why values of an attribute are not read, where its definition is at fault.
    faults: Table<AttributeId, Option<Reported>>,
    /// Facts that name a subject or an attribute which does not exist, and their faults.
    lost: Vec<(FactDefId, Reported)>,
    /// Sources that were meant where a mistyped id stands.
    pub meant_sources: BTreeSet<SourceId>,
    /// The plausible values of each attribute.
    pub limits: Table<AttributeId, Option<Stored>>,
    /// Facts by subject and attribute, in the order written.
    by_key: HashMap<(SubjectId, AttributeId), Vec<FactId>>,
    /// The same by one of their qualifiers, where there are many.
    by_qualifier: HashMap<(SubjectId, AttributeId), ByQualifier>,
    /// Facts by subject, in the order written.
    by_subject: HashMap<SubjectId, Vec<FactId>>,
    /// Facts by subject and their own id.
    by_id: HashMap<(SubjectId, String), FactId>,
    /// Subjects that have facts.
    pub subjects: BTreeSet<SubjectId>,
}

/// A fact whose references are resolved and whose value was read.
#[derive(Clone)]
pub(crate) struct Fact {
    pub subject: SubjectId,
    pub attribute: AttributeId,
    /// Index into the data's facts.
    pub def: FactDefId,
    /// Qualifiers, sorted by key.
    pub at: Vec<(String, String)>,
    /// The value to use: the adopted one of a dispute, the hull of an unresolved one.
    pub value: Option<Stored>,
    pub value_span: Span,
    pub reports: Vec<ReportedValue>,
    pub dispute: Option<DisputeStatus>,
    pub rank: Rank,
    /// How a derived fact came about.
    pub derived: Option<Derived>,
    /// The time its value describes: for a dispute that names none, that of its oldest report; for a
    /// derived fact, that of its oldest input.
    pub as_of: Option<PartialDate>,
    /// Whole months since then.
    pub age: Option<i32>,
    pub stale: bool,
    /// Its period of validity has ended.
    pub ended: bool,
    /// Numbers of its sources, reports included, without repetition.
    pub sources: Vec<SourceId>,
    /// What is wrong with it, as far as other findings follow from that.
    pub faults: Faults,
    /// Nothing was found when it was read, and nothing has been made of it since.
    pub as_read: bool,
}

/// How the value of a derived fact came about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Derived {
    /// The facts it is computed from, by number.
    pub inputs: Vec<FactId>,
    /// The arithmetic, for people.
    pub steps: Vec<String>,
    /// Somewhere a range was taken by its midpoint.
    pub midpoint: bool,
}

impl Fact {
    /// Whether the fact holds: it is not deprecated and has not ended.
    pub(crate) fn is_live(&self) -> bool {
        self.rank != Rank::Deprecated && !self.ended
    }

    /// Whether the fact still says something: it is live and applies.
    pub(crate) fn counts(&self, data: &Data) -> bool {
        self.is_live() && data.facts[self.def].not_applicable.is_none()
    }
}

/// One report of a disputed fact.
#[derive(Clone)]
pub(crate) struct ReportedValue {
    /// The report as written, in the definition of the fact.
    pub written: ReportId,
    pub value: Stored,
    pub span: Span,
    pub as_of: Option<PartialDate>,
    pub sources: Vec<SourceId>,
}

impl std::ops::Index<FactId> for Facts {
    type Output = Fact;

    fn index(&self, fact: FactId) -> &Fact {
        &self.items[fact]
    }
}

impl std::ops::IndexMut<FactId> for Facts {
    fn index_mut(&mut self, fact: FactId) -> &mut Fact {
        let fact = Arc::make_mut(&mut self.items[fact]);
        fact.as_read = false;
        fact
    }
}

impl Facts {
    /// Facts of a subject and an attribute.
    pub(crate) fn of(&self, subject: SubjectId, attribute: AttributeId) -> &[FactId] {
        self.by_key.get(&(subject, attribute)).map_or(&[], Vec::as_slice)
    }

    /// The facts of each subject and attribute, in no order.
    pub(crate) fn by_question(&self) -> impl Iterator<Item = &[FactId]> {
        self.by_key.values().map(Vec::as_slice)
    }

    /// Facts of a subject and an attribute, and if `qualifier` is given, no less than those that have it.
    pub(crate) fn perhaps_at(
        &self,
        subject: SubjectId,
        attribute: AttributeId,
        qualifier: Option<(&str, &str)>,
    ) -> &[FactId] {
        let many = self.by_qualifier.get(&(subject, attribute));
        match (many, qualifier) {
            (Some(many), Some((key, value))) => {
                many.get(&(key.to_owned(), value.to_owned())).map_or(&[], Vec::as_slice)
            }
            _ => self.of(subject, attribute),
        }
    }

    /// Whether several facts of a subject and an attribute hold and none of them is preferred, where that is known
    /// without looking at all: no reference without qualifiers then means one that has some.
    pub(crate) fn are_many(&self, subject: SubjectId, attribute: AttributeId) -> bool {
        self.by_qualifier.contains_key(&(subject, attribute))
    }

    /// Facts of a subject.
    pub(crate) fn of_subject(&self, subject: SubjectId) -> &[FactId] {
        self.by_subject.get(&subject).map_or(&[], Vec::as_slice)
    }

    /// The fact of a subject by its own id.
    pub(crate) fn by_id(&self, subject: SubjectId, id: &str) -> Option<FactId> {
        self.by_id.get(&(subject, id.to_owned())).copied()
    }

    /// Why a fact of a subject and an attribute may be missing, where that was reported.
    pub(crate) fn lost(&self, subject: &str, attribute: &str, data: &Data) -> Option<Reported> {
        let about = |def: &FactDef| def.subject.value == subject || def.attribute.value == attribute;
        self.lost.iter().find(|(def, _)| about(&data.facts[*def])).map(|(_, reported)| *reported)
    }

    /// Why a fact of a subject may be missing or have no value, where that was reported.
    pub(crate) fn fault_of(&self, subject: SubjectId, data: &Data) -> Option<Reported> {
        let value = self.of_subject(subject).iter().find_map(|fact| self[*fact].faults.value);
        value.or_else(|| self.lost(&data.subjects[subject].id.value, "", data))
    }

    /// Why the values of an attribute are not read, if so.
    pub(crate) fn fault(&self, attribute: AttributeId) -> Option<Reported> {
        self.faults[attribute]
    }

    /// The schema a fact was read by.
    pub(crate) fn schema(&self, fact: &Fact) -> &Schema {
        &self.schemas[fact.attribute]
    }
}

/// Reads all facts. Values that were read before, from the same words by the same schema, are not read again; nor are
/// whole facts that stand where they stood, if `same`: the day and all data beside facts are those of before.
pub(crate) fn facts(
    data: &Data,
    ids: &Ids,
    today: Date,
    before: Option<(&Data, &Facts, bool)>,
    findings: &mut Findings,
) -> Facts {
    let (schemas, faults): (Vec<Schema>, Vec<Option<Reported>>) =
        data.attributes.iter().map(|def| attributes::schema(def, findings)).unzip();
    let mut schemas: Table<AttributeId, Schema> = schemas.into();
    let faults: Table<AttributeId, Option<Reported>> = faults.into();
    attributes::tell_nouns_apart(&mut schemas.raw);
    let plausible: Table<AttributeId, Option<Stored>> = data
        .attributes
        .iter()
        .zip(schemas.iter().zip(&faults))
        .map(|(def, (schema, fault))| {
            let text = def.plausible.as_ref().filter(|_| fault.is_none())?;
            read_stored(&text.value, schema)
                .map_err(|error| {
                    findings.report(Diagnostic::new(&lints::WRONG_VALUE, text.span, error.message))
                })
                .ok()
        })
        .collect();
    let before = before.map(|(data, facts, same_data)| Before {
        data,
        facts,
        same_data,
        same: schemas.iter().zip(&facts.schemas).map(|(now, then)| now == then).collect(),
    });
    let reader =
        Reader { data, ids, schemas: &schemas, faults: &faults, plausible: &plausible, today, before };
    let read: Vec<(Result<Arc<Fact>, Reported>, Findings)> =
        data.facts.raw.par_iter().enumerate().map(|(def, _)| reader.fact(FactDefId::from(def))).collect();
    let mut items: Table<FactId, Arc<Fact>> = Table::with_capacity(read.len());
    let mut lost = Vec::new();
    for (def, (fact, found)) in read.into_iter().enumerate() {
        findings.append(found);
        match fact {
            Ok(fact) => drop(items.push_and_get_key(fact)),
            Err(reported) => lost.push((FactDefId::from(def), reported)),
        }
    }
    // A source that nobody knows is a fault of its fact.
    let faultless = lost.is_empty() && items.iter().all(|fact| fact.faults.sources.is_none());
    let meant_sources = if faultless { BTreeSet::new() } else { reader.meant_sources() };
    let by_id = by_id(data, &items, findings);
    let mut by_key: HashMap<(SubjectId, AttributeId), Vec<FactId>> = HashMap::with_capacity(items.len());
    let mut by_subject: HashMap<SubjectId, Vec<FactId>> = HashMap::new();
    for (number, fact) in items.iter_enumerated() {
        by_subject.entry(fact.subject).or_default().push(number);
        by_key.entry((fact.subject, fact.attribute)).or_default().push(number);
    }
    let subjects = items.iter().map(|fact| fact.subject).collect();
    let by_qualifier = by_qualifier(&items, &by_key);
    Facts {
        items,
        schemas,
        faults,
        lost,
        meant_sources,
        limits: plausible,
        by_key,
        by_qualifier,
        by_subject,
        by_id,
        subjects,
    }
}

/// Facts by subject and their own id; two of one id are a finding.
fn by_id(
    data: &Data,
    items: &Table<FactId, Arc<Fact>>,
    findings: &mut Findings,
) -> HashMap<(SubjectId, String), FactId> {
    let mut by_id = HashMap::with_capacity(items.len());
    for (number, fact) in items.iter_enumerated() {
        let def = &data.facts[fact.def];
        if let Some(first) = by_id.insert((fact.subject, def.id.value.clone()), number)
            && data.facts[items[first].def].attribute.value != def.attribute.value
        {
            findings.report(
                Diagnostic::new(
                    &lints::DUPLICATE_ID,
                    def.id.span,
                    format!("the fact `{}` is defined twice", def.id.value),
                )
                .related(data.facts[items[first].def].id.span, "first defined here"),
            );
        }
    }
    by_id
}

/// Subjects and attributes of at least so many facts that hold are indexed by qualifiers.
const MANY: usize = 16;

fn by_qualifier(
    items: &Table<FactId, Arc<Fact>>,
    by_key: &HashMap<(SubjectId, AttributeId), Vec<FactId>>,
) -> HashMap<(SubjectId, AttributeId), ByQualifier> {
    let holds = |fact: &&FactId| items[**fact].rank == Rank::Normal && !items[**fact].ended;
    let preferred = |fact: &FactId| items[*fact].rank == Rank::Preferred;
    let many = by_key.iter().filter(|(_, facts)| {
        facts.len() >= MANY && facts.iter().filter(holds).nth(1).is_some() && !facts.iter().any(preferred)
    });
    let index = |facts: &Vec<FactId>| {
        let mut index = ByQualifier::new();
        for fact in facts {
            for qualifier in &items[*fact].at {
                index.entry(qualifier.clone()).or_default().push(*fact);
            }
        }
        index
    };
    many.map(|(key, facts)| (*key, index(facts))).collect()
}

/// A finding when a deprecated fact is used in an expression at `span`.
pub(crate) fn deprecated(number: FactId, facts: &Facts, data: &Data, span: Span) -> Option<Diagnostic> {
    let fact = &facts[number];
    let def = &data.facts[fact.def];
    (fact.rank == Rank::Deprecated).then(|| {
        let why = def.note.as_deref().unwrap_or("no reason is given");
        let message = format!("`{}` is deprecated: {why}", def.id.value);
        Diagnostic::new(&lints::DEPRECATED_FACT, span, message).related(def.id.span, "deprecated here")
    })
}
