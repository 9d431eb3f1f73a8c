//! A page as Markdown, beside its HTML: the author's text with values in the place of insertions, links that
//! lead to other pages as Markdown, views as tables and lists, and the evidence as footnotes.
//!
//! In: a page by number. Out: one Markdown text. What is not named here stays letter by letter; nothing is
//! wrapped or set anew.

use super::super::book::Book;
use super::super::url::root_of;
use super::super::view::EvidenceView;
use super::super::{Site, collect, escape, guide, search, shared};
use crate::check::{Chart, CheckedPage, Claim, ClaimState, Comparison, GuideView, Resolved, View};
use crate::doc::{Block, Definition, Doc, Inline, Link, LinkForm};
use crate::model::PageKind;
use crate::parse::markdown;
use std::ops::Range;

pub(super) fn markdown_of(site: &Site<'_>, number: usize) -> String {
    let page = &site.checked.pages[number];
    let text = &site.files.get(page.page.file).text;
    let roles = crate::parse::roles(&site.checked.config);
    let (doc, _) = markdown::parse(text, page.page.body.clone(), &roles);
    let mut book = Book::default();
    book.register(&page.claims, site);
    let root = root_of(&page.out);
    let mut editor = Editor { site, page, text, root: &root, book: &mut book, edits: Vec::new() };
    editor.doc(&doc);
    let body = editor.text();
    let mut out = head(site, page, &root);
    if let Some(view) = &page.own_view {
        out.push_str(&format!("{}\n\n", view_text(site, view)));
    }
    let body = body.trim();
    if !body.is_empty() {
        out.push_str(&format!("{body}\n\n"));
    }
    if matches!(page.page.front.kind, PageKind::Home | PageKind::Section) {
        out.push_str(&contents(site, number, &root));
    }
    for entry in &book.entries {
        out.push_str(&format!("[^evidence-{}]: {}\n", entry.n, footnote(entry, &root)));
    }
    format!("{}\n", out.trim_end())
}

fn head(site: &Site<'_>, page: &CheckedPage, root: &str) -> String {
    let mut out = format!("# {}\n\n", page.page.front.title.value);
    if let Some(description) = page.description() {
        out.push_str(&format!("> {}\n\n", one_line(description)));
    }
    let html = escape::path(&page.out);
    let updated = page.page.front.updated.map_or_else(String::new, |date| format!(", updated {date}"));
    let home = escape::path(&super::twin("index.html"));
    let title = &site.checked.config.title;
    out.push_str(&format!("[{}]({root}{home}){updated}. [As a web page]({root}{html})\n\n", words(title)));
    out
}

/// Pages of a section and its sections, which the templates list.
fn contents(site: &Site<'_>, number: usize, root: &str) -> String {
    let sections = &site.checked.sections;
    let section = sections.of_page[number];
    let own = shared::pages_below(site.checked, section);
    let lines: String = own.into_iter().map(|page| line(site, page, root)).collect();
    if lines.is_empty() { lines } else { format!("## Pages\n\n{lines}\n") }
}

/// One page in a list: a link and what it is about.
pub(super) fn line(site: &Site<'_>, page: usize, root: &str) -> String {
    let page = &site.checked.pages[page];
    let about = page.description().map_or_else(String::new, |text| format!(": {}", one_line(text)));
    let path = escape::path(&super::twin(&page.out));
    format!("- [{}]({root}{path}){about}\n", words(&page.page.front.title.value))
}

