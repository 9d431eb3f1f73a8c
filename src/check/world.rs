//! The facts of a site as expressions see them.
//!
//! In: references from `derive:` and `assert:`. Out: values, ages and sets of subjects, and a note of the
//! facts that were asked for. Computes nothing itself.

use super::facts::Facts;
use super::ids::Ids;
use super::lookup::{DefaultSubject, Lookup};
use super::trace::Trace;
use crate::diag::Reported;
use crate::expr::{Environment, Pick, Reference, Set, Trouble, TroubleKind, Value};
use crate::lints;
use crate::model::{Data, FactId};
use crate::parse::FactRef;
use crate::text::{Span, Spanned, word_suggestion};
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// What an expression of a site may ask.
pub(crate) struct World<'a> {
    pub data: &'a Data,
    pub facts: &'a Facts,
    pub ids: &'a Ids,
    /// Where the expression stands.
    pub span: Span,
    used: RefCell<Vec<FactId>>,
    /// Why something that was asked for is missing, where that was reported.
    fault: Cell<Option<Reported>>,
}

impl<'a> World<'a> {
    pub(crate) fn new(data: &'a Data, facts: &'a Facts, ids: &'a Ids, span: Span) -> Self {
        Self { data, facts, ids, span, used: RefCell::default(), fault: Cell::default() }
    }

    /// The facts that were asked for since this was last called, without repetition.
    pub(crate) fn taken(&self) -> Vec<FactId> {
        let mut used = std::mem::take(&mut *self.used.borrow_mut());
        used.sort_unstable();
        used.dedup();
        used
    }

    /// The fault because of which something was missing since this was last called.
    pub(crate) fn fault(&self) -> Option<Reported> {
        self.fault.take()
    }

    fn blame(&self, reported: Option<Reported>) {
        self.fault.set(self.fault.get().or(reported));
    }

    /// The number of the fact that a reference means.
    pub(crate) fn find(&self, reference: &Reference) -> Result<FactId, Trouble> {
        let wanted = FactRef {
            subject: reference.subject.clone(),
            attribute: reference.attribute.clone(),
            qualifiers: reference.qualifiers.clone(),
            ..FactRef::default()
        };
        let asked = Lookup {
            default: DefaultSubject::Unset,
            span: self.span,
            data: self.data,
            facts: self.facts,
            ids: self.ids,
        };
        asked.fact(&wanted, &mut Trace::default()).map_err(|unresolved| {
            self.blame(unresolved.finding.cause);
            // Only a fact that nobody recorded is absent; a reference to several, or to a name that is
            // mistyped, decides nothing.
            let ambiguous = unresolved.finding.lint.name == lints::AMBIGUOUS_REFERENCE.name;
            let kind = match self.mistyped(reference.subject.as_deref(), &reference.attribute) {
                None if !ambiguous => TroubleKind::Missing,
                _ => TroubleKind::Other,
            };
            Trouble::new(kind, reference.at.clone(), unresolved.finding.message)
        })
    }

    /// Whether the reference means several facts.
    pub(crate) fn is_ambiguous(&self, reference: &Reference) -> bool {
        let known = self.mistyped(reference.subject.as_deref(), &reference.attribute).is_none();
        known && self.find(reference).is_err_and(|trouble| trouble.kind == TroubleKind::Other)
    }

    /// Whether any fact has a value as a qualifier.
    pub(crate) fn qualifies(&self, value: &str) -> bool {
        self.qualifiers().any(|known| known == value)
    }

    /// The qualifier that a mistyped one means, as the end of a sentence.
    pub(crate) fn near_qualifier(&self, value: &str) -> String {
        let known: Vec<&str> = self.qualifiers().collect();
        word_suggestion(value, known.iter().copied())
    }

    fn qualifiers(&self) -> impl Iterator<Item = &str> {
        self.data.facts.iter().flat_map(|fact| &fact.at).map(|(_, value)| value.value.as_str())
    }

