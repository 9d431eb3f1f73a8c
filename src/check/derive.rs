//! Derived facts: values computed from other facts (docs/claims.md, "Derived facts").
//!
//! In: facts with an expression and no value yet. Out: the same facts with value, date, sources and steps,
//! each computed after those it needs; findings on cycles, units and facts that are missing. Expressions
//! are read and computed by `expr`.

use super::fact_value::{plausible, shape};
use super::facts::{Derived, Fact, Facts};
use super::ids::Ids;
use super::vintage;
use super::world::{World, is_name, place};
use crate::diag::{Diagnostic, Findings, Reported};
use crate::expr::{Bindings, Expr, TroubleKind, evaluate, parse};
use crate::lints;
use crate::model::{Data, FactId, FormulaId, Table};
use crate::text::{Spanned, way};
use crate::value::{Amount, Number, Shape, Stored};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A derived fact and what it needs.
struct Formula {
    fact: FactId,
    expr: Expr,
    inputs: Vec<FactId>,
}

/// The derived facts in an order in which each comes after those it needs.
#[derive(Default)]
pub(crate) struct Formulas(Vec<Formula>);

/// Reads all expressions and puts them in order; cycles are findings and have no value.
pub(crate) fn formulas(data: &Data, facts: &mut Facts, ids: &Ids, findings: &mut Findings) -> Formulas {
    let mut all = Table::new();
    let mut faulty = Vec::new();
    for (number, fact) in facts.items.iter_enumerated() {
        if let Some(text) = &data.facts[fact.def].derive {
            let world = World::new(data, facts, ids, text.span);
            let subject = &data.subjects[fact.subject].id.value;
            match read(number, text, subject, &world, findings) {
                Ok(formula) => drop(all.push_and_get_key(formula)),
                Err(reported) => faulty.push((number, reported)),
            }
        }
    }
    let ordered = ordered(all, data, facts, &mut faulty, findings);
    for (number, reported) in faulty {
        facts[number].faults.value.get_or_insert(reported);
    }
    Formulas(ordered)
}

/// Whether a fact is one value that is printed to the unit, such as a fee or a weight: neither hedged, nor computed from
/// rounded ones, nor in thousands.
fn is_exact(fact: &Fact) -> bool {
    let to_the_unit = |amount: &Amount| {
        let digit = amount.last_digit.checked_div(&amount.unit.factor());
        amount.spread.is_none() && digit.is_some_and(|digit| digit <= Number::one())
    };
    fact.value.as_ref().is_some_and(|value| {
        !value.approximate && matches!(&value.shape, Shape::Point(amount) if to_the_unit(amount))
    })
}

fn read(
    fact: FactId,
    text: &Spanned<String>,
    subject: &str,
    world: &World<'_>,
    findings: &mut Findings,
) -> Result<Formula, Reported> {
    let expr = match parse(&text.value, &|word| is_name(world.ids, word)) {
        Ok(expr) => expr,
        Err(error) => {
            let span = place(text, error.at, world.data);
            let mut finding = Diagnostic::new(&lints::UNPARSABLE_VALUE, span, error.message);
            finding.help.extend(error.help);
            return Err(findings.report(finding));
        }
    };
    let bindings = Bindings::of_subject(subject);
    let mut inputs = Vec::new();
    for reference in expr.refs() {
        // What does not resolve is reported when it is computed.
        let found = reference.resolve(&bindings).and_then(|reference| world.find(&reference));
        inputs.extend(found.ok().filter(|number| !inputs.contains(number)));
    }
    Ok(Formula { fact, expr, inputs })
}

