//! The front matter of another tool's page: where it ends, and which keys it has.
//!
//! In: a page's text. Out: its keys and values, what could not be read of it, and where the body begins. YAML and TOML
//! are read; whatever looks like something else stays in the body, and is named. Does not know what keys mean.

use super::toml;
use super::value::{self, Entries, Value};

/// What stands above the body of a page.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub entries: Entries,
    /// The language and the lines that could not be read.
    pub unread: Option<(&'static str, String)>,
    /// The first byte of the body.
    pub body: usize,
    /// What the author should know.
    pub problem: Option<&'static str>,
}

/// Parts the front matter of a page from its body.
pub(super) fn split(text: &str) -> Front {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let head = text[start..].find('\n').map_or(text.len(), |end| start + end + 1);
    let first = text[start..head].trim_end();
    let bare = |problem| Front { body: start, problem, ..Front::default() };
    let json = first.starts_with('{') && !first.starts_with("{{") && !first.starts_with("{%");
    let named = first.strip_prefix("---").filter(|name| !name.is_empty());
    match first {
        "---" | "+++" => match end(text, head, first) {
            Some((end, body)) if first == "---" => yaml(&text[head..end], body).unwrap_or_else(|| bare(None)),
            Some((end, body)) => read_toml(&text[head..end], body),
            None if first == "---" => bare(None),
            None => bare(Some("the front matter has no end: it stands in the text")),
        },
        _ if json => bare(Some("front matter in JSON is not read: it stands in the text")),
        _ if named.is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphabetic())) => {
            bare(Some("only front matter in YAML and TOML is read: this stands in the text"))
        }
        _ => bare(None),
    }
}

/// Where the lines below a fence end, and where the text after the next one begins.
fn end(text: &str, from: usize, fence: &str) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Nothing if this is no front matter, but a text between two lines.
fn yaml(yaml: &str, body: usize) -> Option<Front> {
    match value::read_yaml(yaml) {
        Some(Value::Map(entries)) => Some(Front { entries, body, ..Front::default() }),
        Some(Value::Null) => Some(Front { body, ..Front::default() }),
        Some(_) => None,
        None => {
            let (entries, rest) = line_by_line(yaml);
            if entries.is_empty() {
                return None;
            }
            let unread = Some(("yaml", rest)).filter(|(_, rest)| !rest.is_empty());
            Some(Front { entries, unread, body, problem: Some("the front matter is not valid YAML") })
        }
    }
}

/// The lines `key: value` of YAML that cannot be read as a whole, and the others.
fn line_by_line(yaml: &str) -> (Entries, String) {
    let mut entries = Entries::new();
    let mut rest = String::new();
    for line in yaml.lines().filter(|line| !line.trim().is_empty()) {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let pair = line.split_once(':').map(|(key, value)| (key, value.trim()));
        let simple = pair.filter(|(key, value)| {
            let plain = !value.is_empty() && !value.starts_with(['[', '{', '|', '>', '&', '*']);
            let is_new = entries.iter().all(|(own, _): &(String, Value)| own != key);
            plain && is_new && !key.is_empty() && key.chars().all(is_name)
        });
        match simple {
            Some((key, value)) => {
                let inner = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q));
                entries.push((key.to_owned(), Value::words(inner.unwrap_or(value))));
            }
            None => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    (entries, rest)
}

fn read_toml(text: &str, body: usize) -> Front {
    let read = toml::read(text);
    let problem = (!read.unread.is_empty()).then_some("lines of the front matter could not be read");
    let unread = Some(("toml", read.unread)).filter(|(_, rest)| !rest.is_empty());
    Front { entries: read.entries, unread, body, problem }
}
