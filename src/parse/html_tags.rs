//! The tags of raw HTML: whether they close, and what of them readers will not get.
//!
//! In: the pieces of HTML of a text, in their order. Out: findings on elements that are not closed, on ends without a
//! beginning, on names that HTML does not know (`List<T>`), and on what the pages' own policy blocks. Not a parser of
//! HTML: it knows tags, attributes and comments, and of nesting only what closes what.

use crate::diag::{Diagnostic, Findings, Level};
use crate::doc::is_blocked;
use crate::lints;
use crate::text::Span;
use std::ops::Range;

#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "body", "br", "button", "canvas",
    "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em",
    "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe",
    "img", "input", "ins", "kbd", "label", "legend", "li", "main", "map", "mark", "marquee", "math", "menu", "meter", "nav", "nobr", "noscript", "ol", "optgroup", "option", "output",
    "p", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "search", "section", "select", "slot", "small", "source", "span", "strike", "strong",
    "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul",
    "var", "video", "wbr",
];
/// A tag with more bytes is none.
const LONGEST: usize = 4096;
/// More elements that are open at one time are not told apart.
const DEEPEST: usize = 256;
/// Elements that hold nothing.
const VOID: [&str; 10] = ["area", "br", "col", "frame", "hr", "img", "input", "source", "track", "wbr"];
/// Elements whose end need not be written.
#[rustfmt::skip]
const OPTIONAL: [&str; 16] = [
    "body", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
];
/// Elements whose content is no HTML of the page's kind.
const FOREIGN: [&str; 4] = ["math", "style", "svg", "textarea"];

/// Reads piece after piece: a tag or a comment may reach over several lines.
#[derive(Default)]
pub(super) struct HtmlTags {
    open: Vec<(String, Range<usize>)>,
    /// A comment that is open, and where it began.
    comment: Option<usize>,
    /// The beginning of a tag whose end has not come, and where it stands.
    begun: Option<(String, usize)>,
    /// The element whose content is passed over.
    inside: Option<&'static str>,
}

/// Where findings go.
pub(super) struct Told<'t> {
    pub locate: &'t dyn Fn(Range<usize>) -> Span,
    pub findings: &'t mut Findings,
}

impl HtmlTags {
    /// Reads a piece that stands at `at`.
    pub(super) fn read(&mut self, piece: &str, at: usize, told: &mut Told<'_>) {
        if let Some((begun, start)) = self.begun.take() {
            let whole = format!("{begun}{piece}");
            return self.read(&whole, start, told);
        }
        let mut from = 0;
        while from < piece.len() {
            if self.comment.is_some() {
                match piece[from..].find("-->") {
                    Some(end) => {
                        self.comment = None;
                        from += end + 3;
                    }
                    None => return,
                }
                continue;
            }
            let Some(start) = piece[from..].find('<').map(|start| from + start) else { return };
            let rest = &piece[start..];
            if rest.starts_with("<!--") {
                self.comment = Some(at + start);
                from = start + 4;
                continue;
            }
            let Some(end) = end_of_tag(rest) else {
                let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
                if is_tag && rest.len() < LONGEST {
                    self.begun = Some((rest.to_owned(), at + start));
                }
                return;
            };
            self.tag(&rest[..end], at + start, told);
            from = start + end;
        }
    }

