//! What all texts of one page share: its evidence, and which ids are given.
//!
//! In: claims in the order they are written. Out: one entry for each fact or source, with the
//! wordings that use it. Does not write HTML.

use super::view::{EvidenceView, Wording};
use super::{Site, collect};
use crate::check::{Claim, ClaimState, RuleTruth};
use crate::doc::{PageIds, Part};
use crate::model::{FactId, RuleId, SourceId};
use std::collections::{HashMap, HashSet};

/// What makes two claims share an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Fact(FactId),
    Source(SourceId, String),
    Rule(RuleId),
}

/// The entries of a page.
#[derive(Default)]
pub(crate) struct EvidenceList {
    pub entries: Vec<EvidenceView>,
    pub ids: PageIds,
    /// Whether browsers keep what readers tick on the page.
    pub keeps: bool,
    numbers: HashMap<Key, usize>,
    /// The facts of the entries, for the table at the top.
    pub facts: Vec<FactId>,
    /// Wordings that an entry names already.
    said: HashSet<(usize, String)>,
    /// Entries whose note stands in the text already.
    hosted: Vec<bool>,
}

impl EvidenceList {
    /// The evidence of a page whose text gives ids of its own.
    pub(crate) fn with(ids: PageIds) -> Self {
        Self { ids, ..Self::default() }
    }

    /// Adds claims before their text is written, so that the first note names all wordings.
    pub(crate) fn register(&mut self, claims: &[Claim], site: &Site<'_>) {
        for claim in claims {
            let Some((key, how)) = key_of(claim) else { continue };
            let number = self.number(key, site);
            let text = claim.wording.trim().to_owned();
            if !how.is_empty() && self.said.insert((number, text.clone())) {
                self.entries[number].wordings.push(Wording { text, how: how.to_owned() });
            }
        }
    }

    fn number(&mut self, key: Key, site: &Site<'_>) -> usize {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.entries.len();
        let n = number + 1;
        let id = self.ids.named(Part::Note, &n.to_string());
        let entry = match &key {
            Key::Fact(fact) => {
                self.facts.push(*fact);
                collect::fact_evidence(site, *fact, n, id)
            }
            Key::Rule(rule) => collect::rule_evidence(site, *rule, n, id),
            Key::Source(source, locator) => collect::source_evidence(site, *source, locator, n, id),
        };
        self.entries.push(entry);
        self.hosted.push(false);
        self.numbers.insert(key, number);
        number
    }

    /// The number of the entry that a claim has.
    pub(crate) fn note_of(&self, claim: &Claim) -> Option<usize> {
        self.numbers.get(&key_of(claim)?.0).copied()
    }

    /// The entry of a claim, and whether its note is still to be written.
    pub(crate) fn cite(&mut self, claim: &Claim) -> Option<(usize, bool)> {
        let number = self.note_of(claim)?;
        let first = !std::mem::replace(&mut self.hosted[number], true);
        Some((number, first))
    }
}

/// How a fact supports a wording, as readers are told: the value stands beside it, so that the same one matches.
pub(crate) fn told(how: &str) -> &str {
    if how.starts_with("both are ") { "matches" } else { how }
}

fn key_of(claim: &Claim) -> Option<(Key, &str)> {
    match &claim.state {
        ClaimState::Supported { fact, how } => Some((Key::Fact(*fact), told(how))),
        ClaimState::Refuted { fact } => Some((Key::Fact(*fact), "does not agree")),
        ClaimState::Undetermined { fact } => Some((Key::Fact(*fact), "can be neither true nor false")),
        ClaimState::Inserted { fact, .. } => Some((Key::Fact(*fact), "")),
        ClaimState::Rule { rule, truth } => {
            let how = match truth {
                RuleTruth::Holds => "holds",
                RuleTruth::Fails => "does not hold",
                RuleTruth::Undetermined => "can be neither true nor false",
                RuleTruth::Unevaluable => return None,
            };
            Some((Key::Rule(*rule), how))
        }
        ClaimState::Cited { source, locator } => {
            Some((Key::Source(*source, locator.clone()), "cited, not checked"))
        }
        ClaimState::Unreadable { .. } | ClaimState::Todo | ClaimState::Exempt => None,
    }
}
