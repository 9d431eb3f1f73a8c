//! The log against the rules of the standard, a golden result, and fingerprints from run to run.

use super::sarif;
use crate::diag::{Applicability, Diagnostic, Edit, Fix, Suppression};
use crate::lints::{self, RANGE_DASH, STALE_FACT, VALUE_MISMATCH};
use crate::text::{FileId, FilePath, Files, Span};
use serde_json::{Value, json};
use std::sync::Arc;

/// What the standard's schema says of one property.
enum Kind {
    Text,
    Bool,
    /// A whole number that is not less.
    Number(i64),
    /// A reference to an address: only characters that an address may hold.
    Uri,
    Among(&'static [&'static str]),
    Object(&'static str),
    /// Objects; `true` when the schema wants them to differ.
    List(&'static str, bool),
    /// At least one object.
    Some(&'static str, bool),
    /// Any names with objects.
    Table(&'static str),
    /// Any names with texts.
    Texts,
    /// Whatever the tool likes.
    Bag,
}
use Kind::{Among, Bag, Bool, List, Number, Object, Table, Text, Texts, Uri};

const LEVELS: Kind = Among(&["none", "note", "warning", "error"]);

/// The objects that prepress writes, each with the properties it may have; `!` marks a required one.
/// Every object of SARIF 2.1.0 refuses other properties.
const SHAPES: &[(&str, &[(&str, Kind)])] = &[
    ("log", &[("$schema", Uri), ("version!", Among(&["2.1.0"])), ("runs!", List("run", false))]),
    (
        "run",
        &[
            ("tool!", Object("tool")),
            ("columnKind", Among(&["utf16CodeUnits", "unicodeCodePoints"])),
            ("originalUriBaseIds", Table("artifactLocation")),
            ("results", List("result", false)),
        ],
    ),
    ("tool", &[("driver!", Object("toolComponent"))]),
    (
        "toolComponent",
        &[("name!", Text), ("version", Text), ("informationUri", Uri), ("rules", List("rule", true))],
    ),
    (
        "rule",
        &[
            ("id!", Text),
            ("name", Text),
            ("shortDescription", Object("multiformat")),
            ("fullDescription", Object("multiformat")),
            ("help", Object("multiformat")),
            ("defaultConfiguration", Object("configuration")),
            ("properties", Bag),
        ],
    ),
    ("configuration", &[("enabled", Bool), ("level", LEVELS)]),
    ("multiformat", &[("text!", Text), ("markdown", Text)]),
    // The schema asks for `text` or `id`; prepress writes no `id`.
    ("message", &[("text!", Text), ("markdown", Text)]),
    (
        "result",
        &[
            ("ruleId", Text),
            ("ruleIndex", Number(0)),
            ("level", LEVELS),
            ("message!", Object("message")),
            ("locations", List("location", false)),
            ("relatedLocations", List("location", true)),
            ("partialFingerprints", Texts),
            ("fixes", List("fix", true)),
            ("suppressions", List("suppression", true)),
        ],
    ),
    (
        "location",
        &[
            ("id", Number(0)),
            ("physicalLocation", Object("physicalLocation")),
            ("message", Object("message")),
        ],
    ),
    ("physicalLocation", &[("artifactLocation!", Object("artifactLocation")), ("region", Object("region"))]),
    ("artifactLocation", &[("uri", Uri), ("uriBaseId", Text), ("description", Object("message"))]),
    (
        "region",
        &[
            ("startLine", Number(1)),
            ("startColumn", Number(1)),
            ("endLine", Number(1)),
            ("endColumn", Number(1)),
            ("byteOffset", Number(0)),
            ("byteLength", Number(0)),
        ],
    ),
    (
        "fix",
        &[
            ("description", Object("message")),
            ("artifactChanges!", Kind::Some("artifactChange", true)),
            ("properties", Bag),
        ],
    ),
    (
        "artifactChange",
        &[
            ("artifactLocation!", Object("artifactLocation")),
            ("replacements!", Kind::Some("replacement", false)),
        ],
    ),
    ("replacement", &[("deletedRegion!", Object("region")), ("insertedContent", Object("content"))]),
    ("content", &[("text", Text)]),
    (
        "suppression",
        &[
            ("kind!", Among(&["inSource", "external"])),
            ("status", Among(&["accepted", "underReview", "rejected"])),
            ("justification", Text),
            ("location", Object("location")),
        ],
    ),
];

#[track_caller]
fn check_object(name: &str, value: &Value) {
    let (_, shape) = SHAPES.iter().find(|(known, _)| *known == name).expect("a shape of this name");
    let object = value.as_object().unwrap_or_else(|| panic!("{name} is an object, not {value}"));
    for (property, kind) in *shape {
        let required = property.ends_with('!');
        match object.get(property.trim_end_matches('!')) {
            Option::Some(value) => check(&format!("{name}.{property}"), kind, value),
            None => assert!(!required, "{name} has no {property}: {value}"),
        }
    }
    for key in object.keys() {
        let known = shape.iter().any(|(property, _)| property.trim_end_matches('!') == key);
        assert!(known, "{name} may not have {key}");
    }
}

#[track_caller]
fn check(path: &str, kind: &Kind, value: &Value) {
    match kind {
        Text => assert!(value.is_string(), "{path}: {value}"),
        Bool => assert!(value.is_boolean(), "{path}: {value}"),
        Number(least) => assert!(value.as_i64().is_some_and(|n| n >= *least), "{path}: {value}"),
        Uri => {
            let text = value.as_str().expect("an address is text");
            let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
            assert!(text.chars().all(allowed), "{path}: {value}");
        }
        Among(words) => assert!(words.contains(&value.as_str().unwrap_or("")), "{path}: {value}"),
        Object(name) => check_object(name, value),
        List(name, distinct) | Kind::Some(name, distinct) => {
            let list = value.as_array().unwrap_or_else(|| panic!("{path} is a list, not {value}"));
            assert!(!list.is_empty() || matches!(kind, List(..)), "{path} is empty");
            list.iter().for_each(|item| check_object(name, item));
            let repeated = list.iter().enumerate().any(|(at, item)| list[..at].contains(item));
            assert!(!(*distinct && repeated), "{path} holds one thing twice");
        }
        Table(name) => value.as_object().expect(path).values().for_each(|item| check_object(name, item)),
        Texts => assert!(value.as_object().expect(path).values().all(Value::is_string), "{path}: {value}"),
        Bag => assert!(value.is_object(), "{path}: {value}"),
    }
}

/// Reads a log, checks it and gives its run.
#[track_caller]
fn run(text: &str) -> Value {
    assert!(text.ends_with("}\n") && text.lines().count() == 1, "one line");
    let mut log: Value = serde_json::from_str(text).expect("JSON");
    check_object("log", &log);
    let run = log["runs"][0].take();
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    run
}

fn file(files: &mut Files, path: &str, text: &str) -> FileId {
    files.add(FilePath::new(path), Arc::from(text))
}

fn fingerprints(run: &Value) -> Vec<String> {
    let print =
        |result: &Value| result["partialFingerprints"]["prepress/v1"].as_str().expect("text").to_owned();
    run["results"].as_array().expect("results").iter().map(print).collect()
}

#[test]
fn a_finding_with_everything() {
    let mut files = Files::default();
    let page = file(&mut files, "content/pay & co: é.md", "\u{feff}– 20%\r\nx\n");
    let data = file(&mut files, "data.yaml", "a: 1\n");
    let span = Span::new(page, 7..10);
    let mut finding = Diagnostic::new(&VALUE_MISMATCH, span, "prose says 20%, the fact is 17.6%")
        .label("read as +20%")
        .related(Span::new(data, 3..4), "the [fact]")
        .related(Span::whole(data), "")
        .note("change(a, b)")
        .help("write `18%`")
        .identity("a/b|20%");
    let edit = |file, range, text: &str| Edit { span: Span::new(file, range), text: text.to_owned() };
    let edits = vec![edit(data, 0..0, "# new\n"), edit(page, 13..13, "!"), edit(page, 7..10, "18%")];
    finding.fix = Some(Fix { applicability: Applicability::Unsafe, edits });
    let run = run(&sarif(&[finding], &[], &files));
    let page = json!({"uri": "content/pay%20%26%20co%3A%20%C3%A9.md", "uriBaseId": "SITEROOT"});
    let data = json!({"uri": "data.yaml", "uriBaseId": "SITEROOT"});
    let region = |line: usize, columns: [usize; 2], bytes: [usize; 2]| {
        json!({"startLine": line, "startColumn": columns[0], "endLine": line, "endColumn": columns[1],
            "byteOffset": bytes[0], "byteLength": bytes[1]})
    };
    let replace =
        |region: Value, text: &str| json!({"deletedRegion": region, "insertedContent": {"text": text}});
    let expected = json!({
        "ruleId": "P106",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "prose says 20%, the fact is 17.6% (read as +20%)\nsee [the \\[fact\\]](1)\n\
            note: change(a, b)\nhelp: write `18%`"},
        "locations": [{"physicalLocation":
            {"artifactLocation": page, "region": region(1, [3, 6], [7, 3])}}],
        "relatedLocations": [
            {"id": 1, "physicalLocation": {"artifactLocation": data, "region": region(1, [4, 5], [3, 1])},
                "message": {"text": "the [fact]"}},
            {"id": 2, "physicalLocation": {"artifactLocation": data}},
        ],
        "partialFingerprints": {"prepress/v1":
            blake3::hash("value-mismatch\0content/pay & co: é.md\0a/b|20%".as_bytes()).to_hex().to_string()},
        "fixes": [{
            "description": {"text": "a likely fix that changes the meaning"},
            "artifactChanges": [
                {"artifactLocation": page, "replacements": [
                    replace(region(1, [3, 6], [7, 3]), "18%"), replace(region(2, [2, 2], [13, 0]), "!")]},
                {"artifactLocation": data, "replacements": [replace(region(1, [1, 1], [0, 0]), "# new\n")]},
            ],
            "properties": {"applicability": "unsafe"},
        }],
        "suppressions": [],
    });
    assert_eq!(run["results"][0], expected, "{:#}", run["results"][0]);
}

#[test]
fn rules_are_those_used_in_the_order_of_their_codes() {
    let mut files = Files::default();
    let id = file(&mut files, "a.md", "text\n");
    let finding = |lint| Diagnostic::new(lint, Span::new(id, 0..4), "m");
    let log = sarif(&[finding(&STALE_FACT), finding(&RANGE_DASH), finding(&STALE_FACT)], &[], &files);
    let run = run(&log);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().expect("text")).collect();
    assert_eq!(ids, [STALE_FACT.code, RANGE_DASH.code]);
    assert_eq!(rules[0]["name"], "stale-fact");
    assert_eq!(rules[0]["shortDescription"]["text"], STALE_FACT.summary);
    assert_eq!(rules[0]["help"]["markdown"], STALE_FACT.explain);
    assert_eq!(rules[0]["properties"]["group"], "freshness");
    assert_eq!(rules[0]["defaultConfiguration"], json!({"enabled": true, "level": "warning"}));
    assert_eq!(rules[1]["defaultConfiguration"], json!({"enabled": false, "level": "note"}));
    assert_eq!(run["tool"]["driver"]["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn every_lint_makes_a_rule() {
    let mut files = Files::default();
    let id = file(&mut files, "a.md", "text\n");
    let findings: Vec<_> =
        lints::ALL.iter().map(|lint| Diagnostic::new(lint, Span::new(id, 0..4), lint.summary)).collect();
    let run = run(&sarif(&findings, &[], &files));
    for rule in run["tool"]["driver"]["rules"].as_array().expect("rules") {
        let full = rule["fullDescription"]["text"].as_str().expect("text");
        assert!(!full.is_empty() && !full.contains("\n#"), "{}: {full}", rule["name"]);
        let page = rule["help"]["markdown"].as_str().expect("text");
        let section = page.contains("## What it does\n");
        assert_eq!(section, full != rule["shortDescription"]["text"], "{}: {full}", rule["name"]);
    }
}

#[test]
fn whole_files_and_places_outside_the_text() {
    let mut files = Files::default();
    let id = file(&mut files, "a.png", "");
    let text = file(&mut files, "b.md", "é\n");
    let findings = [
        Diagnostic::new(&VALUE_MISMATCH, Span::whole(id), "whole"),
        Diagnostic::new(&VALUE_MISMATCH, Span::new(text, 1..90), "older"),
    ];
    let run = run(&sarif(&findings, &[], &files));
    let place = |index: usize| run["results"][index]["locations"][0]["physicalLocation"].clone();
    assert_eq!(place(0), json!({"artifactLocation": {"uri": "a.png", "uriBaseId": "SITEROOT"}}));
    let region = json!({"startLine": 1, "startColumn": 2, "endLine": 2, "endColumn": 1,
        "byteOffset": 1, "byteLength": 2});
    assert_eq!(place(1)["region"], region);
}

#[test]
fn suppressed_findings_say_why_and_where() {
    let mut files = Files::default();
    let id = file(&mut files, "a.md", "one two\n");
    let finding = |range| Diagnostic::new(&STALE_FACT, Span::new(id, range), "m");
    let suppression = |reason: &str, span| Suppression { reason: reason.to_owned(), span };
    let suppressed = [
        (finding(4..7), suppression("old", Some(Span::new(id, 0..3)))),
        (finding(0..3), suppression("known", None)),
    ];
    let run = run(&sarif(&[finding(1..3)], &suppressed, &files));
    let of = |index: usize| run["results"][index]["suppressions"].clone();
    let known = json!([{"kind": "external", "status": "accepted", "justification": "known"}]);
    assert_eq!((of(0), of(1)), (known, json!([])));
    assert_eq!(of(2)[0]["kind"], "inSource");
    assert_eq!(of(2)[0]["justification"], "old");
    assert_eq!(of(2)[0]["location"]["physicalLocation"]["region"]["byteLength"], 3);
}

#[test]
fn fingerprints_outlive_lines_and_suppression() {
    let prints = |before: &str, identity: Option<&str>, suppress: bool| {
        let mut files = Files::default();
        let id = file(&mut files, "a.md", &format!("{before}one two three"));
        let at = |start: usize| {
            let start = before.len() + start;
            let mut finding = Diagnostic::new(&STALE_FACT, Span::new(id, start..start + 3), "17 months old");
            finding.identity = identity.map(str::to_owned);
            finding
        };
        let known = (at(0), Suppression { reason: "r".to_owned(), span: None });
        let log =
            if suppress { sarif(&[at(4)], &[known], &files) } else { sarif(&[at(0), at(4)], &[], &files) };
        fingerprints(&run(&log))
    };
    let now = prints("", None, false);
    assert_eq!(now[1], format!("{}:2", now[0]));
    assert_eq!(now[0].len(), 64);
    assert_eq!(prints("more\nlines\n", None, false), now);
    assert_eq!(prints("", None, true), now);
    assert_ne!(prints("", Some("fact"), false), now);
}

#[test]
fn nothing_to_report_is_a_run_without_results() {
    let run = run(&sarif(&[], &[], &Files::default()));
    assert_eq!(run["results"], json!([]));
    assert_eq!(run["tool"]["driver"]["rules"], json!([]));
}

proptest::proptest! {
    #[test]
    fn any_texts_make_a_valid_log(
        path in "[a-z/]{0,3}\\PC{0,9}(\u{1b}|\u{202e}|\n)?",
        text in "(a|–|\u{feff}|\r?\n|\u{1f600}){0,20}",
        words in "\\PC{0,9}(\u{1b}|\u{9b}|\u{202e}|\r|\n|\"|\\\\)?\\PC{0,3}",
        start in 0usize..30,
        len in 0usize..30,
    ) {
        let mut files = Files::default();
        let id = file(&mut files, &path, &text);
        let span = Span::new(id, start..start + len);
        let finding = Diagnostic::new(&STALE_FACT, span, words.clone())
            .related(span, words.clone())
            .fix(Applicability::Safe, span, words.clone());
        let log = sarif(&[finding.clone(), finding], &[], &files);
        proptest::prop_assert!(!log.contains(|c| c != '\n' && crate::diag::emit::clean::is_unsafe(c)));
        let run = run(&log);
        let inserted = &run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
        proptest::prop_assert_eq!(&inserted["insertedContent"]["text"], &words);
        let uri = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
        let uri = uri.as_str().expect("text").to_owned();
        proptest::prop_assert_eq!(percent_encoding::percent_decode_str(&uri).decode_utf8_lossy(), path);
    }
}
