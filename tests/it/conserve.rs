//! Nothing that an author wrote is lost: every word of a page stands in the output, or a finding names the line that it
//! stands on.
//!
//! What a page says is read by another parser of GitHub's Markdown. What prepress puts into a place of its own is left
//! out of the account: values in the place of `<fact:…>`, titles in the place of `[[page]]`, views in the place of their
//! blocks.

use crate::site::{self, Done, Site};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use prepress::diag::Level;
use prepress::site::Content;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words that sections with a role print in words of their own.
const OF_ROLES: [&str; 2] = ["BAD", "GOOD"];

/// Blocks in whose place a view stands.
const VIEWS: [&str; 12] = [
    "comparison",
    "checklist",
    "facts",
    "chart",
    "timeline",
    "questions",
    "principles",
    "rubric",
    "process",
    "plan",
    "mistakes",
    "worksheet",
];

/// How often each word occurs.
type Words = BTreeMap<String, usize>;

fn count(text: &str, into: &mut Words) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *into.entry(word.to_owned()).or_default() += 1;
    }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.parse.leave_footnote_definitions = true;
    options
}

/// What GitHub prints of a text, line by line.
fn printed(markdown: &str) -> Vec<(usize, String)> {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let mut out = Vec::new();
    collect(root, &mut out);
    out
}

fn collect<'a>(node: &'a AstNode<'a>, out: &mut Vec<(usize, String)>) {
    let data = node.data.borrow();
    let line = data.sourcepos.start.line;
    match &data.value {
        NodeValue::Text(text) => out.push((line, without_marks(text))),
        NodeValue::Code(code) => out.push((line, code.literal.clone())),
        NodeValue::CodeBlock(code) => {
            let language = code.info.split_whitespace().next().unwrap_or("");
            if !VIEWS.contains(&language) {
                out.extend(
                    code.literal.lines().enumerate().map(|(at, text)| (line + 1 + at, text.to_owned())),
                );
            }
            return;
        }
        NodeValue::HtmlBlock(html) => {
            let text = visible(&html.literal, " ");
            out.extend(text.lines().enumerate().map(|(at, text)| (line + at, text.to_owned())));
        }
        // The name of an inserted fact is nothing to read.
        NodeValue::Link(link)
            if ["fact:", "claim:", "source:"].iter().any(|own| link.url.starts_with(own)) =>
        {
            let mut inner = Vec::new();
            node.children().for_each(|child| collect(child, &mut inner));
            if inner.iter().map(|(_, text)| text.as_str()).collect::<String>() != link.url {
                out.extend(inner);
            }
            return;
        }
        _ => {}
    }
    node.children().for_each(|child| collect(child, out));
}

/// A text without what names ids, classes and pages in it.
fn without_marks(text: &str) -> String {
    let mut out = text.to_owned();
    for (open, close) in [("{#", "}"), ("{.", "}"), ("[[", "]]")] {
        while let Some(start) = out.find(open)
            && let Some(end) = out[start..].find(close)
        {
            out.replace_range(start..start + end + close.len(), " ");
        }
    }
    out
}

/// The text of HTML, with the texts of attributes that readers are told, and `gap` in the place of tags.
fn visible(html: &str, gap: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?') {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let mut quote = None;
        let end = rest.char_indices().skip(1).find(|(_, c)| {
            match (quote, *c) {
                (None, '>') => return true,
                (None, '"' | '\'') => quote = Some(*c),
                (Some(open), c) if open == c => quote = None,
                _ => {}
            }
            false
        });
        let Some((end, _)) = end else { break };
        for told in ["alt=\"", "title=\"", "content=\"", "value=\""] {
            if let Some(at) = rest[..end].find(told) {
                out.push(' ');
                out.push_str(rest[at + told.len()..end].split('"').next().unwrap_or(""));
                out.push(' ');
            }
        }
        out.push_str(gap);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    entities.iter().fold(out, |text, (entity, sign)| text.replace(entity, sign))
}

/// The lines of each file that findings name. What is not closed takes the rest of its file with it.
fn named(done: &Done) -> BTreeMap<String, BTreeSet<usize>> {
    let mut named: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for finding in &done.findings {
        let file = done.built.files().get(finding.span.file);
        let line = |at: usize| file.text[..at.min(file.text.len())].matches('\n').count() + 1;
        let range = finding.span.range();
        let last = if matches!(finding.lint.name, "unclosed-block" | "nested-too-deeply") {
            file.text.lines().count() + 1
        } else {
            line(range.end)
        };
        named.entry(file.path.to_string()).or_default().extend(line(range.start)..=last);
    }
    named
}

