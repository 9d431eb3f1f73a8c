//! The ledger of a subject: every fact, its sources, every sentence that uses it.
//!
//! In: a subject by number. Out: its page.

use super::super::evidence_list::told;
use super::super::url::root_of;
use super::super::view::{LedgerRow, LedgerSubject, LinkView, SubjectLink, UseView};
use super::super::{Failed, Output, Site, collect};
use super::context::{self, PageContext};
use super::generated::GeneratedPage;
use super::table::SUBJECTS;
use crate::check::{Fact, Use};
use crate::model::{FactId, SubjectId};
use std::collections::HashMap;

pub(crate) fn render(
    site: &Site<'_>,
    page: &GeneratedPage,
    subject: SubjectId,
    output: Output,
) -> Result<String, Failed> {
    let checked = site.checked;
    let data = &checked.data.subjects[subject];
    let root = root_of(&page.path);
    let description = format!(
        "Every fact this guide holds on {}, with its sources and the sentences that use it.",
        data.label
    );
    let mut view = context::generated(site, page, Some(description));
    view.breadcrumbs.push(SUBJECTS.link());
    view.data = super::super::machine::jsonld::ledger(site, &view, subject);
    let parent =
        data.parent.as_ref().and_then(|id| checked.ids.subjects.get(&id.value)).map(|number| SubjectLink {
            label: checked.data.subjects[number].label.clone(),
            path: checked.has_facts(number).then(|| collect::ledger_path(checked, number)),
        });
    let about = checked.pages.iter().filter(|page| page.subject.known() == Some(subject));
    let subject_view = LedgerSubject {
        label: data.label.clone(),
        description: data.description.clone(),
        parent,
        pages: about
            .map(|page| LinkView { title: page.page.front.title.value.clone(), path: page.out.to_string() })
            .collect(),
    };
    let facts = checked.facts.of_subject(subject).iter().map(|number| (*number, &checked.facts[*number]));
    let mut lines = HashMap::new();
    let rows: Vec<LedgerRow> = facts
        .map(|(number, fact)| {
            let span = checked.data.facts[fact.def].id.span;
            let lines = lines.entry(span.file).or_insert_with(|| site.files.lines(span.file));
            row(site, number, fact, lines.position(span.start as usize).line)
        })
        .collect();
    let context =
        PageContext::new(site, &view, None, &root, "").with("subject", &subject_view).with("rows", &rows);
    context.render(site, &output.template(page.template), "")
}

fn row(site: &Site<'_>, number: FactId, fact: &Fact, line: usize) -> LedgerRow {
    let checked = site.checked;
    let def = &checked.data.facts[fact.def];
    let file = site.files.get(def.span.file);
    LedgerRow {
        id: collect::fact_id(checked, fact),
        label: checked.data.attributes[fact.attribute].label.clone(),
        value: collect::value(checked, fact),
        qualifiers: collect::qualifiers(checked, fact),
        as_of: collect::as_of(fact),
        dated: collect::dated(checked, fact),
        method: collect::method(checked, fact),
        rank: fact.rank.name(),
        note: collect::note(checked, fact),
        badges: collect::badges_of(checked, fact),
        sources: collect::sources(checked, fact),
        dispute: collect::dispute(checked, fact),
        file: file.path.to_string(),
        line,
        uses: checked.fact_uses(number).filter_map(|used| use_view(site, &used)).collect(),
    }
}

/// A sentence that uses a fact; those in data files have no page of their own.
pub(crate) fn use_view(site: &Site<'_>, used: &Use<'_>) -> Option<UseView> {
    let page = &site.checked.pages[used.page?];
    let anchor = used.anchor.map_or_else(String::new, |id| format!("#{id}"));
    // Headings whose text became the summary or the page's own list are not on the page.
    let shown = page.page.outline.iter().any(|entry| {
        Some(entry.id.as_str()) == used.anchor
            && !matches!(entry.role, Some(crate::doc::Role::Tldr | crate::doc::Role::Related))
    });
    Some(UseView {
        text: used.wording.to_owned(),
        sentence: used.sentence.to_owned(),
        how: told(used.how).to_owned(),
        title: page.page.front.title.value.clone(),
        path: if shown { format!("{}{anchor}", page.out) } else { page.out.to_string() },
    })
}
