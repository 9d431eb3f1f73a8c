//! Verdicts: whether the facts support what the prose says.
//!
//! In: a binding with its words and neighbours. Out: a [`Claim`] with its verdict and how it was
//! reached, and findings that show the sentence and the fact side by side. The rules of reading
//! and agreeing are those of `value`. Checks figures, never sentences.

mod bound;
mod compare;
mod report;
mod unnamed;
mod wording;

use super::facts::Facts;
use super::ids::Ids;
use super::lookup::DefaultSubject;
use super::names::Names;
use super::rules::{RuleTruth, Rules};
use super::trace::Trace;
use crate::diag::{Applicability, Diagnostic, Findings};
use crate::lints;
use crate::model::{Data, FactId, RuleId, SourceId};
use crate::parse::{Binding, BindingKind, Target, VALUE};
use crate::text::is_slip;

/// A binding and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// First byte of the link in its text.
    pub start: usize,
    /// The words as a reader sees them, with hedges from outside the link.
    pub wording: String,
    /// The sentence around it, with an inserted value in its place.
    pub sentence: String,
    pub state: ClaimState,
    /// Whether it is known that nothing was found on it, whatever is reported.
    pub quiet: bool,
}

/// The verdict on one binding.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ClaimState {
    Supported {
        fact: FactId,
        how: String,
    },
    Refuted {
        fact: FactId,
    },
    Undetermined {
        fact: FactId,
    },
    /// The words or the target could not be read; a finding says why. The fact, if it is known.
    Unreadable {
        fact: Option<FactId>,
    },
    /// The value stands in the text.
    Inserted {
        fact: FactId,
        text: String,
    },
    Cited {
        source: SourceId,
        locator: String,
    },
    /// A rule holds, or does not, or cannot be told.
    Rule {
        rule: RuleId,
        truth: RuleTruth,
    },
    Todo,
    Exempt,
}

impl ClaimState {
    /// The fact it is about.
    pub(crate) fn fact(&self) -> Option<FactId> {
        match self {
            Self::Supported { fact, .. }
            | Self::Refuted { fact }
            | Self::Undetermined { fact }
            | Self::Inserted { fact, .. } => Some(*fact),
            _ => None,
        }
    }
}

impl ClaimState {
    /// The verdict in one word.
    pub(crate) fn verdict(&self) -> &'static str {
        match self {
            Self::Supported { .. } => "supported",
            Self::Refuted { .. } => "refuted",
            Self::Undetermined { .. } => "undetermined",
            Self::Unreadable { .. } => "unreadable",
            Self::Inserted { .. } => "inserted",
            Self::Cited { .. } => "cited",
            Self::Rule { truth, .. } => match truth {
                RuleTruth::Holds => "supported",
                RuleTruth::Fails => "refuted",
                RuleTruth::Undetermined => "undetermined",
                RuleTruth::Unevaluable => "unreadable",
            },
            Self::Todo => "todo",
            Self::Exempt => "exempt",
        }
    }
}

/// Checks bindings against the facts.
pub(crate) struct Checker<'a> {
    pub data: &'a Data,
    pub facts: &'a Facts,
    pub ids: &'a Ids,
    pub rules: &'a Rules,
    /// Whether bindings that no change would fail are looked for.
    pub insensitive: bool,
    /// Names of subjects, when sentences that name another one are looked for.
    pub names: Option<&'a Names>,
}

/// A binding, its default subject, and where findings and steps go.
struct Case<'a> {
    binding: &'a Binding,
    default: DefaultSubject,
    findings: &'a mut Findings,
    trace: &'a mut Trace,
}

impl Case<'_> {
    fn find(&mut self, finding: Diagnostic) {
        self.findings.report(finding);
    }
}

