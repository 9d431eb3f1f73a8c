//! Files of the content that are not published, and why.
//!
//! In: paths. Out: findings, and the files that are left out. Opens no file.

use crate::diag::{Diagnostic, Findings};
use crate::lints;
use crate::parse;
use crate::text::{FileId, FilePath, Files, Span};
use std::collections::BTreeSet;

/// Reports files whose ending is one of ours in capitals: they would be passed over.
pub(super) fn endings<'p>(paths: impl Iterator<Item = &'p FilePath>, files: &Files, findings: &mut Findings) {
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
pub(super) fn left_out<'p>(
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
    const BACKUPS: [&str; 8] = ["bak", "orig", "rej", "swp", "swo", "tmp", "save", "old"];
    const MARKDOWN: [&str; 9] =
        ["markdown", "mdown", "mdwn", "mdx", "mkd", "mkdn", "qmd", "rmd", "rmarkdown"];
    const LEFTOVERS: [&str; 3] = ["thumbs.db", "ehthumbs.db", "desktop.ini"];
    const TABLES: [&str; 6] = ["json", "toml", "txt", "xlsx", "xls", "ods"];
    const DATA: [&str; 8] =
        ["facts", "checklists", "questions", "principles", "processes", "rubrics", "plans", "worksheets"];
    const NAMES: [&str; 6] = ["subjects", "attributes", "sources", "glossary", "rules", "synonyms"];
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
    let lower = name.to_ascii_lowercase();
    // "a.md.txt", "a.md_old", "a.md.1"
    let copied = [".md.", ".md_", ".md-", ".yaml.", ".yml."].iter().any(|inner| lower.contains(inner));
    let (why, help) = if LEFTOVERS.contains(&lower.as_str()) || name.starts_with("~$") {
        ("a program left this file: it is not published", "remove it".to_owned())
    } else if below == "prepress.yaml" {
        (
            "the configuration stands beside `content/`, not in it: this file is not read and not published",
            "move it up, or remove it".to_owned(),
        )
    } else if name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || BACKUPS.contains(&ending.as_str())
        || copied
    {
        ("this looks like a copy that an editor made: it is not published", "remove it".to_owned())
    } else if top == "data" && below.contains('/') && (ending == "md" || MARKDOWN.contains(&ending.as_str()))
    {
        (
            "Markdown below `content/data` is not read: it is not published",
            "move it out of the data folder".to_owned(),
        )
    } else if top == "data" && below.contains('/') && TABLES.contains(&ending.as_str()) {
        (
            "of the data, only YAML and CSV are read: this file is not read and not published",
            "write it as YAML or CSV, or move it out of the data folder".to_owned(),
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
