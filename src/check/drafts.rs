//! Files that only pages name which are not published today.
//!
//! In: pages that are left out, pages and texts that are not, and the files beside them. Out: the files that go with the
//! pages that are left out. A file that nothing names is published as it is: somebody may know its address.

use super::links::{Resolved, below_content, decoded};
use super::placed::Hidden;
use super::{CheckedPage, CheckedSnippet};
use crate::model::{PageId, Table, TextId};
use crate::parse::{LinkSite, Page};
use crate::text::{FileId, FilePath};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The paths of files that wait for their pages, below `content/`.
pub(super) fn held(
    given: &[Arc<Page>],
    hidden: &Hidden,
    pages: &Table<PageId, CheckedPage>,
    texts: &Table<TextId, CheckedSnippet>,
    assets: &BTreeMap<String, FileId>,
) -> BTreeSet<String> {
    let left_out = given.iter().filter(|page| hidden.contains_key(page.path.as_str()));
    let named = |page: &'_ Arc<Page>| -> Vec<String> {
        page.extract.links.iter().filter_map(|link| path(link, &page.path)).collect()
    };
    let mut held: BTreeSet<String> =
        left_out.flat_map(named).filter(|path| assets.contains_key(path)).collect();
    if held.is_empty() {
        return held;
    }
    let published = pages.iter().flat_map(|page| page.links.values());
    for resolved in published.chain(texts.iter().flat_map(|text| text.links.values())) {
        if let Resolved::Asset(path) = resolved {
            held.remove(path);
        }
    }
    held
}

/// The file that a link may name.
fn path(link: &LinkSite, page: &FilePath) -> Option<String> {
    let file = link.target.split(['#', '?']).next().filter(|file| !file.is_empty())?;
    let full = below_content(&decoded(file), page)?;
    Some(full.strip_prefix("content/")?.to_owned())
}