impl Checker<'_> {
    /// The verdict on one binding.
    pub(crate) fn claim(&self, binding: &Binding, default: DefaultSubject, findings: &mut Findings) -> Claim {
        self.traced(binding, default, findings, &mut Trace::default())
    }

    /// The same, with its steps.
    pub(crate) fn traced(
        &self,
        binding: &Binding,
        default: DefaultSubject,
        findings: &mut Findings,
        trace: &mut Trace,
    ) -> Claim {
        let mut case = Case { binding, default, findings, trace };
        let (wording, state) = self.state(&mut case);
        let value = match &state {
            ClaimState::Inserted { text, .. } => text.as_str(),
            _ => "…",
        };
        let sentence = binding.sentence.replace(VALUE, value);
        Claim { start: binding.start, wording, sentence, state, quiet: false }
    }

    fn state(&self, case: &mut Case<'_>) -> (String, ClaimState) {
        let binding = case.binding;
        case.trace.say(|| format!("the target is `{}`", binding.destination));
        if binding.kind == BindingKind::Insert && !matches!(binding.target, Target::Fact(_) | Target::Unnamed)
        {
            let message = "only a fact can be inserted: this has no words to bind";
            let help = format!("write `[words]({})`", binding.destination);
            case.find(Diagnostic::new(&lints::MALFORMED_BINDING, binding.span, message).help(help));
            return (String::new(), ClaimState::Unreadable { fact: None });
        }
        if binding.kind == BindingKind::Assert && binding.wording.trim().is_empty() {
            let message = "this binding has no words";
            let help = format!(
                "write `[words]({})`, or `<{}>` to insert a fact",
                binding.destination, binding.destination
            );
            case.find(Diagnostic::new(&lints::NO_FIGURE, binding.span, message).help(help));
            return (String::new(), ClaimState::Unreadable { fact: None });
        }
        wording::negation(binding, case.findings);
        let state = match &binding.target {
            Target::Fact(reference) => return self.fact_claim(reference, case),
            Target::Unnamed => return self.unnamed(case),
            Target::Source(id) => self.citation(id, case),
            Target::Rule(id) => self.rule(id, case),
            Target::Todo(since) => {
                let since = since.map_or_else(String::new, |date| format!(" since {date}"));
                let message = format!("`{}` awaits a source{since}", binding.wording);
                case.find(Diagnostic::new(&lints::TODO_CLAIM, binding.span, message));
                ClaimState::Todo
            }
            Target::Exempt => {
                if binding.title.trim().is_empty() {
                    let words = &binding.wording;
                    let (message, help) = if binding.in_field {
                        let whole = format!("{words}: 'none: why this is not a claim'");
                        ("`fact:none` needs a reason", format!("write it after `none:`, as in `{whole}`"))
                    } else {
                        let whole = format!("[{words}](fact:none \"why this is not a claim\")");
                        ("`fact:none` needs a reason as link title", format!("write `{whole}`"))
                    };
                    case.find(
                        Diagnostic::new(&lints::EXEMPT_WITHOUT_REASON, binding.span, message).help(help),
                    );
                }
                ClaimState::Exempt
            }
        };
        (binding.wording.clone(), state)
    }

    fn citation(&self, id: &str, case: &mut Case<'_>) -> ClaimState {
        if let Some(source) = self.ids.sources.get(id) {
            return ClaimState::Cited { source, locator: case.binding.title.clone() };
        }
        let message = format!("unknown source `{id}`{}", self.ids.sources.near(id));
        let mut finding = Diagnostic::new(&lints::UNKNOWN_SOURCE, case.binding.target_span, message)
            .caused_by(self.data.incomplete);
        if let Some(known) = self.ids.sources.nearest(id).filter(|known| is_slip(id, known, 2)) {
            finding.fix = case.binding.retarget(id, id, known, Applicability::Unsafe);
        }
        case.find(finding);
        ClaimState::Unreadable { fact: None }
    }

    /// A citation of a rule: its truth was found already, for the whole site.
    fn rule(&self, id: &str, case: &mut Case<'_>) -> ClaimState {
        let binding = case.binding;
        let Some(number) = self.ids.rules.get(id) else {
            let message = format!("unknown rule `{id}`{}", self.ids.rules.near(id));
            let mut finding = Diagnostic::new(&lints::UNKNOWN_CLAIM, binding.target_span, message)
                .help("rules are in content/data/rules.yaml");
            if let Some(known) = self.ids.rules.nearest(id).filter(|known| is_slip(id, known, 2)) {
                finding.fix = binding.retarget(id, id, known, Applicability::Unsafe);
            }
            case.find(finding);
            return ClaimState::Unreadable { fact: None };
        };
        let rule = &self.rules.items[number];
        case.trace.say(|| format!("the rule asserts `{}`", self.data.rules[number].assert.value));
        self.rules.report_claim(number, binding, self.data, case.trace, case.findings);
        case.trace.say(|| {
            let verdict = match rule.truth {
                RuleTruth::Holds => "it holds",
                RuleTruth::Fails => "it does not hold",
                RuleTruth::Undetermined => "it can be neither true nor false",
                RuleTruth::Unevaluable => "it cannot be evaluated",
            };
            verdict.to_owned()
        });
        ClaimState::Rule { rule: number, truth: rule.truth }
    }
}
