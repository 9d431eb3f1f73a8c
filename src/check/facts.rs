//! Facts: values read by their attribute's schema, and what is live among them.
//!
//! In: facts as written. Out: [`Facts`], with lookup by subject and attribute, and findings on
//! values, qualifiers, disputes and dates. Does not look at prose, nor hold facts against each other.

use super::attributes;
use super::fact_value::{plausible, shape, stored};
use super::faults::Faults;
use super::freshness;
use super::ids::Ids;
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{
    AttributeDef, AttributeId, Data, DisputeStatus, FactDef, FactDefId, FactId, FactValue, PartialDate, Rank,
    ReportId, SourceId, SubjectId, Table,
};
use crate::text::{Span, suggestion};
use crate::value::{Kind, Related, Relation, Schema, Stored, hull, read_stored, relate};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Facts of one subject and attribute by a qualifier and its value.
type ByQualifier = HashMap<(String, String), Vec<FactId>>;

/// All facts of a site.
#[derive(Clone)]
pub(crate) struct Facts {
    pub items: Table<FactId, Fact>,
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
        &mut self.items[fact]
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

/// Reads all facts. Values that were read before, from the same words by the same schema, are not read again.
pub(crate) fn facts(
    data: &Data,
    ids: &Ids,
    today: Date,
    before: Option<(&Data, &Facts)>,
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
    let before = before.map(|(data, facts)| Before {
        data,
        facts,
        same: schemas.iter().zip(&facts.schemas).map(|(now, then)| now == then).collect(),
    });
    let reader =
        Reader { data, ids, schemas: &schemas, faults: &faults, plausible: &plausible, today, before };
    let read: Vec<(Result<Fact, Reported>, Findings)> =
        data.facts.raw.par_iter().enumerate().map(|(def, _)| reader.fact(FactDefId::from(def))).collect();
    let mut items: Table<FactId, Fact> = Table::with_capacity(read.len());
    let mut lost = Vec::new();
    for (def, (fact, found)) in read.into_iter().enumerate() {
        findings.append(found);
        match fact {
            Ok(fact) => drop(items.push_and_get_key(fact)),
            Err(reported) => lost.push((FactDefId::from(def), reported)),
        }
    }
    let meant_sources = reader.meant_sources();
    let mut by_key: HashMap<(SubjectId, AttributeId), Vec<FactId>> = HashMap::new();
    let mut by_id = HashMap::new();
    let mut by_subject: HashMap<SubjectId, Vec<FactId>> = HashMap::new();
    for (number, fact) in items.iter_enumerated() {
        by_subject.entry(fact.subject).or_default().push(number);
        by_key.entry((fact.subject, fact.attribute)).or_default().push(number);
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

/// Subjects and attributes of at least so many facts that hold are indexed by qualifiers.
const MANY: usize = 16;

fn by_qualifier(
    items: &Table<FactId, Fact>,
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

struct Reader<'a> {
    data: &'a Data,
    ids: &'a Ids,
    schemas: &'a Table<AttributeId, Schema>,
    faults: &'a Table<AttributeId, Option<Reported>>,
    plausible: &'a Table<AttributeId, Option<Stored>>,
    today: Date,
    before: Option<Before<'a>>,
}

/// What was read the last time.
struct Before<'a> {
    data: &'a Data,
    facts: &'a Facts,
    /// Of each attribute, whether its schema is the one that it had.
    same: Table<AttributeId, bool>,
}

impl Before<'_> {
    /// The value of a fact, where it stood at the same place with the same words.
    fn value(&self, number: FactDefId, attribute: AttributeId, words: &FactValue) -> Option<Stored> {
        let fact = self.facts.items.get(FactId::from(usize::from(number)))?;
        let same = fact.def == number
            && fact.attribute == attribute
            && self.same.get(attribute).is_some_and(|same| *same)
            && self.data.facts[number].value.as_ref().is_some_and(|then| then.says_like(words));
        fact.value.clone().filter(|_| same && fact.derived.is_none())
    }
}

impl Reader<'_> {
    fn fact(&self, def: FactDefId) -> (Result<Fact, Reported>, Findings) {
        let mut findings = Findings::default();
        let fact = self.read(def, &mut findings);
        (fact, findings)
    }

