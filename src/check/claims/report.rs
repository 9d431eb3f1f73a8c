//! From verdicts of `value` to states and findings.
//!
//! In: a verdict or a reading error. Out: the claim's state; findings that show the words and the fact
//! side by side, with the arithmetic and, where it is safe to offer, the edit.

use super::wording::Wording;
use super::{Case, Checker, ClaimState};
use crate::diag::{Applicability, Diagnostic};
use crate::lints::{self, Lint};
use crate::model::FactId;
use crate::text::Span;
use crate::value::{Form, ReadError, Remark, RemarkKind, Stated, Verdict, format as show};

impl Checker<'_> {
    pub(super) fn misread(
        &self,
        error: &ReadError,
        number: FactId,
        claim: &Wording<'_>,
        case: &mut Case<'_>,
    ) -> ClaimState {
        case.trace.say(|| format!("it cannot be read: {}", error.message));
        let span = claim.place(error.span.clone());
        let mut finding = self.beside_fact(error.lint(), span, error.message.clone(), number);
        if let Some(suggestion) = &error.suggestion {
            finding.fix = claim.rewrite(suggestion, Applicability::Unsafe);
            finding.help.push(format!("write `{suggestion}`"));
        }
        case.find(finding);
        ClaimState::Unreadable { fact: Some(number) }
    }

    pub(super) fn conclude(
        &self,
        number: FactId,
        verdict: Verdict,
        claim: &Wording<'_>,
        stated: Option<&Stated>,
        case: &mut Case<'_>,
    ) -> ClaimState {
        if let Some(stated) = stated {
            case.trace.say(|| described(stated));
        }
        self.remarks(verdict.remarks(), claim, case);
        match verdict {
            Verdict::Supported(support) => {
                case.trace.say(|| support.reading.clone());
                case.trace.say(|| format!("supported: {}", support.how));
                ClaimState::Supported { fact: number, how: support.how }
            }
            Verdict::Undetermined(undecided) => {
                case.trace.say(|| undecided.reading.clone());
                case.trace.say(|| format!("undetermined: {}", undecided.message));
                let mut finding = self
                    .beside_fact(&lints::UNDETERMINED_COMPARISON, claim.span, undecided.message, number)
                    .label(undecided.reading);
                finding
                    .notes
                    .extend(undecided.overlap.map(|overlap| format!("the values in common: {overlap}")));
                case.find(finding.help("compare one statistic (`#median`, `#min`), or weaken the claim"));
                ClaimState::Undetermined { fact: number }
            }
            Verdict::Refuted(refutation) => {
                case.trace.say(|| refutation.reading.clone());
                case.trace.say(|| format!("refuted: {}", refutation.message));
                let mut finding = self
                    .beside_fact(refutation.reason.lint(), claim.span, refutation.message, number)
                    .label(refutation.reading);
                finding.notes.extend(refutation.note);
                if let Some(suggestion) = refutation.suggestion {
                    finding.fix = claim
                        .rewrite(&suggestion, Applicability::Unsafe)
                        .filter(|_| !repeats(&suggestion, &case.binding.after.text));
                    finding.help.push(format!("if the fact is right, write `{suggestion}`"));
                }
                finding.help.push("if the sentence is right, correct the fact and its source".to_owned());
                case.find(finding);
                ClaimState::Refuted { fact: number }
            }
        }
    }

    fn remarks(&self, remarks: &[Remark], claim: &Wording<'_>, case: &mut Case<'_>) {
        for remark in remarks {
            let span = claim.place(remark.span.clone());
            let mut finding = Diagnostic::new(remark.kind.lint(), span, remark.message.clone());
            if let Some(text) = &remark.replacement {
                finding.help.push(format!("write `{text}`"));
                let applicability = match remark.kind {
                    RemarkKind::RangeDash | RemarkKind::IdleHedge => Applicability::Safe,
                    _ => Applicability::Unsafe,
                };
                finding.fix = claim.replace(remark.span.clone(), text, applicability);
            }
            finding.identity = Some(claim.text.trim().to_owned());
            case.find(finding);
        }
    }

    pub(super) fn report(
        &self,
        lint: &'static Lint,
        span: Span,
        message: String,
        number: FactId,
        case: &mut Case<'_>,
    ) {
        let finding = self.beside_fact(lint, span, message, number);
        case.find(finding);
    }

    /// A finding that shows the fact beside the prose.
    pub(super) fn beside_fact(
        &self,
        lint: &'static Lint,
        span: Span,
        message: String,
        number: FactId,
    ) -> Diagnostic {
        let fact = &self.facts[number];
        let def = &self.data.facts[fact.def];
        let value = fact.value.as_ref().map(|value| show(value, self.facts.schema(fact), Form::Short));
        let since = fact.as_of.map_or_else(String::new, |date| format!(", as of {date}"));
        let from =
            def.sources.first().map_or_else(String::new, |source| format!(", from {}", source.id.value));
        let words = format!("{}{since}{from}", value.unwrap_or_default());
        let name = def.name();
        let mut finding = Diagnostic::new(lint, span, message).related(fact.value_span, words).identity(name);
        if let Some(derived) = &fact.derived {
            finding.notes.extend(derived.steps.iter().cloned());
        }
        finding
    }
}

/// Whether the last word of a suggestion follows the link already: `[5](…) rounds`.
fn repeats(suggestion: &str, after: &str) -> bool {
    let last = suggestion.split_whitespace().next_back().unwrap_or("");
    let next = after.split_whitespace().next().unwrap_or("");
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let (last, next) = (letters(last), letters(next));
    last.len() > 1 && last.trim_end_matches('s') == next.trim_end_matches('s')
}

/// What was read, in words.
fn described(stated: &Stated) -> String {
    let figure = stated.core_text();
    let mut parts = vec![format!("the figure is `{figure}`")];
    if stated.figure_text() != figure {
        parts.push(format!("with its hedge or bound `{}`", stated.figure_text()));
    }
    if let Some(stat) = stated.statistic {
        parts.push(format!("the words name the {}", stat.name()));
    }
    parts.join(", ")
}
