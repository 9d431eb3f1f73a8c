//! What the site means.
//!
//! In: all pages and data as parsed, the configuration, the list of other files, and today's date.
//! Out: [`Checked`], in which every reference is resolved and every claim has a verdict, with the
//! findings across files. Only this module can make a `Checked`.
//! Reads no file, looks at no template, and does not decide what stops a build.

mod allow;
mod arranged;
mod attributes;
mod candidates;
mod cells;
mod claims;
mod complete;
pub(crate) mod coverage;
mod derive;
mod drafts;
mod evidence;
mod fact_value;
mod facts;
mod faults;
mod freshness;
mod goals;
mod guide;
mod ids;
mod kept;
pub(crate) mod links;
mod lookup;
mod meant;
mod mentions;
mod moved;
mod names;
mod near;
mod origins;
mod pages;
mod pairs;
mod parsed;
mod placed;
mod published;
mod quotes;
mod rivals;
mod rules;
mod sections;
mod shown;
mod snippets;
mod sources;
mod trace;
mod uses;
mod vintage;
pub(crate) mod worksheets;
mod world;

pub(crate) use crate::views::comparison::resolve::{Comparison, ComparisonRow};
pub(crate) use crate::views::resolve::View;
pub(crate) use attributes::level_pattern;
pub(crate) use candidates::Candidates;
pub(crate) use claims::{Checker, Claim, ClaimState};
pub(crate) use evidence::{Badge, badges};
pub(crate) use facts::{Fact, Facts, ReportedValue};
pub(crate) use freshness::too_old;
pub(crate) use goals::percent;
pub(crate) use guide::{Amount, show as show_range};
pub(crate) use ids::{ById, Ids, record};
pub(crate) use links::Resolved;
pub(crate) use lookup::DefaultSubject;
pub(crate) use origins::{Origins, from_the_roots, parents};
pub(crate) use pages::{CheckedPage, Reads};
pub(crate) use parsed::{Added, Parsed};
pub(crate) use placed::alias_path;
pub(crate) use published::{box_name, checklist_ids, vanished};
pub(crate) use quotes::hold as quotes_hold;
pub(crate) use rules::{RuleTruth, Rules, decide};
pub(crate) use sections::Sections;
pub(crate) use shown::unshown;
pub(crate) use snippets::{CheckedSnippet, Texts, resolve as resolve_snippet};
pub(crate) use trace::Trace;
pub(crate) use uses::Use;

use crate::diag::{Diagnosed, Diagnostic, Findings, Level, Levels, Reporting, Suppression};
use crate::lints;
use crate::model::{
    Allow, ChecklistId, Config, Data, FactId, PageId, PairId, SubjectId, Table, TermId, TextId,
};
use crate::parse::{LinkSite, Page, Snippet};
use crate::text::{FileId, Span};
use arranged::{Arranged, arrange};
use derive::Formulas;
use jiff::civil::Date;
use kept::Kept;
use names::Names;
use placed::Placed;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;
use uses::Uses;

/// A site in which nothing is unresolved.
pub(crate) struct Checked {
    pub config: Arc<Config>,
    /// What the data alone says; its parts are fields of the site, too.
    pub known: Arc<Known>,
    pub pages: Table<PageId, CheckedPage>,
    /// The pages that were given, with those that are left out today.
    given: Arc<Vec<Arc<Page>>>,
    /// Where the pages stand, and what is said of that.
    arranged: Arc<Diagnosed<Arranged>>,
    /// Markdown texts of the data, and what is said of them and of the records that hold them.
    texts: Arc<Diagnosed<snippets::CheckedTexts>>,
    /// The sentences about each fact, rule and source.
    pub uses: Uses,
    /// The pages that link to each page.
    pub backlinks: Arc<Table<PageId, Vec<PageId>>>,
    /// The page that shows each checklist.
    pub checklist_pages: Table<ChecklistId, Option<PageId>>,
    /// Tags in order, with the pages that carry them.
    pub tags: Arc<BTreeMap<String, Vec<PageId>>>,
    pub assets: BTreeMap<String, FileId>,
    /// Files that wait for pages which are not published today.
    held: BTreeSet<String>,
    broken: BTreeSet<String>,
    /// Subjects side by side, as the configuration asks for.
    pub pairs: Table<PairId, Comparison>,
    pub today: Date,
    drafts: bool,
    reporting: Reporting,
    /// Whether the data has the records of the check before, and at most values of facts are others.
    values_only: bool,
}

