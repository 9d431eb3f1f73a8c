//! From bytes to parsed records: every file once, each to its reader; and again only what changed.
//!
//! In: the files of the inputs, one set after another. Out: configuration, pages, data, the theme and what stands in
//! the place of files that cannot be read. What was read before is kept while the bytes are the same and so is what
//! the reader takes from the rest of the site. Resolves nothing.

use super::data_files::DataFiles;
use super::memo::{Memo, Same, Source};
use super::{Content, Inputs, levels, tables};
use crate::check::{Known, level_pattern};
use crate::diag::{Diagnosed, Diagnostic, Findings, Levels, Reported, Reporting};
use crate::lints;
use crate::model::{Config, Data, Table, Text, TextId};
use crate::parse::{self, Detect, Page, Scalar, Snippet};
use crate::render;
use crate::text::names::BASELINE;
use crate::text::{FileId, FilePath, Files, MappedText, Span};
use crate::theme::{EMBEDDED, Theme, ThemeFile};
use crate::value::{LevelPattern, Lexicon, MeasureUnit};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub(super) struct Loaded {
    pub config: Arc<Config>,
    pub reporting: Reporting,
    pub pages: Vec<Arc<Page>>,
    pub broken: BTreeSet<String>,
    pub known: Arc<Known>,
    pub assets: BTreeMap<String, FileId>,
    pub theme: Arc<Diagnosed<Theme>>,
}

/// What was read last.
#[derive(Default)]
pub(super) struct Loader {
    pub files: Files,
    config: Memo<ConfigKey, Diagnosed<Arc<Config>>>,
    data_files: DataFiles,
    data: Memo<DataKey, ReadData>,
    context: Memo<(Same<Config>, Detect, Reporting), Reading>,
    pages: HashMap<FileId, ReadPage>,
    theme: Memo<(Same<Config>, Vec<ThemeFile>), Diagnosed<Theme>>,
}

/// What the configuration is read from, and the address that replaces its own.
type ConfigKey = (Option<Source>, Option<String>);

/// What the data is read from.
#[derive(PartialEq)]
struct DataKey {
    config: Same<Config>,
    today: Date,
    levels: Levels,
    files: Vec<Source>,
    /// The first file of the data that is no text, as it was reported.
    unread: Option<Reported>,
}

struct ReadData {
    known: Arc<Known>,
    /// What counts as a figure, as the data says.
    detect: Detect,
    findings: Findings,
}

/// What reading a page takes from the rest of the site, and which of its findings count.
struct Reading {
    context: parse::Context,
    reporting: Reporting,
}

/// A page as it was read.
struct ReadPage {
    source: Source,
    context: Same<Reading>,
    page: Option<Arc<Page>>,
    findings: Findings,
}

/// The files of the inputs by what can be read of them.
#[derive(Default)]
struct Sorted {
    texts: Vec<(FileId, FilePath, Arc<str>)>,
    /// Files that are published as they are.
    others: Vec<(FileId, FilePath)>,
    /// Paths of what cannot be read.
    faulty: Vec<FilePath>,
    /// The first faulty file of the data.
    unread: Option<Reported>,
}

impl Sorted {
    /// Drops what the configuration passes over.
    fn pass_over(&mut self, config: &Config) {
        self.texts.retain(|(_, path, _)| !is_ignored(config, path));
        self.others.retain(|(_, path)| !is_ignored(config, path));
        self.faulty.retain(|path| !is_ignored(config, path));
    }
}

fn is_ignored(config: &Config, path: &FilePath) -> bool {
    path.as_str().strip_prefix("content/").is_some_and(|below| config.ignores(below))
}

