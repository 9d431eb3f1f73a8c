//! The TOML that front matter and configurations are written in.
//!
//! In: TOML. Out: what was read of it, and the lines that were not. Strings, numbers, booleans, dates, lists, tables
//! and inline tables are read; arrays of tables and whatever else there is are left as text. Comments are dropped.

use super::value::{Entries, Value};

/// How many lines one value may take.
const MOST_LINES: usize = 200;
/// How deep tables and lists may nest.
const DEEPEST: usize = 16;

/// What a text says.
#[derive(Debug, Default)]
pub(super) struct Toml {
    pub entries: Entries,
    /// Lines that could not be read, with the table that they stand in.
    pub unread: String,
}

/// Reads a text.
pub(super) fn read(text: &str) -> Toml {
    let mut toml = Toml::default();
    let lines: Vec<&str> = text.lines().collect();
    // The table that lines stand in; nothing where it is an array of tables.
    let mut table: Option<Vec<String>> = Some(Vec::new());
    let mut header = "";
    let mut at = 0;
    while let Some(line) = lines.get(at).map(|line| line.trim()) {
        if line.is_empty() || line.starts_with('#') {
            at += 1;
            continue;
        }
        if line.starts_with('[') {
            header = line;
            table = table_name(line);
            at += 1;
            continue;
        }
        let most = if is_open(line) { lines.len().min(at + MOST_LINES) } else { at + 1 };
        let found = (at + 1..=most).find_map(|end| Some((entry(&lines[at..end].join("\n"))?, end)));
        let placed = found.and_then(|((path, value), end)| {
            let path = [table.clone()?, path].concat();
            insert(&mut toml.entries, &path, value).then_some(end)
        });
        at = placed.unwrap_or_else(|| {
            if !header.is_empty() {
                toml.unread.push_str(header);
                toml.unread.push('\n');
                header = "";
            }
            toml.unread.push_str(line);
            toml.unread.push('\n');
            at + 1
        });
    }
    toml
}

/// Whether the value of a line may go on in the next one.
fn is_open(line: &str) -> bool {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
    ["[", "{", "\"\"\"", "'''"].iter().any(|open| value.starts_with(open))
}

/// `[a.b]`
fn table_name(line: &str) -> Option<Vec<String>> {
    let line = line.split(" #").next().unwrap_or(line).trim();
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    if name.starts_with('[') { None } else { key(name) }
}

/// `a.b`, `"a"`
fn key(text: &str) -> Option<Vec<String>> {
    let part = |part: &str| {
        let part = part.trim();
        let inner = ['"', '\''].iter().find_map(|q| part.strip_prefix(*q)?.strip_suffix(*q));
        let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let name = inner.unwrap_or(part);
        (!name.is_empty() && (inner.is_some() || name.chars().all(plain))).then(|| name.to_owned())
    };
    let parts: Option<Vec<String>> = text.split('.').map(part).collect();
    parts.filter(|parts| parts.len() <= DEEPEST)
}

/// `key = value`, and nothing after it but a comment.
fn entry(text: &str) -> Option<(Vec<String>, Value)> {
    let (name, rest) = text.split_once('=')?;
    let (value, rest) = value(rest.trim_start(), 0)?;
    let rest = rest.trim();
    let ends = rest.is_empty() || (rest.starts_with('#') && !rest.contains('\n'));
    if ends { Some((key(name)?, value)) } else { None }
}

/// Adds a value at a path; false where something else has it.
fn insert(entries: &mut Entries, path: &[String], value: Value) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    let at = entries.iter().position(|(key, _)| key == first);
    if rest.is_empty() {
        if at.is_none() {
            entries.push((first.clone(), value));
        }
        return at.is_none();
    }
    let at = at.unwrap_or_else(|| {
        entries.push((first.clone(), Value::Map(Entries::new())));
        entries.len() - 1
    });
    match &mut entries[at].1 {
        Value::Map(inner) => insert(inner, rest, value),
        _ => false,
    }
}

/// The value that a text begins with, and the rest of the text.
fn value(text: &str, depth: usize) -> Option<(Value, &str)> {
    if depth > DEEPEST {
        return None;
    }
    for quotes in ["\"\"\"", "'''"] {
        if let Some(rest) = text.strip_prefix(quotes) {
            let (inner, rest) = rest.split_once(quotes)?;
            let inner = inner.strip_prefix('\n').unwrap_or(inner);
            let words = if quotes.starts_with('"') { unescaped(inner)? } else { inner.to_owned() };
            return Some((Value::words(words), rest));
        }
    }
    match text.chars().next()? {
        '"' => string(&text[1..]),
        '\'' => {
            let (inner, rest) = text[1..].split_once('\'')?;
            (!inner.contains('\n')).then(|| (Value::words(inner), rest))
        }
        '[' => list(&text[1..], depth),
        '{' => table(&text[1..], depth),
        _ => token(text),
    }
}

/// A string without its first quote.
fn string(text: &str) -> Option<(Value, &str)> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => return None,
            '"' if !escaped => return Some((Value::words(unescaped(&text[..at])?), &text[at + 1..])),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    None
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match letters.next()? {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            c @ ('"' | '\\') => out.push(c),
            c @ ('u' | 'U') => {
                let digits = if c == 'u' { 4 } else { 8 };
                let code: String = letters.by_ref().take(digits).collect();
                out.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
            }
            _ => return None,
        }
    }
    Some(out)
}

/// Blanks, line ends and comments before the next item of a list.
fn skipped(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        match text.strip_prefix('#') {
            Some(comment) => text = comment.split_once('\n').map_or("", |(_, rest)| rest),
            None => return text,
        }
    }
}

/// A list without its first bracket.
fn list(text: &str, depth: usize) -> Option<(Value, &str)> {
    let mut items = Vec::new();
    let mut rest = skipped(text);
    loop {
        if let Some(rest) = rest.strip_prefix(']') {
            return Some((Value::List(items), rest));
        }
        let (item, after) = value(rest, depth + 1)?;
        items.push(item);
        rest = skipped(after);
        match rest.strip_prefix(',') {
            Some(after) => rest = skipped(after),
            None if rest.starts_with(']') => {}
            None => return None,
        }
    }
}

/// An inline table without its first brace.
fn table(text: &str, depth: usize) -> Option<(Value, &str)> {
    let mut entries = Entries::new();
    let mut rest = skipped(text);
    loop {
        if let Some(rest) = rest.strip_prefix('}') {
            return Some((Value::Map(entries), rest));
        }
        let (name, after) = rest.split_once('=')?;
        let (item, after) = value(after.trim_start(), depth + 1)?;
        if !insert(&mut entries, &key(name)?, item) {
            return None;
        }
        rest = skipped(after);
        match rest.strip_prefix(',') {
            Some(after) => rest = skipped(after),
            None if rest.starts_with('}') => {}
            None => return None,
        }
    }
}

/// A number, a date, `true` or `false`.
fn token(text: &str) -> Option<(Value, &str)> {
    let end = text.find([',', ']', '}', '#', '\n']).unwrap_or(text.len());
    let word = text[..end].trim_end();
    let number = word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-_.: ".contains(c);
    if !(["true", "false"].contains(&word) || (number && word.chars().all(plain))) {
        return None;
    }
    let date = word.contains(':') || word.matches('-').count() > 1;
    let written = if date { word.to_owned() } else { word.trim_start_matches('+').replace('_', "") };
    Some((Value::bare(written), &text[end..]))
}
