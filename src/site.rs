//! The whole pipeline on one screen.
//!
//! In: [`Inputs`], every byte a build may depend on, today's date included. Out: a [`Built`] site
//! that renders any of its paths, with all findings. Takes no path to open, no clock, no terminal.

use crate::check::{self, Checked, Counts, Parsed, Snippets};
use crate::diag::{self, Diagnosed, Diagnostic, Levels};
use crate::highlight::Cache;
use crate::image;
use crate::lints;
use crate::model::{Config, Data};
use crate::parse::{self, Page, Roles, Snippet};
use crate::render::{self, Rendered, Route, Shared};
use crate::text::{FileId, FilePath, Files, Span, Spanned};
use crate::theme::{Theme, ThemeFile};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The file of the output that lists the names of all checklist items.
pub use crate::render::CHECKLIST_IDS;

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
    /// Highlighted code of an earlier build, as [`Built::highlight_cache`] gave it.
    pub highlighted: Vec<u8>,
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
    checked: Checked,
    theme: Theme,
    shared: Shared,
    routes: BTreeMap<String, Route>,
    /// Levels in force.
    levels: Levels,
    /// How long it took.
    pub timings: Timings,
}

/// What is written at a path.
pub enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of a file of the site: its path below the root.
    Copy(String),
}

/// Checks a site and makes it ready for rendering. Findings have their levels and are sorted.
pub fn build(inputs: Inputs) -> Diagnosed<Built> {
    let start = Instant::now();
    let mut findings = Vec::new();
    let mut files = Files::default();
    let Loaded { config, pages, broken, data, snippets, assets, theme_files } =
        load(&inputs, &mut files, &mut findings);
    let parsed_at = start.elapsed();
    let levels = levels(&config, &inputs.levels);
    let parsed =
        Parsed { config, pages, broken, data, snippets, assets, today: inputs.today, drafts: inputs.drafts };
    let checked = check::check(parsed).collect_into(&mut findings);
    let checked_at = start.elapsed();
    if checked.pages.iter().all(|page| page.out != "index.html") {
        let at = config_file(&mut files);
        let message = "the site has no home page: `content/index.md` is missing";
        findings.push(
            Diagnostic::new(&lints::MISSING_HOME, Span::whole(at), message)
                .help("write it with a line `---`, a line `title: …` and another line `---`"),
        );
    }
    let config = config_file(&mut files);
    check::vanished(&checked.data, &inputs.published, config, &mut findings);
    let theme = Theme::load(&checked.config, &theme_files, &mut files).collect_into(&mut findings);
    let routes = render::routes(&checked, &theme).collect_into(&mut findings);
    for page in &checked.pages {
        if let Some(name) = page.page.front.template.as_ref().filter(|name| !theme.has(&name.value)) {
            let near = crate::text::suggestion(&name.value, theme.templates());
            let message = format!("the theme has no template `{}`{near}", name.value);
            findings.push(Diagnostic::new(&lints::TEMPLATE_ERROR, name.span, message));
        }
    }
    let highlighted = Cache::from_bytes(&inputs.highlighted);
    let shared = Shared::new(&checked, &theme, highlighted, image_sizes(&inputs.files));
    for (root, known) in shared.fields() {
        theme.check_fields(root, &known, &mut findings);
    }
    drop_follow_ups(&mut findings, &files);
    levels.apply(&mut findings);
    diag::sort(&mut findings, &files);
    let timings =
        Timings { parse: parsed_at, check: checked_at - parsed_at, prepare: start.elapsed() - checked_at };
    Diagnosed::new(Built { files, checked, theme, shared, routes, levels, timings }, findings)
}

