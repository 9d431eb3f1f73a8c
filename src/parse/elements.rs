//! The nesting of raw HTML in a text.
//!
//! In: the pieces of HTML of a text in their order, and how deep in the text's own parts they stand. Out: the pieces
//! with what is done to them, so that each part of the text closes what it opens and nothing else; ids; remarks on what
//! an author has to mend, and on what the pages' own policy blocks. Writes nothing and resolves no address.

use super::raw_html::{self, Attribute, Open, Pieces, Tag};
use crate::doc::{
    Anchor, By, Bytes, Html, HtmlEdit, HtmlEditKind, HtmlFault, Remark, RemarkKind, is_blocked,
};
use std::borrow::Cow;

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
/// More elements that are open at one time are not told apart.
const DEEPEST: usize = 256;
/// Elements that hold nothing.
const VOID: [&str; 10] = ["area", "br", "col", "frame", "hr", "img", "input", "source", "track", "wbr"];
/// Elements whose end need not be written.
#[rustfmt::skip]
const OPTIONAL: [&str; 16] = [
    "body", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
];
/// Elements whose content is of another language, with names of its own.
const FOREIGN: [&str; 2] = ["math", "svg"];
/// Elements that embed what `src` names.
const EMBED: [&str; 5] = ["audio", "img", "source", "track", "video"];

/// What is open, and what was found.
#[derive(Default)]
pub(super) struct Elements {
    open: Vec<Element>,
    /// Elements that were closed where their part of the text ended: their own ends have nothing to do.
    forced: Vec<String>,
    /// Ends that wait until a part of the text at a depth is whole.
    late: Vec<(usize, String)>,
    /// Names that HTML does not know and that begin somewhere.
    unknown: Vec<String>,
    pub anchors: Vec<Anchor>,
    pub remarks: Vec<Remark>,
}

struct Element {
    name: String,
    depth: usize,
    place: Bytes,
}

/// Where a piece stands.
#[derive(Clone, Copy)]
pub(super) struct Level {
    /// How many parts of the text hold it.
    pub depth: usize,
    /// The least depth whose elements may end here: of the part around a paragraph, which HTML closes by itself.
    pub outer: usize,
}

impl Elements {
    /// The name of the innermost element that is open.
    pub(super) fn innermost(&self) -> Option<&str> {
        self.open.last().map(|element| element.name.as_str())
    }

