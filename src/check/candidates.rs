//! Facts that an unbound figure may be about (docs/claims.md, "Figures without a binding").
//!
//! In: a figure, its sentence, and the subject of the page. Out: the facts that agree with it, and the
//! one that the sentence names and that does not. Proposes nothing when the choice is open.

use super::facts::Facts;
use super::lookup::{DefaultSubject, shortest};
use super::names::{Names, word};
use crate::model::{AttributeId, Data, FactId, Rank, SubjectId};
use crate::parse::FigureSite;
use crate::value::{Form, Kind, Options, agree, format as show, read_wording};
use std::collections::HashMap;

/// At most so many facts are tried for one figure.
const MOST: usize = 256;

/// Facts by subject, for those that hold figures.
pub(crate) struct Candidates<'a> {
    data: &'a Data,
    facts: &'a Facts,
    by_subject: HashMap<SubjectId, Vec<FactId>>,
    names: Names,
}

/// What is known of an unbound figure.
#[derive(Debug, Default)]
pub(crate) struct Proposal {
    /// References to facts that agree, without their scheme.
    pub agreeing: Vec<String>,
    /// The only fact that the sentence names and that says something else: its name, its value, its number.
    pub contradicted: Option<(String, String, FactId)>,
}

impl<'a> Candidates<'a> {
    pub(crate) fn new(data: &'a Data, facts: &'a Facts) -> Self {
        let mut by_subject: HashMap<SubjectId, Vec<FactId>> = HashMap::new();
        for (number, fact) in facts.items.iter_enumerated() {
            let live = fact.rank != Rank::Deprecated && !fact.ended && fact.value.is_some();
            if live && facts.schema(fact).kind.is_numeric() {
                by_subject.entry(fact.subject).or_default().push(number);
            }
        }
        Self { data, facts, by_subject, names: Names::of(data) }
    }

    /// The subjects that a sentence names.
    pub(crate) fn named(&self, sentence: &str) -> Vec<SubjectId> {
        self.names.in_text(sentence)
    }

    /// What an unbound figure may be about.
    pub(crate) fn propose(&self, figure: &FigureSite, default: DefaultSubject) -> Proposal {
        let mut subjects = self.named(&figure.sentence);
        subjects.extend(default.known().filter(|own| !subjects.contains(own)));
        let sentence = figure.sentence.to_lowercase();
        let (mut agreeing, mut against) = (Vec::new(), Vec::new());
        let all = subjects.iter().filter_map(|subject| self.by_subject.get(subject)).flatten();
        for number in all.copied().filter(|number| self.comparable(*number, figure.kind)).take(MOST) {
            let fact = &self.facts[number];
            let schema = self.facts.schema(fact);
            let (Some(value), Ok(stated)) = (&fact.value, read_wording(&figure.text, schema)) else {
                continue;
            };
            let named = self.names_attribute(&sentence, fact.attribute);
            if agree(&stated, value, schema, &Options::default()).is_supported() {
                agreeing.push((named, shortest(number, default, self.data, self.facts)));
            } else if named {
                against.push(number);
            }
        }
        // A fact whose attribute the sentence names is a better answer than one that happens to agree.
        if agreeing.iter().any(|(named, _)| *named) {
            agreeing.retain(|(named, _)| *named);
        }
        let contradicted = match against.as_slice() {
            [only] if agreeing.is_empty() => Some(self.said(*only, default)),
            _ => None,
        };
        Proposal { agreeing: agreeing.into_iter().map(|(_, reference)| reference).collect(), contradicted }
    }

    fn said(&self, number: FactId, default: DefaultSubject) -> (String, String, FactId) {
        let fact = &self.facts[number];
        let value = fact.value.as_ref();
        let value = value.map_or_else(String::new, |value| show(value, self.facts.schema(fact), Form::Short));
        (shortest(number, default, self.data, self.facts), value, number)
    }

    fn comparable(&self, number: FactId, kind: Kind) -> bool {
        let own = self.facts.schema(&self.facts[number]).kind;
        own == kind || (own == Kind::Change && kind == Kind::Percent)
    }

    /// Whether a sentence in lower case has one of the attribute's nouns.
    fn names_attribute(&self, sentence: &str, attribute: AttributeId) -> bool {
        let def = &self.data.attributes[attribute];
        let nouns = def.nouns.iter().map(|noun| noun.to_lowercase());
        nouns.chain([def.label.to_lowercase()]).any(|noun| word(sentence, &noun, 0).is_some())
    }
}
