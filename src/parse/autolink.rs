//! Addresses in running text, as GitHub links them: `https://…`, `www.…`, and of e-mail.
//!
//! In: a text. Out: where addresses stand in it, and what they lead to. The rules are those of GitHub Flavored Markdown
//! (section 6.9): signs at the end that close a sentence are no part of an address, nor is a bracket that the address
//! does not open. Does not know whether anybody answers there.

use crate::doc::{Bytes, Inline, Link, LinkForm};
use std::borrow::Cow;
use std::ops::Range;

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it leads to.
    pub target: String,
}

/// The addresses of a text, in order.
fn addresses(text: &str) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    // Most texts have none.
    if !(text.contains("://") || text.contains("www.") || text.contains('@')) {
        return found;
    }
    let mut starts: Vec<(usize, &str)> = Vec::new();
    for (sign, scheme) in [("http://", ""), ("https://", ""), ("www.", "http://")] {
        starts.extend(text.match_indices(sign).map(|(at, _)| (at, scheme)));
    }
    starts.extend(text.match_indices('@').map(|(at, _)| (at, "mailto:")));
    starts.sort_unstable();
    for (at, scheme) in starts {
        let free = found.last().map_or(0, |last| last.range.end);
        let range = if scheme == "mailto:" { mail(text, at, free) } else { web(text, at) };
        if let Some(range) = range.filter(|range| range.start >= free) {
            let target = format!("{scheme}{}", &text[range.clone()]);
            found.push(Address { range, target });
        }
    }
    found
}

/// An address of the web that begins at `at`.
fn web(text: &str, at: usize) -> Option<Range<usize>> {
    let before = text[..at].chars().next_back();
    if !before.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c)) {
        return None;
    }
    let rest = &text[at..];
    let rest = &rest[..rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len())];
    let host = rest.find("://").map_or(0, |scheme| scheme + 3);
    let domain = &rest[host..];
    let domain = &domain[..domain.find(['/', '?', '#', ':']).unwrap_or(domain.len())];
    let end = host + domain.len() + trimmed(&rest[host + domain.len()..]).len();
    let end = if end == host + domain.len() { host + trimmed(domain).len() } else { end };
    is_domain(trimmed(domain), host > 0).then_some(at..at + end)
}

/// Letters, digits, hyphens and underscores in parts; `short` ones need no dot.
fn is_domain(domain: &str, short: bool) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let parts: Vec<&str> = domain.split('.').collect();
    let last = parts.len().saturating_sub(2);
    parts.iter().all(|p| part(p))
        && (short || parts.len() > 1)
        && !parts[last..].iter().any(|part| part.contains('_'))
}

/// Without what closes a sentence or a bracket at its end.
fn trimmed(text: &str) -> &str {
    let mut text = text;
    loop {
        let shorter = text.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"']);
        let closed = shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closed { shorter.strip_suffix(')').unwrap_or(shorter) } else { shorter };
        // `&copy;` at the end is a sign, not a part of the address.
        let entity = shorter.strip_suffix(';').and_then(|inner| {
            let at = inner.rfind('&')?;
            inner[at + 1..].chars().all(|c| c.is_ascii_alphanumeric()).then_some(&inner[..at])
        });
        let shorter = entity.unwrap_or(shorter);
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// An address of e-mail around the `@` at `at`; what stands before `free` belongs to another.
fn mail(text: &str, at: usize, free: usize) -> Option<Range<usize>> {
    let own = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let start = text
        .get(free..at)?
        .char_indices()
        .rev()
        .take_while(|(_, c)| own(*c))
        .last()
        .map(|(at, _)| free + at)?;
    let rest = &text[at + 1..];
    let rest = &rest[..rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .unwrap_or(rest.len())];
    let domain = rest.trim_end_matches('.');
    let whole = domain.contains('.') && !domain.contains("..") && !domain.ends_with(['-', '_']);
    (whole && domain.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(start..at + 1 + domain.len())
}

/// A part of a text, borrowed where the text is.
pub(super) fn part_of<'a>(text: &Cow<'a, str>, range: Bytes) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
        Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
    }
}

/// Adds a text with its addresses as links.
pub(super) fn push_linked<'a>(text: Cow<'a, str>, bytes: Bytes, inlines: &mut Vec<Inline<'a>>) {
    // Beside escapes and entities the places in the text are not those in the file.
    let found = if text.len() == bytes.len() { addresses(&text) } else { Vec::new() };
    if found.is_empty() {
        return inlines.push(Inline::Text { text, bytes });
    }
    let part = |range: Bytes| Inline::Text {
        text: part_of(&text, range.clone()),
        bytes: bytes.start + range.start..bytes.start + range.end,
    };
    let mut done = 0;
    for address in found {
        if done < address.range.start {
            inlines.push(part(done..address.range.start));
        }
        done = address.range.end;
        let bytes = bytes.start + address.range.start..bytes.start + address.range.end;
        let (form, target, title) = (LinkForm::Auto, Cow::Owned(address.target), Cow::Borrowed(""));
        let content = vec![part(address.range)];
        inlines.push(Inline::Link(Link { form, target, title, content, bytes }));
    }
    if done < text.len() {
        inlines.push(part(done..text.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_end_where_readers_end_them() {
        let table: [(&str, &[&str]); 14] = [
            ("see https://a.example/b. Then", &["https://a.example/b"]),
            ("www.a.example/x?y=z#w, and", &["http://www.a.example/x?y=z#w"]),
            ("(https://a.example/b_(c))", &["https://a.example/b_(c)"]),
            ("https://a.example?", &["https://a.example"]),
            ("http://localhost:8080/x", &["http://localhost:8080/x"]),
            ("https://a.example/&copy;", &["https://a.example/"]),
            ("https://a.example<b>", &["https://a.example"]),
            ("www.commonmark", &["http://www.commonmark"]),
            ("xhttps://a.example www. http://", &[]),
            ("mail desk@a.example.", &["mailto:desk@a.example"]),
            ("a.b-c_d+e@f.example", &["mailto:a.b-c_d+e@f.example"]),
            ("@here a@b a@b.c-", &[]),
            ("https://user@a.example/x", &["mailto:user@a.example"]),
            ("no address: 3.5 or e.g. this", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<String> = addresses(text).into_iter().map(|address| address.target).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
