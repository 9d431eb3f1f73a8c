//! Values of front matter and configuration, and how YAML writes them.
//!
//! In: YAML, or values that were read from TOML. Out: values, and lines of YAML that say the same. Knows no key.

use crate::parse::yaml::{self, Node};
use crate::text::{FilePath, Files};

/// What a key is set to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Scalar {
        text: String,
        /// Whether it stood without quotes, so that it may be a number, a date, or true and false.
        bare: bool,
    },
    List(Vec<Value>),
    Map(Entries),
}

/// Keys and their values, in the order of the text.
pub(super) type Entries = Vec<(String, Value)>;

impl Value {
    /// A text, whatever it looks like.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::Scalar { text: text.into(), bare: false }
    }

    /// A number or a date.
    pub(super) fn bare(text: impl Into<String>) -> Self {
        Self::Scalar { text: text.into(), bare: true }
    }

    /// A list of texts.
    pub(super) fn list(texts: &[String]) -> Self {
        Self::List(texts.iter().map(Self::words).collect())
    }

    /// The text of a single value.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value of a key, where this is a mapping that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(own, _)| own == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// Reads a YAML document; nothing if it cannot be read.
pub(super) fn read_yaml(text: &str) -> Option<Value> {
    let file = Files::default().add(FilePath::new(""), "".into());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = yaml::read_text(file, text, 0).value.ok()?;
    Some(node.map_or(Value::Null, |node| of_node(&node, text)))
}

fn of_node(node: &Node, text: &str) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Scalar(scalar) => {
            let written = text.get(node.span.range()).unwrap_or("");
            Value::Scalar { text: scalar.clone(), bare: !written.starts_with(['"', '\'', '|', '>']) }
        }
        yaml::Value::List(items) => Value::List(items.iter().map(|item| of_node(item, text)).collect()),
        yaml::Value::Map(nodes) => {
            let mut entries = Entries::new();
            for (key, node) in nodes {
                add(&mut entries, &key.value, of_node(node, text));
            }
            Value::Map(entries)
        }
    }
}

/// Adds an entry; a key that is there already gets a number.
pub(super) fn add(entries: &mut Entries, key: &str, value: Value) {
    let is_free = |name: &str| entries.iter().all(|(own, _)| own != name);
    let numbered = (2_usize..).map(|number| format!("{key}-{number}"));
    let name = std::iter::once(key.to_owned()).chain(numbered).find(|name| is_free(name));
    entries.push((name.unwrap_or_default(), value));
}

/// Writes an entry of a mapping, `depth` mappings deep.
pub(super) fn write(out: &mut String, depth: usize, key: &str, value: &Value) {
    let (indent, name) = ("  ".repeat(depth), scalar(key, false));
    match value {
        Value::Map(entries) if !entries.is_empty() => {
            out.push_str(&format!("{indent}{name}:\n"));
            for (key, value) in entries {
                write(out, depth + 1, key, value);
            }
        }
        Value::List(items) if items.iter().any(|item| matches!(item, Value::List(_) | Value::Map(_))) => {
            out.push_str(&format!("{indent}{name}:\n"));
            for item in items {
                out.push_str(&format!("{indent}  - {}\n", flow(item)));
            }
        }
        _ => out.push_str(&format!("{indent}{name}: {}\n", flow(value))),
    }
}

/// A value in one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Scalar { text, bare } => scalar(text, *bare),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let pair = |(key, value): &(String, Value)| format!("{}: {}", scalar(key, false), flow(value));
            format!("{{{}}}", entries.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A single value in one line: without quotes where every reader of YAML takes it for what it is.
fn scalar(text: &str, bare: bool) -> String {
    const WORDS: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"];
    let is_negative =
        bare && text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || "/_.$(".contains(c)) || is_negative;
    let inside = |c: char| c.is_alphanumeric() || " -_./()+%$'’–—".contains(c) || (bare && c == ':');
    let ends = !text.ends_with([' ', ':']) && !text.contains(": ");
    let means_more = text.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || WORDS.contains(&text.to_ascii_lowercase().as_str());
    if begins && ends && text.chars().all(inside) && (bare || !means_more) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text in double quotes, with what ends them or the line escaped.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || c == '\u{feff}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
