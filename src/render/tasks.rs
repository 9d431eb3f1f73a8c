//! Boxes in the text of a page.
//!
//! In: an item of a task list. Out: its box, named for browsers where it belongs to a checklist. Lists of the data are
//! written by the theme's component; states beyond ticked and not are theirs alone.

use super::escape;
use super::html::{Failed, Writer};
use crate::check::box_name;
use crate::doc::{Block, Item, plain_text};

impl Writer<'_> {
    /// A box with its text. A label may not hold a button, so a text with evidence names its box
    /// from outside.
    pub(super) fn task(&mut self, done: bool, item: &Item<'_>) -> Result<(), Failed> {
        self.tasks += 1;
        let id = format!("task-{}", self.tasks);
        let text = self.aside(|writer| writer.blocks(&item.blocks))?;
        let mut checked = if done { " checked".to_owned() } else { String::new() };
        if let Some(kept) = self.kept_name(item) {
            checked.push_str(&format!(" data-keep=\"{}\"", escape::text(&kept)));
        }
        let plain =
            !["<button", "<p>", "<ul", "<ol", "<div", "<pre", "<table"].iter().any(|tag| text.contains(tag));
        if plain {
            self.out.push_str(&format!("<li><label class=\"check\"><input type=\"checkbox\" id=\"{id}\"{checked}><span class=\"check-text\">{text}</span></label></li>\n"));
        } else {
            self.out.push_str(&format!("<li><div class=\"check\"><input type=\"checkbox\" id=\"{id}\" aria-labelledby=\"{id}-text\"{checked}><div class=\"check-text\" id=\"{id}-text\">{text}</div></div></li>\n"));
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
