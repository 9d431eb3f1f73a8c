//! Which paths the output has.
//!
//! In: a checked site and its theme. Out: every path with what is rendered there, sorted, and its bytes; findings
//! where a generated path is taken by a page. The matches are exhaustive: a new route is asked for by the compiler.

use super::changes::Hashes;
use super::html::Failed;
use super::markdown;
use super::page_tree::PageTree;
use super::pages::files::{FILES, GeneratedFile, ROBOTS};
use super::pages::generated::{self, Generated};
use super::pages::pair::{ComparisonFile, TableOf};
use super::pages::{self, Exported, table};
use super::paths::{self, pair_path, table_stem};
use super::written;
use super::{Output, Rendered, Site, collect, machine, share};
use crate::check::{Checked, CheckedPage, Resolved, View};
use crate::diag::{Diagnosed, Diagnostic, Findings};
use crate::lints;
use crate::model::{PageId, SubjectId};
use crate::parse::LinkSite;
use crate::search;
use crate::text::names::{APP, RESERVED};
use crate::text::{FilePath, KnownNames, Span, spelled, word_suggestion};
use crate::theme::Theme;
use crate::views::ViewKind;
use foldhash::HashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is rendered at a path.
pub(crate) enum Route {
    /// An author's page.
    Page(PageId),
    /// An old path of a page, which leads to it.
    Redirect(PageId),
    /// A page that no author wrote.
    Generated(Generated),
    /// A generated file that is no page.
    File(&'static GeneratedFile),
    /// A comparison as a file.
    Table(ComparisonFile),
    /// The facts of a subject as JSON.
    Facts(SubjectId),
    /// A page as Markdown.
    Markdown(Exported),
    /// The picture that links are shown with, of a page or of the site.
    Card(Option<PageId>),
    /// The files of the search: how many there are is known only when they are made.
    SearchFolder,
    /// A file of the theme.
    Static(String),
    /// A file beside the pages, at the same path below `content/`.
    Asset,
}

impl Route {
    /// The bytes of a path, which is that of the route or lies in the route's folder.
    pub(crate) fn render(&self, site: &Site<'_>, path: &str) -> Result<Rendered, Failed> {
        let text = match self {
            Self::Page(number) => {
                let text = written::html(site, *number, &PageTree::of(site, *number))?;
                let shown = pages::article::Shown::of(site, *number, &Hashes::of(site, *number), None);
                pages::article::render(site, *number, text, shown)?
            }
            Self::Redirect(number) => pages::machine::redirect(site, *number, path),
            Self::Generated(page) => page.render(site, Output::Html)?,
            Self::Table(table) => pages::pair::table(site, table),
            Self::File(file) => (file.render)(site)?,
            Self::Facts(subject) => machine::facts(site, Some(*subject)),
            Self::Markdown(page) => page.render(site)?,
            Self::Card(page) => return Ok(Rendered::Bytes(share::draw(site, *page))),
            Self::SearchFolder => {
                let bytes = site.shared.search_files(site).get(path);
                return Ok(Rendered::Bytes(bytes.cloned().unwrap_or_default()));
            }
            Self::Static(name) => match site.theme.static_file(name) {
                Some(bytes) => return Ok(Rendered::Bytes(bytes)),
                None => return Ok(Rendered::Copy(site.theme.static_source(name))),
            },
            Self::Asset => return Ok(Rendered::Copy(format!("content/{path}"))),
        };
        Ok(Rendered::Bytes(text.into_bytes()))
    }

    /// Whether it is there without a template or another page.
    pub(crate) fn is_ready(&self) -> bool {
        matches!(self, Self::Static(_) | Self::Asset | Self::Card(_) | Self::Redirect(_))
    }

    fn is_for_readers(&self) -> bool {
        match self {
            Self::File(file) => file.for_readers,
            Self::Markdown(_) | Self::Facts(_) | Self::Card(_) => false,
            Self::Page(_)
            | Self::Redirect(_)
            | Self::Generated(_)
            | Self::Table(_)
            | Self::SearchFolder
            | Self::Static(_)
            | Self::Asset => true,
        }
    }

    /// The file of the template that a route is rendered with; none for what has no template.
    pub(crate) fn template<'s>(&'s self, site: &'s Site<'_>) -> Option<Cow<'s, str>> {
        match self {
            Self::Page(number) => Some(pages::article::template(site, *number)),
            Self::Generated(page) => Some(page.page(site.checked).template.into()),
            Self::File(file) => file.template.map(Cow::from),
            Self::Markdown(Exported::Page(_)) => Some(pages::export::TEMPLATE.into()),
            Self::Markdown(Exported::Generated(page)) => {
                Some(Output::Markdown.template(page.page(site.checked).template).into())
            }
            Self::Redirect(_)
            | Self::Table(_)
            | Self::Facts(_)
            | Self::Card(_)
            | Self::SearchFolder
            | Self::Static(_)
            | Self::Asset => None,
        }
    }
}