/// The words of pages that are lost without a word.
fn lost(files: &Site, done: &Done) -> Vec<String> {
    let named = named(done);
    let mut lost = Vec::new();
    for (path, content) in files {
        let (Some(page), Content::Text(text)) =
            (path.as_str().strip_prefix("content/").and_then(|path| path.strip_suffix(".md")), content)
        else {
            continue;
        };
        // A site's own templates may leave out what they like.
        if page.starts_with("data/") || files.keys().any(|path| path.as_str().starts_with("themes/")) {
            continue;
        }
        let lines = named.get(path.as_str()).cloned().unwrap_or_default();
        let out = format!("{page}.html");
        let taken = done.findings.iter().any(|finding| finding.lint.name == "duplicate-path");
        let Some(html) = done.output.get(&out).filter(|_| !taken) else { continue };
        let mut here = Words::new();
        let html = String::from_utf8_lossy(html);
        count(&visible(&html, " "), &mut here);
        // What marks part is one word here and two there.
        let joined = visible(&html, "");
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let end =
            ["\n---\n", "\n...\n"].into_iter().filter_map(|end| Some((text.find(end)?, end.len()))).min();
        let body = match end.filter(|_| text.starts_with("---\n")) {
            Some((at, length)) => &text[at + length..],
            None => &text,
        };
        let above = text[..text.len() - body.len()].matches('\n').count();
        let mut wanted = Words::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (line, text) in printed(body) {
            if !lines.contains(&(line + above)) {
                let mut words = Words::new();
                count(&text, &mut words);
                for (word, times) in words {
                    *wanted.entry(word.clone()).or_default() += times;
                    places.entry(word).or_insert(line + above);
                }
            }
        }
        for (word, times) in wanted {
            let there = here.get(&word).copied().unwrap_or(0);
            let is_lost = there < times && joined.matches(word.as_str()).count() < times;
            if is_lost && !OF_ROLES.contains(&word.as_str()) {
                lost.push(format!(
                    "{path}:{}: `{word}` stands {times} times in the text, {there} times on the page",
                    places[&word]
                ));
            }
        }
    }
    lost
}

fn nothing_is_lost(name: &str, files: Site) {
    let done = site::build(files.clone());
    let mut lost = lost(&files, &done);
    lost.extend(lost_data(&files, &done));
    assert!(lost.is_empty(), "{name}:\n{}", lost.join("\n"));
}

#[test]
fn no_word_of_the_guide_is_lost() {
    nothing_is_lost("the guide", site::read(Path::new(env!("CARGO_MANIFEST_DIR"))));
}

#[test]
fn no_word_of_the_manual_is_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Site::new();
    site::put(&mut files, "prepress.yaml", "title: The manual\nlints: {links: warn}\n");
    let pages = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/writing.md",
        "docs/claims.md",
        "docs/preview.md",
        "docs/templates.md",
        "docs/coming-from.md",
        "tests/README.md",
    ];
    for page in pages {
        let text = std::fs::read_to_string(root.join(page)).expect("a page of the manual");
        let name = page.replace('/', "-").replace("README", "readme-of");
        site::put(&mut files, &format!("content/{name}"), &text);
    }
    nothing_is_lost("the manual", files);
}

