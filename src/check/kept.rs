//! What of an earlier check still holds.
//!
//! In: the earlier site, and what the new one is made from. Out: the parts that rest on nothing that changed. Parts are
//! told apart by identity: a page that was not read anew is the same [`Arc`]. Compares no text.

use super::pages::{CheckedPage, CheckedText, Earlier, Reads};
use super::placed::Placed;
use super::snippets::CheckedTexts;
use super::{Arranged, Checked, Known, moved};
use crate::diag::Diagnosed;
use crate::model::{FactId, PageId, Subject, Table};
use crate::parse::Page;
use crate::text::FileId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An earlier check of the same configuration, and what may be taken from it.
#[derive(Default)]
pub(super) struct Kept<'a> {
    /// The earlier site, where the pages have the same places as in it.
    before: Option<&'a Checked>,
    /// Whether the data is the same.
    data: bool,
    /// Whether at least the subjects are.
    subjects: bool,
    /// Where nothing but values of facts changed, if anything: the facts that say something else.
    moved: Option<BTreeSet<FactId>>,
    /// Pages that other pages see otherwise than before.
    changed: BTreeSet<PageId>,
}

impl<'a> Kept<'a> {
    pub(super) fn new(
        before: Option<&'a Checked>,
        given: &[Arc<Page>],
        broken: &BTreeSet<String>,
        known: &Arc<Known>,
        assets: &BTreeMap<String, FileId>,
    ) -> Self {
        let Some(before) = before.filter(|before| {
            let pages = before.given.len() == given.len();
            pages && before.broken == *broken && before.assets == *assets
        }) else {
            return Self::default();
        };
        let mut looks_other: Vec<bool> = Vec::with_capacity(given.len());
        for (old, new) in before.given.iter().zip(given.iter()) {
            if !old.stands_like(new) {
                return Self::default();
            }
            looks_other.push(!Arc::ptr_eq(old, new) && old.anchors != new.anchors);
        }
        let places = before.arranged.value.places.iter().enumerate();
        let changed = places.filter(|(_, (at, ..))| looks_other[*at]).map(|(page, _)| PageId::from(page));
        let data = Arc::ptr_eq(&before.known, known);
        let subjects = data || same_subjects(&before.known, known);
        let moved = if data { Some(BTreeSet::new()) } else { moved::facts(&before.known, known) };
        Self { before: Some(before), data, subjects, moved, changed: changed.collect() }
    }

    /// Whether the data has the same records, and at most values of facts are others.
    pub(super) fn differs_in_values(&self) -> bool {
        self.moved.is_some()
    }

    /// Where the pages stand.
    pub(super) fn arranged(&self) -> Option<Arc<Diagnosed<Arranged>>> {
        self.before.map(|before| Arc::clone(&before.arranged))
    }

    /// What was found in a page.
    pub(super) fn text(&self, number: PageId, placed: &Placed) -> Option<Arc<CheckedText>> {
        let before = &self.before?.pages[number];
        let same = Arc::ptr_eq(&before.page, &placed.page) && self.looks_same(&before.text.seen);
        let reads = match &before.text.reads {
            Reads::Nothing => true,
            Reads::Subjects => self.subjects,
            Reads::Facts(facts) => self.moved.as_ref().is_some_and(|moved| moved.is_disjoint(facts)),
            Reads::All => self.data,
        };
        (same && reads).then(|| Arc::clone(&before.text))
    }

    /// The claims of a page that was not read anew, and the facts that say something else.
    pub(super) fn claims(&self, number: PageId, placed: &Placed) -> Option<Earlier<'_>> {
        let (before, moved) = (&self.before?.pages[number], self.moved.as_ref()?);
        Arc::ptr_eq(&before.page, &placed.page).then_some((before.text.claims.as_slice(), moved))
    }

    /// What was found in the texts of the data.
    pub(super) fn texts(&self) -> Option<Arc<Diagnosed<CheckedTexts>>> {
        let before = self.before.filter(|_| self.data)?;
        self.looks_same(&before.texts.value.seen).then(|| Arc::clone(&before.texts))
    }

    /// Tags stand in the front matter.
    pub(super) fn tags(&self) -> Option<Arc<BTreeMap<String, Vec<PageId>>>> {
        self.before.map(|before| Arc::clone(&before.tags))
    }

    /// Which pages link to each page, if all pages link to the same ones as before.
    pub(super) fn backlinks(
        &self,
        pages: &Table<PageId, CheckedPage>,
    ) -> Option<Arc<Table<PageId, Vec<PageId>>>> {
        let before = self.before?;
        let mut both = before.pages.iter().zip(pages);
        let same = both.all(|(old, new)| Arc::ptr_eq(&old.text, &new.text) || old.targets == new.targets);
        same.then(|| Arc::clone(&before.backlinks))
    }

    fn looks_same(&self, seen: &BTreeSet<PageId>) -> bool {
        self.changed.is_empty() || self.changed.is_disjoint(seen)
    }
}

/// Whether two sets of data have the same subjects, by all that pages see of them.
fn same_subjects(old: &Known, new: &Known) -> bool {
    let (old, new) = (&old.data, &new.data);
    let parent = |subject: &Subject| subject.parent.as_ref().map(|parent| parent.value.clone());
    let same = |(old, new): (&Subject, &Subject)| {
        old.id.value == new.id.value
            && old.label == new.label
            && old.aliases == new.aliases
            && parent(old) == parent(new)
    };
    old.incomplete == new.incomplete
        && old.subjects.len() == new.subjects.len()
        && old.subjects.iter().zip(&new.subjects).all(same)
}
