//! Sources: whether each fact has enough of them, and whether each is used.
//!
//! In: data and facts. Out: findings. Does not fetch anything.

use super::facts::Facts;
use super::ids::Ids;
use super::origins::{Origins, parents};
use super::{Checked, Comparison, View};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{Data, DisputeStatus, FactId, PartialDate, Rank, SourceDef, SourceId, Table};
use crate::text::Spanned;
use jiff::civil::Date;

/// Nothing was read or published in the future, and nothing before it was published.
fn dates(source: &SourceDef, today: Date, findings: &mut Findings) {
    let mut report = |message: String| {
        findings.report(Diagnostic::new(&lints::FUTURE_DATE, source.id.span, message));
    };
    for (key, date) in [("published", source.published), ("accessed", source.accessed)] {
        if let Some(date) = date.filter(|date| date.first() > today) {
            report(format!("`{}`: {key} `{date}` is in the future (today is {today})", source.id.value));
            return;
        }
    }
    if let (Some(published), Some(accessed)) = (source.published, source.accessed)
        && accessed.last() < published.first()
    {
        let id = &source.id.value;
        report(format!("`{id}` was read in {accessed}, before it was published in {published}"));
    }
}

/// Checks the sources of facts, and the sources themselves.
pub(crate) fn check(
    data: &Data,
    ids: &Ids,
    facts: &Facts,
    origins: &Origins,
    today: Date,
    findings: &mut Findings,
) {
    for source in &data.sources {
        dates(source, today, findings);
        for other in &source.derived_from {
            ids.source(other, findings).ok();
        }
        if source.published.is_none() && source.accessed.is_none() {
            let message = format!("`{}` has neither `published` nor `accessed`", source.id.value);
            findings.report(Diagnostic::new(&lints::SOURCE_UNDATED, source.id.span, message));
        }
    }
    for fact in facts.items.iter().filter(|fact| fact.rank != Rank::Deprecated) {
        let def = &data.facts[fact.def];
        if def.not_applicable.is_some() {
            continue;
        }
        let wanted = data.attributes[fact.attribute].min_sources;
        let voices = origins.count(&fact.sources);
        if fact.derived.is_some() {
            continue;
        }
        if fact.sources.is_empty() {
            let message = format!("`{}` has no source", def.id.value);
            findings.report(
                Diagnostic::new(&lints::NO_SOURCE, def.id.span, message)
                    .help("name where it was read, by the id in sources.yaml: `sources: [ID]`")
                    .caused_by(data.incomplete.or(fact.faults.sources)),
            );
        } else if voices < wanted {
            let has = if voices < fact.sources.len() {
                format!("{}, of {voices} origin(s)", fact.sources.len())
            } else {
                voices.to_string()
            };
            let message = format!("`{}` requires {wanted} sources, has {has}", def.id.value);
            let finding = Diagnostic::new(&lints::TOO_FEW_SOURCES, def.id.span, message);
            findings.report(finding.caused_by(data.incomplete.or(fact.faults.sources)));
        }
        ahead(def.as_of.as_ref(), &fact.sources, data, findings);
        for report in &def.reports {
            let own = report.sources.iter().filter_map(|source| ids.sources.get(&source.id.value));
            ahead(report.as_of.as_ref(), &own.collect::<Vec<_>>(), data, findings);
        }
        for report in def.reports.iter().filter(|report| report.sources.is_empty()) {
            let message = format!("a report on `{}` has no source", def.id.value);
            findings.report(
                Diagnostic::new(&lints::NO_SOURCE, report.value.span(), message)
                    .help("name who reports it: `sources: [ID]`"),
            );
        }
        if fact.dispute == Some(DisputeStatus::Unresolved) {
            let since = def.dispute.as_ref().and_then(|dispute| dispute.decided);
            let message = match since {
                Some(date) => format!("`{}` has been unresolved since {date}", def.id.value),
                None => format!("the reports on `{}` disagree, and none is adopted", def.id.value),
            };
            findings.report(Diagnostic::new(&lints::UNRESOLVED_DISPUTE, def.id.span, message));
        }
    }
}

/// A value that is said to hold at a time when none of its sources had been read yet.
fn ahead(as_of: Option<&Spanned<PartialDate>>, sources: &[SourceId], data: &Data, findings: &mut Findings) {
    let Some(as_of) = as_of else { return };
    // A source that says not when it was read may have been read at any time.
    let read = |number: &SourceId| data.sources[*number].accessed.map(|date| (date.last(), *number));
    let Some(read) = sources.iter().map(read).collect::<Option<Vec<_>>>() else { return };
    let Some((day, number)) = read.into_iter().max() else { return };
    if as_of.value.first() <= day {
        return;
    }
    let source = &data.sources[number];
    let date = source.accessed.map_or_else(String::new, |date| date.to_string());
    let message =
        format!("as-of `{}` is later than its sources were read, {date} at the latest", as_of.value);
    findings.report(
        Diagnostic::new(&lints::AS_OF_AFTER_SOURCE, as_of.span, message)
            .related(source.id.span, format!("read {date}"))
            .help(format!(
                "read `{}` again and update its `accessed`, or say the time that it describes",
                source.id.value
            )),
    );
}

/// Reports facts and sources that nothing on the site uses.
pub(crate) fn unused(site: &Checked, findings: &mut Findings) {
    let mut shown: Table<FactId, bool> = vec![false; site.facts.items.len()].into();
    let pairs = site.pairs.iter().flat_map(Comparison::shown_facts);
    pairs.for_each(|fact| shown[fact] = true);
    let views = site.pages.iter().flat_map(|page| page.all_views());
    views.flat_map(View::shown_facts).for_each(|fact| shown[fact] = true);
    let derived = site.facts.items.iter().filter_map(|fact| fact.derived.as_ref());
    derived.flat_map(|derived| &derived.inputs).for_each(|fact| shown[*fact] = true);
    site.rules.items.iter().flat_map(|rule| &rule.facts).for_each(|fact| shown[*fact] = true);
    let mut used: Table<SourceId, bool> = vec![false; site.data.sources.len()].into();
    for (number, fact) in site.facts.items.iter_enumerated() {
        fact.sources.iter().for_each(|source| used[*source] = true);
        if !shown[number] && !site.uses.fact_is_used(number) && fact.is_live() {
            let def = &site.data.facts[fact.def];
            let name = def.name();
            findings.report(Diagnostic::new(&lints::UNUSED_FACT, def.id.span, format!("{name} is not used")));
        }
    }
    let parents = site.data.sources.keys().flat_map(|source| parents(&site.data, &site.ids, source));
    parents.for_each(|source| used[source] = true);
    for (number, source) in site.data.sources.iter_enumerated() {
        let meant = site.facts.meant_sources.contains(&number);
        if !used[number] && !meant && !site.uses.source_is_cited(number) {
            let message = format!("`{}` supports no fact and no sentence", source.id.value);
            let finding = Diagnostic::new(&lints::UNUSED_SOURCE, source.id.span, message);
            findings.report(finding.caused_by(site.data.incomplete));
        }
    }
}
