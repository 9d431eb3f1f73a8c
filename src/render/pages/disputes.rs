//! The page of disputes: what the sources disagree about, what was decided and why.
//!
//! In: the site. Out: one page, open disputes before decided ones.

use super::super::reports::{DisputeEntry, ReportEntry};
use super::super::{Failed, Output, Site, collect};
use super::context::{self, PageContext};
use super::generated::GeneratedPage;
use super::ledger::use_view;
use crate::check::Fact;
use crate::model::{DisputeStatus, FactId};
use crate::search::Section;
use crate::value::{Form, format};

pub(crate) fn render(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let description =
        "Where the sources of this guide contradict each other: every report, what was decided, and why.";
    let view = context::generated(site, page, Some(description.to_owned()));
    let [open, adopted] = all(site);
    PageContext::new(site, &view, None, "", "").with("open", &open).with("adopted", &adopted).render(
        site,
        &output.template(page.template),
        "",
    )
}

/// The open disputes, and the decided ones.
pub(crate) fn all(site: &Site<'_>) -> [Vec<DisputeEntry>; 2] {
    let mut entries = [Vec::new(), Vec::new()];
    for (number, fact) in site.checked.facts.items.iter_enumerated() {
        if let Some(status) = fact.dispute {
            let list = usize::from(status == DisputeStatus::Adopted);
            entries[list].extend(entry(site, number, fact, status));
        }
    }
    entries
}

fn entry(site: &Site<'_>, number: FactId, fact: &Fact, status: DisputeStatus) -> Option<DisputeEntry> {
    let checked = site.checked;
    let def = &checked.data.facts[fact.def];
    let dispute = def.dispute.as_ref()?;
    let schema = checked.facts.schema(fact);
    let reports = fact.reports.iter().map(|report| {
        let written = &def.reports[report.written];
        let text = format(&report.value, schema, Form::Short);
        ReportEntry {
            value: text.clone(),
            measures: written.measures.clone(),
            as_of: written.as_of.as_ref().map(|date| date.value.for_people()),
            adopted: status == DisputeStatus::Adopted
                && fact.value.as_ref().is_some_and(|value| format(value, schema, Form::Short) == text),
            sources: written
                .sources
                .iter()
                .filter_map(|source| collect::source_link(checked, source))
                .collect(),
        }
    });
    let review = dispute.review_by.as_ref().map(|date| date.value);
    Some(DisputeEntry {
        id: format!("{}.{}", checked.data.subjects[fact.subject].id.value, collect::fact_id(checked, fact)),
        label: collect::full_label(checked, fact),
        path: collect::fact_path(checked, fact),
        status: match status {
            DisputeStatus::Adopted => "adopted",
            DisputeStatus::Unresolved => "unresolved",
        },
        value: collect::value(checked, fact),
        kind: dispute.kind,
        because: dispute.because.as_ref().map(|text| text.trim().to_owned()),
        decided: dispute.decided.map(|date| date.for_people()),
        review: review.map(|date| date.for_people()),
        overdue: review.is_some_and(|date| date.last() < checked.today),
        reports: reports.collect(),
        uses: checked.fact_uses(number).filter_map(|used| use_view(site, &used)).collect(),
    })
}

/// What the search finds the page by.
pub(super) fn sections(site: &Site<'_>) -> Vec<Section> {
    let top = Section { text: "What the sources disagree about.".to_owned(), ..Section::default() };
    let all = all(site).into_iter().flatten().map(|dispute| Section {
        text: [dispute.value, dispute.because].into_iter().flatten().collect::<Vec<_>>().join(". "),
        anchor: Some(dispute.id),
        heading: dispute.label,
    });
    std::iter::once(top).chain(all).collect()
}
