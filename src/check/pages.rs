//! Pages: what their text refers to.
//!
//! In: pages with their places in the output. Out: [`CheckedPage`]s with links, claims and views resolved, and with
//! what other pages say about them. Does not render.

use super::candidates::Candidates;
use super::cells::Cells;
use super::claims::{Checker, Claim, ClaimState};
use super::coverage::{self, Figure};
use super::links::{Resolved, Site};
use super::lookup::DefaultSubject;
use super::placed::Placed;
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{ChecklistId, FactId, PageId, Table};
use crate::parse::{Binding, Field, Page, Target};
use crate::text::{Span, tag_name};
use crate::views::ViewKind;
use crate::views::resolve::{self, Place, View};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::Arc;

/// What checking adds to a page: it depends on the page and on what the page refers to, and is kept while both stay.
#[derive(Default)]
pub(crate) struct CheckedText {
    /// What each link leads to, by the first byte of the link.
    pub links: BTreeMap<usize, Resolved>,
    /// Claims in the order of the text.
    pub claims: Vec<Claim>,
    /// Claims of the title and the description.
    pub field_claims: Vec<Claim>,
    /// Figures of the page and what backs them.
    pub figures: Vec<Figure>,
    /// Views by the first byte of their block.
    pub views: Vec<(usize, View)>,
    /// The view that the page's kind shows.
    pub own_view: Option<View>,
    pub subject: DefaultSubject,
    /// Pages to read next, by number: those the author names first.
    pub related: Vec<PageId>,
    pub found: Findings,
    /// The other pages that its links lead to.
    pub targets: BTreeSet<PageId>,
    /// The pages whose anchors its links name.
    pub seen: BTreeSet<PageId>,
    /// What it looks at in the data.
    pub reads: Reads,
    /// Whether a link names a page that prepress makes.
    pub names_generated: bool,
}

/// A page of a checked site.
pub(crate) struct CheckedPage {
    pub page: Arc<Page>,
    /// Path in the output.
    pub out: Arc<str>,
    /// What checking found in its text.
    pub text: Arc<CheckedText>,
}

impl Deref for CheckedPage {
    type Target = CheckedText;

    fn deref(&self) -> &CheckedText {
        &self.text
    }
}

impl CheckedPage {
    pub(super) fn new(placed: Placed, text: Arc<CheckedText>) -> Self {
        Self { page: placed.page, out: placed.out, text }
    }

    /// All its views: that of its kind, then those of its text.
    pub(crate) fn all_views(&self) -> impl Iterator<Item = &View> {
        self.own_view.iter().chain(self.views.iter().map(|(_, view)| view))
    }

    /// What lists and search results say about it.
    pub(crate) fn description(&self) -> Option<&str> {
        let written = self.page.front.description.as_ref().map(|text| text.value.trim());
        written.or(self.page.summary.as_deref())
    }
}

/// The claims of the same text at an earlier check, and the facts that say something else since.
pub(crate) type Earlier<'a> = (&'a [Claim], &'a BTreeSet<FactId>);