impl Loader {
    pub(super) fn load(&mut self, inputs: &Inputs, findings: &mut Findings) -> Loaded {
        let mut sorted = self.sort(inputs, findings);
        let own = Theme::register(&mut self.files);
        // All inputs are in the table by now: what is more than they and the theme is gone.
        if self.files.count() != inputs.files.len() + own.count() {
            self.files.retain(|path| inputs.files.contains_key(path) || path.as_str().starts_with(EMBEDDED));
        }
        let config = self.config(&sorted.texts, inputs);
        findings.append(config.findings.clone());
        let config = Arc::clone(&config.value);
        sorted.pass_over(&config);
        let Sorted { texts, others, faulty, unread } = &sorted;
        let reporting =
            Reporting { levels: levels(&config, &inputs.levels), all: inputs.files.contains_key(BASELINE) };
        let overlay = theme_files(&config, texts, others);
        let mut themes = std::mem::take(&mut self.theme);
        // The theme and the content need nothing of each other.
        let (theme, (known, pages, mut broken)) = rayon::join(
            || {
                themes.get_from((Same(Arc::clone(&config)), overlay), |(config, overlay), before| {
                    let before = before.map(|before| &before.value);
                    Theme::load(&config.0, overlay, render::markdown_path, &own, before)
                })
            },
            || self.content(&config, texts, *unread, (inputs.today, &reporting), findings),
        );
        self.theme = themes;
        broken.extend(faulty.iter().map(FilePath::to_string));
        let paths = || inputs.files.keys().filter(|path| !is_ignored(&config, path));
        endings(paths(), &self.files, findings);
        let left_out = left_out(paths(), &self.files, findings);
        let assets = others
            .iter()
            .filter(|(id, _)| !left_out.contains(id))
            .filter_map(|(id, path)| Some((path.as_str().strip_prefix("content/")?.to_owned(), *id)));
        let assets = assets.chain(texts.iter().filter_map(|(id, path, _)| {
            let below = path.as_str().strip_prefix("content/").filter(|below| !below.starts_with("data/"))?;
            if left_out.contains(id) {
                return None;
            }
            (path.extension() != Some("md")).then(|| (below.to_owned(), *id))
        }));
        Loaded { assets: assets.collect(), config, reporting, pages, broken, known, theme }
    }

    /// Reads the data, then the pages: the data says what counts as a figure.
    fn content(
        &mut self,
        config: &Arc<Config>,
        texts: &[(FileId, FilePath, Arc<str>)],
        unread: Option<Reported>,
        (today, reporting): (Date, &Reporting),
        findings: &mut Findings,
    ) -> (Arc<Known>, Vec<Arc<Page>>, BTreeSet<String>) {
        let data = self.data(config, texts, unread, (today, &reporting.levels));
        findings.append(data.findings.clone());
        let key = (Same(Arc::clone(config)), data.detect.clone(), reporting.clone());
        let context = self.context.get(key, |(config, detect, reporting)| Reading {
            context: parse::Context { roles: parse::roles(&config.0), detect: detect.clone() },
            reporting: reporting.clone(),
        });
        let mut broken = BTreeSet::new();
        let pages = self.pages(texts, &context, &mut broken, findings);
        (Arc::clone(&data.known), pages, broken)
    }

    fn sort(&mut self, inputs: &Inputs, findings: &mut Findings) -> Sorted {
        let mut sorted = Sorted::default();
        let files = &mut self.files;
        for (path, content) in &inputs.files {
            match content {
                Content::Text(text) => {
                    sorted.texts.push((
                        files.add(path.clone(), Arc::clone(text)),
                        path.clone(),
                        Arc::clone(text),
                    ));
                }
                Content::Asset(_) => sorted.others.push((files.add(path.clone(), "".into()), path.clone())),
                fault => {
                    let reported = findings.report(unreadable(path, fault, files));
                    // A folder that cannot be read may hold any of it.
                    if parse::may_hold_data(path.as_str()) {
                        sorted.unread.get_or_insert(reported);
                    }
                    sorted.faulty.push(path.clone());
                }
            }
        }
        sorted
    }

