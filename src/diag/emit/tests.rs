//! Golden texts for every trap that spans and files can lay.

use super::{Style, human, json};
use crate::diag::Diagnostic;
use crate::lints::{Group, Lint};
use crate::text::{FileId, FilePath, Files, Span};
use std::sync::Arc;

static MISMATCH: Lint = Lint {
    code: "P106",
    name: "value-mismatch",
    group: Group::Correctness,
    level: None,
    summary: "prose disagrees",
    explain: "",
};
static STALE: Lint = Lint {
    code: "P401",
    name: "stale-fact",
    group: Group::Freshness,
    level: None,
    summary: "old",
    explain: "",
};

const PLAIN: Style = Style { color: false, width: 100 };

/// A file and the span of the `nth` occurrence of some words in it.
fn at(files: &Files, file: FileId, words: &str, nth: usize) -> Span {
    let text = &files.get(file).text;
    let (start, _) = text.match_indices(words).nth(nth).expect("the words are there");
    Span::new(file, start..start + words.len())
}

fn file(files: &mut Files, path: &str, text: &str) -> FileId {
    files.add(FilePath::new(path), Arc::from(text))
}

/// What one finding at `words` of a file prints.
fn show(text: &str, words: &str) -> String {
    let mut files = Files::default();
    let id = file(&mut files, "a.md", text);
    let span = at(&files, id, words, 0);
    human(&[Diagnostic::new(&MISMATCH, span, "wrong").label("here")], &files, PLAIN)
}

/// What one finding at a range prints.
fn show_range(text: &str, range: std::ops::Range<usize>) -> String {
    let mut files = Files::default();
    let id = file(&mut files, "a.md", text);
    human(&[Diagnostic::new(&MISMATCH, Span::new(id, range), "wrong")], &files, PLAIN)
}

/// Compares with lines and checks what holds for all output.
#[track_caller]
fn golden(actual: &str, expected: &[&str]) {
    assert_eq!(actual, format!("{}\n", expected.join("\n")), "\n{actual}");
    assert!(actual.lines().all(|line| !line.ends_with(' ')), "blanks at a line's end");
    let steers = |c: char| c != '\n' && super::clean::is_unsafe(c);
    assert!(!actual.contains(steers), "unsafe characters");
}

/// The drawn lines of a finding labelled `here` at some words, without the title.
#[track_caller]
fn check(text: &str, words: &str, expected: &[&str]) {
    let shown = show(text, words);
    let rest = shown.strip_prefix("error[value-mismatch]: wrong\n").expect("the title");
    golden(rest, expected);
}

#[track_caller]
fn check_range(text: &str, range: std::ops::Range<usize>, expected: &[&str]) {
    let shown = show_range(text, range);
    let rest = shown.strip_prefix("error[value-mismatch]: wrong\n").expect("the title");
    golden(rest, expected);
}

#[test]
fn the_example_of_the_design() {
    let mut files = Files::default();
    let prose = "# Pay\n\nGoogle's offer is worth [about 20% more](fact:premium) at this level.\n";
    let page = file(&mut files, "content/pay.md", prose);
    let facts = "subject: google-pmm\nfacts:\n\n\n\n\n\n\n\n  - id: premium\n    derive: change(a, b)\n";
    let data = file(&mut files, "content/data/facts/google-pmm.yaml", facts);
    let span = at(&files, page, "about 20% more", 0);
    let finding = Diagnostic::new(&MISMATCH, span, "prose says 20%, the fact is 17.6%")
        .label("read as +20%, hedged: +18% to +22%")
        .related(at(&files, data, "change(a, b)", 0), "+17.6%")
        .note("change(400,000, 340,000) = 17.647%\nas of 2025-06")
        .help("if the fact is right, write `about 18% more`");
    let stale = Diagnostic::new(&STALE, at(&files, data, "premium", 0), "old");
    golden(
        &human(&[finding, stale], &files, PLAIN),
        &[
            "error[value-mismatch]: prose says 20%, the fact is 17.6%",
            "  --> content/pay.md:3:26",
            "   |",
            " 3 | Google's offer is worth [about 20% more](fact:premium) at this level.",
            "   |                          ^^^^^^^^^^^^^^ read as +20%, hedged: +18% to +22%",
            "   |",
            "  ::: content/data/facts/google-pmm.yaml:11:13",
            "   |",
            "11 |     derive: change(a, b)",
            "   |             ------------ +17.6%",
            "   |",
            "   = note: change(400,000, 340,000) = 17.647%",
            "           as of 2025-06",
            "   = help: if the fact is right, write `about 18% more`",
            "",
            "warning[stale-fact]: old",
            "  --> content/data/facts/google-pmm.yaml:10:9",
            "   |",
            "10 |   - id: premium",
            "   |         ^^^^^^^",
        ],
    );
}

