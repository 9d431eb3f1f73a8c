//! A text as the specifications of CommonMark and GitHub print it, to hold the reader of Markdown against them.
//!
//! In: Markdown. Out: HTML. The parser, the tree and the writer are those of every page; what a guide does in its own
//! way is left out: places of headings, checked links, what HTML may do, components of the theme. No page of a site is
//! written like this.

use super::evidence_list::EvidenceList;
use super::html::{Failed, Meaning, Writer};
use super::{Site, escape};
use crate::doc::{Align, Block, Bytes, Html, Inline, Item, Link, LinkForm, plain_text};
use crate::parse::{Roles, Ways, markdown};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;

/// What addresses keep as it is; the specification leaves the choice open, its examples are written like this.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'+')
    .remove(b'!')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b',')
    .remove(b'%')
    .remove(b'#')
    .remove(b'@')
    .remove(b'?')
    .remove(b'=')
    .remove(b';')
    .remove(b':')
    .remove(b'/')
    .remove(b'&')
    .remove(b'$')
    .remove(b'~');

/// The HTML of a text. `addresses` in running text are links to GitHub, and are text to CommonMark.
pub(crate) fn html(site: &Site<'_>, text: &str, addresses: bool) -> Result<String, Failed> {
    let ways = Ways { addresses, ..Ways::default() };
    let (doc, _) = markdown::parse_in(text, 0..text.len(), &Roles::default(), ways);
    let (links, mut evidence) = (BTreeMap::new(), EvidenceList::default());
    let meaning = Meaning { links: &links, claims: &[], views: &[], page: None };
    let mut writer = Writer::new(site, meaning, "", &mut evidence);
    writer.plain = Some(text);
    writer.blocks(&doc.blocks)?;
    Ok(writer.out)
}

impl Writer<'_> {
    /// Writes a block that pages print in a way of their own; whether it is one.
    pub(super) fn plain_block(&mut self, block: &Block<'_>) -> Result<bool, Failed> {
        match block {
            Block::Heading(heading) => {
                self.out.push_str(&format!("<h{}>", heading.level));
                self.inlines(&heading.content)?;
                self.out.push_str(&format!("</h{}>\n", heading.level));
            }
            Block::Code(code) => {
                let class = match code.language.as_str() {
                    "" => String::new(),
                    language => format!(" class=\"language-{}\"", escape::text(language)),
                };
                self.out.push_str(&format!("<pre><code{class}>{}</code></pre>\n", escape::text(&code.text)));
            }
            Block::Table { aligns, head, rows } => self.plain_table(aligns, head, rows)?,
            Block::Html(lines) => lines.iter().for_each(|line| self.written(line)),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn plain_table(
        &mut self,
        aligns: &[Align],
        head: &[Vec<Inline<'_>>],
        rows: &[Vec<Vec<Inline<'_>>>],
    ) -> Result<(), Failed> {
        self.out.push_str("<table>\n<thead>\n");
        self.plain_row("th", aligns, head)?;
        self.out.push_str("</thead>\n");
        if !rows.is_empty() {
            self.out.push_str("<tbody>\n");
            rows.iter().try_for_each(|row| self.plain_row("td", aligns, row))?;
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n");
        Ok(())
    }

    fn plain_row(&mut self, tag: &str, aligns: &[Align], row: &[Vec<Inline<'_>>]) -> Result<(), Failed> {
        self.out.push_str("<tr>\n");
        for (column, cell) in row.iter().enumerate() {
            let align = match aligns.get(column) {
                Some(Align::Left) => " align=\"left\"",
                Some(Align::Center) => " align=\"center\"",
                Some(Align::Right) => " align=\"right\"",
                Some(Align::None) | None => "",
            };
            self.out.push_str(&format!("<{tag}{align}>"));
            self.inlines(cell)?;
            self.out.push_str(&format!("</{tag}>\n"));
        }
        self.out.push_str("</tr>\n");
        Ok(())
    }

    /// An item of a task list.
    pub(super) fn plain_task(&mut self, done: bool, item: &Item<'_>) -> Result<(), Failed> {
        let checked = if done { " checked=\"\"" } else { "" };
        self.out.push_str(&format!("<li><input{checked} disabled=\"\" type=\"checkbox\"> "));
        self.blocks(&item.blocks)?;
        self.out.push_str("</li>\n");
        Ok(())
    }

    /// The same of a part of a line.
    pub(super) fn plain_inline(&mut self, inline: &Inline<'_>) -> Result<bool, Failed> {
        let source = |bytes: &Bytes| self.plain.and_then(|text| text.get(bytes.clone())).unwrap_or("");
        match inline {
            // To both specifications these are words.
            Inline::Image { bytes, .. }
                if source(bytes).starts_with("![[") && source(bytes).ends_with("]]") =>
            {
                let words = escape::text(source(bytes));
                self.out.push_str(&words);
            }
            Inline::Link(Link { form: LinkForm::Wiki { .. }, bytes, .. }) => {
                let words = escape::text(source(bytes));
                self.out.push_str(&words);
            }
            Inline::Link(link) => {
                self.out.push_str(&format!("<a href=\"{}\"{}>", address(&link.target), title(&link.title)));
                self.inlines(&link.content)?;
                self.out.push_str("</a>");
            }
            Inline::Image { target, title: words, alt, .. } => {
                let alt = escape::text(&plain_text(alt));
                let (source, title) = (address(target), title(words));
                self.out.push_str(&format!("<img src=\"{source}\" alt=\"{alt}\"{title}>"));
            }
            Inline::Html(html) => self.written(html),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// HTML as its author wrote it, without the ends that nobody wrote.
    fn written(&mut self, html: &Html<'_>) {
        if !html.bytes.is_empty() {
            self.out.push_str(&html.text);
        }
    }
}

fn address(target: &str) -> String {
    escape::text(&utf8_percent_encode(target, ADDRESS).to_string())
}

fn title(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::text(words)) }
}
