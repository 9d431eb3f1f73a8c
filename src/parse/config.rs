//! `prepress.yaml`.
//!
//! In: its text. Out: a [`Config`]; keys that are missing have their defaults. Does not look at the
//! theme or at the folders it names.

use super::Roles;
use super::fields::Fields;
use super::freshness::freshness;
use super::yaml::{self, Node, Value};
use crate::diag::{Diagnosed, Diagnostic, Findings, Level, Levels};
use crate::doc::Role;
use crate::lints::{self, Group};
use crate::model::{Cards, Config};
use crate::text::{FileId, Spanned, suggestion, tail, word_meant};
use crate::value::Number;
use std::collections::BTreeMap;

/// Reads the configuration.
pub(crate) fn config(file: FileId, text: &str) -> Diagnosed<Config> {
    let mut findings = Findings::default();
    let mut config = Config { language: "en".to_owned(), ..Config::default() };
    let node = yaml::read(file, text, 0..text.len()).collect_into(&mut findings);
    let Ok(Some(node)) = node else {
        let message = "the configuration needs `title`";
        let missing = Diagnostic::new(&lints::MISSING_KEY, crate::text::Span::whole(file), message);
        findings.report(missing.caused_by(node.err()));
        return Diagnosed::new(config, findings);
    };
    let Some(mut fields) = Fields::of(&node, "the configuration", &mut findings) else {
        return Diagnosed::new(config, findings);
    };
    config.title = fields.required("title").map_or_else(String::new, |title| title.value);
    let id = fields.parsed("id", "a name of lower-case letters, digits and hyphens", |text| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (!text.is_empty() && text.bytes().all(plain)).then(|| text.to_owned())
    });
    config.id = id.map(|id| id.value);
    config.description = fields.text("description").map(|text| text.value.trim().to_owned());
    config.base_url = base_url(&mut fields);
    if let Some(language) = fields.text("language") {
        config.language = language.value;
    }
    let curl = |word: &str| match word {
        "curly" => Some(true),
        "as-typed" => Some(false),
        _ => None,
    };
    config.quotes = fields.parsed("quotes", "`curly` or `as-typed`", curl).map(|quotes| quotes.value);
    config.theme = fields.text("theme");
    config.repository = fields.text("repository").map(|text| text.value);
    config.card = fields.text("card");
    let cards = fields.parsed("cards", "`site`, `pages` or `none`", Cards::of_name);
    config.cards = cards.map_or_else(Cards::default, |cards| cards.value);
    config.app = fields.typed("app", "true or false").unwrap_or(false);
    config.nav = fields.texts("nav");
    config.ignore = ignore(&mut fields);
    config.levels = levels(&mut fields, &mut findings);
    config.pairs = pairs(&mut fields);
    config.roles = role_names(&mut fields);
    config.labels = labels(&mut fields);
    config.names = fields.texts("names").into_iter().map(|name| name.value).collect();
    config.freshness = freshness(&mut fields, &mut findings);
    if let Some(mut goal) =
        fields.node("coverage").and_then(|node| Fields::of(node, "a goal for coverage", &mut findings))
    {
        let share = "a percentage such as `90%`";
        config.coverage.minimum = goal.parsed("minimum", share, percent);
        config.coverage.new = goal.parsed("new", share, percent);
        goal.finish(&mut findings);
    }
    fields.finish(&mut findings);
    Diagnosed::new(config, findings)
}

/// Patterns of paths below `content/`, as `.gitignore` has them.
fn ignore(fields: &mut Fields<'_>) -> Vec<glob::Pattern> {
    let mut patterns = Vec::new();
    for text in fields.texts("ignore") {
        let plain =
            text.value.trim().trim_start_matches("content/").trim_start_matches('/').trim_end_matches('/');
        match glob::Pattern::new(plain) {
            Ok(pattern) if !plain.is_empty() => patterns.push(pattern),
            Ok(_) => {
                fields.wrong(text.span, "this pattern would pass over everything".to_owned());
            }
            Err(error) => {
                fields.wrong(text.span, format!("`{}` is no pattern of paths: {}", text.value, error.msg));
            }
        }
    }
    patterns
}

fn base_url(fields: &mut Fields<'_>) -> Option<String> {
    let url = fields.parsed("base-url", BASE_URL, |text| is_base_url(text).then(|| text.to_owned()))?;
    Some(with_slash(url.value))
}

