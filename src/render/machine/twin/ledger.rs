//! A subject's ledger as Markdown.
//!
//! In: a subject by number. Out: its facts as a list, those that are no longer used apart, each with its sources,
//! its dispute and the pages that use it.

use super::pen::{Pen, blocks, one_line};
use crate::check::Fact;
use crate::model::{FactId, PageId, Rank, SubjectId};
use crate::render::collect;

pub(super) fn text(pen: &Pen<'_>, subject: SubjectId) -> String {
    let checked = pen.site.checked;
    let data = &checked.data.subjects[subject];
    let parent = data.parent.as_ref().and_then(|id| checked.ids.subjects.get(&id.value)).map(|number| {
        let label = &checked.data.subjects[*number].label;
        let linked =
            checked.has_facts(*number).then(|| pen.link(label, &collect::ledger_path(checked, *number)));
        format!("Part of {}.", linked.unwrap_or_else(|| label.clone()))
    });
    let about = checked.pages.iter().filter(|page| page.subject.known() == Some(subject));
    let about: Vec<String> = about.map(|page| pen.link(&page.page.front.title.value, &page.out)).collect();
    let about = (!about.is_empty()).then(|| format!("Pages: {}.", about.join(", ")));
    let (old, live): (Vec<FactId>, Vec<FactId>) = checked
        .facts
        .of_subject(subject)
        .iter()
        .partition(|number| checked.facts[**number].rank == Rank::Deprecated);
    let list = |numbers: &[FactId]| -> String {
        numbers.iter().map(|number| entry(pen, *number)).collect::<Vec<_>>().join("\n")
    };
    let none = "Nothing is recorded here that still counts.".to_owned();
    let live = if live.is_empty() { none } else { list(&live) };
    let old = (!old.is_empty()).then(|| format!("## No longer used\n\n{}", list(&old)));
    blocks([data.description.as_deref().map(one_line), parent, about, Some(live), old])
}

fn entry(pen: &Pen<'_>, number: FactId) -> String {
    let checked = pen.site.checked;
    let fact = &checked.facts[number];
    let label = &checked.data.attributes[fact.attribute].label;
    let at = collect::qualifiers(checked, fact).map_or_else(String::new, |at| format!(" ({at})"));
    let value = collect::value(checked, fact).unwrap_or_else(|| "no value".to_owned());
    let mut words = vec![value];
    words.push(collect::dated(checked, fact).unwrap_or_else(|| "not dated".to_owned()));
    words.extend(collect::method(checked, fact));
    if fact.rank == Rank::Preferred {
        words.push("preferred".to_owned());
    }
    words.extend(collect::badges_of(checked, fact).into_iter().map(|badge| badge.words));
    let id = collect::fact_id(checked, fact);
    let mut lines = vec![format!("- **{label}**{at} `{id}`: {}", one_line(&words.join("; ")))];
    lines.extend(collect::note(checked, fact).map(|note| format!("  - {}", one_line(&note))));
    lines.extend(dispute(pen, fact));
    let sources = collect::sources(checked, fact);
    lines.extend((!sources.is_empty()).then(|| format!("  - Source: {}", pen.sources(&sources))));
    lines.extend(used(pen, number));
    lines.join("\n")
}

fn dispute(pen: &Pen<'_>, fact: &Fact) -> Vec<String> {
    let Some(dispute) = collect::dispute(pen.site.checked, fact) else { return Vec::new() };
    let because = dispute.because.as_ref().map_or_else(String::new, |text| format!(": {}", one_line(text)));
    let reports = dispute.reports.iter().map(|report| {
        let measures = report.measures.as_ref().map_or_else(String::new, |what| format!(" ({what})"));
        format!("    - {}{measures}: {}", report.value, report.sources.join("; "))
    });
    std::iter::once(format!("  - Disputed, {}{because}", dispute.status)).chain(reports).collect()
}

/// The pages that use a fact, each once.
fn used(pen: &Pen<'_>, number: FactId) -> Option<String> {
    let checked = pen.site.checked;
    let mut pages: Vec<PageId> = checked.uses[number].iter().filter_map(|used| used.page).collect();
    pages.sort_unstable();
    pages.dedup();
    let links: Vec<String> = pages
        .into_iter()
        .map(|page| &checked.pages[page])
        .map(|page| pen.link(&page.page.front.title.value, &page.out))
        .collect();
    (!links.is_empty()).then(|| format!("  - Used on {}", links.join(", ")))
}