    fn config(
        &mut self,
        texts: &[(FileId, FilePath, Arc<str>)],
        inputs: &Inputs,
    ) -> Arc<Diagnosed<Arc<Config>>> {
        let source = texts.iter().find(|(_, path, _)| path.as_str() == "prepress.yaml");
        let source = source.map(|(file, _, text)| Source { file: *file, text: Arc::clone(text) });
        self.config.get((source, inputs.base_url.clone()), |(source, base_url)| {
            let mut findings = Findings::default();
            let mut config = match source {
                Some(source) => parse::config(source.file, &source.text).collect_into(&mut findings),
                None => Config { language: "en".to_owned(), ..Config::default() },
            };
            if let Some(url) = base_url {
                config.base_url = Some(parse::with_slash(url.clone()));
            }
            Diagnosed::new(Arc::new(config), findings)
        })
    }

    /// Reads all data.
    fn data(
        &mut self,
        config: &Arc<Config>,
        texts: &[(FileId, FilePath, Arc<str>)],
        unread: Option<Reported>,
        (today, levels): (Date, &Levels),
    ) -> Arc<ReadData> {
        let own = texts.iter().filter(|(_, path, _)| parse::is_read_as_data(path.as_str()));
        let key = DataKey {
            config: Same(Arc::clone(config)),
            today,
            levels: levels.clone(),
            files: own.map(|(file, _, text)| Source { file: *file, text: Arc::clone(text) }).collect(),
            unread,
        };
        let (files, data_files) = (&self.files, &mut self.data_files);
        self.data.get_from(key, |key, before: Option<&ReadData>| {
            data_files.read(&key.files, files);
            let mut findings = Findings::default();
            let mut data = Data { incomplete: unread, ..Data::default() };
            let is_table = |source: &&Source| parse::is_table_file(files.get(source.file).path.as_str());
            for source in key.files.iter().filter(|source| !is_table(source)) {
                if let Some(read) = data_files.get(source.file) {
                    data.append(&read.data);
                    findings.append(read.findings.clone());
                    data.incomplete = data.incomplete.or(read.fault);
                    continue;
                }
                let path = files.get(source.file).path.as_str();
                let texts = data.texts.len();
                let read = parse::data_file(source.file, path, &source.text, &mut data, &mut findings);
                let own = data.texts.iter().skip(texts).map(|text| text.source.span).collect();
                parse::bindings_in_plain_fields(source.file, &source.text, &own, &mut findings);
                if let Err(reported) = read {
                    data.incomplete.get_or_insert(reported);
                }
            }
            tables::read(key.files.iter().filter(is_table), files, &mut data, &mut findings);
            data.places = places(&data, files);
            let detect = detect(config, &data, &key.levels);
            let snippets = snippets(&data, files, &detect, &mut findings);
            let text = |source: &Source| {
                let facts = parse::is_fact_file(files.get(source.file).path.as_str());
                (source.file, (Arc::clone(&source.text), facts))
            };
            let texts = key.files.iter().map(text).collect();
            let known = Arc::new(Known::of(
                data,
                texts,
                snippets,
                config,
                &key.levels,
                key.today,
                before.map(|read| &*read.known),
            ));
            ReadData { known, detect, findings }
        })
    }

    fn pages(
        &mut self,
        texts: &[(FileId, FilePath, Arc<str>)],
        context: &Arc<Reading>,
        broken: &mut BTreeSet<String>,
        findings: &mut Findings,
    ) -> Vec<Arc<Page>> {
        let is_page = |path: &FilePath| {
            let inside = path.as_str().starts_with("content/") && !path.as_str().starts_with("content/data/");
            inside && path.extension() == Some("md")
        };
        let context = Same(Arc::clone(context));
        let mut kept = std::mem::take(&mut self.pages);
        let mut own: Vec<(&FilePath, Source, Option<ReadPage>)> = texts
            .iter()
            .filter(|(_, path, _)| is_page(path))
            .map(|(file, path, text)| {
                let source = Source { file: *file, text: Arc::clone(text) };
                let old = kept.remove(file).filter(|old| old.source == source && old.context == context);
                (path, source, old)
            })
            .collect();
        own.par_iter_mut().filter(|(.., read)| read.is_none()).for_each(|(path, source, read)| {
            let Reading { context: reading, reporting } = &*context.0;
            let Diagnosed { value, mut findings } =
                parse::page(source.file, path.clone(), &source.text, reading);
            reporting.drop_hidden(&mut findings, value.as_ref().is_some_and(Page::has_exceptions));
            let (source, context) = (source.clone(), context.clone());
            *read = Some(ReadPage { source, context, page: value.map(Arc::new), findings });
        });
        let mut pages = Vec::with_capacity(own.len());
        for (path, source, read) in own {
            let Some(read) = read else { continue };
            findings.append(read.findings.clone());
            match &read.page {
                Some(page) => pages.push(Arc::clone(page)),
                None => {
                    broken.insert(path.to_string());
                }
            }
            self.pages.insert(source.file, read);
        }
        pages
    }
}