/// Text in brackets.
fn words(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn footnote(entry: &EvidenceView, root: &str) -> String {
    let mut parts = Vec::new();
    let mut first = entry.subject.as_ref().map_or_else(String::new, |subject| format!("{subject}: "));
    first.push_str(&entry.label);
    let details = [entry.qualifiers.clone(), entry.value.clone(), entry.method.clone()];
    for detail in details.into_iter().flatten() {
        first.push_str(&format!(", {detail}"));
    }
    if let Some(date) = &entry.as_of {
        first.push_str(&format!(", as of {date}"));
    }
    parts.push(first);
    if let Some(dispute) = &entry.dispute {
        let reports: Vec<String> = dispute
            .reports
            .iter()
            .map(|report| format!("{} ({})", report.value, report.sources.join("; ")))
            .collect();
        let because = dispute.because.as_ref().map_or_else(String::new, |text| format!("; {text}"));
        parts.push(format!("disputed, {}: {}{because}", dispute.status, reports.join(", ")));
    } else {
        parts.extend(entry.badges.iter().map(|badge| badge.words.clone()));
    }
    parts.extend(entry.steps.iter().cloned());
    parts.extend(entry.note.clone());
    for source in &entry.sources {
        let target = match &source.url {
            Some(url) => format!("<{url}>"),
            None => format!("{root}{}", escape_fragment(&source.path)),
        };
        let locator = source.locator.as_ref().map_or_else(String::new, |place| format!(", {place}"));
        parts.push(format!("source: [{}]({target}){locator}", words(&source.title)));
    }
    if let Some(path) = &entry.path {
        parts.push(format!("[ledger]({root}{})", escape_fragment(path)));
    }
    let parts: Vec<String> =
        parts.iter().map(|part| one_line(part).trim_end_matches('.').to_owned()).collect();
    format!("{}.", parts.join("; "))
}

/// A path with an anchor as an address.
fn escape_fragment(path: &str) -> String {
    match path.split_once('#') {
        Some((path, anchor)) => format!("{}#{}", escape::path(path), escape::path(anchor)),
        None => escape::path(path),
    }
}

/// A view as a table or a list.
fn view_text(site: &Site<'_>, view: &View) -> String {
    match view {
        View::Comparison(comparison) => table(site, comparison),
        View::Checklist(number) => {
            let (_, items) = &site.checked.checklists[*number];
            let lines: Vec<String> = items
                .iter()
                .map(|(text, why)| {
                    let why = why.as_ref().map_or_else(String::new, |why| {
                        format!(" ({})", one_line(&search::snippet_text(why)).trim_end_matches('.'))
                    });
                    format!("- [ ] {}{why}", one_line(&search::snippet_text(text)))
                })
                .collect();
            lines.join("\n")
        }
        View::Guide(GuideView::Chart(chart)) => chart_table(site, chart),
        View::Guide(GuideView::Facts(texts)) => {
            let numbers = texts.iter().flat_map(|text| &text.claims).filter_map(|claim| claim.state.fact());
            let lines: Vec<String> = numbers.map(|number| fact(site, number)).collect();
            lines.join("\n")
        }
        View::Guide(view) => {
            let texts = guide::search::words(site.checked, view, &search::snippet_text);
            let texts = texts.iter().map(|text| one_line(text)).filter(|text| !text.is_empty());
            texts.map(|text| format!("- {text}")).collect::<Vec<_>>().join("\n")
        }
    }
}

/// A fact in a list: name, value, date.
fn fact(site: &Site<'_>, number: usize) -> String {
    let fact = &site.checked.facts.items[number];
    let value = collect::value(site.checked, fact).unwrap_or_else(|| "no value".to_owned());
    let mut notes: Vec<String> =
        collect::as_of(fact).map(|date| format!("as of {date}")).into_iter().collect();
    notes.extend(collect::badges_of(site.checked, fact).into_iter().map(|badge| badge.words));
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    format!("- {}: {value}{notes}", collect::full_label(site.checked, fact))
}

/// The numbers of a chart.
fn chart_table(site: &Site<'_>, chart: &Chart) -> String {
    let view = guide::chart::view(site, chart);
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| one_line(cell).replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines = vec![view.title.clone(), String::new(), row(&view.head)];
    lines.push(format!("|{}", " --- |".repeat(view.head.len())));
    lines.extend(view.rows.iter().map(|one| row(&one.cells)));
    lines.join("\n")
}

fn table(site: &Site<'_>, comparison: &Comparison) -> String {
    let checked = site.checked;
    let cell = |text: &str| one_line(text).replace('|', "\\|");
    let subjects = comparison.subjects.iter().map(|number| cell(&checked.data.subjects[*number].label));
    let subjects: Vec<String> = subjects.collect();
    let mut out = format!("|  | {} |\n|{}", subjects.join(" | "), " --- |".repeat(subjects.len() + 1));
    for row in comparison.groups.iter().flat_map(|(_, rows)| rows) {
        let cells = row.cells.iter().map(|one| {
            let facts = one.facts.iter().map(|number| {
                let fact = &checked.facts.items[*number];
                let value = collect::value(checked, fact).unwrap_or_else(|| "no value".to_owned());
                let mut notes: Vec<String> = collect::qualifiers(site.checked, fact).into_iter().collect();
                let badges = collect::badges_of(checked, fact).into_iter();
                notes.extend(badges.filter(|badge| badge.mark != "one-source").map(|badge| badge.words));
                if notes.is_empty() { value } else { format!("{value} ({})", notes.join("; ")) }
            });
            let facts: Vec<String> = facts.collect();
            if facts.is_empty() { "no data".to_owned() } else { cell(&facts.join(", ")) }
        });
        let cells: Vec<String> = cells.collect();
        let label = cell(&checked.data.attributes[row.attribute].label);
        out.push_str(&format!("\n| {label} | {} |", cells.join(" | ")));
    }
    out
}

/// Collects what is written differently.
struct Editor<'a> {
    site: &'a Site<'a>,
    page: &'a CheckedPage,
    text: &'a str,
    root: &'a str,
    book: &'a mut Book,
    edits: Vec<(Range<usize>, String)>,
}

