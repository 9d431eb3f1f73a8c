//! Markdown in data files: definitions of terms, items of checklists.
//!
//! In: snippets as parsed. Out: the same with links and claims resolved. Does not render.

use super::candidates::Candidates;
use super::claims::{Checker, Claim};
use super::coverage::{self, Figure};
use super::ids::Ids;
use super::links::{Resolved, Site};
use super::lookup::DefaultSubject;
use super::{ListTexts, Snippets};
use crate::diag::Findings;
use crate::model::{Data, PageId};
use crate::parse::{Binding, Snippet};
use crate::text::{FilePath, Span, Spanned};
use std::collections::BTreeMap;

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

/// Checks all snippets of the data.
pub(crate) fn check(
    snippets: &Snippets,
    data: &Data,
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
    findings: &mut Findings,
) -> (Vec<CheckedSnippet>, Vec<ListTexts<CheckedSnippet>>) {
    let base = FilePath::new(BASE);
    let one = |snippet: &Snippet, subject: DefaultSubject, findings: &mut Findings| {
        resolve(snippet, subject, (&base, None), site, claims, candidates, findings)
    };
    let definitions =
        snippets.definitions.iter().map(|snippet| one(snippet, DefaultSubject::Unset, findings)).collect();
    let mut lists = Vec::new();
    for (list, (about, items)) in data.checklists.iter().zip(&snippets.checklists) {
        let subject = default_subject(list.subject.as_ref(), claims.ids, findings);
        let about = about.as_ref().map(|snippet| one(snippet, subject, findings));
        let items = items
            .iter()
            .map(|(text, why)| {
                (one(text, subject, findings), why.as_ref().map(|why| one(why, subject, findings)))
            })
            .collect();
        lists.push((about, items));
    }
    (definitions, lists)
}

/// Checks the texts of the guide's collections, by their place.
pub(crate) fn guide(
    snippets: &Snippets,
    data: &Data,
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
    findings: &mut Findings,
) -> BTreeMap<Span, CheckedSnippet> {
    let base = FilePath::new(BASE);
    let mut texts = BTreeMap::new();
    for ((subject, text), snippet) in data.guide.texts().into_iter().zip(&snippets.guide) {
        let subject = default_subject(subject, claims.ids, findings);
        let checked = resolve(snippet, subject, (&base, None), site, claims, candidates, findings);
        texts.insert(text.span, checked);
    }
    texts
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
    let text = coverage::Text { figures: &snippet.extract.figures, bindings, claims: &checked, subject };
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

/// The default subject of a record's texts.
fn default_subject(id: Option<&Spanned<String>>, ids: &Ids, findings: &mut Findings) -> DefaultSubject {
    DefaultSubject::of(id.map(|id| ids.subject(id, findings)))
}
