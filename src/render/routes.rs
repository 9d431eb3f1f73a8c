//! Which paths the output has.
//!
//! In: a checked site and its theme. Out: every path with what is rendered there, sorted; and
//! findings where a generated path is taken by a page. Does not render.

use super::pages::BankPage;
use super::paths::{pair_path, table_stem, tag_path};
use crate::check::{Checked, Resolved, View};
use crate::diag::{Diagnosed, Diagnostic, Findings};
use crate::lints;
use crate::model::{PageId, PairId, SubjectId};
use crate::text::Span;
use crate::theme::Theme;
use std::collections::BTreeMap;

/// The file that lists the names of all checklist items, one a line.
pub const CHECKLIST_IDS: &str = "checklist-ids.txt";

/// The list of the ledgers.
pub(crate) const SUBJECTS: &str = "facts/index.html";

/// What is rendered at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    /// An author's page, by number.
    Page(PageId),
    /// An old path of a page, which leads to it.
    Redirect(PageId, String),
    /// Two subjects side by side, by number.
    Pair(PairId),
    /// A comparison as a file.
    Table(ComparisonFile),
    /// All facts of a subject.
    Ledger(SubjectId),
    /// The subjects that have facts.
    Subjects,
    Sources,
    Disputes,
    Quality,
    Tags,
    Tag(String),
    Glossary,
    Checklists,
    /// A page of the question bank.
    Bank(BankPage),
    /// The page of the search; the files of its index are made when they are asked for.
    Search,
    NotFound,
    /// A file for programs.
    Machine(super::machine::File),
    Sitemap,
    Robots,
    /// The names that browsers keep ticks under, for the next build.
    ChecklistIds,
    /// Tells GitHub Pages to publish the folder as it is.
    NoJekyll,
    /// The picture that links are shown with, of a page by number or of the site.
    Card(Option<PageId>),
    /// A file of the theme.
    Static(String),
    /// A file beside the pages: its path below `content/`.
    Asset(String),
}

/// A comparison as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ComparisonFile {
    pub of: TableOf,
    /// JSON, else CSV.
    pub json: bool,
}

/// Whose comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableOf {
    Page(PageId),
    /// A block in the text of a page: the place among its views.
    Block(PageId, usize),
    Pair(PairId),
}

/// All paths of a site.
pub(crate) fn routes(checked: &Checked, theme: &Theme) -> Diagnosed<BTreeMap<String, Route>> {
    let mut plan = Plan::default();
    for (number, page) in checked.pages.iter_enumerated() {
        let front = &page.page.front;
        let span = front.slug.as_ref().map_or(Span::whole(page.page.file), |slug| slug.span);
        plan.add(page.out.clone(), Route::Page(number), Some(span));
        for alias in &front.aliases {
            let path = crate::check::alias_path(&alias.value);
            plan.add(path.clone(), Route::Redirect(number, path), Some(alias.span));
        }
    }
    for (asset, file) in &checked.assets {
        plan.add(asset.clone(), Route::Asset(asset.clone()), Some(Span::whole(*file)));
    }
    for (path, route) in generated(checked, theme.static_path("search.js").is_some()) {
        let span = match &route {
            Route::Tag(tag) => first_use(checked, tag),
            _ => None,
        };
        plan.add(path, route, span);
    }
    for (path, name) in theme.static_files() {
        plan.add(path, Route::Static(name), None);
    }
    plan.folders();
    plan.links(checked);
    Diagnosed::new(plan.routes, plan.findings)
}

/// Where a tag is written first.
fn first_use(checked: &Checked, tag: &str) -> Option<Span> {
    let tags = checked.pages.iter().flat_map(|page| &page.page.front.tags);
    tags.into_iter().find(|own| own.value == tag).map(|own| own.span)
}

/// Routes in the making: each path once, also where case does not count.
#[derive(Default)]
struct Plan {
    routes: BTreeMap<String, Route>,
    /// Paths in small letters, with where they were asked for.
    taken: BTreeMap<String, Option<Span>>,
    findings: Findings,
}

impl Plan {
    fn add(&mut self, path: String, route: Route, span: Option<Span>) {
        let key = path.to_lowercase();
        match self.taken.get(&key) {
            None => {
                self.taken.insert(key, span);
                self.routes.insert(path, route);
            }
            // Two pages with one path were reported when they were placed.
            Some(Some(_)) if matches!(route, Route::Page(_) | Route::Redirect(..)) => {}
            Some(first) => self.report(&path, span, *first),
        }
    }

