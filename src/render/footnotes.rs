//! Footnotes: numbers in the text, or letters where numbers lead to evidence, and the list at its end.
//!
//! In: references as they are met, then the tree they belong to. Out: HTML with links both ways.

use super::html::{Failed, Writer};
use crate::doc::Block;

impl Writer<'_> {
    /// Footnotes that the text refers to, at its end, each with links back.
    pub(crate) fn footnotes(&mut self, blocks: &[Block<'_>]) -> Result<(), Failed> {
        let mut written = 0;
        let mut list = String::new();
        // A footnote may refer to another, which is then added to the list.
        while let Some(label) = self.footnotes.get(written).cloned() {
            written += 1;
            let Some(content) = find_footnote(blocks, &label) else { continue };
            let mut html = self.aside(|writer| writer.blocks(content))?;
            let times = self.references.get(&label).copied().unwrap_or(1);
            let back: Vec<String> = (1..=times).map(|time| back_link(written, time)).collect();
            let end = if html.ends_with("</p>\n") { html.len() - "</p>\n".len() } else { html.len() };
            html.insert_str(end, &format!(" {}", back.join(" ")));
            list.push_str(&format!("<li id=\"fn-{written}\">{html}</li>\n"));
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
        let number = match self.footnotes.iter().position(|known| known == label) {
            Some(at) => at + 1,
            None => {
                self.footnotes.push(label.to_owned());
                self.footnotes.len()
            }
        };
        let times = self.references.entry(label.to_owned()).or_default();
        *times += 1;
        let id = reference_id(number, *times);
        let mark = if self.has_evidence() { letters(number) } else { number.to_string() };
        self.out.push_str(&format!("<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{number}\" aria-label=\"Footnote {mark}\">{mark}</a></sup>"));
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

/// The id of a reference to a footnote; the first has the plain one.
fn reference_id(number: usize, time: usize) -> String {
    if time == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{time}") }
}

fn back_link(number: usize, time: usize) -> String {
    let id = reference_id(number, time);
    format!(
        "<a class=\"back\" href=\"#{id}\" aria-label=\"Back to reference {time} of footnote {number}\">↩</a>"
    )
}

fn find_footnote<'t, 'a>(blocks: &'t [Block<'a>], wanted: &str) -> Option<&'t [Block<'a>]> {
    blocks.iter().find_map(|block| match block {
        Block::Footnote { label, blocks } if label == wanted => Some(blocks.as_slice()),
        Block::Footnote { blocks, .. } | Block::Quote { blocks, .. } => find_footnote(blocks, wanted),
        Block::List { items, .. } => items.iter().find_map(|item| find_footnote(&item.blocks, wanted)),
        _ => None,
    })
}
