//! The tree of a text as HTML.
//!
//! In: a tree, with what checking says of its links and claims, found by the byte they start at.
//! Out: HTML. One exhaustive match for blocks and one for inlines; sections with a role, views and
//! code go through the theme's components. Does not decide what a link leads to.

use super::evidence_list::EvidenceList;
use super::footnotes::Footnote;
use super::margin::Margin;
use super::{Output, Site, escape, paths, roles, tasks};
use crate::check::{Claim, Resolved, View};
use crate::diag::Diagnostic;
use crate::doc::{Block, Code, Definition, Heading, Inline, Item, Link, LinkForm, plain_text};
use crate::formula::mathml;
use crate::highlight;
use crate::model::TermId;
use crate::views::comparison;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A template error on the way.
pub(crate) type Failed = Box<Diagnostic>;

/// What checking says of one text.
#[derive(Clone, Copy)]
pub(crate) struct Meaning<'a> {
    pub links: &'a BTreeMap<usize, Resolved>,
    pub claims: &'a [Claim],
    pub views: &'a [(usize, View)],
    /// The path of the page, where its comparisons have files beside it.
    pub page: Option<&'a str>,
}

/// Writes trees of one page.
pub(crate) struct Writer<'a> {
    pub site: &'a Site<'a>,
    pub meaning: Meaning<'a>,
    pub root: &'a str,
    pub evidence: &'a mut EvidenceList,
    pub out: String,
    /// What components and texts of data are written in; trees as such become HTML.
    pub output: Output,
    /// Terms that were linked already; all of them where none are to be.
    pub terms_done: HashSet<TermId>,
    pub link_terms: bool,
    /// Words only: no notes, no links.
    pub bare: bool,
    /// The Markdown, where it is printed as the specifications do.
    pub plain: Option<&'a str>,
    /// Footnotes in the order of their first reference.
    pub footnotes: Vec<Footnote>,
    /// The place of each footnote in the list, by its label.
    pub footnote_numbers: HashMap<String, usize>,
    /// Images so far: all but the first wait until they are near.
    pub images: usize,
    /// Where notes have room beside the text.
    pub margin: Margin,
    /// Whether browsers keep the ticks of boxes.
    pub keeps: bool,
    /// The last letter of the run at hand.
    pub before: Option<char>,
    /// Inside a link, in which no other can stand.
    pub in_link: bool,
    /// Elements of HTML that are open and whose text is printed as it is typed.
    pub verbatim: usize,
    /// Names of kept boxes so far.
    pub kept: HashMap<String, usize>,
    /// Whether what was written may stand in a label.
    pub fits_label: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        site: &'a Site<'a>,
        meaning: Meaning<'a>,
        root: &'a str,
        evidence: &'a mut EvidenceList,
    ) -> Self {
        Self {
            site,
            meaning,
            root,
            evidence,
            out: String::new(),
            output: Output::Html,
            terms_done: HashSet::new(),
            link_terms: false,
            bare: false,
            plain: None,
            footnotes: Vec::new(),
            footnote_numbers: HashMap::new(),
            images: 0,
            margin: Margin::of(site.theme.room()),
            keeps: false,
            before: None,
            in_link: false,
            verbatim: 0,
            kept: HashMap::new(),
            fits_label: true,
        }
    }

    /// Renders with a fresh buffer and returns what was written.
    pub(crate) fn aside(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), Failed>,
    ) -> Result<String, Failed> {
        let kept = std::mem::take(&mut self.out);
        let result = write(self);
        let written = std::mem::replace(&mut self.out, kept);
        result.map(|()| written)
    }

    pub(crate) fn component<T: serde::Serialize>(&mut self, name: &str, it: &T) -> Result<(), Failed> {
        let start = self.out.len();
        self.site.theme.component(&self.output.template(name), self.root, it, &mut self.out)?;
        if self.output == Output::Markdown {
            // What stands around a view in Markdown parts it from others.
            let text = self.out.split_off(start);
            self.out.push_str(text.trim());
        }
        Ok(())
    }

    pub(crate) fn blocks(&mut self, blocks: &[Block<'_>]) -> Result<(), Failed> {
        let mut rest = blocks;
        while let Some((first, others)) = rest.split_first() {
            if let Block::Heading(heading) = first
                && let Some(role) = heading.role
            {
                let length = crate::doc::section_length(heading.level, others);
                roles::section(self, heading, role, &others[..length])?;
                rest = &others[length..];
                continue;
            }
            self.block(first)?;
            rest = others;
        }
        Ok(())
    }

    pub(crate) fn block(&mut self, block: &Block<'_>) -> Result<(), Failed> {
        self.margin.gap(1);
        self.before = None;
        self.verbatim = 0;
        self.fits_label &= matches!(block, Block::Plain(_));
        if self.plain.is_some() && self.plain_block(block)? {
            return Ok(());
        }
        match block {
            Block::Paragraph(content) if matches!(content[..], [Inline::Math { display: true, .. }]) => {
                self.out.push_str("<div class=\"formula\" tabindex=\"0\">");
                self.inlines(content)?;
                self.out.push_str("</div>\n");
            }
            Block::Paragraph(content) => self.wrapped("p", content)?,
            Block::Plain(content) => self.inlines(content)?,
            Block::Heading(heading) => self.heading(heading)?,
            Block::List { start, items } => self.list(*start, items)?,
            Block::Quote { alert, blocks } => self.boxed(|writer| match alert {
                Some(kind) => writer.alert(kind, blocks),
                None => writer.quote(blocks),
            })?,
            Block::Code(code) => {
                self.margin.gap(code.text.lines().count());
                self.code(code)?;
            }
            Block::Table { aligns, head, rows } => self.boxed(|writer| writer.table(aligns, head, rows))?,
            Block::Html(parts) => parts.iter().for_each(|part| self.raw(part)),
            Block::Footnote { .. } => {}
            Block::Definitions(entries) => self.definitions(entries)?,
            Block::Rule => self.out.push_str("<hr>\n"),
        }
        Ok(())
    }

    /// Writes a part beside which no notes stand.
    pub(crate) fn boxed(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        self.margin.close();
        let result = write(self);
        self.margin.open();
        result
    }

    fn quote(&mut self, blocks: &[Block<'_>]) -> Result<(), Failed> {
        self.out.push_str("<blockquote>\n");
        self.blocks(blocks)?;
        self.out.push_str("</blockquote>\n");
        Ok(())
    }

    fn wrapped(&mut self, tag: &str, content: &[Inline<'_>]) -> Result<(), Failed> {
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
        self.inlines(content)?;
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
        Ok(())
    }

    pub(crate) fn heading(&mut self, heading: &Heading<'_>) -> Result<(), Failed> {
        if heading.is_title {
            self.out.push_str(&format!("<span id=\"{}\"></span>\n", escape::text(&heading.id)));
            return Ok(());
        }
        // The page's title is its only first heading.
        let level = heading.level.max(2);
        self.margin.gap(3);
        let id = escape::text(&heading.id);
        self.out.push_str(&format!("<h{level} id=\"{id}\">"));
        let terms = std::mem::replace(&mut self.link_terms, false);
        self.inlines(&heading.content)?;
        self.link_terms = terms;
        let title = escape::text(&plain_text(&heading.content));
        self.out.push_str(&format!(
            " <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to: {title}\">#</a></h{level}>\n"
        ));
        Ok(())
    }

    /// A heading that only those hear who have pages read to them: readers see a box in its place.
    pub(crate) fn unseen_heading(&mut self, heading: &Heading<'_>) {
        let words = escape::text(&plain_text(&heading.content));
        self.out
            .push_str(&format!("<h2 class=\"unseen\" id=\"{}\">{words}</h2>\n", escape::text(&heading.id)));
    }

    fn list(&mut self, start: Option<u64>, items: &[Item<'_>]) -> Result<(), Failed> {
        let tasks = items.iter().any(|item| item.task.is_some());
        let (open, close) = match start {
            Some(1) => ("<ol>\n".to_owned(), "</ol>\n"),
            Some(n) => (format!("<ol start=\"{n}\">\n"), "</ol>\n"),
            None if tasks && self.plain.is_none() => ("<ul class=\"tasks\">\n".to_owned(), "</ul>\n"),
            None => ("<ul>\n".to_owned(), "</ul>\n"),
        };
        self.out.push_str(&open);
        for item in items {
            match item.task {
                Some(done) if self.plain.is_some() => self.plain_task(done, item)?,
                Some(done) => self.task(done, item)?,
                None => {
                    self.out.push_str("<li>");
                    self.blocks(&item.blocks)?;
                    self.out.push_str("</li>\n");
                }
            }
        }
        self.out.push_str(close);
        Ok(())
    }

    fn alert(&mut self, kind: &str, blocks: &[Block<'_>]) -> Result<(), Failed> {
        let content = self.aside(|writer| writer.blocks(blocks))?;
        let title = crate::text::capitalized(kind);
        self.component("alert.html", &serde_json::json!({"kind": kind, "title": title, "content": content}))
    }

    fn code(&mut self, code: &Code<'_>) -> Result<(), Failed> {
        let views = self.meaning.views;
        if let Some(at) = views.iter().position(|(start, _)| *start == code.bytes.start) {
            return match (&views[at].1, self.meaning.page) {
                (View::Comparison(comparison), Some(page)) => {
                    comparison::html::write(self, comparison, Some(&paths::table_stem(page, views, at)))
                }
                (view, _) => crate::views::html::write(self, view, true),
            };
        }
        let html = self.site.shared.highlighted(&code.language, &code.text);
        let html = html.unwrap_or_else(|| escape::text(&code.text).into());
        let plain = code.language.is_empty() || highlight::is_plain(&code.language);
        let language = (!plain).then_some(code.language.as_str());
        self.component("code.html", &serde_json::json!({"language": language, "code": &*html}))
    }

    fn definitions(&mut self, entries: &[Definition<'_>]) -> Result<(), Failed> {
        self.out.push_str("<dl>\n");
        for entry in entries {
            match entry {
                Definition::Term(content) => self.wrapped("dt", content)?,
                Definition::Meaning(blocks) => {
                    self.out.push_str("<dd>");
                    self.blocks(blocks)?;
                    self.out.push_str("</dd>\n");
                }
            }
        }
        self.out.push_str("</dl>\n");
        Ok(())
    }

    pub(crate) fn inlines(&mut self, content: &[Inline<'_>]) -> Result<(), Failed> {
        for inline in content {
            self.inline(inline)?;
            self.follow(inline);
        }
        Ok(())
    }

    pub(crate) fn inline(&mut self, inline: &Inline<'_>) -> Result<(), Failed> {
        if self.plain.is_some() && self.plain_inline(inline)? {
            return Ok(());
        }
        match inline {
            Inline::Text { text, .. } => {
                self.margin.letters(text.chars().count());
                self.text(text)?;
            }
            Inline::Code { text, .. } => {
                self.out.push_str("<code>");
                escape::push(&mut self.out, text);
                self.out.push_str("</code>");
            }
            Inline::Math { tex, display, .. } => match mathml(tex, *display) {
                Ok(mathml) => self.out.push_str(&mathml),
                Err(_) => escape::push(&mut self.out, tex),
            },
            Inline::Emphasis(inner) => self.marked("em", inner)?,
            Inline::Strong(inner) => self.marked("strong", inner)?,
            Inline::Strike(inner) => self.marked("del", inner)?,
            Inline::Link(link) => self.link(link)?,
            Inline::Image { target, title, alt, bytes } => self.image(target, title, alt, bytes.start),
            Inline::Html(text) => {
                self.fits_label &= tasks::fits_label(&text.text);
                self.raw(text);
            }
            Inline::FootnoteRef(label) => self.footnote_ref(label),
            Inline::SoftBreak => self.out.push('\n'),
            Inline::HardBreak => self.out.push_str("<br>\n"),
        }
        Ok(())
    }

    fn marked(&mut self, tag: &str, content: &[Inline<'_>]) -> Result<(), Failed> {
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(content)?;
        self.out.push_str(&format!("</{tag}>"));
        Ok(())
    }

    fn link(&mut self, link: &Link<'_>) -> Result<(), Failed> {
        let claims = self.meaning.claims;
        if let Ok(at) = claims.binary_search_by_key(&link.bytes.start, |claim| claim.start) {
            return self.claim(&claims[at], &link.content);
        }
        if self.bare && link.form != (LinkForm::Wiki { words: false }) {
            return self.inlines(&link.content);
        }
        let Some(resolved) = self.meaning.links.get(&link.bytes.start) else {
            // A target of ours that could not be read: its words stay.
            return self.inlines(&link.content);
        };
        let href = match resolved {
            // What was not found stands as it was written.
            Resolved::Broken(_) if matches!(link.form, LinkForm::Wiki { .. }) => {
                self.out.push_str("[[");
                if link.form == (LinkForm::Wiki { words: true }) {
                    escape::push(&mut self.out, &link.target);
                    self.out.push('|');
                }
                self.inlines(&link.content)?;
                self.out.push_str("]]");
                return Ok(());
            }
            Resolved::Broken(_) => return self.inlines(&link.content),
            resolved => self.href(resolved, &link.target),
        };
        let outside = *resolved == Resolved::External && link.target.contains("//");
        self.out.push_str(&format!(
            "<a href=\"{href}\"{}",
            if outside { " class=\"outside\" rel=\"noopener\"" } else { "" }
        ));
        if !link.title.is_empty() {
            self.out.push_str(&format!(" title=\"{}\"", escape::text(&link.title)));
        }
        self.out.push('>');
        let terms = std::mem::replace(&mut self.link_terms, false);
        let around = std::mem::replace(&mut self.in_link, true);
        match (link.form, resolved) {
            (LinkForm::Wiki { words: false }, Resolved::Page { page, .. }) => {
                let title = self.site.checked.pages[*page].page.front.title.value.clone();
                escape::push(&mut self.out, &title);
            }
            _ => self.inlines(&link.content)?,
        }
        self.link_terms = terms;
        self.in_link = around;
        self.out.push_str("</a>");
        Ok(())
    }

    pub(super) fn href(&self, resolved: &Resolved, written: &str) -> String {
        let file = written.split('#').next().unwrap_or("");
        let query =
            file.split_once('?').map_or_else(String::new, |(_, query)| format!("?{}", escape::text(query)));
        match resolved {
            // A place on the page itself.
            Resolved::Page { anchor: Some(id), .. } if written.starts_with('#') => {
                format!("#{}", escape::text(id))
            }
            Resolved::Page { page, anchor } => {
                let path = escape::path(&self.site.checked.pages[*page].out);
                format!("{}{path}{query}{}", self.root, anchor.as_ref().map_or_else(String::new, fragment))
            }
            // Readers of other files know more than ids: `rules.pdf#page=3`.
            Resolved::Asset(path) => {
                let place = written.split_once('#').map_or_else(String::new, |(_, place)| fragment(place));
                format!("{}{}{query}{place}", self.root, escape::path(path))
            }
            Resolved::Generated { path, anchor } => {
                let anchor = anchor.as_ref().map_or_else(String::new, fragment);
                format!("{}{}{query}{anchor}", self.root, escape::path(path))
            }
            Resolved::External | Resolved::Broken(_) => escape::text(written),
        }
    }
}

/// The place in a page or a file, as addresses end with it.
fn fragment(id: impl AsRef<str>) -> String {
    format!("#{}", escape::text(id.as_ref()))
}
