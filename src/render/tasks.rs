//! Boxes in the text of a page.
//!
//! In: an item of a task list. Out: its box, named for browsers where it belongs to a checklist. Lists of the data are
//! written by the theme's component; states beyond ticked and not are theirs alone.

use super::escape;
use super::html::{Failed, Writer};
use crate::check::box_name;
use crate::doc::{Block, Item, Part, plain_text};

/// Elements that no label may hold: blocks, and what can be pressed or filled in.
const NOT_IN_LABELS: [&str; 18] = [
    "blockquote",
    "button",
    "details",
    "div",
    "dl",
    "input",
    "label",
    "meter",
    "ol",
    "output",
    "p",
    "pre",
    "progress",
    "section",
    "select",
    "table",
    "textarea",
    "ul",
];

/// Whether a tag of raw HTML may stand in a label.
pub(super) fn fits_label(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    !NOT_IN_LABELS.iter().any(|other| other.eq_ignore_ascii_case(name))
}

impl Writer<'_> {
    /// Writes what may become the words of a label, and says whether it can.
    pub(crate) fn for_label(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), Failed>,
    ) -> Result<(String, bool), Failed> {
        let before = std::mem::replace(&mut self.fits_label, true);
        let text = self.aside(write);
        let plain = std::mem::replace(&mut self.fits_label, before);
        self.fits_label &= plain;
        Ok((text?, plain))
    }

    /// A box with its text. A label may not hold a button, so a text with evidence names its box
    /// from outside.
    pub(super) fn task(&mut self, done: bool, item: &Item<'_>) -> Result<(), Failed> {
        let id = self.evidence.ids.counted(Part::Box);
        let (text, plain) = self.for_label(|writer| writer.blocks(&item.blocks))?;
        let mut checked = if done { " checked".to_owned() } else { String::new() };
        if let Some(kept) = self.kept_name(item) {
            self.evidence.keeps = true;
            checked.push_str(&format!(" data-keep=\"{}\"", escape::text(&kept)));
        } else {
            // A tick that nobody keeps would be lost.
            checked.push_str(" disabled");
        }
        if plain {
            self.out.push_str(&format!("<li><label class=\"check\"><input type=\"checkbox\" id=\"{id}\"{checked}><span class=\"check-text\">{text}</span></label></li>\n"));
        } else {
            self.out.push_str(&format!("<li><div class=\"check\"><input type=\"checkbox\" id=\"{id}\" aria-labelledby=\"{id}_text\"{checked}><div class=\"check-text\" id=\"{id}_text\">{text}</div></div></li>\n"));
        }
        Ok(())
    }

    /// The name that browsers keep a tick under: the page and the id, so that neither order nor wording matters;
    /// without an id the words, so that at least order does not.
    fn kept_name(&mut self, item: &Item<'_>) -> Option<String> {
        const LONGEST: usize = 60;
        let page = self.meaning.page.filter(|_| self.keeps)?;
        if let Some((id, _)) = &item.id {
            return Some(box_name(page, id));
        }
        let words = item.blocks.iter().find_map(|block| match block {
            Block::Paragraph(content) | Block::Plain(content) => Some(plain_text(content)),
            _ => None,
        })?;
        let mut slug = slug::slugify(&words);
        slug.truncate(LONGEST);
        if slug.is_empty() {
            slug = blake3::hash(words.as_bytes()).to_hex()[..12].to_owned();
        }
        let name = box_name(page, &slug);
        let again = self.kept.entry(name.clone()).or_default();
        *again += 1;
        Some(if *again == 1 { name } else { format!("{name}-{again}") })
    }
}
