//! Variables and what they stand for.
//!
//! In: quantifiers and what the environment says their sets hold. Out: one [`Bindings`] for each case, and
//! references with their variables replaced. Which facts there are is not asked here.

use super::MAX_INSTANCES;
use super::ast::{QualifierValue, Ref};
use super::environment::{Environment, Reference, Trouble, TroubleKind};
use super::quantify::{Quantifier, Set};
use std::sync::Arc;

/// The variables of one case. The one named `subject` is the subject of references without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bindings {
    list: Vec<Binding>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Binding {
    variable: String,
    /// What it runs through.
    run: Arc<[String]>,
    at: usize,
}

impl Bindings {
    /// No variables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A default subject alone, as for the derived facts of one subject.
    #[must_use]
    pub fn of_subject(subject: &str) -> Self {
        Self::new().with("subject", Arc::from([subject.to_string()]), 0)
    }

    /// One variable more: the item `at` of what it runs through; a variable of that name is replaced.
    #[must_use]
    pub fn with(mut self, variable: &str, run: Arc<[String]>, at: usize) -> Self {
        self.list.retain(|b| b.variable != variable);
        self.list.push(Binding { variable: variable.to_string(), run, at });
        self
    }

    /// What a variable stands for.
    #[must_use]
    pub fn get(&self, variable: &str) -> Option<&str> {
        let bound = self.list.iter().find(|b| b.variable == variable)?;
        bound.run.get(bound.at).map(String::as_str)
    }

    /// The variables and what they stand for, in the order they were bound; for messages.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().filter_map(|b| Some((b.variable.as_str(), b.run.get(b.at)?.as_str())))
    }

    /// What follows (or precedes) in the list a variable runs through.
    fn step(&self, variable: &str, forward: bool) -> Option<Option<&str>> {
        let bound = self.list.iter().find(|b| b.variable == variable)?;
        let at = if forward { bound.at.checked_add(1) } else { bound.at.checked_sub(1) };
        Some(at.and_then(|at| bound.run.get(at)).map(String::as_str))
    }
}

impl Ref {
    /// The variable that a single name is in this case.
    pub(super) fn variable<'b>(&self, bindings: &'b Bindings) -> Option<&'b str> {
        if self.is_bare() { bindings.get(&self.attribute) } else { None }
    }

    /// The reference in one case.
    ///
    /// # Errors
    /// [`TroubleKind::EndOfList`] for `next(x)` of the last, [`TroubleKind::Kind`] when there is no variable `x`.
    pub fn resolve(&self, bindings: &Bindings) -> Result<Reference, Trouble> {
        let of = |name: &str| bindings.get(name).unwrap_or(name).to_string();
        let qualifiers = self.qualifiers.iter().map(|q| {
            let value = match &q.value {
                QualifierValue::Token(token) => of(token),
                QualifierValue::Next(variable) => self.neighbour(variable, true, bindings)?,
                QualifierValue::Prev(variable) => self.neighbour(variable, false, bindings)?,
            };
            Ok((q.key.clone(), value))
        });
        Ok(Reference {
            subject: self.subject.as_deref().map(of).or_else(|| bindings.get("subject").map(str::to_string)),
            attribute: self.attribute.clone(),
            qualifiers: qualifiers.collect::<Result<_, Trouble>>()?,
            pick: self.pick,
            at: self.at.clone(),
        })
    }

    fn neighbour(&self, variable: &str, forward: bool, bindings: &Bindings) -> Result<String, Trouble> {
        let name = if forward { "next" } else { "prev" };
        match bindings.step(variable, forward) {
            Some(Some(item)) => Ok(item.to_string()),
            Some(None) => {
                let last = bindings.get(variable).unwrap_or(variable);
                let side = if forward { "after" } else { "before" };
                let message = format!("`{name}({variable})`: nothing comes {side} `{last}`");
                Err(Trouble::new(TroubleKind::EndOfList, self.at.clone(), message))
            }
            None => {
                let message = format!("`{name}({variable})`: unknown variable `{variable}`");
                Err(Trouble::new(TroubleKind::Kind, self.at.clone(), message))
            }
        }
    }
}

/// Every case of some quantifiers, the last variable running fastest; `base` holds what is bound already.
///
/// # Errors
/// What the environment says about a set, or that there are more than [`MAX_INSTANCES`] cases.
pub fn instances(
    quantifiers: &[Quantifier],
    base: &Bindings,
    environment: &dyn Environment,
) -> Result<Vec<Bindings>, Trouble> {
    let mut all = vec![base.clone()];
    for quantifier in quantifiers {
        let mut next = Vec::new();
        for bindings in &all {
            let run: Arc<[String]> = members(quantifier, bindings, environment)?.into();
            if next.len() + run.len() > MAX_INSTANCES {
                let message = format!("the variables have more than {MAX_INSTANCES} cases");
                return Err(Trouble::new(TroubleKind::Kind, quantifier.at.clone(), message));
            }
            next.extend((0..run.len()).map(|i| bindings.clone().with(&quantifier.variable, run.clone(), i)));
        }
        all = next;
    }
    Ok(all)
}

fn members(
    quantifier: &Quantifier,
    bindings: &Bindings,
    environment: &dyn Environment,
) -> Result<Vec<String>, Trouble> {
    match &quantifier.set {
        Set::Listed(list) => Ok(list.clone()),
        Set::Children(name) => {
            let name = bindings.get(name).unwrap_or(name).to_string();
            environment.members(&Set::Children(name), &quantifier.at)
        }
        set => environment.members(set, &quantifier.at),
    }
}
