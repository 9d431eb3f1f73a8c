//! From bytes to parsed records: every file once, each to its reader.
//!
//! In: the files of the inputs. Out: configuration, pages, data, theme files and what stands in the
//! place of files that cannot be read. Resolves nothing.

use super::{Content, Inputs, levels};
use crate::diag::{Diagnosed, Diagnostic, Findings, Level, Reported};
use crate::lints;
use crate::model::{AttributeDef, Config, Data, Table, Text, TextId};
use crate::parse::{self, Detect, Page, Snippet};
use crate::text::{FileId, FilePath, Files, Span};
use crate::theme::ThemeFile;
use crate::value::{LevelPattern, Lexicon};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) struct Loaded {
    pub config: Config,
    pub pages: Vec<Page>,
    pub broken: BTreeSet<String>,
    pub data: Data,
    pub snippets: Table<TextId, Snippet>,
    pub assets: BTreeMap<String, FileId>,
    pub theme_files: Vec<ThemeFile>,
}

pub(super) fn load(inputs: &Inputs, files: &mut Files, findings: &mut Findings) -> Loaded {
    let mut texts: Vec<(FileId, FilePath, Arc<str>)> = Vec::new();
    let mut others: Vec<(FileId, FilePath)> = Vec::new();
    let mut unread = None;
    for (path, content) in &inputs.files {
        match content {
            Content::Text(text) => {
                texts.push((files.add(path.clone(), Arc::clone(text)), path.clone(), Arc::clone(text)))
            }
            Content::Asset(_) => others.push((files.add(path.clone(), "".into()), path.clone())),
            fault => {
                let reported = findings.report(unreadable(path, fault, files));
                if parse::is_data_file(path.as_str()) {
                    unread.get_or_insert(reported);
                }
            }
        }
    }
    let mut config = config(&texts, findings);
    if let Some(url) = &inputs.base_url {
        config.base_url = Some(parse::with_slash(url.clone()));
    }
    let data = data(&texts, unread, findings);
    let context = parse::Context { roles: parse::roles(&config), detect: detect(&config, &data, inputs) };
    let snippets = snippets(&data, files, &context.detect, findings);
    let mut broken = BTreeSet::new();
    let pages = pages(&texts, &context, &mut broken, findings);
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

fn config(texts: &[(FileId, FilePath, Arc<str>)], findings: &mut Findings) -> Config {
    match texts.iter().find(|(_, path, _)| path.as_str() == "prepress.yaml") {
        Some((id, _, text)) => parse::config(*id, text).collect_into(findings),
        None => Config { language: "en".to_owned(), ..Config::default() },
    }
}

/// Reads all data; `unread` is the first file of it that is no text.
fn data(texts: &[(FileId, FilePath, Arc<str>)], unread: Option<Reported>, findings: &mut Findings) -> Data {
    let mut data = Data { incomplete: unread, ..Data::default() };
    for (id, path, text) in texts.iter().filter(|(_, path, _)| parse::is_data_file(path.as_str())) {
        if let Err(reported) = parse::data_file(*id, path.as_str(), text, &mut data, findings) {
            data.incomplete.get_or_insert(reported);
        }
    }
    data
}

/// What counts as a figure: the nouns and levels that attributes declare, less the site's names.
fn detect(config: &Config, data: &Data, inputs: &Inputs) -> Detect {
    let kind = |name: &'static str| data.attributes.iter().filter(move |def| def.kind.value == name);
    let nouns = kind("count").flat_map(|def| {
        let unit = def.unit.iter().map(|unit| unit.value.split('/').next().unwrap_or("").trim());
        unit.chain(def.nouns.iter().map(String::as_str)).filter(|noun| !noun.is_empty())
    });
    let mut lexicon = Lexicon::new(nouns).with_names(config.names.iter().cloned());
    if let Some(pattern) = kind("level").find_map(level_pattern) {
        lexicon = lexicon.with_levels(pattern);
    }
    let levels = levels(config, &inputs.levels);
    let on = |lint| levels.of(lint) != Level::Allow;
    Detect { lexicon, superlatives: on(&lints::UNBACKED_COMPARISON), dollars: on(&lints::MATH_DOLLAR) }
}

fn level_pattern(def: &AttributeDef) -> Option<LevelPattern> {
    let (_, patterns) = def.values.iter().find(|(name, _)| name.value == "pattern")?;
    LevelPattern::parse(patterns.first()?).ok()
}

fn snippets(data: &Data, files: &Files, detect: &Detect, findings: &mut Findings) -> Table<TextId, Snippet> {
    let read = |text: &Text| Snippet::read(&text.source, files.slice(text.source.span), detect, findings);
    data.texts.iter().map(read).collect()
}

/// Reports files whose ending is one of ours in capitals: they would be passed over.
fn endings(inputs: &Inputs, files: &Files, findings: &mut Findings) {
    for path in inputs.files.keys().filter(|path| path.as_str().starts_with("content/")) {
        let Some(ending) = path.extension() else { continue };
        let small = ending.to_ascii_lowercase();
        let id =
            files.find(path.as_str()).filter(|_| ending != small && ["md", "yaml", "yml"].contains(&&*small));
        if let Some(id) = id {
            let message = format!("unknown extension `.{ending}`; use `.{small}`");
            findings.report(Diagnostic::new(&lints::UNREADABLE_FILE, Span::whole(id), message));
        }
    }
}

fn pages(
    texts: &[(FileId, FilePath, Arc<str>)],
    context: &parse::Context,
    broken: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Vec<Page> {
    let is_page = |path: &FilePath| {
        let inside = path.as_str().starts_with("content/") && !path.as_str().starts_with("content/data/");
        inside && path.extension() == Some("md")
    };
    let read: Vec<(&FilePath, Diagnosed<Option<Page>>)> = texts
        .par_iter()
        .filter(|(_, path, _)| is_page(path))
        .map(|(id, path, text)| (path, parse::page(*id, path.clone(), text, context)))
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
