//! Source code as HTML with one-letter classes.
//!
//! In: the language of a code block and its text. Out: the text escaped, with `span`s around what
//! the grammar knows; taking the tags away gives the text back. No span crosses the end of a line.
//! Does not write the `pre` around it, does not choose colours, does not read or write files. The
//! only user of syntect.

mod cache;
mod classes;
mod languages;
mod lines;

pub(crate) use cache::Cache;
pub(crate) use languages::is_plain;

use classes::{Class, Classes};
use lines::{Lines, Place, START};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Blocks of more bytes are only escaped.
const LONGEST_BLOCK: usize = 200 * 1000;
/// Blocks with a line of more bytes are only escaped: grammars are slow on those.
const LONGEST_LINE: usize = 10 * 1000;

/// Whether blocks of this language can be highlighted, or are left alone on purpose.
pub(crate) fn knows(language: &str) -> bool {
    is_plain(language) || languages::is_known(language)
}

/// Highlights a block of code.
///
/// Returns `None` when there is nothing to highlight: the language is unknown, or it is one of those
/// for which [`is_plain`] holds. A block that is too large, or that the grammar fails on, is
/// escaped without any span.
///
/// The first block of a language takes 10 to 70 ms (TypeScript 300), since its grammar is prepared
/// then.
pub(crate) fn highlight(language: &str, code: &str) -> Option<String> {
    let set = grammars();
    let syntax = languages::find(set, language)?;
    let large = code.len() > LONGEST_BLOCK || code.lines().any(|line| line.len() > LONGEST_LINE);
    let spans = if large { None } else { guarded(set, syntax, code) };
    Some(spans.unwrap_or_else(|| {
        let mut out = String::with_capacity(code.len() + code.len() / 8);
        escape(code, &mut out);
        out
    }))
}

fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(two_face::syntax::extra_newlines)
}

/// Grammars are data of many authors; one that makes syntect panic costs the colours only.
fn guarded(set: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
    catch_unwind(AssertUnwindSafe(|| spans(set, syntax, code))).ok().flatten()
}

fn spans(set: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
    let known = Lines::of(syntax);
    let mut classes = Classes::new();
    let mut out = String::with_capacity(3 * code.len());
    let mut at = START;
    for line in code.split_inclusive('\n') {
        let next = known.borrow().write(at, line, &mut out);
        at = if let Some(next) = next {
            next
        } else {
            let mut place = known.borrow().place(at);
            let html = highlighted(set, &mut place, &mut classes, line)?;
            out.push_str(&html);
            known.borrow_mut().insert(at, line, &html, place)
        };
    }
    Some(out)
}

/// The HTML of a line; the place goes on to the next one.
fn highlighted(set: &SyntaxSet, place: &mut Place, classes: &mut Classes, line: &str) -> Option<String> {
    let Place { state, scopes } = place;
    let mut writer = Writer::new(line.len());
    let ended;
    let whole = if line.ends_with('\n') {
        line
    } else {
        ended = format!("{line}\n");
        &ended
    };
    let mut done = 0;
    for (offset, op) in state.parse_line(whole, set).ok()? {
        let offset = offset.min(line.len());
        if offset > done {
            writer.push(classes.of(scopes.as_slice()), line.get(done..offset)?);
            done = offset;
        }
        scopes.apply(&op).ok()?;
    }
    writer.push(classes.of(scopes.as_slice()), line.get(done..)?);
    writer.close();
    Some(writer.out)
}

/// Writes pieces of text, joining neighbours of one class.
struct Writer {
    out: String,
    /// The class of the open span.
    open: Option<Class>,
    /// Blanks that go into the open span only when more of its class follows.
    blanks: String,
}

impl Writer {
    fn new(bytes: usize) -> Self {
        Self { out: String::with_capacity(3 * bytes), open: None, blanks: String::new() }
    }

    fn push(&mut self, class: Option<Class>, text: &str) {
        let words = text.trim_start();
        let (before, words) = text.split_at(text.len() - words.len());
        self.blanks.push_str(before);
        let end = words.trim_end().len();
        if end == 0 {
            return;
        }
        if self.open != class {
            self.close();
        }
        self.out.push_str(&self.blanks);
        self.blanks.clear();
        if let Some(class) = class
            && self.open.is_none()
        {
            self.out.push_str("<span class=\"");
            self.out.push(class);
            self.out.push_str("\">");
            self.open = Some(class);
        }
        escape(&words[..end], &mut self.out);
        self.blanks.push_str(&words[end..]);
    }

    /// Ends the open span, and then the line.
    fn close(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
        self.out.push_str(&self.blanks);
        self.blanks.clear();
    }
}

fn escape(text: &str, out: &mut String) {
    let mut done = 0;
    for (index, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[done..index]);
        out.push_str(entity);
        done = index + 1;
    }
    out.push_str(&text[done..]);
}

#[cfg(test)]
mod tests;