    fn tag(&mut self, tag: &str, at: usize, told: &mut Told<'_>) {
        let (closes, inner) = match tag.strip_prefix("</") {
            Some(inner) => (true, inner),
            None => (false, &tag[1..]),
        };
        let length = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(inner.len());
        let name = inner[..length].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return;
        }
        if let Some(foreign) = self.inside {
            if closes && name == foreign {
                self.inside = None;
                self.open.pop();
            }
            return;
        }
        let place = at..at + tag.len();
        if closes {
            return self.close(&name, place, told);
        }
        // Elements that are not published have a finding of their own; custom ones have a hyphen in their names.
        let published = crate::doc::blocked(tag).next().is_none();
        // A binding that Markdown did not read has a finding of its own.
        if super::reference::target(inner.trim_end_matches('>')).is_some() {
            return;
        }
        if !ELEMENTS.contains(&name.as_str()) && published && !name.contains('-') {
            let message = format!("`{}` is no element of HTML: readers do not see it", &tag[..=length]);
            told.report(
                Diagnostic::new(&lints::UNKNOWN_MARK, (told.locate)(place), message)
                    .help("write a backslash before `<`, or put it in code: `` `List<T>` ``"),
            );
            return;
        }
        if published {
            blocked(&name, inner, place.clone(), told);
        }
        if VOID.contains(&name.as_str()) || tag.ends_with("/>") || !published {
            return;
        }
        if self.open.len() == DEEPEST {
            return;
        }
        self.inside = FOREIGN.into_iter().find(|foreign| *foreign == name);
        self.open.push((name, place));
    }

    fn close(&mut self, name: &str, place: Range<usize>, told: &mut Told<'_>) {
        if VOID.contains(&name) || is_blocked(name) {
            return;
        }
        match self.open.iter().rposition(|(open, _)| open == name) {
            Some(at) => {
                for (inner, place) in self.open.split_off(at).into_iter().skip(1) {
                    unclosed(&inner, place, told);
                }
            }
            None => {
                let message = format!("`</{name}>` closes nothing");
                told.report(
                    Diagnostic::new(&lints::UNCLOSED_BLOCK, (told.locate)(place), message)
                        .help("remove it, or write the beginning that it belongs to"),
                );
            }
        }
    }

    /// The end of the text: what is open stays open.
    pub(super) fn finish(self, told: &mut Told<'_>) {
        if let Some(start) = self.comment {
            let span = (told.locate)(start..start + 4);
            told.report(
                Diagnostic::new(&lints::UNCLOSED_BLOCK, span, "this comment is not closed")
                    .label("the rest of the text is hidden")
                    .help("close it with `-->`"),
            );
        }
        for (name, place) in self.open {
            unclosed(&name, place, told);
        }
    }
}

impl Told<'_> {
    fn report(&mut self, finding: Diagnostic) {
        self.findings.report(finding);
    }
}

fn unclosed(name: &str, place: Range<usize>, told: &mut Told<'_>) {
    if OPTIONAL.contains(&name) {
        return;
    }
    let span = (told.locate)(place);
    told.report(
        Diagnostic::new(&lints::UNCLOSED_BLOCK, span, format!("`<{name}>` is not closed"))
            .label("what follows becomes a part of it")
            .help(format!("write `</{name}>` where it ends; a sign that is no tag is written `\\<`")),
    );
}

/// What of an element the policy of the pages blocks. The rest of it is published as it is written.
fn blocked(name: &str, inner: &str, place: Range<usize>, told: &mut Told<'_>) {
    let span = (told.locate)(place);
    let ignored = |message: String, help: &str| {
        let mut finding = Diagnostic::new(&lints::BLOCKED_HTML, span, message).help(help);
        finding.at_most = Some(Level::Warn);
        finding
    };
    if matches!(name, "iframe" | "frame") {
        let message = format!("`<{name}>` stays empty: the page's policy forbids frames");
        told.report(ignored(message, "link to the page instead"));
        return;
    }
    for (attribute, value) in attributes(inner) {
        let remote =
            ["http:", "https:", "//"].iter().any(|start| value.to_ascii_lowercase().starts_with(start));
        if matches!(attribute.as_str(), "src" | "srcset" | "poster") && remote {
            let message =
                format!("`{value}` is on another server, which the page's content security policy forbids");
            told.report(
                Diagnostic::new(&lints::REMOTE_IMAGE, span, message)
                    .help("save the file next to the page and link to it"),
            );
        } else if attribute == "style" || attribute.starts_with("on") {
            let message = format!(
                "`{attribute}=` does nothing: the page's policy allows the theme's styles and scripts only"
            );
            told.report(ignored(message, "remove it"));
        }
    }
}

/// Names and values of a tag's attributes, which follow its name.
fn attributes(inner: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let start = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
    let mut rest = inner[start..].trim_end_matches(['>', '/']);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        if end == 0 {
            match rest.chars().next() {
                Some(odd) => rest = &rest[odd.len_utf8()..],
                None => return found,
            }
            continue;
        }
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let Some(after) = rest.strip_prefix('=').map(str::trim_start) else {
            found.push((name, ""));
            continue;
        };
        let mark = after.chars().next().filter(|c| matches!(c, '"' | '\'')).unwrap_or('\0');
        let (value, left) = match after.strip_prefix(mark).filter(|_| mark != '\0') {
            Some(quoted) => quoted.split_once(mark).unwrap_or((quoted, "")),
            None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        found.push((name, value));
        rest = left;
    }
}

/// The length of a tag up to its `>`; signs in quotes end nothing.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut mark = None;
    for (at, c) in rest.char_indices().skip(1) {
        match (mark, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => mark = Some(c),
            (Some(open), c) if open == c => mark = None,
            _ => {}
        }
    }
    None
}
