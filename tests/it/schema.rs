//! Schemas for editors, held against the parser.
//!
//! In: for each mapping a file with the key `zzz` in it. Out: the keys that the parser then lists are the properties that
//! the schema has there, each with a description. Does not validate files: the parser does.

use crate::desk::Desk;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The schema, the mapping in it (a JSON pointer), a file, and its text.
const MAPPINGS: &[(&str, &str, &str, &str)] = &[
    ("config", "", "prepress.yaml", "title: T\nzzz: 1\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: comparison\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: checklist\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: process\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: questions\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: principles\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: rubric\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: plan\nzzz: 1\n---\n"),
    ("page", "", "content/zzz.md", "---\ntitle: T\nkind: worksheet\nzzz: 1\n---\n"),
    ("worksheets", "", "content/data/worksheets/zzz.yaml", "title: T\nzzz: 1\n"),
    ("worksheets", "/$defs/part", "content/data/worksheets/zzz.yaml", "title: T\nparts: [{zzz: 1}]\n"),
    (
        "worksheets",
        "/$defs/field",
        "content/data/worksheets/zzz.yaml",
        "title: T\nparts: [{fields: [{zzz: 1}]}]\n",
    ),
    (
        "worksheets",
        "/$defs/ticks",
        "content/data/worksheets/zzz.yaml",
        "title: T\nparts: [{ticks: [{zzz: 1}]}]\n",
    ),
    (
        "worksheets",
        "/$defs/through",
        "content/data/worksheets/zzz.yaml",
        "title: T\nparts: [{matrix: {zzz: 1}}]\n",
    ),
    (
        "worksheets",
        "/$defs/expected",
        "content/data/worksheets/zzz.yaml",
        "title: T\nparts: [{questions: {zzz: 1}}]\n",
    ),
    (
        "worksheets",
        "/$defs/choice",
        "content/data/worksheets/zzz.yaml",
        "title: T\nparts: [{choice: {zzz: 1}}]\n",
    ),
    (
        "worksheets",
        "/$defs/statement",
        "content/data/worksheets/zzz.yaml",
        "title: T\nparts: [{choice: {statements: [{zzz: 1}]}}]\n",
    ),
    ("subjects", "/$defs/subject", "content/data/subjects.yaml", "a: {zzz: 1}\n"),
    ("attributes", "/$defs/attribute", "content/data/attributes.yaml", "a: {zzz: 1}\n"),
    ("sources", "/$defs/source", "content/data/sources.yaml", "a: {zzz: 1}\n"),
    ("facts", "", "content/data/facts/zzz.yaml", "subject: a\nzzz: 1\n"),
    ("facts", "/$defs/fact", "content/data/facts/zzz.yaml", "subject: a\nfacts: [{id: b, zzz: 1}]\n"),
    (
        "facts",
        "/$defs/dispute",
        "content/data/facts/zzz.yaml",
        "subject: a\nfacts: [{id: b, dispute: {zzz: 1}}]\n",
    ),
    (
        "facts",
        "/$defs/report",
        "content/data/facts/zzz.yaml",
        "subject: a\nfacts: [{id: b, reports: [{value: 1, zzz: 1}]}]\n",
    ),
    ("rules", "/$defs/rule", "content/data/rules.yaml", "a: {zzz: 1}\n"),
    ("glossary", "/$defs/term", "content/data/glossary.yaml", "a: {zzz: 1}\n"),
    ("checklists", "", "content/data/checklists/zzz.yaml", "title: T\nzzz: 1\n"),
    ("checklists", "/$defs/item", "content/data/checklists/zzz.yaml", "title: T\nitems: [{zzz: 1}]\n"),
    ("questions", "", "content/data/questions/zzz.yaml", "zzz: 1\n"),
    ("questions", "/$defs/question", "content/data/questions/zzz.yaml", "questions: [{zzz: 1}]\n"),
    ("principles", "", "content/data/principles/zzz.yaml", "title: T\nzzz: 1\n"),
    (
        "principles",
        "/$defs/principle",
        "content/data/principles/zzz.yaml",
        "title: T\nprinciples: [{zzz: 1}]\n",
    ),
    ("processes", "", "content/data/processes/zzz.yaml", "title: T\nzzz: 1\n"),
    ("processes", "/$defs/stage", "content/data/processes/zzz.yaml", "title: T\nstages: [{zzz: 1}]\n"),
    ("rubrics", "", "content/data/rubrics/zzz.yaml", "title: T\nzzz: 1\n"),
    ("rubrics", "/$defs/competency", "content/data/rubrics/zzz.yaml", "title: T\ncompetencies: [{zzz: 1}]\n"),
    ("plans", "", "content/data/plans/zzz.yaml", "title: T\nzzz: 1\n"),
    ("plans", "/$defs/part", "content/data/plans/zzz.yaml", "title: T\nparts: [{zzz: 1}]\n"),
    (
        "plans",
        "/$defs/task",
        "content/data/plans/zzz.yaml",
        "title: T\nparts: [{title: P, tasks: [{zzz: 1}]}]\n",
    ),
];

/// The keys that the parser lists where it meets `zzz`.
fn parsed(file: &str, text: &str) -> BTreeSet<String> {
    let desk = Desk::new();
    let path = desk.site.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
    let ran = desk.run(&["check", "--format", "json", "--today", "2026-11-21"]);
    let findings = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let help = findings
        .filter(|finding| {
            finding["name"] == "unknown-key"
                && finding["message"].as_str().is_some_and(|m| m.contains("`zzz`"))
        })
        .find_map(|finding| Some(finding["help"][0].as_str()?.to_owned()));
    let help = help.unwrap_or_else(|| panic!("{file}: {text}: {} {}", ran.out, ran.err));
    help.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn schemas_have_the_keys_of_the_parser() {
    let desk = Desk::new();
    let mut known: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    for (name, at, file, text) in MAPPINGS {
        known.entry((name, at)).or_default().extend(parsed(file, text));
    }
    for ((name, at), keys) in known {
        let schema: Value = serde_json::from_str(&desk.run(&["schema", name]).out).expect("JSON");
        let mapping = schema.pointer(at).unwrap_or_else(|| panic!("{name} has no {at}"));
        let properties =
            mapping["properties"].as_object().unwrap_or_else(|| panic!("{name}{at} has no properties"));
        let own: BTreeSet<String> = properties.keys().cloned().collect();
        assert_eq!(own, keys, "{name}{at}");
        for (key, property) in properties {
            let described = property["description"].as_str().is_some_and(|words| words.len() > 8);
            assert!(described, "{name}{at}/{key} has no description");
        }
    }
}

#[test]
fn every_schema_is_listed_and_written() {
    let desk = Desk::new();
    let listed = desk.run(&["schema"]).out;
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(MAPPINGS.iter().all(|(name, ..)| names.contains(name)), "{listed}");
    assert_eq!(desk.run(&["schema", "--out", "schemas"]).code, 0);
    for name in &names {
        let text = desk.read(&format!("schemas/{name}.json"));
        assert_eq!(text, desk.run(&["schema", name]).out);
    }
    let wrong = desk.run(&["schema", "fact"]);
    assert!(wrong.code == 2 && wrong.err.contains("did you mean `facts`?"), "{}", wrong.err);
}
