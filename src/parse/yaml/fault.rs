//! What is wrong with a YAML text, in the words of its author.
//!
//! In: a text that the parser gave up on, the place where it did, and its words. Out: the place of the mistake, one
//! sentence on it, and what to write instead. The parser stops where it can go no further, which is often after the
//! mistake: a quote that is not closed, a bracket, a line with a wrong indentation. Reads nothing of what is right.

use super::scan::{above, indent, key, line, open_at};
use std::ops::Range;

/// A mistake in a YAML text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub range: Range<usize>,
    pub message: String,
    pub help: Vec<String>,
}

/// Signs that a bare value cannot begin with.
const SIGNS: &str = "*&!@%`|>?,-[]{}";

/// Explains a fault that the parser met at a place.
pub(super) fn explain(text: &str, place: usize, parser: &str) -> Fault {
    let faulty = Faulty { text, place: place.min(text.len()), parser };
    let found = faulty
        .tab()
        .or_else(|| faulty.quote())
        .or_else(|| faulty.escape())
        .or_else(|| faulty.bracket())
        .or_else(|| faulty.sign())
        .or_else(|| faulty.comment())
        .or_else(|| faulty.colon())
        .or_else(|| faulty.no_colon())
        .or_else(|| faulty.goes_on())
        .or_else(|| faulty.indentation());
    found.unwrap_or_else(|| fault(faulty.sign_at(faulty.place), format!("invalid YAML: {parser}"), []))
}

fn fault<const N: usize>(range: Range<usize>, message: impl Into<String>, help: [String; N]) -> Fault {
    Fault { range, message: message.into(), help: help.into() }
}

/// A text in quotes, as few of its signs changed as can be.
pub(crate) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') {
        format!("'{text}'")
    } else {
        in_double_quotes(text)
    }
}

/// A text of one line in double quotes.
pub(crate) fn in_double_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Advice with what to write behind it, where that is short and stands between backticks.
pub(crate) fn advice(advice: &str, right: &str) -> String {
    if right.contains('`') || right.chars().count() > 80 {
        advice.to_owned()
    } else {
        format!("{advice}: `{right}`")
    }
}

/// The advice for values that YAML reads in another way than their author.
pub(super) const IN_QUOTES: &str = "put the whole value in quotes";

struct Faulty<'a> {
    text: &'a str,
    place: usize,
    parser: &'a str,
}

