//! The files of the search.
//!
//! In: the site. Out: the index over all pages, those of authors and those of the table that have a document. What a
//! page's document holds is said elsewhere; the index itself is made by `search`.

use super::generated;
use crate::model::PageId;
use crate::render::{Site, search};
use crate::search::{Counted, Document};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

/// Makes the files of the search and hands each to `emit`: its path and its bytes.
pub(crate) fn each<E: Send>(
    site: &Site<'_>,
    emit: impl FnMut(String, Vec<u8>) -> Result<(), E> + Send,
) -> Result<(), E> {
    of(site, |page| Arc::new(site.shared.counted_once(site, page)), emit)
}

/// The same with the pages of authors as they are counted.
fn of<E: Send>(
    site: &Site<'_>,
    page: impl Fn(PageId) -> Arc<Counted> + Sync,
    emit: impl FnMut(String, Vec<u8>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let generated = generated::all(site.checked, site.theme);
    let mut generated: Vec<(u8, Document)> =
        generated.iter().filter_map(|page| page.document(site)).collect();
    generated.sort_by_key(|(rank, _)| *rank);
    let pages: Vec<PageId> = site.checked.pages.keys().collect();
    let counted = |number: usize| match pages.get(number) {
        Some(number) => page(*number),
        None => Arc::new(Counted::of(generated[number - pages.len()].1.clone())),
    };
    crate::search::build(pages.len() + generated.len(), counted, &search::synonyms(site.checked), emit)
}

/// The files of the search by path; what is counted of each page is kept for the next build.
pub(crate) fn files(site: &Site<'_>) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let page = |number| site.shared.counted(site, number);
    let made = of(site, page, |path, bytes| {
        files.insert(path, bytes);
        Ok::<(), Infallible>(())
    });
    match made {
        Ok(()) => files,
    }
}
