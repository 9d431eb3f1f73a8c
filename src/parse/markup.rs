//! The words in blocks of HTML.
//!
//! In: the lines of a block, as Markdown gives them. Out: its texts as readers see them, each from one tag that
//! breaks a text to the next. Skips code, scripts and drawings, reads no attributes, and knows only the
//! entities that stand in figures. Not a parser of HTML: what it misreads it leaves out.

use super::piece::{GAP, Piece};
use crate::doc::Html;
use crate::text::offset_in;
use std::borrow::Cow;
use std::ops::Range;

/// A text of a block.
#[derive(Default)]
pub(super) struct Words<'h> {
    pub pieces: Vec<Piece<'h>>,
    /// Inside a `blockquote`.
    pub quoted: bool,
    /// Inside a `caption` or `figcaption`.
    pub caption: bool,
}

impl Words<'_> {
    /// The words without their places.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text).collect()
    }
}

/// Elements whose text is no prose.
const SKIPPED: [&str; 10] =
    ["code", "kbd", "math", "pre", "samp", "script", "style", "svg", "template", "textarea"];
/// Elements that stand inside a text.
const PHRASING: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "mark", "q", "s",
    "small", "span", "strong", "sub", "time", "u",
];
/// Elements that hold nothing.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "source", "wbr"];
const ENTITIES: [(&str, &str); 8] = [
    ("&nbsp;", "\u{a0}"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&minus;", "−"),
    ("&euro;", "€"),
    ("&pound;", "£"),
    ("&yen;", "¥"),
    ("&amp;", "&"),
];

/// Whether readers see anything of a block.
pub(super) fn shows(html: &str) -> bool {
    !words([Cow::Borrowed(html)].iter(), html).is_empty()
}

/// How many elements are open after a tag within a run, of `open` before it.
pub(super) fn depth(open: usize, tag: &str) -> usize {
    let name =
        tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let alone =
        name.is_empty() || tag.ends_with("/>") || VOID.iter().any(|void| name.eq_ignore_ascii_case(void));
    match tag.starts_with("</") {
        _ if alone => open,
        true => open.saturating_sub(1),
        false => open + 1,
    }
}

/// The texts of a block; `source` is the whole text that its lines lie in.
pub(super) fn texts<'h>(lines: &'h [Html<'_>], source: &str) -> Vec<Words<'h>> {
    words(lines.iter().map(|line| &line.text), source)
}

fn words<'h, 'l: 'h>(lines: impl Iterator<Item = &'h Cow<'l, str>>, source: &str) -> Vec<Words<'h>> {
    let mut reader = Reader::default();
    for line in lines {
        // A line that was changed by the parser has no place in the file.
        if let Some(at) = offset_in(source, line) {
            reader.line(line, at);
        }
    }
    reader.end();
    reader.out
}

#[derive(Default)]
struct Reader<'h> {
    state: State,
    /// The element whose text is skipped.
    skipped: Option<&'static str>,
    quotes: usize,
    caption: bool,
    words: Words<'h>,
    out: Vec<Words<'h>>,
}

#[derive(Default, Clone, Copy)]
enum State {
    #[default]
    Text,
    /// Inside a tag, and inside an attribute's value when there is a mark.
    Tag(Option<char>),
    Comment,
}

impl<'h> Reader<'h> {
    fn line(&mut self, line: &'h str, at: usize) {
        let mut from = 0;
        while from < line.len() {
            let rest = &line[from..];
            from += match self.state {
                State::Text => self.text(rest, at + from),
                State::Tag(mark) => self.tag(rest, mark),
                State::Comment => {
                    let end = rest.find("-->").map(|end| end + "-->".len());
                    self.state = if end.is_some() { State::Text } else { State::Comment };
                    end.unwrap_or(rest.len())
                }
            };
        }
    }

    /// Takes what stands before the next tag, else the tag's name. Gives how much that was.
    fn text(&mut self, rest: &'h str, at: usize) -> usize {
        if let Some(name) = self.skipped {
            return self.skip(rest, name);
        }
        if rest.starts_with("<!--") {
            self.state = State::Comment;
            return "<!--".len();
        }
        let after = rest.strip_prefix('<').map(|tag| tag.strip_prefix('/').unwrap_or(tag));
        let name =
            after.map(|tag| &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len())]);
        if let Some(name) = name.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())) {
            self.state = State::Tag(None);
            let closing = rest.starts_with("</");
            self.element(name, closing, at);
            return 1 + usize::from(closing) + name.len();
        }
        if let Some((entity, sign)) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
            self.push(sign, at..at + entity.len());
            return entity.len();
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        if rest.starts_with('\n') {
            self.push(" ", at..at + 1);
            return 1;
        }
        let length = rest[first..].find(['<', '&', '\n']).map_or(rest.len(), |length| first + length);
        self.push(&rest[..length], at..at + length);
        length
    }

    /// Takes the text of an element that is skipped, up to its closing tag.
    fn skip(&mut self, rest: &str, name: &str) -> usize {
        let closes = |at: &usize| {
            let tag = rest.get(at + 2..at + 2 + name.len());
            tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name))
        };
        let Some(at) = rest.match_indices("</").map(|(at, _)| at).find(closes) else { return rest.len() };
        self.skipped = None;
        self.state = State::Tag(None);
        at + "</".len() + name.len()
    }

    fn tag(&mut self, rest: &str, mark: Option<char>) -> usize {
        let end = match mark {
            Some(mark) => rest.find(mark),
            None => rest.find(['>', '"', '\'']),
        };
        let Some(end) = end else { return rest.len() };
        // Only elements of drawings and formulas close themselves.
        if mark.is_none() && rest[..=end].ends_with("/>") && matches!(self.skipped, Some("svg" | "math")) {
            self.skipped = None;
        }
        self.state = match (mark, rest[end..].chars().next()) {
            (Some(_), _) => State::Tag(None),
            (None, Some('>')) => State::Text,
            (None, mark) => State::Tag(mark),
        };
        end + 1
    }

    fn element(&mut self, name: &str, closing: bool, at: usize) {
        let is = |other: &&str| name.eq_ignore_ascii_case(other);
        if let Some(skipped) = SKIPPED.into_iter().find(is).filter(|_| !closing) {
            self.push(GAP, at..at);
            self.skipped = Some(skipped);
        } else if !PHRASING.iter().any(is) {
            self.end();
            if is(&"caption") || is(&"figcaption") {
                self.caption = !closing;
            }
            if is(&"blockquote") {
                self.quotes = if closing { self.quotes.saturating_sub(1) } else { self.quotes + 1 };
            }
        }
    }

    fn push(&mut self, text: &'h str, bytes: Range<usize>) {
        self.words.pieces.push(Piece { text, bytes, binding: None, locked: true, title: false });
    }

    fn end(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.pieces.iter().any(|piece| !piece.text.trim().is_empty()) {
            self.out.push(Words { quoted: self.quotes > 0, caption: self.caption, ..words });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use std::borrow::Cow;

    #[test]
    fn words_between_tags() {
        let table = [
            ("<p>It takes 3&ndash;5 weeks.</p>\n", &["It takes 3–5 weeks."][..]),
            ("<td>$5</td><td title=\"a > 6%\">7%</td>\n", &["$5", "7%"]),
            ("<p>It <b>takes</b>\n<i>4 weeks</i></p>", &["It takes 4 weeks"]),
            ("<!-- 5% -->\n<pre>6%</pre> <script>'7%'</script>8%\n", &["\u{fffc} \u{fffc}8%"]),
            ("<blockquote>9%</blockquote>10%", &["“9%”", "10%"]),
            ("<p>a < b, 5 <6>\n<div", &["a < b, 5 <6>"]),
            ("<p title='4%\n5%'>6%</p>", &["6%"]),
            ("<p><script>if(a<b){x='5%'}</script>\n6%</p><svg width='1'/>7%", &["\u{fffc} 6%", "\u{fffc}7%"]),
            ("<P>Ärger & 5% <BR>mehr</P>", &["Ärger & 5%", "mehr"]),
        ];
        for (html, expected) in table {
            let lines: Vec<Cow<'_, str>> = html.split_inclusive('\n').map(Cow::Borrowed).collect();
            let found: Vec<String> = words(lines.iter(), html)
                .iter()
                .map(|words| {
                    let text: String = words.pieces.iter().map(|piece| piece.text).collect();
                    if words.quoted { format!("“{}”", text.trim()) } else { text.trim().to_owned() }
                })
                .collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
