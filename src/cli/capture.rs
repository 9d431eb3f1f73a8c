//! `prepress capture`: makes facts of the figures of a page that nothing backs.
//!
//! In: options. Out: a new file of facts and the changed page, both or none, or a patch of them; then what was
//! captured, what was left and why. What is proposed is decided by `site`.

use super::args::CaptureOptions;
use super::inputs;
use super::outcome::Outcome;
use super::report;
use crate::diag;
use crate::shell::{self, Failure, Rewrite};
use crate::site::{Ask, Capture, Workspace, Written};

pub(super) fn run(options: &CaptureOptions) -> Result<Outcome, Failure> {
    let site = options.ask.site();
    let located = inputs::locate(&site)?;
    let tree = shell::read_site(&located.root)?;
    let given = inputs::inputs(&tree, &located, &site, None)?;
    let ask = Ask {
        page: options.page.clone(),
        as_of: options.as_of,
        sources: options.source.clone(),
        facts: options.fact.clone(),
    };
    let capture = Workspace::default().capture(&given, &ask).map_err(Failure::new)?;
    if options.dry_run {
        shell::print(&capture.written.iter().map(patch).collect::<String>());
    } else {
        let rewrite = |file: &Written| Rewrite::of(file.path.as_str(), file.old.as_deref(), &file.new);
        shell::write_files(&located.root, &capture.written.iter().map(rewrite).collect::<Vec<_>>())?;
    }
    tell(&capture, options);
    Ok(Outcome::Clean)
}

fn patch(file: &Written) -> String {
    let old = file.old.as_deref();
    let drawn = diag::patch(file.path.as_str(), old.unwrap_or(""), &file.new);
    match (old, drawn.split_once('\n')) {
        // So does git name what was not there.
        (None, Some((_, rest))) => format!("--- /dev/null\n{rest}"),
        _ => drawn,
    }
}

fn tell(capture: &Capture, options: &CaptureOptions) {
    let did = if options.dry_run { "would capture" } else { "captured" };
    shell::note(&format!("{did} {}", report::plural(capture.captured.len(), "figure")));
    for (place, words, fact) in &capture.captured {
        shell::note(&format!("  {place}  `{words}` is `fact:{fact}`"));
    }
    if !capture.left.is_empty() {
        shell::note(&format!("left {}", report::plural(capture.left.len(), "figure")));
    }
    for left in &capture.left {
        shell::note(&format!("  {}  `{}`: {}", left.place, left.words, left.why));
    }
    let paths = || capture.written.iter().filter(|file| file.old.is_none()).map(|file| file.path.as_str());
    if let Some(first) = capture.choices.first() {
        let paths: Vec<&str> = paths().collect();
        shell::note(&format!(
            "the facts have no source yet: write `sources: [{first}]` at the top of {}; there are {}",
            paths.join(" and "),
            capture.choices.join(", ")
        ));
    }
}
