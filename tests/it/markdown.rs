//! Markdown means what the specification of CommonMark says, and what GitHub's adds to it, with every way of a guide's
//! own switched on.
//!
//! The examples are those that come with the parser's sources, which cargo has fetched: all of the specification, and
//! GitHub's for tables, boxes and strikethrough. The text goes through the reader, the tree and the writer of pages.

use html5gum::{Token, Tokenizer};
use std::path::PathBuf;
use std::process::Command;

/// Elements around which white space means nothing.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "blockquote", "body", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "iframe", "li",
    "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
];

/// How many examples there are at least of each file.
const SUITES: [(&str, usize); 4] =
    [("spec", 652), ("gfm_table", 9), ("gfm_strikethrough", 3), ("gfm_tasklist", 2)];

#[test]
fn every_example_of_the_specifications_holds() {
    let built = crate::site::build(crate::site::Site::new()).built;
    let folder = sources().join("tests/suite");
    let mut wrong = Vec::new();
    for (name, least) in SUITES {
        let file = std::fs::read_to_string(folder.join(format!("{name}.rs"))).expect("the examples");
        let examples = examples(&file);
        assert!(examples.len() >= least, "{name}: {} examples", examples.len());
        for (number, (markdown, expected)) in examples.iter().enumerate() {
            let html = built.render_plain(markdown, false).expect("no template is used");
            if normal(&html) != normal(expected) {
                wrong.push(format!(
                    "{name} {}:\n{markdown}\n--- expected\n{expected}\n--- got\n{html}",
                    number + 1
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

/// Where cargo keeps the parser's sources.
fn sources() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let about = Command::new("rustc").arg("-vV").output().expect("rustc starts");
    let about = String::from_utf8(about.stdout).expect("text");
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a platform");
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo metadata");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = said["packages"].as_array().expect("a list of packages");
    let parser = packages.iter().find(|package| package["name"] == "pulldown-cmark").expect("the parser");
    PathBuf::from(parser["manifest_path"].as_str().expect("a path")).parent().expect("a folder").to_path_buf()
}

/// The Markdown and the HTML of each example of a file.
fn examples(file: &str) -> Vec<(&str, &str)> {
    let texts = |name: &str| -> Vec<&str> {
        let begin = format!("let {name} = r##\"");
        let after = file.split(&begin as &str).skip(1);
        after.filter_map(|rest| rest.split_once("\"##;").map(|(text, _)| text)).collect()
    };
    texts("original").into_iter().zip(texts("expected")).collect()
}

/// HTML without what browsers do not see: the order and the marks of attributes, white space between blocks.
fn normal(html: &str) -> String {
    let mut out = String::new();
    let (mut preformatted, mut after_block) = (0_usize, true);
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let mut attributes: Vec<String> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| {
                        let value = String::from_utf8_lossy(value);
                        let written = format!(" {}=\"{value}\"", String::from_utf8_lossy(name));
                        // The two specifications' writers differ.
                        written.replace("style=\"text-align: ", "align=\"")
                    })
                    .collect();
                attributes.sort();
                after_block = BLOCKS.contains(&name.as_str());
                if after_block {
                    out.truncate(out.trim_end_matches([' ', '\n']).len());
                }
                preformatted += usize::from(name == "pre");
                out.push_str(&format!("<{name}{}>", attributes.concat()));
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                after_block = BLOCKS.contains(&name.as_str());
                if after_block && preformatted == 0 {
                    out.truncate(out.trim_end_matches([' ', '\n']).len());
                }
                preformatted = preformatted.saturating_sub(usize::from(name == "pre"));
                out.push_str(&format!("</{name}>"));
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text).into_owned();
                if preformatted > 0 {
                    out.push_str(&text.replace('<', "&lt;"));
                    continue;
                }
                for c in text.chars() {
                    let blank = matches!(c, ' ' | '\n');
                    match c {
                        '<' => out.push_str("&lt;"),
                        _ if blank && (after_block || out.ends_with([' ', '\n'])) => continue,
                        _ => out.push(if blank { ' ' } else { c }),
                    }
                    after_block = false;
                }
            }
            Token::Comment(text) => out.push_str(&format!("<!--{}-->", String::from_utf8_lossy(&text))),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out.trim_end_matches([' ', '\n']).replace("<tbody></tbody>", "")
}
