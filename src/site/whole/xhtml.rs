//! HTML of pages to the XHTML of books.
//!
//! In: what stands in the `main` element of a page, and where links and pictures lead in the book. Out: well-formed XHTML
//! with the elements that readers of books show; what only a browser can do (forms, cards that open, scripts, navigation)
//! is left out or becomes text. Knows nothing of files.

use crate::parse::raw_html::{Part, document};
use crate::text::one_line;
use std::collections::BTreeSet;

/// Elements that are kept beside [`BLOCKS`]. Others lose their tags and keep their content.
const INLINE_AND_PARTS: &[&str] = &[
    "hgroup",
    "li",
    "dt",
    "dd",
    "figcaption",
    "a",
    "em",
    "strong",
    "small",
    "s",
    "cite",
    "q",
    "dfn",
    "abbr",
    "ruby",
    "rt",
    "rp",
    "time",
    "code",
    "var",
    "samp",
    "kbd",
    "sub",
    "sup",
    "i",
    "b",
    "u",
    "mark",
    "bdi",
    "bdo",
    "span",
    "br",
    "wbr",
    "ins",
    "del",
    "img",
    "caption",
    "colgroup",
    "col",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
];

/// Elements that go with what they hold.
const DROPPED: &[&str] = &[
    "nav", "script", "style", "noscript", "template", "button", "input", "select", "textarea", "progress",
    "meter", "dialog", "iframe", "object", "embed", "audio", "video", "canvas", "datalist",
];

/// Classes of what stands on pages for the mouse, and of what only a screen is wide enough for.
const TOOLS: &[&str] = &["anchor", "bar", "compare-tools", "print-url"];

const VOID: &[&str] = &[
    "br", "hr", "img", "wbr", "col", "input", "embed", "source", "track", "area", "base", "link", "meta",
    "param",
];

/// Elements that a paragraph ends before; kept, apart from those that are dropped or become another.
const BLOCKS: &[&str] = &[
    "article",
    "section",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "footer",
    "address",
    "p",
    "hr",
    "pre",
    "blockquote",
    "ol",
    "ul",
    "dl",
    "figure",
    "div",
    "table",
    "details",
    "nav",
];

const ATTRIBUTES: &[&str] = &[
    "id", "class", "title", "dir", "colspan", "rowspan", "scope", "start", "reversed", "value", "type",
    "cite", "datetime", "alt", "width", "height",
];

/// Names of SVG that are not in small letters.
const MIXED: &[&str] =
    &["viewBox", "preserveAspectRatio", "textLength", "lengthAdjust", "clipPath", "linearGradient"];

/// Where things lead in the book.
pub(super) trait Leads {
    /// The address of a link, or `None` for one that leads nowhere in a book.
    fn link(&self, to: &str) -> Option<String>;
    /// The address of a picture, or `None` for one that the book does not hold.
    fn picture(&self, from: &str) -> Option<String>;
}

/// A chapter.
#[derive(Default)]
pub(super) struct Xhtml {
    pub body: String,
    pub ids: BTreeSet<String>,
    pub svg: bool,
    pub mathml: bool,
}

/// The text of the first heading.
pub(super) fn heading(html: &str) -> Option<String> {
    let (mut inside, mut text) = (false, None::<String>);
    let mut done = false;
    document(html, &mut |part| match part {
        Part::Begin { name, .. } if name == "h1" && !done => {
            inside = true;
            text.get_or_insert_default();
        }
        Part::End(name) if name == "h1" && inside => (inside, done) = (false, true),
        Part::Text(words) if inside => text.get_or_insert_default().push_str(&words),
        _ => {}
    });
    text.map(|text| one_line(&text))
}

/// The XHTML of a page.
pub(super) fn xhtml(html: &str, leads: &dyn Leads) -> Xhtml {
    let mut builder = Builder { leads, out: Xhtml::default(), open: Vec::new() };
    document(html, &mut |part| match part {
        Part::Begin { name, attributes, closes } => builder.begin(&name, &attributes, closes),
        Part::End(name) => builder.end(&name),
        Part::Text(text) => builder.text(&text),
        Part::Style(_) => {}
    });
    builder.close_to(0);
    builder.out
}

/// Text as XML; characters that XML does not have are left out.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// An element that is open in the HTML.
struct Open {
    name: String,
    how: How,
}

#[derive(PartialEq)]
enum How {
    /// Its end is written with this name.
    Kept(String),
    /// Only its content is written.
    Bare,
    /// Nothing of it is written.
    Dropped,
}

struct Builder<'l> {
    leads: &'l dyn Leads,
    out: Xhtml,
    open: Vec<Open>,
}

type Attributes = [(String, String)];

fn get<'a>(attributes: &'a Attributes, key: &str) -> Option<&'a str> {
    attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
}

fn has_class(attributes: &Attributes, class: &str) -> bool {
    get(attributes, "class").is_some_and(|all| all.split_whitespace().any(|own| own == class))
}

