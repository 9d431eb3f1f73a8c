//! Rules: assertions across facts that must hold (docs/claims.md, "Rules").
//!
//! In: rules as written and the facts. Out: the truth of each, case by case, and findings on those that
//! fail, that nobody can decide and that cannot be evaluated: none of these is ever a pass.

use super::facts::Facts;
use super::ids::Ids;
use super::trace::Trace;
use super::world::{World, is_name, place};
use crate::diag::{Diagnostic, Findings, Level, Reported};
use crate::expr::{
    Answer, Bindings, Expr, Outcome, QualifierValue, Quantifier, Set, Trouble, TroubleKind, Truth, evaluate,
    instances, parse, parse_quantifiers,
};
use crate::lints::{self, Lint};
use crate::model::{Data, FactId, Rule, RuleId, RuleLevel, Table};
use crate::parse::Binding;
use crate::text::Span;
use crate::value::{Form, format as show};

/// The rules of a site, in the order of the data.
#[derive(Default)]
pub(crate) struct Rules {
    pub items: Table<RuleId, CheckedRule>,
}

/// Whether a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RuleTruth {
    Holds,
    Fails,
    /// The values overlap.
    Undetermined,
    /// A fact is missing, or units do not go together.
    Unevaluable,
}

/// A rule and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct CheckedRule {
    pub truth: RuleTruth,
    /// The facts it was decided by.
    pub facts: Vec<FactId>,
    /// How, for people.
    pub steps: Vec<String>,
}

/// Decides all rules.
pub(crate) fn rules(data: &Data, facts: &Facts, ids: &Ids, findings: &mut Findings) -> Rules {
    let items = data.rules.iter().map(|rule| decide(rule, data, facts, ids, findings)).collect();
    Rules { items }
}

/// Decides one rule.
pub(crate) fn decide(
    rule: &Rule,
    data: &Data,
    facts: &Facts,
    ids: &Ids,
    findings: &mut Findings,
) -> CheckedRule {
    let world = World::new(data, facts, ids, rule.assert.span);
    let mut deciding = Deciding {
        rule,
        world,
        findings: Findings::default(),
        cases: Vec::new(),
        steps: Vec::new(),
        decisive: None,
        facts: Vec::new(),
    };
    let truth = deciding.decide();
    deciding.report_cases();
    // What decided is said last, as in an expression.
    if let Some((_, at)) = deciding.decisive {
        let step = deciding.steps.remove(at);
        deciding.steps.push(step);
    }
    findings.append(deciding.findings);
    deciding.facts.sort_unstable();
    deciding.facts.dedup();
    CheckedRule { truth, facts: deciding.facts, steps: deciding.steps }
}

/// One rule at work.
struct Deciding<'a> {
    rule: &'a Rule,
    world: World<'a>,
    findings: Findings,
    /// Findings on cases of the rule, and the names of the cases.
    cases: Vec<(Diagnostic, String)>,
    steps: Vec<String>,
    /// The first of the worst cases, and its step.
    decisive: Option<(RuleTruth, usize)>,
    facts: Vec<FactId>,
}

impl RuleTruth {
    /// How bad it is.
    fn rank(self) -> u8 {
        match self {
            RuleTruth::Holds => 0,
            RuleTruth::Undetermined => 1,
            RuleTruth::Fails => 2,
            RuleTruth::Unevaluable => 3,
        }
    }
}

/// At most so many failing cases of one rule are reported one by one.
const MOST: usize = 20;

