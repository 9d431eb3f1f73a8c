//! Markdown in data files: definitions of terms, items of checklists.
//!
//! In: snippets as parsed. Out: the same with links and claims resolved. Does not render.

use super::candidates::Candidates;
use super::claims::{Checker, Claim};
use super::coverage::{self, Figure};
use super::links::{Resolved, Site};
use super::{ListTexts, Snippets};
use crate::diag::Diagnostic;
use crate::model::Data;
use crate::parse::{Binding, Snippet};
use crate::text::FilePath;
use std::collections::BTreeMap;

/// A snippet whose references are resolved.
#[derive(Debug, Clone, Default)]
pub(crate) struct CheckedSnippet {
    pub text: String,
    pub links: BTreeMap<usize, Resolved>,
    pub claims: Vec<Claim>,
    pub bindings: Vec<Binding>,
    pub subject: Option<usize>,
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
    findings: &mut Vec<Diagnostic>,
) -> (Vec<CheckedSnippet>, Vec<ListTexts<CheckedSnippet>>) {
    let mut one = |snippet: &Snippet, subject: Option<usize>| {
        resolve(snippet, subject, site, claims, candidates, findings)
    };
    let definitions = snippets.definitions.iter().map(|snippet| one(snippet, None)).collect();
    let mut lists = Vec::new();
    for (list, (about, items)) in data.checklists.iter().zip(&snippets.checklists) {
        let subject = list.subject.as_ref().and_then(|id| claims.ids.subjects.get(&id.value).copied());
        let about = about.as_ref().map(|snippet| one(snippet, subject));
        let items = items
            .iter()
            .map(|(text, why)| (one(text, subject), why.as_ref().map(|why| one(why, subject))))
            .collect();
        lists.push((about, items));
    }
    (definitions, lists)
}

fn resolve(
    snippet: &Snippet,
    subject: Option<usize>,
    site: &Site<'_>,
    claims: &Checker<'_>,
    candidates: &Candidates<'_>,
    findings: &mut Vec<Diagnostic>,
) -> CheckedSnippet {
    // Links in data are relative to the content folder, whatever file they stand in.
    let base = FilePath::new("content/index.md");
    let links = snippet
        .extract
        .links
        .iter()
        .map(|link| (link.start, site.resolve(link, &base, None, findings)))
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
