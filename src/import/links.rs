//! Links between pages, by their new paths.
//!
//! In: the body of a page, and what links can lead to. Out: the same body in which destinations are relative paths of
//! Markdown files, and those that lead to nothing. Only destinations change, byte by byte; code stays as it is.

use super::lines;
use super::paths::Page;
use super::targets::{Meaning, Target, Targets};
use crate::doc::slug;
use crate::text::{FilePath, is_external, relative};
use std::ops::Range;

/// A body with its links.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub text: String,
    /// How many links lead by a new path.
    pub changed: usize,
    /// Links that lead to nothing, each with the number of its line in the body.
    pub broken: Vec<(usize, String)>,
}

/// What a destination becomes.
enum Lead {
    /// It stays: it is right, or none of ours.
    Stay,
    To(String),
    Nowhere,
}

/// How a destination is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `](x)`, `]: x`, `href="x"`
    Bare,
    /// `](<x>)`
    Angled,
    /// `[[x]]`, with everything around it.
    Wiki,
}

/// Leads the links of a page to where things are now.
pub(super) fn rewrite(body: &str, page: &Page, targets: &Targets) -> Linked {
    let site = Site { page, targets };
    let mut out = Linked { text: String::with_capacity(body.len()), ..Linked::default() };
    for line in lines::lines(body) {
        if line.is_code() {
            out.text.push_str(line.text);
            continue;
        }
        let mut done = 0;
        for (at, form) in destinations(line.text) {
            if at.start < done {
                continue;
            }
            let written = &line.text[at.clone()];
            let lead =
                if form == Form::Wiki { site.wiki(written, line.text) } else { site.lead(written, form) };
            match lead {
                Lead::Stay => {}
                Lead::To(new) => {
                    out.text.push_str(&line.text[done..at.start]);
                    out.text.push_str(&new);
                    out.changed += 1;
                    done = at.end;
                }
                Lead::Nowhere => out.broken.push((line.number, written.to_owned())),
            }
        }
        out.text.push_str(&line.text[done..]);
    }
    out
}

/// A page and what is around it.
struct Site<'a> {
    page: &'a Page,
    targets: &'a Targets,
}