#[test]
fn places_in_one_file_share_a_snippet_unless_they_are_far_apart() {
    let mut files = Files::default();
    let text = format!("one: 4\n{}two: 6\nthree: 3\n{}four: 9\n", "#\n".repeat(12), "\n".repeat(2000));
    let id = file(&mut files, "dup.yaml", &text);
    let finding = Diagnostic::new(&MISMATCH, at(&files, id, "6", 0), "two values")
        .label("six")
        .related(at(&files, id, "4", 0), "first")
        .related(at(&files, id, "9", 0), "far")
        .related(at(&files, id, "3", 0), "near");
    golden(
        &human(&[finding], &files, PLAIN),
        &[
            "error[value-mismatch]: two values",
            "    --> dup.yaml:14:6",
            "     |",
            "   1 | one: 4",
            "     |      - first",
            "...",
            "  14 | two: 6",
            "     |      ^ six",
            "  15 | three: 3",
            "     |        - near",
            "     |",
            "    ::: dup.yaml:2016:7",
            "     |",
            "2016 | four: 9",
            "     |       - far",
        ],
    );
}

const MIXED: &str = "\u{feff}“a”–b 日本 \u{1f600} x\tcafe\u{301} here\r\nsecond there\r\n";

#[test]
fn carets_after_wide_and_combining_characters_and_tabs() {
    let line = "1 | “a”–b 日本 \u{1f600} x    cafe\u{301} here";
    let carets = "  |                         ^^^^ here";
    check(MIXED, "here", &[" --> a.md:1:20", "  |", line, carets]);
    let carets = "  |        ^^^^^ here";
    check(MIXED, "there", &[" --> a.md:2:8", "  |", "2 | second there", carets]);
    let line = "1 | “a”–b 日本 \u{1f600} x    cafe\u{301} here";
    let carets = "  |       ^^^^ here";
    check(MIXED, "日本", &[" --> a.md:1:7", "  |", line, carets]);
    check("\u{feff}x\n", "x", &[" --> a.md:1:1", "  |", "1 | x", "  | ^ here"]);
    let combining = [" --> a.md:1:2", "  |", "1 | e\u{301}x", "  | ^ here"];
    check("e\u{301}x", "\u{301}", &combining);
}

#[test]
fn no_file_content_drives_the_terminal() {
    let line = "1 | a ␛[31m<U+202E> x<U+009B>";
    let carets = "  |                 ^ here";
    check("a \u{1b}[31m\u{202e} x\u{9b}\n", "x", &[" --> a.md:1:10", "  |", line, carets]);
    let mut files = Files::default();
    let id = file(&mut files, "a\u{1b}\nb.md", "x\u{7f}\u{fdd0}0\u{fdd0}\n");
    let finding = Diagnostic::new(&MISMATCH, at(&files, id, "x", 0), "m\u{1b}]0;\u{7}\nn")
        .label("l\u{202e}\r\nk")
        .note("n\u{9b}\n\to\u{2028}p")
        .help("h\ri");
    golden(
        &human(&[finding], &files, PLAIN),
        &[
            "error[value-mismatch]: m␛]0;␇ n",
            " --> a␛ b.md:1:1",
            "  |",
            "1 | x␡<U+FDD0>0<U+FDD0>",
            "  | ^ l<U+202E> k",
            "  |",
            "  = note: n<U+009B>",
            "              o<U+2028>p",
            "  = help: h␍i",
        ],
    );
}

#[test]
fn empty_spans_and_ends_of_files() {
    check_range("abc\n", 4..4, &[" --> a.md:2:1", "  |", "2 |", "  | ^"]);
    check_range("abc", 3..3, &[" --> a.md:1:4", "  |", "1 | abc", "  |    ^"]);
    check_range("abc\r\nd", 3..5, &[" --> a.md:1:4", "  |", "1 | abc", "  |    ^"]);
    check_range("abc\n", 0..4, &[" --> a.md:1:1", "  |", "1 | abc", "  | ^^^"]);
    check_range("a\n\nb", 2..2, &[" --> a.md:2:1", "  |", "2 |", "  | ^"]);
    check_range("\u{feff}", 0..0, &[" --> a.md:1:1", "  |", "1 |", "  | ^"]);
}

