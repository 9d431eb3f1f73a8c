//! Where the pages of a site stand.
//!
//! In: pages as read, the configuration and the day. Out: [`Arranged`], the pages that are published with their ids and
//! paths, their sections, and what finds them by a link; pages that are left out with why. Looks into no page's text.

use super::placed::Placed;
use super::sections::Sections;
use super::{links, placed, sections};
use crate::diag::{Diagnosed, Findings};
use crate::model::{Config, PageId, Table};
use crate::parse::Page;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where the pages stand.
pub(super) struct Arranged {
    /// Of each page that is published its place among those given, its id and its path in the output.
    pub(super) places: Vec<(usize, Arc<str>, Arc<str>)>,
    pub(super) index: links::Index,
    pub(super) sections: Sections,
    /// Pages that are left out today, each with why.
    pub(super) hidden: placed::Hidden,
}

/// Places the pages and sorts them into sections.
pub(super) fn arrange(
    config: &Config,
    given: &[Arc<Page>],
    broken: &BTreeSet<String>,
    today: Date,
    drafts: bool,
) -> Diagnosed<Arranged> {
    let mut findings = Findings::default();
    let (placed, hidden) = placed::arrange(given, today, drafts, &mut findings);
    let sections = sections::sections(config, &placed, broken, &mut findings);
    let index = links::Index::of(&placed);
    let places = placed.into_iter().map(|page| (page.given, page.id, page.out)).collect();
    Diagnosed::new(Arranged { places, index, sections, hidden }, findings)
}

impl Arranged {
    /// The pages at their places.
    pub(super) fn placed(&self, given: &[Arc<Page>]) -> Table<PageId, Placed> {
        let placed = |(at, id, out): &(usize, Arc<str>, Arc<str>)| Placed {
            page: Arc::clone(&given[*at]),
            given: *at,
            id: Arc::clone(id),
            out: Arc::clone(out),
            index: out.rsplit('/').next() == Some("index.html"),
        };
        self.places.iter().map(placed).collect()
    }
}