/// Puts formulas after those they need.
fn ordered(
    all: Table<FormulaId, Formula>,
    data: &Data,
    facts: &Facts,
    faulty: &mut Vec<(FactId, Reported)>,
    findings: &mut Findings,
) -> Vec<Formula> {
    let mut of_fact: Table<FactId, Option<FormulaId>> = vec![None; facts.items.len()].into();
    for (number, formula) in all.iter_enumerated() {
        of_fact[formula.fact] = Some(number);
    }
    let needs = |formula: &Formula| -> Vec<FormulaId> {
        formula.inputs.iter().filter_map(|input| of_fact[*input]).collect()
    };
    let mut open: Table<FormulaId, usize> = all.iter().map(|formula| needs(formula).len()).collect();
    let mut users: Table<FormulaId, Vec<FormulaId>> = vec![Vec::new(); all.len()].into();
    for (number, formula) in all.iter_enumerated() {
        needs(formula).iter().for_each(|need| users[*need].push(number));
    }
    let mut ready: Vec<FormulaId> = all.keys().filter(|number| open[*number] == 0).collect();
    let mut order = Vec::with_capacity(all.len());
    while let Some(number) = ready.pop() {
        order.push(number);
        for user in &users[number] {
            open[*user] -= 1;
            if open[*user] == 0 {
                ready.push(*user);
            }
        }
    }
    if let Some(reported) = cycles(&all, &open, &needs, data, facts, findings) {
        let left = all.iter_enumerated().filter(|(number, _)| open[*number] > 0);
        faulty.extend(left.map(|(_, formula)| (formula.fact, reported)));
    }
    let mut all: Table<FormulaId, Option<Formula>> = all.into_iter().map(Some).collect();
    order.into_iter().filter_map(|number| all[number].take()).collect()
}

/// Reports each cycle once, with its path; gives the first.
fn cycles(
    all: &Table<FormulaId, Formula>,
    open: &Table<FormulaId, usize>,
    needs: &dyn Fn(&Formula) -> Vec<FormulaId>,
    data: &Data,
    facts: &Facts,
    findings: &mut Findings,
) -> Option<Reported> {
    let mut first_fault = None;
    let mut seen: Table<FormulaId, bool> = vec![false; all.len()].into();
    for start in all.keys().filter(|number| open[*number] > 0) {
        let mut path: Vec<FormulaId> = Vec::new();
        let mut at = start;
        // Every formula that is left needs one that is left, so this walk ends in a cycle.
        while !seen[at] {
            seen[at] = true;
            path.push(at);
            match needs(&all[at]).into_iter().find(|need| open[*need] > 0) {
                Some(next) => at = next,
                None => break,
            }
        }
        let Some(first) = path.iter().position(|number| *number == at) else { continue };
        let name = |number: &FormulaId| {
            let def = &data.facts[facts[all[*number].fact].def];
            def.name()
        };
        let ring: Vec<String> = path[first..].iter().chain([&at]).map(name).collect();
        let def = &data.facts[facts[all[at].fact].def];
        let span = def.derive.as_ref().map_or(def.id.span, |text| text.span);
        let message = format!("this fact is derived from itself: {}", way(ring.iter()));
        let mut finding = Diagnostic::new(&lints::DERIVED_CYCLE, span, message);
        for number in path[first + 1..].iter().take(8) {
            let def = &data.facts[facts[all[*number].fact].def];
            finding = finding.related(def.derive.as_ref().map_or(def.id.span, |d| d.span), name(number));
        }
        first_fault.get_or_insert(findings.report(finding));
    }
    first_fault
}

