//! Facts: values read by their attribute's schema, and what is live among them.
//!
//! In: facts as written. Out: [`Facts`], with lookup by subject and attribute, and findings on
//! values, qualifiers, disputes, duplicates, dates and plausibility. Does not look at prose.

use super::attributes;
use super::freshness;
use super::ids::Ids;
use crate::diag::{Applicability, Diagnostic};
use crate::lints;
use crate::model::{AttributeDef, Data, DisputeStatus, FactDef, FactValue, PartialDate, Rank};
use crate::text::{Span, Spanned, suggestion};
use crate::value::{
    Kind, PartsError, Related, Relation, Schema, Stored, conflict, from_parts, hull, read_stored, relate,
};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// All facts of a site.
#[derive(Clone)]
pub(crate) struct Facts {
    pub items: Vec<Fact>,
    /// The schema of each attribute, by its number.
    pub schemas: Vec<Schema>,
    /// The plausible values of each attribute, by its number.
    pub limits: Vec<Option<Stored>>,
    /// Facts by subject and attribute, in the order written.
    by_key: HashMap<(usize, usize), Vec<usize>>,
    /// Facts by subject, in the order written.
    by_subject: HashMap<usize, Vec<usize>>,
    /// Facts by subject and their own id.
    by_id: HashMap<(usize, String), usize>,
    /// Subjects that have facts.
    pub subjects: BTreeSet<usize>,
}

/// A fact whose references are resolved and whose value was read.
#[derive(Clone)]
pub(crate) struct Fact {
    pub subject: usize,
    pub attribute: usize,
    /// Index into the data's facts.
    pub def: usize,
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
    pub sources: Vec<usize>,
}

/// How the value of a derived fact came about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Derived {
    /// The facts it is computed from, by number.
    pub inputs: Vec<usize>,
    /// The arithmetic, for people.
    pub steps: Vec<String>,
    /// Somewhere a range was taken by its midpoint.
    pub midpoint: bool,
}

impl Fact {
    /// Whether the fact still says something: it is live, has not ended, and applies.
    pub(crate) fn counts(&self, data: &Data) -> bool {
        self.rank != Rank::Deprecated && !self.ended && data.facts[self.def].not_applicable.is_none()
    }
}

/// One report of a disputed fact.
#[derive(Clone)]
pub(crate) struct ReportedValue {
    pub value: Stored,
    pub span: Span,
    pub as_of: Option<PartialDate>,
    pub sources: Vec<usize>,
}

impl Facts {
    /// Facts of a subject and an attribute.
    pub(crate) fn of(&self, subject: usize, attribute: usize) -> &[usize] {
        self.by_key.get(&(subject, attribute)).map_or(&[], Vec::as_slice)
    }

    /// Facts of a subject.
    pub(crate) fn of_subject(&self, subject: usize) -> &[usize] {
        self.by_subject.get(&subject).map_or(&[], Vec::as_slice)
    }

    /// The fact of a subject by its own id.
    pub(crate) fn by_id(&self, subject: usize, id: &str) -> Option<usize> {
        self.by_id.get(&(subject, id.to_owned())).copied()
    }

    /// The schema a fact was read by.
    pub(crate) fn schema(&self, fact: &Fact) -> &Schema {
        &self.schemas[fact.attribute]
    }
}

