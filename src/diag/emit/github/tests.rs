//! Golden commands, and what no text may do to them.

use super::github;
use crate::diag::{Diagnostic, Level};
use crate::lints::{RANGE_DASH, STALE_FACT, VALUE_MISMATCH};
use crate::text::{FileId, FilePath, Files, Span};
use std::sync::Arc;

fn file(files: &mut Files, path: &str, text: &str) -> FileId {
    files.add(FilePath::new(path), Arc::from(text))
}

#[test]
fn one_command_for_each_finding() {
    let mut files = Files::default();
    let page = file(&mut files, "content/pay.md", "\u{feff}– 20%\r\nsecond\n");
    let data = file(&mut files, "data.yaml", "a: 1\n");
    let first = Diagnostic::new(&VALUE_MISMATCH, Span::new(page, 7..10), "prose says 20%, the fact is 17.6%")
        .label("read as +20%")
        .related(Span::new(data, 3..4), "+17.6%")
        .related(Span::new(data, 0..1), "")
        .note("one\ntwo")
        .help("write `18%`");
    let mut second = Diagnostic::new(&RANGE_DASH, Span::new(page, 7..14), "two lines");
    second.level = Level::Allow;
    let third = Diagnostic::new(&STALE_FACT, Span::whole(data), "whole");
    let expected = concat!(
        "::error file=content/pay.md,line=1,col=3,endLine=1,endColumn=6,title=value-mismatch::",
        "prose says 20%25, the fact is 17.6%25 (read as +20%25)%0Asee data.yaml:1:4: +17.6%25%0A",
        "see data.yaml:1:1%0Anote: one%0Atwo%0Ahelp: write `18%25`\n",
        "::notice file=content/pay.md,line=1,endLine=2,title=range-dash::two lines\n",
        "::warning file=data.yaml,title=stale-fact::whole\n",
    );
    assert_eq!(github("", &[first, second, third], &files), expected);
}

#[test]
fn texts_cannot_leave_their_place() {
    let mut files = Files::default();
    let id = file(&mut files, "a,b:c%\r\n::error::\u{1b}.md", "x\n");
    let words = "a::b,c\r\n::error::x\u{1b}[31m\u{202e}\rz";
    let shown = github("", &[Diagnostic::new(&STALE_FACT, Span::new(id, 0..1), words)], &files);
    let expected = concat!(
        "::warning file=a%2Cb%3Ac%25%0D%0A%3A%3Aerror%3A%3A␛.md,line=1,col=1,endLine=1,endColumn=2,",
        "title=stale-fact::a::b,c%0A::error::x␛[31m<U+202E>␍z\n",
    );
    assert_eq!(shown, expected);
}

proptest::proptest! {
    #[test]
    fn a_line_for_each_finding_whatever_it_says(
        path in "(a|:|,|%|\r|\n|::|\u{1b}|é){0,8}",
        words in "(a|:|,|%|\r|\n|::error::|\u{1b}|\u{202e}|é){0,12}",
        range in (0usize..9, 0usize..9),
    ) {
        let mut files = Files::default();
        let id = file(&mut files, &path, "é\n\r\nx");
        let span = Span::new(id, range.0..range.0 + range.1);
        let finding = Diagnostic::new(&STALE_FACT, span, words.clone()).note(words.clone()).related(span, words);
        let shown = github("", &[finding.clone(), finding], &files);
        proptest::prop_assert_eq!(shown.lines().count(), 2);
        for line in shown.lines() {
            let (properties, _) = line.strip_prefix("::warning ").and_then(|l| l.split_once("::")).expect("a command");
            let names: Vec<_> = properties.split(',').filter_map(|p| Some(p.split_once('=')?.0)).collect();
            let known = ["file", "line", "col", "endLine", "endColumn", "title"];
            proptest::prop_assert!(names.iter().all(|name| known.contains(name)), "{}", properties);
            proptest::prop_assert!(!line.contains(crate::diag::emit::clean::is_unsafe), "{}", line);
        }
    }
}
