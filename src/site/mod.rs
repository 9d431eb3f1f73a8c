//! The whole pipeline.
//!
//! In: [`Inputs`], every byte a build may depend on, today's date included. Out: a [`Built`] site
//! that renders any of its paths, with all findings. Takes no path to open, no clock, no terminal.

mod app;
mod asked;
mod capture;
mod copies;
mod data_files;
mod fix;
mod left_out;
mod load;
mod memo;
mod offline;
mod preview;
mod requote;
mod set;
mod sorted;
mod tables;
mod unread;
mod whole;
mod workspace;

use crate::check::{Checked, Counts};
use crate::diag::{
    self, Applicability, Baseline, Diagnosed, Diagnostic, Findings, Levels, Reported, Settled, Suppression,
};
use crate::image;
use crate::lints;
use crate::model::Config;
use crate::parse;
use crate::render::{self, Exported, Rendered, Route, Routes, Shared};
use crate::store::Store;
use crate::text::names::BASELINE;
use crate::text::{FileId, FilePath, Files, Lines, Span};
use crate::theme::{self, Theme};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// The file of the output that lists the names of all checklist items.
pub use crate::render::CHECKLIST_IDS;
pub use app::{AppFiles, RETIRING};
pub use capture::{Ask, Capture, Written};
pub use fix::{Changed, Fixed};
pub use offline::{Offline, OfflineFault};
pub(crate) use requote::double_quoted;
pub use set::{Change, Set};
pub use whole::{MIMETYPE, Read};
pub use workspace::Workspace;

/// What a file of the site holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// UTF-8 text.
    Text(Arc<str>),
    /// A file that is published as it is, with its width and height if it is an image; its bytes stay
    /// where they are.
    Asset(Option<image::Size>),
    /// Bytes that are not UTF-8 from this offset on; the text has replacement characters.
    NotUtf8(usize, Arc<str>),
    /// More bytes than a text may have.
    TooLarge(u64),
    /// The system would not let it be read; the sentence says why.
    Unreadable(String),
    /// A link that leads back to a folder above it.
    Loop,
}

/// Everything a build depends on.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// Files by their path below the site's root: the configuration, `content/`, `themes/`.
    pub files: BTreeMap<FilePath, Content>,
    /// The day that freshness is measured against.
    pub today: Date,
    /// Whether drafts and pages of other days are published too.
    pub drafts: bool,
    /// Replaces the configuration's `base-url`.
    pub base_url: Option<String>,
    /// Levels given on the command line, over those of the configuration.
    pub levels: Levels,
    /// Names of checklist items in the last output, as [`CHECKLIST_IDS`] lists them: readers' browsers
    /// may hold ticks under them.
    pub published: BTreeSet<String>,
    /// Lines that are new since a revision, from 1, by file: coverage may ask more of them.
    pub added: Option<BTreeMap<FilePath, Vec<Range<usize>>>>,
    /// Highlighted code of an earlier build, as [`Built::highlight_cache`] gave it.
    pub highlighted: Vec<u8>,
    /// Where pages are kept as they were read.
    pub pages: Option<Arc<dyn Store>>,
    /// Where it is kept what the texts of pages become when all are rendered.
    pub texts: Option<Arc<dyn Store>>,
}

/// How long each phase took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Text to summaries.
    pub parse: Duration,
    /// Meaning across files.
    pub check: Duration,
    /// Templates and routes made ready.
    pub prepare: Duration,
}

/// A site that was checked and can be rendered.
pub struct Built {
    files: Files,
    checked: Arc<Checked>,
    theme: Arc<Diagnosed<Theme>>,
    shared: Shared,
    routes: Arc<Diagnosed<Routes>>,
    /// Levels in force.
    levels: Levels,
    /// Findings that are known and not reported: by exceptions, and by the baseline.
    suppressed: Vec<(Diagnostic, Suppression)>,
    /// Fields that templates name and that are nowhere, as reported, by their place.
    faulty_fields: BTreeMap<Span, Reported>,
    /// A file or folder of which something could not be read.
    unread: Option<FilePath>,
    /// Where pages and their texts are kept.
    stores: [Option<Arc<dyn Store>>; 2],
    /// How long it took.
    pub timings: Timings,
}

