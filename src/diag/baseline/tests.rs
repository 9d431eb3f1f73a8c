//! What is read, what is refused, and what is taken away.

use super::{Baseline, Recorded, Stale};
use crate::diag::Diagnostic;
use crate::lints::{Lint, NO_SOURCE, STALE_FACT, VALUE_MISMATCH};
use crate::text::{FilePath, Files, Span};
use std::sync::Arc;

const TEXT: &str = r#"{
  "version": 1,
  "findings": {
    "content/a.md": {
      "no-source": 1,
      "stale-fact": 3
    },
    "content/é \"b\".md": {
      "stale-fact": 2
    }
  }
}
"#;

/// Findings by file and lint, and the table of those files.
fn found(counts: &[(&str, &'static Lint, usize)]) -> (Vec<Diagnostic>, Files) {
    let mut files = Files::default();
    let mut findings = Vec::new();
    for (path, lint, count) in counts {
        let id = files.add(FilePath::new(*path), Arc::from("text\n"));
        findings.extend((0..*count).map(|n| Diagnostic::new(lint, Span::new(id, 0..4), format!("m{n}"))));
    }
    (findings, files)
}

fn stale(path: &str, lint: &'static str, allowed: usize, found: usize) -> Stale {
    Stale { path: path.to_owned(), lint, allowed, found }
}

#[test]
fn what_is_written_is_sorted_and_read_again() {
    let (findings, files) = found(&[
        ("content/é \"b\".md", &STALE_FACT, 2),
        ("content/a.md", &STALE_FACT, 3),
        ("content/a.md", &VALUE_MISMATCH, 4),
        ("content/a.md", &NO_SOURCE, 1),
    ]);
    let Recorded { baseline, left_out } = Baseline::of(&findings, &files);
    assert_eq!((baseline.text().as_str(), left_out), (TEXT, 4));
    assert_eq!(Baseline::parse(TEXT).as_ref(), Ok(&baseline));
    assert_eq!(Baseline::parse(&format!("\u{feff}{}", TEXT.replace('\n', "\r\n"))), Ok(baseline));
    assert_eq!(Baseline::default().text(), "{\n  \"version\": 1,\n  \"findings\": {}\n}\n");
    assert_eq!(Baseline::parse(&Baseline::default().text()), Ok(Baseline::default()));
}

#[test]
fn what_is_malformed_is_refused_with_its_place() {
    let of_file = |counts: &str| format!("{{\"version\":1,\n\"findings\":{{\"a.md\":{counts}}}}}");
    let cases = [
        (String::new(), "line 1, column 1: expected an object with `version` and `findings`"),
        ("[1, {}]".to_owned(), "line 1, column 1: expected an object with `version` and `findings`"),
        ("{".to_owned(), "line 1, column 1: EOF while parsing an object"),
        ("{}".to_owned(), "line 1, column 2: missing field `version`"),
        ("{\"version\":1}".to_owned(), "line 1, column 13: missing field `findings`"),
        ("{\"version\":2,\"entries\":[]}".to_owned(), "`version` is 2, and this prepress reads version 1"),
        ("{\"version\":\"1\"}".to_owned(), "line 1, column 14: invalid type: string \"1\", expected u64"),
        (
            "{\"version\":1,\"findings\":{},\"x\":1}".to_owned(),
            "line 1, column 30: unknown field `x`, expected `version` or `findings`",
        ),
        (
            "{\"version\":1,\"findings\":[]}".to_owned(),
            "line 1, column 24: invalid type: sequence, expected an object from paths to counts",
        ),
        (
            "{\"version\":1,\"findings\":{\"a\":{},\n\"a\":{}}}".to_owned(),
            "line 2, column 3: `a` is listed twice",
        ),
        (
            of_file("3"),
            "line 2, column 20: invalid type: integer `3`, expected an object from lints to counts",
        ),
        (of_file("{\"stale-fact\":1,\"stale-fact\":1}"), "line 2, column 47: `stale-fact` is listed twice"),
        (of_file("{\"stale-fact\":0}"), "line 2, column 35: `stale-fact` allows 0: take the entry out"),
        (of_file("{\"stale-fact\":-1}"), "line 2, column 35: invalid value: integer `-1`, expected usize"),
        (
            of_file("{\"stale-fact\":1.0}"),
            "line 2, column 36: invalid type: floating point `1.0`, expected usize",
        ),
        (of_file("{\"stale-fct\":1}"), "line 2, column 31: no lint `stale-fct`; did you mean `stale-fact`?"),
        (
            of_file("{\"value-mismatch\":1}"),
            "line 2, column 36: `value-mismatch` may not be in a baseline: it is of the group `correctness`",
        ),
        (format!("{TEXT}x"), "line 13, column 1: trailing characters"),
        (TEXT.replace("\"stale-fact\": 3", "<<<<<<< ours"), "line 6, column 7: key must be a string"),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        match Baseline::parse(&text) {
            Err(found) if found == expected => {}
            other => wrong.push(format!("{text}\n  {other:?}\n  {expected:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_lints_that_warn_may_be_held() {
    let held: Vec<_> = crate::lints::Group::ALL
        .iter()
        .filter(|group| {
            let lint = crate::lints::ALL.iter().find(|lint| lint.group == **group);
            lint.is_some_and(|lint| Baseline::may_hold(lint))
        })
        .map(|group| group.name())
        .collect();
    let refused = ["files", "front-matter", "links", "templates", "output", "correctness", "data"];
    assert!(held.contains(&"freshness") && held.contains(&"sourcing"), "{held:?}");
    assert!(held.iter().all(|group| !refused.contains(group)), "{held:?}");
}

#[test]
fn counts_decide_for_each_file_and_lint() {
    let baseline = Baseline::parse(TEXT).expect("a baseline");
    let (findings, files) = found(&[
        ("content/a.md", &STALE_FACT, 4),
        ("content/a.md", &NO_SOURCE, 1),
        ("content/é \"b\".md", &STALE_FACT, 2),
        ("content/é \"b\".md", &VALUE_MISMATCH, 1),
        ("content/c.md", &STALE_FACT, 1),
    ]);
    let result = baseline.subtract(findings, &files);
    let lints: Vec<_> = result.remaining.iter().map(|finding| finding.lint.name).collect();
    let expected = ["stale-fact", "stale-fact", "stale-fact", "stale-fact", "value-mismatch", "stale-fact"];
    assert_eq!(lints, expected);
    let notes: Vec<_> = result.remaining.iter().map(|finding| finding.notes.len()).collect();
    assert_eq!(notes, [1, 0, 0, 0, 0, 0]);
    let note = "the baseline allows 3 of these in this file and there are 4; \
        it counts and knows no lines, so it cannot tell which are new and all are reported";
    assert_eq!(result.remaining[0].notes, [note]);
    let reasons: Vec<_> = result.suppressed.iter().map(|(_, why)| (why.reason.as_str(), why.span)).collect();
    let (one, two) = (
        "the baseline allows 1 finding of this kind in this file",
        "the baseline allows 2 findings of this kind in this file",
    );
    assert_eq!(reasons, [(one, None), (two, None), (two, None)]);
    assert_eq!(result.stale, []);
}

#[test]
fn fewer_than_allowed_is_stale_and_shrinks() {
    let baseline = Baseline::parse(TEXT).expect("a baseline");
    let (findings, files) = found(&[("content/a.md", &STALE_FACT, 2)]);
    let result = baseline.subtract(findings, &files);
    assert_eq!((result.remaining.len(), result.suppressed.len()), (0, 2));
    let expected = [
        stale("content/a.md", "no-source", 1, 0),
        stale("content/a.md", "stale-fact", 3, 2),
        stale("content/é \"b\".md", "stale-fact", 2, 0),
    ];
    assert_eq!(result.stale, expected);
    let shrunk = baseline.shrunk(&result.stale);
    assert_eq!(
        shrunk,
        "{\n  \"version\": 1,\n  \"findings\": {\n    \"content/a.md\": {\n      \"stale-fact\": 2\n    }\n  }\n}\n"
    );
    let (findings, files) = found(&[("content/a.md", &STALE_FACT, 2)]);
    let again = Baseline::parse(&shrunk).expect("a baseline").subtract(findings, &files);
    assert_eq!((again.remaining.len(), again.stale), (0, vec![]));
    assert_eq!(baseline.shrunk(&[]), TEXT);
}

#[test]
fn places_of_counts() {
    let check = |path: &str, lint: &str, expected: Option<&str>| {
        let place = Baseline::place(TEXT, path, lint);
        let line = place.clone().map(|place| TEXT[..place.start].lines().count());
        assert_eq!((place.map(|place| &TEXT[place]), line.is_some()), (expected, expected.is_some()));
        line
    };
    assert_eq!(check("content/a.md", "stale-fact", Some("3")), Some(6));
    assert_eq!(check("content/é \"b\".md", "stale-fact", Some("2")), Some(9));
    check("content/é \"b\".md", "no-source", None);
    check("content/c.md", "stale-fact", None);
    assert_eq!(Baseline::place("{\"findings\":{\"findings\":{\"a\":12}}}", "findings", "a"), Some(29..31));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "(\\{|\\}|\"a\"|\"version\":1|\"findings\":|\"stale-fact\"|:|,|1| ){0,20}") {
        let baseline = Baseline::parse(&text);
        if let Ok(baseline) = baseline {
            proptest::prop_assert_eq!(Baseline::parse(&baseline.text()), Ok(baseline));
        }
        let _ = Baseline::place(&text, "a", "stale-fact");
    }

    #[test]
    fn a_new_baseline_allows_what_it_was_made_of(counts in proptest::collection::vec(0usize..4, 4)) {
        let (findings, files) = found(&[
            ("a.md", &STALE_FACT, counts[0]),
            ("a.md", &NO_SOURCE, counts[1]),
            ("b.md", &STALE_FACT, counts[2]),
            ("b.md", &VALUE_MISMATCH, counts[3]),
        ]);
        let Recorded { baseline, left_out } = Baseline::of(&findings, &files);
        let result = baseline.subtract(findings, &files);
        proptest::prop_assert_eq!(left_out, counts[3]);
        proptest::prop_assert!(result.remaining.iter().all(|finding| finding.lint == &VALUE_MISMATCH));
        proptest::prop_assert_eq!(result.remaining.len(), counts[3]);
        proptest::prop_assert_eq!(result.stale, vec![]);
    }
}
