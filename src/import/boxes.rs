//! Boxes of other tools as GitHub's alerts.
//!
//! In: the body of a page. Out: the same, with `:::tip`, `!!! tip` and `> [!tip] Title` as `> [!TIP]`, folded ones as
//! `<details>`. Every other line stays byte for byte. Boxes that no alert stands for stay as they are; `marks` finds
//! them.

use super::lines::{self, Line};
use crate::text::capitalized;

/// How deep boxes may nest.
const DEEPEST: usize = 8;

/// The names of boxes, and the alerts that stand for them.
const ALERTS: &[(&str, &str)] = &[
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("tip", "TIP"),
    ("hint", "TIP"),
    ("success", "TIP"),
    ("important", "IMPORTANT"),
    ("warning", "WARNING"),
    ("attention", "WARNING"),
    ("caution", "CAUTION"),
    ("danger", "CAUTION"),
    ("error", "CAUTION"),
];

fn alert(name: &str) -> Option<&'static str> {
    ALERTS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name)).map(|(_, alert)| *alert)
}

/// A body with its boxes as alerts.
#[derive(Debug, Default)]
pub(super) struct Converted {
    pub text: String,
    /// How many boxes there were.
    pub boxes: usize,
}

/// Converts a body.
pub(super) fn convert(body: &str) -> Converted {
    let mut out = Converted::default();
    let all = lines::lines(body);
    let mut written = Vec::with_capacity(all.len());
    blocks(&all, 0, &mut written, &mut out.boxes);
    out.text = written.concat();
    out
}

/// A box as it was found.
struct Found<'a> {
    indent: &'a str,
    /// None for one that is folded.
    alert: Option<&'static str>,
    title: Option<String>,
    is_open: bool,
    body: Vec<Line<'a>>,
    /// The first line after it.
    end: usize,
}

fn blocks(all: &[Line<'_>], depth: usize, out: &mut Vec<String>, boxes: &mut usize) {
    let mut at = 0;
    while let Some(line) = all.get(at) {
        let found = if line.fenced || depth == DEEPEST {
            None
        } else {
            container(all, at).or_else(|| admonition(all, at))
        };
        if let Some(found) = found {
            *boxes += 1;
            let mut inner = Vec::new();
            blocks(&found.body, depth + 1, &mut inner, boxes);
            write(&found, &inner, out);
            at = found.end;
            if all.get(at).is_some_and(|next| !next.is_blank()) {
                // Else it would go on in the box.
                out.push("\n".to_owned());
            }
            continue;
        }
        match callout(line.text).filter(|_| !line.is_code()) {
            Some(lines) => {
                *boxes += 1;
                out.push(lines);
            }
            None => out.push(line.text.to_owned()),
        }
        at += 1;
    }
}

/// `:::tip Title` to `:::`
fn container<'a>(all: &[Line<'a>], at: usize) -> Option<Found<'a>> {
    let line = all.get(at)?.text;
    let indent = blanks(line);
    let rest = line[indent.len()..].trim_end();
    let inner = rest.trim_start_matches(':');
    let colons = rest.len() - inner.len();
    let head = inner.trim();
    let name = &head[..head.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(head.len())];
    let folded = name.eq_ignore_ascii_case("details");
    if colons < 3 || (!folded && alert(name).is_none()) {
        return None;
    }
    let closes = |line: &Line<'_>| {
        let bare = line.text.trim();
        !line.fenced && bare.len() >= colons && bare.bytes().all(|b| b == b':')
    };
    let length = all[at + 1..].iter().position(closes)?;
    let after = head[name.len()..].trim();
    let title = match after.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((title, _)) => title,
        // `{#id .class}` is no title.
        None => after.split('{').next().unwrap_or("").trim(),
    };
    Some(Found {
        indent,
        alert: if folded { None } else { alert(name) },
        title: (!title.is_empty()).then(|| title.to_owned()),
        is_open: false,
        body: all[at + 1..at + 1 + length]
            .iter()
            .map(|line| outdented(line, lines::indent(indent)))
            .collect(),
        end: at + length + 2,
    })
}