/// The most paths rendered by one thread before it takes more: neighbours share folders.
const CHUNK: usize = 32;
/// The shares that a small site has at least, so that no thread waits long for another one.
const SHARES: usize = 64;

/// What is written at a path.
pub enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of a file of the site: its path below the root.
    Copy(String),
}

/// Checks a site and makes it ready for rendering. Findings have their levels and are sorted.
pub fn build(inputs: Inputs) -> Settled<Built> {
    Workspace::default().build(inputs)
}

/// Makes the templates of the program ready while inputs are read, where those bring no others and no page is kept that
/// an earlier run printed.
pub fn warm_up(inputs: &Inputs) {
    let is_template =
        |path: &FilePath| path.as_str().starts_with("themes/") && path.as_str().contains("/templates/");
    let is_first = inputs.texts.as_ref().is_none_or(|texts| texts.is_empty());
    if is_first && !inputs.files.keys().any(is_template) {
        theme::warm_up(render::markdown_path);
    }
}

impl Built {
    /// All paths of the output, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.routes.value.paths(&self.render_site()).into_iter()
    }

    /// A file or folder of which something could not be read, whether or not that is reported.
    pub fn unread(&self) -> Option<&FilePath> {
        self.unread.as_ref()
    }

    /// Whether the output has a path.
    pub fn has(&self, path: &str) -> bool {
        self.routes.value.find(&self.render_site(), path).is_some()
    }

    /// How many paths the output has, apart from the files of the search.
    pub fn path_count(&self) -> usize {
        self.routes.value.known().count()
    }

    /// Renders every path in parallel and hands each to `write` as it comes. The files that are made of one text
    /// are made from one tree.
    ///
    /// # Errors
    /// The first error of `write`, which ends the rendering.
    pub fn render_all<E: Send>(
        &self,
        write: impl Fn(&str, Result<Output, Box<Diagnostic>>) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let site = self.render_site();
        let one = |(path, route): &(&str, &Route)| match route {
            Route::Page(page) => {
                let (html, markdown) = site.render_page(*page);
                let bytes = |text: String| Output::Bytes(text.into_bytes());
                write(path, self.caused(html.map(bytes)))?;
                write(&render::markdown_beside(path), self.caused(markdown.map(bytes)))
            }
            // Written with its page.
            Route::Markdown(Exported::Page(_)) => Ok(()),
            _ => self.render(path).map_or(Ok(()), |rendered| write(path, rendered)),
        };
        // Templates may not be ready yet: what needs none comes first.
        let (ready, made): (Vec<_>, Vec<_>) =
            self.routes.value.known().partition(|(_, route)| route.is_ready());
        for routes in [ready, made] {
            let share = (routes.len() / SHARES).clamp(1, CHUNK);
            routes.par_chunks(share).try_for_each(|share| share.iter().try_for_each(one))?;
        }
        if self.routes.value.has_search() {
            site.each_search_file(|path, bytes| write(&path, Ok(Output::Bytes(bytes))))?;
        }
        Ok(())
    }

    /// Renders one path; `None` when the site has no such path.
    ///
    /// # Errors
    /// A template that meets a value it cannot use, as a finding.
    pub fn render(&self, path: &str) -> Option<Result<Output, Box<Diagnostic>>> {
        let site = self.render_site();
        let route = self.routes.value.find(&site, path)?;
        Some(self.caused(site.render(route, path).map(|rendered| match rendered {
            Rendered::Bytes(bytes) => Output::Bytes(bytes),
            Rendered::Copy(path) => Output::Copy(path),
        })))
    }

    /// A text as the specification of CommonMark prints it, with what GitHub adds; `addresses` in running text are links
    /// to GitHub only. Nothing of the site is looked at.
    ///
    /// # Errors
    /// None but those of [`Built::render`].
    pub fn render_plain(&self, markdown: &str, addresses: bool) -> Result<String, Box<Diagnostic>> {
        self.render_site().plain(markdown, addresses)
    }

    /// A fault of a template that was found before is the cause of what fails because of it.
    fn caused(&self, rendered: Result<Output, Box<Diagnostic>>) -> Result<Output, Box<Diagnostic>> {
        rendered.map_err(|finding| {
            let cause = self.faulty_fields.get(&finding.span).copied();
            Box::new(finding.caused_by(cause))
        })
    }

    fn render_site(&self) -> render::Site<'_> {
        render::Site {
            checked: &self.checked,
            files: &self.files,
            theme: &self.theme.value,
            shared: &self.shared,
        }
    }

    /// Renders one page of each template and adds what goes wrong; writes nothing. Those of the program are tried in
    /// debug builds only, which the tests are.
    pub fn try_templates(&self, findings: &mut Vec<Diagnostic>) {
        if self.theme.value.is_shipped() && !cfg!(debug_assertions) {
            return;
        }
        let site = self.render_site();
        let mut tried = BTreeSet::new();
        let first = |(path, route)| tried.insert(site.template(route)?).then_some(path);
        let paths: Vec<&str> = self.routes.value.known().filter_map(first).collect();
        let failed = |path: &&str| self.render(path)?.err().map(|finding| *finding);
        findings.par_extend(paths.par_iter().filter_map(failed));
        self.settle(findings);
    }

    /// Adds a file that a finding is about.
    pub(crate) fn add_file(&mut self, path: FilePath) -> FileId {
        self.files.add(path, "".into())
    }

    /// Findings that are known and not reported, each with the reason.
    pub fn suppressed(&self) -> &[(Diagnostic, Suppression)] {
        &self.suppressed
    }

    /// The site's title.
    pub fn title(&self) -> &str {
        &self.checked.config.title
    }

    /// The files that findings point into.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Gives findings of rendering their levels and order, and drops what only follows from others.
    pub fn settle(&self, findings: &mut Vec<Diagnostic>) {
        let mut kept = Findings::default();
        kept.extend(std::mem::take(findings));
        *findings = kept.into_vec();
        self.levels.apply(findings);
        diag::sort(findings, &self.files);
    }

    /// Claims by verdict.
    pub fn counts(&self) -> Counts {
        self.checked.uses.counts
    }

    /// How many pages are left out: drafts, and those of another day.
    pub fn left_out(&self) -> usize {
        self.checked.hidden().len()
    }

    /// How many pages authors wrote.
    pub fn pages(&self) -> usize {
        self.checked.pages.len()
    }

    /// Ids of all subjects, in the order written.
    pub fn subjects(&self) -> impl Iterator<Item = &str> + Clone {
        self.checked.data.subjects.iter().map(|subject| subject.id.value.as_str())
    }

    /// Ids of all attributes, in the order written.
    pub fn attributes(&self) -> impl Iterator<Item = &str> + Clone {
        self.checked.data.attributes.iter().map(|attribute| attribute.id.value.as_str())
    }

    /// Ids of all sources, in the order written.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.checked.data.sources.iter().map(|source| source.id.value.as_str())
    }

    /// A value that an attribute may have; none for one that is unknown or at fault.
    pub fn example(&self, attribute: &str) -> Option<String> {
        let checked = &self.checked;
        let number = checked.ids.attributes.get(attribute)?;
        checked
            .facts
            .fault(number)
            .is_none()
            .then(|| crate::value::example_of(&checked.facts.schemas[number]))?
    }

    /// The first stage of a bank of questions, by the path of its file.
    pub fn question_stage(&self, file: &str) -> Option<&str> {
        let file = self.files.find(file)?;
        let stages = self.checked.data.guide.stages.iter();
        stages.map(|stage| &stage.id).find(|id| id.span.file == file).map(|id| id.value.as_str())
    }

    /// The pages that authors wrote: the path of each in the output, and that of its file.
    pub fn page_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.checked.pages.iter().map(|page| (&*page.out, page.page.path.as_str()))
    }

    /// Whether a page is left out on purpose: a draft, or one of another day.
    pub fn leaves_out(&self, file: &str) -> bool {
        self.checked.hidden().contains_key(file)
    }

    /// The oldest fact that a sentence uses: its name and its as-of date, as written.
    pub fn oldest_fact(&self) -> Option<(String, String)> {
        let facts = self.checked.facts.items.iter_enumerated();
        let used = facts.filter(|(number, _)| self.checked.uses.fact_is_used(*number));
        let dated = used.filter_map(|(_, fact)| {
            let def = &self.checked.data.facts[fact.def];
            let date = def.as_of.as_ref()?.value;
            Some((date.last(), def.name(), date.to_string()))
        });
        dated.min().map(|(_, name, date)| (name, date))
    }

    /// The address the site is published at, ending in `/`.
    pub fn base_url(&self) -> Option<&str> {
        self.checked.config.base_url.as_deref()
    }

    /// The path the site is published at: `/` or `/repo/`.
    pub fn base_path(&self) -> &str {
        self.checked.config.base_path()
    }

    /// Leaves to later runs what this one read, and the texts of its pages if it `rendered` all of them.
    pub fn keep(&self, rendered: bool) {
        let [pages, texts] = &self.stores;
        pages.iter().chain(texts.iter().filter(|_| rendered)).for_each(|store| store.finish());
    }

    /// Highlighted code, to be handed to the next build.
    pub fn highlight_cache(&self) -> Vec<u8> {
        self.shared.highlight_cache()
    }
}