/// All paths of a site. A path that ends in `/` is a folder whose files are made when they are first asked for:
/// a check needs none of them.
pub(crate) struct Routes {
    /// All but those of static files.
    own: Arc<BTreeMap<String, Route>>,
    /// Static files of the theme, whose paths carry a hash of their bytes.
    statics: BTreeMap<String, Route>,
    /// Whether an author's file lies where static files do.
    mixed: bool,
}

/// An anchor that a page made of records does not have: those of the glossary, the sources and the ledgers are ids of
/// terms, sources and facts.
fn lost_anchor(checked: &Checked, path: &str, anchor: Option<&str>, link: &LinkSite) -> Option<Diagnostic> {
    let anchor = anchor.filter(|anchor| !anchor.is_empty() && !anchor.starts_with(":~:"))?;
    let data = &checked.data;
    let subject =
        || data.subjects.iter_enumerated().find(|(id, _)| collect::ledger_path(checked, *id) == path);
    let ids: Vec<String> = if path == paths::GLOSSARY {
        data.terms.iter().map(|term| term.id.value.clone()).collect()
    } else if path == paths::SOURCES {
        data.sources.iter().map(|source| source.id.value.clone()).collect()
    } else {
        let facts = checked.facts.of_subject(subject()?.0).iter();
        facts.map(|fact| collect::fact_id(checked, &checked.facts[*fact])).collect()
    };
    let made = anchor.starts_with("pp-") || anchor.eq_ignore_ascii_case("top");
    if made || ids.iter().any(|id| id == anchor) {
        return None;
    }
    let near = word_suggestion(anchor, ids.iter().map(String::as_str));
    let message = format!("`{path}` has no anchor `#{anchor}`{near}");
    Some(Diagnostic::new(&lints::BROKEN_ANCHOR, link.span, message))
}

/// Where static files are.
const STATICS: &str = "static/";

impl Routes {
    /// The route of a path of the output.
    pub(crate) fn find(&self, site: &Site<'_>, path: &str) -> Option<&Route> {
        let (folder, name) = path.split_at(path.rfind('/').map_or(0, |at| at + 1));
        if name.is_empty() {
            return None;
        }
        let own = self.own.get(path).or_else(|| self.statics.get(path));
        own.or_else(|| self.own.get(folder).filter(|route| files(site, route).any(|file| file == path)))
    }

    /// Every path of the output, sorted.
    pub(crate) fn paths<'s>(&'s self, site: &Site<'s>) -> Vec<&'s str> {
        let mut all = Vec::new();
        for (path, route) in self.own.iter().chain(&self.statics) {
            if path.ends_with('/') { all.extend(files(site, route)) } else { all.push(path) }
        }
        all.sort_unstable();
        all
    }

    /// Reports links to pages that prepress would make, which the author named by their paths, and that are not there.
    pub(crate) fn check_links(&self, checked: &Checked, findings: &mut Findings) {
        let mut known: Option<KnownNames> = None;
        let pages = checked.pages.iter().filter(|page| page.names_generated);
        let pages = pages.flat_map(|page| page.page.extract.links.iter().map(|link| (link, &page.links)));
        for (link, resolved) in pages.chain(checked.links_of_texts()) {
            let Some(Resolved::Generated { path, anchor }) = resolved.get(&link.start) else { continue };
            if self.own.contains_key(path) || self.statics.contains_key(path) {
                findings.extend(lost_anchor(checked, path, anchor.as_deref(), link));
                continue;
            }
            let html = || self.own.keys().filter(|path| path.ends_with(".html")).collect();
            let near = known.get_or_insert_with(html).nearest(path);
            let near =
                near.map_or_else(String::new, |near| format!("; did you mean `{near}`, below the root?"));
            let message = format!("`{}` does not exist{near}", link.target);
            let finding = Diagnostic::new(&lints::BROKEN_LINK, link.span, message);
            findings.report(finding.label("there is no such page or file"));
        }
    }