#[test]
fn no_word_of_a_case_is_lost() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let only = std::env::var("CASE").unwrap_or_default();
    let mut wrong = Vec::new();
    for case in crate::cases::cases(&root).into_iter().filter(|case| case.to_string_lossy().contains(&only)) {
        let files = site::read(&case.join("site"));
        let done = site::build(files.clone());
        let mut lost = lost(&files, &done);
        lost.extend(lost_data(&files, &done));
        if !lost.is_empty() {
            wrong.push(format!("{}:\n{}", case.display(), lost.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What Markdown and its extensions know, whole and in halves, between words that tell each other apart.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "", "", " ", "\n", "\n\n", "*", "**", "_", "`", "``", "~~", "[", "]", "(", ")", "[[", "]]", "](", "](x.md)", "](<", "![", ": ", ":", "\n: ", "\n:::", "{", "}", "{#",
    "{.", "<", ">", "<b>", "</b>", "<div>", "</div>", "<details>\n<summary>", "</summary>\n", "</details>", "<!-- ", " -->", "<T>", "List<", "<br/>", "<a name=\"z\"/>", "&", "&amp;", "\\", "\\<", "$", "$$", "|",
    "\n| ", " | ", "\n|---|---|\n", "\n- ", "\n  - ", "\n1. ", "\n- [ ] ", "\n> ", "\n> [!NOTE]\n> ", "\n> [!odd]\n", "\n# ", "\n## ", "\n### ", "\n===\n", "\n---\n", "\n***\n", "\n```\n", "\n```js\n", "\n~~~\n",
    "\n    ", "\n\t", "[^1]", "\n[^1]: ", "[^Note]", "\n\n[^note]: ", "\n[ref]: /x\n", "[ref]", "\n## TL;DR\n", "\n## Summary\n", "\n## FAQ\n", "\n## Mistakes to avoid\n", "\n- BAD: ", "\n- GOOD: ", "\n## Who this is for\n",
    "\n## Related reading\n", "\n## Checklist\n", "www.a.example", "https://b.example/x?y#z", "me@c.example", "\u{a0}", "—", "é", "面接", "🎉", "\u{301}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_any_text_is_lost(marks in prop::collection::vec(prop::sample::select(MARKS), 1..40)) {
        let mut text = "---\ntitle: Words\n---\n".to_owned();
        for (number, mark) in marks.iter().enumerate() {
            text.push_str(mark);
            text.push_str(&format!("w{number}a"));
        }
        text.push('\n');
        let mut files = Site::new();
        site::put(&mut files, "prepress.yaml", "title: Words\nlints: {links: warn}\n");
        site::put(&mut files, "content/index.md", "---\ntitle: Home\n---\n");
        site::put(&mut files, "content/x.md", &text);
        let done = site::build(files.clone());
        let lost = lost(&files, &done);
        prop_assert!(lost.is_empty(), "{}\n{text}\n{}", lost.join("\n"), done.page("x.html"));
    }
}

/// Keys of data whose texts are for the check and not for readers.
const FOR_THE_CHECK: [&str; 12] = [
    "allow",
    "derive",
    "example",
    "for",
    "id",
    "plausible",
    "quote",
    "reason",
    "rule",
    "unless",
    "values",
    "when",
];

/// The texts of a data file: everything of at least three words.
fn texts(value: &serde_yaml::Value, out: &mut Vec<String>) {
    match value {
        serde_yaml::Value::String(text) if text.split_whitespace().count() > 2 => out.push(text.clone()),
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| texts(item, out)),
        serde_yaml::Value::Mapping(entries) => {
            for (key, value) in entries {
                let key = key.as_str().unwrap_or("");
                if !FOR_THE_CHECK.contains(&key) {
                    texts(value, out);
                }
            }
        }
        _ => {}
    }
}

/// The words of texts in data that stand nowhere in the output, and that no finding names.
fn lost_data(files: &Site, done: &Done) -> Vec<String> {
    let named = named(done);
    let mut here = Words::new();
    for (path, bytes) in &done.output {
        if path.ends_with(".html") || path.ends_with(".json") {
            count(&visible(&String::from_utf8_lossy(bytes), " "), &mut here);
        }
    }
    let mut lost = Vec::new();
    for (path, content) in files {
        let Content::Text(source) = content else { continue };
        if !path.as_str().starts_with("content/data/") || !path.as_str().ends_with(".yaml") {
            continue;
        }
        // What is wrong in a record keeps the whole of it from readers, and is said; so is a record that no page shows.
        let broken = done.findings.iter().any(|finding| {
            (finding.level == Level::Deny || finding.lint.name == "unused-record")
                && done.built.files().get(finding.span.file).path == *path
        });
        // Attributes that no fact has are nowhere.
        let Ok(value) = serde_yaml::from_str(source) else { continue };
        if broken || path.as_str().ends_with("/attributes.yaml") {
            continue;
        }
        let lines = named.get(path.as_str()).cloned().unwrap_or_default();
        let mut found = Vec::new();
        texts(&value, &mut found);
        for text in found {
            for (line, part) in printed(&text).into_iter().flat_map(|(_, part)| {
                let mut words = Words::new();
                count(&part, &mut words);
                words.into_keys().map(|word| (place(source, &word), word)).collect::<Vec<_>>()
            }) {
                if !here.contains_key(&part) && !lines.contains(&line) {
                    lost.push(format!("{path}:{line}: `{part}` of \"{text}\""));
                }
            }
        }
    }
    lost
}

/// The first line of a word.
fn place(text: &str, word: &str) -> usize {
    text[..text.find(word).unwrap_or(0)].matches('\n').count() + 1
}
