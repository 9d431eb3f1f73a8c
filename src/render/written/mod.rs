//! What the text of a page becomes, without the templates around it.
//!
//! In: a page that an author wrote. Out: its parts of the HTML and of the Markdown, with what the page shows of the text
//! elsewhere: summary, notes, facts, questions. A build makes both from one tree, and takes what an earlier run kept,
//! where nothing changed that they rest on. Fills no template of a page.

mod kept;
mod questions;

pub(crate) use kept::KeptTexts;
pub(crate) use questions::Answered;
use questions::questions;

use super::changes::{self, Hashes};
use super::evidence_list::EvidenceList;
use super::html::{Failed, Meaning, Writer};
use super::markdown::Editor;
use super::page_tree::PageTree;
use super::url::root_of;
use super::view::{EvidenceView, FactRow};
use super::{Output, Site, collect, search};
use crate::check::{CheckedPage, View};
use crate::doc::{Block, Doc, Role};
use crate::model::{FactId, PageId, PageKind};
use crate::store::Key;
use crate::views;

/// Facts in the small table at the top of a page.
const MOST_FACTS: usize = 6;
/// With fewer facts in its summary, a page lists those of its whole text.
const FEW_FACTS: usize = 2;

/// A text as HTML.
pub(crate) struct HtmlText {
    pub body: String,
    /// The view that the page's kind shows.
    pub own: String,
    /// The TL;DR, which the templates show before everything else.
    pub summary: Option<String>,
    /// Rows of the small table at the page's top.
    pub facts: Vec<FactRow>,
    pub evidence: Vec<EvidenceView>,
    /// Whether browsers keep what readers tick on the page.
    pub keeps: bool,
    /// Questions and their answers.
    pub questions: Vec<Answered>,
}

/// A text as Markdown.
pub(crate) struct MarkdownText {
    pub body: String,
    /// The view that the page's kind shows.
    pub own: String,
    pub evidence: Vec<EvidenceView>,
}

/// The text of a page in both forms.
pub(crate) struct Written {
    pub html: Result<HtmlText, Failed>,
    pub markdown: Result<MarkdownText, Failed>,
    pub hashes: Hashes,
    /// Names the text, where it can be kept.
    pub key: Option<Key>,
}

/// The text of a page for a build that writes all of it: kept by an earlier run, or made from one tree. What the search
/// needs of it is remembered.
pub(crate) fn page(site: &Site<'_>, number: PageId) -> Written {
    let texts = site.shared.texts.as_ref();
    let kept = texts.and_then(|texts| Some((texts, texts.seen(site, number)?)));
    if let Some((texts, seen)) = &kept
        && let Some(written) = texts.find(seen)
    {
        site.shared.await_document(number, seen.key);
        return written;
    }
    let tree = PageTree::of(site, number);
    let key = kept.as_ref().map(|(_, seen)| seen.key);
    site.shared.keep_document(number, key, || search::page(site, number, &tree));
    let written = Written {
        html: html(site, number, &tree),
        markdown: markdown(site, number, &tree),
        hashes: Hashes::of(site, number),
        key,
    };
    if let Some((texts, seen)) = &kept {
        texts.put(seen, &written);
    }
    written
}

/// The text of a page as HTML.
pub(crate) fn html(site: &Site<'_>, number: PageId, tree: &PageTree<'_>) -> Result<HtmlText, Failed> {
    let page = &site.checked.pages[number];
    let root = root_of(&page.out);
    let doc = &tree.doc;
    let mut evidence = EvidenceList::with(doc.ids.clone());
    // Views of the guide stand above the text, so their notes come first.
    let above = match &page.own_view {
        None | Some(View::Comparison(_) | View::Checklist(_)) => None,
        Some(view) => Some(guide_view(site, page, view, &root, &mut evidence)?),
    };
    evidence.register(&page.claims, site);
    let facts = fact_rows(site, page, &evidence);
    let mut writer = Writer::new(site, meaning(page), &root, &mut evidence);
    writer.link_terms = true;
    writer.margin.outline(page.page.outline.len());
    let summary = summary(&mut writer, doc)?;
    writer.margin.gap(facts.len() * 3 / 2);
    writer.blocks(&doc.blocks)?;
    writer.footnotes(&doc.blocks)?;
    let body = std::mem::take(&mut writer.out);
    let own = match (above, &page.own_view) {
        (Some(above), _) => above,
        (None, Some(View::Comparison(comparison))) => {
            writer.aside(|writer| views::comparison::html::write(writer, comparison, Some(&page.out)))?
        }
        (None, Some(view)) => writer.aside(|writer| views::html::write(writer, view, false))?,
        (None, None) => String::new(),
    };
    let questions = questions(doc, &page.claims);
    let EvidenceList { entries, keeps, .. } = evidence;
    Ok(HtmlText { body, own, summary, facts, evidence: entries, keeps, questions })
}