impl Site<'_> {
    fn lead(&self, written: &str, form: Form) -> Lead {
        let (meaning, plain) = unwrapped(written);
        let is_anchor = plain.strip_prefix('#');
        if let Some(id) = is_anchor.and_then(|id| self.targets.id(&self.page.new, id)) {
            return unless_same(format!("#{id}"), written);
        }
        if meaning == Meaning::Page && (plain.is_empty() || is_external(&plain) || plain.contains(['{', '}']))
        {
            return Lead::Stay;
        }
        let end = plain.find(['#', '?']).unwrap_or(plain.len());
        let (path, suffix) = plain.split_at(end);
        if path.is_empty() {
            return Lead::Stay;
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        let Some(target) = self.targets.find(self.page, &decoded, meaning) else { return Lead::Nowhere };
        let suffix = self.anchored(target, suffix);
        // What leads there already keeps its form.
        let here = FilePath::join(self.page.folder(), &decoded).is_some_and(|path| path == target.new);
        let is_same = plain == written && plain.ends_with(suffix.as_str());
        if here && meaning == Meaning::Page && is_same && !decoded.starts_with('/') {
            return Lead::Stay;
        }
        let way = relative(self.page.folder(), &target.new);
        let way = if form == Form::Angled { way } else { escaped(&way) };
        unless_same(format!("{way}{suffix}"), written)
    }

    /// `#heading` as the id that its page has.
    fn anchored(&self, target: &Target, suffix: &str) -> String {
        let id = suffix.strip_prefix('#').and_then(|id| self.targets.id(&target.new, id));
        id.map_or_else(|| suffix.to_owned(), |id| format!("#{id}"))
    }

    /// `[[name#heading|words]]`, with a `!` before it for pictures.
    fn wiki(&self, written: &str, line: &str) -> Lead {
        let embedded = written.starts_with('!');
        let inner = written.trim_start_matches(['!', '[']).trim_end_matches(']');
        let (name, words) = inner.split_once('|').map_or((inner, None), |(name, words)| (name, Some(words)));
        let bar = if name.ends_with('\\') || line.trim_start().starts_with('|') { "\\|" } else { "|" };
        let name = name.trim_end_matches('\\').trim();
        let (path, heading) = name.split_once('#').map_or((name, None), |(path, id)| (path, Some(id)));
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        let is_list = ["toc", "_toc_"].iter().any(|list| path.eq_ignore_ascii_case(list));
        // `[[ -n "$x" ]]` is a line of a script.
        if is_list || (embedded && path.is_empty()) || inner.starts_with([' ', '\t']) {
            return Lead::Stay;
        }
        // A block that has a mark and no heading cannot be named.
        let id = heading.map(|heading| heading.rsplit('#').next().unwrap_or(heading));
        let anchor =
            id.filter(|id| !id.starts_with('^')).map(slug).map_or_else(String::new, |id| format!("#{id}"));
        if path.trim().is_empty() {
            let shown = words.or(id).unwrap_or(name);
            return unless_same(format!("[[{anchor}{bar}{shown}]]"), written);
        }
        let found = self.targets.find(self.page, path.trim(), Meaning::Page);
        let found = found.or_else(|| self.targets.find(self.page, path.trim(), Meaning::Pages));
        let Some(target) = found.or_else(|| self.targets.by_name(path.trim())) else {
            // Most other tools have no such links: it is text, or a mark of their own.
            return if self.targets.has_wikilinks { Lead::Nowhere } else { Lead::Stay };
        };
        let last = path.trim().rsplit('/').next().unwrap_or(path);
        let whole = with_heading(last, heading);
        let shown = words.unwrap_or(&whole);
        if !target.is_page {
            // `|300` is a width.
            let width = words.is_some_and(|words| words.chars().all(|c| c.is_ascii_digit() || c == 'x'));
            let alt = if width { last } else { words.unwrap_or(last) };
            let sign = if embedded { "!" } else { "" };
            return Lead::To(format!(
                "{sign}[{alt}]({})",
                escaped(&relative(self.page.folder(), &target.new))
            ));
        }
        if embedded {
            return Lead::Stay;
        }
        let anchor = self.anchored(target, &anchor);
        self.to_page(written, target, &anchor, (bar, shown))
    }

    /// A wikilink by the id of its page.
    fn to_page(&self, written: &str, target: &Target, anchor: &str, (bar, shown): (&str, &str)) -> Lead {
        let stem = target.new.strip_suffix(".md").unwrap_or(&target.new);
        let id = stem.strip_suffix("/index").unwrap_or(stem);
        let new = if id.contains(['[', ']', '|', '#', '\\']) {
            format!("[{shown}]({}{anchor})", escaped(&relative(self.page.folder(), &target.new)))
        } else if id == shown && anchor.is_empty() && slug(&target.title) == slug(shown) {
            format!("[[{id}]]")
        } else {
            format!("[[{id}{anchor}{bar}{shown}]]")
        };
        unless_same(new, written)
    }
}

/// The words of a link to a heading: `Page > Heading`. A block has a mark and no words.
fn with_heading(page: &str, heading: Option<&str>) -> String {
    let parts = heading.unwrap_or("").split('#').map(str::trim);
    let words = parts.filter(|part| !part.is_empty() && !part.starts_with('^'));
    std::iter::once(page).chain(words).collect::<Vec<_>>().join(" > ")
}

fn unless_same(new: String, written: &str) -> Lead {
    if new == written { Lead::Stay } else { Lead::To(new) }
}

/// Where destinations stand in a line, in their order.
fn destinations(line: &str) -> Vec<(Range<usize>, Form)> {
    let spans = lines::spans(line);
    let mut found = Vec::new();
    let mut add = |start: usize, len: usize, form: Form| {
        if len > 0 && !lines::is_inside(&spans, start) {
            found.push((start..start + len, form));
        }
    };
    for (at, open) in line.match_indices("](") {
        let start = at + open.len();
        let rest = &line[start..];
        let start = start + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        bare_or_angled(line, start, true, &mut add);
    }
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let definition = bare.starts_with('[') && !bare.starts_with("[^") && !bare.starts_with("[[");
    if let Some(label) = bare.find("]:").filter(|_| definition)
        && !bare[1..label].contains(['[', ']'])
    {
        let rest = &bare[label + 2..];
        let start = line.len() - rest.trim_start_matches([' ', '\t']).len();
        bare_or_angled(line, start, false, &mut add);
    }
    for attribute in ["href=", "src="] {
        for (at, _) in line.match_indices(attribute) {
            let start = at + attribute.len() + 1;
            let quote = line[start - 1..].chars().next().filter(|c| ['"', '\''].contains(c));
            // A tag may go on from the line above.
            let inside = line[..at].rfind('<').is_some_and(|open| !line[open..at].contains('>'))
                || line[..at].trim().is_empty();
            let len = quote.and_then(|quote| line[start..].find(quote)).filter(|_| inside);
            add(start, len.unwrap_or(0), Form::Bare);
        }
    }
    for (at, _) in line.match_indices("[[") {
        let end = line[at + 2..].find(['[', ']']).filter(|end| line[at + 2 + end..].starts_with("]]"));
        let end = end.map(|end| at + end + 4).filter(|end| !line[*end..].starts_with(['(', '[']));
        let start = if line[..at].ends_with('!') { at - 1 } else { at };
        add(start, end.filter(|end| *end > at + 4).map_or(0, |end| end - start), Form::Wiki);
    }
    found.sort_by_key(|(at, _)| at.start);
    found
}