/// Resolves everything a page's text refers to. Where nothing but values of facts changed since an `earlier` check, claims
/// on others are those of then, if nothing was found on them.
pub(crate) fn check(
    number: PageId,
    placed: &Placed,
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
    earlier: Option<Earlier<'_>>,
) -> CheckedText {
    let page = &placed.page;
    let mut out = CheckedText::default();
    let front = &page.front;
    out.subject = DefaultSubject::of(front.subject.as_ref().map(|id| claims.ids.subject(id, &mut out.found)));
    for id in &front.subjects {
        claims.ids.subject(id, &mut out.found).ok();
    }
    for id in &front.related {
        match site.page(&id.value) {
            Some(other) => out.related.push(other),
            None if site.is_broken(&id.value) => {}
            None => {
                let message = site.no_page(&id.value);
                out.found.report(Diagnostic::new(&lints::UNKNOWN_PAGE, id.span, message));
            }
        }
    }
    for link in &page.extract.links {
        let resolved = site.resolve(link, &page.path, Some(number), &mut out.found);
        out.links.insert(link.start, resolved);
    }
    for (number, binding) in page.extract.bindings.iter().enumerate() {
        let still = earlier.and_then(|(claims, moved)| still(claims.get(number)?, binding, moved));
        let claim = still.cloned().unwrap_or_else(|| {
            let mut found = Findings::default();
            let claim = claims.claim(binding, out.subject, &mut found);
            let quiet = found.is_empty();
            out.found.append(found);
            Claim { quiet, ..claim }
        });
        out.claims.push(claim);
    }
    let cells = cells(page, claims, &mut out);
    let text = coverage::Text {
        figures: &page.extract.figures,
        bindings: &page.extract.bindings,
        claims: &out.claims,
        missed: &page.extract.missed,
        subject: out.subject,
    };
    let mut found = Findings::default();
    out.figures = coverage::figures(&text, claims.facts, candidates, &mut found);
    // What a cell has to be bound to is said already.
    found.retain(|finding| {
        let next = cells.partition_point(|cell| cell.start <= finding.span.start);
        next.checked_sub(1).is_none_or(|cell| finding.span.end > cells[cell].end)
    });
    out.found.append(found);
    for field in &page.fields {
        fields(field, claims, &mut out);
    }
    let at = Place { page: number, path: &page.path, subject: out.subject, site, claims, candidates };
    let own = page.own_view.as_ref();
    out.own_view = own.and_then(|spec| resolve::resolve(spec, &at, &mut out.found).ok());
    for view in &page.views {
        let resolved =
            view.spec.as_ref().ok().and_then(|spec| resolve::resolve(spec, &at, &mut out.found).ok());
        out.views.extend(resolved.map(|resolved| (view.start, resolved)));
    }
    for (language, span) in &page.extract.languages {
        if !crate::highlight::knows(language) {
            const DIAGRAMS: [&str; 6] = ["mermaid", "graphviz", "dot", "plantuml", "d2", "ditaa"];
            let diagram = DIAGRAMS.contains(&language.as_str());
            let view = crate::text::word_meant(language, ViewKind::fences()).filter(|_| !diagram);
            let (message, help) = match view {
                Some(view) => (
                    format!("there is no view `{language}`; did you mean `{view}`?"),
                    "as it stands, the block is shown as code",
                ),
                None if diagram => (
                    format!("diagrams are not drawn: `{language}` is shown as code"),
                    "the block is shown without colours; write `text` where that is meant",
                ),
                None => (
                    format!("no grammar is known for `{language}`"),
                    "the block is shown without colours; write `text` where that is meant",
                ),
            };
            out.found.report(Diagnostic::new(&lints::UNKNOWN_CODE_LANGUAGE, *span, message).help(help));
        }
    }
    let targets = out.links.values().filter_map(|link| match link {
        Resolved::Page { page, .. } if *page != number => Some(*page),
        _ => None,
    });
    out.targets = targets.collect();
    out.seen = out.links.values().filter_map(Resolved::seen).collect();
    for text in out.own_view.iter().chain(out.views.iter().map(|(_, view)| view)).flat_map(View::texts) {
        out.seen.extend(text.links.values().filter_map(Resolved::seen));
    }
    out.reads = reads(page, candidates);
    out.names_generated = out.links.values().any(|link| matches!(link, Resolved::Generated { .. }));
    out
}

/// A claim that holds as it was: nothing was found on it, and it looks at one fact, which says the same.
fn still<'a>(claim: &'a Claim, binding: &Binding, moved: &BTreeSet<FactId>) -> Option<&'a Claim> {
    let alone = matches!(&binding.target, Target::Fact(reference) if reference.options.compare.is_none());
    let same = claim.state.fact().is_some_and(|fact| !moved.contains(&fact));
    Some(claim).filter(|claim| alone && same && claim.quiet)
}

/// Checks tables whose cells are facts; returns the places of their cells, in order.
fn cells(page: &Page, claims: &Checker<'_>, out: &mut CheckedText) -> Vec<Span> {
    let mut places = Vec::new();
    if page.tables.is_empty() {
        return places;
    }
    let bound = out.claims.iter().filter_map(|claim| Some((claim.start, claim.state.fact()?)));
    let bound: HashMap<usize, FactId> = bound.collect();
    for table in &page.tables {
        let cells = Cells { checker: claims, table, subject: out.subject, bound: &bound };
        places.extend(cells.check(&mut out.found));
    }
    places.sort_unstable_by_key(|cell| cell.start);
    places
}

/// What checking a page looks at in the data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Reads {
    #[default]
    Nothing,
    /// Which subjects there are, and their names.
    Subjects,
    /// These facts, and which others there are.
    Facts(BTreeSet<FactId>),
    /// Anything.
    All,
}

