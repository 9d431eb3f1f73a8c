//! The heading that says a page's title.
//!
//! In: the body of a page. Out: the words of its first heading of level 1, and whether `check` takes the title from it
//! as well. Changes nothing: a heading that says the title again is printed once.

use crate::doc::{Block, first_heading, plain_text};
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
