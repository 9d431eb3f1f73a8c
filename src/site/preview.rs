//! What a preview asks of a site that was built.
//!
//! In: a site, and perhaps the one before it. Out: which file a page comes from, what the last change touched, the claims
//! of a page and in which of its texts they stand. Renders nothing and keeps nothing.

use super::Built;
use crate::audit;
use crate::check::{CheckedPage, ClaimState, Resolved};
use crate::diag::{Diagnostic, Level};
use crate::doc::{Bytes, Inline, Link, LinkForm, Site, walk};
use crate::parse::{Ways, markdown, may_hold_data};
use crate::text::Lines;
use crate::text::names::CONFIG;
use serde_json::{Value, json};
use std::sync::Arc;

impl Built {
    /// The path of the page's file, by the page's path in the output.
    pub fn file_of(&self, out: &str) -> Option<&str> {
        self.checked.pages.iter().find(|page| &*page.out == out).map(|page| page.page.path.as_str())
    }

    /// The text of a file of the site.
    pub fn text_of(&self, path: &str) -> Option<&Arc<str>> {
        self.files.find(path).map(|file| &self.files.get(file).text)
    }

    /// Whether one of the files that every page may depend on has errors: the configuration, or data.
    pub fn has_broken_inputs(&self, findings: &[Diagnostic]) -> bool {
        findings.iter().filter(|finding| finding.level == Level::Deny).any(|finding| {
            let path = self.files.get(finding.span.file).path.as_str();
            path == CONFIG || may_hold_data(path)
        })
    }

    /// The page of a file, with the heading over the first byte that differs from `before`, as a JSON object with
    /// `title`, `path` and `anchor`.
    pub fn change_of(&self, path: &str, before: Option<&str>) -> Option<Value> {
        let page = self.checked.pages.iter().find(|page| page.page.path.as_str() == path)?;
        let now = &self.files.get(page.page.file).text;
        let same = before.map_or(0, |before| {
            let same = now.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
            if same == now.len() && same == before.len() { 0 } else { same }
        });
        let heading = page.page.outline.iter().rev().find(|heading| heading.start <= same);
        Some(json!({
            "title": page.page.front.title.value,
            "path": &*page.out,
            "anchor": heading.map(|heading| heading.id.as_str()),
        }))
    }

    /// The sentences that rest on facts whose values differ from those of the site before.
    pub fn touched_since(&self, before: &Built) -> Vec<Value> {
        if Arc::ptr_eq(&self.checked, &before.checked) {
            return Vec::new();
        }
        audit::lens::touched(&self.checked, &before.checked)
    }

    /// The claims of a page, by its path in the output. `runs` are the texts of the page as readers see them: title and
    /// description, paragraphs, headings, cells, in the order of the file. A mark that stands in one has its number as
    /// `run`, and as `before` the length of what precedes it there, in units of UTF-16.
    pub fn claims(&self, out: &str, findings: &[Diagnostic]) -> Option<Value> {
        let mut claims = audit::lens::page(&self.checked, &self.files, out, findings)?;
        let page = self.checked.pages.iter().find(|page| &*page.out == out)?;
        let text: &str = &self.files.get(page.page.file).text;
        let ways = Ways::of_page(page.page.front.math);
        let (doc, _) = markdown::parse_in(text, page.page.body.clone(), &self.shared.roles, ways);
        let mut runs = Runs { site: self, page, texts: Vec::new(), pieces: Vec::new(), by_place: Vec::new() };
        let front = &page.page.front;
        let fields = [Some(&front.title), front.description.as_ref()];
        for field in fields.into_iter().flatten() {
            runs.texts.push(String::new());
            runs.push(&field.value, &field.span.range());
        }
        let fields = runs.texts.len();
        walk(&doc, &mut |site| {
            if let Site::Run(run) = site {
                runs.texts.push(String::new());
                runs.inlines(run);
            }
        });
        let lines = Lines::new(text);
        runs.sort();
        for mark in claims["marks"].as_array_mut().into_iter().flatten() {
            // Texts of the data stand in other files.
            if mark["data"] == true {
                continue;
            }
            let at = |key: &str| mark[key].as_u64().and_then(|number| usize::try_from(number).ok());
            let byte = at("line").zip(at("column")).and_then(|(line, column)| {
                let start = lines.start(line);
                Some(start + text.get(start..)?.char_indices().nth(column.checked_sub(1)?)?.0)
            });
            let placed = byte.and_then(|byte| runs.place(byte)).and_then(|(run, before)| {
                // Of a field only the whole is known.
                let words = mark["words"].as_str()?;
                Some((run, if run < fields { once(&runs.texts[run], words)? } else { before }))
            });
            if let Some((run, before)) = placed {
                mark["run"] = run.into();
                mark["before"] = before.encode_utf16().count().into();
            }
        }
        claims["runs"] = runs.texts.into();
        Some(claims)
    }
}

