//! Facts and sources as views.
//!
//! In: numbers of facts and sources. Out: what templates show of them. Does not write HTML.

use super::Site;
use super::view::{DisputeView, EvidenceView, FactRow, ReportView, SourceLink};
use crate::check::{Badge, Checked, Comparison, Fact, badges};
use crate::model::{DisputeStatus, FactId, RuleId, SourceDef, SourceId, SourceRef, SubjectId};
use crate::text::with_minus;
use crate::value::{Form, Kind, Schema, conflict, format};

/// What stands where an attribute does not apply.
const NOT_APPLICABLE: &str = "not applicable";

/// The title of a page that sets two subjects side by side.
pub(crate) fn pair_title(checked: &Checked, pair: &Comparison) -> String {
    let labels: Vec<&str> =
        pair.subjects.iter().map(|number| checked.data.subjects[*number].label.as_str()).collect();
    labels.join(" and ")
}

/// What readers should know of a fact: its note, or why it does not apply.
pub(crate) fn note(checked: &Checked, fact: &Fact) -> Option<String> {
    let def = &checked.data.facts[fact.def];
    let reason = def.not_applicable.as_ref().map(|reason| reason.value.trim().to_owned());
    reason.or_else(|| def.note.clone())
}

/// Path of a subject's ledger.
pub(crate) fn ledger_path(checked: &Checked, subject: SubjectId) -> String {
    format!("facts/{}.html", checked.data.subjects[subject].id.value)
}

/// Path of a fact's row in the ledger.
pub(crate) fn fact_path(checked: &Checked, fact: &Fact) -> String {
    format!("{}#{}", ledger_path(checked, fact.subject), fact_id(checked, fact))
}

/// The anchor of a fact: its id, or attribute and qualifiers where ids repeat.
pub(crate) fn fact_id(checked: &Checked, fact: &Fact) -> String {
    let def = &checked.data.facts[fact.def];
    let own = &checked.facts;
    let alone = own.of(fact.subject, fact.attribute).len() < 2 || def.id.value != def.attribute.value;
    if alone || fact.at.is_empty() {
        return def.id.value.clone();
    }
    let at: Vec<_> = fact.at.iter().map(|(_, value)| value.as_str()).collect();
    format!("{}.{}", def.id.value, at.join("."))
}

/// A fact's value as readers see it: `yes` and not `true`, in the attribute's own word for it.
pub(crate) fn value(checked: &Checked, fact: &Fact) -> Option<String> {
    if checked.data.facts[fact.def].not_applicable.is_some() {
        return Some(NOT_APPLICABLE.to_owned());
    }
    let schema = checked.facts.schema(fact);
    if let Some(open) = fact.alternatives(schema).or_else(|| undecided(fact, schema)) {
        return Some(open);
    }
    let text = format(fact.value.as_ref()?, schema, Form::Short);
    let labelled = schema.kind == Kind::Enum && checked.config.labels.contains_key(&text);
    Some(if labelled { label(checked, &text) } else { schema.shown(&text) })
}

/// The few reports of an open dispute side by side: from `$200K–$305K or $450K–$650K` nobody reads
/// a value in between, which nobody reported.
fn undecided(fact: &Fact, schema: &Schema) -> Option<String> {
    const FEW: usize = 3;
    let open = fact.dispute == Some(DisputeStatus::Unresolved);
    let words = fact.reported(schema);
    (open && (2..=FEW).contains(&words.len())).then(|| words.join(" or "))
}

/// An id as words: the configuration's, else its own without hyphens.
pub(crate) fn label(checked: &Checked, id: &str) -> String {
    checked.config.labels.get(id).cloned().unwrap_or_else(|| id.replace('-', " "))
}

/// A stage as words: those of its record where it has one.
pub(crate) fn stage(checked: &Checked, id: &str) -> String {
    let number = checked.ids.guide.stages.get(id).filter(|_| !checked.config.labels.contains_key(id));
    number.map_or_else(|| label(checked, id), |number| checked.data.guide.stages[number].label.clone())
}

/// One qualifier as words: `level L5`, `stage recruiter screen`. A label of its own needs no key.
pub(crate) fn qualifier(checked: &Checked, key: &str, value: &str) -> String {
    if let Some(words) = checked.config.labels.get(value) {
        return words.clone();
    }
    let key = label(checked, key);
    let letters = value.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_level = !letters.is_empty() && letters.len() <= 2 && letters.len() < value.len();
    if is_level {
        format!("{key} {}", value.to_uppercase())
    } else {
        format!("{key} {}", value.replace('-', " "))
    }
}

