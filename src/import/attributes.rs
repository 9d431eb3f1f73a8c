//! Attributes after links and pictures, `![a](p.png){ width=300 }`.
//!
//! In: the body of a page. Out: the same without them, and how many there were: they are no words, and mean nothing
//! here. A link of nothing that has an id, `[](){#here}`, is a place to lead to, and becomes one of HTML. Code stays
//! as it is, and so does everything in braces that is no attribute.

use super::lines;

/// How many letters a list may have.
const LONGEST: usize = 300;

/// A body without attributes, and how many lists of them there were.
pub(super) fn without(body: &str) -> (String, usize) {
    let mut out = String::with_capacity(body.len());
    let mut count = 0;
    for line in lines::lines(body) {
        if line.is_code() || !line.text.contains("){") {
            out.push_str(line.text);
            continue;
        }
        let spans = lines::spans(line.text);
        let mut done = 0;
        for (at, _) in line.text.match_indices("){") {
            let start = at + 2;
            let mut near = line.text[start..].char_indices().take(LONGEST);
            let Some((length, _)) = near.find(|(_, c)| *c == '}') else { continue };
            let inner = &line.text[start..start + length];
            if at < done || lines::is_inside(&spans, at) || !is_list(inner) || !is_link(&line.text[..=at]) {
                continue;
            }
            let before = &line.text[done..=at];
            match before.strip_suffix("[]()").zip(id(inner)) {
                Some((before, id)) => out.push_str(&format!("{before}<a id=\"{id}\"></a>")),
                // A place that something may lead to.
                None if id(inner).is_some() => continue,
                None => out.push_str(before),
            }
            count += 1;
            done = start + length + 1;
        }
        out.push_str(&line.text[done..]);
    }
    (out, count)
}

/// Whether a link ends where a text ends.
fn is_link(text: &str) -> bool {
    let Some(open) = text.rfind("](") else { return false };
    let dest = &text[open + 2..];
    let opened = dest.matches('(').count() + 1;
    opened == dest.matches(')').count() && text[..open].contains('[')
}

/// Whether what stands in braces is a list of attributes: `.class`, `#id`, `key=value`.
fn is_list(inner: &str) -> bool {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:@".contains(c));
    let mut rest = inner.trim().trim_start_matches(':').trim_start();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            if !name.strip_prefix(['.', '#']).is_some_and(is_name) {
                return false;
            }
            rest = after.trim_start();
            continue;
        };
        if !is_name(name) {
            return false;
        }
        let quote = value.chars().next().filter(|c| ['"', '\''].contains(c));
        let length = match quote {
            Some(quote) => value[1..].find(quote).map(|end| end + 2),
            None => Some(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        let Some(length) = length else { return false };
        rest = value[length..].trim_start();
    }
    true
}

/// The id among attributes.
fn id(inner: &str) -> Option<&str> {
    let id = inner.split_whitespace().find_map(|word| word.trim_start_matches(':').strip_prefix('#'))?;
    (!id.is_empty() && !id.contains(['"', '<', '>', '&'])).then_some(id)
}
