//! Attributes: from what the data says to a schema that values are read by.
//!
//! In: an attribute's definition. Out: a [`Schema`] and findings on its unit, words, tolerances and
//! example. Does not read facts.

use crate::diag::{Diagnostic, Findings, Reported};
use crate::lints;
use crate::model::AttributeDef;
use crate::text::{Spanned, word_suggestion};
use crate::value::{EnumValue, Kind, Ladder, LevelPattern, MatchMode, Number, Schema, read_stored};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The schema of an attribute, and the fault when its type or its unit cannot be read: the schema is one of text
/// then, and no value is read by it.
pub(crate) fn schema(def: &AttributeDef, findings: &mut Findings) -> (Schema, Option<Reported>) {
    let text = || Schema::new(Kind::Text, None).expect("text needs no unit");
    if def.untyped.is_some() {
        return (text(), def.untyped);
    }
    let Ok(kind) = def.kind.value.parse::<Kind>() else {
        let near = word_suggestion(&def.kind.value, Kind::ALL.iter().map(|kind| kind.name()));
        let known = Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
        let message = format!("unknown type `{}`{near}", def.kind.value);
        let finding = Diagnostic::new(&lints::WRONG_VALUE, def.kind.span, message)
            .help(format!("the types are {known}"));
        return (text(), Some(findings.report(finding)));
    };
    let unit = def.unit.as_ref().map(|unit| unit.value.as_str());
    let mut schema = match Schema::new(kind, unit) {
        Ok(schema) => schema,
        Err(error) => {
            let span = def.unit.as_ref().map_or(def.kind.span, |unit| unit.span);
            let finding = Diagnostic::new(&lints::WRONG_VALUE, span, error.to_string());
            return (text(), Some(findings.report(finding)));
        }
    };
    if kind == Kind::Count {
        schema = schema.with_nouns(def.nouns.iter());
    }
    schema = schema.with_name(&format!("{} {}", def.label, def.id.value));
    schema = schema.with_words(def.words.0.clone(), def.words.1.clone());
    if kind == Kind::Level {
        schema = schema.with_levels(levels(def, findings));
    } else {
        let values = def
            .values
            .iter()
            .map(|(id, aliases)| EnumValue { id: id.value.clone(), aliases: aliases.clone() });
        schema = schema.with_values(values.collect());
    }
    settings(def, &mut schema, findings);
    if let Some(example) = &def.example
        && let Err(error) = read_stored(&example.value, &schema)
    {
        let message =
            format!("the example of `{}` cannot be read as {}: {}", def.id.value, kind.noun(), error.message);
        findings.report(Diagnostic::new(&lints::EXAMPLE_UNREADABLE, example.span, message));
    }
    (schema, None)
}

/// Counts of other things are other figures: each count knows the nouns of the others.
pub(crate) fn tell_nouns_apart(schemas: &mut [Schema]) {
    let count = |schema: &&Schema| schema.kind == Kind::Count;
    let all: BTreeSet<String> =
        schemas.iter().filter(count).flat_map(|s| &s.nouns).map(|words| words.join(" ")).collect();
    let all = Schema::forms_of(all);
    for schema in schemas.iter_mut().filter(|schema| schema.kind == Kind::Count) {
        schema.other_nouns = Arc::clone(&all);
    }
}

/// What lies between two values of a scale.
fn step(def: &AttributeDef, schema: &mut Schema, findings: &mut Findings) {
    let Some(text) = &def.step else { return };
    let step = Number::parse(text.value.trim()).filter(|n| !n.is_zero() && !n.is_negative());
    let message = match (schema.kind, step) {
        (Kind::Scale, Some(step)) => {
            schema.step = Some(step);
            return;
        }
        (Kind::Scale, None) => format!("a step is a number such as `0.5`, not `{}`", text.value),
        (kind, _) => format!("only a scale has a step, an attribute of type {kind} has none"),
    };
    findings.report(Diagnostic::new(&lints::WRONG_VALUE, text.span, message));
}

