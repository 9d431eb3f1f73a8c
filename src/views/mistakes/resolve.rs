//! What the texts of a list of mistakes refer to.
//!
//! In: pairs of texts. Out: the same with links and claims resolved.

use super::spec::MistakeSpec;
use crate::check::{CheckedSnippet, resolve_snippet};
use crate::diag::Findings;
use crate::parse::Snippet;
use crate::views::resolve::Place;

/// What not to say, and what to say.
#[derive(Debug, Clone)]
pub(crate) struct Mistake {
    pub title: Option<CheckedSnippet>,
    pub bad: CheckedSnippet,
    pub good: CheckedSnippet,
}

impl Mistake {
    /// Its texts in the order of reading.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &CheckedSnippet> {
        self.title.iter().chain([&self.bad, &self.good])
    }
}

/// Resolves all of them.
pub(crate) fn resolve(pairs: &[MistakeSpec], at: &Place<'_>, findings: &mut Findings) -> Vec<Mistake> {
    let mut text = |snippet: &Snippet| {
        let from = (at.path, Some(at.page));
        resolve_snippet(snippet, at.subject, from, at.site, at.claims, at.candidates, findings)
    };
    let pairs = pairs.iter().map(|pair| Mistake {
        title: pair.title.as_ref().map(&mut text),
        bad: text(&pair.bad),
        good: text(&pair.good),
    });
    pairs.collect()
}