/// Qualifiers as words: `level senior, year 2026`.
pub(crate) fn qualifiers(checked: &Checked, fact: &Fact) -> Option<String> {
    let words: Vec<_> = fact.at.iter().map(|(key, value)| qualifier(checked, key, value)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// A fact's name in full: `Netflix PMM: Total pay (level senior)`.
pub(crate) fn full_label(checked: &Checked, fact: &Fact) -> String {
    let subject = &checked.data.subjects[fact.subject].label;
    let label = &checked.data.attributes[fact.attribute].label;
    let at = qualifiers(checked, fact).map_or_else(String::new, |at| format!(" ({at})"));
    format!("{subject}: {label}{at}")
}

pub(crate) fn as_of(fact: &Fact) -> Option<String> {
    fact.as_of.map(|date| date.for_people())
}

/// When a value was true, in words. A date on which undated sources were read is no time that a value describes.
pub(crate) fn dated(checked: &Checked, fact: &Fact) -> Option<String> {
    let date = as_of(fact)?;
    Some(if is_undated(checked, fact) { format!("undated, read {date}") } else { format!("as of {date}") })
}

/// The same for a note: the ledger that it links to says when undated sources were read.
fn dated_in_note(checked: &Checked, fact: &Fact) -> String {
    if is_undated(checked, fact) {
        return "undated".to_owned();
    }
    dated(checked, fact).unwrap_or_else(|| "not dated".to_owned())
}

/// The sources that say what the fact says: of a dispute those whose reports agree with what was adopted.
pub(crate) fn agreeing(checked: &Checked, fact: &Fact) -> Vec<SourceId> {
    if fact.dispute.is_none() {
        return fact.sources.clone();
    }
    let Some(value) = fact.value.as_ref().filter(|_| fact.dispute == Some(DisputeStatus::Adopted)) else {
        return Vec::new();
    };
    let schema = checked.facts.schema(fact);
    let agree = fact.reports.iter().filter(|report| !conflict(&report.value, value, schema));
    let mut sources: Vec<SourceId> = agree.flat_map(|report| report.sources.iter().copied()).collect();
    let own = &checked.data.facts[fact.def].sources;
    sources.extend(own.iter().filter_map(|source| checked.ids.sources.get(&source.id.value)));
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Whether a fact rests on nothing but this guide itself, as its invented examples do.
pub(crate) fn is_own(checked: &Checked, fact: &Fact) -> bool {
    let own = |number: &SourceId| checked.data.sources[*number].kind == Some("internal");
    !fact.sources.is_empty() && fact.sources.iter().all(own)
}

/// Whether a fact's date is only that on which its sources were read, none of which says when it was written.
pub(crate) fn is_undated(checked: &Checked, fact: &Fact) -> bool {
    let mut sources = fact.sources.iter().map(|number| &checked.data.sources[*number]);
    let Some(as_of) = fact.as_of else { return false };
    let read = |source: &SourceDef| {
        source.published.is_none() && source.accessed.is_some_and(|accessed| accessed.is_same_time(as_of))
    };
    !fact.sources.is_empty() && sources.all(read)
}

/// How a value was found out, and how sure its author is of it; low confidence has a badge of its own.
pub(crate) fn method(checked: &Checked, fact: &Fact) -> Option<String> {
    let def = &checked.data.facts[fact.def];
    let confidence = def.confidence.filter(|word| *word != "low").map(|word| format!("{word} confidence"));
    let parts: Vec<String> = def.method.map(str::to_owned).into_iter().chain(confidence).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

pub(crate) fn badges_of(checked: &Checked, fact: &Fact) -> Vec<Badge> {
    badges(fact, checked.facts.schema(fact), &checked.data, &checked.origins)
}

/// The sources of a fact, those of its reports included.
pub(crate) fn sources(checked: &Checked, fact: &Fact) -> Vec<SourceLink> {
    let def = &checked.data.facts[fact.def];
    let refs = def.sources.iter().chain(def.reports.iter().flat_map(|report| &report.sources));
    let mut links: Vec<SourceLink> = Vec::new();
    // A derived fact has the sources of its inputs, without their places.
    let inherited = fact.sources.iter().filter(|_| fact.derived.is_some());
    let inherited = inherited.map(|number| link_to(checked, *number, None));
    for link in refs.filter_map(|source| source_link(checked, source)).chain(inherited) {
        if !links.iter().any(|other| other.path == link.path && other.locator == link.locator) {
            links.push(link);
        }
    }
    links
}

pub(crate) fn source_link(checked: &Checked, source: &SourceRef) -> Option<SourceLink> {
    let number = checked.ids.sources.get(&source.id.value)?;
    Some(link_to(checked, number, source.locator.clone()))
}

fn link_to(checked: &Checked, number: SourceId, locator: Option<String>) -> SourceLink {
    let source = &checked.data.sources[number];
    SourceLink {
        title: source.title.clone(),
        path: format!("{}#{}", super::paths::SOURCES, source.id.value),
        url: source.url.clone(),
        locator,
        publisher: source.publisher.clone(),
    }
}

pub(crate) fn dispute(checked: &Checked, fact: &Fact) -> Option<DisputeView> {
    let def = &checked.data.facts[fact.def];
    let dispute = def.dispute.as_ref()?;
    let schema = checked.facts.schema(fact);
    let reports = fact.reports.iter().map(|report| ReportView {
        value: with_minus(&format(&report.value, schema, Form::Short)),
        measures: def.reports[report.written].measures.clone(),
        sources: report.sources.iter().map(|number| checked.data.sources[*number].title.clone()).collect(),
    });
    Some(DisputeView {
        status: match dispute.status.value {
            DisputeStatus::Adopted => "adopted",
            DisputeStatus::Unresolved => "unresolved",
        },
        because: dispute.because.as_ref().map(|text| text.trim().to_owned()),
        reports: reports.collect(),
    })
}

/// An entry for a fact.
pub(crate) fn fact_evidence(site: &Site<'_>, number: FactId, n: usize, id: String) -> EvidenceView {
    let checked = site.checked;
    let fact = &checked.facts[number];
    EvidenceView {
        n,
        id,
        kind: "fact",
        subject: Some(checked.data.subjects[fact.subject].label.clone()),
        label: checked.data.attributes[fact.attribute].label.clone(),
        value: value(checked, fact),
        qualifiers: qualifiers(checked, fact),
        as_of: as_of(fact),
        dated: Some(dated_in_note(checked, fact)),
        method: method(checked, fact),
        sources: sources(checked, fact),
        wordings: Vec::new(),
        steps: fact.derived.as_ref().map_or_else(Vec::new, |derived| derived.steps.clone()),
        badges: badges_of(checked, fact),
        dispute: dispute(checked, fact),
        note: checked.data.facts[fact.def].note.clone(),
        path: Some(fact_path(checked, fact)),
        beside: false,
    }
}

/// An entry for a cited source.
pub(crate) fn source_evidence(
    site: &Site<'_>,
    number: SourceId,
    locator: &str,
    n: usize,
    id: String,
) -> EvidenceView {
    let source = &site.checked.data.sources[number];
    let locator = (!locator.is_empty()).then(|| locator.to_owned());
    EvidenceView {
        n,
        id,
        kind: "cited",
        subject: None,
        label: "From a source".to_owned(),
        value: None,
        qualifiers: None,
        as_of: source.published.map(|date| date.for_people()),
        dated: source.published.map(|date| format!("as of {}", date.for_people())),
        method: None,
        sources: vec![link_to(site.checked, number, locator)],
        wordings: Vec::new(),
        steps: Vec::new(),
        badges: vec![Badge { mark: "cited", words: "cited, not checked".to_owned() }],
        dispute: None,
        note: source.note.clone(),
        path: None,
        beside: false,
    }
}

/// An entry for a rule that a sentence is bound to.
pub(crate) fn rule_evidence(site: &Site<'_>, number: RuleId, n: usize, id: String) -> EvidenceView {
    let checked = site.checked;
    let (rule, def) = (&checked.rules.items[number], &checked.data.rules[number]);
    let mut numbers: Vec<SourceId> =
        rule.facts.iter().flat_map(|fact| &checked.facts[*fact].sources).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    EvidenceView {
        n,
        id,
        kind: "rule",
        subject: None,
        label: def.says.clone(),
        value: None,
        qualifiers: None,
        as_of: None,
        dated: None,
        method: None,
        sources: numbers.into_iter().map(|source| link_to(checked, source, None)).collect(),
        wordings: Vec::new(),
        steps: rule.steps.clone(),
        badges: vec![Badge { mark: "derived", words: "follows from the facts".to_owned() }],
        dispute: None,
        note: None,
        path: None,
        beside: false,
    }
}

/// A row of the small table at a page's top.
pub(crate) fn fact_row(checked: &Checked, number: FactId) -> Option<FactRow> {
    let fact = &checked.facts[number];
    let label = checked.data.attributes[fact.attribute].label.clone();
    Some(FactRow {
        label: qualifiers(checked, fact).map_or(label.clone(), |at| format!("{label} ({at})")),
        value: value(checked, fact)?,
        as_of: as_of(fact),
        dated: dated(checked, fact),
        path: fact_path(checked, fact),
        badges: badges_of(checked, fact),
    })
}

/// Names the site in readers' browsers: what they keep there belongs to one guide, not to its host.
pub(crate) fn site_id(checked: &Checked) -> String {
    if let Some(id) = &checked.config.id {
        return id.clone();
    }
    let name = checked.config.base_url.as_ref().unwrap_or(&checked.config.title);
    blake3::hash(name.as_bytes()).to_hex()[..8].to_owned()
}
