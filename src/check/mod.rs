//! What the site means.
//!
//! In: all pages and data as parsed, the configuration, the list of other files, and today's date.
//! Out: [`Checked`], in which every reference is resolved and every claim has a verdict, with the
//! findings across files. Only this module can make a `Checked`.
//! Reads no file, looks at no template, and does not decide what stops a build.

mod allow;
mod attributes;
mod candidates;
mod claims;
pub(crate) mod coverage;
mod derive;
mod evidence;
mod fact_value;
mod facts;
mod freshness;
mod goals;
mod guide;
mod ids;
pub(crate) mod links;
mod lookup;
mod names;
mod origins;
mod pages;
mod pairs;
mod placed;
mod published;
mod quotes;
mod rivals;
mod rules;
mod sections;
mod snippets;
mod sources;
mod trace;
mod vintage;
mod world;

pub(crate) use crate::views::comparison::resolve::{Comparison, ComparisonRow};
pub(crate) use crate::views::resolve::View;
pub(crate) use candidates::Candidates;
pub(crate) use claims::{Checker, Claim, ClaimState, Use};
pub(crate) use evidence::{Badge, badges};
pub(crate) use facts::{Fact, Facts, ReportedValue};
pub(crate) use freshness::too_old;
pub(crate) use goals::percent;
pub(crate) use guide::{Amount, show as show_range};
pub(crate) use ids::{ById, Ids, record};
pub(crate) use links::Resolved;
pub(crate) use lookup::DefaultSubject;
pub(crate) use origins::Origins;
pub(crate) use pages::CheckedPage;
pub(crate) use placed::alias_path;
pub(crate) use published::{box_name, checklist_ids, vanished};
pub(crate) use quotes::hold as quotes_hold;
pub(crate) use rules::{RuleTruth, Rules, decide};
pub(crate) use sections::Sections;
pub(crate) use snippets::{CheckedSnippet, Texts, resolve as resolve_snippet};
pub(crate) use trace::Trace;

use crate::diag::{Diagnosed, Diagnostic, Findings, Level, Levels, Suppression};
use crate::lints;
use crate::model::{
    Allow, ChecklistId, Config, Data, FactId, PageId, PairId, RuleId, SourceId, SubjectId, Table, TermId,
    TextId,
};
use crate::parse::{Page, Snippet};
use crate::text::{FileId, Span};
use derive::Formulas;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Everything that checking depends on.
pub(crate) struct Parsed {
    pub config: Config,
    pub pages: Vec<Page>,
    /// Pages that could not be read: their paths below the root.
    pub broken: BTreeSet<String>,
    pub data: Data,
    /// Markdown texts of the data.
    pub snippets: Table<TextId, Snippet>,
    /// Files beside pages, published as they are: path below `content/`.
    pub assets: BTreeMap<String, FileId>,
    pub today: Date,
    pub drafts: bool,
    /// Levels in force: some checks are made only when they are asked for.
    pub levels: Levels,
    /// Lines that are new since a revision, when coverage of new lines is asked for.
    pub added: Option<Added>,
}

/// Bytes of new lines, by file.
pub(crate) type Added = HashMap<FileId, Vec<Range<usize>>>;