impl CheckedText {
    /// Of a page without a finding, whose bindings name a fact each and compare it with no other, only these facts were
    /// looked at: no candidate was proposed, and nothing that was found points into the data.
    pub(super) fn narrow(&mut self, page: &Page) {
        let bindings =
            || page.extract.bindings.iter().chain(page.fields.iter().flat_map(|field| &field.bindings));
        let plain = |binding: &Binding| match &binding.target {
            Target::Fact(reference) => reference.options.compare.is_none(),
            Target::Source(_) | Target::Todo(_) | Target::Exempt => true,
            Target::Unnamed | Target::Rule(_) => false,
        };
        let views = page.own_view.is_some() || !page.views.is_empty() || !page.tables.is_empty();
        if self.reads != Reads::All || views || !self.found.is_empty() || !bindings().all(plain) {
            return;
        }
        let claims = || self.claims.iter().chain(&self.field_claims);
        let known = |claim: &Claim| {
            let other =
                matches!(claim.state, ClaimState::Cited { .. } | ClaimState::Todo | ClaimState::Exempt);
            other || claim.state.fact().is_some()
        };
        let backed = |figure: &Figure| !matches!(figure.backing, coverage::Backing::Unbacked);
        if claims().all(known) && self.figures.iter().all(backed) {
            self.reads = Reads::Facts(claims().filter_map(|claim| claim.state.fact()).collect());
        }
    }
}

fn reads(page: &Page, candidates: &Candidates<'_>) -> Reads {
    let (front, extract) = (&page.front, &page.extract);
    let bound = !extract.bindings.is_empty() || page.fields.iter().any(|field| !field.bindings.is_empty());
    let views = page.own_view.is_some() || !page.views.is_empty() || !page.tables.is_empty();
    let figures = !extract.figures.is_empty();
    if bound || views || (figures && candidates.proposes()) {
        Reads::All
    } else if figures || front.subject.is_some() || !front.subjects.is_empty() {
        Reads::Subjects
    } else {
        Reads::Nothing
    }
}

/// Checks the title or the description.
fn fields(field: &Field, claims: &Checker<'_>, out: &mut CheckedText) {
    let checked: Vec<Claim> =
        field.bindings.iter().map(|binding| claims.claim(binding, out.subject, &mut out.found)).collect();
    for figure in &field.figures {
        let backing = match figure.binding {
            Some(number) => coverage::backing(&checked[number], claims.facts),
            None => {
                let place = format!("the {}", field.name);
                out.found.report(coverage::metadata(field.span, &place, &figure.text));
                coverage::Backing::Unbacked
            }
        };
        out.figures.push(Figure { span: field.span, text: figure.text.clone(), kind: figure.kind, backing });
    }
    out.field_claims.extend(checked);
}

/// The pages that link to each page.
pub(super) fn backlinks(pages: &Table<PageId, CheckedPage>) -> Table<PageId, Vec<PageId>> {
    let mut backlinks: Table<PageId, Vec<PageId>> = vec![Vec::new(); pages.len()].into();
    for (number, page) in pages.iter_enumerated() {
        page.targets.iter().for_each(|target| backlinks[*target].push(number));
    }
    backlinks
}

/// The first page that shows each checklist.
pub(super) fn checklist_pages(
    pages: &Table<PageId, CheckedPage>,
    lists: usize,
) -> Table<ChecklistId, Option<PageId>> {
    let mut shown: Table<ChecklistId, Option<PageId>> = vec![None; lists].into();
    for (number, page) in pages.iter_enumerated() {
        for view in page.all_views() {
            if let View::Checklist(list) = view {
                shown[*list].get_or_insert(number);
            }
        }
    }
    shown
}

/// Tags in order, with the pages that carry them.
pub(super) fn tags(pages: &Table<PageId, CheckedPage>) -> BTreeMap<String, Vec<PageId>> {
    let mut tags: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
    // Tags with one address are one, as it was written first.
    let mut spelled: HashMap<String, &str> = HashMap::new();
    for (number, page) in pages.iter_enumerated() {
        for tag in &page.page.front.tags {
            let first = *spelled.entry(tag_name(&tag.value)).or_insert(&tag.value);
            let carriers = match tags.get_mut(first) {
                Some(carriers) => carriers,
                None => tags.entry(first.to_owned()).or_default(),
            };
            if carriers.last() != Some(&number) {
                carriers.push(number);
            }
        }
    }
    tags
}
