//! How cost grows: what twice as much of one thing takes.
//!
//! In: the dimensions below. Out: a line for each, with the CPU time for n, 2n and 4n and the two factors. Linear cost
//! gives factors of 2; what is above [`MOST`] is marked.

mod hostile;

use crate::steps;
use std::fs::{self};
use std::path::Path;
use std::time::Duration;

/// A factor above it for a doubling is a fault.
const MOST: f64 = 2.2;

type Files = Vec<(String, String)>;

/// One thing that a site has more and more of.
struct Dimension {
    name: &'static str,
    /// The smallest number: large enough that the time of the rest is little beside it.
    least: usize,
    /// Whether the site is built; else it is checked.
    build: bool,
    files: fn(usize) -> Files,
}

/// What guides have more and more of.
#[rustfmt::skip]
const GUIDES: &[Dimension] = &[
    Dimension { name: "pages", least: 1000, build: true, files: |n| pages(n, |_| "Some words.\n\n## Part\n\nMore of them.\n".to_owned()) },
    Dimension { name: "claims, ten a page", least: 500, build: false, files: claims },
    Dimension { name: "unbacked figures, reported", least: 500, build: false, files: unbacked },
    Dimension { name: "facts and claims of one attribute", least: 2000, build: false, files: one_attribute },
    Dimension { name: "wikilinks by their last part, ten a page", least: 1200, build: false, files: |n| pages(n, |page| links(10, |k| format!("[[page-{}]]", (page * 7 + k) % n))) },
    // A wrong path is compared with 512 others at most: smaller sites are not yet where it grows with the links alone.
    Dimension { name: "broken links, five a page", least: 1000, build: false, files: |n| pages(n, |page| links(5, |k| format!("[x](paeg-{}.md)", (page * 7 + k) % n))) },
    Dimension { name: "sources in layers, each from two earlier", least: 16, build: true, files: layers },
    Dimension { name: "sources in a chain", least: 1000, build: true, files: chain },
    Dimension { name: "count attributes with nouns of their own", least: 500, build: false, files: nouns },
    Dimension { name: "sections", least: 500, build: true, files: |n| (0..n).map(|k| (format!("content/s{k}/index.md"), page(k, "Words.\n"))).collect() },
    Dimension { name: "pages that share a fact", least: 1000, build: true, files: shared },
    Dimension { name: "principles", least: 250, build: true, files: principles },
    Dimension { name: "rules with claims", least: 2000, build: false, files: rules },
    Dimension { name: "reports of a dispute", least: 2000, build: false, files: reports },
    Dimension { name: "figures in one sentence", least: 4000, build: false, files: |n| one(&links(n, |k| format!("{} hours and", k + 2))) },
    Dimension { name: "number words in one paragraph", least: 10_000, build: false, files: |n| one(&links(n, |_| "one hundred million thousand".to_owned())) },
    Dimension { name: "footnotes", least: 4000, build: true, files: |n| one(&format!("{}\n\n{}", links(n, |k| format!("a[^{k}]")), (0..n).map(|k| format!("[^{k}]: Note.\n\n")).collect::<String>())) },
    Dimension { name: "subjects times figures", least: 2000, build: false, files: |n| { let mut files = one(&links(n, |k| format!("Subject {k} has {k} hours."))); files.push(subjects(n)); files } },
    Dimension { name: "tags", least: 1000, build: true, files: |n| (0..n).map(|k| (format!("content/page-{k}.md"), format!("---\ntitle: P {k}\ntags: [t{k}, u{}]\n---\n\nWords.\n", k / 2))).collect() },
    Dimension { name: "glossary terms", least: 1000, build: true, files: |n| { let mut files = pages(20, |_| "Some words of term 7x.\n".to_owned()); files.push(("content/data/glossary.yaml".to_owned(), (0..n).map(|k| format!("t{k}: {{term: Term {k}x, definition: It is {k}x.}}\n")).collect())); files } },
];

/// Prints the table, of the dimensions whose names have one of some words, or of all.
pub(crate) fn print(words: &[String]) {
    println!("CPU ms for n, 2n, 4n, and the factors; one thread\n");
    let asked = |dimension: &&Dimension| {
        words.is_empty() || words.iter().any(|word| dimension.name.contains(word.as_str()))
    };
    for dimension in GUIDES.iter().chain(hostile::TEXTS).filter(asked) {
        let [one, two, four] =
            [1, 2, 4].map(|times| cost(dimension, dimension.least * times).as_secs_f64() * 1000.0);
        let (first, second) = (two / one, four / two);
        let mark = if first.max(second) > MOST { "  above the limit" } else { "" };
        println!(
            "{:44}{:>8}{one:>10.0}{two:>10.0}{four:>10.0}{first:>8.2}{second:>8.2}{mark}",
            dimension.name, dimension.least
        );
    }
}

/// The least time of three, with one thread.
fn cost(dimension: &Dimension, number: usize) -> Duration {
    let folder = crate::folder();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    put("prepress.yaml", "title: Growth\nlints: {unused-fact: allow, unused-source: allow}\n");
    put("content/index.md", &page(0, "Home.\n"));
    (dimension.files)(number).iter().for_each(|(path, text)| put(path, text));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool of threads");
    let run = || pool.install(|| time(folder.path(), dimension.build));
    (0..3).map(|_| run()).min().expect("three runs")
}

fn time(root: &Path, build: bool) -> Duration {
    if build { steps::rendered(root) } else { steps::check(root) }
}

fn page(number: usize, text: &str) -> String {
    format!("---\ntitle: Page {number}\n---\n\n{text}")
}

