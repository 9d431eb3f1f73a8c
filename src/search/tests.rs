//! The search index: words as a table, determinism, what the files say, and sizes on a large guide.

use super::{Counted, Document, Section, build, words};
use std::collections::BTreeMap;
use std::sync::Arc;

#[test]
fn texts_have_the_terms_of_the_table() {
    let mut wrong = Vec::new();
    for line in include_str!("words.txt").lines().filter(|line| !line.starts_with("# ")) {
        let (text, expected) = line.split_once(" =>").expect("text => terms");
        let mut terms = Vec::new();
        words::terms(text, &mut |term| terms.push(term.to_owned()));
        if terms.join(" ") != expected.trim() {
            wrong.push(format!("{text}: {}", terms.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn section(anchor: &str, heading: &str, text: &str) -> Section {
    let anchor = (!anchor.is_empty()).then(|| anchor.to_owned());
    Section { anchor, heading: heading.to_owned(), text: text.to_owned() }
}

fn small() -> Vec<Document> {
    vec![
        Document {
            url: "pay/levels.html".to_owned(),
            title: "Pay levels".to_owned(),
            crumbs: "Pay".to_owned(),
            minor: false,
            sections: vec![
                section("", "", "What a level pays."),
                section("range", "The range", "From  $450K\nto \"more\"."),
            ],
        },
        Document { url: "empty.html".to_owned(), title: "Empty".to_owned(), ..Document::default() },
    ]
}

fn files_of(documents: &[Document]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let counted = |number: usize| Arc::new(Counted::of(documents[number].clone()));
    let made = build(documents.len(), counted, &Vec::new(), |path, bytes| {
        files.insert(path, bytes);
        Ok::<(), std::convert::Infallible>(())
    });
    made.map_or_else(|never| match never {}, |()| files)
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("UTF-8")
}

/// What a file calls the script with.
fn data(files: &BTreeMap<String, Vec<u8>>, name: &str) -> serde_json::Value {
    let text = text(files, name);
    let data = text.trim_end().split_once(',').and_then(|(_, rest)| rest.strip_suffix(')')).expect("a call");
    serde_json::from_str(data).expect("JSON")
}

#[test]
fn the_files_of_a_small_guide_are_these() {
    let files = files_of(&small());
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["search/d-0.js", "search/index.js", "search/t-0.js", "search/w-0.js"]);
    assert_eq!(
        text(&files, "search/d-0.js"),
        concat!(
            r#"prepress_search("d-0",{"pages":{"0":["pay/levels.html","Pay levels","Pay"],"#,
            r#""1":["empty.html","Empty",""]},"sections":[["","","What a level pays."],"#,
            r#"["The range","range","From $450K to \"more\"."],["","",""]]})"#,
            "\n"
        )
    );
    // Without synonyms, nothing is said of them.
    assert!(text(&files, "search/index.js").ends_with(
        "\"most\":4096,\"pages\":\"2,1\",\"texts\":\"0\",\"terms\":[\"$450k\"],\"words\":[3]})\n"
    ));
    assert!(text(&files, "search/w-0.js").contains("0paysA0whatA0emptyA0levelA0rangeA"));
    // `pay` is in the title: much for the top of the page, nothing for the section below; `pays` is another term.
    assert!(text(&files, "search/t-0.js").contains("|0pay SA|3s F|"), "{}", text(&files, "search/t-0.js"));
}

#[test]
fn synonyms_are_the_sites_own_and_those_of_the_glossary() {
    let group = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let own = [group(&["pay", "salary"]), group(&["take-home", "homework"])];
    let aliases =
        [group(&["salaries", "Wage"]), group(&["OKRs"]), group(&["average revenue per user"]), group(&[])];
    let glossary = ["Pay", "OKR", "ARPU", "loop"].into_iter().zip(aliases.iter().map(Vec::as_slice));
    let expected = [
        group(&["pay", "salary", "Wage"]),
        group(&["take-home", "homework"]),
        group(&["ARPU", "average revenue per user"]),
    ];
    assert_eq!(super::synonyms(&own, glossary), expected);
}

#[test]
fn hostile_texts_break_no_file() {
    let odd = "\u{2028}</script>\\ \"|` \u{0} \u{feff}\u{301} 🦀 １，０００".to_owned();
    let page = Document {
        url: odd.clone(),
        title: odd.clone(),
        crumbs: odd.clone(),
        minor: true,
        sections: vec![
            section("a", &odd, &odd),
            section("", "", &"面".repeat(40_000)),
            section("", "", &"x".repeat(40_000)),
        ],
    };
    let files = files_of(&[page]);
    for (name, bytes) in &files {
        assert!(!data(&files, name).is_null(), "{name}");
        assert!(bytes.len() <= 64 << 10, "{name} has {} bytes", bytes.len());
    }
    assert!(files_of(&[]).contains_key("search/index.js"));
}

/// Words by a fixed generator, some common and most rare, as in real text.
fn large(pages: usize) -> Vec<Document> {
    const SYLLABLES: [&str; 24] = [
        "ka", "lo", "mi", "ter", "sen", "pro", "ri", "ven", "do", "bar", "ex", "num", "til", "gra", "fo",
        "ster", "in", "ble", "qua", "sy", "rem", "ul", "chi", "on",
    ];
    let mut state = 7_u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut word = move || {
        let (a, b) = (next(1000), next(1000));
        let mut rank = a * a * b / 30_000 + next(20);
        let mut word = String::new();
        while word.is_empty() || rank > 0 {
            word.push_str(SYLLABLES[(rank % 24) as usize]);
            rank /= 24;
        }
        word
    };
    let mut phrase = move |words: usize| (0..words).map(|_| word()).collect::<Vec<_>>().join(" ");
    (0..pages)
        .map(|page| Document {
            url: format!("part-{}/page-{page}.html", page % 40),
            title: phrase(4),
            crumbs: format!("Part {}", page % 40),
            minor: page % 7 == 0,
            sections: (0..10)
                .map(|n| section(if n == 0 { "" } else { "a" }, &phrase(3), &phrase(75)))
                .collect(),
        })
        .collect()
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    assert!(files_of(&large(40)) == files_of(&large(40)));
    let (mut other, same) = (large(40), large(40));
    other[39].sections[9].text.push('x');
    let version = |documents: &[Document]| text(&files_of(documents), "search/index.js")[..60].to_owned();
    assert_ne!(version(&other), version(&same), "a changed text changes the version");
}

#[test]
fn a_guide_of_two_thousand_pages_loads_little_at_once() {
    let documents = large(2000);
    let files = files_of(&documents);
    let mut kinds = BTreeMap::<&str, (usize, usize, usize)>::new();
    for (name, bytes) in &files {
        let kind = kinds.entry(&name["search/".len()..][..1]).or_default();
        *kind = (kind.0 + 1, kind.1 + bytes.len(), kind.2.max(bytes.len()));
    }
    for (kind, (count, total, largest)) in &kinds {
        assert!(*largest <= 64 << 10, "{kind}: {count} files of {total} bytes, one of {largest}");
    }
    assert!(kinds["i"].1 <= 20 << 10, "the first file has {} bytes", kinds["i"].1);
    assert!(kinds["d"].2 <= 26 << 10, "a text file has {} bytes", kinds["d"].2);
    let sections: usize = files
        .iter()
        .filter(|(name, _)| name.starts_with("search/d-"))
        .map(|(name, _)| data(&files, name)["sections"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(sections, 20_000, "every section is in one text file");
}
