//! Verdicts: whether the facts support what the prose says.
//!
//! In: a binding with its words and neighbours. Out: a [`Claim`] with its verdict and how it was
//! reached, and findings that show the sentence and the fact side by side. The rules of reading
//! and agreeing are those of `value`. Checks figures, never sentences.

use super::facts::{Fact, Facts};
use super::ids::{Ids, near};
use super::lookup;
use crate::diag::Diagnostic;
use crate::lints::{self, Lint};
use crate::model::{Data, DisputeStatus, Rank};
use crate::parse::{Binding, BindingKind, FactRef, Target};
use crate::text::Span;
use crate::value::{
    Form, Kind, Options, ReadError, Remark, Schema, Stated, Stored, Verdict, agree, agree_is, compare,
    covers, format as show, hedges_after, hedges_before, hedges_before_date, point, read_comparison,
    read_wording, statistic,
};

/// A binding and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// First byte of the link in its text.
    pub start: usize,
    /// The words as a reader sees them, with hedges from outside the link.
    pub wording: String,
    pub state: ClaimState,
}

/// The verdict on one binding.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ClaimState {
    Supported {
        fact: usize,
        how: String,
    },
    Refuted {
        fact: usize,
    },
    Undetermined {
        fact: usize,
    },
    /// The words or the target could not be read; a finding says why. The fact, if it is known.
    Unreadable {
        fact: Option<usize>,
    },
    /// The value stands in the text.
    Inserted {
        fact: usize,
        text: String,
    },
    Cited {
        source: usize,
        locator: String,
    },
    Todo,
    Exempt,
}

impl ClaimState {
    /// The fact it is about.
    pub(crate) fn fact(&self) -> Option<usize> {
        match self {
            Self::Supported { fact, .. }
            | Self::Refuted { fact }
            | Self::Undetermined { fact }
            | Self::Inserted { fact, .. } => Some(*fact),
            _ => None,
        }
    }
}

/// A sentence that uses a fact or a source.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    /// The page, by number; `None` for data files.
    pub page: Option<usize>,
    /// The nearest heading above it.
    pub anchor: Option<String>,
    pub wording: String,
    pub how: String,
}

/// Checks bindings against the facts.
pub(crate) struct Checker<'a> {
    pub data: &'a Data,
    pub facts: &'a Facts,
    pub ids: &'a Ids,
}