#[test]
fn spans_of_an_older_text_do_not_panic() {
    check_range("abc", 100..200, &[" --> a.md:1:4", "  |", "1 | abc", "  |    ^"]);
    let shown = show_range("é–\n\u{1f600}", 1..8);
    assert!(shown.contains("\n1 |"), "{shown}");
}

#[test]
fn spans_of_several_lines() {
    let expected =
        [" --> a.md:1:5", "  |", "1 |   one two", "  |  _____^", "2 | | three four", "  | |________^ here"];
    check("one two\r\nthree four\r\nfive\r\n", "two\r\nthree fo", &expected);
    check(
        "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n",
        "b\nc\nd\ne\nf\ng\nh\ni\nj\n",
        &[
            "  --> a.md:2:1",
            "   |",
            " 2 | / b",
            " 3 | | c",
            " 4 | | d",
            " 5 | | e",
            "...  |",
            " 9 | | i",
            "10 | | j",
            "   | |_^ here",
        ],
    );
}

#[test]
fn a_very_tall_span_shows_its_first_line() {
    let text = format!("# Head\n{}", "x\n".repeat(5000));
    check_range(&text, 0..text.len(), &[" --> a.md:1:1", "  |", "1 | # Head", "  | ^^^^^^"]);
}

#[test]
fn files_without_text_show_their_path_only() {
    let mut files = Files::default();
    let image = file(&mut files, "a.png", "");
    let page = file(&mut files, "a.md", "# Pay\n");
    let pay = at(&files, page, "Pay", 0);
    let first = Diagnostic::new(&MISMATCH, Span::whole(image), "one").related(pay, "used here");
    let second = Diagnostic::new(&MISMATCH, pay, "two").related(Span::whole(image), "this image");
    let third = Diagnostic::new(&MISMATCH, Span::whole(image), "three").note("why");
    let fourth = Diagnostic::new(&MISMATCH, Span::whole(image), "four");
    golden(
        &human(&[first, second.help("do"), third, fourth], &files, PLAIN),
        &[
            "error[value-mismatch]: one",
            " --> a.png",
            "  |",
            " ::: a.md:1:3",
            "  |",
            "1 | # Pay",
            "  |   --- used here",
            "",
            "error[value-mismatch]: two",
            " --> a.md:1:3",
            "  |",
            "1 | # Pay",
            "  |   ^^^",
            "  |",
            " ::: a.png",
            "  |",
            "  = note: this image",
            "  = help: do",
            "",
            "error[value-mismatch]: three",
            "--> a.png",
            " |",
            " = note: why",
            "",
            "error[value-mismatch]: four",
            "--> a.png",
        ],
    );
}

#[test]
fn long_lines_are_cut_around_the_places() {
    let (before, after) = ("lorem – ".repeat(100), " 日本 sit".repeat(100));
    let text = format!("short\n{before}[TARGET]{after} second\nthird\n");
    let mut files = Files::default();
    let id = file(&mut files, "a.md", &text);
    let narrow = Style { width: 60, ..PLAIN };
    let target = at(&files, id, "TARGET", 0);
    let one = Diagnostic::new(&MISMATCH, target, "one").label("label");
    let two = Diagnostic::new(&MISMATCH, target, "two")
        .related(at(&files, id, "second", 0), "b")
        .related(at(&files, id, "third", 0), "c");
    let tall = at(&files, id, &format!("[TARGET]{after}"), 0);
    let three = Diagnostic::new(&MISMATCH, tall, "three");
    let four = Diagnostic::new(&MISMATCH, at(&files, id, "lorem", 0), "four");
    golden(
        &human(&[one, two, three, four], &files, narrow),
        &[
            "error[value-mismatch]: one",
            " --> a.md:2:802",
            "  |",
            "2 | ...– lorem – lorem – [TARGET] 日本 sit 日本 sit...",
            "  |                       ^^^^^^ label",
            "",
            "error[value-mismatch]: two",
            " --> a.md:2:802",
            "  |",
            "2 | ...orem – [TARGET] 日本 s...本 sit second",
            "  |            ^^^^^^                  ------ b",
            "3 | third",
            "  | ----- c",
            "",
            "error[value-mismatch]: three",
            " --> a.md:2:801",
            "  |",
            "2 | ... lorem – [TARGET] 日本 sit ... 日本 sit 日本 sit second",
            "  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
            "",
            "error[value-mismatch]: four",
            " --> a.md:2:1",
            "  |",
            "2 | lorem – lorem – lorem – lorem – lorem – lorem – lo...",
            "  | ^^^^^",
        ],
    );
}