/// The text of a page as Markdown.
pub(crate) fn markdown(site: &Site<'_>, number: PageId, tree: &PageTree<'_>) -> Result<MarkdownText, Failed> {
    let page = &site.checked.pages[number];
    let root = root_of(&page.out);
    let mut evidence = EvidenceList::default();
    let mut writer = Writer::new(site, meaning(page), &root, &mut evidence);
    writer.output = Output::Markdown;
    let own = match &page.own_view {
        Some(own) => writer.aside(|writer| views::html::write(writer, own, false))?,
        None => String::new(),
    };
    writer.evidence.register(&page.claims, site);
    let body = Editor::new(&mut writer, tree.text, page.page.body.clone()).text(&tree.doc)?;
    Ok(MarkdownText { body, own, evidence: evidence.entries })
}

fn meaning(page: &CheckedPage) -> Meaning<'_> {
    Meaning { links: &page.links, claims: &page.claims, views: &page.views, page: Some(&page.out) }
}

fn guide_view(
    site: &Site<'_>,
    page: &CheckedPage,
    view: &View,
    root: &str,
    evidence: &mut EvidenceList,
) -> Result<String, Failed> {
    let mut writer = Writer::new(site, meaning(page), root, evidence);
    views::html::write(&mut writer, view, false)?;
    Ok(writer.out)
}

/// The TL;DR as HTML.
fn summary(writer: &mut Writer<'_>, doc: &Doc<'_>) -> Result<Option<String>, Failed> {
    let is_tldr =
        |block: &Block<'_>| matches!(block, Block::Heading(heading) if heading.role == Some(Role::Tldr));
    let Some(at) = doc.blocks.iter().position(is_tldr) else { return Ok(None) };
    let Block::Heading(heading) = &doc.blocks[at] else { return Ok(None) };
    let rest = &doc.blocks[at + 1..];
    let length = crate::doc::section_length(heading.level, rest);
    writer
        .aside(|writer| {
            // Its text stands at the top, and links to the heading lead there.
            writer.unseen_heading(heading);
            writer.blocks(&rest[..length])
        })
        .map(Some)
}

/// The small table at a page's top.
fn fact_rows(site: &Site<'_>, page: &CheckedPage, evidence: &EvidenceList) -> Vec<FactRow> {
    if !matches!(page.page.front.kind, PageKind::Article) || evidence.facts.len() < 2 {
        return Vec::new();
    }
    // What the summary rests on matters most.
    let summary = changes::summary(page);
    let told = page.claims.iter().filter(|claim| summary.iter().any(|part| part.contains(&claim.start)));
    let told: Vec<FactId> = told.filter_map(|claim| claim.state.fact()).collect();
    let mut facts: Vec<FactId> = evidence.facts.iter().copied().filter(|fact| told.contains(fact)).collect();
    if facts.len() < FEW_FACTS {
        facts.clone_from(&evidence.facts);
    }
    let own = facts.iter().filter(|fact| {
        let fact = &site.checked.facts[**fact];
        page.subject.known().is_none_or(|subject| subject == fact.subject)
            && !collect::is_own(site.checked, fact)
            && fact.value.as_ref().is_some_and(|value| value.interval().is_some())
    });
    let rows = own.take(MOST_FACTS).filter_map(|fact| collect::fact_row(site.checked, *fact));
    let rows: Vec<FactRow> = rows.collect();
    // One row is no table: the sentence beside it says the same.
    if rows.len() < FEW_FACTS { Vec::new() } else { rows }
}