impl<'a> Faulty<'a> {
    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|words| self.parser.contains(words))
    }

    fn sign_at(&self, at: usize) -> Range<usize> {
        let next = self.text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
        at..at + next.map_or(0, char::len_utf8)
    }

    /// The value of a key or an item of a list, from a place to the end of the line, or to what ends it in brackets.
    fn value_from(&self, start: usize) -> &'a str {
        let rest = &self.text[start..line(self.text, start).end];
        let rest = rest.split(" #").next().unwrap_or(rest);
        let inside = open_at(self.text, start).brackets;
        let end = match inside.last().map(|at| &self.text[*at..=*at]) {
            Some("[") => rest.find([',', ']']),
            Some(_) => rest.find(", ").or_else(|| rest.find('}')),
            None => None,
        };
        rest[..end.unwrap_or(rest.len())].trim_end()
    }

    /// The advice to quote a value, with the key in front of it where that is short.
    fn in_quotes(&self, start: usize) -> String {
        let value = self.value_from(start);
        let line = line(self.text, start);
        let before = &self.text[line.start..start];
        let inside = !open_at(self.text, start).brackets.is_empty();
        let key = key(before.trim_end()).filter(|_| !inside).map(|(key, _)| format!("{key}: "));
        advice(IN_QUOTES, &format!("{}{}", key.unwrap_or_default(), quoted(value)))
    }

    /// A line that is indented with a tab.
    fn tab(&self) -> Option<Fault> {
        let from = line(self.text, self.place).start;
        let mut at = from;
        for line in self.text[from..].split_inclusive('\n').take(2) {
            let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let (Some(tab), true) = (line[..blank].find('\t'), self.says(&["tab"])) {
                let message = "a tab cannot indent a line: YAML wants spaces";
                return Some(fault(
                    at + tab..at + blank,
                    message,
                    ["write spaces in place of the tab".to_owned()],
                ));
            }
            at += line.len();
        }
        None
    }

    /// A quote that is not closed, or closed too early.
    fn quote(&self) -> Option<Fault> {
        let open = open_at(self.text, self.place);
        let starts = self.text[self.place..].starts_with(['"', '\'']);
        if self.says(&["unclosed quote", "multiline quoted scalar", "end of stream", "document indicator"])
            && let Some(at) = open.quote.or_else(|| starts.then_some(self.place))
        {
            let rest = &self.text[at..line(self.text, at).end];
            let mark = &rest[..1];
            let mut help = format!("write the quotation mark `{mark}` at the end of the text, too");
            let one_line = self.text[at..self.place].matches('\n').count() <= 1;
            if one_line && rest.chars().count() <= 60 && open.brackets.is_empty() && !rest.contains('`') {
                help = format!("close it: `{}{mark}`", rest.trim_end());
            }
            return Some(fault(at..at + 1, "this quotation mark is not closed", [help]));
        }
        let closed = open.closed.filter(|range| self.text[range.end..self.place].trim().is_empty())?;
        let more = self.says(&["trailing content", "did not find expected"]);
        if !more || self.text[closed.end..].starts_with('\n') {
            return None;
        }
        let value = self.value_from(closed.start);
        let mark = &self.text[closed.end - 1..closed.end];
        let bare = value
            .strip_prefix(mark)
            .and_then(|inner| inner.strip_suffix(mark))
            .filter(|_| value.len() > closed.len());
        let right = quoted(bare.unwrap_or(value));
        let message = "the text ends at this quotation mark, but the line goes on";
        let help = if open.brackets.is_empty() && right.chars().count() <= 80 && !right.contains('`') {
            format!("put all of it in quotes that do not occur in it: `{right}`")
        } else {
            "put all of it in quotes that do not occur in it, or add the comma that is missing".to_owned()
        };
        Some(fault(closed.end - 1..closed.end, message, [help]))
    }

    /// A backslash between double quotes that starts no escape.
    fn escape(&self) -> Option<Fault> {
        if !self.says(&["escape"]) {
            return None;
        }
        let start = open_at(self.text, self.place).quote.unwrap_or(self.place);
        let mut rest = self.text[start..].char_indices();
        while let Some((at, c)) = rest.next() {
            let escaped = if c == '\\' { rest.next()?.1 } else { continue };
            if !"0abt\tnvfre \"/\\N_LPxuU\n".contains(escaped) {
                let at = start + at;
                let message = format!("`\\{escaped}` is no escape: in double quotes a backslash begins one");
                let help = "write two backslashes, or put the text in single quotes".to_owned();
                return Some(fault(at..at + 1 + escaped.len_utf8(), message, [help]));
            }
        }
        None
    }

    /// A bracket that is not closed, or by another one; a text in brackets that is cut by its own signs.
    fn bracket(&self) -> Option<Fault> {
        let open = open_at(self.text, self.place);
        let pair = |at: usize| if self.text[at..].starts_with('[') { ("[", "]") } else { ("{", "}") };
        if self.says(&["mismatched bracket"]) {
            let at = open.brackets.last().copied().unwrap_or(self.place);
            let (left, right) = pair(at);
            let message = format!("this `{left}` is closed by another bracket");
            return Some(fault(at..at + 1, message, [format!("close it with `{right}`")]));
        }
        let starts = self.text[self.place..].starts_with(['[', '{']) && self.says(&["unclosed bracket"]);
        let inner = open.brackets.last().copied().or_else(|| starts.then_some(self.place))?;
        let here = line(self.text, self.place);
        if starts || here.start > inner || self.place >= self.text.trim_end().len() {
            let (left, right) = pair(inner);
            let message = format!("this `{left}` is not closed");
            return Some(fault(inner..inner + 1, message, [format!("close it with `{right}`")]));
        }
        let colon = self.text[self.place..].starts_with(':');
        let before = &self.text[inner + 1..self.place];
        let value = inner + 1 + before.rfind(',').map_or(0, |at| at + 1);
        let value = self.text[value..self.place].find(": ").map_or(value, |at| value + at + 2);
        if colon {
            let message = "a colon with a space after it begins a value, and here is one already";
            let start = value + self.text[value..].len() - self.text[value..].trim_start().len();
            return Some(fault(self.place..self.place + 1, message, [self.in_quotes(start)]));
        }
        let (_, right) = pair(inner);
        let message = format!("expected a comma or `{right}`");
        let help = "separate the parts with commas; put a text with signs in it in quotes".to_owned();
        Some(fault(self.sign_at(self.place), message, [help]))
    }

    /// A value that begins with a sign that means something in YAML.
    fn sign(&self) -> Option<Fault> {
        let sign = self.text[self.place..].chars().next().filter(|c| SIGNS.contains(*c))?;
        let before = self.text[line(self.text, self.place).start..self.place].trim_end();
        let begins = before.ends_with([':', '-', ',', '[', '{']);
        let key_like = before.is_empty() && matches!(sign, '*' | '@' | '%' | '`' | '|' | '>' | ',');
        if !begins && !key_like || matches!(sign, '[' | '{') {
            return None;
        }
        let mut help = vec![self.in_quotes(self.place)];
        let why = match sign {
            '*' => "`*` stands for a value with that name elsewhere",
            '-' => "`-` begins an item of a list, on a line of its own",
            '|' | '>' => "it begins a text of several lines, in the lines after it",
            _ => "it means something else in YAML",
        };
        if sign == '-' {
            help.push("or begin the list on the next line, or write it in brackets".to_owned());
        }
        let message = format!("a value cannot begin with `{sign}`: {why}");
        let message = if sign == '`' { "a value cannot begin with a backtick".to_owned() } else { message };
        Some(Fault { range: self.sign_at(self.place), message, help })
    }

    fn comment(&self) -> Option<Fault> {
        self.says(&["comments must be separated"]).then(|| {
            let message = "a comment needs a space before its `#`";
            let help = "write the space, or put the whole value in quotes".to_owned();
            fault(self.sign_at(self.place), message, [help])
        })
    }

    /// A colon in a value, or a key where none can stand.
    fn colon(&self) -> Option<Fault> {
        if !self.says(&["mapping values are not allowed"]) {
            return None;
        }
        let here = line(self.text, self.place);
        let words = &self.text[here.clone()];
        if let Some((_, value)) = key(words).filter(|(_, value)| here.start + value <= self.place) {
            let message = "a colon with a space after it begins a value, and here is one already";
            return Some(fault(self.place..self.place + 1, message, [self.in_quotes(here.start + value)]));
        }
        let last = above(self.text, self.place).next()?;
        let previous = &self.text[last.clone()];
        let Some((name, _)) = key(previous) else { return Some(self.without_colon(last)) };
        let (own, other) = (indent(words), indent(previous));
        let key_words = words[..self.place - here.start].trim();
        let spaces = count(previous.len() - previous.trim_start_matches([' ', '-']).len());
        let help = [
            format!("indent it with {spaces}, like `{name}` above"),
            "or, if it goes on with the text above, put that text in quotes".to_owned(),
        ];
        let message = if own > other {
            format!("`{key_words}` is indented under `{name}`, which has a value already")
        } else {
            format!("the indentation of `{key_words}` fits no key above")
        };
        Some(fault(here.start + own..self.place, message, help))
    }

    /// A line that has to be `key: value` and has no colon.
    fn no_colon(&self) -> Option<Fault> {
        if !self.says(&["simple key expected", "simple key is no longer valid"]) {
            return None;
        }
        let here = line(self.text, self.place);
        let here = if self.text[here.clone()].trim().is_empty() {
            above(self.text, self.place).next().unwrap_or(here)
        } else {
            here
        };
        Some(self.without_colon(here))
    }

    fn without_colon(&self, range: Range<usize>) -> Fault {
        let words = self.text[range.clone()].trim();
        let whole = &self.text[range.clone()];
        let start = range.start + whole.len() - whole.trim_start().len();
        let place = start..start + words.len();
        let item = words.trim_start_matches(['-', ' ']);
        if let Some((name, value)) = item.split_once(':').filter(|(name, _)| !name.contains(' ')) {
            let message = format!("a space is missing after the colon of `{name}`");
            return fault(place, message, [format!("write `{name}: {}`", value.trim())]);
        }
        let listed = above(self.text, range.start)
            .next()
            .is_some_and(|line| self.text[line].trim_start().starts_with("- "));
        let mut help = Vec::new();
        if listed {
            help.push("begin it with `- `, in line with the item above, if it is one more item".to_owned());
        }
        help.push(match item.split_once(' ') {
            Some((name, value)) if value.len() <= 40 && !value.contains('`') => {
                format!("write `{name}: {}`", value.trim())
            }
            _ => "write a colon and a space after the key".to_owned(),
        });
        help.push("if it goes on with the text above, indent it further than that text's key".to_owned());
        Fault { range: place, message: "this line has no `: ` between a key and its value".to_owned(), help }
    }

    /// A value that begins with a bracket or a quote, and goes on after it.
    fn goes_on(&self) -> Option<Fault> {
        let here = line(self.text, self.place);
        let (_, value) = key(&self.text[here.clone()])?;
        let start = here.start + value;
        let bracket = self.text[start..].chars().next().filter(|c| matches!(c, '[' | '{'))?;
        if start >= self.place {
            return None;
        }
        let kind = if bracket == '[' { "a list" } else { "a mapping" };
        let message = format!("`{bracket}` begins {kind}, and the line goes on after its end");
        Some(fault(self.sign_at(self.place), message, [self.in_quotes(start)]))
    }

    /// A line whose indentation fits none above.
    fn indentation(&self) -> Option<Fault> {
        if !self.says(&["did not find expected", "indentation", "block sequence entries"]) {
            return None;
        }
        let here = line(self.text, self.place);
        let words = &self.text[here.clone()];
        let own = indent(words);
        let place = here.start + own..here.start + words.trim_end().len().max(own);
        let mut open: Vec<(usize, usize)> = Vec::new();
        for range in above(self.text, here.start) {
            let found = indent(&self.text[range.clone()]);
            if open.last().is_none_or(|(_, least)| found < *least) {
                open.push((range.start, found));
            }
        }
        let like = open.iter().min_by_key(|(_, indent)| indent.abs_diff(own));
        let name = |at: usize| {
            let words = &self.text[line(self.text, at)];
            key(words).map_or_else(|| words.trim().chars().take(30).collect(), |(key, _)| key.to_owned())
        };
        if words.trim_start().starts_with("- ") && like.is_none_or(|(_, indent)| *indent == own) {
            let message = "an item of a list stands among keys";
            return Some(fault(
                place,
                message,
                ["indent it under the key whose list it belongs to".to_owned()],
            ));
        }
        let help = like.map_or_else(
            || "begin the line without spaces".to_owned(),
            |(at, indent)| format!("indent it with {}, like `{}` above", count(*indent), name(*at)),
        );
        Some(fault(place, "the indentation of this line fits no line above", [help]))
    }
}

fn count(spaces: usize) -> String {
    match spaces {
        0 => "no spaces".to_owned(),
        1 => "1 space".to_owned(),
        many => format!("{many} spaces"),
    }
}