/// A site in which nothing is unresolved.
pub(crate) struct Checked {
    pub config: Config,
    pub data: Data,
    pub facts: Facts,
    /// Derived facts in the order they are computed.
    pub formulas: Formulas,
    pub rules: Rules,
    /// Where the sources of facts have their values from.
    pub origins: Origins,
    pub pages: Table<PageId, CheckedPage>,
    pub sections: Sections,
    /// Markdown texts of the data.
    pub texts: Texts,
    /// Sentences that use each fact.
    pub uses: Table<FactId, Vec<Use>>,
    /// Sentences that are bound to each rule.
    pub rule_uses: Table<RuleId, Vec<Use>>,
    /// Sentences that cite each source.
    pub citations: Table<SourceId, Vec<Use>>,
    /// The page that shows each checklist.
    pub checklist_pages: Table<ChecklistId, Option<PageId>>,
    /// Tags in order, with the pages that carry them.
    pub tags: BTreeMap<String, Vec<PageId>>,
    /// Pages that are left out today, each with why.
    pub hidden: placed::Hidden,
    pub assets: BTreeMap<String, FileId>,
    /// Subjects side by side, as the configuration asks for.
    pub pairs: Table<PairId, Comparison>,
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
    let mut findings = Findings::default();
    let Parsed { config, pages, broken, mut data, snippets, assets, today, drafts, levels, added } = parsed;
    let ids = ids::index(&mut data, &mut findings);
    let Known { facts, formulas, rules, origins } = known(&data, &config, &ids, today, &mut findings);
    card(&config, &assets, &mut findings);
    let (placed, hidden) = placed::arrange(pages, today, drafts, &mut findings);
    let sections = sections::sections(&config, &placed, &mut findings);
    let (results, texts) = {
        let site = links::Site::new(&placed, &assets, &broken, &hidden);
        let on = |lint| levels.of(lint) != Level::Allow;
        let claims = Checker {
            data: &data,
            facts: &facts,
            ids: &ids,
            rules: &rules,
            insensitive: on(&lints::INSENSITIVE_BINDING),
            names: on(&lints::SUBJECT_MISMATCH).then(|| names::Names::of(&data)),
        };
        let candidates = Candidates::new(&data, &facts);
        let results: Vec<pages::CheckedText> = placed
            .raw
            .par_iter()
            .enumerate()
            .map(|(page, placed)| pages::check(PageId::from(page), placed, &site, &claims, &candidates))
            .collect();
        let texts = snippets::check(&snippets, &data, &site, &claims, &candidates, &mut findings);
        guide::check(&data, &ids, &facts, &texts, &mut findings);
        (results, texts)
    };
    let mut pages = Table::with_capacity(placed.len());
    for (placed, mut result) in placed.into_iter().zip(results) {
        findings.append(std::mem::take(&mut result.found));
        pages.push(CheckedPage::new(placed, result));
    }
    let pairs = pairs::resolve(&config, &data, &facts, &ids, &mut findings);
    let mut checked = Checked {
        pairs,
        uses: vec![Vec::new(); facts.items.len()].into(),
        citations: vec![Vec::new(); data.sources.len()].into(),
        rule_uses: vec![Vec::new(); data.rules.len()].into(),
        checklist_pages: vec![None; data.checklists.len()].into(),
        config,
        data,
        facts,
        formulas,
        rules,
        origins,
        pages,
        sections,
        texts,
        tags: BTreeMap::new(),
        hidden,
        assets,
        ids,
        today,
        counts: Counts::default(),
    };
    pages::connect(&mut checked);
    sources::unused(&checked, &mut findings);
    goals::check(&checked, added.as_ref(), &mut findings);
    Diagnosed::new(checked, findings)
}

/// The picture of the site has to be a file beside the pages.
fn card(config: &Config, assets: &BTreeMap<String, FileId>, findings: &mut Findings) {
    let Some(card) = config.card.as_ref().filter(|card| !assets.contains_key(&card.value)) else { return };
    let near = crate::text::suggestion(&card.value, assets.keys().map(String::as_str));
    let message = format!("`content/{}` does not exist{near}", card.value);
    findings.report(
        Diagnostic::new(&lints::MISSING_FILE, card.span, message)
            .help("name a PNG or JPEG below `content/`, best 1200 by 630 pixels"),
    );
}

/// What the data alone says.
struct Known {
    facts: Facts,
    formulas: Formulas,
    rules: Rules,
    origins: Origins,
}

