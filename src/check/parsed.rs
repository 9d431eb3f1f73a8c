//! What a site is checked from.
//!
//! In: nothing. Out: [`Parsed`], all that the readers made of the files, and whether a site was checked from just that.
//! Reads and decides nothing.

use super::{Checked, Known};
use crate::diag::Reporting;
use crate::model::Config;
use crate::parse::Page;
use crate::text::FileId;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// Everything that checking depends on. What stands behind an [`Arc`] that an earlier check had is the same.
pub(crate) struct Parsed {
    pub config: Arc<Config>,
    pub pages: Arc<Vec<Arc<Page>>>,
    /// Pages that could not be read: their paths below the root.
    pub broken: BTreeSet<String>,
    pub known: Arc<Known>,
    /// Files beside pages, published as they are: path below `content/`.
    pub assets: BTreeMap<String, FileId>,
    pub today: Date,
    pub drafts: bool,
    /// Which findings count: some checks are made only when they are asked for.
    pub reporting: Reporting,
    /// Lines that are new since a revision, when coverage of new lines is asked for.
    pub added: Option<Added>,
}

impl Parsed {
    /// Whether a site was checked from just this. What lines are new is not compared.
    pub(crate) fn is_of(&self, site: &Checked) -> bool {
        let same = |(one, other): (&Arc<Page>, &Arc<Page>)| Arc::ptr_eq(one, other);
        let setup = (&self.reporting, self.today, self.drafts) == (&site.reporting, site.today, site.drafts);
        setup
            && Arc::ptr_eq(&self.config, &site.config)
            && Arc::ptr_eq(&self.known, &site.known)
            && (&self.broken, &self.assets) == (&site.broken, &site.assets)
            && (Arc::ptr_eq(&self.pages, &site.given)
                || (self.pages.len() == site.given.len() && self.pages.iter().zip(&*site.given).all(same)))
    }
}

/// Bytes of new lines, by file.
pub(crate) type Added = HashMap<FileId, Vec<Range<usize>>>;
