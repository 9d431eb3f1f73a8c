//! What the site means.
//!
//! In: all pages and data as parsed, the configuration, the list of other files, and today's date.
//! Out: [`Checked`], in which every reference is resolved and every claim has a verdict, with the
//! findings across files. Only this module can make a `Checked`.
//! Reads no file, looks at no template, and does not decide what stops a build.

mod attributes;
mod claims;
mod comparison;
mod evidence;
mod facts;
mod ids;
mod links;
mod lookup;
mod pages;
mod pairs;
mod published;
mod sections;
mod snippets;
mod sources;

pub(crate) use claims::{Claim, ClaimState, Use};
pub(crate) use comparison::{Comparison, ComparisonRow};
pub(crate) use evidence::{Badge, badges};
pub(crate) use facts::{Fact, Facts};
pub(crate) use ids::Ids;
pub(crate) use links::Resolved;
pub(crate) use pages::{CheckedPage, View, alias_path};
pub(crate) use published::{checklist_ids, vanished};
pub(crate) use sections::Sections;
pub(crate) use snippets::CheckedSnippet;

use crate::diag::Diagnosed;
use crate::model::{Config, Data};
use crate::parse::Page;
use crate::text::FileId;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that checking depends on.
pub(crate) struct Parsed {
    pub config: Config,
    pub pages: Vec<Page>,
    /// Pages that could not be read: their paths below the root.
    pub broken: BTreeSet<String>,
    pub data: Data,
    /// Markdown in data files.
    pub snippets: Snippets,
    /// Files beside pages, published as they are: path below `content/`.
    pub assets: BTreeMap<String, FileId>,
    pub today: Date,
    pub drafts: bool,
}

/// The Markdown texts of data files, in the order of their records.
#[derive(Debug, Clone, Default)]
pub(crate) struct Snippets {
    /// One for each term of the glossary.
    pub definitions: Vec<crate::parse::Snippet>,
    /// For each checklist: the description, and text and reason of each item.
    pub checklists: Vec<ListTexts<crate::parse::Snippet>>,
}

/// A checklist's description, and text and reason of each item.
pub(crate) type ListTexts<T> = (Option<T>, Vec<(T, Option<T>)>);

/// A site in which nothing is unresolved.
pub(crate) struct Checked {
    pub config: Config,
    pub data: Data,
    pub facts: Facts,
    pub pages: Vec<CheckedPage>,
    pub sections: Sections,
    /// Checked texts of the glossary and the checklists, in the order of the data.
    pub definitions: Vec<CheckedSnippet>,
    pub checklists: Vec<ListTexts<CheckedSnippet>>,
    /// Sentences that use each fact, by the fact's number.
    pub uses: Vec<Vec<Use>>,
    /// Sentences that cite each source, by the source's number.
    pub citations: Vec<Vec<Use>>,
    /// The page that shows each checklist.
    pub checklist_pages: Vec<Option<usize>>,
    /// Tags in order, with the pages that carry them.
    pub tags: BTreeMap<String, Vec<usize>>,
    pub assets: BTreeMap<String, FileId>,
    /// Subjects side by side, as the configuration asks for.
    pub pairs: Vec<Comparison>,
    pub ids: Ids,
    pub today: Date,
    pub counts: Counts,
}

/// Claims of the whole site by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Bound wordings that the facts support.
    pub supported: usize,
    /// Bound wordings that they do not support.
    pub refuted: usize,
    /// Comparisons that can be neither.
    pub undetermined: usize,
    /// Wordings and targets that could not be read.
    pub unreadable: usize,
    /// Values that facts put into the text.
    pub inserted: usize,
    /// Sentences that cite a source.
    pub cited: usize,
    /// Sentences that await a source.
    pub todo: usize,
    /// Figures that are no claims, with a reason.
    pub exempt: usize,
}

/// Checks a whole site.
pub(crate) fn check(parsed: Parsed) -> Diagnosed<Checked> {
    let mut findings = Vec::new();
    let Parsed { config, pages, broken, mut data, snippets, assets, today, drafts } = parsed;
    let ids = ids::index(&mut data, &mut findings);
    let facts = facts::facts(&data, &ids, today, &mut findings);
    sources::check(&data, &ids, &facts, &mut findings);
    let placed = pages::arrange(pages, today, drafts, &mut findings);
    let sections = sections::sections(&config, &placed, &mut findings);
    let (results, (definitions, checklists)) = {
        let site = links::Site::new(&placed, &assets, &broken);
        let claims = claims::Checker { data: &data, facts: &facts, ids: &ids };
        let results: Vec<pages::Findings> = placed
            .par_iter()
            .enumerate()
            .map(|(number, page)| pages::check(number, page, &site, &claims))
            .collect();
        (results, snippets::check(&snippets, &data, &site, &claims, &mut findings))
    };
    let mut pages = Vec::with_capacity(placed.len());
    for (placed, mut result) in placed.into_iter().zip(results) {
        findings.append(&mut result.found);
        pages.push(CheckedPage::new(placed, result));
    }
    let pairs = pairs::resolve(&config, &data, &facts, &ids, &mut findings);
    let mut checked = Checked {
        pairs,
        uses: vec![Vec::new(); facts.items.len()],
        citations: vec![Vec::new(); data.sources.len()],
        checklist_pages: vec![None; data.checklists.len()],
        config,
        data,
        facts,
        pages,
        sections,
        definitions,
        checklists,
        tags: BTreeMap::new(),
        assets,
        ids,
        today,
        counts: Counts::default(),
    };
    pages::connect(&mut checked);
    sources::unused(&checked, &mut findings);
    Diagnosed::new(checked, findings)
}

impl Checked {
    /// Whether a subject has facts, and so a ledger.
    pub(crate) fn has_facts(&self, subject: usize) -> bool {
        self.facts.subjects.contains(&subject)
    }
}