/// What precedes some words in a text that has them once.
fn once<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let (before, after) = text.split_once(words)?;
    (!after.contains(words)).then_some(before)
}

/// The texts of a page as readers see them, and where each piece of them stands in the file.
struct Runs<'s> {
    site: &'s Built,
    page: &'s CheckedPage,
    texts: Vec<String>,
    pieces: Vec<Piece>,
    /// Those that stand in the file, by their first byte.
    by_place: Vec<usize>,
}

struct Piece {
    bytes: Bytes,
    run: usize,
    /// Its first byte in the text of the run.
    at: usize,
    /// It stands in the file letter by letter.
    exact: bool,
}

impl<'s> Runs<'s> {
    fn inlines(&mut self, run: &[Inline<'_>]) {
        for inline in run {
            match inline {
                Inline::Text { text, bytes } | Inline::Code { text, bytes } => self.push(text, bytes),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                    self.inlines(inner);
                }
                Inline::Link(link) => match self.printed(link) {
                    Some(words) => self.push(words, &link.bytes),
                    None => self.inlines(&link.content),
                },
                Inline::SoftBreak | Inline::HardBreak => self.push(" ", &(0..0)),
                // Formulas and pictures have no letters on the page.
                Inline::Math { .. } | Inline::Image { .. } | Inline::Html(_) | Inline::FootnoteRef(_) => {}
            }
        }
    }

    /// What is printed for a link instead of its words: a value, or the title of the page that it names.
    fn printed(&self, link: &Link<'_>) -> Option<&'s str> {
        let start = link.bytes.start;
        if let Ok(claim) = self.page.claims.binary_search_by_key(&start, |claim| claim.start) {
            return match &self.page.claims[claim].state {
                ClaimState::Inserted { text, .. } => Some(text),
                _ => None,
            };
        }
        match self.page.links.get(&start) {
            Some(Resolved::Page { page, .. }) if link.form == (LinkForm::Wiki { words: false }) => {
                Some(&self.site.checked.pages[*page].page.front.title.value)
            }
            _ => None,
        }
    }

    fn push(&mut self, words: &str, bytes: &Bytes) {
        let run = self.texts.len() - 1;
        let Some(text) = self.texts.last_mut() else { return };
        self.pieces.push(Piece {
            bytes: bytes.clone(),
            run,
            at: text.len(),
            exact: words.len() == bytes.len(),
        });
        text.push_str(words);
    }

    /// Puts the pieces in the order of the file.
    fn sort(&mut self) {
        self.by_place =
            (0..self.pieces.len()).filter(|piece| !self.pieces[*piece].bytes.is_empty()).collect();
        self.by_place.sort_by_key(|piece| self.pieces[*piece].bytes.start);
    }

    /// The run in which a byte of the file stands, and what precedes it there.
    fn place(&self, byte: usize) -> Option<(usize, &str)> {
        let after = self.by_place.partition_point(|piece| self.pieces[*piece].bytes.start <= byte);
        let piece = &self.pieces[*self.by_place.get(after.checked_sub(1)?)?];
        if !piece.bytes.contains(&byte) {
            return None;
        }
        let inside = byte - piece.bytes.start;
        let at = (piece.exact || inside == 0).then_some(piece.at + inside)?;
        Some((piece.run, self.texts[piece.run].get(..at)?))
    }
}