    fn read(&self, number: FactDefId, findings: &mut Findings) -> Result<Fact, Reported> {
        let def = &self.data.facts[number];
        let subject = self.ids.subject(&def.subject, findings);
        let attribute = self.ids.attribute(&def.attribute, findings)?;
        let attr = &self.data.attributes[attribute];
        let mut faults = Faults { qualifiers: self.qualifiers(def, attr, findings), ..Faults::default() };
        let sources = self.sources(def, &mut faults, findings);
        let (value, value_span, reports) = self.value(number, attribute, &mut faults, findings);
        if let Some(value) = &value {
            shape(value, attr, value_span, findings);
            plausible(value, self.plausible[attribute].as_ref(), attr, value_span, findings);
        }
        let mut at: Vec<(String, String)> =
            def.at.iter().map(|(k, v)| (k.value.clone(), v.value.clone())).collect();
        at.sort();
        let as_of = freshness::as_of(def);
        let ended = def.valid_until.as_ref().is_some_and(|until| until.value.last() < self.today);
        let stale = freshness::check(def, attr, as_of, ended, self.today, findings);
        Ok(Fact {
            subject: subject?,
            attribute,
            def: number,
            at,
            value,
            value_span,
            reports,
            dispute: def.dispute.as_ref().map(|dispute| dispute.status.value),
            rank: def.rank,
            derived: def.derive.as_ref().map(|_| Derived::default()),
            as_of,
            age: as_of.map(|date| date.months_old(self.today)),
            stale,
            ended,
            sources,
            faults,
        })
    }

    /// Reports qualifiers that are unknown or missing, and gives the fault that a reference may meet.
    fn qualifiers(&self, def: &FactDef, attr: &AttributeDef, findings: &mut Findings) -> Option<Reported> {
        let mut fault = None;
        let known = || attr.qualifiers.iter().map(|(name, _)| name.value.as_str());
        for (key, _) in &def.at {
            if !known().any(|name| name == key.value) {
                let near = suggestion(&key.value, known());
                let names: Vec<_> = known().collect();
                let all = if names.is_empty() {
                    "it has none".to_owned()
                } else {
                    format!("they are {}", names.join(", "))
                };
                let message = format!("`{}` is not a qualifier of {}{near}", key.value, attr.id.value);
                let finding = Diagnostic::new(&lints::UNKNOWN_QUALIFIER, key.span, message).label(all);
                fault.get_or_insert(findings.report(finding));
            }
        }
        for (name, required) in &attr.qualifiers {
            if *required && !def.at.iter().any(|(key, _)| key.value == name.value) {
                let message = format!("`{}` is required by {}", name.value, attr.id.value);
                let mut others = self.data.facts.iter().flat_map(|fact| &fact.at);
                let example = others.find(|(key, _)| key.value == name.value);
                let example = example.map_or("…", |(_, value)| &value.value);
                // A key that is not known may be the one that is missing.
                let finding = Diagnostic::new(&lints::MISSING_QUALIFIER, def.id.span, message)
                    .related(name.span, "required here")
                    .help(format!("say which the value is for: `at: {{{}: {example}}}`", name.value))
                    .caused_by(fault);
                fault.get_or_insert(findings.report(finding));
            }
        }
        fault
    }

    fn sources(&self, def: &FactDef, faults: &mut Faults, findings: &mut Findings) -> Vec<SourceId> {
        let all = def.sources.iter().chain(def.reports.iter().flat_map(|report| &report.sources));
        let mut numbers: Vec<SourceId> = Vec::new();
        for source in all {
            match self.ids.source(&source.id, findings) {
                Ok(number) if numbers.contains(&number) => {}
                Ok(number) => numbers.push(number),
                Err(reported) => drop(faults.sources.get_or_insert(reported)),
            }
        }
        numbers
    }

    /// The sources that mistyped ids of sources are near to.
    fn meant_sources(&self) -> BTreeSet<SourceId> {
        let all = self.data.facts.iter();
        let all = all.flat_map(|def| def.sources.iter().chain(def.reports.iter().flat_map(|r| &r.sources)));
        let wrong = all.filter(|source| !self.ids.sources.contains(&source.id.value));
        wrong.filter_map(|source| self.ids.sources.get(self.ids.sources.nearest(&source.id.value)?)).collect()
    }

    fn reports(
        &self,
        def: &FactDef,
        schema: &Schema,
        faults: &mut Faults,
        findings: &mut Findings,
    ) -> Vec<ReportedValue> {
        let mut reports = Vec::new();
        for (written, report) in def.reports.iter_enumerated() {
            match stored(&report.value, schema, findings) {
                Ok(value) => {
                    let known = |id: &str| self.ids.sources.get(id);
                    let sources =
                        report.sources.iter().filter_map(|source| known(&source.id.value)).collect();
                    let as_of = report.as_of.as_ref().map(|date| date.value);
                    reports.push(ReportedValue { written, value, span: report.value.span(), as_of, sources });
                }
                Err(reported) => drop(faults.value.get_or_insert(reported)),
            }
        }
        reports
    }

