//! `prepress build`: check, then write.
//!
//! In: options. Out: the output folder, replaced as a whole, or findings and an untouched folder.

use super::args::{BuildOptions, Format};
use super::inputs::Located;
use super::outcome::{Outcome, denies};
use super::{inputs, report};
use crate::diag::Diagnostic;
use crate::digest::Digest;
use crate::lints;
use crate::shell::{self, Failure, LastBuild, OutputError, OutputFolder, Progress, Summary};
use crate::site::{self, AppFiles, Built, Output};
use crate::text::{FilePath, Span};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

pub(super) fn run(options: &BuildOptions) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let located = inputs::locate(&options.site)?.with_cache(options.cache.as_deref())?;
    let tree = shell::read_site(&located.root)?;
    let read_at = start.elapsed();
    let mut inputs = inputs::keeping(&tree, &located, &options.site, options.base_url.clone())?;
    inputs.texts = located.cache.texts();
    let out = options.out.clone().unwrap_or_else(|| inputs::default_out(&located.root));
    inputs.published = inputs::published(&out, &located.root)?;
    let quiet = options.site.format == Format::Human && !options.timings;
    let real_out = std::path::absolute(&out).unwrap_or_else(|_| out.clone());
    if located.cache.lies_in(&real_out) {
        let message = format!("the cache lies in the output folder `{}`", out.display());
        return Err(Failure::new(message).hint("each build replaces that folder: choose another"));
    }
    let last = LastBuild::of(&located.cache, &located.root, &real_out, &inputs).filter(|_| quiet);
    if let Some(said) = last.as_ref().and_then(LastBuild::said) {
        return Ok(again(&said, &out, start.elapsed(), &located));
    }
    let kept = blake3::hash(&inputs.highlighted);
    site::warm_up(&inputs);
    let built = site::build(inputs);
    let mut findings = built.findings;
    let mut built = built.value;
    let checked_at = start.elapsed();
    let mut summary = None;
    if !denies(&findings) {
        match OutputFolder::open(&out, &located.root, built.title()) {
            Ok(folder) => {
                render(&built, &folder, &located.root, &mut findings)?;
                if !denies(&findings) {
                    summary = Some(folder.commit()?);
                }
            }
            Err(OutputError::Io(failure)) => return Err(failure),
            Err(error) => findings.push(refused(&mut built, &out, &located.root, &error)),
        }
    }
    summary.iter().for_each(beside);
    built.settle(&mut findings);
    report::all(&located.root, &findings, built.suppressed(), built.files(), &options.site);
    let cache = built.highlight_cache();
    if blake3::hash(&cache) != kept {
        located.cache.write(&cache);
    }
    built.keep(summary.is_some());
    if options.site.format == Format::Human {
        let day = format!("{} ({})", located.today, located.day_from);
        let did = match summary {
            Some(ref summary) => {
                let files = summary.written + summary.unchanged;
                format!(
                    "built {} ({}, {} changed) into {}",
                    report::plural(built.pages(), "page"),
                    report::plural(files, "file"),
                    summary.written,
                    shown(&out)
                )
            }
            None => format!("nothing was written: checked {}", report::plural(built.pages(), "page")),
        };
        report::summary(&built, &findings, &did, start.elapsed(), &day);
        if let (Some(last), Some(summary), []) = (&last, &summary, findings.as_slice())
            && summary.left.is_none()
        {
            let files = report::plural(summary.written + summary.unchanged, "file");
            let pages = report::plural(built.pages(), "page");
            last.keep(&format!("{pages}\n{files}\n{}", report::about(&built)));
        }
        if options.timings {
            let timings = built.timings;
            shell::note(&format!(
                "  phases  read {}, parse {}, check {}, prepare {}, render and write {}",
                report::time(read_at),
                report::time(timings.parse),
                report::time(timings.check),
                report::time(timings.prepare),
                report::time(start.elapsed() - checked_at),
            ));
        }
    }
    let outcome = Outcome::of(&findings);
    // The process ends here: to give back the memory of a large site piece by piece takes a while.
    std::mem::forget((tree, built, findings));
    Ok(outcome)
}