impl Editor<'_> {
    /// The text with its edits; those that touch one another keep the first.
    fn text(&mut self) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let body = self.page.page.body.clone();
        let (mut out, mut at) = (String::new(), body.start);
        for (range, new) in &self.edits {
            let Some(kept) = self.text.get(at..range.start).filter(|_| range.end <= body.end) else {
                continue;
            };
            out.push_str(kept);
            out.push_str(new);
            at = range.end;
        }
        out.push_str(self.text.get(at..body.end).unwrap_or_default());
        out
    }

    fn doc(&mut self, doc: &Doc<'_>) {
        self.blocks(&doc.blocks);
        self.edits.extend(doc.comments.iter().map(|comment| (comment.bytes.clone(), String::new())));
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            match block {
                Block::Paragraph(run) | Block::Plain(run) => self.run(run),
                Block::Heading(heading) => self.run(&heading.content),
                Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } => self.blocks(blocks),
                Block::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.run(cell));
                }
                Block::Definitions(entries) => {
                    for entry in entries {
                        match entry {
                            Definition::Term(run) => self.run(run),
                            Definition::Meaning(blocks) => self.blocks(blocks),
                        }
                    }
                }
                Block::Code(code) => self.code(&code.bytes),
                Block::Html(_) | Block::Rule => {}
            }
        }
    }

    fn code(&mut self, bytes: &Range<usize>) {
        let Some((_, view)) = self.page.views.iter().find(|(start, _)| *start == bytes.start) else { return };
        // Lines of a block inside a list or a quotation carry what stands before its first.
        let line = self.text[..bytes.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &self.text[line..bytes.start];
        let before = if before.chars().all(|c| c == ' ' || c == '>') { before } else { "" };
        let text = view_text(self.site, view).replace('\n', &format!("\n{before}"));
        let end = if self.text[bytes.clone()].ends_with('\n') { "\n" } else { "" };
        self.edits.push((bytes.clone(), text + end));
    }

    fn run(&mut self, run: &[Inline<'_>]) {
        for inline in run {
            match inline {
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => self.run(inner),
                Inline::Link(link) => self.link(link),
                Inline::Image { bytes, .. } => self.image(bytes),
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Html(_)
                | Inline::FootnoteRef(_)
                | Inline::SoftBreak
                | Inline::HardBreak => {}
            }
        }
    }

    fn image(&mut self, bytes: &Range<usize>) {
        if let Some(Resolved::Asset(path)) = self.page.links.get(&bytes.start) {
            let alt = inside(&self.text[bytes.clone()]).trim_start_matches("![");
            let new = format!("![{alt}]({}{})", self.root, escape::path(path));
            self.edits.push((bytes.clone(), new));
        }
    }

    fn link(&mut self, link: &Link<'_>) {
        let source = &self.text[link.bytes.clone()];
        let claims = &self.page.claims;
        if let Ok(at) = claims.binary_search_by_key(&link.bytes.start, |claim| claim.start) {
            let new = self.claim(&claims[at], source);
            self.edits.push((link.bytes.clone(), new));
            return;
        }
        let (path, anchor, title) = match self.page.links.get(&link.bytes.start) {
            Some(Resolved::Page { page, anchor }) => {
                let page = &self.site.checked.pages[*page];
                (super::twin(&page.out), anchor.as_deref(), page.page.front.title.value.as_str())
            }
            Some(Resolved::Asset(path)) => (path.clone(), None, path.as_str()),
            _ => return,
        };
        let text = match link.form {
            LinkForm::Wiki { words: false } => words(title),
            LinkForm::Wiki { words: true } => {
                let text = source.split_once('|').map_or(title, |(_, rest)| rest.trim_end_matches("]]"));
                text.to_owned()
            }
            LinkForm::Auto => words(title),
            LinkForm::Bracketed => inside(source).trim_start_matches('[').to_owned(),
        };
        let anchor = anchor.map_or_else(String::new, |id| format!("#{}", escape::path(id)));
        let new = format!("[{text}]({}{}{anchor})", self.root, escape::path(&path));
        self.edits.push((link.bytes.clone(), new));
    }

    /// The words of a claim and the number of its footnote.
    fn claim(&mut self, claim: &Claim, source: &str) -> String {
        let words = match &claim.state {
            ClaimState::Inserted { text, .. } => text.clone(),
            _ => inside(source).trim_start_matches('[').to_owned(),
        };
        match self.book.cite(claim) {
            Some((number, _)) => format!("{words}[^evidence-{}]", number + 1),
            None => words,
        }
    }
}

/// A bracketed link up to the end of its words, with the brackets before them.
fn inside(source: &str) -> &str {
    let end = source.rfind("](").or_else(|| source.rfind("][")).or_else(|| source.rfind(']'));
    &source[..end.unwrap_or(source.len())]
}