/// `!!! tip "Title"`, `??? tip`, `???+ tip`, and the lines below that are indented.
fn admonition<'a>(all: &[Line<'a>], at: usize) -> Option<Found<'a>> {
    let line = all.get(at)?.text;
    let indent = blanks(line);
    let rest = line[indent.len()..].trim_end();
    let (folded, rest) = match rest.strip_prefix("!!!") {
        Some(rest) => (false, rest),
        None => (true, rest.strip_prefix("???")?),
    };
    let (is_open, rest) = rest.strip_prefix('+').map_or((false, rest), |rest| (true, rest));
    let head = rest.strip_prefix(' ')?.trim();
    let mut words = head.split_whitespace();
    let name = words.next().filter(|name| !name.starts_with('"'))?;
    let quoted = head.split_once('"').map(|(_, rest)| rest.trim_end_matches('"'));
    // Whoever shouts writes no box.
    if quoted.is_none() && words.any(|word| !["inline", "end"].contains(&word)) {
        return None;
    }
    let named = capitalized(name);
    let title = match quoted {
        Some(title) => Some(title.to_owned()).filter(|title| !title.is_empty()),
        None => (folded || alert(name).is_none()).then_some(named),
    };
    let width = lines::indent(indent) + 4;
    let belongs = |line: &&Line<'_>| line.is_blank() || lines::indent(line.text) >= width;
    let mut length = all[at + 1..].iter().take_while(belongs).count();
    while length > 0 && all[at + length].is_blank() {
        length -= 1;
    }
    if length == 0 {
        return None;
    }
    Some(Found {
        indent,
        alert: if folded { None } else { Some(alert(name).unwrap_or("NOTE")) },
        title,
        is_open,
        body: all[at + 1..=at + length].iter().map(|line| outdented(line, width)).collect(),
        end: at + length + 1,
    })
}

/// `> [!tip]+ Title` as two lines, unless it is an alert as it stands.
fn callout(line: &str) -> Option<String> {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let prefix = &line[..line.len() - bare.len()];
    let (name, after) = bare.strip_prefix("[!")?.split_once(']')?;
    let name = name.split('|').next().unwrap_or(name).trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if !prefix.contains('>') || !is_name {
        return None;
    }
    let title = after.trim_start_matches(['+', '-']).trim();
    let known = alert(name);
    if after.trim().is_empty() && known.is_some_and(|alert| alert.eq_ignore_ascii_case(name)) {
        return None;
    }
    let named = capitalized(name);
    let title = if title.is_empty() && known.is_none() { named.as_str() } else { title };
    let first = format!("{prefix}[!{}]\n", known.unwrap_or("NOTE"));
    let end = prefix.trim_end();
    Some(if title.is_empty() { first } else { format!("{first}{prefix}{}\n{end}\n", strong(title)) })
}

fn write(found: &Found<'_>, inner: &[String], out: &mut Vec<String>) {
    let indent = found.indent;
    // A box inside is one text of several lines, and each of them needs what stands before it.
    let inner = inner.iter().flat_map(|text| text.split_inclusive('\n'));
    let Some(alert) = found.alert else {
        let open = if found.is_open { " open" } else { "" };
        let title = found.title.as_deref().unwrap_or("Details").replace('&', "&amp;").replace('<', "&lt;");
        out.push(format!("{indent}<details{open}>\n{indent}<summary>{title}</summary>\n\n"));
        out.extend(inner.map(|line| ended(&format!("{indent}{line}"))));
        out.push(format!("\n{indent}</details>\n"));
        return;
    };
    // Two quotations in a row would be one.
    if out.last().is_some_and(|before| before.trim_start().starts_with('>')) {
        out.push("\n".to_owned());
    }
    out.push(format!("{indent}> [!{alert}]\n"));
    if let Some(title) = &found.title {
        out.push(format!("{indent}> {}\n{indent}>\n", strong(title)));
    }
    for line in inner {
        let blank = if line.trim().is_empty() { "" } else { " " };
        out.push(ended(&format!("{indent}>{blank}{line}")));
    }
}

/// A line with its end.
fn ended(line: &str) -> String {
    if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") }
}

fn strong(title: &str) -> String {
    if title.contains('*') { title.to_owned() } else { format!("**{title}**") }
}

/// The blanks that a line begins with.
fn blanks(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// A line without as many columns of its indent, at most.
fn outdented<'a>(line: &Line<'a>, width: usize) -> Line<'a> {
    let mut text = line.text;
    let mut column = 0;
    while column < width {
        column = match text.chars().next() {
            Some(' ') => column + 1,
            Some('\t') => (column / 4 + 1) * 4,
            _ => break,
        };
        text = &text[1..];
    }
    Line { text, indented: false, ..*line }
}