/// The output is what a build would make of the site, and nothing was found when it was made.
fn again(said: &str, out: &Path, took: Duration, located: &Located) -> Outcome {
    let mut lines = said.splitn(3, '\n');
    let (pages, files) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let into = shown(out);
    shell::note(&format!(
        "built {pages} ({files}, 0 changed) into {into} in {}: no findings; nothing changed since the last build",
        report::time(took)
    ));
    shell::note(lines.next().unwrap_or(""));
    shell::note(&format!("  today   {} ({})", located.today, located.day_from));
    Outcome::of(&[])
}

/// Tells what happened beside the output.
fn beside(summary: &Summary) {
    for place in &summary.kept {
        shell::note(&format!(
            "note: prepress did not write {}: it was in the output folder when that was replaced",
            place.display()
        ));
    }
    if let Some(left) = &summary.left {
        shell::note(&format!("note: the old output could not be removed; it is in {}", left.display()));
    }
    if let Some(title) = &summary.replaced {
        shell::note(&format!("note: this replaced the output of a site with the title \"{title}\""));
    }
}

/// Renders every path in parallel and writes each as it comes; last what is made of the bytes of all.
fn render(
    built: &Built,
    folder: &OutputFolder,
    root: &Path,
    findings: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    let found: Mutex<Vec<Diagnostic>> = Mutex::default();
    let progress = Progress::new("rendering", built.path_count());
    let app = built.app_files();
    built.render_all(|path, rendered| {
        let target = FilePath::new(path);
        let app = app.as_ref().filter(|app| app.wants(path));
        match (rendered, app) {
            (Ok(Output::Bytes(bytes)), app) => {
                folder.write(&target, &bytes)?;
                app.inspect(|app| app.add(path, Digest::of(&bytes)));
            }
            (Ok(Output::Copy(from)), None) => folder.copy(&target, &root.join(from))?,
            (Ok(Output::Copy(from)), Some(app)) => {
                app.add(path, folder.copy_hashed(&target, &root.join(from))?);
            }
            (Err(finding), _) => {
                found.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(*finding);
            }
        }
        progress.step();
        Ok::<(), Failure>(())
    })?;
    for (path, bytes) in app.into_iter().flat_map(AppFiles::finish) {
        folder.write(&FilePath::new(path), &bytes)?;
    }
    findings.extend(found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
    built.settle(findings);
    Ok(())
}

/// The finding for an output folder that must not be written to.
fn refused(built: &mut Built, out: &Path, root: &Path, error: &OutputError) -> Diagnostic {
    let file = built.add_file(FilePath::new(from_root(out, root)));
    match error {
        OutputError::NotAFolder(path) => {
            let message = format!("{} is there already and is not a folder", path.display());
            Diagnostic::new(&lints::FOREIGN_OUTPUT, Span::whole(file), message)
                .help("give another folder with `--out`, or move it away")
        }
        OutputError::Foreign { example } => {
            let message = format!(
                "the output folder holds files that prepress did not write, such as {}",
                example.display()
            );
            Diagnostic::new(&lints::FOREIGN_OUTPUT, Span::whole(file), message)
                .help("give another folder with `--out`, or move those files away")
        }
        _ => Diagnostic::new(
            &lints::OUTPUT_HOLDS_CONTENT,
            Span::whole(file),
            "the output folder and the site's own files overlap",
        )
        .help("give a folder outside content/ and themes/ with `--out`"),
    }
}

/// The output as findings name files: from the root of the site.
fn from_root(out: &Path, root: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let way = shell::way(&whole(root), &whole(out));
    way.trim_end_matches('/').to_owned()
}

fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}