/// A destination as Markdown reads it: in angle brackets, or to a blank or the bracket that ends the link.
fn bare_or_angled(line: &str, start: usize, in_brackets: bool, add: &mut dyn FnMut(usize, usize, Form)) {
    let rest = line.get(start..).unwrap_or("");
    // A shortcode begins with the sign as well, but inside braces.
    match rest.strip_prefix('<') {
        Some(inner) => add(start + 1, inner.find('>').unwrap_or(0), Form::Angled),
        None => add(start, length(rest, in_brackets), Form::Bare),
    }
}

/// How templates begin and end.
const TEMPLATES: [(&str, &str); 2] = [("{{", "}}"), ("{%", "%}")];

/// How long a destination is; templates in it may have blanks.
fn length(rest: &str, in_brackets: bool) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(c) = rest[at..].chars().next() {
        let wrapped = TEMPLATES.iter().find(|(open, _)| rest[at..].starts_with(*open));
        if let Some((_, close)) = wrapped
            && let Some(end) = rest[at..].find(*close)
        {
            at += end + close.len();
            continue;
        }
        match c {
            ' ' | '\t' | '\n' | '\r' => return at,
            '(' => depth += 1,
            ')' if depth == 0 && in_brackets => return at,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
    }
    // A link that is not closed in its line is none.
    if in_brackets { 0 } else { at }
}

/// Functions of templates that name a page: how they begin and end, what they are called, and how they mean it.
const FUNCTIONS: &[(&str, &str, &str, Meaning)] = &[
    ("{%", "%}", "link", Meaning::Root),
    ("{%", "%}", "post_url", Meaning::Name),
    ("{{<", ">}}", "ref", Meaning::Anywhere),
    ("{{<", ">}}", "relref", Meaning::Anywhere),
    ("{{%", "%}}", "ref", Meaning::Anywhere),
    ("{{%", "%}}", "relref", Meaning::Anywhere),
];

/// A destination without the template around it, and how it is meant.
fn unwrapped(written: &str) -> (Meaning, String) {
    let mut dest = written.trim();
    while let Some((name, rest)) = dest.strip_prefix("{{").and_then(|inner| inner.split_once("}}")) {
        if !["site.baseurl", "site.url"].contains(&name.trim()) {
            break;
        }
        dest = rest;
    }
    if let Some(path) = dest.strip_prefix("@/") {
        return (Meaning::Pages, path.to_owned());
    }
    if let Some(path) = dest.strip_prefix("@site/") {
        return (Meaning::Root, path.to_owned());
    }
    for (open, close, name, meaning) in FUNCTIONS {
        let found = dest.strip_prefix(*open).and_then(|inner| inner.split_once(*close));
        let argument = found.and_then(|(inner, rest)| Some((inner.trim().strip_prefix(*name)?, rest)));
        if let Some((argument, rest)) = argument.filter(|(argument, _)| argument.starts_with(' ')) {
            return (*meaning, format!("{}{rest}", unquoted(argument)));
        }
    }
    // `{{ '/a/' | relative_url }}`
    let filtered = dest.strip_prefix("{{").and_then(|inner| inner.split_once("}}"));
    if let Some((inner, rest)) = filtered
        && let Some((text, filter)) = inner.split_once('|')
        && ["relative_url", "absolute_url", "url"].contains(&filter.trim())
    {
        return (Meaning::Page, format!("{}{rest}", unquoted(text)));
    }
    (Meaning::Page, dest.to_owned())
}

fn unquoted(text: &str) -> &str {
    let text = text.trim().trim_start_matches("path=");
    text.trim_matches(['"', '\'', '`'])
}

/// A path as a destination in brackets or quotes. Letters of any script stay.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        if " ()<>\"'`%?#\\[]".contains(c) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}