/// A binding, its default subject, and where findings go.
struct Case<'a> {
    binding: &'a Binding,
    default: Option<usize>,
    findings: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    /// The verdict on one binding.
    pub(crate) fn claim(
        &self,
        binding: &Binding,
        default: Option<usize>,
        findings: &mut Vec<Diagnostic>,
    ) -> Claim {
        let mut case = Case { binding, default, findings };
        if binding.kind == BindingKind::Insert && !matches!(binding.target, Target::Fact(_)) {
            let message = "only a fact can be inserted: this has no words to bind";
            let help = format!("write `[words]({})`", binding.destination);
            case.findings.push(Diagnostic::new(&lints::MALFORMED_BINDING, binding.span, message).help(help));
            return Claim {
                start: binding.start,
                wording: String::new(),
                state: ClaimState::Unreadable { fact: None },
            };
        }
        let (wording, state) = match &binding.target {
            Target::Fact(reference) => self.fact_claim(reference, &mut case),
            Target::Source(id) => (binding.wording.clone(), self.citation(id, &mut case)),
            Target::Rule(id) => (binding.wording.clone(), self.rule(id, &mut case)),
            Target::Todo => {
                let message = format!("`{}` awaits a source", binding.wording);
                case.findings.push(Diagnostic::new(&lints::TODO_CLAIM, binding.span, message));
                (binding.wording.clone(), ClaimState::Todo)
            }
            Target::Exempt => {
                if binding.title.trim().is_empty() {
                    let message = "`fact:none` needs a reason as link title";
                    let help = format!("write `[{}](fact:none \"why this is no claim\")`", binding.wording);
                    case.findings.push(
                        Diagnostic::new(&lints::EXEMPT_WITHOUT_REASON, binding.span, message).help(help),
                    );
                }
                (binding.wording.clone(), ClaimState::Exempt)
            }
        };
        Claim { start: binding.start, wording, state }
    }

    fn citation(&self, id: &str, case: &mut Case<'_>) -> ClaimState {
        match self.ids.sources.get(id) {
            Some(&source) => ClaimState::Cited { source, locator: case.binding.title.clone() },
            None => {
                let near = near(id, &self.ids.sources);
                let message = format!("there is no source `{id}`{near}");
                case.findings.push(Diagnostic::new(
                    &lints::UNKNOWN_SOURCE,
                    case.binding.target_span,
                    message,
                ));
                ClaimState::Unreadable { fact: None }
            }
        }
    }

    fn rule(&self, id: &str, case: &mut Case<'_>) -> ClaimState {
        let message = format!("there is no rule `{id}`");
        let finding = Diagnostic::new(&lints::UNKNOWN_CLAIM, case.binding.target_span, message).note(
            "this version of prepress does not read rules yet; bind the figure to a fact, or cite a source",
        );
        case.findings.push(finding);
        ClaimState::Unreadable { fact: None }
    }

    fn fact_claim(&self, reference: &FactRef, case: &mut Case<'_>) -> (String, ClaimState) {
        let binding = case.binding;
        let number =
            match lookup::fact(reference, case.default, binding.target_span, self.data, self.facts, self.ids)
            {
                Ok(number) => number,
                Err(finding) => {
                    case.findings.push(*finding);
                    return (binding.wording.clone(), ClaimState::Unreadable { fact: None });
                }
            };
        let fact = &self.facts.items[number];
        self.remark_on_fact(fact, case);
        let Some(value) = &fact.value else {
            if let Some(reason) = &self.data.facts[fact.def].not_applicable {
                let message = "the fact says that this does not apply, so there is no value to write";
                let finding = Diagnostic::new(&lints::VALUE_MISMATCH, binding.span, message);
                case.findings.push(finding.related(reason.span, "not applicable"));
            }
            return (binding.wording.clone(), ClaimState::Unreadable { fact: Some(number) });
        };
        if binding.kind == BindingKind::Insert {
            if let Some(option) = reference.options.only_for_assertions() {
                let message =
                    format!("`{option}=` means nothing here: `<fact:…>` inserts the value as it is");
                let help = "options of an insertion: fmt";
                case.findings
                    .push(Diagnostic::new(&lints::UNKNOWN_OPTION, binding.target_span, message).help(help));
            }
            return self.insert(number, value, reference, case);
        }
        let claim = Wording::of(binding, self.facts.schema(fact).kind);
        let state = self.verdict(number, value, reference, &claim, case);
        (claim.text, state)
    }

    fn remark_on_fact(&self, fact: &Fact, case: &mut Case<'_>) {
        if fact.rank == Rank::Deprecated {
            let def = &self.data.facts[fact.def];
            let why = def.note.as_deref().unwrap_or("no reason is given");
            let message = format!("this fact is deprecated: {why}");
            case.findings.push(
                Diagnostic::new(&lints::DEPRECATED_FACT, case.binding.span, message)
                    .related(def.id.span, "deprecated here"),
            );
        }
    }

    fn insert(
        &self,
        number: usize,
        value: &Stored,
        reference: &FactRef,
        case: &mut Case<'_>,
    ) -> (String, ClaimState) {
        let schema = self.facts.schema(&self.facts.items[number]);
        let value = match reference.statistic.map(|stat| (stat, statistic(value, stat))) {
            None => value.clone(),
            Some((_, Some(amount))) => point(amount),
            Some((stat, None)) => {
                let message = format!("the fact has no {}", stat.name());
                self.report(&lints::STATISTIC_MISMATCH, case.binding.target_span, message, number, case);
                return (String::new(), ClaimState::Unreadable { fact: Some(number) });
            }
        };
        let form = match reference.options.form.as_deref().map(str::parse::<Form>) {
            None => Form::Short,
            Some(Ok(form)) => form,
            Some(Err(_)) => {
                let message = "`fmt` is one of short, long, range, plain";
                case.findings.push(Diagnostic::new(
                    &lints::UNKNOWN_OPTION,
                    case.binding.target_span,
                    message,
                ));
                return (String::new(), ClaimState::Unreadable { fact: Some(number) });
            }
        };
        let text = show(&value, schema, form);
        (text.clone(), ClaimState::Inserted { fact: number, text })
    }

    fn verdict(
        &self,
        number: usize,
        value: &Stored,
        reference: &FactRef,
        claim: &Wording,
        case: &mut Case<'_>,
    ) -> ClaimState {
        let schema = self.facts.schema(&self.facts.items[number]);
        let mut options = Options {
            match_mode: reference.options.matching,
            tolerance: None,
            statistic: reference.statistic,
        };
        if let Some(tolerance) = &reference.options.tolerance {
            match schema.margin(tolerance) {
                Ok(margin) => options.tolerance = Some(margin),
                Err(error) => {
                    case.findings.push(Diagnostic::new(
                        &lints::UNKNOWN_OPTION,
                        case.binding.target_span,
                        error.to_string(),
                    ));
                    return ClaimState::Unreadable { fact: Some(number) };
                }
            }
        }
        if let Some(with) = &reference.options.compare {
            return self.comparison(number, value, with, &options, claim, case);
        }
        if let Some(token) = &reference.options.is {
            let verdict = agree_is(token, value, schema);
            return self.conclude(number, verdict, claim, case);
        }
        let stated = match read_wording(&claim.text, schema) {
            Ok(stated) => stated,
            Err(error) => return self.misread(&error, number, claim, case),
        };
        if self.facts.items[number].dispute == Some(DisputeStatus::Unresolved) {
            return self.unresolved(number, &stated, schema, claim, case);
        }
        let verdict = agree(&stated, value, schema, &options);
        self.conclude(number, verdict, claim, case)
    }

    /// An unresolved fact supports only wording that covers every report (claims.md 2.5).
    fn unresolved(
        &self,
        number: usize,
        stated: &Stated,
        schema: &Schema,
        claim: &Wording,
        case: &mut Case<'_>,
    ) -> ClaimState {
        let fact = &self.facts.items[number];
        if fact.reports.iter().all(|report| covers(stated, &report.value, schema)) {
            return ClaimState::Supported {
                fact: number,
                how: "covers every report of the dispute".to_owned(),
            };
        }
        let shown = |value: &Stored| show(value, schema, Form::Short);
        let values: Vec<_> = fact.reports.iter().map(|report| shown(&report.value)).collect();
        let message =
            format!("`{}`: the reports are {} and none is adopted", claim.text.trim(), values.join(", "));
        let mut finding = Diagnostic::new(&lints::DISPUTE_HIDDEN, claim.span, message);
        for (report, value) in fact.reports.iter().zip(values) {
            finding = finding.related(report.span, value);
        }
        case.findings.push(finding.help("say that the reports differ, in words that cover all of them"));
        ClaimState::Refuted { fact: number }
    }

    fn comparison(
        &self,
        number: usize,
        value: &Stored,
        (key, other): &(&str, String),
        options: &Options,
        claim: &Wording,
        case: &mut Case<'_>,
    ) -> ClaimState {
        if *key != "vs" {
            let message = format!("`{key}=` is not checked by this version of prepress");
            case.findings.push(
                Diagnostic::new(&lints::UNKNOWN_OPTION, case.binding.target_span, message)
                    .help("options of an assertion: vs, is, match, tol"),
            );
            return ClaimState::Unreadable { fact: Some(number) };
        }
        let reference = match crate::parse::fact_ref(other) {
            Ok(reference) => reference,
            Err(_) => {
                let message = format!("`{other}` is not a fact to compare with");
                case.findings.push(Diagnostic::new(
                    &lints::MALFORMED_BINDING,
                    case.binding.target_span,
                    message,
                ));
                return ClaimState::Unreadable { fact: Some(number) };
            }
        };
        let second = match lookup::fact(
            &reference,
            case.default,
            case.binding.target_span,
            self.data,
            self.facts,
            self.ids,
        ) {
            Ok(second) => second,
            Err(finding) => {
                case.findings.push(*finding);
                return ClaimState::Unreadable { fact: Some(number) };
            }
        };
        let schema = self.facts.schema(&self.facts.items[number]);
        let chosen = |value: &Stored, stat| match stat {
            Some(stat) => statistic(value, stat).map(point),
            None => Some(value.clone()),
        };
        let other_value = self.facts.items[second].value.as_ref();
        let (Some(a), Some(b)) =
            (chosen(value, options.statistic), other_value.and_then(|b| chosen(b, reference.statistic)))
        else {
            self.report(
                &lints::STATISTIC_MISMATCH,
                case.binding.target_span,
                "one of the facts has no such statistic".to_owned(),
                number,
                case,
            );
            return ClaimState::Unreadable { fact: Some(number) };
        };
        match read_comparison(&claim.text, schema) {
            Ok(stated) => {
                let verdict = compare(&stated, &a, &b, schema, options);
                self.conclude(number, verdict, claim, case)
            }
            Err(error) => self.misread(&error, number, claim, case),
        }
    }

    fn misread(&self, error: &ReadError, number: usize, claim: &Wording, case: &mut Case<'_>) -> ClaimState {
        let lint = lint(error.lint());
        let span = claim.place(case.binding, error.span.clone());
        self.report(lint, span, error.message.clone(), number, case);
        ClaimState::Unreadable { fact: Some(number) }
    }

    fn conclude(&self, number: usize, verdict: Verdict, claim: &Wording, case: &mut Case<'_>) -> ClaimState {
        self.remarks(verdict.remarks(), claim, case);
        match verdict {
            Verdict::Supported(support) => ClaimState::Supported { fact: number, how: support.how },
            Verdict::Undetermined(undecided) => {
                let mut finding = self
                    .beside_fact(&lints::UNDETERMINED_COMPARISON, claim.span, undecided.message, number)
                    .label(undecided.reading);
                finding
                    .notes
                    .extend(undecided.overlap.map(|overlap| format!("the values in common: {overlap}")));
                case.findings
                    .push(finding.help("compare one statistic (`#median`, `#min`), or say \"typically\""));
                ClaimState::Undetermined { fact: number }
            }
            Verdict::Refuted(refutation) => {
                let mut finding = self
                    .beside_fact(lint(refutation.reason.lint()), claim.span, refutation.message, number)
                    .label(refutation.reading);
                finding.notes.extend(refutation.note);
                if let Some(suggestion) = refutation.suggestion {
                    finding.help.push(format!("if the fact is right, write `{suggestion}`"));
                }
                finding.help.push("if the sentence is right, correct the fact and its source".to_owned());
                case.findings.push(finding);
                ClaimState::Refuted { fact: number }
            }
        }
    }

    fn remarks(&self, remarks: &[Remark], claim: &Wording, case: &mut Case<'_>) {
        for remark in remarks {
            let span = claim.place(case.binding, remark.span.clone());
            let mut finding = Diagnostic::new(lint(remark.kind.lint()), span, remark.message.clone());
            finding.help.extend(remark.replacement.as_ref().map(|text| format!("write `{text}`")));
            case.findings.push(finding);
        }
    }

    fn report(&self, lint: &'static Lint, span: Span, message: String, number: usize, case: &mut Case<'_>) {
        let finding = self.beside_fact(lint, span, message, number);
        case.findings.push(finding);
    }

    /// A finding that shows the fact beside the prose.
    fn beside_fact(&self, lint: &'static Lint, span: Span, message: String, number: usize) -> Diagnostic {
        let fact = &self.facts.items[number];
        let def = &self.data.facts[fact.def];
        let value = fact.value.as_ref().map(|value| show(value, self.facts.schema(fact), Form::Short));
        let since = def.as_of.as_ref().map_or_else(String::new, |date| format!(", as of {}", date.value));
        let from =
            def.sources.first().map_or_else(String::new, |source| format!(", from {}", source.id.value));
        let words = format!("{}{since}{from}", value.unwrap_or_default());
        Diagnostic::new(lint, span, message).related(fact.value_span, words)
    }
}

/// The text that is read: the words of the link with hedges and bounds from outside.
struct Wording {
    text: String,
    before: usize,
    after: usize,
    span: Span,
}

impl Wording {
    /// Words have no hedges: `under [Senior PMM]` is not less than a senior PMM.
    fn of(binding: &Binding, kind: Kind) -> Self {
        let figure = !matches!(kind, Kind::Text | Kind::Enum | Kind::Boolean);
        let before = if kind == Kind::Date {
            hedges_before_date(&binding.before.text)
        } else {
            hedges_before(&binding.before.text)
        };
        let before = before.filter(|_| figure).map_or(0, |outside| outside.len);
        let after = hedges_after(&binding.after.text).filter(|_| figure).map_or(0, |outside| outside.len);
        let head = &binding.before.text[binding.before.text.len() - before..];
        let text = format!("{head}{}{}", binding.wording, &binding.after.text[..after]);
        Self { text, before, after, span: binding.claim_span(before, after) }
    }

    fn place(&self, binding: &Binding, range: std::ops::Range<usize>) -> Span {
        binding.place(self.before, range, self.after)
    }
}

fn lint(name: &str) -> &'static Lint {
    lints::find(name).unwrap_or(&lints::VALUE_MISMATCH)
}