impl Builder<'_> {
    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    fn is_dropping(&self) -> bool {
        self.open.last().is_some_and(|open| open.how == How::Dropped)
    }

    fn text(&mut self, text: &str) {
        if self.is_dropping() {
            return;
        }
        let inside = self.open.iter().rev().find_map(|open| match &open.how {
            How::Kept(name) => Some(name.as_str()),
            _ => None,
        });
        // Words between the parts of a list or a table need an element of their own.
        let (before, after) = match inside {
            _ if text.trim().is_empty() => ("", ""),
            Some("ul" | "ol") => ("<li>", "</li>"),
            Some("dl") => ("<dd>", "</dd>"),
            Some("tr") => ("<td>", "</td>"),
            Some("table" | "thead" | "tbody" | "tfoot") => ("<tr><td>", "</td></tr>"),
            _ => ("", ""),
        };
        self.out.body.push_str(&format!("{before}{}{after}", xml(text)));
    }

    fn begin(&mut self, name: &str, attributes: &Attributes, closes: bool) {
        let foreign = self.is_open("svg") || self.is_open("math");
        if !foreign {
            self.imply_ends(name);
        }
        let void = VOID.contains(&name) || foreign && closes;
        if self.is_dropping() {
            self.push(name, How::Dropped, void);
            return;
        }
        if name == "button" && has_class(attributes, "note-ref") {
            self.reference(attributes);
        }
        if name == "input" && get(attributes, "type") == Some("checkbox") {
            let ticked = get(attributes, "checked").is_some();
            self.out.body.push_str(if ticked { "\u{2611} " } else { "\u{2610} " });
        }
        let hidden = ["popover", "hidden"].iter().any(|key| get(attributes, key).is_some())
            || get(attributes, "aria-hidden") == Some("true")
            || TOOLS.iter().any(|class| has_class(attributes, class))
            // The words of a field, other than those of a task.
            || name == "label" && !self.is_open("li");
        if hidden || DROPPED.contains(&name) {
            return self.push(name, How::Dropped, void);
        }
        if foreign || name == "svg" || name == "math" {
            return self.foreign(name, attributes, void || closes);
        }
        match name {
            "details" | "summary" => {
                self.element(name, "div", &[("class".to_owned(), name.to_owned())], void)
            }
            "img" => self.picture(attributes),
            _ if BLOCKS.contains(&name) || INLINE_AND_PARTS.contains(&name) => {
                self.element(name, name, attributes, void)
            }
            _ => self.push(name, How::Bare, void),
        }
    }

    /// A mark beside a figure, which leads to its evidence at the end of the page.
    fn reference(&mut self, attributes: &Attributes) {
        let number = get(attributes, "popovertarget").and_then(|target| target.strip_prefix("pp-e"));
        let Some(number) = number else { return };
        let to = self.leads.link(&format!("#pp-note-{number}"));
        let number = xml(number);
        self.out.body.push_str(&match to {
            Some(to) => {
                format!("<sup><a epub:type=\"noteref\" href=\"{}\">{number}</a></sup>", xml(&to))
            }
            None => format!("<sup>{number}</sup>"),
        });
    }

    fn picture(&mut self, attributes: &Attributes) {
        let alt = get(attributes, "alt").unwrap_or("");
        match get(attributes, "src").and_then(|from| self.leads.picture(from)) {
            Some(source) => {
                let mut own: Vec<(String, String)> = attributes.to_vec();
                own.retain(|(key, _)| !["alt", "src"].contains(&key.as_str()));
                own.push(("alt".to_owned(), alt.to_owned()));
                self.tag("img", &own, &format!(" src=\"{}\"", xml(&source)), true);
            }
            None => self.out.body.push_str(&xml(alt)),
        }
    }

    fn element(&mut self, name: &str, written: &str, attributes: &Attributes, void: bool) {
        let link =
            (name == "a").then(|| get(attributes, "href").and_then(|to| self.leads.link(to))).flatten();
        let link = link.map_or_else(String::new, |to| format!(" href=\"{}\"", xml(&to)));
        self.tag(written, attributes, &link, void);
        self.push(name, How::Kept(written.to_owned()), void);
    }

    /// Writes the begin of an element with the attributes that books may have.
    fn tag(&mut self, name: &str, attributes: &Attributes, more: &str, void: bool) {
        let mut tag = format!("<{name}{more}");
        for (key, value) in attributes {
            let known = match key.as_str() {
                "lang" => {
                    tag.push_str(&format!(" xml:lang=\"{0}\" lang=\"{0}\"", xml(value)));
                    false
                }
                "id" => {
                    !value.is_empty()
                        && !value.contains(char::is_whitespace)
                        && self.out.ids.insert(value.clone())
                }
                "value" => name == "li",
                "type" => name == "ol",
                "width" | "height" => name == "img" && value.bytes().all(|byte| byte.is_ascii_digit()),
                "alt" => name == "img",
                key => ATTRIBUTES.contains(&key),
            };
            if known {
                tag.push_str(&format!(" {key}=\"{}\"", xml(value)));
            }
        }
        tag.push_str(if void { "/>" } else { ">" });
        self.out.body.push_str(&tag);
    }

    /// An element of SVG or MathML.
    fn foreign(&mut self, name: &str, attributes: &Attributes, closes: bool) {
        let mixed = |name: &str| {
            let found = MIXED.iter().find(|mixed| mixed.eq_ignore_ascii_case(name));
            found.map_or_else(|| name.to_owned(), |mixed| (*mixed).to_owned())
        };
        if ["script", "style", "foreignobject"].contains(&name) {
            return self.push(name, How::Dropped, closes);
        }
        let space = match name {
            "svg" => " xmlns=\"http://www.w3.org/2000/svg\"",
            "math" => " xmlns=\"http://www.w3.org/1998/Math/MathML\"",
            _ => "",
        };
        self.out.svg |= name == "svg";
        self.out.mathml |= name == "math";
        let written = mixed(name);
        let mut tag = format!("<{written}{space}");
        for (key, value) in attributes {
            let web = key.starts_with("on") || key.starts_with("aria-") || key.starts_with("data-");
            let other = ["xmlns", "role", "focusable", "tabindex", "style"].contains(&key.as_str());
            if web || other || key.contains(':') || key == "id" && !self.out.ids.insert(value.clone()) {
                continue;
            }
            tag.push_str(&format!(" {}=\"{}\"", mixed(key), xml(value)));
        }
        tag.push_str(if closes { "/>" } else { ">" });
        self.out.body.push_str(&tag);
        self.push(name, How::Kept(written), closes);
    }

    fn push(&mut self, name: &str, how: How, void: bool) {
        if !void {
            self.open.push(Open { name: name.to_owned(), how });
        }
    }

    /// Ends what HTML ends by itself before an element begins.
    fn imply_ends(&mut self, name: &str) {
        let (ends, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "caption", "colgroup"], &["table"]),
            "option" => (&["option"], &["select"]),
            name if BLOCKS.contains(&name) => (&["p"], &["td", "th", "li", "div", "section"]),
            _ => return,
        };
        for at in (0..self.open.len()).rev() {
            let open = self.open[at].name.as_str();
            if ends.contains(&open) {
                return self.close_to(at);
            }
            if within.contains(&open) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, length: usize) {
        for open in self.open.drain(length..).rev() {
            if let How::Kept(name) = open.how {
                self.out.body.push_str(&format!("</{name}>"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Leads, heading, xhtml};

    struct Anywhere;

    impl Leads for Anywhere {
        fn link(&self, to: &str) -> Option<String> {
            (to != "nowhere").then(|| format!("book/{to}"))
        }

        fn picture(&self, from: &str) -> Option<String> {
            from.ends_with(".png").then(|| "one.png".to_owned())
        }
    }

    #[test]
    fn what_browsers_mend_is_well_formed() {
        let table = [
            ("<p>One<p>Two <b>b<i>i</b>", "<p>One</p><p>Two <b>b<i>i</i></b></p>"),
            ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
            (
                "<table><tr><td>1<td>2<tr><td>3</table>",
                "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
            ),
            ("<dl><dt>A<dd>B<dt>C</dl>", "<dl><dt>A</dt><dd>B</dd><dt>C</dt></dl>"),
            ("<ul>loose<li>a</li></ul>", "<ul><li>loose</li><li>a</li></ul>"),
            ("a<br>b<hr>c</p></div>", "a<br/>b<hr/>c"),
            ("&lt;&nbsp;&amp;&copy;", "&lt;\u{a0}&amp;\u{a9}"),
            ("<center>x <font color=red>y</font></center>", "x y"),
            (
                "<a href=x title='&quot;'>l</a><a href=nowhere>m</a>",
                "<a href=\"book/x\" title=\"&quot;\">l</a><a>m</a>",
            ),
            ("<img src=a.png alt=A><img src=a.avif alt=B>", "<img src=\"one.png\" alt=\"A\"/>B"),
            ("<p id=a>x</p><p id=a>y</p><p id='b c'>z</p>", "<p id=\"a\">x</p><p>y</p><p>z</p>"),
            ("<nav><p>x</nav><script>1<2</script>y", "y"),
            (
                "<li><label><input type=checkbox checked> do</label></li><label>Find <input></label>",
                "<li>\u{2611}  do</li>",
            ),
            (
                "<details open><summary>S</summary>t</details>",
                "<div class=\"details\"><div class=\"summary\">S</div>t</div>",
            ),
            (
                "<svg viewBox='0 0 1 1' onclick=x()><path d=M0/><g></svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0/\"><g></g></path></svg>",
            ),
            (
                "<button class=note-ref popovertarget=pp-e3>Evidence</button>",
                "<sup><a epub:type=\"noteref\" href=\"book/#pp-note-3\">3</a></sup>",
            ),
            ("<b>word<button></button></b><span popover>card <b>x</b></span>.", "<b>word</b>."),
        ];
        for (html, expected) in table {
            assert_eq!(xhtml(html, &Anywhere).body, expected, "{html}");
        }
    }

    #[test]
    fn a_heading_is_text() {
        assert_eq!(heading("<p>x<h1>A &amp; <b>B</b>\n c</h1><h1>D</h1>").as_deref(), Some("A & B c"));
        assert_eq!(heading("<h2>x</h2>"), None);
    }
}