    /// Whether the check after another one, of the same files with the same theme, has the same paths: they come from
    /// the data, the front matter and what the pages show, and from no word of their text but the summary, which cards
    /// may print. Values of facts decide only which pages and files there are that a site has once.
    pub(crate) fn hold(before: &Checked, now: &Checked, theme: &Theme) -> bool {
        let kinds = |page: &CheckedPage| -> Vec<ViewKind> { page.all_views().map(View::kind).collect() };
        let alike = |(old, new): (&CheckedPage, &CheckedPage)| {
            Arc::ptr_eq(&old.text, &new.text)
                || (old.page.extract.boxes.is_empty() == new.page.extract.boxes.is_empty()
                    && old.page.summary == new.page.summary
                    && kinds(old) == kinds(new))
        };
        let pages = now.places_like(before) && before.pages.iter().zip(&now.pages).all(alike);
        let singles = |checked: &Checked| -> Vec<bool> {
            let pages = table::singles().map(|page| (page.exists)(checked, theme));
            pages.chain(FILES.iter().map(|file| (file.exists)(checked))).collect()
        };
        pages && (now.has_data_of(before) || (now.differs_in_values() && singles(before) == singles(now)))
    }

    /// Whether pages may lead readers to the file at a path of the output, or load it. Others are for programs, for
    /// hosts or for other sites; hosts may not even serve those whose names begin with a dot.
    pub(crate) fn is_for_readers(&self, path: &str) -> bool {
        let route = self.own.get(path).or_else(|| self.statics.get(path));
        // The files of the search have no route of their own.
        route.is_none_or(Route::is_for_readers) && !path.split('/').any(|part| part.starts_with('.'))
    }

    /// Whether the site has a search.
    pub(crate) fn has_search(&self) -> bool {
        self.own.values().any(|route| matches!(route, Route::SearchFolder))
    }

    /// The same with the static files of another theme; none where they might stand in the way of an author's.
    pub(crate) fn with_statics(&self, theme: &Theme) -> Option<Self> {
        let statics = statics(theme).collect();
        (!self.mixed).then(|| Self { own: Arc::clone(&self.own), statics, mixed: false })
    }

    /// The paths that are known without making anything, with what is rendered there.
    pub(crate) fn known(&self) -> impl Iterator<Item = (&str, &Route)> {
        self.own
            .iter()
            .chain(&self.statics)
            .filter(|(path, _)| !path.ends_with('/'))
            .map(|(path, route)| (path.as_str(), route))
    }
}

/// The files of a folder that is a route.
fn files<'s>(site: &Site<'s>, route: &Route) -> impl Iterator<Item = &'s str> {
    let made = matches!(route, Route::SearchFolder).then(|| site.shared.search_files(site).keys());
    made.into_iter().flatten().map(String::as_str)
}

/// All paths of a site.
pub(crate) fn routes(checked: &Checked, theme: &Theme) -> Diagnosed<Routes> {
    let mut plan = Plan::default();
    for (number, page) in checked.pages.iter_enumerated() {
        let front = &page.page.front;
        let span = front.slug.as_ref().map_or(Span::whole(page.page.file), |slug| slug.span);
        plan.add(page.out.to_string(), Route::Page(number), Some(span));
        for alias in &front.aliases {
            let path = crate::check::alias_path(&alias.value);
            plan.add(path, Route::Redirect(number), Some(alias.span));
        }
    }
    for (path, file) in checked.published_files() {
        plan.asset(path, Span::whole(file));
    }
    for page in generated::all(checked, theme) {
        let named_at = page.named_at(checked);
        // A tag is written in pages; ids that two records share were reported where they stand.
        let span = named_at.filter(|_| matches!(page, Generated::Tag(_)));
        let described = page.page(checked);
        if !plan.fits(&described.path, named_at) {
            continue;
        }
        if described.export.is_some() {
            let export = Route::Markdown(Exported::Generated(page.clone()));
            plan.add(markdown::path_of(&described.path), export, None);
        }
        plan.add(described.path, Route::Generated(page), span);
    }
    for (path, route) in other_files(checked, theme) {
        // What crawlers are told is the author's to say.
        if path == ROBOTS.path && plan.taken.contains_key(&path) {
            continue;
        }
        plan.add(path, route, None);
    }
    let mixed = plan.taken.keys().any(|path| path.starts_with(STATICS));
    let own = plan.routes.len();
    for (path, route) in statics(theme) {
        plan.add(path, route, None);
    }
    plan.reserved(checked.config.app);
    plan.folders();
    let statics = plan.routes.split_off(own).into_iter().collect();
    let own = Arc::new(plan.routes.into_iter().collect());
    Diagnosed::new(Routes { own, statics, mixed }, plan.findings)
}

/// Routes in the making: each path once, also where case does not count.
#[derive(Default)]
struct Plan {
    routes: Vec<(String, Route)>,
    /// Paths in lower-case letters, with where they were asked for.
    taken: HashMap<String, Option<Span>>,
    findings: Findings,
}