impl Deref for Checked {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
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

/// Checks a whole site. What an earlier check found is taken over where nothing it rests on has changed: the table in
/// `ARCHITECTURE.md` says what rests on what.
pub(crate) fn check(parsed: Parsed, before: Option<&Checked>) -> Diagnosed<Checked> {
    let Parsed { config, pages: given, broken, known, assets, today, drafts, reporting, added } = parsed;
    let before = before.filter(|before| {
        let setup = Arc::ptr_eq(&before.config, &config) && before.reporting == reporting;
        setup && before.today == today && before.drafts == drafts
    });
    let mut findings = known.findings.clone();
    card(&config, &assets, &mut findings);
    let kept = Kept::new(before, &given, &broken, &known, &assets);
    let arranged =
        kept.arranged().unwrap_or_else(|| Arc::new(arrange(&config, &given, &broken, today, drafts)));
    findings.append(arranged.findings.clone());
    let placed = arranged.value.placed(&given);
    let site = links::Site::new((&placed, &arranged.value.index), &assets, &broken, &arranged.value.hidden);
    let (results, texts) = resolve(&known, &placed, &site, &kept, &reporting);
    let mut pages = Table::with_capacity(placed.len());
    for (placed, text) in placed.into_iter().zip(results) {
        findings.append(text.found.clone());
        pages.push(CheckedPage::new(placed, text));
    }
    findings.append(texts.findings.clone());
    let pairs = pairs::resolve(&config, &known.data, &known.facts, &known.ids, &mut findings);
    let tags = kept.tags().unwrap_or_else(|| Arc::new(pages::tags(&pages)));
    let backlinks = kept.backlinks(&pages).unwrap_or_else(|| Arc::new(pages::backlinks(&pages)));
    let checklist_pages = pages::checklist_pages(&pages, known.data.checklists.len());
    let uses = Uses::of(&pages, &texts.value.all, &known);
    let values_only = kept.differs_in_values();
    let held = drafts::held(&given, &arranged.value.hidden, &pages, &texts.value.all, &assets);
    let checked = Checked {
        held,
        pairs,
        uses,
        checklist_pages,
        backlinks,
        config,
        known,
        pages,
        given,
        arranged,
        texts,
        tags,
        assets,
        broken,
        today,
        drafts,
        reporting,
        values_only,
    };
    sources::unused(&checked, &mut findings);
    goals::check(&checked, added.as_ref(), &mut findings);
    Diagnosed::new(checked, findings)
}

/// What each page refers to, and what the texts of the data do.
fn resolve(
    known: &Known,
    placed: &Table<PageId, Placed>,
    site: &links::Site<'_>,
    kept: &Kept<'_>,
    reporting: &Reporting,
) -> (Vec<Arc<pages::CheckedText>>, Arc<Diagnosed<snippets::CheckedTexts>>) {
    let on = |lint| reporting.levels.reports(lint);
    let claims = Checker {
        data: &known.data,
        facts: &known.facts,
        ids: &known.ids,
        rules: &known.rules,
        insensitive: on(&lints::INSENSITIVE_BINDING),
        names: on(&lints::SUBJECT_MISMATCH).then_some(&known.names),
    };
    let candidates = Candidates::new(known, on(&lints::UNBACKED_FIGURE));
    let check = |number: &PageId| {
        let placed = &placed[*number];
        kept.text(*number, placed).unwrap_or_else(|| {
            let earlier = kept.claims(*number, placed);
            let mut text = pages::check(*number, placed, site, &claims, &candidates, earlier);
            reporting.drop_hidden(&mut text.found, placed.page.has_exceptions());
            text.narrow(&placed.page);
            Arc::new(text)
        })
    };
    let numbers: Vec<PageId> = placed.keys().collect();
    let pages = numbers.par_iter().map(check).collect();
    let texts = kept.texts().unwrap_or_else(|| {
        let mut texts = snippets::check(known, site, &claims, &candidates);
        guide::check(&known.data, &known.ids, &known.facts, &texts.value.all, &mut texts.findings);
        Arc::new(texts)
    });
    (pages, texts)
}

/// The picture of the site has to be a file beside the pages.
fn card(config: &Config, assets: &BTreeMap<String, FileId>, findings: &mut Findings) {
    let Some(card) = config.card.as_ref().filter(|card| !assets.contains_key(&card.value)) else { return };
    let near = near::NearPaths::default();
    let paths: Vec<&str> = assets.keys().map(String::as_str).collect();
    let all = || Box::new(paths.iter().copied()) as Box<dyn Iterator<Item = &str>>;
    let at = |place: usize| paths[place];
    let near = crate::text::tail(near.nearest(&card.value, "", all, at).map(at));
    let message = format!("`content/{}` does not exist{near}", card.value);
    findings.report(
        Diagnostic::new(&lints::MISSING_FILE, card.span, message)
            .help("name a PNG or JPEG below `content/`, best 1200 by 630 pixels"),
    );
}

/// What the data alone says.
pub(crate) struct Known {
    pub data: Data,
    /// Markdown texts of the data as parsed.
    snippets: Table<TextId, Snippet>,
    pub ids: Ids,
    names: Names,
    pub facts: Facts,
    /// Derived facts in the order they are computed.
    pub formulas: Formulas,
    pub rules: Rules,
    /// Where the sources of facts have their values from.
    pub origins: Origins,
    findings: Findings,
    /// What it was read from.
    texts: moved::Texts,
    /// By which configuration, and on which day.
    config: Arc<Config>,
    today: Date,
}

impl Known {
    /// Reads and joins the records, with what was read `before` where that is the same.
    pub(crate) fn of(
        mut data: Data,
        texts: moved::Texts,
        snippets: Table<TextId, Snippet>,
        config: &Arc<Config>,
        levels: &Levels,
        today: Date,
        before: Option<&Self>,
    ) -> Self {
        let mut findings = Findings::default();
        complete::complete(&mut data, config, &mut findings);
        let ids = ids::index(&mut data, &mut findings);
        let kept = before.map(|known| {
            let setup = known.today == today && Arc::ptr_eq(&known.config, config);
            let same = setup && moved::other_files(&known.texts, &texts).is_some();
            (&known.data, &known.facts, same)
        });
        let mut facts = facts::facts(&data, &ids, today, kept, &mut findings);
        let denies = |lint| levels.of(lint) == Level::Deny;
        rivals::check(&data, &mut facts, false, &denies, &mut findings);
        let formulas = derive::formulas(&data, &mut facts, &ids, &mut findings);
        derive::compute(&formulas, &|_| true, &data, &mut facts, &ids, today, &mut findings);
        rivals::check(&data, &mut facts, true, &denies, &mut findings);
        let rules = rules::rules(&data, &facts, &ids, &mut findings);
        let origins = Origins::of(&data, &ids);
        sources::check(&data, &ids, &facts, &origins, today, &mut findings);
        origins::single(&data, &facts, &origins, &mut findings);
        origins::circular(&data, config, &ids, &facts, &mut findings);
        origins::vague(&data, &ids, &mut findings);
        quotes::check(&data, &facts, &mut findings);
        let names = Names::of(&data, before.map(|known| &known.names));
        Self {
            data,
            snippets,
            ids,
            names,
            facts,
            formulas,
            rules,
            origins,
            findings,
            texts,
            config: Arc::clone(config),
            today,
        }
    }
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
    /// Files beside the pages that are published today: path below `content/`.
    pub(crate) fn published_files(&self) -> impl Iterator<Item = (&String, FileId)> {
        self.assets.iter().filter(|(path, _)| !self.held.contains(*path)).map(|(path, file)| (path, *file))
    }