    /// The value of a fact and where it stands, and the reports on it. Nothing is read that is a
    /// guess, nor by an attribute that is at fault itself.
    fn value(
        &self,
        number: FactDefId,
        attribute: AttributeId,
        faults: &mut Faults,
        findings: &mut Findings,
    ) -> (Option<Stored>, Span, Vec<ReportedValue>) {
        let def = &self.data.facts[number];
        if let Some(reported) = self.faults[attribute].or(def.unread) {
            faults.value = Some(reported);
            let span = def.value.as_ref().map_or(def.id.span, FactValue::span);
            return (None, span, Vec::new());
        }
        let schema = &self.schemas[attribute];
        // What YAML takes for something else is told of words alone, each time.
        let quiet = def.derive.is_none() && !matches!(schema.kind, Kind::Text | Kind::Enum);
        let before = |words| self.before.as_ref().filter(|_| quiet)?.value(number, attribute, words);
        if let Some((words, value)) = def.value.as_ref().and_then(|words| Some((words, before(words)?))) {
            return (Some(value), words.span(), self.reports(def, schema, faults, findings));
        }
        let reports = self.reports(def, schema, faults, findings);
        let (value, span) = self.settled(def, schema, &reports, findings);
        let value = value.map_err(|reported| faults.value.get_or_insert(reported)).ok().flatten();
        (value, span, reports)
    }

    fn settled(
        &self,
        def: &FactDef,
        schema: &Schema,
        reports: &[ReportedValue],
        findings: &mut Findings,
    ) -> (Result<Option<Stored>, Reported>, Span) {
        if let Some(derive) = &def.derive {
            return (Ok(None), derive.span);
        }
        if let Some(value) = &def.value {
            return (stored(value, schema, findings).map(Some), value.span());
        }
        let Some(dispute) = &def.dispute else {
            let span = def.reports.first().map_or(def.id.span, |report| report.value.span());
            if def.reports.len() > 1 {
                let message = "several reports need a `dispute` that says which is adopted, or that none is";
                findings.report(Diagnostic::new(&lints::UNDECLARED_DISPUTE, span, message));
            }
            return (Ok(reports.first().map(|report| report.value.clone())), span);
        };
        let values: Vec<Stored> = reports.iter().map(|report| report.value.clone()).collect();
        match (&dispute.adopted, dispute.status.value) {
            (Some(adopted), DisputeStatus::Adopted) => {
                let value = stored(adopted, schema, findings);
                // A report that cannot be read may be the one.
                if let (Ok(value), true) = (&value, reports.len() == def.reports.len()) {
                    self.adopts_a_report(value, reports, adopted.span(), schema, findings);
                }
                (value.map(Some), adopted.span())
            }
            _ => {
                let spread = hull(&values).or_else(|| values.first().cloned());
                let span = def.reports.first().map_or(dispute.status.span, |report| report.value.span());
                (Ok(spread), span)
            }
        }
    }

    /// The adopted value is one of the reports or lies inside their hull (docs/claims.md, "Disputes").
    fn adopts_a_report(
        &self,
        adopted: &Stored,
        reports: &[ReportedValue],
        span: Span,
        schema: &Schema,
        findings: &mut Findings,
    ) {
        let values: Vec<Stored> = reports.iter().map(|report| report.value.clone()).collect();
        // Both ways: a range that holds a report is not that report.
        let supports = |a: &Stored, b: &Stored| relate(a, Relation::Agrees, b, schema) == Related::True;
        let same = values.iter().any(|value| supports(adopted, value) && supports(value, adopted));
        let inside = hull(&values).is_some_and(|hull| match (hull.interval(), adopted.interval()) {
            (Some(hull), Some(adopted)) => adopted.subset_of(&hull),
            _ => false,
        });
        if !same && !inside && !values.is_empty() {
            let message = "the adopted value is in none of the reports, nor between them";
            let mut finding = Diagnostic::new(&lints::ADOPTS_UNREPORTED, span, message);
            for report in reports {
                finding = finding.related(report.span, "reported");
            }
            findings.report(finding);
        }
    }
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