/// Computes all derived facts, or those that are asked for.
pub(crate) fn compute(
    formulas: &Formulas,
    wanted: &dyn Fn(FactId) -> bool,
    data: &Data,
    facts: &mut Facts,
    ids: &Ids,
    today: Date,
    findings: &mut Findings,
) {
    for formula in formulas.0.iter().filter(|formula| wanted(formula.fact)) {
        let def = &data.facts[facts[formula.fact].def];
        let Some(text) = &def.derive else { continue };
        let fault = facts.fault(facts[formula.fact].attribute);
        if fault.is_some() {
            facts[formula.fact].faults.value = fault;
            continue;
        }
        let subject = &data.subjects[facts[formula.fact].subject].id.value;
        let world = World::new(data, facts, ids, text.span);
        let computed = evaluate(&formula.expr, &Bindings::of_subject(subject), &world);
        let schema = facts.schema(&facts[formula.fact]);
        let (value, derived) = match computed {
            Ok(outcome) => {
                let inputs = formula.inputs.clone();
                let exact = formula.expr.only_adds() && inputs.iter().all(|input| is_exact(&facts[*input]));
                let value = outcome.to_stored(schema).and_then(short_enough);
                let value = value.map(|value| if exact { value.exact() } else { value }).map_err(|message| {
                    findings.report(Diagnostic::new(&lints::UNIT_ERROR, text.span, message))
                });
                (value, Derived { inputs, steps: outcome.steps, midpoint: outcome.midpoint })
            }
            Err(trouble) => {
                let lint = match trouble.kind {
                    TroubleKind::Missing | TroubleKind::EndOfList => &lints::UNKNOWN_FACT,
                    TroubleKind::Unit | TroubleKind::DivisionByZero | TroubleKind::Kind => &lints::UNIT_ERROR,
                    TroubleKind::Other => &lints::UNKNOWN_FACT,
                };
                let finding = Diagnostic::new(lint, place(text, trouble.at, data), trouble.message);
                let reported = findings.report(finding.caused_by(world.fault()));
                facts[formula.fact].faults.value = Some(reported);
                continue;
            }
        };
        if let Ok(value) = &value {
            let attr = &data.attributes[facts[formula.fact].attribute];
            shape(value, attr, text.span, findings);
            let limits = facts.limits[facts[formula.fact].attribute].as_ref();
            plausible(value, limits, attr, text.span, findings);
        }
        for input in &formula.inputs {
            findings.extend(super::facts::deprecated(*input, facts, data, text.span));
        }
        if let Some(message) = vintage::apart(&formula.inputs, facts, data) {
            findings.report(Diagnostic::new(&lints::MIXED_VINTAGE, text.span, message));
        }
        facts[formula.fact].faults.value = value.as_ref().err().copied();
        settle(formula.fact, value.ok(), derived, facts, today);
    }
}

/// Exact numbers grow with every product; beyond this many digits they are no figures any more.
const MOST_DIGITS: usize = 200;

fn short_enough(value: Stored) -> Result<Stored, String> {
    let long = |end: &crate::value::End| end.at.digits() > MOST_DIGITS;
    let set = value.interval();
    let ends = set.iter().flat_map(|set| set.lo.iter().chain(&set.hi));
    if ends.into_iter().any(long) {
        return Err(format!("the exact result has more than {MOST_DIGITS} digits"));
    }
    Ok(value)
}

/// What a derived fact takes over from its inputs.
fn settle(number: FactId, value: Option<Stored>, derived: Derived, facts: &mut Facts, today: Date) {
    let inputs = || derived.inputs.iter().map(|input| &facts[*input]);
    let as_of = inputs().filter_map(|fact| fact.as_of).min_by_key(|date| date.last());
    let stale = inputs().any(|fact| fact.stale);
    let mut sources = facts[number].sources.clone();
    for source in inputs().flat_map(|fact| &fact.sources) {
        if !sources.contains(source) {
            sources.push(*source);
        }
    }
    let fact = &mut facts[number];
    fact.value = value;
    fact.as_of = as_of;
    fact.age = as_of.map(|date| date.months_old(today));
    fact.stale = stale;
    fact.sources = sources;
    fact.derived = Some(derived);
}

impl Formulas {
    /// The derived facts that a change of some facts changes, in the order to compute them.
    pub(crate) fn touched_by(&self, changed: impl IntoIterator<Item = FactId>) -> Vec<FactId> {
        let mut all: BTreeSet<FactId> = changed.into_iter().collect();
        let mut touched = Vec::new();
        for formula in &self.0 {
            if formula.inputs.iter().any(|input| all.contains(input)) {
                all.insert(formula.fact);
                touched.push(formula.fact);
            }
        }
        touched
    }
}
