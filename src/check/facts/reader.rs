//! One fact as its file has it.
//!
//! In: the definition of a fact, with the ids and the schemas of the site, and what was read the last time. Out: the
//! [`Fact`] with its value read and its references resolved, and findings on values, qualifiers, disputes and dates. Holds
//! no fact against another.

use super::{Derived, Fact, Facts, ReportedValue};
use crate::check::fact_value::{plausible, shape, stored};
use crate::check::faults::Faults;
use crate::check::freshness;
use crate::check::ids::Ids;
use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{
    AttributeDef, AttributeId, Data, DisputeStatus, FactDef, FactDefId, FactId, FactValue, SourceId, Table,
};
use crate::text::{Span, suggestion};
use crate::value::{Kind, Related, Relation, Schema, Stored, hull, relate};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads facts as they stand in files.
pub(super) struct Reader<'a> {
    pub(super) data: &'a Data,
    pub(super) ids: &'a Ids,
    pub(super) schemas: &'a Table<AttributeId, Schema>,
    pub(super) faults: &'a Table<AttributeId, Option<Reported>>,
    pub(super) plausible: &'a Table<AttributeId, Option<Stored>>,
    pub(super) today: Date,
    pub(super) before: Option<Before<'a>>,
}

/// What was read the last time.
pub(super) struct Before<'a> {
    pub(super) data: &'a Data,
    pub(super) facts: &'a Facts,
    /// Of each attribute, whether its schema is the one that it had.
    pub(super) same: Table<AttributeId, bool>,
    /// Whether the day and all data beside facts are what they were.
    pub(super) same_data: bool,
}

impl Before<'_> {
    /// A fact that stood at the same place of the same file, if nothing was found on it.
    fn fact(&self, number: FactDefId, def: &Arc<FactDef>) -> Option<Arc<Fact>> {
        let fact = self.facts.items.get(FactId::from(usize::from(number))).filter(|_| self.same_data)?;
        let same = fact.as_read
            && fact.def == number
            && self.data.facts.get(number).is_some_and(|then| Arc::ptr_eq(then, def));
        same.then(|| Arc::clone(fact))
    }

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
    /// One fact, and what was found on it.
    pub(super) fn fact(&self, def: FactDefId) -> (Result<Arc<Fact>, Reported>, Findings) {
        let mut findings = Findings::default();
        let known = self.before.as_ref().and_then(|before| before.fact(def, &self.data.facts[def]));
        if let Some(fact) = known {
            return (Ok(fact), findings);
        }
        let fact = self.read(def, &mut findings).map(|mut fact| {
            fact.as_read = findings.is_empty() && fact.derived.is_none();
            Arc::new(fact)
        });
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
            as_read: false,
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
    pub(super) fn meant_sources(&self) -> BTreeSet<SourceId> {
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