/// The levels of an attribute, without a word about what is wrong with them.
pub(crate) fn level_pattern(def: &AttributeDef) -> LevelPattern {
    levels(def, &mut Findings::default())
}

fn levels(def: &AttributeDef, findings: &mut Findings) -> LevelPattern {
    let mut pattern = LevelPattern::default();
    let (mut none, mut rungs) = (Vec::new(), Vec::new());
    for (name, aliases) in &def.values {
        match name.value.as_str() {
            "pattern" => match LevelPattern::parse(aliases.first().map_or("", String::as_str)) {
                Ok(read) => pattern = read,
                Err(message) => {
                    findings.report(Diagnostic::new(&lints::WRONG_VALUE, name.span, message));
                }
            },
            "none" => none.clone_from(aliases),
            "scale" => match aliases.first().and_then(|scale| Ladder::known(scale)) {
                Some(ladder) => pattern = LevelPattern::ordered(ladder),
                None => {
                    let known: Vec<_> = Ladder::known_names().collect();
                    let message = format!("the scales with a name are {}", known.join(", "));
                    findings.report(
                        Diagnostic::new(&lints::WRONG_VALUE, name.span, message)
                            .help("list the levels of another scale in `values`, the lowest first"),
                    );
                }
            },
            _ => rungs.push((name.value.clone(), aliases.clone())),
        }
    }
    if let [only] = rungs.as_slice() {
        let message = format!("an order needs more than one level, and this is `{}` alone", only.0);
        let span = def.values.first().map_or(def.id.span, |(name, _)| name.span);
        findings.report(
            Diagnostic::new(&lints::WRONG_VALUE, span, message)
                .help("list all levels, the lowest first, or write `pattern`, `scale` or `none`"),
        );
    } else if !rungs.is_empty() {
        pattern = LevelPattern::ordered(Ladder::new(rungs));
    }
    pattern.with_none(none)
}

/// The statistics that an attribute may name; percentiles apart.
const STATISTICS: [&str; 6] = ["min", "max", "mid", "median", "mean", "n"];

fn unknown<'a>(what: &str, name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let all = known.clone().into_iter().collect::<Vec<_>>().join(", ");
    format!("unknown {what} `{name}`{}; there are {all}", word_suggestion(name, known).trim_end_matches('?'))
}

fn settings(def: &AttributeDef, schema: &mut Schema, findings: &mut Findings) {
    step(def, schema, findings);
    let mut wrong = |text: &Spanned<String>, message: String| {
        findings.report(Diagnostic::new(&lints::WRONG_VALUE, text.span, message));
    };
    if let Some(mode) = def.match_mode.as_ref() {
        match mode.value.parse() {
            Ok(parsed) => schema.match_mode = parsed,
            Err(_) => {
                wrong(mode, unknown("match mode", &mode.value, MatchMode::ALL.iter().map(|mode| mode.name())))
            }
        }
    }
    if let Some(headline) = def.headline.as_ref() {
        match headline.value.parse() {
            Ok(stat) => schema.headline = stat,
            Err(_) => wrong(headline, unknown("statistic", &headline.value, STATISTICS)),
        }
    }
    if let Some(text) = def.hedged.as_ref() {
        match schema.margin(&text.value) {
            Ok(margin) => schema.hedged = margin,
            Err(error) => wrong(text, error.to_string()),
        }
    }
    if let Some(text) = def.rounding_cap.as_ref() {
        match schema.margin(&text.value) {
            Ok(crate::value::Margin::Share(share)) => schema.rounding_cap = share,
            Ok(crate::value::Margin::Absolute(_)) => {
                wrong(text, "the cap on rounding is a percentage".to_owned())
            }
            Err(error) => wrong(text, error.to_string()),
        }
    }
    for shape in &def.shape {
        let known = ["point", "range", "bound", "distribution"];
        if !known.contains(&shape.value.as_str()) {
            let near = word_suggestion(&shape.value, known);
            wrong(
                shape,
                format!(
                    "a shape is one of point, range, bound and distribution, not `{}`{near}",
                    shape.value
                ),
            );
        }
    }
}
