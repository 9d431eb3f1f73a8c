//! Where the text of a YAML value stands in its file.
//!
//! In: the value as YAML reads it, and the bytes it is written as: bare, in quotes with their escapes, or as a block. Out:
//! the place of each part of the value. Reads no YAML but one value; what the value is was decided before.

use crate::text::{MappedText, Span, Spanned};
use std::ops::Range;

/// A value and the place of each of its bytes.
pub(crate) struct Scalar<'a> {
    value: &'a str,
    raw: &'a str,
    span: Span,
    places: Option<MappedText>,
}

impl<'a> Scalar<'a> {
    /// `raw` is what stands at the place of the value.
    pub(crate) fn new(source: &'a Spanned<String>, raw: &'a str) -> Self {
        Self { value: &source.value, raw, span: source.span, places: places(&source.value, raw) }
    }

    /// The places of all parts.
    pub(crate) fn into_places(self) -> Option<MappedText> {
        self.places
    }

    /// The place of a part of the value; all of it, where nothing nearer can be said.
    pub(crate) fn place(&self, part: Range<usize>) -> Span {
        let found = self.places.as_ref().and_then(|places| places.place(part.clone()));
        // A part that is as long as it is written is taken for the same letters elsewhere.
        let same = |found: &Range<usize>| {
            found.len() != part.len() || self.raw.get(found.clone()) == self.value.get(part.clone())
        };
        found.filter(same).map_or(self.span, |found| self.span.within(found))
    }
}

/// The value with the places of its bytes in what is written; none where the two do not go together.
fn places(value: &str, raw: &str) -> Option<MappedText> {
    let quoted = raw.starts_with(['"', '\'']);
    // Most values stand in one line, letter by letter.
    let start = usize::from(quoted);
    let letters = start..start + value.len();
    if raw.len() == value.len() + 2 * start
        && raw.get(letters.clone()) == Some(value)
        && !value.contains('\n')
    {
        let mut out = MappedText::default();
        out.piece(value, letters, true);
        return Some(out);
    }
    // Empty lines before the text of a block are no part of its place.
    let empty = if quoted { 0 } else { value.len() - value.trim_start_matches('\n').len() };
    let read = |how: &dyn Fn(&mut Reader<'_>) -> Option<()>| {
        let mut reader = Reader { value, raw, v: 0, r: 0, out: MappedText::default() };
        reader.take(empty, 0)?;
        how(&mut reader)?;
        reader.value[reader.v..].trim_end_matches('\n').is_empty().then_some(reader.out)
    };
    match raw.chars().next()? {
        '"' => return read(&|reader| reader.flow(Some('"'))),
        '\'' => return read(&|reader| reader.flow(Some('\''))),
        _ => {}
    }
    // The place of a block begins with its text: how far its lines are indented shows in those that follow.
    let lines = raw.lines().skip(1).filter(|line| !line.trim().is_empty());
    let least = lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    let block = || (0..=least).rev().find_map(|indent| read(&|reader| reader.block(indent)));
    read(&|reader| reader.flow(None)).or_else(block)
}

struct Reader<'a> {
    value: &'a str,
    raw: &'a str,
    /// How much of each was read.
    v: usize,
    r: usize,
    out: MappedText,
}

