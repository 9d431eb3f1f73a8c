//! `prepress init` and `prepress new`: a starter guide, and a page to fill.
//!
//! In: a folder; or a kind and the path of a page. Out: files that were not there before. The guide is the one
//! in `starter/`, with the folder's name as title and this month in its dates. Overwrites nothing: where one of
//! the files exists, none is written.

use super::args::{InitOptions, NewKind, NewOptions, SiteOptions};
use super::inputs;
use super::outcome::Outcome;
use crate::shell::{self, Failure, Rewrite};
use crate::site::{self, double_quoted};
use crate::text::names::CONTENT;
use crate::text::{FilePath, capitalized};
use std::path::Path;

// `STARTER`: path and bytes of each file.
include!(concat!(env!("OUT_DIR"), "/starter.rs"));

pub(super) fn init(options: &InitOptions) -> Result<Outcome, Failure> {
    let folder =
        std::path::absolute(&options.dir).map_err(|error| Failure::io("open", &options.dir, &error))?;
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let title = double_quoted(&title_of(&name));
    let day = inputs::today()?.0.to_string();
    let files: Vec<(String, String)> = STARTER
        .iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes)
                .replace("%TITLE%", &title)
                .replace("%TODAY%", &day)
                .replace("%MONTH%", &day[..7]);
            ((*path).to_owned(), text)
        })
        .collect();
    write_all(&folder, &files)?;
    let shown = options.dir.display();
    shell::print(&format!(
        "created a starter guide of {} files in {shown}\npreview it with `prepress serve --open {shown}`, then edit content/\n",
        files.len()
    ));
    Ok(Outcome::Clean)
}

pub(super) fn new(options: &NewOptions) -> Result<Outcome, Failure> {
    let root = shell::find_root(&options.dir)?;
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
    if id.is_empty() && options.kind == NewKind::Checklist {
        return Err(Failure::new(format!("`{name}` has no letters to make the id of a checklist from"))
            .hint("give the page a name with letters, as in `prepress new checklist lists/day-before`"));
    }
    let page = match options.kind {
        NewKind::Section => format!("{CONTENT}/{path}/index.md"),
        _ => format!("{CONTENT}/{path}.md"),
    };
    let mut files = vec![(page, front(&title, &keys(options.kind, &root, &id)?))];
    if options.kind == NewKind::Checklist {
        let list =
            format!("title: {title}\nitems:\n  - id: first\n    text: What to do first.\n    minutes: 10\n");
        files.push((format!("{CONTENT}/data/checklists/{id}.yaml"), list));
    }
    write_all(&root, &files)?;
    files.iter().for_each(|(file, _)| shell::print(&format!("wrote {file}\n")));
    Ok(Outcome::Clean)
}

/// The lines of front matter that a kind needs, and the text below it.
fn keys(kind: NewKind, root: &Path, id: &str) -> Result<(String, &'static str), Failure> {
    Ok(match kind {
        NewKind::Article => (String::new(), "## TL;DR\n\nThe answer, in three sentences.\n"),
        NewKind::Section => (String::new(), "What the pages of this part are about.\n"),
        NewKind::Checklist => {
            (format!("kind: checklist\nchecklist: {id}\n"), "When to go through this list.\n")
        }
        NewKind::Comparison => {
            let options = SiteOptions::plain(root, None);
            let located = inputs::locate(&options)?;
            let tree = shell::read_site(&located.root)?;
            let built = site::build(inputs::inputs(&tree, &located, &options, None)?).value;
            let (subjects, attributes) = built.comparable();
            if subjects.len() < 2 {
                return Err(Failure::new("a comparison needs two subjects with facts")
                    .hint("write them in content/data/subjects.yaml and content/data/facts/"));
            }
            let columns = subjects.join(", ");
            let rows: String = attributes.iter().map(|id| format!("  - {id}\n")).collect();
            let keys = format!("kind: comparison\nsubjects: [{columns}]\nattributes:\n{rows}");
            (keys, "How to read this table.\n")
        }
    })
}

fn front(title: &str, (keys, text): &(String, &str)) -> String {
    format!("---\ntitle: {title}\n{keys}---\n\n{text}")
}

/// `day-before` is "Day before".
fn title_of(name: &str) -> String {
    let words = name.replace(|c: char| c == '-' || c == '_' || c.is_control(), " ");
    if words.trim().is_empty() { "A guide".to_owned() } else { capitalized(words.trim()) }
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