fn unreadable(path: &FilePath, content: &Content, files: &mut Files) -> Diagnostic {
    let mut add = |text: &str| files.add(path.clone(), text.into());
    match content {
        Content::NotUtf8(at, text) => {
            let id = add(text);
            let message = format!("invalid UTF-8 at byte {at}");
            Diagnostic::new(&lints::INVALID_UTF8, Span::new(id, *at..*at), message).help("save it as UTF-8")
        }
        Content::TooLarge(bytes) => {
            let message = format!("this file has {} MB; the limit for text files is 16", bytes / 1_000_000);
            Diagnostic::new(&lints::FILE_TOO_LARGE, Span::whole(add("")), message)
        }
        Content::Loop => Diagnostic::new(
            &lints::SYMLINK_LOOP,
            Span::whole(add("")),
            "symbolic link to a folder that contains it",
        ),
        Content::Unreadable(why) => Diagnostic::new(
            &lints::UNREADABLE_FILE,
            Span::whole(add("")),
            format!("this file cannot be read: {why}"),
        ),
        Content::Text(_) | Content::Asset(_) => unreachable!("readable files are not faults"),
    }
}

/// The places of expressions that are written in another way than they read.
fn places(data: &Data, files: &Files) -> HashMap<Span, MappedText> {
    let derived = data.facts.iter().filter_map(|fact| fact.derive.as_ref());
    let rules = data.rules.iter().flat_map(|rule| [Some(&rule.assert), rule.over.as_ref()]).flatten();
    let other = derived.chain(rules).filter(|text| text.value != files.slice(text.span));
    other
        .filter_map(|text| Some((text.span, Scalar::new(text, files.slice(text.span)).into_places()?)))
        .collect()
}

/// What counts as a figure: the nouns and levels that attributes declare, less the site's names.
fn detect(config: &Config, data: &Data, levels: &Levels) -> Detect {
    let kind = |name: &'static str| data.attributes.iter().filter(move |def| def.kind.value == name);
    let nouns = kind("count").flat_map(|def| {
        let unit = def.unit.iter().map(|unit| unit.value.split('/').next().unwrap_or("").trim());
        let units = unit.flat_map(|unit| {
            let relatives = MeasureUnit::named(unit).into_iter().flat_map(MeasureUnit::relatives);
            std::iter::once(unit.to_owned()).chain(relatives.map(str::to_owned))
        });
        units.chain(def.nouns.iter().cloned()).filter(|noun| !noun.is_empty())
    });
    let mut lexicon = Lexicon::new(nouns).with_common_nouns().with_names(config.names.iter().cloned());
    if let Some(pattern) =
        kind("level").map(level_pattern).filter(LevelPattern::is_declared).reduce(LevelPattern::joined)
    {
        lexicon = lexicon.with_levels(pattern);
    }
    if kind("time").next().is_some() {
        lexicon = lexicon.with_times();
    }
    Detect {
        lexicon,
        superlatives: levels.reports(&lints::UNBACKED_COMPARISON),
        dollars: levels.reports(&lints::MATH_DOLLAR),
    }
}

fn snippets(data: &Data, files: &Files, detect: &Detect, findings: &mut Findings) -> Table<TextId, Snippet> {
    let read = |text: &Text| Snippet::read(&text.source, files.slice(text.source.span), detect, findings);
    data.texts.iter().map(read).collect()
}

