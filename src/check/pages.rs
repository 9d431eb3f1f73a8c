//! Pages: what their text refers to.
//!
//! In: pages with their places in the output. Out: [`CheckedPage`]s with links, claims and views resolved, and with
//! what other pages say about them. Does not render.

use super::candidates::Candidates;
use super::claims::{Checker, Claim, Use};
use super::coverage::{self, Figure};
use super::links::{Resolved, Site};
use super::lookup::DefaultSubject;
use super::placed::Placed;
use super::rules::RuleTruth;
use super::{Checked, ClaimState, Counts};
use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::model::{PageId, TextId};
use crate::parse::{Field, Page};
use crate::views::ViewKind;
use crate::views::resolve::{self, Place, View};
use std::collections::BTreeMap;

/// What checking adds to a page.
#[derive(Default)]
pub(crate) struct CheckedText {
    pub links: BTreeMap<usize, Resolved>,
    pub claims: Vec<Claim>,
    pub field_claims: Vec<Claim>,
    pub figures: Vec<Figure>,
    pub views: Vec<(usize, View)>,
    pub own_view: Option<View>,
    pub subject: DefaultSubject,
    pub related: Vec<PageId>,
    pub found: Findings,
}

/// A page of a checked site.
pub(crate) struct CheckedPage {
    pub page: Page,
    /// Path in the output.
    pub out: String,
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
    pub backlinks: Vec<PageId>,
}

