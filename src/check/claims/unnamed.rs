//! Claims bound to a fact that they do not name: `[$445](fact:)`.
//!
//! In: the words and the page's subject. Out: the verdict of the one fact of that subject that supports the words, with
//! a finding that writes its name in; where none or several do, an error that lists them. No surer than other repairs:
//! a fact that would support nearly any such words is not taken.

use super::{Case, Checker, ClaimState};
use crate::check::lookup::shortest;
use crate::check::mentions::is_named;
use crate::check::trace::Trace;
use crate::diag::{Applicability, Diagnostic, Findings};
use crate::lints;
use crate::model::{FactId, SubjectId};
use crate::parse::{Binding, BindingKind, Target};
use crate::value::{Form, format as show, read_wording};

/// Of a subject with more facts than these, the author has to name the one that is meant.
const MOST: usize = 256;
/// So many facts are shown.
const SHOWN: usize = 8;
/// What is said of words that a fact supports whatever it says, or nearly so.
const VACUOUS: [&str; 2] = [lints::LOOSE_BOUND.name, lints::INSENSITIVE_BINDING.name];

/// A fact that supports the words.
struct Fit {
    fact: FactId,
    /// The binding with its name.
    binding: Binding,
    /// It says something of the words that few other facts would.
    telling: bool,
    /// The sentence names its attribute.
    named: bool,
}

impl Checker<'_> {
    pub(super) fn unnamed(&self, case: &mut Case<'_>) -> (String, ClaimState) {
        let binding = case.binding;
        let unreadable = (binding.wording.clone(), ClaimState::Unreadable { fact: None });
        if binding.kind == BindingKind::Insert {
            let message = "this names no fact to insert";
            case.find(
                Diagnostic::new(&lints::MALFORMED_BINDING, binding.span, message)
                    .help("write `<fact:attribute>`"),
            );
            return unreadable;
        }
        let Some(subject) = case.default.known() else {
            let message = "this binding names no fact, and the page sets no subject whose fact it may be";
            case.find(
                Diagnostic::new(&lints::NO_DEFAULT_SUBJECT, binding.target_span, message)
                    .help("write `fact:subject/attribute`, or set `subject:` in the front matter")
                    .caused_by(case.default.fault()),
            );
            return unreadable;
        };
        let fits = self.fitting(subject, case);
        let only = match fits.as_slice() {
            [only] if only.telling => only,
            _ => {
                let finding = self.open(subject, &fits, case);
                case.find(finding);
                return unreadable;
            }
        };
        let name = &only.binding.destination;
        case.trace.say(|| format!("only `{name}` supports the words"));
        let message = format!("this binding names no fact; only `{name}` supports it");
        let finding = Diagnostic::new(&lints::UNNAMED_FACT, binding.target_span, message)
            .related(self.data.facts[self.facts[only.fact].def].id.span, "the fact");
        case.find(if binding.target_span.is_plain(&binding.destination) {
            finding.fix(Applicability::Safe, binding.target_span, name.clone())
        } else {
            finding.help(format!("write `{name}`"))
        });
        let Target::Fact(reference) = &only.binding.target else { return unreadable };
        let mut named = Case {
            binding: &only.binding,
            default: case.default,
            findings: &mut *case.findings,
            trace: &mut *case.trace,
        };
        self.fact_claim(reference, &mut named)
    }

    /// The facts of a subject that support the words; if the sentence names the attribute of some, these.
    fn fitting(&self, subject: SubjectId, case: &Case<'_>) -> Vec<Fit> {
        let all = self.facts.of_subject(subject);
        let sentence = case.binding.sentence.to_lowercase();
        let mut fits: Vec<Fit> =
            all.iter().take(MOST + 1).filter_map(|fact| self.fit(*fact, &sentence, case)).collect();
        if fits.iter().any(|fit| fit.named) {
            fits.retain(|fit| fit.named);
        }
        if all.len() > MOST {
            // Another may fit that was not tried.
            fits.iter_mut().for_each(|fit| fit.telling = false);
        }
        fits
    }

    fn fit(&self, number: FactId, sentence: &str, case: &Case<'_>) -> Option<Fit> {
        let fact = &self.facts[number];
        if !fact.is_live() {
            return None;
        }
        // Most facts are of another kind: that is seen at once.
        read_wording(&case.binding.wording, self.facts.schema(fact)).ok()?;
        let name = shortest(number, case.default, self.data, self.facts);
        let binding = case.binding.with_destination(&format!("fact:{name}"))?;
        let Target::Fact(reference) = &binding.target else { return None };
        let (mut findings, trace) = (Findings::default(), &mut Trace::default());
        let mut tried = Case { binding: &binding, default: case.default, findings: &mut findings, trace };
        let (_, state) = self.fact_claim(reference, &mut tried);
        if state.fact() != Some(number) || !matches!(state, ClaimState::Supported { .. }) {
            return None;
        }
        let named = is_named(&self.data.attributes[fact.attribute], sentence);
        let telling = !findings.into_vec().iter().any(|finding| VACUOUS.contains(&finding.lint.name));
        Some(Fit { fact: number, binding, telling, named })
    }

    /// None of the facts is the one that is meant, or several may be.
    fn open(&self, subject: SubjectId, fits: &[Fit], case: &Case<'_>) -> Diagnostic {
        let binding = case.binding;
        let owner = &self.data.subjects[subject].id.value;
        let words = binding.wording.trim();
        let (lint, message, shown): (_, _, Vec<FactId>) = match fits {
            [] => {
                let readable =
                    |fact: &FactId| read_wording(words, self.facts.schema(&self.facts[*fact])).is_ok();
                let all = self.facts.of_subject(subject).iter().copied().take(MOST);
                let message = format!("this binding names no fact, and none of {owner} supports `{words}`");
                (&lints::UNKNOWN_FACT, message, all.filter(readable).collect())
            }
            [one] => {
                let message = format!(
                    "this binding names no fact; `{}` supports `{words}`, and would support much else",
                    one.binding.destination
                );
                (&lints::AMBIGUOUS_REFERENCE, message, vec![one.fact])
            }
            several => {
                let message =
                    format!("this binding names no fact; {} of {owner} support `{words}`", several.len());
                (&lints::AMBIGUOUS_REFERENCE, message, several.iter().map(|fit| fit.fact).collect())
            }
        };
        let shown: Vec<FactId> =
            shown.into_iter().filter(|fact| self.facts[*fact].value.is_some()).take(SHOWN).collect();
        let mut finding = Diagnostic::new(lint, binding.target_span, message)
            .caused_by(self.data.incomplete.filter(|_| fits.is_empty()));
        for number in &shown {
            let fact = &self.facts[*number];
            let value = fact.value.as_ref();
            let value = value.map_or_else(String::new, |v| show(v, self.facts.schema(fact), Form::Short));
            let name = shortest(*number, case.default, self.data, self.facts);
            finding = finding.related(self.data.facts[fact.def].id.span, format!("`fact:{name}` is {value}"));
        }
        let name = |fact: &FactId| shortest(*fact, case.default, self.data, self.facts);
        finding.help(match (shown.first(), fits) {
            (Some(first), []) => {
                format!("record the fact, or name the one that is meant, as in `[{words}](fact:{})`", name(first))
            }
            (Some(first), _) => format!("name the one that is meant, as in `[{words}](fact:{})`", name(first)),
            (None, _) => format!(
                "record the fact, or bind the words to that of another subject: `[{words}](fact:subject/attribute)`"
            ),
        })
    }
}