/// Reads all facts.
pub(crate) fn facts(data: &Data, ids: &Ids, today: Date, findings: &mut Vec<Diagnostic>) -> Facts {
    let mut schemas: Vec<Schema> =
        data.attributes.iter().map(|def| attributes::schema(def, findings)).collect();
    attributes::tell_nouns_apart(&mut schemas);
    let plausible: Vec<Option<Stored>> = data
        .attributes
        .iter()
        .zip(&schemas)
        .map(|(def, schema)| {
            let text = def.plausible.as_ref()?;
            read_stored(&text.value, schema)
                .map_err(|error| {
                    findings.push(Diagnostic::new(&lints::WRONG_VALUE, text.span, error.message))
                })
                .ok()
        })
        .collect();
    let reader = Reader { data, ids, schemas: &schemas, plausible: &plausible, today };
    let read: Vec<(Option<Fact>, Vec<Diagnostic>)> =
        (0..data.facts.len()).into_par_iter().map(|def| reader.fact(def)).collect();
    let mut items = Vec::with_capacity(read.len());
    for (fact, mut found) in read {
        findings.append(&mut found);
        items.extend(fact);
    }
    let mut by_key: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut by_id = HashMap::new();
    let mut by_subject: HashMap<usize, Vec<usize>> = HashMap::new();
    for (number, fact) in items.iter().enumerate() {
        by_subject.entry(fact.subject).or_default().push(number);
        by_key.entry((fact.subject, fact.attribute)).or_default().push(number);
        let def = &data.facts[fact.def];
        if let Some(first) = by_id.insert((fact.subject, def.id.value.clone()), number)
            && data.facts[items[first].def].attribute.value != def.attribute.value
        {
            findings.push(
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
    Facts { items, schemas, limits: plausible, by_key, by_subject, by_id, subjects }
}

struct Reader<'a> {
    data: &'a Data,
    ids: &'a Ids,
    schemas: &'a [Schema],
    plausible: &'a [Option<Stored>],
    today: Date,
}

impl Reader<'_> {
    fn fact(&self, number: usize) -> (Option<Fact>, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let fact = self.read(number, &mut findings);
        (fact, findings)
    }

    fn read(&self, number: usize, findings: &mut Vec<Diagnostic>) -> Option<Fact> {
        let def = &self.data.facts[number];
        let subject = self.ids.subject(&def.subject, findings);
        let attribute = self.ids.attribute(&def.attribute, findings)?;
        let (attr, schema) = (&self.data.attributes[attribute], &self.schemas[attribute]);
        self.qualifiers(def, attr, findings);
        let sources = self.sources(def, findings);
        let reports = self.reports(def, schema, findings);
        let (value, value_span) = self.value(def, schema, &reports, findings);
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
        Some(Fact {
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
        })
    }

    fn qualifiers(&self, def: &FactDef, attr: &AttributeDef, findings: &mut Vec<Diagnostic>) {
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
                findings.push(Diagnostic::new(&lints::UNKNOWN_QUALIFIER, key.span, message).label(all));
            }
        }
        for (name, required) in &attr.qualifiers {
            if *required && !def.at.iter().any(|(key, _)| key.value == name.value) {
                let message = format!("`{}` is required by {}", name.value, attr.id.value);
                findings.push(
                    Diagnostic::new(&lints::MISSING_QUALIFIER, def.id.span, message)
                        .related(name.span, "required here"),
                );
            }
        }
    }

    fn sources(&self, def: &FactDef, findings: &mut Vec<Diagnostic>) -> Vec<usize> {
        let all = def.sources.iter().chain(def.reports.iter().flat_map(|report| &report.sources));
        let mut numbers: Vec<usize> = Vec::new();
        for source in all {
            if let Some(number) = self.ids.source(&source.id, findings)
                && !numbers.contains(&number)
            {
                numbers.push(number);
            }
        }
        numbers
    }

    fn reports(&self, def: &FactDef, schema: &Schema, findings: &mut Vec<Diagnostic>) -> Vec<ReportedValue> {
        let mut reports = Vec::new();
        for report in &def.reports {
            if let Some(value) = stored(&report.value, schema, findings) {
                let known = |id: &str| self.ids.sources.get(id).copied();
                let sources = report.sources.iter().filter_map(|source| known(&source.id.value)).collect();
                let as_of = report.as_of.as_ref().map(|date| date.value);
                reports.push(ReportedValue { value, span: report.value.span(), as_of, sources });
            }
        }
        reports
    }

    fn value(
        &self,
        def: &FactDef,
        schema: &Schema,
        reports: &[ReportedValue],
        findings: &mut Vec<Diagnostic>,
    ) -> (Option<Stored>, Span) {
        if let Some(derive) = &def.derive {
            return (None, derive.span);
        }
        if let Some(value) = &def.value {
            return (stored(value, schema, findings), value.span());
        }
        let Some(dispute) = &def.dispute else {
            let span = def.reports.first().map_or(def.id.span, |report| report.value.span());
            if def.reports.len() > 1 {
                let message = "several reports need a `dispute` that says which is adopted, or that none is";
                findings.push(Diagnostic::new(&lints::UNDECLARED_DISPUTE, span, message));
            }
            return (reports.first().map(|report| report.value.clone()), span);
        };
        let values: Vec<Stored> = reports.iter().map(|report| report.value.clone()).collect();
        match (&dispute.adopted, dispute.status.value) {
            (Some(adopted), DisputeStatus::Adopted) => {
                let value = stored(adopted, schema, findings);
                if let Some(value) = &value {
                    self.adopts_a_report(value, reports, adopted.span(), schema, findings);
                }
                (value, adopted.span())
            }
            _ => {
                let spread = hull(&values).or_else(|| values.first().cloned());
                let span = def.reports.first().map_or(dispute.status.span, |report| report.value.span());
                (spread, span)
            }
        }
    }

    /// The adopted value is one of the reports or lies inside their hull (claims.md 2.5).
    fn adopts_a_report(
        &self,
        adopted: &Stored,
        reports: &[ReportedValue],
        span: Span,
        schema: &Schema,
        findings: &mut Vec<Diagnostic>,
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
            findings.push(finding);
        }
    }
}

