//! From a fact reference to the one fact it means (claims.md 2.3).
//!
//! In: a reference and the page's default subject. Out: a fact, or why there is not exactly one.
//! No heuristics: the same reference means the same fact everywhere.

use super::facts::Facts;
use super::ids::{Ids, near};
use crate::diag::Diagnostic;
use crate::lints;
use crate::model::{Data, Rank};
use crate::parse::FactRef;
use crate::text::{Span, did_you_mean};

/// Finds the fact of a reference; a finding says what stands in the way.
pub(crate) fn fact(
    reference: &FactRef,
    default: Option<usize>,
    span: Span,
    data: &Data,
    facts: &Facts,
    ids: &Ids,
) -> Result<usize, Box<Diagnostic>> {
    let subject = subject(reference, default, span, data, ids)?;
    let found = candidates(reference, subject, span, data, facts, ids)?;
    let best = live(found, reference, facts);
    match best.as_slice() {
        [one] => Ok(*one),
        [] => Err(unknown(reference, subject, span, data, facts)),
        many => {
            let mut finding = Diagnostic::new(
                &lints::AMBIGUOUS_REFERENCE,
                span,
                format!("this matches {} facts", many.len()),
            );
            for number in many {
                let fact = &facts.items[*number];
                finding = finding.related(data.facts[fact.def].id.span, at(&fact.at));
            }
            let keys = many.first().map_or_else(String::new, |n| {
                facts.items[*n].at.iter().map(|(_, v)| v.as_str()).collect::<Vec<_>>().join(",")
            });
            Err(Box::new(finding.help(format!("name the qualifiers: `{}@{keys}`", reference.attribute))))
        }
    }
}

fn subject(
    reference: &FactRef,
    default: Option<usize>,
    span: Span,
    data: &Data,
    ids: &Ids,
) -> Result<usize, Box<Diagnostic>> {
    match &reference.subject {
        Some(id) => ids.subjects.get(id).copied().ok_or_else(|| {
            let near = near(id, &ids.subjects);
            let message = format!("there is no subject `{id}`{near}");
            Box::new(Diagnostic::new(&lints::UNKNOWN_FACT, span, message))
        }),
        None => default.ok_or_else(|| {
            let finding = Diagnostic::new(
                &lints::NO_DEFAULT_SUBJECT,
                span,
                format!("`{}` needs a subject: the page sets none", reference.attribute),
            );
            let owner = data.facts.iter().find(|fact| fact.attribute.value == reference.attribute);
            let example = owner.map_or("subject", |fact| fact.subject.value.as_str());
            Box::new(finding.help(format!(
                "write `fact:{example}/{}`, or set `subject:` in the front matter",
                reference.attribute
            )))
        }),
    }
}

/// Facts of the subject that have all the qualifiers asked for.
fn candidates(
    reference: &FactRef,
    subject: usize,
    span: Span,
    data: &Data,
    facts: &Facts,
    ids: &Ids,
) -> Result<Vec<usize>, Box<Diagnostic>> {
    let Some(&attribute) = ids.attributes.get(&reference.attribute) else {
        // A fact's own id stands for it where no attribute has that name.
        return facts
            .by_id(subject, &reference.attribute)
            .map(|number| vec![number])
            .ok_or_else(|| unknown(reference, subject, span, data, facts));
    };
    let names = &data.attributes[attribute].qualifiers;
    let mut wanted = Vec::new();
    for (key, value) in &reference.qualifiers {
        let key = match (key, names.first()) {
            (Some(key), _) => key.as_str(),
            (None, Some((first, _))) => first.value.as_str(),
            (None, None) => {
                let message =
                    format!("`{}` has no qualifiers, so `@{value}` means nothing", reference.attribute);
                return Err(Box::new(Diagnostic::new(&lints::UNKNOWN_QUALIFIER, span, message)));
            }
        };
        if !names.iter().any(|(name, _)| name.value == key) {
            let known: Vec<_> = names.iter().map(|(name, _)| name.value.as_str()).collect();
            let near = crate::text::suggestion(key, known.iter().copied());
            let message = format!("`{key}` is not a qualifier of {}{near}", reference.attribute);
            return Err(Box::new(Diagnostic::new(&lints::UNKNOWN_QUALIFIER, span, message)));
        }
        wanted.push((key, value.as_str()));
    }
    let has = |number: &usize| {
        let fact = &facts.items[*number];
        wanted.iter().all(|(key, value)| fact.at.iter().any(|(k, v)| k == key && v == value))
    };
    Ok(facts.of(subject, attribute).iter().copied().filter(has).collect())
}

/// Drops deprecated facts, then those whose time has ended, then keeps the preferred, if any.
fn live(mut found: Vec<usize>, reference: &FactRef, facts: &Facts) -> Vec<usize> {
    let fact = |number: &usize| &facts.items[*number];
    if found.len() > 1 || !reference.qualifiers.is_empty() {
        let rest: Vec<_> = found.iter().copied().filter(|n| fact(n).rank != Rank::Deprecated).collect();
        if !rest.is_empty() {
            found = rest;
        }
    }
    let year_asked = reference.qualifiers.iter().any(|(key, _)| key.as_deref() == Some("year"));
    if found.len() > 1 && !year_asked {
        found.retain(|n| !fact(n).ended);
    }
    if found.iter().any(|n| fact(n).rank == Rank::Preferred) {
        found.retain(|n| fact(n).rank == Rank::Preferred);
    }
    // A fact without qualifiers answers a reference without qualifiers.
    if found.len() > 1 && reference.qualifiers.is_empty() {
        let bare: Vec<_> = found.iter().copied().filter(|n| fact(n).at.is_empty()).collect();
        if bare.len() == 1 {
            return bare;
        }
    }
    found
}

fn unknown(reference: &FactRef, subject: usize, span: Span, data: &Data, facts: &Facts) -> Box<Diagnostic> {
    let owner = &data.subjects[subject].id.value;
    let asked = match reference.qualifiers.as_slice() {
        [] => format!("{owner}/{}", reference.attribute),
        quals => {
            let quals: Vec<_> = quals
                .iter()
                .map(|(key, value)| key.as_ref().map_or(value.clone(), |key| format!("{key}={value}")))
                .collect();
            format!("{owner}/{}@{}", reference.attribute, quals.join(","))
        }
    };
    let attribute = |fact: &super::facts::Fact| data.attributes[fact.attribute].id.value.as_str();
    let own: Vec<_> = facts.items.iter().filter(|fact| fact.subject == subject).collect();
    let same: Vec<_> = own.iter().filter(|fact| attribute(fact) == reference.attribute).collect();
    let mut finding = Diagnostic::new(&lints::UNKNOWN_FACT, span, format!("there is no fact `{asked}`"));
    if same.is_empty() {
        let elsewhere = facts.items.iter().find(|fact| attribute(fact) == reference.attribute);
        if let Some(near) = did_you_mean(&reference.attribute, own.iter().map(|fact| attribute(fact))) {
            finding.message.push_str(&format!("; did you mean `{owner}/{near}`?"));
        } else if let Some(other) = elsewhere {
            let id = &data.subjects[other.subject].id.value;
            finding.message.push_str(&format!("; did you mean `{id}/{}`?", reference.attribute));
        }
    } else {
        for fact in same {
            finding = finding.related(data.facts[fact.def].id.span, at(&fact.at));
        }
    }
    Box::new(finding)
}

/// Qualifiers as words: `level=senior, year=2026`.
pub(crate) fn at(at: &[(String, String)]) -> String {
    if at.is_empty() {
        return "without qualifiers".to_owned();
    }
    at.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ")
}
