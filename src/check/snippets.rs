//! Markdown texts of the data: definitions of terms, items of checklists, texts of records.
//!
//! In: snippets as parsed. Out: the same with links and claims resolved. Does not render.

use super::Known;
use super::candidates::Candidates;
use super::claims::{Checker, Claim};
use super::coverage::{self, Figure};
use super::links::{Resolved, Site};
use super::lookup::DefaultSubject;
use crate::diag::{Diagnosed, Findings};
use crate::model::{PageId, Table, Text, TextId};
use crate::parse::{Binding, Extract, Snippet};
use crate::text::FilePath;
use std::collections::{BTreeMap, BTreeSet};

/// Links in data are relative to the content folder, whatever file they stand in.
const BASE: &str = "content/index.md";

/// A snippet whose references are resolved.
#[derive(Debug, Clone, Default)]
pub(crate) struct CheckedSnippet {
    pub text: String,
    pub links: BTreeMap<usize, Resolved>,
    pub claims: Vec<Claim>,
    pub bindings: Vec<Binding>,
    pub subject: DefaultSubject,
    /// Its figures and what backs them.
    pub figures: Vec<Figure>,
}

impl CheckedSnippet {
    /// Whether a fact gives it, or a part of it.
    pub(crate) fn is_bound(&self) -> bool {
        !self.bindings.is_empty()
    }
}

/// Checked texts of the data.
pub(crate) type Texts = Table<TextId, CheckedSnippet>;

/// The checked texts, and the pages whose anchors their links name.
pub(crate) struct CheckedTexts {
    pub all: Texts,
    pub seen: BTreeSet<PageId>,
}

/// Checks all texts of the data.
pub(super) fn check(
    known: &Known,
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
) -> Diagnosed<CheckedTexts> {
    let mut findings = Findings::default();
    let all = texts(known, site, claims, candidates, &mut findings);
    let seen = all.iter().flat_map(|text| text.links.values()).filter_map(Resolved::seen).collect();
    Diagnosed::new(CheckedTexts { all, seen }, findings)
}

fn texts(
    known: &Known,
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
    findings: &mut Findings,
) -> Texts {
    let base = FilePath::new(BASE);
    let one = |(text, snippet): (&Text, &Snippet)| {
        let subject = text.subject.as_ref().map(|id| claims.ids.subject(id, findings));
        let subject = DefaultSubject::of(subject);
        resolve(snippet, subject, (&base, None), site, claims, candidates, findings)
    };
    known.data.texts.iter().zip(&known.snippets).map(one).collect()
}

/// Resolves a text that stands in a file, on a page if it has a number.
pub(crate) fn resolve(
    snippet: &Snippet,
    subject: DefaultSubject,
    (base, page): (&FilePath, Option<PageId>),
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
    findings: &mut Findings,
) -> CheckedSnippet {
    let links = snippet
        .extract
        .links
        .iter()
        .map(|link| (link.start, site.resolve(link, base, page, findings)))
        .collect();
    let bindings = &snippet.extract.bindings;
    let checked: Vec<Claim> =
        bindings.iter().map(|binding| claims.claim(binding, subject, findings)).collect();
    let Extract { figures, missed, .. } = &snippet.extract;
    let text = coverage::Text { figures, bindings, claims: &checked, missed, subject };
    let figures = coverage::figures(&text, claims.facts, candidates, findings);
    CheckedSnippet {
        text: snippet.text.clone(),
        links,
        claims: checked,
        bindings: bindings.clone(),
        subject,
        figures,
    }
}
