//! What only components need: lines that load them, and what is meant for the head of a page.
//!
//! In: the body of a page that may use components. Out: the same without `import …`, `export …` and `<head>` blocks,
//! and with pictures that are loaded by a name, `<img src={Name} />`, named by their path. Every line that was taken
//! out is told. Knows no other component.

use super::lines::{self, Line};
use crate::parse::foreign::is_module;

/// A body without what loads components.
#[derive(Debug, Default)]
pub(super) struct Plain {
    pub text: String,
    /// Lines that were taken out, each with its number in the body.
    pub removed: Vec<(usize, String)>,
}

/// Takes out what loads components.
pub(super) fn without(body: &str) -> Plain {
    let mut out = Plain { text: String::with_capacity(body.len()), ..Plain::default() };
    let all = lines::lines(body);
    let mut loaded = Vec::new();
    // Whether a statement goes on: it ends at an empty line.
    let mut open = false;
    // The first line after a block for the head of the page.
    let mut head = 0;
    for (at, line) in all.iter().enumerate() {
        let text = line.text.trim_end();
        if at >= head && !open && !line.is_code() {
            head = head_end(&all, at).unwrap_or(head);
        }
        let inside = at < head || open || (!line.is_code() && is_module(text));
        if at >= head {
            let ends = text.contains(" from ") || (!open && text.ends_with([';', '\'', '"']));
            open = inside && !ends && !text.is_empty();
        }
        if inside && !text.is_empty() {
            loaded.extend(picture(text));
            out.removed.push((line.number, text.to_owned()));
        } else if line.is_code() {
            out.text.push_str(line.text);
        } else {
            out.text.push_str(&with_paths(line.text, &loaded));
        }
    }
    out
}

/// The first line after a `<head>` block that begins in a line and closes.
fn head_end(all: &[Line<'_>], at: usize) -> Option<usize> {
    let lower = |line: &Line<'_>| line.text.trim().to_ascii_lowercase();
    let first = lower(all.get(at)?);
    if !first.starts_with("<head>") {
        return None;
    }
    let length = all[at..].iter().position(|line| lower(line).contains("</head>"))?;
    // What stands behind the block in its last line is no part of it.
    lower(&all[at + length]).ends_with("</head>").then_some(at + length + 1)
}

/// `import Name from '…/picture.png'`
fn picture(statement: &str) -> Option<(String, String)> {
    const ENDINGS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "pdf"];
    let (name, rest) = statement.strip_prefix("import ")?.split_once(" from ")?;
    let path = quoted(rest.trim().trim_end_matches(';'))?;
    let path = path.rsplit('!').next().unwrap_or(path);
    let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
    (is_name && ENDINGS.contains(&ending.as_str())).then(|| (name.to_owned(), path.to_owned()))
}

/// A text without the quotes around it.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim();
    ['"', '\'', '`'].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote))
}

/// A line in which `src={Name}` and `src={require('path').default}` are `src="path"`.
fn with_paths(line: &str, loaded: &[(String, String)]) -> String {
    let spans = lines::spans(line);
    let mut out = String::with_capacity(line.len());
    let mut done = 0;
    for (at, open) in line.match_indices("={") {
        let is_link = ["src", "href"].iter().any(|name| line[..at].ends_with(name));
        let start = at + open.len();
        let Some(end) = line[start..].find('}').filter(|_| is_link && !lines::is_inside(&spans, at)) else {
            continue;
        };
        let Some(path) = path_of(&line[start..start + end], loaded) else { continue };
        if at < done || path.contains('"') {
            continue;
        }
        out.push_str(&line[done..=at]);
        out.push_str(&format!("\"{path}\""));
        done = start + end + 1;
    }
    out.push_str(&line[done..]);
    out
}

/// The path that an expression stands for.
fn path_of<'a>(expression: &'a str, loaded: &'a [(String, String)]) -> Option<&'a str> {
    let bare = expression.trim();
    let called = ["require(", "useBaseUrl("].iter().find_map(|name| bare.strip_prefix(*name));
    if let Some((argument, after)) = called.and_then(|rest| rest.split_once(')')) {
        return quoted(argument).filter(|_| ["", ".default"].contains(&after.trim()));
    }
    let by_name = loaded.iter().find(|(name, _)| name == bare).map(|(_, path)| path.as_str());
    by_name.or_else(|| quoted(bare).filter(|path| !path.contains(['$', '{'])))
}
