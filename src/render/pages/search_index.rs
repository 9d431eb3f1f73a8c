//! The files of the search.
//!
//! In: the site. Out: the index over all pages, those of authors and those of the table that have a document. What a
//! page's document holds is said elsewhere; the index itself is made by `search`.

use super::generated;
use crate::model::PageId;
use crate::render::{Site, search};
use crate::search::{Document, Searched};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// Makes the files of the search and hands each to `emit`: its path and its bytes.
pub(crate) fn each<E: Send>(
    site: &Site<'_>,
    emit: impl FnMut(String, Vec<u8>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let pages: Vec<PageId> = site.checked.pages.keys().collect();
    let page = |number| Searched::New(site.shared.document(site, number));
    of(site, pages.into_par_iter().map(page).collect(), emit)
}

/// The same with the pages of authors as they are.
fn of<E: Send>(
    site: &Site<'_>,
    mut documents: Vec<Searched>,
    emit: impl FnMut(String, Vec<u8>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let generated = generated::all(site.checked, site.theme);
    let mut generated: Vec<(u8, Document)> =
        generated.iter().filter_map(|page| page.document(site)).collect();
    generated.sort_by_key(|(rank, _)| *rank);
    documents.extend(generated.into_iter().map(|(_, document)| Searched::New(document)));
    crate::search::build(documents, &search::synonyms(site.checked), emit)
}

/// The files of the search by path; what is counted of each page is kept for the next build.
pub(crate) fn files(site: &Site<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let pages: Vec<PageId> = site.checked.pages.keys().collect();
    let page = |number| Searched::Kept(site.shared.counted(site, number));
    let made = of(site, pages.into_par_iter().map(page).collect(), |path, bytes| {
        files.insert(path, bytes);
        Ok::<(), Infallible>(())
    });
    match made {
        Ok(()) => files,
    }
}
