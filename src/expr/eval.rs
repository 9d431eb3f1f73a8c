//! Evaluation.
//!
//! In: a tree, the variables of one case and an [`Environment`]. Out: [`Outcome`], or the [`Trouble`] that stopped it
//! with its place. Functions are in `call`, arithmetic in `algebra`, assertions joined
//! by `and` and the like in `logic`; here are references and order.

use super::algebra::{self, Fail};
use super::ast::{Expr, Node, Ref, ScaleSign, Sign};
use super::bind::Bindings;
use super::compare::{compare, described};
use super::environment::{Environment, Trouble, TroubleKind};
use super::function::Function;
use super::operand::{Quantity, Value};
use super::show;
use super::truth::Truth;
use crate::value::{Kind, Period, Relation, Schema, Shape, Stored, Unit};
use std::ops::Range;

/// How many steps are kept.
const MAX_STEPS: usize = 64;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A value.
    Value(Value),
    /// A truth.
    Truth(Truth),
}

/// The result of an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What it comes to.
    pub answer: Answer,
    /// How it was computed, one sentence each, in the order of the computation. The last one of a truth says what
    /// the whole comes to, and which part decided: `a and b is false: b is false`.
    pub steps: Vec<String>,
    /// Whether a midpoint was taken of a range on the way.
    pub midpoint: bool,
}

impl Outcome {
    /// The result in words: a value, or `true`, `false`, `undetermined`.
    #[must_use]
    pub fn show(&self) -> String {
        match &self.answer {
            Answer::Value(value) => value.show(),
            Answer::Truth(truth) => truth.name().to_string(),
        }
    }

    /// The result as the value of an attribute; a truth is one of a boolean.
    ///
    /// # Errors
    /// A sentence when it is no value of the attribute, or an undetermined truth.
    pub fn to_stored(&self, schema: &Schema) -> Result<Stored, String> {
        match &self.answer {
            Answer::Value(value) => value.to_stored(schema),
            Answer::Truth(Truth::Undetermined(doubt)) => {
                Err(format!("the result is undetermined: {}", doubt.message))
            }
            Answer::Truth(truth) if schema.kind == Kind::Boolean => {
                let shape = Shape::Word(truth.name().to_string());
                Ok(Stored { shape, literal: None, approximate: false })
            }
            Answer::Truth(_) => {
                Err(format!("the result is a boolean, the attribute holds {}", schema.kind.noun()))
            }
        }
    }
}

/// Computes an expression in one case.
///
/// # Errors
/// [`Trouble`] when a fact is missing, units do not go together, a divisor may be zero, or a value is of the wrong
/// kind. `a or b` with a true `a`, and `a and b` with a false one, hold even if a fact of `b` is missing, so that
/// `not exists(x) or x > 5` can be said.
pub fn evaluate(expr: &Expr, bindings: &Bindings, environment: &dyn Environment) -> Result<Outcome, Trouble> {
    let mut run = Evaluation { bindings, environment, steps: Vec::new(), midpoint: false };
    let answer = run.eval(expr)?;
    if let Answer::Truth(truth) = &answer {
        let plain = matches!(&expr.node, Node::Call(Function::Exists | Function::Grim, _));
        if plain {
            run.conclude(format!("{expr} is {}", truth.name()));
        }
    }
    Ok(Outcome { answer, steps: run.steps, midpoint: run.midpoint })
}

/// One evaluation.
pub(super) struct Evaluation<'a> {
    pub(super) bindings: &'a Bindings,
    pub(super) environment: &'a dyn Environment,
    steps: Vec<String>,
    midpoint: bool,
}

/// Puts a failure at its place.
pub(super) fn placed(fail: Fail, at: &Range<usize>) -> Trouble {
    let (kind, message) = match fail {
        Fail::Unit(message) => (TroubleKind::Unit, message),
        Fail::Zero(message) => (TroubleKind::DivisionByZero, message),
        Fail::Kind(message) => (TroubleKind::Kind, message),
    };
    Trouble::new(kind, at.clone(), message)
}