/// A finding when a deprecated fact is used in an expression at `span`.
pub(crate) fn deprecated(number: usize, facts: &Facts, data: &Data, span: Span) -> Option<Diagnostic> {
    let fact = &facts.items[number];
    let def = &data.facts[fact.def];
    (fact.rank == Rank::Deprecated).then(|| {
        let why = def.note.as_deref().unwrap_or("no reason is given");
        let message = format!("`{}` is deprecated: {why}", def.id.value);
        Diagnostic::new(&lints::DEPRECATED_FACT, span, message).related(def.id.span, "deprecated here")
    })
}

/// Reports a bare word that other readers of YAML take for something else, and gives it back.
fn trapped<'t>(text: &'t Spanned<String>, schema: &Schema, findings: &mut Vec<Diagnostic>) -> &'t str {
    const BOOLEANS: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];
    let bare = text.span.is_plain(&text.value);
    let word = text.value.to_lowercase();
    let clock = |mark: char| {
        word.contains(mark)
            && word.chars().all(|c| c.is_ascii_digit() || c == mark)
            && !word.starts_with(mark)
    };
    let read_as = match word.as_str() {
        word if BOOLEANS.contains(&word) => "true or false",
        _ if clock(':') => "a number to the base of sixty",
        _ if clock('_') => "a number without its underscores",
        _ => return &text.value,
    };
    if bare && matches!(schema.kind, Kind::Text | Kind::Enum) {
        let message =
            format!("`{}` is read as text here; other readers of YAML take it for {read_as}", text.value);
        findings.push(Diagnostic::new(&lints::YAML_TRAP, text.span, message).help("write it in quotes").fix(
            Applicability::Safe,
            text.span,
            format!("\"{}\"", text.value),
        ));
    }
    &text.value
}

/// Reads one value; what cannot be read is a finding at the fault.
fn stored(value: &FactValue, schema: &Schema, findings: &mut Vec<Diagnostic>) -> Option<Stored> {
    match value {
        FactValue::Text(text) => match read_stored(trapped(text, schema, findings), schema) {
            Ok(stored) => Some(stored),
            Err(error) => {
                findings.push(Diagnostic::new(error.data_lint(), text.span, error.message));
                None
            }
        },
        FactValue::Parts(parts, span) => {
            let pairs = parts.iter().map(|(name, text)| (name.value.as_str(), text.value.as_str()));
            match from_parts(pairs, schema) {
                Ok(stored) => Some(stored),
                Err(error) => {
                    let place = |name: &str| parts.iter().find(|(n, _)| n.value == name);
                    let (lint, span) = match &error {
                        PartsError::Unknown { name } => {
                            (&lints::UNKNOWN_KEY, place(name).map_or(*span, |(n, _)| n.span))
                        }
                        PartsError::Part { name, .. } => {
                            (&lints::UNPARSABLE_VALUE, place(name).map_or(*span, |(_, v)| v.span))
                        }
                        PartsError::Combination { .. } => (&lints::UNPARSABLE_VALUE, *span),
                    };
                    findings.push(Diagnostic::new(lint, span, error.to_string()));
                    None
                }
            }
        }
    }
}