impl Deciding<'_> {
    fn decide(&mut self) -> RuleTruth {
        let Some((expr, cases)) = self.cases() else { return RuleTruth::Unevaluable };
        let mut worst = None;
        let mut used = vec![false; self.rule.except.len()];
        for case in &cases {
            let Some(truth) = self.case(&expr, case, &mut used) else { continue };
            if worst.is_none_or(|so_far: RuleTruth| truth.rank() > so_far.rank()) {
                worst = Some(truth);
            }
        }
        self.exceptions(&used);
        if worst.is_none() && used.contains(&true) {
            // Every case there is was excused.
            return RuleTruth::Holds;
        }
        worst.unwrap_or_else(|| {
            let message = format!("`{}` applies to no case: none has its facts", self.rule.id.value);
            let span = self.rule.over.as_ref().map_or(self.rule.assert.span, |over| over.span);
            self.find(
                &lints::RULE_UNEVALUABLE,
                span,
                message,
                self.world.fault().or(self.world.data.incomplete),
            );
            RuleTruth::Unevaluable
        })
    }

    /// The expression and the cases it is asserted of.
    fn cases(&mut self) -> Option<(Expr, Vec<Bindings>)> {
        let rule = self.rule;
        let quantifiers: Vec<Quantifier> = match &rule.over {
            None => Vec::new(),
            Some(over) => match parse_quantifiers(&over.value) {
                Ok(quantifiers) => quantifiers,
                Err(error) => {
                    self.syntax(place(over, error.at, self.world.data), error.message, error.help);
                    return None;
                }
            },
        };
        let ids = self.world.ids;
        let bound = |word: &str| quantifiers.iter().any(|q| q.variable == word) || is_name(ids, word);
        let expr = match parse(&rule.assert.value, &bound) {
            Ok(expr) => expr,
            Err(error) => {
                self.syntax(place(&rule.assert, error.at, self.world.data), error.message, error.help);
                return None;
            }
        };
        self.listed(&quantifiers, &expr)?;
        self.named(&quantifiers, &expr)?;
        self.excepted(&quantifiers)?;
        match instances(&quantifiers, &Bindings::new(), &self.world) {
            Ok(cases) => Some((expr, cases)),
            Err(trouble) => {
                let span = rule
                    .over
                    .as_ref()
                    .map_or(rule.assert.span, |over| place(over, trouble.at, self.world.data));
                self.find(&lints::RULE_UNEVALUABLE, span, trouble.message, self.world.fault());
                None
            }
        }
    }

    /// Every subject and qualifier of a list exists: a mistyped one would be skipped, and the rule would seem to hold.
    fn listed(&mut self, quantifiers: &[Quantifier], expr: &Expr) -> Option<()> {
        let subjects = |variable: &str| {
            variable == "subject" || expr.refs().iter().any(|r| r.subject.as_deref() == Some(variable))
        };
        let ids = self.world.ids;
        let qualifies = |item: &String| self.world.qualifies(item);
        for quantifier in quantifiers {
            let Set::Listed(list) = &quantifier.set else { continue };
            if !subjects(&quantifier.variable) {
                if let Some(unknown) = list.iter().find(|item| !qualifies(item) && !is_name(ids, item)) {
                    let message = format!("no fact is qualified by `{unknown}`");
                    let span = self.listed_at(quantifier, unknown);
                    let finding = self.finding(&lints::RULE_UNEVALUABLE, span, message);
                    self.findings.report(finding.caused_by(self.world.data.incomplete));
                    return None;
                }
                continue;
            }
            if let Some(unknown) = list.iter().find(|id| !ids.subjects.contains(id)) {
                let message = format!("unknown subject `{unknown}`{}", ids.subjects.near(unknown));
                let span = self.listed_at(quantifier, unknown);
                self.find(&lints::RULE_UNEVALUABLE, span, message, self.world.data.incomplete);
                return None;
            }
        }
        Some(())
    }

    /// The place of one name in the list of a quantifier.
    fn listed_at(&self, quantifier: &Quantifier, name: &str) -> Span {
        let Some(over) = &self.rule.over else { return self.rule.assert.span };
        let list = over.value.get(quantifier.at.clone()).unwrap_or("");
        let joint = |c: char| !(c.is_alphanumeric() || "-._".contains(c));
        let whole = |at: &usize| {
            let (before, after) = (&list[..*at], &list[at + name.len()..]);
            before.chars().next_back().is_none_or(joint) && after.chars().next().is_none_or(joint)
        };
        let found = list.match_indices(name).map(|(at, _)| at).filter(whole).last();
        let at = found.map_or(quantifier.at.clone(), |at| {
            let start = quantifier.at.start + at;
            start..start + name.len()
        });
        place(over, at, self.world.data)
    }

    /// Every attribute and subject of the expression exists: behind `or` and in `exists`, a mistyped one would never
    /// be asked for, or be taken for one that has no facts.
    fn named(&mut self, quantifiers: &[Quantifier], expr: &Expr) -> Option<()> {
        let variable = |word: &str| quantifiers.iter().any(|q| q.variable == word);
        for reference in expr.refs() {
            if reference.is_bare() && variable(&reference.attribute) {
                continue;
            }
            let subject = reference.subject.as_deref().filter(|subject| !variable(subject));
            if let Some(wrong) = self.world.mistyped(subject, &reference.attribute) {
                let span = place(&self.rule.assert, reference.at.clone(), self.world.data);
                let message = format!("`{}` cannot be evaluated: {wrong}", self.rule.id.value);
                let finding = self.finding(&lints::RULE_UNEVALUABLE, span, message);
                self.findings.report(finding.caused_by(self.world.data.incomplete));
                return None;
            }
            let tokens = reference.qualifiers.iter().filter_map(|qualifier| match &qualifier.value {
                QualifierValue::Token(token) if !variable(token) => Some(token),
                _ => None,
            });
            for token in tokens {
                if !self.world.qualifies(token) {
                    let span = place(&self.rule.assert, reference.at.clone(), self.world.data);
                    let near = self.world.near_qualifier(token);
                    let message = format!(
                        "`{}` cannot be evaluated: no fact is qualified by `{token}`{near}",
                        self.rule.id.value
                    );
                    let finding = self.finding(&lints::RULE_UNEVALUABLE, span, message);
                    self.findings.report(finding.caused_by(self.world.data.incomplete));
                    return None;
                }
            }
        }
        Some(())
    }

    /// An exception names its case: without a variable, it would excuse every case.
    fn excepted(&mut self, quantifiers: &[Quantifier]) -> Option<()> {
        let mut all = self.rule.except.iter();
        let open = all.find(|exception| quantifiers.is_empty() || exception.binds.is_empty());
        let Some(exception) = open else { return Some(()) };
        let exception = exception.span;
        let names: Vec<String> = quantifiers.iter().map(|q| format!("`{}`", q.variable)).collect();
        let message = if names.is_empty() {
            "an exception excuses cases of `for`, and this rule has none: it would excuse the rule".to_owned()
        } else {
            format!("this exception names no case: give it {}", names.join(" or "))
        };
        self.find(&lints::RULE_UNEVALUABLE, exception, message, None);
        None
    }

    fn syntax(&mut self, span: Span, message: String, help: Option<String>) {
        let mut finding = self.finding(&lints::RULE_UNEVALUABLE, span, message);
        finding.help.extend(help);
        self.findings.report(finding);
    }

    /// The truth in one case; `None` when the rule does not apply to it or an exception excuses it.
    fn case(&mut self, expr: &Expr, case: &Bindings, used: &mut [bool]) -> Option<RuleTruth> {
        if case.iter().next().is_some() && !self.applies(expr, case) {
            return None;
        }
        self.world.fault();
        let outcome = evaluate(expr, case, &self.world);
        let (facts, fault) = (self.world.taken(), self.world.fault());
        let truth = match &outcome {
            Ok(outcome) => match &outcome.answer {
                Answer::Truth(Truth::True) => RuleTruth::Holds,
                Answer::Truth(Truth::False) => RuleTruth::Fails,
                Answer::Truth(Truth::Undetermined(_)) => RuleTruth::Undetermined,
                Answer::Value(_) => RuleTruth::Unevaluable,
            },
            Err(trouble) if trouble.kind == TroubleKind::EndOfList => return None,
            Err(_) => RuleTruth::Unevaluable,
        };
        if truth != RuleTruth::Holds {
            let excuse = self.rule.except.iter().position(|exception| {
                exception.binds.iter().all(|(name, value)| case.get(&name.value) == Some(&value.value))
            });
            if let Some(excuse) = excuse {
                used[excuse] = true;
                self.steps.push(format!("{}excused: {}", named(case), self.rule.except[excuse].because));
                return None;
            }
        }
        self.note(case, &outcome, truth);
        let fault = fault.filter(|_| outcome.is_err());
        if let Some(finding) = self.of_case(case, &outcome, truth, &facts).filter(|_| fault.is_none()) {
            self.cases.push((finding, named(case).trim_end_matches(": ").to_owned()));
        }
        for number in &facts {
            let world = &self.world;
            let finding = super::facts::deprecated(*number, world.facts, world.data, self.rule.assert.span);
            self.findings.extend(finding);
        }
        self.facts.extend(facts);
        Some(truth)
    }

    /// A case without any of the facts is none of the rule's; one with some of them is.
    fn applies(&self, expr: &Expr, case: &Bindings) -> bool {
        let mut refs = expr.refs().into_iter().filter(|r| !(r.is_bare() && case.get(&r.attribute).is_some()));
        refs.any(|reference| match reference.resolve(case) {
            Ok(reference) => self.world.find(&reference).is_ok() || self.world.is_ambiguous(&reference),
            Err(_) => false,
        })
    }

    fn note(&mut self, case: &Bindings, outcome: &Result<Outcome, Trouble>, truth: RuleTruth) {
        let worst = self.decisive.is_none_or(|(so_far, _)| truth.rank() > so_far.rank());
        let decides = truth != RuleTruth::Holds && worst;
        if let Ok(outcome) = outcome
            && (self.steps.len() < MOST || decides)
        {
            let last = outcome.steps.last().cloned().unwrap_or_else(|| outcome.show());
            if decides {
                self.decisive = Some((truth, self.steps.len()));
            }
            self.steps.push(format!("{}{last}", named(case)));
        }
    }

    /// What is wrong with a case; nothing when the rule holds there.
    fn of_case(
        &self,
        case: &Bindings,
        outcome: &Result<Outcome, Trouble>,
        truth: RuleTruth,
        facts: &[FactId],
    ) -> Option<Diagnostic> {
        let id = &self.rule.id.value;
        let span = self.rule.assert.span;
        let case = named(case);
        let (lint, span, message) = match (outcome, truth) {
            (_, RuleTruth::Holds) => return None,
            (Ok(outcome), RuleTruth::Fails) => {
                let why = outcome
                    .steps
                    .last()
                    .cloned()
                    .unwrap_or_else(|| format!("the result is {}", outcome.show()));
                (&lints::RULE_FAILED, span, format!("`{id}` does not hold: {case}{why}"))
            }
            (Ok(outcome), RuleTruth::Undetermined) => {
                let Answer::Truth(Truth::Undetermined(doubt)) = &outcome.answer else { return None };
                let span = place(&self.rule.assert, doubt.at.clone(), self.world.data);
                let message = format!("`{id}` can be neither true nor false: {case}{}", doubt.message);
                (&lints::UNDETERMINED_COMPARISON, span, message)
            }
            (Ok(_), _) => {
                let message = format!("`{id}` is a value and asserts nothing; compare it with another");
                (&lints::RULE_UNEVALUABLE, span, message)
            }
            (Err(trouble), _) => {
                let message = format!("`{id}` cannot be evaluated: {case}{}", trouble.message);
                (
                    &lints::RULE_UNEVALUABLE,
                    place(&self.rule.assert, trouble.at.clone(), self.world.data),
                    message,
                )
            }
        };
        let mut finding = self.finding(lint, span, message);
        finding.identity = Some(format!("{id} {case}"));
        if truth == RuleTruth::Undetermined {
            finding.help.push(
                "compare one statistic (`#median`, `#min`), or state what holds for certain".to_owned(),
            );
        }
        for number in facts {
            let fact = &self.world.facts[*number];
            if let Some(value) = &fact.value {
                let value = show(value, self.world.facts.schema(fact), Form::Short);
                finding.related.push(crate::diag::Label { span: fact.value_span, message: value });
            }
        }
        if let Ok(outcome) = outcome {
            finding.notes.extend(outcome.steps.iter().rev().skip(1).rev().cloned());
        }
        Some(finding)
    }

    /// Reports the first cases, and names the others in a note on the last of these.
    fn report_cases(&mut self) {
        let mut cases = std::mem::take(&mut self.cases);
        let others: Vec<String> = cases.drain(MOST.min(cases.len())..).map(|(_, name)| name).collect();
        if let (Some((last, _)), false) = (cases.last_mut(), others.is_empty()) {
            let names = others.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
            let and_so_on = if others.len() > MOST { ", …" } else { "" };
            last.notes.push(format!("{} more: {names}{and_so_on}", others.len()));
        }
        self.findings.extend(cases.into_iter().map(|(finding, _)| finding));
    }

    fn exceptions(&mut self, used: &[bool]) {
        for (exception, used) in self.rule.except.iter().zip(used) {
            if exception.because.is_empty() {
                let message = "an exception from a rule needs `because`";
                self.findings.report(Diagnostic::new(&lints::EMPTY_RATIONALE, exception.span, message));
            }
            if !used {
                let message = format!(
                    "this exception excuses nothing: it matches no failing case of `{}`",
                    self.rule.id.value
                );
                self.findings.report(
                    Diagnostic::new(&lints::UNUSED_EXCEPTION, exception.span, message)
                        .help("remove it: it would excuse a later failure"),
                );
            }
        }
    }

    fn find(&mut self, lint: &'static Lint, span: Span, message: String, cause: Option<Reported>) {
        let finding = self.finding(lint, span, message);
        self.findings.report(finding.caused_by(cause));
    }

    /// A finding at the rule's own level.
    fn finding(&self, lint: &'static Lint, span: Span, message: String) -> Diagnostic {
        let mut finding = Diagnostic::new(lint, span, message);
        // A rule that cannot be evaluated is an error whatever its level: it is never a pass.
        if lint.name != lints::RULE_UNEVALUABLE.name {
            finding.at_most = match self.rule.level {
                RuleLevel::Error => None,
                RuleLevel::Warn => Some(Level::Warn),
                RuleLevel::Info => Some(Level::Allow),
            };
        }
        finding
    }
}

