//! What all twins are written with: texts of data as Markdown, links to other twins, footnotes.
//!
//! In: the site and the path of a page. Out: pieces of Markdown. Knows no kind of page.

use super::super::super::book::Book;
use super::super::super::html::{Failed, Meaning, Writer};
use super::super::super::pages::generated::is_exported;
use super::super::super::url::root_of;
use super::super::super::view::{EvidenceView, SourceLink};
use super::super::super::{Site, escape};
use super::edit::{Editor, Source};
use crate::check::CheckedSnippet;
use crate::parse::{Roles, markdown};
use crate::text::Spanned;
use std::collections::BTreeMap;

/// Writes one twin.
pub(super) struct Pen<'a> {
    pub site: &'a Site<'a>,
    pub root: String,
    pub book: Book,
}

impl<'a> Pen<'a> {
    /// For the page at this path.
    pub(super) fn new(site: &'a Site<'a>, path: &str) -> Self {
        Self { site, root: root_of(path), book: Book::default() }
    }

    /// A text of the data on one line.
    pub(super) fn snippet(&mut self, snippet: &CheckedSnippet) -> String {
        self.book.register(&snippet.claims, self.site);
        let source = Source {
            text: &snippet.text,
            body: 0..snippet.text.len(),
            links: &snippet.links,
            claims: &snippet.claims,
            views: &[],
        };
        let (doc, _) = markdown::parse(&snippet.text, 0..snippet.text.len(), &Roles::default());
        one_line(&Editor::new(self, source).text(&doc))
    }

    /// A text of the guide's collections on one line.
    pub(super) fn text(&mut self, text: &Spanned<String>) -> String {
        match self.site.checked.texts.get(&text.span) {
            Some(snippet) => self.snippet(snippet),
            None => one_line(&text.value),
        }
    }

    pub(super) fn maybe(&mut self, text: Option<&Spanned<String>>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    /// A number with its unit: one that a fact gives has it already.
    pub(super) fn amount(&mut self, text: Option<&Spanned<String>>, unit: &str) -> Option<String> {
        let text = text?;
        let words = self.text(text);
        Some(if text.value.contains("fact:") { words } else { format!("{words}{unit}") })
    }

    pub(super) fn all(&mut self, texts: &[Spanned<String>]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// What a page shows of a record, for the parts of it that are no texts.
    pub(super) fn shown<T>(&self, view: impl FnOnce(&mut Writer<'_>) -> Result<T, Failed>) -> Option<T> {
        let (links, mut book) = (BTreeMap::new(), Book::default());
        let meaning = Meaning { links: &links, claims: &[], views: &[], page: None };
        // A template that fails is a finding of the page itself.
        view(&mut Writer::new(self.site, meaning, &self.root, &mut book)).ok()
    }

    /// A link to a page of the site, to its twin where it has one.
    pub(super) fn link(&self, title: &str, path: &str) -> String {
        format!("[{}]({})", words(title), self.address(path))
    }

    pub(super) fn address(&self, path: &str) -> String {
        let (page, anchor) = path.split_once('#').map_or((path, None), |(page, id)| (page, Some(id)));
        let anchor = anchor.map_or_else(String::new, |id| format!("#{}", escape::path(id)));
        let page = if is_exported(page) { super::super::twin(page) } else { page.to_owned() };
        format!("{}{}{anchor}", self.root, escape::path(&page))
    }

    /// Sources with their places, in one line.
    pub(super) fn sources(&self, sources: &[SourceLink]) -> String {
        sources.iter().map(|source| self.source(source)).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn source(&self, source: &SourceLink) -> String {
        let link = match &source.url {
            Some(url) => format!("[{}](<{url}>)", words(&source.title)),
            None => self.link(&source.title, &source.path),
        };
        let locator = source.locator.as_ref().map_or_else(String::new, |place| format!(", {place}"));
        one_line(&format!("{link}{locator}"))
    }

    /// The head, the body, and the evidence of both.
    pub(super) fn whole(&self, head: &str, body: &str) -> String {
        let mut out = format!("{}\n\n", head.trim_end());
        if !body.trim().is_empty() {
            out.push_str(&format!("{}\n\n", body.trim()));
        }
        for entry in &self.book.entries {
            out.push_str(&format!("[^evidence-{}]: {}\n", entry.n, self.footnote(entry)));
        }
        format!("{}\n", out.trim_end())
    }

    fn footnote(&self, entry: &EvidenceView) -> String {
        let mut parts = Vec::new();
        let mut first = entry.subject.as_ref().map_or_else(String::new, |subject| format!("{subject}: "));
        first.push_str(&entry.label);
        let details = [entry.qualifiers.clone(), entry.value.clone(), entry.method.clone()];
        for detail in details.into_iter().flatten() {
            first.push_str(&format!(", {detail}"));
        }
        if let Some(dated) = &entry.dated {
            first.push_str(&format!(", {dated}"));
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
        parts.extend(entry.sources.iter().map(|source| format!("source: {}", self.source(source))));
        if let Some(path) = &entry.path {
            parts.push(self.link("ledger", path));
        }
        let parts: Vec<String> =
            parts.iter().map(|part| one_line(part).trim_end_matches('.').to_owned()).collect();
        format!("{}.", parts.join("; "))
    }
}

/// Text in brackets.
pub(super) fn words(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

pub(in super::super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sentence made of a phrase.
pub(super) fn sentence(phrase: &str) -> String {
    format!("{}.", crate::text::capitalized(phrase))
}

/// A list under a label, as an item of the list above it; nothing where there is nothing to list.
pub(super) fn nested(label: &str, items: &[String]) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let items = items.iter().map(|item| format!("    - {item}"));
    std::iter::once(format!("  - {label}:")).chain(items).collect()
}

/// Paragraphs, lists and tables with an empty line between them.
pub(super) fn blocks(blocks: impl IntoIterator<Item = Option<String>>) -> String {
    let blocks = blocks.into_iter().flatten().filter(|block| !block.trim().is_empty());
    blocks.collect::<Vec<_>>().join("\n\n")
}

/// A sum in words: `1 question`, `3 questions`.
pub(super) fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