impl Plan {
    /// A file beside the pages. One that cannot be written everywhere is left out.
    fn asset(&mut self, path: &str, span: Span) {
        match FilePath::check_portable(path) {
            Ok(()) => self.add(path.to_owned(), Route::Asset, Some(span)),
            Err(error) => {
                let message = format!("`{}` cannot be a path of the site", FilePath::visible(path));
                let help = "give the file another name";
                let finding = Diagnostic::new(&lints::UNSAFE_PATH, span, message);
                self.findings.report(finding.label(error.to_string()).help(help));
            }
        }
    }

    /// Whether the name of a generated page can be that of a file; a finding says why not.
    fn fits(&mut self, path: &str, named_at: Option<Span>) -> bool {
        match (FilePath::check_portable(path), named_at) {
            (Err(error), Some(span)) => {
                let message = format!("`{path}` cannot be a path of the site");
                let finding = Diagnostic::new(&lints::UNSAFE_PATH, span, message);
                self.findings
                    .report(finding.label(error.to_string()).help("give it a shorter or another name"));
                false
            }
            _ => true,
        }
    }

    fn add(&mut self, path: String, route: Route, span: Option<Span>) {
        let key = spelled(&path);
        match self.taken.get(&key) {
            None => {
                self.taken.insert(key, span);
                self.routes.push((path, route));
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
            .help("give it another name; names that differ only in case, or in how accents are encoded, are the same on many file systems");
        if let Some(other) = other {
            finding = finding.related(other, "first written from here");
        }
        self.findings.report(finding);
    }

    /// Names that are taken although nothing is rendered there, or not yet.
    fn reserved(&mut self, app: bool) {
        for path in RESERVED.into_iter().chain(APP.into_iter().filter(|_| app)) {
            if let Some(span) = self.taken.get(path).copied() {
                self.report(path, span, None);
            }
        }
        let made: Vec<&String> =
            self.routes.iter().map(|(path, _)| path).filter(|path| path.ends_with('/')).collect();
        let inside = |path: &&String| {
            let below = made.iter().find_map(|folder| path.strip_prefix(folder.as_str()));
            below.is_some_and(search::may_be_made)
        };
        let mut clashes: Vec<(String, Span)> = self
            .routes
            .iter()
            .map(|(path, _)| spelled(path))
            .filter(|path| inside(&path))
            .filter_map(|path| {
                let span = (*self.taken.get(&path)?)?;
                Some((path, span))
            })
            .collect();
        clashes.sort_unstable();
        for (path, span) in clashes {
            let message =
                format!("`{path}` lies where prepress writes files of its own, perhaps of this name");
            self.findings.report(
                Diagnostic::new(&lints::DUPLICATE_PATH, span, message)
                    .help("give it another name or put it into another folder"),
            );
        }
    }

    /// A file cannot have the name of a folder.
    fn folders(&mut self) {
        let mut clashes: Vec<(String, Option<Span>, Option<Span>)> = Vec::new();
        // Neighbours share folders, most of them.
        let mut free = String::new();
        for path in self.routes.iter().map(|(path, _)| spelled(path)) {
            let folder = path.rfind('/').map_or("", |at| &path[..at]);
            if folder == free {
                continue;
            }
            let mut ends = path.match_indices('/').map(|(at, _)| &path[..at]);
            match ends.find(|above| self.taken.contains_key(*above)) {
                Some(above) => clashes.push((above.to_owned(), self.taken[&path], self.taken[above])),
                None => folder.clone_into(&mut free),
            }
        }
        clashes.sort_unstable();
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

/// Generated files, by their paths.
fn other_files(checked: &Checked, theme: &Theme) -> Vec<(String, Route)> {
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
        out.push((markdown::path_of(&page.out), Route::Markdown(Exported::Page(number))));
    }
    for (number, pair) in checked.pairs.iter_enumerated() {
        out.extend(tables(&pair_path(checked, pair), TableOf::Pair(number)));
    }
    let subjects = checked.data.subjects.keys().filter(|subject| checked.has_facts(*subject));
    out.extend(subjects.map(|subject| (machine::subject_facts(checked, subject), Route::Facts(subject))));
    out.extend(share::cards(checked).into_iter().map(|(path, page)| (path, Route::Card(page))));
    let files = FILES.iter().filter(|file| (file.exists)(checked));
    out.extend(files.map(|file| (file.path.to_owned(), Route::File(file))));
    if (table::SEARCH.exists)(checked, theme) {
        out.push((search::FOLDER.to_owned(), Route::SearchFolder));
    }
    out
}

/// Static files of the theme, by their paths.
fn statics(theme: &Theme) -> impl Iterator<Item = (String, Route)> {
    theme.static_files().into_iter().map(|(path, name)| (path, Route::Static(name)))
}
