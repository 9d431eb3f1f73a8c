//! `attributes.yaml`: typed properties.
//!
//! In: the file's tree. Out: attribute definitions as written. Does not judge units or examples: that
//! takes the value grammar.

use super::{records, value_of, values_of};
use crate::diag::{Findings, Reported};
use crate::model::{AttributeDef, Data, Freshness};
use crate::parse::fields::Fields;
use crate::parse::freshness::freshness;
use crate::parse::yaml::{Node, Value};
use crate::text::Spanned;

const DIRECTIONS: [&str; 3] = ["higher-is-better", "lower-is-better", "neutral"];

pub(super) fn attributes(
    node: &Node,
    _: &str,
    data: &mut Data,
    findings: &mut Findings,
) -> Result<(), Reported> {
    for (id, mut fields) in records(node, "an attribute", data, findings)? {
        let kind = fields.needed("type");
        let mut def = AttributeDef {
            id: id.clone(),
            label: value_of(fields.required("label")).unwrap_or_else(|| id.value.clone()),
            untyped: kind.as_ref().err().copied(),
            kind: kind.unwrap_or_else(|_| Spanned::new("text".to_owned(), id.span)),
            unit: fields.text("unit"),
            shape: fields.texts("shape"),
            direction: fields.choice("direction", &DIRECTIONS).map_or("neutral", |d| d.value),
            headline: fields.text("headline"),
            step: fields.text("step"),
            qualifiers: qualifiers(&mut fields),
            match_mode: fields.text("match"),
            hedged: None,
            rounding_cap: None,
            freshness: Freshness::default(),
            has_freshness: false,
            plausible: fields.text("plausible"),
            min_sources: fields.typed("min-sources", "a whole number").unwrap_or(1),
            nouns: values_of(fields.texts("nouns")),
            values: enum_values(&mut fields),
            words: (Vec::new(), Vec::new()),
            example: fields.text("example"),
            description: value_of(fields.text("description")),
            group: value_of(fields.text("group")),
        };
        if let Some(mut inner) =
            fields.node("tolerance").and_then(|node| Fields::of(node, "a tolerance", findings))
        {
            def.hedged = inner.text("hedged");
            def.rounding_cap = inner.text("rounding-cap");
            inner.finish(findings);
        }
        let freshness = freshness(&mut fields, findings);
        def.has_freshness = freshness.is_some();
        def.freshness = freshness.unwrap_or_default();
        if let Some(mut inner) =
            fields.node("words").and_then(|node| Fields::of(node, "words for true and false", findings))
        {
            def.words = (values_of(inner.texts("true")), values_of(inner.texts("false")));
            inner.finish(findings);
        }
        data.attributes.push(def);
        fields.finish(findings);
    }
    Ok(())
}

fn qualifiers(fields: &mut Fields<'_>) -> Vec<(Spanned<String>, bool)> {
    let mut out = Vec::new();
    for (name, node) in fields.entries("qualifiers") {
        match &node.value {
            Value::Scalar(word) if word == "required" => out.push((name.clone(), true)),
            Value::Scalar(word) if word == "optional" => out.push((name.clone(), false)),
            _ => {
                fields.wrong(node.span, format!("the qualifier `{}` is `required` or `optional`", name.value))
            }
        }
    }
    out
}

/// `{id: [aliases]}` or a plain list of ids.
fn enum_values(fields: &mut Fields<'_>) -> Vec<(Spanned<String>, Vec<String>)> {
    match fields.node("values").map(|node| &node.value) {
        Some(Value::Map(entries)) => {
            let one = |(id, node): &(Spanned<String>, Node)| {
                let aliases = match node.value {
                    Value::Null => Vec::new(),
                    _ => fields.words(node, || format!("an alias of `{}`", id.value)),
                };
                (id.clone(), values_of(aliases))
            };
            entries.iter().map(one).collect()
        }
        Some(_) => fields.texts("values").into_iter().map(|id| (id, Vec::new())).collect(),
        None => Vec::new(),
    }
}
