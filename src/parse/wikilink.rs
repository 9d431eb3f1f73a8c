//! Links by name in running text: `[[page]]`, `[[page#part|words]]`, and pictures, `![[file.png]]`.
//!
//! In: a text as Markdown left it, after everything that is a link to CommonMark. Out: its pieces: links, and the texts
//! between them. A name holds no brackets and stands in one line; `\[[` is text. Does not know which pages exist.

use super::autolink::part_of;
use crate::doc::{Bytes, Inline, Link, LinkForm};
use std::borrow::Cow;
use std::ops::Range;

/// A text and where its letters stand in what was written.
struct Written<'s> {
    source: &'s str,
    /// Where the source begins in the file.
    start: usize,
}

/// A link in a text.
struct Found {
    /// With its brackets.
    range: Range<usize>,
    /// Whether it is a picture.
    image: bool,
}

/// Adds the pieces of a text that begins at `start` as `source`; `rest` adds what is no link.
pub(super) fn push<'a>(
    text: Cow<'a, str>,
    source: &str,
    start: usize,
    inlines: &mut Vec<Inline<'a>>,
    rest: impl Fn(Cow<'a, str>, Bytes, &mut Vec<Inline<'a>>),
) {
    let whole = start..start + source.len();
    if !text.contains("[[") {
        return rest(text, whole, inlines);
    }
    let written = Written { source, start };
    let (places, escaped) = written.places(&text);
    let found = links(&text, &escaped);
    let part = |range: Range<usize>| part_of(&text, range);
    let bytes = |range: &Range<usize>| written.start + places[range.start]..written.start + places[range.end];
    let mut done = 0;
    for Found { range, image } in found {
        if done < range.start {
            let before = done..range.start;
            rest(part(before.clone()), bytes(&before), inlines);
        }
        done = range.end;
        let inner = range.start + if image { 3 } else { 2 }..range.end - 2;
        let bar = text[inner.clone()].find('|').map(|at| inner.start + at);
        let target = part(inner.start..bar.unwrap_or(inner.end));
        let words = bar.map_or(inner.start, |bar| bar + 1)..inner.end;
        let content = vec![Inline::Text { text: part(words.clone()), bytes: bytes(&words) }];
        let (bytes, title) = (bytes(&range), Cow::Borrowed(""));
        inlines.push(if image {
            Inline::Image { target, title, alt: content, bytes }
        } else {
            let form = LinkForm::Wiki { words: bar.is_some() };
            Inline::Link(Link { form, target, title, content, bytes })
        });
    }
    if done < text.len() {
        let after = done..text.len();
        rest(part(after.clone()), bytes(&after), inlines);
    }
}

impl Written<'_> {
    /// The place in the source of each byte of the text and of its end, and the bytes of the text that are escaped.
    fn places(&self, text: &str) -> (Vec<usize>, Vec<usize>) {
        if text == self.source {
            return ((0..=text.len()).collect(), Vec::new());
        }
        let (mut places, mut escaped) = (Vec::with_capacity(text.len() + 1), Vec::new());
        let mut at = 0;
        for (number, letter) in text.char_indices() {
            let rest = &self.source[at..];
            let mut length = letter.len_utf8();
            let begin = at;
            if let Some(mark) = rest.strip_prefix('\\')
                && letter.is_ascii_punctuation()
                && mark.starts_with(letter)
            {
                escaped.push(number);
                length += 1;
            } else if let Some(entity) = entity(rest).filter(|entity| !text[number..].starts_with(entity)) {
                escaped.push(number);
                length = entity.len();
            }
            places.extend(std::iter::repeat_n(begin, letter.len_utf8()));
            at = (at + length).min(self.source.len());
            while !self.source.is_char_boundary(at) {
                at += 1;
            }
        }
        places.push(self.source.len());
        (places, escaped)
    }
}

/// What may be an entity at the beginning of a text: `&amp;`, `&#91;`.
fn entity(text: &str) -> Option<&str> {
    let end = text.strip_prefix('&')?.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')? + 1;
    text[end..].starts_with(';').then(|| &text[..=end])
}

/// The links of a text, in order.
fn links(text: &str, escaped: &[usize]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    let is_bare = |at: usize| escaped.binary_search(&at).is_err();
    while let Some(at) = text[from..].find("[[").map(|at| from + at) {
        let inner = &text[at + 2..];
        let end = inner.find(['[', ']', '\n']).filter(|end| inner[*end..].starts_with("]]"));
        let Some(end) = end.map(|end| at + 2 + end) else {
            from = at + 1;
            continue;
        };
        from = end + 2;
        let bare = [at, at + 1, end, end + 1].into_iter().all(is_bare);
        if !bare || text[at + 2..end].trim().is_empty() {
            continue;
        }
        let image = text[..at].ends_with('!') && is_bare(at.wrapping_sub(1));
        found.push(Found { range: if image { at - 1 } else { at }..end + 2, image });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::push;
    use crate::doc::Inline;
    use std::borrow::Cow;

    fn pieces(text: &str, source: &str) -> Vec<String> {
        let mut inlines = Vec::new();
        push(Cow::Borrowed(text), source, 0, &mut inlines, |text, bytes, out| {
            out.push(Inline::Text { text, bytes });
        });
        let shown = |inline: &Inline<'_>| match inline {
            Inline::Text { text, bytes } => format!("{text}={}", &source[bytes.clone()]),
            Inline::Link(link) => format!("->{}={}", link.target, &source[link.bytes.clone()]),
            Inline::Image { target, bytes, .. } => format!("!>{target}={}", &source[bytes.clone()]),
            other => panic!("{other:?}"),
        };
        inlines.iter().map(shown).collect()
    }

    #[test]
    fn names_in_brackets_are_links_and_all_else_stays() {
        let table: [(&str, &str, &[&str]); 7] = [
            ("see [[a|b]].", "see [[a|b]].", &["see =see ", "->a=[[a|b]]", ".=."]),
            ("![[x.png]]", "![[x.png]]", &["!>x.png=![[x.png]]"]),
            ("[[a]]", "\\[[a]]", &["[[a]]=\\[[a]]"]),
            ("\\[[a]]", "\\\\[[a]]", &["\\=\\\\", "->a=[[a]]"]),
            ("& [[a|b]]", "&amp; [[a\\|b]]", &["& =&amp; ", "->a=[[a\\|b]]"]),
            (
                "[[5,6], [7]] [[ ]] [[x",
                "[[5,6], [7]] [[ ]] [[x",
                &["[[5,6], [7]] [[ ]] [[x=[[5,6], [7]] [[ ]] [[x"],
            ),
            ("![[é]]é", "![[é]]é", &["!>é=![[é]]", "é=é"]),
        ];
        for (text, source, expected) in table {
            assert_eq!(pieces(text, source), expected, "{source}");
        }
    }
}
