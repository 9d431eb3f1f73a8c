//! Marks of other tools that mean nothing here.
//!
//! In: the body of a page as it will be. Out: the lines with such marks, and what they are. Changes nothing: the marks
//! stand in the page as text until their author has put something else in their place.

use super::lines;
use super::tool::Tool;

/// Marks inside a line: how they begin, how they end, and what they are.
const INSIDE: &[(&str, &str, &str)] = &[
    ("{{<", ">}}", "a shortcode"),
    ("{{%", "%}}", "a shortcode"),
    ("{{#", "}}", "an include"),
    ("--8<--", "", "an include"),
    ("{%", "%}", "a tag of a template"),
    ("{/*", "*/}", "a comment"),
    ("![[", "]]", "an embedded note"),
    ("^[", "]", "a footnote in the text"),
];

/// Marks that only some tools know.
const OF_TOOLS: &[(Tool, &str, &str, &str)] = &[
    (Tool::Jekyll, "{{", "}}", "a variable"),
    (Tool::Eleventy, "{{", "}}", "a variable"),
    (Tool::Zola, "{{", "}}", "a shortcode"),
    (Tool::VuePress, "{{", "}}", "a variable"),
    (Tool::VitePress, "{{", "}}", "a variable"),
    (Tool::Obsidian, "%%", "%%", "a comment"),
    // Notes without settings may be of any tool.
    (Tool::Plain, "%%", "%%", "a comment"),
];

/// Signs around words, in tools that know them.
const AROUND: &[(&[Tool], &str, &str)] = &[
    (&[Tool::MkDocs, Tool::Obsidian, Tool::VuePress, Tool::VitePress, Tool::Plain], "==", "a marked text"),
    (&[Tool::MkDocs], "++", "a key"),
    (&[Tool::MkDocs], "^^", "an inserted text"),
];

/// Includes that are meant inside code as well.
const IN_CODE: &[(Tool, &str, &str)] = &[(Tool::MdBook, "{{#", "}}"), (Tool::MkDocs, "--8<--", "")];

/// The lines with marks that mean nothing, each by its number in the body.
pub(super) fn left(body: &str, tool: Tool, components: bool) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for line in lines::lines(body) {
        let found = if line.is_code() {
            let own = IN_CODE.iter().find(|(own, open, _)| *own == tool && line.text.contains(*open));
            own.and_then(|(_, open, close)| {
                Some(("an include", &line.text[line.text.find(*open)?..], *open, *close))
            })
        } else {
            whole(line.text).or_else(|| inside(line.text, tool, components))
        };
        if let Some((what, rest, open, close)) = found {
            out.push((line.number, format!("{what}: `{}`", excerpt(rest, open, close))));
        }
    }
    out
}

/// What was found: what it is, the line from there on, and how it begins and ends.
type Mark<'a> = (&'static str, &'a str, &'static str, &'static str);

/// A mark that takes a line for itself.
fn whole(line: &str) -> Option<Mark<'_>> {
    let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
    let lists = ["[[toc]]", "[[_toc_]]", "[toc]"];
    let is_box = bare.starts_with(":::") && !bare.trim_matches(':').trim().is_empty();
    let what = if is_box {
        "a box"
    } else if bare.starts_with("=== \"") {
        "a tab"
    } else if bare.starts_with("{:") {
        "attributes"
    } else if bare.starts_with("*[") && bare.contains("]:") {
        "an abbreviation"
    } else if lists.iter().any(|list| bare.eq_ignore_ascii_case(list)) {
        "a table of contents"
    } else {
        return None;
    };
    Some((what, bare, "", ""))
}

fn inside(line: &str, tool: Tool, components: bool) -> Option<Mark<'_>> {
    let spans = lines::spans(line);
    let place = |open: &str| {
        let mut places = line.match_indices(open).map(|(at, _)| at);
        places.find(|at| !lines::is_inside(&spans, *at))
    };
    let of_all =
        INSIDE.iter().find_map(|(open, close, what)| Some((*what, &line[place(open)?..], *open, *close)));
    let of_tool = || {
        let mut own = OF_TOOLS.iter().filter(|(own, ..)| *own == tool);
        own.find_map(|(_, open, close, what)| Some((*what, &line[place(open)?..], *open, *close)))
    };
    let component = || {
        let mut places = line.match_indices('<').map(|(at, _)| at);
        let is_name = |at: usize| line[at + 1..].starts_with(|c: char| c.is_ascii_uppercase());
        let at = places.find(|at| is_name(*at) && !lines::is_inside(&spans, *at))?;
        Some(("a component", &line[at..], "<", ">"))
    };
    let around = || {
        let mut own = AROUND.iter().filter(|(tools, ..)| tools.contains(&tool));
        own.find_map(|(_, sign, what)| {
            let mut places = line.match_indices(*sign).map(|(at, _)| at);
            let at = places.find(|at| is_around(line, *at, sign) && !lines::is_inside(&spans, *at))?;
            Some((*what, &line[at..], *sign, *sign))
        })
    };
    let found = of_all.or_else(of_tool).or_else(|| if components { component() } else { None });
    found.or_else(around).or_else(|| {
        let at = ["){#", "){ #"].iter().find_map(|open| place(open))?;
        Some(("attributes", &line[at + 1..], "{", "}"))
    })
}

/// Whether two signs stand around words: no blank stands inside of them, and no letter before them, as in `C++`.
fn is_around(line: &str, at: usize, sign: &str) -> bool {
    let is_inner = |c: char| !c.is_whitespace() && !sign.contains(c);
    let inner = &line[at + sign.len()..];
    let close = inner.find(sign).filter(|close| inner[..*close].ends_with(is_inner));
    inner.starts_with(is_inner)
        && close.is_some()
        && !line[..at].ends_with(|c: char| c.is_alphanumeric() || sign.contains(c))
}

/// A mark in short.
fn excerpt(text: &str, open: &str, close: &str) -> String {
    const LENGTH: usize = 60;
    let from = open.len().min(text.len());
    let end = text[from..].find(close).filter(|_| !close.is_empty());
    let whole = text[..end.map_or(text.len(), |end| from + end + close.len())].trim_end();
    let short: String = whole.chars().take(LENGTH).collect();
    if short.len() < whole.len() { short + "…" } else { short }
}
