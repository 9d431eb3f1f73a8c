//! `prepress new`: a page to fill, with the data that its kind needs, or a record of the data.
//!
//! In: a kind, and the path of a page or the id of a record. Out: files that were not there before, or a record at the end
//! of its file. What is written checks without an error. Each part of it is there to be changed: texts begin with `TODO:` and
//! what belongs there, so that `check` tells of those that are left (`placeholder`). Overwrites nothing.

mod entry;

use super::args::{NewKind, NewOptions, SiteOptions};
use super::init::title_of;
use super::inputs;
use super::outcome::Outcome;
use crate::shell::{self, Failure, Rewrite};
use crate::site::double_quoted;
use crate::text::FilePath;
use crate::text::names::CONTENT;
use crate::value::Kind;
use std::path::Path;

pub(super) fn new(options: &NewOptions) -> Result<Outcome, Failure> {
    let root = inputs::root_after_words(&options.folder, r#"new subject "Acme Corp""#)?;
    if let Some((file, record)) = record(options.kind) {
        return add(&root, file, &options.path, record);
    }
    match options.kind {
        NewKind::Fact => return entry::fact(&root, &options.path),
        NewKind::Question => return entry::question(&root, &options.path),
        _ => {}
    }
    let typed = options.path.trim_start_matches("./");
    let path = typed.strip_prefix("content/").unwrap_or(typed);
    let path = path.strip_suffix(".md").unwrap_or(path).trim_end_matches('/');
    let data = path == "data" && options.kind == NewKind::Section || path.starts_with("data/");
    if path.is_empty() || data || FilePath::check_portable(path).is_err() {
        return Err(Failure::new(format!("`{}` cannot be the path of a page", options.path))
            .hint("name it below content/, as in `prepress new article pay/levels`"));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let title = double_quoted(&title_of(name));
    // Ids have no spaces, which file names may have.
    let id = slug::slugify(name);
    let page = match options.kind {
        NewKind::Section => format!("{CONTENT}/{path}/index.md"),
        _ => format!("{CONTENT}/{path}.md"),
    };
    let (keys, text, own) = contents(options.kind, &root, &id, &title)?;
    if id.is_empty() && own.is_some() {
        return Err(Failure::new(format!("`{name}` has no letters to make an id from"))
            .hint("give the page a name with letters, as in `prepress new checklist lists/day-before`"));
    }
    let mut files = vec![(page, format!("---\ntitle: {title}\n{keys}---\n\n{text}"))];
    files.extend(own);
    write_all(&root, &files)?;
    files.iter().for_each(|(file, _)| shell::print(&format!("wrote {file}\n")));
    Ok(Outcome::Clean)
}

/// A file of the data, with its text.
type DataFile = (String, String);

/// The lines of front matter that a kind needs, the text below it, and the data that it shows.
fn contents(
    kind: NewKind,
    root: &Path,
    id: &str,
    title: &str,
) -> Result<(String, &'static str, Option<DataFile>), Failure> {
    let text = match kind {
        NewKind::Section => "TODO: say what the pages of this part are about.\n",
        NewKind::Comparison => "TODO: say how to read this table.\n",
        NewKind::Checklist => "TODO: say when to go through this list.\n",
        NewKind::Plan => "TODO: say who this plan is for.\n",
        NewKind::Worksheet => "TODO: say how to fill this in.\n",
        NewKind::Process => "TODO: say who goes through these stages.\n",
        NewKind::Questions => "TODO: say how to practise with these questions.\n",
        NewKind::Principles => "TODO: say where these principles come from.\n",
        NewKind::Rubric => "TODO: say who scores by this rubric, and when.\n",
        _ => "## TL;DR\n\nTODO: give the answer in three sentences.\n",
    };
    let Some((word, folder, data)) = own_data(kind) else {
        let keys = if kind == NewKind::Comparison { compared(root)? } else { String::new() };
        return Ok((keys, text, None));
    };
    let subject = if kind == NewKind::Process { first_subject(root, "a process")? } else { String::new() };
    let data = data.replace("%SUBJECT%", &subject).replace("%ID%", id).replace("%TITLE%", title);
    // A page of questions shows a stage of the bank.
    let key = if kind == NewKind::Questions { "stage" } else { word };
    let keys = format!("kind: {word}\n{key}: {id}\n");
    Ok((keys, text, Some((format!("{CONTENT}/data/{folder}/{id}.yaml"), data))))
}

/// The word of a kind whose pages show a file of their own, the folder of the file, and its text.
fn own_data(kind: NewKind) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match kind {
        NewKind::Checklist => ("checklist", "checklists", include_str!("new/data/checklist.yaml")),
        NewKind::Plan => ("plan", "plans", include_str!("new/data/plan.yaml")),
        NewKind::Worksheet => ("worksheet", "worksheets", include_str!("new/data/worksheet.yaml")),
        NewKind::Process => ("process", "processes", include_str!("new/data/process.yaml")),
        NewKind::Questions => ("questions", "questions", include_str!("new/data/questions.yaml")),
        NewKind::Principles => ("principles", "principles", include_str!("new/data/principles.yaml")),
        NewKind::Rubric => ("rubric", "rubrics", include_str!("new/data/rubric.yaml")),
        _ => return None,
    })
}

