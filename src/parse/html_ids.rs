//! Ids in raw HTML.
//!
//! In: the pieces of HTML of a text, in their order. Out: what can be linked to in them: `id` of any element, `name`
//! of a link. Comments and scripts have none. Not a parser of HTML: it knows tags and attributes, and no nesting.

use crate::doc::{Anchor, By, Bytes};

/// Elements whose content is no HTML.
const RAW: [&str; 3] = ["script", "style", "textarea"];

/// Reads piece after piece: a comment or a tag may reach over several lines.
#[derive(Default)]
pub(super) struct HtmlIds {
    state: State,
    element: String,
    attribute: String,
    value: String,
    start: usize,
    /// Ids of the tag at hand: `<a id="x" name="x">` is one place.
    of_tag: Vec<String>,
}

#[derive(Default, Clone, Copy)]
enum State {
    #[default]
    Text,
    Comment,
    Raw(&'static str),
    Tag,
    /// After the name of an attribute.
    Name,
    /// After its `=`.
    Equals,
    /// Inside its value, and the mark that ends it.
    Value(Option<char>),
}

impl HtmlIds {
    /// Reads a piece. `bytes` is its place in the file; a piece that was changed on the way points at all of it.
    pub(super) fn read(&mut self, piece: &str, bytes: &Bytes, out: &mut Vec<Anchor>) {
        let exact = piece.len() == bytes.len();
        let mut from = 0;
        while from < piece.len() {
            let found = out.len();
            from += self.step(&piece[from..], bytes.start + from, out);
            if !exact {
                out[found..].iter_mut().for_each(|anchor| anchor.bytes = bytes.clone());
            }
        }
    }

    /// Takes what comes next, and gives how much that was.
    fn step(&mut self, rest: &str, at: usize, out: &mut Vec<Anchor>) -> usize {
        let blank = rest.len() - rest.trim_start().len();
        match self.state {
            State::Text => self.text(rest),
            State::Comment => self.until(rest, "-->"),
            State::Raw(name) => {
                let ends = |at: &usize| {
                    rest.get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
                };
                match rest.match_indices("</").map(|(at, _)| at).find(ends) {
                    Some(end) => {
                        self.state = State::Text;
                        end + 2
                    }
                    None => rest.len(),
                }
            }
            State::Tag | State::Name | State::Equals if blank > 0 => blank,
            State::Tag => self.tag(rest),
            State::Name => {
                let given = rest.starts_with('=');
                self.state = if given { State::Equals } else { State::Tag };
                usize::from(given)
            }
            State::Equals => {
                let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
                self.state = State::Value(mark);
                self.value.clear();
                self.start = at + mark.map_or(0, char::len_utf8);
                mark.map_or(0, char::len_utf8)
            }
            State::Value(mark) => {
                let end = match mark {
                    Some(mark) => rest.find(mark),
                    None => rest.find(|c: char| c.is_whitespace() || c == '>'),
                };
                self.value.push_str(&rest[..end.unwrap_or(rest.len())]);
                let Some(end) = end else { return rest.len() };
                self.state = State::Tag;
                self.end_of_value(out);
                end + mark.map_or(0, char::len_utf8)
            }
        }
    }

    fn until(&mut self, rest: &str, end: &str) -> usize {
        match rest.find(end) {
            Some(at) => {
                self.state = State::Text;
                at + end.len()
            }
            None => rest.len(),
        }
    }

    fn text(&mut self, rest: &str) -> usize {
        let Some(start) = rest.find('<') else { return rest.len() };
        let tag = &rest[start + 1..];
        if tag.starts_with("!--") {
            self.state = State::Comment;
            return start + "<!--".len();
        }
        let length = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
        if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.state = State::Tag;
            self.element = tag[..length].to_ascii_lowercase();
            self.of_tag.clear();
        }
        start + 1 + length
    }

    fn tag(&mut self, rest: &str) -> usize {
        if rest.starts_with('>') {
            let raw = RAW.into_iter().find(|name| *name == self.element);
            self.state = raw.map_or(State::Text, State::Raw);
            return 1;
        }
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'));
        let length = length.unwrap_or(rest.len());
        if length == 0 {
            // A stray `/` or `=`.
            return 1;
        }
        self.attribute = rest[..length].to_ascii_lowercase();
        self.state = State::Name;
        length
    }

    fn end_of_value(&mut self, out: &mut Vec<Anchor>) {
        let is_id = self.attribute == "id" || (self.attribute == "name" && self.element == "a");
        if is_id && !self.value.is_empty() && !self.of_tag.contains(&self.value) {
            self.of_tag.push(self.value.clone());
            let bytes = self.start..self.start + self.value.len();
            out.push(Anchor { id: self.value.clone(), by: By::Html, bytes });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HtmlIds;

    #[test]
    fn ids_of_tags_and_of_nothing_else() {
        let table: [(&str, &[&str]); 10] = [
            ("<p id=\"one\" class='x'><i ID='two'>", &["one", "two"]),
            ("<p id=one><br id=two/>", &["one", "two/"]),
            ("<p data-id=\"no\" title='id=\"no\"'>id=\"no\"</p>", &[]),
            ("<a id=\"x\" name=\"x\"></a><a name=y>", &["x", "y"]),
            ("<input name=\"no\"><p id>", &[]),
            ("<!-- <p id=\"no\"> --><p id = \"yes\">", &["yes"]),
            ("<script>a = '<p id=\"no\">'</SCRIPT><p id='yes'>", &["yes"]),
            ("<p\n  id=\"over\"\n  title=\"<p id='no'>\">", &["over"]),
            ("</p id=\"no\">a < b <", &[]),
            ("<p id=\"", &[]),
        ];
        for (html, expected) in table {
            let (mut reader, mut out, mut at) = (HtmlIds::default(), Vec::new(), 0);
            for line in html.split_inclusive('\n') {
                reader.read(line, &(at..at + line.len()), &mut out);
                at += line.len();
            }
            let ids: Vec<&str> = out.iter().map(|anchor| anchor.id.as_str()).collect();
            assert_eq!(ids, expected, "{html}");
            assert!(out.iter().all(|anchor| html[anchor.bytes.clone()] == anchor.id), "{html}");
        }
    }
}