    /// Markdown texts of the data.
    pub(crate) fn texts(&self) -> &Texts {
        &self.texts.value.all
    }

    /// Links of the texts of the data, each with what the links of its text lead to.
    pub(crate) fn links_of_texts(&self) -> impl Iterator<Item = (&LinkSite, &BTreeMap<usize, Resolved>)> {
        let texts = self.snippets.iter().zip(self.texts());
        texts.flat_map(|(snippet, text)| snippet.extract.links.iter().map(|link| (link, &text.links)))
    }

    /// Folders and the order of reading.
    pub(crate) fn sections(&self) -> &Sections {
        &self.arranged.value.sections
    }

    /// Pages that are left out today, each with why.
    pub(crate) fn hidden(&self) -> &placed::Hidden {
        &self.arranged.value.hidden
    }

    /// Whether the pages have the places that they had in another check, of the same configuration and files.
    pub(crate) fn places_like(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.config, &other.config) && Arc::ptr_eq(&self.arranged, &other.arranged)
    }

    /// Whether the data is that of another check.
    pub(crate) fn has_data_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.known, &other.known)
    }

    /// Whether the data has the records of the check that this one was made after, and at most values of facts are
    /// others.
    pub(crate) fn differs_in_values(&self) -> bool {
        self.values_only
    }

    /// Whether the pages stand where they stood in another check, and whether the data is the same.
    pub(crate) fn alike(&self, other: &Self) -> (bool, bool) {
        (Arc::ptr_eq(&self.arranged, &other.arranged), self.has_data_of(other))
    }

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

    /// The shortest reference that means a fact everywhere.
    pub(crate) fn reference(&self, fact: FactId) -> String {
        lookup::shortest(fact, DefaultSubject::Unset, &self.data, &self.facts)
    }

    /// The shortest reference that means a fact in a text with a default subject.
    pub(crate) fn reference_from(&self, fact: FactId, default: DefaultSubject) -> String {
        lookup::shortest(fact, default, &self.data, &self.facts)
    }

    /// All exceptions from lints.
    pub(crate) fn allows(&self) -> impl Iterator<Item = &Allow> {
        let pages = self.pages.iter().flat_map(|page| page.page.front.allow.iter().chain(&page.page.allow));
        pages.chain(self.data.facts.iter().flat_map(|fact| &fact.allow))
    }

    /// All figures of the site: of pages and of texts in data.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &coverage::Figure> {
        let pages = self.pages.iter().flat_map(|page| &page.figures);
        pages.chain(self.texts().iter().flat_map(|text| &text.figures))
    }

    /// The definition of a term.
    pub(crate) fn definition(&self, term: TermId) -> &CheckedSnippet {
        &self.texts()[self.data.terms[term].definition]
    }

    /// Whether a subject has facts, and so a ledger.
    pub(crate) fn has_facts(&self, subject: SubjectId) -> bool {
        self.facts.subjects.contains(&subject)
    }

    /// Numbers of the checklists in reading order; those without a page come last.
    pub(crate) fn checklist_order(&self) -> Vec<ChecklistId> {
        let mut order: Vec<ChecklistId> = self.data.checklists.keys().collect();
        order.sort_by_key(|list| {
            self.checklist_pages[*list].map_or(usize::MAX, |page| self.sections().place[page])
        });
        order
    }

    /// Whether readers can tick anything that is kept.
    pub(crate) fn has_checklists(&self) -> bool {
        !self.data.checklists.is_empty() || self.pages.iter().any(|page| !page.page.extract.boxes.is_empty())
    }

    /// Whether a number of the guide's collections is that of a derived fact.
    pub(crate) fn is_derived(&self, text: TextId) -> bool {
        guide::is_derived(text, self.texts(), &self.facts)
    }

    /// A number of the guide's collections, as written or as a fact gives it.
    pub(crate) fn amount(&self, text: Option<&TextId>, unit: Amount) -> Option<(u32, u32)> {
        guide::amount(*text?, unit, &self.data, self.texts(), &self.facts)
    }

    /// The score of a rule.
    pub(crate) fn score(&self, text: TextId) -> Option<crate::model::Score> {
        guide::score(text, &self.data, self.texts(), &self.facts)
    }
}
