//! Lists of pages: tags, all checklists, and the page for what is not there.
//!
//! In: the site. Out: one page each.

use super::super::evidence_list::EvidenceList;
use super::super::html::{Meaning, Writer};
use super::super::paths::tag_path;
use super::super::url::root_of;
use super::super::view::{ListView, PageListView, SubjectEntry, TagView};
use super::super::{Failed, Output, Site, collect};
use super::article::entries;
use super::context::{self, PageContext};
use super::generated::GeneratedPage;
use super::table::TAGS;
use crate::doc::Role;
use crate::model::PageId;
use crate::text::order_key;
use crate::views::checklist;
use std::collections::BTreeMap;

pub(crate) fn tags(site: &Site<'_>, page: &GeneratedPage, _: Output) -> Result<String, Failed> {
    let view = context::generated(site, page, None);
    let tag = |(tag, pages): (&String, &Vec<PageId>)| TagView {
        title: tag.clone(),
        path: tag_path(tag),
        count: pages.len(),
    };
    let mut tags: Vec<_> = site.checked.tags.iter().collect();
    tags.sort_by_cached_key(|(name, _)| order_key(name));
    let tags: Vec<TagView> = tags.into_iter().map(tag).collect();
    PageContext::new(site, &view, None, "", "").with("tags", &tags).render(site, page.template, "")
}

/// The ledgers: what the guide records, by what it is about.
pub(crate) fn subjects(site: &Site<'_>, page: &GeneratedPage, _: Output) -> Result<String, Failed> {
    let checked = site.checked;
    let description = "What this guide records, by what it is about.".to_owned();
    let view = context::generated(site, page, Some(description));
    let subjects: Vec<SubjectEntry> = checked
        .data
        .subjects
        .keys()
        .filter(|number| checked.has_facts(*number) || checked.data.subjects[*number].description.is_some())
        .map(|number| SubjectEntry {
            label: checked.data.subjects[number].label.clone(),
            path: checked.has_facts(number).then(|| collect::ledger_path(checked, number)),
            description: checked.data.subjects[number].description.clone(),
            count: checked.facts.of_subject(number).len(),
        })
        .collect();
    PageContext::new(site, &view, None, &root_of(&page.path), "").with("subjects", &subjects).render(
        site,
        page.template,
        "",
    )
}

pub(crate) fn tag(site: &Site<'_>, page: &GeneratedPage, tag: &str) -> Result<String, Failed> {
    let root = root_of(&page.path);
    let mut view = context::generated(site, page, None);
    view.breadcrumbs.push(TAGS.link());
    let pages = site.checked.tags.get(tag).map_or(&[][..], Vec::as_slice);
    PageContext::new(site, &view, None, &root, "").with("pages", &entries(site, pages)).render(
        site,
        page.template,
        "",
    )
}

pub(crate) fn checklists(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let checked = site.checked;
    let description = "Every checklist of this guide on one page.";
    let mut view = context::generated(site, page, Some(description.to_owned()));
    let (links, mut evidence) = (BTreeMap::new(), EvidenceList::default());
    let meaning = Meaning { links: &links, claims: &[], views: &[], page: None };
    let mut lists = Vec::new();
    for number in checked.checklist_order() {
        let list = &checked.data.checklists[number];
        let mut writer = Writer::new(site, meaning, "", &mut evidence);
        writer.output = output;
        let mut it = checklist::html::view(&mut writer, number)?;
        it.title = None;
        writer.component("checklist.html", &it)?;
        let own = checked.checklist_pages[number];
        lists.push(ListView {
            id: list.id.value.clone(),
            roles: it.roles,
            stage: it.stage,
            title: list.title.clone(),
            path: own.map_or_else(|| page.path.clone(), |own| checked.pages[own].out.to_string()),
            html: writer.out,
        });
    }
    let pages: Vec<PageListView> =
        checked.sections().order.iter().filter_map(|number| on_page(site, *number)).collect();
    view.evidence = evidence.entries;
    // The page saves and reads what all lists keep.
    view.keeps = true;
    PageContext::new(site, &view, None, "", "").with("lists", &lists).with("pages", &pages).render(
        site,
        &output.template(page.template),
        "",
    )
}

/// The checklist in the text of a page: its ticks are kept like those of the other lists.
fn on_page(site: &Site<'_>, number: PageId) -> Option<PageListView> {
    let page = &site.checked.pages[number];
    let heading = page.page.outline.iter().find(|entry| entry.role == Some(Role::Checklist))?;
    let count = page.page.extract.boxes.len();
    (count > 0).then(|| PageListView {
        title: page.page.front.title.value.clone(),
        path: format!("{}#{}", page.out, heading.id),
        count,
    })
}

/// The page of the search, which a script fills.
pub(crate) fn search(site: &Site<'_>, page: &GeneratedPage, _: Output) -> Result<String, Failed> {
    let description = Some("Find words in every page of this guide.".to_owned());
    let view = context::generated(site, page, description);
    PageContext::new(site, &view, None, "", "").render(site, page.template, "")
}

/// GitHub Pages serves this page at any depth, so its links are absolute.
pub(crate) fn not_found(site: &Site<'_>, page: &GeneratedPage, _: Output) -> Result<String, Failed> {
    let mut view = context::generated(site, page, None);
    view.canonical = None;
    view.breadcrumbs = Vec::new();
    let root = site.checked.config.base_path();
    PageContext::new(site, &view, None, root, "").render(site, page.template, "")
}
