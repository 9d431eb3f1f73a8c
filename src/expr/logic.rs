//! Assertions joined: `not`, `and`, `or`, `all`, `any`.
//!
//! In: a tree that is true or false. Out: its three-valued truth, and a sentence for each joined assertion that says
//! which part decided: `a and b is false: b is false`. Comparisons are made in `compare`, values in `eval`.

use super::ast::{Expr, Node};
use super::compare::described;
use super::environment::{Trouble, TroubleKind, absent};
use super::eval::{Answer, Evaluation};
use super::function::Function;
use super::operand::Value;
use super::truth::Truth;
use crate::value::Kind;

/// How long the text of a joined assertion may be in a sentence.
const MOST_TEXT: usize = 120;

/// How assertions are joined.
#[derive(Clone, Copy)]
struct Join {
    /// Whether all have to hold.
    all: bool,
    /// Whether it was written as a call: `all(a, b)`.
    call: bool,
}

impl Evaluation<'_> {
    /// The truth of an assertion, or of a fact that is yes or no.
    pub(super) fn truth(&mut self, expr: &Expr) -> Result<Truth, Trouble> {
        self.assertion(expr).map(|(truth, _)| truth)
    }

    /// The truth of an assertion and its text with the values in place of the references.
    fn assertion(&mut self, expr: &Expr) -> Result<(Truth, String), Trouble> {
        if let Some(found) = self.joined(expr) {
            return found;
        }
        if let Node::Compare(a, relation, b) = &expr.node {
            return self.compare(a, *relation, b, &expr.at);
        }
        match self.eval(expr)? {
            Answer::Truth(truth) => Ok((truth, expr.to_string())),
            Answer::Value(Value::Word(w)) if w.kind == Kind::Boolean => {
                Ok(((w.text == "true").into(), expr.to_string()))
            }
            Answer::Value(other) => {
                let message = format!("expected a boolean, found {}", described(&other));
                Err(Trouble::new(TroubleKind::Kind, expr.at.clone(), message))
            }
        }
    }

    /// As [`Self::assertion`], for assertions made of others; `None` for the rest.
    pub(super) fn joined(&mut self, expr: &Expr) -> Option<Result<(Truth, String), Trouble>> {
        Some(match &expr.node {
            Node::Not(x) => self.not(x),
            Node::And(list) => self.join(list, Join { all: true, call: false }),
            Node::Or(list) => self.join(list, Join { all: false, call: false }),
            Node::Call(Function::All, list) => self.join(list, Join { all: true, call: true }),
            Node::Call(Function::Any, list) => self.join(list, Join { all: false, call: true }),
            _ => return None,
        })
    }

    fn not(&mut self, x: &Expr) -> Result<(Truth, String), Trouble> {
        let (truth, inner) = self.assertion(x)?;
        let truth = truth.negated();
        let text = short(format!("not ({inner})"), || format!("not ({x})"));
        self.conclude(format!("{text} is {}", truth.name()));
        Ok((truth, text))
    }

    /// A missing fact is no trouble once the parts before it decide.
    fn join(&mut self, list: &[Expr], join: Join) -> Result<(Truth, String), Trouble> {
        let decided = Truth::from(!join.all);
        let mut so_far = Truth::from(join.all);
        let mut texts = Vec::with_capacity(list.len());
        let mut why: Option<String> = None;
        for part in list {
            let (truth, text) = match self.assertion(part) {
                Err(t) if so_far == decided && absent(t.kind) => {
                    texts.push(bracketed(part, part.to_string(), join));
                    continue;
                }
                other => other?,
            };
            let before = so_far.name();
            so_far = if join.all { so_far.and(truth) } else { so_far.or(truth) };
            if so_far.name() != before {
                why = Some(format!("{text} is {}", so_far.name()));
            }
            texts.push(bracketed(part, text, join));
        }
        let word = if join.all { "and" } else { "or" };
        let text = match (join.call, join.all) {
            (false, _) => texts.join(&format!(" {word} ")),
            (true, true) => format!("all({})", texts.join(", ")),
            (true, false) => format!("any({})", texts.join(", ")),
        };
        let text = short(text, || format!("`{word}` of {} parts", list.len()));
        let why = why.filter(|_| list.len() > 1).map_or(String::new(), |why| format!(": {why}"));
        self.conclude(format!("{text} is {}{why}", so_far.name()));
        Ok((so_far, text))
    }
}

/// A part that itself joins others stands in parentheses.
fn bracketed(part: &Expr, text: String, join: Join) -> String {
    let loose = matches!((&part.node, join.all), (Node::Or(_), true) | (Node::And(_), false));
    if loose && !join.call { format!("({text})") } else { text }
}

fn short(text: String, other: impl Fn() -> String) -> String {
    let fits = |text: &String| text.chars().count() <= MOST_TEXT;
    if fits(&text) {
        return text;
    }
    let other = other();
    if fits(&other) { other } else { "the assertion".to_string() }
}
