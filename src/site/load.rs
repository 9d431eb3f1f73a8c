//! From bytes to parsed records: every file once, each to its reader; and again only what changed.
//!
//! In: the files of the inputs, one set after another. Out: configuration, pages, data, the theme and what stands in
//! the place of files that cannot be read. What was read before is kept while the bytes are the same and so is what
//! the reader takes from the rest of the site. Resolves nothing.

use super::data_files::DataFiles;
use super::left_out::{endings, left_out};
use super::memo::{Memo, Same, Source};
use super::sorted::{Kind, Sorted, TextFile};
use super::{Inputs, copies, levels, tables};
use crate::check::{Known, level_pattern};
use crate::diag::{Diagnosed, Findings, Levels, Reported, Reporting};
use crate::lints;
use crate::model::{Config, Data, Table, Text, TextId};
use crate::parse::kept;
use crate::parse::{self, Detect, Page, Scalar, Snippet};
use crate::render;
use crate::store::{Key, Print, Store};
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
    pub pages: Arc<Vec<Arc<Page>>>,
    pub keys: Arc<PageKeys>,
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
    /// The texts that were given last.
    given: Vec<TextFile>,
    pages: HashMap<FileId, ReadPage>,
    read: Option<ReadPages>,
    theme: Memo<(Same<Config>, Vec<ThemeFile>), Diagnosed<Theme>>,
}

/// The keys of pages that can be kept for other runs.
pub(super) type PageKeys = HashMap<FileId, Key>;

/// What the configuration is read from, and the address that replaces its own.
type ConfigKey = (Option<Source>, Option<String>);

/// What the data is read from.
#[derive(PartialEq)]
struct DataKey {
    config: Same<Config>,
    today: Date,
    levels: Levels,
    files: Vec<Source>,
    /// Copies of sources.
    copies: Vec<Source>,
    /// Those that are no texts.
    other_copies: Vec<FilePath>,
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
    /// Names the context in the keys of pages that are kept.
    print: Print,
    reporting: Reporting,
}

/// A page as it was read.
struct ReadPage {
    source: Source,
    context: Same<Reading>,
    page: Option<Arc<Page>>,
    findings: Findings,
    /// Under which it can be kept for other runs.
    key: Option<Key>,
}

/// All pages as they were read.
struct ReadPages {
    context: Arc<Reading>,
    pages: Arc<Vec<Arc<Page>>>,
    keys: Arc<PageKeys>,
    /// Those that cannot be read.
    broken: BTreeSet<String>,
    findings: Findings,
}

/// The pages of a build, and what belongs to them.
struct Content {
    known: Arc<Known>,
    pages: Arc<Vec<Arc<Page>>>,
    keys: Arc<PageKeys>,
    broken: BTreeSet<String>,
}

impl Loader {
    pub(super) fn load(&mut self, inputs: &Inputs, findings: &mut Findings) -> Loaded {
        let before = std::mem::take(&mut self.given);
        let mut sorted = Sorted::of(&inputs.files, &before, &mut self.files, findings);
        let own = Theme::register(&mut self.files);
        // All inputs are in the table by now: what is more than they and the theme is gone.
        if self.files.count() != inputs.files.len() + own.count() {
            self.files.retain(|path| inputs.files.contains_key(path) || path.as_str().starts_with(EMBEDDED));
        }
        let config = self.config(&sorted.texts, inputs);
        findings.append(config.findings.clone());
        let config = Arc::clone(&config.value);
        let all = (!config.ignore.is_empty()).then(|| sorted.texts.clone());
        sorted.pass_over(&config);
        let Sorted { texts, others, faulty, .. } = &sorted;
        let reporting =
            Reporting { levels: levels(&config, &inputs.levels), all: inputs.files.contains_key(BASELINE) };
        let overlay = theme_files(&config, texts, others);
        let mut themes = std::mem::take(&mut self.theme);
        // The theme and the content need nothing of each other.
        let (theme, Content { known, pages, keys, mut broken }) = rayon::join(
            || {
                themes.get_from((Same(Arc::clone(&config)), overlay), |(config, overlay), before| {
                    let before = before.map(|before| &before.value);
                    Theme::load(&config.0, overlay, render::markdown_path, &own, before)
                })
            },
            || self.content(&config, &sorted, (inputs, &reporting), findings),
        );
        self.theme = themes;
        broken.extend(faulty.iter().map(FilePath::to_string));
        endings(sorted.odd(), &self.files, findings);
        let left_out = left_out(sorted.odd(), &self.files, findings);
        let assets = others
            .iter()
            .filter(|(id, _)| !left_out.contains(id))
            .filter_map(|(id, path)| Some((path.as_str().strip_prefix("content/")?.to_owned(), *id)));
        let assets = assets.chain(texts.iter().filter(|text| text.kind == Kind::Other).filter_map(|text| {
            let path = text.path.as_str();
            let below = path.strip_prefix("content/").filter(|below| !below.starts_with("data/"))?;
            (!left_out.contains(&text.file)).then(|| (below.to_owned(), text.file))
        }));
        let assets = assets.collect();
        self.given = all.unwrap_or(sorted.texts);
        Loaded { assets, config, reporting, pages, keys, broken, known, theme }
    }

