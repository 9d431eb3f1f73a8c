//! What the highlighter and its cache promise.

use super::cache::VERSION;
use super::{Cache, LONGEST_BLOCK, LONGEST_LINE, highlight, is_plain};
use std::collections::BTreeSet;

/// The text of highlighted code: without tags and entities.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = after.split_once('>').expect("tags end");
        assert!(tag == "/span" || tag.starts_with("span class=\""), "{tag}");
        rest = after;
    }
    out.push_str(rest);
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    out.replace("&amp;", "&")
}

/// Checks what holds for all output.
fn check(code: &str, html: &str) {
    assert_eq!(text(html), code);
    for line in html.lines() {
        assert_eq!(line.matches("<span").count(), line.matches("</span").count(), "{line}");
    }
    for span in html.split("<span class=\"").skip(1) {
        let (class, rest) = span.split_once("\">").expect("a class");
        assert!("kscnftovparide".contains(class) && class.len() == 1, "{class}");
        let (inner, _) = rest.split_once("</span>").expect("spans end");
        assert!(!inner.contains('<') && inner.trim() == inner && !inner.is_empty(), "{inner:?}");
    }
}

const GOLDEN: &[(&str, &str, &str)] = &[
    (
        "rust",
        "/// a\npub fn f(x: &str) -> u8 { g!(\"<\\n\", 1) }",
        "<span class=\"c\">/// a</span>\n\
         <span class=\"k\">pub fn</span> <span class=\"f\">f</span><span class=\"p\">(</span>\
         <span class=\"v\">x</span>: <span class=\"o\">&amp;</span><span class=\"k\">str</span>\
         <span class=\"p\">)</span> -&gt; <span class=\"k\">u8</span> <span class=\"p\">{</span> \
         <span class=\"f\">g!</span><span class=\"p\">(</span><span class=\"s\">&quot;&lt;</span>\
         <span class=\"r\">\\n</span><span class=\"s\">&quot;</span>, <span class=\"n\">1</span>\
         <span class=\"p\">) }</span>",
    ),
    (
        "yaml",
        "# c\nkey: [a, 1]\r\n",
        "<span class=\"c\"># c</span>\n<span class=\"a\">key</span>: <span class=\"p\">[</span>\
         <span class=\"s\">a</span>, <span class=\"n\">1</span><span class=\"p\">]</span>\r\n",
    ),
    (
        "json5",
        "{\"a\": \"b\"}",
        "<span class=\"p\">{</span><span class=\"a\">&quot;a&quot;</span>: \
         <span class=\"s\">&quot;b&quot;</span><span class=\"p\">}</span>",
    ),
    ("diff", "-x\n+y\n", "<span class=\"d\">-x</span>\n<span class=\"i\">+y</span>\n"),
    ("html", "&amp;\n", "<span class=\"r\">&amp;amp;</span>\n"),
    ("rust", "", ""),
    ("rust", "\n  \n", "\n  \n"),
];

#[test]
fn golden_blocks() {
    for (language, code, expected) in GOLDEN {
        let html = highlight(language, code).expect(language);
        assert_eq!(html, *expected, "{language}");
        check(code, &html);
    }
}

#[test]
fn plain_and_unknown_languages() {
    for language in ["", " ", "text", "Plain", "console", "shell-session", "txt", "text,ignore"] {
        assert!(is_plain(language), "{language}");
        assert_eq!(highlight(language, "x"), None, "{language}");
    }
    for language in ["klingon", "mermaid", "\u{1f600}", ".", "{"] {
        assert_eq!(highlight(language, "x"), None, "{language}");
    }
    assert!(!is_plain("klingon"));
}

#[test]
fn languages_by_alias_name_and_ending() {
    let known = "rs rust Rust RUST py python Python3 js javascript JavaScript ts typescript tsx jsx \
        sh bash shell zsh yml yaml YAML md markdown dockerfile Dockerfile docker toml json json5 \
        jsonc c C cpp c++ C# csharp java kotlin kt swift go golang rb ruby php perl lua r R sql SQL \
        postgresql html css scss xml svg diff patch ini makefile make cmake nginx graphql proto \
        terraform hcl haskell hs elixir erlang clojure scala dart julia matlab latex tex vim zig nix \
        env .env gitignore http regex vue svelte fsharp objc tera jinja2 csv log rust,ignore";
    for language in known.split_whitespace() {
        let html = highlight(language, "x = \"1\" # y\n");
        check("x = \"1\" # y\n", &html.unwrap_or_else(|| panic!("{language} is unknown")));
    }
    let same = |a, b| assert_eq!(highlight(a, "let x = <'a>1"), highlight(b, "let x = <'a>1"));
    same("fs", "f#");
    same("rust", "rs");
}