/// `netflix-pmm: `, or nothing for a rule without variables.
fn named(case: &Bindings) -> String {
    let values: Vec<&str> = case.iter().map(|(_, value)| value).collect();
    if values.is_empty() { String::new() } else { format!("{}: ", values.join(", ")) }
}

impl Rules {
    /// What a sentence that is bound to a rule has to say for it.
    pub(crate) fn report_claim(
        &self,
        number: RuleId,
        binding: &Binding,
        data: &Data,
        trace: &mut Trace,
        findings: &mut Findings,
    ) {
        let (rule, def) = (&self.items[number], &data.rules[number]);
        rule.steps.iter().for_each(|step| trace.say(|| step.clone()));
        let (lint, what) = match rule.truth {
            RuleTruth::Holds => return,
            RuleTruth::Fails => (&lints::FALSE_CLAIM, "does not hold"),
            RuleTruth::Undetermined => (&lints::UNDETERMINED_COMPARISON, "can be neither true nor false"),
            // The rule has a finding, and the sentence is not at fault.
            RuleTruth::Unevaluable => return,
        };
        let why = rule.steps.last().map_or_else(String::new, |step| format!(": {step}"));
        let message = format!("`{}`: the rule `{}` {what}{why}", binding.wording.trim(), def.id.value);
        let mut finding = Diagnostic::new(lint, binding.words_span, message)
            .related(def.assert.span, format!("the rule: {}", def.says))
            .identity(def.id.value.clone());
        // Cases that hold explain nothing here.
        let others = rule.steps.iter().take(rule.steps.len().saturating_sub(1));
        finding.notes.extend(others.filter(|step| !step.ends_with(" is true")).cloned());
        findings.report(finding.help("say what the facts support, or correct the facts and their sources"));
    }
}
