//! The page of data quality: what backs the figures, how old the facts are, where they come from, and
//! which rules hold.
//!
//! In: the site. Out: one page. Counts only; figures and rules were judged by `check`.

use super::super::guide::view::ChartView;
use super::super::reports::{RuleFact, RuleView, ShareView, TallyView};
use super::super::{Failed, Output, Site, collect};
use super::context::{self, PageContext};
use super::generated::GeneratedPage;
use super::ledger::use_view;
use crate::check::coverage::{Figure, Tally};
use crate::check::{Checked, RuleTruth, percent};
use crate::model::{FactId, RuleLevel};
use crate::text::{FileId, FilePath, capitalized};
use crate::views::chart;
use std::collections::BTreeMap;

pub(crate) fn render(site: &Site<'_>, page: &GeneratedPage, output: Output) -> Result<String, Failed> {
    let description = "How good the data behind this guide is: which figures are backed, how old the facts are, how they were found out, and which rules hold.";
    let view = context::generated(site, page, Some(description.to_owned()));
    let report = report(site);
    let mut ages = String::new();
    if let Some(chart) = &report.ages {
        site.theme.component(&output.template("chart.html"), "", chart, &mut ages)?;
    }
    PageContext::new(site, &view, None, "", "")
        .with("total", &report.total)
        .with("kinds", &report.kinds)
        .with("files", &report.files)
        .html("ages", &ages)
        .with("methods", &report.methods)
        .with("origins", &report.origins)
        .with("rules", &report.rules)
        .render(site, &output.template(page.template), "")
}

/// What the page says.
pub(crate) struct Report {
    pub total: TallyView,
    pub kinds: Vec<TallyView>,
    pub files: Vec<TallyView>,
    /// None without a fact that still counts.
    pub ages: Option<ChartView>,
    pub methods: Vec<ShareView>,
    pub origins: Vec<ShareView>,
    pub rules: Vec<RuleView>,
}

pub(crate) fn report(site: &Site<'_>) -> Report {
    let checked = site.checked;
    let live: Vec<FactId> =
        checked.facts.items.keys().filter(|number| checked.facts[*number].counts(&checked.data)).collect();
    let mut kinds: BTreeMap<_, Vec<&Figure>> = BTreeMap::new();
    checked.figures().for_each(|figure| kinds.entry(figure.kind).or_default().push(figure));
    let kinds = kinds
        .into_iter()
        .map(|(kind, figures)| tally(kind.to_string(), None, Tally::of(figures)))
        .filter(|row| row.figures > 0)
        .collect();
    Report {
        total: tally("All figures".to_owned(), None, Tally::of(checked.figures())),
        kinds,
        files: files(site),
        ages: (!live.is_empty()).then(|| chart::html::ages(checked, &live)),
        methods: methods(checked, &live),
        origins: origins(checked, &live),
        rules: rules(site),
    }
}

fn tally(label: String, path: Option<String>, tally: Tally) -> TallyView {
    TallyView {
        label,
        path,
        figures: tally.figures(),
        backed: tally.backed,
        cited: tally.cited,
        todo: tally.todo,
        unbacked: tally.unbacked,
        exempt: tally.exempt,
        aside: tally.aside,
        coverage: percent(tally.covered(), tally.figures()),
        strict: percent(tally.strict, tally.figures()),
    }
}

/// The pages with figures in their order, then files of data.
fn files(site: &Site<'_>) -> Vec<TallyView> {
    let checked = site.checked;
    let mut by_file: BTreeMap<FileId, Tally> = BTreeMap::new();
    checked.figures().for_each(|figure| by_file.entry(figure.span.file).or_default().add(figure.backing));
    let mut rows = Vec::new();
    for number in &checked.sections().order {
        let page = &checked.pages[*number];
        if let Some(counts) = by_file.remove(&page.page.file) {
            rows.push(tally(page.page.front.title.value.clone(), Some(page.out.to_string()), counts));
        }
    }
    let mut rest: Vec<(String, Tally)> =
        by_file.into_iter().map(|(file, counts)| (data_name(&site.files.get(file).path), counts)).collect();
    rest.sort_by(|a, b| a.0.cmp(&b.0));
    rows.extend(rest.into_iter().map(|(path, counts)| tally(path, None, counts)));
    rows.retain(|row| row.figures > 0);
    rows
}

/// What readers call a file of data: `Checklists: before applying`.
fn data_name(path: &FilePath) -> String {
    let path = path.as_str();
    let below = path.strip_prefix("content/data/").unwrap_or(path);
    let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
    capitalized(&stem.replace('/', ": ").replace(['-', '_'], " "))
}

fn share(label: &str, count: usize, all: usize) -> ShareView {
    ShareView { label: label.to_owned(), count, share: percent(count, all) }
}

/// How the facts were found out, the most frequent way first.
fn methods(checked: &Checked, live: &[FactId]) -> Vec<ShareView> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for number in live {
        let fact = &checked.facts[*number];
        let stated = checked.data.facts[fact.def].method;
        let derived = fact.derived.as_ref().map(|_| "derived from other facts");
        *counts.entry(derived.or(stated).unwrap_or("not stated")).or_default() += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(method, count)| (std::cmp::Reverse(*count), *method));
    rows.into_iter().map(|(method, count)| share(method, count, live.len())).collect()
}

/// How many voices the facts have that were read somewhere.
fn origins(checked: &Checked, live: &[FactId]) -> Vec<ShareView> {
    let read: Vec<_> =
        live.iter().map(|number| &checked.facts[*number]).filter(|fact| fact.derived.is_none()).collect();
    let [mut none, mut source, mut origin, mut several] = [0; 4];
    for fact in &read {
        let sources = collect::agreeing(checked, fact);
        let voices = checked.origins.count(&sources);
        *match (sources.len(), voices) {
            (0, _) => &mut none,
            (1, _) => &mut source,
            (_, 1) => &mut origin,
            _ => &mut several,
        } += 1;
    }
    let all = read.len();
    let rows = [
        share("Two or more independent origins", several, all),
        share("Several sources, one origin", origin, all),
        share("One source", source, all),
        share("No source, or none that was agreed on", none, all),
    ];
    rows.into_iter().filter(|row| row.count > 0).collect()
}

fn rules(site: &Site<'_>) -> Vec<RuleView> {
    let checked = site.checked;
    let all = checked.data.rules.iter_enumerated().zip(&checked.rules.items);
    all.map(|((number, def), rule)| RuleView {
        id: def.id.value.clone(),
        says: def.says.clone(),
        truth: match rule.truth {
            RuleTruth::Holds => "holds",
            RuleTruth::Fails => "fails",
            RuleTruth::Undetermined => "undetermined",
            RuleTruth::Unevaluable => "unevaluable",
        },
        level: match def.level {
            RuleLevel::Error => "error",
            RuleLevel::Warn => "warn",
            RuleLevel::Info => "info",
        },
        formula: def.assert.value.trim().to_owned(),
        steps: rule.steps.clone(),
        facts: rule
            .facts
            .iter()
            .map(|number| {
                let fact = &checked.facts[*number];
                RuleFact {
                    label: collect::full_label(checked, fact),
                    value: collect::value(checked, fact).unwrap_or_default(),
                    path: collect::fact_path(checked, fact),
                }
            })
            .collect(),
        uses: checked.rule_uses(number).filter_map(|used| use_view(site, &used)).collect(),
    })
    .collect()
}
