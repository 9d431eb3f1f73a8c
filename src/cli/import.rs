//! `prepress import`: a site of prepress, made of a folder that another tool renders.
//!
//! In: a folder, and where the new site goes. Out: the new site, all of it or nothing, and a report of what could not
//! be carried over. The folder is only read. What becomes of its files is decided by `import`.

use super::args::ImportOptions;
use super::outcome::Outcome;
use super::report::plural;
use crate::import::{self, Note, Report};
use crate::shell::{self, Failure, Folder, Rewrite};
use crate::text::FilePath;
use crate::text::names::CONFIG;
use std::path::{Path, PathBuf};

/// How many notes of one kind are printed if nobody asks for all.
const SHOWN: usize = 20;

pub(super) fn run(options: &ImportOptions) -> Result<Outcome, Failure> {
    let from = options.dir.as_path();
    let name = folder_name(from)?;
    let to = options.new.clone().unwrap_or_else(|| beside(from, &name));
    if shell::is_there(&from.join(CONFIG)) {
        return Err(Failure::new(format!("{} is a site of prepress already", from.display()))
            .hint("`prepress check` says what there is to mend in it"));
    }
    if !shell::is_free(&to)? {
        return Err(Failure::new(format!("{} already exists", to.display()))
            .hint("nothing was written; name another folder, as in `prepress import DIR NEW`"));
    }
    if shell::lies_in(&to, from) {
        return Err(Failure::new(format!("{} lies in the folder that is read", to.display()))
            .hint("nothing was written; name a folder outside it, as in `prepress import DIR NEW`"));
    }
    let folder = shell::read_folder(from, &|path| import::passed_over(path).is_none())?;
    let (files, mut report) = import::import(&name, &folder.files, &folder.passed);
    if report.pages == 0 {
        return Err(Failure::new(format!("no Markdown in {}{}", from.display(), taken_for(&report)))
            .hint("give the folder that holds the tool's configuration, or that of the pages"));
    }
    add_unread(&folder, &mut report);
    let files: Vec<Rewrite> = files.into_iter().map(|(path, new)| Rewrite { path, old: None, new }).collect();
    let absolute = std::path::absolute(&to).map_err(|error| Failure::io("open", &to, &error))?;
    shell::write_files(&absolute, &files)?;
    shell::print(&told(&report, &to, if options.all { usize::MAX } else { SHOWN }));
    Ok(Outcome::Clean)
}

/// The name of a folder that exists.
fn folder_name(folder: &Path) -> Result<String, Failure> {
    let real = folder.canonicalize().map_err(|error| Failure::io("open", folder, &error))?;
    if !real.is_dir() {
        return Err(Failure::new(format!("{} is not a folder", folder.display())));
    }
    Ok(real.file_name().map_or_else(|| "guide".to_owned(), |name| name.to_string_lossy().into_owned()))
}

/// The folder beside another for what is made of it.
fn beside(folder: &Path, name: &str) -> PathBuf {
    let new = format!("{name}-prepress");
    match folder.file_name() {
        Some(_) => folder.with_file_name(new),
        None if folder == Path::new(".") => Path::new("..").join(new),
        // `..` has no name of its own.
        None => folder.join("..").join(new),
    }
}

fn add_unread(folder: &Folder, report: &mut Report) {
    let notes = folder.unread.iter().map(|(path, why)| Note {
        path: path.clone(),
        line: 0,
        what: format!("was not read: {why}"),
    });
    report.dropped.extend(notes);
}

fn taken_for(report: &Report) -> String {
    match &report.sign {
        Some(sign) => format!(", taken for {} by {sign}", report.tool),
        None => String::new(),
    }
}

/// What is printed after an import.
fn told(report: &Report, to: &Path, most: usize) -> String {
    let to = to.display();
    let sign = report.sign.as_ref().map_or_else(String::new, |sign| format!(" (by {})", shown(sign)));
    let mut out = format!(
        "imported {} and {} into {to}\n  tool    {}{sign}\n  title   {}\n",
        plural(report.pages, "page"),
        plural(report.files, "other file"),
        report.tool,
        report.title,
    );
    let did = changes(report);
    if !did.is_empty() {
        out.push_str(&format!("  changed {}\n", did.join("; ")));
    }
    let left: Vec<String> = report.left_out.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if !left.is_empty() {
        out.push_str(&format!("  left    {}\n", left.join("; ")));
    }
    let lists = [
        ("marks that mean nothing here stand as text", &report.kept),
        ("links that lead to nothing stay as they were", &report.broken),
        ("not carried over as it was", &report.dropped),
        ("another name or place", &report.renamed),
        ("left out", &report.absent),
    ];
    for (what, notes) in lists {
        list(&mut out, what, notes, most);
    }
    out.push_str(&format!("\nnext: cd {to} && prepress check\n"));
    out
}

/// What is different in the new site.
fn changes(report: &Report) -> Vec<String> {
    let mut did = Vec::new();
    if report.links > 0 {
        did.push(format!("{} led to new paths", plural(report.links, "link")));
    }
    if report.boxes > 0 {
        let boxes = if report.boxes == 1 { "box" } else { "boxes" };
        did.push(format!("{} {boxes} made an alert or a fold", report.boxes));
    }
    if report.attributes > 0 {
        let lists = plural(report.attributes, "list");
        did.push(format!("{lists} of attributes after links and pictures taken out"));
    }
    if report.home_made {
        did.push("a home page made: there was none".to_owned());
    }
    if report.folders > 0 {
        did.push(format!("{} made for folders", plural(report.folders, "page")));
    }
    if report.is_ordered {
        did.push(format!("the order of folders written as `nav` into {CONFIG}"));
    }
    did
}

/// A heading with its count, and the notes below it.
fn list(out: &mut String, what: &str, notes: &[Note], most: usize) {
    if notes.is_empty() {
        return;
    }
    let mut notes: Vec<&Note> = notes.iter().collect();
    notes.sort();
    out.push_str(&format!("\n{what}: {}\n", notes.len()));
    for note in notes.iter().take(most) {
        let line = if note.line == 0 { String::new() } else { format!(":{}", note.line) };
        out.push_str(&format!("  {}{line}  {}\n", shown(&note.path), shown(&note.what)));
    }
    if notes.len() > most {
        out.push_str(&format!("  and {} more; `--all` prints them\n", notes.len() - most));
    }
}

/// A text of a file on one line of the terminal.
fn shown(text: &str) -> String {
    FilePath::visible(text)
}