impl Built {
    /// All paths of the output, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.routes.keys().map(String::as_str)
    }

    /// Whether the output has a path.
    pub fn has(&self, path: &str) -> bool {
        self.routes.contains_key(path)
    }

    /// Renders one path; `None` when the site has no such path.
    ///
    /// # Errors
    /// A template that meets a value it cannot use, as a finding.
    pub fn render(&self, path: &str) -> Option<Result<Output, Box<Diagnostic>>> {
        let route = self.routes.get(path)?;
        let site = render::Site {
            checked: &self.checked,
            files: &self.files,
            theme: &self.theme,
            shared: &self.shared,
        };
        Some(match site.render(route) {
            Ok(Rendered::Bytes(bytes)) => Ok(Output::Bytes(bytes)),
            Ok(Rendered::Copy(path)) => Ok(Output::Copy(path)),
            Err(finding) => Err(finding),
        })
    }

    /// Renders one page of each template and adds what goes wrong; writes nothing.
    pub fn try_templates(&self, findings: &mut Vec<Diagnostic>) {
        let mut tried = std::collections::BTreeSet::new();
        for (path, route) in &self.routes {
            let template = match route {
                Route::Page(number) => {
                    let front = &self.checked.pages[*number].page.front;
                    front.template.as_ref().map_or(front.kind.name(), |name| &name.value).to_owned()
                }
                Route::Static(_)
                | Route::Asset(_)
                | Route::NoJekyll
                | Route::Robots
                | Route::ChecklistIds
                | Route::Table(_)
                | Route::Redirect(..) => continue,
                other => format!("{:?}", std::mem::discriminant(other)),
            };
            if tried.insert(template)
                && let Some(Err(finding)) = self.render(path)
            {
                findings.push(*finding);
            }
        }
        self.settle(findings);
    }

    /// Adds a file that a finding is about.
    pub(crate) fn add_file(&mut self, path: FilePath) -> FileId {
        self.files.add(path, "".into())
    }

    /// The files that findings point into.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Gives findings of rendering their levels and order. A field that is missing is found when the
    /// templates are read, and again by each page that prints it.
    pub fn settle(&self, findings: &mut Vec<Diagnostic>) {
        self.levels.apply(findings);
        diag::sort(findings, &self.files);
        let template = |finding: &Diagnostic| finding.lint.name == lints::TEMPLATE_ERROR.name;
        findings.dedup_by(|b, a| template(a) && template(b) && a.span == b.span);
    }

    /// Claims by verdict.
    pub fn counts(&self) -> Counts {
        self.checked.counts
    }

    /// How many pages authors wrote.
    pub fn pages(&self) -> usize {
        self.checked.pages.len()
    }

    /// The oldest fact that a sentence uses: its name and its as-of date, as written.
    pub fn oldest_fact(&self) -> Option<(String, String)> {
        let used =
            self.checked.facts.items.iter().zip(&self.checked.uses).filter(|(_, uses)| !uses.is_empty());
        let dated = used.filter_map(|(fact, _)| {
            let def = &self.checked.data.facts[fact.def];
            let date = def.as_of.as_ref()?.value;
            Some((date.last(), format!("{}/{}", def.subject.value, def.id.value), date.to_string()))
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

/// When a data file could not be read, everything in it seems unknown and everything outside it
/// unused: that is one fault, not a hundred.
fn drop_follow_ups(findings: &mut Vec<Diagnostic>, files: &Files) {
    const UNREADABLE: [&str; 7] = [
        "yaml-syntax",
        "invalid-utf8",
        "file-too-large",
        "unreadable-file",
        "too-many-aliases",
        "nested-too-deeply",
        "unknown-data-file",
    ];
    const FOLLOW: [&str; 10] = [
        "unknown-subject",
        "unknown-attribute",
        "unknown-source",
        "unknown-fact",
        "unknown-checklist",
        "no-default-subject",
        "no-source",
        "too-few-sources",
        "unused-source",
        "unused-fact",
    ];
    let broken = findings.iter().any(|finding| {
        UNREADABLE.contains(&finding.lint.name)
            && parse::is_data_file(files.get(finding.span.file).path.as_str())
    });
    if broken {
        findings.retain(|finding| !FOLLOW.contains(&finding.lint.name));
    }
}

fn levels(config: &Config, over: &Levels) -> Levels {
    let mut levels = config.levels.clone();
    levels.overlay(over);
    levels
}

struct Loaded {
    config: Config,
    pages: Vec<Page>,
    broken: BTreeSet<String>,
    data: Data,
    snippets: Snippets,
    assets: BTreeMap<String, FileId>,
    theme_files: Vec<ThemeFile>,
}

fn load(inputs: &Inputs, files: &mut Files, findings: &mut Vec<Diagnostic>) -> Loaded {
    let mut texts: Vec<(FileId, FilePath, Arc<str>)> = Vec::new();
    let mut others: Vec<(FileId, FilePath)> = Vec::new();
    for (path, content) in &inputs.files {
        match content {
            Content::Text(text) => {
                texts.push((files.add(path.clone(), Arc::clone(text)), path.clone(), Arc::clone(text)))
            }
            Content::Asset(_) => others.push((files.add(path.clone(), "".into()), path.clone())),
            fault => findings.push(unreadable(path, fault, files)),
        }
    }
    let mut config = config(&texts, findings);
    if let Some(url) = &inputs.base_url {
        config.base_url = Some(parse::with_slash(url.clone()));
    }
    let data = data(&texts, findings);
    let snippets = snippets(&data, files, findings);
    let mut broken = BTreeSet::new();
    let pages = pages(&texts, &parse::roles(&config), &mut broken, findings);
    broken.extend(
        inputs
            .files
            .iter()
            .filter(|(_, c)| !matches!(c, Content::Text(_) | Content::Asset(_)))
            .map(|(p, _)| p.to_string()),
    );
    endings(inputs, files, findings);
    let assets = others
        .iter()
        .filter_map(|(id, path)| Some((path.as_str().strip_prefix("content/")?.to_owned(), *id)));
    let assets = assets.chain(texts.iter().filter_map(|(id, path, _)| {
        let below = path.as_str().strip_prefix("content/").filter(|below| !below.starts_with("data/"))?;
        (path.extension() != Some("md")).then(|| (below.to_owned(), *id))
    }));
    let assets = assets.collect();
    let theme_files = theme_files(&config, &texts, &others);
    Loaded { config, pages, broken, data, snippets, assets, theme_files }
}

fn unreadable(path: &FilePath, content: &Content, files: &mut Files) -> Diagnostic {
    let mut add = |text: &str| files.add(path.clone(), text.into());
    match content {
        Content::NotUtf8(at, text) => {
            let id = add(text);
            let message = format!("this file is not UTF-8 from byte {at} on");
            Diagnostic::new(&lints::INVALID_UTF8, Span::new(id, *at..*at), message).help("save it as UTF-8")
        }
        Content::TooLarge(bytes) => {
            let message = format!("this file has {} MB; texts may have 16", bytes / 1_000_000);
            Diagnostic::new(&lints::FILE_TOO_LARGE, Span::whole(add("")), message)
        }
        Content::Loop => Diagnostic::new(
            &lints::SYMLINK_LOOP,
            Span::whole(add("")),
            "this link leads back to a folder above it",
        ),
        Content::Unreadable(why) => Diagnostic::new(
            &lints::UNREADABLE_FILE,
            Span::whole(add("")),
            format!("this file cannot be read: {why}"),
        ),
        Content::Text(_) | Content::Asset(_) => unreachable!("readable files are not faults"),
    }
}

fn config(texts: &[(FileId, FilePath, Arc<str>)], findings: &mut Vec<Diagnostic>) -> Config {
    match texts.iter().find(|(_, path, _)| path.as_str() == "prepress.yaml") {
        Some((id, _, text)) => parse::config(*id, text).collect_into(findings),
        None => Config { language: "en".to_owned(), ..Config::default() },
    }
}

fn data(texts: &[(FileId, FilePath, Arc<str>)], findings: &mut Vec<Diagnostic>) -> Data {
    let mut data = Data::default();
    for (id, path, text) in texts.iter().filter(|(_, path, _)| parse::is_data_file(path.as_str())) {
        parse::data_file(*id, path.as_str(), text, &mut data, findings);
    }
    data
}

fn snippets(data: &Data, files: &Files, findings: &mut Vec<Diagnostic>) -> Snippets {
    let mut read = |text: &Spanned<String>| Snippet::read(text, files.slice(text.span), findings);
    let definitions = data.terms.iter().map(|term| read(&term.definition)).collect();
    let mut checklists = Vec::new();
    for list in &data.checklists {
        let about = list.description.as_ref().map(&mut read);
        let items =
            list.items.iter().map(|item| (read(&item.text), item.why.as_ref().map(&mut read))).collect();
        checklists.push((about, items));
    }
    Snippets { definitions, checklists }
}

/// Reports files whose ending is one of ours in capitals: they would be passed over.
fn endings(inputs: &Inputs, files: &Files, findings: &mut Vec<Diagnostic>) {
    for path in inputs.files.keys().filter(|path| path.as_str().starts_with("content/")) {
        let Some(ending) = path.extension() else { continue };
        let small = ending.to_ascii_lowercase();
        let id =
            files.find(path.as_str()).filter(|_| ending != small && ["md", "yaml", "yml"].contains(&&*small));
        if let Some(id) = id {
            let message = format!("the ending `.{ending}` is not read; write `.{small}`");
            findings.push(Diagnostic::new(&lints::UNREADABLE_FILE, Span::whole(id), message));
        }
    }
}

fn pages(
    texts: &[(FileId, FilePath, Arc<str>)],
    roles: &Roles,
    broken: &mut BTreeSet<String>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let is_page = |path: &FilePath| {
        let inside = path.as_str().starts_with("content/") && !path.as_str().starts_with("content/data/");
        inside && path.extension() == Some("md")
    };
    let read: Vec<(&FilePath, Diagnosed<Option<Page>>)> = texts
        .par_iter()
        .filter(|(_, path, _)| is_page(path))
        .map(|(id, path, text)| (path, parse::page(*id, path.clone(), text, roles)))
        .collect();
    let mut pages = Vec::with_capacity(read.len());
    for (path, page) in read {
        match page.collect_into(findings) {
            Some(page) => pages.push(page),
            None => {
                broken.insert(path.to_string());
            }
        }
    }
    pages
}

fn theme_files(
    config: &Config,
    texts: &[(FileId, FilePath, Arc<str>)],
    others: &[(FileId, FilePath)],
) -> Vec<ThemeFile> {
    let name = config.theme.as_ref().map_or("default", |theme| theme.value.as_str());
    let folder = format!("themes/{name}/");
    let below = |path: &FilePath| path.as_str().strip_prefix(&folder).map(str::to_owned);
    let with_text = texts.iter().filter_map(|(id, path, text)| {
        Some(ThemeFile { path: below(path)?, file: *id, text: Some(Arc::clone(text)), source: path.clone() })
    });
    let without = others.iter().filter_map(|(id, path)| {
        Some(ThemeFile { path: below(path)?, file: *id, text: None, source: path.clone() })
    });
    with_text.chain(without).collect()
}
