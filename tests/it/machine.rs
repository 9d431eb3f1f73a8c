//! Files for programs: `facts.json` against its schema, pages as Markdown, feeds, JSON-LD.

use crate::site::{self, Done};
use prepress::site::Content;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn guide() -> Done {
    site::build(site::read(root()))
}

fn case() -> site::Site {
    site::read(&root().join("tests/cases/pages/reports/site"))
}

fn json(done: &Done, path: &str) -> Value {
    serde_json::from_str(&done.page(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The part of JSON Schema 2020-12 that the schema uses; anything else is an error.
struct Validator<'a> {
    schema: &'a Value,
    wrong: Vec<String>,
}

impl Validator<'_> {
    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut inner = Validator { schema: self.schema, wrong: Vec::new() };
        inner.check(schema, value, "");
        inner.wrong.is_empty()
    }

    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            let holds = match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" => true,
                "$ref" => {
                    let path = rule.as_str().expect("a path").trim_start_matches('#');
                    let target = self.schema.pointer(path).unwrap_or_else(|| panic!("no {path}"));
                    self.check(target, value, at);
                    true
                }
                "anyOf" => rule.as_array().expect("a list").iter().any(|one| self.fits(one, value)),
                "const" => rule == value,
                "enum" => rule.as_array().expect("a list").contains(value),
                "type" => match rule {
                    Value::Array(all) => all.iter().any(|name| is(name, value)),
                    one => is(one, value),
                },
                "pattern" => {
                    value.as_str().is_none_or(|text| matches(rule.as_str().expect("a pattern"), text))
                }
                "required" => {
                    let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                    value.as_object().is_none_or(|fields| names.into_iter().all(|n| fields.contains_key(n)))
                }
                "properties" => {
                    for (name, inner) in rule.as_object().expect("an object") {
                        if let Some(field) = value.get(name) {
                            self.check(inner, field, &format!("{at}/{name}"));
                        }
                    }
                    true
                }
                "additionalProperties" => {
                    let known = schema.get("properties").and_then(Value::as_object);
                    let fields = value.as_object().into_iter().flatten();
                    for (name, field) in fields.filter(|(n, _)| known.is_none_or(|k| !k.contains_key(*n))) {
                        match rule {
                            Value::Bool(false) => self.wrong.push(format!("{at}: unknown `{name}`")),
                            rule => self.check(rule, field, &format!("{at}/{name}")),
                        }
                    }
                    true
                }
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}/{number}"));
                    }
                    true
                }
                "minItems" => {
                    value.as_array().is_none_or(|all| all.len() as u64 >= rule.as_u64().expect("n"))
                }
                "maxItems" => {
                    value.as_array().is_none_or(|all| all.len() as u64 <= rule.as_u64().expect("n"))
                }
                "uniqueItems" => value.as_array().is_none_or(|all| {
                    all.iter().map(ToString::to_string).collect::<BTreeSet<_>>().len() == all.len()
                }),
                other => panic!("this validator does not know `{other}`"),
            };
            if !holds {
                self.wrong.push(format!("{at}: {value} breaks {keyword} {rule}"));
            }
        }
    }
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no type {other}"),
    }
}

/// The patterns of the schema, by hand.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match pattern {
        "^-?[0-9]+(\\.[0-9]+)?$" => {
            let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
            digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(part)
        }
        "^blake3:[0-9a-f]{64}$" => text
            .strip_prefix("blake3:")
            .is_some_and(|hash| hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())),
        "^[0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?$" => prepress::model::PartialDate::parse(text).is_some(),
        other => panic!("this validator does not know the pattern {other}"),
    }
}

fn problems(done: &Done, value: &Value) -> Vec<String> {
    let schema = json(done, "facts.schema.json");
    let mut validator = Validator { schema: &schema, wrong: Vec::new() };
    validator.check(&schema, value, "");
    validator.wrong
}

#[test]
fn the_facts_fit_their_schema() {
    for done in [guide(), site::build(case())] {
        let facts = json(&done, "facts.json");
        let wrong = problems(&done, &facts);
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(!facts["facts"].as_array().expect("facts").is_empty());
    }
}

#[test]
fn the_schema_refuses_what_is_not_in_it() {
    let done = site::build(case());
    let facts = json(&done, "facts.json");
    let changes: [(&str, Value); 5] = [
        ("/facts/0/rank", "best".into()),
        ("/facts/0/hash", "sha256:0".into()),
        ("/facts/1/value/min", 90.into()),
        ("/facts/1/as-of", "May".into()),
        ("/schema", "prepress-facts/2".into()),
    ];
    for (place, value) in changes {
        let mut changed = facts.clone();
        *changed.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = value;
        assert!(!problems(&done, &changed).is_empty(), "{place} is not checked");
    }
}

#[test]
fn a_disputed_number_is_never_a_plain_one() {
    let done = site::build(case());
    let facts = json(&done, "facts.json");
    let length = &facts["facts"][0];
    assert_eq!(length["id"], "exam/length");
    assert!(length["value"].is_null(), "{length}");
    assert_eq!(length["dispute"]["reports"][1]["value"]["min"], "3");
    assert!(length["status"].as_array().expect("a list").contains(&"disputed".into()));
}

#[test]
fn the_hash_of_a_fact_follows_its_data_and_not_the_pages() {
    let hashes = |site: site::Site| {
        let facts = json(&site::build(site), "facts.json");
        let hash = |fact: &Value| fact["hash"].as_str().expect("a hash").to_owned();
        facts["facts"].as_array().expect("facts").iter().map(hash).collect::<Vec<_>>()
    };
    let change = |path: &str, from: &str, to: &str| {
        let mut site = case();
        let text = site.values().zip(site.keys()).find_map(|(content, name)| match content {
            Content::Text(text) if name.as_str() == path => Some(text.to_string()),
            _ => None,
        });
        let text = text.expect("the file");
        assert!(text.contains(from), "{path} has no {from}");
        site::put(&mut site, path, &text.replace(from, to));
        hashes(site)
    };
    let before = hashes(case());
    assert_eq!(before, change("content/day.md", "in cash", "in coins"));
    let after = change("content/data/facts/exam.yaml", "$90", "$91");
    let changed: Vec<usize> = (0..before.len()).filter(|n| before[*n] != after[*n]).collect();
    assert_eq!(changed, [1]);
}
