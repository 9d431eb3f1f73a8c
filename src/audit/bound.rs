//! Every binding of a site with its verdict, wherever it stands.
//!
//! In: a checked site. Out: bindings of pages, of their titles and of texts in data, each with its claim.
//! Does not check them again.

use crate::check::{Checked, CheckedSnippet, Claim, DefaultSubject, View};
use crate::model::FactId;
use crate::parse::Binding;
use std::collections::HashMap;

/// A binding, its claim and the default subject it was read under.
#[derive(Clone, Copy)]
pub(super) struct Bound<'a> {
    pub binding: &'a Binding,
    pub claim: &'a Claim,
    pub subject: DefaultSubject,
}

/// All bindings in the order of pages and data.
pub(super) fn all(site: &Checked) -> Vec<Bound<'_>> {
    let mut out = Vec::new();
    for page in &site.pages {
        let fields = page.page.fields.iter().flat_map(|field| &field.bindings).zip(&page.field_claims);
        let body = page.page.extract.bindings.iter().zip(&page.claims);
        let subject = page.subject;
        out.extend(fields.chain(body).map(|(binding, claim)| Bound { binding, claim, subject }));
    }
    for snippet in snippets(site) {
        let subject = snippet.subject;
        let pairs = snippet.bindings.iter().zip(&snippet.claims);
        out.extend(pairs.map(|(binding, claim)| Bound { binding, claim, subject }));
    }
    out
}

/// The checked texts of data files and of views.
pub(super) fn snippets(site: &Checked) -> impl Iterator<Item = &CheckedSnippet> {
    let views = site.pages.iter().flat_map(|page| page.all_views()).flat_map(View::texts);
    site.texts().iter().chain(views)
}

/// Bindings by each fact they depend on, the second one of a comparison included.
pub(super) fn by_fact<'a>(site: &Checked, all: &[Bound<'a>]) -> HashMap<FactId, Vec<Bound<'a>>> {
    let checker = site.checker();
    let mut out: HashMap<FactId, Vec<Bound<'a>>> = HashMap::new();
    for bound in all {
        let Some(fact) = bound.claim.state.fact() else { continue };
        out.entry(fact).or_default().push(*bound);
        if let Some(second) =
            checker.compared_with(bound.binding, bound.subject).filter(|second| *second != fact)
        {
            out.entry(second).or_default().push(*bound);
        }
    }
    out
}