fn known(data: &Data, config: &Config, ids: &Ids, today: Date, findings: &mut Findings) -> Known {
    let mut facts = facts::facts(data, ids, today, findings);
    let formulas = derive::formulas(data, &facts, ids, findings);
    derive::compute(&formulas, &|_| true, data, &mut facts, ids, today, findings);
    rivals::check(data, &facts, findings);
    let rules = rules::rules(data, &facts, ids, findings);
    let origins = Origins::of(data, ids);
    sources::check(data, ids, &facts, &origins, findings);
    origins::single(data, &facts, &origins, findings);
    origins::circular(data, config, ids, findings);
    origins::vague(data, ids, findings);
    quotes::check(data, &facts, findings);
    Known { facts, formulas, rules, origins }
}

/// Computes derived facts again after a change of one they need.
pub(crate) fn recompute(site: &Checked, facts: &mut Facts, derived: &[FactId]) {
    let wanted = |fact: FactId| derived.contains(&fact);
    derive::compute(
        &site.formulas,
        &wanted,
        &site.data,
        facts,
        &site.ids,
        site.today,
        &mut Findings::default(),
    );
}

impl Checked {
    /// Takes out the findings that exceptions cover, those of reading the files included; findings on the
    /// exceptions themselves are added.
    pub(crate) fn suppress(&self, findings: &mut Vec<Diagnostic>) -> Vec<(Diagnostic, Suppression)> {
        allow::apply(self.allows(), self.today, findings)
    }

    /// A checker of claims against this site, without the checks that are off by default.
    pub(crate) fn checker(&self) -> Checker<'_> {
        Checker {
            data: &self.data,
            facts: &self.facts,
            ids: &self.ids,
            rules: &self.rules,
            insensitive: false,
            names: None,
        }
    }

    /// Where references are looked up that stand in no text.
    pub(crate) fn asked(&self, span: Span) -> lookup::Lookup<'_> {
        lookup::Lookup {
            default: DefaultSubject::Unset,
            span,
            data: &self.data,
            facts: &self.facts,
            ids: &self.ids,
        }
    }

    /// All exceptions from lints.
    pub(crate) fn allows(&self) -> impl Iterator<Item = &Allow> {
        let pages = self.pages.iter().flat_map(|page| page.page.front.allow.iter().chain(&page.page.allow));
        pages.chain(self.data.facts.iter().flat_map(|fact| &fact.allow))
    }

    /// All figures of the site: of pages and of texts in data.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &coverage::Figure> {
        let pages = self.pages.iter().flat_map(|page| &page.figures);
        pages.chain(self.texts.iter().flat_map(|text| &text.figures))
    }

    /// The definition of a term.
    pub(crate) fn definition(&self, term: TermId) -> &CheckedSnippet {
        &self.texts[self.data.terms[term].definition]
    }

    /// Whether a subject has facts, and so a ledger.
    pub(crate) fn has_facts(&self, subject: SubjectId) -> bool {
        self.facts.subjects.contains(&subject)
    }

    /// Numbers of the checklists in reading order; those without a page come last.
    pub(crate) fn checklist_order(&self) -> Vec<ChecklistId> {
        let mut order: Vec<ChecklistId> = self.data.checklists.keys().collect();
        order.sort_by_key(|list| {
            self.checklist_pages[*list].map_or(usize::MAX, |page| self.sections.place[page])
        });
        order
    }

    /// Whether readers can tick anything that is kept.
    pub(crate) fn has_checklists(&self) -> bool {
        !self.data.checklists.is_empty() || self.pages.iter().any(|page| !page.page.extract.boxes.is_empty())
    }

    /// A number of the guide's collections, as written or as a fact gives it.
    pub(crate) fn amount(&self, text: Option<&TextId>, unit: Amount) -> Option<(u32, u32)> {
        guide::amount(*text?, unit, &self.data, &self.texts, &self.facts)
    }

    /// The score of a rule.
    pub(crate) fn score(&self, text: TextId) -> Option<crate::model::Score> {
        guide::score(text, &self.data, &self.texts, &self.facts)
    }
}
