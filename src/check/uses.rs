//! Which claims are about each fact, rule and source.
//!
//! In: checked pages and texts of the data. Out: [`Uses`], the places of the claims in reading order, with the site's
//! counts; a place is turned into a [`Use`] when somebody asks. Copies no text.

use super::claims::{Claim, ClaimState};
use super::pages::CheckedPage;
use super::rules::RuleTruth;
use super::snippets::Texts;
use super::{Checked, Counts, Known};
use crate::model::{FactId, PageId, RuleId, SourceId, Table, TextId};
use std::collections::HashMap;

/// A sentence that uses a fact, a rule or a source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use<'a> {
    /// The page, by number; `None` for data files.
    pub page: Option<PageId>,
    /// The nearest heading above it.
    pub anchor: Option<&'a str>,
    pub wording: &'a str,
    pub sentence: &'a str,
    pub how: &'a str,
    /// `supported`, `refuted`, `undetermined`, `unreadable`, `inserted` or `cited`.
    pub verdict: &'static str,
}

/// Where a claim stands: the place in a list of claims, and whose list it is.
#[derive(Debug, Clone, Copy)]
enum Place {
    Body(PageId, usize),
    Field(PageId, usize),
    /// A view of the page, and the claim in it.
    View(PageId, usize, usize),
    Data(TextId, usize),
}

/// The uses of a whole site.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uses {
    facts: Table<FactId, Vec<Place>>,
    rules: Table<RuleId, Vec<Place>>,
    sources: Table<SourceId, Vec<Place>>,
    /// Claims by verdict.
    pub counts: Counts,
}

impl Uses {
    /// Those of pages in order, then those of texts of the data.
    pub(super) fn of(pages: &Table<PageId, CheckedPage>, texts: &Texts, known: &Known) -> Self {
        let data = &known.data;
        let mut uses = Self {
            facts: vec![Vec::new(); known.facts.items.len()].into(),
            rules: vec![Vec::new(); data.rules.len()].into(),
            sources: vec![Vec::new(); data.sources.len()].into(),
            counts: Counts::default(),
        };
        for (number, page) in pages.iter_enumerated() {
            for (at, claim) in page.claims.iter().enumerate() {
                uses.add(claim, Place::Body(number, at));
            }
            for (at, claim) in page.field_claims.iter().enumerate() {
                uses.add(claim, Place::Field(number, at));
            }
            for (view, (_, shown)) in page.views.iter().enumerate() {
                shown
                    .claims()
                    .enumerate()
                    .for_each(|(at, claim)| uses.add(claim, Place::View(number, view, at)));
            }
        }
        // By file and place: texts get their ids in the order in which the keys of a record are read.
        let place = |text: TextId| data.texts[text].source.span;
        let mut files = HashMap::new();
        for text in texts.keys() {
            let next = files.len();
            files.entry(place(text).file).or_insert(next);
        }
        let mut sorted: Vec<TextId> = texts.keys().collect();
        sorted.sort_by_key(|text| (files[&place(*text).file], place(*text)));
        for text in sorted {
            for (at, claim) in texts[text].claims.iter().enumerate() {
                uses.add(claim, Place::Data(text, at));
            }
        }
        uses
    }

    fn add(&mut self, claim: &Claim, place: Place) {
        count(&mut self.counts, &claim.state);
        match &claim.state {
            ClaimState::Supported { fact, .. }
            | ClaimState::Refuted { fact }
            | ClaimState::Undetermined { fact }
            | ClaimState::Inserted { fact, .. }
            | ClaimState::Unreadable { fact: Some(fact) } => self.facts[*fact].push(place),
            ClaimState::Cited { source, .. } => self.sources[*source].push(place),
            ClaimState::Rule { rule, .. } => self.rules[*rule].push(place),
            ClaimState::Unreadable { fact: None } | ClaimState::Todo | ClaimState::Exempt => {}
        }
    }

    /// Whether a claim is about a fact.
    pub(crate) fn fact_is_used(&self, fact: FactId) -> bool {
        !self.facts[fact].is_empty()
    }

    /// Whether a sentence cites a source.
    pub(crate) fn source_is_cited(&self, source: SourceId) -> bool {
        !self.sources[source].is_empty()
    }
}

impl Checked {
    /// The sentences about a fact.
    pub(crate) fn fact_uses(&self, fact: FactId) -> impl ExactSizeIterator<Item = Use<'_>> {
        self.uses.facts[fact].iter().map(|place| self.used(*place))
    }

    /// The sentences that are bound to a rule.
    pub(crate) fn rule_uses(&self, rule: RuleId) -> impl ExactSizeIterator<Item = Use<'_>> {
        self.uses.rules[rule].iter().map(|place| self.used(*place))
    }

    /// The sentences that cite a source.
    pub(crate) fn citations(&self, source: SourceId) -> impl ExactSizeIterator<Item = Use<'_>> {
        self.uses.sources[source].iter().map(|place| self.used(*place))
    }

    fn used(&self, place: Place) -> Use<'_> {
        let (page, above, claim) = match place {
            Place::Body(page, at) => {
                let claim = &self.pages[page].claims[at];
                (Some(page), Some(claim.start), claim)
            }
            Place::Field(page, at) => (Some(page), None, &self.pages[page].field_claims[at]),
            Place::View(page, view, at) => {
                let (start, view) = &self.pages[page].views[view];
                (Some(page), Some(*start), view.claims().nth(at).expect("a place that was found here"))
            }
            Place::Data(text, at) => (None, None, &self.texts()[text].claims[at]),
        };
        let outline = page.map_or(&[][..], |page| &self.pages[page].page.outline);
        let heading = above.and_then(|start| outline.iter().rev().find(|entry| entry.start <= start));
        Use {
            page,
            anchor: heading.map(|entry| entry.id.as_str()),
            wording: claim.wording.trim(),
            sentence: &claim.sentence,
            how: how(&claim.state),
            verdict: claim.state.verdict(),
        }
    }
}

/// How a claim came to its verdict, in a few words.
fn how(state: &ClaimState) -> &str {
    match state {
        ClaimState::Supported { how, .. } => how,
        ClaimState::Refuted { .. } => "does not agree",
        ClaimState::Undetermined { .. } => "can be neither true nor false",
        ClaimState::Inserted { .. } => "inserted",
        ClaimState::Cited { locator, .. } => locator,
        ClaimState::Unreadable { .. } => "could not be read",
        ClaimState::Rule { .. } => "rests on this rule",
        ClaimState::Todo | ClaimState::Exempt => "",
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
