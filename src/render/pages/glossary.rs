//! The glossary.
//!
//! In: the site. Out: one page with every term.

use super::super::evidence_list::EvidenceList;
use super::super::html::{Meaning, Writer};
use super::super::view::{LinkView, SeeView, TermView};
use super::super::{Failed, Output, Site, snippet};
use super::context::{self, PageContext};
use super::generated::GeneratedPage;
use crate::model::TermId;
use crate::text::order_key;
use std::collections::BTreeMap;

pub(crate) fn render(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let checked = site.checked;
    let description = "Words of this guide and what they mean here.";
    let mut view = context::generated(site, page, Some(description.to_owned()));
    let (links, mut evidence) = (BTreeMap::new(), EvidenceList::default());
    let meaning = Meaning { links: &links, claims: &[], views: &[], page: None };
    let mut terms = Vec::new();
    for (number, term) in checked.data.terms.iter_enumerated() {
        let mut writer = Writer::new(site, meaning, "", &mut evidence);
        writer.output = output;
        let see = term.see.iter().filter_map(|id| checked.ids.terms.get(&id.value));
        terms.push(TermView {
            id: term.id.value.clone(),
            term: term.term.clone(),
            aliases: term.aliases.clone(),
            definition: snippet::text(&mut writer, term.definition)?,
            see: see
                .map(|other| SeeView {
                    title: checked.data.terms[other].term.clone(),
                    id: checked.data.terms[other].id.value.clone(),
                })
                .collect(),
            uses: uses(site, number),
        });
    }
    terms.sort_by_cached_key(|term| order_key(&term.term));
    view.evidence = evidence.entries;
    PageContext::new(site, &view, None, "", "").with("terms", &terms).render(
        site,
        &output.template(page.template),
        "",
    )
}

/// Pages whose text has the term.
fn uses(site: &Site<'_>, term: TermId) -> Vec<LinkView> {
    let pages = site.shared.term_uses(site, term);
    pages
        .iter()
        .map(|page| LinkView {
            title: site.checked.pages[*page].page.front.title.value.clone(),
            path: site.checked.pages[*page].out.to_string(),
        })
        .collect()
}
