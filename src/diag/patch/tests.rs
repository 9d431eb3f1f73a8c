//! Golden diffs, and that applying one gives the text after it.

use super::patch;

#[track_caller]
fn golden(path: &str, before: &str, after: &str, expected: &[&str]) {
    let drawn = patch(path, before, after);
    assert_eq!(drawn, format!("{}\n", expected.join("\n")), "\n{drawn}");
}

const HEAD: [&str; 2] = ["--- a/a.md", "+++ b/a.md"];

#[test]
fn three_lines_around_each_change() {
    let before = (1..=20).map(|n| format!("{n}\n")).collect::<String>();
    let after = before.replace("\n5\n", "\nfive\n").replace("\n15\n", "\n");
    let expected = [
        "--- a/content/a.md",
        "+++ b/content/a.md",
        "@@ -2,7 +2,7 @@",
        " 2",
        " 3",
        " 4",
        "-5",
        "+five",
        " 6",
        " 7",
        " 8",
        "@@ -12,7 +12,6 @@",
        " 12",
        " 13",
        " 14",
        "-15",
        " 16",
        " 17",
        " 18",
    ];
    golden("content/a.md", &before, &after, &expected);
}

#[test]
fn texts_without_a_final_line_end() {
    let none = "\\ No newline at end of file";
    let [old, new] = HEAD;
    golden("a.md", "a\nb", "a\nc", &[old, new, "@@ -1,2 +1,2 @@", " a", "-b", none, "+c", none]);
    golden("a.md", "b", "b\n", &[old, new, "@@ -1 +1 @@", "-b", none, "+b"]);
    golden("a.md", "a\nb", "c\nb", &[old, new, "@@ -1,2 +1,2 @@", "-a", "+c", " b", none]);
    golden("a.md", "", "b\n", &[old, new, "@@ -0,0 +1 @@", "+b"]);
    golden("a.md", "b\n", "", &[old, new, "@@ -1 +0,0 @@", "-b"]);
}

#[test]
fn carriage_returns_and_byte_order_marks_are_kept() {
    let [old, new] = HEAD;
    let before = "\u{feff}a\r\nb\rc\r\n";
    let expected = [old, new, "@@ -1,2 +1,2 @@", "-\u{feff}a\r", "+\u{feff}x\r", " b\rc\r"];
    golden("a.md", before, &before.replace('a', "x"), &expected);
    let expected = [old, new, "@@ -1 +1 @@", "-a\r", "+a"];
    golden("a.md", "a\r\n", "a\n", &expected);
}

#[test]
fn names_that_need_quoting() {
    let hunk = ["@@ -1 +1 @@", "-a", "+b"];
    let check = |path: &str, old: &str, new: &str| {
        golden(path, "a\n", "b\n", &[old, new, hunk[0], hunk[1], hunk[2]]);
    };
    check("é b.md", "--- a/é b.md\t", "+++ b/é b.md\t");
    check("é\"\\\n\u{1b}.md", r#"--- "a/é\"\\\n\033.md""#, r#"+++ "b/é\"\\\n\033.md""#);
}

#[test]
fn no_change_is_no_text() {
    assert_eq!(patch("a.md", "a\n", "a\n"), "");
}

proptest::proptest! {
    #[test]
    fn applying_it_gives_the_text_after(
        before in "(a|b|é|\r|\r?\n|--- |\\+\\+\\+ ){0,40}",
        after in "(a|b|é|\r|\r?\n|@@ ){0,40}",
        both in "(c|\n){0,20}",
    ) {
        let (before, after) = (format!("{before}{both}{before}"), format!("{after}{both}{before}"));
        let drawn = patch("a.md", &before, &after);
        if before != after {
            let read = diffy::Patch::from_str(&drawn).expect("a patch");
            proptest::prop_assert_eq!(diffy::apply(&before, &read).expect("it applies"), after);
        }
    }
}