/// What a base address has to be, in words.
pub(crate) const BASE_URL: &str = "an address that starts with https:// or http://";

/// Whether a text can be the address of a site.
pub(crate) fn is_base_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['?', '#', ' ', '"', '<']))
}

fn percent(text: &str) -> Option<Number> {
    let share = Number::parse(text.trim().strip_suffix('%')?.trim())?;
    (!share.is_negative() && share <= Number::from(100)).then_some(share)
}

/// A base address ends in a slash, so that paths can be appended.
pub(crate) fn with_slash(mut url: String) -> String {
    if !url.ends_with('/') {
        url.push('/');
    }
    url
}

fn levels(fields: &mut Fields<'_>, findings: &mut Findings) -> Levels {
    let mut levels = Levels::default();
    for (name, node) in fields.entries("lints") {
        let level_names = ["allow", "warn", "deny"];
        let Value::Scalar(word) = &node.value else {
            fields.wrong(node.span, "a level is one of `allow`, `warn` and `deny`".to_owned());
            continue;
        };
        let Some(level) = Level::parse(word) else {
            let near = word_meant(word, level_names);
            let message = format!("a level is one of `allow`, `warn` and `deny`, not `{word}`{}", tail(near));
            fields.wrong(node.span, message);
            // What follows from another level than the one that is meant is no news.
            if let Some(level) = near.and_then(Level::parse) {
                levels.set(&name.value, level).ok();
            }
            continue;
        };
        if levels.set(&name.value, level).is_err() {
            let known =
                lints::ALL.iter().map(|lint| lint.name).chain(Group::ALL.iter().map(|group| group.name()));
            let near = suggestion(&name.value, known);
            let message = format!("unknown lint or group `{}`{near}", name.value);
            findings.report(Diagnostic::new(&lints::UNKNOWN_LINT, name.span, message));
        }
    }
    levels
}

/// `pairs: [[one, other], …]`.
fn pairs(fields: &mut Fields<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let mut pairs = Vec::new();
    for node in fields.nodes("pairs") {
        let ids: Vec<Spanned<String>> = match &node.value {
            Value::List(items) => items.iter().filter_map(scalar).collect(),
            _ => Vec::new(),
        };
        match <[_; 2]>::try_from(ids) {
            Ok([one, other]) => pairs.push((one, other)),
            Err(_) => fields.wrong(node.span, "a pair is a list of two subjects, `[one, other]`".to_owned()),
        }
    }
    pairs
}

/// `labels: {pm: PM, day-before: The day before}`.
fn labels(fields: &mut Fields<'_>) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    for (id, node) in fields.entries("labels") {
        match scalar(node) {
            Some(words) => drop(labels.insert(id.value.clone(), words.value)),
            None => fields.wrong(node.span, format!("the label of `{}` is a text", id.value)),
        }
    }
    labels
}

fn scalar(node: &Node) -> Option<Spanned<String>> {
    match &node.value {
        Value::Scalar(text) => Some(Spanned::new(text.clone(), node.span)),
        _ => None,
    }
}

fn role_names(fields: &mut Fields<'_>) -> Vec<(crate::text::Spanned<String>, Vec<String>)> {
    let mut roles = Vec::new();
    for (role, node) in fields.entries("roles") {
        if Role::of_name(&role.value).is_none() {
            let names = Role::ALL.map(|(_, name, _)| name);
            let near = suggestion(&role.value, names);
            fields.wrong(role.span, format!("unknown role `{}`{near}", role.value));
            continue;
        }
        let headings = match &node.value {
            Value::Scalar(text) => vec![text.clone()],
            Value::List(items) => items
                .iter()
                .filter_map(|item| match &item.value {
                    Value::Scalar(text) => Some(text.clone()),
                    _ => None,
                })
                .collect(),
            _ => {
                fields.wrong(node.span, "a role has a list of heading texts".to_owned());
                continue;
            }
        };
        roles.push((role.clone(), headings));
    }
    roles
}

/// Headings that give a role on this site: the defaults and the configuration's own.
pub(crate) fn roles(config: &Config) -> Roles {
    let mut roles = Roles::new();
    for (role, _, headings) in Role::ALL {
        roles.extend(headings.iter().map(|heading| ((*heading).to_owned(), role)));
    }
    for (name, headings) in &config.roles {
        if let Some(role) = Role::of_name(&name.value) {
            roles.extend(headings.iter().map(|heading| (heading.trim().to_lowercase(), role)));
        }
    }
    roles
}
