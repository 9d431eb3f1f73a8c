//! What attributes and facts leave unsaid because the site, the file or the attribute says it.
//!
//! In: attributes and facts as written, and the configuration. Out: attributes with the limits of the site; facts with
//! the qualifiers of their file, with the name of the qualifier that the cells of a table are values of, and with an
//! id. A table whose attribute leaves open which qualifier is meant is a finding, and its facts are left out. Reads no
//! value.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::{AttributeDef, CommonQualifiers, Config, Data, FactDef, FactDefId, Table};
use crate::text::{Spanned, suggestion};
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;

type Attributes<'a> = HashMap<&'a str, &'a AttributeDef>;

/// Completes attributes and facts.
pub(super) fn complete(data: &mut Data, config: &Config, findings: &mut Findings) {
    if let Some(freshness) = config.freshness {
        for attribute in data.attributes.iter_mut().filter(|attribute| !attribute.has_freshness) {
            attribute.freshness = freshness;
        }
    }
    let Data { attributes, facts, common, left_out, incomplete, .. } = data;
    let mut known = Attributes::new();
    for attribute in attributes.iter() {
        known.entry(&attribute.id.value).or_insert(attribute);
    }
    for group in std::mem::take(common) {
        share(&group, facts, &known, *incomplete, findings);
    }
    facts.retain_mut(|def| {
        let Some(attribute) = known.get(def.attribute.value.as_str()) else { return true };
        if let Some(cell) = def.cell.clone() {
            match column(def, attribute) {
                Ok(name) => Arc::make_mut(def).at.push((Spanned::new(name, cell.span), cell)),
                Err(finding) => {
                    let reported = findings.report(*finding);
                    left_out.push((def.subject.value.clone(), def.attribute.value.clone(), reported));
                    return false;
                }
            }
        }
        if !def.has_id {
            name(Arc::make_mut(def), attribute);
        }
        true
    });
}

/// Gives the qualifiers of a file to those of its facts whose attributes have them.
fn share(
    group: &CommonQualifiers,
    facts: &mut Table<FactDefId, Arc<FactDef>>,
    known: &Attributes<'_>,
    incomplete: Option<Reported>,
    findings: &mut Findings,
) {
    for (key, value) in &group.at {
        let (mut taken, mut names) = (false, Vec::new());
        for number in group.numbers() {
            let def = &facts[number];
            let Some(attribute) = known.get(def.attribute.value.as_str()) else {
                // The attribute is reported; whether it has the qualifier cannot be known.
                taken = true;
                continue;
            };
            names.extend(attribute.qualifiers.iter().map(|(name, _)| name.value.as_str()));
            let has = attribute.qualifiers.iter().any(|(name, _)| name.value == key.value);
            if has && def.at.iter().all(|(own, _)| own.value != key.value) {
                Arc::make_mut(&mut facts[number]).at.push((key.clone(), value.clone()));
                taken = true;
            }
        }
        if taken {
            continue;
        }
        let finding = if names.contains(&key.value.as_str()) {
            let message = format!("no fact of this file takes the default `{}`", key.value);
            Diagnostic::new(&lints::UNUSED_DEFAULT, key.span, message).help("remove it")
        } else {
            let near = suggestion(&key.value, names.iter().copied());
            let message = format!("`{}` is not a qualifier of any attribute in this file{near}", key.value);
            Diagnostic::new(&lints::UNKNOWN_QUALIFIER, key.span, message)
        };
        findings.report(finding.caused_by(incomplete));
    }
}

/// The qualifier that a cell is a value of: the one that nothing else says.
fn column(def: &FactDef, attribute: &AttributeDef) -> Result<String, Box<Diagnostic>> {
    let names = || attribute.qualifiers.iter().map(|(name, _)| name.value.as_str());
    let open: Vec<&str> = names().filter(|name| def.at.iter().all(|(own, _)| own.value != *name)).collect();
    let id = &attribute.id.value;
    let finding = |lint, message: String| {
        let finding = Diagnostic::new(lint, def.attribute.span, message);
        finding.related(attribute.id.span, "declared here")
    };
    match open.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] if names().next().is_none() => {
            let message = format!("`{id}` has no qualifier, so it has one value and no table");
            Err(Box::new(finding(&lints::UNKNOWN_QUALIFIER, message).help(
                "write one value, or declare what the cells are values of: `qualifiers: {part: required}`",
            )))
        }
        [] => {
            let message = format!("the qualifiers of `{id}` are all given: a table needs one that is open");
            Err(Box::new(finding(&lints::UNKNOWN_QUALIFIER, message).help("take it out of `at`")))
        }
        [one, ..] => {
            let message =
                format!("`{id}` has more than one qualifier, so a table leaves open which is meant");
            let rest: Vec<String> = open[1..].iter().map(|name| format!("{name}: …")).collect();
            Err(Box::new(
                finding(&lints::MISSING_QUALIFIER, message)
                    .label(format!("they are {}", open.join(", ")))
                    .help(format!(
                        "write at the top of the file what all its facts share, such as `at: {{{}}}`, or write facts with `at: {{{one}: …, {}}}`",
                        rest.join(", "),
                        rest.join(", ")
                    )),
            ))
        }
    }
}

/// The id of a fact that has none: its attribute and the values of its qualifiers, in the order of the attribute.
fn name(def: &mut FactDef, attribute: &AttributeDef) {
    let value = |key: &str| def.at.iter().find(|(own, _)| own.value == key).map(|(_, value)| value);
    let values = attribute.qualifiers.iter().filter_map(|(key, _)| value(&key.value));
    let parts = std::iter::once(def.attribute.value.clone()).chain(values.map(|value| plain(&value.value)));
    def.id.value = parts.collect::<Vec<_>>().join("-");
}

/// A value of a qualifier as part of an id.
fn plain(value: &str) -> String {
    let fits = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '-' || c == '.';
    value.to_lowercase().chars().map(|c| if fits(c) { c } else { '-' }).collect()
}
