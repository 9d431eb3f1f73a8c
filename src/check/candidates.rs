//! Facts that an unbound figure may be about (docs/claims.md, "Figures without a binding").
//!
//! In: a figure, its sentence, and the subject of the page. Out: the facts that agree with it, and the
//! one that the sentence names and that does not. Proposes nothing when the choice is open.

use super::Known;
use super::facts::Facts;
use super::lookup::{DefaultSubject, shortest};
use super::names::word;
use crate::model::{AttributeId, FactId, Rank, SubjectId, Table};
use crate::parse::FigureSite;
use crate::value::{Form, Kind, Options, format as show, read_wording, supports};
use std::collections::{BTreeMap, HashMap};

/// At most so many facts are tried for one figure.
const MOST: usize = 256;
/// At most so many facts are named to the author.
const NAMED: usize = 4;

/// Facts that hold figures, by what a figure may be about.
pub(crate) struct Candidates<'a> {
    known: &'a Known,
    /// By subject and kind, then by attribute: what a figure says depends on the attribute alone.
    by_kind: HashMap<(SubjectId, Kind), BTreeMap<AttributeId, Vec<FactId>>>,
    /// Label and nouns of each attribute, in lower case.
    nouns: Table<AttributeId, Vec<String>>,
    /// Whether anybody reads what is proposed.
    reported: bool,
}

/// What is known of an unbound figure.
#[derive(Debug, Default)]
pub(crate) struct Proposal {
    /// References to facts that agree, without their scheme; the first few.
    pub agreeing: Vec<String>,
    /// The only fact that agrees, if it is the only one.
    pub only: Option<FactId>,
    /// The only fact that the sentence names and that says something else: its name, its value, its number.
    pub contradicted: Option<(String, String, FactId)>,
}

impl<'a> Candidates<'a> {
    /// Indexes the facts; where `reported` is false, nothing is proposed.
    pub(crate) fn new(known: &'a Known, reported: bool) -> Self {
        let Known { data, facts, .. } = known;
        let mut by_kind: HashMap<_, BTreeMap<AttributeId, Vec<FactId>>> = HashMap::new();
        for (number, fact) in facts.items.iter_enumerated().filter(|_| reported) {
            let live = fact.rank != Rank::Deprecated && !fact.ended && fact.value.is_some();
            let kind = facts.schema(fact).kind;
            if live && kind.is_numeric() {
                by_kind
                    .entry((fact.subject, kind))
                    .or_default()
                    .entry(fact.attribute)
                    .or_default()
                    .push(number);
            }
        }
        let nouns = data
            .attributes
            .iter()
            .map(|def| def.nouns.iter().chain([&def.label]).map(|noun| noun.to_lowercase()).collect());
        Self { known, by_kind, nouns: nouns.collect(), reported }
    }

    /// Whether facts are proposed at all.
    pub(crate) fn proposes(&self) -> bool {
        self.reported
    }

    /// The subjects that a sentence names.
    pub(crate) fn named(&self, sentence: &str) -> Vec<SubjectId> {
        self.known.names.in_text(sentence)
    }

    /// The attributes that a sentence names.
    pub(crate) fn attributes_named(&self, sentence: &str) -> Vec<AttributeId> {
        let sentence = sentence.to_lowercase();
        let says = |nouns: &Vec<String>| nouns.iter().any(|noun| word(&sentence, noun, 0).is_some());
        self.nouns.iter_enumerated().filter(|(_, nouns)| says(nouns)).map(|(number, _)| number).collect()
    }

    /// What an unbound figure may be about.
    pub(crate) fn propose(&self, figure: &FigureSite, default: DefaultSubject) -> Proposal {
        if !self.reported {
            return Proposal::default();
        }
        let Known { data, facts, .. } = self.known;
        let mut subjects = self.named(&figure.sentence);
        subjects.extend(default.known().filter(|own| !subjects.contains(own)));
        let sentence = figure.sentence.to_lowercase();
        let (mut agreeing, mut against) = (Vec::new(), Vec::new());
        let kinds = [figure.kind, Kind::Change];
        let kinds = &kinds[..if figure.kind == Kind::Percent { 2 } else { 1 }];
        let groups = subjects.iter().flat_map(|subject| kinds.iter().map(|kind| (*subject, *kind)));
        let mut left = MOST;
        for (attribute, numbers) in groups.filter_map(|key| self.by_kind.get(&key)).flatten() {
            let tried = &numbers[..numbers.len().min(left)];
            left -= tried.len();
            let schema = &facts.schemas[*attribute];
            let Ok(stated) = read_wording(&figure.text, schema) else { continue };
            let named = self.nouns[*attribute].iter().any(|noun| word(&sentence, noun, 0).is_some());
            for number in tried {
                let value = facts[*number].value.as_ref();
                if value.is_some_and(|value| supports(&stated, value, schema, &Options::default())) {
                    agreeing.push((named, *number));
                } else if named {
                    against.push(*number);
                }
            }
        }
        // A fact whose attribute the sentence names is a better answer than one that happens to agree.
        if agreeing.iter().any(|(named, _)| *named) {
            agreeing.retain(|(named, _)| *named);
        }
        agreeing.sort_by_key(|(_, number)| {
            (subjects.iter().position(|own| *own == facts[*number].subject), *number)
        });
        let contradicted = match against.as_slice() {
            [only] if agreeing.is_empty() => Some(self.said(*only, default)),
            _ => None,
        };
        let only = match agreeing.as_slice() {
            [(_, only)] => Some(*only),
            _ => None,
        };
        let named = agreeing.into_iter().take(NAMED);
        let named = named.map(|(_, number)| shortest(number, default, data, facts));
        Proposal { agreeing: named.collect(), only, contradicted }
    }

    /// Whether a figure that stands bound elsewhere cannot be another fact's: no other agrees, and its sentence names
    /// no other subject.
    pub(crate) fn means_only(
        &self,
        figure: &FigureSite,
        proposal: &Proposal,
        fact: Option<FactId>,
        facts: &Facts,
    ) -> bool {
        let Some(fact) = fact.filter(|_| self.reported) else { return false };
        let named = self.named(&figure.sentence);
        let own = named.is_empty() || named.contains(&facts[fact].subject);
        own && (proposal.agreeing.is_empty() || proposal.only == Some(fact))
    }

    fn said(&self, number: FactId, default: DefaultSubject) -> (String, String, FactId) {
        let Known { data, facts, .. } = self.known;
        let fact = &facts[number];
        let value = fact.value.as_ref();
        let value = value.map_or_else(String::new, |value| show(value, facts.schema(fact), Form::Short));
        (shortest(number, default, data, facts), value, number)
    }
}
