//! Texts that no author writes and that may come all the same: much of one thing in one place.
//!
//! In: a number. Out: the files of a site, for the table of growth.

use super::{Dimension, Files, data, facts, known, one, page, pages};

#[rustfmt::skip]
pub(super) const TEXTS: &[Dimension] = &[
    Dimension { name: "claims on one line", least: 2000, build: true, files: |n| fee(&"[$90](fact:s/fee) ".repeat(n)) },
    Dimension { name: "inserted values on one line", least: 4000, build: true, files: |n| fee(&"<fact:s/fee> ".repeat(n)) },
    Dimension { name: "claims that await a source on one line", least: 4000, build: true, files: |n| fee(&"[$90](fact:todo) ".repeat(n)) },
    Dimension { name: "citations on one line", least: 4000, build: true, files: |n| fee(&"[$90](source:book) ".repeat(n)) },
    Dimension { name: "unknown facts on one line", least: 4000, build: true, files: |n| fee(&"[$90](fact:s/nothing) ".repeat(n)) },
    Dimension { name: "links on one line", least: 4000, build: true, files: |n| fee(&"[90](index.md) ".repeat(n)) },
    Dimension { name: "figures in the words of one claim", least: 500, build: true, files: |n| fee(&format!("[{}$90](fact:s/fee)", "$90 and ".repeat(n))) },
    Dimension { name: "figures beside one claim", least: 4000, build: true, files: |n| fee(&format!("[$90](fact:s/fee){}", " and $90".repeat(n))) },
    Dimension { name: "five hundred, again and again", least: 10_000, build: false, files: |n| one(&"five hundred ".repeat(n)) },
    Dimension { name: "twenty-twenty-…", least: 10_000, build: false, files: |n| one(&"twenty-".repeat(n)) },
    Dimension { name: "halves of bindings", least: 20_000, build: false, files: |n| one(&"](fact:".repeat(n)) },
    Dimension { name: "halves of footnotes", least: 20_000, build: false, files: |n| one(&"[^".repeat(n)) },
    Dimension { name: "brackets before figures", least: 10_000, build: false, files: |n| one(&"[ $90 ] ".repeat(n)) },
    Dimension { name: "headings", least: 5000, build: true, files: |n| one(&(0..n).map(|k| format!("# Part {k}\n\n")).collect::<String>()) },
    Dimension { name: "underlined headings", least: 5000, build: true, files: |n| one(&(0..n).map(|k| format!("Part {k}\n---\n\n")).collect::<String>()) },
    Dimension { name: "equal headings", least: 5000, build: true, files: |n| one(&"## Same\n\n".repeat(n)) },
    Dimension { name: "questions of one FAQ", least: 2000, build: true, files: |n| one(&format!("## FAQ\n\n{}", (0..n).map(|k| format!("### Is it {k}?\n\nIt is.\n\n")).collect::<String>())) },
    Dimension { name: "pairs of mistakes", least: 2000, build: true, files: |n| one(&format!("## Mistakes to avoid\n\n{}", "- BAD: no\n- GOOD: yes\n".repeat(n))) },
    Dimension { name: "boxes of one page", least: 2000, build: true, files: |n| one(&format!("## Preparation checklist\n\n{}", (0..n).map(|k| format!("- [ ] do {k}\n")).collect::<String>())) },
    Dimension { name: "ambiguous references to many facts", least: 300, build: false, files: ambiguous },
    Dimension { name: "questions and their principles", least: 250, build: true, files: questions },
    Dimension { name: "pairs of subjects", least: 250, build: true, files: pairs },
    Dimension { name: "rows of a table", least: 4000, build: true, files: |n| one(&format!("| a | b |\n| - | - |\n{}", "| 1 | $90 |\n".repeat(n))) },
    Dimension { name: "quotation marks on one line", least: 20_000, build: true, files: |n| one(&"\"a\" ".repeat(n)) },
    Dimension { name: "tags of HTML on one line", least: 10_000, build: true, files: |n| one(&"x <b>9 hours</b> ".repeat(n)) },
    Dimension { name: "figures that are no claims on one line", least: 4000, build: true, files: |n| fee(&"[$90](fact:none \"x\") ".repeat(n)) },
    Dimension { name: "empty headings", least: 20_000, build: true, files: |n| one(&"# \n".repeat(n)) },
];

/// A page about a subject with one fact.
fn fee(text: &str) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD}\n");
    files.push(facts(1, |_| "id: fee, value: $90".to_owned()));
    files.extend(one(text));
    files
}

fn ambiguous(number: usize) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD, qualifiers: {n: optional}}\n");
    files.push(facts(number, |k| format!("id: f{k}, attribute: fee, value: ${}, at: {{n: v{k}}}", k + 100)));
    files.extend(pages(number, |_| "It is [$90](fact:s/fee).\n".to_owned()));
    files
}

fn questions(number: usize) -> Files {
    let principles: String =
        (0..number).map(|k| format!("  - {{id: p{k}, name: P {k}, meaning: Do it.}}\n")).collect();
    let questions: String =
        (0..number).map(|k| format!("  - {{id: q{k}, text: What of {k}?, principles: [p{k}]}}\n")).collect();
    vec![
        data("principles/set.yaml", format!("title: Set\nprinciples:\n{principles}")),
        data("questions/set.yaml", format!("questions:\n{questions}")),
    ]
}

fn pairs(number: usize) -> Files {
    let subjects: String = (0..=number).map(|k| format!("s{k}: {{label: S {k}}}\n")).collect();
    let pairs: String = (0..number).map(|k| format!("  - [s{k}, s{}]\n", k + 1)).collect();
    let mut files = known("fee: {label: Fee, type: money, unit: USD}\n");
    files[0] = data("subjects.yaml", subjects);
    for k in 0..=number {
        let fact = format!("subject: s{k}\nfacts:\n  - {{id: fee, value: $90, {}}}\n", super::SOURCED);
        files.push(data(&format!("facts/s{k}.yaml"), fact));
    }
    files.push((
        "prepress.yaml".to_owned(),
        format!("title: G\npairs:\n{pairs}lints: {{unused-fact: allow}}\n"),
    ));
    files.push(("content/one.md".to_owned(), page(1, "Words.\n")));
    files
}