/// Front matter that compares subjects with facts.
fn compared(root: &Path) -> Result<String, Failure> {
    let built = inputs::built(&SiteOptions::plain(root, None))?;
    let (subjects, attributes) = built.comparable();
    if subjects.len() < 2 {
        return Err(Failure::new("a comparison needs two subjects with facts")
            .hint("`prepress new subject acme` makes one, and `prepress new fact acme/fee` a fact of it"));
    }
    let rows: String = attributes.iter().map(|id| format!("  - {id}\n")).collect();
    Ok(format!("kind: comparison\nsubjects: [{}]\nattributes:\n{rows}", subjects.join(", ")))
}

/// The subject that a new record is about, until its author says another.
fn first_subject(root: &Path, what: &str) -> Result<String, Failure> {
    let built = inputs::built(&SiteOptions::plain(root, None))?;
    let first = built.subjects().next().map(str::to_owned);
    first.ok_or_else(|| {
        Failure::new(format!("{what} is about a subject, and the site has none"))
            .hint("`prepress new subject acme` makes one")
    })
}

/// What makes the text of a record from its id.
type Record = fn(&str, &str) -> String;

/// The file that records of a kind lie in, and what makes one.
fn record(kind: NewKind) -> Option<(&'static str, Record)> {
    Some(match kind {
        NewKind::Subject => ("subjects.yaml", |id, label| {
            format!("{id}:\n  label: {label}\n  description: \"TODO: say in a sentence what this is\"\n")
        }),
        NewKind::Attribute => ("attributes.yaml", |id, label| {
            format!(
                "{id}:\n  label: {label}\n  description: \"TODO: say what is measured, and choose the type\"\n  # {}\n  type: text\n",
                Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
            )
        }),
        NewKind::Source => ("sources.yaml", |id, title| {
            format!(
                "{id}:\n  title: {title}\n  kind: official\n  publisher: \"TODO: name who publishes it, and add `url:`\"\n  # published, or the day on which it was read:\n  accessed: \"%TODAY%\"\n"
            )
        }),
        NewKind::Term => ("glossary.yaml", |id, term| {
            format!("{id}:\n  term: {term}\n  definition: \"TODO: say in a sentence what it means\"\n")
        }),
        _ => return None,
    })
}

/// Adds a record at the end of its file.
fn add(root: &Path, file: &str, typed: &str, record: Record) -> Result<Outcome, Failure> {
    let id = slug::slugify(typed);
    if id.is_empty() {
        return Err(Failure::new(format!("`{typed}` has no letters to make an id from"))
            .hint("name it as in `prepress new subject acme`"));
    }
    let path = format!("{CONTENT}/data/{file}");
    let place = root.join(&path);
    let old = if shell::is_there(&place) {
        Some(shell::read_text_file(&place, shell::LARGEST_TEXT)?)
    } else {
        None
    };
    let text = old.clone().unwrap_or_default();
    let taken = |line: &str| line.split(':').next().is_some_and(|key| key.trim_matches(['"', '\'']) == id);
    if let Some(at) = text.lines().position(taken) {
        return Err(
            Failure::new(format!("{path}:{}: `{id}` already exists", at + 1)).hint("choose another id")
        );
    }
    // A list in braces, or a file that is indented as a whole, has no end to write at.
    if text.lines().any(|line| line.starts_with(['{', '[', '-']) && !line.starts_with("---")) {
        return Err(Failure::new(format!("{path} is not a list of `id:` with lines below it"))
            .hint("add the record by hand"));
    }
    let day = inputs::today()?.0.to_string();
    let made = record(&id, &double_quoted(&title_of(typed))).replace("%TODAY%", &day);
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let line = text.lines().count() + 1;
    let new = format!("{text}{end}{made}").into_bytes();
    shell::write_files(root, &[Rewrite { path: path.clone(), old: old.map(String::into_bytes), new }])?;
    shell::print(&format!("wrote `{id}` at {path}:{line}\n"));
    Ok(Outcome::Clean)
}

/// Writes all files, or none where one of them exists. What a run that was killed had written already may stay.
fn write_all(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    let there = |path: &str| shell::is_there(&folder.join(path));
    let written = |(path, text): &&(String, String)| shell::has(&folder.join(path), text.as_bytes());
    let begun = files.iter().any(|(path, _)| !there(path));
    let rest = files.iter().filter(|file| !(begun && written(file)));
    let rest: Vec<Rewrite> = rest
        .map(|(path, text)| Rewrite { path: path.clone(), old: None, new: text.clone().into_bytes() })
        .collect();
    shell::write_files(folder, &rest)
}