impl Reader<'_> {
    /// Takes bytes of the value for bytes of what is written.
    fn take(&mut self, value: usize, raw: usize) -> Option<()> {
        let text = self.value.get(self.v..self.v + value)?;
        let written = self.raw.get(self.r..self.r + raw)?;
        self.out.piece(text, self.r..self.r + raw, text == written);
        (self.v, self.r) = (self.v + value, self.r + raw);
        Some(())
    }

    /// Takes all that both have in common up to one of some signs.
    fn same(&mut self, stop: &[char]) -> Option<()> {
        let (value, raw) = (&self.value[self.v..], &self.raw[self.r..]);
        let mut length = 0;
        for (a, b) in value.chars().zip(raw.chars()) {
            if a != b || (length > 0 && stop.contains(&b)) {
                break;
            }
            length += a.len_utf8();
        }
        (length > 0).then_some(())?;
        self.take(length, length)
    }

    /// A bare value or one in quotes, perhaps of several lines.
    fn flow(&mut self, quote: Option<char>) -> Option<()> {
        self.r = usize::from(quote.is_some());
        let end = self.raw.len() - usize::from(quote.is_some_and(|quote| self.raw[1..].ends_with(quote)));
        while self.v < self.value.len() && self.r < end {
            let rest = &self.raw[self.r..end];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            if rest[..blank].contains('\n') {
                // One line end is a space, several are one less.
                let lines = rest[..blank].matches('\n').count();
                self.take(if lines == 1 { 1 } else { lines - 1 }, blank)?;
            } else if quote == Some('"') && rest.starts_with('\\') {
                self.escape(rest)?;
            } else if quote == Some('\'') && rest.starts_with("''") {
                self.take(1, 2)?;
            } else if blank > 0 {
                self.take(blank, blank)?;
            } else {
                self.same(&[' ', '\t', '\r', '\n', '\\', '\''])?;
            }
        }
        Some(())
    }

    fn escape(&mut self, rest: &str) -> Option<()> {
        let sign = rest[1..].chars().next()?;
        if sign == '\n' || rest[1..].starts_with("\r\n") {
            let line = rest.find('\n')? + 1;
            let blank = rest[line..].len() - rest[line..].trim_start_matches([' ', '\t']).len();
            return self.take(0, line + blank);
        }
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let meant = self.value[self.v..].chars().next()?;
        self.take(meant.len_utf8(), 1 + sign.len_utf8() + digits)
    }

    /// The lines of a block, from the text of the first one on.
    fn block(&mut self, indent: usize) -> Option<()> {
        let mut indent_here = 0;
        while self.v < self.value.len() && self.r < self.raw.len() {
            let line = self.raw[self.r..].lines().next()?;
            let blank = (line.len() - line.trim_start_matches(' ').len()).min(indent_here);
            self.r += blank;
            let line = &line[blank..];
            if !line.is_empty() {
                self.value[self.v..].starts_with(line).then_some(())?;
                self.take(line.len(), line.len())?;
            }
            let rest = &self.raw[self.r..];
            let after = rest.strip_prefix('\r').unwrap_or(rest);
            let end = after.strip_prefix('\n').map_or(0, |after| rest.len() - after.len());
            // A line end in a folded text is a space, or nothing before an empty line.
            let joined = self.value[self.v..].starts_with(['\n', ' ']) && end > 0;
            self.take(usize::from(joined), end)?;
            indent_here = indent;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;
    use crate::text::{FilePath, Files};

    /// What stands at the places of a word of the only value of a document.
    fn found<'y>(yaml: &'y str, word: &str) -> &'y str {
        let file = Files::default().add(FilePath::new("a.yaml"), yaml.into());
        let node = yaml::read(file, yaml, 0..yaml.len()).value.ok().flatten().expect("it can be read");
        let yaml::Value::Map(entries) = node.value else { panic!("a mapping") };
        let (_, node) = &entries[0];
        let yaml::Value::Scalar(text) = &node.value else { panic!("a text") };
        let source = Spanned::new(text.clone(), node.span);
        let at = text.find(word).expect("it holds the word");
        let scalar = Scalar::new(&source, &yaml[node.span.range()]);
        &yaml[scalar.place(at..at + word.len()).range()]
    }

    #[test]
    fn words_are_found_in_every_notation() {
        for yaml in [
            "a: one two three\n",
            "a: one\n  two\n  three\n",
            "a: 'it''s one\n\n  two three'\n",
            "a: \"caf\\u00e9 \\\"one\\\"\n  two \\\n  three\"\n",
            "a: >\n  one\n  two three\n\n  four\n",
            "a: >-\n\n   one\n     two\n   three\n",
            "a: |\n  one\n\n    two\n  three\nb: 1\n",
            "a: |2-\n   one\n  two\n  three\n",
            "a: >  # note\r\n  one\r\n  two\r\n  three\r\n",
        ] {
            for word in ["one", "two", "three"] {
                assert_eq!(found(yaml, word), word, "{yaml:?}");
            }
        }
    }

    #[test]
    fn what_is_written_in_another_way_is_found_whole() {
        assert_eq!(found("a: \"x caf\\u00e9 y\"\n", "café"), "caf\\u00e9");
        assert_eq!(found("a: 'x it''s y'\n", "it's"), "it''s");
        assert_eq!(found("a: two\n   words here\n", "two words"), "two\n   words");
    }
}
