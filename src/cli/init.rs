//! `prepress init`: a starter guide.
//!
//! In: a folder. Out: files that were not there before. The guides are those in
//! `starter/`, with the folder's name as title and dates of last month. Overwrites nothing: what is in the folder
//! stays, and `.gitignore` gets the lines that it lacks.

use super::args::{InitOptions, Preset};
use super::inputs;
use super::outcome::Outcome;
use super::schema::{FOLDER, SCHEMAS};
use crate::shell::{self, Failure, Rewrite};
use crate::site::double_quoted;
use crate::text::capitalized;
use crate::text::names::{CONFIG, CONTENT};
use jiff::ToSpan;
use std::path::Path;

// `STARTER`: path and bytes of each file, below the name of its part.
include!(concat!(env!("OUT_DIR"), "/starter.rs"));

/// The file that lists what git passes over.
const IGNORE: &str = ".gitignore";

pub(super) fn init(options: &InitOptions) -> Result<Outcome, Failure> {
    let folder =
        std::path::absolute(&options.dir).map_err(|error| Failure::io("open", &options.dir, &error))?;
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let example = match (options.bare, options.preset) {
        (true, _) => "bare",
        (false, Preset::Exam) => "exam",
        (false, Preset::Interview) => "interview",
    };
    let mut files = starter(example, &title_of(&name))?;
    // Pages of the author's own are no place for an example.
    let own = example != "bare" && has_own_pages(&folder, &files)?;
    if own {
        files = starter("bare", &title_of(&name))?;
    }
    // What a killed run left is taken away, also where nothing is left to write.
    shell::write_files(&folder, &[])?;
    let plan = Plan::of(&folder, files)?;
    let shown = options.dir.display();
    shell::write_files(&folder, &plan.writes)?;
    let about = if own { "a guide around your pages" } else { "a guide" };
    let written = plan.writes.len();
    shell::print(&format!("created {about} in {shown}: {written} files\n"));
    for kept in &plan.kept {
        shell::print(&format!("kept {kept} as it is\n"));
    }
    shell::print(&format!("preview it with `prepress serve --open {shown}`, then edit content/\n"));
    Ok(Outcome::Clean)
}

/// The files of a starter guide, and those that every guide has.
fn starter(part: &str, title: &str) -> Result<Vec<(String, String)>, Failure> {
    // A month ago, so that a build on another clock, or for another day, finds nothing from the future.
    let today = inputs::today()?.0;
    let day = today.checked_sub(1.month()).unwrap_or(today).to_string();
    let own = STARTER.iter().filter_map(|(path, bytes)| {
        let (top, path) = path.split_once('/')?;
        (top == part || top == "common").then_some((path, bytes))
    });
    let filled = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .replace("%TITLE%", &double_quoted(title))
            .replace("%NAME%", title)
            .replace("%TODAY%", &day)
            .replace("%MONTH%", &day[..7])
    };
    let mut files: Vec<(String, String)> =
        own.map(|(path, bytes)| (path.to_owned(), filled(bytes))).collect();
    files.extend(SCHEMAS.iter().map(|s| (format!("{FOLDER}/{}.json", s.name), s.text.to_owned())));
    Ok(files)
}

/// Whether the content folder holds anything but the example, whole or begun.
fn has_own_pages(folder: &Path, example: &[(String, String)]) -> Result<bool, Failure> {
    let content = folder.join(CONTENT);
    if !shell::is_there(&content) {
        return Ok(false);
    }
    let there = shell::read_folder(&content, &|path| path.ends_with(".md") || path.ends_with(".yaml"))?;
    let ours = |(path, bytes): (&String, &Vec<u8>)| {
        let path = format!("{CONTENT}/{path}");
        example.iter().any(|(own, text)| *own == path && text.as_bytes() == bytes)
    };
    Ok(there.files.iter().any(|file| !ours(file)))
}

/// What `init` does in a folder.
struct Plan {
    writes: Vec<Rewrite>,
    /// Files of the author's that have the place of ours.
    kept: Vec<String>,
}

impl Plan {
    fn of(folder: &Path, files: Vec<(String, String)>) -> Result<Self, Failure> {
        let is_there = |path: &str| shell::is_there(&folder.join(path));
        let same = |path: &str, text: &str| shell::has(&folder.join(path), text.as_bytes());
        let config = files.iter().find(|(path, _)| path == CONFIG);
        if is_there(CONFIG) && !config.is_some_and(|(path, text)| same(path, text)) {
            return Err(Failure::new(format!("{} already exists", folder.join(CONFIG).display()))
                .hint("this folder is a site: `prepress new` adds pages to it"));
        }
        let (mut writes, mut kept) = (Vec::new(), Vec::new());
        for (path, text) in files {
            if !is_there(&path) {
                writes.push(Rewrite { path, old: None, new: text.into_bytes() });
            } else if path == IGNORE {
                writes.extend(ignoring(folder, &text)?);
            } else if !same(&path, &text) {
                kept.push(path);
            }
        }
        if writes.is_empty() {
            return Err(Failure::new(format!("{} already exists", folder.join(CONFIG).display())));
        }
        Ok(Self { writes, kept })
    }
}

/// The list of what git passes over with the lines of ours that it lacks.
fn ignoring(folder: &Path, ours: &str) -> Result<Option<Rewrite>, Failure> {
    let old = shell::read_text_file(&folder.join(IGNORE), shell::LARGEST_TEXT)?;
    let has = |line: &&str| old.lines().any(|own| own.trim().trim_matches('/') == line.trim_matches('/'));
    let missing: Vec<&str> = ours.lines().filter(|line| !line.is_empty() && !has(line)).collect();
    if missing.is_empty() {
        return Ok(None);
    }
    let end = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
    let new = format!("{old}{end}{}\n", missing.join("\n"));
    Ok(Some(Rewrite { path: IGNORE.to_owned(), old: Some(old.into_bytes()), new: new.into_bytes() }))
}

/// `day-before` is "Day before".
pub(super) fn title_of(name: &str) -> String {
    // Capitals and blanks are of a name, whose hyphens belong to it: `NCLEX-RN`.
    let named = name.contains(char::is_whitespace) || name.contains(char::is_uppercase);
    if named && !name.contains('_') && !name.contains(char::is_control) {
        return capitalized(name.trim());
    }
    let words = name.replace(|c: char| c == '-' || c == '_' || c.is_control(), " ");
    if words.trim().is_empty() { "A guide".to_owned() } else { capitalized(words.trim()) }
}
