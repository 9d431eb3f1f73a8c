//! Laws of the whole program, tried on generated sites.
//!
//! No text panics and findings point into their files; the same inputs give the same bytes; a fact
//! touches no other fact's claims; links inside a site lead somewhere.

use crate::site::{self, Done, Site};
use prepress::diag::{Levels, Settled, emit};
use prepress::site::{Content, Inputs, Output};
use prepress::text::FilePath;
use proptest::prelude::*;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What Markdown, bindings and views know, whole and in halves, and some of what they do not.
#[rustfmt::skip]
const PROSE: &[&str] = &[
    "[", "]", "(", ")", "](fact:", "[x](fact:a > b)", "[x](<fact:a > b>)", "[](fact:)", "[x](fact:?=&#@/,)",
    "[4–6 rounds](fact:interview-rounds)", "[five rounds](fact:acme-pm/interview-rounds)", "<fact:signing-bonus>",
    "<fact:pay-gap?fmt=long>", "<fact:>", "<fact:a b>", "[more](fact:total-comp?vs=acme-pmm/total-comp)",
    "[$190K](fact:acme-pmm/total-comp#median)", "[x](fact:stage-length@stage=screen,level=)", "[x](fact:todo)",
    "[x](fact:none)", "[24/7](fact:none \"an idiom\")", "[x](source:offer-survey \"p. 1\")", "[x](source:",
    "[a take-home](fact:take-home?is=false)", "[hybrid](fact:work-mode?match=exact&tol=5%)", "[x][fact]", "[fact]: fact:pay-gap",
    "］（fact:x)", "】(fact:y)", "［", "（", "）", "面接は", "合格率", "한국어", "עברית", "عربي", "\u{b}", "\u{85}", "\u{301}", "\u{2066}",
    "about ", "at least ", "over ", "from ", "$180K", "$", "€20", "%", "1.9%", "4-6", "–", "—", "−", "½", "１２",
    "🎉", "👩‍💻", "é", "e\u{301}", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{A0}", "\u{2028}", "\0", "\u{1b}[31m", "\t", "    ",
    "\r\n", "\r", "| a | b |\n| --- | --- |\n", "| [hybrid](fact:work-mode) | <fact:pay-gap> |\n", "| --- |", "|", "\\|",
    "> ", "> > > ", "> [!NOTE]\n> ", "> [!odd]\n", "- ", "  - ", "- [ ] ", "- [x] ", "1. ", "999999999. ", "+ ", "# ", "###### ",
    "## TL;DR\n", "## Who this is for\n", "## Mistakes to avoid\n", "- BAD: ", "**GOOD**: ", "GOOD:", "## FAQ\n", "### Why?\n",
    "## Related reading\n", "## Part {.mistakes #x}\n", "## Part {.faq .tldr #x #x}\n", "{#", "}", "===\n", "---\n", "***\n",
    "[[", "]]", "[[index]]", "[[index|words]]", "[[a|b|c]]", "[[index#the-loop]]", "[a](index.md)", "[a](../../x.md#y)", "[a](#the-loop)",
    "[a](/index.md?q#%20)", "[a](//x)", "[a](javascript:x)", "<https://a.example>", "![i](gone.svg)", "![", "[^1]", "[^1]: note\n", "[^1]: [^1]\n",
    "```comparison\n", "subjects: [acme-pm, acme-pmm]\n", "attributes: [total-comp]\n", "attributes: [{group: A, attributes: [stage-length@panel]}]\n",
    "```checklist\nchecklist: x\n```\n", "```chart\n", "```rust\nfn main() {}\n", "```yaml\na: &a *a\n", "```", "````", "~~~", "subjects: [", "a: b: c\n", "\t- x\n",
    "&amp;", "&#x1F600;", "&nbsp;", "&#0;", "&", "<b>", "</b>", "<script>", "<!-- ", "-->", "<?", "<![CDATA[", "<a href=\"", "\\", "*", "**", "_", "~~", "`", "``",
    "Term\n: meaning\n", ": ", "{{ page.title }}", "{% raw %}", "\"", "'", "words ", "\n", "\n\n",
];

/// What YAML and our files of data know, and some of what they do not.
#[rustfmt::skip]
const DATA: &[&str] = &[
    "subject: acme-pm\n", "facts:\n", "items:\n", "acme-pm:\n", "total-comp:\n", "x:\n", "  - id: total-comp\n", "  - {id: x, attribute: total-comp, value: $1}\n",
    "    value: $180K–$240K\n", "    value: {min: $2, max: $1}\n", "    value: {median: $2, p25: $3, n: -1}\n", "    value: {at-least: 5 years}\n", "    value: 1e999\n",
    "    value:\n", "    value: |\n      4–6\n      rounds\n", "    value: >-\n      4–6 rounds\n", "    value: \"4\\u20136 rounds\"\n", "    value: 'it''s'\n",
    "    at: {level: senior, level: l4}\n", "    as-of: 2026-06\n", "    as-of: 2026-13-45\n", "    as-of: 9999-Q4\n", "    valid: {from: 2026, until: 2020}\n",
    "    sources: [acme-careers, {id: offer-survey, locator: p}]\n", "    sources: nobody\n", "    method: survey\n", "    rank: preferred\n",
    "    dispute: {status: adopted, adopted: $1, because: x, kind: scope}\n", "    reports: [{value: $1, sources: [offer-survey]}, {value: $9}]\n",
    "  label: X\n", "  label: [X]\n", "  parent: acme-pm\n", "  parent: x\n", "  aliases: [x, '']\n", "  type: money\n", "  type: level\n", "  unit: USD/year\n", "  unit: parsec\n",
    "  values: {pattern: '[L3-7'}\n", "  values: {a: [b], b: [a]}\n", "  words: {true: [], false: [no]}\n", "  qualifiers: {level: required}\n", "  plausible: $3M–$1\n",
    "  freshness: {warn-after: 99999999999 years}\n", "  tolerance: {hedged: -5%}\n", "  shape: [range]\n", "  headline: median\n", "  example: x\n", "  nouns: ['', rounds]\n",
    "  term: A b\n", "  definition: '[4–6 rounds](fact:acme-pm/interview-rounds) [a](index.md)'\n", "  see: [x, y]\n", "  title: X\n", "  url: 'x y'\n", "  derived-from: [x, acme-careers]\n",
    "title: X\n", "theme: mine\n", "nav: [a, ../b]\n", "base-url: '::'\n", "lints: {value-mismatch: warn, nope: 3}\n", "roles: {mistakes: [The loop]}\n", "language: \"\"\n",
    "  - {id: a, text: '[hybrid](fact:work-mode) **b**', why: <b>, minutes: -3}\n", "description: |\n  # x\n", "roles: [pm]\n",
    ": ", "? ", "- ", "-\n", "&a ", "*a\n", "*b", "<<: *a\n", "!!str ", "!x ", "| ", ">", "\"", "'", "{", "}", "[", "]", ",", "#", " # c\n", "---\n", "...\n", "%YAML 1.2\n",
    "\t", "  ", "    ", "\u{FEFF}", "\u{85}", "\u{2028}", "\0", "é", "🎉", "~", "null", "true", "0x1F", ".nan", "12:30", "2026-06-01", "\r\n", "\r", "\n",
];

/// What stands between two pieces.
const BETWEEN: &[&str] = &["", "", " ", "\n", "\n\n"];

#[rustfmt::skip]
const DATA_FILES: &[&str] = &[
    "content/data/facts/x.yaml", "content/data/attributes.yaml", "content/data/subjects.yaml", "content/data/sources.yaml",
    "content/data/glossary.yaml", "content/data/synonyms.yaml", "content/data/checklists/x.yaml", "prepress.yaml",
];

/// Facts of the demo: its subject, a part of its line, what stands there instead, the least and the greatest
/// number for `#`, and how the page names the fact.
#[rustfmt::skip]
const CHANGES: &[(&str, &str, &str, u32, u32, &str)] = &[
    ("acme-pm", "4–6 rounds", "# rounds", 1, 12, "interview-rounds"),
    ("acme-pm", "3–5 weeks", "# weeks", 1, 26, "process-length"),
    ("acme-pm", "$20K", "$#K", 1, 500, "signing-bonus"),
    ("acme-pm", "12% higher", "#% higher", 1, 90, "pay-gap"),
    ("acme-pm", "30 minutes", "# minutes", 1, 90, "stage-length@screen"),
    ("acme-pm", "60 minutes", "# minutes", 1, 90, "stage-length@panel"),
    ("acme-pm", "1.9%", "#%", 1, 99, "acceptance-rate"),
    ("acme-pm", "0.5 percentage points", "# percentage points", 1, 9, "acceptance-shift"),
    ("acme-pm", "3x", "#x", 2, 9, "applicant-growth"),
    ("acme-pm", "at least 5 years", "at least # years", 1, 20, "experience"),
    ("acme-pm", "18 months", "# months", 1, 60, "promotion-wait"),
    ("acme-pm", "$180K–$240K", "$#K–$240K", 30, 239, "total-comp"),
    ("acme-pmm", "5 rounds", "# rounds", 1, 12, "acme-pmm/interview-rounds"),
    ("acme-pmm", "median: $190K", "median: $#K", 160, 230, "acme-pmm/total-comp"),
];

fn demo() -> Site {
    site::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lints/demo"))
}

fn text_of(site: &Site, path: &str) -> String {
    match site.get(path) {
        Some(Content::Text(text)) => text.to_string(),
        _ => String::new(),
    }
}

/// Texts made of the pieces and, rarely, of anything.
fn texts(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let between = prop::sample::select(BETWEEN);
    prop::collection::vec((piece, between), 0..24).prop_map(|parts| {
        parts.iter().flat_map(|(piece, between)| [piece.as_str(), *between]).collect::<String>()
    })
}

/// Every place of every finding lies in its file and on character boundaries; both formats print it.
fn places_are_right(done: &Done) {
    let files = done.built.files();
    for finding in &done.findings {
        let related = finding.related.iter().map(|label| label.span);
        for span in std::iter::once(finding.span).chain(related) {
            let file = files.get(span.file);
            let name = finding.lint.name;
            assert!(file.text.get(span.range()).is_some(), "{name}: {span:?} is not in {}", file.path);
        }
    }
    let lines = emit::json(&done.findings, files);
    assert_eq!(lines.lines().count(), done.findings.len());
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON");
    }
    assert_eq!(done.human().is_empty(), done.findings.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_page_breaks_the_program(
        body in texts(PROSE), crlf in any::<bool>(), mark in any::<bool>(), bare in prop::bool::weighted(0.1),
    ) {
        let head = if bare { "" } else { "---\ntitle: X\nsubject: acme-pm\n---\n" };
        let mut page = format!("{head}{body}");
        if crlf {
            page = page.replace('\n', "\r\n");
        }
        if mark {
            page.insert(0, '\u{FEFF}');
        }
        let mut site = demo();
        site::put(&mut site, "content/x.md", &page);
        places_are_right(&site::build(site));
    }

    #[test]
    fn no_data_breaks_the_program(
        file in prop::sample::select(DATA_FILES), text in texts(DATA), after in any::<bool>(), crlf in any::<bool>(),
    ) {
        let mut site = demo();
        let mut whole = if after { text_of(&site, file) + &text } else { text };
        if crlf {
            whole = whole.replace('\n', "\r\n");
        }
        site::put(&mut site, file, &whole);
        places_are_right(&site::build(site));
    }

    #[test]
    fn no_front_matter_breaks_the_program(text in texts(DATA), body in texts(PROSE)) {
        let mut site = demo();
        site::put(&mut site, "content/x.md", &format!("---\ntitle: X\n{text}\n---\n{body}"));
        places_are_right(&site::build(site));
    }

    #[test]
    fn a_fact_touches_no_other_facts_claims(change in prop::sample::select(CHANGES), at in 0u32..500) {
        let (subject, old, new, low, high, reference) = change;
        let number = low + at % (high - low + 1);
        let mut site = demo();
        let claims = text_of(&site, "content/index.md").matches("](fact:").count();
        let path = format!("content/data/facts/{subject}.yaml");
        let facts = text_of(&site, &path);
        assert_eq!(facts.matches(old).count(), 1, "{old} has to stand once in {path}");
        site::put(&mut site, &path, &facts.replace(old, &new.replace('#', &number.to_string())));
        let done = site::build(site);
        for finding in &done.findings {
            let file = done.built.files().get(finding.span.file);
            prop_assert_eq!(file.path.as_str(), "content/index.md", "{}", done.human());
            let rest = file.text[finding.span.range().start..].split_once("](fact:");
            let named = rest.and_then(|(_, rest)| rest.split_once(')')).map(|(reference, _)| reference);
            prop_assert_eq!(named, Some(reference), "{}", done.human());
        }
        let counts = done.built.counts();
        prop_assert_eq!(counts.supported + counts.refuted + counts.undetermined, claims, "{:?}", counts);
        prop_assert!(counts.supported + 1 >= claims, "{:?}", counts);
    }
}

/// The demo with many more pages, some of them wrong.
fn busy() -> Site {
    let mut site = demo();
    for n in 0..40 {
        let text = format!(
            "---\ntitle: Page {n}\nsubject: acme-pm\ntags: [a, t{}]\n---\n\n## Part\n\nIt takes [{n} weeks](fact:process-length) \
             and [{n}%](fact:acceptance-rate), <fact:total-comp>.\nSee [next](p{}.md#part), [[index]] and [[gone-{n}]].\n\n\
             ```rust\nfn f{n}() {{}}\n```\n",
            n % 5,
            (n + 3) % 41,
        );
        site::put(&mut site, &format!("content/part-{}/p{n}.md", n % 3), &text);
    }
    site
}

/// What a run gives.
struct Run {
    output: BTreeMap<String, Vec<u8>>,
    findings: String,
    cache: Vec<u8>,
}

fn run(files: Site, threads: usize, highlighted: Vec<u8>) -> Run {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    pool.install(|| {
        let (today, levels) = (site::TODAY, Levels::default());
        let inputs = Inputs {
            files,
            today,
            drafts: false,
            base_url: None,
            levels,
            added: None,
            published: BTreeSet::new(),
            highlighted,
            pages: None,
            texts: None,
        };
        let Settled { value: built, findings } = prepress::site::build(inputs);
        let paths: Vec<&str> = built.paths().collect();
        let bytes = |path: &&str| match built.render(path) {
            Some(Ok(Output::Bytes(bytes))) => Some(((*path).to_owned(), bytes)),
            _ => None,
        };
        let output = paths.par_iter().filter_map(bytes).collect();
        Run { output, findings: emit::json(&findings, built.files()), cache: built.highlight_cache() }
    })
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let first = run(busy(), 1, Vec::new());
    assert!(first.findings.lines().count() > 40, "there is too little to compare:\n{}", first.findings);
    let backwards: Site = busy().into_iter().rev().collect();
    let others = [
        ("again", run(busy(), 1, Vec::new())),
        ("in another order", run(backwards, 1, Vec::new())),
        ("with four threads", run(busy(), 4, Vec::new())),
        ("with its cache", run(busy(), 4, first.cache.clone())),
    ];
    for (how, other) in others {
        assert_eq!(first.findings, other.findings, "other findings {how}");
        assert!(first.output.keys().eq(other.output.keys()), "other paths {how}");
        let differs = first.output.iter().filter(|(path, bytes)| other.output[*path] != **bytes);
        let differs: Vec<_> = differs.map(|(path, _)| path).collect();
        assert!(differs.is_empty(), "other bytes {how}: {differs:?}");
    }
}

/// Names and values of the attributes of all tags, in order.
fn attributes(html: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices('<') {
        let mut rest = &html[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        rest = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
        loop {
            rest = rest.trim_start();
            let end = rest.find(|c: char| "=> \n/".contains(c)).unwrap_or(rest.len());
            let name = rest[..end].to_owned();
            rest = &rest[end..];
            let Some(value) = rest.strip_prefix("=\"") else {
                rest = rest.strip_prefix('/').unwrap_or(rest);
                if rest.is_empty() || rest.starts_with('>') || rest.starts_with('=') {
                    break;
                }
                continue;
            };
            let Some((value, after)) = value.split_once('"') else { break };
            found.push((name, unescaped(value)));
            rest = after;
        }
    }
    found
}

fn unescaped(text: &str) -> String {
    let text =
        text.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'").replace("&#x2F;", "/");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Where a link of a page leads: a path of the output, and an id there. Nothing for other sites.
fn target(page: &str, link: &str, base: &str) -> Option<(String, String)> {
    let base_path = base.split_once("://").map_or(base, |(_, rest)| rest);
    let base_path = &base_path[base_path.find('/').unwrap_or(base_path.len())..];
    let (link, id) = link.split_once('#').unwrap_or((link, ""));
    let link = link.split('?').next().unwrap_or("");
    // Only the page for what is not found stands at no known depth, so that its links begin at the base.
    let from_base =
        link.strip_prefix(base).or_else(|| link.strip_prefix(base_path).filter(|_| page == "404.html"));
    let elsewhere = link.starts_with("//") || link.split('/').next().is_some_and(|first| first.contains(':'));
    let path = match from_base {
        Some("") => "index.html".to_owned(),
        Some(path) => decoded(path),
        None if elsewhere => return None,
        None if link.is_empty() => page.to_owned(),
        None if link.starts_with('/') => link.to_owned(),
        None => {
            FilePath::join(FilePath::new(page).folder(), &decoded(link)).unwrap_or_else(|| link.to_owned())
        }
    };
    Some((path, decoded(id)))
}

fn has_id(ids: &BTreeMap<&str, BTreeSet<&str>>, page: &str, id: &str) -> bool {
    ids.get(page).is_some_and(|ids| ids.contains(id))
}

/// Checks all links of a site and returns how many there are.
fn links_lead_somewhere(done: &Done) -> usize {
    let base = done.built.base_url().expect("the site has an address").to_owned();
    let pages: Vec<(&str, Vec<(String, String)>)> = done
        .output
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), attributes(&String::from_utf8_lossy(bytes))))
        .collect();
    let mut wrong = Vec::new();
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (page, attributes) in &pages {
        for (_, id) in attributes.iter().filter(|(name, _)| name == "id") {
            if !ids.entry(*page).or_default().insert(id.as_str()) {
                wrong.push(format!("{page} has the id {id} twice"));
            }
        }
    }
    let mut count = 0;
    for (page, attributes) in &pages {
        for (name, value) in attributes {
            match name.as_str() {
                "href" | "src" => {
                    let Some((path, id)) = target(page, value, &base) else { continue };
                    count += 1;
                    if !done.built.has(&path) {
                        wrong.push(format!("{page}: {name}=\"{value}\" leads to no file ({path})"));
                    } else if !id.is_empty() && path.ends_with(".html") && !has_id(&ids, &path, &id) {
                        wrong.push(format!("{page}: {name}=\"{value}\" leads to no place of {path}"));
                    }
                }
                "popovertarget" | "for" | "aria-labelledby" | "aria-describedby" => {
                    let lost = value.split(' ').filter(|id| !has_id(&ids, page, id));
                    wrong.extend(lost.map(|id| format!("{page}: {name} names no id of the page: {id}")));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    count
}

#[test]
fn links_inside_the_demo_lead_somewhere() {
    assert!(links_lead_somewhere(&site::build(demo())) > 100);
}

#[test]
fn links_inside_the_guide_lead_somewhere() {
    let done = site::build(site::read(Path::new(env!("CARGO_MANIFEST_DIR"))));
    assert!(links_lead_somewhere(&done) > 2000);
}

/// A section changed for its readers when a fact did that a view in it shows.
#[test]
fn sections_change_with_the_facts_that_their_views_show() {
    let views = [
        "```chart\nchart: pay-ladder\nsubjects: [acme-pm]\nattributes: [signing-bonus]\n```",
        "```facts\nfacts: [acme-pm/signing-bonus]\n```",
        "```comparison\nsubjects: [acme-pm, acme-pmm]\nattributes: [signing-bonus]\n```",
    ];
    let sections: Vec<String> =
        views.iter().enumerate().map(|(at, view)| format!("## Part {at}\n\n{view}\n\n")).collect();
    let hashes = |bonus: &str| {
        let mut site = demo();
        let facts = text_of(&site, "content/data/facts/acme-pm.yaml");
        site::put(&mut site, "content/data/facts/acme-pm.yaml", &facts.replace("value: $20K", bonus));
        site::put(&mut site, "content/shown.md", &format!("---\ntitle: Shown\n---\n{}", sections.concat()));
        let page = site::build(site).page("shown.html").to_owned();
        let (_, rest) = page.split_once("data-hash=\"").expect("the hashes");
        let parts = rest.split('"').next().unwrap_or("").split(' ').skip(1);
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    let (before, after) = (hashes("value: $20K"), hashes("value: $21K"));
    assert_eq!(before.len(), views.len());
    for (at, view) in views.iter().enumerate() {
        assert_ne!(before[at], after[at], "{view}");
    }
}

/// Each page shows its own part of the contents.
#[test]
fn twice_as_many_folders_give_twice_the_output() {
    let bytes = |folders: usize| {
        let mut files = Site::new();
        site::put(&mut files, "prepress.yaml", "title: Folders\n");
        site::put(&mut files, "content/index.md", "---\ntitle: Home\n---\n\nWords.\n");
        for k in 0..folders {
            let text = format!("---\ntitle: Part {k}\n---\n\nWords.\n");
            site::put(&mut files, &format!("content/s{k}/index.md"), &text);
        }
        site::build(files).output.values().map(Vec::len).sum::<usize>()
    };
    let (one, two) = (bytes(150), bytes(300));
    assert!(two * 10 < one * 21, "{one} bytes become {two}");
}