fn pages(number: usize, text: impl Fn(usize) -> String) -> Files {
    (0..number).map(|k| (format!("content/s{}/page-{k}.md", k % 10), page(k, &text(k)))).collect()
}

fn one(text: &str) -> Files {
    vec![("content/one.md".to_owned(), page(1, text))]
}

fn links(number: usize, link: impl Fn(usize) -> String) -> String {
    (0..number).map(|k| link(k) + " ").collect()
}

fn subjects(number: usize) -> (String, String) {
    let all = (0..number).map(|k| format!("s{k}: {{label: Subject {k}}}\n")).collect();
    ("content/data/subjects.yaml".to_owned(), all)
}

fn data(path: &str, text: String) -> (String, String) {
    (format!("content/data/{path}"), text)
}

/// Subject `s`, an attribute of each kind that is asked for, one source.
fn known(attributes: &str) -> Files {
    vec![
        data("subjects.yaml", "s: {label: S}\n".to_owned()),
        data("attributes.yaml", attributes.to_owned()),
        data("sources.yaml", "book: {title: Book, kind: official, published: 2026-01}\n".to_owned()),
    ]
}

const SOURCED: &str = "as-of: 2026-01, sources: [book]";

fn facts(number: usize, fact: impl Fn(usize) -> String) -> (String, String) {
    let all: String = (0..number).map(|k| format!("  - {{{}, {SOURCED}}}\n", fact(k))).collect();
    data("facts/s.yaml", format!("subject: s\nfacts:\n{all}"))
}

fn claims(pages_: usize) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD, qualifiers: {n: required}}\n");
    files.push(facts(pages_ * 10, |k| {
        format!("id: f{k}, attribute: fee, value: ${}, at: {{n: v{k}}}", k + 100)
    }));
    files.extend(pages(pages_, |page| {
        links(10, |k| format!("It is [${}](fact:s/fee@n=v{}) there.", page * 10 + k + 100, page * 10 + k))
    }));
    files
}

fn unbacked(pages_: usize) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD, qualifiers: {n: required}}\n");
    files.push(facts(300, |k| format!("id: f{k}, attribute: fee, value: ${}, at: {{n: v{k}}}", k + 100)));
    files.push((
        "prepress.yaml".to_owned(),
        "title: G\nlints: {unbacked-figure: warn, unused-fact: allow}\n".to_owned(),
    ));
    let text = |page: usize| {
        format!("---\ntitle: P\nsubject: s\n---\n\n{}", links(10, |k| format!("It is ${} there.", page + k)))
    };
    files.extend((0..pages_).map(|page| (format!("content/p{page}.md"), text(page))));
    files
}

fn one_attribute(number: usize) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD, qualifiers: {n: required}}\n");
    files.push(facts(number, |k| format!("id: f{k}, attribute: fee, value: ${}, at: {{n: v{k}}}", k + 100)));
    files.extend(pages(number / 50, |page| {
        links(50, |k| format!("It is [${}](fact:s/fee@n=v{}) there.\n\n", page * 50 + k + 100, page * 50 + k))
    }));
    files
}

fn layers(number: usize) -> Files {
    let source = |k: usize| match k {
        0 | 1 => format!("s{k}: {{title: S {k}, kind: official, published: 2026-01}}\n"),
        _ => {
            let first = (k / 2 - 1) * 2;
            format!(
                "s{k}: {{title: S {k}, kind: official, published: 2026-01, derived-from: [s{first}, s{}]}}\n",
                first + 1
            )
        }
    };
    vec![data("sources.yaml", (0..number).map(source).collect())]
}

fn chain(number: usize) -> Files {
    let source = |k: usize| {
        let from = if k == 0 { String::new() } else { format!(", derived-from: [s{}]", k - 1) };
        format!("s{k}: {{title: S {k}, kind: official, published: 2026-01{from}}}\n")
    };
    vec![data("sources.yaml", (0..number).map(source).collect())]
}

fn nouns(number: usize) -> Files {
    let attributes: String =
        (0..number).map(|k| format!("a{k}: {{label: A {k}, type: count, unit: noun{k}x}}\n")).collect();
    let mut files = known(&attributes);
    files.push(facts(number, |k| format!("id: a{k}, value: {} noun{k}xs", k + 2)));
    files
}

fn shared(number: usize) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD}\n");
    files.push(facts(1, |_| "id: fee, value: $90".to_owned()));
    files.extend(pages(number, |_| "The fee is [$90](fact:s/fee).\n".to_owned()));
    files
}

fn principles(number: usize) -> Files {
    let items: String =
        (0..number).map(|k| format!("  - {{id: p{k}, name: P {k}, meaning: Do it.}}\n")).collect();
    vec![data("principles/set.yaml", format!("title: Set\nprinciples:\n{items}"))]
}

fn rules(number: usize) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD}\n");
    files.push(facts(1, |_| "id: fee, value: $90".to_owned()));
    let rule = |k: usize| format!("- {{id: r{k}, says: It costs more than {k}, assert: s/fee > $0.{k}}}\n");
    files.push(data("rules.yaml", (0..number).map(rule).collect()));
    files.extend(pages(number / 50, |page| {
        links(50, |k| format!("It [costs more](claim:r{}).\n\n", page * 50 + k))
    }));
    files
}

fn reports(number: usize) -> Files {
    let mut files = known("fee: {label: Fee, type: money, unit: USD}\n");
    let report = |k: usize| format!("      - {{value: ${}, sources: [book]}}\n", k + 10);
    let all: String = (0..number).map(report).collect();
    files.push(data("facts/s.yaml", format!("subject: s\nfacts:\n  - id: fee\n    as-of: 2026-01\n    dispute: {{status: unresolved, because: They differ., kind: scope}}\n    reports:\n{all}")));
    files
}
