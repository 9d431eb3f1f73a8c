//! Raw HTML to tags: the only user of `html5gum`.
//!
//! In: HTML as written. Out: its tags with their attributes and bytes, its comments, and what is still open at its end,
//! all as browsers read them. Of nesting it knows nothing. What is not published as an element is no tag here.

use crate::doc::{Blocked, Bytes, blocked};
use html5gum::{DefaultEmitter, Error, HtmlString, Token, Tokenizer};

/// What a piece of HTML consists of, but for its text.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub tags: Vec<Tag>,
    pub comments: Vec<Bytes>,
    pub open: Option<Open>,
    /// Beginnings of elements that are not published.
    pub blocked: Vec<Blocked>,
    /// Programs, which are shown as text from their begin to their end.
    pub programs: Vec<Bytes>,
}

/// The begin or the end of an element.
#[derive(Debug)]
pub(super) struct Tag {
    /// In lower case.
    pub name: String,
    pub is_end: bool,
    /// It closes itself, `<br/>`, which HTML takes for a begin like any other.
    pub closes_itself: bool,
    pub bytes: Bytes,
    pub attributes: Vec<Attribute>,
}

#[derive(Debug)]
pub(super) struct Attribute {
    /// In lower case.
    pub name: String,
    /// After HTML's entities.
    pub value: String,
    /// The value as written, without quotes.
    pub bytes: Bytes,
}

/// What is not closed at the end, and where it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Comment(usize),
    Tag(usize),
}

/// Reads a piece.
pub(super) fn read(html: &str) -> Pieces {
    let mut out = Pieces::default();
    let found: Vec<Blocked> = blocked(html).collect();
    // What is shown as text opens nothing.
    let mut plain = html.as_bytes().to_vec();
    for tag in &found {
        plain[tag.at] = b' ';
    }
    for program in programs(html, &found) {
        plain[program.clone()].iter_mut().filter(|byte| **byte == b'<').for_each(|byte| *byte = b' ');
        out.programs.push(program);
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut end, mut cut_comment) = (0, false);
    for token in Tokenizer::new_with_emitter(&plain, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let bytes = whole(html, tag.span.start, tag.span.end);
                end = bytes.end;
                let attributes = tag.attributes.iter().map(|(name, value)| {
                    let written = tag_part(html, value.span.start, value.span.end, bytes.end);
                    Attribute { name: words(name), value: words(&value.value), bytes: written }
                });
                out.tags.push(Tag {
                    name: words(&tag.name),
                    is_end: false,
                    closes_itself: tag.self_closing,
                    attributes: attributes.collect(),
                    bytes,
                });
            }
            Token::EndTag(tag) => {
                let bytes = whole(html, tag.span.start, tag.span.end);
                end = bytes.end;
                out.tags.push(Tag {
                    name: words(&tag.name),
                    is_end: true,
                    closes_itself: false,
                    attributes: Vec::new(),
                    bytes,
                });
            }
            Token::Comment(comment) => {
                let start = html[..comment.span.start.min(html.len())].rfind("<!--");
                let start = start.filter(|start| *start >= end).unwrap_or(comment.span.start);
                if cut_comment {
                    out.open = Some(Open::Comment(start));
                }
                end = comment.span.end.clamp(end, html.len());
                out.comments.push(start..end);
            }
            Token::Error(error) => match error.value {
                Error::EofInComment => cut_comment = true,
                Error::EofInTag | Error::EofBeforeTagName => {
                    out.open = html[end..].rfind('<').map(|at| Open::Tag(end + at));
                }
                _ => {}
            },
            Token::String(_) | Token::Doctype(_) => {}
        }
    }
    let commented = |at: usize| out.comments.iter().any(|comment| comment.contains(&at));
    out.blocked =
        found.into_iter().filter(|tag| !html[tag.at..].starts_with("</") && !commented(tag.at)).collect();
    out
}

/// Scripts from `<` to `>`; one that is not closed reaches to the end.
fn programs(html: &str, found: &[Blocked]) -> Vec<Bytes> {
    let mut out: Vec<Bytes> = Vec::new();
    let mut begin = None;
    for tag in found.iter().filter(|tag| tag.name == "script") {
        match (html[tag.at..].starts_with("</"), begin) {
            (false, None) => begin = Some(tag.at),
            (true, Some(start)) => {
                let end = html[tag.at..].find('>').map_or(html.len(), |at| tag.at + at + 1);
                out.push(start..end);
                begin = None;
            }
            _ => {}
        }
    }
    out.extend(begin.map(|start| start..html.len()));
    out
}

