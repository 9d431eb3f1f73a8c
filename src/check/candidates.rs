//! Facts that an unbound figure may be about (docs/claims.md, "Figures without a binding").
//!
//! In: a figure, its sentence, and the subject of the page. Out: the facts that agree with it, and the
//! one that the sentence names and that does not. Proposes nothing when the choice is open.

use super::Known;
use super::facts::Facts;
use super::lookup::{DefaultSubject, shortest};
use super::mentions::{self, Mention, Mentions};
use super::names::{self, related, word};
use crate::model::{AttributeId, FactId, SubjectId};
use crate::parse::FigureSite;
use crate::text::Span;
use crate::value::{
    Form, Kind, Options, attached_after, attached_before, format as show, is_about, read_wording, singular,
    supports,
};
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// At most so many facts are tried for one figure.
const MOST: usize = 256;
/// At most so many facts are named to the author.
const NAMED: usize = 4;

/// Facts by subject and kind, then by attribute: what a figure says depends on the attribute alone.
type ByKind = HashMap<(SubjectId, Kind), BTreeMap<AttributeId, Vec<FactId>>>;

/// Facts that hold figures, by what a figure may be about.
pub(crate) struct Candidates<'a> {
    known: &'a Known,
    /// Made when the first figure asks.
    by_kind: OnceLock<ByKind>,
    /// What sentences say of each attribute.
    mentions: Mentions<'a>,
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
    /// Whether the sentence leaves no doubt that it is this fact: it speaks of the attribute or names the subject.
    pub sure: bool,
    /// The only fact that the sentence names and that says something else: its name, its value, its number.
    pub contradicted: Option<(String, String, FactId)>,
}

impl<'a> Candidates<'a> {
    /// Where `reported` is false, nothing is proposed.
    pub(crate) fn new(known: &'a Known, reported: bool) -> Self {
        let mentions = Mentions::of(&known.data.attributes);
        Self { known, by_kind: OnceLock::new(), mentions, reported }
    }

    fn index(facts: &Facts) -> ByKind {
        let mut by_kind = ByKind::new();
        for (number, fact) in facts.items.iter_enumerated() {
            let live = fact.is_live() && fact.value.is_some();
            let kind = facts.schema(fact).kind;
            if live && (kind.is_numeric() || kind == Kind::Time) {
                by_kind
                    .entry((fact.subject, kind))
                    .or_default()
                    .entry(fact.attribute)
                    .or_default()
                    .push(number);
            }
        }
        by_kind
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
        let attributes = self.known.data.attributes.iter_enumerated();
        let named = attributes.filter(|(_, def)| mentions::is_named(def, &sentence));
        named.map(|(number, _)| number).collect()
    }

    /// What an unbound figure may be about.
    pub(crate) fn propose(&self, figure: &FigureSite, default: DefaultSubject) -> Proposal {
        if !self.reported {
            return Proposal::default();
        }
        let Known { data, facts, .. } = self.known;
        let named_subjects = self.named(&figure.sentence);
        let subjects = self.meant(&named_subjects, default);
        let sentence = figure.sentence.to_lowercase();
        let (mut agreeing, mut against) = (Vec::new(), Vec::new());
        let kinds = [figure.kind, Kind::Change];
        let kinds = &kinds[..if figure.kind == Kind::Percent { 2 } else { 1 }];
        let groups = subjects.iter().flat_map(|subject| kinds.iter().map(|kind| (*subject, *kind)));
        let by_kind = self.by_kind.get_or_init(|| Self::index(facts));
        let mut left = MOST;
        for (attribute, numbers) in groups.filter_map(|key| by_kind.get(&key)).flatten() {
            let tried = &numbers[..numbers.len().min(left)];
            left -= tried.len();
            let schema = &facts.schemas[*attribute];
            let Ok(stated) = read_wording(&figure.text, schema) else { continue };
            // In its table it has the unit of the header, bound it has that of the attribute.
            let in_unit = figure.in_unit.as_ref().map(|text| read_wording(text, schema));
            if in_unit.is_some_and(|other| !other.is_ok_and(|other| other.same_value(&stated))) {
                continue;
            }
            let options = Options::default();
            // Where the sentence names the qualifiers of some facts, it is about these.
            let qualified = |number: &&FactId| self.qualifiers_named(**number, &sentence);
            let chosen: Vec<&FactId> = tried.iter().filter(qualified).collect();
            let (mention, tried) = match chosen.is_empty() {
                true => (self.mentions.of_attribute(*attribute, &sentence), tried.iter().collect()),
                false => (Mention::Name, chosen),
            };
            for number in tried {
                let Some(value) = facts[*number].value.as_ref() else { continue };
                if supports(&stated, value, schema, &options) {
                    // What is true whatever the fact says is no hint at it.
                    agreeing.extend(is_about(&stated, value, schema, &options).then_some((mention, *number)));
                } else if mention == Mention::Name {
                    against.push(*number);
                }
            }
        }
        // A fact whose attribute the sentence names is a better answer than one that happens to agree.
        if agreeing.iter().any(|(mention, _)| *mention == Mention::Name) {
            agreeing.retain(|(mention, _)| *mention == Mention::Name);
        }
        agreeing.sort_by_key(|(_, number)| {
            (subjects.iter().position(|own| *own == facts[*number].subject), *number)
        });
        let contradicted = match against.as_slice() {
            [only] if agreeing.is_empty() => Some(self.said(*only, default)),
            _ => None,
        };
        let (only, sure) = match agreeing.as_slice() {
            [(mention, only)] => {
                let named = named_subjects.contains(&facts[*only].subject);
                let speaks = *mention != Mention::None || named;
                let sure = speaks && self.is_clean(*only) && !self.names_another(figure, *only);
                (Some(*only), sure)
            }
            _ => (None, false),
        };
        let named = agreeing.into_iter().take(NAMED);
        let named = named.map(|(_, number)| shortest(number, default, data, facts));
        Proposal { agreeing: named.collect(), only, sure, contradicted }
    }

