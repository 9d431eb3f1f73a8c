//! The headings of a page.
//!
//! In: the body of a page. Out: the words of its first heading of level 1, and whether `check` takes the title from it
//! as well; and the ids that links can lead to. Changes nothing: a heading that says the title again is printed once.

use super::lines;
use crate::doc::{Block, first_heading, plain_text, slug};
use crate::parse::{Roles, markdown};
use crate::text::one_line;

/// A heading of level 1.
#[derive(Debug)]
pub(super) struct Heading {
    pub title: String,
    /// Whether it is the first heading of its page, so that a page needs no other title.
    pub is_first: bool,
}

/// The first heading of level 1.
pub(super) fn first(body: &str) -> Option<Heading> {
    let (doc, _) = markdown::parse(body, 0..body.len(), &Roles::new());
    let of_page = first_heading(&doc).map(|heading| one_line(&plain_text(&heading.content)));
    if let Some(title) = of_page.filter(|title| !title.is_empty()) {
        return Some(Heading { title, is_first: true });
    }
    let words = doc.blocks.iter().find_map(|block| match block {
        Block::Heading(heading) if heading.level == 1 => Some(one_line(&plain_text(&heading.content))),
        _ => None,
    });
    let title = body.lines().find_map(html).or(words).filter(|title| !title.is_empty())?;
    Some(Heading { title, is_first: false })
}

/// The ids of a page: those of its headings, and those of its HTML.
pub(super) fn ids(body: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for line in lines::lines(body).iter().filter(|line| !line.is_code()) {
        let bare = line.text.trim_start_matches([' ', '>']).trim_end();
        if bare.starts_with('#') {
            ids.extend(id(bare));
        }
        for attribute in ["id=\"", "name=\""] {
            let values = bare.match_indices(attribute).map(|(at, _)| &bare[at + attribute.len()..]);
            let values = values.filter_map(|rest| Some(rest.split_once('"')?.0));
            let is_plain = |c: char| c.is_alphanumeric() || "-_.:".contains(c);
            ids.extend(values.filter(|id| id.chars().all(is_plain)).map(str::to_owned));
        }
    }
    ids
}

/// The id of a heading on one line: its own, `{#id}`, or that of its words.
fn id(line: &str) -> Option<String> {
    let own = line.strip_suffix('}').and_then(|rest| Some(rest.rsplit_once('{')?.1.trim()));
    if let Some(own) = own.and_then(|own| own.strip_prefix('#')) {
        return own.split_whitespace().next().map(str::to_owned);
    }
    let (doc, _) = markdown::parse(line, 0..line.len(), &Roles::new());
    match doc.blocks.first()? {
        Block::Heading(heading) => Some(slug(&one_line(&plain_text(&heading.content)))),
        _ => None,
    }
}

/// `<h1 align="center">Words</h1>` on one line.
fn html(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let open = lower.find("<h1")?;
    let start = open + lower[open..].find('>')? + 1;
    let inner = &line[start..start + lower[start..].find("</h1>")?];
    let (doc, _) = markdown::parse(inner, 0..inner.len(), &Roles::new());
    match doc.blocks.first()? {
        Block::Paragraph(words) => Some(one_line(&plain_text(words))),
        _ => None,
    }
}