/// Reports files whose ending is one of ours in capitals: they would be passed over.
fn endings<'p>(paths: impl Iterator<Item = &'p FilePath>, files: &Files, findings: &mut Findings) {
    for path in paths.filter(|path| path.as_str().starts_with("content/")) {
        let Some(ending) = path.extension() else { continue };
        if !ending.bytes().any(|byte| byte.is_ascii_uppercase()) {
            continue;
        }
        let small = ending.to_ascii_lowercase();
        let id =
            files.find(path.as_str()).filter(|_| ending != small && ["md", "yaml", "yml"].contains(&&*small));
        if let Some(id) = id {
            let message = format!("unknown extension `.{ending}`; use `.{small}`");
            findings.report(Diagnostic::new(&lints::UNREADABLE_FILE, Span::whole(id), message));
        }
    }
}

/// Reports files of the content that are not published, and gives them.
fn left_out<'p>(
    paths: impl Iterator<Item = &'p FilePath>,
    files: &Files,
    findings: &mut Findings,
) -> BTreeSet<FileId> {
    let mut out = BTreeSet::new();
    for path in paths {
        let Some((why, help)) = path.as_str().strip_prefix("content/").and_then(|below| unfit(below, path))
        else {
            continue;
        };
        if let Some(id) = files.find(path.as_str()) {
            let finding = Diagnostic::new(&lints::NOT_PUBLISHED, Span::whole(id), why).help(help);
            findings.report(if path.as_str().ends_with(".mdx") { mdx(finding, id, files) } else { finding });
            out.insert(id);
        }
    }
    out
}

/// Adds the places of what has to go before a text of MDX is Markdown, and the command that takes it out.
fn mdx(finding: Diagnostic, file: FileId, files: &Files) -> Diagnostic {
    const SHOWN: usize = 5;
    let found = parse::foreign::components(&files.get(file).text);
    let finding = found.iter().take(SHOWN).fold(finding, |finding, range| {
        finding.related(Span::new(file, range.clone()), "this is no Markdown")
    });
    let finding = match found.len() {
        0..=SHOWN => finding,
        all => finding.note(format!("{} more places are no Markdown", all - SHOWN)),
    };
    finding.help(
        "`prepress import` makes pages of MDX: it keeps what is Markdown and names the rest by its line",
    )
}

/// Why a file of the content is not published, and what to do about it.
fn unfit(below: &str, path: &FilePath) -> Option<(&'static str, String)> {
    const BACKUPS: [&str; 5] = ["bak", "orig", "rej", "swp", "tmp"];
    const MARKDOWN: [&str; 6] = ["markdown", "mdown", "mdwn", "mdx", "mkd", "mkdn"];
    const DATA: [&str; 8] =
        ["facts", "checklists", "questions", "principles", "processes", "rubrics", "plans", "worksheets"];
    const NAMES: [&str; 5] = ["subjects", "attributes", "sources", "glossary", "rules"];
    let name = path.name();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    // Nearly all files.
    if (ending == "md" && !below.starts_with("data/")) || (ending == "yaml" && below.starts_with("data/")) {
        return None;
    }
    let ending = ending.to_ascii_lowercase();
    let top = below.split('/').next().unwrap_or("");
    let is_yaml = ["yaml", "yml"].contains(&ending.as_str());
    let is_data =
        (NAMES.contains(&stem) && !below.contains('/')) || (DATA.contains(&top) && below.contains('/'));
    let (why, help) = if name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || BACKUPS.contains(&ending.as_str())
    {
        ("this looks like a copy that an editor made: it is not published", "remove it".to_owned())
    } else if top == "data" && below.contains('/') && (ending == "md" || MARKDOWN.contains(&ending.as_str()))
    {
        (
            "Markdown below `content/data` is not read: it is not published",
            "move it out of the data folder".to_owned(),
        )
    } else if MARKDOWN.contains(&ending.as_str()) {
        (
            "pages end in `.md`: this file is not read and not published",
            "rename it; what is no Markdown in it has to go".to_owned(),
        )
    } else if is_yaml && is_data {
        (
            "data is read below `content/data` only: this file is not read and not published",
            format!("move it to `content/data/{below}`"),
        )
    } else {
        return None;
    };
    Some((why, help))
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