impl CheckedPage {
    pub(crate) fn new(placed: Placed, text: CheckedText) -> Self {
        Self {
            page: placed.page,
            out: placed.out,
            links: text.links,
            claims: text.claims,
            field_claims: text.field_claims,
            figures: text.figures,
            views: text.views,
            own_view: text.own_view,
            subject: text.subject,
            related: text.related,
            backlinks: Vec::new(),
        }
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

/// Resolves everything a page's text refers to.
pub(crate) fn check(
    number: PageId,
    placed: &Placed,
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
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
    for binding in &page.extract.bindings {
        let claim = claims.claim(binding, out.subject, &mut out.found);
        out.claims.push(claim);
    }
    let text = coverage::Text {
        figures: &page.extract.figures,
        bindings: &page.extract.bindings,
        claims: &out.claims,
        subject: out.subject,
    };
    out.figures = coverage::figures(&text, claims.facts, candidates, &mut out.found);
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
            let message = format!("no grammar is known for `{language}`");
            let view = crate::text::did_you_mean(language, ViewKind::fences());
            let help = view.map_or_else(
                || "the block is shown without colours; write `text` where that is meant".to_owned(),
                |view| format!("did you mean the view `{view}`? the block is shown as code"),
            );
            out.found.report(Diagnostic::new(&lints::UNKNOWN_CODE_LANGUAGE, *span, message).help(help));
        }
    }
    out
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

/// Fills in what pages say about each other and about facts.
pub(crate) fn connect(site: &mut Checked) {
    for number in site.pages.keys() {
        let mut seen = Vec::new();
        for resolved in site.pages[number].links.values() {
            if let Resolved::Page { page, .. } = resolved
                && *page != number
                && !seen.contains(page)
            {
                seen.push(*page);
            }
        }
        for target in seen {
            site.pages[target].backlinks.push(number);
        }
        uses_of(site, number);
        tags_of(site, number);
        checklists_of(site, number);
    }
    // By file and place: texts get their ids in the order in which the keys of a record are read.
    let mut texts: Vec<TextId> = site.texts.keys().collect();
    texts.sort_by_key(|text| site.data.texts[*text].source.span);
    let claims: Vec<Claim> = texts.iter().flat_map(|text| site.texts[*text].claims.clone()).collect();
    for claim in claims {
        count(&mut site.counts, &claim.state);
        record(site, &claim, None, None);
    }
}

fn uses_of(site: &mut Checked, number: PageId) {
    let claims = std::mem::take(&mut site.pages[number].claims);
    for claim in &claims {
        count(&mut site.counts, &claim.state);
        let outline = &site.pages[number].page.outline;
        let anchor =
            outline.iter().rev().find(|entry| entry.start <= claim.start).map(|entry| entry.id.clone());
        record(site, claim, Some(number), anchor);
    }
    site.pages[number].claims = claims;
    for claim in std::mem::take(&mut site.pages[number].field_claims) {
        count(&mut site.counts, &claim.state);
        record(site, &claim, Some(number), None);
        site.pages[number].field_claims.push(claim);
    }
    let page = &site.pages[number];
    let mut inside: Vec<(Option<String>, Claim)> = Vec::new();
    for (start, view) in &page.views {
        let anchor = page.page.outline.iter().rev().find(|entry| entry.start <= *start);
        let anchor = anchor.map(|entry| entry.id.clone());
        inside.extend(view.claims().map(|claim| (anchor.clone(), claim.clone())));
    }
    for (anchor, claim) in inside {
        count(&mut site.counts, &claim.state);
        record(site, &claim, Some(number), anchor);
    }
}

fn record(site: &mut Checked, claim: &Claim, page: Option<PageId>, anchor: Option<String>) {
    let entry = |how: &str| Use {
        page,
        anchor: anchor.clone(),
        wording: claim.wording.trim().to_owned(),
        sentence: claim.sentence.clone(),
        how: how.to_owned(),
        verdict: claim.state.verdict(),
    };
    match &claim.state {
        ClaimState::Supported { fact, how } => site.uses[*fact].push(entry(how)),
        ClaimState::Refuted { fact } => site.uses[*fact].push(entry("does not agree")),
        ClaimState::Undetermined { fact } => site.uses[*fact].push(entry("can be neither true nor false")),
        ClaimState::Inserted { fact, .. } => site.uses[*fact].push(entry("inserted")),
        ClaimState::Cited { source, locator } => site.citations[*source].push(entry(locator)),
        ClaimState::Unreadable { fact: Some(fact) } => site.uses[*fact].push(entry("could not be read")),
        ClaimState::Rule { rule, .. } => site.rule_uses[*rule].push(entry("bound to the rule")),
        ClaimState::Unreadable { fact: None } | ClaimState::Todo | ClaimState::Exempt => {}
    }
}

fn count(counts: &mut Counts, state: &ClaimState) {
    let counter = match state {
        ClaimState::Supported { .. } => &mut counts.supported,
        ClaimState::Refuted { .. } => &mut counts.refuted,
        ClaimState::Undetermined { .. } => &mut counts.undetermined,
        ClaimState::Unreadable { .. } => &mut counts.unreadable,
        ClaimState::Inserted { .. } => &mut counts.inserted,
        ClaimState::Cited { .. } => &mut counts.cited,
        ClaimState::Rule { truth, .. } => match truth {
            RuleTruth::Holds => &mut counts.supported,
            RuleTruth::Fails => &mut counts.refuted,
            RuleTruth::Undetermined => &mut counts.undetermined,
            RuleTruth::Unevaluable => &mut counts.unreadable,
        },
        ClaimState::Todo => &mut counts.todo,
        ClaimState::Exempt => &mut counts.exempt,
    };
    *counter += 1;
}

fn tags_of(site: &mut Checked, number: PageId) {
    let tags: Vec<String> = site.pages[number].page.front.tags.iter().map(|tag| tag.value.clone()).collect();
    for tag in tags {
        let pages = site.tags.entry(tag).or_default();
        if pages.last() != Some(&number) {
            pages.push(number);
        }
    }
}

fn checklists_of(site: &mut Checked, number: PageId) {
    let page = &site.pages[number];
    for view in page.all_views() {
        if let View::Checklist(list) = view {
            site.checklist_pages[*list].get_or_insert(number);
        }
    }
}
