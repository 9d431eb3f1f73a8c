//! `prepress bundle`: the guide to take along.
//!
//! In: options. Out: an archive of the output, the guide as a book, all of it as one page to print, or as one file to read; nothing where the site has
//! errors.

use super::args::BundleOptions;
use super::outcome::{Outcome, denies};
use super::{inputs, report};
use crate::shell::{self, Failure};
use crate::site;
use crate::text::tag_name;
use std::path::Path;

pub(super) fn run(options: &BundleOptions) -> Result<Outcome, Failure> {
    let located = inputs::locate(&options.site)?;
    let tree = shell::read_site(&located.root)?;
    let built = site::build(inputs::inputs(&tree, &located, &options.site, options.base_url.clone())?);
    let (findings, built) = (built.findings, built.value);
    report::all(&located.root, &findings, built.suppressed(), built.files(), &options.site);
    if denies(&findings) {
        shell::note("nothing was written: the guide has errors");
        return Ok(Outcome::Findings);
    }
    let read = |path: &str| std::fs::read(located.root.join(path));
    if let Some(file) = &options.zip {
        let files = built.all_files(&read).map_err(Failure::new)?;
        let folder = tag_name(built.title());
        let named = files.iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes));
        let bytes = shell::archive(named, None).map_err(Failure::new)?;
        shell::write_file(file, &bytes)?;
        let count = report::plural(files.len(), "file");
        shell::note(&format!("wrote {} ({count}; unpack it and open {folder}/index.html)", file.display()));
    }
    if let Some(file) = &options.epub {
        let files = built.book(&read).map_err(Failure::new)?;
        let bytes = shell::archive(files, Some(site::MIMETYPE)).map_err(Failure::new)?;
        shell::write_file(file, &bytes)?;
        let count = report::plural(built.pages(), "page");
        shell::note(&format!("wrote {} ({count}; open it in a reader of books)", file.display()));
    }
    let html = |file: &Path, html: Result<String, String>, next: &str| {
        shell::write_file(file, html.map_err(Failure::new)?.as_bytes())?;
        let count = report::plural(built.pages(), "page");
        shell::note(&format!("wrote {} ({count}; {next})", file.display()));
        Ok::<(), Failure>(())
    };
    if let Some(file) = &options.print {
        html(file, built.printed(&read), "print it from a browser")?;
    }
    if let Some(file) = &options.single_file {
        html(file, built.single(&read), "open it in a browser")?;
    }
    Ok(Outcome::of(&findings))
}