impl Evaluation<'_> {
    pub(super) fn eval(&mut self, expr: &Expr) -> Result<Answer, Trouble> {
        if let Some(found) = self.joined(expr) {
            return found.map(|(truth, _)| Answer::Truth(truth));
        }
        let value = match &expr.node {
            Node::Literal(literal) => literal.value.clone(),
            Node::Ref(reference) => self.fact(reference)?,
            Node::Call(function, args) => match self.call(*function, args, &expr.at)? {
                Answer::Value(value) => value,
                truth @ Answer::Truth(_) => return Ok(truth),
            },
            Node::Per(x, period) => self.per(x, *period, &expr.at)?,
            Node::Negative(x) => {
                let q = self.quantity(x)?;
                Value::Quantity(algebra::negative(&q).map_err(|fail| placed(fail, &expr.at))?)
            }
            Node::Sum(first, rest) => self.sum(first, rest, &expr.at)?,
            Node::Product(first, rest) => self.product(first, rest, &expr.at)?,
            Node::Compare(a, relation, b) => {
                return self.compare(a, *relation, b, &expr.at).map(|(truth, _)| Answer::Truth(truth));
            }
            // Joined assertions were taken above.
            Node::Not(_) | Node::And(_) | Node::Or(_) => return self.truth(expr).map(Answer::Truth),
        };
        self.midpoint |= matches!(&value, Value::Quantity(q) if q.midpoint);
        Ok(Answer::Value(value))
    }

    pub(super) fn step(&mut self, sentence: String) {
        if self.steps.len() < MAX_STEPS && !self.steps.contains(&sentence) {
            self.steps.push(sentence);
        }
    }

    /// A step that says what an assertion comes to: the last one, whatever was said before.
    pub(super) fn conclude(&mut self, sentence: String) {
        self.steps.retain(|step| *step != sentence);
        self.steps.truncate(MAX_STEPS - 1);
        self.steps.push(sentence);
    }

    fn fact(&mut self, reference: &Ref) -> Result<Value, Trouble> {
        if let Some(word) = reference.variable(self.bindings) {
            return Ok(Value::word(word));
        }
        self.environment.fact(&reference.resolve(self.bindings)?)
    }

    pub(super) fn value(&mut self, expr: &Expr) -> Result<Value, Trouble> {
        match self.eval(expr)? {
            Answer::Value(value) => Ok(value),
            Answer::Truth(_) => {
                let message = "expected a value, found a boolean";
                Err(Trouble::new(TroubleKind::Kind, expr.at.clone(), message))
            }
        }
    }

    pub(super) fn quantity(&mut self, expr: &Expr) -> Result<Quantity, Trouble> {
        match self.value(expr)? {
            Value::Quantity(q) => Ok(q),
            other => {
                let message = format!("expected a number, found {}", described(&other));
                Err(Trouble::new(TroubleKind::Kind, expr.at.clone(), message))
            }
        }
    }

    /// The truth of a comparison, and its text with the values.
    pub(super) fn compare(
        &mut self,
        a: &Expr,
        relation: Relation,
        b: &Expr,
        at: &Range<usize>,
    ) -> Result<(Truth, String), Trouble> {
        let (mut x, mut y) = (self.value(a)?, self.value(b)?);
        if let Some(word) = as_word(&x, b) {
            y = word;
        } else if let Some(word) = as_word(&y, a) {
            x = word;
        }
        let truth = compare(&x, relation, &y, at).map_err(|fail| placed(fail, at))?;
        let shown = format!("{} {} {}", x.show(), relation.sign(), y.show());
        self.conclude(format!("{shown} is {}", truth.name()));
        Ok((truth, shown))
    }

    fn per(&mut self, x: &Expr, period: Period, at: &Range<usize>) -> Result<Value, Trouble> {
        let q = self.quantity(x)?;
        let result = algebra::per(&q, period).map_err(|fail| placed(fail, at))?;
        let shown = format!("per({}, {period}) = {}", q.show(), result.show());
        self.step(shown);
        Ok(Value::Quantity(result))
    }

    fn sum(&mut self, first: &Expr, rest: &[(Sign, Expr)], at: &Range<usize>) -> Result<Value, Trouble> {
        let start = self.value(first)?;
        let mut total = start.clone();
        let mut shown = Vec::new();
        for (sign, expr) in rest {
            let value = self.value(expr)?;
            let at = at.start..expr.at.end;
            total = match (&total, sign, &value) {
                (Value::Quantity(a), Sign::Plus, Value::Quantity(b)) => {
                    algebra::add(a, b).map(Value::Quantity)
                }
                (Value::Quantity(a), Sign::Minus, Value::Quantity(b)) => {
                    algebra::sub(a, b).map(Value::Quantity)
                }
                (Value::Dates(a), Sign::Minus, Value::Dates(b)) if a.is_yearly() != b.is_yearly() => {
                    Err(Fail::Unit("a day of every year is no number of days from another day".to_string()))
                }
                (Value::Dates(a), Sign::Minus, Value::Dates(b)) if a.is_open() || b.is_open() => {
                    Err(Fail::Unit("a span that is open has no number of days".to_string()))
                }
                (Value::Dates(a), Sign::Minus, Value::Dates(b)) => {
                    Ok(Value::Quantity(algebra::days_between(a, b)))
                }
                (Value::Dates(_), ..) | (.., Value::Dates(_)) => Err(Fail::Unit(
                    "dates can only be subtracted from each other, which gives days".to_string(),
                )),
                (Value::Word(_), ..) => Err(Fail::Kind(format!("cannot compute with {}", described(&total)))),
                _ => Err(Fail::Kind(format!("cannot compute with {}", described(&value)))),
            }
            .map_err(|fail| placed(fail, &at))?;
            shown.push((if *sign == Sign::Plus { "+" } else { "-" }, value));
        }
        self.step(show::chain(&start, &shown, &total));
        Ok(total)
    }

    fn product(
        &mut self,
        first: &Expr,
        rest: &[(ScaleSign, Expr)],
        at: &Range<usize>,
    ) -> Result<Value, Trouble> {
        let start = self.quantity(first)?;
        let mut total = start.clone();
        let mut shown = Vec::new();
        for (sign, expr) in rest {
            let q = self.quantity(expr)?;
            let at = at.start..expr.at.end;
            let (sign, result) = match sign {
                ScaleSign::Times => ("*", algebra::mul(&total, &q)),
                ScaleSign::Over => ("/", algebra::div(&total, &q)),
            };
            total = result.map_err(|fail| placed(fail, &at))?;
            shown.push((sign, Value::Quantity(q)));
        }
        let total = Value::Quantity(total);
        self.step(show::chain(&Value::Quantity(start), &shown, &total));
        Ok(total)
    }
}

/// A literal beside a word, or beside a level, is a word too: `level = `l4``, `ladder = `no levels``.
fn as_word(beside: &Value, literal: &Expr) -> Option<Value> {
    let Node::Literal(literal) = &literal.node else {
        return None;
    };
    let ladder = |v: &Value| matches!(v, Value::Quantity(q) if matches!(q.measure.unit, Unit::Level(_) | Unit::Rung(_)));
    let wanted = match (beside, &literal.value) {
        (Value::Word(_), Value::Word(_)) => false,
        (Value::Word(_), _) => !literal.plain,
        (beside, value) => ladder(beside) && !ladder(value) && !literal.plain,
    };
    wanted.then(|| Value::word(literal.text.trim()))
}
