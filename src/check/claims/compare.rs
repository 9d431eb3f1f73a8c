//! Claims that compare a fact: with another (`vs=`), or by a relation with a fact or a value.
//!
//! In: two values. Out: the state of the claim, three-valued. The arithmetic is that of `value`.

use super::bound::ResolvedFact;
use super::wording::Wording;
use super::{Case, Checker, ClaimState};
use crate::check::lookup::{DefaultSubject, Lookup};
use crate::check::trace::Trace;
use crate::check::vintage;
use crate::diag::Diagnostic;
use crate::lints;
use crate::model::FactId;
use crate::parse::{Binding, FactRef, Target};
use crate::value::{
    Form, Options, Related, Relation, Schema, Stored, agree, compare, format as show, point, read_comparison,
    read_stored, read_wording, relate, statistic,
};

impl Checker<'_> {
    pub(super) fn comparison(
        &self,
        meant: &ResolvedFact<'_>,
        (key, with): (&str, &str),
        options: &Options,
        claim: &Wording<'_>,
        case: &mut Case<'_>,
    ) -> ClaimState {
        let number = meant.number;
        let unreadable = ClaimState::Unreadable { fact: Some(number) };
        let Some((second, other)) = self.second(with, key, meant, case) else { return unreadable };
        let Some(first) = self.number_of(&meant.value, options.statistic, number, case) else {
            return unreadable;
        };
        if let Some(second) = second {
            self.vintage(number, second, claim, case);
        }
        case.trace.say(|| {
            let (a, b) = (show(&first, &meant.schema, Form::Long), show(&other, &meant.schema, Form::Long));
            format!("compared: {a} with {b}")
        });
        if key != "vs" {
            return self.relation(meant, &first, key, &other, claim, case);
        }
        match read_comparison(&claim.text, &meant.schema) {
            Ok(stated) => {
                let verdict = compare(&stated, &first, &other, &meant.schema, options);
                let state = self.conclude(number, verdict, claim, Some(&stated), case);
                self.beside(state, second, &other, meant)
            }
            Err(error) => self.misread(&error, number, claim, case),
        }
    }

    /// Readers see the other side as well: the entry of a claim shows its own fact only.
    fn beside(
        &self,
        state: ClaimState,
        second: Option<FactId>,
        other: &Stored,
        meant: &ResolvedFact<'_>,
    ) -> ClaimState {
        let (ClaimState::Supported { fact, how }, Some(second)) = (state.clone(), second) else {
            return state;
        };
        let second = &self.facts[second];
        let subject = &self.data.subjects[second.subject].label;
        let attribute = &self.data.attributes[second.attribute].label;
        let value = show(other, &meant.schema, Form::Short);
        ClaimState::Supported { fact, how: format!("against {subject}, {attribute}: {value}; {how}") }
    }

    /// The fact that a binding compares its own with, if there is one.
    pub(crate) fn compared_with(&self, binding: &Binding, default: DefaultSubject) -> Option<FactId> {
        let Target::Fact(reference) = &binding.target else { return None };
        let (key, with) = reference.options.compare.as_deref()?;
        let other = crate::parse::fact_ref(with).ok()?;
        let named = other.subject.is_some() || self.ids.attributes.contains(&other.attribute);
        let span = binding.target_span;
        let asked = Lookup { default, span, data: self.data, facts: self.facts, ids: self.ids };
        (*key == "vs" || named).then(|| asked.fact(&other, &mut Trace::default()).ok()).flatten()
    }

    /// What a fact is compared with: another fact and its number, or a value for a relation.
    fn second(
        &self,
        with: &str,
        key: &str,
        meant: &ResolvedFact<'_>,
        case: &mut Case<'_>,
    ) -> Option<(Option<FactId>, Stored)> {
        let target = case.binding.target_span;
        let reference = crate::parse::fact_ref(with).ok();
        let known = |reference: &FactRef| {
            reference.subject.is_some() || self.ids.attributes.contains(&reference.attribute)
        };
        if let Some(reference) = reference.filter(|reference| key == "vs" || known(reference)) {
            let second = self.resolve(&reference, with, case)?;
            self.remark_on_fact(second, &reference, with, case);
            let value = self.facts[second].value.clone()?;
            return Some((Some(second), self.number_of(&value, reference.statistic, second, case)?));
        }
        if key == "vs" {
            let message = format!("`{with}` is not a fact to compare with");
            case.find(Diagnostic::new(&lints::MALFORMED_BINDING, target, message));
            return None;
        }
        match read_stored(with, &meant.schema) {
            Ok(value) => Some((None, value)),
            Err(error) => {
                let message = format!("`{key}=` takes a fact or a value: {}", error.message);
                case.find(Diagnostic::new(&lints::UNKNOWN_OPTION, target, message));
                None
            }
        }
    }

    fn number_of(
        &self,
        value: &Stored,
        stat: Option<crate::value::Stat>,
        fact: FactId,
        case: &mut Case<'_>,
    ) -> Option<Stored> {
        let Some(stat) = stat else { return Some(value.clone()) };
        let amount = statistic(value, stat);
        if amount.is_none() {
            let message = format!("the fact has no {}", stat.name());
            self.report(&lints::STATISTIC_MISMATCH, case.binding.target_span, message, fact, case);
        }
        amount.map(point)
    }

    /// `gt=`, `lt=`, `ge=`, `le=`, `eq=`: the words are free, the relation has to hold.
    fn relation(
        &self,
        meant: &ResolvedFact<'_>,
        first: &Stored,
        key: &str,
        other: &Stored,
        claim: &Wording<'_>,
        case: &mut Case<'_>,
    ) -> ClaimState {
        let fact = meant.number;
        let Ok(relation) = key.parse::<Relation>() else {
            return ClaimState::Unreadable { fact: Some(fact) };
        };
        let words = match relation {
            Relation::Gt => "more than",
            Relation::Lt => "less than",
            Relation::Ge => "at least",
            Relation::Le => "at most",
            _ => "equal to",
        };
        let schema: &Schema = &meant.schema;
        let (a, b) = (show(first, schema, Form::Range), show(other, schema, Form::Range));
        // The words are free, but a figure in them has to be one of the two values.
        if let Ok(stated) = read_wording(&claim.text, schema) {
            let own = agree(&stated, first, schema, &Options::default());
            if !own.is_supported() && !agree(&stated, other, schema, &Options::default()).is_supported() {
                return self.conclude(fact, own, claim, Some(&stated), case);
            }
        }
        let truth = relate(first, relation, other, schema);
        case.trace.say(|| format!("{a} must be {words} {b}: {}", told(&truth)));
        match truth {
            Related::True => ClaimState::Supported { fact, how: format!("{a} is {words} {b}") },
            Related::False => {
                let message = format!("`{}`: {a} is not {words} {b}", claim.text.trim());
                self.report(&lints::FALSE_CLAIM, claim.span, message, fact, case);
                ClaimState::Refuted { fact }
            }
            Related::Undetermined(_) => {
                let message = format!("`{}`: {a} overlaps {b}", claim.text.trim());
                let finding = self.beside_fact(&lints::UNDETERMINED_COMPARISON, claim.span, message, fact);
                case.find(finding.help("compare one statistic (`#median`, `#min`), or weaken the claim"));
                ClaimState::Undetermined { fact }
            }
            Related::Incomparable => {
                let message = format!("`{}`: {a} and {b} cannot be compared", claim.text.trim());
                self.report(&lints::UNIT_MISMATCH, case.binding.target_span, message, fact, case);
                ClaimState::Unreadable { fact: Some(fact) }
            }
        }
    }

    /// Values of different years make a comparison that says little.
    fn vintage(&self, first: FactId, second: FactId, claim: &Wording<'_>, case: &mut Case<'_>) {
        if let Some(message) = vintage::apart(&[first, second], self.facts, self.data) {
            let finding = Diagnostic::new(&lints::MIXED_VINTAGE, claim.span, message)
                .related(self.facts[first].value_span, self.dated(first))
                .related(self.facts[second].value_span, self.dated(second));
            case.find(
                finding.help("compare values of the same time, or say in the sentence that they differ"),
            );
        }
    }

    fn dated(&self, fact: FactId) -> String {
        let date = self.facts[fact].as_of;
        date.map_or_else(|| "without as-of".to_owned(), |date| format!("as of {date}"))
    }
}

fn told(truth: &Related) -> &'static str {
    match truth {
        Related::True => "true",
        Related::False => "false",
        Related::Undetermined(_) => "neither, the spreads overlap",
        Related::Incomparable => "the units do not convert",
    }
}