#[test]
fn colour_only_when_asked() {
    let mut files = Files::default();
    let id = file(&mut files, "a.md", "x\n");
    let finding = Diagnostic::new(&STALE, at(&files, id, "x", 0), "m");
    let findings = [finding];
    let colored = human(&findings, &files, Style { color: true, width: 80 });
    assert!(colored.contains("\u{1b}["), "{colored}");
    assert!(colored.contains("a.md:1:1"), "{colored}");
    assert!(!human(&findings, &files, PLAIN).contains('\u{1b}'));
    assert_eq!(human(&[], &files, PLAIN), "");
}

#[test]
fn json_has_the_fields_of_the_manual_in_their_order() {
    let mut files = Files::default();
    let page = file(&mut files, "a.md", "\u{feff}– 20%\r\nx\n");
    let image = file(&mut files, "a.png", "");
    let span = at(&files, page, "20%", 0);
    let finding = Diagnostic::new(&MISMATCH, span, "m \"q\"")
        .label("l")
        .related(at(&files, page, "x", 0), "r")
        .note("n")
        .help("h");
    let bare = Diagnostic::new(&STALE, Span::whole(image), "\u{1b}\u{9b}\u{202e}–\u{f0000}\u{1ffff}");
    let expected = concat!(
        r#"{"code":"P106","name":"value-mismatch","severity":"error","message":"m \"q\"","file":"a.md","#,
        r#""line":1,"column":3,"end_line":1,"end_column":6,"byte_start":7,"byte_end":10,"label":"l","#,
        r#""related":[{"file":"a.md","line":2,"column":1,"end_line":2,"end_column":2,"byte_start":12,"#,
        r#""byte_end":13,"message":"r"}],"help":["h"],"notes":["n"]}"#,
        "\n",
        r#"{"code":"P401","name":"stale-fact","severity":"warning","message":"\u001b\u009b\u202e–"#,
        "\u{f0000}",
        r#"\ud83f\udfff","file":"a.png","line":1,"column":1,"end_line":1,"end_column":1,"byte_start":0,"#,
        r#""byte_end":0,"label":null,"related":[],"help":[],"notes":[]}"#,
        "\n",
    );
    assert_eq!(json(&[finding, bare], &files), expected);
}

#[test]
fn ten_thousand_findings_in_one_file() {
    let mut files = Files::default();
    let line = "The loop takes four weeks – or so people say, and nobody says why that is.\n";
    let id = file(&mut files, "a.md", &line.repeat(10_000));
    let findings: Vec<_> = (0..10_000)
        .map(|n| {
            let place = |n: usize| Span::new(id, n * line.len() + 15..n * line.len() + 25);
            Diagnostic::new(&MISMATCH, place(n), "m").related(place(n / 2), "r")
        })
        .collect();
    let start = std::time::Instant::now();
    let lines = json(&findings, &files).lines().count();
    let drawn = human(&findings, &files, PLAIN);
    assert_eq!(lines, 10_000);
    assert!(drawn.contains(" --> a.md:10000:16\n"));
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}

proptest::proptest! {
    #[test]
    fn any_text_and_any_spans_print(
        text in "(a|–|日|\u{301}|\u{1f468}\u{200d}|\u{feff}|\t|\r|\r?\n| |\u{202e}|\u{fdd0}|lorem ipsum dolor ){0,60}",
        spans in proptest::collection::vec((0usize..400, 0usize..400), 1..4),
        width in 0usize..80,
    ) {
        let mut files = Files::default();
        let id = file(&mut files, "a.md", &text);
        let mut spans = spans.into_iter().map(|(start, end)| Span::new(id, start..end));
        let mut finding = Diagnostic::new(&MISMATCH, spans.next().expect("one"), "m").label("l");
        for span in spans {
            finding = finding.related(span, "r");
        }
        let place = files.lines(id).position(finding.span.start as usize);
        let shown = human(&[finding], &files, Style { color: false, width });
        let path = if text.is_empty() {
            "--> a.md\n".to_owned()
        } else {
            format!("--> a.md:{}:{}\n", place.line, place.column)
        };
        proptest::prop_assert!(shown.contains(&path), "{shown}");
        proptest::prop_assert!(!shown.contains(|c| c != '\n' && super::clean::is_unsafe(c)));
    }

    #[test]
    fn positions_are_those_of_lines(text in "(\u{feff}|a{1,90}|–|\u{1f600}|\r?\n){0,40}") {
        let source = super::source::Source::new(&text);
        let lines = crate::text::Lines::new(&text);
        for offset in 0..text.len() + 3 {
            proptest::prop_assert_eq!(source.position(offset), lines.position(offset));
        }
    }
}
