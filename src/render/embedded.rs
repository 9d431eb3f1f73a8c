//! What a text embeds: images, and HTML as its author wrote it.
//!
//! In: an image, or a piece of HTML. Out: HTML in the writer. Does not decide what an image leads to.

use super::escape;
use super::html::Writer;
use crate::check::Resolved;
use crate::doc::{Html, HtmlEditKind, Inline, blocked, plain_text};

impl Writer<'_> {
    /// HTML as the author wrote it, but for what would reach beyond its part of the page; addresses lead where those of
    /// links lead.
    pub(super) fn raw(&mut self, html: &Html<'_>) {
        let mut done = 0;
        for edit in &html.edits {
            self.published(&html.text[done..edit.at.start]);
            let written = &html.text[edit.at.clone()];
            match &edit.kind {
                HtmlEditKind::Text => escape::push(&mut self.out, written),
                HtmlEditKind::Drop => {}
                HtmlEditKind::Before(ends) => self.out.push_str(ends),
                HtmlEditKind::Address { target, .. } => {
                    let resolved = self.meaning.links.get(&html.place(&edit.at).start);
                    match resolved.filter(|resolved| resolved.leads_inside()) {
                        Some(resolved) => {
                            let quoted = html.text[..edit.at.start].ends_with(['"', '\'']);
                            let mark = if quoted { "" } else { "\"" };
                            let href = self.href(resolved, target);
                            self.out.push_str(&format!("{mark}{href}{mark}"));
                        }
                        None => self.published(written),
                    }
                }
            }
            done = edit.at.end;
        }
        self.published(&html.text[done..]);
    }

    /// HTML as it is written; elements that are not published show as text.
    fn published(&mut self, html: &str) {
        let mut done = 0;
        for found in blocked(html) {
            self.out.push_str(&html[done..found.at]);
            self.out.push_str("&lt;");
            done = found.at + 1;
        }
        self.out.push_str(&html[done..]);
    }

    pub(super) fn image(&mut self, target: &str, title: &str, alt: &[Inline<'_>], start: usize) {
        // The pages' policy shows no picture of another server: readers get its words, and a way to it.
        let remote = ["http://", "https://", "//"].iter().any(|start| target.starts_with(start));
        if remote {
            let words = plain_text(alt);
            let words = escape::text(if words.trim().is_empty() { target } else { &words });
            let link = format!(
                "<a href=\"{}\" class=\"outside\" rel=\"noopener\">{words}</a>",
                escape::text(target)
            );
            self.out.push_str(if self.in_link { &words } else { &link });
            return;
        }
        let (source, size) = match self.meaning.links.get(&start) {
            Some(Resolved::Asset(path)) => {
                (format!("{}{}", self.root, escape::path(path)), self.site.shared.images.get(path))
            }
            _ => (escape::text(target), None),
        };
        self.out.push_str(&format!("<img src=\"{source}\" alt=\"{}\"", escape::text(&plain_text(alt))));
        if let Some((width, height)) = size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if self.images > 0 {
            self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
        self.images += 1;
        if !title.is_empty() {
            self.out.push_str(&format!(" title=\"{}\"", escape::text(title)));
        }
        self.out.push('>');
    }
}