/// The name of the site's theme, as the configuration gives it.
pub fn theme_name(files: &BTreeMap<FilePath, Content>) -> String {
    let text = match files.get("prepress.yaml") {
        Some(Content::Text(text)) => Arc::clone(text),
        _ => "".into(),
    };
    let id = Files::default().add(FilePath::new("prepress.yaml"), Arc::clone(&text));
    let theme = parse::config(id, &text).value.theme;
    theme.map_or_else(|| "default".to_owned(), |theme| theme.value)
}

/// The configuration, also where there is none.
fn config_file(files: &mut Files) -> FileId {
    let path = "prepress.yaml";
    files.find(path).unwrap_or_else(|| files.add(FilePath::new(path), "".into()))
}

/// Sizes of the images beside pages, by path in the output.
fn image_sizes(files: &BTreeMap<FilePath, Content>) -> BTreeMap<String, image::Size> {
    let sized = |(path, content): (&FilePath, &Content)| match content {
        Content::Asset(Some(size)) => Some((path.as_str().strip_prefix("content/")?.to_owned(), *size)),
        _ => None,
    };
    files.iter().filter_map(sized).collect()
}

/// Takes out what the baseline allows; entries that allow too much are findings.
fn subtract_baseline(files: &Files, findings: &mut Vec<Diagnostic>) -> Vec<(Diagnostic, Suppression)> {
    let Some(file) = files.find(BASELINE) else { return Vec::new() };
    let text = files.get(file).text.to_string();
    let baseline = match Baseline::parse(&text) {
        Ok(baseline) => baseline,
        Err(message) => {
            let message = format!("the baseline cannot be read: {message}");
            findings.push(
                Diagnostic::new(&lints::WRONG_VALUE, Span::whole(file), message)
                    .help("`prepress baseline` recreates it"),
            );
            return Vec::new();
        }
    };
    let subtracted = baseline.subtract(std::mem::take(findings), files);
    *findings = subtracted.remaining;
    let shrunk = baseline.shrunk(&subtracted.stale);
    for stale in &subtracted.stale {
        let at = Baseline::place(&text, &stale.path, stale.lint).unwrap_or(0..0);
        let message = format!(
            "the baseline allows {} `{}` in {}, found {}",
            stale.allowed, stale.lint, stale.path, stale.found
        );
        let whole = Span::new(file, 0..text.len());
        findings.push(
            Diagnostic::new(&lints::STALE_BASELINE, Span::new(file, at), message)
                .help("`prepress fix` lowers it, so that the findings cannot come back")
                .identity(format!("{} {}", stale.path, stale.lint))
                .fix(Applicability::Safe, whole, shrunk.clone()),
        );
    }
    subtracted.suppressed
}

/// Lines as bytes.
fn added_bytes(
    added: &BTreeMap<FilePath, Vec<Range<usize>>>,
    files: &Files,
) -> std::collections::HashMap<FileId, Vec<Range<usize>>> {
    let mut out = std::collections::HashMap::new();
    for (path, lines) in added {
        let Some(file) = files.find(path.as_str()) else { continue };
        let text = Lines::new(&files.get(file).text);
        out.insert(file, lines.iter().map(|range| text.start(range.start)..text.start(range.end)).collect());
    }
    out
}

fn levels(config: &Config, over: &Levels) -> Levels {
    let mut levels = config.levels.clone();
    levels.overlay(over);
    levels
}