fn words(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// A tag from its `<` to its `>`, whose place may be given without them.
fn whole(html: &str, start: usize, end: usize) -> Bytes {
    let start = html[..(start + 1).min(html.len())].rfind('<').unwrap_or(start);
    let end = end.min(html.len());
    let end =
        if html[..end].ends_with('>') { end } else { html[end..].find('>').map_or(end, |at| end + at + 1) };
    start..end
}

/// The value of an attribute that begins at `start`, as it is written.
fn tag_part(html: &str, start: usize, end: usize, limit: usize) -> Bytes {
    let end = end.min(limit);
    let empty = end..end;
    let Some(part) = html.get(start..end) else { return empty };
    let Some(equals) = part.find('=') else { return empty };
    let from = start + equals + 1;
    let blank = html[from..].len() - html[from..].trim_start().len();
    let from = from + blank;
    let rest = &html[from..limit];
    match rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(mark) => {
            let length = rest[1..].find(mark).unwrap_or(rest.len() - 1);
            from + 1..from + 1 + length
        }
        None => from..from + rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len()),
    }
}

/// A part of a whole document.
pub(crate) enum Part {
    /// The begin of an element: its name and its attributes, all names in lower case, and whether it closes itself.
    Begin { name: String, attributes: Vec<(String, String)>, closes: bool },
    /// The end of an element, as written: there may be no begin.
    End(String),
    /// Text after HTML's entities.
    Text(String),
    /// The text of a style sheet in the document.
    Style(String),
}

/// Visits the elements and texts of a document in their order, scripts and everything else that pages of a guide do not
/// hold included.
pub(crate) fn document(html: &str, visit: &mut dyn FnMut(Part)) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut style = false;
    for token in Tokenizer::new_with_emitter(html.as_bytes(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = words(&tag.name);
                style = name == "style";
                let attributes =
                    tag.attributes.iter().map(|(name, value)| (words(name), words(&value.value)));
                visit(Part::Begin { name, attributes: attributes.collect(), closes: tag.self_closing });
            }
            Token::EndTag(tag) => {
                style = false;
                visit(Part::End(words(&tag.name)));
            }
            Token::String(text) if style => visit(Part::Style(words(&text.value))),
            Token::String(text) => visit(Part::Text(words(&text.value))),
            _ => {}
        }
    }
}

/// An attribute of an element, with the place of its value.
pub(crate) struct OfElement {
    /// The element's name, in lower case.
    pub element: String,
    /// In lower case.
    pub name: String,
    /// After HTML's entities.
    pub value: String,
    /// The value as written, without quotes.
    pub bytes: Bytes,
}

/// The attributes of all elements of a piece that have values, in their order.
pub(crate) fn attributes(html: &str) -> Vec<OfElement> {
    let tags = read(html).tags.into_iter();
    let each = tags.flat_map(|tag| {
        let element = tag.name;
        tag.attributes.into_iter().map(move |Attribute { name, value, bytes }| OfElement {
            element: element.clone(),
            name,
            value,
            bytes,
        })
    });
    let mut out: Vec<OfElement> = each.filter(|attribute| !attribute.bytes.is_empty()).collect();
    out.sort_by_key(|attribute| attribute.bytes.start);
    out
}

#[cfg(test)]
mod tests {
    use super::{Open, read};

    /// Tags as written, with their attributes' values, and what is open.
    fn shown(html: &str) -> String {
        let pieces = read(html);
        let mut parts = Vec::new();
        for tag in &pieces.tags {
            parts.push(html[tag.bytes.clone()].to_owned());
            for attribute in &tag.attributes {
                let written = &html[attribute.bytes.clone()];
                parts.push(format!("{}={}~{written}", attribute.name, attribute.value));
            }
        }
        parts.extend(pieces.comments.iter().map(|bytes| format!("comment {}", &html[bytes.clone()])));
        parts.extend(pieces.blocked.iter().map(|tag| format!("blocked {}", tag.name)));
        parts.extend(pieces.open.map(|open| match open {
            Open::Comment(at) => format!("open comment {at}"),
            Open::Tag(at) => format!("open tag {at}"),
        }));
        parts.join(" ; ")
    }

    #[test]
    fn tags_as_browsers_read_them() {
        let table = [
            (
                "<p id=\"one\" class='x y'>a</p>",
                "<p id=\"one\" class='x y'> ; class=x y~x y ; id=one~one ; </p>",
            ),
            ("é <a href=a&amp;b>ö</a >", "<a href=a&amp;b> ; href=a&b~a&amp;b ; </a >"),
            ("<br/><input disabled>", "<br/> ; <input disabled> ; disabled=~"),
            ("<p\n  title = \"<b>\">x", "<p\n  title = \"<b>\"> ; title=<b>~<b>"),
            ("a <!-- <b> --> <i>", "<i> ; comment <!-- <b> -->"),
            ("a <!-- <b>", "comment <!-- <b> ; open comment 2"),
            ("a < b <c title=\"x", "open tag 6"),
            ("<textarea><b></textarea><b>", "<textarea> ; </textarea> ; <b>"),
            ("<SCRIPT>a<b></SCRIPT><i>", "<i> ; blocked script"),
            ("a < b > c", ""),
        ];
        for (html, expected) in table {
            assert_eq!(shown(html), expected, "{html}");
        }
    }
}