    /// What is wrong with the names of a reference, whatever facts there are.
    pub(crate) fn mistyped(&self, subject: Option<&str>, attribute: &str) -> Option<String> {
        if let Some(subject) = subject
            && !self.ids.subjects.contains(subject)
        {
            return Some(format!("unknown subject `{subject}`{}", self.ids.subjects.near(subject)));
        }
        let fact = || self.data.facts.iter().any(|fact| fact.id.value == attribute);
        let known = self.ids.attributes.contains(attribute) || fact();
        (!known).then(|| format!("unknown attribute `{attribute}`{}", self.ids.attributes.near(attribute)))
    }
}

impl Environment for World<'_> {
    fn fact(&self, reference: &Reference) -> Result<Value, Trouble> {
        let number = self.find(reference)?;
        self.used.borrow_mut().push(number);
        let fact = &self.facts[number];
        let missing = |message: String| Trouble::new(TroubleKind::Missing, reference.at.clone(), message);
        let stat = match reference.pick {
            Some(Pick::AsOf) => {
                let date = fact.as_of.ok_or_else(|| missing("the fact has no as-of".to_owned()))?;
                return date
                    .value()
                    .map(Value::date)
                    .ok_or_else(|| missing(format!("`{date}` is not a date")));
            }
            Some(Pick::Stat(stat)) => Some(stat),
            None => None,
        };
        let Some(value) = &fact.value else {
            self.blame(fact.faults.value);
            let name = &self.data.facts[fact.def].id.value;
            let message = format!("`{name}` has no value");
            return Err(Trouble::new(TroubleKind::Other, reference.at.clone(), message));
        };
        Value::of_fact(value, self.facts.schema(fact), stat).map_err(missing)
    }

    fn age(&self, reference: &Reference) -> Result<Value, Trouble> {
        let number = self.find(reference)?;
        self.used.borrow_mut().push(number);
        let age = self.facts[number].age;
        age.map(|months| Value::months(months.into()))
            .ok_or_else(|| Trouble::new(TroubleKind::Missing, reference.at.clone(), "the fact has no as-of"))
    }

    fn exists(&self, reference: &Reference) -> Result<bool, Trouble> {
        match self.find(reference) {
            Ok(number) => {
                self.used.borrow_mut().push(number);
                Ok(true)
            }
            Err(trouble) if trouble.kind == TroubleKind::Missing => Ok(false),
            // There are several such facts.
            Err(_) if self.is_ambiguous(reference) => Ok(true),
            Err(trouble) => Err(trouble),
        }
    }

    fn members(&self, set: &Set, at: &Range<usize>) -> Result<Vec<String>, Trouble> {
        let subjects = || self.data.subjects.iter();
        let ids = |list: Vec<&crate::model::Subject>| list.iter().map(|s| s.id.value.clone()).collect();
        let none = |message: String| Trouble::new(TroubleKind::Missing, at.clone(), message);
        match set {
            Set::Listed(list) => Ok(list.clone()),
            Set::Subjects => Ok(ids(subjects().collect())),
            Set::Tag(tag) => {
                let with: Vec<_> = subjects().filter(|subject| subject.tags.contains(tag)).collect();
                if with.is_empty() {
                    self.blame(self.data.incomplete);
                    return Err(none(format!("no subject has the tag `{tag}`")));
                }
                Ok(ids(with))
            }
            Set::Children(parent) => {
                if !self.ids.subjects.contains(parent) {
                    let near = self.ids.subjects.near(parent);
                    self.blame(self.data.incomplete);
                    return Err(none(format!("unknown subject `{parent}`{near}")));
                }
                let below = subjects().filter(|s| s.parent.as_ref().is_some_and(|own| own.value == *parent));
                Ok(ids(below.collect()))
            }
        }
    }
}

/// The place of a part of an expression.
pub(crate) fn place(text: &Spanned<String>, at: Range<usize>, data: &Data) -> Span {
    if let Some(found) = data.places.get(&text.span).and_then(|places| places.place(at.clone())) {
        return text.span.within(found);
    }
    match text.inner() {
        Some(span) if at.end <= text.value.len() => span.within(at),
        _ => text.span,
    }
}

/// Whether a word is the name of something expressions refer to.
pub(crate) fn is_name(ids: &Ids, word: &str) -> bool {
    ids.attributes.contains(word) || ids.subjects.contains(word)
}