    /// Whether a sentence, in lower case, names all qualifiers of a fact, of which it has some.
    fn qualifiers_named(&self, number: FactId, sentence: &str) -> bool {
        let at = &self.known.facts[number].at;
        let named =
            |value: &String| word(sentence, &value.to_lowercase().replace(['-', '_'], " "), 0).is_some();
        !at.is_empty() && at.iter().all(|(_, value)| named(value))
    }

    /// The subjects that a figure may be about: those that its sentence names, with what they are a part of, else the
    /// page's.
    fn meant(&self, named: &[SubjectId], default: DefaultSubject) -> Vec<SubjectId> {
        let Known { data, ids, .. } = self.known;
        let mut subjects = named.to_vec();
        let fits =
            |own: &SubjectId| named.is_empty() || named.iter().any(|one| related(*one, *own, data, ids));
        subjects.extend(default.known().filter(|own| fits(own) && !named.contains(own)));
        subjects
    }

    /// Whether nothing is known against a fact: it has a source, is neither old nor disputed.
    fn is_clean(&self, number: FactId) -> bool {
        let fact = &self.known.facts[number];
        !fact.sources.is_empty() && !fact.stale && fact.dispute.is_none()
    }

    /// Whether the clause before a figure speaks of a thing that neither the fact's subject nor its attribute is called.
    fn names_another(&self, figure: &FigureSite, number: FactId) -> bool {
        let fact = &self.known.facts[number];
        let subject = &self.known.data.subjects[fact.subject];
        let names = [&subject.label, &subject.id.value].into_iter().chain(&subject.aliases);
        let own: Vec<String> = names.map(|name| name.to_lowercase()).collect();
        let sentence = figure.sentence.to_lowercase();
        mentions::topic(before(&sentence, &figure.text.to_lowercase())).is_some_and(|topic| {
            let said = |word: &str| {
                let one = singular(word);
                own.iter()
                    .any(|name| names::word(name, word, 0).is_some() || names::word(name, &one, 0).is_some())
                    || self.mentions.of_attribute(fact.attribute, word) != Mention::None
                    || self.mentions.of_attribute(fact.attribute, &one) != Mention::None
            };
            !topic.split_whitespace().any(said)
        })
    }

    /// The entry of a fact in its file.
    pub(crate) fn entry(&self, number: FactId) -> Span {
        self.known.data.facts[self.known.facts[number].def].span
    }

    /// Whether a figure that stands bound elsewhere cannot be another fact's: no other agrees, and its sentence names
    /// no other subject.
    pub(crate) fn means_only(
        &self,
        figure: &FigureSite,
        proposal: &Proposal,
        fact: Option<FactId>,
        bound: &str,
        facts: &Facts,
    ) -> bool {
        let Some(fact) = fact.filter(|_| self.reported) else { return false };
        let named = self.named(&figure.sentence);
        let own = named.is_empty() || named.contains(&facts[fact].subject);
        let sentence = figure.sentence.to_lowercase();
        let mention = self.mentions.of_attribute(facts[fact].attribute, &sentence);
        let speaks = mention != Mention::None || named.contains(&facts[fact].subject);
        // "The loop takes" where the figure is bound, and here again.
        let topic = mentions::topic(before(&sentence, &figure.text.to_lowercase()));
        let again = topic.is_some_and(|topic| word(&bound.to_lowercase(), topic, 0).is_some());
        let own = own && (again || (speaks && !self.names_another(figure, fact)));
        // What the check would read with the figure, or refuse beside it, and what makes a part of a whole.
        let schema = facts.schema(&facts[fact]);
        let alone = figure.sentence.find(&figure.text).is_some_and(|at| {
            let (head, tail) = (&figure.sentence[..at], &figure.sentence[at + figure.text.len()..]);
            attached_before(head, 0, schema) == 0 && attached_after(tail, 0, schema) == 0
        });
        let own = own && alone && !mentions::speaks_of_part(&sentence);
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

/// What stands before a figure in its sentence.
fn before<'s>(sentence: &'s str, figure: &str) -> &'s str {
    sentence.find(figure).and_then(|at| sentence.get(..at)).unwrap_or("")
}
