//! `prepress history`: what a fact was, commit by commit.
//!
//! In: options. Out: a report on standard output. Which commits there are says git; what a fact said in each is read by
//! the engine, from the configuration and the data of that commit alone.

use super::args::{HistoryOptions, ReportFormat};
use super::inputs;
use super::outcome::Outcome;
use crate::audit::{History, Revision, Said};
use crate::shell::{self, Failure, Progress};
use crate::site::{Content, Inputs, Workspace};
use crate::text::FilePath;
use crate::text::names::CONFIG;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the values of facts rest on.
const PLACES: [&str; 2] = [CONFIG, "content/data"];

pub(super) fn run(options: &HistoryOptions) -> Result<Outcome, Failure> {
    let site = options.audit.ask.site();
    let located = inputs::locate(&site)?;
    let tree = shell::read_site(&located.root)?;
    let given = inputs::inputs(&tree, &located, &site, None)?;
    let mut workspace = Workspace::default();
    let read = |workspace: &mut Workspace, files| {
        workspace.build(Inputs { files, ..inputs::empty(located.today) }).value
    };
    let now = read(&mut workspace, data(given.files));
    let named = now.fact_name(&options.fact);
    if let Err(why) = &named
        && !options.fact.contains('/')
    {
        return Err(Failure::new(why.clone()));
    }
    let mut commits = shell::commits(&located.root, &PLACES, options.commits + 1)?;
    let cut = commits.len() > options.commits;
    let past = shell::Past::new(&located.root);
    let unsaved = Revision { hash: None, day: located.today.to_string(), subject: String::new() };
    let mut versions: Vec<(Revision, BTreeMap<String, Said>)> = vec![(unsaved, now.said())];
    let progress = Progress::new("reading commits", commits.len());
    for commit in commits.drain(..) {
        let files = past.files(&commit.hash, &PLACES)?;
        let files = files.into_iter().map(|(path, text)| (path, Content::Text(Arc::from(text)))).collect();
        let revision = Revision { hash: Some(commit.hash), day: commit.day, subject: commit.subject };
        versions.push((revision, read(&mut workspace, files).said()));
        progress.step();
    }
    drop(progress);
    // A fact that was removed is known by its name alone.
    let removed = || versions.iter().any(|(_, facts)| facts.contains_key(&options.fact));
    let fact = match named {
        Ok(name) => name,
        Err(_) if removed() => options.fact.clone(),
        Err(why) => return Err(Failure::new(why)),
    };
    let history = History::of(&fact, &versions, cut);
    shell::print(&match options.audit.format {
        ReportFormat::Text => history.text(),
        ReportFormat::Json => history.json(),
    });
    Ok(Outcome::Clean)
}

/// The configuration and the data of a site.
fn data(mut files: BTreeMap<FilePath, Content>) -> BTreeMap<FilePath, Content> {
    files.retain(|path, _| path.as_str() == CONFIG || path.as_str().starts_with("content/data/"));
    files
}