#[test]
fn large_blocks_are_escaped_only() {
    let block = "let x = \"<\";\n".repeat(LONGEST_BLOCK / 10);
    let html = highlight("rust", &block).expect("known");
    assert!(!html.contains("<span"));
    check(&block, &html);
    let line = "x=1;".repeat(LONGEST_LINE / 2);
    assert_eq!(highlight("js", &line).expect("known"), line);
}

#[test]
fn lines_that_come_again_look_as_in_a_block_of_their_own() {
    let line = |number: usize| match number % 5 {
        0 => "/* a",
        1 => "let a = \"b; */",
        2 => "fn f() { r#\"",
        3 => "\"# }",
        _ => "",
    };
    // Every line after every other, in one block and alone, and more of them than are kept.
    for first in 0..5 {
        let code: String = (0..25).map(|at| format!("{}\n", line(first * at + at / 5))).collect();
        let again = || highlight("rust", &code).expect("known");
        let fresh = std::thread::scope(|scope| scope.spawn(again).join().expect("no panic"));
        assert_eq!(again(), fresh, "{code}");
        let many: String = (0..2000).map(|number| format!("let x{number} = \"{number}\";\n")).collect();
        check(&many, &highlight("rust", &many).expect("known"));
        assert_eq!(again(), fresh, "{code}");
    }
}

#[test]
fn html_stays_under_four_times_the_code() {
    let code = include_str!("../highlight.rs");
    let html = highlight("rust", code).expect("known");
    check(code, &html);
    assert!(html.len() < 4 * code.len(), "{} for {}", html.len(), code.len());
    let classes: BTreeSet<_> = html.split("class=\"").skip(1).map(|rest| &rest[..1]).collect();
    assert!(classes.len() > 6, "{classes:?}");
}

#[test]
fn the_list_of_names_is_that_of_the_grammars() {
    let set = super::grammars();
    let names = set.syntaxes().iter().flat_map(|syntax| {
        std::iter::once(&syntax.name).chain(&syntax.file_extensions).map(|name| name.to_lowercase())
    });
    let known = |name: &String| super::languages::grammar(set, name).is_some();
    let names: BTreeSet<String> = names.filter(known).collect();
    let listed: BTreeSet<String> = include_str!("known.txt").lines().map(str::to_owned).collect();
    let missing: Vec<_> = names.difference(&listed).collect();
    let more: Vec<_> = listed.difference(&names).collect();
    assert!(missing.is_empty() && more.is_empty(), "known.txt lacks {missing:?} and need not have {more:?}");
    for name in names.iter().map(String::as_str).chain([
        "golang",
        ".rs",
        "Rust,ignore",
        "js",
        "nothing-of-it",
        "text",
    ]) {
        let found = super::languages::find(set, name).is_some();
        assert_eq!(super::languages::is_known(name), found, "{name}");
    }
}

#[test]
fn the_cache_keeps_what_was_used() {
    let cache = Cache::default();
    cache.insert("rust", "a", "A–");
    cache.insert("Rust", "b", "B");
    assert_eq!(cache.get("RUST", "b").as_deref(), Some("B"));
    assert_eq!(cache.get("rust", "c"), None);
    assert_eq!(cache.get("rus", "ta"), None);
    let bytes = cache.to_bytes(false);
    let again = Cache::from_bytes(&bytes);
    assert_eq!(again.get("rust", "a").as_deref(), Some("A–"));
    let fewer = again.to_bytes(false);
    assert!(fewer.len() < bytes.len(), "`b` was not used");
    assert_eq!(again.get("rust", "b").as_deref(), Some("B"));
    assert_eq!(again.to_bytes(false), bytes, "the order of use does not matter");
    assert_eq!(Cache::from_bytes(&fewer).get("rust", "b"), None);
}

#[test]
fn a_damaged_cache_is_empty() {
    let cache = Cache::default();
    cache.insert("rust", "a", "A");
    let bytes = cache.to_bytes(false);
    let empty = Cache::default().to_bytes(false);
    for index in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[index] ^= 1;
        assert_eq!(Cache::from_bytes(&damaged).get("rust", "a"), None, "byte {index}");
        let cut = Cache::from_bytes(&bytes[..index]);
        assert_eq!(cut.to_bytes(false), empty);
    }
    let mut older = bytes[..bytes.len() - 32].to_vec();
    older[8..12].copy_from_slice(&(VERSION + 1).to_le_bytes());
    let sum = blake3::hash(&older);
    older.extend(sum.as_bytes());
    assert_eq!(Cache::from_bytes(&older).get("rust", "a"), None);
}

proptest::proptest! {
    #[test]
    fn any_code_keeps_its_text(
        language in "(rs|py|ts|yaml|sql|sh|html|md|json|css|php|diff|toml)",
        code in "([a-z]{1,3}|[<>&'\"`{}()\\[\\]#/*$@:;,.=+-]|\\r?\\n| {1,3}|\\t|–|\u{1f600}|\u{301}|fn |def |<b>|1.5){0,80}",
    ) {
        let html = highlight(&language, &code).expect("known");
        check(&code, &html);
    }
}