    /// Reads the lines of a block, or a tag in a run.
    pub(super) fn read<'a>(&mut self, pieces: Vec<(Cow<'a, str>, Bytes)>, level: Level) -> Vec<Html<'a>> {
        let mut lines: Vec<Html<'a>> =
            pieces.into_iter().map(|(text, bytes)| Html { text, bytes, edits: Vec::new() }).collect();
        let joined: Cow<'_, str> = match &lines[..] {
            [one] => Cow::Owned(one.text.to_string()),
            all => Cow::Owned(all.iter().map(|line| &*line.text).collect()),
        };
        let read = raw_html::read(&joined);
        let shown = read.programs.iter().map(|at| HtmlEdit { at: at.clone(), kind: HtmlEditKind::Text });
        let mut edits: Vec<HtmlEdit> = shown.collect();
        self.blocked(&read, &lines);
        self.hidden(&read, &joined, &lines);
        for tag in &read.tags {
            let place = place(&lines, &tag.bytes);
            if tag.is_end {
                self.end(tag, place, level, &mut edits);
            } else {
                self.begin(tag, &joined, place, level, &lines, &mut edits);
            }
        }
        let close = self.cut(&read, &joined, &lines, &mut edits);
        spread(edits, &mut lines);
        if let Some(close) = close {
            let at = lines.last().map_or(0, |line| line.bytes.end);
            lines.push(Html::ends(close.to_owned(), at));
        }
        lines
    }

    fn remark(&mut self, fault: HtmlFault, bytes: Bytes) {
        self.remarks.push(Remark { kind: RemarkKind::Html(fault), bytes });
    }

    /// `<?php … ?>`, `<![CDATA[ … ]]>`, `<!ELEMENT …>` are comments to a browser, and some elements are never shown.
    fn hidden(&mut self, read: &Pieces, html: &str, lines: &[Html<'_>]) {
        const UNSEEN: [&str; 2] = ["template", "title"];
        let commented = |at: usize| {
            let mut all = read.comments.iter();
            all.any(|comment| comment.contains(&at) && html[comment.start..].starts_with("<!--"))
        };
        for (at, _) in html.match_indices('<') {
            let rest = &html[at + 1..];
            let doctype = rest.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype"));
            let declared = rest.starts_with(['?', '!']) && !rest.starts_with("!--") && !doctype;
            if declared && !commented(at) {
                let end = rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len()).min(12);
                let end = at + 1 + rest.floor_char_boundary(end);
                self.remark(HtmlFault::Hidden(html[at..end].to_owned()), place(lines, &(at..end)));
            }
        }
        for tag in read.tags.iter().filter(|tag| !tag.is_end && UNSEEN.contains(&tag.name.as_str())) {
            let within = self.open.iter().any(|element| FOREIGN.contains(&element.name.as_str()));
            if !within {
                self.remark(HtmlFault::Hidden(format!("<{}>", tag.name)), place(lines, &tag.bytes));
            }
        }
    }

    fn blocked(&mut self, read: &Pieces, lines: &[Html<'_>]) {
        for found in &read.blocked {
            let at = place(lines, &(found.at..found.at + 1 + found.name.len()));
            self.remark(HtmlFault::Blocked(found.name), at);
        }
    }

    /// What is cut off at the end of the piece, so that nothing of the page is taken in.
    fn cut(
        &mut self,
        read: &Pieces,
        html: &str,
        lines: &[Html<'_>],
        edits: &mut Vec<HtmlEdit>,
    ) -> Option<&'static str> {
        match read.open? {
            Open::Comment(at) => {
                self.remark(HtmlFault::OpenComment, place(lines, &(at..(at + 4).min(html.len()))));
                Some("-->\n")
            }
            Open::Tag(at) => {
                self.remark(HtmlFault::OpenTag, place(lines, &(at..at + 1)));
                edits.push(HtmlEdit { at: at..html.len(), kind: HtmlEditKind::Text });
                None
            }
        }
    }

    fn begin(
        &mut self,
        tag: &Tag,
        html: &str,
        at: Bytes,
        level: Level,
        lines: &[Html<'_>],
        edits: &mut Vec<HtmlEdit>,
    ) {
        let written = &html[tag.bytes.clone()];
        // A binding that Markdown did not read has a finding of its own.
        if super::reference::target(written.trim_matches(['<', '>'])).is_some() {
            return;
        }
        let foreign = self.open.iter().any(|open| FOREIGN.contains(&open.name.as_str()));
        if !foreign && !ELEMENTS.contains(&tag.name.as_str()) && !tag.name.contains('-') {
            self.unknown.push(tag.name.clone());
            let begin = written.get(..=tag.name.len()).unwrap_or(written).to_owned();
            self.remark(HtmlFault::Unknown(begin), at);
            edits.push(HtmlEdit { at: tag.bytes.clone(), kind: HtmlEditKind::Text });
            return;
        }
        self.ids(tag, lines);
        self.policy(tag, &at);
        edits.extend(tag.attributes.iter().filter_map(|attribute| address(&tag.name, attribute)));
        if VOID.contains(&tag.name.as_str()) {
            return;
        }
        if tag.closes_itself {
            if !foreign {
                // HTML would take what follows in.
                let kind = HtmlEditKind::Before(format!("</{}>", tag.name));
                edits.push(HtmlEdit { at: tag.bytes.end..tag.bytes.end, kind });
            }
            return;
        }
        if self.open.len() < DEEPEST {
            self.open.push(Element { name: tag.name.clone(), depth: level.depth, place: at });
        }
    }

    fn ids(&mut self, tag: &Tag, lines: &[Html<'_>]) {
        let id = |name: &str| tag.attributes.iter().find(|a| a.name == name && !a.value.is_empty());
        let named = if tag.name == "a" { id("name") } else { None };
        let id = id("id");
        // `<a id="x" name="x">` is one place.
        let named = named.filter(|name| id.is_none_or(|id| id.value != name.value));
        for attribute in id.into_iter().chain(named) {
            let bytes = place(lines, &attribute.bytes);
            self.anchors.push(Anchor { id: attribute.value.clone(), by: By::Html, bytes });
        }
    }

    fn policy(&mut self, tag: &Tag, at: &Bytes) {
        if tag.name == "style" {
            self.remark(HtmlFault::Styles, at.clone());
        }
        if matches!(tag.name.as_str(), "iframe" | "frame") {
            self.remark(HtmlFault::Frame(tag.name.clone()), at.clone());
            return;
        }
        for Attribute { name, value, .. } in &tag.attributes {
            if matches!(name.as_str(), "src" | "srcset" | "poster") && is_remote(value) {
                self.remark(HtmlFault::Remote(value.clone()), at.clone());
            } else if name == "style" || name.starts_with("on") {
                self.remark(HtmlFault::Idle(name.clone()), at.clone());
            }
        }
    }

    fn end(&mut self, tag: &Tag, at: Bytes, level: Level, edits: &mut Vec<HtmlEdit>) {
        let name = tag.name.as_str();
        let mut edit = |at: Bytes, kind: HtmlEditKind| edits.push(HtmlEdit { at, kind });
        if VOID.contains(&name) {
            return;
        }
        let Some(found) = self.open.iter().rposition(|open| open.name == name) else {
            if let Some(known) = self.forced.iter().position(|forced| forced == name) {
                self.forced.swap_remove(known);
                return edit(tag.bytes.clone(), HtmlEditKind::Drop);
            }
            edit(tag.bytes.clone(), HtmlEditKind::Text);
            if !is_blocked(name) && !self.unknown.iter().any(|unknown| unknown == name) {
                self.remark(HtmlFault::Stray(name.to_owned()), at);
            }
            return;
        };
        let depth = self.open[found].depth;
        if depth < level.outer {
            // It ends once the part of the text that the end stands in is whole.
            let inner = self.open.split_off(found);
            let ends = inner.iter().rev().map(|open| format!("</{}>", open.name)).collect();
            self.late.push((depth, ends));
            return edit(tag.bytes.clone(), HtmlEditKind::Drop);
        }
        let inner = self.open.split_off(found);
        if let Some(ends) = self.force(inner.into_iter().skip(1).collect()) {
            edit(tag.bytes.start..tag.bytes.start, HtmlEditKind::Before(ends));
        }
    }

    /// Ends for elements that are open where they may not be, innermost first.
    fn force(&mut self, open: Vec<Element>) -> Option<String> {
        let mut ends = String::new();
        for Element { name, place, .. } in open.into_iter().rev() {
            if OPTIONAL.contains(&name.as_str()) {
                continue;
            }
            ends.push_str(&format!("</{name}>"));
            self.forced.push(name.clone());
            self.remark(HtmlFault::Unclosed(name), place);
        }
        (!ends.is_empty()).then_some(ends)
    }

    /// The part of the text at `depth` ends: what has to be written to close what it opened.
    pub(super) fn leave(&mut self, depth: usize) -> Option<String> {
        self.late.retain(|(of, _)| *of < depth);
        let inside = self.open.iter().position(|open| open.depth >= depth)?;
        let open = self.open.split_off(inside);
        self.force(open)
    }

    /// A part of the text that stands at `depth` is whole: the ends that waited for it.
    pub(super) fn late(&mut self, depth: usize) -> Option<String> {
        let at = self.late.iter().position(|(of, _)| *of == depth)?;
        Some(self.late.remove(at).1)
    }
}

fn address(element: &str, attribute: &Attribute) -> Option<HtmlEdit> {
    let image = match attribute.name.as_str() {
        "href" if matches!(element, "a" | "area") => false,
        "src" if EMBED.contains(&element) => true,
        "poster" => true,
        _ => return None,
    };
    let target = attribute.value.clone();
    if attribute.bytes.is_empty() || (image && is_remote(&target)) {
        return None;
    }
    Some(HtmlEdit { at: attribute.bytes.clone(), kind: HtmlEditKind::Address { target, image } })
}

/// Whether an address is on another server, which the pages' policy shows nothing of.
fn is_remote(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    ["http:", "https:", "//"].iter().any(|start| value.starts_with(start))
}

/// Bytes of the joined lines as bytes of the file, of the first line that they lie in.
fn place(lines: &[Html<'_>], at: &Bytes) -> Bytes {
    let mut start = 0;
    for line in lines {
        let end = start + line.text.len();
        if at.start < end {
            return line.place(&(at.start - start..at.end.min(end) - start));
        }
        start = end;
    }
    lines.last().map_or(0..0, |line| line.bytes.end..line.bytes.end)
}

/// Gives each line its edits.
fn spread(mut edits: Vec<HtmlEdit>, lines: &mut [Html<'_>]) {
    edits.sort_by_key(|edit| edit.at.start);
    let mut start = 0;
    let mut rest = edits.into_iter().peekable();
    let mut over: Option<HtmlEdit> = None;
    let count = lines.len();
    for (number, line) in lines.iter_mut().enumerate() {
        let end = start + line.text.len();
        let last = number + 1 == count;
        while let Some(edit) =
            over.take().or_else(|| rest.next_if(|edit| edit.at.start < end || (last && edit.at.start == end)))
        {
            let at = edit.at.start - start..edit.at.end.min(end) - start;
            if edit.at.end <= end {
                line.edits.push(HtmlEdit { at, kind: edit.kind });
                continue;
            }
            let kind = match edit.kind {
                HtmlEditKind::Text => HtmlEditKind::Text,
                // An address over two lines stays as it is.
                HtmlEditKind::Address { .. } => continue,
                HtmlEditKind::Drop | HtmlEditKind::Before(_) => HtmlEditKind::Drop,
            };
            line.edits.push(HtmlEdit { at, kind: kind.clone() });
            over = Some(HtmlEdit { at: end..edit.at.end, kind });
            break;
        }
        start = end;
    }
}