    fn report(&mut self, path: &str, span: Option<Span>, first: Option<Span>) {
        let (message, span, other) = match (span, first) {
            (Some(span), Some(first)) => (format!("`{path}` is written from two places"), span, Some(first)),
            (Some(span), None) | (None, Some(span)) => {
                (format!("`{path}` is a file that prepress generates"), span, None)
            }
            (None, None) => return,
        };
        let mut finding = Diagnostic::new(&lints::DUPLICATE_PATH, span, message)
            .help("give it another name; names that differ only in case are one name on many disks");
        if let Some(other) = other {
            finding = finding.related(other, "first written from here");
        }
        self.findings.report(finding);
    }

    /// Links to pages that prepress makes, which the author named by their paths.
    fn links(&mut self, checked: &Checked) {
        for page in &checked.pages {
            for link in &page.page.extract.links {
                let Some(Resolved::Generated { path, .. }) = page.links.get(&link.start) else { continue };
                if self.routes.contains_key(path) {
                    continue;
                }
                let target = &link.target;
                let html = self.routes.keys().map(String::as_str).filter(|path| path.ends_with(".html"));
                let near = crate::text::did_you_mean(path, html)
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`, below the root?"));
                self.findings.report(
                    Diagnostic::new(
                        &lints::BROKEN_LINK,
                        link.span,
                        format!("`{target}` leads nowhere{near}"),
                    )
                    .label("there is no such page or file"),
                );
            }
        }
    }

    /// A file cannot have the name of a folder.
    fn folders(&mut self) {
        let clashes: Vec<(String, Option<Span>, Option<Span>)> = self
            .taken
            .iter()
            .filter_map(|(path, span)| {
                let mut ends = path.match_indices('/').map(|(at, _)| &path[..at]);
                let above = ends.find(|above| self.taken.contains_key(*above))?;
                Some((above.to_owned(), *span, self.taken[above]))
            })
            .collect();
        for (path, inside, file) in clashes {
            let Some(span) = inside.or(file) else { continue };
            let message = format!("`{path}` would be a file and a folder");
            self.findings.report(
                Diagnostic::new(&lints::DUPLICATE_PATH, span, message).help("give one of them another name"),
            );
        }
    }
}

/// The files beside a page with a comparison.
fn tables(page: &str, of: TableOf) -> [(String, Route); 2] {
    let stem = page.strip_suffix(".html").unwrap_or(page);
    [("csv", false), ("json", true)]
        .map(|(ending, json)| (format!("{stem}.{ending}"), Route::Table(ComparisonFile { of, json })))
}

fn generated(checked: &Checked, searchable: bool) -> Vec<(String, Route)> {
    let mut out = Vec::new();
    for (number, page) in checked.pages.iter_enumerated() {
        if matches!(page.own_view, Some(View::Comparison(_))) {
            out.extend(tables(&page.out, TableOf::Page(number)));
        }
        for (at, (_, view)) in page.views.iter().enumerate() {
            if matches!(view, View::Comparison(_)) {
                out.extend(tables(&table_stem(&page.out, &page.views, at), TableOf::Block(number, at)));
            }
        }
    }
    for (number, pair) in checked.pairs.iter_enumerated() {
        let path = pair_path(checked, pair);
        out.extend(tables(&path, TableOf::Pair(number)));
        out.push((path, Route::Pair(number)));
    }
    for subject in checked.data.subjects.keys() {
        if checked.has_facts(subject) {
            out.push((super::collect::ledger_path(checked, subject), Route::Ledger(subject)));
        }
    }
    out.extend(super::pages::bank_pages(checked).into_iter().map(|(path, page)| (path, Route::Bank(page))));
    out.extend(super::machine::files(checked).into_iter().map(|(path, file)| (path, Route::Machine(file))));
    out.extend(super::share::cards(checked).into_iter().map(|(path, page)| (path, Route::Card(page))));
    let mut add = |there: bool, path: &str, route: Route| {
        if there {
            out.push((path.to_owned(), route));
        }
    };
    add(!checked.facts.items.is_empty(), SUBJECTS, Route::Subjects);
    add(!checked.data.sources.is_empty(), "sources.html", Route::Sources);
    add(checked.facts.items.iter().any(|fact| fact.dispute.is_some()), "disputes.html", Route::Disputes);
    add(!checked.facts.items.is_empty(), "quality.html", Route::Quality);
    add(!checked.data.terms.is_empty(), "glossary.html", Route::Glossary);
    add(checked.has_checklists(), "checklists.html", Route::Checklists);
    add(checked.has_checklists(), CHECKLIST_IDS, Route::ChecklistIds);
    add(!checked.tags.is_empty(), "tags.html", Route::Tags);
    for tag in checked.tags.keys() {
        add(true, &tag_path(tag), Route::Tag(tag.clone()));
    }
    add(searchable, "search.html", Route::Search);
    add(true, "404.html", Route::NotFound);
    add(checked.config.base_url.is_some(), "sitemap.xml", Route::Sitemap);
    add(true, "robots.txt", Route::Robots);
    add(true, ".nojekyll", Route::NoJekyll);
    out
}