pub(crate) fn shape(value: &Stored, attr: &AttributeDef, span: Span, findings: &mut Vec<Diagnostic>) {
    let name = value.shape_name();
    if !attr.shape.is_empty() && attr.shape.iter().all(|shape| shape.value != name) {
        let words =
            |name: &str| if name == "point" { "a single value".to_owned() } else { format!("a {name}") };
        let expected: Vec<_> = attr.shape.iter().map(|shape| words(&shape.value)).collect();
        let message = format!("expected {}, found {}", expected.join(" or "), words(name));
        findings.push(
            Diagnostic::new(&lints::SHAPE_NOT_ALLOWED, span, message)
                .related(attr.shape[0].span, "declared here"),
        );
    }
}

pub(crate) fn plausible(
    value: &Stored,
    limits: Option<&Stored>,
    attr: &AttributeDef,
    span: Span,
    findings: &mut Vec<Diagnostic>,
) {
    let (Some(limits), Some(text)) = (limits, &attr.plausible) else { return };
    let (Some(limits), Some(mut value)) = (limits.interval(), value.interval()) else { return };
    // An open end says nothing; the end that is given has to be plausible.
    if value.hi.is_none() {
        value.hi = value.lo.clone().map(|end| crate::value::End { open: false, ..end });
        value.lo = value.hi.clone();
    } else if value.lo.is_none() {
        value.hi = value.hi.map(|end| crate::value::End { open: false, ..end });
        value.lo = value.hi.clone();
    }
    if !value.subset_of(&limits) {
        let message = format!("this lies outside the plausible {}", text.value);
        findings.push(
            Diagnostic::new(&lints::IMPLAUSIBLE_VALUE, span, message).related(text.span, "declared here"),
        );
    }
}

/// Subject, attribute and qualifiers.
type Question<'a> = (usize, usize, &'a [(String, String)]);

/// Two live values for one question: a repetition, or a disagreement nobody declared.
pub(crate) fn rivals(data: &Data, facts: &Facts, findings: &mut Vec<Diagnostic>) {
    let mut groups: HashMap<Question<'_>, Vec<usize>> = HashMap::new();
    for (number, fact) in facts.items.iter().enumerate() {
        if fact.rank != Rank::Deprecated && !fact.ended {
            groups.entry((fact.subject, fact.attribute, &fact.at)).or_default().push(number);
        }
    }
    let mut rivals: Vec<_> = groups.into_values().filter(|group| group.len() > 1).collect();
    rivals.sort();
    for group in rivals {
        let top = if group.iter().any(|n| facts.items[*n].rank == Rank::Preferred) {
            Rank::Preferred
        } else {
            Rank::Normal
        };
        let live: Vec<usize> = group.into_iter().filter(|n| facts.items[*n].rank == top).collect();
        for pair in live.windows(2) {
            let (first, second) = (&facts.items[pair[0]], &facts.items[pair[1]]);
            findings.extend(rivalry(data, facts, first, second, top));
        }
    }
}

fn rivalry(data: &Data, facts: &Facts, first: &Fact, second: &Fact, rank: Rank) -> Option<Diagnostic> {
    let name =
        format!("{}/{}", data.subjects[first.subject].id.value, data.attributes[first.attribute].id.value);
    let (one, two) = (first.value.as_ref()?, second.value.as_ref()?);
    let schema = facts.schema(first);
    let show = |value: &Stored| crate::value::format(value, schema, crate::value::Form::Short);
    let finding = if rank == Rank::Preferred {
        Diagnostic::new(
            &lints::PREFERRED_CONFLICT,
            second.value_span,
            format!("two preferred facts for {name}"),
        )
    } else if conflict(one, two, schema) {
        let message = format!("two live values for {name} disagree");
        Diagnostic::new(&lints::UNDECLARED_DISPUTE, second.value_span, message)
            .help("record a `dispute` with the adopted value and the reason, add a qualifier that tells them apart, or deprecate one")
    } else {
        Diagnostic::new(
            &lints::DUPLICATE_FACT,
            second.value_span,
            format!("{name} is defined twice with the same qualifiers"),
        )
        .help("keep one and give it both sources")
    };
    Some(finding.label(show(two)).related(first.value_span, show(one)))
}
