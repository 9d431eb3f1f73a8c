//! Footnotes: numbers in the text, or letters where numbers lead to evidence, and the list at its end.
//!
//! In: references as they are met, then the tree they belong to. Out: HTML with links both ways.

use super::html::{Failed, Writer};
use crate::doc::{Block, Part};
use std::collections::HashMap;

/// A footnote that the text refers to.
pub(crate) struct Footnote {
    label: String,
    id: String,
    /// The ids of the places that refer to it.
    references: Vec<String>,
}

impl Writer<'_> {
    /// Footnotes that the text refers to, at its end, each with links back.
    pub(crate) fn footnotes(&mut self, blocks: &[Block<'_>]) -> Result<(), Failed> {
        let mut definitions = HashMap::new();
        define(blocks, &mut definitions);
        let mut written = 0;
        let mut list = String::new();
        // A footnote may refer to another, which is then added to the list.
        while let Some(note) = self.footnotes.get(written) {
            let content = definitions.get(note.label.as_str()).copied();
            written += 1;
            let Some(content) = content else { continue };
            let mut html = self.aside(|writer| writer.blocks(content))?;
            let note = &self.footnotes[written - 1];
            let back = note.references.iter().enumerate();
            let back: Vec<String> = back.map(|(time, id)| back_link(written, time + 1, id)).collect();
            let end = if html.ends_with("</p>\n") { html.len() - "</p>\n".len() } else { html.len() };
            html.insert_str(end, &format!(" {}", back.join(" ")));
            list.push_str(&format!("<li id=\"{}\">{html}</li>\n", note.id));
        }
        if !list.is_empty() {
            let kind = if self.has_evidence() { " type=\"a\"" } else { "" };
            self.out.push_str(&format!(
                "<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol{kind}>\n{list}</ol>\n</section>\n"
            ));
        }
        Ok(())
    }

    pub(super) fn footnote_ref(&mut self, label: &str) {
        let known = self.footnote_numbers.get(label).copied();
        let at = known.unwrap_or(self.footnotes.len());
        let number = at + 1;
        if known.is_none() {
            let id = self.evidence.ids.named(Part::Footnote, &number.to_string());
            self.footnote_numbers.insert(label.to_owned(), at);
            self.footnotes.push(Footnote { label: label.to_owned(), id, references: Vec::new() });
        }
        let mark = if self.has_evidence() { letters(number) } else { number.to_string() };
        let note = &mut self.footnotes[at];
        let name = match note.references.len() {
            0 => number.to_string(),
            before => format!("{number}-{}", before + 1),
        };
        let (id, target) = (self.evidence.ids.named(Part::FootnoteRef, &name), &note.id);
        note.references.push(id.clone());
        self.out.push_str(&format!("<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#{target}\" aria-label=\"Footnote {mark}\">{mark}</a></sup>"));
    }

    fn has_evidence(&self) -> bool {
        !self.evidence.entries.is_empty()
    }
}

/// `a` to `z`, then `aa`: as lists count.
fn letters(number: usize) -> String {
    let (rest, last) = ((number - 1) / 26, (number - 1) % 26);
    let before = if rest > 0 { letters(rest) } else { String::new() };
    before + &char::from(b'a' + last as u8).to_string()
}

fn back_link(number: usize, time: usize, id: &str) -> String {
    format!(
        "<a class=\"back\" href=\"#{id}\" aria-label=\"Back to reference {time} of footnote {number}\">↩</a>"
    )
}

/// The footnotes of a text by their labels; the first of several with one label counts.
fn define<'t, 'a>(blocks: &'t [Block<'a>], all: &mut HashMap<&'t str, &'t [Block<'a>]>) {
    for block in blocks {
        match block {
            Block::Footnote { label, blocks } => {
                all.entry(label).or_insert(blocks);
                define(blocks, all);
            }
            Block::Quote { blocks, .. } => define(blocks, all),
            Block::List { items, .. } => items.iter().for_each(|item| define(&item.blocks, all)),
            _ => {}
        }
    }
}