    /// Reads the data, then the pages: the data says what counts as a figure.
    fn content(
        &mut self,
        config: &Arc<Config>,
        sorted: &Sorted,
        (inputs, reporting): (&Inputs, &Reporting),
        findings: &mut Findings,
    ) -> Content {
        let data = self.data(config, sorted, (inputs.today, &reporting.levels));
        findings.append(data.findings.clone());
        let key = (Same(Arc::clone(config)), data.detect.clone(), reporting.clone());
        let context = self.context.get(key, |(config, detect, reporting)| {
            let context = parse::Context { roles: parse::roles(&config.0), detect: detect.clone() };
            Reading { print: kept::print(&context), context, reporting: reporting.clone() }
        });
        let kept = self.read.take().filter(|read| sorted.same_pages && Arc::ptr_eq(&read.context, &context));
        let read = kept.unwrap_or_else(|| self.pages(&sorted.texts, context, inputs.pages.as_deref()));
        let read = self.read.insert(read);
        findings.append(read.findings.clone());
        Content {
            known: Arc::clone(&data.known),
            pages: Arc::clone(&read.pages),
            keys: Arc::clone(&read.keys),
            broken: read.broken.clone(),
        }
    }

    fn config(&mut self, texts: &[TextFile], inputs: &Inputs) -> Arc<Diagnosed<Arc<Config>>> {
        let source = texts.iter().find(|text| text.kind == Kind::Config).map(source);
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
        sorted: &Sorted,
        (today, levels): (Date, &Levels),
    ) -> Arc<ReadData> {
        let of = |kind| sorted.texts.iter().filter(move |text| text.kind == kind).map(source).collect();
        let others = sorted.others.iter().map(|(_, path)| path).chain(&sorted.faulty);
        let unread = sorted.unread;
        let key = DataKey {
            config: Same(Arc::clone(config)),
            today,
            levels: levels.clone(),
            files: of(Kind::Data),
            copies: of(Kind::Source),
            other_copies: others.filter(|path| path.as_str().starts_with("sources/")).cloned().collect(),
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
            copies::check(&key.copies, &key.other_copies, files, &mut data, &mut findings);
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

    /// Reads the pages that are not as they were read before, by this process or by one that kept them.
    fn pages(&mut self, texts: &[TextFile], context: Arc<Reading>, store: Option<&dyn Store>) -> ReadPages {
        let same = Same(Arc::clone(&context));
        let mut kept = std::mem::take(&mut self.pages);
        let mut own: Vec<(&FilePath, Source, Option<ReadPage>)> = texts
            .iter()
            .filter(|text| text.kind == Kind::Page)
            .map(|text| {
                let source = source(text);
                let old = kept.remove(&text.file).filter(|old| old.source == source && old.context == same);
                (&text.path, source, old)
            })
            .collect();
        own.par_iter_mut().filter(|(.., read)| read.is_none()).for_each(|(path, source, read)| {
            let Reading { context: reading, print, reporting } = &*context;
            let key = store.map(|store| (store, kept::key(print, path, &source.text)));
            let bytes = key.as_ref().and_then(|(store, key)| store.get(key));
            let Diagnosed { value, mut findings } =
                parse::page(source.file, path.clone(), &source.text, reading, bytes.as_deref());
            let can_keep = value.as_ref().filter(|page| findings.is_empty() && kept::can_keep(page));
            let key = key.filter(|_| can_keep.is_some()).map(|(store, key)| {
                if let Some(page) = can_keep.filter(|_| bytes.is_none()) {
                    store.put(key, &kept::write(page));
                }
                key
            });
            reporting.drop_hidden(&mut findings, value.as_ref().is_some_and(Page::has_exceptions));
            let (source, context) = (source.clone(), same.clone());
            *read = Some(ReadPage { source, context, page: value.map(Arc::new), findings, key });
        });
        let (mut pages, mut keys, mut broken) =
            (Vec::with_capacity(own.len()), PageKeys::new(), BTreeSet::new());
        let mut findings = Findings::default();
        for (path, source, read) in own {
            let Some(read) = read else { continue };
            findings.append(read.findings.clone());
            match &read.page {
                Some(page) => {
                    pages.push(Arc::clone(page));
                    keys.extend(read.key.map(|key| (source.file, key)));
                }
                None => {
                    broken.insert(path.to_string());
                }
            }
            self.pages.insert(source.file, read);
        }
        ReadPages { context, pages: Arc::new(pages), keys: Arc::new(keys), broken, findings }
    }
}

fn source(text: &TextFile) -> Source {
    Source { file: text.file, text: Arc::clone(&text.text) }
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
    if kind("version").next().is_some() {
        lexicon = lexicon.with_versions();
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

fn theme_files(config: &Config, texts: &[TextFile], others: &[(FileId, FilePath)]) -> Vec<ThemeFile> {
    let name = config.theme.as_ref().map_or("default", |theme| theme.value.as_str());
    let folder = format!("themes/{name}/");
    let below = |path: &FilePath| path.as_str().strip_prefix(&folder).map(str::to_owned);
    let with_text = texts.iter().filter(|text| text.kind == Kind::Theme).filter_map(|text| {
        let (file, source) = (text.file, text.path.clone());
        Some(ThemeFile { path: below(&text.path)?, file, text: Some(Arc::clone(&text.text)), source })
    });
    let without = others.iter().filter_map(|(id, path)| {
        Some(ThemeFile { path: below(path)?, file: *id, text: None, source: path.clone() })
    });
    with_text.chain(without).collect()
}
